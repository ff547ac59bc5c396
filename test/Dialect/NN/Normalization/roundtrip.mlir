// RUN: nn-opt --verify-roundtrip %s | FileCheck %s

// CHECK-LABEL: @batch_norm
func.func @batch_norm(%x: tensor<?x8x8x4xf32>, %c: tensor<4xf32>, %y: tensor<1x4x8xf16>) {
  // CHECK: nn.batch_norm %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}} {epsilon = 1.000000e-03 : f32} : (tensor<?x8x8x4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<?x8x8x4xf32>
  %0 = nn.batch_norm %x, %c, %c, %c, %c {epsilon = 0.001 : f32} : (tensor<?x8x8x4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<?x8x8x4xf32>
  // CHECK: nn.batch_norm {{.*}} {data_format = #nn.data_format<nchw>} : (tensor<1x4x8xf16>
  %1 = nn.batch_norm %y, %c, %c, %c, %c {data_format = #nn.data_format<nchw>} : (tensor<1x4x8xf16>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<1x4x8xf16>
  return
}

// CHECK-LABEL: @softmax
func.func @softmax(%x: tensor<?x8xf32>) {
  // CHECK: nn.softmax %{{.*}} : (tensor<?x8xf32>) -> tensor<?x8xf32>
  %0 = nn.softmax %x : (tensor<?x8xf32>) -> tensor<?x8xf32>
  // CHECK: nn.log_softmax %{{.*}} : (tensor<?x8xf32>) -> tensor<?x8xf32>
  %1 = nn.log_softmax %x : (tensor<?x8xf32>) -> tensor<?x8xf32>
  return
}

// CHECK-LABEL: @lrn
func.func @lrn(%x: tensor<1x4x4x8xf32>) {
  // CHECK: nn.lrn %{{.*}} {alpha = 9.99999974E-5 : f32, beta = 7.500000e-01 : f32, depth_radius = 2 : i64} : (tensor<1x4x4x8xf32>) -> tensor<1x4x4x8xf32>
  %0 = nn.lrn %x {depth_radius = 2 : i64, bias = 1.0 : f32, alpha = 1.0e-4 : f32, beta = 0.75 : f32} : (tensor<1x4x4x8xf32>) -> tensor<1x4x4x8xf32>
  return
}
