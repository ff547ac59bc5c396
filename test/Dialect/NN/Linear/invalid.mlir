// RUN: nn-opt --split-input-file --verify-diagnostics %s

func.func @matmul_c1(%x: tensor<4xf32>, %y: tensor<4x5xf32>) {
  // expected-error @+2 {{expects operands of rank 2 at least, got ranks 1 and 2}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = nn.matmul %x, %y : (tensor<4xf32>, tensor<4x5xf32>) -> tensor<5xf32>
  return
}

// -----

func.func @matmul_c2(%x: tensor<4x3xf32>, %y: tensor<4x5xf32>) {
  // expected-error @+2 {{expects equal sizes to sum over, got 3 in 'lhs' and 4 in 'rhs'}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = nn.matmul %x, %y : (tensor<4x3xf32>, tensor<4x5xf32>) -> tensor<4x5xf32>
  return
}

// -----

func.func @matmul_c3(%x: tensor<2x4x3xf32>, %y: tensor<5x3x4xf32>) {
  // expected-error @+2 {{the batch dimensions of the operands do not broadcast: 'tensor<2x4x3xf32>' and 'tensor<5x3x4xf32>'}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = nn.matmul %x, %y : (tensor<2x4x3xf32>, tensor<5x3x4xf32>) -> tensor<2x4x4xf32>
  return
}
