// RUN: nn-opt %s --nn-reference-pipeline | mlir-runner -e main \
// RUN:     -entry-point-result=void -shared-libs=%mlir_runner_utils,%mlir_c_runner_utils \
// RUN:   | FileCheck %s
// RUN: nn-run %s --cases --check --guard --threads=2
// RUN: nn-opt %s --inline --symbol-dce --nn-fold-constants --nn-reference-pipeline \
// RUN:   | mlir-runner -e main -entry-point-result=void \
// RUN:     -shared-libs=%mlir_runner_utils,%mlir_c_runner_utils | FileCheck %s

// Written by Inputs/generate.py: the expected numbers are TensorFlow's.

func.func private @printMemrefF32(tensor<*xf32> {bufferization.access = "read"})
func.func private @printMemrefF64(tensor<*xf64> {bufferization.access = "read"})
func.func private @printMemrefI32(tensor<*xi32> {bufferization.access = "read"})
func.func private @printMemrefI64(tensor<*xi64> {bufferization.access = "read"})

// Ops that rearrange, cut, join and repeat elements.

func.func @reshape_0(%a0: tensor<2x3x4xf32>) -> tensor<4x6xf32> {
  %r = nn.reshape %a0
      : (tensor<2x3x4xf32>) -> tensor<4x6xf32>
  return %r : tensor<4x6xf32>
}

func.func @reshape_1(%a0: tensor<2x3x4xf32>) -> tensor<6x4xf32> {
  %r = nn.reshape %a0
      : (tensor<2x3x4xf32>) -> tensor<6x4xf32>
  return %r : tensor<6x4xf32>
}

func.func @reshape_2(%a0: tensor<2x3x4xf32>) -> tensor<2x12x1xf32> {
  %r = nn.reshape %a0
      : (tensor<2x3x4xf32>) -> tensor<2x12x1xf32>
  return %r : tensor<2x12x1xf32>
}

func.func @reshape_3(%a0: tensor<1x1xf32>) -> tensor<f32> {
  %r = nn.reshape %a0
      : (tensor<1x1xf32>) -> tensor<f32>
  return %r : tensor<f32>
}

func.func @reshape_4(%a0: tensor<f32>) -> tensor<1x1xf32> {
  %r = nn.reshape %a0
      : (tensor<f32>) -> tensor<1x1xf32>
  return %r : tensor<1x1xf32>
}

func.func @reshape_5(%a0: tensor<0x3xf32>) -> tensor<0x2xf32> {
  %r = nn.reshape %a0
      : (tensor<0x3xf32>) -> tensor<0x2xf32>
  return %r : tensor<0x2xf32>
}

func.func @transpose_6(%a0: tensor<2x3x4xf32>) -> tensor<4x2x3xf32> {
  %r = nn.transpose %a0 {permutation = array<i64: 2, 0, 1>}
      : (tensor<2x3x4xf32>) -> tensor<4x2x3xf32>
  return %r : tensor<4x2x3xf32>
}

func.func @expand_dims_7(%a0: tensor<3x4xf32>) -> tensor<3x1x4xf32> {
  %r = nn.expand_dims %a0 {axis = 1 : i64}
      : (tensor<3x4xf32>) -> tensor<3x1x4xf32>
  return %r : tensor<3x1x4xf32>
}

func.func @squeeze_8(%a0: tensor<2x1x4xf32>) -> tensor<2x4xf32> {
  %r = nn.squeeze %a0 {axes = array<i64: 1>}
      : (tensor<2x1x4xf32>) -> tensor<2x4xf32>
  return %r : tensor<2x4xf32>
}

func.func @broadcast_to_9(%a0: tensor<2x1x3xf32>) -> tensor<2x2x3xf32> {
  %r = nn.broadcast_to %a0
      : (tensor<2x1x3xf32>) -> tensor<2x2x3xf32>
  return %r : tensor<2x2x3xf32>
}

func.func @shape_10(%a0: tensor<2x3x4xf32>) -> tensor<3xi32> {
  %r = nn.shape %a0
      : (tensor<2x3x4xf32>) -> tensor<3xi32>
  return %r : tensor<3xi32>
}

func.func @concat_11(%a0: tensor<2x2x4xf32>, %a1: tensor<2x3x4xf32>) -> tensor<2x5x4xf32> {
  %r = nn.concat %a0, %a1 {axis = 1 : i64}
      : (tensor<2x2x4xf32>, tensor<2x3x4xf32>) -> tensor<2x5x4xf32>
  return %r : tensor<2x5x4xf32>
}

func.func @slice_12(%a0: tensor<2x3x4xf32>) -> tensor<1x2x4xf32> {
  %r = nn.slice %a0 {begin = array<i64: 1, 0, -1>, size = array<i64: -1, 2, -1>, strides = array<i64: 1, 2, -1>}
      : (tensor<2x3x4xf32>) -> tensor<1x2x4xf32>
  return %r : tensor<1x2x4xf32>
}

func.func @slice_13(%a0: tensor<2x3x4xf32>) -> tensor<2x2x2xf32> {
  %r = nn.slice %a0 {begin = array<i64: 0, 2, 1>, size = array<i64: -1, 2, 2>, strides = array<i64: 1, -1, 2>}
      : (tensor<2x3x4xf32>) -> tensor<2x2x2xf32>
  return %r : tensor<2x2x2xf32>
}

func.func @slice_dynamic_14(%a0: tensor<?x4xf32>) -> tensor<?x2xf32> {
  %r = nn.slice %a0 {begin = array<i64: -1, -2>, size = array<i64: -1, 2>, strides = array<i64: -1, 1>}
      : (tensor<?x4xf32>) -> tensor<?x2xf32>
  return %r : tensor<?x2xf32>
}

func.func @dynamic_slice_15(%a0: tensor<3x4xf32>, %a1: tensor<2xi32>, %a2: tensor<2xi32>) -> tensor<2x3xf32> {
  %r = nn.dynamic_slice %a0, %a1, %a2
      : (tensor<3x4xf32>, tensor<2xi32>, tensor<2xi32>) -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}

func.func @dynamic_update_slice_16(%a0: tensor<3x4xf32>, %a1: tensor<2x2xf32>, %a2: tensor<2xi32>) -> tensor<3x4xf32> {
  %r = nn.dynamic_update_slice %a0, %a1, %a2
      : (tensor<3x4xf32>, tensor<2x2xf32>, tensor<2xi32>) -> tensor<3x4xf32>
  return %r : tensor<3x4xf32>
}

func.func @pad_17(%a0: tensor<3x4xf32>) -> tensor<4x6xf32> {
  %r = nn.pad %a0 {low = array<i64: 1, 0>, high = array<i64: 0, 2>, value = 9.0 : f32}
      : (tensor<3x4xf32>) -> tensor<4x6xf32>
  return %r : tensor<4x6xf32>
}

func.func @mirror_pad_18(%a0: tensor<3x4xf32>) -> tensor<6x7xf32> {
  %r = nn.mirror_pad %a0 {low = array<i64: 1, 2>, high = array<i64: 2, 1>, mode = #nn.mirror_pad_mode<reflect>}
      : (tensor<3x4xf32>) -> tensor<6x7xf32>
  return %r : tensor<6x7xf32>
}

func.func @mirror_pad_19(%a0: tensor<3x4xf32>) -> tensor<6x7xf32> {
  %r = nn.mirror_pad %a0 {low = array<i64: 1, 2>, high = array<i64: 2, 1>, mode = #nn.mirror_pad_mode<symmetric>}
      : (tensor<3x4xf32>) -> tensor<6x7xf32>
  return %r : tensor<6x7xf32>
}

func.func @tile_20(%a0: tensor<2x2xf32>) -> tensor<4x6xf32> {
  %r = nn.tile %a0 {multiples = array<i64: 2, 3>}
      : (tensor<2x2xf32>) -> tensor<4x6xf32>
  return %r : tensor<4x6xf32>
}

func.func @reverse_21(%a0: tensor<3x4xf32>) -> tensor<3x4xf32> {
  %r = nn.reverse %a0 {axes = array<i64: 0, 1>}
      : (tensor<3x4xf32>) -> tensor<3x4xf32>
  return %r : tensor<3x4xf32>
}

func.func @reverse_dynamic_22(%a0: tensor<?x4xf32>) -> tensor<?x4xf32> {
  %r = nn.reverse %a0 {axes = array<i64: 0>}
      : (tensor<?x4xf32>) -> tensor<?x4xf32>
  return %r : tensor<?x4xf32>
}

func.func @fill_23(%a0: tensor<2xi32>, %a1: tensor<f32>) -> tensor<2x2xf32> {
  %r = nn.fill %a0, %a1
      : (tensor<2xi32>, tensor<f32>) -> tensor<2x2xf32>
  return %r : tensor<2x2xf32>
}

func.func @range_24(%a0: tensor<i32>, %a1: tensor<i32>, %a2: tensor<i32>) -> tensor<3xi32> {
  %r = nn.range %a0, %a1, %a2
      : (tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<3xi32>
  return %r : tensor<3xi32>
}

func.func @one_hot_25(%a0: tensor<4xi32>, %a1: tensor<f32>, %a2: tensor<f32>) -> tensor<4x3xf32> {
  %r = nn.one_hot %a0, %a1, %a2 {depth = 3 : i64, axis = 1 : i64}
      : (tensor<4xi32>, tensor<f32>, tensor<f32>) -> tensor<4x3xf32>
  return %r : tensor<4x3xf32>
}

func.func @one_hot_26(%a0: tensor<2xi32>, %a1: tensor<f32>, %a2: tensor<f32>) -> tensor<2x2xf32> {
  %r = nn.one_hot %a0, %a1, %a2 {depth = 2 : i64, axis = 0 : i64}
      : (tensor<2xi32>, tensor<f32>, tensor<f32>) -> tensor<2x2xf32>
  return %r : tensor<2x2xf32>
}

func.func @gather_27(%a0: tensor<2x3x4xf32>, %a1: tensor<2x2xi32>) -> tensor<2x2x2x4xf32> {
  %r = nn.gather %a0, %a1 {axis = 1 : i64}
      : (tensor<2x3x4xf32>, tensor<2x2xi32>) -> tensor<2x2x2x4xf32>
  return %r : tensor<2x2x2x4xf32>
}

func.func @gather_28(%a0: tensor<2x3x4xf32>, %a1: tensor<2x2xi32>) -> tensor<2x3x2xf32> {
  %r = nn.gather %a0, %a1 {axis = 2 : i64, batch_dims = 1 : i64}
      : (tensor<2x3x4xf32>, tensor<2x2xi32>) -> tensor<2x3x2xf32>
  return %r : tensor<2x3x2xf32>
}

func.func @gather_nd_29(%a0: tensor<2x3x4xf32>, %a1: tensor<2x2xi32>) -> tensor<2x4xf32> {
  %r = nn.gather_nd %a0, %a1
      : (tensor<2x3x4xf32>, tensor<2x2xi32>) -> tensor<2x4xf32>
  return %r : tensor<2x4xf32>
}

func.func @gather_nd_30(%a0: tensor<2x3x4xf32>, %a1: tensor<2x1x2xi32>) -> tensor<2x1xf32> {
  %r = nn.gather_nd %a0, %a1 {batch_dims = 1 : i64}
      : (tensor<2x3x4xf32>, tensor<2x1x2xi32>) -> tensor<2x1xf32>
  return %r : tensor<2x1xf32>
}

func.func @space_to_depth_31(%a0: tensor<1x4x4x2xf32>) -> tensor<1x2x2x8xf32> {
  %r = nn.space_to_depth %a0 {block_size = 2 : i64}
      : (tensor<1x4x4x2xf32>) -> tensor<1x2x2x8xf32>
  return %r : tensor<1x2x2x8xf32>
}

func.func @depth_to_space_32(%a0: tensor<1x2x2x8xf32>) -> tensor<1x4x4x2xf32> {
  %r = nn.depth_to_space %a0 {block_size = 2 : i64}
      : (tensor<1x2x2x8xf32>) -> tensor<1x4x4x2xf32>
  return %r : tensor<1x4x4x2xf32>
}

func.func @space_to_batch_nd_33(%a0: tensor<1x4x4x2xf32>) -> tensor<4x2x3x2xf32> {
  %r = nn.space_to_batch_nd %a0 {block_shape = array<i64: 2, 2>, low = array<i64: 0, 1>, high = array<i64: 0, 1>}
      : (tensor<1x4x4x2xf32>) -> tensor<4x2x3x2xf32>
  return %r : tensor<4x2x3x2xf32>
}

func.func @batch_to_space_nd_34(%a0: tensor<4x2x2x2xf32>) -> tensor<1x3x3x2xf32> {
  %r = nn.batch_to_space_nd %a0 {block_shape = array<i64: 2, 2>, low = array<i64: 0, 1>, high = array<i64: 1, 0>}
      : (tensor<4x2x2x2xf32>) -> tensor<1x3x3x2xf32>
  return %r : tensor<1x3x3x2xf32>
}

func.func @main() {
  %c0_0 = arith.constant dense<[[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0]], [[12.0, 13.0, 14.0, 15.0], [16.0, 17.0, 18.0, 19.0], [20.0, 21.0, 22.0, 23.0]]]> : tensor<2x3x4xf32>
  %r0 = call @reshape_0(%c0_0) : (tensor<2x3x4xf32>) -> tensor<4x6xf32>
  %p0 = tensor.cast %r0 : tensor<4x6xf32> to tensor<*xf32>
  // CHECK: sizes = [4, 6]
  // CHECK: [{{-?0}}, 1, 2, 3, 4, 5]
  // CHECK: [6, 7, 8, 9, 10, 11]
  // CHECK: [12, 13, 14, 15, 16, 17]
  // CHECK: [18, 19, 20, 21, 22, 23]
  call @printMemrefF32(%p0) : (tensor<*xf32>) -> ()

  %c1_0 = arith.constant dense<[[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0]], [[12.0, 13.0, 14.0, 15.0], [16.0, 17.0, 18.0, 19.0], [20.0, 21.0, 22.0, 23.0]]]> : tensor<2x3x4xf32>
  %r1 = call @reshape_1(%c1_0) : (tensor<2x3x4xf32>) -> tensor<6x4xf32>
  %p1 = tensor.cast %r1 : tensor<6x4xf32> to tensor<*xf32>
  // CHECK: sizes = [6, 4]
  // CHECK: [{{-?0}}, 1, 2, 3]
  // CHECK: [4, 5, 6, 7]
  // CHECK: [8, 9, 10, 11]
  // CHECK: [12, 13, 14, 15]
  // CHECK: [16, 17, 18, 19]
  // CHECK: [20, 21, 22, 23]
  call @printMemrefF32(%p1) : (tensor<*xf32>) -> ()

  %c2_0 = arith.constant dense<[[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0]], [[12.0, 13.0, 14.0, 15.0], [16.0, 17.0, 18.0, 19.0], [20.0, 21.0, 22.0, 23.0]]]> : tensor<2x3x4xf32>
  %r2 = call @reshape_2(%c2_0) : (tensor<2x3x4xf32>) -> tensor<2x12x1xf32>
  %p2 = tensor.cast %r2 : tensor<2x12x1xf32> to tensor<*xf32>
  // CHECK: sizes = [2, 12, 1]
  // CHECK: [{{-?0}}]
  // CHECK: [1]
  // CHECK: [2]
  // CHECK: [3]
  // CHECK: [4]
  // CHECK: [5]
  // CHECK: [6]
  // CHECK: [7]
  // CHECK: [8]
  // CHECK: [9]
  // CHECK: [10]
  // CHECK: [11]
  // CHECK: [12]
  // CHECK: [13]
  // CHECK: [14]
  // CHECK: [15]
  // CHECK: [16]
  // CHECK: [17]
  // CHECK: [18]
  // CHECK: [19]
  // CHECK: [20]
  // CHECK: [21]
  // CHECK: [22]
  // CHECK: [23]
  call @printMemrefF32(%p2) : (tensor<*xf32>) -> ()

  %c3_0 = arith.constant dense<[[3.0]]> : tensor<1x1xf32>
  %r3 = call @reshape_3(%c3_0) : (tensor<1x1xf32>) -> tensor<f32>
  %p3 = tensor.cast %r3 : tensor<f32> to tensor<*xf32>
  // CHECK: sizes = []
  // CHECK: [3]
  call @printMemrefF32(%p3) : (tensor<*xf32>) -> ()

  %c4_0 = arith.constant dense<3.0> : tensor<f32>
  %r4 = call @reshape_4(%c4_0) : (tensor<f32>) -> tensor<1x1xf32>
  %p4 = tensor.cast %r4 : tensor<1x1xf32> to tensor<*xf32>
  // CHECK: sizes = [1, 1]
  // CHECK: [3]
  call @printMemrefF32(%p4) : (tensor<*xf32>) -> ()

  %c5_0 = arith.constant dense<> : tensor<0x3xf32>
  %r5 = call @reshape_5(%c5_0) : (tensor<0x3xf32>) -> tensor<0x2xf32>
  %p5 = tensor.cast %r5 : tensor<0x2xf32> to tensor<*xf32>
  // CHECK: sizes = [0, 2]
  call @printMemrefF32(%p5) : (tensor<*xf32>) -> ()

  %c6_0 = arith.constant dense<[[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0]], [[12.0, 13.0, 14.0, 15.0], [16.0, 17.0, 18.0, 19.0], [20.0, 21.0, 22.0, 23.0]]]> : tensor<2x3x4xf32>
  %r6 = call @transpose_6(%c6_0) : (tensor<2x3x4xf32>) -> tensor<4x2x3xf32>
  %p6 = tensor.cast %r6 : tensor<4x2x3xf32> to tensor<*xf32>
  // CHECK: sizes = [4, 2, 3]
  // CHECK: [{{-?0}}, 4, 8]
  // CHECK: [12, 16, 20]
  // CHECK: [1, 5, 9]
  // CHECK: [13, 17, 21]
  // CHECK: [2, 6, 10]
  // CHECK: [14, 18, 22]
  // CHECK: [3, 7, 11]
  // CHECK: [15, 19, 23]
  call @printMemrefF32(%p6) : (tensor<*xf32>) -> ()

  %c7_0 = arith.constant dense<[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0]]> : tensor<3x4xf32>
  %r7 = call @expand_dims_7(%c7_0) : (tensor<3x4xf32>) -> tensor<3x1x4xf32>
  %p7 = tensor.cast %r7 : tensor<3x1x4xf32> to tensor<*xf32>
  // CHECK: sizes = [3, 1, 4]
  // CHECK: [{{-?0}}, 1, 2, 3]
  // CHECK: [4, 5, 6, 7]
  // CHECK: [8, 9, 10, 11]
  call @printMemrefF32(%p7) : (tensor<*xf32>) -> ()

  %c8_0 = arith.constant dense<[[[0.0, 1.0, 2.0, 3.0]], [[12.0, 13.0, 14.0, 15.0]]]> : tensor<2x1x4xf32>
  %r8 = call @squeeze_8(%c8_0) : (tensor<2x1x4xf32>) -> tensor<2x4xf32>
  %p8 = tensor.cast %r8 : tensor<2x4xf32> to tensor<*xf32>
  // CHECK: sizes = [2, 4]
  // CHECK: [{{-?0}}, 1, 2, 3]
  // CHECK: [12, 13, 14, 15]
  call @printMemrefF32(%p8) : (tensor<*xf32>) -> ()

  %c9_0 = arith.constant dense<[[[0.0, 1.0, 2.0]], [[12.0, 13.0, 14.0]]]> : tensor<2x1x3xf32>
  %r9 = call @broadcast_to_9(%c9_0) : (tensor<2x1x3xf32>) -> tensor<2x2x3xf32>
  %p9 = tensor.cast %r9 : tensor<2x2x3xf32> to tensor<*xf32>
  // CHECK: sizes = [2, 2, 3]
  // CHECK: [{{-?0}}, 1, 2]
  // CHECK: [{{-?0}}, 1, 2]
  // CHECK: [12, 13, 14]
  // CHECK: [12, 13, 14]
  call @printMemrefF32(%p9) : (tensor<*xf32>) -> ()

  %c10_0 = arith.constant dense<[[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0]], [[12.0, 13.0, 14.0, 15.0], [16.0, 17.0, 18.0, 19.0], [20.0, 21.0, 22.0, 23.0]]]> : tensor<2x3x4xf32>
  %r10 = call @shape_10(%c10_0) : (tensor<2x3x4xf32>) -> tensor<3xi32>
  %p10 = tensor.cast %r10 : tensor<3xi32> to tensor<*xi32>
  // CHECK: sizes = [3]
  // CHECK: [2, 3, 4]
  call @printMemrefI32(%p10) : (tensor<*xi32>) -> ()

  %c11_0 = arith.constant dense<[[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0]], [[12.0, 13.0, 14.0, 15.0], [16.0, 17.0, 18.0, 19.0]]]> : tensor<2x2x4xf32>
  %c11_1 = arith.constant dense<[[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0]], [[12.0, 13.0, 14.0, 15.0], [16.0, 17.0, 18.0, 19.0], [20.0, 21.0, 22.0, 23.0]]]> : tensor<2x3x4xf32>
  %r11 = call @concat_11(%c11_0, %c11_1) : (tensor<2x2x4xf32>, tensor<2x3x4xf32>) -> tensor<2x5x4xf32>
  %p11 = tensor.cast %r11 : tensor<2x5x4xf32> to tensor<*xf32>
  // CHECK: sizes = [2, 5, 4]
  // CHECK: [{{-?0}}, 1, 2, 3]
  // CHECK: [4, 5, 6, 7]
  // CHECK: [{{-?0}}, 1, 2, 3]
  // CHECK: [4, 5, 6, 7]
  // CHECK: [8, 9, 10, 11]
  // CHECK: [12, 13, 14, 15]
  // CHECK: [16, 17, 18, 19]
  // CHECK: [12, 13, 14, 15]
  // CHECK: [16, 17, 18, 19]
  // CHECK: [20, 21, 22, 23]
  call @printMemrefF32(%p11) : (tensor<*xf32>) -> ()

  %c12_0 = arith.constant dense<[[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0]], [[12.0, 13.0, 14.0, 15.0], [16.0, 17.0, 18.0, 19.0], [20.0, 21.0, 22.0, 23.0]]]> : tensor<2x3x4xf32>
  %r12 = call @slice_12(%c12_0) : (tensor<2x3x4xf32>) -> tensor<1x2x4xf32>
  %p12 = tensor.cast %r12 : tensor<1x2x4xf32> to tensor<*xf32>
  // CHECK: sizes = [1, 2, 4]
  // CHECK: [15, 14, 13, 12]
  // CHECK: [23, 22, 21, 20]
  call @printMemrefF32(%p12) : (tensor<*xf32>) -> ()

  %c13_0 = arith.constant dense<[[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0]], [[12.0, 13.0, 14.0, 15.0], [16.0, 17.0, 18.0, 19.0], [20.0, 21.0, 22.0, 23.0]]]> : tensor<2x3x4xf32>
  %r13 = call @slice_13(%c13_0) : (tensor<2x3x4xf32>) -> tensor<2x2x2xf32>
  %p13 = tensor.cast %r13 : tensor<2x2x2xf32> to tensor<*xf32>
  // CHECK: sizes = [2, 2, 2]
  // CHECK: [9, 11]
  // CHECK: [5, 7]
  // CHECK: [21, 23]
  // CHECK: [17, 19]
  call @printMemrefF32(%p13) : (tensor<*xf32>) -> ()

  %c14_0 = arith.constant dense<[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0]]> : tensor<3x4xf32>
  %d14_0 = tensor.cast %c14_0 : tensor<3x4xf32> to tensor<?x4xf32>
  %r14 = call @slice_dynamic_14(%d14_0) : (tensor<?x4xf32>) -> tensor<?x2xf32>
  %p14 = tensor.cast %r14 : tensor<?x2xf32> to tensor<*xf32>
  // CHECK: sizes = [3, 2]
  // CHECK: [10, 11]
  // CHECK: [6, 7]
  // CHECK: [2, 3]
  call @printMemrefF32(%p14) : (tensor<*xf32>) -> ()

  %c15_0 = arith.constant dense<[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0]]> : tensor<3x4xf32>
  %c15_1 = arith.constant dense<[1, 0]> : tensor<2xi32>
  %c15_2 = arith.constant dense<[2, 3]> : tensor<2xi32>
  %r15 = call @dynamic_slice_15(%c15_0, %c15_1, %c15_2) : (tensor<3x4xf32>, tensor<2xi32>, tensor<2xi32>) -> tensor<2x3xf32>
  %p15 = tensor.cast %r15 : tensor<2x3xf32> to tensor<*xf32>
  // CHECK: sizes = [2, 3]
  // CHECK: [4, 5, 6]
  // CHECK: [8, 9, 10]
  call @printMemrefF32(%p15) : (tensor<*xf32>) -> ()

  %c16_0 = arith.constant dense<[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0]]> : tensor<3x4xf32>
  %c16_1 = arith.constant dense<[[-1.0, -2.0], [-3.0, -4.0]]> : tensor<2x2xf32>
  %c16_2 = arith.constant dense<[1, 2]> : tensor<2xi32>
  %r16 = call @dynamic_update_slice_16(%c16_0, %c16_1, %c16_2) : (tensor<3x4xf32>, tensor<2x2xf32>, tensor<2xi32>) -> tensor<3x4xf32>
  %p16 = tensor.cast %r16 : tensor<3x4xf32> to tensor<*xf32>
  // CHECK: sizes = [3, 4]
  // CHECK: [{{-?0}}, 1, 2, 3]
  // CHECK: [4, 5, -1, -2]
  // CHECK: [8, 9, -3, -4]
  call @printMemrefF32(%p16) : (tensor<*xf32>) -> ()

  %c17_0 = arith.constant dense<[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0]]> : tensor<3x4xf32>
  %r17 = call @pad_17(%c17_0) : (tensor<3x4xf32>) -> tensor<4x6xf32>
  %p17 = tensor.cast %r17 : tensor<4x6xf32> to tensor<*xf32>
  // CHECK: sizes = [4, 6]
  // CHECK: [9, 9, 9, 9, 9, 9]
  // CHECK: [{{-?0}}, 1, 2, 3, 9, 9]
  // CHECK: [4, 5, 6, 7, 9, 9]
  // CHECK: [8, 9, 10, 11, 9, 9]
  call @printMemrefF32(%p17) : (tensor<*xf32>) -> ()

  %c18_0 = arith.constant dense<[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0]]> : tensor<3x4xf32>
  %r18 = call @mirror_pad_18(%c18_0) : (tensor<3x4xf32>) -> tensor<6x7xf32>
  %p18 = tensor.cast %r18 : tensor<6x7xf32> to tensor<*xf32>
  // CHECK: sizes = [6, 7]
  // CHECK: [6, 5, 4, 5, 6, 7, 6]
  // CHECK: [2, 1, {{-?0}}, 1, 2, 3, 2]
  // CHECK: [6, 5, 4, 5, 6, 7, 6]
  // CHECK: [10, 9, 8, 9, 10, 11, 10]
  // CHECK: [6, 5, 4, 5, 6, 7, 6]
  // CHECK: [2, 1, {{-?0}}, 1, 2, 3, 2]
  call @printMemrefF32(%p18) : (tensor<*xf32>) -> ()

  %c19_0 = arith.constant dense<[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0]]> : tensor<3x4xf32>
  %r19 = call @mirror_pad_19(%c19_0) : (tensor<3x4xf32>) -> tensor<6x7xf32>
  %p19 = tensor.cast %r19 : tensor<6x7xf32> to tensor<*xf32>
  // CHECK: sizes = [6, 7]
  // CHECK: [1, {{-?0}}, {{-?0}}, 1, 2, 3, 3]
  // CHECK: [1, {{-?0}}, {{-?0}}, 1, 2, 3, 3]
  // CHECK: [5, 4, 4, 5, 6, 7, 7]
  // CHECK: [9, 8, 8, 9, 10, 11, 11]
  // CHECK: [9, 8, 8, 9, 10, 11, 11]
  // CHECK: [5, 4, 4, 5, 6, 7, 7]
  call @printMemrefF32(%p19) : (tensor<*xf32>) -> ()

  %c20_0 = arith.constant dense<[[0.0, 1.0], [4.0, 5.0]]> : tensor<2x2xf32>
  %r20 = call @tile_20(%c20_0) : (tensor<2x2xf32>) -> tensor<4x6xf32>
  %p20 = tensor.cast %r20 : tensor<4x6xf32> to tensor<*xf32>
  // CHECK: sizes = [4, 6]
  // CHECK: [{{-?0}}, 1, {{-?0}}, 1, {{-?0}}, 1]
  // CHECK: [4, 5, 4, 5, 4, 5]
  // CHECK: [{{-?0}}, 1, {{-?0}}, 1, {{-?0}}, 1]
  // CHECK: [4, 5, 4, 5, 4, 5]
  call @printMemrefF32(%p20) : (tensor<*xf32>) -> ()

  %c21_0 = arith.constant dense<[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0]]> : tensor<3x4xf32>
  %r21 = call @reverse_21(%c21_0) : (tensor<3x4xf32>) -> tensor<3x4xf32>
  %p21 = tensor.cast %r21 : tensor<3x4xf32> to tensor<*xf32>
  // CHECK: sizes = [3, 4]
  // CHECK: [11, 10, 9, 8]
  // CHECK: [7, 6, 5, 4]
  // CHECK: [3, 2, 1, {{-?0}}]
  call @printMemrefF32(%p21) : (tensor<*xf32>) -> ()

  %c22_0 = arith.constant dense<[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0]]> : tensor<3x4xf32>
  %d22_0 = tensor.cast %c22_0 : tensor<3x4xf32> to tensor<?x4xf32>
  %r22 = call @reverse_dynamic_22(%d22_0) : (tensor<?x4xf32>) -> tensor<?x4xf32>
  %p22 = tensor.cast %r22 : tensor<?x4xf32> to tensor<*xf32>
  // CHECK: sizes = [3, 4]
  // CHECK: [8, 9, 10, 11]
  // CHECK: [4, 5, 6, 7]
  // CHECK: [{{-?0}}, 1, 2, 3]
  call @printMemrefF32(%p22) : (tensor<*xf32>) -> ()

  %c23_0 = arith.constant dense<[2, 2]> : tensor<2xi32>
  %c23_1 = arith.constant dense<7.0> : tensor<f32>
  %r23 = call @fill_23(%c23_0, %c23_1) : (tensor<2xi32>, tensor<f32>) -> tensor<2x2xf32>
  %p23 = tensor.cast %r23 : tensor<2x2xf32> to tensor<*xf32>
  // CHECK: sizes = [2, 2]
  // CHECK: [7, 7]
  // CHECK: [7, 7]
  call @printMemrefF32(%p23) : (tensor<*xf32>) -> ()

  %c24_0 = arith.constant dense<3> : tensor<i32>
  %c24_1 = arith.constant dense<12> : tensor<i32>
  %c24_2 = arith.constant dense<4> : tensor<i32>
  %r24 = call @range_24(%c24_0, %c24_1, %c24_2) : (tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<3xi32>
  %p24 = tensor.cast %r24 : tensor<3xi32> to tensor<*xi32>
  // CHECK: sizes = [3]
  // CHECK: [3, 7, 11]
  call @printMemrefI32(%p24) : (tensor<*xi32>) -> ()

  %c25_0 = arith.constant dense<[0, 2, -1, 5]> : tensor<4xi32>
  %c25_1 = arith.constant dense<1.0> : tensor<f32>
  %c25_2 = arith.constant dense<0.0> : tensor<f32>
  %r25 = call @one_hot_25(%c25_0, %c25_1, %c25_2) : (tensor<4xi32>, tensor<f32>, tensor<f32>) -> tensor<4x3xf32>
  %p25 = tensor.cast %r25 : tensor<4x3xf32> to tensor<*xf32>
  // CHECK: sizes = [4, 3]
  // CHECK: [1, {{-?0}}, {{-?0}}]
  // CHECK: [{{-?0}}, {{-?0}}, 1]
  // CHECK: [{{-?0}}, {{-?0}}, {{-?0}}]
  // CHECK: [{{-?0}}, {{-?0}}, {{-?0}}]
  call @printMemrefF32(%p25) : (tensor<*xf32>) -> ()

  %c26_0 = arith.constant dense<[0, 1]> : tensor<2xi32>
  %c26_1 = arith.constant dense<5.0> : tensor<f32>
  %c26_2 = arith.constant dense<-1.0> : tensor<f32>
  %r26 = call @one_hot_26(%c26_0, %c26_1, %c26_2) : (tensor<2xi32>, tensor<f32>, tensor<f32>) -> tensor<2x2xf32>
  %p26 = tensor.cast %r26 : tensor<2x2xf32> to tensor<*xf32>
  // CHECK: sizes = [2, 2]
  // CHECK: [5, -1]
  // CHECK: [-1, 5]
  call @printMemrefF32(%p26) : (tensor<*xf32>) -> ()

  %c27_0 = arith.constant dense<[[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0]], [[12.0, 13.0, 14.0, 15.0], [16.0, 17.0, 18.0, 19.0], [20.0, 21.0, 22.0, 23.0]]]> : tensor<2x3x4xf32>
  %c27_1 = arith.constant dense<[[2, 0], [2, 1]]> : tensor<2x2xi32>
  %r27 = call @gather_27(%c27_0, %c27_1) : (tensor<2x3x4xf32>, tensor<2x2xi32>) -> tensor<2x2x2x4xf32>
  %p27 = tensor.cast %r27 : tensor<2x2x2x4xf32> to tensor<*xf32>
  // CHECK: sizes = [2, 2, 2, 4]
  // CHECK: [8, 9, 10, 11]
  // CHECK: [{{-?0}}, 1, 2, 3]
  // CHECK: [8, 9, 10, 11]
  // CHECK: [4, 5, 6, 7]
  // CHECK: [20, 21, 22, 23]
  // CHECK: [12, 13, 14, 15]
  // CHECK: [20, 21, 22, 23]
  // CHECK: [16, 17, 18, 19]
  call @printMemrefF32(%p27) : (tensor<*xf32>) -> ()

  %c28_0 = arith.constant dense<[[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0]], [[12.0, 13.0, 14.0, 15.0], [16.0, 17.0, 18.0, 19.0], [20.0, 21.0, 22.0, 23.0]]]> : tensor<2x3x4xf32>
  %c28_1 = arith.constant dense<[[3, 0], [1, 1]]> : tensor<2x2xi32>
  %r28 = call @gather_28(%c28_0, %c28_1) : (tensor<2x3x4xf32>, tensor<2x2xi32>) -> tensor<2x3x2xf32>
  %p28 = tensor.cast %r28 : tensor<2x3x2xf32> to tensor<*xf32>
  // CHECK: sizes = [2, 3, 2]
  // CHECK: [3, {{-?0}}]
  // CHECK: [7, 4]
  // CHECK: [11, 8]
  // CHECK: [13, 13]
  // CHECK: [17, 17]
  // CHECK: [21, 21]
  call @printMemrefF32(%p28) : (tensor<*xf32>) -> ()

  %c29_0 = arith.constant dense<[[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0]], [[12.0, 13.0, 14.0, 15.0], [16.0, 17.0, 18.0, 19.0], [20.0, 21.0, 22.0, 23.0]]]> : tensor<2x3x4xf32>
  %c29_1 = arith.constant dense<[[1, 2], [0, 1]]> : tensor<2x2xi32>
  %r29 = call @gather_nd_29(%c29_0, %c29_1) : (tensor<2x3x4xf32>, tensor<2x2xi32>) -> tensor<2x4xf32>
  %p29 = tensor.cast %r29 : tensor<2x4xf32> to tensor<*xf32>
  // CHECK: sizes = [2, 4]
  // CHECK: [20, 21, 22, 23]
  // CHECK: [4, 5, 6, 7]
  call @printMemrefF32(%p29) : (tensor<*xf32>) -> ()

  %c30_0 = arith.constant dense<[[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0]], [[12.0, 13.0, 14.0, 15.0], [16.0, 17.0, 18.0, 19.0], [20.0, 21.0, 22.0, 23.0]]]> : tensor<2x3x4xf32>
  %c30_1 = arith.constant dense<[[[2, 3]], [[0, 1]]]> : tensor<2x1x2xi32>
  %r30 = call @gather_nd_30(%c30_0, %c30_1) : (tensor<2x3x4xf32>, tensor<2x1x2xi32>) -> tensor<2x1xf32>
  %p30 = tensor.cast %r30 : tensor<2x1xf32> to tensor<*xf32>
  // CHECK: sizes = [2, 1]
  // CHECK: [11]
  // CHECK: [13]
  call @printMemrefF32(%p30) : (tensor<*xf32>) -> ()

  %c31_0 = arith.constant dense<[[[[0.0, 1.0], [2.0, 3.0], [4.0, 5.0], [6.0, 7.0]], [[8.0, 9.0], [10.0, 11.0], [12.0, 13.0], [14.0, 15.0]], [[16.0, 17.0], [18.0, 19.0], [20.0, 21.0], [22.0, 23.0]], [[24.0, 25.0], [26.0, 27.0], [28.0, 29.0], [30.0, 31.0]]]]> : tensor<1x4x4x2xf32>
  %r31 = call @space_to_depth_31(%c31_0) : (tensor<1x4x4x2xf32>) -> tensor<1x2x2x8xf32>
  %p31 = tensor.cast %r31 : tensor<1x2x2x8xf32> to tensor<*xf32>
  // CHECK: sizes = [1, 2, 2, 8]
  // CHECK: [{{-?0}}, 1, 2, 3, 8, 9, 10, 11]
  // CHECK: [4, 5, 6, 7, 12, 13, 14, 15]
  // CHECK: [16, 17, 18, 19, 24, 25, 26, 27]
  // CHECK: [20, 21, 22, 23, 28, 29, 30, 31]
  call @printMemrefF32(%p31) : (tensor<*xf32>) -> ()

  %c32_0 = arith.constant dense<[[[[0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0, 12.0, 13.0, 14.0, 15.0]], [[16.0, 17.0, 18.0, 19.0, 20.0, 21.0, 22.0, 23.0], [24.0, 25.0, 26.0, 27.0, 28.0, 29.0, 30.0, 31.0]]]]> : tensor<1x2x2x8xf32>
  %r32 = call @depth_to_space_32(%c32_0) : (tensor<1x2x2x8xf32>) -> tensor<1x4x4x2xf32>
  %p32 = tensor.cast %r32 : tensor<1x4x4x2xf32> to tensor<*xf32>
  // CHECK: sizes = [1, 4, 4, 2]
  // CHECK: [{{-?0}}, 1]
  // CHECK: [2, 3]
  // CHECK: [8, 9]
  // CHECK: [10, 11]
  // CHECK: [4, 5]
  // CHECK: [6, 7]
  // CHECK: [12, 13]
  // CHECK: [14, 15]
  // CHECK: [16, 17]
  // CHECK: [18, 19]
  // CHECK: [24, 25]
  // CHECK: [26, 27]
  // CHECK: [20, 21]
  // CHECK: [22, 23]
  // CHECK: [28, 29]
  // CHECK: [30, 31]
  call @printMemrefF32(%p32) : (tensor<*xf32>) -> ()

  %c33_0 = arith.constant dense<[[[[0.0, 1.0], [2.0, 3.0], [4.0, 5.0], [6.0, 7.0]], [[8.0, 9.0], [10.0, 11.0], [12.0, 13.0], [14.0, 15.0]], [[16.0, 17.0], [18.0, 19.0], [20.0, 21.0], [22.0, 23.0]], [[24.0, 25.0], [26.0, 27.0], [28.0, 29.0], [30.0, 31.0]]]]> : tensor<1x4x4x2xf32>
  %r33 = call @space_to_batch_nd_33(%c33_0) : (tensor<1x4x4x2xf32>) -> tensor<4x2x3x2xf32>
  %p33 = tensor.cast %r33 : tensor<4x2x3x2xf32> to tensor<*xf32>
  // CHECK: sizes = [4, 2, 3, 2]
  // CHECK: [{{-?0}}, {{-?0}}]
  // CHECK: [2, 3]
  // CHECK: [6, 7]
  // CHECK: [{{-?0}}, {{-?0}}]
  // CHECK: [18, 19]
  // CHECK: [22, 23]
  // CHECK: [{{-?0}}, 1]
  // CHECK: [4, 5]
  // CHECK: [{{-?0}}, {{-?0}}]
  // CHECK: [16, 17]
  // CHECK: [20, 21]
  // CHECK: [{{-?0}}, {{-?0}}]
  // CHECK: [{{-?0}}, {{-?0}}]
  // CHECK: [10, 11]
  // CHECK: [14, 15]
  // CHECK: [{{-?0}}, {{-?0}}]
  // CHECK: [26, 27]
  // CHECK: [30, 31]
  // CHECK: [8, 9]
  // CHECK: [12, 13]
  // CHECK: [{{-?0}}, {{-?0}}]
  // CHECK: [24, 25]
  // CHECK: [28, 29]
  // CHECK: [{{-?0}}, {{-?0}}]
  call @printMemrefF32(%p33) : (tensor<*xf32>) -> ()

  %c34_0 = arith.constant dense<[[[[0.0, 1.0], [2.0, 3.0]], [[4.0, 5.0], [6.0, 7.0]]], [[[8.0, 9.0], [10.0, 11.0]], [[12.0, 13.0], [14.0, 15.0]]], [[[16.0, 17.0], [18.0, 19.0]], [[20.0, 21.0], [22.0, 23.0]]], [[[24.0, 25.0], [26.0, 27.0]], [[28.0, 29.0], [30.0, 31.0]]]]> : tensor<4x2x2x2xf32>
  %r34 = call @batch_to_space_nd_34(%c34_0) : (tensor<4x2x2x2xf32>) -> tensor<1x3x3x2xf32>
  %p34 = tensor.cast %r34 : tensor<1x3x3x2xf32> to tensor<*xf32>
  // CHECK: sizes = [1, 3, 3, 2]
  // CHECK: [8, 9]
  // CHECK: [2, 3]
  // CHECK: [10, 11]
  // CHECK: [24, 25]
  // CHECK: [18, 19]
  // CHECK: [26, 27]
  // CHECK: [12, 13]
  // CHECK: [6, 7]
  // CHECK: [14, 15]
  call @printMemrefF32(%p34) : (tensor<*xf32>) -> ()
  return
}
