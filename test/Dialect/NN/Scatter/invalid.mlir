// RUN: nn-opt %s --split-input-file --verify-diagnostics

func.func @scatter_c1(%x: tensor<8xf32>, %i: tensor<5x?xi32>, %u: tensor<5xf32>) {
  // expected-error @below {{expects 'indices' of known last size, got 'tensor<5x?xi32>'}}
  // expected-error @below {{failed to infer returned types}}
  %0 = nn.scatter %x, %i, %u {mode = #nn.scatter_mode<add>}
      : (tensor<8xf32>, tensor<5x?xi32>, tensor<5xf32>) -> tensor<8xf32>
  return
}

// -----

func.func @scatter_c1_depth(%x: tensor<8xf32>, %i: tensor<5x2xi32>, %u: tensor<5xf32>) {
  // expected-error @below {{expects at most 1 positions in the last dimension of 'indices', got 2}}
  // expected-error @below {{failed to infer returned types}}
  %0 = nn.scatter %x, %i, %u {mode = #nn.scatter_mode<add>}
      : (tensor<8xf32>, tensor<5x2xi32>, tensor<5xf32>) -> tensor<8xf32>
  return
}

// -----

func.func @scatter_c2(%x: tensor<8x4xf32>, %i: tensor<5x1xi32>, %u: tensor<5x3xf32>) {
  // expected-error @below {{expects 'updates' of type 'tensor<5x4xf32>', got 'tensor<5x3xf32>'}}
  // expected-error @below {{failed to infer returned types}}
  %0 = nn.scatter %x, %i, %u {mode = #nn.scatter_mode<add>}
      : (tensor<8x4xf32>, tensor<5x1xi32>, tensor<5x3xf32>) -> tensor<8x4xf32>
  return
}

// -----

func.func @scatter_c3(%x: tensor<8xi1>, %i: tensor<5x1xi32>, %u: tensor<5xi1>) {
  // expected-error @below {{mode 'add' is not for elements of type 'i1'}}
  // expected-error @below {{failed to infer returned types}}
  %0 = nn.scatter %x, %i, %u {mode = #nn.scatter_mode<add>}
      : (tensor<8xi1>, tensor<5x1xi32>, tensor<5xi1>) -> tensor<8xi1>
  return
}

// -----

func.func @scatter_c5(%x: tensor<8x2xf32>, %i: tensor<7x2xi32>, %u: tensor<7xf32>) {
  // expected-error @below {{expects 1 position in the last dimension of 'indices' where some are dropped, got 2}}
  // expected-error @below {{failed to infer returned types}}
  %0 = nn.scatter %x, %i, %u {mode = #nn.scatter_mode<add>, drops_negative = true}
      : (tensor<8x2xf32>, tensor<7x2xi32>, tensor<7xf32>) -> tensor<8x2xf32>
  return
}

// -----

func.func @scatter_c4_range(%x: tensor<8xf32>, %i: tensor<8x1xi32>, %u: tensor<8xf32>) {
  // expected-error @below {{expects 'batch_dims' to be in [0, 2), got 2}}
  // expected-error @below {{failed to infer returned types}}
  %0 = nn.scatter %x, %i, %u {batch_dims = 2 : i64, mode = #nn.scatter_mode<add>}
      : (tensor<8xf32>, tensor<8x1xi32>, tensor<8xf32>) -> tensor<8xf32>
  return
}

// -----

func.func @scatter_c4_sizes(%x: tensor<8x2xf32>, %i: tensor<7x1xi32>, %u: tensor<7xf32>) {
  // expected-error @below {{expects equal sizes of 'into' and 'indices' along batch dimension 0, got 8 and 7}}
  // expected-error @below {{failed to infer returned types}}
  %0 = nn.scatter %x, %i, %u {batch_dims = 1 : i64, mode = #nn.scatter_mode<add>}
      : (tensor<8x2xf32>, tensor<7x1xi32>, tensor<7xf32>) -> tensor<8x2xf32>
  return
}
