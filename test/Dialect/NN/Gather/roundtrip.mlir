// RUN: nn-opt %s --verify-roundtrip | FileCheck %s

// CHECK-LABEL: @gather
func.func @gather(%table: tensor<1000x64xf32>, %ids: tensor<?x16xi32>) -> tensor<?x16x64xf32> {
  // CHECK: nn.gather %{{.*}} : (tensor<1000x64xf32>, tensor<?x16xi32>) -> tensor<?x16x64xf32>
  %0 = nn.gather %table, %ids {axis = 0 : i64, batch_dims = 0 : i64}
      : (tensor<1000x64xf32>, tensor<?x16xi32>) -> tensor<?x16x64xf32>
  return %0 : tensor<?x16x64xf32>
}

// CHECK-LABEL: @gather_nd
func.func @gather_nd(%x: tensor<8x9x4xf32>, %i: tensor<5x2xi32>) -> tensor<5x4xf32> {
  // CHECK: nn.gather_nd %{{.*}} : (tensor<8x9x4xf32>, tensor<5x2xi32>) -> tensor<5x4xf32>
  %0 = nn.gather_nd %x, %i : (tensor<8x9x4xf32>, tensor<5x2xi32>) -> tensor<5x4xf32>
  return %0 : tensor<5x4xf32>
}

// CHECK-LABEL: @where
func.func @where(%m: tensor<4x?xi1>) -> tensor<?x2xi64> {
  // CHECK: nn.where %{{.*}} : (tensor<4x?xi1>) -> tensor<?x2xi64>
  %0 = nn.where %m : (tensor<4x?xi1>) -> tensor<?x2xi64>
  return %0 : tensor<?x2xi64>
}
