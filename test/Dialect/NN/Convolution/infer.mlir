// RUN: nn-opt --split-input-file --verify-diagnostics %s

// A result type that disagrees shows the inferred one.

func.func @conv2d(%x: tensor<2x224x225x3xf32>, %w: tensor<7x7x3x64xf32>) {
  // expected-error @+2 {{inferred type(s) 'tensor<2x112x113x64xf32>'}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = nn.conv2d %x, %w {strides = array<i64: 2, 2>, padding = array<i64: 3, 3, 3, 3>} : (tensor<2x224x225x3xf32>, tensor<7x7x3x64xf32>) -> tensor<1xf32>
  return
}

// -----

func.func @conv2d_dilated(%x: tensor<?x9x?x3xf32>, %w: tensor<3x3x3x?xf32>) {
  // expected-error @+2 {{inferred type(s) 'tensor<?x5x?x?xf32>'}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = nn.conv2d %x, %w {dilations = array<i64: 2, 2>} : (tensor<?x9x?x3xf32>, tensor<3x3x3x?xf32>) -> tensor<1xf32>
  return
}

// -----

func.func @conv2d_same(%x: tensor<1x9x?x3xf32>, %w: tensor<3x3x3x8xf32>) {
  // expected-error @+2 {{inferred type(s) 'tensor<1x5x?x8xf32>'}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = nn.conv2d %x, %w {strides = array<i64: 2, 2>, same_upper} : (tensor<1x9x?x3xf32>, tensor<3x3x3x8xf32>) -> tensor<1xf32>
  return
}

// -----

func.func @conv2d_nchw(%x: tensor<1x3x9x8xf32>, %w: tensor<3x3x3x8xf32>) {
  // expected-error @+2 {{inferred type(s) 'tensor<1x8x7x6xf32>'}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = nn.conv2d %x, %w {data_format = #nn.data_format<nchw>} : (tensor<1x3x9x8xf32>, tensor<3x3x3x8xf32>) -> tensor<1xf32>
  return
}

// -----

func.func @conv2d_groups(%x: tensor<1x4x4x8xf32>, %w: tensor<1x1x2x12xf32>) {
  // expected-error @+2 {{inferred type(s) 'tensor<1x4x4x12xf32>'}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = nn.conv2d %x, %w : (tensor<1x4x4x8xf32>, tensor<1x1x2x12xf32>) -> tensor<1xf32>
  return
}

// -----

// No place for the window.
func.func @conv2d_empty(%x: tensor<1x2x2x3xf32>, %w: tensor<3x3x3x8xf32>) {
  // expected-error @+2 {{inferred type(s) 'tensor<1x0x0x8xf32>'}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = nn.conv2d %x, %w : (tensor<1x2x2x3xf32>, tensor<3x3x3x8xf32>) -> tensor<1xf32>
  return
}

// -----

func.func @depthwise_conv2d(%x: tensor<1x8x8x?xf32>, %w: tensor<3x3x4x2xf32>) {
  // expected-error @+2 {{inferred type(s) 'tensor<1x6x6x8xf32>'}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = nn.depthwise_conv2d %x, %w : (tensor<1x8x8x?xf32>, tensor<3x3x4x2xf32>) -> tensor<1xf32>
  return
}
