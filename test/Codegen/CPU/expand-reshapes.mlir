// RUN: nn-opt %s --nn-expand-reshapes --split-input-file | FileCheck %s
// RUN: nn-opt %s --nn-expand-reshapes --expand-strided-metadata \
// RUN:   --split-input-file -o /dev/null

// CHECK-LABEL: func.func @expand(
// CHECK-SAME: %[[X:.*]]: memref<?x4xf32>, %[[A:.*]]: index, %[[B:.*]]: index)
func.func @expand(%x: memref<?x4xf32>, %a: index, %b: index)
    -> memref<?x?x4xf32> {
  // CHECK: %[[S:.*]] = affine.apply #{{.*}}()[%[[B]]]
  // CHECK: memref.reinterpret_cast %[[X]] to offset: [0], sizes: [%[[A]], %[[B]], 4], strides: [%[[S]], 4, 1]
  // CHECK-NOT: memref.expand_shape
  %0 = memref.expand_shape %x [[0, 1], [2]] output_shape [%a, %b, 4]
      : memref<?x4xf32> into memref<?x?x4xf32>
  return %0 : memref<?x?x4xf32>
}

// -----

// The strides and the offset of a part go on.

// CHECK-LABEL: func.func @part(
// CHECK-SAME: %[[X:.*]]: memref<?x?xf32, strided<[?, 1], offset: ?>>, %[[A:.*]]: index, %[[B:.*]]: index)
func.func @part(%x: memref<?x?xf32, strided<[?, 1], offset: ?>>, %a: index,
                %b: index)
    -> memref<?x?x?xf32, strided<[?, ?, 1], offset: ?>> {
  // CHECK: %{{.*}}, %[[OFFSET:.*]], %{{.*}}:2, %[[STRIDES:.*]]:2 = memref.extract_strided_metadata %[[X]]
  // CHECK: %[[S:.*]] = affine.apply #{{.*}}()[%[[STRIDES]]#0, %[[B]]]
  // CHECK: memref.reinterpret_cast %[[X]] to offset: [%[[OFFSET]]], sizes: [%[[A]], %[[B]], %{{.*}}], strides: [%[[S]], %[[STRIDES]]#0, 1]
  %c1 = arith.constant 1 : index
  %c = memref.dim %x, %c1 : memref<?x?xf32, strided<[?, 1], offset: ?>>
  %0 = memref.expand_shape %x [[0, 1], [2]] output_shape [%a, %b, %c]
      : memref<?x?xf32, strided<[?, 1], offset: ?>>
      into memref<?x?x?xf32, strided<[?, ?, 1], offset: ?>>
  return %0 : memref<?x?x?xf32, strided<[?, ?, 1], offset: ?>>
}

// -----

// One unknown size follows from the others.

// CHECK-LABEL: func.func @clear(
func.func @clear(%x: memref<?x4xf32>, %a: index) -> memref<?x2x4xf32> {
  // CHECK: memref.expand_shape
  %0 = memref.expand_shape %x [[0, 1], [2]] output_shape [%a, 2, 4]
      : memref<?x4xf32> into memref<?x2x4xf32>
  return %0 : memref<?x2x4xf32>
}
