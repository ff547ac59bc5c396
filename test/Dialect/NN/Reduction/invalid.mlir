// RUN: nn-opt %s --split-input-file --verify-diagnostics

func.func @reduce_c1_range(%x: tensor<2x3xf32>) {
  // expected-error @below {{expects 'axes' to be in [0, 2), got 2}}
  // expected-error @below {{failed to infer returned types}}
  %0 = nn.reduce_sum %x {axes = array<i64: 2>}
      : (tensor<2x3xf32>) -> tensor<2xf32>
  return
}

// -----

func.func @reduce_c1_twice(%x: tensor<2x3xf32>) {
  // expected-error @below {{expects 'axes' without duplicates, got 1 twice}}
  // expected-error @below {{failed to infer returned types}}
  %0 = nn.reduce_max %x {axes = array<i64: 1, 1>}
      : (tensor<2x3xf32>) -> tensor<2xf32>
  return
}

// -----

func.func @reduce_type(%x: tensor<2x3xf32>) {
  // expected-error @below {{inferred type(s) 'tensor<2x1xf32>' are incompatible with return type(s) of operation 'tensor<2xf32>'}}
  // expected-error @below {{failed to infer returned types}}
  %0 = nn.reduce_mean %x {axes = array<i64: 1>, keep_dims = true}
      : (tensor<2x3xf32>) -> tensor<2xf32>
  return
}

// -----

func.func @reduce_all_element(%x: tensor<2x3xf32>) {
  // expected-error @below {{operand #0 must be ranked tensor of 1-bit signless integer values}}
  %0 = nn.reduce_all %x {axes = array<i64: 1>}
      : (tensor<2x3xf32>) -> tensor<2xf32>
  return
}

// -----

func.func @arg_reduce_c1(%x: tensor<2x3xf32>) {
  // expected-error @below {{expects 'axis' to be in [0, 2), got -1}}
  %0 = nn.arg_max %x {axis = -1 : i64}
      : (tensor<2x3xf32>) -> tensor<2xi64>
  return
}

// -----

func.func @arg_reduce_c2(%x: tensor<2x3xf32>) {
  // expected-error @below {{expects a result compatible with 'tensor<2xi32>', got 'tensor<3xi32>'}}
  %0 = nn.arg_min %x {axis = 1 : i64}
      : (tensor<2x3xf32>) -> tensor<3xi32>
  return
}

// -----

func.func @cumsum_c1(%x: tensor<2x3xf32>) {
  // expected-error @below {{expects 'axis' to be in [0, 2), got 2}}
  // expected-error @below {{failed to infer returned types}}
  %0 = nn.cumsum %x {axis = 2 : i64}
      : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @cumprod_c1(%x: tensor<2x3xf32>) {
  // expected-error @below {{expects 'axis' to be in [0, 2), got -1}}
  // expected-error @below {{failed to infer returned types}}
  %0 = nn.cumprod %x {axis = -1 : i64}
      : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @reduce_prod_axes(%x: tensor<2x3xf32>) {
  // expected-error @below {{expects 'axes' to be in [0, 2), got -1}}
  // expected-error @below {{failed to infer returned types}}
  %0 = nn.reduce_prod %x {axes = array<i64: -1>}
      : (tensor<2x3xf32>) -> tensor<2xf32>
  return
}

// -----

func.func @reduce_min_axes(%x: tensor<2x3xf32>) {
  // expected-error @below {{expects 'axes' without duplicates, got 0 twice}}
  // expected-error @below {{failed to infer returned types}}
  %0 = nn.reduce_min %x {axes = array<i64: 0, 0>}
      : (tensor<2x3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @reduce_any_element(%x: tensor<2x3xi8>) {
  // expected-error @below {{operand #0 must be ranked tensor of 1-bit signless integer values}}
  %0 = nn.reduce_any %x {axes = array<i64: 1>} : (tensor<2x3xi8>) -> tensor<2xi8>
  return
}

// -----

func.func @cum_log_sum_exp_axis(%x: tensor<2x3xf32>) {
  // expected-error @below {{expects 'axis' to be in [0, 2), got 2}}
  // expected-error @below {{failed to infer returned types}}
  %0 = nn.cum_log_sum_exp %x {axis = 2 : i64} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @cum_log_sum_exp_element(%x: tensor<2x3xi32>) {
  // expected-error @below {{operand #0 must be ranked tensor of}}
  %0 = nn.cum_log_sum_exp %x {axis = 0 : i64} : (tensor<2x3xi32>) -> tensor<2x3xi32>
  return
}
