// RUN: nn-opt %s --canonicalize | FileCheck %s

// CHECK-LABEL: @unit_block
// CHECK-SAME: (%[[X:.*]]: tensor<1x?x4x3xf32>
func.func @unit_block(%x: tensor<1x?x4x3xf32>) -> tensor<1x?x4x3xf32> {
  // CHECK: return %[[X]]
  %0 = nn.space_to_depth %x {block_size = 1 : i64} : (tensor<1x?x4x3xf32>) -> tensor<1x?x4x3xf32>
  %1 = nn.depth_to_space %0 {block_size = 1 : i64} : (tensor<1x?x4x3xf32>) -> tensor<1x?x4x3xf32>
  return %1 : tensor<1x?x4x3xf32>
}
