// RUN: nn-opt --split-input-file --verify-diagnostics %s

func.func @batch_norm_c1_rank(%x: tensor<2x4xf32>, %c: tensor<4xf32>, %d: tensor<1x4xf32>) {
  // expected-error @+2 {{expects 'mean' of rank 1, got rank 2}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = nn.batch_norm %x, %c, %c, %d, %c : (tensor<2x4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<1x4xf32>, tensor<4xf32>) -> tensor<2x4xf32>
  return
}

// -----

func.func @batch_norm_c1_channels(%x: tensor<2x4xf32>, %c: tensor<4xf32>, %d: tensor<5xf32>) {
  // expected-error @+2 {{expects 'variance' to have 4 channels, got 5}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = nn.batch_norm %x, %c, %c, %c, %d : (tensor<2x4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<5xf32>) -> tensor<2x4xf32>
  return
}

// -----

func.func @batch_norm_c1_nchw(%x: tensor<4xf32>, %c: tensor<4xf32>) {
  // expected-error @+2 {{expects 'input' of rank 2 at least, got rank 1}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = nn.batch_norm %x, %c, %c, %c, %c {data_format = #nn.data_format<nchw>} : (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @batch_norm_c2(%x: tensor<2x4xf32>, %c: tensor<4xf32>, %d: tensor<4xf16>) {
  // expected-error @+2 {{expects 'offset' to have the element type of 'scale', 'f32', got 'f16'}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = nn.batch_norm %x, %c, %d, %c, %c : (tensor<2x4xf32>, tensor<4xf32>, tensor<4xf16>, tensor<4xf32>, tensor<4xf32>) -> tensor<2x4xf32>
  return
}

// -----

func.func @batch_norm_c2_input(%x: tensor<2x4xf32>, %c: tensor<4xf16>) {
  // expected-error @+2 {{expects parameters of the element type of 'input', or of f32 for a 16-bit 'input', got 'f16' and 'f32'}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = nn.batch_norm %x, %c, %c, %c, %c : (tensor<2x4xf32>, tensor<4xf16>, tensor<4xf16>, tensor<4xf16>, tensor<4xf16>) -> tensor<2x4xf32>
  return
}

// -----

func.func @softmax_c1(%x: tensor<f32>) {
  // expected-error @+2 {{expects 'input' of rank 1 at least, got rank 0}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = nn.softmax %x : (tensor<f32>) -> tensor<f32>
  return
}

// -----

func.func @lrn_c1(%x: tensor<1x4x4x8xf32>) {
  // expected-error @+2 {{expects 'depth_radius' not to be negative, got -1}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = nn.lrn %x {depth_radius = -1 : i64} : (tensor<1x4x4x8xf32>) -> tensor<1x4x4x8xf32>
  return
}

// -----

func.func @log_softmax_c1(%x: tensor<f32>) {
  // expected-error @+2 {{expects 'input' of rank 1 at least, got rank 0}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = nn.log_softmax %x : (tensor<f32>) -> tensor<f32>
  return
}

// -----

func.func @log_softmax_type(%x: tensor<2x3xf32>) {
  // expected-error @+2 {{op inferred type(s) 'tensor<2x3xf32>' are incompatible with return type(s) of operation 'tensor<2x4xf32>'}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = nn.log_softmax %x : (tensor<2x3xf32>) -> tensor<2x4xf32>
  return
}
