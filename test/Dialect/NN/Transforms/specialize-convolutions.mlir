// RUN: nn-opt --nn-specialize-convolutions --split-input-file %s | FileCheck %s

// CHECK-LABEL: @single_channel_groups
// CHECK-SAME: %[[X:.*]]: tensor<?x8x8x4xf32>, %[[W:.*]]: tensor<3x3x1x8xf32>
func.func @single_channel_groups(%x: tensor<?x8x8x4xf32>, %w: tensor<3x3x1x8xf32>) -> tensor<?x4x4x8xf32> {
  // CHECK: %[[V:.*]] = nn.reshape %[[W]] : (tensor<3x3x1x8xf32>) -> tensor<3x3x4x2xf32>
  // CHECK: nn.depthwise_conv2d %[[X]], %[[V]] {padding = array<i64: 0, 1, 0, 1>, strides = array<i64: 2, 2>} : (tensor<?x8x8x4xf32>, tensor<3x3x4x2xf32>) -> tensor<?x4x4x8xf32>
  %0 = nn.conv2d %x, %w {strides = array<i64: 2, 2>, padding = array<i64: 0, 1, 0, 1>} : (tensor<?x8x8x4xf32>, tensor<3x3x1x8xf32>) -> tensor<?x4x4x8xf32>
  return %0 : tensor<?x4x4x8xf32>
}

// -----

// CHECK-LABEL: @others
func.func @others(%x: tensor<1x8x8x1xf32>, %w: tensor<3x3x1x8xf32>, %y: tensor<1x8x8x4xf32>, %v: tensor<3x3x2x8xf32>) -> (tensor<1x6x6x8xf32>, tensor<1x6x6x8xf32>) {
  // One input channel is one group.
  // CHECK: nn.conv2d
  %0 = nn.conv2d %x, %w : (tensor<1x8x8x1xf32>, tensor<3x3x1x8xf32>) -> tensor<1x6x6x8xf32>
  // Groups of two channels.
  // CHECK: nn.conv2d
  %1 = nn.conv2d %y, %v : (tensor<1x8x8x4xf32>, tensor<3x3x2x8xf32>) -> tensor<1x6x6x8xf32>
  return %0, %1 : tensor<1x6x6x8xf32>, tensor<1x6x6x8xf32>
}
