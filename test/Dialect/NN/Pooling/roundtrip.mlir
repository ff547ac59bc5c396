// RUN: nn-opt --verify-roundtrip %s | FileCheck %s

// CHECK-LABEL: @pools
func.func @pools(%x: tensor<?x8x8x4xf32>, %y: tensor<1x4x?x?xf32>) {
  // CHECK: nn.max_pool2d %{{.*}} {padding = array<i64: 1, 1, 1, 1>, strides = array<i64: 2, 2>, window = array<i64: 3, 3>} : (tensor<?x8x8x4xf32>) -> tensor<?x4x4x4xf32>
  %0 = nn.max_pool2d %x {window = array<i64: 3, 3>, strides = array<i64: 2, 2>, padding = array<i64: 1, 1, 1, 1>} : (tensor<?x8x8x4xf32>) -> tensor<?x4x4x4xf32>
  // CHECK: nn.avg_pool2d %{{.*}} {data_format = #nn.data_format<nchw>, same_upper, window = array<i64: 2, 2>} : (tensor<1x4x?x?xf32>) -> tensor<1x4x?x?xf32>
  %1 = nn.avg_pool2d %y {window = array<i64: 2, 2>, same_upper, data_format = #nn.data_format<nchw>} : (tensor<1x4x?x?xf32>) -> tensor<1x4x?x?xf32>
  return
}

// CHECK-LABEL: @volumes
func.func @volumes(%x: tensor<?x4x8x8x4xf32>, %y: tensor<1x4x?x?x?xf32>) {
  // CHECK: nn.max_pool3d %{{.*}} {padding = array<i64: 0, 0, 1, 1, 1, 1>, strides = array<i64: 2, 2, 2>, window = array<i64: 2, 3, 3>} : (tensor<?x4x8x8x4xf32>) -> tensor<?x2x4x4x4xf32>
  %0 = nn.max_pool3d %x {window = array<i64: 2, 3, 3>, strides = array<i64: 2, 2, 2>, padding = array<i64: 0, 0, 1, 1, 1, 1>} : (tensor<?x4x8x8x4xf32>) -> tensor<?x2x4x4x4xf32>
  // CHECK: nn.avg_pool3d %{{.*}} {data_format = #nn.data_format<nchw>, same_upper, window = array<i64: 2, 2, 2>} : (tensor<1x4x?x?x?xf32>) -> tensor<1x4x?x?x?xf32>
  %1 = nn.avg_pool3d %y {window = array<i64: 2, 2, 2>, same_upper, data_format = #nn.data_format<nchw>} : (tensor<1x4x?x?x?xf32>) -> tensor<1x4x?x?x?xf32>
  return
}

// CHECK-LABEL: @arg_max_pool2d
func.func @arg_max_pool2d(%x: tensor<?x8x8x4xf32>) {
  // CHECK: nn.arg_max_pool2d %{{.*}} {include_batch = true, window = array<i64: 2, 2>} : (tensor<?x8x8x4xf32>) -> tensor<?x7x7x4xi64>
  %0 = nn.arg_max_pool2d %x {window = array<i64: 2, 2>, include_batch = true} : (tensor<?x8x8x4xf32>) -> tensor<?x7x7x4xi64>
  return
}
