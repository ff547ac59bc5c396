// RUN: nn-opt %s --verify-roundtrip | FileCheck %s

// CHECK-LABEL: @space_to_depth
func.func @space_to_depth(%x: tensor<1x8x8x3xf32>) -> tensor<1x4x4x12xf32> {
  // CHECK: nn.space_to_depth %{{.*}} : (tensor<1x8x8x3xf32>) -> tensor<1x4x4x12xf32>
  %0 = nn.space_to_depth %x {block_size = 2 : i64}
      : (tensor<1x8x8x3xf32>) -> tensor<1x4x4x12xf32>
  return %0 : tensor<1x4x4x12xf32>
}

// CHECK-LABEL: @depth_to_space
func.func @depth_to_space(%x: tensor<1x4x4x12xf32>) -> tensor<1x8x8x3xf32> {
  // CHECK: nn.depth_to_space %{{.*}} : (tensor<1x4x4x12xf32>) -> tensor<1x8x8x3xf32>
  %0 = nn.depth_to_space %x {block_size = 2 : i64}
      : (tensor<1x4x4x12xf32>) -> tensor<1x8x8x3xf32>
  return %0 : tensor<1x8x8x3xf32>
}

// CHECK-LABEL: @space_to_batch_nd
func.func @space_to_batch_nd(%x: tensor<1x7x7x3xf32>) -> tensor<4x4x4x3xf32> {
  // CHECK: nn.space_to_batch_nd %{{.*}} : (tensor<1x7x7x3xf32>) -> tensor<4x4x4x3xf32>
  %0 = nn.space_to_batch_nd %x {block_shape = array<i64: 2, 2>, low = array<i64: 0, 0>, high = array<i64: 1, 1>}
      : (tensor<1x7x7x3xf32>) -> tensor<4x4x4x3xf32>
  return %0 : tensor<4x4x4x3xf32>
}

// CHECK-LABEL: @batch_to_space_nd
func.func @batch_to_space_nd(%x: tensor<4x4x4x3xf32>) -> tensor<1x7x7x3xf32> {
  // CHECK: nn.batch_to_space_nd %{{.*}} : (tensor<4x4x4x3xf32>) -> tensor<1x7x7x3xf32>
  %0 = nn.batch_to_space_nd %x {block_shape = array<i64: 2, 2>, low = array<i64: 0, 0>, high = array<i64: 1, 1>}
      : (tensor<4x4x4x3xf32>) -> tensor<1x7x7x3xf32>
  return %0 : tensor<1x7x7x3xf32>
}
