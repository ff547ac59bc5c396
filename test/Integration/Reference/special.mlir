// RUN: nn-opt %s --nn-reference-pipeline | mlir-runner -e main \
// RUN:     -entry-point-result=void -shared-libs=%mlir_runner_utils,%mlir_c_runner_utils \
// RUN:   | FileCheck %s
// RUN: nn-run %s --cases --check --guard --threads=2

// Written by Inputs/generate.py: the expected numbers are TensorFlow's.

func.func private @printMemrefF32(%p: tensor<*xf32>)
func.func private @printMemrefF64(%p: tensor<*xf64>)
func.func private @printMemrefI32(%p: tensor<*xi32>)
func.func private @printMemrefI64(%p: tensor<*xi64>)

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

func.func @zeta_4(%a0: tensor<2xf64>, %a1: tensor<2xf64>) -> tensor<2xf64> {
  %r = nn.zeta %a0, %a1
      : (tensor<2xf64>, tensor<2xf64>) -> tensor<2xf64>
  return %r : tensor<2xf64>
}

func.func @cumprod_5(%a0: tensor<4xi32>) -> tensor<4xi32> {
  %r = nn.cumprod %a0 {axis = 0 : i64, exclusive = false}
      : (tensor<4xi32>) -> tensor<4xi32>
  return %r : tensor<4xi32>
}

func.func @cum_log_sum_exp_6(%a0: tensor<5xf32>) -> tensor<5xf32> {
  %r = nn.cum_log_sum_exp %a0 {axis = 0 : i64, exclusive = false}
      : (tensor<5xf32>) -> tensor<5xf32>
  return %r : tensor<5xf32>
}

func.func @cumprod_7(%a0: tensor<4xi32>) -> tensor<4xi32> {
  %r = nn.cumprod %a0 {axis = 0 : i64, exclusive = true}
      : (tensor<4xi32>) -> tensor<4xi32>
  return %r : tensor<4xi32>
}

func.func @cum_log_sum_exp_8(%a0: tensor<5xf32>) -> tensor<5xf32> {
  %r = nn.cum_log_sum_exp %a0 {axis = 0 : i64, exclusive = true}
      : (tensor<5xf32>) -> tensor<5xf32>
  return %r : tensor<5xf32>
}

func.func @cum_log_sum_exp_9(%a0: tensor<2x4xf32>) -> tensor<2x4xf32> {
  %r = nn.cum_log_sum_exp %a0 {axis = 1 : i64, reverse = true}
      : (tensor<2x4xf32>) -> tensor<2x4xf32>
  return %r : tensor<2x4xf32>
}

func.func @population_count_10(%a0: tensor<4xi32>) -> tensor<4xi32> {
  %r = nn.population_count %a0
      : (tensor<4xi32>) -> tensor<4xui8>
  %w = nn.cast %r : (tensor<4xui8>) -> tensor<4xi32>
  return %w : tensor<4xi32>
}

func.func @bitcast_11(%a0: tensor<3xf32>) -> tensor<3xi32> {
  %r = nn.bitcast %a0
      : (tensor<3xf32>) -> tensor<3xi32>
  return %r : tensor<3xi32>
}

func.func @bitcast_12(%a0: tensor<2xi32>) -> tensor<2xf32> {
  %r = nn.bitcast %a0
      : (tensor<2xi32>) -> tensor<2xf32>
  return %r : tensor<2xf32>
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

  %c4_0 = arith.constant dense<[0x3FF4000000000000, 0x4010000000000000]> : tensor<2xf64>
  %c4_1 = arith.constant dense<[0x3FB999999999999A, 0x403E000000000000]> : tensor<2xf64>
  %r4 = call @zeta_4(%c4_0, %c4_1) : (tensor<2xf64>, tensor<2xf64>) -> tensor<2xf64>
  %p4 = tensor.cast %r4 : tensor<2xf64> to tensor<*xf64>
  // CHECK: sizes = [2]
  // CHECK: [{{22\.2101|22\.2102|22\.2103}}, {{1\.29766e-05|1\.29767e-05|1\.29768e-05}}]
  call @printMemrefF64(%p4) : (tensor<*xf64>) -> ()

  %c5_0 = arith.constant dense<[1, 2, 3, -4]> : tensor<4xi32>
  %r5 = call @cumprod_5(%c5_0) : (tensor<4xi32>) -> tensor<4xi32>
  %p5 = tensor.cast %r5 : tensor<4xi32> to tensor<*xi32>
  // CHECK: sizes = [4]
  // CHECK: [1, 2, 6, -24]
  call @printMemrefI32(%p5) : (tensor<*xi32>) -> ()

  %c6_0 = arith.constant dense<[0xFF800000, 1.0, 100.0, 2.0, 0xFF800000]> : tensor<5xf32>
  %r6 = call @cum_log_sum_exp_6(%c6_0) : (tensor<5xf32>) -> tensor<5xf32>
  %p6 = tensor.cast %r6 : tensor<5xf32> to tensor<*xf32>
  // CHECK: sizes = [5]
  // CHECK: [-inf, 1, 100, 100, 100]
  call @printMemrefF32(%p6) : (tensor<*xf32>) -> ()

  %c7_0 = arith.constant dense<[1, 2, 3, -4]> : tensor<4xi32>
  %r7 = call @cumprod_7(%c7_0) : (tensor<4xi32>) -> tensor<4xi32>
  %p7 = tensor.cast %r7 : tensor<4xi32> to tensor<*xi32>
  // CHECK: sizes = [4]
  // CHECK: [1, 1, 2, 6]
  call @printMemrefI32(%p7) : (tensor<*xi32>) -> ()

  %c8_0 = arith.constant dense<[0xFF800000, 1.0, 100.0, 2.0, 0xFF800000]> : tensor<5xf32>
  %r8 = call @cum_log_sum_exp_8(%c8_0) : (tensor<5xf32>) -> tensor<5xf32>
  %p8 = tensor.cast %r8 : tensor<5xf32> to tensor<*xf32>
  // CHECK: sizes = [5]
  // CHECK: [-inf, -inf, 1, 100, 100]
  call @printMemrefF32(%p8) : (tensor<*xf32>) -> ()

  %c9_0 = arith.constant dense<[[-1.0, 0.5, 0.625, -0.75], [1.0, -0.625, 0.5, 0.0]]> : tensor<2x4xf32>
  %r9 = call @cum_log_sum_exp_9(%c9_0) : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %p9 = tensor.cast %r9 : tensor<2x4xf32> to tensor<*xf32>
  // CHECK: sizes = [2, 4]
  // CHECK: [{{1\.47182|1\.47183|1\.47184}}, {{1\.38361|1\.38362|1\.38363}}, {{0\.850412|0\.850413|0\.850414}}, -0.75]
  // CHECK: [{{1\.77533|1\.77534|1\.77535}}, {{1\.15812|1\.15813|1\.15814}}, {{0\.974076|0\.974077|0\.974078}}, {{-?0}}]
  call @printMemrefF32(%p9) : (tensor<*xf32>) -> ()

  %c10_0 = arith.constant dense<[0, 7, -1, -2147483648]> : tensor<4xi32>
  %r10 = call @population_count_10(%c10_0) : (tensor<4xi32>) -> tensor<4xi32>
  %p10 = tensor.cast %r10 : tensor<4xi32> to tensor<*xi32>
  // CHECK: sizes = [4]
  // CHECK: [0, 3, 32, 1]
  call @printMemrefI32(%p10) : (tensor<*xi32>) -> ()

  %c11_0 = arith.constant dense<[1.0, -2.0, 0.0]> : tensor<3xf32>
  %r11 = call @bitcast_11(%c11_0) : (tensor<3xf32>) -> tensor<3xi32>
  %p11 = tensor.cast %r11 : tensor<3xi32> to tensor<*xi32>
  // CHECK: sizes = [3]
  // CHECK: [1065353216, -1073741824, 0]
  call @printMemrefI32(%p11) : (tensor<*xi32>) -> ()

  %c12_0 = arith.constant dense<[1065353216, 41943040]> : tensor<2xi32>
  %r12 = call @bitcast_12(%c12_0) : (tensor<2xi32>) -> tensor<2xf32>
  %p12 = tensor.cast %r12 : tensor<2xf32> to tensor<*xf32>
  // CHECK: sizes = [2]
  // CHECK: [1, {{1\.88078e-37|1\.88079e-37|1\.8808e-37}}]
  call @printMemrefF32(%p12) : (tensor<*xf32>) -> ()
  return
}
