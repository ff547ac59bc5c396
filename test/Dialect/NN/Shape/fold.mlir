// RUN: nn-opt %s --canonicalize | FileCheck %s

// CHECK-LABEL: @reshape_identity
// CHECK-SAME: (%[[X:.*]]: tensor<?x4xf32>
func.func @reshape_identity(%x: tensor<?x4xf32>) -> tensor<?x4xf32> {
  // CHECK: return %[[X]]
  %0 = nn.reshape %x : (tensor<?x4xf32>) -> tensor<?x4xf32>
  return %0 : tensor<?x4xf32>
}

// Two unknown sizes may change places.
// CHECK-LABEL: @reshape_unknown
func.func @reshape_unknown(%x: tensor<?x?xf32>, %s: tensor<2xi32>) -> tensor<?x?xf32> {
  // CHECK: nn.reshape %{{.*}}, %{{.*}} :
  %0 = nn.reshape %x, %s : (tensor<?x?xf32>, tensor<2xi32>) -> tensor<?x?xf32>
  return %0 : tensor<?x?xf32>
}

// CHECK-LABEL: @reshape_known
func.func @reshape_known(%x: tensor<?x4xf32>, %s: tensor<3xi32>) -> tensor<2x?x2xf32> {
  // CHECK: nn.reshape %{{[a-z0-9]*}} : (tensor<?x4xf32>) -> tensor<2x?x2xf32>
  %0 = nn.reshape %x, %s : (tensor<?x4xf32>, tensor<3xi32>) -> tensor<2x?x2xf32>
  return %0 : tensor<2x?x2xf32>
}

// CHECK-LABEL: @reshape_chain
// CHECK-SAME: (%[[X:.*]]: tensor<2x6xf32>
func.func @reshape_chain(%x: tensor<2x6xf32>) -> tensor<4x3xf32> {
  // CHECK: %[[R:.*]] = nn.reshape %[[X]] : (tensor<2x6xf32>) -> tensor<4x3xf32>
  // CHECK: return %[[R]]
  %0 = nn.expand_dims %x {axis = 0 : i64} : (tensor<2x6xf32>) -> tensor<1x2x6xf32>
  %1 = nn.reshape %0 : (tensor<1x2x6xf32>) -> tensor<12x1xf32>
  %2 = nn.squeeze %1 {axes = array<i64: 1>} : (tensor<12x1xf32>) -> tensor<12xf32>
  %3 = nn.reshape %2 : (tensor<12xf32>) -> tensor<4x3xf32>
  return %3 : tensor<4x3xf32>
}

// CHECK-LABEL: @squeeze_of_expand_dims
// CHECK-SAME: (%[[X:.*]]: tensor<?x?xf32>
func.func @squeeze_of_expand_dims(%x: tensor<?x?xf32>) -> tensor<?x?xf32> {
  // CHECK: return %[[X]]
  %0 = nn.expand_dims %x {axis = 1 : i64} : (tensor<?x?xf32>) -> tensor<?x1x?xf32>
  %1 = nn.squeeze %0 {axes = array<i64: 1>} : (tensor<?x1x?xf32>) -> tensor<?x?xf32>
  return %1 : tensor<?x?xf32>
}

// CHECK-LABEL: @transpose_chain
// CHECK-SAME: (%[[X:.*]]: tensor<2x3x4xf32>
func.func @transpose_chain(%x: tensor<2x3x4xf32>) -> (tensor<2x3x4xf32>, tensor<4x3x2xf32>) {
  // CHECK: %[[T:.*]] = nn.transpose %[[X]] {permutation = array<i64: 2, 1, 0>}
  // CHECK: return %[[X]], %[[T]]
  %0 = nn.transpose %x {permutation = array<i64: 1, 2, 0>} : (tensor<2x3x4xf32>) -> tensor<3x4x2xf32>
  %1 = nn.transpose %0 {permutation = array<i64: 2, 0, 1>} : (tensor<3x4x2xf32>) -> tensor<2x3x4xf32>
  %2 = nn.transpose %0 {permutation = array<i64: 1, 0, 2>} : (tensor<3x4x2xf32>) -> tensor<4x3x2xf32>
  return %1, %2 : tensor<2x3x4xf32>, tensor<4x3x2xf32>
}

// CHECK-LABEL: @transpose_unit
func.func @transpose_unit(%x: tensor<?x1x1x8xf32>) -> tensor<?x8x1x1xf32> {
  // CHECK: nn.reshape %{{.*}} : (tensor<?x1x1x8xf32>) -> tensor<?x8x1x1xf32>
  %0 = nn.transpose %x {permutation = array<i64: 0, 3, 1, 2>} : (tensor<?x1x1x8xf32>) -> tensor<?x8x1x1xf32>
  return %0 : tensor<?x8x1x1xf32>
}

// CHECK-LABEL: @shape
func.func @shape(%x: tensor<2x8xf32>, %y: tensor<?x8xf32>) -> (tensor<2xi64>, tensor<2xi32>) {
  // CHECK-DAG: %[[C:.*]] = arith.constant dense<[2, 8]> : tensor<2xi64>
  // CHECK-DAG: %[[S:.*]] = nn.shape
  // CHECK: return %[[C]], %[[S]]
  %0 = nn.shape %x : (tensor<2x8xf32>) -> tensor<2xi64>
  %1 = nn.shape %y : (tensor<?x8xf32>) -> tensor<2xi32>
  return %0, %1 : tensor<2xi64>, tensor<2xi32>
}

// CHECK-LABEL: @concat
// CHECK-SAME: (%[[X:.*]]: tensor<2x3xf32>, %[[Y:.*]]: tensor<2x0xf32>
func.func @concat(%x: tensor<2x3xf32>, %y: tensor<2x0xf32>) -> (tensor<2x3xf32>, tensor<2x9xf32>) {
  // CHECK: %[[C:.*]] = nn.concat %[[X]], %[[X]], %[[X]] {axis = 1 : i64}
  // CHECK: return %[[X]], %[[C]]
  %0 = nn.concat %x, %y {axis = 1 : i64} : (tensor<2x3xf32>, tensor<2x0xf32>) -> tensor<2x3xf32>
  %1 = nn.concat %x, %x {axis = 1 : i64} : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x6xf32>
  %2 = nn.concat %1, %x {axis = 1 : i64} : (tensor<2x6xf32>, tensor<2x3xf32>) -> tensor<2x9xf32>
  return %0, %2 : tensor<2x3xf32>, tensor<2x9xf32>
}

// CHECK-LABEL: @slice_whole
// CHECK-SAME: (%[[X:.*]]: tensor<?x3xf32>
func.func @slice_whole(%x: tensor<?x3xf32>) -> tensor<?x3xf32> {
  // CHECK: return %[[X]]
  %0 = nn.slice %x {begin = array<i64: 0, 0>, size = array<i64: -1, 3>, strides = array<i64: 1, 1>}
      : (tensor<?x3xf32>) -> tensor<?x3xf32>
  return %0 : tensor<?x3xf32>
}

// A negative begin counts from the end; one of an unknown size stays.
// CHECK-LABEL: @slice_from_end
func.func @slice_from_end(%x: tensor<?x10xf32>) -> tensor<?x4xf32> {
  // CHECK: nn.slice %{{.*}} {begin = array<i64: -2, 6>, size = array<i64: -1, 4>, strides = array<i64: 1, 1>}
  %0 = nn.slice %x {begin = array<i64: -2, -4>, size = array<i64: -1, -1>, strides = array<i64: 1, 1>}
      : (tensor<?x10xf32>) -> tensor<?x4xf32>
  return %0 : tensor<?x4xf32>
}

// CHECK-LABEL: @slice_of_slice
// CHECK-SAME: (%[[X:.*]]: tensor<?x20xf32>
func.func @slice_of_slice(%x: tensor<?x20xf32>) -> tensor<?x3xf32> {
  // CHECK: nn.slice %[[X]] {begin = array<i64: 3, 16>, size = array<i64: -1, 3>, strides = array<i64: 1, -4>}
  %0 = nn.slice %x {begin = array<i64: 0, 2>, size = array<i64: -1, 8>, strides = array<i64: 1, 2>}
      : (tensor<?x20xf32>) -> tensor<?x8xf32>
  %1 = nn.slice %0 {begin = array<i64: 3, -1>, size = array<i64: -1, 3>, strides = array<i64: 1, -2>}
      : (tensor<?x8xf32>) -> tensor<?x3xf32>
  return %1 : tensor<?x3xf32>
}

// CHECK-LABEL: @slice_of_concat
// CHECK-SAME: (%[[X:.*]]: tensor<2x3xf32>, %[[Y:.*]]: tensor<2x4xf32>
func.func @slice_of_concat(%x: tensor<2x3xf32>, %y: tensor<2x4xf32>) -> (tensor<2x4xf32>, tensor<2x2xf32>, tensor<2x2xf32>) {
  // CHECK: %[[C:.*]] = nn.concat
  // CHECK: %[[P:.*]] = nn.slice %[[X]] {begin = array<i64: 0, 1>, size = array<i64: 2, 2>
  // CHECK: %[[S:.*]] = nn.slice %[[C]]
  // CHECK: return %[[Y]], %[[P]], %[[S]]
  %0 = nn.concat %x, %y {axis = 1 : i64} : (tensor<2x3xf32>, tensor<2x4xf32>) -> tensor<2x7xf32>
  %1 = nn.slice %0 {begin = array<i64: 0, 3>, size = array<i64: 2, 4>, strides = array<i64: 1, 1>} : (tensor<2x7xf32>) -> tensor<2x4xf32>
  %2 = nn.slice %0 {begin = array<i64: 0, 1>, size = array<i64: 2, 2>, strides = array<i64: 1, 1>} : (tensor<2x7xf32>) -> tensor<2x2xf32>
  %3 = nn.slice %0 {begin = array<i64: 0, 2>, size = array<i64: 2, 2>, strides = array<i64: 1, 1>} : (tensor<2x7xf32>) -> tensor<2x2xf32>
  return %1, %2, %3 : tensor<2x4xf32>, tensor<2x2xf32>, tensor<2x2xf32>
}

// CHECK-LABEL: @dynamic_slice
func.func @dynamic_slice(%x: tensor<?x10xf32>) -> tensor<?x4xf32> {
  // CHECK: nn.slice %{{.*}} {begin = array<i64: 1, 2>, size = array<i64: -1, 4>, strides = array<i64: 1, 1>}
  %begin = arith.constant dense<[1, 2]> : tensor<2xi32>
  %size = arith.constant dense<[-1, 4]> : tensor<2xi32>
  %0 = nn.dynamic_slice %x, %begin, %size : (tensor<?x10xf32>, tensor<2xi32>, tensor<2xi32>) -> tensor<?x4xf32>
  return %0 : tensor<?x4xf32>
}

// An error when it runs is no error when it is compiled.
// CHECK-LABEL: @dynamic_slice_outside
func.func @dynamic_slice_outside(%x: tensor<4xf32>) -> tensor<4xf32> {
  // CHECK: nn.dynamic_slice
  %begin = arith.constant dense<1> : tensor<1xi32>
  %size = arith.constant dense<4> : tensor<1xi32>
  %0 = nn.dynamic_slice %x, %begin, %size : (tensor<4xf32>, tensor<1xi32>, tensor<1xi32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// CHECK-LABEL: @dynamic_update_slice_of_all
// CHECK-SAME: %{{.*}}: tensor<4xf32>, %[[U:.*]]: tensor<4xf32>
func.func @dynamic_update_slice_of_all(%x: tensor<4xf32>, %u: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) {
  %begin = arith.constant dense<0> : tensor<1xi32>
  %0 = nn.dynamic_update_slice %x, %u, %begin : (tensor<4xf32>, tensor<4xf32>, tensor<1xi32>) -> tensor<4xf32>
  // An error when it runs.
  // CHECK: %[[E:.*]] = nn.dynamic_update_slice
  %outside = arith.constant dense<1> : tensor<1xi32>
  %1 = nn.dynamic_update_slice %x, %u, %outside : (tensor<4xf32>, tensor<4xf32>, tensor<1xi32>) -> tensor<4xf32>
  // CHECK: return %[[U]], %[[E]]
  return %0, %1 : tensor<4xf32>, tensor<4xf32>
}

// CHECK-LABEL: @identities
// CHECK-SAME: (%[[X:.*]]: tensor<1x3xf32>
func.func @identities(%x: tensor<1x3xf32>)
    -> (tensor<1x3xf32>, tensor<1x3xf32>, tensor<1x3xf32>, tensor<1x3xf32>, tensor<1x3xf32>, tensor<1x3xf32>) {
  // CHECK: return %[[X]], %[[X]], %[[X]], %[[X]], %[[X]], %[[X]]
  %0 = nn.pad %x {low = array<i64: 0, 0>, high = array<i64: 0, 0>, value = 0.0 : f32} : (tensor<1x3xf32>) -> tensor<1x3xf32>
  %1 = nn.mirror_pad %x {low = array<i64: 0, 0>, high = array<i64: 0, 0>, mode = #nn.mirror_pad_mode<reflect>} : (tensor<1x3xf32>) -> tensor<1x3xf32>
  %2 = nn.tile %x {multiples = array<i64: 1, 1>} : (tensor<1x3xf32>) -> tensor<1x3xf32>
  %3 = nn.reverse %x {axes = array<i64: 0>} : (tensor<1x3xf32>) -> tensor<1x3xf32>
  %4 = nn.broadcast_to %x : (tensor<1x3xf32>) -> tensor<1x3xf32>
  %5 = nn.reverse %x {axes = array<i64: 1>} : (tensor<1x3xf32>) -> tensor<1x3xf32>
  %6 = nn.reverse %5 {axes = array<i64: 1>} : (tensor<1x3xf32>) -> tensor<1x3xf32>
  return %0, %1, %2, %3, %4, %6 : tensor<1x3xf32>, tensor<1x3xf32>, tensor<1x3xf32>, tensor<1x3xf32>, tensor<1x3xf32>, tensor<1x3xf32>
}

// CHECK-LABEL: @pad_of_pad
func.func @pad_of_pad(%x: tensor<3xf32>) -> (tensor<10xf32>, tensor<10xf32>) {
  // CHECK: nn.pad %{{.*}} {high = array<i64: 4>, low = array<i64: 3>, value = 0.000000e+00 : f32} : (tensor<3xf32>) -> tensor<10xf32>
  // CHECK: nn.pad %{{.*}} : (tensor<6xf32>) -> tensor<10xf32>
  %0 = nn.pad %x {low = array<i64: 1>, high = array<i64: 2>, value = 0.0 : f32} : (tensor<3xf32>) -> tensor<6xf32>
  %1 = nn.pad %0 {low = array<i64: 2>, high = array<i64: 2>, value = 0.0 : f32} : (tensor<6xf32>) -> tensor<10xf32>
  %2 = nn.pad %0 {low = array<i64: 2>, high = array<i64: 2>, value = 1.0 : f32} : (tensor<6xf32>) -> tensor<10xf32>
  return %1, %2 : tensor<10xf32>, tensor<10xf32>
}
