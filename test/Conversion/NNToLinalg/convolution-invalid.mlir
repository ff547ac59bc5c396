// RUN: nn-opt %s --convert-nn-to-linalg --split-input-file --verify-diagnostics

func.func @dynamic_filter(%x: tensor<1x8x8x3xf32>, %w: tensor<?x3x3x16xf32>) -> tensor<1x?x6x16xf32> {
  // expected-error @+1 {{failed to legalize operation 'nn.conv2d': expects a filter with static sizes}}
  %0 = nn.conv2d %x, %w : (tensor<1x8x8x3xf32>, tensor<?x3x3x16xf32>) -> tensor<1x?x6x16xf32>
  return %0 : tensor<1x?x6x16xf32>
}
