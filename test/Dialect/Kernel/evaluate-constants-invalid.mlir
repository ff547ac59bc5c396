// RUN: nn-opt %s --nn-evaluate-constants --split-input-file --verify-diagnostics

func.func @argument(%w: tensor<2x3xi32>) -> tensor<3x2xi32> {
  // expected-error @+1 {{expects a constant whose elements are there}}
  %p = kernel.pack_constant %w {order = array<i64: 1, 0>,
      inner_dims = array<i64>, inner_tiles = array<i64>}
      : tensor<2x3xi32> -> tensor<3x2xi32>
  return %p : tensor<3x2xi32>
}

// -----

func.func @missing_blob() -> tensor<3x2xi32> {
  %w = arith.constant dense_resource<nowhere> : tensor<2x3xi32>
  // expected-error @+1 {{expects a constant whose elements are there}}
  %p = kernel.pack_constant %w {order = array<i64: 1, 0>,
      inner_dims = array<i64>, inner_tiles = array<i64>}
      : tensor<2x3xi32> -> tensor<3x2xi32>
  return %p : tensor<3x2xi32>
}
