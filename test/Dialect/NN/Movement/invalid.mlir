// RUN: nn-opt %s --split-input-file --verify-diagnostics

func.func @block_c1(%x: tensor<1x7x8x3xf32>) {
  // expected-error @below {{expects 'block_size' to be at least 1, got 0}}
  // expected-error @below {{failed to infer returned types}}
  %0 = nn.space_to_depth %x {block_size = 0 : i64}
      : (tensor<1x7x8x3xf32>) -> tensor<1x7x8x3xf32>
  return
}

// -----

// Nothing here says how large the result is, but a block alone is too large.
func.func @block_area(%x: tensor<1x?x?x?xf32>) {
  // expected-error @below {{expects the result's sizes to be below 2^63}}
  // expected-error @below {{failed to infer returned types}}
  %0 = nn.space_to_depth %x {block_size = 1099511627776 : i64}
      : (tensor<1x?x?x?xf32>) -> tensor<1x?x?x?xf32>
  return
}

// -----

func.func @block_area_depth(%x: tensor<1x?x?x?xf32>) {
  // expected-error @below {{expects the result's sizes to be below 2^63}}
  // expected-error @below {{failed to infer returned types}}
  %0 = nn.depth_to_space %x {block_size = 1099511627776 : i64}
      : (tensor<1x?x?x?xf32>) -> tensor<1x?x?x?xf32>
  return
}

// -----

func.func @block_c2_space(%x: tensor<1x7x8x3xf32>) {
  // expected-error @below {{expects size 7 of dimension 1 to be a multiple of 2}}
  // expected-error @below {{failed to infer returned types}}
  %0 = nn.space_to_depth %x {block_size = 2 : i64}
      : (tensor<1x7x8x3xf32>) -> tensor<1x3x4x12xf32>
  return
}

// -----

func.func @block_c2_depth(%x: tensor<1x7x8x3xf32>) {
  // expected-error @below {{expects size 3 of dimension 3 to be a multiple of 2}}
  // expected-error @below {{failed to infer returned types}}
  %0 = nn.depth_to_space %x {block_size = 2 : i64}
      : (tensor<1x7x8x3xf32>) -> tensor<1x14x16x1xf32>
  return
}

// -----

func.func @space_to_batch_nd_c1(%x: tensor<1x7x8x3xf32>) {
  // expected-error @below {{expects 'block_shape' to have fewer than 4 elements, got 4}}
  // expected-error @below {{failed to infer returned types}}
  %0 = nn.space_to_batch_nd %x {block_shape = array<i64: 1, 1, 1, 1>,
      low = array<i64: 0, 0, 0, 0>, high = array<i64: 0, 0, 0, 0>}
      : (tensor<1x7x8x3xf32>) -> tensor<1x7x8x3xf32>
  return
}

// -----

func.func @space_to_batch_nd_c2_count(%x: tensor<1x7x8x3xf32>) {
  // expected-error @below {{expects 'low' to have 1 elements, got 2}}
  // expected-error @below {{failed to infer returned types}}
  %0 = nn.space_to_batch_nd %x {block_shape = array<i64: 1>,
      low = array<i64: 0, 0>, high = array<i64: 0>}
      : (tensor<1x7x8x3xf32>) -> tensor<1x7x8x3xf32>
  return
}

// -----

func.func @space_to_batch_nd_c2_negative(%x: tensor<1x7x8x3xf32>) {
  // expected-error @below {{expects 'high' to be at least 0, got -1}}
  // expected-error @below {{failed to infer returned types}}
  %0 = nn.space_to_batch_nd %x {block_shape = array<i64: 1>,
      low = array<i64: 0>, high = array<i64: -1>}
      : (tensor<1x7x8x3xf32>) -> tensor<1x7x8x3xf32>
  return
}

// -----

func.func @space_to_batch_nd_c2_multiple(%x: tensor<1x7x8x3xf32>) {
  // expected-error @below {{expects size 7 of dimension 1 to be a multiple of 2}}
  // expected-error @below {{failed to infer returned types}}
  %0 = nn.space_to_batch_nd %x {block_shape = array<i64: 2>,
      low = array<i64: 0>, high = array<i64: 0>}
      : (tensor<1x7x8x3xf32>) -> tensor<1x7x8x3xf32>
  return
}

// -----

func.func @batch_to_space_nd_c1(%x: tensor<1x7x8x3xf32>) {
  // expected-error @below {{expects size 1 of dimension 0 to be a multiple of 2}}
  // expected-error @below {{failed to infer returned types}}
  %0 = nn.batch_to_space_nd %x {block_shape = array<i64: 2>,
      low = array<i64: 0>, high = array<i64: 0>}
      : (tensor<1x7x8x3xf32>) -> tensor<1x7x8x3xf32>
  return
}

// -----

func.func @batch_to_space_nd_c2(%x: tensor<1x7x8x3xf32>) {
  // expected-error @below {{expects 'low' and 'high' to crop at most 7 elements of dimension 1}}
  // expected-error @below {{failed to infer returned types}}
  %0 = nn.batch_to_space_nd %x {block_shape = array<i64: 1>,
      low = array<i64: 4>, high = array<i64: 4>}
      : (tensor<1x7x8x3xf32>) -> tensor<1x7x8x3xf32>
  return
}
