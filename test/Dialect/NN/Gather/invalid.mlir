// RUN: nn-opt %s --split-input-file --verify-diagnostics

func.func @gather_c1(%x: tensor<2x3xf32>, %i: tensor<2x4xi32>) {
  // expected-error @below {{expects 'axis' to be in [1, 2), got 0}}
  // expected-error @below {{failed to infer returned types}}
  %0 = nn.gather %x, %i {axis = 0 : i64, batch_dims = 1 : i64}
      : (tensor<2x3xf32>, tensor<2x4xi32>) -> tensor<2x4xf32>
  return
}

// -----

func.func @gather_c2_range(%x: tensor<2x3xf32>, %i: tensor<4xi32>) {
  // expected-error @below {{expects 'batch_dims' to be in [0, 2), got 2}}
  // expected-error @below {{failed to infer returned types}}
  %0 = nn.gather %x, %i {axis = 1 : i64, batch_dims = 2 : i64}
      : (tensor<2x3xf32>, tensor<4xi32>) -> tensor<2x4xf32>
  return
}

// -----

func.func @gather_c2_sizes(%x: tensor<2x3xf32>, %i: tensor<5x4xi32>) {
  // expected-error @below {{expects equal sizes of 'params' and 'indices' along batch dimension 0, got 2 and 5}}
  // expected-error @below {{failed to infer returned types}}
  %0 = nn.gather %x, %i {axis = 1 : i64, batch_dims = 1 : i64}
      : (tensor<2x3xf32>, tensor<5x4xi32>) -> tensor<2x4xf32>
  return
}

// -----

func.func @gather_nd_c1_unknown(%x: tensor<2x3xf32>, %i: tensor<5x?xi32>) {
  // expected-error @below {{expects 'indices' of known last size, got 'tensor<5x?xi32>'}}
  // expected-error @below {{failed to infer returned types}}
  %0 = nn.gather_nd %x, %i
      : (tensor<2x3xf32>, tensor<5x?xi32>) -> tensor<5xf32>
  return
}

// -----

func.func @gather_nd_c1_depth(%x: tensor<2x3xf32>, %i: tensor<5x3xi32>) {
  // expected-error @below {{expects at most 2 positions in the last dimension of 'indices', got 3}}
  // expected-error @below {{failed to infer returned types}}
  %0 = nn.gather_nd %x, %i
      : (tensor<2x3xf32>, tensor<5x3xi32>) -> tensor<5xf32>
  return
}

// -----

func.func @gather_nd_c2(%x: tensor<2x3xf32>, %i: tensor<2x1xi32>) {
  // expected-error @below {{expects 'batch_dims' to be in [0, 2), got 2}}
  // expected-error @below {{failed to infer returned types}}
  %0 = nn.gather_nd %x, %i {batch_dims = 2 : i64}
      : (tensor<2x3xf32>, tensor<2x1xi32>) -> tensor<2xf32>
  return
}

// -----

func.func @where_c1(%m: tensor<i1>) {
  // expected-error @below {{expects an input of rank 1 or more, got 'tensor<i1>'}}
  // expected-error @below {{failed to infer returned types}}
  %0 = nn.where %m : (tensor<i1>) -> tensor<?x0xi64>
  return
}
