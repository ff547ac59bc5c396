// RUN: nn-opt %s --nn-lower-host | FileCheck %s

// Scratch whose size a kernel computes. That of the first launch follows from
// the size of the input, so it is a part of the workspace. That of the second
// one grows in a loop, so it is a block of the context's allocator. Of the third
// launch one thread runs all: there is one scratch, whichever it is.

// CHECK-LABEL: llvm.func @net(
// CHECK-SAME:    %[[MODEL:[a-z0-9]*]]: !llvm.ptr, %[[CONTEXT:[a-z0-9]*]]: !llvm.ptr, %[[IN:[a-z0-9]*]]: !llvm.ptr, %[[OUT:[a-z0-9]*]]: !llvm.ptr, %[[WS:[a-z0-9]*]]: !llvm.ptr) -> i32
// CHECK:         %[[SLOTS:.*]] = llvm.alloca %{{.*}} x !llvm.struct<(ptr, i64)>
// CHECK:         %[[ARENA:.*]] = llvm.getelementptr %[[WS]][%{{.*}}]

// CHECK:         %[[ENTRY:.*]] = llvm.mlir.addressof @k_entry
// CHECK:         %[[BYTES:.*]] = llvm.call @k_scratch(%[[ARGS:[0-9]*]])
// CHECK:         %[[STRIDE:.*]] = llvm.call @nn_scratch_stride(%[[BYTES]])
// CHECK:         llvm.call @nn_launch(%[[CONTEXT]], %{{.*}}, %[[ENTRY]], %[[ARGS]], %{{.*}}, %[[WS]], %[[BYTES]], %[[STRIDE]])

// CHECK:         %[[BYTES:.*]] = llvm.call @k_scratch(%[[ARGS]])
// CHECK:         %[[STRIDE:.*]] = llvm.call @nn_scratch_stride(%[[BYTES]])
// CHECK:         %[[THREADS:.*]] = llvm.call @nn_threads(%[[CONTEXT]])
// CHECK:         %[[PRODUCT:.*]] = "llvm.intr.smul.with.overflow"(%[[THREADS]], %[[STRIDE]])
// CHECK:         %[[ALL:.*]] = llvm.extractvalue %[[PRODUCT]][0]
// CHECK:         llvm.cond_br
// CHECK:         %[[SLOT:.*]] = llvm.getelementptr %[[SLOTS]][0]
// CHECK:         %[[BLOCK:.*]] = llvm.call @nn_reserve(%[[CONTEXT]], %[[SLOT]], %[[ALL]])
// CHECK:         %[[OK:.*]] = llvm.icmp "ne" %[[BLOCK]]
// CHECK:         llvm.cond_br %[[OK]]
// CHECK:         llvm.call @nn_launch(%[[CONTEXT]], %{{.*}}, %{{.*}}, %[[ARGS]], %{{.*}}, %[[BLOCK]], %[[BYTES]], %[[STRIDE]])

// CHECK:         %[[BYTES:.*]] = llvm.call @serial_scratch(%[[ARGS]])
// CHECK:         %[[NONE:.*]] = llvm.mlir.constant(0 : i64)
// CHECK:         llvm.call @nn_launch(%[[CONTEXT]], %{{.*}}, %{{.*}}, %[[ARGS]], %{{.*}}, %[[WS]], %[[BYTES]], %[[NONE]])

// CHECK-LABEL: llvm.func internal @net_scratch(
// CHECK-SAME:    %[[CONTEXT:[a-z0-9]*]]: !llvm.ptr, %[[IN:[a-z0-9]*]]: !llvm.ptr) -> i64
// CHECK:         %[[THREADS:.*]] = llvm.call @nn_threads(%[[CONTEXT]])
// CHECK:         %[[SIZES:.*]] = llvm.getelementptr %[[IN]][0, 1]
// CHECK:         %[[SIZE:.*]] = llvm.load %[[SIZES]]
// CHECK:         %[[N:.*]] = llvm.load %[[SIZE]]
// CHECK:         %[[LEAST:.*]] = llvm.intr.smax(%[[N]], %{{.*}})
// CHECK:         %[[SLOT:.*]] = llvm.getelementptr %[[ARGS:[0-9]*]][2]
// CHECK:         llvm.store %[[LEAST]], %[[SLOT]]
// CHECK:         %[[BYTES:.*]] = llvm.call @k_scratch(%[[ARGS]])
// CHECK:         %[[EACH:.*]] = llvm.call @nn_scratch_stride(%[[BYTES]])
// CHECK:         %[[BYTES:.*]] = llvm.call @serial_scratch(%[[ARGS]])
// CHECK:         %[[ONE:.*]] = llvm.call @nn_scratch_stride(%[[BYTES]])
// CHECK:         %[[BAD1:.*]] = llvm.icmp "slt" %[[ONE]], %{{.*}}
// CHECK:         %[[BAD2:.*]] = llvm.icmp "slt" %[[EACH]], %{{.*}}
// CHECK:         %[[BAD12:.*]] = llvm.or %[[BAD1]], %[[BAD2]]
// CHECK:         %[[PRODUCT:.*]] = "llvm.intr.smul.with.overflow"(%[[EACH]], %[[THREADS]])
// CHECK:         %[[BAD3:.*]] = llvm.extractvalue %[[PRODUCT]][1]
// CHECK:         %[[BAD:.*]] = llvm.or %[[BAD12]], %[[BAD3]]
// CHECK:         %[[ALL:.*]] = llvm.extractvalue %[[PRODUCT]][0]
// CHECK:         %[[MOST:.*]] = llvm.intr.smax(%[[ALL]], %[[ONE]])
// CHECK:         %[[MINUS_ONE:.*]] = llvm.mlir.constant(-1 : i64)
// CHECK:         %[[RESULT:.*]] = llvm.select %[[BAD]], %[[MINUS_ONE]], %[[MOST]]
// CHECK:         llvm.return %[[RESULT]]

module @k attributes {nn.kernel} {
  llvm.func @entry(%args: !llvm.ptr, %begin: i64, %end: i64, %scratch: !llvm.ptr) {
    llvm.return
  }
  llvm.func @grid(%args: !llvm.ptr) -> i64 {
    %c = llvm.mlir.constant(4 : i64) : i64
    llvm.return %c : i64
  }
  llvm.func @scratch(%args: !llvm.ptr) -> i64 {
    %a = llvm.getelementptr %args[2] : (!llvm.ptr) -> !llvm.ptr, i64
    %c = llvm.load %a : !llvm.ptr -> i64
    llvm.return %c : i64
  }
}
module @serial attributes {nn.kernel} {
  llvm.func @entry(%args: !llvm.ptr, %begin: i64, %end: i64, %scratch: !llvm.ptr) {
    llvm.return
  }
  llvm.func @grid(%args: !llvm.ptr) -> i64 {
    %c = llvm.mlir.constant(1 : i64) : i64
    llvm.return %c : i64
  }
  llvm.func @scratch(%args: !llvm.ptr) -> i64 {
    %a = llvm.getelementptr %args[2] : (!llvm.ptr) -> !llvm.ptr, i64
    %c = llvm.load %a : !llvm.ptr -> i64
    llvm.return %c : i64
  }
}
func.func @net(%model: !llvm.ptr, %context: !llvm.ptr, %in: !llvm.ptr, %out: !llvm.ptr, %ws: !llvm.ptr) -> i32
    attributes {nn.inputs = [{dtype = 544 : i32, name = "x:0", type = tensor<?xf32>}], nn.outputs = []} {
  %ok = arith.constant 0 : i32
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %0 = llvm.getelementptr %in[0, 0] : (!llvm.ptr) -> !llvm.ptr, !llvm.struct<(ptr, ptr, i32, i32)>
  %x = llvm.load %0 : !llvm.ptr -> !llvm.ptr
  %1 = llvm.getelementptr %in[0, 1] : (!llvm.ptr) -> !llvm.ptr, !llvm.struct<(ptr, ptr, i32, i32)>
  %sizes = llvm.load %1 : !llvm.ptr -> !llvm.ptr
  %size = llvm.load %sizes : !llvm.ptr -> i64
  %n = arith.index_cast %size : i64 to index
  kernel.launch @k(%x, %ws : !llvm.ptr) sizes(%n : index)
  scf.for %i = %c0 to %n step %c1 {
    kernel.launch @k(%x, %ws : !llvm.ptr) sizes(%i : index)
  }
  kernel.launch @serial(%x, %ws : !llvm.ptr) sizes(%n : index)
  return %ok : i32
}
func.func @net_shapes(%model: !llvm.ptr, %context: !llvm.ptr, %in: !llvm.ptr, %out: !llvm.ptr) -> i32 {
  %ok = arith.constant 0 : i32
  return %ok : i32
}
func.func @net_workspace(%model: !llvm.ptr, %context: !llvm.ptr, %in: !llvm.ptr) -> i64 {
  %bytes = arith.constant 64 : i64
  return %bytes : i64
}
