// RUN: nn-opt %s | nn-opt | FileCheck %s
// RUN: nn-opt %s --mlir-print-op-generic | nn-opt | FileCheck %s

// CHECK-LABEL: func.func @factorizations(
// CHECK:         nn.lu %{{.*}} : (tensor<?x3x3xf32>) -> (tensor<?x3x3xf32>, tensor<?x3xi32>)
// CHECK:         nn.cholesky %{{.*}} : (tensor<?x3x3xf32>) -> tensor<?x3x3xf32>
// CHECK:         nn.qr %{{.*}} : (tensor<5x3xf64>) -> (tensor<5x3xf64>, tensor<3x3xf64>)
// CHECK:         nn.qr %{{.*}} {full = true} : (tensor<5x3xf64>) -> (tensor<5x5xf64>, tensor<5x3xf64>)
// CHECK:         nn.svd %{{.*}} : (tensor<5x3xf64>) -> (tensor<3xf64>, tensor<5x3xf64>, tensor<3x3xf64>)
// CHECK:         nn.svd %{{.*}} {full = true} : (tensor<5x3xf64>) -> (tensor<3xf64>, tensor<5x5xf64>, tensor<3x3xf64>)
// CHECK:         nn.self_adjoint_eig %{{.*}} : (tensor<?x3x3xf32>) -> (tensor<?x3xf32>, tensor<?x3x3xf32>)
func.func @factorizations(%x: tensor<?x3x3xf32>, %y: tensor<5x3xf64>) {
  %0:2 = nn.lu %x : (tensor<?x3x3xf32>) -> (tensor<?x3x3xf32>, tensor<?x3xi32>)
  %1 = nn.cholesky %x : (tensor<?x3x3xf32>) -> tensor<?x3x3xf32>
  %2:2 = nn.qr %y : (tensor<5x3xf64>) -> (tensor<5x3xf64>, tensor<3x3xf64>)
  %3:2 = nn.qr %y {full = true} : (tensor<5x3xf64>) -> (tensor<5x5xf64>, tensor<5x3xf64>)
  %4:3 = nn.svd %y : (tensor<5x3xf64>) -> (tensor<3xf64>, tensor<5x3xf64>, tensor<3x3xf64>)
  %5:3 = nn.svd %y {full = true} : (tensor<5x3xf64>) -> (tensor<3xf64>, tensor<5x5xf64>, tensor<3x3xf64>)
  %6:2 = nn.self_adjoint_eig %x : (tensor<?x3x3xf32>) -> (tensor<?x3xf32>, tensor<?x3x3xf32>)
  return
}

// CHECK-LABEL: func.func @triangular_solve(
// CHECK:         nn.triangular_solve %{{.*}}, %{{.*}} {adjoint = true, lower = false, unit_diagonal = true} : (tensor<?x3x3xf32>, tensor<8x3x2xf32>) -> tensor<8x3x2xf32>
func.func @triangular_solve(%a: tensor<?x3x3xf32>, %b: tensor<8x3x2xf32>) {
  %0 = nn.triangular_solve %a, %b {lower = false, adjoint = true, unit_diagonal = true}
      : (tensor<?x3x3xf32>, tensor<8x3x2xf32>) -> tensor<8x3x2xf32>
  return
}

// CHECK-LABEL: func.func @tridiagonal_solve(
// CHECK:         nn.tridiagonal_solve %{{.*}}, %{{.*}} : (tensor<?x3x5xf32>, tensor<8x5x2xf32>) -> tensor<8x5x2xf32>
// CHECK:         nn.tridiagonal_solve %{{.*}}, %{{.*}} {pivoting = false} : (tensor<?x3x5xf32>, tensor<8x5x2xf32>) -> tensor<8x5x2xf32>
func.func @tridiagonal_solve(%a: tensor<?x3x5xf32>, %b: tensor<8x5x2xf32>) {
  %0 = nn.tridiagonal_solve %a, %b : (tensor<?x3x5xf32>, tensor<8x5x2xf32>) -> tensor<8x5x2xf32>
  %1 = nn.tridiagonal_solve %a, %b {pivoting = false} : (tensor<?x3x5xf32>, tensor<8x5x2xf32>) -> tensor<8x5x2xf32>
  return
}
