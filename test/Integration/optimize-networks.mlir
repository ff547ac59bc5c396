// RUN: nn-opt --nn-optimize --split-input-file %s | FileCheck %s

// Blocks of networks as exporters write them: what is left is convolutions,
// biases, residual sums, activations, pools and views.

// A residual block: batch normalizations as Rsqrt, Mul, Sub and AddV2 of
// constants, biases behind a Reshape and a Squeeze, borders as Pad.
// CHECK-LABEL: @resnet_block
// CHECK-SAME: %[[X:.*]]: tensor<1x6x6x2xf32>
func.func @resnet_block(%x: tensor<1x6x6x2xf32>) -> tensor<1x1x1x2xf32> {
  %epsilon = arith.constant dense<0.0> : tensor<f32>
  %w0 = arith.constant dense<1.0> : tensor<3x3x2x2xf32>
  %bias0 = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %variance0 = arith.constant dense<[4.0, 16.0]> : tensor<2xf32>
  %gamma0 = arith.constant dense<[2.0, 8.0]> : tensor<2xf32>
  %beta0 = arith.constant dense<[3.0, 4.0]> : tensor<2xf32>
  %mean0 = arith.constant dense<[0.5, 0.25]> : tensor<2xf32>
  %w1 = arith.constant dense<0.5> : tensor<1x1x2x2xf32>
  %bias1 = arith.constant dense<[-1.0, 1.0]> : tensor<2xf32>

  // CHECK-DAG: %[[W0:.*]] = arith.constant dense<{{.*}}1.000000e+00, 2.000000e+00{{.*}}> : tensor<3x3x2x2xf32>
  // CHECK-DAG: %[[B0:.*]] = arith.constant dense<[3.500000e+00, 7.500000e+00]> : tensor<2xf32>
  // CHECK: %[[CONV0:.*]] = nn.conv2d %[[X]], %[[W0]] {padding = array<i64: 1, 1, 1, 1>}
  // CHECK-NEXT: %[[ADD0:.*]] = nn.add %[[CONV0]], %[[B0]]
  // CHECK-NEXT: %[[RELU0:.*]] = nn.relu %[[ADD0]]
  %pad = nn.pad %x {low = array<i64: 0, 1, 1, 0>, high = array<i64: 0, 1, 1, 0>, value = 0.0 : f32} : (tensor<1x6x6x2xf32>) -> tensor<1x8x8x2xf32>
  %conv0 = nn.conv2d %pad, %w0 : (tensor<1x8x8x2xf32>, tensor<3x3x2x2xf32>) -> tensor<1x6x6x2xf32>
  %1 = nn.reshape %bias0 : (tensor<2xf32>) -> tensor<1x1x1x2xf32>
  %2 = nn.squeeze %1 {axes = array<i64: 0, 1, 2>} : (tensor<1x1x1x2xf32>) -> tensor<2xf32>
  %3 = nn.add %conv0, %2 : (tensor<1x6x6x2xf32>, tensor<2xf32>) -> tensor<1x6x6x2xf32>
  %4 = nn.reshape %variance0 : (tensor<2xf32>) -> tensor<1x1x1x2xf32>
  %5 = nn.add %4, %epsilon : (tensor<1x1x1x2xf32>, tensor<f32>) -> tensor<1x1x1x2xf32>
  %6 = nn.rsqrt %5 : tensor<1x1x1x2xf32>
  %7 = nn.reshape %gamma0 : (tensor<2xf32>) -> tensor<1x1x1x2xf32>
  %8 = nn.mul %6, %7 : (tensor<1x1x1x2xf32>, tensor<1x1x1x2xf32>) -> tensor<1x1x1x2xf32>
  %9 = nn.mul %3, %8 : (tensor<1x6x6x2xf32>, tensor<1x1x1x2xf32>) -> tensor<1x6x6x2xf32>
  %10 = nn.reshape %beta0 : (tensor<2xf32>) -> tensor<1x1x1x2xf32>
  %11 = nn.reshape %mean0 : (tensor<2xf32>) -> tensor<1x1x1x2xf32>
  %12 = nn.mul %11, %8 : (tensor<1x1x1x2xf32>, tensor<1x1x1x2xf32>) -> tensor<1x1x1x2xf32>
  %13 = nn.sub %10, %12 : (tensor<1x1x1x2xf32>, tensor<1x1x1x2xf32>) -> tensor<1x1x1x2xf32>
  %14 = nn.add %9, %13 : (tensor<1x6x6x2xf32>, tensor<1x1x1x2xf32>) -> tensor<1x6x6x2xf32>
  %15 = nn.relu %14 : tensor<1x6x6x2xf32>

  // CHECK-NEXT: %[[CONV1:.*]] = nn.conv2d %[[RELU0]]
  // CHECK-NEXT: %[[ADD1:.*]] = nn.add %[[CONV1]]
  // CHECK-NEXT: %[[SUM:.*]] = nn.add %[[X]], %[[ADD1]]
  // CHECK-NEXT: %[[RELU1:.*]] = nn.relu %[[SUM]]
  %16 = nn.conv2d %15, %w1 : (tensor<1x6x6x2xf32>, tensor<1x1x2x2xf32>) -> tensor<1x6x6x2xf32>
  %17 = nn.add %16, %bias1 : (tensor<1x6x6x2xf32>, tensor<2xf32>) -> tensor<1x6x6x2xf32>
  %18 = nn.add %x, %17 : (tensor<1x6x6x2xf32>, tensor<1x6x6x2xf32>) -> tensor<1x6x6x2xf32>
  %19 = nn.relu %18 : tensor<1x6x6x2xf32>
  // CHECK-NEXT: %[[MEAN:.*]] = nn.reduce_mean %[[RELU1]]
  // CHECK-NEXT: return %[[MEAN]]
  %20 = nn.reduce_mean %19 {axes = array<i64: 1, 2>, keep_dims = true} : (tensor<1x6x6x2xf32>) -> tensor<1x1x1x2xf32>
  return %20 : tensor<1x1x1x2xf32>
}

// -----

// The start of a network that normalizes images: x / 255 - 0, then / 1, scales
// the filter; the swish has a factor of one.
// CHECK-LABEL: @normalized_images
// CHECK-SAME: %[[X:.*]]: tensor<1x4x4x1xf32>
func.func @normalized_images(%x: tensor<1x4x4x1xf32>) -> tensor<1x2x2x2xf32> {
  %scale = arith.constant dense<0.5> : tensor<f32>
  %zero = arith.constant dense<0.0> : tensor<f32>
  %mean = arith.constant dense<0.0> : tensor<1x1x1x1xf32>
  %variance = arith.constant dense<1.0> : tensor<1x1x1x1xf32>
  %tiny = arith.constant dense<1.0e-7> : tensor<f32>
  %one = arith.constant dense<1.0> : tensor<f32>
  %w = arith.constant dense<2.0> : tensor<3x3x1x2xf32>
  // CHECK-DAG: %[[W:.*]] = arith.constant dense<1.000000e+00> : tensor<3x3x1x2xf32>
  // CHECK: %[[CONV:.*]] = nn.conv2d %[[X]], %[[W]] {padding = array<i64: 0, 1, 0, 1>, strides = array<i64: 2, 2>}
  // CHECK-NEXT: %[[SILU:.*]] = nn.silu %[[CONV]]
  // CHECK-NEXT: return %[[SILU]]
  %0 = nn.mul %x, %scale : (tensor<1x4x4x1xf32>, tensor<f32>) -> tensor<1x4x4x1xf32>
  %1 = nn.add %0, %zero : (tensor<1x4x4x1xf32>, tensor<f32>) -> tensor<1x4x4x1xf32>
  %2 = nn.sub %1, %mean : (tensor<1x4x4x1xf32>, tensor<1x1x1x1xf32>) -> tensor<1x4x4x1xf32>
  %3 = nn.sqrt %variance : tensor<1x1x1x1xf32>
  %4 = nn.maximum %3, %tiny : (tensor<1x1x1x1xf32>, tensor<f32>) -> tensor<1x1x1x1xf32>
  %5 = nn.div %2, %4 : (tensor<1x4x4x1xf32>, tensor<1x1x1x1xf32>) -> tensor<1x4x4x1xf32>
  %6 = nn.pad %5 {low = array<i64: 0, 0, 0, 0>, high = array<i64: 0, 1, 1, 0>, value = 0.0 : f32} : (tensor<1x4x4x1xf32>) -> tensor<1x5x5x1xf32>
  %7 = nn.conv2d %6, %w {strides = array<i64: 2, 2>} : (tensor<1x5x5x1xf32>, tensor<3x3x1x2xf32>) -> tensor<1x2x2x2xf32>
  %8 = nn.mul %one, %7 : (tensor<f32>, tensor<1x2x2x2xf32>) -> tensor<1x2x2x2xf32>
  %9 = nn.sigmoid %8 : tensor<1x2x2x2xf32>
  %10 = nn.mul %7, %9 : (tensor<1x2x2x2xf32>, tensor<1x2x2x2xf32>) -> tensor<1x2x2x2xf32>
  return %10 : tensor<1x2x2x2xf32>
}

// -----

// A feed-forward layer on sequences, between reshapes to matrices: bias and
// gelu become the first product's own, and the reshapes between cancel.
// CHECK-LABEL: @feed_forward
// CHECK-SAME: %[[X:.*]]: tensor<1x3x2xf32>
func.func @feed_forward(%x: tensor<1x3x2xf32>) -> tensor<1x3x2xf32> {
  %w0 = arith.constant dense<[[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0]]> : tensor<2x4xf32>
  %w1 = arith.constant dense<[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0], [7.0, 8.0]]> : tensor<4x2xf32>
  %bias0 = arith.constant dense<[1.0, 2.0, 3.0, 4.0]> : tensor<4xf32>
  %bias1 = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %gamma = arith.constant dense<[2.0, 4.0]> : tensor<2xf32>
  %half = arith.constant dense<0.5> : tensor<f32>
  %c = arith.constant dense<0.707106769> : tensor<f32>
  // CHECK-DAG: %[[B1:.*]] = arith.constant dense<[2.000000e+00, 8.000000e+00]> : tensor<2xf32>
  // CHECK: %[[FLAT:.*]] = nn.reshape %[[X]]
  // CHECK-NEXT: %[[MATMUL0:.*]] = nn.matmul %[[FLAT]]
  // CHECK-NEXT: %[[ADD0:.*]] = nn.add %[[MATMUL0]]
  // CHECK-NEXT: %[[GELU:.*]] = nn.gelu %[[ADD0]]
  // CHECK-NEXT: %[[MATMUL1:.*]] = nn.matmul %[[GELU]]
  // CHECK-NEXT: %[[ADD1:.*]] = nn.add %[[MATMUL1]], %[[B1]]
  // CHECK-NEXT: %[[RESULT:.*]] = nn.reshape %[[ADD1]]
  // CHECK-NEXT: return %[[RESULT]]
  %0 = nn.reshape %x : (tensor<1x3x2xf32>) -> tensor<3x2xf32>
  %1 = nn.matmul %0, %w0 : (tensor<3x2xf32>, tensor<2x4xf32>) -> tensor<3x4xf32>
  %2 = nn.reshape %1 : (tensor<3x4xf32>) -> tensor<1x3x4xf32>
  %3 = nn.add %2, %bias0 : (tensor<1x3x4xf32>, tensor<4xf32>) -> tensor<1x3x4xf32>
  %4 = nn.mul %half, %3 : (tensor<f32>, tensor<1x3x4xf32>) -> tensor<1x3x4xf32>
  %5 = nn.neg %3 : tensor<1x3x4xf32>
  %6 = nn.mul %5, %c : (tensor<1x3x4xf32>, tensor<f32>) -> tensor<1x3x4xf32>
  %7 = nn.erfc %6 : tensor<1x3x4xf32>
  %8 = nn.mul %4, %7 : (tensor<1x3x4xf32>, tensor<1x3x4xf32>) -> tensor<1x3x4xf32>
  %9 = nn.reshape %8 : (tensor<1x3x4xf32>) -> tensor<3x4xf32>
  %10 = nn.matmul %9, %w1 : (tensor<3x4xf32>, tensor<4x2xf32>) -> tensor<3x2xf32>
  %11 = nn.reshape %10 : (tensor<3x2xf32>) -> tensor<1x3x2xf32>
  %12 = nn.add %11, %bias1 : (tensor<1x3x2xf32>, tensor<2xf32>) -> tensor<1x3x2xf32>
  %13 = nn.mul %12, %gamma : (tensor<1x3x2xf32>, tensor<2xf32>) -> tensor<1x3x2xf32>
  return %13 : tensor<1x3x2xf32>
}
