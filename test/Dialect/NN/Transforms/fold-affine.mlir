// RUN: nn-opt --nn-fold-affine --split-input-file %s | FileCheck %s

// Bias, scale and shift behind a convolution are one filter and one bias:
// (0.5 + 1) * 2 + 3 = 6, and so on.
// CHECK-LABEL: @behind_conv2d
// CHECK-SAME: %[[X:.*]]: tensor
func.func @behind_conv2d(%x: tensor<?x4x4x1xf32>) -> tensor<?x4x4x2xf32> {
  %w = arith.constant dense<[[[[1.0, 10.0]]]]> : tensor<1x1x1x2xf32>
  %bias = arith.constant dense<[0.5, 1.0]> : tensor<2xf32>
  %one = arith.constant dense<1.0> : tensor<f32>
  %scale = arith.constant dense<[[[[2.0, -1.0]]]]> : tensor<1x1x1x2xf32>
  %shift = arith.constant dense<[-3.0, 1.0]> : tensor<2xf32>
  %0 = nn.conv2d %x, %w : (tensor<?x4x4x1xf32>, tensor<1x1x1x2xf32>) -> tensor<?x4x4x2xf32>
  %1 = nn.add %0, %bias : (tensor<?x4x4x2xf32>, tensor<2xf32>) -> tensor<?x4x4x2xf32>
  %2 = nn.add %one, %1 : (tensor<f32>, tensor<?x4x4x2xf32>) -> tensor<?x4x4x2xf32>
  %3 = nn.mul %2, %scale : (tensor<?x4x4x2xf32>, tensor<1x1x1x2xf32>) -> tensor<?x4x4x2xf32>
  %4 = nn.sub %3, %shift : (tensor<?x4x4x2xf32>, tensor<2xf32>) -> tensor<?x4x4x2xf32>
  // CHECK-DAG: %[[W:.*]] = arith.constant dense<{{.*}}2.000000e+00, -1.000000e+01{{.*}}> : tensor<1x1x1x2xf32>
  // CHECK-DAG: %[[B:.*]] = arith.constant dense<[6.000000e+00, -3.000000e+00]> : tensor<2xf32>
  // CHECK: %[[CONV:.*]] = nn.conv2d %[[X]], %[[W]]
  // CHECK-NEXT: %[[ADD:.*]] = nn.add %[[CONV]], %[[B]]
  // CHECK-NEXT: return %[[ADD]]
  return %4 : tensor<?x4x4x2xf32>
}

// -----

// CHECK-LABEL: @batch_norm_behind
// CHECK-SAME: %[[X:.*]]: tensor
func.func @batch_norm_behind(%x: tensor<1x1x4x4xf32>) -> tensor<1x2x4x4xf32> {
  %w = arith.constant dense<[[[[1.0, 10.0]]]]> : tensor<1x1x1x2xf32>
  %scale = arith.constant dense<[2.0, 3.0]> : tensor<2xf32>
  %offset = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %mean = arith.constant dense<[5.0, -1.0]> : tensor<2xf32>
  %variance = arith.constant dense<[4.0, 16.0]> : tensor<2xf32>
  %0 = nn.conv2d %x, %w {data_format = #nn.data_format<nchw>} : (tensor<1x1x4x4xf32>, tensor<1x1x1x2xf32>) -> tensor<1x2x4x4xf32>
  %1 = nn.batch_norm %0, %scale, %offset, %mean, %variance {epsilon = 0.0 : f32, data_format = #nn.data_format<nchw>}
      : (tensor<1x2x4x4xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<1x2x4x4xf32>
  // CHECK-DAG: %[[W:.*]] = arith.constant dense<{{.*}}1.000000e+00, 7.500000e+00{{.*}}> : tensor<1x1x1x2xf32>
  // CHECK-DAG: %[[B:.*]] = arith.constant dense<{{.*}}-4.000000e+00{{.*}}2.750000e+00{{.*}}> : tensor<2x1x1xf32>
  // CHECK: %[[CONV:.*]] = nn.conv2d %[[X]], %[[W]]
  // CHECK-NEXT: nn.add %[[CONV]], %[[B]]
  // CHECK-NOT: nn.batch_norm
  return %1 : tensor<1x2x4x4xf32>
}

// -----

// CHECK-LABEL: @other_filters
// CHECK-SAME: %[[X:.*]]: tensor<1x4x4x2xf32>, %[[Y:.*]]: tensor<3x2xf32>
func.func @other_filters(%x: tensor<1x4x4x2xf32>, %y: tensor<3x2xf32>)
    -> (tensor<1x4x4x4xf32>, tensor<1x4x4x2xf32>, tensor<3x2xf32>, tensor<3x2xf32>) {
  %v = arith.constant dense<[[[[1.0, 2.0], [3.0, 4.0]]]]> : tensor<1x1x2x2xf32>
  %w = arith.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %four = arith.constant dense<[1.0, 10.0, 100.0, 1000.0]> : tensor<4xf32>
  %two = arith.constant dense<[1.0, 10.0]> : tensor<2xf32>
  // CHECK-DAG: %[[DEPTHWISE:.*]] = arith.constant dense<{{.*}}1.000000e+00, 2.000000e+01{{.*}}, {{.*}}3.000000e+02, 4.000000e+03{{.*}}> : tensor<1x1x2x2xf32>
  // CHECK-DAG: %[[TRANSPOSE:.*]] = arith.constant dense<{{.*}}1.000000e+00, 2.000000e+00{{.*}}, {{.*}}3.000000e+01, 4.000000e+01{{.*}}> : tensor<1x1x2x2xf32>
  // CHECK-DAG: %[[COLUMNS:.*]] = arith.constant dense<{{.*}}1.000000e+00, 2.000000e+01{{.*}}, {{.*}}3.000000e+00, 4.000000e+01{{.*}}> : tensor<2x2xf32>
  // CHECK-DAG: %[[ROWS:.*]] = arith.constant dense<{{.*}}1.000000e+00, 2.000000e+00{{.*}}, {{.*}}3.000000e+01, 4.000000e+01{{.*}}> : tensor<2x2xf32>
  // CHECK-DAG: nn.depthwise_conv2d %[[X]], %[[DEPTHWISE]]
  %0 = nn.depthwise_conv2d %x, %v : (tensor<1x4x4x2xf32>, tensor<1x1x2x2xf32>) -> tensor<1x4x4x4xf32>
  %1 = nn.mul %0, %four : (tensor<1x4x4x4xf32>, tensor<4xf32>) -> tensor<1x4x4x4xf32>
  // CHECK-DAG: nn.conv2d_transpose %[[X]], %[[TRANSPOSE]]
  %2 = nn.conv2d_transpose %x, %v : (tensor<1x4x4x2xf32>, tensor<1x1x2x2xf32>) -> tensor<1x4x4x2xf32>
  %3 = nn.mul %2, %two : (tensor<1x4x4x2xf32>, tensor<2xf32>) -> tensor<1x4x4x2xf32>
  // CHECK-DAG: nn.matmul %[[Y]], %[[COLUMNS]]
  %4 = nn.matmul %y, %w : (tensor<3x2xf32>, tensor<2x2xf32>) -> tensor<3x2xf32>
  %5 = nn.mul %4, %two : (tensor<3x2xf32>, tensor<2xf32>) -> tensor<3x2xf32>
  // CHECK-DAG: nn.matmul %[[Y]], %[[ROWS]] {transpose_rhs = true}
  %6 = nn.matmul %y, %w {transpose_rhs = true} : (tensor<3x2xf32>, tensor<2x2xf32>) -> tensor<3x2xf32>
  %7 = nn.mul %6, %two : (tensor<3x2xf32>, tensor<2xf32>) -> tensor<3x2xf32>
  // CHECK-NOT: nn.mul
  return %1, %3, %5, %7 : tensor<1x4x4x4xf32>, tensor<1x4x4x2xf32>, tensor<3x2xf32>, tensor<3x2xf32>
}

// -----

// A scale before the convolution goes into the filter even if zeros pad it; the
// groups have one input channel each here.
// CHECK-LABEL: @scale_before
// CHECK-SAME: %[[X:.*]]: tensor
func.func @scale_before(%x: tensor<1x4x4x2xf32>) -> tensor<1x6x6x2xf32> {
  %w = arith.constant dense<[[[[1.0, 10.0]]]]> : tensor<1x1x1x2xf32>
  %scale = arith.constant dense<[2.0, 3.0]> : tensor<2xf32>
  %0 = nn.mul %x, %scale : (tensor<1x4x4x2xf32>, tensor<2xf32>) -> tensor<1x4x4x2xf32>
  // CHECK: %[[W:.*]] = arith.constant dense<{{.*}}2.000000e+00, 3.000000e+01{{.*}}>
  // CHECK: nn.conv2d %[[X]], %[[W]]
  %1 = nn.conv2d %0, %w {padding = array<i64: 1, 1, 1, 1>} : (tensor<1x4x4x2xf32>, tensor<1x1x1x2xf32>) -> tensor<1x6x6x2xf32>
  return %1 : tensor<1x6x6x2xf32>
}

// -----

// CHECK-LABEL: @shift_before
// CHECK-SAME: %[[X:.*]]: tensor
func.func @shift_before(%x: tensor<3x2xf32>) -> tensor<3x2xf32> {
  %w = arith.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %shift = arith.constant dense<[1.0, -1.0]> : tensor<2xf32>
  %0 = nn.add %x, %shift : (tensor<3x2xf32>, tensor<2xf32>) -> tensor<3x2xf32>
  // CHECK-DAG: %[[W:.*]] = arith.constant dense<{{.*}}1.000000e+00, 2.000000e+00{{.*}}3.000000e+00, 4.000000e+00{{.*}}>
  // CHECK-DAG: %[[B:.*]] = arith.constant dense<-2.000000e+00> : tensor<2xf32>
  // CHECK: %[[PRODUCT:.*]] = nn.matmul %[[X]], %[[W]]
  // CHECK: nn.add %[[PRODUCT]], %[[B]]
  %1 = nn.matmul %0, %w : (tensor<3x2xf32>, tensor<2x2xf32>) -> tensor<3x2xf32>
  return %1 : tensor<3x2xf32>
}

// -----

// Zeros that pad the input would have to be shifted too.
// CHECK-LABEL: @shift_before_padding
func.func @shift_before_padding(%x: tensor<1x4x4x1xf32>) -> tensor<1x6x6x1xf32> {
  %w = arith.constant dense<2.0> : tensor<1x1x1x1xf32>
  %shift = arith.constant dense<1.0> : tensor<1xf32>
  // CHECK: %[[ADD:.*]] = nn.add
  // CHECK: nn.conv2d %[[ADD]]
  %0 = nn.add %x, %shift : (tensor<1x4x4x1xf32>, tensor<1xf32>) -> tensor<1x4x4x1xf32>
  %1 = nn.conv2d %0, %w {padding = array<i64: 1, 1, 1, 1>} : (tensor<1x4x4x1xf32>, tensor<1x1x1x1xf32>) -> tensor<1x6x6x1xf32>
  return %1 : tensor<1x6x6x1xf32>
}

// -----

// CHECK-LABEL: @other_uses
func.func @other_uses(%x: tensor<3x2xf32>) -> (tensor<3x2xf32>, tensor<3x2xf32>) {
  %w = arith.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %scale = arith.constant dense<2.0> : tensor<f32>
  // CHECK: %[[PRODUCT:.*]] = nn.matmul
  // CHECK: nn.mul %[[PRODUCT]]
  %0 = nn.matmul %x, %w : (tensor<3x2xf32>, tensor<2x2xf32>) -> tensor<3x2xf32>
  %1 = nn.mul %0, %scale : (tensor<3x2xf32>, tensor<f32>) -> tensor<3x2xf32>
  return %0, %1 : tensor<3x2xf32>, tensor<3x2xf32>
}

// -----

// A constant that differs along another dimension, or that broadcasts.
// CHECK-LABEL: @not_by_channel
func.func @not_by_channel(%x: tensor<1x2xf32>) -> (tensor<1x2xf32>, tensor<3x2xf32>) {
  %w = arith.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %rows = arith.constant dense<[[1.0], [2.0], [3.0]]> : tensor<3x1xf32>
  // CHECK: nn.matmul
  // CHECK: nn.mul
  %0 = nn.matmul %x, %w : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  %1 = nn.mul %0, %rows : (tensor<1x2xf32>, tensor<3x1xf32>) -> tensor<3x2xf32>
  return %x, %1 : tensor<1x2xf32>, tensor<3x2xf32>
}

// -----

// Narrow floats are rounded after every op, and infinities are not made here.
// CHECK-LABEL: @not_foldable
func.func @not_foldable(%x: tensor<3x1xf16>, %y: tensor<3x1xf32>) -> (tensor<3x1xf16>, tensor<3x1xf32>) {
  %w = arith.constant dense<2.0> : tensor<1x1xf16>
  %scale = arith.constant dense<3.0> : tensor<f16>
  // CHECK: nn.matmul
  // CHECK: nn.mul
  %0 = nn.matmul %x, %w : (tensor<3x1xf16>, tensor<1x1xf16>) -> tensor<3x1xf16>
  %1 = nn.mul %0, %scale : (tensor<3x1xf16>, tensor<f16>) -> tensor<3x1xf16>
  %v = arith.constant dense<2.0> : tensor<1x1xf32>
  %zero = arith.constant dense<0.0> : tensor<f32>
  // CHECK: nn.matmul
  // CHECK: nn.div
  %2 = nn.matmul %y, %v : (tensor<3x1xf32>, tensor<1x1xf32>) -> tensor<3x1xf32>
  %3 = nn.div %2, %zero : (tensor<3x1xf32>, tensor<f32>) -> tensor<3x1xf32>
  return %1, %3 : tensor<3x1xf16>, tensor<3x1xf32>
}

// -----

// CHECK-LABEL: @only_a_bias
func.func @only_a_bias(%x: tensor<3x1xf32>, %y: tensor<3x1xf32>) -> (tensor<3x1xf32>) {
  %w = arith.constant dense<2.0> : tensor<1x1xf32>
  %bias = arith.constant dense<3.0> : tensor<1xf32>
  // CHECK: %[[PRODUCT:.*]] = nn.matmul
  // CHECK: %[[SUM:.*]] = nn.add %[[PRODUCT]]
  // CHECK: nn.add %[[SUM]], %{{.*}}
  %0 = nn.matmul %x, %w : (tensor<3x1xf32>, tensor<1x1xf32>) -> tensor<3x1xf32>
  %1 = nn.add %0, %bias : (tensor<3x1xf32>, tensor<1xf32>) -> tensor<3x1xf32>
  %2 = nn.add %1, %y : (tensor<3x1xf32>, tensor<3x1xf32>) -> tensor<3x1xf32>
  return %2 : tensor<3x1xf32>
}

// -----

// CHECK-LABEL: @batch_norm_alone
// CHECK-SAME: %[[X:.*]]: tensor<?x2xf32>, %[[V:.*]]: tensor<2xf32>
func.func @batch_norm_alone(%x: tensor<?x2xf32>, %v: tensor<2xf32>) -> (tensor<?x2xf32>, tensor<?x2xf32>) {
  %scale = arith.constant dense<[2.0, 3.0]> : tensor<2xf32>
  %offset = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %mean = arith.constant dense<[5.0, -1.0]> : tensor<2xf32>
  %variance = arith.constant dense<[4.0, 16.0]> : tensor<2xf32>
  // CHECK-DAG: %[[SCALE:.*]] = arith.constant dense<[1.000000e+00, 7.500000e-01]> : tensor<2xf32>
  // CHECK-DAG: %[[SHIFT:.*]] = arith.constant dense<[-4.000000e+00, 2.750000e+00]> : tensor<2xf32>
  // CHECK: %[[MUL:.*]] = nn.mul %[[X]], %[[SCALE]]
  // CHECK: nn.add %[[MUL]], %[[SHIFT]]
  %0 = nn.batch_norm %x, %scale, %offset, %mean, %variance {epsilon = 0.0 : f32}
      : (tensor<?x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  // CHECK: nn.batch_norm
  %1 = nn.batch_norm %x, %scale, %offset, %mean, %v {epsilon = 0.0 : f32}
      : (tensor<?x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  return %0, %1 : tensor<?x2xf32>, tensor<?x2xf32>
}

// -----

// The loop would compute the product again and again.
// CHECK-LABEL: @other_block
func.func @other_block(%x: tensor<3x1xf32>, %n: index) -> tensor<3x1xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %w = arith.constant dense<2.0> : tensor<1x1xf32>
  %scale = arith.constant dense<3.0> : tensor<f32>
  // CHECK: nn.matmul
  // CHECK: scf.for
  // CHECK-NOT: nn.matmul
  // CHECK: nn.mul
  %0 = nn.matmul %x, %w : (tensor<3x1xf32>, tensor<1x1xf32>) -> tensor<3x1xf32>
  %1 = scf.for %i = %c0 to %n step %c1 iter_args(%y = %x) -> tensor<3x1xf32> {
    %2 = nn.mul %0, %scale : (tensor<3x1xf32>, tensor<f32>) -> tensor<3x1xf32>
    %3 = nn.add %2, %y : (tensor<3x1xf32>, tensor<3x1xf32>) -> tensor<3x1xf32>
    scf.yield %3 : tensor<3x1xf32>
  }
  return %1 : tensor<3x1xf32>
}
