// RUN: nn-opt %s --split-input-file --verify-diagnostics

func.func @reshape_c1(%x: tensor<2x3xf32>, %s: tensor<2xi32>) {
  // expected-error @below {{expects 'shape' to have 1 elements, got 2}}
  %0 = nn.reshape %x, %s
      : (tensor<2x3xf32>, tensor<2xi32>) -> tensor<6xf32>
  return
}

// -----

func.func @reshape_c2(%x: tensor<2x3xf32>) {
  // expected-error @below {{expects 'shape', as 2 sizes of the result are unknown}}
  %0 = nn.reshape %x
      : (tensor<2x3xf32>) -> tensor<?x?xf32>
  return
}

// -----

func.func @reshape_c3_count(%x: tensor<2x3xf32>) {
  // expected-error @below {{expects a result of 6 elements, got 5}}
  %0 = nn.reshape %x
      : (tensor<2x3xf32>) -> tensor<5xf32>
  return
}

// -----

func.func @reshape_c3_type(%x: tensor<2x3xf32>) {
  // expected-error @below {{expects 'result' to have element type 'f32', got 'i32'}}
  %0 = nn.reshape %x
      : (tensor<2x3xf32>) -> tensor<6xi32>
  return
}

// -----

func.func @transpose_c1_count(%x: tensor<2x3xf32>) {
  // expected-error @below {{expects 'permutation' to have 2 elements, got 1}}
  // expected-error @below {{failed to infer returned types}}
  %0 = nn.transpose %x {permutation = array<i64: 0>}
      : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @transpose_c1_twice(%x: tensor<2x3xf32>) {
  // expected-error @below {{expects 'permutation' without duplicates, got 0 twice}}
  // expected-error @below {{failed to infer returned types}}
  %0 = nn.transpose %x {permutation = array<i64: 0, 0>}
      : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @expand_dims_c1(%x: tensor<2x3xf32>) {
  // expected-error @below {{expects 'axis' to be in [0, 3), got 3}}
  // expected-error @below {{failed to infer returned types}}
  %0 = nn.expand_dims %x {axis = 3 : i64}
      : (tensor<2x3xf32>) -> tensor<2x3x1xf32>
  return
}

// -----

func.func @squeeze_c1(%x: tensor<2x3xf32>) {
  // expected-error @below {{expects 'axes' to be in [0, 2), got 2}}
  // expected-error @below {{failed to infer returned types}}
  %0 = nn.squeeze %x {axes = array<i64: 2>}
      : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @squeeze_c2(%x: tensor<2x3xf32>) {
  // expected-error @below {{expects size 1 along 'axes', got 2 along 0}}
  // expected-error @below {{failed to infer returned types}}
  %0 = nn.squeeze %x {axes = array<i64: 0>}
      : (tensor<2x3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @broadcast_to_c1(%x: tensor<2x3xf32>, %s: tensor<3xi32>) {
  // expected-error @below {{expects 'shape' to have 2 elements, got 3}}
  %0 = nn.broadcast_to %x, %s
      : (tensor<2x3xf32>, tensor<3xi32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @broadcast_to_c2_type(%x: tensor<2x3xf32>) {
  // expected-error @below {{expects 'result' to have element type 'f32', got 'f64'}}
  %0 = nn.broadcast_to %x
      : (tensor<2x3xf32>) -> tensor<2x3xf64>
  return
}

// -----

func.func @broadcast_to_c2_rank(%x: tensor<2x3xf32>) {
  // expected-error @below {{expects a result of rank 2 or more, got 1}}
  %0 = nn.broadcast_to %x
      : (tensor<2x3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @broadcast_to_c2_size(%x: tensor<2x3xf32>) {
  // expected-error @below {{expects size 3 along dimension 2 of the result, got 4}}
  %0 = nn.broadcast_to %x
      : (tensor<2x3xf32>) -> tensor<5x2x4xf32>
  return
}

// -----

func.func @broadcast_to_c3(%x: tensor<2x3xf32>) {
  // expected-error @below {{expects 'shape', as size 0 of the result is unknown}}
  %0 = nn.broadcast_to %x
      : (tensor<2x3xf32>) -> tensor<?x2x3xf32>
  return
}

// -----

func.func @shape_c1(%x: tensor<2x3xf32>) {
  // expected-error @below {{expects 'result' to have 2 elements, got 3}}
  %0 = nn.shape %x
      : (tensor<2x3xf32>) -> tensor<3xi32>
  return
}

// -----

func.func @reverse_c1(%x: tensor<2x3xf32>) {
  // expected-error @below {{expects 'axes' to be in [0, 2), got -1}}
  // expected-error @below {{failed to infer returned types}}
  %0 = nn.reverse %x {axes = array<i64: -1>}
      : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @concat_c1_none() {
  // expected-error @below {{expects at least one input}}
  // expected-error @below {{failed to infer returned types}}
  %0 = nn.concat {axis = 0 : i64} : () -> tensor<2xf32>
  return
}

// -----

func.func @concat_c1_sizes(%x: tensor<2x3xf32>, %y: tensor<3x3xf32>) {
  // expected-error @below {{expects inputs that differ only along 'axis' 1, got 'tensor<2x3xf32>' and 'tensor<3x3xf32>'}}
  // expected-error @below {{failed to infer returned types}}
  %0 = nn.concat %x, %y {axis = 1 : i64}
      : (tensor<2x3xf32>, tensor<3x3xf32>) -> tensor<?x6xf32>
  return
}

// -----

func.func @concat_c2(%x: tensor<2x3xf32>) {
  // expected-error @below {{expects 'axis' to be in [0, 2), got 2}}
  // expected-error @below {{failed to infer returned types}}
  %0 = nn.concat %x {axis = 2 : i64}
      : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @slice_c1(%x: tensor<2x3xf32>) {
  // expected-error @below {{expects 'strides' to have 2 elements, got 1}}
  // expected-error @below {{failed to infer returned types}}
  %0 = nn.slice %x {begin = array<i64: 0, 0>, size = array<i64: 1, 1>,
      strides = array<i64: 1>}
      : (tensor<2x3xf32>) -> tensor<1x1xf32>
  return
}

// -----

func.func @slice_c2_negative(%x: tensor<2x3xf32>) {
  // expected-error @below {{expects 'size' to be at least -1, got -2}}
  // expected-error @below {{failed to infer returned types}}
  %0 = nn.slice %x {begin = array<i64: 0, 0>, size = array<i64: 1, -2>,
      strides = array<i64: 1, 1>}
      : (tensor<2x3xf32>) -> tensor<1x1xf32>
  return
}

// -----

func.func @slice_c2_inside(%x: tensor<2x3xf32>) {
  // expected-error @below {{expects a part of dimension 1 of size 3, got begin 1, size 2, stride 2}}
  // expected-error @below {{failed to infer returned types}}
  %0 = nn.slice %x {begin = array<i64: 0, 1>, size = array<i64: 1, 2>,
      strides = array<i64: 1, 2>}
      : (tensor<2x3xf32>) -> tensor<1x2xf32>
  return
}

// -----

func.func @slice_c3(%x: tensor<2x3xf32>) {
  // expected-error @below {{expects 'strides' other than 0}}
  // expected-error @below {{failed to infer returned types}}
  %0 = nn.slice %x {begin = array<i64: 0, 0>, size = array<i64: 1, 1>,
      strides = array<i64: 0, 1>}
      : (tensor<2x3xf32>) -> tensor<1x1xf32>
  return
}

// -----

func.func @dynamic_slice_c1(%x: tensor<2x3xf32>, %b: tensor<1xi32>, %s: tensor<2xi32>) {
  // expected-error @below {{expects 'begin' to have 2 elements, got 1}}
  %0 = nn.dynamic_slice %x, %b, %s
      : (tensor<2x3xf32>, tensor<1xi32>, tensor<2xi32>) -> tensor<?x?xf32>
  return
}

// -----

func.func @dynamic_slice_c2_type(%x: tensor<2x3xf32>, %b: tensor<2xi32>) {
  // expected-error @below {{expects 'result' to have element type 'f32', got 'i32'}}
  %0 = nn.dynamic_slice %x, %b, %b
      : (tensor<2x3xf32>, tensor<2xi32>, tensor<2xi32>) -> tensor<?x?xi32>
  return
}

// -----

func.func @dynamic_slice_c2_rank(%x: tensor<2x3xf32>, %b: tensor<2xi32>) {
  // expected-error @below {{expects a result of rank 2, got 1}}
  %0 = nn.dynamic_slice %x, %b, %b
      : (tensor<2x3xf32>, tensor<2xi32>, tensor<2xi32>) -> tensor<?xf32>
  return
}

// -----

func.func @dynamic_slice_c2_size(%x: tensor<2x3xf32>, %b: tensor<2xi32>) {
  // expected-error @below {{expects size 3 or less along dimension 1 of the result, got 4}}
  %0 = nn.dynamic_slice %x, %b, %b
      : (tensor<2x3xf32>, tensor<2xi32>, tensor<2xi32>) -> tensor<?x4xf32>
  return
}

// -----

func.func @dynamic_update_slice_c1_type(%x: tensor<2x3xf32>, %u: tensor<1x3xi32>, %b: tensor<2xi32>) {
  // expected-error @below {{expects 'update' to have element type 'f32', got 'i32'}}
  %0 = nn.dynamic_update_slice %x, %u, %b
      : (tensor<2x3xf32>, tensor<1x3xi32>, tensor<2xi32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @dynamic_update_slice_c1_rank(%x: tensor<2x3xf32>, %u: tensor<3xf32>, %b: tensor<2xi32>) {
  // expected-error @below {{expects an update of rank 2, got 1}}
  %0 = nn.dynamic_update_slice %x, %u, %b
      : (tensor<2x3xf32>, tensor<3xf32>, tensor<2xi32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @dynamic_update_slice_c1_size(%x: tensor<2x3xf32>, %u: tensor<1x4xf32>, %b: tensor<2xi32>) {
  // expected-error @below {{expects size 3 or less along dimension 1 of the update, got 4}}
  %0 = nn.dynamic_update_slice %x, %u, %b
      : (tensor<2x3xf32>, tensor<1x4xf32>, tensor<2xi32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @dynamic_update_slice_c2(%x: tensor<2x3xf32>, %u: tensor<1x3xf32>, %b: tensor<1xi32>) {
  // expected-error @below {{expects 'begin' to have 2 elements, got 1}}
  %0 = nn.dynamic_update_slice %x, %u, %b
      : (tensor<2x3xf32>, tensor<1x3xf32>, tensor<1xi32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @pad_c1_count(%x: tensor<2x3xf32>) {
  // expected-error @below {{expects 'low' to have 2 elements, got 1}}
  // expected-error @below {{failed to infer returned types}}
  %0 = nn.pad %x {low = array<i64: 0>, high = array<i64: 0, 0>, value = 0.0 : f32}
      : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @pad_c1_negative(%x: tensor<2x3xf32>) {
  // expected-error @below {{expects 'high' to be at least 0, got -1}}
  // expected-error @below {{failed to infer returned types}}
  %0 = nn.pad %x {low = array<i64: 0, 0>, high = array<i64: 0, -1>, value = 0.0 : f32}
      : (tensor<2x3xf32>) -> tensor<2x2xf32>
  return
}

// -----

func.func @pad_c2(%x: tensor<2x3xf32>) {
  // expected-error @below {{expects 'value' of type 'f32', got 'i32'}}
  // expected-error @below {{failed to infer returned types}}
  %0 = nn.pad %x {low = array<i64: 0, 0>, high = array<i64: 0, 0>, value = 0 : i32}
      : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @mirror_pad_c1(%x: tensor<2x3xf32>) {
  // expected-error @below {{expects a border of 2 or less along dimension 1, got 3}}
  // expected-error @below {{failed to infer returned types}}
  %0 = nn.mirror_pad %x {low = array<i64: 0, 3>, high = array<i64: 0, 0>,
      mode = #nn.mirror_pad_mode<reflect>}
      : (tensor<2x3xf32>) -> tensor<2x6xf32>
  return
}

// -----

func.func @tile_c1(%x: tensor<2x3xf32>) {
  // expected-error @below {{expects 'multiples' to be at least 0, got -1}}
  // expected-error @below {{failed to infer returned types}}
  %0 = nn.tile %x {multiples = array<i64: 1, -1>}
      : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @fill_c1(%s: tensor<2xi32>, %v: tensor<f32>) {
  // expected-error @below {{expects 'shape' to have 1 elements, got 2}}
  %0 = nn.fill %s, %v
      : (tensor<2xi32>, tensor<f32>) -> tensor<?xf32>
  return
}

// -----

func.func @fill_c2(%s: tensor<1xi32>, %v: tensor<f32>) {
  // expected-error @below {{expects 'value' to have element type 'i32', got 'f32'}}
  %0 = nn.fill %s, %v
      : (tensor<1xi32>, tensor<f32>) -> tensor<?xi32>
  return
}

// -----

func.func @range_types(%a: tensor<i32>, %b: tensor<i64>) {
  // expected-error @below {{requires the same element type for all operands and results}}
  %0 = nn.range %a, %a, %b
      : (tensor<i32>, tensor<i32>, tensor<i64>) -> tensor<?xi32>
  return
}

// -----

func.func @one_hot_c1(%i: tensor<4xi32>, %a: tensor<f32>, %b: tensor<f64>) {
  // expected-error @below {{expects 'on' and 'off' of equal types, got 'f32' and 'f64'}}
  // expected-error @below {{failed to infer returned types}}
  %0 = nn.one_hot %i, %a, %b {depth = 5 : i64, axis = 1 : i64}
      : (tensor<4xi32>, tensor<f32>, tensor<f64>) -> tensor<4x5xf32>
  return
}

// -----

func.func @one_hot_c2(%i: tensor<4xi32>, %a: tensor<f32>) {
  // expected-error @below {{expects 'depth' to be at least 0, got -5}}
  // expected-error @below {{failed to infer returned types}}
  %0 = nn.one_hot %i, %a, %a {depth = -5 : i64, axis = 1 : i64}
      : (tensor<4xi32>, tensor<f32>, tensor<f32>) -> tensor<4x5xf32>
  return
}

// -----

func.func @one_hot_c3(%i: tensor<4xi32>, %a: tensor<f32>) {
  // expected-error @below {{expects 'axis' to be in [0, 2), got 2}}
  // expected-error @below {{failed to infer returned types}}
  %0 = nn.one_hot %i, %a, %a {depth = 5 : i64, axis = 2 : i64}
      : (tensor<4xi32>, tensor<f32>, tensor<f32>) -> tensor<4x5xf32>
  return
}

// -----

func.func @tile_overflow(%x: tensor<4xf32>) {
  // expected-error @below {{expects the result's sizes to be below 2^63}}
  // expected-error @below {{failed to infer returned types}}
  %0 = nn.tile %x {multiples = array<i64: 4611686018427387904>}
      : (tensor<4xf32>) -> tensor<?xf32>
  return
}

// -----

func.func @pad_overflow(%x: tensor<4xf32>) {
  // expected-error @below {{expects the result's sizes to be below 2^63}}
  // expected-error @below {{failed to infer returned types}}
  %0 = nn.pad %x {low = array<i64: 9223372036854775807>, high = array<i64: 0>, value = 0.0 : f32}
      : (tensor<4xf32>) -> tensor<?xf32>
  return
}
