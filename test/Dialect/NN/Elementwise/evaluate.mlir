// RUN: nn-opt --nn-fold-constants --split-input-file %s | FileCheck %s

// What TensorFlow's kernels answer at the edges of functions that do not fold
// but where the pass folds them: infinities, NaN, zeros of both signs.

// CHECK-LABEL: @activations
func.func @activations() -> (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) {
  %x = arith.constant dense<[0x7FC00000, 0x7F800000, 0xFF800000, -0.0]> : tensor<4xf32>
  // CHECK-DAG: %[[SOFTPLUS:.*]] = arith.constant dense<[0x{{[7F]}}FC00000, 0x7F800000, 0.000000e+00, 0.693147182]>
  %0 = nn.softplus %x : tensor<4xf32>
  // CHECK-DAG: %[[SIGMOID:.*]] = arith.constant dense<[0x{{[7F]}}FC00000, 1.000000e+00, 0.000000e+00, 5.000000e-01]>
  %1 = nn.sigmoid %x : tensor<4xf32>
  // CHECK-DAG: %[[ELU:.*]] = arith.constant dense<[0x{{[7F]}}FC00000, 0x7F800000, -1.000000e+00, -0.000000e+00]>
  %2 = nn.elu %x : tensor<4xf32>
  // CHECK-DAG: %[[TANH:.*]] = arith.constant dense<[0x{{[7F]}}FC00000, 1.000000e+00, -1.000000e+00, -0.000000e+00]>
  %3 = nn.tanh %x : tensor<4xf32>
  // CHECK: return %[[SOFTPLUS]], %[[SIGMOID]], %[[ELU]], %[[TANH]]
  return %0, %1, %2, %3 : tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>
}

// -----

// CHECK-LABEL: @zeros_win
func.func @zeros_win() -> (tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) {
  %x = arith.constant dense<[0x7FC00000, 0x7F800000]> : tensor<2xf32>
  %zero = arith.constant dense<[0.0, -0.0]> : tensor<2xf32>
  // CHECK-COUNT-4: arith.constant dense<0.000000e+00> : tensor<2xf32>
  // CHECK-NOT: nn.
  %0 = nn.mul_no_nan %x, %zero : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  %1 = nn.div_no_nan %x, %zero : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  %2 = nn.xlogy %zero, %x : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  %3 = nn.xdivy %zero, %x : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  return %0, %1, %2, %3 : tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>
}
