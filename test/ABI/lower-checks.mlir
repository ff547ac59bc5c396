// RUN: nn-opt %s --nn-lower-host | FileCheck %s

// A check is a branch: in the entry function also out of a loop, with the status
// NN_INVALID_VALUE; where bytes are asked for, with -1.

// CHECK-LABEL: llvm.func @net(
// CHECK-SAME:    %{{[a-z0-9]*}}: !llvm.ptr, %[[CONTEXT:[a-z0-9]*]]: !llvm.ptr
// CHECK:         %[[C:.*]] = llvm.icmp "slt"
// CHECK:         llvm.cond_br %[[C]], ^{{.*}}, ^[[FAIL:bb[0-9]+]]
// CHECK:       ^[[FAIL]]:
// CHECK:         %[[M:.*]] = llvm.call @nn_message(%[[CONTEXT]])
// CHECK:         %[[S:.*]] = llvm.call @nn_message_size(%[[CONTEXT]])
// CHECK:         %[[F:.*]] = llvm.mlir.addressof @[[$FORMAT:nn_format_check.*]] : !llvm.ptr
// CHECK:         llvm.call @snprintf(%[[M]], %[[S]], %[[F]], %{{.*}}) vararg
// CHECK:         %[[INVALID:.*]] = llvm.mlir.constant(5 : i32)
// CHECK:         %[[STATUS:.*]] = llvm.call @nn_fail(%[[CONTEXT]], %[[INVALID]])
// CHECK:         llvm.return %[[STATUS]] : i32

// CHECK-LABEL: llvm.func @net_workspace(
// CHECK:         llvm.call @snprintf
// CHECK:         %[[MINUSONE:.*]] = llvm.mlir.constant(-1 : i64)
// CHECK:         llvm.return %[[MINUSONE]] : i64

// CHECK: llvm.mlir.global internal constant @[[$FORMAT]]("node '100%%' (Foo): 100%% is %lld\00")

func.func @net(%model: !llvm.ptr, %context: !llvm.ptr, %in: !llvm.ptr,
               %out: !llvm.ptr, %workspace: !llvm.ptr) -> i32
    attributes {nn.inputs = [], nn.outputs = []} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c9 = arith.constant 9 : index
  scf.for %i = %c0 to %c9 step %c1 {
    %c = arith.cmpi slt, %i, %c1 : index
    kernel.check %c, "100% is {}"(%i : index) loc("100%"("Foo"))
  }
  %0 = arith.constant 0 : i32
  return %0 : i32
}
func.func @net_shapes(%model: !llvm.ptr, %context: !llvm.ptr, %in: !llvm.ptr,
                      %out: !llvm.ptr) -> i32 {
  %0 = arith.constant 0 : i32
  return %0 : i32
}
func.func @net_workspace(%model: !llvm.ptr, %context: !llvm.ptr,
                         %in: !llvm.ptr) -> i64 {
  %false = arith.constant false
  kernel.check %false, "sizes"
  %0 = arith.constant 0 : i64
  return %0 : i64
}
