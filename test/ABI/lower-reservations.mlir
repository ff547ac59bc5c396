// RUN: nn-opt %s --nn-lower-host | FileCheck %s

// Slots are emptied at the beginning, and released at every return; a block that
// is kept is in none. Without memory the status is NN_OUT_OF_MEMORY.

// CHECK-LABEL: llvm.func @net(
// CHECK-SAME:    %{{[a-z0-9]*}}: !llvm.ptr, %[[CONTEXT:[a-z0-9]*]]: !llvm.ptr
// CHECK:         %[[SLOTS:.*]] = llvm.alloca %{{.*}} x !llvm.struct<(ptr, i64)>
// CHECK:         %[[NULL:.*]] = llvm.mlir.zero : !llvm.ptr
// CHECK:         %[[END:.*]] = llvm.getelementptr %[[NULL]][2] : {{.*}} !llvm.struct<(ptr, i64)>
// CHECK:         %[[SIZE:.*]] = llvm.ptrtoint %[[END]]
// CHECK:         %[[ZERO:.*]] = llvm.mlir.constant(0 : i8)
// CHECK:         "llvm.intr.memset"(%[[SLOTS]], %[[ZERO]], %[[SIZE]])
// CHECK:         %[[NEGATIVE:.*]] = llvm.icmp "slt" %[[N:.*]], %{{.*}} : i64
// CHECK:         %[[PRODUCT:.*]] = "llvm.intr.smul.with.overflow"(%{{.*}}, %[[N]])
// CHECK:         %[[OVERFLOWS:.*]] = llvm.extractvalue %[[PRODUCT]][1]
// CHECK:         %[[BAD:.*]] = llvm.or %[[NEGATIVE]], %[[OVERFLOWS]]
// CHECK:         %[[NUMBER:.*]] = llvm.extractvalue %[[PRODUCT]][0]
// CHECK:         %[[MINUS_ONE:.*]] = llvm.mlir.constant(-1 : i64)
// CHECK:         %[[BYTES:.*]] = llvm.select %[[BAD]], %[[MINUS_ONE]], %[[NUMBER]]
// CHECK:         %[[SLOT:.*]] = llvm.getelementptr %[[SLOTS]][1]
// CHECK:         %[[BLOCK:.*]] = llvm.call @nn_reserve(%[[CONTEXT]], %[[SLOT]], %[[BYTES]])
// CHECK:         llvm.icmp "ne" %[[BLOCK]]
// CHECK:         llvm.cond_br
// CHECK:         %[[KEPT:.*]] = llvm.getelementptr %[[SLOTS]][1]
// CHECK:         llvm.store %{{.*}}, %[[KEPT]]
// CHECK:         llvm.call @nn_release(%[[CONTEXT]], %[[SLOTS]], %{{.*}})
// CHECK-NEXT:    llvm.return
// CHECK:         llvm.call @snprintf
// CHECK:         %[[STATUS:.*]] = llvm.mlir.constant(4 : i32)
// CHECK:         %[[FAILED:.*]] = llvm.call @nn_fail(%[[CONTEXT]], %[[STATUS]])
// CHECK:         llvm.call @nn_release(%[[CONTEXT]], %[[SLOTS]], %{{.*}})
// CHECK-NEXT:    llvm.return %[[FAILED]]

// CHECK: ("node 'w' (Where): no memory for [%lld] elements of 4 bytes\00")

func.func @net(%model: !llvm.ptr, %context: !llvm.ptr, %in: !llvm.ptr,
               %out: !llvm.ptr, %workspace: !llvm.ptr) -> i32
    attributes {nn.inputs = [], nn.outputs = []} {
  %n = llvm.load %in : !llvm.ptr -> i64
  %size = arith.index_cast %n : i64 to index
  %p = kernel.reserve 1 of 4 bytes(%size : index) : !llvm.ptr loc("w"("Where"))
  llvm.store %p, %out : !llvm.ptr, !llvm.ptr
  kernel.keep 1
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
  %0 = arith.constant 0 : i64
  return %0 : i64
}
