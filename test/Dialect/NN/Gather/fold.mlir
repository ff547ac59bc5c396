// RUN: nn-opt %s --canonicalize | FileCheck %s

// CHECK-LABEL: @gather
func.func @gather() -> (tensor<2xi32>, tensor<2x2xi32>, tensor<2x1xi32>) {
  // CHECK-DAG: dense<[4, 6]> : tensor<2xi32>
  // CHECK-DAG: dense<{{\[}}[3, 1], [6, 4]]> : tensor<2x2xi32>
  // CHECK-DAG: dense<{{\[}}[1], [6]]> : tensor<2x1xi32>
  // CHECK-NOT: nn.
  %c = arith.constant dense<[[1, 2, 3], [4, 5, 6]]> : tensor<2x3xi32>
  %v = arith.constant dense<[4, 5, 6]> : tensor<3xi32>
  %i = arith.constant dense<[0, 2]> : tensor<2xi32>
  %j = arith.constant dense<[2, 0]> : tensor<2xi64>
  %k = arith.constant dense<[[0], [2]]> : tensor<2x1xi32>
  %0 = nn.gather %v, %i {axis = 0 : i64} : (tensor<3xi32>, tensor<2xi32>) -> tensor<2xi32>
  %1 = nn.gather %c, %j {axis = 1 : i64} : (tensor<2x3xi32>, tensor<2xi64>) -> tensor<2x2xi32>
  %2 = nn.gather %c, %k {axis = 1 : i64, batch_dims = 1 : i64} : (tensor<2x3xi32>, tensor<2x1xi32>) -> tensor<2x1xi32>
  return %0, %1, %2 : tensor<2xi32>, tensor<2x2xi32>, tensor<2x1xi32>
}

// CHECK-LABEL: @gather_nd
func.func @gather_nd() -> (tensor<2xi32>, tensor<1x3xi32>) {
  // CHECK-DAG: dense<[2, 6]> : tensor<2xi32>
  // CHECK-DAG: dense<{{\[}}[4, 5, 6]]> : tensor<1x3xi32>
  %c = arith.constant dense<[[1, 2, 3], [4, 5, 6]]> : tensor<2x3xi32>
  %i = arith.constant dense<[[0, 1], [1, 2]]> : tensor<2x2xi32>
  %j = arith.constant dense<[[1]]> : tensor<1x1xi32>
  %0 = nn.gather_nd %c, %i : (tensor<2x3xi32>, tensor<2x2xi32>) -> tensor<2xi32>
  %1 = nn.gather_nd %c, %j : (tensor<2x3xi32>, tensor<1x1xi32>) -> tensor<1x3xi32>
  return %0, %1 : tensor<2xi32>, tensor<1x3xi32>
}

// An error when it runs stays one.
// CHECK-LABEL: @outside
func.func @outside() -> tensor<1xi32> {
  // CHECK: nn.gather
  %c = arith.constant dense<[1, 2, 3]> : tensor<3xi32>
  %i = arith.constant dense<[3]> : tensor<1xi32>
  %0 = nn.gather %c, %i {axis = 0 : i64} : (tensor<3xi32>, tensor<1xi32>) -> tensor<1xi32>
  return %0 : tensor<1xi32>
}
