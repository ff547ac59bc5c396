// RUN: nn-opt %s --convert-nn-to-linalg | FileCheck %s

// CHECK-LABEL: func @reshape
func.func @reshape(%x: tensor<?x7x7x64xf32>, %y: tensor<4x6xf32>) -> (tensor<?x3136xf32>, tensor<4x2x3xf32>, tensor<8x3xf32>) {
  // CHECK: tensor.collapse_shape %{{.*}} {{\[}}[0], [1, 2, 3]] : tensor<?x7x7x64xf32> into tensor<?x3136xf32>
  %0 = nn.reshape %x : (tensor<?x7x7x64xf32>) -> tensor<?x3136xf32>
  // CHECK: tensor.expand_shape %{{.*}} {{\[}}[0], [1, 2]] output_shape [4, 2, 3]
  %1 = nn.reshape %y : (tensor<4x6xf32>) -> tensor<4x2x3xf32>
  // CHECK: %[[FLAT:.*]] = tensor.collapse_shape %{{.*}} {{\[}}[0, 1]] : tensor<4x6xf32> into tensor<24xf32>
  // CHECK: tensor.expand_shape %[[FLAT]] {{\[}}[0, 1]] output_shape [8, 3]
  %2 = nn.reshape %y : (tensor<4x6xf32>) -> tensor<8x3xf32>
  return %0, %1, %2 : tensor<?x3136xf32>, tensor<4x2x3xf32>, tensor<8x3xf32>
}

// CHECK-LABEL: func @reshape_dynamic
// CHECK-SAME:    %[[X:.*]]: tensor<?x8xf32>, %[[S:.*]]: tensor<3xi32>
func.func @reshape_dynamic(%x: tensor<?x8xf32>, %s: tensor<3xi32>) -> tensor<?x?x2xf32> {
  // CHECK: tensor.extract %[[S]]
  // CHECK: arith.cmpi eq
  // CHECK: arith.divsi
  // CHECK: tensor.collapse_shape %{{.*}} : tensor<?x8xf32> into tensor<?xf32>
  // CHECK: tensor.expand_shape %{{.*}} {{\[}}[0, 1, 2]] output_shape [%{{.*}}, %{{.*}}, 2] : tensor<?xf32> into tensor<?x?x2xf32>
  %0 = nn.reshape %x, %s : (tensor<?x8xf32>, tensor<3xi32>) -> tensor<?x?x2xf32>
  return %0 : tensor<?x?x2xf32>
}

// A constant keeps its elements.
// CHECK-LABEL: func @constant
func.func @constant() -> tensor<2x3xf32> {
  // CHECK: arith.constant dense_resource<blob> : tensor<2x3xf32>
  %cst = arith.constant dense_resource<blob> : tensor<6xf32>
  %0 = nn.reshape %cst : (tensor<6xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: func @units
func.func @units(%x: tensor<?x8xf32>, %y: tensor<?x?x8xf32>) -> (tensor<?x1x8xf32>, tensor<?x8xf32>) {
  // CHECK: tensor.expand_shape %{{.*}} {{\[}}[0, 1], [2]] output_shape [%{{.*}}, 1, 8]
  %0 = nn.expand_dims %x {axis = 1 : i64} : (tensor<?x8xf32>) -> tensor<?x1x8xf32>
  // CHECK: %[[CAST:.*]] = tensor.cast %{{.*}} : tensor<?x?x8xf32> to tensor<?x1x8xf32>
  // CHECK: tensor.collapse_shape %[[CAST]] {{\[}}[0, 1], [2]]
  %1 = nn.squeeze %y {axes = array<i64: 1>} : (tensor<?x?x8xf32>) -> tensor<?x8xf32>
  return %0, %1 : tensor<?x1x8xf32>, tensor<?x8xf32>
}

// CHECK-LABEL: func @transpose
func.func @transpose(%x: tensor<?x3x8xf32>) -> tensor<8x?x3xf32> {
  // CHECK: linalg.transpose ins(%{{.*}} : tensor<?x3x8xf32>) outs(%{{.*}} : tensor<8x?x3xf32>) permutation = [2, 0, 1]
  %0 = nn.transpose %x {permutation = array<i64: 2, 0, 1>} : (tensor<?x3x8xf32>) -> tensor<8x?x3xf32>
  return %0 : tensor<8x?x3xf32>
}

// CHECK-LABEL: func @shape
func.func @shape(%x: tensor<?x8xf32>) -> tensor<2xi32> {
  // CHECK: %[[D:.*]] = tensor.dim
  // CHECK: %[[I:.*]] = arith.index_cast %[[D]] : index to i32
  // CHECK: %[[C:.*]] = arith.constant 8 : i32
  // CHECK: tensor.from_elements %[[I]], %[[C]] : tensor<2xi32>
  %0 = nn.shape %x : (tensor<?x8xf32>) -> tensor<2xi32>
  return %0 : tensor<2xi32>
}

// CHECK-LABEL: func @concat
func.func @concat(%x: tensor<?x8xf32>, %y: tensor<?x4xf32>, %z: tensor<?x0xf32>) -> tensor<?x12xf32> {
  // CHECK: tensor.concat dim(1) %{{.*}}, %{{.*}}
  %0 = nn.concat %x, %y {axis = 1 : i64} : (tensor<?x8xf32>, tensor<?x4xf32>) -> tensor<?x12xf32>
  return %0 : tensor<?x12xf32>
}

// CHECK-LABEL: func @repetition
func.func @repetition(%x: tensor<8xf32>, %y: tensor<2x4xf32>, %s: tensor<2xi32>, %v: tensor<f32>)
    -> (tensor<4x8xf32>, tensor<4x12xf32>, tensor<?x3xf32>) {
  // CHECK: linalg.generic
  // CHECK-SAME: ins(%{{.*}} : tensor<8xf32>) outs(%{{.*}} : tensor<4x8xf32>)
  %0 = nn.broadcast_to %x : (tensor<8xf32>) -> tensor<4x8xf32>
  // CHECK: %[[T:.*]] = linalg.generic
  // CHECK-SAME: ins(%{{.*}} : tensor<2x4xf32>) outs(%{{.*}} : tensor<2x2x3x4xf32>)
  // CHECK: tensor.collapse_shape %[[T]] {{\[}}[0, 1], [2, 3]]
  %1 = nn.tile %y {multiples = array<i64: 2, 3>} : (tensor<2x4xf32>) -> tensor<4x12xf32>
  // CHECK: %[[E:.*]] = tensor.empty(%{{.*}}) : tensor<?x3xf32>
  // CHECK: linalg.fill ins(%{{.*}} : f32) outs(%[[E]]
  %2 = nn.fill %s, %v : (tensor<2xi32>, tensor<f32>) -> tensor<?x3xf32>
  return %0, %1, %2 : tensor<4x8xf32>, tensor<4x12xf32>, tensor<?x3xf32>
}

// CHECK-LABEL: func @sequences
func.func @sequences(%a: tensor<i32>, %b: tensor<i32>, %c: tensor<i32>, %i: tensor<?xi32>, %on: tensor<f32>, %off: tensor<f32>)
    -> (tensor<?xi32>, tensor<?x10xf32>) {
  // CHECK: arith.divsi
  // CHECK: linalg.index 0
  // CHECK: arith.muli
  %0 = nn.range %a, %b, %c : (tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<?xi32>
  // CHECK: linalg.index 1
  // CHECK: arith.select
  %1 = nn.one_hot %i, %on, %off {depth = 10 : i64, axis = 1 : i64} : (tensor<?xi32>, tensor<f32>, tensor<f32>) -> tensor<?x10xf32>
  return %0, %1 : tensor<?xi32>, tensor<?x10xf32>
}

{-#
  dialect_resources: {
    builtin: {
      blob: "0x040000000000803F0000803F0000803F0000803F0000803F0000803F"
    }
  }
#-}

// The size behind joined dimensions is that of the only one that is not 1.
// CHECK-LABEL: @reshape_of_tile
func.func @reshape_of_tile(%x: tensor<?x16x1x8xf32>) -> tensor<?x32x8xf32> {
  // CHECK: tensor.collapse_shape %{{.*}} : tensor<?x16x2x8xf32> into tensor<?x32x8xf32>
  // CHECK-NOT: nn.
  %0 = nn.tile %x {multiples = array<i64: 1, 1, 2, 1>} : (tensor<?x16x1x8xf32>) -> tensor<?x16x2x8xf32>
  %1 = nn.reshape %0 : (tensor<?x16x2x8xf32>) -> tensor<?x32x8xf32>
  return %1 : tensor<?x32x8xf32>
}
