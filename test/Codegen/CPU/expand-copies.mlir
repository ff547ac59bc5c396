// RUN: nn-opt %s --nn-expand-copies | FileCheck %s

// CHECK-LABEL: func.func @strided(
// CHECK-SAME:    %[[A:.*]]: memref<4xf32>, %[[B:.*]]: memref<4xf32, strided<[2]>>)
// CHECK-NEXT:    linalg.copy ins(%[[A]] : memref<4xf32>) outs(%[[B]] : memref<4xf32, strided<[2]>>)
// CHECK-NEXT:    return
func.func @strided(%a: memref<4xf32>, %b: memref<4xf32, strided<[2]>>) {
  memref.copy %a, %b : memref<4xf32> to memref<4xf32, strided<[2]>>
  return
}

// Within regions too.
// CHECK-LABEL: func.func @nested(
// CHECK:         scf.if
// CHECK-NEXT:      linalg.copy
func.func @nested(%c: i1, %a: memref<?x4xi8>, %b: memref<?x4xi8>) {
  scf.if %c {
    memref.copy %a, %b : memref<?x4xi8> to memref<?x4xi8>
  }
  return
}

// A buffer is not copied to itself; other ops are left alone.
// CHECK-LABEL: func.func @itself(
// CHECK-NOT:     copy
// CHECK:         memref.store
// CHECK-NEXT:    return
func.func @itself(%a: memref<4xf32>, %v: f32) {
  memref.copy %a, %a : memref<4xf32> to memref<4xf32>
  %c0 = arith.constant 0 : index
  memref.store %v, %a[%c0] : memref<4xf32>
  return
}
