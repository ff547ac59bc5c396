// RUN: nn-opt %s --convert-nn-to-linalg | FileCheck %s

// Sums of windows that are all inside the input have one count.
// CHECK-LABEL: func @avg(
func.func @avg(%x: tensor<1x8x8x16xf32>) -> tensor<1x4x4x16xf32> {
  // CHECK: %[[W:.*]] = tensor.empty() : tensor<2x2xf32>
  // CHECK: %[[S:.*]] = linalg.pooling_nhwc_sum {dilations = dense<1> : tensor<2xi64>, strides = dense<2> : tensor<2xi64>}
  // CHECK-SAME: ins(%{{.*}}, %[[W]] : tensor<1x8x8x16xf32>, tensor<2x2xf32>)
  // CHECK: linalg.generic
  // CHECK-SAME: ins(%[[S]] : tensor<1x4x4x16xf32>)
  // CHECK: %[[C:.*]] = arith.constant 4.000000e+00 : f32
  // CHECK: arith.divf %{{.*}}, %[[C]]
  %0 = nn.avg_pool2d %x {window = array<i64: 2, 2>, strides = array<i64: 2, 2>} : (tensor<1x8x8x16xf32>) -> tensor<1x4x4x16xf32>
  return %0 : tensor<1x4x4x16xf32>
}

// CHECK-LABEL: func @avg_padded
func.func @avg_padded(%x: tensor<1x3x3x16xf32>) -> tensor<1x2x2x16xf32> {
  // CHECK: tensor.pad %{{.*}} low[0, 0, 0, 0] high[0, 1, 1, 0]
  // CHECK: %[[S:.*]] = linalg.pooling_nhwc_sum
  // CHECK: %[[T:.*]] = arith.constant dense<{{\[}}[4.000000e+00, 2.000000e+00], [2.000000e+00, 1.000000e+00]]>
  // CHECK: linalg.generic
  // CHECK-SAME: ins(%[[S]], %[[T]] : tensor<1x2x2x16xf32>, tensor<2x2xf32>)
  %0 = nn.avg_pool2d %x {window = array<i64: 2, 2>, strides = array<i64: 2, 2>, padding = array<i64: 0, 1, 0, 1>}
      : (tensor<1x3x3x16xf32>) -> tensor<1x2x2x16xf32>
  return %0 : tensor<1x2x2x16xf32>
}

// CHECK-LABEL: func @avg_same
func.func @avg_same(%x: tensor<1x?x3x16xf32>) -> tensor<1x?x2x16xf32> {
  // CHECK: linalg.pooling_nhwc_sum
  // CHECK: linalg.generic
  // CHECK: linalg.index 1
  // CHECK: linalg.index 2
  // CHECK: arith.sitofp
  // CHECK: arith.divf
  %0 = nn.avg_pool2d %x {window = array<i64: 2, 2>, strides = array<i64: 2, 2>, same_upper}
      : (tensor<1x?x3x16xf32>) -> tensor<1x?x2x16xf32>
  return %0 : tensor<1x?x2x16xf32>
}

// NaN passes over: the comparison with it is false.
// CHECK-LABEL: func @max
func.func @max(%x: tensor<1x8x8x16xf32>, %i: tensor<1x8x8x16xi32>) -> (tensor<1x4x4x16xf32>, tensor<1x7x7x16xi32>) {
  // CHECK: %[[LOWEST:.*]] = arith.constant -3.40282347E+38 : f32
  // CHECK: tensor.pad
  // CHECK: tensor.yield %[[LOWEST]] : f32
  // CHECK: linalg.generic {{.*}} iterator_types = ["parallel", "parallel", "parallel", "parallel", "reduction", "reduction"]
  // CHECK: ^bb0(%[[X:.*]]: f32, %{{.*}}: f32, %[[MAX:.*]]: f32):
  // CHECK: %[[IS:.*]] = arith.cmpf ogt, %[[X]], %[[MAX]] : f32
  // CHECK: arith.select %[[IS]], %[[X]], %[[MAX]] : f32
  %0 = nn.max_pool2d %x {window = array<i64: 3, 3>, strides = array<i64: 2, 2>, padding = array<i64: 0, 1, 0, 1>}
      : (tensor<1x8x8x16xf32>) -> tensor<1x4x4x16xf32>
  // CHECK: %[[LESS:.*]] = arith.cmpi sgt, %[[Y:.*]], %[[MOST:.*]] : i32
  // CHECK: arith.select %[[LESS]], %[[Y]], %[[MOST]] : i32
  %1 = nn.max_pool2d %i {window = array<i64: 2, 2>} : (tensor<1x8x8x16xi32>) -> tensor<1x7x7x16xi32>
  return %0, %1 : tensor<1x4x4x16xf32>, tensor<1x7x7x16xi32>
}

// CHECK-LABEL: func @volume
func.func @volume(%x: tensor<1x4x4x4x8xf32>) -> (tensor<1x2x2x2x8xf32>, tensor<1x2x2x2x8xf32>) {
  // CHECK: linalg.pooling_ndhwc_sum {dilations = dense<1> : tensor<3xi64>, strides = dense<2> : tensor<3xi64>}
  // CHECK: arith.constant 8.000000e+00 : f32
  %0 = nn.avg_pool3d %x {window = array<i64: 2, 2, 2>, strides = array<i64: 2, 2, 2>}
      : (tensor<1x4x4x4x8xf32>) -> tensor<1x2x2x2x8xf32>
  // CHECK: tensor.pad %{{.*}} low[0, 0, 0, 0, 0] high[0, 1, 1, 1, 0]
  // CHECK: linalg.generic {{.*}} iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel", "reduction", "reduction", "reduction"]
  // CHECK: arith.cmpf ogt
  %1 = nn.max_pool3d %x {window = array<i64: 3, 3, 3>, strides = array<i64: 2, 2, 2>, padding = array<i64: 0, 1, 0, 1, 0, 1>}
      : (tensor<1x4x4x4x8xf32>) -> tensor<1x2x2x2x8xf32>
  return %0, %1 : tensor<1x2x2x2x8xf32>, tensor<1x2x2x2x8xf32>
}

// The place is reduced with the maximum; where nothing is greater than the
// lowest number, it is that of the first element within bounds.
// CHECK-LABEL: func @arg_max
func.func @arg_max(%x: tensor<2x4x5x3xf32>) -> tensor<2x2x3x3xi64> {
  // CHECK: linalg.generic
  // CHECK-SAME: outs(%{{.*}}, %{{.*}} : tensor<2x2x3x3xf32>, tensor<2x2x3x3xi64>)
  // CHECK: linalg.index 0
  // CHECK: %[[IS:.*]] = arith.cmpf ogt
  // CHECK: arith.ori %[[IS]]
  // CHECK: linalg.yield %{{.*}}, %{{.*}} : f32, i64
  %0 = nn.arg_max_pool2d %x {window = array<i64: 2, 2>, strides = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 1>, include_batch = true}
      : (tensor<2x4x5x3xf32>) -> tensor<2x2x3x3xi64>
  return %0 : tensor<2x2x3x3xi64>
}
