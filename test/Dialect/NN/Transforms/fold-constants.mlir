// RUN: nn-opt %s --nn-fold-constants=max-growth=64 --canonicalize --mlir-elide-resource-strings-if-larger=1000 | FileCheck %s

// CHECK-LABEL: @resource
func.func @resource() -> (tensor<3x2xf32>, tensor<6xf32>) {
  // CHECK-NOT: nn.
  // CHECK-DAG: dense<{{\[}}[1.000000e+00, 4.000000e+00], [2.000000e+00, 5.000000e+00], [3.000000e+00, 6.000000e+00]]> : tensor<3x2xf32>
  // CHECK-DAG: dense_resource<w> : tensor<6xf32>
  %w = arith.constant dense_resource<w> : tensor<2x3xf32>
  %0 = nn.transpose %w {permutation = array<i64: 1, 0>} : (tensor<2x3xf32>) -> tensor<3x2xf32>
  %1 = nn.reshape %w : (tensor<2x3xf32>) -> tensor<6xf32>
  return %0, %1 : tensor<3x2xf32>, tensor<6xf32>
}

// CHECK-LABEL: @arithmetic
func.func @arithmetic() -> tensor<2x3xf32> {
  // CHECK: dense<{{\[}}[4.000000e+00, 6.000000e+00, 8.000000e+00], [1.000000e+01, 1.200000e+01, 1.400000e+01]]> : tensor<2x3xf32>
  %w = arith.constant dense_resource<w> : tensor<2x3xf32>
  %one = arith.constant dense<1.0> : tensor<f32>
  %two = arith.constant dense<2.0> : tensor<3xf32>
  %0 = nn.add %w, %one : (tensor<2x3xf32>, tensor<f32>) -> tensor<2x3xf32>
  %1 = nn.mul %0, %two : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  return %1 : tensor<2x3xf32>
}

// Weights do not grow by more than a row of zeros before them.
// CHECK-LABEL: @growth
func.func @growth() -> (tensor<2000x3xf32>, tensor<4x5000xf32>, tensor<3x3xf32>) {
  // CHECK-DAG: nn.tile
  // CHECK-DAG: dense<{{\[}}[0.000000e+00, 0.000000e+00, 0.000000e+00], [1.000000e+00, 2.000000e+00, 3.000000e+00], [4.000000e+00, 5.000000e+00, 6.000000e+00]]> : tensor<3x3xf32>
  // CHECK-DAG: dense<0.000000e+00> : tensor<4x5000xf32>
  %w = arith.constant dense_resource<w> : tensor<2x3xf32>
  %0 = nn.tile %w {multiples = array<i64: 1000, 1>} : (tensor<2x3xf32>) -> tensor<2000x3xf32>
  %zero = arith.constant dense<0.0> : tensor<2x5000xf32>
  %1 = nn.pad %zero {low = array<i64: 1, 0>, high = array<i64: 1, 0>, value = 0.0 : f32} : (tensor<2x5000xf32>) -> tensor<4x5000xf32>
  %row = arith.constant dense<0.0> : tensor<1x3xf32>
  %2 = nn.concat %row, %w {axis = 0 : i64} : (tensor<1x3xf32>, tensor<2x3xf32>) -> tensor<3x3xf32>
  return %0, %1, %2 : tensor<2000x3xf32>, tensor<4x5000xf32>, tensor<3x3xf32>
}

// Draws are not constants, and errors stay for when the program runs.
// CHECK-LABEL: @kept
func.func @kept() -> (tensor<4xf32>, tensor<2xi32>) {
  // CHECK: nn.random_uniform
  // CHECK: nn.floor_div
  %s = arith.constant dense<4> : tensor<1xi32>
  %0 = nn.random_uniform %s : (tensor<1xi32>) -> tensor<4xf32>
  %a = arith.constant dense<[1, 2]> : tensor<2xi32>
  %b = arith.constant dense<[1, 0]> : tensor<2xi32>
  %1 = nn.floor_div %a, %b : (tensor<2xi32>, tensor<2xi32>) -> tensor<2xi32>
  return %0, %1 : tensor<4xf32>, tensor<2xi32>
}

{-#
  dialect_resources: {
    builtin: {
      w: "0x400000000000803F0000004000004040000080400000A0400000C040"
    }
  }
#-}
