// RUN: nn-opt %s --nn-reference-pipeline | mlir-runner -e main \
// RUN:     -entry-point-result=void -shared-libs=%mlir_runner_utils,%mlir_c_runner_utils \
// RUN:   | FileCheck %s
// RUN: nn-run %s --cases --check --guard --threads=2

// Written by Inputs/generate.py: the expected numbers are TensorFlow's.

func.func private @printMemrefF32(tensor<*xf32> {bufferization.access = "read"})
func.func private @printMemrefF64(tensor<*xf64> {bufferization.access = "read"})
func.func private @printMemrefI32(tensor<*xi32> {bufferization.access = "read"})
func.func private @printMemrefI64(tensor<*xi64> {bufferization.access = "read"})

// Factorizations of matrices, with the signs that TensorFlow gives.

func.func @lu_0(%a0: tensor<3x3xf32>) -> tensor<3x3xf32> {
  %r:2 = nn.lu %a0
      : (tensor<3x3xf32>) -> (tensor<3x3xf32>, tensor<3xi32>)
  return %r#0 : tensor<3x3xf32>
}

func.func @lu_1(%a0: tensor<3x3xf32>) -> tensor<3xi32> {
  %r:2 = nn.lu %a0
      : (tensor<3x3xf32>) -> (tensor<3x3xf32>, tensor<3xi32>)
  return %r#1 : tensor<3xi32>
}

func.func @lu_2(%a0: tensor<2x3x3xf32>) -> tensor<2x3x3xf32> {
  %r:2 = nn.lu %a0
      : (tensor<2x3x3xf32>) -> (tensor<2x3x3xf32>, tensor<2x3xi32>)
  return %r#0 : tensor<2x3x3xf32>
}

func.func @lu_3(%a0: tensor<2x3x3xf32>) -> tensor<2x3xi32> {
  %r:2 = nn.lu %a0
      : (tensor<2x3x3xf32>) -> (tensor<2x3x3xf32>, tensor<2x3xi32>)
  return %r#1 : tensor<2x3xi32>
}

func.func @lu_4(%a0: tensor<1x1xf32>) -> tensor<1x1xf32> {
  %r:2 = nn.lu %a0
      : (tensor<1x1xf32>) -> (tensor<1x1xf32>, tensor<1xi32>)
  return %r#0 : tensor<1x1xf32>
}

func.func @lu_5(%a0: tensor<1x1xf32>) -> tensor<1xi32> {
  %r:2 = nn.lu %a0
      : (tensor<1x1xf32>) -> (tensor<1x1xf32>, tensor<1xi32>)
  return %r#1 : tensor<1xi32>
}

func.func @lu_6(%a0: tensor<2x3x3xf64>) -> tensor<2x3x3xf64> {
  %r:2 = nn.lu %a0
      : (tensor<2x3x3xf64>) -> (tensor<2x3x3xf64>, tensor<2x3xi32>)
  return %r#0 : tensor<2x3x3xf64>
}

func.func @lu_7(%a0: tensor<2x3x3xf64>) -> tensor<2x3xi32> {
  %r:2 = nn.lu %a0
      : (tensor<2x3x3xf64>) -> (tensor<2x3x3xf64>, tensor<2x3xi32>)
  return %r#1 : tensor<2x3xi32>
}

func.func @cholesky_8(%a0: tensor<2x3x3xf32>) -> tensor<2x3x3xf32> {
  %r = nn.cholesky %a0
      : (tensor<2x3x3xf32>) -> tensor<2x3x3xf32>
  return %r : tensor<2x3x3xf32>
}

func.func @self_adjoint_eig_9(%a0: tensor<2x3x3xf64>) -> tensor<2x3xf64> {
  %r:2 = nn.self_adjoint_eig %a0
      : (tensor<2x3x3xf64>) -> (tensor<2x3xf64>, tensor<2x3x3xf64>)
  return %r#0 : tensor<2x3xf64>
}

func.func @self_adjoint_eig_10(%a0: tensor<2x3x3xf64>) -> tensor<2x3x3xf64> {
  %r:2 = nn.self_adjoint_eig %a0
      : (tensor<2x3x3xf64>) -> (tensor<2x3xf64>, tensor<2x3x3xf64>)
  return %r#1 : tensor<2x3x3xf64>
}

func.func @self_adjoint_eig_11(%a0: tensor<3x3xf32>) -> tensor<3xf32> {
  %r:2 = nn.self_adjoint_eig %a0
      : (tensor<3x3xf32>) -> (tensor<3xf32>, tensor<3x3xf32>)
  return %r#0 : tensor<3xf32>
}

func.func @self_adjoint_eig_12(%a0: tensor<3x3xf32>) -> tensor<3x3xf32> {
  %r:2 = nn.self_adjoint_eig %a0
      : (tensor<3x3xf32>) -> (tensor<3xf32>, tensor<3x3xf32>)
  return %r#1 : tensor<3x3xf32>
}

func.func @triangular_solve_13(%a0: tensor<2x3x3xf32>, %a1: tensor<2x3x2xf32>) -> tensor<2x3x2xf32> {
  %r = nn.triangular_solve %a0, %a1 {lower = true, adjoint = true}
      : (tensor<2x3x3xf32>, tensor<2x3x2xf32>) -> tensor<2x3x2xf32>
  return %r : tensor<2x3x2xf32>
}

func.func @triangular_solve_14(%a0: tensor<2x3x3xf32>, %a1: tensor<2x3x2xf32>) -> tensor<2x3x2xf32> {
  %r = nn.triangular_solve %a0, %a1 {lower = true, adjoint = false}
      : (tensor<2x3x3xf32>, tensor<2x3x2xf32>) -> tensor<2x3x2xf32>
  return %r : tensor<2x3x2xf32>
}

func.func @triangular_solve_15(%a0: tensor<2x3x3xf32>, %a1: tensor<2x3x2xf32>) -> tensor<2x3x2xf32> {
  %r = nn.triangular_solve %a0, %a1 {lower = false, adjoint = true}
      : (tensor<2x3x3xf32>, tensor<2x3x2xf32>) -> tensor<2x3x2xf32>
  return %r : tensor<2x3x2xf32>
}

func.func @triangular_solve_16(%a0: tensor<2x3x3xf32>, %a1: tensor<2x3x2xf32>) -> tensor<2x3x2xf32> {
  %r = nn.triangular_solve %a0, %a1 {lower = false, adjoint = false}
      : (tensor<2x3x3xf32>, tensor<2x3x2xf32>) -> tensor<2x3x2xf32>
  return %r : tensor<2x3x2xf32>
}

func.func @triangular_solve_unit_17(%a0: tensor<3x3xf32>, %a1: tensor<3x2xf32>) -> tensor<3x2xf32> {
  %r = nn.triangular_solve %a0, %a1 {unit_diagonal = true}
      : (tensor<3x3xf32>, tensor<3x2xf32>) -> tensor<3x2xf32>
  return %r : tensor<3x2xf32>
}

func.func @tridiagonal_solve_18(%a0: tensor<3x5xf64>, %a1: tensor<5x2xf64>) -> tensor<5x2xf64> {
  %r = nn.tridiagonal_solve %a0, %a1 {pivoting = true}
      : (tensor<3x5xf64>, tensor<5x2xf64>) -> tensor<5x2xf64>
  return %r : tensor<5x2xf64>
}

func.func @tridiagonal_solve_19(%a0: tensor<2x3x5xf32>, %a1: tensor<2x5x2xf32>) -> tensor<2x5x2xf32> {
  %r = nn.tridiagonal_solve %a0, %a1 {pivoting = true}
      : (tensor<2x3x5xf32>, tensor<2x5x2xf32>) -> tensor<2x5x2xf32>
  return %r : tensor<2x5x2xf32>
}

func.func @tridiagonal_solve_20(%a0: tensor<3x5xf64>, %a1: tensor<5x2xf64>) -> tensor<5x2xf64> {
  %r = nn.tridiagonal_solve %a0, %a1 {pivoting = false}
      : (tensor<3x5xf64>, tensor<5x2xf64>) -> tensor<5x2xf64>
  return %r : tensor<5x2xf64>
}

func.func @tridiagonal_solve_21(%a0: tensor<2x3x5xf32>, %a1: tensor<2x5x2xf32>) -> tensor<2x5x2xf32> {
  %r = nn.tridiagonal_solve %a0, %a1 {pivoting = false}
      : (tensor<2x3x5xf32>, tensor<2x5x2xf32>) -> tensor<2x5x2xf32>
  return %r : tensor<2x5x2xf32>
}

func.func @qr_22(%a0: tensor<5x3xf64>) -> tensor<5x3xf64> {
  %r:2 = nn.qr %a0 {full = false}
      : (tensor<5x3xf64>) -> (tensor<5x3xf64>, tensor<3x3xf64>)
  return %r#0 : tensor<5x3xf64>
}

func.func @qr_23(%a0: tensor<5x3xf64>) -> tensor<3x3xf64> {
  %r:2 = nn.qr %a0 {full = false}
      : (tensor<5x3xf64>) -> (tensor<5x3xf64>, tensor<3x3xf64>)
  return %r#1 : tensor<3x3xf64>
}

func.func @qr_24(%a0: tensor<2x2x4xf64>) -> tensor<2x2x2xf64> {
  %r:2 = nn.qr %a0 {full = false}
      : (tensor<2x2x4xf64>) -> (tensor<2x2x2xf64>, tensor<2x2x4xf64>)
  return %r#0 : tensor<2x2x2xf64>
}

func.func @qr_25(%a0: tensor<2x2x4xf64>) -> tensor<2x2x4xf64> {
  %r:2 = nn.qr %a0 {full = false}
      : (tensor<2x2x4xf64>) -> (tensor<2x2x2xf64>, tensor<2x2x4xf64>)
  return %r#1 : tensor<2x2x4xf64>
}

func.func @svd_26(%a0: tensor<2x3x3xf64>) -> tensor<2x3xf64> {
  %r:3 = nn.svd %a0 {full = false}
      : (tensor<2x3x3xf64>) -> (tensor<2x3xf64>, tensor<2x3x3xf64>, tensor<2x3x3xf64>)
  return %r#0 : tensor<2x3xf64>
}

func.func @svd_27(%a0: tensor<2x3x3xf64>) -> tensor<2x3x3xf64> {
  %r:3 = nn.svd %a0 {full = false}
      : (tensor<2x3x3xf64>) -> (tensor<2x3xf64>, tensor<2x3x3xf64>, tensor<2x3x3xf64>)
  return %r#1 : tensor<2x3x3xf64>
}

func.func @svd_28(%a0: tensor<2x3x3xf64>) -> tensor<2x3x3xf64> {
  %r:3 = nn.svd %a0 {full = false}
      : (tensor<2x3x3xf64>) -> (tensor<2x3xf64>, tensor<2x3x3xf64>, tensor<2x3x3xf64>)
  return %r#2 : tensor<2x3x3xf64>
}

func.func @svd_29(%a0: tensor<5x3xf64>) -> tensor<3xf64> {
  %r:3 = nn.svd %a0 {full = false}
      : (tensor<5x3xf64>) -> (tensor<3xf64>, tensor<5x3xf64>, tensor<3x3xf64>)
  return %r#0 : tensor<3xf64>
}

func.func @svd_30(%a0: tensor<5x3xf64>) -> tensor<5x3xf64> {
  %r:3 = nn.svd %a0 {full = false}
      : (tensor<5x3xf64>) -> (tensor<3xf64>, tensor<5x3xf64>, tensor<3x3xf64>)
  return %r#1 : tensor<5x3xf64>
}

func.func @svd_31(%a0: tensor<5x3xf64>) -> tensor<3x3xf64> {
  %r:3 = nn.svd %a0 {full = false}
      : (tensor<5x3xf64>) -> (tensor<3xf64>, tensor<5x3xf64>, tensor<3x3xf64>)
  return %r#2 : tensor<3x3xf64>
}

func.func @svd_32(%a0: tensor<2x2x4xf64>) -> tensor<2x2xf64> {
  %r:3 = nn.svd %a0 {full = false}
      : (tensor<2x2x4xf64>) -> (tensor<2x2xf64>, tensor<2x2x2xf64>, tensor<2x4x2xf64>)
  return %r#0 : tensor<2x2xf64>
}

func.func @svd_33(%a0: tensor<2x2x4xf64>) -> tensor<2x2x2xf64> {
  %r:3 = nn.svd %a0 {full = false}
      : (tensor<2x2x4xf64>) -> (tensor<2x2xf64>, tensor<2x2x2xf64>, tensor<2x4x2xf64>)
  return %r#1 : tensor<2x2x2xf64>
}

func.func @svd_34(%a0: tensor<2x2x4xf64>) -> tensor<2x4x2xf64> {
  %r:3 = nn.svd %a0 {full = false}
      : (tensor<2x2x4xf64>) -> (tensor<2x2xf64>, tensor<2x2x2xf64>, tensor<2x4x2xf64>)
  return %r#2 : tensor<2x4x2xf64>
}

func.func @qr_35(%a0: tensor<5x3xf64>) -> tensor<5x5xf64> {
  %r:2 = nn.qr %a0 {full = true}
      : (tensor<5x3xf64>) -> (tensor<5x5xf64>, tensor<5x3xf64>)
  return %r#0 : tensor<5x5xf64>
}

func.func @qr_36(%a0: tensor<5x3xf64>) -> tensor<5x3xf64> {
  %r:2 = nn.qr %a0 {full = true}
      : (tensor<5x3xf64>) -> (tensor<5x5xf64>, tensor<5x3xf64>)
  return %r#1 : tensor<5x3xf64>
}

func.func @qr_37(%a0: tensor<2x2x4xf64>) -> tensor<2x2x2xf64> {
  %r:2 = nn.qr %a0 {full = true}
      : (tensor<2x2x4xf64>) -> (tensor<2x2x2xf64>, tensor<2x2x4xf64>)
  return %r#0 : tensor<2x2x2xf64>
}

func.func @qr_38(%a0: tensor<2x2x4xf64>) -> tensor<2x2x4xf64> {
  %r:2 = nn.qr %a0 {full = true}
      : (tensor<2x2x4xf64>) -> (tensor<2x2x2xf64>, tensor<2x2x4xf64>)
  return %r#1 : tensor<2x2x4xf64>
}

func.func @svd_39(%a0: tensor<2x3x3xf64>) -> tensor<2x3xf64> {
  %r:3 = nn.svd %a0 {full = true}
      : (tensor<2x3x3xf64>) -> (tensor<2x3xf64>, tensor<2x3x3xf64>, tensor<2x3x3xf64>)
  return %r#0 : tensor<2x3xf64>
}

func.func @svd_40(%a0: tensor<2x3x3xf64>) -> tensor<2x3x3xf64> {
  %r:3 = nn.svd %a0 {full = true}
      : (tensor<2x3x3xf64>) -> (tensor<2x3xf64>, tensor<2x3x3xf64>, tensor<2x3x3xf64>)
  return %r#1 : tensor<2x3x3xf64>
}

func.func @svd_41(%a0: tensor<2x3x3xf64>) -> tensor<2x3x3xf64> {
  %r:3 = nn.svd %a0 {full = true}
      : (tensor<2x3x3xf64>) -> (tensor<2x3xf64>, tensor<2x3x3xf64>, tensor<2x3x3xf64>)
  return %r#2 : tensor<2x3x3xf64>
}

func.func @svd_42(%a0: tensor<5x3xf64>) -> tensor<3xf64> {
  %r:3 = nn.svd %a0 {full = true}
      : (tensor<5x3xf64>) -> (tensor<3xf64>, tensor<5x5xf64>, tensor<3x3xf64>)
  return %r#0 : tensor<3xf64>
}

func.func @svd_43(%a0: tensor<5x3xf64>) -> tensor<5x5xf64> {
  %r:3 = nn.svd %a0 {full = true}
      : (tensor<5x3xf64>) -> (tensor<3xf64>, tensor<5x5xf64>, tensor<3x3xf64>)
  return %r#1 : tensor<5x5xf64>
}

func.func @svd_44(%a0: tensor<5x3xf64>) -> tensor<3x3xf64> {
  %r:3 = nn.svd %a0 {full = true}
      : (tensor<5x3xf64>) -> (tensor<3xf64>, tensor<5x5xf64>, tensor<3x3xf64>)
  return %r#2 : tensor<3x3xf64>
}

func.func @svd_45(%a0: tensor<2x2x4xf64>) -> tensor<2x2xf64> {
  %r:3 = nn.svd %a0 {full = true}
      : (tensor<2x2x4xf64>) -> (tensor<2x2xf64>, tensor<2x2x2xf64>, tensor<2x4x4xf64>)
  return %r#0 : tensor<2x2xf64>
}

func.func @svd_46(%a0: tensor<2x2x4xf64>) -> tensor<2x2x2xf64> {
  %r:3 = nn.svd %a0 {full = true}
      : (tensor<2x2x4xf64>) -> (tensor<2x2xf64>, tensor<2x2x2xf64>, tensor<2x4x4xf64>)
  return %r#1 : tensor<2x2x2xf64>
}

func.func @svd_47(%a0: tensor<2x2x4xf64>) -> tensor<2x4x4xf64> {
  %r:3 = nn.svd %a0 {full = true}
      : (tensor<2x2x4xf64>) -> (tensor<2x2xf64>, tensor<2x2x2xf64>, tensor<2x4x4xf64>)
  return %r#2 : tensor<2x4x4xf64>
}

func.func @main() {
  %c0_0 = arith.constant dense<[[4.0, 1.0, -2.0], [1.0, 5.0, 3.0], [-1.0, 2.0, 6.0]]> : tensor<3x3xf32>
  %r0 = call @lu_0(%c0_0) : (tensor<3x3xf32>) -> tensor<3x3xf32>
  %p0 = tensor.cast %r0 : tensor<3x3xf32> to tensor<*xf32>
  // CHECK: sizes = [3, 3]
  // CHECK: [4, 1, -2]
  // CHECK: [0.25, 4.75, 3.5]
  // CHECK: [-0.25, {{0\.473683|0\.473684|0\.473685}}, {{3\.8421|3\.84211|3\.84212}}]
  call @printMemrefF32(%p0) : (tensor<*xf32>) -> ()

  %c1_0 = arith.constant dense<[[4.0, 1.0, -2.0], [1.0, 5.0, 3.0], [-1.0, 2.0, 6.0]]> : tensor<3x3xf32>
  %r1 = call @lu_1(%c1_0) : (tensor<3x3xf32>) -> tensor<3xi32>
  %p1 = tensor.cast %r1 : tensor<3xi32> to tensor<*xi32>
  // CHECK: sizes = [3]
  // CHECK: [0, 1, 2]
  call @printMemrefI32(%p1) : (tensor<*xi32>) -> ()

  %c2_0 = arith.constant dense<[[[4.0, 1.0, -2.0], [1.0, 5.0, 3.0], [-1.0, 2.0, 6.0]], [[1.0, 2.0, 0.5], [4.0, 0.0, 1.0], [1.5, 3.0, 5.0]]]> : tensor<2x3x3xf32>
  %r2 = call @lu_2(%c2_0) : (tensor<2x3x3xf32>) -> tensor<2x3x3xf32>
  %p2 = tensor.cast %r2 : tensor<2x3x3xf32> to tensor<*xf32>
  // CHECK: sizes = [2, 3, 3]
  // CHECK: [4, 1, -2]
  // CHECK: [0.25, 4.75, 3.5]
  // CHECK: [-0.25, {{0\.473683|0\.473684|0\.473685}}, {{3\.8421|3\.84211|3\.84212}}]
  // CHECK: [4, {{-?0}}, 1]
  // CHECK: [0.375, 3, 4.625]
  // CHECK: [0.25, {{0\.666666|0\.666667|0\.666668}}, {{-2\.83334|-2\.83333|-2\.83332}}]
  call @printMemrefF32(%p2) : (tensor<*xf32>) -> ()

  %c3_0 = arith.constant dense<[[[4.0, 1.0, -2.0], [1.0, 5.0, 3.0], [-1.0, 2.0, 6.0]], [[1.0, 2.0, 0.5], [4.0, 0.0, 1.0], [1.5, 3.0, 5.0]]]> : tensor<2x3x3xf32>
  %r3 = call @lu_3(%c3_0) : (tensor<2x3x3xf32>) -> tensor<2x3xi32>
  %p3 = tensor.cast %r3 : tensor<2x3xi32> to tensor<*xi32>
  // CHECK: sizes = [2, 3]
  // CHECK: [0, 1, 2]
  // CHECK: [1, 2, 0]
  call @printMemrefI32(%p3) : (tensor<*xi32>) -> ()

  %c4_0 = arith.constant dense<[[3.0]]> : tensor<1x1xf32>
  %r4 = call @lu_4(%c4_0) : (tensor<1x1xf32>) -> tensor<1x1xf32>
  %p4 = tensor.cast %r4 : tensor<1x1xf32> to tensor<*xf32>
  // CHECK: sizes = [1, 1]
  // CHECK: [3]
  call @printMemrefF32(%p4) : (tensor<*xf32>) -> ()

  %c5_0 = arith.constant dense<[[3.0]]> : tensor<1x1xf32>
  %r5 = call @lu_5(%c5_0) : (tensor<1x1xf32>) -> tensor<1xi32>
  %p5 = tensor.cast %r5 : tensor<1xi32> to tensor<*xi32>
  // CHECK: sizes = [1]
  // CHECK: [0]
  call @printMemrefI32(%p5) : (tensor<*xi32>) -> ()

  %c6_0 = arith.constant dense<[[[0x4010000000000000, 0x3FF0000000000000, 0xC000000000000000], [0x3FF0000000000000, 0x4014000000000000, 0x4008000000000000], [0xBFF0000000000000, 0x4000000000000000, 0x4018000000000000]], [[0x3FF0000000000000, 0x4000000000000000, 0x3FE0000000000000], [0x4010000000000000, 0x0000000000000000, 0x3FF0000000000000], [0x3FF8000000000000, 0x4008000000000000, 0x4014000000000000]]]> : tensor<2x3x3xf64>
  %r6 = call @lu_6(%c6_0) : (tensor<2x3x3xf64>) -> tensor<2x3x3xf64>
  %p6 = tensor.cast %r6 : tensor<2x3x3xf64> to tensor<*xf64>
  // CHECK: sizes = [2, 3, 3]
  // CHECK: [4, 1, -2]
  // CHECK: [0.25, 4.75, 3.5]
  // CHECK: [-0.25, {{0\.473683|0\.473684|0\.473685}}, {{3\.8421|3\.84211|3\.84212}}]
  // CHECK: [4, {{-?0}}, 1]
  // CHECK: [0.375, 3, 4.625]
  // CHECK: [0.25, {{0\.666666|0\.666667|0\.666668}}, {{-2\.83334|-2\.83333|-2\.83332}}]
  call @printMemrefF64(%p6) : (tensor<*xf64>) -> ()

  %c7_0 = arith.constant dense<[[[0x4010000000000000, 0x3FF0000000000000, 0xC000000000000000], [0x3FF0000000000000, 0x4014000000000000, 0x4008000000000000], [0xBFF0000000000000, 0x4000000000000000, 0x4018000000000000]], [[0x3FF0000000000000, 0x4000000000000000, 0x3FE0000000000000], [0x4010000000000000, 0x0000000000000000, 0x3FF0000000000000], [0x3FF8000000000000, 0x4008000000000000, 0x4014000000000000]]]> : tensor<2x3x3xf64>
  %r7 = call @lu_7(%c7_0) : (tensor<2x3x3xf64>) -> tensor<2x3xi32>
  %p7 = tensor.cast %r7 : tensor<2x3xi32> to tensor<*xi32>
  // CHECK: sizes = [2, 3]
  // CHECK: [0, 1, 2]
  // CHECK: [1, 2, 0]
  call @printMemrefI32(%p7) : (tensor<*xi32>) -> ()

  %c8_0 = arith.constant dense<[[[21.0, 3.0, -14.0], [3.0, 35.0, 27.0], [-14.0, 27.0, 41.0]], [[5.25, 4.5, 10.0], [4.5, 17.0, 11.0], [10.0, 11.0, 36.25]]]> : tensor<2x3x3xf32>
  %r8 = call @cholesky_8(%c8_0) : (tensor<2x3x3xf32>) -> tensor<2x3x3xf32>
  %p8 = tensor.cast %r8 : tensor<2x3x3xf32> to tensor<*xf32>
  // CHECK: sizes = [2, 3, 3]
  // CHECK: [{{4\.58257|4\.58258|4\.58259}}, {{-?0}}, {{-?0}}]
  // CHECK: [{{0\.654653|0\.654654|0\.654655}}, {{5\.87974|5\.87975|5\.87976}}, {{-?0}}]
  // CHECK: [{{-3\.05506|-3\.05505|-3\.05504}}, {{4\.93217|4\.93218|4\.93219}}, {{2\.70927|2\.70928|2\.70929}}]
  // CHECK: [{{2\.29128|2\.29129|2\.2913}}, {{-?0}}, {{-?0}}]
  // CHECK: [{{1\.96395|1\.96396|1\.96397}}, {{3\.6253|3\.62531|3\.62532}}, {{-?0}}]
  // CHECK: [{{4\.36435|4\.36436|4\.36437}}, {{0\.669893|0\.669894|0\.669895}}, {{4\.09311|4\.09312|4\.09313}}]
  call @printMemrefF32(%p8) : (tensor<*xf32>) -> ()

  %c9_0 = arith.constant dense<[[[0x4020000000000000, 0x4000000000000000, 0xC008000000000000], [0x4000000000000000, 0x4024000000000000, 0x4014000000000000], [0xC008000000000000, 0x4014000000000000, 0x4028000000000000]], [[0x4000000000000000, 0x4018000000000000, 0x4000000000000000], [0x4018000000000000, 0x0000000000000000, 0x4010000000000000], [0x4000000000000000, 0x4010000000000000, 0x4024000000000000]]]> : tensor<2x3x3xf64>
  %r9 = call @self_adjoint_eig_9(%c9_0) : (tensor<2x3x3xf64>) -> tensor<2x3xf64>
  %p9 = tensor.cast %r9 : tensor<2x3xf64> to tensor<*xf64>
  // CHECK: sizes = [2, 3]
  // CHECK: [{{3\.31475|3\.31476|3\.31477}}, {{10\.4304|10\.4305|10\.4306}}, {{16\.2547|16\.2548|16\.2549}}]
  // CHECK: [{{-5\.30481|-5\.3048|-5\.30479}}, {{4\.28598|4\.28599|4\.286}}, {{13\.0187|13\.0188|13\.0189}}]
  call @printMemrefF64(%p9) : (tensor<*xf64>) -> ()

  %c10_0 = arith.constant dense<[[[0x4020000000000000, 0x4000000000000000, 0xC008000000000000], [0x4000000000000000, 0x4024000000000000, 0x4014000000000000], [0xC008000000000000, 0x4014000000000000, 0x4028000000000000]], [[0x4000000000000000, 0x4018000000000000, 0x4000000000000000], [0x4018000000000000, 0x0000000000000000, 0x4010000000000000], [0x4000000000000000, 0x4010000000000000, 0x4024000000000000]]]> : tensor<2x3x3xf64>
  %r10 = call @self_adjoint_eig_10(%c10_0) : (tensor<2x3x3xf64>) -> tensor<2x3x3xf64>
  %p10 = tensor.cast %r10 : tensor<2x3x3xf64> to tensor<*xf64>
  // CHECK: sizes = [2, 3, 3]
  // CHECK: [{{0\.59923|0\.599231|0\.599232}}, {{0\.787098|0\.787099|0\.7871}}, {{0\.146278|0\.146279|0\.14628}}]
  // CHECK: [{{-0\.586681|-0\.58668|-0\.586679}}, {{0\.556061|0\.556062|0\.556063}}, {{-0\.58873|-0\.588729|-0\.588728}}]
  // CHECK: [{{0\.544727|0\.544728|0\.544729}}, {{-0\.266967|-0\.266966|-0\.266965}}, {{-0\.794986|-0\.794985|-0\.794984}}]
  // CHECK: [{{-0\.609053|-0\.609052|-0\.609051}}, {{-0\.695298|-0\.695297|-0\.695296}}, {{-0\.3816|-0\.381599|-0\.381598}}]
  // CHECK: [{{0\.783201|0\.783202|0\.783203}}, {{-0\.45135|-0\.451349|-0\.451348}}, {{-0\.427644|-0\.427643|-0\.427642}}]
  // CHECK: [{{-0\.125106|-0\.125105|-0\.125104}}, {{0\.559325|0\.559326|0\.559327}}, {{-0\.819454|-0\.819453|-0\.819452}}]
  call @printMemrefF64(%p10) : (tensor<*xf64>) -> ()

  %c11_0 = arith.constant dense<[[2.0, 0.0, 0.0], [0.0, -1.0, 0.0], [0.0, 0.0, 3.0]]> : tensor<3x3xf32>
  %r11 = call @self_adjoint_eig_11(%c11_0) : (tensor<3x3xf32>) -> tensor<3xf32>
  %p11 = tensor.cast %r11 : tensor<3xf32> to tensor<*xf32>
  // CHECK: sizes = [3]
  // CHECK: [-1, 2, 3]
  call @printMemrefF32(%p11) : (tensor<*xf32>) -> ()

  %c12_0 = arith.constant dense<[[2.0, 0.0, 0.0], [0.0, -1.0, 0.0], [0.0, 0.0, 3.0]]> : tensor<3x3xf32>
  %r12 = call @self_adjoint_eig_12(%c12_0) : (tensor<3x3xf32>) -> tensor<3x3xf32>
  %p12 = tensor.cast %r12 : tensor<3x3xf32> to tensor<*xf32>
  // CHECK: sizes = [3, 3]
  // CHECK: [{{-?0}}, 1, {{-?0}}]
  // CHECK: [1, {{-?0}}, {{-?0}}]
  // CHECK: [{{-?0}}, {{-?0}}, 1]
  call @printMemrefF32(%p12) : (tensor<*xf32>) -> ()

  %c13_0 = arith.constant dense<[[[7.0, 1.0, -2.0], [1.0, 8.0, 3.0], [-1.0, 2.0, 9.0]], [[4.0, 2.0, 0.5], [4.0, 3.0, 1.0], [1.5, 3.0, 8.0]]]> : tensor<2x3x3xf32>
  %c13_1 = arith.constant dense<[[[0.25, 0.125], [0.125, -0.125], [0.25, 0.375]], [[-0.125, -1.0], [-1.0, -0.75], [0.875, 0.0]]]> : tensor<2x3x2xf32>
  %r13 = call @triangular_solve_13(%c13_0, %c13_1) : (tensor<2x3x3xf32>, tensor<2x3x2xf32>) -> tensor<2x3x2xf32>
  %p13 = tensor.cast %r13 : tensor<2x3x2xf32> to tensor<*xf32>
  // CHECK: sizes = [2, 3, 2]
  // CHECK: [{{0\.0384424|0\.0384425|0\.0384426}}, {{0\.0275297|0\.0275298|0\.0275299}}]
  // CHECK: [{{0\.00868055|0\.00868056|0\.00868057}}, {{-0\.0260418|-0\.0260417|-0\.0260416}}]
  // CHECK: [{{0\.0277777|0\.0277778|0\.0277779}}, {{0\.0416666|0\.0416667|0\.0416668}}]
  // CHECK: [{{0\.370442|0\.370443|0\.370444}}, {{-?0}}]
  // CHECK: [{{-0\.442709|-0\.442708|-0\.442707}}, -0.25]
  // CHECK: [{{0\.109374|0\.109375|0\.109376}}, {{-?0}}]
  call @printMemrefF32(%p13) : (tensor<*xf32>) -> ()

  %c14_0 = arith.constant dense<[[[7.0, 1.0, -2.0], [1.0, 8.0, 3.0], [-1.0, 2.0, 9.0]], [[4.0, 2.0, 0.5], [4.0, 3.0, 1.0], [1.5, 3.0, 8.0]]]> : tensor<2x3x3xf32>
  %c14_1 = arith.constant dense<[[[0.25, 0.125], [0.125, -0.125], [0.25, 0.375]], [[-0.125, -1.0], [-1.0, -0.75], [0.875, 0.0]]]> : tensor<2x3x2xf32>
  %r14 = call @triangular_solve_14(%c14_0, %c14_1) : (tensor<2x3x3xf32>, tensor<2x3x2xf32>) -> tensor<2x3x2xf32>
  %p14 = tensor.cast %r14 : tensor<2x3x2xf32> to tensor<*xf32>
  // CHECK: sizes = [2, 3, 2]
  // CHECK: [{{0\.0357142|0\.0357143|0\.0357144}}, {{0\.017857|0\.0178571|0\.0178572}}]
  // CHECK: [{{0\.0111606|0\.0111607|0\.0111608}}, {{-0\.0178572|-0\.0178571|-0\.017857}}]
  // CHECK: [{{0\.0292658|0\.0292659|0\.029266}}, {{0\.0476189|0\.047619|0\.0476191}}]
  // CHECK: [-0.03125, -0.25]
  // CHECK: [{{-0\.291668|-0\.291667|-0\.291666}}, {{0\.0833332|0\.0833333|0\.0833334}}]
  // CHECK: [{{0\.224608|0\.224609|0\.22461}}, {{0\.0156249|0\.015625|0\.0156251}}]
  call @printMemrefF32(%p14) : (tensor<*xf32>) -> ()

  %c15_0 = arith.constant dense<[[[7.0, 1.0, -2.0], [1.0, 8.0, 3.0], [-1.0, 2.0, 9.0]], [[4.0, 2.0, 0.5], [4.0, 3.0, 1.0], [1.5, 3.0, 8.0]]]> : tensor<2x3x3xf32>
  %c15_1 = arith.constant dense<[[[0.25, 0.125], [0.125, -0.125], [0.25, 0.375]], [[-0.125, -1.0], [-1.0, -0.75], [0.875, 0.0]]]> : tensor<2x3x2xf32>
  %r15 = call @triangular_solve_15(%c15_0, %c15_1) : (tensor<2x3x3xf32>, tensor<2x3x2xf32>) -> tensor<2x3x2xf32>
  %p15 = tensor.cast %r15 : tensor<2x3x2xf32> to tensor<*xf32>
  // CHECK: sizes = [2, 3, 2]
  // CHECK: [{{0\.0357142|0\.0357143|0\.0357144}}, {{0\.017857|0\.0178571|0\.0178572}}]
  // CHECK: [{{0\.0111606|0\.0111607|0\.0111608}}, {{-0\.0178572|-0\.0178571|-0\.017857}}]
  // CHECK: [{{0\.0319939|0\.031994|0\.0319941}}, {{0\.0515872|0\.0515873|0\.0515874}}]
  // CHECK: [-0.03125, -0.25]
  // CHECK: [-0.3125, {{-0\.0833334|-0\.0833333|-0\.0833332}}]
  // CHECK: [{{0\.15039|0\.150391|0\.150392}}, {{0\.0260416|0\.0260417|0\.0260418}}]
  call @printMemrefF32(%p15) : (tensor<*xf32>) -> ()

  %c16_0 = arith.constant dense<[[[7.0, 1.0, -2.0], [1.0, 8.0, 3.0], [-1.0, 2.0, 9.0]], [[4.0, 2.0, 0.5], [4.0, 3.0, 1.0], [1.5, 3.0, 8.0]]]> : tensor<2x3x3xf32>
  %c16_1 = arith.constant dense<[[[0.25, 0.125], [0.125, -0.125], [0.25, 0.375]], [[-0.125, -1.0], [-1.0, -0.75], [0.875, 0.0]]]> : tensor<2x3x2xf32>
  %r16 = call @triangular_solve_16(%c16_0, %c16_1) : (tensor<2x3x3xf32>, tensor<2x3x2xf32>) -> tensor<2x3x2xf32>
  %p16 = tensor.cast %r16 : tensor<2x3x2xf32> to tensor<*xf32>
  // CHECK: sizes = [2, 3, 2]
  // CHECK: [{{0\.0429066|0\.0429067|0\.0429068}}, {{0\.0342261|0\.0342262|0\.0342263}}]
  // CHECK: [{{0\.00520832|0\.00520833|0\.00520834}}, -0.03125]
  // CHECK: [{{0\.0277777|0\.0277778|0\.0277779}}, {{0\.0416666|0\.0416667|0\.0416668}}]
  // CHECK: [{{0\.139973|0\.139974|0\.139975}}, -0.125]
  // CHECK: [{{-0\.369793|-0\.369792|-0\.369791}}, -0.25]
  // CHECK: [{{0\.109374|0\.109375|0\.109376}}, {{-?0}}]
  call @printMemrefF32(%p16) : (tensor<*xf32>) -> ()

  %c17_0 = arith.constant dense<[[4.0, 1.0, -2.0], [1.0, 5.0, 3.0], [-1.0, 2.0, 6.0]]> : tensor<3x3xf32>
  %c17_1 = arith.constant dense<[[0.25, 0.125], [0.125, -0.125], [0.25, 0.375]]> : tensor<3x2xf32>
  %r17 = call @triangular_solve_unit_17(%c17_0, %c17_1) : (tensor<3x3xf32>, tensor<3x2xf32>) -> tensor<3x2xf32>
  %p17 = tensor.cast %r17 : tensor<3x2xf32> to tensor<*xf32>
  // CHECK: sizes = [3, 2]
  // CHECK: [0.25, 0.125]
  // CHECK: [-0.125, -0.25]
  // CHECK: [0.75, 1]
  call @printMemrefF32(%p17) : (tensor<*xf32>) -> ()

  %c18_0 = arith.constant dense<[[0x3FF0000000000000, 0x4000000000000000, 0xBFF0000000000000, 0x4008000000000000, 0x0000000000000000], [0x3FE0000000000000, 0x4008000000000000, 0x4000000000000000, 0x3FF0000000000000, 0x4010000000000000], [0x0000000000000000, 0x4000000000000000, 0xBFF0000000000000, 0x4014000000000000, 0x3FF0000000000000]]> : tensor<3x5xf64>
  %c18_1 = arith.constant dense<[[0x3FF0000000000000, 0xC000000000000000], [0x4008000000000000, 0x3FE0000000000000], [0x0000000000000000, 0x4010000000000000], [0xBFF0000000000000, 0x4000000000000000], [0x4000000000000000, 0x3FF0000000000000]]> : tensor<5x2xf64>
  %r18 = call @tridiagonal_solve_18(%c18_0, %c18_1) : (tensor<3x5xf64>, tensor<5x2xf64>) -> tensor<5x2xf64>
  %p18 = tensor.cast %r18 : tensor<5x2xf64> to tensor<*xf64>
  // CHECK: sizes = [5, 2]
  // CHECK: [1.8, 12.9]
  // CHECK: [0.1, -8.45]
  // CHECK: [-0.45, 0.025]
  // CHECK: [-1, 4.5]
  // CHECK: [0.75, -0.875]
  call @printMemrefF64(%p18) : (tensor<*xf64>) -> ()

  %c19_0 = arith.constant dense<[[[1.0, 2.0, -1.0, 3.0, 0.0], [0.5, 3.0, 2.0, 1.0, 4.0], [0.0, 2.0, -1.0, 5.0, 1.0]], [[0.0, 3.0, -1.0, 2.0, 1.0], [4.0, 1.0, 2.0, 3.0, 0.5], [1.0, 5.0, -1.0, 2.0, 0.0]]]> : tensor<2x3x5xf32>
  %c19_1 = arith.constant dense<[[[1.0, -2.0], [3.0, 0.5], [0.0, 4.0], [-1.0, 2.0], [2.0, 1.0]], [[-1.0, 2.0], [-3.0, -0.5], [-0.0, -4.0], [1.0, -2.0], [-2.0, -1.0]]]> : tensor<2x5x2xf32>
  %r19 = call @tridiagonal_solve_19(%c19_0, %c19_1) : (tensor<2x3x5xf32>, tensor<2x5x2xf32>) -> tensor<2x5x2xf32>
  %p19 = tensor.cast %r19 : tensor<2x5x2xf32> to tensor<*xf32>
  // CHECK: sizes = [2, 5, 2]
  // CHECK: [1.8, 12.9]
  // CHECK: [0.1, -8.45]
  // CHECK: [-0.45, 0.025]
  // CHECK: [-1, 4.5]
  // CHECK: [0.75, -0.875]
  // CHECK: [-0.25, 0.5]
  // CHECK: [{{-2\.41177|-2\.41176|-2\.41175}}, {{0\.35294|0\.352941|0\.352942}}]
  // CHECK: [{{0\.220587|0\.220588|0\.220589}}, {{-1\.11766|-1\.11765|-1\.11764}}]
  // CHECK: [{{2\.85293|2\.85294|2\.85295}}, {{1\.41175|1\.41176|1\.41177}}]
  // CHECK: [-4, -2]
  call @printMemrefF32(%p19) : (tensor<*xf32>) -> ()

  %c20_0 = arith.constant dense<[[0x3FF0000000000000, 0x4000000000000000, 0xBFF0000000000000, 0x4008000000000000, 0x0000000000000000], [0x3FE0000000000000, 0x4008000000000000, 0x4000000000000000, 0x3FF0000000000000, 0x4010000000000000], [0x0000000000000000, 0x4000000000000000, 0xBFF0000000000000, 0x4014000000000000, 0x3FF0000000000000]]> : tensor<3x5xf64>
  %c20_1 = arith.constant dense<[[0x3FF0000000000000, 0xC000000000000000], [0x4008000000000000, 0x3FE0000000000000], [0x0000000000000000, 0x4010000000000000], [0xBFF0000000000000, 0x4000000000000000], [0x4000000000000000, 0x3FF0000000000000]]> : tensor<5x2xf64>
  %r20 = call @tridiagonal_solve_20(%c20_0, %c20_1) : (tensor<3x5xf64>, tensor<5x2xf64>) -> tensor<5x2xf64>
  %p20 = tensor.cast %r20 : tensor<5x2xf64> to tensor<*xf64>
  // CHECK: sizes = [5, 2]
  // CHECK: [{{-?nan}}, {{-?nan}}]
  // CHECK: [{{-?nan}}, {{-?nan}}]
  // CHECK: [{{-?nan}}, {{-?nan}}]
  // CHECK: [{{-?nan}}, {{-?nan}}]
  // CHECK: [{{-?nan}}, {{-?nan}}]
  call @printMemrefF64(%p20) : (tensor<*xf64>) -> ()

  %c21_0 = arith.constant dense<[[[1.0, 2.0, -1.0, 3.0, 0.0], [0.5, 3.0, 2.0, 1.0, 4.0], [0.0, 2.0, -1.0, 5.0, 1.0]], [[0.0, 3.0, -1.0, 2.0, 1.0], [4.0, 1.0, 2.0, 3.0, 0.5], [1.0, 5.0, -1.0, 2.0, 0.0]]]> : tensor<2x3x5xf32>
  %c21_1 = arith.constant dense<[[[1.0, -2.0], [3.0, 0.5], [0.0, 4.0], [-1.0, 2.0], [2.0, 1.0]], [[-1.0, 2.0], [-3.0, -0.5], [-0.0, -4.0], [1.0, -2.0], [-2.0, -1.0]]]> : tensor<2x5x2xf32>
  %r21 = call @tridiagonal_solve_21(%c21_0, %c21_1) : (tensor<2x3x5xf32>, tensor<2x5x2xf32>) -> tensor<2x5x2xf32>
  %p21 = tensor.cast %r21 : tensor<2x5x2xf32> to tensor<*xf32>
  // CHECK: sizes = [2, 5, 2]
  // CHECK: [{{-?nan}}, {{-?nan}}]
  // CHECK: [{{-?nan}}, {{-?nan}}]
  // CHECK: [{{-?nan}}, {{-?nan}}]
  // CHECK: [{{-?nan}}, {{-?nan}}]
  // CHECK: [{{-?nan}}, {{-?nan}}]
  // CHECK: [-0.25, 0.5]
  // CHECK: [{{-2\.41177|-2\.41176|-2\.41175}}, {{0\.35294|0\.352941|0\.352942}}]
  // CHECK: [{{0\.220587|0\.220588|0\.220589}}, {{-1\.11766|-1\.11765|-1\.11764}}]
  // CHECK: [{{2\.85293|2\.85294|2\.85295}}, {{1\.41175|1\.41176|1\.41177}}]
  // CHECK: [-4, -2]
  call @printMemrefF32(%p21) : (tensor<*xf32>) -> ()

  %c22_0 = arith.constant dense<[[0x3FFB0A3D70A3D70A, 0xBFDE147AE147AE14, 0x3F9EB851EB851EB8], [0x3FDA3D70A3D70A3D, 0xBFE947AE147AE148, 0x0000000000000000], [0x8000000000000000, 0xBFFC000000000000, 0x3FF051EB851EB852], [0x3FE3333333333333, 0xBFE428F5C28F5C29, 0xBFC5C28F5C28F5C3], [0x3FE051EB851EB852, 0xBFD0A3D70A3D70A4, 0xBFCEB851EB851EB8]]> : tensor<5x3xf64>
  %r22 = call @qr_22(%c22_0) : (tensor<5x3xf64>) -> tensor<5x3xf64>
  %p22 = tensor.cast %r22 : tensor<5x3xf64> to tensor<*xf64>
  // CHECK: sizes = [5, 3]
  // CHECK: [{{-0\.885279|-0\.885278|-0\.885277}}, {{0\.149473|0\.149474|0\.149475}}, {{-0\.431966|-0\.431965|-0\.431964}}]
  // CHECK: [{{-0\.214773|-0\.214772|-0\.214771}}, {{-0\.317851|-0\.31785|-0\.317849}}, {{0\.468206|0\.468207|0\.468208}}]
  // CHECK: [{{-?0}}, {{-0\.916745|-0\.916744|-0\.916743}}, {{-0\.353944|-0\.353943|-0\.353942}}]
  // CHECK: [-0.3143, {{-0\.189549|-0\.189548|-0\.189547}}, {{0\.549915|0\.549916|0\.549917}}]
  // CHECK: [{{-0\.267156|-0\.267155|-0\.267154}}, {{-0\.0167939|-0\.0167938|-0\.0167937}}, {{0\.408049|0\.40805|0\.408051}}]
  call @printMemrefF64(%p22) : (tensor<*xf64>) -> ()

  %c23_0 = arith.constant dense<[[0x3FFB0A3D70A3D70A, 0xBFDE147AE147AE14, 0x3F9EB851EB851EB8], [0x3FDA3D70A3D70A3D, 0xBFE947AE147AE148, 0x0000000000000000], [0x8000000000000000, 0xBFFC000000000000, 0x3FF051EB851EB852], [0x3FE3333333333333, 0xBFE428F5C28F5C29, 0xBFC5C28F5C28F5C3], [0x3FE051EB851EB852, 0xBFD0A3D70A3D70A4, 0xBFCEB851EB851EB8]]> : tensor<5x3xf64>
  %r23 = call @qr_23(%c23_0) : (tensor<5x3xf64>) -> tensor<3x3xf64>
  %p23 = tensor.cast %r23 : tensor<3x3xf64> to tensor<*xf64>
  // CHECK: sizes = [3, 3]
  // CHECK: [-1.909, {{0\.853218|0\.853219|0\.85322}}, {{0\.0909897|0\.0909898|0\.0909899}}]
  // CHECK: [{{-?0}}, {{1\.90892|1\.90893|1\.90894}}, {{-0\.894342|-0\.894341|-0\.89434}}]
  // CHECK: [{{-?0}}, {{-?0}}, {{-0\.5654|-0\.565399|-0\.565398}}]
  call @printMemrefF64(%p23) : (tensor<*xf64>) -> ()

  %c24_0 = arith.constant dense<[[[0xBFF7333333333333, 0x3FE199999999999A, 0x3FBEB851EB851EB8, 0x3FD147AE147AE148], [0xBFF87AE147AE147B, 0x3FFA666666666666, 0x3FC3333333333333, 0xBFD8F5C28F5C28F6]], [[0x40003D70A3D70A3D, 0xBFA999999999999A, 0xBFF7333333333333, 0xBFDA3D70A3D70A3D], [0xC00251EB851EB852, 0x3FF0CCCCCCCCCCCD, 0xBFDAE147AE147AE1, 0xBFE7AE147AE147AE]]]> : tensor<2x2x4xf64>
  %r24 = call @qr_24(%c24_0) : (tensor<2x2x4xf64>) -> tensor<2x2x2xf64>
  %p24 = tensor.cast %r24 : tensor<2x2x2xf64> to tensor<*xf64>
  // CHECK: sizes = [2, 2, 2]
  // CHECK: [{{-0\.687877|-0\.687876|-0\.687875}}, {{-0\.725829|-0\.725828|-0\.725827}}]
  // CHECK: [{{-0\.725829|-0\.725828|-0\.725827}}, {{0\.687875|0\.687876|0\.687877}}]
  // CHECK: [{{-0\.66335|-0\.663349|-0\.663348}}, {{0\.748309|0\.74831|0\.748311}}]
  // CHECK: [{{0\.748309|0\.74831|0\.748311}}, {{0\.663348|0\.663349|0\.66335}}]
  call @printMemrefF64(%p24) : (tensor<*xf64>) -> ()

  %c25_0 = arith.constant dense<[[[0xBFF7333333333333, 0x3FE199999999999A, 0x3FBEB851EB851EB8, 0x3FD147AE147AE148], [0xBFF87AE147AE147B, 0x3FFA666666666666, 0x3FC3333333333333, 0xBFD8F5C28F5C28F6]], [[0x40003D70A3D70A3D, 0xBFA999999999999A, 0xBFF7333333333333, 0xBFDA3D70A3D70A3D], [0xC00251EB851EB852, 0x3FF0CCCCCCCCCCCD, 0xBFDAE147AE147AE1, 0xBFE7AE147AE147AE]]]> : tensor<2x2x4xf64>
  %r25 = call @qr_25(%c25_0) : (tensor<2x2x4xf64>) -> tensor<2x2x4xf64>
  %p25 = tensor.cast %r25 : tensor<2x2x4xf64> to tensor<*xf64>
  // CHECK: sizes = [2, 2, 4]
  // CHECK: [{{2\.10793|2\.10794|2\.10795}}, {{-1\.57596|-1\.57595|-1\.57594}}, {{-0\.19142|-0\.191419|-0\.191418}}, {{0\.0973462|0\.0973463|0\.0973464}}]
  // CHECK: [{{-?0}}, {{0\.735789|0\.73579|0\.735791}}, {{0\.016082|0\.0160821|0\.0160822}}, {{-0\.464246|-0\.464245|-0\.464244}}]
  // CHECK: [{{-3\.06024|-3\.06023|-3\.06022}}, {{0\.818892|0\.818893|0\.818894}}, {{0\.647565|0\.647566|0\.647567}}, {{-0\.281777|-0\.281776|-0\.281775}}]
  // CHECK: [{{-?0}}, {{0\.6591|0\.659101|0\.659102}}, {{-1\.36367|-1\.36366|-1\.36365}}, {{-0\.797686|-0\.797685|-0\.797684}}]
  call @printMemrefF64(%p25) : (tensor<*xf64>) -> ()

  %c26_0 = arith.constant dense<[[[0x4010000000000000, 0x3FF0000000000000, 0xC000000000000000], [0x3FF0000000000000, 0x4014000000000000, 0x4008000000000000], [0xBFF0000000000000, 0x4000000000000000, 0x4018000000000000]], [[0x3FF0000000000000, 0x4000000000000000, 0x3FE0000000000000], [0x4010000000000000, 0x0000000000000000, 0x3FF0000000000000], [0x3FF8000000000000, 0x4008000000000000, 0x4014000000000000]]]> : tensor<2x3x3xf64>
  %r26 = call @svd_26(%c26_0) : (tensor<2x3x3xf64>) -> tensor<2x3xf64>
  %p26 = tensor.cast %r26 : tensor<2x3xf64> to tensor<*xf64>
  // CHECK: sizes = [2, 3]
  // CHECK: [{{8\.17334|8\.17335|8\.17336}}, {{5\.22219|5\.2222|5\.22221}}, {{1\.71028|1\.71029|1\.7103}}]
  // CHECK: [{{6\.65726|6\.65727|6\.65728}}, {{3\.46534|3\.46535|3\.46536}}, {{1\.47378|1\.47379|1\.4738}}]
  call @printMemrefF64(%p26) : (tensor<*xf64>) -> ()

  %c27_0 = arith.constant dense<[[[0x4010000000000000, 0x3FF0000000000000, 0xC000000000000000], [0x3FF0000000000000, 0x4014000000000000, 0x4008000000000000], [0xBFF0000000000000, 0x4000000000000000, 0x4018000000000000]], [[0x3FF0000000000000, 0x4000000000000000, 0x3FE0000000000000], [0x4010000000000000, 0x0000000000000000, 0x3FF0000000000000], [0x3FF8000000000000, 0x4008000000000000, 0x4014000000000000]]]> : tensor<2x3x3xf64>
  %r27 = call @svd_27(%c27_0) : (tensor<2x3x3xf64>) -> tensor<2x3x3xf64>
  %p27 = tensor.cast %r27 : tensor<2x3x3xf64> to tensor<*xf64>
  // CHECK: sizes = [2, 3, 3]
  // CHECK: [{{-0\.190505|-0\.190504|-0\.190503}}, {{0\.80448|0\.804481|0\.804482}}, {{0\.562598|0\.562599|0\.5626}}]
  // CHECK: [{{0\.62483|0\.624831|0\.624832}}, {{0\.541386|0\.541387|0\.541388}}, {{-0\.562573|-0\.562572|-0\.562571}}]
  // CHECK: [{{0\.757161|0\.757162|0\.757163}}, {{-0\.244358|-0\.244357|-0\.244356}}, {{0\.6058|0\.605801|0\.605802}}]
  // CHECK: [{{0\.270232|0\.270233|0\.270234}}, {{-0\.0031562|-0\.00315619|-0\.00315618}}, {{0\.962789|0\.96279|0\.962791}}]
  // CHECK: [{{0\.39758|0\.397581|0\.397582}}, {{0\.911116|0\.911117|0\.911118}}, {{-0\.108606|-0\.108605|-0\.108604}}]
  // CHECK: [{{0\.87687|0\.876871|0\.876872}}, {{-0\.412137|-0\.412136|-0\.412135}}, {{-0\.24747|-0\.247469|-0\.247468}}]
  call @printMemrefF64(%p27) : (tensor<*xf64>) -> ()

  %c28_0 = arith.constant dense<[[[0x4010000000000000, 0x3FF0000000000000, 0xC000000000000000], [0x3FF0000000000000, 0x4014000000000000, 0x4008000000000000], [0xBFF0000000000000, 0x4000000000000000, 0x4018000000000000]], [[0x3FF0000000000000, 0x4000000000000000, 0x3FE0000000000000], [0x4010000000000000, 0x0000000000000000, 0x3FF0000000000000], [0x3FF8000000000000, 0x4008000000000000, 0x4014000000000000]]]> : tensor<2x3x3xf64>
  %r28 = call @svd_28(%c28_0) : (tensor<2x3x3xf64>) -> tensor<2x3x3xf64>
  %p28 = tensor.cast %r28 : tensor<2x3x3xf64> to tensor<*xf64>
  // CHECK: sizes = [2, 3, 3]
  // CHECK: [{{-0\.109424|-0\.109423|-0\.109422}}, {{0\.766663|0\.766664|0\.766665}}, {{0\.632655|0\.632656|0\.632657}}]
  // CHECK: [{{0\.544204|0\.544205|0\.544206}}, {{0\.578817|0\.578818|0\.578819}}, {{-0\.607299|-0\.607298|-0\.607297}}]
  // CHECK: [{{0\.831785|0\.831786|0\.831787}}, {{-0\.277843|-0\.277842|-0\.277841}}, {{0\.480557|0\.480558|0\.480559}}]
  // CHECK: [{{0\.477051|0\.477052|0\.477053}}, {{0\.87238|0\.872381|0\.872382}}, {{0\.106639|0\.10664|0\.106641}}]
  // CHECK: [{{0\.476332|0\.476333|0\.476334}}, {{-0\.358614|-0\.358613|-0\.358612}}, {{0\.802809|0\.80281|0\.802811}}]
  // CHECK: [{{0\.738598|0\.738599|0\.7386}}, {{-0\.332187|-0\.332186|-0\.332185}}, {{-0\.586622|-0\.586621|-0\.58662}}]
  call @printMemrefF64(%p28) : (tensor<*xf64>) -> ()

  %c29_0 = arith.constant dense<[[0x3FFB0A3D70A3D70A, 0xBFDE147AE147AE14, 0x3F9EB851EB851EB8], [0x3FDA3D70A3D70A3D, 0xBFE947AE147AE148, 0x0000000000000000], [0x8000000000000000, 0xBFFC000000000000, 0x3FF051EB851EB852], [0x3FE3333333333333, 0xBFE428F5C28F5C29, 0xBFC5C28F5C28F5C3], [0x3FE051EB851EB852, 0xBFD0A3D70A3D70A4, 0xBFCEB851EB851EB8]]> : tensor<5x3xf64>
  %r29 = call @svd_29(%c29_0) : (tensor<5x3xf64>) -> tensor<3xf64>
  %p29 = tensor.cast %r29 : tensor<3xf64> to tensor<*xf64>
  // CHECK: sizes = [3]
  // CHECK: [{{2\.44514|2\.44515|2\.44516}}, {{1\.70949|1\.7095|1\.70951}}, {{0\.492921|0\.492922|0\.492923}}]
  call @printMemrefF64(%p29) : (tensor<*xf64>) -> ()

  %c30_0 = arith.constant dense<[[0x3FFB0A3D70A3D70A, 0xBFDE147AE147AE14, 0x3F9EB851EB851EB8], [0x3FDA3D70A3D70A3D, 0xBFE947AE147AE148, 0x0000000000000000], [0x8000000000000000, 0xBFFC000000000000, 0x3FF051EB851EB852], [0x3FE3333333333333, 0xBFE428F5C28F5C29, 0xBFC5C28F5C28F5C3], [0x3FE051EB851EB852, 0xBFD0A3D70A3D70A4, 0xBFCEB851EB851EB8]]> : tensor<5x3xf64>
  %r30 = call @svd_30(%c30_0) : (tensor<5x3xf64>) -> tensor<5x3xf64>
  %p30 = tensor.cast %r30 : tensor<5x3xf64> to tensor<*xf64>
  // CHECK: sizes = [5, 3]
  // CHECK: [{{-0\.531558|-0\.531557|-0\.531556}}, {{0\.673684|0\.673685|0\.673686}}, {{0\.506209|0\.50621|0\.506211}}]
  // CHECK: [{{-0\.350112|-0\.350111|-0\.35011}}, {{0\.00622558|0\.00622559|0\.0062256}}, {{-0\.493718|-0\.493717|-0\.493716}}]
  // CHECK: [{{-0\.678855|-0\.678854|-0\.678853}}, {{-0\.676152|-0\.676151|-0\.67615}}, {{0\.218336|0\.218337|0\.218338}}]
  // CHECK: [{{-0\.322261|-0\.32226|-0\.322259}}, {{0\.176977|0\.176978|0\.176979}}, {{-0\.549499|-0\.549498|-0\.549497}}]
  // CHECK: [{{-0\.173711|-0\.17371|-0\.173709}}, {{0\.240015|0\.240016|0\.240017}}, {{-0\.387784|-0\.387783|-0\.387782}}]
  call @printMemrefF64(%p30) : (tensor<*xf64>) -> ()

  %c31_0 = arith.constant dense<[[0x3FFB0A3D70A3D70A, 0xBFDE147AE147AE14, 0x3F9EB851EB851EB8], [0x3FDA3D70A3D70A3D, 0xBFE947AE147AE148, 0x0000000000000000], [0x8000000000000000, 0xBFFC000000000000, 0x3FF051EB851EB852], [0x3FE3333333333333, 0xBFE428F5C28F5C29, 0xBFC5C28F5C28F5C3], [0x3FE051EB851EB852, 0xBFD0A3D70A3D70A4, 0xBFCEB851EB851EB8]]> : tensor<5x3xf64>
  %r31 = call @svd_31(%c31_0) : (tensor<5x3xf64>) -> tensor<3x3xf64>
  %p31 = tensor.cast %r31 : tensor<3x3xf64> to tensor<*xf64>
  // CHECK: sizes = [3, 3]
  // CHECK: [{{-0\.54141|-0\.541409|-0\.541408}}, {{0\.801214|0\.801215|0\.801216}}, {{0\.254813|0\.254814|0\.254815}}]
  // CHECK: [{{0\.802651|0\.802652|0\.802653}}, {{0\.402348|0\.402349|0\.40235}}, {{0\.4403|0\.440301|0\.440302}}]
  // CHECK: [{{-0\.250253|-0\.250252|-0\.250251}}, {{-0\.442911|-0\.44291|-0\.442909}}, {{0\.860931|0\.860932|0\.860933}}]
  call @printMemrefF64(%p31) : (tensor<*xf64>) -> ()

  %c32_0 = arith.constant dense<[[[0xBFF7333333333333, 0x3FE199999999999A, 0x3FBEB851EB851EB8, 0x3FD147AE147AE148], [0xBFF87AE147AE147B, 0x3FFA666666666666, 0x3FC3333333333333, 0xBFD8F5C28F5C28F6]], [[0x40003D70A3D70A3D, 0xBFA999999999999A, 0xBFF7333333333333, 0xBFDA3D70A3D70A3D], [0xC00251EB851EB852, 0x3FF0CCCCCCCCCCCD, 0xBFDAE147AE147AE1, 0xBFE7AE147AE147AE]]]> : tensor<2x2x4xf64>
  %r32 = call @svd_32(%c32_0) : (tensor<2x2x4xf64>) -> tensor<2x2xf64>
  %p32 = tensor.cast %r32 : tensor<2x2xf64> to tensor<*xf64>
  // CHECK: sizes = [2, 2]
  // CHECK: [{{2\.68319|2\.6832|2\.68321}}, {{0\.728505|0\.728506|0\.728507}}]
  // CHECK: [{{3\.24594|3\.24595|3\.24596}}, {{1\.71125|1\.71126|1\.71127}}]
  call @printMemrefF64(%p32) : (tensor<*xf64>) -> ()

  %c33_0 = arith.constant dense<[[[0xBFF7333333333333, 0x3FE199999999999A, 0x3FBEB851EB851EB8, 0x3FD147AE147AE148], [0xBFF87AE147AE147B, 0x3FFA666666666666, 0x3FC3333333333333, 0xBFD8F5C28F5C28F6]], [[0x40003D70A3D70A3D, 0xBFA999999999999A, 0xBFF7333333333333, 0xBFDA3D70A3D70A3D], [0xC00251EB851EB852, 0x3FF0CCCCCCCCCCCD, 0xBFDAE147AE147AE1, 0xBFE7AE147AE147AE]]]> : tensor<2x2x4xf64>
  %r33 = call @svd_33(%c33_0) : (tensor<2x2x4xf64>) -> tensor<2x2x2xf64>
  %p33 = tensor.cast %r33 : tensor<2x2x2xf64> to tensor<*xf64>
  // CHECK: sizes = [2, 2, 2]
  // CHECK: [{{0\.542346|0\.542347|0\.542348}}, {{0\.840154|0\.840155|0\.840156}}]
  // CHECK: [{{0\.840154|0\.840155|0\.840156}}, {{-0\.542348|-0\.542347|-0\.542346}}]
  // CHECK: [{{-0\.674932|-0\.674931|-0\.67493}}, {{-0\.737882|-0\.737881|-0\.73788}}]
  // CHECK: [{{0\.73788|0\.737881|0\.737882}}, {{-0\.674932|-0\.674931|-0\.67493}}]
  call @printMemrefF64(%p33) : (tensor<*xf64>) -> ()

  %c34_0 = arith.constant dense<[[[0xBFF7333333333333, 0x3FE199999999999A, 0x3FBEB851EB851EB8, 0x3FD147AE147AE148], [0xBFF87AE147AE147B, 0x3FFA666666666666, 0x3FC3333333333333, 0xBFD8F5C28F5C28F6]], [[0x40003D70A3D70A3D, 0xBFA999999999999A, 0xBFF7333333333333, 0xBFDA3D70A3D70A3D], [0xC00251EB851EB852, 0x3FF0CCCCCCCCCCCD, 0xBFDAE147AE147AE1, 0xBFE7AE147AE147AE]]]> : tensor<2x2x4xf64>
  %r34 = call @svd_34(%c34_0) : (tensor<2x2x4xf64>) -> tensor<2x4x2xf64>
  %p34 = tensor.cast %r34 : tensor<2x4x2xf64> to tensor<*xf64>
  // CHECK: sizes = [2, 4, 2]
  // CHECK: [{{-0\.772153|-0\.772152|-0\.772151}}, {{-0\.533193|-0\.533192|-0\.533191}}]
  // CHECK: [{{0\.627811|0\.627812|0\.627813}}, {{-0\.594076|-0\.594075|-0\.594074}}]
  // CHECK: [{{0\.0712225|0\.0712226|0\.0712227}}, {{0\.0267211|0\.0267212|0\.0267213}}]
  // CHECK: [{{-0\.0675413|-0\.0675412|-0\.0675411}}, {{0\.601719|0\.60172|0\.601721}}]
  // CHECK: [{{-0\.942671|-0\.94267|-0\.942669}}, {{0\.027871|0\.0278711|0\.0278712}}]
  // CHECK: [{{0\.249085|0\.249086|0\.249087}}, {{-0\.392567|-0\.392566|-0\.392565}}]
  // CHECK: [{{0\.206022|0\.206023|0\.206024}}, {{0\.790875|0\.790876|0\.790877}}]
  // CHECK: [{{-0\.0829681|-0\.082968|-0\.0829679}}, {{0\.468647|0\.468648|0\.468649}}]
  call @printMemrefF64(%p34) : (tensor<*xf64>) -> ()

  %c35_0 = arith.constant dense<[[0x3FFB0A3D70A3D70A, 0xBFDE147AE147AE14, 0x3F9EB851EB851EB8], [0x3FDA3D70A3D70A3D, 0xBFE947AE147AE148, 0x0000000000000000], [0x8000000000000000, 0xBFFC000000000000, 0x3FF051EB851EB852], [0x3FE3333333333333, 0xBFE428F5C28F5C29, 0xBFC5C28F5C28F5C3], [0x3FE051EB851EB852, 0xBFD0A3D70A3D70A4, 0xBFCEB851EB851EB8]]> : tensor<5x3xf64>
  %r35 = call @qr_35(%c35_0) : (tensor<5x3xf64>) -> tensor<5x5xf64>
  %p35 = tensor.cast %r35 : tensor<5x5xf64> to tensor<*xf64>
  // CHECK: sizes = [5, 5]
  // CHECK: [{{-0\.885279|-0\.885278|-0\.885277}}, {{0\.149473|0\.149474|0\.149475}}, {{-0\.431966|-0\.431965|-0\.431964}}, {{-0\.0407627|-0\.0407626|-0\.0407625}}, {{-0\.0754011|-0\.075401|-0\.0754009}}]
  // CHECK: [{{-0\.214773|-0\.214772|-0\.214771}}, {{-0\.317851|-0\.31785|-0\.317849}}, {{0\.468206|0\.468207|0\.468208}}, {{-0\.671187|-0\.671186|-0\.671185}}, {{-0\.427946|-0\.427945|-0\.427944}}]
  // CHECK: [{{-?0}}, {{-0\.916745|-0\.916744|-0\.916743}}, {{-0\.353944|-0\.353943|-0\.353942}}, {{0\.081044|0\.0810441|0\.0810442}}, {{0\.166544|0\.166545|0\.166546}}]
  // CHECK: [-0.3143, {{-0\.189549|-0\.189548|-0\.189547}}, {{0\.549915|0\.549916|0\.549917}}, {{0\.716274|0\.716275|0\.716276}}, {{-0\.223227|-0\.223226|-0\.223225}}]
  // CHECK: [{{-0\.267156|-0\.267155|-0\.267154}}, {{-0\.0167939|-0\.0167938|-0\.0167937}}, {{0\.408049|0\.40805|0\.408051}}, {{-0\.16802|-0\.168019|-0\.168018}}, {{0\.85651|0\.856511|0\.856512}}]
  call @printMemrefF64(%p35) : (tensor<*xf64>) -> ()

  %c36_0 = arith.constant dense<[[0x3FFB0A3D70A3D70A, 0xBFDE147AE147AE14, 0x3F9EB851EB851EB8], [0x3FDA3D70A3D70A3D, 0xBFE947AE147AE148, 0x0000000000000000], [0x8000000000000000, 0xBFFC000000000000, 0x3FF051EB851EB852], [0x3FE3333333333333, 0xBFE428F5C28F5C29, 0xBFC5C28F5C28F5C3], [0x3FE051EB851EB852, 0xBFD0A3D70A3D70A4, 0xBFCEB851EB851EB8]]> : tensor<5x3xf64>
  %r36 = call @qr_36(%c36_0) : (tensor<5x3xf64>) -> tensor<5x3xf64>
  %p36 = tensor.cast %r36 : tensor<5x3xf64> to tensor<*xf64>
  // CHECK: sizes = [5, 3]
  // CHECK: [-1.909, {{0\.853218|0\.853219|0\.85322}}, {{0\.0909897|0\.0909898|0\.0909899}}]
  // CHECK: [{{-?0}}, {{1\.90892|1\.90893|1\.90894}}, {{-0\.894342|-0\.894341|-0\.89434}}]
  // CHECK: [{{-?0}}, {{-?0}}, {{-0\.5654|-0\.565399|-0\.565398}}]
  // CHECK: [{{-?0}}, {{-?0}}, {{-?0}}]
  // CHECK: [{{-?0}}, {{-?0}}, {{-?0}}]
  call @printMemrefF64(%p36) : (tensor<*xf64>) -> ()

  %c37_0 = arith.constant dense<[[[0xBFF7333333333333, 0x3FE199999999999A, 0x3FBEB851EB851EB8, 0x3FD147AE147AE148], [0xBFF87AE147AE147B, 0x3FFA666666666666, 0x3FC3333333333333, 0xBFD8F5C28F5C28F6]], [[0x40003D70A3D70A3D, 0xBFA999999999999A, 0xBFF7333333333333, 0xBFDA3D70A3D70A3D], [0xC00251EB851EB852, 0x3FF0CCCCCCCCCCCD, 0xBFDAE147AE147AE1, 0xBFE7AE147AE147AE]]]> : tensor<2x2x4xf64>
  %r37 = call @qr_37(%c37_0) : (tensor<2x2x4xf64>) -> tensor<2x2x2xf64>
  %p37 = tensor.cast %r37 : tensor<2x2x2xf64> to tensor<*xf64>
  // CHECK: sizes = [2, 2, 2]
  // CHECK: [{{-0\.687877|-0\.687876|-0\.687875}}, {{-0\.725829|-0\.725828|-0\.725827}}]
  // CHECK: [{{-0\.725829|-0\.725828|-0\.725827}}, {{0\.687875|0\.687876|0\.687877}}]
  // CHECK: [{{-0\.66335|-0\.663349|-0\.663348}}, {{0\.748309|0\.74831|0\.748311}}]
  // CHECK: [{{0\.748309|0\.74831|0\.748311}}, {{0\.663348|0\.663349|0\.66335}}]
  call @printMemrefF64(%p37) : (tensor<*xf64>) -> ()

  %c38_0 = arith.constant dense<[[[0xBFF7333333333333, 0x3FE199999999999A, 0x3FBEB851EB851EB8, 0x3FD147AE147AE148], [0xBFF87AE147AE147B, 0x3FFA666666666666, 0x3FC3333333333333, 0xBFD8F5C28F5C28F6]], [[0x40003D70A3D70A3D, 0xBFA999999999999A, 0xBFF7333333333333, 0xBFDA3D70A3D70A3D], [0xC00251EB851EB852, 0x3FF0CCCCCCCCCCCD, 0xBFDAE147AE147AE1, 0xBFE7AE147AE147AE]]]> : tensor<2x2x4xf64>
  %r38 = call @qr_38(%c38_0) : (tensor<2x2x4xf64>) -> tensor<2x2x4xf64>
  %p38 = tensor.cast %r38 : tensor<2x2x4xf64> to tensor<*xf64>
  // CHECK: sizes = [2, 2, 4]
  // CHECK: [{{2\.10793|2\.10794|2\.10795}}, {{-1\.57596|-1\.57595|-1\.57594}}, {{-0\.19142|-0\.191419|-0\.191418}}, {{0\.0973462|0\.0973463|0\.0973464}}]
  // CHECK: [{{-?0}}, {{0\.735789|0\.73579|0\.735791}}, {{0\.016082|0\.0160821|0\.0160822}}, {{-0\.464246|-0\.464245|-0\.464244}}]
  // CHECK: [{{-3\.06024|-3\.06023|-3\.06022}}, {{0\.818892|0\.818893|0\.818894}}, {{0\.647565|0\.647566|0\.647567}}, {{-0\.281777|-0\.281776|-0\.281775}}]
  // CHECK: [{{-?0}}, {{0\.6591|0\.659101|0\.659102}}, {{-1\.36367|-1\.36366|-1\.36365}}, {{-0\.797686|-0\.797685|-0\.797684}}]
  call @printMemrefF64(%p38) : (tensor<*xf64>) -> ()

  %c39_0 = arith.constant dense<[[[0x4010000000000000, 0x3FF0000000000000, 0xC000000000000000], [0x3FF0000000000000, 0x4014000000000000, 0x4008000000000000], [0xBFF0000000000000, 0x4000000000000000, 0x4018000000000000]], [[0x3FF0000000000000, 0x4000000000000000, 0x3FE0000000000000], [0x4010000000000000, 0x0000000000000000, 0x3FF0000000000000], [0x3FF8000000000000, 0x4008000000000000, 0x4014000000000000]]]> : tensor<2x3x3xf64>
  %r39 = call @svd_39(%c39_0) : (tensor<2x3x3xf64>) -> tensor<2x3xf64>
  %p39 = tensor.cast %r39 : tensor<2x3xf64> to tensor<*xf64>
  // CHECK: sizes = [2, 3]
  // CHECK: [{{8\.17334|8\.17335|8\.17336}}, {{5\.22219|5\.2222|5\.22221}}, {{1\.71028|1\.71029|1\.7103}}]
  // CHECK: [{{6\.65726|6\.65727|6\.65728}}, {{3\.46534|3\.46535|3\.46536}}, {{1\.47378|1\.47379|1\.4738}}]
  call @printMemrefF64(%p39) : (tensor<*xf64>) -> ()

  %c40_0 = arith.constant dense<[[[0x4010000000000000, 0x3FF0000000000000, 0xC000000000000000], [0x3FF0000000000000, 0x4014000000000000, 0x4008000000000000], [0xBFF0000000000000, 0x4000000000000000, 0x4018000000000000]], [[0x3FF0000000000000, 0x4000000000000000, 0x3FE0000000000000], [0x4010000000000000, 0x0000000000000000, 0x3FF0000000000000], [0x3FF8000000000000, 0x4008000000000000, 0x4014000000000000]]]> : tensor<2x3x3xf64>
  %r40 = call @svd_40(%c40_0) : (tensor<2x3x3xf64>) -> tensor<2x3x3xf64>
  %p40 = tensor.cast %r40 : tensor<2x3x3xf64> to tensor<*xf64>
  // CHECK: sizes = [2, 3, 3]
  // CHECK: [{{-0\.190505|-0\.190504|-0\.190503}}, {{0\.80448|0\.804481|0\.804482}}, {{0\.562598|0\.562599|0\.5626}}]
  // CHECK: [{{0\.62483|0\.624831|0\.624832}}, {{0\.541386|0\.541387|0\.541388}}, {{-0\.562573|-0\.562572|-0\.562571}}]
  // CHECK: [{{0\.757161|0\.757162|0\.757163}}, {{-0\.244358|-0\.244357|-0\.244356}}, {{0\.6058|0\.605801|0\.605802}}]
  // CHECK: [{{0\.270232|0\.270233|0\.270234}}, {{-0\.0031562|-0\.00315619|-0\.00315618}}, {{0\.962789|0\.96279|0\.962791}}]
  // CHECK: [{{0\.39758|0\.397581|0\.397582}}, {{0\.911116|0\.911117|0\.911118}}, {{-0\.108606|-0\.108605|-0\.108604}}]
  // CHECK: [{{0\.87687|0\.876871|0\.876872}}, {{-0\.412137|-0\.412136|-0\.412135}}, {{-0\.24747|-0\.247469|-0\.247468}}]
  call @printMemrefF64(%p40) : (tensor<*xf64>) -> ()

  %c41_0 = arith.constant dense<[[[0x4010000000000000, 0x3FF0000000000000, 0xC000000000000000], [0x3FF0000000000000, 0x4014000000000000, 0x4008000000000000], [0xBFF0000000000000, 0x4000000000000000, 0x4018000000000000]], [[0x3FF0000000000000, 0x4000000000000000, 0x3FE0000000000000], [0x4010000000000000, 0x0000000000000000, 0x3FF0000000000000], [0x3FF8000000000000, 0x4008000000000000, 0x4014000000000000]]]> : tensor<2x3x3xf64>
  %r41 = call @svd_41(%c41_0) : (tensor<2x3x3xf64>) -> tensor<2x3x3xf64>
  %p41 = tensor.cast %r41 : tensor<2x3x3xf64> to tensor<*xf64>
  // CHECK: sizes = [2, 3, 3]
  // CHECK: [{{-0\.109424|-0\.109423|-0\.109422}}, {{0\.766663|0\.766664|0\.766665}}, {{0\.632655|0\.632656|0\.632657}}]
  // CHECK: [{{0\.544204|0\.544205|0\.544206}}, {{0\.578817|0\.578818|0\.578819}}, {{-0\.607299|-0\.607298|-0\.607297}}]
  // CHECK: [{{0\.831785|0\.831786|0\.831787}}, {{-0\.277843|-0\.277842|-0\.277841}}, {{0\.480557|0\.480558|0\.480559}}]
  // CHECK: [{{0\.477051|0\.477052|0\.477053}}, {{0\.87238|0\.872381|0\.872382}}, {{0\.106639|0\.10664|0\.106641}}]
  // CHECK: [{{0\.476332|0\.476333|0\.476334}}, {{-0\.358614|-0\.358613|-0\.358612}}, {{0\.802809|0\.80281|0\.802811}}]
  // CHECK: [{{0\.738598|0\.738599|0\.7386}}, {{-0\.332187|-0\.332186|-0\.332185}}, {{-0\.586622|-0\.586621|-0\.58662}}]
  call @printMemrefF64(%p41) : (tensor<*xf64>) -> ()

  %c42_0 = arith.constant dense<[[0x3FFB0A3D70A3D70A, 0xBFDE147AE147AE14, 0x3F9EB851EB851EB8], [0x3FDA3D70A3D70A3D, 0xBFE947AE147AE148, 0x0000000000000000], [0x8000000000000000, 0xBFFC000000000000, 0x3FF051EB851EB852], [0x3FE3333333333333, 0xBFE428F5C28F5C29, 0xBFC5C28F5C28F5C3], [0x3FE051EB851EB852, 0xBFD0A3D70A3D70A4, 0xBFCEB851EB851EB8]]> : tensor<5x3xf64>
  %r42 = call @svd_42(%c42_0) : (tensor<5x3xf64>) -> tensor<3xf64>
  %p42 = tensor.cast %r42 : tensor<3xf64> to tensor<*xf64>
  // CHECK: sizes = [3]
  // CHECK: [{{2\.44514|2\.44515|2\.44516}}, {{1\.70949|1\.7095|1\.70951}}, {{0\.492921|0\.492922|0\.492923}}]
  call @printMemrefF64(%p42) : (tensor<*xf64>) -> ()

  %c43_0 = arith.constant dense<[[0x3FFB0A3D70A3D70A, 0xBFDE147AE147AE14, 0x3F9EB851EB851EB8], [0x3FDA3D70A3D70A3D, 0xBFE947AE147AE148, 0x0000000000000000], [0x8000000000000000, 0xBFFC000000000000, 0x3FF051EB851EB852], [0x3FE3333333333333, 0xBFE428F5C28F5C29, 0xBFC5C28F5C28F5C3], [0x3FE051EB851EB852, 0xBFD0A3D70A3D70A4, 0xBFCEB851EB851EB8]]> : tensor<5x3xf64>
  %r43 = call @svd_43(%c43_0) : (tensor<5x3xf64>) -> tensor<5x5xf64>
  %p43 = tensor.cast %r43 : tensor<5x5xf64> to tensor<*xf64>
  // CHECK: sizes = [5, 5]
  // CHECK: [{{-0\.531558|-0\.531557|-0\.531556}}, {{0\.673684|0\.673685|0\.673686}}, {{0\.506209|0\.50621|0\.506211}}, {{-0\.0428083|-0\.0428082|-0\.0428081}}, {{-0\.0742588|-0\.0742587|-0\.0742586}}]
  // CHECK: [{{-0\.350112|-0\.350111|-0\.35011}}, {{0\.00622558|0\.00622559|0\.0062256}}, {{-0\.493718|-0\.493717|-0\.493716}}, {{-0\.682632|-0\.682631|-0\.68263}}, {{-0\.409442|-0\.409441|-0\.40944}}]
  // CHECK: [{{-0\.678855|-0\.678854|-0\.678853}}, {{-0\.676152|-0\.676151|-0\.67615}}, {{0\.218336|0\.218337|0\.218338}}, {{0\.0855655|0\.0855656|0\.0855657}}, {{0\.164267|0\.164268|0\.164269}}]
  // CHECK: [{{-0\.322261|-0\.32226|-0\.322259}}, {{0\.176977|0\.176978|0\.176979}}, {{-0\.549499|-0\.549498|-0\.549497}}, {{0\.709905|0\.709906|0\.709907}}, {{-0\.24272|-0\.242719|-0\.242718}}]
  // CHECK: [{{-0\.173711|-0\.17371|-0\.173709}}, {{0\.240015|0\.240016|0\.240017}}, {{-0\.387784|-0\.387783|-0\.387782}}, {{-0\.144549|-0\.144548|-0\.144547}}, {{0\.860782|0\.860783|0\.860784}}]
  call @printMemrefF64(%p43) : (tensor<*xf64>) -> ()

  %c44_0 = arith.constant dense<[[0x3FFB0A3D70A3D70A, 0xBFDE147AE147AE14, 0x3F9EB851EB851EB8], [0x3FDA3D70A3D70A3D, 0xBFE947AE147AE148, 0x0000000000000000], [0x8000000000000000, 0xBFFC000000000000, 0x3FF051EB851EB852], [0x3FE3333333333333, 0xBFE428F5C28F5C29, 0xBFC5C28F5C28F5C3], [0x3FE051EB851EB852, 0xBFD0A3D70A3D70A4, 0xBFCEB851EB851EB8]]> : tensor<5x3xf64>
  %r44 = call @svd_44(%c44_0) : (tensor<5x3xf64>) -> tensor<3x3xf64>
  %p44 = tensor.cast %r44 : tensor<3x3xf64> to tensor<*xf64>
  // CHECK: sizes = [3, 3]
  // CHECK: [{{-0\.54141|-0\.541409|-0\.541408}}, {{0\.801214|0\.801215|0\.801216}}, {{0\.254813|0\.254814|0\.254815}}]
  // CHECK: [{{0\.802651|0\.802652|0\.802653}}, {{0\.402348|0\.402349|0\.40235}}, {{0\.4403|0\.440301|0\.440302}}]
  // CHECK: [{{-0\.250253|-0\.250252|-0\.250251}}, {{-0\.442911|-0\.44291|-0\.442909}}, {{0\.860931|0\.860932|0\.860933}}]
  call @printMemrefF64(%p44) : (tensor<*xf64>) -> ()

  %c45_0 = arith.constant dense<[[[0xBFF7333333333333, 0x3FE199999999999A, 0x3FBEB851EB851EB8, 0x3FD147AE147AE148], [0xBFF87AE147AE147B, 0x3FFA666666666666, 0x3FC3333333333333, 0xBFD8F5C28F5C28F6]], [[0x40003D70A3D70A3D, 0xBFA999999999999A, 0xBFF7333333333333, 0xBFDA3D70A3D70A3D], [0xC00251EB851EB852, 0x3FF0CCCCCCCCCCCD, 0xBFDAE147AE147AE1, 0xBFE7AE147AE147AE]]]> : tensor<2x2x4xf64>
  %r45 = call @svd_45(%c45_0) : (tensor<2x2x4xf64>) -> tensor<2x2xf64>
  %p45 = tensor.cast %r45 : tensor<2x2xf64> to tensor<*xf64>
  // CHECK: sizes = [2, 2]
  // CHECK: [{{2\.68319|2\.6832|2\.68321}}, {{0\.728505|0\.728506|0\.728507}}]
  // CHECK: [{{3\.24594|3\.24595|3\.24596}}, {{1\.71125|1\.71126|1\.71127}}]
  call @printMemrefF64(%p45) : (tensor<*xf64>) -> ()

  %c46_0 = arith.constant dense<[[[0xBFF7333333333333, 0x3FE199999999999A, 0x3FBEB851EB851EB8, 0x3FD147AE147AE148], [0xBFF87AE147AE147B, 0x3FFA666666666666, 0x3FC3333333333333, 0xBFD8F5C28F5C28F6]], [[0x40003D70A3D70A3D, 0xBFA999999999999A, 0xBFF7333333333333, 0xBFDA3D70A3D70A3D], [0xC00251EB851EB852, 0x3FF0CCCCCCCCCCCD, 0xBFDAE147AE147AE1, 0xBFE7AE147AE147AE]]]> : tensor<2x2x4xf64>
  %r46 = call @svd_46(%c46_0) : (tensor<2x2x4xf64>) -> tensor<2x2x2xf64>
  %p46 = tensor.cast %r46 : tensor<2x2x2xf64> to tensor<*xf64>
  // CHECK: sizes = [2, 2, 2]
  // CHECK: [{{0\.542346|0\.542347|0\.542348}}, {{0\.840154|0\.840155|0\.840156}}]
  // CHECK: [{{0\.840154|0\.840155|0\.840156}}, {{-0\.542348|-0\.542347|-0\.542346}}]
  // CHECK: [{{-0\.674932|-0\.674931|-0\.67493}}, {{-0\.737882|-0\.737881|-0\.73788}}]
  // CHECK: [{{0\.73788|0\.737881|0\.737882}}, {{-0\.674932|-0\.674931|-0\.67493}}]
  call @printMemrefF64(%p46) : (tensor<*xf64>) -> ()

  %c47_0 = arith.constant dense<[[[0xBFF7333333333333, 0x3FE199999999999A, 0x3FBEB851EB851EB8, 0x3FD147AE147AE148], [0xBFF87AE147AE147B, 0x3FFA666666666666, 0x3FC3333333333333, 0xBFD8F5C28F5C28F6]], [[0x40003D70A3D70A3D, 0xBFA999999999999A, 0xBFF7333333333333, 0xBFDA3D70A3D70A3D], [0xC00251EB851EB852, 0x3FF0CCCCCCCCCCCD, 0xBFDAE147AE147AE1, 0xBFE7AE147AE147AE]]]> : tensor<2x2x4xf64>
  %r47 = call @svd_47(%c47_0) : (tensor<2x2x4xf64>) -> tensor<2x4x4xf64>
  %p47 = tensor.cast %r47 : tensor<2x4x4xf64> to tensor<*xf64>
  // CHECK: sizes = [2, 4, 4]
  // CHECK: [{{-0\.772153|-0\.772152|-0\.772151}}, {{-0\.533193|-0\.533192|-0\.533191}}, {{0\.0755256|0\.0755257|0\.0755258}}, {{0\.337318|0\.337319|0\.33732}}]
  // CHECK: [{{0\.627811|0\.627812|0\.627813}}, {{-0\.594076|-0\.594075|-0\.594074}}, {{-0\.0198842|-0\.0198841|-0\.019884}}, {{0\.502525|0\.502526|0\.502527}}]
  // CHECK: [{{0\.0712225|0\.0712226|0\.0712227}}, {{0\.0267211|0\.0267212|0\.0267213}}, {{0\.99694|0\.996941|0\.996942}}, {{-0\.017943|-0\.0179429|-0\.0179428}}]
  // CHECK: [{{-0\.0675413|-0\.0675412|-0\.0675411}}, {{0\.601719|0\.60172|0\.601721}}, {{0\.00302069|0\.0030207|0\.00302071}}, {{0\.795839|0\.79584|0\.795841}}]
  // CHECK: [{{-0\.942671|-0\.94267|-0\.942669}}, {{0\.027871|0\.0278711|0\.0278712}}, {{0\.332082|0\.332083|0\.332084}}, {{-0\.0178204|-0\.0178203|-0\.0178202}}]
  // CHECK: [{{0\.249085|0\.249086|0\.249087}}, {{-0\.392567|-0\.392566|-0\.392565}}, {{0\.764023|0\.764024|0\.764025}}, {{0\.447341|0\.447342|0\.447343}}]
  // CHECK: [{{0\.206022|0\.206023|0\.206024}}, {{0\.790875|0\.790876|0\.790877}}, {{0\.503402|0\.503403|0\.503404}}, {{-0\.280456|-0\.280455|-0\.280454}}]
  // CHECK: [{{-0\.0829681|-0\.082968|-0\.0829679}}, {{0\.468647|0\.468648|0\.468649}}, {{-0\.229289|-0\.229288|-0\.229287}}, {{0\.849065|0\.849066|0\.849067}}]
  call @printMemrefF64(%p47) : (tensor<*xf64>) -> ()
  return
}
