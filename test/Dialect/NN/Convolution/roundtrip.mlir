// RUN: nn-opt --verify-roundtrip %s | FileCheck %s

// CHECK-LABEL: @conv2d
func.func @conv2d(%x: tensor<?x8x8x3xf32>, %w: tensor<3x3x3x16xf32>, %y: tensor<1x3x?x?xf32>) {
  // Defaults are not printed.
  // CHECK: nn.conv2d %{{.*}}, %{{.*}} : (tensor<?x8x8x3xf32>, tensor<3x3x3x16xf32>) -> tensor<?x6x6x16xf32>
  %0 = nn.conv2d %x, %w {strides = array<i64: 1, 1>, dilations = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, data_format = #nn.data_format<nhwc>}
      : (tensor<?x8x8x3xf32>, tensor<3x3x3x16xf32>) -> tensor<?x6x6x16xf32>
  // CHECK: nn.conv2d %{{.*}}, %{{.*}} {dilations = array<i64: 2, 1>, padding = array<i64: 1, 1, 0, 2>, strides = array<i64: 2, 3>} : (tensor<?x8x8x3xf32>, tensor<3x3x3x16xf32>) -> tensor<?x3x3x16xf32>
  %1 = nn.conv2d %x, %w {strides = array<i64: 2, 3>, dilations = array<i64: 2, 1>, padding = array<i64: 1, 1, 0, 2>}
      : (tensor<?x8x8x3xf32>, tensor<3x3x3x16xf32>) -> tensor<?x3x3x16xf32>
  // CHECK: nn.conv2d %{{.*}}, %{{.*}} {data_format = #nn.data_format<nchw>, same_upper, strides = array<i64: 2, 2>} : (tensor<1x3x?x?xf32>, tensor<3x3x3x16xf32>) -> tensor<1x16x?x?xf32>
  %2 = nn.conv2d %y, %w {strides = array<i64: 2, 2>, data_format = #nn.data_format<nchw>, same_upper}
      : (tensor<1x3x?x?xf32>, tensor<3x3x3x16xf32>) -> tensor<1x16x?x?xf32>
  return
}

// CHECK-LABEL: @depthwise_conv2d
func.func @depthwise_conv2d(%x: tensor<?x8x8x4xf32>, %w: tensor<3x3x4x2xf32>) {
  // CHECK: nn.depthwise_conv2d %{{.*}}, %{{.*}} {padding = array<i64: 1, 1, 1, 1>} : (tensor<?x8x8x4xf32>, tensor<3x3x4x2xf32>) -> tensor<?x8x8x8xf32>
  %0 = nn.depthwise_conv2d %x, %w {padding = array<i64: 1, 1, 1, 1>}
      : (tensor<?x8x8x4xf32>, tensor<3x3x4x2xf32>) -> tensor<?x8x8x8xf32>
  return
}

// CHECK-LABEL: @conv2d_transpose
func.func @conv2d_transpose(%x: tensor<1x4x4x16xf32>, %w: tensor<3x3x8x16xf32>) {
  // CHECK: nn.conv2d_transpose %{{.*}}, %{{.*}} {padding = array<i64: 0, 1, 0, 1>, strides = array<i64: 2, 2>} : (tensor<1x4x4x16xf32>, tensor<3x3x8x16xf32>) -> tensor<1x8x8x8xf32>
  %0 = nn.conv2d_transpose %x, %w {strides = array<i64: 2, 2>, padding = array<i64: 0, 1, 0, 1>}
      : (tensor<1x4x4x16xf32>, tensor<3x3x8x16xf32>) -> tensor<1x8x8x8xf32>
  // As many places in an input of 7 rows.
  // CHECK: nn.conv2d_transpose
  %1 = nn.conv2d_transpose %x, %w {strides = array<i64: 2, 2>, padding = array<i64: 1, 1, 1, 1>}
      : (tensor<1x4x4x16xf32>, tensor<3x3x8x16xf32>) -> tensor<1x7x8x8xf32>
  return
}

// CHECK-LABEL: @volumes
func.func @volumes(%x: tensor<?x4x8x8x3xf32>, %w: tensor<3x3x3x3x16xf32>, %y: tensor<1x2x4x4x16xf32>, %v: tensor<2x2x2x8x16xf32>) {
  // CHECK: nn.conv3d %{{.*}}, %{{.*}} {dilations = array<i64: 1, 2, 2>, padding = array<i64: 1, 1, 2, 2, 2, 2>} : (tensor<?x4x8x8x3xf32>, tensor<3x3x3x3x16xf32>) -> tensor<?x4x8x8x16xf32>
  %0 = nn.conv3d %x, %w {strides = array<i64: 1, 1, 1>, dilations = array<i64: 1, 2, 2>, padding = array<i64: 1, 1, 2, 2, 2, 2>}
      : (tensor<?x4x8x8x3xf32>, tensor<3x3x3x3x16xf32>) -> tensor<?x4x8x8x16xf32>
  // CHECK: nn.conv3d_transpose %{{.*}}, %{{.*}} {strides = array<i64: 2, 2, 2>} : (tensor<1x2x4x4x16xf32>, tensor<2x2x2x8x16xf32>) -> tensor<1x4x8x8x8xf32>
  %1 = nn.conv3d_transpose %y, %v {strides = array<i64: 2, 2, 2>}
      : (tensor<1x2x4x4x16xf32>, tensor<2x2x2x8x16xf32>) -> tensor<1x4x8x8x8xf32>
  return
}

// CHECK-LABEL: @dilation2d
func.func @dilation2d(%x: tensor<?x?x8x16xf32>, %w: tensor<3x3x16xf32>) {
  // CHECK: nn.dilation2d %{{.*}}, %{{.*}} {same_upper, strides = array<i64: 2, 2>} : (tensor<?x?x8x16xf32>, tensor<3x3x16xf32>) -> tensor<?x?x4x16xf32>
  %0 = nn.dilation2d %x, %w {strides = array<i64: 2, 2>, same_upper}
      : (tensor<?x?x8x16xf32>, tensor<3x3x16xf32>) -> tensor<?x?x4x16xf32>
  return
}
