// RUN: nn-opt --nn-fold-padding --split-input-file %s | FileCheck %s

// CHECK-LABEL: @convolutions
// CHECK-SAME: %[[X:.*]]: tensor<?x4x4x2xf32>, %[[W:.*]]: tensor<3x3x2x1xf32>
func.func @convolutions(%x: tensor<?x4x4x2xf32>, %w: tensor<3x3x2x1xf32>) -> (tensor<?x7x7x1xf32>, tensor<?x7x7x2xf32>) {
  // CHECK-NOT: nn.pad
  %0 = nn.pad %x {low = array<i64: 0, 1, 0, 0>, high = array<i64: 0, 2, 3, 0>, value = 0.0 : f32} : (tensor<?x4x4x2xf32>) -> tensor<?x7x7x2xf32>
  // CHECK: nn.conv2d %[[X]], %[[W]] {padding = array<i64: 2, 3, 1, 4>}
  %1 = nn.conv2d %0, %w {padding = array<i64: 1, 1, 1, 1>} : (tensor<?x7x7x2xf32>, tensor<3x3x2x1xf32>) -> tensor<?x7x7x1xf32>
  // CHECK: nn.depthwise_conv2d %[[X]], %[[W]] {padding = array<i64: 2, 3, 1, 4>}
  %2 = nn.depthwise_conv2d %0, %w {padding = array<i64: 1, 1, 1, 1>} : (tensor<?x7x7x2xf32>, tensor<3x3x2x1xf32>) -> tensor<?x7x7x2xf32>
  return %1, %2 : tensor<?x7x7x1xf32>, tensor<?x7x7x2xf32>
}

// -----

// CHECK-LABEL: @nchw
func.func @nchw(%x: tensor<1x2x4x4xf32>, %w: tensor<3x3x2x1xf32>) -> tensor<1x1x4x5xf32> {
  %0 = nn.pad %x {low = array<i64: 0, 0, 1, 2>, high = array<i64: 0, 0, 1, 1>, value = -0.0 : f32} : (tensor<1x2x4x4xf32>) -> tensor<1x2x6x7xf32>
  // CHECK: nn.conv2d {{.*}} {data_format = #nn.data_format<nchw>, padding = array<i64: 1, 1, 2, 1>}
  %1 = nn.conv2d %0, %w {data_format = #nn.data_format<nchw>} : (tensor<1x2x6x7xf32>, tensor<3x3x2x1xf32>) -> tensor<1x1x4x5xf32>
  return %1 : tensor<1x1x4x5xf32>
}

// -----

// CHECK-LABEL: @not_into_convolution
func.func @not_into_convolution(%x: tensor<1x4x4x1xf32>, %w: tensor<1x1x2x1xf32>, %v: tensor<1x1x1x1xf32>)
    -> (tensor<1x4x4x1xf32>, tensor<1x6x4x1xf32>, tensor<1x3x2x1xf32>) {
  // Channels get a border.
  // CHECK: %[[CHANNELS:.*]] = nn.pad
  // CHECK: nn.conv2d %[[CHANNELS]]
  %0 = nn.pad %x {low = array<i64: 0, 0, 0, 1>, high = array<i64: 0, 0, 0, 0>, value = 0.0 : f32} : (tensor<1x4x4x1xf32>) -> tensor<1x4x4x2xf32>
  %1 = nn.conv2d %0, %w : (tensor<1x4x4x2xf32>, tensor<1x1x2x1xf32>) -> tensor<1x4x4x1xf32>
  // The border is not of zeros.
  // CHECK: %[[ONES:.*]] = nn.pad
  // CHECK: nn.conv2d %[[ONES]]
  %2 = nn.pad %x {low = array<i64: 0, 1, 0, 0>, high = array<i64: 0, 1, 0, 0>, value = 1.0 : f32} : (tensor<1x4x4x1xf32>) -> tensor<1x6x4x1xf32>
  %3 = nn.conv2d %2, %v : (tensor<1x6x4x1xf32>, tensor<1x1x1x1xf32>) -> tensor<1x6x4x1xf32>
  // The padding is that of the padded size.
  // CHECK: %[[ZEROS:.*]] = nn.pad
  // CHECK: nn.conv2d %[[ZEROS]]
  %4 = nn.pad %x {low = array<i64: 0, 1, 0, 0>, high = array<i64: 0, 1, 0, 0>, value = 0.0 : f32} : (tensor<1x4x4x1xf32>) -> tensor<1x6x4x1xf32>
  %5 = nn.conv2d %4, %v {strides = array<i64: 2, 2>, same_upper} : (tensor<1x6x4x1xf32>, tensor<1x1x1x1xf32>) -> tensor<1x3x2x1xf32>
  return %1, %3, %5 : tensor<1x4x4x1xf32>, tensor<1x6x4x1xf32>, tensor<1x3x2x1xf32>
}

// -----

// CHECK-LABEL: @max_pool
// CHECK-SAME: %[[X:.*]]: tensor
func.func @max_pool(%x: tensor<1x4x4x1xf32>) -> (tensor<1x4x2x1xf32>, tensor<1x4x2x1xf32>, tensor<1x5x3x1xf32>) {
  // CHECK-NOT: nn.pad
  // CHECK: nn.max_pool2d %[[X]] {padding = array<i64: 1, 1, 0, 0>, window = array<i64: 3, 3>}
  %0 = nn.pad %x {low = array<i64: 0, 1, 0, 0>, high = array<i64: 0, 1, 0, 0>, value = 0xFF800000 : f32} : (tensor<1x4x4x1xf32>) -> tensor<1x6x4x1xf32>
  %1 = nn.max_pool2d %0 {window = array<i64: 3, 3>} : (tensor<1x6x4x1xf32>) -> tensor<1x4x2x1xf32>
  // A zero may be the greatest element.
  // CHECK: %[[ZEROS:.*]] = nn.pad
  // CHECK: nn.max_pool2d %[[ZEROS]]
  %2 = nn.pad %x {low = array<i64: 0, 1, 0, 0>, high = array<i64: 0, 1, 0, 0>, value = 0.0 : f32} : (tensor<1x4x4x1xf32>) -> tensor<1x6x4x1xf32>
  %3 = nn.max_pool2d %2 {window = array<i64: 3, 3>} : (tensor<1x6x4x1xf32>) -> tensor<1x4x2x1xf32>
  // A window lies in the border.
  // CHECK: %[[LARGE:.*]] = nn.pad
  // CHECK: nn.max_pool2d %[[LARGE]]
  %4 = nn.pad %x {low = array<i64: 0, 2, 0, 0>, high = array<i64: 0, 0, 0, 0>, value = 0xFF800000 : f32} : (tensor<1x4x4x1xf32>) -> tensor<1x6x4x1xf32>
  %5 = nn.max_pool2d %4 {window = array<i64: 2, 2>} : (tensor<1x6x4x1xf32>) -> tensor<1x5x3x1xf32>
  return %1, %3, %5 : tensor<1x4x2x1xf32>, tensor<1x4x2x1xf32>, tensor<1x5x3x1xf32>
}
