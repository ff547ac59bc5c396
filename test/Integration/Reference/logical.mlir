// RUN: nn-opt %s --nn-reference-pipeline | mlir-runner -e main \
// RUN:     -entry-point-result=void -shared-libs=%mlir_runner_utils,%mlir_c_runner_utils \
// RUN:   | FileCheck %s
// RUN: nn-run %s --cases --check --guard --threads=2
// RUN: nn-opt %s --inline --symbol-dce --nn-fold-constants --nn-reference-pipeline \
// RUN:   | mlir-runner -e main -entry-point-result=void \
// RUN:     -shared-libs=%mlir_runner_utils,%mlir_c_runner_utils | FileCheck %s
// RUN: nn-opt %s --inline --symbol-dce --nn-fold-constants | FileCheck %s --check-prefix=FOLDED

// FOLDED: func.func @main
// FOLDED-NOT: nn.

// Written by Inputs/generate.py: the expected numbers are TensorFlow's.

func.func private @printMemrefF32(tensor<*xf32> {bufferization.access = "read"})
func.func private @printMemrefF64(tensor<*xf64> {bufferization.access = "read"})
func.func private @printMemrefI32(tensor<*xi32> {bufferization.access = "read"})
func.func private @printMemrefI64(tensor<*xi64> {bufferization.access = "read"})

// Comparisons, logic, selection and casts.

func.func @compare_0(%a0: tensor<4xf32>, %a1: tensor<4xf32>) -> tensor<4xi32> {
  %r = nn.compare %a0, %a1 {predicate = #nn.predicate<eq>}
      : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
  %w = nn.cast %r : (tensor<4xi1>) -> tensor<4xi32>
  return %w : tensor<4xi32>
}

func.func @compare_1(%a0: tensor<2xui8>, %a1: tensor<2xui8>) -> tensor<2xi32> {
  %r = nn.compare %a0, %a1 {predicate = #nn.predicate<eq>}
      : (tensor<2xui8>, tensor<2xui8>) -> tensor<2xi1>
  %w = nn.cast %r : (tensor<2xi1>) -> tensor<2xi32>
  return %w : tensor<2xi32>
}

func.func @compare_2(%a0: tensor<2xi8>, %a1: tensor<2xi8>) -> tensor<2xi32> {
  %r = nn.compare %a0, %a1 {predicate = #nn.predicate<eq>}
      : (tensor<2xi8>, tensor<2xi8>) -> tensor<2xi1>
  %w = nn.cast %r : (tensor<2xi1>) -> tensor<2xi32>
  return %w : tensor<2xi32>
}

func.func @compare_3(%a0: tensor<4xf32>, %a1: tensor<4xf32>) -> tensor<4xi32> {
  %r = nn.compare %a0, %a1 {predicate = #nn.predicate<ne>}
      : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
  %w = nn.cast %r : (tensor<4xi1>) -> tensor<4xi32>
  return %w : tensor<4xi32>
}

func.func @compare_4(%a0: tensor<2xui8>, %a1: tensor<2xui8>) -> tensor<2xi32> {
  %r = nn.compare %a0, %a1 {predicate = #nn.predicate<ne>}
      : (tensor<2xui8>, tensor<2xui8>) -> tensor<2xi1>
  %w = nn.cast %r : (tensor<2xi1>) -> tensor<2xi32>
  return %w : tensor<2xi32>
}

func.func @compare_5(%a0: tensor<2xi8>, %a1: tensor<2xi8>) -> tensor<2xi32> {
  %r = nn.compare %a0, %a1 {predicate = #nn.predicate<ne>}
      : (tensor<2xi8>, tensor<2xi8>) -> tensor<2xi1>
  %w = nn.cast %r : (tensor<2xi1>) -> tensor<2xi32>
  return %w : tensor<2xi32>
}

func.func @compare_6(%a0: tensor<4xf32>, %a1: tensor<4xf32>) -> tensor<4xi32> {
  %r = nn.compare %a0, %a1 {predicate = #nn.predicate<lt>}
      : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
  %w = nn.cast %r : (tensor<4xi1>) -> tensor<4xi32>
  return %w : tensor<4xi32>
}

func.func @compare_7(%a0: tensor<2xui8>, %a1: tensor<2xui8>) -> tensor<2xi32> {
  %r = nn.compare %a0, %a1 {predicate = #nn.predicate<lt>}
      : (tensor<2xui8>, tensor<2xui8>) -> tensor<2xi1>
  %w = nn.cast %r : (tensor<2xi1>) -> tensor<2xi32>
  return %w : tensor<2xi32>
}

func.func @compare_8(%a0: tensor<2xi8>, %a1: tensor<2xi8>) -> tensor<2xi32> {
  %r = nn.compare %a0, %a1 {predicate = #nn.predicate<lt>}
      : (tensor<2xi8>, tensor<2xi8>) -> tensor<2xi1>
  %w = nn.cast %r : (tensor<2xi1>) -> tensor<2xi32>
  return %w : tensor<2xi32>
}

func.func @compare_9(%a0: tensor<4xf32>, %a1: tensor<4xf32>) -> tensor<4xi32> {
  %r = nn.compare %a0, %a1 {predicate = #nn.predicate<le>}
      : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
  %w = nn.cast %r : (tensor<4xi1>) -> tensor<4xi32>
  return %w : tensor<4xi32>
}

func.func @compare_10(%a0: tensor<2xui8>, %a1: tensor<2xui8>) -> tensor<2xi32> {
  %r = nn.compare %a0, %a1 {predicate = #nn.predicate<le>}
      : (tensor<2xui8>, tensor<2xui8>) -> tensor<2xi1>
  %w = nn.cast %r : (tensor<2xi1>) -> tensor<2xi32>
  return %w : tensor<2xi32>
}

func.func @compare_11(%a0: tensor<2xi8>, %a1: tensor<2xi8>) -> tensor<2xi32> {
  %r = nn.compare %a0, %a1 {predicate = #nn.predicate<le>}
      : (tensor<2xi8>, tensor<2xi8>) -> tensor<2xi1>
  %w = nn.cast %r : (tensor<2xi1>) -> tensor<2xi32>
  return %w : tensor<2xi32>
}

func.func @compare_12(%a0: tensor<4xf32>, %a1: tensor<4xf32>) -> tensor<4xi32> {
  %r = nn.compare %a0, %a1 {predicate = #nn.predicate<gt>}
      : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
  %w = nn.cast %r : (tensor<4xi1>) -> tensor<4xi32>
  return %w : tensor<4xi32>
}

func.func @compare_13(%a0: tensor<2xui8>, %a1: tensor<2xui8>) -> tensor<2xi32> {
  %r = nn.compare %a0, %a1 {predicate = #nn.predicate<gt>}
      : (tensor<2xui8>, tensor<2xui8>) -> tensor<2xi1>
  %w = nn.cast %r : (tensor<2xi1>) -> tensor<2xi32>
  return %w : tensor<2xi32>
}

func.func @compare_14(%a0: tensor<2xi8>, %a1: tensor<2xi8>) -> tensor<2xi32> {
  %r = nn.compare %a0, %a1 {predicate = #nn.predicate<gt>}
      : (tensor<2xi8>, tensor<2xi8>) -> tensor<2xi1>
  %w = nn.cast %r : (tensor<2xi1>) -> tensor<2xi32>
  return %w : tensor<2xi32>
}

func.func @compare_15(%a0: tensor<4xf32>, %a1: tensor<4xf32>) -> tensor<4xi32> {
  %r = nn.compare %a0, %a1 {predicate = #nn.predicate<ge>}
      : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
  %w = nn.cast %r : (tensor<4xi1>) -> tensor<4xi32>
  return %w : tensor<4xi32>
}

func.func @compare_16(%a0: tensor<2xui8>, %a1: tensor<2xui8>) -> tensor<2xi32> {
  %r = nn.compare %a0, %a1 {predicate = #nn.predicate<ge>}
      : (tensor<2xui8>, tensor<2xui8>) -> tensor<2xi1>
  %w = nn.cast %r : (tensor<2xi1>) -> tensor<2xi32>
  return %w : tensor<2xi32>
}

func.func @compare_17(%a0: tensor<2xi8>, %a1: tensor<2xi8>) -> tensor<2xi32> {
  %r = nn.compare %a0, %a1 {predicate = #nn.predicate<ge>}
      : (tensor<2xi8>, tensor<2xi8>) -> tensor<2xi1>
  %w = nn.cast %r : (tensor<2xi1>) -> tensor<2xi32>
  return %w : tensor<2xi32>
}

func.func @logical_and_18(%a0: tensor<4xi1>, %a1: tensor<4xi1>) -> tensor<4xi32> {
  %r = nn.logical_and %a0, %a1
      : (tensor<4xi1>, tensor<4xi1>) -> tensor<4xi1>
  %w = nn.cast %r : (tensor<4xi1>) -> tensor<4xi32>
  return %w : tensor<4xi32>
}

func.func @logical_or_19(%a0: tensor<4xi1>, %a1: tensor<4xi1>) -> tensor<4xi32> {
  %r = nn.logical_or %a0, %a1
      : (tensor<4xi1>, tensor<4xi1>) -> tensor<4xi1>
  %w = nn.cast %r : (tensor<4xi1>) -> tensor<4xi32>
  return %w : tensor<4xi32>
}

func.func @logical_not_20(%a0: tensor<4xi1>) -> tensor<4xi32> {
  %r = nn.logical_not %a0
      : tensor<4xi1>
  %w = nn.cast %r : (tensor<4xi1>) -> tensor<4xi32>
  return %w : tensor<4xi32>
}

func.func @select_21(%a0: tensor<2x1xi1>, %a1: tensor<2x3xf32>, %a2: tensor<3xf32>) -> tensor<2x3xf32> {
  %r = nn.select %a0, %a1, %a2
      : (tensor<2x1xi1>, tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}

func.func @cast_int32_22(%a0: tensor<8xf32>) -> tensor<8xi32> {
  %r = nn.cast %a0
      : (tensor<8xf32>) -> tensor<8xi32>
  return %r : tensor<8xi32>
}

func.func @cast_int64_23(%a0: tensor<8xf32>) -> tensor<8xi64> {
  %r = nn.cast %a0
      : (tensor<8xf32>) -> tensor<8xi64>
  return %r : tensor<8xi64>
}

func.func @cast_int8_24(%a0: tensor<8xf32>) -> tensor<8xi32> {
  %r = nn.cast %a0
      : (tensor<8xf32>) -> tensor<8xi8>
  %w = nn.cast %r : (tensor<8xi8>) -> tensor<8xi32>
  return %w : tensor<8xi32>
}

func.func @cast_uint8_25(%a0: tensor<8xf32>) -> tensor<8xi32> {
  %r = nn.cast %a0
      : (tensor<8xf32>) -> tensor<8xui8>
  %w = nn.cast %r : (tensor<8xui8>) -> tensor<8xi32>
  return %w : tensor<8xi32>
}

func.func @cast_int16_26(%a0: tensor<8xf32>) -> tensor<8xi32> {
  %r = nn.cast %a0
      : (tensor<8xf32>) -> tensor<8xi16>
  %w = nn.cast %r : (tensor<8xi16>) -> tensor<8xi32>
  return %w : tensor<8xi32>
}

func.func @cast_uint16_27(%a0: tensor<8xf32>) -> tensor<8xi32> {
  %r = nn.cast %a0
      : (tensor<8xf32>) -> tensor<8xui16>
  %w = nn.cast %r : (tensor<8xui16>) -> tensor<8xi32>
  return %w : tensor<8xi32>
}

func.func @cast_bool_28(%a0: tensor<8xf32>) -> tensor<8xi32> {
  %r = nn.cast %a0
      : (tensor<8xf32>) -> tensor<8xi1>
  %w = nn.cast %r : (tensor<8xi1>) -> tensor<8xi32>
  return %w : tensor<8xi32>
}

func.func @cast_uint32_29(%a0: tensor<3xf32>) -> tensor<3xi64> {
  %r = nn.cast %a0
      : (tensor<3xf32>) -> tensor<3xui32>
  %w = nn.cast %r : (tensor<3xui32>) -> tensor<3xi64>
  return %w : tensor<3xi64>
}

func.func @cast_float_30(%a0: tensor<2xui8>) -> tensor<2xf32> {
  %r = nn.cast %a0
      : (tensor<2xui8>) -> tensor<2xf32>
  return %r : tensor<2xf32>
}

func.func @cast_from_bool_31(%a0: tensor<2xi1>) -> tensor<2xi32> {
  %r = nn.cast %a0
      : (tensor<2xi1>) -> tensor<2xi32>
  return %r : tensor<2xi32>
}

func.func @cast_wide_32(%a0: tensor<2xui8>) -> tensor<2xi32> {
  %r = nn.cast %a0
      : (tensor<2xui8>) -> tensor<2xi32>
  return %r : tensor<2xi32>
}

func.func @cast_bfloat16_33(%a0: tensor<4xf32>) -> tensor<4xf32> {
  %r = nn.cast %a0
      : (tensor<4xf32>) -> tensor<4xbf16>
  %w = nn.cast %r : (tensor<4xbf16>) -> tensor<4xf32>
  return %w : tensor<4xf32>
}

func.func @cast_narrow_34(%a0: tensor<2xf64>) -> tensor<2xf32> {
  %r = nn.cast %a0
      : (tensor<2xf64>) -> tensor<2xf32>
  return %r : tensor<2xf32>
}

func.func @main() {
  %c0_0 = arith.constant dense<[1.0, 2.0, 3.0, 0x7FC00000]> : tensor<4xf32>
  %c0_1 = arith.constant dense<[2.0, 2.0, 2.0, 0x7FC00000]> : tensor<4xf32>
  %r0 = call @compare_0(%c0_0, %c0_1) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi32>
  %p0 = tensor.cast %r0 : tensor<4xi32> to tensor<*xi32>
  // CHECK: sizes = [4]
  // CHECK: [0, 1, 0, 0]
  call @printMemrefI32(%p0) : (tensor<*xi32>) -> ()

  %c1_0 = arith.constant dense<[200, 100]> : tensor<2xui8>
  %c1_1 = arith.constant dense<[100, 100]> : tensor<2xui8>
  %r1 = call @compare_1(%c1_0, %c1_1) : (tensor<2xui8>, tensor<2xui8>) -> tensor<2xi32>
  %p1 = tensor.cast %r1 : tensor<2xi32> to tensor<*xi32>
  // CHECK: sizes = [2]
  // CHECK: [0, 1]
  call @printMemrefI32(%p1) : (tensor<*xi32>) -> ()

  %c2_0 = arith.constant dense<[-56, 100]> : tensor<2xi8>
  %c2_1 = arith.constant dense<[100, 100]> : tensor<2xi8>
  %r2 = call @compare_2(%c2_0, %c2_1) : (tensor<2xi8>, tensor<2xi8>) -> tensor<2xi32>
  %p2 = tensor.cast %r2 : tensor<2xi32> to tensor<*xi32>
  // CHECK: sizes = [2]
  // CHECK: [0, 1]
  call @printMemrefI32(%p2) : (tensor<*xi32>) -> ()

  %c3_0 = arith.constant dense<[1.0, 2.0, 3.0, 0x7FC00000]> : tensor<4xf32>
  %c3_1 = arith.constant dense<[2.0, 2.0, 2.0, 0x7FC00000]> : tensor<4xf32>
  %r3 = call @compare_3(%c3_0, %c3_1) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi32>
  %p3 = tensor.cast %r3 : tensor<4xi32> to tensor<*xi32>
  // CHECK: sizes = [4]
  // CHECK: [1, 0, 1, 1]
  call @printMemrefI32(%p3) : (tensor<*xi32>) -> ()

  %c4_0 = arith.constant dense<[200, 100]> : tensor<2xui8>
  %c4_1 = arith.constant dense<[100, 100]> : tensor<2xui8>
  %r4 = call @compare_4(%c4_0, %c4_1) : (tensor<2xui8>, tensor<2xui8>) -> tensor<2xi32>
  %p4 = tensor.cast %r4 : tensor<2xi32> to tensor<*xi32>
  // CHECK: sizes = [2]
  // CHECK: [1, 0]
  call @printMemrefI32(%p4) : (tensor<*xi32>) -> ()

  %c5_0 = arith.constant dense<[-56, 100]> : tensor<2xi8>
  %c5_1 = arith.constant dense<[100, 100]> : tensor<2xi8>
  %r5 = call @compare_5(%c5_0, %c5_1) : (tensor<2xi8>, tensor<2xi8>) -> tensor<2xi32>
  %p5 = tensor.cast %r5 : tensor<2xi32> to tensor<*xi32>
  // CHECK: sizes = [2]
  // CHECK: [1, 0]
  call @printMemrefI32(%p5) : (tensor<*xi32>) -> ()

  %c6_0 = arith.constant dense<[1.0, 2.0, 3.0, 0x7FC00000]> : tensor<4xf32>
  %c6_1 = arith.constant dense<[2.0, 2.0, 2.0, 0x7FC00000]> : tensor<4xf32>
  %r6 = call @compare_6(%c6_0, %c6_1) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi32>
  %p6 = tensor.cast %r6 : tensor<4xi32> to tensor<*xi32>
  // CHECK: sizes = [4]
  // CHECK: [1, 0, 0, 0]
  call @printMemrefI32(%p6) : (tensor<*xi32>) -> ()

  %c7_0 = arith.constant dense<[200, 100]> : tensor<2xui8>
  %c7_1 = arith.constant dense<[100, 100]> : tensor<2xui8>
  %r7 = call @compare_7(%c7_0, %c7_1) : (tensor<2xui8>, tensor<2xui8>) -> tensor<2xi32>
  %p7 = tensor.cast %r7 : tensor<2xi32> to tensor<*xi32>
  // CHECK: sizes = [2]
  // CHECK: [0, 0]
  call @printMemrefI32(%p7) : (tensor<*xi32>) -> ()

  %c8_0 = arith.constant dense<[-56, 100]> : tensor<2xi8>
  %c8_1 = arith.constant dense<[100, 100]> : tensor<2xi8>
  %r8 = call @compare_8(%c8_0, %c8_1) : (tensor<2xi8>, tensor<2xi8>) -> tensor<2xi32>
  %p8 = tensor.cast %r8 : tensor<2xi32> to tensor<*xi32>
  // CHECK: sizes = [2]
  // CHECK: [1, 0]
  call @printMemrefI32(%p8) : (tensor<*xi32>) -> ()

  %c9_0 = arith.constant dense<[1.0, 2.0, 3.0, 0x7FC00000]> : tensor<4xf32>
  %c9_1 = arith.constant dense<[2.0, 2.0, 2.0, 0x7FC00000]> : tensor<4xf32>
  %r9 = call @compare_9(%c9_0, %c9_1) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi32>
  %p9 = tensor.cast %r9 : tensor<4xi32> to tensor<*xi32>
  // CHECK: sizes = [4]
  // CHECK: [1, 1, 0, 0]
  call @printMemrefI32(%p9) : (tensor<*xi32>) -> ()

  %c10_0 = arith.constant dense<[200, 100]> : tensor<2xui8>
  %c10_1 = arith.constant dense<[100, 100]> : tensor<2xui8>
  %r10 = call @compare_10(%c10_0, %c10_1) : (tensor<2xui8>, tensor<2xui8>) -> tensor<2xi32>
  %p10 = tensor.cast %r10 : tensor<2xi32> to tensor<*xi32>
  // CHECK: sizes = [2]
  // CHECK: [0, 1]
  call @printMemrefI32(%p10) : (tensor<*xi32>) -> ()

  %c11_0 = arith.constant dense<[-56, 100]> : tensor<2xi8>
  %c11_1 = arith.constant dense<[100, 100]> : tensor<2xi8>
  %r11 = call @compare_11(%c11_0, %c11_1) : (tensor<2xi8>, tensor<2xi8>) -> tensor<2xi32>
  %p11 = tensor.cast %r11 : tensor<2xi32> to tensor<*xi32>
  // CHECK: sizes = [2]
  // CHECK: [1, 1]
  call @printMemrefI32(%p11) : (tensor<*xi32>) -> ()

  %c12_0 = arith.constant dense<[1.0, 2.0, 3.0, 0x7FC00000]> : tensor<4xf32>
  %c12_1 = arith.constant dense<[2.0, 2.0, 2.0, 0x7FC00000]> : tensor<4xf32>
  %r12 = call @compare_12(%c12_0, %c12_1) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi32>
  %p12 = tensor.cast %r12 : tensor<4xi32> to tensor<*xi32>
  // CHECK: sizes = [4]
  // CHECK: [0, 0, 1, 0]
  call @printMemrefI32(%p12) : (tensor<*xi32>) -> ()

  %c13_0 = arith.constant dense<[200, 100]> : tensor<2xui8>
  %c13_1 = arith.constant dense<[100, 100]> : tensor<2xui8>
  %r13 = call @compare_13(%c13_0, %c13_1) : (tensor<2xui8>, tensor<2xui8>) -> tensor<2xi32>
  %p13 = tensor.cast %r13 : tensor<2xi32> to tensor<*xi32>
  // CHECK: sizes = [2]
  // CHECK: [1, 0]
  call @printMemrefI32(%p13) : (tensor<*xi32>) -> ()

  %c14_0 = arith.constant dense<[-56, 100]> : tensor<2xi8>
  %c14_1 = arith.constant dense<[100, 100]> : tensor<2xi8>
  %r14 = call @compare_14(%c14_0, %c14_1) : (tensor<2xi8>, tensor<2xi8>) -> tensor<2xi32>
  %p14 = tensor.cast %r14 : tensor<2xi32> to tensor<*xi32>
  // CHECK: sizes = [2]
  // CHECK: [0, 0]
  call @printMemrefI32(%p14) : (tensor<*xi32>) -> ()

  %c15_0 = arith.constant dense<[1.0, 2.0, 3.0, 0x7FC00000]> : tensor<4xf32>
  %c15_1 = arith.constant dense<[2.0, 2.0, 2.0, 0x7FC00000]> : tensor<4xf32>
  %r15 = call @compare_15(%c15_0, %c15_1) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi32>
  %p15 = tensor.cast %r15 : tensor<4xi32> to tensor<*xi32>
  // CHECK: sizes = [4]
  // CHECK: [0, 1, 1, 0]
  call @printMemrefI32(%p15) : (tensor<*xi32>) -> ()

  %c16_0 = arith.constant dense<[200, 100]> : tensor<2xui8>
  %c16_1 = arith.constant dense<[100, 100]> : tensor<2xui8>
  %r16 = call @compare_16(%c16_0, %c16_1) : (tensor<2xui8>, tensor<2xui8>) -> tensor<2xi32>
  %p16 = tensor.cast %r16 : tensor<2xi32> to tensor<*xi32>
  // CHECK: sizes = [2]
  // CHECK: [1, 1]
  call @printMemrefI32(%p16) : (tensor<*xi32>) -> ()

  %c17_0 = arith.constant dense<[-56, 100]> : tensor<2xi8>
  %c17_1 = arith.constant dense<[100, 100]> : tensor<2xi8>
  %r17 = call @compare_17(%c17_0, %c17_1) : (tensor<2xi8>, tensor<2xi8>) -> tensor<2xi32>
  %p17 = tensor.cast %r17 : tensor<2xi32> to tensor<*xi32>
  // CHECK: sizes = [2]
  // CHECK: [0, 1]
  call @printMemrefI32(%p17) : (tensor<*xi32>) -> ()

  %c18_0 = arith.constant dense<[true, true, false, false]> : tensor<4xi1>
  %c18_1 = arith.constant dense<[true, false, true, false]> : tensor<4xi1>
  %r18 = call @logical_and_18(%c18_0, %c18_1) : (tensor<4xi1>, tensor<4xi1>) -> tensor<4xi32>
  %p18 = tensor.cast %r18 : tensor<4xi32> to tensor<*xi32>
  // CHECK: sizes = [4]
  // CHECK: [1, 0, 0, 0]
  call @printMemrefI32(%p18) : (tensor<*xi32>) -> ()

  %c19_0 = arith.constant dense<[true, true, false, false]> : tensor<4xi1>
  %c19_1 = arith.constant dense<[true, false, true, false]> : tensor<4xi1>
  %r19 = call @logical_or_19(%c19_0, %c19_1) : (tensor<4xi1>, tensor<4xi1>) -> tensor<4xi32>
  %p19 = tensor.cast %r19 : tensor<4xi32> to tensor<*xi32>
  // CHECK: sizes = [4]
  // CHECK: [1, 1, 1, 0]
  call @printMemrefI32(%p19) : (tensor<*xi32>) -> ()

  %c20_0 = arith.constant dense<[true, true, false, false]> : tensor<4xi1>
  %r20 = call @logical_not_20(%c20_0) : (tensor<4xi1>) -> tensor<4xi32>
  %p20 = tensor.cast %r20 : tensor<4xi32> to tensor<*xi32>
  // CHECK: sizes = [4]
  // CHECK: [0, 0, 1, 1]
  call @printMemrefI32(%p20) : (tensor<*xi32>) -> ()

  %c21_0 = arith.constant dense<[[true], [false]]> : tensor<2x1xi1>
  %c21_1 = arith.constant dense<[[-0.125, 0.125, -0.625], [-0.25, 0.375, 0.75]]> : tensor<2x3xf32>
  %c21_2 = arith.constant dense<[-1.0, 0.75, -0.625]> : tensor<3xf32>
  %r21 = call @select_21(%c21_0, %c21_1, %c21_2) : (tensor<2x1xi1>, tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  %p21 = tensor.cast %r21 : tensor<2x3xf32> to tensor<*xf32>
  // CHECK: sizes = [2, 3]
  // CHECK: [-0.125, 0.125, -0.625]
  // CHECK: [-1, 0.75, -0.625]
  call @printMemrefF32(%p21) : (tensor<*xf32>) -> ()

  %c22_0 = arith.constant dense<[0x7FC00000, 0x7F800000, 3.000000e+09, -1.7, 300.0, -1.0, 255.9, 0xFF800000]> : tensor<8xf32>
  %r22 = call @cast_int32_22(%c22_0) : (tensor<8xf32>) -> tensor<8xi32>
  %p22 = tensor.cast %r22 : tensor<8xi32> to tensor<*xi32>
  // CHECK: sizes = [8]
  // CHECK: [-2147483648, -2147483648, -2147483648, -1, 300, -1, 255, -2147483648]
  call @printMemrefI32(%p22) : (tensor<*xi32>) -> ()

  %c23_0 = arith.constant dense<[0x7FC00000, 0x7F800000, 3.000000e+09, -1.7, 300.0, -1.0, 255.9, 0xFF800000]> : tensor<8xf32>
  %r23 = call @cast_int64_23(%c23_0) : (tensor<8xf32>) -> tensor<8xi64>
  %p23 = tensor.cast %r23 : tensor<8xi64> to tensor<*xi64>
  // CHECK: sizes = [8]
  // CHECK: [-9223372036854775808, -9223372036854775808, 3000000000, -1, 300, -1, 255, -9223372036854775808]
  call @printMemrefI64(%p23) : (tensor<*xi64>) -> ()

  %c24_0 = arith.constant dense<[0x7FC00000, 0x7F800000, 3.000000e+09, -1.7, 300.0, -1.0, 255.9, 0xFF800000]> : tensor<8xf32>
  %r24 = call @cast_int8_24(%c24_0) : (tensor<8xf32>) -> tensor<8xi32>
  %p24 = tensor.cast %r24 : tensor<8xi32> to tensor<*xi32>
  // CHECK: sizes = [8]
  // CHECK: [0, 0, 0, -1, 44, -1, -1, 0]
  call @printMemrefI32(%p24) : (tensor<*xi32>) -> ()

  %c25_0 = arith.constant dense<[0x7FC00000, 0x7F800000, 3.000000e+09, -1.7, 300.0, -1.0, 255.9, 0xFF800000]> : tensor<8xf32>
  %r25 = call @cast_uint8_25(%c25_0) : (tensor<8xf32>) -> tensor<8xi32>
  %p25 = tensor.cast %r25 : tensor<8xi32> to tensor<*xi32>
  // CHECK: sizes = [8]
  // CHECK: [0, 0, 0, 255, 44, 255, 255, 0]
  call @printMemrefI32(%p25) : (tensor<*xi32>) -> ()

  %c26_0 = arith.constant dense<[0x7FC00000, 0x7F800000, 3.000000e+09, -1.7, 300.0, -1.0, 255.9, 0xFF800000]> : tensor<8xf32>
  %r26 = call @cast_int16_26(%c26_0) : (tensor<8xf32>) -> tensor<8xi32>
  %p26 = tensor.cast %r26 : tensor<8xi32> to tensor<*xi32>
  // CHECK: sizes = [8]
  // CHECK: [0, 0, 0, -1, 300, -1, 255, 0]
  call @printMemrefI32(%p26) : (tensor<*xi32>) -> ()

  %c27_0 = arith.constant dense<[0x7FC00000, 0x7F800000, 3.000000e+09, -1.7, 300.0, -1.0, 255.9, 0xFF800000]> : tensor<8xf32>
  %r27 = call @cast_uint16_27(%c27_0) : (tensor<8xf32>) -> tensor<8xi32>
  %p27 = tensor.cast %r27 : tensor<8xi32> to tensor<*xi32>
  // CHECK: sizes = [8]
  // CHECK: [0, 0, 0, 65535, 300, 65535, 255, 0]
  call @printMemrefI32(%p27) : (tensor<*xi32>) -> ()

  %c28_0 = arith.constant dense<[0x7FC00000, 0x7F800000, 3.000000e+09, -1.7, 300.0, -1.0, 255.9, 0xFF800000]> : tensor<8xf32>
  %r28 = call @cast_bool_28(%c28_0) : (tensor<8xf32>) -> tensor<8xi32>
  %p28 = tensor.cast %r28 : tensor<8xi32> to tensor<*xi32>
  // CHECK: sizes = [8]
  // CHECK: [1, 1, 1, 1, 1, 1, 1, 1]
  call @printMemrefI32(%p28) : (tensor<*xi32>) -> ()

  %c29_0 = arith.constant dense<[3.000000e+09, 7.9, 0.0]> : tensor<3xf32>
  %r29 = call @cast_uint32_29(%c29_0) : (tensor<3xf32>) -> tensor<3xi64>
  %p29 = tensor.cast %r29 : tensor<3xi64> to tensor<*xi64>
  // CHECK: sizes = [3]
  // CHECK: [3000000000, 7, 0]
  call @printMemrefI64(%p29) : (tensor<*xi64>) -> ()

  %c30_0 = arith.constant dense<[200, 3]> : tensor<2xui8>
  %r30 = call @cast_float_30(%c30_0) : (tensor<2xui8>) -> tensor<2xf32>
  %p30 = tensor.cast %r30 : tensor<2xf32> to tensor<*xf32>
  // CHECK: sizes = [2]
  // CHECK: [200, 3]
  call @printMemrefF32(%p30) : (tensor<*xf32>) -> ()

  %c31_0 = arith.constant dense<[true, false]> : tensor<2xi1>
  %r31 = call @cast_from_bool_31(%c31_0) : (tensor<2xi1>) -> tensor<2xi32>
  %p31 = tensor.cast %r31 : tensor<2xi32> to tensor<*xi32>
  // CHECK: sizes = [2]
  // CHECK: [1, 0]
  call @printMemrefI32(%p31) : (tensor<*xi32>) -> ()

  %c32_0 = arith.constant dense<[200, 3]> : tensor<2xui8>
  %r32 = call @cast_wide_32(%c32_0) : (tensor<2xui8>) -> tensor<2xi32>
  %p32 = tensor.cast %r32 : tensor<2xi32> to tensor<*xi32>
  // CHECK: sizes = [2]
  // CHECK: [200, 3]
  call @printMemrefI32(%p32) : (tensor<*xi32>) -> ()

  %c33_0 = arith.constant dense<[1.0039062, 1.0117188, 3.300000e+38, 0x7FC00000]> : tensor<4xf32>
  %r33 = call @cast_bfloat16_33(%c33_0) : (tensor<4xf32>) -> tensor<4xf32>
  %p33 = tensor.cast %r33 : tensor<4xf32> to tensor<*xf32>
  // CHECK: sizes = [4]
  // CHECK: [1, {{1\.01561|1\.01562|1\.01564}}, {{3\.29648e\+38|3\.29649e\+38|3\.2965e\+38}}, {{-?nan}}]
  call @printMemrefF32(%p33) : (tensor<*xf32>) -> ()

  %c34_0 = arith.constant dense<[0x3FF199999999999A, 0x7E37E43C8800759C]> : tensor<2xf64>
  %r34 = call @cast_narrow_34(%c34_0) : (tensor<2xf64>) -> tensor<2xf32>
  %p34 = tensor.cast %r34 : tensor<2xf32> to tensor<*xf32>
  // CHECK: sizes = [2]
  // CHECK: [1.1, inf]
  call @printMemrefF32(%p34) : (tensor<*xf32>) -> ()
  return
}
