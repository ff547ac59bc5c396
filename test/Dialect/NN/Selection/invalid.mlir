// RUN: nn-opt %s --split-input-file --verify-diagnostics

func.func @top_k_c1(%x: tensor<f32>) {
  // expected-error @below {{expects 'input' of rank 1 at least, got rank 0}}
  %0:2 = nn.top_k %x {k = 1 : i64} : (tensor<f32>) -> (tensor<f32>, tensor<i32>)
  return
}

// -----

func.func @top_k_c2(%x: tensor<4xf32>) {
  // expected-error @below {{expects 'k' in [0, 4], got 5}}
  %0:2 = nn.top_k %x {k = 5 : i64} : (tensor<4xf32>) -> (tensor<5xf32>, tensor<5xi32>)
  return
}

// -----

func.func @top_k_c2_dynamic(%x: tensor<?xf32>) {
  // expected-error @below {{expects 'k' in [0, size of a row], got -1}}
  %0:2 = nn.top_k %x {k = -1 : i64} : (tensor<?xf32>) -> (tensor<?xf32>, tensor<?xi32>)
  return
}

// -----

func.func @top_k_c3_type(%x: tensor<4xf32>) {
  // expected-error @below {{expects 'values' of element type 'f32', got 'f64'}}
  %0:2 = nn.top_k %x {k = 2 : i64} : (tensor<4xf32>) -> (tensor<2xf64>, tensor<2xi32>)
  return
}

// -----

func.func @top_k_c3_sizes(%x: tensor<4xf32>) {
  // expected-error @below {{expects 'indices' of type 'tensor<2xi32>', got 'tensor<3xi32>'}}
  %0:2 = nn.top_k %x {k = 2 : i64} : (tensor<4xf32>) -> (tensor<2xf32>, tensor<3xi32>)
  return
}

// -----

func.func @top_k_c4(%x: tensor<4xf32>) {
  // expected-error @below {{expects 'k' in [2, 4) where 'sorted' is false, got 4}}
  %0:2 = nn.top_k %x {k = 4 : i64, sorted = false} : (tensor<4xf32>) -> (tensor<4xf32>, tensor<4xi32>)
  return
}

// -----

func.func @search_sorted_c1(%s: tensor<2x4xf32>, %v: tensor<3x5xf32>) {
  // expected-error @below {{expects 'values' of type 'tensor<2x5xf32>', got 'tensor<3x5xf32>'}}
  %0 = nn.search_sorted %s, %v : (tensor<2x4xf32>, tensor<3x5xf32>) -> tensor<3x5xi32>
  return
}

// -----

func.func @search_sorted_c2(%s: tensor<2x4xf32>, %v: tensor<2x5xf32>) {
  // expected-error @below {{expects 'result' of type 'tensor<2x5xi32>', got 'tensor<2x4xi32>'}}
  %0 = nn.search_sorted %s, %v : (tensor<2x4xf32>, tensor<2x5xf32>) -> tensor<2x4xi32>
  return
}

// -----

func.func @non_max_suppression_c1(%b: tensor<8x3xf32>, %s: tensor<8xf32>, %t: tensor<f32>) {
  // expected-error @below {{expects 'boxes' of type 'tensor<8x4xf32>', got 'tensor<8x3xf32>'}}
  %0:3 = nn.non_max_suppression %b, %s, %t, %t, %t {max_outputs = 3 : i64}
      : (tensor<8x3xf32>, tensor<8xf32>, tensor<f32>, tensor<f32>, tensor<f32>)
      -> (tensor<3xi32>, tensor<3xf32>, tensor<i32>)
  return
}

// -----

func.func @non_max_suppression_c2(%b: tensor<8x4xf32>, %s: tensor<8xf32>, %t: tensor<f16>) {
  // expected-error @below {{expects floats of one element type, got 'f32' and 'f16'}}
  %0:3 = nn.non_max_suppression %b, %s, %t, %t, %t {max_outputs = 3 : i64}
      : (tensor<8x4xf32>, tensor<8xf32>, tensor<f16>, tensor<f16>, tensor<f16>)
      -> (tensor<3xi32>, tensor<3xf32>, tensor<i32>)
  return
}

// -----

func.func @non_max_suppression_c3(%b: tensor<8x4xf32>, %s: tensor<8xf32>, %t: tensor<f32>) {
  // expected-error @below {{expects 'max_outputs' of 0 at least, got -1}}
  %0:3 = nn.non_max_suppression %b, %s, %t, %t, %t {max_outputs = -1 : i64}
      : (tensor<8x4xf32>, tensor<8xf32>, tensor<f32>, tensor<f32>, tensor<f32>)
      -> (tensor<?xi32>, tensor<?xf32>, tensor<i32>)
  return
}
