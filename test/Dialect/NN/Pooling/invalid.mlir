// RUN: nn-opt --split-input-file --verify-diagnostics %s

func.func @max_pool2d_c1(%x: tensor<8x8x4xf32>) {
  // expected-error @+2 {{expects 'input' of rank 4, got rank 3}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = nn.max_pool2d %x {window = array<i64: 2, 2>} : (tensor<8x8x4xf32>) -> tensor<7x7x4xf32>
  return
}

// -----

func.func @max_pool2d_c2(%x: tensor<1x8x8x4xf32>) {
  // expected-error @+2 {{expects 'window' of 2 positive numbers, got [2, 0]}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = nn.max_pool2d %x {window = array<i64: 2, 0>} : (tensor<1x8x8x4xf32>) -> tensor<1x7x7x4xf32>
  return
}

// -----

func.func @avg_pool2d_c3(%x: tensor<1x8x8x4xf32>) {
  // expected-error @+2 {{expects 'padding' less than the window's size, 2, got 2}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = nn.avg_pool2d %x {window = array<i64: 2, 2>, padding = array<i64: 0, 0, 2, 0>} : (tensor<1x8x8x4xf32>) -> tensor<1x7x9x4xf32>
  return
}

// -----

func.func @avg_pool2d_c4(%x: tensor<1x8x8x4xf32>) {
  // expected-error @+2 {{expects 'padding' of zeros with 'same_upper', got [0, 0, 1, 0]}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = nn.avg_pool2d %x {window = array<i64: 2, 2>, padding = array<i64: 0, 0, 1, 0>, same_upper} : (tensor<1x8x8x4xf32>) -> tensor<1x7x9x4xf32>
  return
}

// -----

func.func @max_pool3d_c1(%x: tensor<1x8x8x4xf32>) {
  // expected-error @+2 {{expects 'input' of rank 5, got rank 4}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = nn.max_pool3d %x {window = array<i64: 2, 2, 2>} : (tensor<1x8x8x4xf32>) -> tensor<1x7x7x4xf32>
  return
}

// -----

func.func @avg_pool3d_c2(%x: tensor<1x8x8x8x4xf32>) {
  // expected-error @+2 {{expects 'window' of 3 positive numbers, got [2, 2]}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = nn.avg_pool3d %x {window = array<i64: 2, 2>} : (tensor<1x8x8x8x4xf32>) -> tensor<1x7x7x7x4xf32>
  return
}

// -----

func.func @max_pool3d_c3(%x: tensor<1x8x8x8x4xf32>) {
  // expected-error @+2 {{expects 'padding' less than the window's size, 2, got 2}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = nn.max_pool3d %x {window = array<i64: 2, 2, 2>, padding = array<i64: 0, 0, 0, 0, 2, 0>} : (tensor<1x8x8x8x4xf32>) -> tensor<1x7x7x9x4xf32>
  return
}

// -----

func.func @arg_max_pool2d_c4(%x: tensor<1x8x8x4xf32>) {
  // expected-error @+2 {{expects 'padding' of zeros with 'same_upper', got [0, 0, 1, 0]}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = nn.arg_max_pool2d %x {window = array<i64: 2, 2>, padding = array<i64: 0, 0, 1, 0>, same_upper} : (tensor<1x8x8x4xf32>) -> tensor<1x7x9x4xi64>
  return
}
