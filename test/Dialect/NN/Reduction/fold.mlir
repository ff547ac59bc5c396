// RUN: nn-opt %s --canonicalize | FileCheck %s

// CHECK-LABEL: @no_axes
// CHECK-SAME: (%[[X:.*]]: tensor<?x3xf32>
func.func @no_axes(%x: tensor<?x3xf32>) -> tensor<?x3xf32> {
  // CHECK: return %[[X]]
  %0 = nn.reduce_mean %x {axes = array<i64>} : (tensor<?x3xf32>) -> tensor<?x3xf32>
  return %0 : tensor<?x3xf32>
}

// CHECK-LABEL: @integers
func.func @integers() -> (tensor<2xi32>, tensor<i32>, tensor<1x3xi32>, tensor<3xi32>, tensor<2xi32>) {
  // CHECK-DAG: dense<[6, -15]> : tensor<2xi32>
  // CHECK-DAG: dense<-720> : tensor<i32>
  // CHECK-DAG: dense<{{\[}}[1, 2, 3]]> : tensor<1x3xi32>
  // CHECK-DAG: dense<[-4, -5, -6]> : tensor<3xi32>
  // CHECK-DAG: dense<[2, -5]> : tensor<2xi32>
  // CHECK-NOT: nn.
  %c = arith.constant dense<[[1, 2, 3], [-4, -5, -6]]> : tensor<2x3xi32>
  %0 = nn.reduce_sum %c {axes = array<i64: 1>} : (tensor<2x3xi32>) -> tensor<2xi32>
  %1 = nn.reduce_prod %c {axes = array<i64: 0, 1>} : (tensor<2x3xi32>) -> tensor<i32>
  %2 = nn.reduce_max %c {axes = array<i64: 0>, keep_dims = true} : (tensor<2x3xi32>) -> tensor<1x3xi32>
  %3 = nn.reduce_min %c {axes = array<i64: 0>} : (tensor<2x3xi32>) -> tensor<3xi32>
  %4 = nn.reduce_mean %c {axes = array<i64: 1>} : (tensor<2x3xi32>) -> tensor<2xi32>
  return %0, %1, %2, %3, %4 : tensor<2xi32>, tensor<i32>, tensor<1x3xi32>, tensor<3xi32>, tensor<2xi32>
}

// Means of negative integers are truncated after the sum has wrapped around.
// CHECK-LABEL: @edges
func.func @edges() -> (tensor<i32>, tensor<i8>, tensor<ui8>) {
  // CHECK-DAG: dense<-3> : tensor<i32>
  // CHECK-DAG: dense<-28> : tensor<i8>
  // CHECK-DAG: dense<250> : tensor<ui8>
  %a = arith.constant dense<[-3, -4]> : tensor<2xi32>
  %0 = nn.reduce_mean %a {axes = array<i64: 0>} : (tensor<2xi32>) -> tensor<i32>
  %b = arith.constant dense<[100, 100]> : tensor<2xi8>
  %1 = nn.reduce_mean %b {axes = array<i64: 0>} : (tensor<2xi8>) -> tensor<i8>
  %c = arith.constant dense<[250, 7]> : tensor<2xui8>
  %2 = nn.reduce_max %c {axes = array<i64: 0>} : (tensor<2xui8>) -> tensor<ui8>
  return %0, %1, %2 : tensor<i32>, tensor<i8>, tensor<ui8>
}

// CHECK-LABEL: @bools
func.func @bools() -> (tensor<2xi1>, tensor<2xi1>) {
  // CHECK-DAG: dense<[true, false]> : tensor<2xi1>
  // CHECK-DAG: dense<true> : tensor<2xi1>
  %c = arith.constant dense<[[true, true], [false, true]]> : tensor<2x2xi1>
  %0 = nn.reduce_all %c {axes = array<i64: 1>} : (tensor<2x2xi1>) -> tensor<2xi1>
  %1 = nn.reduce_any %c {axes = array<i64: 1>} : (tensor<2x2xi1>) -> tensor<2xi1>
  return %0, %1 : tensor<2xi1>, tensor<2xi1>
}

// CHECK-LABEL: @nothing
func.func @nothing() -> (tensor<f32>, tensor<f32>, tensor<f32>, tensor<i1>) {
  // CHECK-DAG: dense<0xFF800000> : tensor<f32>
  // CHECK-DAG: dense<{{0x[7F]FC00000}}> : tensor<f32>
  // CHECK-DAG: dense<1.000000e+00> : tensor<f32>
  // CHECK-DAG: dense<true> : tensor<i1>
  %c = arith.constant dense<[]> : tensor<0xf32>
  %0 = nn.reduce_max %c {axes = array<i64: 0>} : (tensor<0xf32>) -> tensor<f32>
  %1 = nn.reduce_mean %c {axes = array<i64: 0>} : (tensor<0xf32>) -> tensor<f32>
  %2 = nn.reduce_prod %c {axes = array<i64: 0>} : (tensor<0xf32>) -> tensor<f32>
  %b = arith.constant dense<[]> : tensor<0xi1>
  %3 = nn.reduce_all %b {axes = array<i64: 0>} : (tensor<0xi1>) -> tensor<i1>
  return %0, %1, %2, %3 : tensor<f32>, tensor<f32>, tensor<f32>, tensor<i1>
}
