// RUN: nn-opt %s -pass-pipeline='builtin.module(builtin.module(expand-strided-metadata,nn-flatten-accesses,canonicalize))' | FileCheck %s

// Views, sizes and strides of arguments: those that only running tells are
// arguments too. What a loop carries is the buffer itself.

// CHECK-LABEL: module @views
// CHECK: func.func @entry(%[[X:[^:]*]]: memref<?x8xf32, strided<[?, 1]>>, %[[O:[^:]*]]: memref<16xf32>, %[[SIZE:[^:]*]]: index, %[[STRIDE:[^:]*]]: index)
// CHECK: %[[FLAT:.*]] = memref.reinterpret_cast %[[X]] to offset: [0], sizes: [%{{.*}}], strides: [1] : memref<?x8xf32, strided<[?, 1]>> to memref<?xf32>
// CHECK: scf.for %[[I:[^ ]*]] = %{{[^ ]*}} to %[[SIZE]] step %{{[^ ]*}} {
// CHECK: %[[ROW:.*]] = arith.muli %[[I]], %[[STRIDE]]
// CHECK: %[[AT:.*]] = arith.addi %[[ROW]], %{{.*}}
// CHECK: %[[V:.*]] = memref.load %[[FLAT]][%[[AT]]] : memref<?xf32>
// CHECK: %[[TO:.*]] = arith.addi %[[I]], %c4
// CHECK: memref.store %[[V]], %[[O]][%[[TO]]] : memref<16xf32>
module {
module @views attributes {nn.kernel} {
  func.func @entry(%x: memref<?x8xf32, strided<[?, 1]>>, %o: memref<16xf32>, %n: index, %s: index)
      attributes {kernel.num_inputs = 1 : i64} {
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %c3 = arith.constant 3 : index
    %view = memref.subview %o[4] [12] [1] : memref<16xf32> to memref<12xf32, strided<[1], offset: 4>>
    %rows = memref.dim %x, %c0 : memref<?x8xf32, strided<[?, 1]>>
    %0 = scf.for %i = %c0 to %rows step %c1 iter_args(%v = %view) -> (memref<12xf32, strided<[1], offset: 4>>) {
      %1 = memref.load %x[%i, %c3] : memref<?x8xf32, strided<[?, 1]>>
      memref.store %1, %v[%i] : memref<12xf32, strided<[1], offset: 4>>
      scf.yield %v : memref<12xf32, strided<[1], offset: 4>>
    }
    return
  }
}
}
