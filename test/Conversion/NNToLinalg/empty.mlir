// RUN: nn-opt %s --convert-nn-to-linalg --canonicalize --split-input-file | FileCheck %s

// What has no elements is not computed, whatever its other sizes are.
// CHECK-LABEL: @no_rows(
// CHECK-SAME:    %[[X:.*]]: tensor<0x?xf32>
// CHECK-NOT:     linalg.
// CHECK:         %[[N:.*]] = tensor.dim %[[X]]
// CHECK:         %[[E:.*]] = tensor.empty(%[[N]]) : tensor<0x?xf32>
// CHECK:         return %[[E]]
func.func @no_rows(%x: tensor<0x?xf32>) -> tensor<0x?xf32> {
  %0 = nn.softmax %x : (tensor<0x?xf32>) -> tensor<0x?xf32>
  return %0 : tensor<0x?xf32>
}

// -----

// A sum of nothing is zero.
// CHECK-LABEL: @sum(
// CHECK:         %[[Z:.*]] = linalg.fill
// CHECK-NOT:     linalg.
// CHECK:         return %[[Z]]
func.func @sum(%x: tensor<0x?xf32>) -> tensor<?xf32> {
  %0 = nn.reduce_sum %x {axes = array<i64: 0>} : (tensor<0x?xf32>) -> tensor<?xf32>
  return %0 : tensor<?xf32>
}

// -----

// So is a product along nothing; a size that may be zero has its loop.
// CHECK-LABEL: @product(
// CHECK-NOT:     linalg.{{(batch_)?matmul|generic}}
// CHECK:         linalg.fill
// CHECK-NOT:     linalg.
// CHECK:         return
// CHECK-LABEL: @unknown(
// CHECK:         linalg.fill
// CHECK-NEXT:    linalg.matmul
func.func @product(%x: tensor<7x0xf32>, %y: tensor<0x5xf32>) -> tensor<7x5xf32> {
  %0 = nn.matmul %x, %y : (tensor<7x0xf32>, tensor<0x5xf32>) -> tensor<7x5xf32>
  return %0 : tensor<7x5xf32>
}
func.func @unknown(%x: tensor<7x?xf32>, %y: tensor<?x5xf32>) -> tensor<7x5xf32> {
  %0 = nn.matmul %x, %y : (tensor<7x?xf32>, tensor<?x5xf32>) -> tensor<7x5xf32>
  return %0 : tensor<7x5xf32>
}
