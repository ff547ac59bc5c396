// RUN: nn-opt --nn-interleave-convolutions --split-input-file %s | FileCheck %s

// Each result has one tap: the filter's elements only change their places.

// CHECK-LABEL: @blocks
// CHECK-SAME:    %[[X:.*]]: tensor<?x4x4x2xf32>
func.func @blocks(%x: tensor<?x4x4x2xf32>) -> tensor<?x8x8x1xf32> {
  // CHECK: %[[W:.*]] = arith.constant dense<{{\[\[\[\[}}1.000000e+00, 3.000000e+00, 5.000000e+00, 7.000000e+00], [2.000000e+00, 4.000000e+00, 6.000000e+00, 8.000000e+00]]]]> : tensor<1x1x2x4xf32>
  // CHECK: %[[C:.*]] = nn.conv2d %[[X]], %[[W]] : (tensor<?x4x4x2xf32>, tensor<1x1x2x4xf32>) -> tensor<?x4x4x4xf32>
  // CHECK: %[[S:.*]] = nn.reshape %[[C]] : (tensor<?x4x4x4xf32>) -> tensor<?x4x4x2x2x1xf32>
  // CHECK: %[[T:.*]] = nn.transpose %[[S]] {permutation = array<i64: 0, 1, 3, 2, 4, 5>}
  // CHECK: %[[R:.*]] = nn.reshape %[[T]] : (tensor<?x4x2x4x2x1xf32>) -> tensor<?x8x8x1xf32>
  // CHECK: return %[[R]]
  %w = arith.constant dense<[[[[1.0, 2.0]], [[3.0, 4.0]]],
                             [[[5.0, 6.0]], [[7.0, 8.0]]]]>
      : tensor<2x2x1x2xf32>
  %0 = nn.conv2d_transpose %x, %w {strides = array<i64: 2, 2>}
      : (tensor<?x4x4x2xf32>, tensor<2x2x1x2xf32>) -> tensor<?x8x8x1xf32>
  return %0 : tensor<?x8x8x1xf32>
}

// -----

// Along the first dimension results have two taps and one in turn, which are two
// convolutions: a tap of zero would make NaN of an infinite element. Along the
// second, results are computed from one earlier on, so that all read the same.

// CHECK-LABEL: @windows
// CHECK-SAME:    %[[X:.*]]: tensor<1x3x4x1xf32>
func.func @windows(%x: tensor<1x3x4x1xf32>) -> tensor<1x6x8x1xf32> {
  // CHECK-DAG: %[[W0:.*]] = arith.constant dense<{{\[\[\[\[}}1.100000e+01, 1.200000e+01]], {{\[\[}}9.000000e+00, 1.000000e+01]]], {{\[\[\[}}3.000000e+00, 4.000000e+00]], {{\[\[}}1.000000e+00, 2.000000e+00]]]]> : tensor<2x2x1x2xf32>
  // CHECK-DAG: %[[W1:.*]] = arith.constant dense<{{\[\[\[\[}}7.000000e+00, 8.000000e+00]], {{\[\[}}5.000000e+00, 6.000000e+00]]]]> : tensor<1x2x1x2xf32>
  // CHECK: %[[C0:.*]] = nn.conv2d %[[X]], %[[W0]] {padding = array<i64: 1, 0, 1, 1>}
  // CHECK-SAME: -> tensor<1x3x5x2xf32>
  // CHECK: %[[C1:.*]] = nn.conv2d %[[X]], %[[W1]] {padding = array<i64: 0, 0, 1, 1>}
  // CHECK-SAME: -> tensor<1x3x5x2xf32>
  // CHECK: %[[C:.*]] = nn.concat %[[C0]], %[[C1]] {axis = 3 : i64}
  // CHECK: nn.reshape %[[C]] {{.*}} -> tensor<1x3x5x2x2x1xf32>
  // CHECK: nn.transpose {{.*}} {permutation = array<i64: 0, 1, 3, 2, 4, 5>}
  // CHECK: nn.reshape {{.*}} -> tensor<1x6x10x1xf32>
  // CHECK: nn.slice %{{.*}} {begin = array<i64: 0, 0, 1, 0>, size = array<i64: 1, 6, 8, 1>
  %w = arith.constant dense<[[[[1.0]], [[2.0]], [[3.0]], [[4.0]]],
                             [[[5.0]], [[6.0]], [[7.0]], [[8.0]]],
                             [[[9.0]], [[10.0]], [[11.0]], [[12.0]]]]>
      : tensor<3x4x1x1xf32>
  %0 = nn.conv2d_transpose %x, %w
      {strides = array<i64: 2, 2>, padding = array<i64: 0, 1, 1, 1>}
      : (tensor<1x3x4x1xf32>, tensor<3x4x1x1xf32>) -> tensor<1x6x8x1xf32>
  return %0 : tensor<1x6x8x1xf32>
}

// -----

// Phases along dimensions in which they differ come before those along others.

// CHECK-LABEL: @order
func.func @order(%x: tensor<1x3x4x1xf32>) -> tensor<1x6x8x1xf32> {
  // CHECK-COUNT-2: nn.conv2d
  // CHECK: nn.reshape {{.*}} -> tensor<1x3x4x2x2x1xf32>
  // CHECK: nn.transpose {{.*}} {permutation = array<i64: 0, 1, 4, 2, 3, 5>}
  %w = arith.constant dense<1.0> : tensor<2x3x1x1xf32>
  %0 = nn.conv2d_transpose %x, %w
      {strides = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 1>}
      : (tensor<1x3x4x1xf32>, tensor<2x3x1x1xf32>) -> tensor<1x6x8x1xf32>
  return %0 : tensor<1x6x8x1xf32>
}

// -----

// CHECK-LABEL: @others
func.func @others(%x: tensor<1x4x4x2xf32>, %w: tensor<2x2x1x2xf32>, %y: tensor<1x?x4x2xf32>) -> (tensor<1x8x8x1xf32>, tensor<1x5x5x1xf32>, tensor<1x8x8x1xf32>, tensor<1x?x8x1xf32>) {
  // A filter that is not known.
  // CHECK: nn.conv2d_transpose
  %0 = nn.conv2d_transpose %x, %w {strides = array<i64: 2, 2>} : (tensor<1x4x4x2xf32>, tensor<2x2x1x2xf32>) -> tensor<1x8x8x1xf32>
  %v = arith.constant dense<1.0> : tensor<2x2x1x2xf32>
  // No strides.
  // CHECK: nn.conv2d_transpose
  %1 = nn.conv2d_transpose %x, %v : (tensor<1x4x4x2xf32>, tensor<2x2x1x2xf32>) -> tensor<1x5x5x1xf32>
  // A dilated filter.
  // CHECK: nn.conv2d_transpose
  %2 = nn.conv2d_transpose %x, %v {strides = array<i64: 2, 2>, dilations = array<i64: 2, 2>, padding = array<i64: 0, 1, 0, 1>} : (tensor<1x4x4x2xf32>, tensor<2x2x1x2xf32>) -> tensor<1x8x8x1xf32>
  // A size that is not known.
  // CHECK: nn.conv2d_transpose
  %3 = nn.conv2d_transpose %y, %v {strides = array<i64: 2, 2>} : (tensor<1x?x4x2xf32>, tensor<2x2x1x2xf32>) -> tensor<1x?x8x1xf32>
  return %0, %1, %2, %3 : tensor<1x8x8x1xf32>, tensor<1x5x5x1xf32>, tensor<1x8x8x1xf32>, tensor<1x?x8x1xf32>
}

// -----

// CHECK-LABEL: @taps
func.func @taps(%x: tensor<1x4x4x1xf32>) -> (tensor<1x12x12x1xf32>, tensor<1x43x24x1xf32>) {
  // Results that no tap reaches.
  // CHECK: nn.conv2d_transpose
  %v = arith.constant dense<1.0> : tensor<2x2x1x1xf32>
  %0 = nn.conv2d_transpose %x, %v {strides = array<i64: 3, 3>, padding = array<i64: 0, 1, 0, 1>} : (tensor<1x4x4x1xf32>, tensor<2x2x1x1xf32>) -> tensor<1x12x12x1xf32>
  // 9 * 6 convolutions.
  // CHECK: nn.conv2d_transpose
  %w = arith.constant dense<1.0> : tensor<16x11x1x1xf32>
  %1 = nn.conv2d_transpose %x, %w {strides = array<i64: 9, 6>, padding = array<i64: 0, 0, 0, 5>} : (tensor<1x4x4x1xf32>, tensor<16x11x1x1xf32>) -> tensor<1x43x24x1xf32>
  return %0, %1 : tensor<1x12x12x1xf32>, tensor<1x43x24x1xf32>
}
