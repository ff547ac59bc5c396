// RUN: nn-opt %s --nn-refine-shapes | FileCheck %s

// CHECK-LABEL: @reduce
// CHECK-SAME: -> tensor<3x?xf32>
func.func @reduce(%x: tensor<2x3x?xf32>) -> tensor<?x?xf32> {
  %0 = nn.reduce_sum %x {axes = array<i64: 0>}
      : (tensor<2x3x?xf32>) -> tensor<?x?xf32>
  return %0 : tensor<?x?xf32>
}

// CHECK-LABEL: @reduce_keep
// CHECK-SAME: -> tensor<1x3x1xf32>
func.func @reduce_keep(%x: tensor<2x3x?xf32>) -> tensor<?x?x?xf32> {
  %0 = nn.reduce_max %x {axes = array<i64: 0, 2>, keep_dims = true}
      : (tensor<2x3x?xf32>) -> tensor<?x?x?xf32>
  return %0 : tensor<?x?x?xf32>
}

// CHECK-LABEL: @arg_max
// CHECK-SAME: -> tensor<2x?xi32>
func.func @arg_max(%x: tensor<2x3x?xf32>) -> tensor<?x?xi32> {
  %0 = nn.arg_max %x {axis = 1 : i64}
      : (tensor<2x3x?xf32>) -> tensor<?x?xi32>
  return %0 : tensor<?x?xi32>
}

// CHECK-LABEL: @cumsum
// CHECK-SAME: -> tensor<2x?xf32>
func.func @cumsum(%x: tensor<2x?xf32>) -> tensor<?x?xf32> {
  %0 = nn.cumsum %x {axis = 1 : i64}
      : (tensor<2x?xf32>) -> tensor<?x?xf32>
  return %0 : tensor<?x?xf32>
}
