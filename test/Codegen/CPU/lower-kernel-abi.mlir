// RUN: nn-opt %s --pass-pipeline='builtin.module(builtin.module(nn-hoist-scratch,nn-lower-kernel-abi))' | FileCheck %s

// CHECK-LABEL: module @k
module {
module @k attributes {nn.kernel} {
  // CHECK: func.func @scratch(%{{.*}}: !llvm.ptr) -> i64
  // CHECK: arith.constant 16 : i64

  // CHECK: func.func @grid(%[[ARGS:.*]]: !llvm.ptr) -> i64
  // CHECK: %[[SLOT:.*]] = llvm.getelementptr %[[ARGS]][1]
  // CHECK: %[[N:.*]] = llvm.load %[[SLOT]]
  // CHECK: return

  // CHECK: func.func @entry(%[[ARGS:.*]]: !llvm.ptr, %[[B:.*]]: i64, %[[E:.*]]: i64, %[[S:.*]]: !llvm.ptr)
  // CHECK: %[[X:.*]] = llvm.load %[[ARGS]]
  // CHECK: %[[N:.*]] = llvm.load
  // CHECK: call @body(%[[X]], %[[N]], %[[B]], %[[E]], %[[S]])

  // CHECK: func.func private @body(%{{.*}}: !llvm.ptr {llvm.noalias, llvm.noundef}, %{{.*}}: i64, %[[B:.*]]: i64, %[[E:.*]]: i64, %{{.*}}: !llvm.ptr
  // CHECK-DAG: %[[BEGIN:.*]] = arith.index_cast %[[B]]
  // CHECK-DAG: %[[END:.*]] = arith.index_cast %[[E]]
  // CHECK: %[[FIRST:.*]] = arith.cmpi eq, %[[BEGIN]]
  // CHECK: scf.if %[[FIRST]]
  // CHECK: memref.store
  // CHECK: scf.for %{{.*}} = %[[BEGIN]] to %[[END]]
  // CHECK: memref.view
  func.func @entry(%x: memref<?xf32>, %n: index) attributes {kernel.num_inputs = 0 : i64} {
    %zero = arith.constant 0.0 : f32
    %c0 = arith.constant 0 : index
    memref.store %zero, %x[%c0] : memref<?xf32>
    scf.forall (%i) in (%n) {
      %t = memref.alloc() : memref<4xf32>
      %v = memref.load %x[%i] : memref<?xf32>
      memref.store %v, %t[%c0] : memref<4xf32>
    }
    return
  }
}

// A dimension is the argument that has it, scratch or not.

// CHECK-LABEL: module @dimension
// CHECK:         func.func @scratch(
// CHECK:         func.func @grid(%[[ARGS:.*]]: !llvm.ptr) -> i64
// CHECK:           %[[SLOT:.*]] = llvm.getelementptr %[[ARGS]][2]
// CHECK:           %[[N:.*]] = llvm.load %[[SLOT]]
// CHECK:           %[[SIZE:.*]] = arith.index_cast %[[N]] : i64 to index
// CHECK:           %[[COUNT:.*]] = arith.index_cast %[[SIZE]] : index to i64
// CHECK:           return %[[COUNT]]
module @dimension attributes {nn.kernel} {
  func.func @entry(%x: memref<4xf32>, %o: memref<?xf32>, %n: index)
      attributes {kernel.num_inputs = 1 : i64} {
    %c0 = arith.constant 0 : index
    %dim = memref.dim %o, %c0 : memref<?xf32>
    scf.forall (%i) in (%dim) {
      %t = memref.alloc() : memref<4xf32>
      %v = memref.load %x[%c0] : memref<4xf32>
      memref.store %v, %t[%c0] : memref<4xf32>
    }
    return
  }
}
}
