// RUN: nn-opt --split-input-file --verify-diagnostics %s

func.func @conv2d_c1(%x: tensor<8x8x3xf32>, %w: tensor<3x3x3x16xf32>) {
  // expected-error @+2 {{expects 'input' of rank 4, got rank 3}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = nn.conv2d %x, %w : (tensor<8x8x3xf32>, tensor<3x3x3x16xf32>) -> tensor<6x6x16xf32>
  return
}

// -----

func.func @conv2d_c1_filter(%x: tensor<1x8x8x3xf32>, %w: tensor<3x3x16xf32>) {
  // expected-error @+2 {{expects 'filter' of rank 4, got rank 3}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = nn.conv2d %x, %w : (tensor<1x8x8x3xf32>, tensor<3x3x16xf32>) -> tensor<1x6x6x16xf32>
  return
}

// -----

func.func @conv2d_c2_strides(%x: tensor<1x8x8x3xf32>, %w: tensor<3x3x3x16xf32>) {
  // expected-error @+2 {{expects 'strides' of 2 positive numbers, got [2]}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = nn.conv2d %x, %w {strides = array<i64: 2>} : (tensor<1x8x8x3xf32>, tensor<3x3x3x16xf32>) -> tensor<1x6x6x16xf32>
  return
}

// -----

func.func @conv2d_c2_dilations(%x: tensor<1x8x8x3xf32>, %w: tensor<3x3x3x16xf32>) {
  // expected-error @+2 {{expects 'dilations' of 2 positive numbers, got [1, 0]}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = nn.conv2d %x, %w {dilations = array<i64: 1, 0>} : (tensor<1x8x8x3xf32>, tensor<3x3x3x16xf32>) -> tensor<1x6x6x16xf32>
  return
}

// -----

func.func @conv2d_c3(%x: tensor<1x8x8x3xf32>, %w: tensor<3x3x3x16xf32>) {
  // expected-error @+2 {{expects 'padding' of 4 numbers, none negative, got [0, 0, -1, 0]}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = nn.conv2d %x, %w {padding = array<i64: 0, 0, -1, 0>} : (tensor<1x8x8x3xf32>, tensor<3x3x3x16xf32>) -> tensor<1x6x6x16xf32>
  return
}

// -----

func.func @conv2d_c4(%x: tensor<1x8x8x3xf32>, %w: tensor<3x3x3x16xf32>) {
  // expected-error @+2 {{expects 'padding' of zeros with 'same_upper', got [0, 1, 0, 1]}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = nn.conv2d %x, %w {padding = array<i64: 0, 1, 0, 1>, same_upper} : (tensor<1x8x8x3xf32>, tensor<3x3x3x16xf32>) -> tensor<1x8x8x16xf32>
  return
}

// -----

func.func @conv2d_c5_depth(%x: tensor<1x8x8x4xf32>, %w: tensor<3x3x3x16xf32>) {
  // expected-error @+2 {{expects the depth of 'filter' to divide the channels of 'input', got 3 and 4}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = nn.conv2d %x, %w : (tensor<1x8x8x4xf32>, tensor<3x3x3x16xf32>) -> tensor<1x6x6x16xf32>
  return
}

// -----

func.func @conv2d_c5_groups(%x: tensor<1x8x8x6xf32>, %w: tensor<3x3x2x16xf32>) {
  // expected-error @+2 {{expects the 3 groups to divide the channels of 'filter', got 16}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = nn.conv2d %x, %w : (tensor<1x8x8x6xf32>, tensor<3x3x2x16xf32>) -> tensor<1x6x6x16xf32>
  return
}

// -----

func.func @depthwise_conv2d_c5(%x: tensor<1x8x8x4xf32>, %w: tensor<3x3x3x1xf32>) {
  // expected-error @+2 {{expects 'filter' to have the channels of 'input', got 3 and 4}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = nn.depthwise_conv2d %x, %w : (tensor<1x8x8x4xf32>, tensor<3x3x3x1xf32>) -> tensor<1x6x6x3xf32>
  return
}

// -----

func.func @conv2d_transpose_c1(%x: tensor<1x4x4x16xf32>, %w: tensor<3x3x8x16xf32>) {
  // expected-error @+1 {{expects 'result' of rank 4, got rank 3}}
  %0 = nn.conv2d_transpose %x, %w : (tensor<1x4x4x16xf32>, tensor<3x3x8x16xf32>) -> tensor<6x6x8xf32>
  return
}

// -----

func.func @conv2d_transpose_c4_size(%x: tensor<1x4x4x16xf32>, %w: tensor<3x3x8x16xf32>) {
  // expected-error @+1 {{expects an input whose size in dimension 2 is that of the result's convolution, 5, got 4}}
  %0 = nn.conv2d_transpose %x, %w : (tensor<1x4x4x16xf32>, tensor<3x3x8x16xf32>) -> tensor<1x6x7x8xf32>
  return
}

// -----

func.func @conv2d_transpose_c4_depth(%x: tensor<1x4x4x8xf32>, %w: tensor<3x3x8x16xf32>) {
  // expected-error @+1 {{expects the depth of 'filter' to be the channels of 'input', got 16 and 8}}
  %0 = nn.conv2d_transpose %x, %w : (tensor<1x4x4x8xf32>, tensor<3x3x8x16xf32>) -> tensor<1x6x6x8xf32>
  return
}

// -----

func.func @conv2d_transpose_c4_channels(%x: tensor<1x4x4x16xf32>, %w: tensor<3x3x8x16xf32>) {
  // expected-error @+1 {{expects the channels of 'filter' to be those of the result, got 8 and 4}}
  %0 = nn.conv2d_transpose %x, %w : (tensor<1x4x4x16xf32>, tensor<3x3x8x16xf32>) -> tensor<1x6x6x4xf32>
  return
}

// -----

func.func @conv3d_c1(%x: tensor<1x8x8x3xf32>, %w: tensor<3x3x3x3x16xf32>) {
  // expected-error @+2 {{expects 'input' of rank 5, got rank 4}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = nn.conv3d %x, %w : (tensor<1x8x8x3xf32>, tensor<3x3x3x3x16xf32>) -> tensor<1x6x6x16xf32>
  return
}

// -----

func.func @conv3d_c2(%x: tensor<1x8x8x8x3xf32>, %w: tensor<3x3x3x3x16xf32>) {
  // expected-error @+2 {{expects 'strides' of 3 positive numbers, got [2, 2]}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = nn.conv3d %x, %w {strides = array<i64: 2, 2>} : (tensor<1x8x8x8x3xf32>, tensor<3x3x3x3x16xf32>) -> tensor<1x3x3x3x16xf32>
  return
}

// -----

func.func @conv3d_c3(%x: tensor<1x8x8x8x3xf32>, %w: tensor<3x3x3x3x16xf32>) {
  // expected-error @+2 {{expects 'padding' of 6 numbers, none negative, got [1, 1, 1, 1]}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = nn.conv3d %x, %w {padding = array<i64: 1, 1, 1, 1>} : (tensor<1x8x8x8x3xf32>, tensor<3x3x3x3x16xf32>) -> tensor<1x8x8x6x16xf32>
  return
}

// -----

func.func @conv3d_c5(%x: tensor<1x8x8x8x4xf32>, %w: tensor<3x3x3x3x16xf32>) {
  // expected-error @+2 {{expects the depth of 'filter' to divide the channels of 'input', got 3 and 4}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = nn.conv3d %x, %w : (tensor<1x8x8x8x4xf32>, tensor<3x3x3x3x16xf32>) -> tensor<1x6x6x6x16xf32>
  return
}

// -----

func.func @conv3d_transpose_c4(%x: tensor<1x2x4x4x16xf32>, %w: tensor<2x2x2x8x16xf32>) {
  // expected-error @+1 {{expects an input whose size in dimension 1 is that of the result's convolution, 3, got 2}}
  %0 = nn.conv3d_transpose %x, %w {strides = array<i64: 2, 2, 2>}
      : (tensor<1x2x4x4x16xf32>, tensor<2x2x2x8x16xf32>) -> tensor<1x6x8x8x8xf32>
  return
}

// -----

func.func @dilation2d_c1(%x: tensor<1x8x8x4xf32>, %w: tensor<3x3x4x1xf32>) {
  // expected-error @+2 {{expects 'filter' of rank 3, got rank 4}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = nn.dilation2d %x, %w : (tensor<1x8x8x4xf32>, tensor<3x3x4x1xf32>) -> tensor<1x6x6x4xf32>
  return
}

// -----

func.func @dilation2d_c5(%x: tensor<1x8x8x4xf32>, %w: tensor<3x3x3xf32>) {
  // expected-error @+2 {{expects 'filter' to have the channels of 'input', got 3 and 4}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = nn.dilation2d %x, %w : (tensor<1x8x8x4xf32>, tensor<3x3x3xf32>) -> tensor<1x6x6x4xf32>
  return
}
