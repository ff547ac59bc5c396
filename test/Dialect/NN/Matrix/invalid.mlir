// RUN: nn-opt %s --split-input-file --verify-diagnostics

func.func @matrix_c1(%x: tensor<3xf32>) {
  // expected-error @below {{expects 'input' of rank 2 at least, got rank 1}}
  // expected-error @below {{failed to infer returned types}}
  %0:2 = nn.qr %x : (tensor<3xf32>) -> (tensor<3xf32>, tensor<3xf32>)
  return
}

// -----

func.func @lu_c1(%x: tensor<2x3xf32>) {
  // expected-error @below {{expects square matrices in 'input', got 2 rows and 3 columns}}
  // expected-error @below {{failed to infer returned types}}
  %0:2 = nn.lu %x : (tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<2xi32>)
  return
}

// -----

func.func @cholesky_c1(%x: tensor<2x3xf32>) {
  // expected-error @below {{expects square matrices in 'input', got 2 rows and 3 columns}}
  // expected-error @below {{failed to infer returned types}}
  %0 = nn.cholesky %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @svd_sizes(%x: tensor<5x3xf32>) {
  // expected-error @below {{op inferred type(s) 'tensor<3xf32>', 'tensor<5x3xf32>', 'tensor<3x3xf32>' are incompatible with return type(s)}}
  // expected-error @below {{failed to infer returned types}}
  %0:3 = nn.svd %x : (tensor<5x3xf32>) -> (tensor<3xf32>, tensor<5x5xf32>, tensor<3x3xf32>)
  return
}

// -----

func.func @triangular_solve_c2_rows(%a: tensor<3x3xf32>, %b: tensor<4x2xf32>) {
  // expected-error @below {{expects 'rhs' of 3 rows, got 4}}
  // expected-error @below {{failed to infer returned types}}
  %0 = nn.triangular_solve %a, %b : (tensor<3x3xf32>, tensor<4x2xf32>) -> tensor<3x2xf32>
  return
}

// -----

func.func @triangular_solve_c2_batch(%a: tensor<2x3x3xf32>, %b: tensor<4x3x2xf32>) {
  // expected-error @below {{expects 'rhs' of type 'tensor<2x3x2xf32>', got 'tensor<4x3x2xf32>'}}
  // expected-error @below {{failed to infer returned types}}
  %0 = nn.triangular_solve %a, %b : (tensor<2x3x3xf32>, tensor<4x3x2xf32>) -> tensor<4x3x2xf32>
  return
}

// -----

func.func @triangular_solve_c2_type(%a: tensor<3x3xf32>, %b: tensor<3x2xf64>) {
  // expected-error @below {{expects equal element types, got 'tensor<3x3xf32>' and 'tensor<3x2xf64>'}}
  // expected-error @below {{failed to infer returned types}}
  %0 = nn.triangular_solve %a, %b : (tensor<3x3xf32>, tensor<3x2xf64>) -> tensor<3x2xf64>
  return
}

// -----

func.func @tridiagonal_solve_c1(%a: tensor<2x5xf32>, %b: tensor<5x2xf32>) {
  // expected-error @below {{expects 'diagonals' of 3 rows, got 2}}
  // expected-error @below {{failed to infer returned types}}
  %0 = nn.tridiagonal_solve %a, %b : (tensor<2x5xf32>, tensor<5x2xf32>) -> tensor<5x2xf32>
  return
}

// -----

func.func @self_adjoint_eig_c1(%x: tensor<2x3xf64>) {
  // expected-error @below {{expects square matrices in 'input', got 2 rows and 3 columns}}
  // expected-error @below {{failed to infer returned types}}
  %0:2 = nn.self_adjoint_eig %x : (tensor<2x3xf64>) -> (tensor<2xf64>, tensor<2x3xf64>)
  return
}

// -----

func.func @tridiagonal_solve_c2(%a: tensor<3x5xf32>, %b: tensor<4x2xf32>) {
  // expected-error @below {{expects 'rhs' of 5 rows, got 4}}
  // expected-error @below {{failed to infer returned types}}
  %0 = nn.tridiagonal_solve %a, %b : (tensor<3x5xf32>, tensor<4x2xf32>) -> tensor<4x2xf32>
  return
}

// -----

func.func @self_adjoint_eig_vectors(%x: tensor<3x3xf64>) {
  // expected-error @below {{op inferred type(s) 'tensor<3xf64>', 'tensor<3x3xf64>' are incompatible with return type(s)}}
  // expected-error @below {{failed to infer returned types}}
  %0:2 = nn.self_adjoint_eig %x : (tensor<3x3xf64>) -> (tensor<3xf64>, tensor<3xf64>)
  return
}
