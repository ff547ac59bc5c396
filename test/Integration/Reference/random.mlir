// RUN: nn-opt %s --nn-reference-pipeline | mlir-runner -e main \
// RUN:     -entry-point-result=void -shared-libs=%mlir_runner_utils,%mlir_c_runner_utils \
// RUN:   | FileCheck %s
// RUN: nn-run %s --cases --check --guard --threads=2

// Written by Inputs/generate.py: the expected numbers are TensorFlow's.

func.func private @printMemrefF32(tensor<*xf32> {bufferization.access = "read"})
func.func private @printMemrefF64(tensor<*xf64> {bufferization.access = "read"})
func.func private @printMemrefI32(tensor<*xi32> {bufferization.access = "read"})
func.func private @printMemrefI64(tensor<*xi64> {bufferization.access = "read"})

// Random numbers with fixed seeds.

func.func @random_bits_0(%a0: tensor<1xi32>, %a1: tensor<ui64>, %a2: tensor<2xui64>) -> tensor<17xi64> {
  %r = nn.random_bits %a0, %a1, %a2
      : (tensor<1xi32>, tensor<ui64>, tensor<2xui64>) -> tensor<17xui32>
  %w = nn.cast %r : (tensor<17xui32>) -> tensor<17xi64>
  return %w : tensor<17xi64>
}

func.func @random_bits_1(%a0: tensor<3xi32>, %a1: tensor<ui64>, %a2: tensor<2xui64>) -> tensor<2x2x6xi64> {
  %r = nn.random_bits %a0, %a1, %a2 {row_stride = 3 : i64}
      : (tensor<3xi32>, tensor<ui64>, tensor<2xui64>) -> tensor<2x2x6xui32>
  %w = nn.cast %r : (tensor<2x2x6xui32>) -> tensor<2x2x6xi64>
  return %w : tensor<2x2x6xi64>
}

func.func @random_bits_2(%a0: tensor<1xi32>, %a1: tensor<ui64>, %a2: tensor<2xui64>) -> tensor<17xi64> {
  %r = nn.random_bits %a0, %a1, %a2
      : (tensor<1xi32>, tensor<ui64>, tensor<2xui64>) -> tensor<17xui32>
  %w = nn.cast %r : (tensor<17xui32>) -> tensor<17xi64>
  return %w : tensor<17xi64>
}

func.func @random_bits_3(%a0: tensor<3xi32>, %a1: tensor<ui64>, %a2: tensor<2xui64>) -> tensor<2x2x6xi64> {
  %r = nn.random_bits %a0, %a1, %a2 {row_stride = 3 : i64}
      : (tensor<3xi32>, tensor<ui64>, tensor<2xui64>) -> tensor<2x2x6xui32>
  %w = nn.cast %r : (tensor<2x2x6xui32>) -> tensor<2x2x6xi64>
  return %w : tensor<2x2x6xi64>
}

func.func @random_bits_4(%a0: tensor<1xi32>, %a1: tensor<ui64>, %a2: tensor<2xui64>) -> tensor<17xi64> {
  %r = nn.random_bits %a0, %a1, %a2
      : (tensor<1xi32>, tensor<ui64>, tensor<2xui64>) -> tensor<17xui32>
  %w = nn.cast %r : (tensor<17xui32>) -> tensor<17xi64>
  return %w : tensor<17xi64>
}

func.func @random_bits_5(%a0: tensor<3xi32>, %a1: tensor<ui64>, %a2: tensor<2xui64>) -> tensor<2x2x6xi64> {
  %r = nn.random_bits %a0, %a1, %a2 {row_stride = 3 : i64}
      : (tensor<3xi32>, tensor<ui64>, tensor<2xui64>) -> tensor<2x2x6xui32>
  %w = nn.cast %r : (tensor<2x2x6xui32>) -> tensor<2x2x6xi64>
  return %w : tensor<2x2x6xi64>
}

func.func @random_uniform_6(%a0: tensor<2xi32>) -> tensor<3x3xf32> {
  %r = nn.random_uniform %a0 {seed = 5 : i64, seed2 = 9 : i64}
      : (tensor<2xi32>) -> tensor<3x3xf32>
  return %r : tensor<3x3xf32>
}

func.func @random_uniform_7(%a0: tensor<2xi32>) -> tensor<3x3xf64> {
  %r = nn.random_uniform %a0 {seed = 5 : i64, seed2 = 9 : i64}
      : (tensor<2xi32>) -> tensor<3x3xf64>
  return %r : tensor<3x3xf64>
}

func.func @random_uniform_8(%a0: tensor<2xi32>) -> tensor<3x3xf32> {
  %r = nn.random_uniform %a0 {seed = 5 : i64, seed2 = 9 : i64}
      : (tensor<2xi32>) -> tensor<3x3xf16>
  %w = nn.cast %r : (tensor<3x3xf16>) -> tensor<3x3xf32>
  return %w : tensor<3x3xf32>
}

func.func @random_uniform_9(%a0: tensor<2xi32>) -> tensor<3x3xf32> {
  %r = nn.random_uniform %a0 {seed = 5 : i64, seed2 = 9 : i64}
      : (tensor<2xi32>) -> tensor<3x3xbf16>
  %w = nn.cast %r : (tensor<3x3xbf16>) -> tensor<3x3xf32>
  return %w : tensor<3x3xf32>
}

func.func @main() {
  %c0_0 = arith.constant dense<[17]> : tensor<1xi32>
  %c0_1 = arith.constant dense<1> : tensor<ui64>
  %c0_2 = arith.constant dense<[0, 0]> : tensor<2xui64>
  %r0 = call @random_bits_0(%c0_0, %c0_1, %c0_2) : (tensor<1xi32>, tensor<ui64>, tensor<2xui64>) -> tensor<17xi64>
  %p0 = tensor.cast %r0 : tensor<17xi64> to tensor<*xi64>
  // CHECK: sizes = [17]
  // CHECK: [3823634032, 3842641596, 2515673792, 3054873127, 2886210587, 3754282174, 2042657351, 2817941651, 1062581232, 2390150301, 3062868622, 3958191734, 3253981089, 156954468, 615781017, 231320490, 1064134920]
  call @printMemrefI64(%p0) : (tensor<*xi64>) -> ()

  %c1_0 = arith.constant dense<[2, 2, 6]> : tensor<3xi32>
  %c1_1 = arith.constant dense<1> : tensor<ui64>
  %c1_2 = arith.constant dense<[0, 0]> : tensor<2xui64>
  %r1 = call @random_bits_1(%c1_0, %c1_1, %c1_2) : (tensor<3xi32>, tensor<ui64>, tensor<2xui64>) -> tensor<2x2x6xi64>
  %p1 = tensor.cast %r1 : tensor<2x2x6xi64> to tensor<*xi64>
  // CHECK: sizes = [2, 2, 6]
  // CHECK: [3823634032, 3842641596, 2515673792, 3054873127, 2886210587, 3754282174]
  // CHECK: [3253981089, 156954468, 615781017, 231320490, 1064134920, 2848738304]
  // CHECK: [1912931825, 520657663, 2787761958, 3292449357, 2064558333, 2007762709]
  // CHECK: [940591512, 2836953174, 3738461157, 828471237, 1189115298, 2402631822]
  call @printMemrefI64(%p1) : (tensor<*xi64>) -> ()

  %c2_0 = arith.constant dense<[17]> : tensor<1xi32>
  %c2_1 = arith.constant dense<163851598941452064> : tensor<ui64>
  %c2_2 = arith.constant dense<[5, 18446744073709551615]> : tensor<2xui64>
  %r2 = call @random_bits_2(%c2_0, %c2_1, %c2_2) : (tensor<1xi32>, tensor<ui64>, tensor<2xui64>) -> tensor<17xi64>
  %p2 = tensor.cast %r2 : tensor<17xi64> to tensor<*xi64>
  // CHECK: sizes = [17]
  // CHECK: [570230996, 3570230287, 2072375831, 3359893967, 2629078070, 3586308122, 2040669376, 687251090, 2542024464, 3797077687, 3735176799, 2258845831, 3800132669, 2455922300, 2081257414, 1047629746, 2287489240]
  call @printMemrefI64(%p2) : (tensor<*xi64>) -> ()

  %c3_0 = arith.constant dense<[2, 2, 6]> : tensor<3xi32>
  %c3_1 = arith.constant dense<163851598941452064> : tensor<ui64>
  %c3_2 = arith.constant dense<[5, 18446744073709551615]> : tensor<2xui64>
  %r3 = call @random_bits_3(%c3_0, %c3_1, %c3_2) : (tensor<3xi32>, tensor<ui64>, tensor<2xui64>) -> tensor<2x2x6xi64>
  %p3 = tensor.cast %r3 : tensor<2x2x6xi64> to tensor<*xi64>
  // CHECK: sizes = [2, 2, 6]
  // CHECK: [570230996, 3570230287, 2072375831, 3359893967, 2629078070, 3586308122]
  // CHECK: [3800132669, 2455922300, 2081257414, 1047629746, 2287489240, 2785040706]
  // CHECK: [2796384277, 2358933569, 1609905914, 4076548984, 620627061, 1269718031]
  // CHECK: [2480337098, 2548643334, 3358646303, 1583641763, 235240282, 3431378904]
  call @printMemrefI64(%p3) : (tensor<*xi64>) -> ()

  %c4_0 = arith.constant dense<[17]> : tensor<1xi32>
  %c4_1 = arith.constant dense<7> : tensor<ui64>
  %c4_2 = arith.constant dense<[18446744073709551614, 3]> : tensor<2xui64>
  %r4 = call @random_bits_4(%c4_0, %c4_1, %c4_2) : (tensor<1xi32>, tensor<ui64>, tensor<2xui64>) -> tensor<17xi64>
  %p4 = tensor.cast %r4 : tensor<17xi64> to tensor<*xi64>
  // CHECK: sizes = [17]
  // CHECK: [1134319865, 1045730937, 2810156114, 1659532524, 2585095611, 872755499, 942374094, 2257922725, 3004760025, 2982476881, 1015416266, 3897981549, 1325598047, 808164910, 4077560132, 1472025320, 794673321]
  call @printMemrefI64(%p4) : (tensor<*xi64>) -> ()

  %c5_0 = arith.constant dense<[2, 2, 6]> : tensor<3xi32>
  %c5_1 = arith.constant dense<7> : tensor<ui64>
  %c5_2 = arith.constant dense<[18446744073709551614, 3]> : tensor<2xui64>
  %r5 = call @random_bits_5(%c5_0, %c5_1, %c5_2) : (tensor<3xi32>, tensor<ui64>, tensor<2xui64>) -> tensor<2x2x6xi64>
  %p5 = tensor.cast %r5 : tensor<2x2x6xi64> to tensor<*xi64>
  // CHECK: sizes = [2, 2, 6]
  // CHECK: [1134319865, 1045730937, 2810156114, 1659532524, 2585095611, 872755499]
  // CHECK: [1325598047, 808164910, 4077560132, 1472025320, 794673321, 286999616]
  // CHECK: [1549511500, 4221863172, 3514971460, 1851466943, 3920694781, 657026244]
  // CHECK: [1173880567, 2445071352, 1786456254, 935932284, 1334141154, 2366365158]
  call @printMemrefI64(%p5) : (tensor<*xi64>) -> ()

  %c6_0 = arith.constant dense<[3, 3]> : tensor<2xi32>
  %r6 = call @random_uniform_6(%c6_0) : (tensor<2xi32>) -> tensor<3x3xf32>
  %p6 = tensor.cast %r6 : tensor<3x3xf32> to tensor<*xf32>
  // CHECK: sizes = [3, 3]
  // CHECK: [{{0\.859006|0\.859007|0\.859008}}, {{0\.211509|0\.21151|0\.211511}}, {{0\.17018|0\.170181|0\.170182}}]
  // CHECK: [{{0\.758766|0\.758767|0\.758768}}, {{0\.698398|0\.698399|0\.6984}}, {{0\.994954|0\.994955|0\.994956}}]
  // CHECK: [{{0\.0109203|0\.0109204|0\.0109205}}, {{0\.667958|0\.667959|0\.66796}}, {{0\.303135|0\.303136|0\.303137}}]
  call @printMemrefF32(%p6) : (tensor<*xf32>) -> ()

  %c7_0 = arith.constant dense<[3, 3]> : tensor<2xi32>
  %r7 = call @random_uniform_7(%c7_0) : (tensor<2xi32>) -> tensor<3x3xf64>
  %p7 = tensor.cast %r7 : tensor<3x3xf64> to tensor<*xf64>
  // CHECK: sizes = [3, 3]
  // CHECK: [{{0\.872052|0\.872053|0\.872054}}, {{0\.361449|0\.36145|0\.361451}}, {{0\.58719|0\.587191|0\.587192}}]
  // CHECK: [{{0\.087364|0\.0873641|0\.0873642}}, {{0\.425086|0\.425087|0\.425088}}, {{0\.688117|0\.688118|0\.688119}}]
  // CHECK: [{{0\.741681|0\.741682|0\.741683}}, {{0\.453947|0\.453948|0\.453949}}, {{0\.186154|0\.186155|0\.186156}}]
  call @printMemrefF64(%p7) : (tensor<*xf64>) -> ()

  %c8_0 = arith.constant dense<[3, 3]> : tensor<2xi32>
  %r8 = call @random_uniform_8(%c8_0) : (tensor<2xi32>) -> tensor<3x3xf32>
  %p8 = tensor.cast %r8 : tensor<3x3xf32> to tensor<*xf32>
  // CHECK: sizes = [3, 3]
  // CHECK: [{{0\.982421|0\.982422|0\.982423}}, {{0\.688476|0\.688477|0\.688478}}, {{0\.124022|0\.124023|0\.124024}}]
  // CHECK: [{{0\.819335|0\.819336|0\.819337}}, {{0\.283202|0\.283203|0\.283204}}, {{0\.673827|0\.673828|0\.673829}}]
  // CHECK: [{{0\.45996|0\.459961|0\.459962}}, {{0\.917968|0\.917969|0\.91797}}, {{0\.289062|0\.289063}}]
  call @printMemrefF32(%p8) : (tensor<*xf32>) -> ()

  %c9_0 = arith.constant dense<[3, 3]> : tensor<2xi32>
  %r9 = call @random_uniform_9(%c9_0) : (tensor<2xi32>) -> tensor<3x3xf32>
  %p9 = tensor.cast %r9 : tensor<3x3xf32> to tensor<*xf32>
  // CHECK: sizes = [3, 3]
  // CHECK: [{{0\.859374|0\.859375|0\.859376}}, {{0\.507811|0\.507812|0\.507814}}, {{0\.992186|0\.992188|0\.992189}}]
  // CHECK: [{{0\.554686|0\.554688|0\.554689}}, {{0\.265624|0\.265625|0\.265626}}, {{0\.390624|0\.390625|0\.390626}}]
  // CHECK: [{{0\.679686|0\.679688|0\.679689}}, {{0\.343749|0\.34375|0\.343751}}, 0.3125]
  call @printMemrefF32(%p9) : (tensor<*xf32>) -> ()
  return
}
