// RUN: nn-opt %s --convert-nn-to-linalg --canonicalize --split-input-file | FileCheck %s

// A matrix of the batch is a point of the grid; rows are exchanged in place.
// CHECK-LABEL: func.func @lu(
// CHECK-SAME:    %[[X:.*]]: tensor<?x3x3xf32>
// CHECK:         %[[R:.*]]:2 = scf.forall (%[[P:.*]]) in (%{{.*}}) shared_outs(%[[F:.*]] = %{{.*}}, %[[I:.*]] = %{{.*}}) -> (tensor<?x3x3xf32>, tensor<?x3xi32>)
// CHECK:           %[[OUT:.*]] = tensor.extract_slice %[[F]][%[[P]], 0, 0] [1, 3, 3]
// CHECK:           %[[IN:.*]] = tensor.extract_slice %[[X]][%[[P]], 0, 0] [1, 3, 3]
// CHECK:           linalg.copy ins(%[[IN]] : tensor<3x3xf32>) outs(%[[OUT]] : tensor<3x3xf32>)
// CHECK:           scf.for
// CHECK:             math.absf
// CHECK:         } {mapping = [#kernel.grid<"lu">]}
// CHECK:         return %[[R]]#0, %[[R]]#1
func.func @lu(%x: tensor<?x3x3xf32>) -> (tensor<?x3x3xf32>, tensor<?x3xi32>) {
  %0:2 = nn.lu %x : (tensor<?x3x3xf32>) -> (tensor<?x3x3xf32>, tensor<?x3xi32>)
  return %0#0, %0#1 : tensor<?x3x3xf32>, tensor<?x3xi32>
}

// -----

// Floats below f32 are computed as f32.
// CHECK-LABEL: func.func @cholesky(
// CHECK:         %[[WIDE:.*]] = linalg.generic {{.*}}
// CHECK:           arith.extf
// CHECK:         scf.forall {{.*}} -> (tensor<1x3x3xf32>)
// CHECK:         arith.truncf
func.func @cholesky(%x: tensor<3x3xbf16>) -> tensor<3x3xbf16> {
  %0 = nn.cholesky %x : (tensor<3x3xbf16>) -> tensor<3x3xbf16>
  return %0 : tensor<3x3xbf16>
}

// -----

// Vectors that no one asks for are not computed.
// CHECK-LABEL: func.func @values(
// CHECK:         scf.forall {{.*}} -> (tensor<1x3xf32>)
// CHECK-NOT:     tensor<1x5x3xf32>)
func.func @values(%x: tensor<5x3xf32>) -> tensor<3xf32> {
  %0:3 = nn.svd %x : (tensor<5x3xf32>) -> (tensor<3xf32>, tensor<5x3xf32>, tensor<3x3xf32>)
  return %0#0 : tensor<3xf32>
}

// -----

// Rows are exchanged only if asked to.
// CHECK-LABEL: func.func @tridiagonal_solve(
// CHECK:         scf.forall {{.*}} -> (tensor<1x5x2xf32>)
// CHECK:           math.absf
// CHECK:         } {mapping = [#kernel.grid<"tridiagonal_solve">]}
// CHECK:         scf.forall
// CHECK-NOT:       math.absf
// CHECK:         } {mapping = [#kernel.grid<"tridiagonal_solve">]}
func.func @tridiagonal_solve(%a: tensor<3x5xf32>, %b: tensor<5x2xf32>) -> tensor<5x2xf32> {
  %0 = nn.tridiagonal_solve %a, %b : (tensor<3x5xf32>, tensor<5x2xf32>) -> tensor<5x2xf32>
  %1 = nn.tridiagonal_solve %a, %0 {pivoting = false} : (tensor<3x5xf32>, tensor<5x2xf32>) -> tensor<5x2xf32>
  return %1 : tensor<5x2xf32>
}

// -----

// Forward substitution, a matrix a point of the grid: what is known already is
// subtracted, then the diagonal divides.
// CHECK-LABEL: func.func @triangular_solve(
// CHECK-SAME:    %[[M:.*]]: tensor<2x3x3xf32>, %[[RHS:.*]]: tensor<2x3x5xf32>
// CHECK:         scf.forall (%[[P:.*]]) in (2)
// CHECK:           %[[SIDE:.*]] = tensor.extract_slice %[[RHS]][%[[P]], 0, 0] [1, 3, 5]
// CHECK:           %[[A:.*]] = tensor.extract_slice %[[M]][%[[P]], 0, 0] [1, 3, 3]
// CHECK:           linalg.copy ins(%[[SIDE]]
// CHECK:           scf.for %[[I:.*]] = %c0 to %c3
// CHECK:             scf.for %[[J:.*]] = %c0 to %[[I]]
// CHECK:               %[[FACTOR:.*]] = tensor.extract %[[A]][%[[I]], %[[J]]]
// CHECK:               arith.mulf %[[FACTOR]], %{{.*}}
// CHECK:               arith.subf
// CHECK:             %[[DIAGONAL:.*]] = tensor.extract %[[A]][%[[I]], %[[I]]]
// CHECK:             arith.divf %{{.*}}, %[[DIAGONAL]]
// CHECK:         mapping = [#kernel.grid<"triangular_solve">]
func.func @triangular_solve(%m: tensor<2x3x3xf32>, %r: tensor<2x3x5xf32>) -> tensor<2x3x5xf32> {
  %0 = nn.triangular_solve %m, %r {lower = true} : (tensor<2x3x3xf32>, tensor<2x3x5xf32>) -> tensor<2x3x5xf32>
  return %0 : tensor<2x3x5xf32>
}
