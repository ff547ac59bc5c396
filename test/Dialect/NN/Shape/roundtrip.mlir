// RUN: nn-opt %s --verify-roundtrip | FileCheck %s

// CHECK-LABEL: @reshape
func.func @reshape(%x: tensor<?x7x7x64xf32>) -> tensor<?x3136xf32> {
  // CHECK: nn.reshape %{{.*}} : (tensor<?x7x7x64xf32>) -> tensor<?x3136xf32>
  %0 = nn.reshape %x : (tensor<?x7x7x64xf32>) -> tensor<?x3136xf32>
  return %0 : tensor<?x3136xf32>
}

// CHECK-LABEL: @reshape_2
func.func @reshape_2(%x: tensor<?x7x7x64xf32>, %shape: tensor<3xi32>) -> tensor<?x?x64xf32> {
  // CHECK: nn.reshape %{{.*}} : (tensor<?x7x7x64xf32>, tensor<3xi32>) -> tensor<?x?x64xf32>
  %0 = nn.reshape %x, %shape : (tensor<?x7x7x64xf32>, tensor<3xi32>) -> tensor<?x?x64xf32>
  return %0 : tensor<?x?x64xf32>
}

// CHECK-LABEL: @transpose
func.func @transpose(%x: tensor<1x3x8x9xf32>) -> tensor<1x8x9x3xf32> {
  // CHECK: nn.transpose %{{.*}} : (tensor<1x3x8x9xf32>) -> tensor<1x8x9x3xf32>
  %0 = nn.transpose %x {permutation = array<i64: 0, 2, 3, 1>}
      : (tensor<1x3x8x9xf32>) -> tensor<1x8x9x3xf32>
  return %0 : tensor<1x8x9x3xf32>
}

// CHECK-LABEL: @expand_dims
func.func @expand_dims(%x: tensor<?x8xf32>) -> tensor<?x1x8xf32> {
  // CHECK: nn.expand_dims %{{.*}} : (tensor<?x8xf32>) -> tensor<?x1x8xf32>
  %0 = nn.expand_dims %x {axis = 1 : i64}
      : (tensor<?x8xf32>) -> tensor<?x1x8xf32>
  return %0 : tensor<?x1x8xf32>
}

// CHECK-LABEL: @squeeze
func.func @squeeze(%x: tensor<?x1x1x8xf32>) -> tensor<?x8xf32> {
  // CHECK: nn.squeeze %{{.*}} : (tensor<?x1x1x8xf32>) -> tensor<?x8xf32>
  %0 = nn.squeeze %x {axes = array<i64: 1, 2>}
      : (tensor<?x1x1x8xf32>) -> tensor<?x8xf32>
  return %0 : tensor<?x8xf32>
}

// CHECK-LABEL: @broadcast_to
func.func @broadcast_to(%x: tensor<8xf32>) -> tensor<4x8xf32> {
  // CHECK: nn.broadcast_to %{{.*}} : (tensor<8xf32>) -> tensor<4x8xf32>
  %0 = nn.broadcast_to %x : (tensor<8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: @broadcast_to_2
func.func @broadcast_to_2(%x: tensor<8xf32>, %shape: tensor<2xi32>) -> tensor<?x8xf32> {
  // CHECK: nn.broadcast_to %{{.*}} : (tensor<8xf32>, tensor<2xi32>) -> tensor<?x8xf32>
  %0 = nn.broadcast_to %x, %shape : (tensor<8xf32>, tensor<2xi32>) -> tensor<?x8xf32>
  return %0 : tensor<?x8xf32>
}

// CHECK-LABEL: @shape
func.func @shape(%x: tensor<?x8xf32>) -> tensor<2xi32> {
  // CHECK: nn.shape %{{.*}} : (tensor<?x8xf32>) -> tensor<2xi32>
  %0 = nn.shape %x : (tensor<?x8xf32>) -> tensor<2xi32>
  return %0 : tensor<2xi32>
}

// CHECK-LABEL: @concat
func.func @concat(%x: tensor<?x8xf32>, %y: tensor<?x4xf32>) -> tensor<?x12xf32> {
  // CHECK: nn.concat %{{.*}} : (tensor<?x8xf32>, tensor<?x4xf32>) -> tensor<?x12xf32>
  %0 = nn.concat %x, %y {axis = 1 : i64}
      : (tensor<?x8xf32>, tensor<?x4xf32>) -> tensor<?x12xf32>
  return %0 : tensor<?x12xf32>
}

// CHECK-LABEL: @slice
func.func @slice(%x: tensor<?x10xf32>) -> tensor<?x4xf32> {
  // CHECK: nn.slice %{{.*}} : (tensor<?x10xf32>) -> tensor<?x4xf32>
  %0 = nn.slice %x {begin = array<i64: 0, 2>, size = array<i64: -1, 4>, strides = array<i64: 1, 2>}
      : (tensor<?x10xf32>) -> tensor<?x4xf32>
  return %0 : tensor<?x4xf32>
}

// CHECK-LABEL: @dynamic_update_slice
func.func @dynamic_update_slice(%x: tensor<?x10xf32>, %u: tensor<1x?xf32>, %begin: tensor<2xi32>) -> tensor<?x10xf32> {
  // CHECK: nn.dynamic_update_slice %{{.*}}, %{{.*}}, %{{.*}} : (tensor<?x10xf32>, tensor<1x?xf32>, tensor<2xi32>) -> tensor<?x10xf32>
  %0 = nn.dynamic_update_slice %x, %u, %begin : (tensor<?x10xf32>, tensor<1x?xf32>, tensor<2xi32>) -> tensor<?x10xf32>
  return %0 : tensor<?x10xf32>
}

// CHECK-LABEL: @dynamic_slice
func.func @dynamic_slice(%x: tensor<?x10xf32>, %begin: tensor<2xi32>, %size: tensor<2xi32>) -> tensor<?x10xf32> {
  // CHECK: nn.dynamic_slice %{{.*}} : (tensor<?x10xf32>, tensor<2xi32>, tensor<2xi32>) -> tensor<?x10xf32>
  %0 = nn.dynamic_slice %x, %begin, %size : (tensor<?x10xf32>, tensor<2xi32>, tensor<2xi32>) -> tensor<?x10xf32>
  return %0 : tensor<?x10xf32>
}

// CHECK-LABEL: @pad
func.func @pad(%x: tensor<?x8xf32>) -> tensor<?x11xf32> {
  // CHECK: nn.pad %{{.*}} : (tensor<?x8xf32>) -> tensor<?x11xf32>
  %0 = nn.pad %x {low = array<i64: 0, 1>, high = array<i64: 0, 2>, value = 0.0 : f32}
      : (tensor<?x8xf32>) -> tensor<?x11xf32>
  return %0 : tensor<?x11xf32>
}

// CHECK-LABEL: @mirror_pad
func.func @mirror_pad(%x: tensor<?x8xf32>) -> tensor<?x11xf32> {
  // CHECK: nn.mirror_pad %{{.*}} : (tensor<?x8xf32>) -> tensor<?x11xf32>
  %0 = nn.mirror_pad %x {low = array<i64: 0, 1>, high = array<i64: 0, 2>, mode = #nn.mirror_pad_mode<reflect>}
      : (tensor<?x8xf32>) -> tensor<?x11xf32>
  return %0 : tensor<?x11xf32>
}

// CHECK-LABEL: @tile
func.func @tile(%x: tensor<?x8xf32>) -> tensor<?x24xf32> {
  // CHECK: nn.tile %{{.*}} : (tensor<?x8xf32>) -> tensor<?x24xf32>
  %0 = nn.tile %x {multiples = array<i64: 1, 3>}
      : (tensor<?x8xf32>) -> tensor<?x24xf32>
  return %0 : tensor<?x24xf32>
}

// CHECK-LABEL: @reverse
func.func @reverse(%x: tensor<?x8xf32>) -> tensor<?x8xf32> {
  // CHECK: nn.reverse %{{.*}} : (tensor<?x8xf32>) -> tensor<?x8xf32>
  %0 = nn.reverse %x {axes = array<i64: 1>}
      : (tensor<?x8xf32>) -> tensor<?x8xf32>
  return %0 : tensor<?x8xf32>
}

// CHECK-LABEL: @fill
func.func @fill(%shape: tensor<2xi32>, %value: tensor<f32>) -> tensor<?x8xf32> {
  // CHECK: nn.fill %{{.*}} : (tensor<2xi32>, tensor<f32>) -> tensor<?x8xf32>
  %0 = nn.fill %shape, %value : (tensor<2xi32>, tensor<f32>) -> tensor<?x8xf32>
  return %0 : tensor<?x8xf32>
}

// CHECK-LABEL: @range
func.func @range(%start: tensor<i32>, %limit: tensor<i32>, %delta: tensor<i32>) -> tensor<?xi32> {
  // CHECK: nn.range %{{.*}} : (tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<?xi32>
  %0 = nn.range %start, %limit, %delta : (tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<?xi32>
  return %0 : tensor<?xi32>
}

// CHECK-LABEL: @one_hot
func.func @one_hot(%i: tensor<?xi32>, %on: tensor<f32>, %off: tensor<f32>) -> tensor<?x10xf32> {
  // CHECK: nn.one_hot %{{.*}} : (tensor<?xi32>, tensor<f32>, tensor<f32>) -> tensor<?x10xf32>
  %0 = nn.one_hot %i, %on, %off {depth = 10 : i64, axis = 1 : i64}
      : (tensor<?xi32>, tensor<f32>, tensor<f32>) -> tensor<?x10xf32>
  return %0 : tensor<?x10xf32>
}
