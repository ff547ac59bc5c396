// RUN: nn-opt %s --nn-refine-shapes | FileCheck %s

// CHECK-LABEL: @transpose
// CHECK-SAME: -> tensor<?x2x3xf32>
func.func @transpose(%x: tensor<2x3x?xf32>) -> tensor<?x?x?xf32> {
  %0 = nn.transpose %x {permutation = array<i64: 2, 0, 1>}
      : (tensor<2x3x?xf32>) -> tensor<?x?x?xf32>
  return %0 : tensor<?x?x?xf32>
}

// CHECK-LABEL: @expand_dims
// CHECK-SAME: -> tensor<2x1x?xf32>
func.func @expand_dims(%x: tensor<2x?xf32>) -> tensor<?x?x?xf32> {
  %0 = nn.expand_dims %x {axis = 1 : i64}
      : (tensor<2x?xf32>) -> tensor<?x?x?xf32>
  return %0 : tensor<?x?x?xf32>
}

// CHECK-LABEL: @squeeze
// CHECK-SAME: -> tensor<2xf32>
func.func @squeeze(%x: tensor<?x2x1xf32>) -> tensor<?xf32> {
  %0 = nn.squeeze %x {axes = array<i64: 0, 2>}
      : (tensor<?x2x1xf32>) -> tensor<?xf32>
  return %0 : tensor<?xf32>
}

// CHECK-LABEL: @reverse
// CHECK-SAME: -> tensor<2x?xf32>
func.func @reverse(%x: tensor<2x?xf32>) -> tensor<?x?xf32> {
  %0 = nn.reverse %x {axes = array<i64: 0>}
      : (tensor<2x?xf32>) -> tensor<?x?xf32>
  return %0 : tensor<?x?xf32>
}

// CHECK-LABEL: @concat
// CHECK-SAME: -> tensor<2x7xf32>
func.func @concat(%x: tensor<?x3xf32>, %y: tensor<2x4xf32>) -> tensor<?x?xf32> {
  %0 = nn.concat %x, %y {axis = 1 : i64}
      : (tensor<?x3xf32>, tensor<2x4xf32>) -> tensor<?x?xf32>
  return %0 : tensor<?x?xf32>
}

// CHECK-LABEL: @concat_unknown
// CHECK-SAME: -> tensor<2x?xf32>
func.func @concat_unknown(%x: tensor<?x?xf32>, %y: tensor<2x4xf32>) -> tensor<?x?xf32> {
  %0 = nn.concat %x, %y {axis = 1 : i64}
      : (tensor<?x?xf32>, tensor<2x4xf32>) -> tensor<?x?xf32>
  return %0 : tensor<?x?xf32>
}

// CHECK-LABEL: @slice
// CHECK-SAME: -> tensor<3x3xf32>
func.func @slice(%x: tensor<6x8xf32>) -> tensor<?x?xf32> {
  %0 = nn.slice %x {begin = array<i64: 1, -3>, size = array<i64: -1, -1>,
      strides = array<i64: 2, 1>}
      : (tensor<6x8xf32>) -> tensor<?x?xf32>
  return %0 : tensor<?x?xf32>
}

// CHECK-LABEL: @slice_backwards
// CHECK-SAME: -> tensor<3xf32>
func.func @slice_backwards(%x: tensor<8xf32>) -> tensor<?xf32> {
  %0 = nn.slice %x {begin = array<i64: -1>, size = array<i64: -1>,
      strides = array<i64: -3>}
      : (tensor<8xf32>) -> tensor<?xf32>
  return %0 : tensor<?xf32>
}

// CHECK-LABEL: @slice_unknown
// CHECK-SAME: -> tensor<?x2xf32>
func.func @slice_unknown(%x: tensor<?x?xf32>) -> tensor<?x?xf32> {
  %0 = nn.slice %x {begin = array<i64: 1, 0>, size = array<i64: -1, 2>,
      strides = array<i64: 1, 1>}
      : (tensor<?x?xf32>) -> tensor<?x?xf32>
  return %0 : tensor<?x?xf32>
}

// CHECK-LABEL: @pad
// CHECK-SAME: -> tensor<3x?xf32>
func.func @pad(%x: tensor<2x?xf32>) -> tensor<?x?xf32> {
  %0 = nn.pad %x {low = array<i64: 1, 1>, high = array<i64: 0, 2>, value = 0.0 : f32}
      : (tensor<2x?xf32>) -> tensor<?x?xf32>
  return %0 : tensor<?x?xf32>
}

// CHECK-LABEL: @mirror_pad
// CHECK-SAME: -> tensor<3x6xf32>
func.func @mirror_pad(%x: tensor<2x3xf32>) -> tensor<?x?xf32> {
  %0 = nn.mirror_pad %x {low = array<i64: 1, 1>, high = array<i64: 0, 2>,
      mode = #nn.mirror_pad_mode<symmetric>}
      : (tensor<2x3xf32>) -> tensor<?x?xf32>
  return %0 : tensor<?x?xf32>
}

// CHECK-LABEL: @tile
// CHECK-SAME: -> tensor<4x?xf32>
func.func @tile(%x: tensor<2x?xf32>) -> tensor<?x?xf32> {
  %0 = nn.tile %x {multiples = array<i64: 2, 3>}
      : (tensor<2x?xf32>) -> tensor<?x?xf32>
  return %0 : tensor<?x?xf32>
}

// CHECK-LABEL: @one_hot
// CHECK-SAME: -> tensor<5x2x?xf32>
func.func @one_hot(%x: tensor<2x?xi32>, %y: tensor<f32>) -> tensor<?x?x?xf32> {
  %0 = nn.one_hot %x, %y, %y {depth = 5 : i64, axis = 0 : i64}
      : (tensor<2x?xi32>, tensor<f32>, tensor<f32>) -> tensor<?x?x?xf32>
  return %0 : tensor<?x?x?xf32>
}

// CHECK-LABEL: @reshape_rest
// CHECK-SAME: -> tensor<4x3xf32>
func.func @reshape_rest(%x: tensor<2x6xf32>) -> tensor<?x3xf32> {
  %0 = nn.reshape %x
      : (tensor<2x6xf32>) -> tensor<?x3xf32>
  return %0 : tensor<?x3xf32>
}
