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
// CHECK:         linalg.fill
// CHECK:         linalg.generic
func.func @sum(%x: tensor<0x?xf32>) -> tensor<?xf32> {
  %0 = nn.reduce_sum %x {axes = array<i64: 0>} : (tensor<0x?xf32>) -> tensor<?xf32>
  return %0 : tensor<?xf32>
}
