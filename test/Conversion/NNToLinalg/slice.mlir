// RUN: nn-opt %s --convert-nn-to-linalg | FileCheck %s

// CHECK: #[[$REVERSE:.*]] = affine_map<(d0, d1) -> (d0, -d1 + 3)>

// CHECK-LABEL: func @slice
func.func @slice(%x: tensor<?x10xf32>) -> tensor<?x4xf32> {
  // CHECK: tensor.extract_slice %{{.*}}[0, 2] [%{{.*}}, 4] [1, 2] : tensor<?x10xf32> to tensor<?x4xf32>
  %0 = nn.slice %x {begin = array<i64: 0, 2>, size = array<i64: -1, 4>, strides = array<i64: 1, 2>} : (tensor<?x10xf32>) -> tensor<?x4xf32>
  return %0 : tensor<?x4xf32>
}

// A negative stride cuts, then reverses.
// CHECK-LABEL: func @backwards
func.func @backwards(%x: tensor<2x4xf32>) -> tensor<2x4xf32> {
  // CHECK: %[[S:.*]] = tensor.extract_slice %{{.*}}[0, 0] [2, 4] [1, 1]
  // CHECK: linalg.generic {indexing_maps = [#[[$REVERSE]], #{{.*}}]
  // CHECK-SAME: ins(%[[S]]
  %0 = nn.slice %x {begin = array<i64: 0, -1>, size = array<i64: -1, -1>, strides = array<i64: 1, -1>} : (tensor<2x4xf32>) -> tensor<2x4xf32>
  return %0 : tensor<2x4xf32>
}

// CHECK-LABEL: func @dynamic_slice
func.func @dynamic_slice(%x: tensor<?x10xf32>, %b: tensor<2xi32>, %s: tensor<2xi32>) -> tensor<?x4xf32> {
  // CHECK: kernel.check
  // CHECK: tensor.extract_slice %{{.*}}[%{{.*}}, %{{.*}}] [%{{.*}}, 4] [1, 1]
  %0 = nn.dynamic_slice %x, %b, %s : (tensor<?x10xf32>, tensor<2xi32>, tensor<2xi32>) -> tensor<?x4xf32>
  return %0 : tensor<?x4xf32>
}

// The position is a list of integers, with which the host computes.
// CHECK-LABEL: func @dynamic_update_slice
// CHECK-SAME: (%[[X:.*]]: tensor<8x10xf32>, %[[U:.*]]: tensor<1x10xf32>
func.func @dynamic_update_slice(%x: tensor<8x10xf32>, %u: tensor<1x10xf32>, %i: tensor<1xi32>) -> tensor<8x10xf32> {
  // CHECK: kernel.check {{.*}} "expected a part of dimension 0 of size 8, got begin {}, size 1"
  // CHECK-NOT: kernel.check
  // CHECK: tensor.insert_slice %[[U]] into %[[X]][%{{.*}}, 0] [1, 10] [1, 1]
  %zero = arith.constant dense<0> : tensor<1xi32>
  %b = nn.concat %i, %zero {axis = 0 : i64} : (tensor<1xi32>, tensor<1xi32>) -> tensor<2xi32>
  %0 = nn.dynamic_update_slice %x, %u, %b : (tensor<8x10xf32>, tensor<1x10xf32>, tensor<2xi32>) -> tensor<8x10xf32>
  return %0 : tensor<8x10xf32>
}

// CHECK-LABEL: func @pad
func.func @pad(%x: tensor<?x8xf32>, %u: tensor<4xui8>) -> (tensor<?x11xf32>, tensor<5xui8>) {
  // CHECK: tensor.pad %{{.*}} low[0, 1] high[0, 2]
  %0 = nn.pad %x {low = array<i64: 0, 1>, high = array<i64: 0, 2>, value = 1.0 : f32} : (tensor<?x8xf32>) -> tensor<?x11xf32>
  // CHECK: %[[C:.*]] = arith.constant -56 : i8
  // CHECK: tensor.yield %[[C]] : i8
  %1 = nn.pad %u {low = array<i64: 0>, high = array<i64: 1>, value = 200 : ui8} : (tensor<4xui8>) -> tensor<5xui8>
  return %0, %1 : tensor<?x11xf32>, tensor<5xui8>
}

// CHECK-LABEL: func @mirror_pad
func.func @mirror_pad(%x: tensor<4xf32>) -> tensor<7xf32> {
  // CHECK: linalg.index 0
  // CHECK: tensor.extract
  %0 = nn.mirror_pad %x {low = array<i64: 1>, high = array<i64: 2>, mode = #nn.mirror_pad_mode<reflect>} : (tensor<4xf32>) -> tensor<7xf32>
  return %0 : tensor<7xf32>
}
