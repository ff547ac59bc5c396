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

// Binary ops: broadcasting, NaN, integer division, shifts, powers.

func.func @add_0(%a0: tensor<2x1x3xf32>, %a1: tensor<4x1xf32>) -> tensor<2x4x3xf32> {
  %r = nn.add %a0, %a1
      : (tensor<2x1x3xf32>, tensor<4x1xf32>) -> tensor<2x4x3xf32>
  return %r : tensor<2x4x3xf32>
}

func.func @add_1(%a0: tensor<?x2xf32>, %a1: tensor<?x2xf32>) -> tensor<?x2xf32> {
  %r = nn.add %a0, %a1
      : (tensor<?x2xf32>, tensor<?x2xf32>) -> tensor<?x2xf32>
  return %r : tensor<?x2xf32>
}

func.func @add_unclear_2(%a0: tensor<?x2xf32>, %a1: tensor<?x2xf32>) -> tensor<?x2xf32> {
  %r = nn.add %a0, %a1
      : (tensor<?x2xf32>, tensor<?x2xf32>) -> tensor<?x2xf32>
  return %r : tensor<?x2xf32>
}

func.func @sub_3(%a0: tensor<2x3xf32>, %a1: tensor<f32>) -> tensor<2x3xf32> {
  %r = nn.sub %a0, %a1
      : (tensor<2x3xf32>, tensor<f32>) -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}

func.func @mul_4(%a0: tensor<0x2xf32>, %a1: tensor<1x2xf32>) -> tensor<0x2xf32> {
  %r = nn.mul %a0, %a1
      : (tensor<0x2xf32>, tensor<1x2xf32>) -> tensor<0x2xf32>
  return %r : tensor<0x2xf32>
}

func.func @div_5(%a0: tensor<4xf32>, %a1: tensor<4xf32>) -> tensor<4xf32> {
  %r = nn.div %a0, %a1
      : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %r : tensor<4xf32>
}

func.func @maximum_6(%a0: tensor<4xf32>, %a1: tensor<4xf32>) -> tensor<4xf32> {
  %r = nn.maximum %a0, %a1
      : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %r : tensor<4xf32>
}

func.func @minimum_7(%a0: tensor<4xf32>, %a1: tensor<4xf32>) -> tensor<4xf32> {
  %r = nn.minimum %a0, %a1
      : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %r : tensor<4xf32>
}

func.func @maximum_8(%a0: tensor<2xui8>, %a1: tensor<2xui8>) -> tensor<2xi32> {
  %r = nn.maximum %a0, %a1
      : (tensor<2xui8>, tensor<2xui8>) -> tensor<2xui8>
  %w = nn.cast %r : (tensor<2xui8>) -> tensor<2xi32>
  return %w : tensor<2xi32>
}

func.func @add_9(%a0: tensor<1xui8>, %a1: tensor<1xui8>) -> tensor<1xi32> {
  %r = nn.add %a0, %a1
      : (tensor<1xui8>, tensor<1xui8>) -> tensor<1xui8>
  %w = nn.cast %r : (tensor<1xui8>) -> tensor<1xi32>
  return %w : tensor<1xi32>
}

func.func @div_10(%a0: tensor<6xi32>, %a1: tensor<6xi32>) -> tensor<6xi32> {
  %r = nn.div %a0, %a1
      : (tensor<6xi32>, tensor<6xi32>) -> tensor<6xi32>
  return %r : tensor<6xi32>
}

func.func @div_11(%a0: tensor<2xui8>, %a1: tensor<2xui8>) -> tensor<2xi32> {
  %r = nn.div %a0, %a1
      : (tensor<2xui8>, tensor<2xui8>) -> tensor<2xui8>
  %w = nn.cast %r : (tensor<2xui8>) -> tensor<2xi32>
  return %w : tensor<2xi32>
}

func.func @floor_div_12(%a0: tensor<6xi32>, %a1: tensor<6xi32>) -> tensor<6xi32> {
  %r = nn.floor_div %a0, %a1
      : (tensor<6xi32>, tensor<6xi32>) -> tensor<6xi32>
  return %r : tensor<6xi32>
}

func.func @floor_mod_13(%a0: tensor<6xi32>, %a1: tensor<6xi32>) -> tensor<6xi32> {
  %r = nn.floor_mod %a0, %a1
      : (tensor<6xi32>, tensor<6xi32>) -> tensor<6xi32>
  return %r : tensor<6xi32>
}

func.func @truncate_mod_14(%a0: tensor<6xi32>, %a1: tensor<6xi32>) -> tensor<6xi32> {
  %r = nn.truncate_mod %a0, %a1
      : (tensor<6xi32>, tensor<6xi32>) -> tensor<6xi32>
  return %r : tensor<6xi32>
}

func.func @floor_div_15(%a0: tensor<3xf32>, %a1: tensor<3xf32>) -> tensor<3xf32> {
  %r = nn.floor_div %a0, %a1
      : (tensor<3xf32>, tensor<3xf32>) -> tensor<3xf32>
  return %r : tensor<3xf32>
}

func.func @floor_mod_16(%a0: tensor<4xf32>, %a1: tensor<4xf32>) -> tensor<4xf32> {
  %r = nn.floor_mod %a0, %a1
      : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %r : tensor<4xf32>
}

func.func @truncate_mod_17(%a0: tensor<2xf32>, %a1: tensor<2xf32>) -> tensor<2xf32> {
  %r = nn.truncate_mod %a0, %a1
      : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  return %r : tensor<2xf32>
}

func.func @pow_18(%a0: tensor<4xf32>, %a1: tensor<4xf32>) -> tensor<4xf32> {
  %r = nn.pow %a0, %a1
      : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %r : tensor<4xf32>
}

func.func @pow_19(%a0: tensor<5xi32>, %a1: tensor<5xi32>) -> tensor<5xi32> {
  %r = nn.pow %a0, %a1
      : (tensor<5xi32>, tensor<5xi32>) -> tensor<5xi32>
  return %r : tensor<5xi32>
}

func.func @squared_difference_20(%a0: tensor<4xf32>, %a1: tensor<4xf32>) -> tensor<4xf32> {
  %r = nn.squared_difference %a0, %a1
      : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %r : tensor<4xf32>
}

func.func @atan2_21(%a0: tensor<4xf32>, %a1: tensor<4xf32>) -> tensor<4xf32> {
  %r = nn.atan2 %a0, %a1
      : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %r : tensor<4xf32>
}

func.func @div_no_nan_22(%a0: tensor<4xf32>, %a1: tensor<4xf32>) -> tensor<4xf32> {
  %r = nn.div_no_nan %a0, %a1
      : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %r : tensor<4xf32>
}

func.func @mul_no_nan_23(%a0: tensor<4xf32>, %a1: tensor<4xf32>) -> tensor<4xf32> {
  %r = nn.mul_no_nan %a0, %a1
      : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %r : tensor<4xf32>
}

func.func @xdivy_24(%a0: tensor<4xf32>, %a1: tensor<4xf32>) -> tensor<4xf32> {
  %r = nn.xdivy %a0, %a1
      : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %r : tensor<4xf32>
}

func.func @xlogy_25(%a0: tensor<4xf32>, %a1: tensor<4xf32>) -> tensor<4xf32> {
  %r = nn.xlogy %a0, %a1
      : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %r : tensor<4xf32>
}

func.func @left_shift_26(%a0: tensor<4xi32>, %a1: tensor<4xi32>) -> tensor<4xi32> {
  %r = nn.left_shift %a0, %a1
      : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi32>
  return %r : tensor<4xi32>
}

func.func @right_shift_27(%a0: tensor<4xi32>, %a1: tensor<4xi32>) -> tensor<4xi32> {
  %r = nn.right_shift %a0, %a1
      : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi32>
  return %r : tensor<4xi32>
}

func.func @right_shift_28(%a0: tensor<2xui8>, %a1: tensor<2xui8>) -> tensor<2xi32> {
  %r = nn.right_shift %a0, %a1
      : (tensor<2xui8>, tensor<2xui8>) -> tensor<2xui8>
  %w = nn.cast %r : (tensor<2xui8>) -> tensor<2xi32>
  return %w : tensor<2xi32>
}

func.func @abs_29(%a0: tensor<3xi32>) -> tensor<3xi32> {
  %r = nn.abs %a0
      : tensor<3xi32>
  return %r : tensor<3xi32>
}

func.func @neg_30(%a0: tensor<3xi32>) -> tensor<3xi32> {
  %r = nn.neg %a0
      : tensor<3xi32>
  return %r : tensor<3xi32>
}

func.func @sign_31(%a0: tensor<3xi32>) -> tensor<3xi32> {
  %r = nn.sign %a0
      : tensor<3xi32>
  return %r : tensor<3xi32>
}

func.func @relu_32(%a0: tensor<3xi32>) -> tensor<3xi32> {
  %r = nn.relu %a0
      : tensor<3xi32>
  return %r : tensor<3xi32>
}

func.func @bitwise_and_33(%a0: tensor<2xi32>, %a1: tensor<2xi32>) -> tensor<2xi32> {
  %r = nn.bitwise_and %a0, %a1
      : (tensor<2xi32>, tensor<2xi32>) -> tensor<2xi32>
  return %r : tensor<2xi32>
}

func.func @bitwise_or_34(%a0: tensor<2xi32>, %a1: tensor<2xi32>) -> tensor<2xi32> {
  %r = nn.bitwise_or %a0, %a1
      : (tensor<2xi32>, tensor<2xi32>) -> tensor<2xi32>
  return %r : tensor<2xi32>
}

func.func @bitwise_xor_35(%a0: tensor<2xi32>, %a1: tensor<2xi32>) -> tensor<2xi32> {
  %r = nn.bitwise_xor %a0, %a1
      : (tensor<2xi32>, tensor<2xi32>) -> tensor<2xi32>
  return %r : tensor<2xi32>
}

func.func @bitwise_not_36(%a0: tensor<2xi32>) -> tensor<2xi32> {
  %r = nn.bitwise_not %a0
      : tensor<2xi32>
  return %r : tensor<2xi32>
}

func.func @next_after_37(%a0: tensor<11xf32>, %a1: tensor<11xf32>) -> tensor<11xf32> {
  %r = nn.next_after %a0, %a1
      : (tensor<11xf32>, tensor<11xf32>) -> tensor<11xf32>
  return %r : tensor<11xf32>
}

func.func @next_after_38(%a0: tensor<11xf64>, %a1: tensor<11xf64>) -> tensor<11xf64> {
  %r = nn.next_after %a0, %a1
      : (tensor<11xf64>, tensor<11xf64>) -> tensor<11xf64>
  return %r : tensor<11xf64>
}

func.func @main() {
  %c0_0 = arith.constant dense<[[[0.5, 0.875, -1.0]], [[-0.625, -0.625, -0.125]]]> : tensor<2x1x3xf32>
  %c0_1 = arith.constant dense<[[0.125], [-0.5], [-0.25], [0.5]]> : tensor<4x1xf32>
  %r0 = call @add_0(%c0_0, %c0_1) : (tensor<2x1x3xf32>, tensor<4x1xf32>) -> tensor<2x4x3xf32>
  %p0 = tensor.cast %r0 : tensor<2x4x3xf32> to tensor<*xf32>
  // CHECK: sizes = [2, 4, 3]
  // CHECK: [0.625, 1, -0.875]
  // CHECK: [{{-?0}}, 0.375, -1.5]
  // CHECK: [0.25, 0.625, -1.25]
  // CHECK: [1, 1.375, -0.5]
  // CHECK: [-0.5, -0.5, {{-?0}}]
  // CHECK: [-1.125, -1.125, -0.625]
  // CHECK: [-0.875, -0.875, -0.375]
  // CHECK: [-0.125, -0.125, 0.375]
  call @printMemrefF32(%p0) : (tensor<*xf32>) -> ()

  %c1_0 = arith.constant dense<[[-0.875, -0.25], [-0.125, 0.75], [-0.375, 0.625]]> : tensor<3x2xf32>
  %d1_0 = tensor.cast %c1_0 : tensor<3x2xf32> to tensor<?x2xf32>
  %c1_1 = arith.constant dense<[[0.0, 0.125], [1.0, -0.375], [0.875, 0.875]]> : tensor<3x2xf32>
  %d1_1 = tensor.cast %c1_1 : tensor<3x2xf32> to tensor<?x2xf32>
  %r1 = call @add_1(%d1_0, %d1_1) : (tensor<?x2xf32>, tensor<?x2xf32>) -> tensor<?x2xf32>
  %p1 = tensor.cast %r1 : tensor<?x2xf32> to tensor<*xf32>
  // CHECK: sizes = [3, 2]
  // CHECK: [-0.875, -0.125]
  // CHECK: [0.875, 0.375]
  // CHECK: [0.5, 1.5]
  call @printMemrefF32(%p1) : (tensor<*xf32>) -> ()

  %c2_0 = arith.constant dense<[[-1.0, -0.625]]> : tensor<1x2xf32>
  %d2_0 = tensor.cast %c2_0 : tensor<1x2xf32> to tensor<?x2xf32>
  %c2_1 = arith.constant dense<[[0.75, -0.125], [-1.0, -0.875], [0.125, -1.0]]> : tensor<3x2xf32>
  %d2_1 = tensor.cast %c2_1 : tensor<3x2xf32> to tensor<?x2xf32>
  %r2 = call @add_unclear_2(%d2_0, %d2_1) : (tensor<?x2xf32>, tensor<?x2xf32>) -> tensor<?x2xf32>
  %p2 = tensor.cast %r2 : tensor<?x2xf32> to tensor<*xf32>
  // CHECK: sizes = [3, 2]
  // CHECK: [-0.25, -0.75]
  // CHECK: [-2, -1.5]
  // CHECK: [-0.875, -1.625]
  call @printMemrefF32(%p2) : (tensor<*xf32>) -> ()

  %c3_0 = arith.constant dense<[[0.25, -0.625, 0.375], [-0.75, -1.0, -1.0]]> : tensor<2x3xf32>
  %c3_1 = arith.constant dense<0.5> : tensor<f32>
  %r3 = call @sub_3(%c3_0, %c3_1) : (tensor<2x3xf32>, tensor<f32>) -> tensor<2x3xf32>
  %p3 = tensor.cast %r3 : tensor<2x3xf32> to tensor<*xf32>
  // CHECK: sizes = [2, 3]
  // CHECK: [-0.25, -1.125, -0.125]
  // CHECK: [-1.25, -1.5, -1.5]
  call @printMemrefF32(%p3) : (tensor<*xf32>) -> ()

  %c4_0 = arith.constant dense<> : tensor<0x2xf32>
  %c4_1 = arith.constant dense<[[-0.5, -0.375]]> : tensor<1x2xf32>
  %r4 = call @mul_4(%c4_0, %c4_1) : (tensor<0x2xf32>, tensor<1x2xf32>) -> tensor<0x2xf32>
  %p4 = tensor.cast %r4 : tensor<0x2xf32> to tensor<*xf32>
  // CHECK: sizes = [0, 2]
  call @printMemrefF32(%p4) : (tensor<*xf32>) -> ()

  %c5_0 = arith.constant dense<[1.0, 0.0, -1.0, 5.0]> : tensor<4xf32>
  %c5_1 = arith.constant dense<[0.0, 0.0, 0.0, 2.0]> : tensor<4xf32>
  %r5 = call @div_5(%c5_0, %c5_1) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %p5 = tensor.cast %r5 : tensor<4xf32> to tensor<*xf32>
  // CHECK: sizes = [4]
  // CHECK: [inf, {{-?nan}}, -inf, 2.5]
  call @printMemrefF32(%p5) : (tensor<*xf32>) -> ()

  %c6_0 = arith.constant dense<[0x7FC00000, 1.0, 0x7FC00000, 2.0]> : tensor<4xf32>
  %c6_1 = arith.constant dense<[1.0, 0x7FC00000, 0x7FC00000, 3.0]> : tensor<4xf32>
  %r6 = call @maximum_6(%c6_0, %c6_1) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %p6 = tensor.cast %r6 : tensor<4xf32> to tensor<*xf32>
  // CHECK: sizes = [4]
  // CHECK: [{{-?nan}}, {{-?nan}}, {{-?nan}}, 3]
  call @printMemrefF32(%p6) : (tensor<*xf32>) -> ()

  %c7_0 = arith.constant dense<[0x7FC00000, 1.0, 0x7FC00000, 2.0]> : tensor<4xf32>
  %c7_1 = arith.constant dense<[1.0, 0x7FC00000, 0x7FC00000, 3.0]> : tensor<4xf32>
  %r7 = call @minimum_7(%c7_0, %c7_1) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %p7 = tensor.cast %r7 : tensor<4xf32> to tensor<*xf32>
  // CHECK: sizes = [4]
  // CHECK: [{{-?nan}}, {{-?nan}}, {{-?nan}}, 2]
  call @printMemrefF32(%p7) : (tensor<*xf32>) -> ()

  %c8_0 = arith.constant dense<[250, 3]> : tensor<2xui8>
  %c8_1 = arith.constant dense<[10, 4]> : tensor<2xui8>
  %r8 = call @maximum_8(%c8_0, %c8_1) : (tensor<2xui8>, tensor<2xui8>) -> tensor<2xi32>
  %p8 = tensor.cast %r8 : tensor<2xi32> to tensor<*xi32>
  // CHECK: sizes = [2]
  // CHECK: [250, 4]
  call @printMemrefI32(%p8) : (tensor<*xi32>) -> ()

  %c9_0 = arith.constant dense<[250]> : tensor<1xui8>
  %c9_1 = arith.constant dense<[10]> : tensor<1xui8>
  %r9 = call @add_9(%c9_0, %c9_1) : (tensor<1xui8>, tensor<1xui8>) -> tensor<1xi32>
  %p9 = tensor.cast %r9 : tensor<1xi32> to tensor<*xi32>
  // CHECK: sizes = [1]
  // CHECK: [4]
  call @printMemrefI32(%p9) : (tensor<*xi32>) -> ()

  %c10_0 = arith.constant dense<[7, -7, 7, -7, -2147483648, 5]> : tensor<6xi32>
  %c10_1 = arith.constant dense<[2, 2, -2, -2, -1, -1]> : tensor<6xi32>
  %r10 = call @div_10(%c10_0, %c10_1) : (tensor<6xi32>, tensor<6xi32>) -> tensor<6xi32>
  %p10 = tensor.cast %r10 : tensor<6xi32> to tensor<*xi32>
  // CHECK: sizes = [6]
  // CHECK: [3, -3, -3, 3, -2147483648, -5]
  call @printMemrefI32(%p10) : (tensor<*xi32>) -> ()

  %c11_0 = arith.constant dense<[200, 7]> : tensor<2xui8>
  %c11_1 = arith.constant dense<[3, 255]> : tensor<2xui8>
  %r11 = call @div_11(%c11_0, %c11_1) : (tensor<2xui8>, tensor<2xui8>) -> tensor<2xi32>
  %p11 = tensor.cast %r11 : tensor<2xi32> to tensor<*xi32>
  // CHECK: sizes = [2]
  // CHECK: [66, 0]
  call @printMemrefI32(%p11) : (tensor<*xi32>) -> ()

  %c12_0 = arith.constant dense<[7, -7, 7, -7, -2147483648, 5]> : tensor<6xi32>
  %c12_1 = arith.constant dense<[2, 2, -2, -2, -1, -1]> : tensor<6xi32>
  %r12 = call @floor_div_12(%c12_0, %c12_1) : (tensor<6xi32>, tensor<6xi32>) -> tensor<6xi32>
  %p12 = tensor.cast %r12 : tensor<6xi32> to tensor<*xi32>
  // CHECK: sizes = [6]
  // CHECK: [3, -4, -4, 3, -2147483648, -5]
  call @printMemrefI32(%p12) : (tensor<*xi32>) -> ()

  %c13_0 = arith.constant dense<[7, -7, 7, -7, -2147483648, 5]> : tensor<6xi32>
  %c13_1 = arith.constant dense<[2, 2, -2, -2, -1, -1]> : tensor<6xi32>
  %r13 = call @floor_mod_13(%c13_0, %c13_1) : (tensor<6xi32>, tensor<6xi32>) -> tensor<6xi32>
  %p13 = tensor.cast %r13 : tensor<6xi32> to tensor<*xi32>
  // CHECK: sizes = [6]
  // CHECK: [1, 1, -1, -1, 0, 0]
  call @printMemrefI32(%p13) : (tensor<*xi32>) -> ()

  %c14_0 = arith.constant dense<[7, -7, 7, -7, -2147483648, 5]> : tensor<6xi32>
  %c14_1 = arith.constant dense<[2, 2, -2, -2, -1, -1]> : tensor<6xi32>
  %r14 = call @truncate_mod_14(%c14_0, %c14_1) : (tensor<6xi32>, tensor<6xi32>) -> tensor<6xi32>
  %p14 = tensor.cast %r14 : tensor<6xi32> to tensor<*xi32>
  // CHECK: sizes = [6]
  // CHECK: [1, -1, 1, -1, 0, 0]
  call @printMemrefI32(%p14) : (tensor<*xi32>) -> ()

  %c15_0 = arith.constant dense<[-7.0, 7.5, 1.0]> : tensor<3xf32>
  %c15_1 = arith.constant dense<[2.0, -2.0, 0.0]> : tensor<3xf32>
  %r15 = call @floor_div_15(%c15_0, %c15_1) : (tensor<3xf32>, tensor<3xf32>) -> tensor<3xf32>
  %p15 = tensor.cast %r15 : tensor<3xf32> to tensor<*xf32>
  // CHECK: sizes = [3]
  // CHECK: [-4, -4, inf]
  call @printMemrefF32(%p15) : (tensor<*xf32>) -> ()

  %c16_0 = arith.constant dense<[-1.000000e-09, -7.0, 7.0, 5.0]> : tensor<4xf32>
  %c16_1 = arith.constant dense<[3.0, 2.0, -2.0, 5.0]> : tensor<4xf32>
  %r16 = call @floor_mod_16(%c16_0, %c16_1) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %p16 = tensor.cast %r16 : tensor<4xf32> to tensor<*xf32>
  // CHECK: sizes = [4]
  // CHECK: [3, 1, -1, {{-?0}}]
  call @printMemrefF32(%p16) : (tensor<*xf32>) -> ()

  %c17_0 = arith.constant dense<[-7.0, 7.5]> : tensor<2xf32>
  %c17_1 = arith.constant dense<[2.0, -2.0]> : tensor<2xf32>
  %r17 = call @truncate_mod_17(%c17_0, %c17_1) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  %p17 = tensor.cast %r17 : tensor<2xf32> to tensor<*xf32>
  // CHECK: sizes = [2]
  // CHECK: [-1, 1.5]
  call @printMemrefF32(%p17) : (tensor<*xf32>) -> ()

  %c18_0 = arith.constant dense<[0.0, -8.0, 2.0, 9.0]> : tensor<4xf32>
  %c18_1 = arith.constant dense<[0.0, 0.33333334, -1.0, 0.5]> : tensor<4xf32>
  %r18 = call @pow_18(%c18_0, %c18_1) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %p18 = tensor.cast %r18 : tensor<4xf32> to tensor<*xf32>
  // CHECK: sizes = [4]
  // CHECK: [1, {{-?nan}}, 0.5, 3]
  call @printMemrefF32(%p18) : (tensor<*xf32>) -> ()

  %c19_0 = arith.constant dense<[3, -2, 0, 7, 2]> : tensor<5xi32>
  %c19_1 = arith.constant dense<[4, 3, 0, 1, 31]> : tensor<5xi32>
  %r19 = call @pow_19(%c19_0, %c19_1) : (tensor<5xi32>, tensor<5xi32>) -> tensor<5xi32>
  %p19 = tensor.cast %r19 : tensor<5xi32> to tensor<*xi32>
  // CHECK: sizes = [5]
  // CHECK: [81, -8, 1, 7, -2147483648]
  call @printMemrefI32(%p19) : (tensor<*xi32>) -> ()

  %c20_0 = arith.constant dense<[-0.25, 0.0, 0.875, -0.5]> : tensor<4xf32>
  %c20_1 = arith.constant dense<[0.125, 0.25, -0.875, -0.875]> : tensor<4xf32>
  %r20 = call @squared_difference_20(%c20_0, %c20_1) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %p20 = tensor.cast %r20 : tensor<4xf32> to tensor<*xf32>
  // CHECK: sizes = [4]
  // CHECK: [{{0\.140624|0\.140625|0\.140626}}, 0.0625, {{3\.06249|3\.0625|3\.06251}}, {{0\.140624|0\.140625|0\.140626}}]
  call @printMemrefF32(%p20) : (tensor<*xf32>) -> ()

  %c21_0 = arith.constant dense<[1.0, -1.0, 0.0, 1.0]> : tensor<4xf32>
  %c21_1 = arith.constant dense<[1.0, -1.0, -1.0, 0.0]> : tensor<4xf32>
  %r21 = call @atan2_21(%c21_0, %c21_1) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %p21 = tensor.cast %r21 : tensor<4xf32> to tensor<*xf32>
  // CHECK: sizes = [4]
  // CHECK: [{{0\.785397|0\.785398|0\.785399}}, {{-2\.3562|-2\.35619|-2\.35618}}, {{3\.14158|3\.14159|3\.1416}}, {{1\.57079|1\.5708|1\.57081}}]
  call @printMemrefF32(%p21) : (tensor<*xf32>) -> ()

  %c22_0 = arith.constant dense<[0x7F800000, 0x7FC00000, 2.0, 0.0]> : tensor<4xf32>
  %c22_1 = arith.constant dense<[0.0, 0.0, 3.0, 0x7FC00000]> : tensor<4xf32>
  %r22 = call @div_no_nan_22(%c22_0, %c22_1) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %p22 = tensor.cast %r22 : tensor<4xf32> to tensor<*xf32>
  // CHECK: sizes = [4]
  // CHECK: [{{-?0}}, {{-?0}}, {{0\.666666|0\.666667|0\.666668}}, {{-?nan}}]
  call @printMemrefF32(%p22) : (tensor<*xf32>) -> ()

  %c23_0 = arith.constant dense<[0x7F800000, 0x7FC00000, 2.0, 0.0]> : tensor<4xf32>
  %c23_1 = arith.constant dense<[0.0, 0.0, 3.0, 0x7FC00000]> : tensor<4xf32>
  %r23 = call @mul_no_nan_23(%c23_0, %c23_1) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %p23 = tensor.cast %r23 : tensor<4xf32> to tensor<*xf32>
  // CHECK: sizes = [4]
  // CHECK: [{{-?0}}, {{-?0}}, 6, {{-?nan}}]
  call @printMemrefF32(%p23) : (tensor<*xf32>) -> ()

  %c24_0 = arith.constant dense<[0.0, 0.0, 3.0, 0x7FC00000]> : tensor<4xf32>
  %c24_1 = arith.constant dense<[0x7F800000, 0x7FC00000, 2.0, 0.0]> : tensor<4xf32>
  %r24 = call @xdivy_24(%c24_0, %c24_1) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %p24 = tensor.cast %r24 : tensor<4xf32> to tensor<*xf32>
  // CHECK: sizes = [4]
  // CHECK: [{{-?0}}, {{-?0}}, 1.5, {{-?nan}}]
  call @printMemrefF32(%p24) : (tensor<*xf32>) -> ()

  %c25_0 = arith.constant dense<[0.0, 0.0, 3.0, 0x7FC00000]> : tensor<4xf32>
  %c25_1 = arith.constant dense<[0x7F800000, 0x7FC00000, 2.0, 0.0]> : tensor<4xf32>
  %r25 = call @xlogy_25(%c25_0, %c25_1) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %p25 = tensor.cast %r25 : tensor<4xf32> to tensor<*xf32>
  // CHECK: sizes = [4]
  // CHECK: [{{-?0}}, {{-?0}}, {{2\.07943|2\.07944|2\.07945}}, {{-?nan}}]
  call @printMemrefF32(%p25) : (tensor<*xf32>) -> ()

  %c26_0 = arith.constant dense<[1, 1, 3, 1]> : tensor<4xi32>
  %c26_1 = arith.constant dense<[40, 4, -1, 31]> : tensor<4xi32>
  %r26 = call @left_shift_26(%c26_0, %c26_1) : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi32>
  %p26 = tensor.cast %r26 : tensor<4xi32> to tensor<*xi32>
  // CHECK: sizes = [4]
  // CHECK: [-2147483648, 16, 3, -2147483648]
  call @printMemrefI32(%p26) : (tensor<*xi32>) -> ()

  %c27_0 = arith.constant dense<[-8, -8, 8, -1]> : tensor<4xi32>
  %c27_1 = arith.constant dense<[1, 40, 2, 31]> : tensor<4xi32>
  %r27 = call @right_shift_27(%c27_0, %c27_1) : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi32>
  %p27 = tensor.cast %r27 : tensor<4xi32> to tensor<*xi32>
  // CHECK: sizes = [4]
  // CHECK: [-4, -1, 2, -1]
  call @printMemrefI32(%p27) : (tensor<*xi32>) -> ()

  %c28_0 = arith.constant dense<[200, 8]> : tensor<2xui8>
  %c28_1 = arith.constant dense<[1, 9]> : tensor<2xui8>
  %r28 = call @right_shift_28(%c28_0, %c28_1) : (tensor<2xui8>, tensor<2xui8>) -> tensor<2xi32>
  %p28 = tensor.cast %r28 : tensor<2xi32> to tensor<*xi32>
  // CHECK: sizes = [2]
  // CHECK: [100, 0]
  call @printMemrefI32(%p28) : (tensor<*xi32>) -> ()

  %c29_0 = arith.constant dense<[-2147483648, -3, 3]> : tensor<3xi32>
  %r29 = call @abs_29(%c29_0) : (tensor<3xi32>) -> tensor<3xi32>
  %p29 = tensor.cast %r29 : tensor<3xi32> to tensor<*xi32>
  // CHECK: sizes = [3]
  // CHECK: [-2147483648, 3, 3]
  call @printMemrefI32(%p29) : (tensor<*xi32>) -> ()

  %c30_0 = arith.constant dense<[-2147483648, -3, 3]> : tensor<3xi32>
  %r30 = call @neg_30(%c30_0) : (tensor<3xi32>) -> tensor<3xi32>
  %p30 = tensor.cast %r30 : tensor<3xi32> to tensor<*xi32>
  // CHECK: sizes = [3]
  // CHECK: [-2147483648, 3, -3]
  call @printMemrefI32(%p30) : (tensor<*xi32>) -> ()

  %c31_0 = arith.constant dense<[-2147483648, 0, 3]> : tensor<3xi32>
  %r31 = call @sign_31(%c31_0) : (tensor<3xi32>) -> tensor<3xi32>
  %p31 = tensor.cast %r31 : tensor<3xi32> to tensor<*xi32>
  // CHECK: sizes = [3]
  // CHECK: [-1, 0, 1]
  call @printMemrefI32(%p31) : (tensor<*xi32>) -> ()

  %c32_0 = arith.constant dense<[-4, 0, 7]> : tensor<3xi32>
  %r32 = call @relu_32(%c32_0) : (tensor<3xi32>) -> tensor<3xi32>
  %p32 = tensor.cast %r32 : tensor<3xi32> to tensor<*xi32>
  // CHECK: sizes = [3]
  // CHECK: [0, 0, 7]
  call @printMemrefI32(%p32) : (tensor<*xi32>) -> ()

  %c33_0 = arith.constant dense<[12, -1]> : tensor<2xi32>
  %c33_1 = arith.constant dense<[10, 5]> : tensor<2xi32>
  %r33 = call @bitwise_and_33(%c33_0, %c33_1) : (tensor<2xi32>, tensor<2xi32>) -> tensor<2xi32>
  %p33 = tensor.cast %r33 : tensor<2xi32> to tensor<*xi32>
  // CHECK: sizes = [2]
  // CHECK: [8, 5]
  call @printMemrefI32(%p33) : (tensor<*xi32>) -> ()

  %c34_0 = arith.constant dense<[12, -1]> : tensor<2xi32>
  %c34_1 = arith.constant dense<[10, 5]> : tensor<2xi32>
  %r34 = call @bitwise_or_34(%c34_0, %c34_1) : (tensor<2xi32>, tensor<2xi32>) -> tensor<2xi32>
  %p34 = tensor.cast %r34 : tensor<2xi32> to tensor<*xi32>
  // CHECK: sizes = [2]
  // CHECK: [14, -1]
  call @printMemrefI32(%p34) : (tensor<*xi32>) -> ()

  %c35_0 = arith.constant dense<[12, -1]> : tensor<2xi32>
  %c35_1 = arith.constant dense<[10, 5]> : tensor<2xi32>
  %r35 = call @bitwise_xor_35(%c35_0, %c35_1) : (tensor<2xi32>, tensor<2xi32>) -> tensor<2xi32>
  %p35 = tensor.cast %r35 : tensor<2xi32> to tensor<*xi32>
  // CHECK: sizes = [2]
  // CHECK: [6, -6]
  call @printMemrefI32(%p35) : (tensor<*xi32>) -> ()

  %c36_0 = arith.constant dense<[0, -5]> : tensor<2xi32>
  %r36 = call @bitwise_not_36(%c36_0) : (tensor<2xi32>) -> tensor<2xi32>
  %p36 = tensor.cast %r36 : tensor<2xi32> to tensor<*xi32>
  // CHECK: sizes = [2]
  // CHECK: [-1, 4]
  call @printMemrefI32(%p36) : (tensor<*xi32>) -> ()

  %c37_0 = arith.constant dense<[0.0, 0.0, -0.0, 1.000000e-45, 4.000000e-45, -4.000000e-45, 4.000000e-45, 0x7F800000, 7.0, 0x7FC00000, 1.0]> : tensor<11xf32>
  %c37_1 = arith.constant dense<[1.0, -1.0, -0.0, 0.0, 1.0, 1.0, -1.0, 0.0, 7.0, 1.0, 0x7FC00000]> : tensor<11xf32>
  %r37 = call @next_after_37(%c37_0, %c37_1) : (tensor<11xf32>, tensor<11xf32>) -> tensor<11xf32>
  %p37 = tensor.cast %r37 : tensor<11xf32> to tensor<*xf32>
  // CHECK: sizes = [11]
  // CHECK: [{{1\.40129e-45|1\.4013e-45|1\.40131e-45}}, {{-1\.40131e-45|-1\.4013e-45|-1\.40129e-45}}, {{-?0}}, {{-?0}}, {{5\.60518e-45|5\.60519e-45|5\.6052e-45}}, {{-2\.80261e-45|-2\.8026e-45|-2\.80259e-45}}, {{2\.80259e-45|2\.8026e-45|2\.80261e-45}}, {{3\.40281e\+38|3\.40282e\+38|3\.40283e\+38}}, 7, {{-?nan}}, {{-?nan}}]
  call @printMemrefF32(%p37) : (tensor<*xf32>) -> ()

  %c38_0 = arith.constant dense<[0x0000000000000000, 0x0000000000000000, 0x8000000000000000, 0x0000000000000001, 0x0000000000000003, 0x8000000000000003, 0x0000000000000003, 0x7FF0000000000000, 0x401C000000000000, 0x7FF8000000000000, 0x3FF0000000000000]> : tensor<11xf64>
  %c38_1 = arith.constant dense<[0x3FF0000000000000, 0xBFF0000000000000, 0x8000000000000000, 0x0000000000000000, 0x3FF0000000000000, 0x3FF0000000000000, 0xBFF0000000000000, 0x0000000000000000, 0x401C000000000000, 0x3FF0000000000000, 0x7FF8000000000000]> : tensor<11xf64>
  %r38 = call @next_after_38(%c38_0, %c38_1) : (tensor<11xf64>, tensor<11xf64>) -> tensor<11xf64>
  %p38 = tensor.cast %r38 : tensor<11xf64> to tensor<*xf64>
  // CHECK: sizes = [11]
  // CHECK: [{{4\.94066e-324}}, {{-4\.94066e-324}}, {{-?0}}, {{-?0}}, {{1\.97626e-323}}, {{-9\.88131e-324}}, {{9\.88131e-324}}, {{1\.79768e\+308|1\.79769e\+308|inf}}, 7, {{-?nan}}, {{-?nan}}]
  call @printMemrefF64(%p38) : (tensor<*xf64>) -> ()
  return
}
