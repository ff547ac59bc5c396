// RUN: nn-opt %s --allow-unregistered-dialect --split-input-file --nn-refine-shapes --canonicalize \
// RUN:   | FileCheck %s

// CHECK-LABEL: @forward
// CHECK-SAME: (%[[X:.*]]: tensor<1x8xf32>) -> tensor<8x1xf32>
func.func @forward(%x: tensor<1x8xf32>) -> tensor<?x?xf32> {
  // CHECK: nn.exp %[[X]] : tensor<1x8xf32>
  // CHECK: nn.add {{.*}} -> tensor<1x8xf32>
  // CHECK: return %{{.*}} : tensor<8x1xf32>
  %0 = tensor.cast %x : tensor<1x8xf32> to tensor<?x8xf32>
  %1 = nn.exp %0 : tensor<?x8xf32>
  %2 = nn.add %1, %0 : (tensor<?x8xf32>, tensor<?x8xf32>) -> tensor<?x8xf32>
  %3 = nn.transpose %2 {permutation = array<i64: 1, 0>} : (tensor<?x8xf32>) -> tensor<?x?xf32>
  return %3 : tensor<?x?xf32>
}

// -----

// Reshape(x, [Shape(x)[0], -1, 64]) of one unknown size.
// CHECK-LABEL: @shape_arithmetic
// CHECK-SAME: (%[[X:.*]]: tensor<?x8x128xf32>) -> tensor<?x16x64xf32>
func.func @shape_arithmetic(%x: tensor<?x8x128xf32>) -> tensor<?x?x64xf32> {
  // CHECK-NEXT: %[[E:.*]] = nn.exp %[[X]]
  // CHECK-NEXT: %[[R:.*]] = nn.reshape %[[E]] : (tensor<?x8x128xf32>) -> tensor<?x16x64xf32>
  // CHECK-NEXT: return %[[R]]
  %0 = nn.shape %x : (tensor<?x8x128xf32>) -> tensor<3xi32>
  %1 = nn.slice %0 {begin = array<i64: 0>, size = array<i64: 1>, strides = array<i64: 1>} : (tensor<3xi32>) -> tensor<1xi32>
  %2 = nn.squeeze %1 {axes = array<i64: 0>} : (tensor<1xi32>) -> tensor<i32>
  %3 = nn.expand_dims %2 {axis = 0 : i64} : (tensor<i32>) -> tensor<1xi32>
  %c = arith.constant dense<[-1, 64]> : tensor<2xi32>
  %4 = nn.concat %3, %c {axis = 0 : i64} : (tensor<1xi32>, tensor<2xi32>) -> tensor<3xi32>
  %5 = nn.exp %x : tensor<?x8x128xf32>
  %6 = nn.reshape %5, %4 : (tensor<?x8x128xf32>, tensor<3xi32>) -> tensor<?x?x64xf32>
  return %6 : tensor<?x?x64xf32>
}

// -----

// [Shape(x)[0] * Shape(x)[1], 64]: the product of two unknown sizes.
// CHECK-LABEL: @product
func.func @product(%x: tensor<?x?x8x8xf32>) -> tensor<?x?xf32> {
  // CHECK: nn.reshape %{{[a-z0-9]*}} : (tensor<?x?x8x8xf32>) -> tensor<?x64xf32>
  %0 = nn.shape %x : (tensor<?x?x8x8xf32>) -> tensor<4xi32>
  %1 = nn.slice %0 {begin = array<i64: 0>, size = array<i64: 2>, strides = array<i64: 1>} : (tensor<4xi32>) -> tensor<2xi32>
  %2 = nn.reduce_prod %1 {axes = array<i64: 0>, keep_dims = true} : (tensor<2xi32>) -> tensor<1xi32>
  %c = arith.constant dense<-1> : tensor<1xi32>
  %3 = nn.concat %2, %c {axis = 0 : i64} : (tensor<1xi32>, tensor<1xi32>) -> tensor<2xi32>
  %4 = nn.reshape %x, %3 : (tensor<?x?x8x8xf32>, tensor<2xi32>) -> tensor<?x?xf32>
  return %4 : tensor<?x?xf32>
}

// -----

// Unknown sizes of different tensors are not taken for equal.
// CHECK-LABEL: @other_tensor
func.func @other_tensor(%x: tensor<?x?xf32>, %y: tensor<?xf32>) -> tensor<?x?xf32> {
  // CHECK: nn.reshape %{{.*}}, %{{.*}} -> tensor<?x?xf32>
  %0 = nn.shape %y : (tensor<?xf32>) -> tensor<1xi32>
  %c = arith.constant dense<-1> : tensor<1xi32>
  %1 = nn.concat %0, %c {axis = 0 : i64} : (tensor<1xi32>, tensor<1xi32>) -> tensor<2xi32>
  %2 = nn.reshape %x, %1 : (tensor<?x?xf32>, tensor<2xi32>) -> tensor<?x?xf32>
  return %2 : tensor<?x?xf32>
}

// -----

// Known elements become constants, whatever else is unknown.
// CHECK-LABEL: @constants
// CHECK-SAME: -> (tensor<i32>, tensor<3x4xf32>, tensor<6xi32>)
func.func @constants(%x: tensor<?x6xf32>, %v: tensor<f32>) -> (tensor<i32>, tensor<?x?xf32>, tensor<?xi32>) {
  // CHECK-DAG: %[[C:.*]] = arith.constant dense<12> : tensor<i32>
  // CHECK-DAG: %[[R:.*]] = arith.constant dense<[0, 1, 2, 3, 4, 5]> : tensor<6xi32>
  // CHECK: return %[[C]], %{{.*}}, %[[R]]
  %0 = nn.shape %x : (tensor<?x6xf32>) -> tensor<2xi32>
  %i = arith.constant dense<1> : tensor<i32>
  %1 = nn.gather %0, %i {axis = 0 : i64} : (tensor<2xi32>, tensor<i32>) -> tensor<i32>
  %2 = nn.add %1, %1 : (tensor<i32>, tensor<i32>) -> tensor<i32>
  %shape = arith.constant dense<[3, 4]> : tensor<2xi32>
  %3 = nn.fill %shape, %v : (tensor<2xi32>, tensor<f32>) -> tensor<?x?xf32>
  %zero = arith.constant dense<0> : tensor<i32>
  %4 = nn.range %zero, %1, %i : (tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<?xi32>
  return %2, %3, %4 : tensor<i32>, tensor<?x?xf32>, tensor<?xi32>
}

// -----

// CHECK-LABEL: @dynamic_slice
// CHECK-SAME: (%[[X:.*]]: tensor<?x10xf32>) -> tensor<?x4xf32>
func.func @dynamic_slice(%x: tensor<?x10xf32>) -> tensor<?x?xf32> {
  // CHECK: nn.slice %[[X]] {begin = array<i64: 0, 2>, size = array<i64: -1, 4>
  %0 = nn.shape %x : (tensor<?x10xf32>) -> tensor<2xi32>
  %1 = nn.slice %0 {begin = array<i64: 0>, size = array<i64: 1>, strides = array<i64: 1>} : (tensor<2xi32>) -> tensor<1xi32>
  %c = arith.constant dense<4> : tensor<1xi32>
  %size = nn.concat %1, %c {axis = 0 : i64} : (tensor<1xi32>, tensor<1xi32>) -> tensor<2xi32>
  %begin = arith.constant dense<[0, 2]> : tensor<2xi32>
  %2 = nn.dynamic_slice %x, %begin, %size : (tensor<?x10xf32>, tensor<2xi32>, tensor<2xi32>) -> tensor<?x?xf32>
  return %2 : tensor<?x?xf32>
}

// -----

// CHECK-LABEL: @same_padding
func.func @same_padding(%x: tensor<1x15x16x3xf32>, %w: tensor<3x3x3x8xf32>) -> tensor<1x?x?x8xf32> {
  // CHECK: nn.conv2d
  // CHECK-NOT: same_upper
  // CHECK-SAME: padding = array<i64: 1, 1, 0, 1>
  // CHECK-SAME: -> tensor<1x8x8x8xf32>
  %0 = tensor.cast %x : tensor<1x15x16x3xf32> to tensor<1x?x?x3xf32>
  %1 = nn.conv2d %0, %w {same_upper, strides = array<i64: 2, 2>}
      : (tensor<1x?x?x3xf32>, tensor<3x3x3x8xf32>) -> tensor<1x?x?x8xf32>
  return %1 : tensor<1x?x?x8xf32>
}

// -----

// CHECK-LABEL: @if
// CHECK-SAME: -> tensor<4x?xf32>
func.func @if(%c: i1, %x: tensor<4x8xf32>, %y: tensor<4x9xf32>) -> tensor<?x?xf32> {
  // CHECK: scf.if %{{.*}} -> (tensor<4x?xf32>)
  %0 = scf.if %c -> tensor<?x?xf32> {
    %1 = tensor.cast %x : tensor<4x8xf32> to tensor<?x?xf32>
    %2 = nn.exp %1 : tensor<?x?xf32>
    scf.yield %2 : tensor<?x?xf32>
  } else {
    %1 = tensor.cast %y : tensor<4x9xf32> to tensor<?x?xf32>
    %2 = nn.neg %1 : tensor<?x?xf32>
    scf.yield %2 : tensor<?x?xf32>
  }
  return %0 : tensor<?x?xf32>
}

// -----

// What the loop carries keeps its size, or does not.
// CHECK-LABEL: @while
// CHECK-SAME: -> (tensor<4xf32>, tensor<?xf32>)
func.func @while(%x: tensor<4xf32>, %c: i1) -> (tensor<?xf32>, tensor<?xf32>) {
  // CHECK: scf.while ({{.*}}) : (tensor<4xf32>, tensor<?xf32>) -> (tensor<4xf32>, tensor<?xf32>)
  // CHECK: nn.exp %{{.*}} : tensor<4xf32>
  %0 = tensor.cast %x : tensor<4xf32> to tensor<?xf32>
  %1:2 = scf.while (%a = %0, %b = %0) : (tensor<?xf32>, tensor<?xf32>) -> (tensor<?xf32>, tensor<?xf32>) {
    scf.condition(%c) %a, %b : tensor<?xf32>, tensor<?xf32>
  } do {
  ^bb0(%a: tensor<?xf32>, %b: tensor<?xf32>):
    %2 = nn.exp %a : tensor<?xf32>
    %3 = nn.concat %b, %b {axis = 0 : i64} : (tensor<?xf32>, tensor<?xf32>) -> tensor<?xf32>
    scf.yield %2, %3 : tensor<?xf32>, tensor<?xf32>
  }
  return %1#0, %1#1 : tensor<?xf32>, tensor<?xf32>
}

// -----

// Users outside nn, and callers, keep the old type.
// CHECK-LABEL: @called
// CHECK-SAME: -> tensor<?xf32>
func.func private @called(%x: tensor<4xf32>) -> tensor<?xf32> {
  // CHECK: %[[E:.*]] = nn.exp {{.*}} : tensor<4xf32>
  // CHECK: %[[C:.*]] = tensor.cast %[[E]] : tensor<4xf32> to tensor<?xf32>
  // CHECK: "test.use"(%[[C]]) : (tensor<?xf32>) -> ()
  // CHECK: return %{{.*}} : tensor<?xf32>
  %0 = tensor.cast %x : tensor<4xf32> to tensor<?xf32>
  %1 = nn.exp %0 : tensor<?xf32>
  "test.use"(%1) : (tensor<?xf32>) -> ()
  return %1 : tensor<?xf32>
}

func.func @caller(%x: tensor<4xf32>) -> tensor<?xf32> {
  %0 = func.call @called(%x) : (tensor<4xf32>) -> tensor<?xf32>
  return %0 : tensor<?xf32>
}

// -----

// Elements of nothing, and one that would belong to each of them.
// CHECK-LABEL: @no_elements
// CHECK: arith.constant dense<> : tensor<0x1xi32>
func.func @no_elements(%x: tensor<1xi32>, %y: tensor<0x1xi32>) -> tensor<0x1xi32> {
  %0 = nn.minimum %x, %y : (tensor<1xi32>, tensor<0x1xi32>) -> tensor<0x1xi32>
  return %0 : tensor<0x1xi32>
}

// CHECK-LABEL: @transposed
func.func @transposed(%x: tensor<1x3x4x16xf32>, %w: tensor<3x3x8x16xf32>) -> tensor<1x?x?x8xf32> {
  // CHECK: nn.conv2d_transpose %{{.*}} -> tensor<1x6x8x8xf32>
  %0 = nn.conv2d_transpose %x, %w {strides = array<i64: 2, 2>, padding = array<i64: 0, 1, 1, 0>}
      : (tensor<1x3x4x16xf32>, tensor<3x3x8x16xf32>) -> tensor<1x?x?x8xf32>
  return %0 : tensor<1x?x?x8xf32>
}

// -----

// A size is traced through every op that broadcasts, and through what reads and
// writes parts.

// CHECK-LABEL: @sources
// CHECK-SAME:    %[[X:.*]]: tensor<?x4xf32>
func.func @sources(%x: tensor<?x4xf32>, %a: tensor<f32>, %i: tensor<1xi32>) -> (tensor<?x4xf32>, tensor<1x?xf32>) {
  // CHECK: %[[G:.*]] = nn.igamma
  // CHECK: %[[B:.*]] = nn.betainc
  %0 = nn.igamma %a, %x : (tensor<f32>, tensor<?x4xf32>) -> tensor<?x4xf32>
  %1 = nn.betainc %a, %a, %0 : (tensor<f32>, tensor<f32>, tensor<?x4xf32>) -> tensor<?x4xf32>
  // CHECK: %[[T:.*]] = nn.transpose
  // CHECK: %[[R:.*]] = nn.dynamic_slice %[[T]]
  %t = nn.transpose %1 {permutation = array<i64: 1, 0>} : (tensor<?x4xf32>) -> tensor<4x?xf32>
  %zero = arith.constant dense<0> : tensor<1xi32>
  %begin = nn.concat %i, %zero {axis = 0 : i64} : (tensor<1xi32>, tensor<1xi32>) -> tensor<2xi32>
  %size = arith.constant dense<[1, -1]> : tensor<2xi32>
  %2 = nn.dynamic_slice %t, %begin, %size : (tensor<4x?xf32>, tensor<2xi32>, tensor<2xi32>) -> tensor<1x?xf32>
  // As many as %x has rows are all: these parts are no parts.
  // CHECK: return %[[B]], %[[R]]
  %zeros = arith.constant dense<0> : tensor<2xi32>
  %s1 = nn.shape %x : (tensor<?x4xf32>) -> tensor<2xi32>
  %3 = nn.dynamic_slice %1, %zeros, %s1 : (tensor<?x4xf32>, tensor<2xi32>, tensor<2xi32>) -> tensor<?x4xf32>
  %s2 = nn.slice %s1 {begin = array<i64: 0>, size = array<i64: 1>, strides = array<i64: 1>} : (tensor<2xi32>) -> tensor<1xi32>
  %one = arith.constant dense<1> : tensor<1xi32>
  %s3 = nn.concat %one, %s2 {axis = 0 : i64} : (tensor<1xi32>, tensor<1xi32>) -> tensor<2xi32>
  %4 = nn.dynamic_slice %2, %zeros, %s3 : (tensor<1x?xf32>, tensor<2xi32>, tensor<2xi32>) -> tensor<1x?xf32>
  return %3, %4 : tensor<?x4xf32>, tensor<1x?xf32>
}
