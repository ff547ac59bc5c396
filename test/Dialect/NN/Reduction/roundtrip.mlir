// RUN: nn-opt %s --verify-roundtrip | FileCheck %s

// CHECK-LABEL: @reduce_sum
func.func @reduce_sum(%x: tensor<2x3xf32>) -> tensor<2xf32> {
  // CHECK: nn.reduce_sum %{{.*}} : (tensor<2x3xf32>) -> tensor<2xf32>
  %0 = nn.reduce_sum %x {axes = array<i64: 1>}
      : (tensor<2x3xf32>) -> tensor<2xf32>
  return %0 : tensor<2xf32>
}

// CHECK-LABEL: @reduce_mean
func.func @reduce_mean(%x: tensor<1x7x7x64xf32>) -> tensor<1x1x1x64xf32> {
  // CHECK: nn.reduce_mean %{{.*}} : (tensor<1x7x7x64xf32>) -> tensor<1x1x1x64xf32>
  %0 = nn.reduce_mean %x {axes = array<i64: 1, 2>, keep_dims = true}
      : (tensor<1x7x7x64xf32>) -> tensor<1x1x1x64xf32>
  return %0 : tensor<1x1x1x64xf32>
}

// CHECK-LABEL: @reduce_prod
func.func @reduce_prod(%x: tensor<4xi32>) -> tensor<i32> {
  // CHECK: nn.reduce_prod %{{.*}} : (tensor<4xi32>) -> tensor<i32>
  %0 = nn.reduce_prod %x {axes = array<i64: 0>} : (tensor<4xi32>) -> tensor<i32>
  return %0 : tensor<i32>
}

// CHECK-LABEL: @reduce_max
func.func @reduce_max(%x: tensor<?x10xf32>) -> tensor<?x1xf32> {
  // CHECK: nn.reduce_max %{{.*}} : (tensor<?x10xf32>) -> tensor<?x1xf32>
  %0 = nn.reduce_max %x {axes = array<i64: 1>, keep_dims = true}
      : (tensor<?x10xf32>) -> tensor<?x1xf32>
  return %0 : tensor<?x1xf32>
}

// CHECK-LABEL: @reduce_min
func.func @reduce_min(%x: tensor<?x10xf32>) -> tensor<?xf32> {
  // CHECK: nn.reduce_min %{{.*}} : (tensor<?x10xf32>) -> tensor<?xf32>
  %0 = nn.reduce_min %x {axes = array<i64: 1>}
      : (tensor<?x10xf32>) -> tensor<?xf32>
  return %0 : tensor<?xf32>
}

// CHECK-LABEL: @reduce_all
func.func @reduce_all(%x: tensor<4xi1>) -> tensor<i1> {
  // CHECK: nn.reduce_all %{{.*}} : (tensor<4xi1>) -> tensor<i1>
  %0 = nn.reduce_all %x {axes = array<i64: 0>} : (tensor<4xi1>) -> tensor<i1>
  return %0 : tensor<i1>
}

// CHECK-LABEL: @reduce_any
func.func @reduce_any(%x: tensor<4xi1>) -> tensor<i1> {
  // CHECK: nn.reduce_any %{{.*}} : (tensor<4xi1>) -> tensor<i1>
  %0 = nn.reduce_any %x {axes = array<i64: 0>} : (tensor<4xi1>) -> tensor<i1>
  return %0 : tensor<i1>
}

// CHECK-LABEL: @arg_max
func.func @arg_max(%x: tensor<?x10xf32>) -> tensor<?xi64> {
  // CHECK: nn.arg_max %{{.*}} : (tensor<?x10xf32>) -> tensor<?xi64>
  %0 = nn.arg_max %x {axis = 1 : i64} : (tensor<?x10xf32>) -> tensor<?xi64>
  return %0 : tensor<?xi64>
}

// CHECK-LABEL: @arg_min
func.func @arg_min(%x: tensor<?x10xf32>) -> tensor<?xi64> {
  // CHECK: nn.arg_min %{{.*}} : (tensor<?x10xf32>) -> tensor<?xi64>
  %0 = nn.arg_min %x {axis = 1 : i64} : (tensor<?x10xf32>) -> tensor<?xi64>
  return %0 : tensor<?xi64>
}

// CHECK-LABEL: @cumsum
func.func @cumsum(%x: tensor<8xi32>) -> tensor<8xi32> {
  // CHECK: nn.cumsum %{{.*}} : (tensor<8xi32>) -> tensor<8xi32>
  %0 = nn.cumsum %x {axis = 0 : i64, exclusive = true}
      : (tensor<8xi32>) -> tensor<8xi32>
  return %0 : tensor<8xi32>
}

// CHECK-LABEL: @scans
func.func @scans(%x: tensor<2x?xf32>) {
  // CHECK: nn.cumprod %{{.*}} {axis = 1 : i64, reverse = true} : (tensor<2x?xf32>) -> tensor<2x?xf32>
  %0 = nn.cumprod %x {axis = 1 : i64, reverse = true} : (tensor<2x?xf32>) -> tensor<2x?xf32>
  // CHECK: nn.cum_log_sum_exp %{{.*}} {axis = 0 : i64} : (tensor<2x?xf32>) -> tensor<2x?xf32>
  %1 = nn.cum_log_sum_exp %x {axis = 0 : i64} : (tensor<2x?xf32>) -> tensor<2x?xf32>
  return
}
