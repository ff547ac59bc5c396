// RUN: nn-opt %s --convert-nn-to-linalg | FileCheck %s

// CHECK-LABEL: func @conv2d
// CHECK-SAME:    %[[X:.*]]: tensor<?x8x8x3xf32>, %[[W:.*]]: tensor<3x3x3x16xf32>
func.func @conv2d(%x: tensor<?x8x8x3xf32>, %w: tensor<3x3x3x16xf32>) -> tensor<?x4x4x16xf32> {
  // CHECK: %[[PAD:.*]] = tensor.pad %[[X]] low[0, 0, 0, 0] high[0, 1, 1, 0]
  // CHECK: tensor.yield %{{.*}} : f32
  // CHECK: tensor<?x8x8x3xf32> to tensor<?x9x9x3xf32>
  // CHECK: %[[E:.*]] = tensor.empty(%{{.*}}) : tensor<?x4x4x16xf32>
  // CHECK: %[[F:.*]] = linalg.fill ins(%{{.*}} : f32) outs(%[[E]] : tensor<?x4x4x16xf32>)
  // CHECK: linalg.conv_2d_nhwc_hwcf {dilations = dense<1> : tensor<2xi64>, strides = dense<2> : tensor<2xi64>}
  // CHECK-SAME: ins(%[[PAD]], %[[W]] : tensor<?x9x9x3xf32>, tensor<3x3x3x16xf32>) outs(%[[F]] : tensor<?x4x4x16xf32>)
  %0 = nn.conv2d %x, %w {strides = array<i64: 2, 2>, padding = array<i64: 0, 1, 0, 1>}
      : (tensor<?x8x8x3xf32>, tensor<3x3x3x16xf32>) -> tensor<?x4x4x16xf32>
  return %0 : tensor<?x4x4x16xf32>
}

// CHECK-LABEL: func @unpadded
func.func @unpadded(%x: tensor<1x8x8x3xf32>, %w: tensor<3x3x3x16xf32>) -> tensor<1x4x4x16xf32> {
  // CHECK-NOT: tensor.pad
  // CHECK: linalg.conv_2d_nhwc_hwcf {dilations = dense<2> : tensor<2xi64>, strides = dense<1> : tensor<2xi64>}
  %0 = nn.conv2d %x, %w {dilations = array<i64: 2, 2>}
      : (tensor<1x8x8x3xf32>, tensor<3x3x3x16xf32>) -> tensor<1x4x4x16xf32>
  return %0 : tensor<1x4x4x16xf32>
}

// Half floats accumulate in f32.
// CHECK-LABEL: func @half
func.func @half(%x: tensor<1x4x4x3xbf16>, %w: tensor<1x1x3x2xbf16>) -> tensor<1x4x4x2xbf16> {
  // CHECK: %[[R:.*]] = linalg.conv_2d_nhwc_hwcf
  // CHECK-SAME: ins(%{{.*}}, %{{.*}} : tensor<1x4x4x3xbf16>, tensor<1x1x3x2xbf16>) outs(%{{.*}} : tensor<1x4x4x2xf32>)
  // CHECK: linalg.generic
  // CHECK-SAME: ins(%[[R]] : tensor<1x4x4x2xf32>)
  // CHECK: arith.truncf
  %0 = nn.conv2d %x, %w : (tensor<1x4x4x3xbf16>, tensor<1x1x3x2xbf16>) -> tensor<1x4x4x2xbf16>
  return %0 : tensor<1x4x4x2xbf16>
}

// CHECK-LABEL: func @nchw
func.func @nchw(%x: tensor<1x3x8x8xf32>, %w: tensor<3x3x3x16xf32>) -> tensor<1x16x6x6xf32> {
  // CHECK: linalg.transpose {{.*}} permutation = [0, 2, 3, 1]
  // CHECK: linalg.conv_2d_nhwc_hwcf
  // CHECK: linalg.transpose {{.*}} permutation = [0, 3, 1, 2]
  %0 = nn.conv2d %x, %w {data_format = #nn.data_format<nchw>}
      : (tensor<1x3x8x8xf32>, tensor<3x3x3x16xf32>) -> tensor<1x16x6x6xf32>
  return %0 : tensor<1x16x6x6xf32>
}

// CHECK-LABEL: func @groups
func.func @groups(%x: tensor<1x8x8x4xf32>, %w: tensor<3x3x2x6xf32>) -> tensor<1x6x6x6xf32> {
  // CHECK: tensor.expand_shape %{{.*}} {{\[}}[0], [1], [2], [3, 4]] output_shape [1, 8, 8, 2, 2]
  // CHECK: tensor.expand_shape %{{.*}} {{\[}}[0], [1], [2], [3, 4]] output_shape [3, 3, 2, 2, 3]
  // CHECK: linalg.generic {{.*}} iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel", "reduction", "reduction", "reduction"]
  // CHECK: tensor.collapse_shape %{{.*}} : tensor<1x6x6x2x3xf32> into tensor<1x6x6x6xf32>
  %0 = nn.conv2d %x, %w : (tensor<1x8x8x4xf32>, tensor<3x3x2x6xf32>) -> tensor<1x6x6x6xf32>
  return %0 : tensor<1x6x6x6xf32>
}

// As many groups as channels.
// CHECK-LABEL: func @channels
func.func @channels(%x: tensor<1x8x8x4xf32>, %w: tensor<3x3x1x4xf32>) -> tensor<1x6x6x4xf32> {
  // CHECK: linalg.depthwise_conv_2d_nhwc_hwc
  // CHECK-SAME: tensor<1x8x8x4xf32>, tensor<3x3x4xf32>
  %0 = nn.conv2d %x, %w : (tensor<1x8x8x4xf32>, tensor<3x3x1x4xf32>) -> tensor<1x6x6x4xf32>
  return %0 : tensor<1x6x6x4xf32>
}

// CHECK-LABEL: func @depthwise
// CHECK-SAME:    %[[X:.*]]: tensor<1x8x8x4xf32>, %[[W:.*]]: tensor<3x3x4x1xf32>
func.func @depthwise(%x: tensor<1x8x8x4xf32>, %w: tensor<3x3x4x1xf32>) -> tensor<1x6x6x4xf32> {
  // CHECK: %[[FLAT:.*]] = tensor.collapse_shape %[[W]] {{\[}}[0], [1], [2, 3]]
  // CHECK: linalg.depthwise_conv_2d_nhwc_hwc
  // CHECK-SAME: ins(%[[X]], %[[FLAT]]
  %0 = nn.depthwise_conv2d %x, %w : (tensor<1x8x8x4xf32>, tensor<3x3x4x1xf32>) -> tensor<1x6x6x4xf32>
  return %0 : tensor<1x6x6x4xf32>
}

// CHECK-LABEL: func @multiplier
func.func @multiplier(%x: tensor<1x8x8x4xf32>, %w: tensor<3x3x4x2xf32>) -> tensor<1x6x6x8xf32> {
  // CHECK: linalg.depthwise_conv_2d_nhwc_hwcm
  // CHECK: tensor.collapse_shape %{{.*}} : tensor<1x6x6x4x2xf32> into tensor<1x6x6x8xf32>
  %0 = nn.depthwise_conv2d %x, %w : (tensor<1x8x8x4xf32>, tensor<3x3x4x2xf32>) -> tensor<1x6x6x8xf32>
  return %0 : tensor<1x6x6x8xf32>
}

// CHECK-LABEL: func @transposed
func.func @transposed(%x: tensor<1x4x4x16xf32>, %w: tensor<3x3x8x16xf32>) -> tensor<1x8x8x8xf32> {
  // CHECK: tensor.insert_slice %{{.*}} into %{{.*}}[0, 0, 0, 0] [1, 4, 4, 16] [1, 2, 2, 1] : tensor<1x4x4x16xf32> into tensor<1x7x7x16xf32>
  // CHECK: tensor.pad %{{.*}} low[0, 2, 2, 0] high[0, 1, 1, 0]
  // CHECK: linalg.conv_2d_nhwc_hwcf {dilations = dense<1> : tensor<2xi64>, strides = dense<1> : tensor<2xi64>}
  // CHECK-SAME: tensor<1x10x10x16xf32>, tensor<3x3x16x8xf32>
  %0 = nn.conv2d_transpose %x, %w {strides = array<i64: 2, 2>, padding = array<i64: 0, 1, 0, 1>}
      : (tensor<1x4x4x16xf32>, tensor<3x3x8x16xf32>) -> tensor<1x8x8x8xf32>
  return %0 : tensor<1x8x8x8xf32>
}

// Of a size that is not known, all that the filter reaches is computed, less the
// padding.
// CHECK-LABEL: func @transposed_any
func.func @transposed_any(%x: tensor<1x?x4x16xf32>, %w: tensor<3x3x8x16xf32>) -> tensor<1x?x8x8xf32> {
  // CHECK: tensor.insert_slice %{{.*}} into %{{.*}}[0, 0, 0, 0] [1, %{{.*}}, 4, 16] [1, 2, 2, 1] : tensor<1x?x4x16xf32> into tensor<1x?x7x16xf32>
  // CHECK: tensor.pad %{{.*}} low[0, 2, 2, 0] high[0, 1, 1, 0]
  // CHECK: linalg.conv_2d_nhwc_hwcf
  // CHECK-SAME: -> tensor<1x?x8x8xf32>
  %0 = nn.conv2d_transpose %x, %w {strides = array<i64: 2, 2>, padding = array<i64: 0, 1, 0, 1>}
      : (tensor<1x?x4x16xf32>, tensor<3x3x8x16xf32>) -> tensor<1x?x8x8xf32>
  return %0 : tensor<1x?x8x8xf32>
}

// The padding of SAME is computed when the size is known.
// CHECK-LABEL: func @same
func.func @same(%x: tensor<1x?x8x3xf32>, %w: tensor<3x3x3x4xf32>) -> tensor<1x?x4x4xf32> {
  // CHECK: affine.apply
  // CHECK: affine.max
  // CHECK: tensor.pad %{{.*}} low[0, %{{.*}}, 0, 0] high[0, %{{.*}}, 1, 0]
  %0 = nn.conv2d %x, %w {strides = array<i64: 2, 2>, same_upper}
      : (tensor<1x?x8x3xf32>, tensor<3x3x3x4xf32>) -> tensor<1x?x4x4xf32>
  return %0 : tensor<1x?x4x4xf32>
}

// CHECK-LABEL: func @conv3d(
func.func @conv3d(%x: tensor<1x4x8x8x3xf32>, %w: tensor<3x3x3x3x16xf32>) -> tensor<1x4x8x8x16xf32> {
  // CHECK: tensor.pad %{{.*}} low[0, 1, 1, 1, 0] high[0, 1, 1, 1, 0]
  // CHECK: linalg.conv_3d_ndhwc_dhwcf {dilations = dense<1> : tensor<3xi64>, strides = dense<1> : tensor<3xi64>}
  %0 = nn.conv3d %x, %w {padding = array<i64: 1, 1, 1, 1, 1, 1>}
      : (tensor<1x4x8x8x3xf32>, tensor<3x3x3x3x16xf32>) -> tensor<1x4x8x8x16xf32>
  return %0 : tensor<1x4x8x8x16xf32>
}

// CHECK-LABEL: func @conv3d_groups
func.func @conv3d_groups(%x: tensor<1x4x8x8x4xf32>, %w: tensor<1x1x1x2x6xf32>) -> tensor<1x4x8x8x6xf32> {
  // CHECK: tensor.expand_shape %{{.*}} output_shape [1, 4, 8, 8, 2, 2]
  // CHECK: tensor.expand_shape %{{.*}} output_shape [1, 1, 1, 2, 2, 3]
  // CHECK: linalg.generic
  // CHECK: tensor.collapse_shape
  %0 = nn.conv3d %x, %w : (tensor<1x4x8x8x4xf32>, tensor<1x1x1x2x6xf32>) -> tensor<1x4x8x8x6xf32>
  return %0 : tensor<1x4x8x8x6xf32>
}

// CHECK-LABEL: func @conv3d_transpose
func.func @conv3d_transpose(%x: tensor<1x2x4x4x16xf32>, %w: tensor<2x2x2x8x16xf32>) -> tensor<1x4x8x8x8xf32> {
  // CHECK: %[[S:.*]] = tensor.insert_slice %{{.*}} into %{{.*}}[0, 0, 0, 0, 0] [1, 2, 4, 4, 16] [1, 2, 2, 2, 1]
  // CHECK: tensor.pad %[[S]] low[0, 1, 1, 1, 0] high[0, 1, 1, 1, 0]
  // CHECK: linalg.conv_3d_ndhwc_dhwcf
  %0 = nn.conv3d_transpose %x, %w {strides = array<i64: 2, 2, 2>}
      : (tensor<1x2x4x4x16xf32>, tensor<2x2x2x8x16xf32>) -> tensor<1x4x8x8x8xf32>
  return %0 : tensor<1x4x8x8x8xf32>
}

// CHECK-LABEL: func @dilation2d
func.func @dilation2d(%x: tensor<1x8x8x16xf32>, %w: tensor<3x3x16xf32>) -> tensor<1x8x8x16xf32> {
  // CHECK: %[[LOWEST:.*]] = arith.constant -3.40282347E+38 : f32
  // CHECK: linalg.generic {{.*}} iterator_types = ["parallel", "parallel", "parallel", "parallel", "reduction", "reduction"]
  // CHECK: %[[SUM:.*]] = arith.addf
  // CHECK: %[[IS:.*]] = arith.cmpf ogt, %[[SUM]], %[[MAX:.*]] : f32
  // CHECK: arith.select %[[IS]], %[[SUM]], %[[MAX]]
  %0 = nn.dilation2d %x, %w {padding = array<i64: 1, 1, 1, 1>}
      : (tensor<1x8x8x16xf32>, tensor<3x3x16xf32>) -> tensor<1x8x8x16xf32>
  return %0 : tensor<1x8x8x16xf32>
}
