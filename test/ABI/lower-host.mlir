// RUN: nn-opt %s --nn-lower-host -o %t
// RUN: FileCheck %s --input-file=%t
// RUN: FileCheck %s --input-file=%t --check-prefix=GLOBAL

// What nn-plan-memory leaves, with kernels in the LLVM dialect. The first one
// has scratch and a grid that depends on its arguments.

// CHECK-LABEL: llvm.func @net(
// CHECK-SAME:    %[[MODEL:[a-z0-9]*]]: !llvm.ptr, %[[CONTEXT:[a-z0-9]*]]: !llvm.ptr, %[[IN:[a-z0-9]*]]: !llvm.ptr, %[[OUT:[a-z0-9]*]]: !llvm.ptr, %[[WS:[a-z0-9]*]]: !llvm.ptr) -> i32
// CHECK-SAME:    nn.inputs

// CHECK:         %[[ARRAY:.*]] = llvm.alloca
// CHECK:         %[[ARGS:.*]] = llvm.getelementptr %[[ARRAY]][1]

// CHECK:         llvm.call @nn_check_call(%[[CONTEXT]], %[[MODEL]], %[[IN]], %[[OUT]])
// CHECK:         llvm.cond_br
// CHECK:         llvm.call @net_shapes(%[[MODEL]], %[[CONTEXT]], %[[IN]], %[[OUT]])
// CHECK:         llvm.cond_br
// CHECK:         %[[BYTES:.*]] = llvm.call @net_workspace(%[[MODEL]], %[[CONTEXT]], %[[IN]])
// CHECK:         %[[NONE:.*]] = llvm.icmp "slt" %[[BYTES]], %{{.*}} : i64
// CHECK:         llvm.zext %[[NONE]] : i1 to i32
// CHECK:         llvm.cond_br
// CHECK:         llvm.call @nn_check_memory(%[[CONTEXT]], %[[MODEL]], %[[IN]], %[[OUT]], %[[WS]], %[[BYTES]])
// CHECK:         llvm.cond_br

// The scratch of all threads comes first.
// CHECK:         %[[SCRATCH:.*]] = llvm.call @net_scratch(%[[CONTEXT]], %[[IN]])
// CHECK:         %[[ARENA:.*]] = llvm.getelementptr %[[WS]][%[[SCRATCH]]]

// CHECK:         %[[S1:.*]] = llvm.getelementptr %[[ARGS]][1]
// CHECK:         llvm.store %[[ARENA]], %[[S1]]
// CHECK:         %[[S2:.*]] = llvm.getelementptr %[[ARGS]][2]
// CHECK:         llvm.store %{{.*}}, %[[S2]] : i64
// CHECK:         %[[SCALE:.*]] = llvm.mlir.addressof @scale_entry
// CHECK:         %[[COUNT:.*]] = llvm.call @scale_grid(%[[ARGS]])
// CHECK:         %[[USED:.*]] = llvm.mlir.constant(100 : i64)
// CHECK:         %[[STRIDE:.*]] = llvm.call @nn_scratch_stride(%[[USED]])
// CHECK:         %[[ZERO:.*]] = llvm.mlir.constant(0 : i32)
// CHECK:         llvm.call @nn_launch(%[[CONTEXT]], %[[ZERO]], %[[SCALE]], %[[ARGS]], %[[COUNT]], %[[WS]], %[[USED]], %[[STRIDE]])

// CHECK:         %[[ADD:.*]] = llvm.mlir.addressof @add_entry
// CHECK-NOT:     llvm.call @add_grid
// CHECK:         %[[COUNT:.*]] = llvm.mlir.constant(1 : i64)
// CHECK:         %[[ONE:.*]] = llvm.mlir.constant(1 : i32)
// CHECK:         llvm.call @nn_launch(%[[CONTEXT]], %[[ONE]], %[[ADD]], %[[ARGS]], %[[COUNT]]

// CHECK-LABEL: llvm.func internal @net_scratch(
// CHECK:         %[[THREADS:.*]] = llvm.call @nn_threads(
// CHECK:         %[[STRIDE:[0-9]*]] = llvm.call @nn_scratch_stride(
// CHECK:         "llvm.intr.smul.with.overflow"(%[[STRIDE]], %[[THREADS]])
// CHECK-LABEL: llvm.func @net_shapes(
// CHECK:         llvm.call @nn_check_call(
// CHECK-LABEL: llvm.func @net_workspace(
// CHECK:         llvm.call @nn_check_inputs(
// CHECK:         %[[ARENA:.*]] = llvm.mul
// CHECK:         %[[SCRATCH:.*]] = llvm.call @net_scratch(
// CHECK:         %[[SUM:.*]] = "llvm.intr.sadd.with.overflow"(%[[SCRATCH]], %[[ARENA]])
// CHECK:         %[[BYTES:.*]] = llvm.extractvalue %[[SUM]][0]
// CHECK:         llvm.cond_br
// CHECK:         llvm.return %[[BYTES]]

// GLOBAL-DAG:  llvm.mlir.global external constant @net_constants() {{.*}}: !llvm.array<1 x ptr>
// GLOBAL-DAG:  llvm.mlir.global external constant @net_model()
// GLOBAL-DAG:  ("x:0\00")
// GLOBAL-DAG:  ("b,c\00")
// GLOBAL-DAG:  (dense<[-1, 4]> : tensor<2xi64>)
// GLOBAL-DAG:  llvm.func @scale_entry(!llvm.ptr, i64, i64, !llvm.ptr)
// GLOBAL-DAG:  llvm.func internal @nn_check_tensors(

module @scale attributes {nn.kernel} {
  llvm.func @entry(%args: !llvm.ptr, %begin: i64, %end: i64, %scratch: !llvm.ptr) {
    llvm.return
  }
  llvm.func @grid(%args: !llvm.ptr) -> i64 {
    %a = llvm.getelementptr %args[2] : (!llvm.ptr) -> !llvm.ptr, i64
    %c = llvm.load %a : !llvm.ptr -> i64
    llvm.return %c : i64
  }
  llvm.func @scratch(%args: !llvm.ptr) -> i64 {
    %c = llvm.mlir.constant(100 : i64) : i64
    llvm.return %c : i64
  }
}
module @add attributes {nn.kernel} {
  llvm.func @entry(%args: !llvm.ptr, %begin: i64, %end: i64, %scratch: !llvm.ptr) {
    llvm.return
  }
  llvm.func @grid(%args: !llvm.ptr) -> i64 {
    %c = llvm.mlir.constant(1 : i64) : i64
    llvm.return %c : i64
  }
}
func.func @net(%model: !llvm.ptr, %context: !llvm.ptr, %in: !llvm.ptr, %out: !llvm.ptr, %ws: !llvm.ptr) -> i32
 attributes {nn.inputs = [{dtype = 544 : i32, name = "x:0", type = tensor<?x4xf32>}], nn.outputs = [{dtype = 544 : i32, name = "y:0", type = tensor<?x4xf32>}]} {
    %c0_i32 = arith.constant 0 : i32
    %0 = llvm.getelementptr %in[0, 0] : (!llvm.ptr) -> !llvm.ptr, !llvm.struct<(ptr, ptr, i32, i32)>
    %1 = llvm.load %0 : !llvm.ptr -> !llvm.ptr
    %s0 = llvm.getelementptr %in[0, 1] : (!llvm.ptr) -> !llvm.ptr, !llvm.struct<(ptr, ptr, i32, i32)>
    %s1 = llvm.load %s0 : !llvm.ptr -> !llvm.ptr
    %n = llvm.load %s1 : !llvm.ptr -> i64
    %ni = arith.index_cast %n : i64 to index
    kernel.launch @scale(%1, %ws : !llvm.ptr) sizes(%ni : index) loc("a"("Mul"))
    %2 = llvm.getelementptr %out[0, 0] : (!llvm.ptr) -> !llvm.ptr, !llvm.struct<(ptr, ptr, i32, i32)>
    %3 = llvm.load %2 : !llvm.ptr -> !llvm.ptr
    %t = llvm.getelementptr %model[0, 7] : (!llvm.ptr) -> !llvm.ptr, !llvm.struct<(i32, i32, i32, i32, i32, ptr, ptr, ptr, ptr, ptr, ptr, ptr, ptr, ptr)>
    %tt = llvm.load %t : !llvm.ptr -> !llvm.ptr
    %w = llvm.load %tt : !llvm.ptr -> !llvm.ptr
    kernel.launch @add(%ws, %w, %3 : !llvm.ptr) sizes(%ni : index) loc(fused["b"("Add"), "c"("Relu")])
    return %c0_i32 : i32
}
func.func @net_shapes(%model: !llvm.ptr, %context: !llvm.ptr, %in: !llvm.ptr, %out: !llvm.ptr) -> i32 {
    %c0_i32 = arith.constant 0 : i32
    %s0 = llvm.getelementptr %in[0, 1] : (!llvm.ptr) -> !llvm.ptr, !llvm.struct<(ptr, ptr, i32, i32)>
    %s1 = llvm.load %s0 : !llvm.ptr -> !llvm.ptr
    %n = llvm.load %s1 : !llvm.ptr -> i64
    %0 = llvm.getelementptr %out[0, 1] : (!llvm.ptr) -> !llvm.ptr, !llvm.struct<(ptr, ptr, i32, i32)>
    %1 = llvm.load %0 : !llvm.ptr -> !llvm.ptr
    llvm.store %n, %1 : i64, !llvm.ptr
    %c4 = arith.constant 4 : i64
    %2 = llvm.getelementptr %1[1] : (!llvm.ptr) -> !llvm.ptr, i64
    llvm.store %c4, %2 : i64, !llvm.ptr
    return %c0_i32 : i32
}
func.func @net_workspace(%model: !llvm.ptr, %context: !llvm.ptr, %in: !llvm.ptr) -> i64 {
    %s0 = llvm.getelementptr %in[0, 1] : (!llvm.ptr) -> !llvm.ptr, !llvm.struct<(ptr, ptr, i32, i32)>
    %s1 = llvm.load %s0 : !llvm.ptr -> !llvm.ptr
    %n = llvm.load %s1 : !llvm.ptr -> i64
    %c = arith.constant 64 : i64
    %r = arith.muli %c, %n : i64
    return %r : i64
}
kernel.constant @constant_0 dense<[1.0, 2.0, 3.0, 4.0]> : tensor<4xf32>
