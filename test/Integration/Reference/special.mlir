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

// Special functions, bits, running products and sums of exponentials.

func.func @lgamma_0(%a0: tensor<10xf32>) -> tensor<10xf32> {
  %r = nn.lgamma %a0
      : tensor<10xf32>
  return %r : tensor<10xf32>
}

func.func @digamma_1(%a0: tensor<8xf32>) -> tensor<8xf32> {
  %r = nn.digamma %a0
      : tensor<8xf32>
  return %r : tensor<8xf32>
}

func.func @ndtri_2(%a0: tensor<8xf32>) -> tensor<8xf32> {
  %r = nn.ndtri %a0
      : tensor<8xf32>
  return %r : tensor<8xf32>
}

func.func @zeta_3(%a0: tensor<7xf32>, %a1: tensor<7xf32>) -> tensor<7xf32> {
  %r = nn.zeta %a0, %a1
      : (tensor<7xf32>, tensor<7xf32>) -> tensor<7xf32>
  return %r : tensor<7xf32>
}

func.func @bessel_i0e_4(%a0: tensor<7xf32>) -> tensor<7xf32> {
  %r = nn.bessel_i0e %a0
      : tensor<7xf32>
  return %r : tensor<7xf32>
}

func.func @bessel_i1e_5(%a0: tensor<7xf32>) -> tensor<7xf32> {
  %r = nn.bessel_i1e %a0
      : tensor<7xf32>
  return %r : tensor<7xf32>
}

func.func @bessel_i0e_6(%a0: tensor<6xf64>) -> tensor<6xf64> {
  %r = nn.bessel_i0e %a0
      : tensor<6xf64>
  return %r : tensor<6xf64>
}

func.func @bessel_i1e_7(%a0: tensor<6xf64>) -> tensor<6xf64> {
  %r = nn.bessel_i1e %a0
      : tensor<6xf64>
  return %r : tensor<6xf64>
}

func.func @igamma_8(%a0: tensor<11xf32>, %a1: tensor<11xf32>) -> tensor<11xf32> {
  %r = nn.igamma %a0, %a1
      : (tensor<11xf32>, tensor<11xf32>) -> tensor<11xf32>
  return %r : tensor<11xf32>
}

func.func @igamma_9(%a0: tensor<5xf64>, %a1: tensor<5xf64>) -> tensor<5xf64> {
  %r = nn.igamma %a0, %a1
      : (tensor<5xf64>, tensor<5xf64>) -> tensor<5xf64>
  return %r : tensor<5xf64>
}

func.func @igamma_10(%a0: tensor<2x1xf32>, %a1: tensor<3xf32>) -> tensor<2x3xf32> {
  %r = nn.igamma %a0, %a1
      : (tensor<2x1xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}

func.func @igammac_11(%a0: tensor<11xf32>, %a1: tensor<11xf32>) -> tensor<11xf32> {
  %r = nn.igammac %a0, %a1
      : (tensor<11xf32>, tensor<11xf32>) -> tensor<11xf32>
  return %r : tensor<11xf32>
}

func.func @igammac_12(%a0: tensor<5xf64>, %a1: tensor<5xf64>) -> tensor<5xf64> {
  %r = nn.igammac %a0, %a1
      : (tensor<5xf64>, tensor<5xf64>) -> tensor<5xf64>
  return %r : tensor<5xf64>
}

func.func @igammac_13(%a0: tensor<2x1xf32>, %a1: tensor<3xf32>) -> tensor<2x3xf32> {
  %r = nn.igammac %a0, %a1
      : (tensor<2x1xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}

func.func @betainc_14(%a0: tensor<9xf32>, %a1: tensor<9xf32>, %a2: tensor<9xf32>) -> tensor<9xf32> {
  %r = nn.betainc %a0, %a1, %a2
      : (tensor<9xf32>, tensor<9xf32>, tensor<9xf32>) -> tensor<9xf32>
  return %r : tensor<9xf32>
}

func.func @betainc_15(%a0: tensor<3xf64>, %a1: tensor<3xf64>, %a2: tensor<3xf64>) -> tensor<3xf64> {
  %r = nn.betainc %a0, %a1, %a2
      : (tensor<3xf64>, tensor<3xf64>, tensor<3xf64>) -> tensor<3xf64>
  return %r : tensor<3xf64>
}

func.func @zeta_16(%a0: tensor<2xf64>, %a1: tensor<2xf64>) -> tensor<2xf64> {
  %r = nn.zeta %a0, %a1
      : (tensor<2xf64>, tensor<2xf64>) -> tensor<2xf64>
  return %r : tensor<2xf64>
}

func.func @cumprod_17(%a0: tensor<4xi32>) -> tensor<4xi32> {
  %r = nn.cumprod %a0 {axis = 0 : i64, exclusive = false}
      : (tensor<4xi32>) -> tensor<4xi32>
  return %r : tensor<4xi32>
}

func.func @cum_log_sum_exp_18(%a0: tensor<5xf32>) -> tensor<5xf32> {
  %r = nn.cum_log_sum_exp %a0 {axis = 0 : i64, exclusive = false}
      : (tensor<5xf32>) -> tensor<5xf32>
  return %r : tensor<5xf32>
}

func.func @cumprod_19(%a0: tensor<4xi32>) -> tensor<4xi32> {
  %r = nn.cumprod %a0 {axis = 0 : i64, exclusive = true}
      : (tensor<4xi32>) -> tensor<4xi32>
  return %r : tensor<4xi32>
}

func.func @cum_log_sum_exp_20(%a0: tensor<5xf32>) -> tensor<5xf32> {
  %r = nn.cum_log_sum_exp %a0 {axis = 0 : i64, exclusive = true}
      : (tensor<5xf32>) -> tensor<5xf32>
  return %r : tensor<5xf32>
}

func.func @cum_log_sum_exp_21(%a0: tensor<2x4xf32>) -> tensor<2x4xf32> {
  %r = nn.cum_log_sum_exp %a0 {axis = 1 : i64, reverse = true}
      : (tensor<2x4xf32>) -> tensor<2x4xf32>
  return %r : tensor<2x4xf32>
}

func.func @population_count_22(%a0: tensor<4xi32>) -> tensor<4xi32> {
  %r = nn.population_count %a0
      : (tensor<4xi32>) -> tensor<4xui8>
  %w = nn.cast %r : (tensor<4xui8>) -> tensor<4xi32>
  return %w : tensor<4xi32>
}

func.func @bitcast_23(%a0: tensor<3xf32>) -> tensor<3xi32> {
  %r = nn.bitcast %a0
      : (tensor<3xf32>) -> tensor<3xi32>
  return %r : tensor<3xi32>
}

func.func @bitcast_24(%a0: tensor<2xi32>) -> tensor<2xf32> {
  %r = nn.bitcast %a0
      : (tensor<2xi32>) -> tensor<2xf32>
  return %r : tensor<2xf32>
}

func.func @next_after_25(%a0: tensor<7xf32>, %a1: tensor<7xf32>) -> tensor<7xf32> {
  %r = nn.next_after %a0, %a1
      : (tensor<7xf32>, tensor<7xf32>) -> tensor<7xf32>
  return %r : tensor<7xf32>
}

func.func @main() {
  %c0_0 = arith.constant dense<[0.1, 0.5, 3.5, 20.0, -1.5, 0.0, -2.0, 0x7F800000, 0xFF800000, 0x7FC00000]> : tensor<10xf32>
  %r0 = call @lgamma_0(%c0_0) : (tensor<10xf32>) -> tensor<10xf32>
  %p0 = tensor.cast %r0 : tensor<10xf32> to tensor<*xf32>
  // CHECK: sizes = [10]
  // CHECK: [{{2\.2527|2\.25271|2\.25272}}, {{0\.572364|0\.572365|0\.572366}}, {{1\.20096|1\.20097|1\.20098}}, {{39\.3398|39\.3399|39\.34}}, {{0\.860046|0\.860047|0\.860048}}, inf, inf, inf, inf, {{-?nan}}]
  call @printMemrefF32(%p0) : (tensor<*xf32>) -> ()

  %c1_0 = arith.constant dense<[0.1, 0.5, 3.5, 20.0, -1.3, -2.5, 0.0, 0x7FC00000]> : tensor<8xf32>
  %r1 = call @digamma_1(%c1_0) : (tensor<8xf32>) -> tensor<8xf32>
  %p1 = tensor.cast %r1 : tensor<8xf32> to tensor<*xf32>
  // CHECK: sizes = [8]
  // CHECK: [{{-10\.4239|-10\.4238|-10\.4237}}, {{-1\.96352|-1\.96351|-1\.9635}}, {{1\.10315|1\.10316|1\.10317}}, {{2\.97051|2\.97052|2\.97053}}, {{2\.88253|2\.88254|2\.88255}}, {{1\.10315|1\.10316|1\.10317}}, {{-?nan}}, {{-?nan}}]
  call @printMemrefF32(%p1) : (tensor<*xf32>) -> ()

  %c2_0 = arith.constant dense<[0.0, 1.000000e-20, 0.01, 0.25, 0.9, 1.0, 2.0, 0x7FC00000]> : tensor<8xf32>
  %r2 = call @ndtri_2(%c2_0) : (tensor<8xf32>) -> tensor<8xf32>
  %p2 = tensor.cast %r2 : tensor<8xf32> to tensor<*xf32>
  // CHECK: sizes = [8]
  // CHECK: [-inf, {{-9\.26235|-9\.26234|-9\.26233}}, {{-2\.32636|-2\.32635|-2\.32634}}, {{-0\.674491|-0\.67449|-0\.674489}}, {{1\.28154|1\.28155|1\.28156}}, inf, {{-?nan}}, {{-?nan}}]
  call @printMemrefF32(%p2) : (tensor<*xf32>) -> ()

  %c3_0 = arith.constant dense<[1.0, 0.5, 2.0, 3.0, 10.0, 2.0, 1.5]> : tensor<7xf32>
  %c3_1 = arith.constant dense<[1.0, 1.0, 1.0, 0.5, 4.0, -1.0, -0.5]> : tensor<7xf32>
  %r3 = call @zeta_3(%c3_0, %c3_1) : (tensor<7xf32>, tensor<7xf32>) -> tensor<7xf32>
  %p3 = tensor.cast %r3 : tensor<7xf32> to tensor<*xf32>
  // CHECK: sizes = [7]
  // CHECK: [inf, {{-?nan}}, {{1\.64492|1\.64493|1\.64494}}, {{8\.41439|8\.4144|8\.41441}}, {{1\.07753e-06|1\.07754e-06|1\.07755e-06}}, inf, {{-?nan}}]
  call @printMemrefF32(%p3) : (tensor<*xf32>) -> ()

  %c4_0 = arith.constant dense<[0.0, 0.5, -3.0, 7.9, 8.1, -100.0, 0x7FC00000]> : tensor<7xf32>
  %r4 = call @bessel_i0e_4(%c4_0) : (tensor<7xf32>) -> tensor<7xf32>
  %p4 = tensor.cast %r4 : tensor<7xf32> to tensor<*xf32>
  // CHECK: sizes = [7]
  // CHECK: [1, {{0\.645034|0\.645035|0\.645036}}, 0.243, {{0\.144369|0\.14437|0\.144371}}, {{0\.142511|0\.142512|0\.142513}}, {{0\.0399443|0\.0399444|0\.0399445}}, {{-?nan}}]
  call @printMemrefF32(%p4) : (tensor<*xf32>) -> ()

  %c5_0 = arith.constant dense<[0.0, 0.5, -3.0, 7.9, 8.1, -100.0, 0x7FC00000]> : tensor<7xf32>
  %r5 = call @bessel_i1e_5(%c5_0) : (tensor<7xf32>) -> tensor<7xf32>
  %p5 = tensor.cast %r5 : tensor<7xf32> to tensor<*xf32>
  // CHECK: sizes = [7]
  // CHECK: [{{-?0}}, {{0\.15642|0\.156421|0\.156422}}, {{-0\.196828|-0\.196827|-0\.196826}}, {{0\.134896|0\.134897|0\.134898}}, {{0\.1334|0\.133401|0\.133402}}, {{-0\.0397443|-0\.0397442|-0\.0397441}}, {{-?nan}}]
  call @printMemrefF32(%p5) : (tensor<*xf32>) -> ()

  %c6_0 = arith.constant dense<[0x0000000000000000, 0x3F50624DD2F1A9FC, 0xC004000000000000, 0x4020000000000000, 0x4021000000000000, 0x4044000000000000]> : tensor<6xf64>
  %r6 = call @bessel_i0e_6(%c6_0) : (tensor<6xf64>) -> tensor<6xf64>
  %p6 = tensor.cast %r6 : tensor<6xf64> to tensor<*xf64>
  // CHECK: sizes = [6]
  // CHECK: [1, {{0\.999|0\.999001|0\.999002}}, {{0\.270045|0\.270046|0\.270047}}, {{0\.143431|0\.143432|0\.143433}}, {{0\.139001|0\.139002|0\.139003}}, {{0\.0632782|0\.0632783|0\.0632784}}]
  call @printMemrefF64(%p6) : (tensor<*xf64>) -> ()

  %c7_0 = arith.constant dense<[0x0000000000000000, 0x3F50624DD2F1A9FC, 0xC004000000000000, 0x4020000000000000, 0x4021000000000000, 0x4044000000000000]> : tensor<6xf64>
  %r7 = call @bessel_i1e_7(%c7_0) : (tensor<6xf64>) -> tensor<6xf64>
  %p7 = tensor.cast %r7 : tensor<6xf64> to tensor<*xf64>
  // CHECK: sizes = [6]
  // CHECK: [{{-?0}}, 0.0004995, {{-0\.206586|-0\.206585|-0\.206584}}, {{0\.134141|0\.134142|0\.134143}}, {{0\.130548|0\.130549|0\.13055}}, {{0\.0624821|0\.0624822|0\.0624823}}]
  call @printMemrefF64(%p7) : (tensor<*xf64>) -> ()

  %c8_0 = arith.constant dense<[0.5, 1.0, 3.0, 30.0, 2.0, 5.0, 0.0, -1.0, 1.0, 1.0, 0x7FC00000]> : tensor<11xf32>
  %c8_1 = arith.constant dense<[0.1, 1.0, 5.0, 25.0, 0.0, 0x7F800000, 1.0, 1.0, -1.0, 0x7FC00000, 1.0]> : tensor<11xf32>
  %r8 = call @igamma_8(%c8_0, %c8_1) : (tensor<11xf32>, tensor<11xf32>) -> tensor<11xf32>
  %p8 = tensor.cast %r8 : tensor<11xf32> to tensor<*xf32>
  // CHECK: sizes = [11]
  // CHECK: [{{0\.345278|0\.345279|0\.34528}}, {{0\.632119|0\.63212|0\.632121}}, {{0\.875347|0\.875348|0\.875349}}, {{0\.182103|0\.182104|0\.182105}}, {{-?0}}, 1, {{-?nan}}, {{-?nan}}, {{-?nan}}, {{-?nan}}, {{-?nan}}]
  call @printMemrefF32(%p8) : (tensor<*xf32>) -> ()

  %c9_0 = arith.constant dense<[0x3FB999999999999A, 0x3FB999999999999A, 0x4062C00000000000, 0x4062C00000000000, 0x408F400000000000]> : tensor<5xf64>
  %c9_1 = arith.constant dense<[0x3EE4F8B588E368F1, 0x4034000000000000, 0x4061800000000000, 0x4065400000000000, 0x408F400000000000]> : tensor<5xf64>
  %r9 = call @igamma_9(%c9_0, %c9_1) : (tensor<5xf64>, tensor<5xf64>) -> tensor<5xf64>
  %p9 = tensor.cast %r9 : tensor<5xf64> to tensor<*xf64>
  // CHECK: sizes = [5]
  // CHECK: [{{0\.332397|0\.332398|0\.332399}}, 1, {{0\.209543|0\.209544|0\.209545}}, {{0\.944365|0\.944366|0\.944367}}, {{0\.504204|0\.504205|0\.504206}}]
  call @printMemrefF64(%p9) : (tensor<*xf64>) -> ()

  %c10_0 = arith.constant dense<[[0.5], [4.0]]> : tensor<2x1xf32>
  %c10_1 = arith.constant dense<[0.3, 2.0, 6.0]> : tensor<3xf32>
  %r10 = call @igamma_10(%c10_0, %c10_1) : (tensor<2x1xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  %p10 = tensor.cast %r10 : tensor<2x3xf32> to tensor<*xf32>
  // CHECK: sizes = [2, 3]
  // CHECK: [{{0\.561421|0\.561422|0\.561423}}, 0.9545, {{0\.999467|0\.999468|0\.999469}}]
  // CHECK: [{{0\.00026581|0\.000265811|0\.000265812}}, {{0\.142876|0\.142877|0\.142878}}, {{0\.848795|0\.848796|0\.848797}}]
  call @printMemrefF32(%p10) : (tensor<*xf32>) -> ()

  %c11_0 = arith.constant dense<[0.5, 1.0, 3.0, 30.0, 2.0, 5.0, 0.0, -1.0, 1.0, 1.0, 0x7FC00000]> : tensor<11xf32>
  %c11_1 = arith.constant dense<[0.1, 1.0, 5.0, 25.0, 0.0, 0x7F800000, 1.0, 1.0, -1.0, 0x7FC00000, 1.0]> : tensor<11xf32>
  %r11 = call @igammac_11(%c11_0, %c11_1) : (tensor<11xf32>, tensor<11xf32>) -> tensor<11xf32>
  %p11 = tensor.cast %r11 : tensor<11xf32> to tensor<*xf32>
  // CHECK: sizes = [11]
  // CHECK: [{{0\.65472|0\.654721|0\.654722}}, {{0\.367878|0\.367879|0\.36788}}, {{0\.124651|0\.124652|0\.124653}}, {{0\.817895|0\.817896|0\.817897}}, 1, {{-?0}}, {{-?nan}}, {{-?nan}}, {{-?nan}}, {{-?nan}}, {{-?nan}}]
  call @printMemrefF32(%p11) : (tensor<*xf32>) -> ()

  %c12_0 = arith.constant dense<[0x3FB999999999999A, 0x3FB999999999999A, 0x4062C00000000000, 0x4062C00000000000, 0x408F400000000000]> : tensor<5xf64>
  %c12_1 = arith.constant dense<[0x3EE4F8B588E368F1, 0x4034000000000000, 0x4061800000000000, 0x4065400000000000, 0x408F400000000000]> : tensor<5xf64>
  %r12 = call @igammac_12(%c12_0, %c12_1) : (tensor<5xf64>, tensor<5xf64>) -> tensor<5xf64>
  %p12 = tensor.cast %r12 : tensor<5xf64> to tensor<*xf64>
  // CHECK: sizes = [5]
  // CHECK: [{{0\.667601|0\.667602|0\.667603}}, {{1\.40135e-11|1\.40136e-11|1\.40137e-11}}, {{0\.790455|0\.790456|0\.790457}}, {{0\.0556343|0\.0556344|0\.0556345}}, {{0\.495794|0\.495795|0\.495796}}]
  call @printMemrefF64(%p12) : (tensor<*xf64>) -> ()

  %c13_0 = arith.constant dense<[[0.5], [4.0]]> : tensor<2x1xf32>
  %c13_1 = arith.constant dense<[0.3, 2.0, 6.0]> : tensor<3xf32>
  %r13 = call @igammac_13(%c13_0, %c13_1) : (tensor<2x1xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  %p13 = tensor.cast %r13 : tensor<2x3xf32> to tensor<*xf32>
  // CHECK: sizes = [2, 3]
  // CHECK: [{{0\.438577|0\.438578|0\.438579}}, {{0\.0455002|0\.0455003|0\.0455004}}, {{0\.000532005|0\.000532006|0\.000532007}}]
  // CHECK: [{{0\.999733|0\.999734|0\.999735}}, {{0\.857122|0\.857123|0\.857124}}, {{0\.151203|0\.151204|0\.151205}}]
  call @printMemrefF32(%p13) : (tensor<*xf32>) -> ()

  %c14_0 = arith.constant dense<[0.5, 1.0, 3.0, 30.0, 2.0, 2.0, 0.0, 1.0, 1.0]> : tensor<9xf32>
  %c14_1 = arith.constant dense<[0.5, 2.0, 0.1, 20.0, 2.0, 2.0, 1.0, 0.0, 1.0]> : tensor<9xf32>
  %c14_2 = arith.constant dense<[0.1, 0.7, 0.99, 0.6, 0.0, 1.0, 0.5, 0.5, 1.5]> : tensor<9xf32>
  %r14 = call @betainc_14(%c14_0, %c14_1, %c14_2) : (tensor<9xf32>, tensor<9xf32>, tensor<9xf32>) -> tensor<9xf32>
  %p14 = tensor.cast %r14 : tensor<9xf32> to tensor<*xf32>
  // CHECK: sizes = [9]
  // CHECK: [{{0\.204832|0\.204833|0\.204834}}, 0.91, {{0\.272565|0\.272566|0\.272567}}, {{0\.4923|0\.492301|0\.492302}}, {{-?0}}, 1, {{-?nan}}, {{-?nan}}, {{-?nan}}]
  call @printMemrefF32(%p14) : (tensor<*xf32>) -> ()

  %c15_0 = arith.constant dense<[0x3F847AE147AE147B, 0x4069000000000000, 0x408F400000000000]> : tensor<3xf64>
  %c15_1 = arith.constant dense<[0x4014000000000000, 0x4072C00000000000, 0x408F400000000000]> : tensor<3xf64>
  %c15_2 = arith.constant dense<[0x3FC999999999999A, 0x3FDA3D70A3D70A3D, 0x3FE0000000000000]> : tensor<3xf64>
  %r15 = call @betainc_15(%c15_0, %c15_1, %c15_2) : (tensor<3xf64>, tensor<3xf64>, tensor<3xf64>) -> tensor<3xf64>
  %p15 = tensor.cast %r15 : tensor<3xf64> to tensor<*xf64>
  // CHECK: sizes = [3]
  // CHECK: [{{0\.997817|0\.997818|0\.997819}}, {{0\.677627|0\.677628|0\.677629}}, 0.5]
  call @printMemrefF64(%p15) : (tensor<*xf64>) -> ()

  %c16_0 = arith.constant dense<[0x3FF4000000000000, 0x4010000000000000]> : tensor<2xf64>
  %c16_1 = arith.constant dense<[0x3FB999999999999A, 0x403E000000000000]> : tensor<2xf64>
  %r16 = call @zeta_16(%c16_0, %c16_1) : (tensor<2xf64>, tensor<2xf64>) -> tensor<2xf64>
  %p16 = tensor.cast %r16 : tensor<2xf64> to tensor<*xf64>
  // CHECK: sizes = [2]
  // CHECK: [{{22\.2101|22\.2102|22\.2103}}, {{1\.29766e-05|1\.29767e-05|1\.29768e-05}}]
  call @printMemrefF64(%p16) : (tensor<*xf64>) -> ()

  %c17_0 = arith.constant dense<[1, 2, 3, -4]> : tensor<4xi32>
  %r17 = call @cumprod_17(%c17_0) : (tensor<4xi32>) -> tensor<4xi32>
  %p17 = tensor.cast %r17 : tensor<4xi32> to tensor<*xi32>
  // CHECK: sizes = [4]
  // CHECK: [1, 2, 6, -24]
  call @printMemrefI32(%p17) : (tensor<*xi32>) -> ()

  %c18_0 = arith.constant dense<[0xFF800000, 1.0, 100.0, 2.0, 0xFF800000]> : tensor<5xf32>
  %r18 = call @cum_log_sum_exp_18(%c18_0) : (tensor<5xf32>) -> tensor<5xf32>
  %p18 = tensor.cast %r18 : tensor<5xf32> to tensor<*xf32>
  // CHECK: sizes = [5]
  // CHECK: [-inf, 1, 100, 100, 100]
  call @printMemrefF32(%p18) : (tensor<*xf32>) -> ()

  %c19_0 = arith.constant dense<[1, 2, 3, -4]> : tensor<4xi32>
  %r19 = call @cumprod_19(%c19_0) : (tensor<4xi32>) -> tensor<4xi32>
  %p19 = tensor.cast %r19 : tensor<4xi32> to tensor<*xi32>
  // CHECK: sizes = [4]
  // CHECK: [1, 1, 2, 6]
  call @printMemrefI32(%p19) : (tensor<*xi32>) -> ()

  %c20_0 = arith.constant dense<[0xFF800000, 1.0, 100.0, 2.0, 0xFF800000]> : tensor<5xf32>
  %r20 = call @cum_log_sum_exp_20(%c20_0) : (tensor<5xf32>) -> tensor<5xf32>
  %p20 = tensor.cast %r20 : tensor<5xf32> to tensor<*xf32>
  // CHECK: sizes = [5]
  // CHECK: [-inf, -inf, 1, 100, 100]
  call @printMemrefF32(%p20) : (tensor<*xf32>) -> ()

  %c21_0 = arith.constant dense<[[-1.0, 0.5, 0.625, -0.75], [1.0, -0.625, 0.5, 0.0]]> : tensor<2x4xf32>
  %r21 = call @cum_log_sum_exp_21(%c21_0) : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %p21 = tensor.cast %r21 : tensor<2x4xf32> to tensor<*xf32>
  // CHECK: sizes = [2, 4]
  // CHECK: [{{1\.47182|1\.47183|1\.47184}}, {{1\.38361|1\.38362|1\.38363}}, {{0\.850412|0\.850413|0\.850414}}, -0.75]
  // CHECK: [{{1\.77533|1\.77534|1\.77535}}, {{1\.15812|1\.15813|1\.15814}}, {{0\.974076|0\.974077|0\.974078}}, {{-?0}}]
  call @printMemrefF32(%p21) : (tensor<*xf32>) -> ()

  %c22_0 = arith.constant dense<[0, 7, -1, -2147483648]> : tensor<4xi32>
  %r22 = call @population_count_22(%c22_0) : (tensor<4xi32>) -> tensor<4xi32>
  %p22 = tensor.cast %r22 : tensor<4xi32> to tensor<*xi32>
  // CHECK: sizes = [4]
  // CHECK: [0, 3, 32, 1]
  call @printMemrefI32(%p22) : (tensor<*xi32>) -> ()

  %c23_0 = arith.constant dense<[1.0, -2.0, 0.0]> : tensor<3xf32>
  %r23 = call @bitcast_23(%c23_0) : (tensor<3xf32>) -> tensor<3xi32>
  %p23 = tensor.cast %r23 : tensor<3xi32> to tensor<*xi32>
  // CHECK: sizes = [3]
  // CHECK: [1065353216, -1073741824, 0]
  call @printMemrefI32(%p23) : (tensor<*xi32>) -> ()

  %c24_0 = arith.constant dense<[1065353216, 41943040]> : tensor<2xi32>
  %r24 = call @bitcast_24(%c24_0) : (tensor<2xi32>) -> tensor<2xf32>
  %p24 = tensor.cast %r24 : tensor<2xf32> to tensor<*xf32>
  // CHECK: sizes = [2]
  // CHECK: [1, {{1\.88078e-37|1\.88079e-37|1\.8808e-37}}]
  call @printMemrefF32(%p24) : (tensor<*xf32>) -> ()

  %c25_0 = arith.constant dense<[0.0, 0.0, 3.000000e-45, 3.000000e-45, -3.000000e-45, 0x7FC00000, 3.0]> : tensor<7xf32>
  %c25_1 = arith.constant dense<[1.0, -1.0, 1.0, -1.0, -1.0, 1.0, 3.0]> : tensor<7xf32>
  %r25 = call @next_after_25(%c25_0, %c25_1) : (tensor<7xf32>, tensor<7xf32>) -> tensor<7xf32>
  %p25 = tensor.cast %r25 : tensor<7xf32> to tensor<*xf32>
  // CHECK: sizes = [7]
  // CHECK: [{{1\.40129e-45|1\.4013e-45|1\.40131e-45}}, {{-1\.40131e-45|-1\.4013e-45|-1\.40129e-45}}, {{4\.20389e-45|4\.2039e-45|4\.20391e-45}}, {{1\.40129e-45|1\.4013e-45|1\.40131e-45}}, {{-4\.20391e-45|-4\.2039e-45|-4\.20389e-45}}, {{-?nan}}, 3]
  call @printMemrefF32(%p25) : (tensor<*xf32>) -> ()
  return
}
