// RUN: nn-opt %s --nn-refine-shapes | FileCheck %s

// CHECK-LABEL: @space_to_depth
// CHECK-SAME: -> tensor<?x4x3x12xf32>
func.func @space_to_depth(%x: tensor<?x8x6x3xf32>) -> tensor<?x?x?x?xf32> {
  %0 = nn.space_to_depth %x {block_size = 2 : i64}
      : (tensor<?x8x6x3xf32>) -> tensor<?x?x?x?xf32>
  return %0 : tensor<?x?x?x?xf32>
}

// CHECK-LABEL: @depth_to_space
// CHECK-SAME: -> tensor<1x?x6x3xf32>
func.func @depth_to_space(%x: tensor<1x?x3x12xf32>) -> tensor<?x?x?x?xf32> {
  %0 = nn.depth_to_space %x {block_size = 2 : i64}
      : (tensor<1x?x3x12xf32>) -> tensor<?x?x?x?xf32>
  return %0 : tensor<?x?x?x?xf32>
}

// CHECK-LABEL: @space_to_batch_nd
// CHECK-SAME: -> tensor<12x4x3x4xf32>
func.func @space_to_batch_nd(%x: tensor<2x7x7x4xf32>) -> tensor<?x?x?x?xf32> {
  %0 = nn.space_to_batch_nd %x {block_shape = array<i64: 2, 3>,
      low = array<i64: 1, 0>, high = array<i64: 0, 2>}
      : (tensor<2x7x7x4xf32>) -> tensor<?x?x?x?xf32>
  return %0 : tensor<?x?x?x?xf32>
}

// CHECK-LABEL: @batch_to_space_nd
// CHECK-SAME: -> tensor<2x7x7x4xf32>
func.func @batch_to_space_nd(%x: tensor<12x4x3x4xf32>) -> tensor<?x?x?x?xf32> {
  %0 = nn.batch_to_space_nd %x {block_shape = array<i64: 2, 3>,
      low = array<i64: 1, 0>, high = array<i64: 0, 2>}
      : (tensor<12x4x3x4xf32>) -> tensor<?x?x?x?xf32>
  return %0 : tensor<?x?x?x?xf32>
}
