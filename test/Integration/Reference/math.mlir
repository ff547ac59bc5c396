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

// Elementary functions and activations, at their edges too.

func.func @abs_0(%a0: tensor<10xf32>) -> tensor<10xf32> {
  %r = nn.abs %a0
      : tensor<10xf32>
  return %r : tensor<10xf32>
}

func.func @sign_1(%a0: tensor<10xf32>) -> tensor<10xf32> {
  %r = nn.sign %a0
      : tensor<10xf32>
  return %r : tensor<10xf32>
}

func.func @square_2(%a0: tensor<10xf32>) -> tensor<10xf32> {
  %r = nn.square %a0
      : tensor<10xf32>
  return %r : tensor<10xf32>
}

func.func @sqrt_3(%a0: tensor<10xf32>) -> tensor<10xf32> {
  %r = nn.sqrt %a0
      : tensor<10xf32>
  return %r : tensor<10xf32>
}

func.func @rsqrt_4(%a0: tensor<10xf32>) -> tensor<10xf32> {
  %r = nn.rsqrt %a0
      : tensor<10xf32>
  return %r : tensor<10xf32>
}

func.func @reciprocal_5(%a0: tensor<10xf32>) -> tensor<10xf32> {
  %r = nn.reciprocal %a0
      : tensor<10xf32>
  return %r : tensor<10xf32>
}

func.func @exp_6(%a0: tensor<10xf32>) -> tensor<10xf32> {
  %r = nn.exp %a0
      : tensor<10xf32>
  return %r : tensor<10xf32>
}

func.func @expm1_7(%a0: tensor<10xf32>) -> tensor<10xf32> {
  %r = nn.expm1 %a0
      : tensor<10xf32>
  return %r : tensor<10xf32>
}

func.func @log_8(%a0: tensor<10xf32>) -> tensor<10xf32> {
  %r = nn.log %a0
      : tensor<10xf32>
  return %r : tensor<10xf32>
}

func.func @log1p_9(%a0: tensor<10xf32>) -> tensor<10xf32> {
  %r = nn.log1p %a0
      : tensor<10xf32>
  return %r : tensor<10xf32>
}

func.func @ceil_10(%a0: tensor<10xf32>) -> tensor<10xf32> {
  %r = nn.ceil %a0
      : tensor<10xf32>
  return %r : tensor<10xf32>
}

func.func @floor_11(%a0: tensor<10xf32>) -> tensor<10xf32> {
  %r = nn.floor %a0
      : tensor<10xf32>
  return %r : tensor<10xf32>
}

func.func @sigmoid_12(%a0: tensor<8xf32>) -> tensor<8xf32> {
  %r = nn.sigmoid %a0
      : tensor<8xf32>
  return %r : tensor<8xf32>
}

func.func @tanh_13(%a0: tensor<10xf32>) -> tensor<10xf32> {
  %r = nn.tanh %a0
      : tensor<10xf32>
  return %r : tensor<10xf32>
}

func.func @relu_14(%a0: tensor<10xf32>) -> tensor<10xf32> {
  %r = nn.relu %a0
      : tensor<10xf32>
  return %r : tensor<10xf32>
}

func.func @relu6_15(%a0: tensor<10xf32>) -> tensor<10xf32> {
  %r = nn.relu6 %a0
      : tensor<10xf32>
  return %r : tensor<10xf32>
}

func.func @elu_16(%a0: tensor<8xf32>) -> tensor<8xf32> {
  %r = nn.elu %a0
      : tensor<8xf32>
  return %r : tensor<8xf32>
}

func.func @selu_17(%a0: tensor<8xf32>) -> tensor<8xf32> {
  %r = nn.selu %a0
      : tensor<8xf32>
  return %r : tensor<8xf32>
}

func.func @softplus_18(%a0: tensor<8xf32>) -> tensor<8xf32> {
  %r = nn.softplus %a0
      : tensor<8xf32>
  return %r : tensor<8xf32>
}

func.func @softsign_19(%a0: tensor<8xf32>) -> tensor<8xf32> {
  %r = nn.softsign %a0
      : tensor<8xf32>
  return %r : tensor<8xf32>
}

func.func @erf_20(%a0: tensor<10xf32>) -> tensor<10xf32> {
  %r = nn.erf %a0
      : tensor<10xf32>
  return %r : tensor<10xf32>
}

func.func @erfc_21(%a0: tensor<8xf32>) -> tensor<8xf32> {
  %r = nn.erfc %a0
      : tensor<8xf32>
  return %r : tensor<8xf32>
}

func.func @sin_22(%a0: tensor<8xf32>) -> tensor<8xf32> {
  %r = nn.sin %a0
      : tensor<8xf32>
  return %r : tensor<8xf32>
}

func.func @cos_23(%a0: tensor<8xf32>) -> tensor<8xf32> {
  %r = nn.cos %a0
      : tensor<8xf32>
  return %r : tensor<8xf32>
}

func.func @tan_24(%a0: tensor<8xf32>) -> tensor<8xf32> {
  %r = nn.tan %a0
      : tensor<8xf32>
  return %r : tensor<8xf32>
}

func.func @atan_25(%a0: tensor<10xf32>) -> tensor<10xf32> {
  %r = nn.atan %a0
      : tensor<10xf32>
  return %r : tensor<10xf32>
}

func.func @sinh_26(%a0: tensor<10xf32>) -> tensor<10xf32> {
  %r = nn.sinh %a0
      : tensor<10xf32>
  return %r : tensor<10xf32>
}

func.func @cosh_27(%a0: tensor<10xf32>) -> tensor<10xf32> {
  %r = nn.cosh %a0
      : tensor<10xf32>
  return %r : tensor<10xf32>
}

func.func @asinh_28(%a0: tensor<10xf32>) -> tensor<10xf32> {
  %r = nn.asinh %a0
      : tensor<10xf32>
  return %r : tensor<10xf32>
}

func.func @neg_29(%a0: tensor<10xf32>) -> tensor<10xf32> {
  %r = nn.neg %a0
      : tensor<10xf32>
  return %r : tensor<10xf32>
}

func.func @asin_30(%a0: tensor<7xf32>) -> tensor<7xf32> {
  %r = nn.asin %a0
      : tensor<7xf32>
  return %r : tensor<7xf32>
}

func.func @acos_31(%a0: tensor<7xf32>) -> tensor<7xf32> {
  %r = nn.acos %a0
      : tensor<7xf32>
  return %r : tensor<7xf32>
}

func.func @atanh_32(%a0: tensor<7xf32>) -> tensor<7xf32> {
  %r = nn.atanh %a0
      : tensor<7xf32>
  return %r : tensor<7xf32>
}

func.func @acosh_33(%a0: tensor<5xf32>) -> tensor<5xf32> {
  %r = nn.acosh %a0
      : tensor<5xf32>
  return %r : tensor<5xf32>
}

func.func @round_34(%a0: tensor<7xf32>) -> tensor<7xf32> {
  %r = nn.round %a0
      : tensor<7xf32>
  return %r : tensor<7xf32>
}

func.func @leaky_relu_35(%a0: tensor<10xf32>) -> tensor<10xf32> {
  %r = nn.leaky_relu %a0 {alpha = 0.25 : f32}
      : tensor<10xf32>
  return %r : tensor<10xf32>
}

func.func @gelu_36(%a0: tensor<7xf32>) -> tensor<7xf32> {
  %r = nn.gelu %a0
      : tensor<7xf32>
  return %r : tensor<7xf32>
}

func.func @gelu_37(%a0: tensor<7xf32>) -> tensor<7xf32> {
  %r = nn.gelu %a0 {approximate = true}
      : tensor<7xf32>
  return %r : tensor<7xf32>
}

func.func @silu_38(%a0: tensor<8xf32>) -> tensor<8xf32> {
  %r = nn.silu %a0
      : tensor<8xf32>
  return %r : tensor<8xf32>
}

func.func @sigmoid_39(%a0: tensor<5xf64>) -> tensor<5xf64> {
  %r = nn.sigmoid %a0
      : tensor<5xf64>
  return %r : tensor<5xf64>
}

func.func @exp_40(%a0: tensor<5xf64>) -> tensor<5xf64> {
  %r = nn.exp %a0
      : tensor<5xf64>
  return %r : tensor<5xf64>
}

func.func @relu_41(%a0: tensor<5xf64>) -> tensor<5xf64> {
  %r = nn.relu %a0
      : tensor<5xf64>
  return %r : tensor<5xf64>
}

func.func @sigmoid_42(%a0: tensor<5xf16>) -> tensor<5xf32> {
  %r = nn.sigmoid %a0
      : tensor<5xf16>
  %w = nn.cast %r : (tensor<5xf16>) -> tensor<5xf32>
  return %w : tensor<5xf32>
}

func.func @exp_43(%a0: tensor<5xf16>) -> tensor<5xf32> {
  %r = nn.exp %a0
      : tensor<5xf16>
  %w = nn.cast %r : (tensor<5xf16>) -> tensor<5xf32>
  return %w : tensor<5xf32>
}

func.func @relu_44(%a0: tensor<5xf16>) -> tensor<5xf32> {
  %r = nn.relu %a0
      : tensor<5xf16>
  %w = nn.cast %r : (tensor<5xf16>) -> tensor<5xf32>
  return %w : tensor<5xf32>
}

func.func @sigmoid_45(%a0: tensor<5xbf16>) -> tensor<5xf32> {
  %r = nn.sigmoid %a0
      : tensor<5xbf16>
  %w = nn.cast %r : (tensor<5xbf16>) -> tensor<5xf32>
  return %w : tensor<5xf32>
}

func.func @exp_46(%a0: tensor<5xbf16>) -> tensor<5xf32> {
  %r = nn.exp %a0
      : tensor<5xbf16>
  %w = nn.cast %r : (tensor<5xbf16>) -> tensor<5xf32>
  return %w : tensor<5xf32>
}

func.func @relu_47(%a0: tensor<5xbf16>) -> tensor<5xf32> {
  %r = nn.relu %a0
      : tensor<5xbf16>
  %w = nn.cast %r : (tensor<5xbf16>) -> tensor<5xf32>
  return %w : tensor<5xf32>
}

func.func @is_nan_48(%a0: tensor<10xf32>) -> tensor<10xi32> {
  %r = nn.is_nan %a0
      : (tensor<10xf32>) -> tensor<10xi1>
  %w = nn.cast %r : (tensor<10xi1>) -> tensor<10xi32>
  return %w : tensor<10xi32>
}

func.func @is_inf_49(%a0: tensor<10xf32>) -> tensor<10xi32> {
  %r = nn.is_inf %a0
      : (tensor<10xf32>) -> tensor<10xi1>
  %w = nn.cast %r : (tensor<10xi1>) -> tensor<10xi32>
  return %w : tensor<10xi32>
}

func.func @is_finite_50(%a0: tensor<10xf32>) -> tensor<10xi32> {
  %r = nn.is_finite %a0
      : (tensor<10xf32>) -> tensor<10xi1>
  %w = nn.cast %r : (tensor<10xi1>) -> tensor<10xi32>
  return %w : tensor<10xi32>
}

func.func @main() {
  %c0_0 = arith.constant dense<[-2.5, -1.0, -0.3, 0.0, 0.3, 1.0, 4.0, 0x7FC00000, 0x7F800000, 0xFF800000]> : tensor<10xf32>
  %r0 = call @abs_0(%c0_0) : (tensor<10xf32>) -> tensor<10xf32>
  %p0 = tensor.cast %r0 : tensor<10xf32> to tensor<*xf32>
  // CHECK: sizes = [10]
  // CHECK: [2.5, 1, 0.3, {{-?0}}, 0.3, 1, 4, {{-?nan}}, inf, inf]
  call @printMemrefF32(%p0) : (tensor<*xf32>) -> ()

  %c1_0 = arith.constant dense<[-2.5, -1.0, -0.3, 0.0, 0.3, 1.0, 4.0, 0x7FC00000, 0x7F800000, 0xFF800000]> : tensor<10xf32>
  %r1 = call @sign_1(%c1_0) : (tensor<10xf32>) -> tensor<10xf32>
  %p1 = tensor.cast %r1 : tensor<10xf32> to tensor<*xf32>
  // CHECK: sizes = [10]
  // CHECK: [-1, -1, -1, {{-?0}}, 1, 1, 1, {{-?nan}}, 1, -1]
  call @printMemrefF32(%p1) : (tensor<*xf32>) -> ()

  %c2_0 = arith.constant dense<[-2.5, -1.0, -0.3, 0.0, 0.3, 1.0, 4.0, 0x7FC00000, 0x7F800000, 0xFF800000]> : tensor<10xf32>
  %r2 = call @square_2(%c2_0) : (tensor<10xf32>) -> tensor<10xf32>
  %p2 = tensor.cast %r2 : tensor<10xf32> to tensor<*xf32>
  // CHECK: sizes = [10]
  // CHECK: [6.25, 1, 0.09, {{-?0}}, 0.09, 1, 16, {{-?nan}}, inf, inf]
  call @printMemrefF32(%p2) : (tensor<*xf32>) -> ()

  %c3_0 = arith.constant dense<[-2.5, -1.0, -0.3, 0.0, 0.3, 1.0, 4.0, 0x7FC00000, 0x7F800000, 0xFF800000]> : tensor<10xf32>
  %r3 = call @sqrt_3(%c3_0) : (tensor<10xf32>) -> tensor<10xf32>
  %p3 = tensor.cast %r3 : tensor<10xf32> to tensor<*xf32>
  // CHECK: sizes = [10]
  // CHECK: [{{-?nan}}, {{-?nan}}, {{-?nan}}, {{-?0}}, {{0\.547722|0\.547723|0\.547724}}, 1, 2, {{-?nan}}, inf, {{-?nan}}]
  call @printMemrefF32(%p3) : (tensor<*xf32>) -> ()

  %c4_0 = arith.constant dense<[-2.5, -1.0, -0.3, 0.0, 0.3, 1.0, 4.0, 0x7FC00000, 0x7F800000, 0xFF800000]> : tensor<10xf32>
  %r4 = call @rsqrt_4(%c4_0) : (tensor<10xf32>) -> tensor<10xf32>
  %p4 = tensor.cast %r4 : tensor<10xf32> to tensor<*xf32>
  // CHECK: sizes = [10]
  // CHECK: [{{-?nan}}, {{-?nan}}, {{-?nan}}, inf, {{1\.82573|1\.82574|1\.82575}}, 1, 0.5, {{-?nan}}, {{-?0}}, {{-?nan}}]
  call @printMemrefF32(%p4) : (tensor<*xf32>) -> ()

  %c5_0 = arith.constant dense<[-2.5, -1.0, -0.3, 0.0, 0.3, 1.0, 4.0, 0x7FC00000, 0x7F800000, 0xFF800000]> : tensor<10xf32>
  %r5 = call @reciprocal_5(%c5_0) : (tensor<10xf32>) -> tensor<10xf32>
  %p5 = tensor.cast %r5 : tensor<10xf32> to tensor<*xf32>
  // CHECK: sizes = [10]
  // CHECK: [-0.4, -1, {{-3\.33334|-3\.33333|-3\.33332}}, inf, {{3\.33332|3\.33333|3\.33334}}, 1, 0.25, {{-?nan}}, {{-?0}}, {{-?0}}]
  call @printMemrefF32(%p5) : (tensor<*xf32>) -> ()

  %c6_0 = arith.constant dense<[-2.5, -1.0, -0.3, 0.0, 0.3, 1.0, 4.0, 0x7FC00000, 0x7F800000, 0xFF800000]> : tensor<10xf32>
  %r6 = call @exp_6(%c6_0) : (tensor<10xf32>) -> tensor<10xf32>
  %p6 = tensor.cast %r6 : tensor<10xf32> to tensor<*xf32>
  // CHECK: sizes = [10]
  // CHECK: [{{0\.0820849|0\.082085|0\.0820851}}, {{0\.367878|0\.367879|0\.36788}}, {{0\.740817|0\.740818|0\.740819}}, 1, {{1\.34985|1\.34986|1\.34987}}, {{2\.71827|2\.71828|2\.71829}}, {{54\.598|54\.5981|54\.5982}}, {{-?nan}}, inf, {{-?0}}]
  call @printMemrefF32(%p6) : (tensor<*xf32>) -> ()

  %c7_0 = arith.constant dense<[-2.5, -1.0, -0.3, 0.0, 0.3, 1.0, 4.0, 0x7FC00000, 0x7F800000, 0xFF800000]> : tensor<10xf32>
  %r7 = call @expm1_7(%c7_0) : (tensor<10xf32>) -> tensor<10xf32>
  %p7 = tensor.cast %r7 : tensor<10xf32> to tensor<*xf32>
  // CHECK: sizes = [10]
  // CHECK: [{{-0\.917916|-0\.917915|-0\.917914}}, {{-0\.632122|-0\.632121|-0\.63212}}, {{-0\.259183|-0\.259182|-0\.259181}}, {{-?0}}, {{0\.349858|0\.349859|0\.34986}}, {{1\.71827|1\.71828|1\.71829}}, {{53\.598|53\.5981|53\.5982}}, {{-?nan}}, inf, -1]
  call @printMemrefF32(%p7) : (tensor<*xf32>) -> ()

  %c8_0 = arith.constant dense<[-2.5, -1.0, -0.3, 0.0, 0.3, 1.0, 4.0, 0x7FC00000, 0x7F800000, 0xFF800000]> : tensor<10xf32>
  %r8 = call @log_8(%c8_0) : (tensor<10xf32>) -> tensor<10xf32>
  %p8 = tensor.cast %r8 : tensor<10xf32> to tensor<*xf32>
  // CHECK: sizes = [10]
  // CHECK: [{{-?nan}}, {{-?nan}}, {{-?nan}}, -inf, {{-1\.20398|-1\.20397|-1\.20396}}, {{-?0}}, {{1\.38628|1\.38629|1\.3863}}, {{-?nan}}, inf, {{-?nan}}]
  call @printMemrefF32(%p8) : (tensor<*xf32>) -> ()

  %c9_0 = arith.constant dense<[-2.5, -1.0, -0.3, 0.0, 0.3, 1.0, 4.0, 0x7FC00000, 0x7F800000, 0xFF800000]> : tensor<10xf32>
  %r9 = call @log1p_9(%c9_0) : (tensor<10xf32>) -> tensor<10xf32>
  %p9 = tensor.cast %r9 : tensor<10xf32> to tensor<*xf32>
  // CHECK: sizes = [10]
  // CHECK: [{{-?nan}}, -inf, {{-0\.356676|-0\.356675|-0\.356674}}, {{-?0}}, {{0\.262363|0\.262364|0\.262365}}, {{0\.693146|0\.693147|0\.693148}}, {{1\.60943|1\.60944|1\.60945}}, {{-?nan}}, inf, {{-?nan}}]
  call @printMemrefF32(%p9) : (tensor<*xf32>) -> ()

  %c10_0 = arith.constant dense<[-2.5, -1.0, -0.3, 0.0, 0.3, 1.0, 4.0, 0x7FC00000, 0x7F800000, 0xFF800000]> : tensor<10xf32>
  %r10 = call @ceil_10(%c10_0) : (tensor<10xf32>) -> tensor<10xf32>
  %p10 = tensor.cast %r10 : tensor<10xf32> to tensor<*xf32>
  // CHECK: sizes = [10]
  // CHECK: [-2, -1, {{-?0}}, {{-?0}}, 1, 1, 4, {{-?nan}}, inf, -inf]
  call @printMemrefF32(%p10) : (tensor<*xf32>) -> ()

  %c11_0 = arith.constant dense<[-2.5, -1.0, -0.3, 0.0, 0.3, 1.0, 4.0, 0x7FC00000, 0x7F800000, 0xFF800000]> : tensor<10xf32>
  %r11 = call @floor_11(%c11_0) : (tensor<10xf32>) -> tensor<10xf32>
  %p11 = tensor.cast %r11 : tensor<10xf32> to tensor<*xf32>
  // CHECK: sizes = [10]
  // CHECK: [-3, -1, -1, {{-?0}}, {{-?0}}, 1, 4, {{-?nan}}, inf, -inf]
  call @printMemrefF32(%p11) : (tensor<*xf32>) -> ()

  %c12_0 = arith.constant dense<[-2.5, -1.0, -0.3, 0.0, 0.3, 1.0, 4.0, 0x7FC00000]> : tensor<8xf32>
  %r12 = call @sigmoid_12(%c12_0) : (tensor<8xf32>) -> tensor<8xf32>
  %p12 = tensor.cast %r12 : tensor<8xf32> to tensor<*xf32>
  // CHECK: sizes = [8]
  // CHECK: [{{0\.0758581|0\.0758582|0\.0758583}}, {{0\.26894|0\.268941|0\.268942}}, {{0\.425556|0\.425557|0\.425558}}, 0.5, {{0\.574441|0\.574442|0\.574443}}, {{0\.731058|0\.731059|0\.73106}}, {{0\.982013|0\.982014|0\.982015}}, {{-?nan}}]
  call @printMemrefF32(%p12) : (tensor<*xf32>) -> ()

  %c13_0 = arith.constant dense<[-2.5, -1.0, -0.3, 0.0, 0.3, 1.0, 4.0, 0x7FC00000, 0x7F800000, 0xFF800000]> : tensor<10xf32>
  %r13 = call @tanh_13(%c13_0) : (tensor<10xf32>) -> tensor<10xf32>
  %p13 = tensor.cast %r13 : tensor<10xf32> to tensor<*xf32>
  // CHECK: sizes = [10]
  // CHECK: [{{-0\.986615|-0\.986614|-0\.986613}}, {{-0\.761595|-0\.761594|-0\.761593}}, {{-0\.291314|-0\.291313|-0\.291312}}, {{-?0}}, {{0\.291312|0\.291313|0\.291314}}, {{0\.761593|0\.761594|0\.761595}}, {{0\.999328|0\.999329|0\.99933}}, {{-?nan}}, 1, -1]
  call @printMemrefF32(%p13) : (tensor<*xf32>) -> ()

  %c14_0 = arith.constant dense<[-2.5, -1.0, -0.3, 0.0, 0.3, 1.0, 4.0, 0x7FC00000, 0x7F800000, 0xFF800000]> : tensor<10xf32>
  %r14 = call @relu_14(%c14_0) : (tensor<10xf32>) -> tensor<10xf32>
  %p14 = tensor.cast %r14 : tensor<10xf32> to tensor<*xf32>
  // CHECK: sizes = [10]
  // CHECK: [{{-?0}}, {{-?0}}, {{-?0}}, {{-?0}}, 0.3, 1, 4, {{-?nan}}, inf, {{-?0}}]
  call @printMemrefF32(%p14) : (tensor<*xf32>) -> ()

  %c15_0 = arith.constant dense<[-2.5, -1.0, -0.3, 0.0, 0.3, 1.0, 4.0, 0x7FC00000, 0x7F800000, 0xFF800000]> : tensor<10xf32>
  %r15 = call @relu6_15(%c15_0) : (tensor<10xf32>) -> tensor<10xf32>
  %p15 = tensor.cast %r15 : tensor<10xf32> to tensor<*xf32>
  // CHECK: sizes = [10]
  // CHECK: [{{-?0}}, {{-?0}}, {{-?0}}, {{-?0}}, 0.3, 1, 4, {{-?nan}}, 6, {{-?0}}]
  call @printMemrefF32(%p15) : (tensor<*xf32>) -> ()

  %c16_0 = arith.constant dense<[-2.5, -1.0, -0.3, 0.0, 0.3, 1.0, 4.0, 0x7FC00000]> : tensor<8xf32>
  %r16 = call @elu_16(%c16_0) : (tensor<8xf32>) -> tensor<8xf32>
  %p16 = tensor.cast %r16 : tensor<8xf32> to tensor<*xf32>
  // CHECK: sizes = [8]
  // CHECK: [{{-0\.917916|-0\.917915|-0\.917914}}, {{-0\.632122|-0\.632121|-0\.63212}}, {{-0\.259183|-0\.259182|-0\.259181}}, {{-?0}}, 0.3, 1, 4, {{-?nan}}]
  call @printMemrefF32(%p16) : (tensor<*xf32>) -> ()

  %c17_0 = arith.constant dense<[-2.5, -1.0, -0.3, 0.0, 0.3, 1.0, 4.0, 0x7FC00000]> : tensor<8xf32>
  %r17 = call @selu_17(%c17_0) : (tensor<8xf32>) -> tensor<8xf32>
  %p17 = tensor.cast %r17 : tensor<8xf32> to tensor<*xf32>
  // CHECK: sizes = [8]
  // CHECK: [{{-1\.6138|-1\.61379|-1\.61378}}, {{-1\.11134|-1\.11133|-1\.11132}}, {{-0\.455668|-0\.455667|-0\.455666}}, {{-?0}}, {{0\.315209|0\.31521|0\.315211}}, {{1\.05069|1\.0507|1\.05071}}, {{4\.20279|4\.2028|4\.20281}}, {{-?nan}}]
  call @printMemrefF32(%p17) : (tensor<*xf32>) -> ()

  %c18_0 = arith.constant dense<[-2.5, -1.0, -0.3, 0.0, 0.3, 1.0, 4.0, 0x7FC00000]> : tensor<8xf32>
  %r18 = call @softplus_18(%c18_0) : (tensor<8xf32>) -> tensor<8xf32>
  %p18 = tensor.cast %r18 : tensor<8xf32> to tensor<*xf32>
  // CHECK: sizes = [8]
  // CHECK: [{{0\.0788896|0\.0788897|0\.0788898}}, {{0\.313261|0\.313262|0\.313263}}, {{0\.554354|0\.554355|0\.554356}}, {{0\.693146|0\.693147|0\.693148}}, {{0\.854354|0\.854355|0\.854356}}, {{1\.31325|1\.31326|1\.31327}}, {{4\.01814|4\.01815|4\.01816}}, {{-?nan}}]
  call @printMemrefF32(%p18) : (tensor<*xf32>) -> ()

  %c19_0 = arith.constant dense<[-2.5, -1.0, -0.3, 0.0, 0.3, 1.0, 4.0, 0x7FC00000]> : tensor<8xf32>
  %r19 = call @softsign_19(%c19_0) : (tensor<8xf32>) -> tensor<8xf32>
  %p19 = tensor.cast %r19 : tensor<8xf32> to tensor<*xf32>
  // CHECK: sizes = [8]
  // CHECK: [{{-0\.714287|-0\.714286|-0\.714285}}, -0.5, {{-0\.23077|-0\.230769|-0\.230768}}, {{-?0}}, {{0\.230768|0\.230769|0\.23077}}, 0.5, 0.8, {{-?nan}}]
  call @printMemrefF32(%p19) : (tensor<*xf32>) -> ()

  %c20_0 = arith.constant dense<[-2.5, -1.0, -0.3, 0.0, 0.3, 1.0, 4.0, 0x7FC00000, 0x7F800000, 0xFF800000]> : tensor<10xf32>
  %r20 = call @erf_20(%c20_0) : (tensor<10xf32>) -> tensor<10xf32>
  %p20 = tensor.cast %r20 : tensor<10xf32> to tensor<*xf32>
  // CHECK: sizes = [10]
  // CHECK: [{{-0\.999594|-0\.999593|-0\.999592}}, {{-0\.842702|-0\.842701|-0\.8427}}, {{-0\.328628|-0\.328627|-0\.328626}}, {{-?0}}, {{0\.328626|0\.328627|0\.328628}}, {{0\.8427|0\.842701|0\.842702}}, 1, {{-?nan}}, 1, -1]
  call @printMemrefF32(%p20) : (tensor<*xf32>) -> ()

  %c21_0 = arith.constant dense<[-2.5, -1.0, -0.3, 0.0, 0.3, 1.0, 4.0, 0x7FC00000]> : tensor<8xf32>
  %r21 = call @erfc_21(%c21_0) : (tensor<8xf32>) -> tensor<8xf32>
  %p21 = tensor.cast %r21 : tensor<8xf32> to tensor<*xf32>
  // CHECK: sizes = [8]
  // CHECK: [{{1\.99958|1\.99959|1\.9996}}, {{1\.84269|1\.8427|1\.84271}}, {{1\.32862|1\.32863|1\.32864}}, 1, {{0\.671372|0\.671373|0\.671374}}, {{0\.157298|0\.157299|0\.1573}}, {{1\.54172e-08|1\.54173e-08|1\.54174e-08}}, {{-?nan}}]
  call @printMemrefF32(%p21) : (tensor<*xf32>) -> ()

  %c22_0 = arith.constant dense<[-2.5, -1.0, -0.3, 0.0, 0.3, 1.0, 4.0, 0x7FC00000]> : tensor<8xf32>
  %r22 = call @sin_22(%c22_0) : (tensor<8xf32>) -> tensor<8xf32>
  %p22 = tensor.cast %r22 : tensor<8xf32> to tensor<*xf32>
  // CHECK: sizes = [8]
  // CHECK: [{{-0\.598473|-0\.598472|-0\.598471}}, {{-0\.841472|-0\.841471|-0\.84147}}, {{-0\.295521|-0\.29552|-0\.295519}}, {{-?0}}, {{0\.295519|0\.29552|0\.295521}}, {{0\.84147|0\.841471|0\.841472}}, {{-0\.756803|-0\.756802|-0\.756801}}, {{-?nan}}]
  call @printMemrefF32(%p22) : (tensor<*xf32>) -> ()

  %c23_0 = arith.constant dense<[-2.5, -1.0, -0.3, 0.0, 0.3, 1.0, 4.0, 0x7FC00000]> : tensor<8xf32>
  %r23 = call @cos_23(%c23_0) : (tensor<8xf32>) -> tensor<8xf32>
  %p23 = tensor.cast %r23 : tensor<8xf32> to tensor<*xf32>
  // CHECK: sizes = [8]
  // CHECK: [{{-0\.801145|-0\.801144|-0\.801143}}, {{0\.540301|0\.540302|0\.540303}}, {{0\.955336|0\.955337|0\.955338}}, 1, {{0\.955336|0\.955337|0\.955338}}, {{0\.540301|0\.540302|0\.540303}}, {{-0\.653645|-0\.653644|-0\.653643}}, {{-?nan}}]
  call @printMemrefF32(%p23) : (tensor<*xf32>) -> ()

  %c24_0 = arith.constant dense<[-2.5, -1.0, -0.3, 0.0, 0.3, 1.0, 4.0, 0x7FC00000]> : tensor<8xf32>
  %r24 = call @tan_24(%c24_0) : (tensor<8xf32>) -> tensor<8xf32>
  %p24 = tensor.cast %r24 : tensor<8xf32> to tensor<*xf32>
  // CHECK: sizes = [8]
  // CHECK: [{{0\.747021|0\.747022|0\.747023}}, {{-1\.55742|-1\.55741|-1\.5574}}, {{-0\.309337|-0\.309336|-0\.309335}}, {{-?0}}, {{0\.309335|0\.309336|0\.309337}}, {{1\.5574|1\.55741|1\.55742}}, {{1\.15781|1\.15782|1\.15783}}, {{-?nan}}]
  call @printMemrefF32(%p24) : (tensor<*xf32>) -> ()

  %c25_0 = arith.constant dense<[-2.5, -1.0, -0.3, 0.0, 0.3, 1.0, 4.0, 0x7FC00000, 0x7F800000, 0xFF800000]> : tensor<10xf32>
  %r25 = call @atan_25(%c25_0) : (tensor<10xf32>) -> tensor<10xf32>
  %p25 = tensor.cast %r25 : tensor<10xf32> to tensor<*xf32>
  // CHECK: sizes = [10]
  // CHECK: [{{-1\.1903|-1\.19029|-1\.19028}}, {{-0\.785399|-0\.785398|-0\.785397}}, {{-0\.291458|-0\.291457|-0\.291456}}, {{-?0}}, {{0\.291456|0\.291457|0\.291458}}, {{0\.785397|0\.785398|0\.785399}}, {{1\.32581|1\.32582|1\.32583}}, {{-?nan}}, {{1\.57079|1\.5708|1\.57081}}, {{-1\.57081|-1\.5708|-1\.57079}}]
  call @printMemrefF32(%p25) : (tensor<*xf32>) -> ()

  %c26_0 = arith.constant dense<[-2.5, -1.0, -0.3, 0.0, 0.3, 1.0, 4.0, 0x7FC00000, 0x7F800000, 0xFF800000]> : tensor<10xf32>
  %r26 = call @sinh_26(%c26_0) : (tensor<10xf32>) -> tensor<10xf32>
  %p26 = tensor.cast %r26 : tensor<10xf32> to tensor<*xf32>
  // CHECK: sizes = [10]
  // CHECK: [{{-6\.05021|-6\.0502|-6\.05019}}, {{-1\.17521|-1\.1752|-1\.17519}}, {{-0\.304521|-0\.30452|-0\.304519}}, {{-?0}}, {{0\.304519|0\.30452|0\.304521}}, {{1\.17519|1\.1752|1\.17521}}, {{27\.2898|27\.2899|27\.29}}, {{-?nan}}, inf, -inf]
  call @printMemrefF32(%p26) : (tensor<*xf32>) -> ()

  %c27_0 = arith.constant dense<[-2.5, -1.0, -0.3, 0.0, 0.3, 1.0, 4.0, 0x7FC00000, 0x7F800000, 0xFF800000]> : tensor<10xf32>
  %r27 = call @cosh_27(%c27_0) : (tensor<10xf32>) -> tensor<10xf32>
  %p27 = tensor.cast %r27 : tensor<10xf32> to tensor<*xf32>
  // CHECK: sizes = [10]
  // CHECK: [{{6\.13228|6\.13229|6\.1323}}, {{1\.54307|1\.54308|1\.54309}}, {{1\.04533|1\.04534|1\.04535}}, 1, {{1\.04533|1\.04534|1\.04535}}, {{1\.54307|1\.54308|1\.54309}}, {{27\.3081|27\.3082|27\.3083}}, {{-?nan}}, inf, inf]
  call @printMemrefF32(%p27) : (tensor<*xf32>) -> ()

  %c28_0 = arith.constant dense<[-2.5, -1.0, -0.3, 0.0, 0.3, 1.0, 4.0, 0x7FC00000, 0x7F800000, 0xFF800000]> : tensor<10xf32>
  %r28 = call @asinh_28(%c28_0) : (tensor<10xf32>) -> tensor<10xf32>
  %p28 = tensor.cast %r28 : tensor<10xf32> to tensor<*xf32>
  // CHECK: sizes = [10]
  // CHECK: [{{-1\.64724|-1\.64723|-1\.64722}}, {{-0\.881375|-0\.881374|-0\.881373}}, {{-0\.295674|-0\.295673|-0\.295672}}, {{-?0}}, {{0\.295672|0\.295673|0\.295674}}, {{0\.881373|0\.881374|0\.881375}}, {{2\.0947|2\.09471|2\.09472}}, {{-?nan}}, inf, -inf]
  call @printMemrefF32(%p28) : (tensor<*xf32>) -> ()

  %c29_0 = arith.constant dense<[-2.5, -1.0, -0.3, 0.0, 0.3, 1.0, 4.0, 0x7FC00000, 0x7F800000, 0xFF800000]> : tensor<10xf32>
  %r29 = call @neg_29(%c29_0) : (tensor<10xf32>) -> tensor<10xf32>
  %p29 = tensor.cast %r29 : tensor<10xf32> to tensor<*xf32>
  // CHECK: sizes = [10]
  // CHECK: [2.5, 1, 0.3, {{-?0}}, -0.3, -1, -4, {{-?nan}}, -inf, inf]
  call @printMemrefF32(%p29) : (tensor<*xf32>) -> ()

  %c30_0 = arith.constant dense<[-1.0, -0.5, 0.0, 0.25, 1.0, 2.0, 0x7FC00000]> : tensor<7xf32>
  %r30 = call @asin_30(%c30_0) : (tensor<7xf32>) -> tensor<7xf32>
  %p30 = tensor.cast %r30 : tensor<7xf32> to tensor<*xf32>
  // CHECK: sizes = [7]
  // CHECK: [{{-1\.57081|-1\.5708|-1\.57079}}, {{-0\.5236|-0\.523599|-0\.523598}}, {{-?0}}, {{0\.252679|0\.25268|0\.252681}}, {{1\.57079|1\.5708|1\.57081}}, {{-?nan}}, {{-?nan}}]
  call @printMemrefF32(%p30) : (tensor<*xf32>) -> ()

  %c31_0 = arith.constant dense<[-1.0, -0.5, 0.0, 0.25, 1.0, 2.0, 0x7FC00000]> : tensor<7xf32>
  %r31 = call @acos_31(%c31_0) : (tensor<7xf32>) -> tensor<7xf32>
  %p31 = tensor.cast %r31 : tensor<7xf32> to tensor<*xf32>
  // CHECK: sizes = [7]
  // CHECK: [{{3\.14158|3\.14159|3\.1416}}, {{2\.09439|2\.0944|2\.09441}}, {{1\.57079|1\.5708|1\.57081}}, {{1\.31811|1\.31812|1\.31813}}, {{-?0}}, {{-?nan}}, {{-?nan}}]
  call @printMemrefF32(%p31) : (tensor<*xf32>) -> ()

  %c32_0 = arith.constant dense<[-1.0, -0.5, 0.0, 0.25, 1.0, 2.0, 0x7FC00000]> : tensor<7xf32>
  %r32 = call @atanh_32(%c32_0) : (tensor<7xf32>) -> tensor<7xf32>
  %p32 = tensor.cast %r32 : tensor<7xf32> to tensor<*xf32>
  // CHECK: sizes = [7]
  // CHECK: [-inf, {{-0\.549307|-0\.549306|-0\.549305}}, {{-?0}}, {{0\.255412|0\.255413|0\.255414}}, inf, {{-?nan}}, {{-?nan}}]
  call @printMemrefF32(%p32) : (tensor<*xf32>) -> ()

  %c33_0 = arith.constant dense<[1.0, 2.0, 10.0, 0.5, 0x7FC00000]> : tensor<5xf32>
  %r33 = call @acosh_33(%c33_0) : (tensor<5xf32>) -> tensor<5xf32>
  %p33 = tensor.cast %r33 : tensor<5xf32> to tensor<*xf32>
  // CHECK: sizes = [5]
  // CHECK: [{{-?0}}, {{1\.31695|1\.31696|1\.31697}}, {{2\.99321|2\.99322|2\.99323}}, {{-?nan}}, {{-?nan}}]
  call @printMemrefF32(%p33) : (tensor<*xf32>) -> ()

  %c34_0 = arith.constant dense<[0.5, 1.5, 2.5, -0.5, -1.5, 1.000000e+09, 0x7FC00000]> : tensor<7xf32>
  %r34 = call @round_34(%c34_0) : (tensor<7xf32>) -> tensor<7xf32>
  %p34 = tensor.cast %r34 : tensor<7xf32> to tensor<*xf32>
  // CHECK: sizes = [7]
  // CHECK: [{{-?0}}, 2, 2, {{-?0}}, -2, 1e+09, {{-?nan}}]
  call @printMemrefF32(%p34) : (tensor<*xf32>) -> ()

  %c35_0 = arith.constant dense<[-2.5, -1.0, -0.3, 0.0, 0.3, 1.0, 4.0, 0x7FC00000, 0x7F800000, 0xFF800000]> : tensor<10xf32>
  %r35 = call @leaky_relu_35(%c35_0) : (tensor<10xf32>) -> tensor<10xf32>
  %p35 = tensor.cast %r35 : tensor<10xf32> to tensor<*xf32>
  // CHECK: sizes = [10]
  // CHECK: [-0.625, -0.25, -0.075, {{-?0}}, 0.3, 1, 4, {{-?nan}}, inf, -inf]
  call @printMemrefF32(%p35) : (tensor<*xf32>) -> ()

  %c36_0 = arith.constant dense<[-2.5, -1.0, -0.3, 0.0, 0.3, 1.0, 4.0]> : tensor<7xf32>
  %r36 = call @gelu_36(%c36_0) : (tensor<7xf32>) -> tensor<7xf32>
  %p36 = tensor.cast %r36 : tensor<7xf32> to tensor<*xf32>
  // CHECK: sizes = [7]
  // CHECK: [{{-0\.0155243|-0\.0155242|-0\.0155241}}, {{-0\.158656|-0\.158655|-0\.158654}}, {{-0\.114628|-0\.114627|-0\.114626}}, {{-?0}}, {{0\.185372|0\.185373|0\.185374}}, {{0\.841344|0\.841345|0\.841346}}, {{3\.99986|3\.99987|3\.99988}}]
  call @printMemrefF32(%p36) : (tensor<*xf32>) -> ()

  %c37_0 = arith.constant dense<[-2.5, -1.0, -0.3, 0.0, 0.3, 1.0, 4.0]> : tensor<7xf32>
  %r37 = call @gelu_37(%c37_0) : (tensor<7xf32>) -> tensor<7xf32>
  %p37 = tensor.cast %r37 : tensor<7xf32> to tensor<*xf32>
  // CHECK: sizes = [7]
  // CHECK: [{{-0\.0150843|-0\.0150842|-0\.0150841}}, {{-0\.158809|-0\.158808|-0\.158807}}, {{-0\.11463|-0\.114629|-0\.114628}}, {{-?0}}, {{0\.18537|0\.185371|0\.185372}}, {{0\.841191|0\.841192|0\.841193}}, {{3\.99992|3\.99993|3\.99994}}]
  call @printMemrefF32(%p37) : (tensor<*xf32>) -> ()

  %c38_0 = arith.constant dense<[-2.5, -1.0, -0.3, 0.0, 0.3, 1.0, 4.0, 0x7FC00000]> : tensor<8xf32>
  %r38 = call @silu_38(%c38_0) : (tensor<8xf32>) -> tensor<8xf32>
  %p38 = tensor.cast %r38 : tensor<8xf32> to tensor<*xf32>
  // CHECK: sizes = [8]
  // CHECK: [{{-0\.189646|-0\.189645|-0\.189644}}, {{-0\.268942|-0\.268941|-0\.26894}}, {{-0\.127668|-0\.127667|-0\.127666}}, {{-?0}}, {{0\.172332|0\.172333|0\.172334}}, {{0\.731058|0\.731059|0\.73106}}, {{3\.92805|3\.92806|3\.92807}}, {{-?nan}}]
  call @printMemrefF32(%p38) : (tensor<*xf32>) -> ()

  %c39_0 = arith.constant dense<[0xC004000000000000, 0xBFF0000000000000, 0x3FD3333340000000, 0x3FF0000000000000, 0x4010000000000000]> : tensor<5xf64>
  %r39 = call @sigmoid_39(%c39_0) : (tensor<5xf64>) -> tensor<5xf64>
  %p39 = tensor.cast %r39 : tensor<5xf64> to tensor<*xf64>
  // CHECK: sizes = [5]
  // CHECK: [{{0\.0758581|0\.0758582|0\.0758583}}, {{0\.26894|0\.268941|0\.268942}}, {{0\.574442|0\.574443|0\.574444}}, {{0\.731058|0\.731059|0\.73106}}, {{0\.982013|0\.982014|0\.982015}}]
  call @printMemrefF64(%p39) : (tensor<*xf64>) -> ()

  %c40_0 = arith.constant dense<[0xC004000000000000, 0xBFF0000000000000, 0x3FD3333340000000, 0x3FF0000000000000, 0x4010000000000000]> : tensor<5xf64>
  %r40 = call @exp_40(%c40_0) : (tensor<5xf64>) -> tensor<5xf64>
  %p40 = tensor.cast %r40 : tensor<5xf64> to tensor<*xf64>
  // CHECK: sizes = [5]
  // CHECK: [{{0\.0820849|0\.082085|0\.0820851}}, {{0\.367878|0\.367879|0\.36788}}, {{1\.34985|1\.34986|1\.34987}}, {{2\.71827|2\.71828|2\.71829}}, {{54\.5981|54\.5982|54\.5983}}]
  call @printMemrefF64(%p40) : (tensor<*xf64>) -> ()

  %c41_0 = arith.constant dense<[0xC004000000000000, 0xBFF0000000000000, 0x3FD3333340000000, 0x3FF0000000000000, 0x4010000000000000]> : tensor<5xf64>
  %r41 = call @relu_41(%c41_0) : (tensor<5xf64>) -> tensor<5xf64>
  %p41 = tensor.cast %r41 : tensor<5xf64> to tensor<*xf64>
  // CHECK: sizes = [5]
  // CHECK: [{{-?0}}, {{-?0}}, 0.3, 1, 4]
  call @printMemrefF64(%p41) : (tensor<*xf64>) -> ()

  %c42_0 = arith.constant dense<[0xC100, 0xBC00, 0x34CD, 0x3C00, 0x4400]> : tensor<5xf16>
  %r42 = call @sigmoid_42(%c42_0) : (tensor<5xf16>) -> tensor<5xf32>
  %p42 = tensor.cast %r42 : tensor<5xf32> to tensor<*xf32>
  // CHECK: sizes = [5]
  // CHECK: [{{0\.0758666|0\.0758667|0\.0758668}}, {{0\.269042|0\.269043|0\.269044}}, {{0\.574218|0\.574219|0\.57422}}, {{0\.730956|0\.730957|0\.730958}}, {{0\.981933|0\.981934|0\.981935}}]
  call @printMemrefF32(%p42) : (tensor<*xf32>) -> ()

  %c43_0 = arith.constant dense<[0xC100, 0xBC00, 0x34CD, 0x3C00, 0x4400]> : tensor<5xf16>
  %r43 = call @exp_43(%c43_0) : (tensor<5xf16>) -> tensor<5xf32>
  %p43 = tensor.cast %r43 : tensor<5xf32> to tensor<*xf32>
  // CHECK: sizes = [5]
  // CHECK: [{{0\.0820922|0\.0820923|0\.0820924}}, {{0\.367919|0\.36792|0\.367921}}, {{1\.3496|1\.34961|1\.34962}}, {{2\.71874|2\.71875|2\.71876}}, {{54\.5936|54\.5938|54\.5939}}]
  call @printMemrefF32(%p43) : (tensor<*xf32>) -> ()

  %c44_0 = arith.constant dense<[0xC100, 0xBC00, 0x34CD, 0x3C00, 0x4400]> : tensor<5xf16>
  %r44 = call @relu_44(%c44_0) : (tensor<5xf16>) -> tensor<5xf32>
  %p44 = tensor.cast %r44 : tensor<5xf32> to tensor<*xf32>
  // CHECK: sizes = [5]
  // CHECK: [{{-?0}}, {{-?0}}, {{0\.300048|0\.300049|0\.30005}}, 1, 4]
  call @printMemrefF32(%p44) : (tensor<*xf32>) -> ()

  %c45_0 = arith.constant dense<[0xC020, 0xBF80, 0x3E9A, 0x3F80, 0x4080]> : tensor<5xbf16>
  %r45 = call @sigmoid_45(%c45_0) : (tensor<5xbf16>) -> tensor<5xf32>
  %p45 = tensor.cast %r45 : tensor<5xf32> to tensor<*xf32>
  // CHECK: sizes = [5]
  // CHECK: [{{0\.0756835|0\.0756836|0\.0756837}}, {{0\.26953|0\.269531|0\.269532}}, {{0\.574218|0\.574219|0\.57422}}, {{0\.730468|0\.730469|0\.73047}}, {{0\.980468|0\.980469|0\.98047}}]
  call @printMemrefF32(%p45) : (tensor<*xf32>) -> ()

  %c46_0 = arith.constant dense<[0xC020, 0xBF80, 0x3E9A, 0x3F80, 0x4080]> : tensor<5xbf16>
  %r46 = call @exp_46(%c46_0) : (tensor<5xbf16>) -> tensor<5xf32>
  %p46 = tensor.cast %r46 : tensor<5xf32> to tensor<*xf32>
  // CHECK: sizes = [5]
  // CHECK: [{{0\.0820311|0\.0820312|0\.0820314}}, {{0\.367187|0\.367188}}, {{1\.35155|1\.35156|1\.35157}}, {{2\.71874|2\.71875|2\.71876}}, 54.5]
  call @printMemrefF32(%p46) : (tensor<*xf32>) -> ()

  %c47_0 = arith.constant dense<[0xC020, 0xBF80, 0x3E9A, 0x3F80, 0x4080]> : tensor<5xbf16>
  %r47 = call @relu_47(%c47_0) : (tensor<5xbf16>) -> tensor<5xf32>
  %p47 = tensor.cast %r47 : tensor<5xf32> to tensor<*xf32>
  // CHECK: sizes = [5]
  // CHECK: [{{-?0}}, {{-?0}}, {{0\.30078|0\.300781|0\.300782}}, 1, 4]
  call @printMemrefF32(%p47) : (tensor<*xf32>) -> ()

  %c48_0 = arith.constant dense<[-2.5, -1.0, -0.3, 0.0, 0.3, 1.0, 4.0, 0x7FC00000, 0x7F800000, 0xFF800000]> : tensor<10xf32>
  %r48 = call @is_nan_48(%c48_0) : (tensor<10xf32>) -> tensor<10xi32>
  %p48 = tensor.cast %r48 : tensor<10xi32> to tensor<*xi32>
  // CHECK: sizes = [10]
  // CHECK: [0, 0, 0, 0, 0, 0, 0, 1, 0, 0]
  call @printMemrefI32(%p48) : (tensor<*xi32>) -> ()

  %c49_0 = arith.constant dense<[-2.5, -1.0, -0.3, 0.0, 0.3, 1.0, 4.0, 0x7FC00000, 0x7F800000, 0xFF800000]> : tensor<10xf32>
  %r49 = call @is_inf_49(%c49_0) : (tensor<10xf32>) -> tensor<10xi32>
  %p49 = tensor.cast %r49 : tensor<10xi32> to tensor<*xi32>
  // CHECK: sizes = [10]
  // CHECK: [0, 0, 0, 0, 0, 0, 0, 0, 1, 1]
  call @printMemrefI32(%p49) : (tensor<*xi32>) -> ()

  %c50_0 = arith.constant dense<[-2.5, -1.0, -0.3, 0.0, 0.3, 1.0, 4.0, 0x7FC00000, 0x7F800000, 0xFF800000]> : tensor<10xf32>
  %r50 = call @is_finite_50(%c50_0) : (tensor<10xf32>) -> tensor<10xi32>
  %p50 = tensor.cast %r50 : tensor<10xi32> to tensor<*xi32>
  // CHECK: sizes = [10]
  // CHECK: [1, 1, 1, 1, 1, 1, 1, 0, 0, 0]
  call @printMemrefI32(%p50) : (tensor<*xi32>) -> ()
  return
}
