// RUN: nn-opt %s --nn-refine-shapes | FileCheck %s

// CHECK-LABEL: @gather
// CHECK-SAME: -> tensor<2x5x?x?xf32>
func.func @gather(%x: tensor<2x3x?xf32>, %y: tensor<5x?xi32>) -> tensor<?x?x?x?xf32> {
  %0 = nn.gather %x, %y {axis = 1 : i64}
      : (tensor<2x3x?xf32>, tensor<5x?xi32>) -> tensor<?x?x?x?xf32>
  return %0 : tensor<?x?x?x?xf32>
}

// CHECK-LABEL: @gather_batch
// CHECK-SAME: -> tensor<2x3x7xf32>
func.func @gather_batch(%x: tensor<?x3x4xf32>, %y: tensor<2x7xi32>) -> tensor<?x?x?xf32> {
  %0 = nn.gather %x, %y {axis = 2 : i64, batch_dims = 1 : i64}
      : (tensor<?x3x4xf32>, tensor<2x7xi32>) -> tensor<?x?x?xf32>
  return %0 : tensor<?x?x?xf32>
}

// CHECK-LABEL: @gather_nd
// CHECK-SAME: -> tensor<?x5x4xf32>
func.func @gather_nd(%x: tensor<2x3x4xf32>, %y: tensor<?x5x2xi32>) -> tensor<?x?x?xf32> {
  %0 = nn.gather_nd %x, %y
      : (tensor<2x3x4xf32>, tensor<?x5x2xi32>) -> tensor<?x?x?xf32>
  return %0 : tensor<?x?x?xf32>
}

// CHECK-LABEL: @gather_nd_batch
// CHECK-SAME: -> tensor<2x4xf32>
func.func @gather_nd_batch(%x: tensor<2x3x4xf32>, %y: tensor<2x1xi32>) -> tensor<?x?xf32> {
  %0 = nn.gather_nd %x, %y {batch_dims = 1 : i64}
      : (tensor<2x3x4xf32>, tensor<2x1xi32>) -> tensor<?x?xf32>
  return %0 : tensor<?x?xf32>
}

// CHECK-LABEL: @where
// CHECK-SAME: -> tensor<?x2xi64>
func.func @where(%m: tensor<4x?xi1>) -> tensor<?x?xi64> {
  %0 = nn.where %m : (tensor<4x?xi1>) -> tensor<?x?xi64>
  return %0 : tensor<?x?xi64>
}
