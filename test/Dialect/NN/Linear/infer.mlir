// RUN: nn-opt --split-input-file --verify-diagnostics %s

// A result type that disagrees shows the inferred one.

func.func @batch(%x: tensor<7x1x4x3xf32>, %y: tensor<5x3x6xf32>) {
  // expected-error @+2 {{inferred type(s) 'tensor<7x5x4x6xf32>'}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = nn.matmul %x, %y : (tensor<7x1x4x3xf32>, tensor<5x3x6xf32>) -> tensor<1xf32>
  return
}

// -----

func.func @transposed(%x: tensor<?x3x4xf32>, %y: tensor<6x3xf32>) {
  // expected-error @+2 {{inferred type(s) 'tensor<?x4x6xf32>'}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = nn.matmul %x, %y {transpose_lhs = true, transpose_rhs = true} : (tensor<?x3x4xf32>, tensor<6x3xf32>) -> tensor<1xf32>
  return
}

// -----

func.func @empty_sum(%x: tensor<4x0xf32>, %y: tensor<0x6xf32>) {
  // expected-error @+2 {{inferred type(s) 'tensor<4x6xf32>'}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = nn.matmul %x, %y : (tensor<4x0xf32>, tensor<0x6xf32>) -> tensor<1xf32>
  return
}
