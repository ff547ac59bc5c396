// RUN: nn-opt %s --convert-nn-to-linalg | FileCheck %s

// CHECK: #[[$BACKWARDS:.*]] = affine_map<(d0, d1) -> (d0, -d1 + 7)>

// CHECK-LABEL: func @space_to_depth
func.func @space_to_depth(%x: tensor<?x8x8x3xf32>) -> tensor<?x4x4x12xf32> {
  // CHECK: tensor.expand_shape %{{.*}} {{\[}}[0], [1, 2], [3, 4], [5]] output_shape [%{{.*}}, 4, 2, 4, 2, 3]
  // CHECK: linalg.transpose {{.*}} permutation = [0, 1, 3, 2, 4, 5]
  // CHECK: tensor.collapse_shape %{{.*}} {{\[}}[0], [1], [2], [3, 4, 5]]
  %0 = nn.space_to_depth %x {block_size = 2 : i64} : (tensor<?x8x8x3xf32>) -> tensor<?x4x4x12xf32>
  return %0 : tensor<?x4x4x12xf32>
}

// CHECK-LABEL: func @depth_to_space
func.func @depth_to_space(%x: tensor<1x4x4x12xf32>) -> tensor<1x8x8x3xf32> {
  // CHECK: tensor.expand_shape %{{.*}} {{\[}}[0], [1], [2], [3, 4, 5]] output_shape [1, 4, 4, 2, 2, 3]
  // CHECK: linalg.transpose {{.*}} permutation = [0, 1, 3, 2, 4, 5]
  // CHECK: tensor.collapse_shape %{{.*}} {{\[}}[0], [1, 2], [3, 4], [5]]
  %0 = nn.depth_to_space %x {block_size = 2 : i64} : (tensor<1x4x4x12xf32>) -> tensor<1x8x8x3xf32>
  return %0 : tensor<1x8x8x3xf32>
}

// CHECK-LABEL: func @space_to_batch
func.func @space_to_batch(%x: tensor<1x7x7x3xf32>) -> tensor<4x4x4x3xf32> {
  // CHECK: tensor.pad %{{.*}} low[0, 0, 0, 0] high[0, 1, 1, 0]
  // CHECK: tensor.expand_shape %{{.*}} output_shape [1, 4, 2, 4, 2, 3]
  // CHECK: linalg.transpose {{.*}} permutation = [2, 4, 0, 1, 3, 5]
  // CHECK: tensor.collapse_shape %{{.*}} {{\[}}[0, 1, 2], [3], [4], [5]]
  %0 = nn.space_to_batch_nd %x {block_shape = array<i64: 2, 2>, low = array<i64: 0, 0>, high = array<i64: 1, 1>}
      : (tensor<1x7x7x3xf32>) -> tensor<4x4x4x3xf32>
  return %0 : tensor<4x4x4x3xf32>
}

// CHECK-LABEL: func @batch_to_space
func.func @batch_to_space(%x: tensor<4x4x4x3xf32>) -> tensor<1x7x7x3xf32> {
  // CHECK: tensor.expand_shape %{{.*}} output_shape [2, 2, 1, 4, 4, 3]
  // CHECK: linalg.transpose {{.*}} permutation = [2, 3, 0, 4, 1, 5]
  // CHECK: tensor.collapse_shape
  // CHECK: tensor.extract_slice %{{.*}}[0, 0, 0, 0] [1, 7, 7, 3] [1, 1, 1, 1]
  %0 = nn.batch_to_space_nd %x {block_shape = array<i64: 2, 2>, low = array<i64: 0, 0>, high = array<i64: 1, 1>}
      : (tensor<4x4x4x3xf32>) -> tensor<1x7x7x3xf32>
  return %0 : tensor<1x7x7x3xf32>
}

// CHECK-LABEL: func @reverse
// CHECK-SAME:    %[[X:.*]]: tensor<4x8xf32>
func.func @reverse(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK: linalg.generic {indexing_maps = [#[[$BACKWARDS]], #{{.*}}], iterator_types = ["parallel", "parallel"]} ins(%[[X]] : tensor<4x8xf32>)
  %0 = nn.reverse %x {axes = array<i64: 1>} : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}
