// RUN: nn-opt --nn-sink-reshapes --split-input-file %s | FileCheck %s

// CHECK-LABEL: @bias_and_activation
// CHECK-SAME: %[[X:.*]]: tensor
func.func @bias_and_activation(%x: tensor<6x4xf32>) -> tensor<2x3x4xf32> {
  %bias = arith.constant dense<[[[1.0, 2.0, 3.0, 4.0]]]> : tensor<1x1x4xf32>
  %two = arith.constant dense<2.0> : tensor<1x1x1xf32>
  // CHECK-DAG: %[[BIAS:.*]] = arith.constant dense<[1.000000e+00, 2.000000e+00, 3.000000e+00, 4.000000e+00]> : tensor<4xf32>
  // CHECK-DAG: %[[TWO:.*]] = arith.constant dense<2.000000e+00> : tensor<f32>
  // CHECK: %[[ADD:.*]] = nn.add %[[X]], %[[BIAS]] : (tensor<6x4xf32>, tensor<4xf32>) -> tensor<6x4xf32>
  // CHECK: %[[MUL:.*]] = nn.mul %[[ADD]], %[[TWO]]
  // CHECK: %[[LEAKY:.*]] = nn.leaky_relu %[[MUL]] {alpha = 5.000000e-01 : f32}
  // CHECK: %[[CAST:.*]] = nn.cast %[[LEAKY]] : (tensor<6x4xf32>) -> tensor<6x4xi32>
  // CHECK: %[[BACK:.*]] = nn.cast %[[CAST]] : (tensor<6x4xi32>) -> tensor<6x4xf32>
  // CHECK: %[[RESHAPE:.*]] = nn.reshape %[[BACK]] : (tensor<6x4xf32>) -> tensor<2x3x4xf32>
  // CHECK: return %[[RESHAPE]]
  %0 = nn.reshape %x : (tensor<6x4xf32>) -> tensor<2x3x4xf32>
  %1 = nn.add %0, %bias : (tensor<2x3x4xf32>, tensor<1x1x4xf32>) -> tensor<2x3x4xf32>
  %2 = nn.mul %two, %1 : (tensor<1x1x1xf32>, tensor<2x3x4xf32>) -> tensor<2x3x4xf32>
  %3 = nn.leaky_relu %2 {alpha = 0.5 : f32} : tensor<2x3x4xf32>
  %4 = nn.cast %3 : (tensor<2x3x4xf32>) -> tensor<2x3x4xi32>
  %5 = nn.cast %4 : (tensor<2x3x4xi32>) -> tensor<2x3x4xf32>
  return %5 : tensor<2x3x4xf32>
}

// -----

// CHECK-LABEL: @squeeze
// CHECK-SAME: %[[X:.*]]: tensor
func.func @squeeze(%x: tensor<?x1x4xf32>) -> tensor<?x4xf32> {
  // CHECK: %[[RELU:.*]] = nn.relu %[[X]]
  // CHECK: nn.squeeze %[[RELU]]
  %0 = nn.squeeze %x {axes = array<i64: 1>} : (tensor<?x1x4xf32>) -> tensor<?x4xf32>
  %1 = nn.relu %0 : tensor<?x4xf32>
  return %1 : tensor<?x4xf32>
}

// -----

// CHECK-LABEL: @stays
func.func @stays(%x: tensor<6x4xf32>, %y: tensor<2x3x4xf32>, %z: tensor<12xf32>) -> (tensor<8x3xf32>, tensor<2x3x4xf32>, tensor<2x3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>) {
  // The constant runs along another dimension.
  // CHECK: %[[A:.*]] = nn.reshape
  // CHECK: nn.add %[[A]]
  %bias = arith.constant dense<[1.0, 2.0, 3.0]> : tensor<3xf32>
  %0 = nn.reshape %x : (tensor<6x4xf32>) -> tensor<8x3xf32>
  %1 = nn.add %0, %bias : (tensor<8x3xf32>, tensor<3xf32>) -> tensor<8x3xf32>
  // The other operand is no constant.
  // CHECK: %[[B:.*]] = nn.reshape
  // CHECK: nn.add %[[B]]
  %2 = nn.reshape %x : (tensor<6x4xf32>) -> tensor<2x3x4xf32>
  %3 = nn.add %2, %y : (tensor<2x3x4xf32>, tensor<2x3x4xf32>) -> tensor<2x3x4xf32>
  // Two operands have the reshape.
  // CHECK: %[[C:.*]] = nn.reshape
  // CHECK: nn.mul %[[C]], %[[C]]
  %4 = nn.reshape %x : (tensor<6x4xf32>) -> tensor<2x3x4xf32>
  %5 = nn.mul %4, %4 : (tensor<2x3x4xf32>, tensor<2x3x4xf32>) -> tensor<2x3x4xf32>
  // Another use.
  // CHECK: %[[D:.*]] = nn.reshape
  // CHECK: nn.relu %[[D]]
  %6 = nn.reshape %z : (tensor<12xf32>) -> tensor<3x4xf32>
  %7 = nn.relu %6 : tensor<3x4xf32>
  return %1, %3, %5, %6, %7 : tensor<8x3xf32>, tensor<2x3x4xf32>, tensor<2x3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>
}
