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

// Products of matrices, normalizations and reductions.

func.func @matmul_0(%a0: tensor<3x4xf32>, %a1: tensor<4x2xf32>) -> tensor<3x2xf32> {
  %r = nn.matmul %a0, %a1
      : (tensor<3x4xf32>, tensor<4x2xf32>) -> tensor<3x2xf32>
  return %r : tensor<3x2xf32>
}

func.func @matmul_1(%a0: tensor<4x3xf32>, %a1: tensor<2x4xf32>) -> tensor<3x2xf32> {
  %r = nn.matmul %a0, %a1 {transpose_lhs = true, transpose_rhs = true}
      : (tensor<4x3xf32>, tensor<2x4xf32>) -> tensor<3x2xf32>
  return %r : tensor<3x2xf32>
}

func.func @matmul_2(%a0: tensor<2x3x4xf32>, %a1: tensor<4x2xf32>) -> tensor<2x3x2xf32> {
  %r = nn.matmul %a0, %a1
      : (tensor<2x3x4xf32>, tensor<4x2xf32>) -> tensor<2x3x2xf32>
  return %r : tensor<2x3x2xf32>
}

func.func @matmul_3(%a0: tensor<2x3x4xf32>, %a1: tensor<2x4x2xf32>) -> tensor<2x3x2xf32> {
  %r = nn.matmul %a0, %a1
      : (tensor<2x3x4xf32>, tensor<2x4x2xf32>) -> tensor<2x3x2xf32>
  return %r : tensor<2x3x2xf32>
}

func.func @matmul_4(%a0: tensor<2x1x3x4xf32>, %a1: tensor<3x2x4xf32>) -> tensor<2x3x3x2xf32> {
  %r = nn.matmul %a0, %a1 {transpose_rhs = true}
      : (tensor<2x1x3x4xf32>, tensor<3x2x4xf32>) -> tensor<2x3x3x2xf32>
  return %r : tensor<2x3x3x2xf32>
}

func.func @matmul_5(%a0: tensor<2x2x4x3xf32>, %a1: tensor<2x2x4x2xf32>) -> tensor<2x2x3x2xf32> {
  %r = nn.matmul %a0, %a1 {transpose_lhs = true}
      : (tensor<2x2x4x3xf32>, tensor<2x2x4x2xf32>) -> tensor<2x2x3x2xf32>
  return %r : tensor<2x2x3x2xf32>
}

func.func @matmul_empty_6(%a0: tensor<2x0xf32>, %a1: tensor<0x3xf32>) -> tensor<2x3xf32> {
  %r = nn.matmul %a0, %a1
      : (tensor<2x0xf32>, tensor<0x3xf32>) -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}

func.func @matmul_7(%a0: tensor<2x3xi32>, %a1: tensor<3x2xi32>) -> tensor<2x2xi32> {
  %r = nn.matmul %a0, %a1
      : (tensor<2x3xi32>, tensor<3x2xi32>) -> tensor<2x2xi32>
  return %r : tensor<2x2xi32>
}

func.func @matmul_bf16_8(%a0: tensor<1x1000xbf16>, %a1: tensor<1000x1xbf16>) -> tensor<1x1xf32> {
  %r = nn.matmul %a0, %a1
      : (tensor<1x1000xbf16>, tensor<1000x1xbf16>) -> tensor<1x1xbf16>
  %w = nn.cast %r : (tensor<1x1xbf16>) -> tensor<1x1xf32>
  return %w : tensor<1x1xf32>
}

func.func @batch_norm_9(%a0: tensor<2x3x3x4xf32>, %a1: tensor<4xf32>, %a2: tensor<4xf32>, %a3: tensor<4xf32>, %a4: tensor<4xf32>) -> tensor<2x3x3x4xf32> {
  %r = nn.batch_norm %a0, %a1, %a2, %a3, %a4 {epsilon = 0.001 : f32}
      : (tensor<2x3x3x4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<2x3x3x4xf32>
  return %r : tensor<2x3x3x4xf32>
}

func.func @batch_norm_10(%a0: tensor<2x4x3x3xf32>, %a1: tensor<4xf32>, %a2: tensor<4xf32>, %a3: tensor<4xf32>, %a4: tensor<4xf32>) -> tensor<2x4x3x3xf32> {
  %r = nn.batch_norm %a0, %a1, %a2, %a3, %a4 {epsilon = 0.001 : f32, data_format = #nn.data_format<nchw>}
      : (tensor<2x4x3x3xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<2x4x3x3xf32>
  return %r : tensor<2x4x3x3xf32>
}

func.func @softmax_11(%a0: tensor<3x3xf32>) -> tensor<3x3xf32> {
  %r = nn.softmax %a0
      : (tensor<3x3xf32>) -> tensor<3x3xf32>
  return %r : tensor<3x3xf32>
}

func.func @log_softmax_12(%a0: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %r = nn.log_softmax %a0
      : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}

func.func @lrn_13(%a0: tensor<1x3x3x4xf32>) -> tensor<1x3x3x4xf32> {
  %r = nn.lrn %a0 {depth_radius = 1 : i64, bias = 1.0 : f32, alpha = 0.5 : f32, beta = 0.75 : f32}
      : (tensor<1x3x3x4xf32>) -> tensor<1x3x3x4xf32>
  return %r : tensor<1x3x3x4xf32>
}

func.func @reduce_sum_14(%a0: tensor<2x3x4xf32>) -> tensor<1x3x1xf32> {
  %r = nn.reduce_sum %a0 {axes = array<i64: 0, 2>, keep_dims = true}
      : (tensor<2x3x4xf32>) -> tensor<1x3x1xf32>
  return %r : tensor<1x3x1xf32>
}

func.func @reduce_sum_15(%a0: tensor<2x3x4xf32>) -> tensor<2x4xf32> {
  %r = nn.reduce_sum %a0 {axes = array<i64: 1>}
      : (tensor<2x3x4xf32>) -> tensor<2x4xf32>
  return %r : tensor<2x4xf32>
}

func.func @reduce_sum_16(%a0: tensor<3xf32>) -> tensor<f32> {
  %r = nn.reduce_sum %a0 {axes = array<i64: 0>}
      : (tensor<3xf32>) -> tensor<f32>
  return %r : tensor<f32>
}

func.func @reduce_sum_17(%a0: tensor<2x0xf32>) -> tensor<2xf32> {
  %r = nn.reduce_sum %a0 {axes = array<i64: 1>}
      : (tensor<2x0xf32>) -> tensor<2xf32>
  return %r : tensor<2xf32>
}

func.func @reduce_sum_18(%a0: tensor<2xi32>) -> tensor<i32> {
  %r = nn.reduce_sum %a0 {axes = array<i64: 0>}
      : (tensor<2xi32>) -> tensor<i32>
  return %r : tensor<i32>
}

func.func @reduce_mean_19(%a0: tensor<2x3x4xf32>) -> tensor<1x3x1xf32> {
  %r = nn.reduce_mean %a0 {axes = array<i64: 0, 2>, keep_dims = true}
      : (tensor<2x3x4xf32>) -> tensor<1x3x1xf32>
  return %r : tensor<1x3x1xf32>
}

func.func @reduce_mean_20(%a0: tensor<2x3x4xf32>) -> tensor<2x4xf32> {
  %r = nn.reduce_mean %a0 {axes = array<i64: 1>}
      : (tensor<2x3x4xf32>) -> tensor<2x4xf32>
  return %r : tensor<2x4xf32>
}

func.func @reduce_mean_21(%a0: tensor<3xf32>) -> tensor<f32> {
  %r = nn.reduce_mean %a0 {axes = array<i64: 0>}
      : (tensor<3xf32>) -> tensor<f32>
  return %r : tensor<f32>
}

func.func @reduce_mean_22(%a0: tensor<2x0xf32>) -> tensor<2xf32> {
  %r = nn.reduce_mean %a0 {axes = array<i64: 1>}
      : (tensor<2x0xf32>) -> tensor<2xf32>
  return %r : tensor<2xf32>
}

func.func @reduce_mean_23(%a0: tensor<2xi32>) -> tensor<i32> {
  %r = nn.reduce_mean %a0 {axes = array<i64: 0>}
      : (tensor<2xi32>) -> tensor<i32>
  return %r : tensor<i32>
}

func.func @reduce_prod_24(%a0: tensor<2x3x4xf32>) -> tensor<1x3x1xf32> {
  %r = nn.reduce_prod %a0 {axes = array<i64: 0, 2>, keep_dims = true}
      : (tensor<2x3x4xf32>) -> tensor<1x3x1xf32>
  return %r : tensor<1x3x1xf32>
}

func.func @reduce_prod_25(%a0: tensor<2x3x4xf32>) -> tensor<2x4xf32> {
  %r = nn.reduce_prod %a0 {axes = array<i64: 1>}
      : (tensor<2x3x4xf32>) -> tensor<2x4xf32>
  return %r : tensor<2x4xf32>
}

func.func @reduce_prod_26(%a0: tensor<3xf32>) -> tensor<f32> {
  %r = nn.reduce_prod %a0 {axes = array<i64: 0>}
      : (tensor<3xf32>) -> tensor<f32>
  return %r : tensor<f32>
}

func.func @reduce_prod_27(%a0: tensor<2x0xf32>) -> tensor<2xf32> {
  %r = nn.reduce_prod %a0 {axes = array<i64: 1>}
      : (tensor<2x0xf32>) -> tensor<2xf32>
  return %r : tensor<2xf32>
}

func.func @reduce_prod_28(%a0: tensor<2xi32>) -> tensor<i32> {
  %r = nn.reduce_prod %a0 {axes = array<i64: 0>}
      : (tensor<2xi32>) -> tensor<i32>
  return %r : tensor<i32>
}

func.func @reduce_max_29(%a0: tensor<2x3x4xf32>) -> tensor<1x3x1xf32> {
  %r = nn.reduce_max %a0 {axes = array<i64: 0, 2>, keep_dims = true}
      : (tensor<2x3x4xf32>) -> tensor<1x3x1xf32>
  return %r : tensor<1x3x1xf32>
}

func.func @reduce_max_30(%a0: tensor<2x3x4xf32>) -> tensor<2x4xf32> {
  %r = nn.reduce_max %a0 {axes = array<i64: 1>}
      : (tensor<2x3x4xf32>) -> tensor<2x4xf32>
  return %r : tensor<2x4xf32>
}

func.func @reduce_max_31(%a0: tensor<3xf32>) -> tensor<f32> {
  %r = nn.reduce_max %a0 {axes = array<i64: 0>}
      : (tensor<3xf32>) -> tensor<f32>
  return %r : tensor<f32>
}

func.func @reduce_max_32(%a0: tensor<2x0xf32>) -> tensor<2xf32> {
  %r = nn.reduce_max %a0 {axes = array<i64: 1>}
      : (tensor<2x0xf32>) -> tensor<2xf32>
  return %r : tensor<2xf32>
}

func.func @reduce_max_33(%a0: tensor<2xi32>) -> tensor<i32> {
  %r = nn.reduce_max %a0 {axes = array<i64: 0>}
      : (tensor<2xi32>) -> tensor<i32>
  return %r : tensor<i32>
}

func.func @reduce_min_34(%a0: tensor<2x3x4xf32>) -> tensor<1x3x1xf32> {
  %r = nn.reduce_min %a0 {axes = array<i64: 0, 2>, keep_dims = true}
      : (tensor<2x3x4xf32>) -> tensor<1x3x1xf32>
  return %r : tensor<1x3x1xf32>
}

func.func @reduce_min_35(%a0: tensor<2x3x4xf32>) -> tensor<2x4xf32> {
  %r = nn.reduce_min %a0 {axes = array<i64: 1>}
      : (tensor<2x3x4xf32>) -> tensor<2x4xf32>
  return %r : tensor<2x4xf32>
}

func.func @reduce_min_36(%a0: tensor<3xf32>) -> tensor<f32> {
  %r = nn.reduce_min %a0 {axes = array<i64: 0>}
      : (tensor<3xf32>) -> tensor<f32>
  return %r : tensor<f32>
}

func.func @reduce_min_37(%a0: tensor<2x0xf32>) -> tensor<2xf32> {
  %r = nn.reduce_min %a0 {axes = array<i64: 1>}
      : (tensor<2x0xf32>) -> tensor<2xf32>
  return %r : tensor<2xf32>
}

func.func @reduce_min_38(%a0: tensor<2xi32>) -> tensor<i32> {
  %r = nn.reduce_min %a0 {axes = array<i64: 0>}
      : (tensor<2xi32>) -> tensor<i32>
  return %r : tensor<i32>
}

func.func @reduce_max_39(%a0: tensor<2xui8>) -> tensor<i32> {
  %r = nn.reduce_max %a0 {axes = array<i64: 0>}
      : (tensor<2xui8>) -> tensor<ui8>
  %w = nn.cast %r : (tensor<ui8>) -> tensor<i32>
  return %w : tensor<i32>
}

func.func @reduce_all_40(%a0: tensor<2x2xi1>) -> tensor<2xi32> {
  %r = nn.reduce_all %a0 {axes = array<i64: 1>}
      : (tensor<2x2xi1>) -> tensor<2xi1>
  %w = nn.cast %r : (tensor<2xi1>) -> tensor<2xi32>
  return %w : tensor<2xi32>
}

func.func @reduce_all_41(%a0: tensor<0x2xi1>) -> tensor<2xi32> {
  %r = nn.reduce_all %a0 {axes = array<i64: 0>}
      : (tensor<0x2xi1>) -> tensor<2xi1>
  %w = nn.cast %r : (tensor<2xi1>) -> tensor<2xi32>
  return %w : tensor<2xi32>
}

func.func @reduce_any_42(%a0: tensor<2x2xi1>) -> tensor<2xi32> {
  %r = nn.reduce_any %a0 {axes = array<i64: 1>}
      : (tensor<2x2xi1>) -> tensor<2xi1>
  %w = nn.cast %r : (tensor<2xi1>) -> tensor<2xi32>
  return %w : tensor<2xi32>
}

func.func @reduce_any_43(%a0: tensor<0x2xi1>) -> tensor<2xi32> {
  %r = nn.reduce_any %a0 {axes = array<i64: 0>}
      : (tensor<0x2xi1>) -> tensor<2xi1>
  %w = nn.cast %r : (tensor<2xi1>) -> tensor<2xi32>
  return %w : tensor<2xi32>
}

func.func @arg_max_44(%a0: tensor<4xf32>) -> tensor<i32> {
  %r = nn.arg_max %a0 {axis = 0 : i64}
      : (tensor<4xf32>) -> tensor<i32>
  return %r : tensor<i32>
}

func.func @arg_max_45(%a0: tensor<2x3x4xf32>) -> tensor<2x4xi64> {
  %r = nn.arg_max %a0 {axis = 1 : i64}
      : (tensor<2x3x4xf32>) -> tensor<2x4xi64>
  return %r : tensor<2x4xi64>
}

func.func @arg_max_46(%a0: tensor<4xf32>) -> tensor<i64> {
  %r = nn.arg_max %a0 {axis = 0 : i64}
      : (tensor<4xf32>) -> tensor<i64>
  return %r : tensor<i64>
}

func.func @arg_max_47(%a0: tensor<2xui8>) -> tensor<i64> {
  %r = nn.arg_max %a0 {axis = 0 : i64}
      : (tensor<2xui8>) -> tensor<i64>
  return %r : tensor<i64>
}

func.func @arg_min_48(%a0: tensor<4xf32>) -> tensor<i32> {
  %r = nn.arg_min %a0 {axis = 0 : i64}
      : (tensor<4xf32>) -> tensor<i32>
  return %r : tensor<i32>
}

func.func @arg_min_49(%a0: tensor<2x3x4xf32>) -> tensor<2x4xi64> {
  %r = nn.arg_min %a0 {axis = 1 : i64}
      : (tensor<2x3x4xf32>) -> tensor<2x4xi64>
  return %r : tensor<2x4xi64>
}

func.func @arg_min_50(%a0: tensor<4xf32>) -> tensor<i64> {
  %r = nn.arg_min %a0 {axis = 0 : i64}
      : (tensor<4xf32>) -> tensor<i64>
  return %r : tensor<i64>
}

func.func @arg_min_51(%a0: tensor<2xui8>) -> tensor<i64> {
  %r = nn.arg_min %a0 {axis = 0 : i64}
      : (tensor<2xui8>) -> tensor<i64>
  return %r : tensor<i64>
}

func.func @cumsum_52(%a0: tensor<3x4xf32>) -> tensor<3x4xf32> {
  %r = nn.cumsum %a0 {axis = 1 : i64, exclusive = false, reverse = false}
      : (tensor<3x4xf32>) -> tensor<3x4xf32>
  return %r : tensor<3x4xf32>
}

func.func @cumsum_53(%a0: tensor<3x4xf32>) -> tensor<3x4xf32> {
  %r = nn.cumsum %a0 {axis = 1 : i64, exclusive = false, reverse = true}
      : (tensor<3x4xf32>) -> tensor<3x4xf32>
  return %r : tensor<3x4xf32>
}

func.func @cumsum_54(%a0: tensor<3x4xf32>) -> tensor<3x4xf32> {
  %r = nn.cumsum %a0 {axis = 1 : i64, exclusive = true, reverse = false}
      : (tensor<3x4xf32>) -> tensor<3x4xf32>
  return %r : tensor<3x4xf32>
}

func.func @cumsum_55(%a0: tensor<3x4xf32>) -> tensor<3x4xf32> {
  %r = nn.cumsum %a0 {axis = 1 : i64, exclusive = true, reverse = true}
      : (tensor<3x4xf32>) -> tensor<3x4xf32>
  return %r : tensor<3x4xf32>
}

func.func @main() {
  %c0_0 = arith.constant dense<[[-0.375, 0.5, 0.5, -0.25], [-0.125, 1.0, -1.0, 0.875], [0.25, -0.625, -0.625, 1.0]]> : tensor<3x4xf32>
  %c0_1 = arith.constant dense<[[1.0, 0.125], [-0.375, 1.0], [0.125, 0.5], [0.875, -0.25]]> : tensor<4x2xf32>
  %r0 = call @matmul_0(%c0_0, %c0_1) : (tensor<3x4xf32>, tensor<4x2xf32>) -> tensor<3x2xf32>
  %p0 = tensor.cast %r0 : tensor<3x2xf32> to tensor<*xf32>
  // CHECK: sizes = [3, 2]
  // CHECK: [{{-0\.718751|-0\.71875|-0\.718749}}, {{0\.765624|0\.765625|0\.765626}}]
  // CHECK: [{{0\.140624|0\.140625|0\.140626}}, {{0\.265624|0\.265625|0\.265626}}]
  // CHECK: [{{1\.28124|1\.28125|1\.28126}}, {{-1\.15626|-1\.15625|-1\.15624}}]
  call @printMemrefF32(%p0) : (tensor<*xf32>) -> ()

  %c1_0 = arith.constant dense<[[0.75, -0.875, -0.5], [1.0, -0.5, -0.125], [0.75, -0.125, -0.75], [1.0, 0.875, 0.875]]> : tensor<4x3xf32>
  %c1_1 = arith.constant dense<[[0.375, 0.75, -0.125, -0.75], [-0.625, -0.125, 0.625, 1.0]]> : tensor<2x4xf32>
  %r1 = call @matmul_1(%c1_0, %c1_1) : (tensor<4x3xf32>, tensor<2x4xf32>) -> tensor<3x2xf32>
  %p1 = tensor.cast %r1 : tensor<3x2xf32> to tensor<*xf32>
  // CHECK: sizes = [3, 2]
  // CHECK: [0.1875, 0.875]
  // CHECK: [{{-1\.34376|-1\.34375|-1\.34374}}, {{1\.40624|1\.40625|1\.40626}}]
  // CHECK: [{{-0\.843751|-0\.84375|-0\.843749}}, {{0\.734374|0\.734375|0\.734376}}]
  call @printMemrefF32(%p1) : (tensor<*xf32>) -> ()

  %c2_0 = arith.constant dense<[[[-0.375, -0.5, 0.625, -0.375], [0.375, 0.0, -1.0, -0.375], [-0.5, -0.875, -0.375, 1.0]], [[-0.25, 0.0, -0.5, 0.25], [0.25, -0.625, -0.375, 0.125], [0.0, 0.0, 0.25, -0.875]]]> : tensor<2x3x4xf32>
  %c2_1 = arith.constant dense<[[0.75, -0.375], [1.0, -0.625], [-0.125, -0.875], [0.0, -1.0]]> : tensor<4x2xf32>
  %r2 = call @matmul_2(%c2_0, %c2_1) : (tensor<2x3x4xf32>, tensor<4x2xf32>) -> tensor<2x3x2xf32>
  %p2 = tensor.cast %r2 : tensor<2x3x2xf32> to tensor<*xf32>
  // CHECK: sizes = [2, 3, 2]
  // CHECK: [{{-0\.859376|-0\.859375|-0\.859374}}, {{0\.281249|0\.28125|0\.281251}}]
  // CHECK: [{{0\.406249|0\.40625|0\.406251}}, {{1\.10936|1\.10938|1\.10939}}]
  // CHECK: [{{-1\.20314|-1\.20312|-1\.20311}}, 0.0625]
  // CHECK: [-0.125, {{0\.281249|0\.28125|0\.281251}}]
  // CHECK: [{{-0\.390626|-0\.390625|-0\.390624}}, 0.5]
  // CHECK: [-0.03125, {{0\.656249|0\.65625|0\.656251}}]
  call @printMemrefF32(%p2) : (tensor<*xf32>) -> ()

  %c3_0 = arith.constant dense<[[[-0.375, 0.875, -0.25, 0.875], [-0.375, 0.125, 1.0, 1.0], [0.375, 0.75, -0.375, 0.875]], [[0.625, 0.375, 0.375, -0.875], [-0.125, 1.0, -0.125, 0.875], [-1.0, -0.5, -0.75, 0.0]]]> : tensor<2x3x4xf32>
  %c3_1 = arith.constant dense<[[[0.25, -0.375], [-0.25, -0.25], [-0.5, -0.875], [-0.5, -0.375]], [[-0.375, -0.25], [-0.625, 0.875], [0.125, -0.5], [-0.75, -0.625]]]> : tensor<2x4x2xf32>
  %r3 = call @matmul_3(%c3_0, %c3_1) : (tensor<2x3x4xf32>, tensor<2x4x2xf32>) -> tensor<2x3x2xf32>
  %p3 = tensor.cast %r3 : tensor<2x3x2xf32> to tensor<*xf32>
  // CHECK: sizes = [2, 3, 2]
  // CHECK: [-0.625, -0.1875]
  // CHECK: [-1.125, {{-1\.14064|-1\.14062|-1\.14061}}]
  // CHECK: [{{-0\.343751|-0\.34375|-0\.343749}}, {{-0\.328126|-0\.328125|-0\.328124}}]
  // CHECK: [{{0\.234374|0\.234375|0\.234376}}, {{0\.531249|0\.53125|0\.531251}}]
  // CHECK: [-1.25, {{0\.421874|0\.421875|0\.421876}}]
  // CHECK: [{{0\.593749|0\.59375|0\.593751}}, 0.1875]
  call @printMemrefF32(%p3) : (tensor<*xf32>) -> ()

  %c4_0 = arith.constant dense<[[[[0.625, 0.375, 0.625, -0.5], [-0.25, 0.875, -0.75, 0.25], [-0.375, -0.5, -0.5, 0.875]]], [[[-0.75, 0.375, -0.75, -0.875], [0.75, 1.0, 0.375, -0.875], [-0.875, 0.625, -0.25, 0.625]]]]> : tensor<2x1x3x4xf32>
  %c4_1 = arith.constant dense<[[[-0.25, 1.0, -0.625, 0.75], [-0.75, -0.375, -0.125, 0.875]], [[0.75, -0.625, -0.125, -0.125], [-0.25, 0.375, -0.625, 0.625]], [[-0.5, -0.25, 0.375, 0.75], [0.5, -0.625, -0.375, -0.125]]]> : tensor<3x2x4xf32>
  %r4 = call @matmul_4(%c4_0, %c4_1) : (tensor<2x1x3x4xf32>, tensor<3x2x4xf32>) -> tensor<2x3x3x2xf32>
  %p4 = tensor.cast %r4 : tensor<2x3x3x2xf32> to tensor<*xf32>
  // CHECK: sizes = [2, 3, 3, 2]
  // CHECK: [{{-0\.546876|-0\.546875|-0\.546874}}, -1.125]
  // CHECK: [{{1\.59374|1\.59375|1\.59376}}, {{0\.171874|0\.171875|0\.171876}}]
  // CHECK: [0.5625, {{1\.29686|1\.29688|1\.29689}}]
  // CHECK: [{{0\.218749|0\.21875|0\.218751}}, {{-0\.718751|-0\.71875|-0\.718749}}]
  // CHECK: [{{-0\.671876|-0\.671875|-0\.671874}}, {{1\.01561|1\.01562|1\.01564}}]
  // CHECK: [{{-0\.0156251|-0\.015625|-0\.0156249}}, {{0\.765624|0\.765625|0\.765626}}]
  // CHECK: [{{-0\.546876|-0\.546875|-0\.546874}}, -0.09375]
  // CHECK: [-0.1875, {{-0\.421876|-0\.421875|-0\.421874}}]
  // CHECK: [{{0\.781249|0\.78125|0\.781251}}, {{0\.203124|0\.203125|0\.203126}}]
  // CHECK: [0.375, -0.25]
  // CHECK: [{{-0\.0781251|-0\.078125|-0\.0781249}}, -1.75]
  // CHECK: [{{1\.46874|1\.46875|1\.46876}}, 1]
  // CHECK: [{{-0\.593751|-0\.59375|-0\.593749}}, 0.25]
  // CHECK: [{{-?0}}, {{-0\.593751|-0\.59375|-0\.593749}}]
  // CHECK: [{{-1\.09376|-1\.09375|-1\.09374}}, 1]
  // CHECK: [{{-0\.656251|-0\.65625|-0\.656249}}, {{-0\.218751|-0\.21875|-0\.218749}}]
  // CHECK: [{{-1\.14064|-1\.14062|-1\.14061}}, {{-0\.281251|-0\.28125|-0\.281249}}]
  // CHECK: [{{0\.656249|0\.65625|0\.656251}}, -0.8125]
  call @printMemrefF32(%p4) : (tensor<*xf32>) -> ()

  %c5_0 = arith.constant dense<[[[[0.75, 0.375, 0.125], [0.375, 1.0, -0.125], [-0.875, -1.0, 0.125], [0.0, 0.375, 0.875]], [[-0.625, 0.25, 0.75], [0.875, -0.875, 0.5], [0.375, -0.125, 0.375], [0.625, -0.75, -0.875]]], [[[1.0, -0.875, 1.0], [-0.875, -0.875, 0.5], [-0.25, 0.0, 0.0], [0.625, 0.25, -1.0]], [[-0.5, -1.0, -0.375], [0.875, 0.875, 0.5], [0.625, 0.25, 0.125], [1.0, -0.25, -0.625]]]]> : tensor<2x2x4x3xf32>
  %c5_1 = arith.constant dense<[[[[1.0, -1.0], [-0.875, -1.0], [0.375, 0.875], [0.875, -0.125]], [[0.5, 0.625], [0.75, 0.75], [-0.125, 0.5], [0.375, 0.5]]], [[[0.875, 0.375], [0.625, 0.75], [-0.5, -0.875], [1.0, 0.125]], [[1.0, -0.75], [0.875, -0.25], [-1.0, -0.25], [0.5, 0.875]]]]> : tensor<2x2x4x2xf32>
  %r5 = call @matmul_5(%c5_0, %c5_1) : (tensor<2x2x4x3xf32>, tensor<2x2x4x2xf32>) -> tensor<2x2x3x2xf32>
  %p5 = tensor.cast %r5 : tensor<2x2x3x2xf32> to tensor<*xf32>
  // CHECK: sizes = [2, 2, 3, 2]
  // CHECK: [0.09375, {{-1\.89064|-1\.89062|-1\.89061}}]
  // CHECK: [{{-0\.546876|-0\.546875|-0\.546874}}, {{-2\.29689|-2\.29688|-2\.29686}}]
  // CHECK: [{{1\.04686|1\.04688|1\.04689}}, {{-?0}}]
  // CHECK: [{{0\.531249|0\.53125|0\.531251}}, {{0\.765624|0\.765625|0\.765626}}]
  // CHECK: [{{-0\.796876|-0\.796875|-0\.796874}}, -0.9375]
  // CHECK: [0.375, {{0\.593749|0\.59375|0\.593751}}]
  // CHECK: [{{1\.07811|1\.07812|1\.07814}}, {{0\.0156249|0\.015625|0\.0156251}}]
  // CHECK: [{{-1\.06251|-1\.0625|-1\.06249}}, {{-0\.953126|-0\.953125|-0\.953124}}]
  // CHECK: [0.1875, 0.625]
  // CHECK: [{{0\.140624|0\.140625|0\.140626}}, 0.875]
  // CHECK: [{{-0\.609376|-0\.609375|-0\.609374}}, 0.25]
  // CHECK: [-0.375, {{-0\.421876|-0\.421875|-0\.421874}}]
  call @printMemrefF32(%p5) : (tensor<*xf32>) -> ()

  %c6_0 = arith.constant dense<> : tensor<2x0xf32>
  %c6_1 = arith.constant dense<> : tensor<0x3xf32>
  %r6 = call @matmul_empty_6(%c6_0, %c6_1) : (tensor<2x0xf32>, tensor<0x3xf32>) -> tensor<2x3xf32>
  %p6 = tensor.cast %r6 : tensor<2x3xf32> to tensor<*xf32>
  // CHECK: sizes = [2, 3]
  // CHECK: [{{-?0}}, {{-?0}}, {{-?0}}]
  // CHECK: [{{-?0}}, {{-?0}}, {{-?0}}]
  call @printMemrefF32(%p6) : (tensor<*xf32>) -> ()

  %c7_0 = arith.constant dense<[[-3, 3, 1], [1, 0, -3]]> : tensor<2x3xi32>
  %c7_1 = arith.constant dense<[[0, -5], [-2, 4], [4, 2]]> : tensor<3x2xi32>
  %r7 = call @matmul_7(%c7_0, %c7_1) : (tensor<2x3xi32>, tensor<3x2xi32>) -> tensor<2x2xi32>
  %p7 = tensor.cast %r7 : tensor<2x2xi32> to tensor<*xi32>
  // CHECK: sizes = [2, 2]
  // CHECK: [-2, 29]
  // CHECK: [-12, -11]
  call @printMemrefI32(%p7) : (tensor<*xi32>) -> ()

  %c8_0 = arith.constant dense<[[0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80, 0x3F80]]> : tensor<1x1000xbf16>
  %c8_1 = arith.constant dense<[[0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80], [0x3F80]]> : tensor<1000x1xbf16>
  %r8 = call @matmul_bf16_8(%c8_0, %c8_1) : (tensor<1x1000xbf16>, tensor<1000x1xbf16>) -> tensor<1x1xf32>
  %p8 = tensor.cast %r8 : tensor<1x1xf32> to tensor<*xf32>
  // CHECK: sizes = [1, 1]
  // CHECK: [1000]
  call @printMemrefF32(%p8) : (tensor<*xf32>) -> ()

  %c9_0 = arith.constant dense<[[[[1.0, 0.25, -0.5, -0.625], [-0.375, -0.25, 0.375, -0.75], [-0.125, 0.125, -1.0, 1.0]], [[0.0, 0.875, 1.0, 0.25], [-0.625, -0.125, 0.125, -0.625], [-0.125, 1.0, -0.75, -0.5]], [[-0.5, -0.25, -1.0, -0.375], [0.75, 0.0, -0.75, 0.875], [1.0, 0.0, 0.5, -0.125]]], [[[0.5, -1.0, 0.375, 0.375], [0.0, -1.0, 0.625, 0.625], [-0.375, 0.875, -0.125, -0.5]], [[0.75, 0.5, -0.375, 1.0], [-0.5, 0.125, -0.5, 1.0], [-0.375, 0.75, -0.625, 1.0]], [[-1.0, 0.125, -0.875, 1.0], [0.5, -0.25, -0.5, -0.625], [-0.25, -0.5, -0.25, 0.5]]]]> : tensor<2x3x3x4xf32>
  %c9_1 = arith.constant dense<[-0.625, 0.75, -0.625, -0.625]> : tensor<4xf32>
  %c9_2 = arith.constant dense<[-0.875, -0.5, -0.125, 0.25]> : tensor<4xf32>
  %c9_3 = arith.constant dense<[0.25, 1.0, -1.0, -0.5]> : tensor<4xf32>
  %c9_4 = arith.constant dense<[1.75, 1.625, 1.875, 1.75]> : tensor<4xf32>
  %r9 = call @batch_norm_9(%c9_0, %c9_1, %c9_2, %c9_3, %c9_4) : (tensor<2x3x3x4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<2x3x3x4xf32>
  %p9 = tensor.cast %r9 : tensor<2x3x3x4xf32> to tensor<*xf32>
  // CHECK: sizes = [2, 3, 3, 4]
  // CHECK: [{{-1\.22925|-1\.22924|-1\.22923}}, {{-0\.941127|-0\.941126|-0\.941125}}, {{-0\.353158|-0\.353157|-0\.353156}}, {{0\.309039|0\.30904|0\.309041}}]
  // CHECK: [-0.5798, {{-1\.23522|-1\.23521|-1\.2352}}, {{-0\.752432|-0\.752431|-0\.75243}}, {{0\.368079|0\.36808|0\.368081}}]
  // CHECK: [{{-0\.697881|-0\.69788|-0\.697879}}, {{-1\.01466|-1\.01465|-1\.01464}}, -0.125, {{-0\.458482|-0\.458481|-0\.45848}}]
  // CHECK: [{{-0\.756921|-0\.75692|-0\.756919}}, {{-0\.573522|-0\.573521|-0\.57352}}, {{-1\.03764|-1\.03763|-1\.03762}}, {{-0\.104241|-0\.10424|-0\.104239}}]
  // CHECK: [{{-0\.46172|-0\.461719|-0\.461718}}, {{-1\.1617|-1\.16169|-1\.16168}}, {{-0\.638354|-0\.638353|-0\.638352}}, {{0\.309039|0\.30904|0\.309041}}]
  // CHECK: [{{-0\.697881|-0\.69788|-0\.697879}}, -0.5, {{-0\.239079|-0\.239078|-0\.239077}}, 0.25]
  // CHECK: [{{-0\.520761|-0\.52076|-0\.520759}}, {{-1\.23522|-1\.23521|-1\.2352}}, -0.125, {{0\.190959|0\.19096|0\.190961}}]
  // CHECK: [{{-1\.11117|-1\.11116|-1\.11115}}, {{-1\.08818|-1\.08817|-1\.08816}}, {{-0\.239079|-0\.239078|-0\.239077}}, {{-0\.399442|-0\.399441|-0\.39944}}]
  // CHECK: [{{-1\.22925|-1\.22924|-1\.22923}}, {{-1\.08818|-1\.08817|-1\.08816}}, {{-0\.809472|-0\.809471|-0\.80947}}, {{0\.0728796|0\.0728797|0\.0728798}}]
  // CHECK: [{{-0\.993081|-0\.99308|-0\.993079}}, {{-1\.67634|-1\.67633|-1\.67632}}, {{-0\.752432|-0\.752431|-0\.75243}}, {{-0\.163282|-0\.163281|-0\.16328}}]
  // CHECK: [{{-0\.756921|-0\.75692|-0\.756919}}, {{-1\.67634|-1\.67633|-1\.67632}}, {{-0\.866511|-0\.86651|-0\.866509}}, {{-0\.281362|-0\.281361|-0\.28136}}]
  // CHECK: [-0.5798, {{-0\.573522|-0\.573521|-0\.57352}}, {{-0\.524276|-0\.524275|-0\.524274}}, 0.25]
  // CHECK: [{{-1\.11117|-1\.11116|-1\.11115}}, {{-0\.794085|-0\.794084|-0\.794083}}, {{-0\.410197|-0\.410196|-0\.410195}}, {{-0\.458482|-0\.458481|-0\.45848}}]
  // CHECK: [{{-0\.520761|-0\.52076|-0\.520759}}, {{-1\.01466|-1\.01465|-1\.01464}}, {{-0\.353158|-0\.353157|-0\.353156}}, {{-0\.458482|-0\.458481|-0\.45848}}]
  // CHECK: [-0.5798, {{-0\.647043|-0\.647042|-0\.647041}}, {{-0\.296119|-0\.296118|-0\.296117}}, {{-0\.458482|-0\.458481|-0\.45848}}]
  // CHECK: [{{-0\.2846|-0\.284599|-0\.284598}}, {{-1\.01466|-1\.01465|-1\.01464}}, {{-0\.18204|-0\.182039|-0\.182038}}, {{-0\.458482|-0\.458481|-0\.45848}}]
  // CHECK: [{{-0\.993081|-0\.99308|-0\.993079}}, {{-1\.23522|-1\.23521|-1\.2352}}, {{-0\.353158|-0\.353157|-0\.353156}}, {{0\.309039|0\.30904|0\.309041}}]
  // CHECK: [{{-0\.638841|-0\.63884|-0\.638839}}, {{-1\.38226|-1\.38225|-1\.38224}}, {{-0\.467236|-0\.467235|-0\.467234}}, {{-0\.222322|-0\.222321|-0\.22232}}]
  call @printMemrefF32(%p9) : (tensor<*xf32>) -> ()

  %c10_0 = arith.constant dense<[[[[1.0, -0.375, -0.125], [0.0, -0.625, -0.125], [-0.5, 0.75, 1.0]], [[0.25, -0.25, 0.125], [0.875, -0.125, 1.0], [-0.25, 0.0, 0.0]], [[-0.5, 0.375, -1.0], [1.0, 0.125, -0.75], [-1.0, -0.75, 0.5]], [[-0.625, -0.75, 1.0], [0.25, -0.625, -0.5], [-0.375, 0.875, -0.125]]], [[[0.5, 0.0, -0.375], [0.75, -0.5, -0.375], [-1.0, 0.5, -0.25]], [[-1.0, -1.0, 0.875], [0.5, 0.125, 0.75], [0.125, -0.25, -0.5]], [[0.375, 0.625, -0.125], [-0.375, -0.5, -0.625], [-0.875, -0.5, -0.25]], [[0.375, 0.625, -0.5], [1.0, 1.0, 1.0], [1.0, -0.625, 0.5]]]]> : tensor<2x4x3x3xf32>
  %c10_1 = arith.constant dense<[-0.625, 0.75, -0.625, -0.625]> : tensor<4xf32>
  %c10_2 = arith.constant dense<[-0.875, -0.5, -0.125, 0.25]> : tensor<4xf32>
  %c10_3 = arith.constant dense<[0.25, 1.0, -1.0, -0.5]> : tensor<4xf32>
  %c10_4 = arith.constant dense<[1.75, 1.625, 1.875, 1.75]> : tensor<4xf32>
  %r10 = call @batch_norm_10(%c10_0, %c10_1, %c10_2, %c10_3, %c10_4) : (tensor<2x4x3x3xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<2x4x3x3xf32>
  %p10 = tensor.cast %r10 : tensor<2x4x3x3xf32> to tensor<*xf32>
  // CHECK: sizes = [2, 4, 3, 3]
  // CHECK: [{{-1\.22925|-1\.22924|-1\.22923}}, -0.5798, {{-0\.697881|-0\.69788|-0\.697879}}]
  // CHECK: [{{-0\.756921|-0\.75692|-0\.756919}}, {{-0\.46172|-0\.461719|-0\.461718}}, {{-0\.697881|-0\.69788|-0\.697879}}]
  // CHECK: [{{-0\.520761|-0\.52076|-0\.520759}}, {{-1\.11117|-1\.11116|-1\.11115}}, {{-1\.22925|-1\.22924|-1\.22923}}]
  // CHECK: [{{-0\.941127|-0\.941126|-0\.941125}}, {{-1\.23522|-1\.23521|-1\.2352}}, {{-1\.01466|-1\.01465|-1\.01464}}]
  // CHECK: [{{-0\.573522|-0\.573521|-0\.57352}}, {{-1\.1617|-1\.16169|-1\.16168}}, -0.5]
  // CHECK: [{{-1\.23522|-1\.23521|-1\.2352}}, {{-1\.08818|-1\.08817|-1\.08816}}, {{-1\.08818|-1\.08817|-1\.08816}}]
  // CHECK: [{{-0\.353158|-0\.353157|-0\.353156}}, {{-0\.752433|-0\.752432|-0\.752431}}, -0.125]
  // CHECK: [{{-1\.03764|-1\.03763|-1\.03762}}, {{-0\.638354|-0\.638353|-0\.638352}}, {{-0\.239079|-0\.239078|-0\.239077}}]
  // CHECK: [-0.125, {{-0\.239079|-0\.239078|-0\.239077}}, {{-0\.809472|-0\.809471|-0\.80947}}]
  // CHECK: [{{0\.309039|0\.30904|0\.309041}}, {{0\.368079|0\.36808|0\.368081}}, {{-0\.458482|-0\.458481|-0\.45848}}]
  // CHECK: [{{-0\.104241|-0\.10424|-0\.104239}}, {{0\.309039|0\.30904|0\.309041}}, 0.25]
  // CHECK: [{{0\.190959|0\.19096|0\.190961}}, {{-0\.399442|-0\.399441|-0\.39944}}, {{0\.0728797|0\.0728798|0\.0728799}}]
  // CHECK: [{{-0\.993081|-0\.99308|-0\.993079}}, {{-0\.756921|-0\.75692|-0\.756919}}, -0.5798]
  // CHECK: [{{-1\.11117|-1\.11116|-1\.11115}}, {{-0\.520761|-0\.52076|-0\.520759}}, -0.5798]
  // CHECK: [{{-0\.2846|-0\.284599|-0\.284598}}, {{-0\.993081|-0\.99308|-0\.993079}}, {{-0\.638841|-0\.63884|-0\.638839}}]
  // CHECK: [{{-1\.67634|-1\.67633|-1\.67632}}, {{-1\.67634|-1\.67633|-1\.67632}}, {{-0\.573522|-0\.573521|-0\.57352}}]
  // CHECK: [{{-0\.794085|-0\.794084|-0\.794083}}, {{-1\.01466|-1\.01465|-1\.01464}}, {{-0\.647043|-0\.647042|-0\.647041}}]
  // CHECK: [{{-1\.01466|-1\.01465|-1\.01464}}, {{-1\.23522|-1\.23521|-1\.2352}}, {{-1\.38226|-1\.38225|-1\.38224}}]
  // CHECK: [{{-0\.752433|-0\.752432|-0\.752431}}, {{-0\.866511|-0\.86651|-0\.866509}}, {{-0\.524276|-0\.524275|-0\.524274}}]
  // CHECK: [{{-0\.410197|-0\.410196|-0\.410195}}, {{-0\.353158|-0\.353157|-0\.353156}}, {{-0\.296119|-0\.296118|-0\.296117}}]
  // CHECK: [{{-0\.18204|-0\.182039|-0\.182038}}, {{-0\.353158|-0\.353157|-0\.353156}}, {{-0\.467236|-0\.467235|-0\.467234}}]
  // CHECK: [{{-0\.163282|-0\.163281|-0\.16328}}, {{-0\.281362|-0\.281361|-0\.28136}}, 0.25]
  // CHECK: [{{-0\.458482|-0\.458481|-0\.45848}}, {{-0\.458482|-0\.458481|-0\.45848}}, {{-0\.458482|-0\.458481|-0\.45848}}]
  // CHECK: [{{-0\.458482|-0\.458481|-0\.45848}}, {{0\.309039|0\.30904|0\.309041}}, {{-0\.222322|-0\.222321|-0\.22232}}]
  call @printMemrefF32(%p10) : (tensor<*xf32>) -> ()

  %c11_0 = arith.constant dense<[[1.0, 2.0, 3.0], [0xFF800000, 0xFF800000, 0xFF800000], [500.0, 0.0, -500.0]]> : tensor<3x3xf32>
  %r11 = call @softmax_11(%c11_0) : (tensor<3x3xf32>) -> tensor<3x3xf32>
  %p11 = tensor.cast %r11 : tensor<3x3xf32> to tensor<*xf32>
  // CHECK: sizes = [3, 3]
  // CHECK: [{{0\.0900305|0\.0900306|0\.0900307}}, {{0\.244727|0\.244728|0\.244729}}, {{0\.66524|0\.665241|0\.665242}}]
  // CHECK: [{{-?nan}}, {{-?nan}}, {{-?nan}}]
  // CHECK: [1, {{-?0}}, {{-?0}}]
  call @printMemrefF32(%p11) : (tensor<*xf32>) -> ()

  %c12_0 = arith.constant dense<[[1.0, 2.0, 3.0], [500.0, 0.0, -500.0]]> : tensor<2x3xf32>
  %r12 = call @log_softmax_12(%c12_0) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %p12 = tensor.cast %r12 : tensor<2x3xf32> to tensor<*xf32>
  // CHECK: sizes = [2, 3]
  // CHECK: [{{-2\.40762|-2\.40761|-2\.4076}}, {{-1\.40762|-1\.40761|-1\.4076}}, {{-0\.407607|-0\.407606|-0\.407605}}]
  // CHECK: [{{-?0}}, -500, -1000]
  call @printMemrefF32(%p12) : (tensor<*xf32>) -> ()

  %c13_0 = arith.constant dense<[[[[1.0, 0.25, -0.5, -0.625], [-0.375, -0.25, 0.375, -0.75], [-0.125, 0.125, -1.0, 1.0]], [[0.0, 0.875, 1.0, 0.25], [-0.625, -0.125, 0.125, -0.625], [-0.125, 1.0, -0.75, -0.5]], [[-0.5, -0.25, -1.0, -0.375], [0.75, 0.0, -0.75, 0.875], [1.0, 0.0, 0.5, -0.125]]]]> : tensor<1x3x3x4xf32>
  %r13 = call @lrn_13(%c13_0) : (tensor<1x3x3x4xf32>) -> tensor<1x3x3x4xf32>
  %p13 = tensor.cast %r13 : tensor<1x3x3x4xf32> to tensor<*xf32>
  // CHECK: sizes = [1, 3, 3, 4]
  // CHECK: [{{0\.726465|0\.726466|0\.726467}}, {{0\.171235|0\.171236|0\.171237}}, {{-0\.398882|-0\.398881|-0\.39888}}, {{-0\.507427|-0\.507426|-0\.507425}}]
  // CHECK: [{{-0\.348759|-0\.348758|-0\.348757}}, {{-0\.221963|-0\.221962|-0\.221961}}, {{0\.294074|0\.294075|0\.294076}}, {{-0\.598322|-0\.598321|-0\.59832}}]
  // CHECK: [{{-0\.123556|-0\.123555|-0\.123554}}, {{0\.0915094|0\.0915095|0\.0915096}}, {{-0\.592868|-0\.592867|-0\.592866}}, {{0\.594603|0\.594604|0\.594605}}]
  // CHECK: [{{-?0}}, {{0\.54438|0\.544381|0\.544382}}, {{0\.614515|0\.614516|0\.614517}}, {{0\.181616|0\.181617|0\.181618}}]
  // CHECK: [{{-0\.544061|-0\.54406|-0\.544059}}, {{-0\.108286|-0\.108285|-0\.108284}}, {{0\.108284|0\.108285|0\.108286}}, {{-0\.544061|-0\.54406|-0\.544059}}]
  // CHECK: [{{-0\.091865|-0\.0918649|-0\.0918648}}, {{0\.646443|0\.646444|0\.646445}}, {{-0\.462304|-0\.462303|-0\.462302}}, {{-0\.38719|-0\.387189|-0\.387188}}]
  // CHECK: [{{-0\.448417|-0\.448416|-0\.448415}}, {{-0\.171237|-0\.171236|-0\.171235}}, {{-0\.702413|-0\.702412|-0\.702411}}, {{-0\.267327|-0\.267326|-0\.267325}}]
  // CHECK: [{{0\.622781|0\.622782|0\.622783}}, {{-?0}}, {{-0\.5119|-0\.511899|-0\.511898}}, {{0\.597214|0\.597215|0\.597216}}]
  // CHECK: [{{0\.737787|0\.737788|0\.737789}}, {{-?0}}, {{0\.455355|0\.455356|0\.455357}}, {{-0\.11384|-0\.113839|-0\.113838}}]
  call @printMemrefF32(%p13) : (tensor<*xf32>) -> ()

  %c14_0 = arith.constant dense<[[[-0.75, 0.5, -0.125, 0.625], [0.5, -1.0, -0.875, -0.5], [0.25, 0.25, -1.0, -0.75]], [[-0.875, 0.625, 0.875, -0.5], [-0.125, -0.25, 0.125, 0.875], [0.25, -0.75, -0.625, 1.0]]]> : tensor<2x3x4xf32>
  %r14 = call @reduce_sum_14(%c14_0) : (tensor<2x3x4xf32>) -> tensor<1x3x1xf32>
  %p14 = tensor.cast %r14 : tensor<1x3x1xf32> to tensor<*xf32>
  // CHECK: sizes = [1, 3, 1]
  // CHECK: [0.375]
  // CHECK: [-1.25]
  // CHECK: [-1.375]
  call @printMemrefF32(%p14) : (tensor<*xf32>) -> ()

  %c15_0 = arith.constant dense<[[[-0.75, 0.5, -0.125, 0.625], [0.5, -1.0, -0.875, -0.5], [0.25, 0.25, -1.0, -0.75]], [[-0.875, 0.625, 0.875, -0.5], [-0.125, -0.25, 0.125, 0.875], [0.25, -0.75, -0.625, 1.0]]]> : tensor<2x3x4xf32>
  %r15 = call @reduce_sum_15(%c15_0) : (tensor<2x3x4xf32>) -> tensor<2x4xf32>
  %p15 = tensor.cast %r15 : tensor<2x4xf32> to tensor<*xf32>
  // CHECK: sizes = [2, 4]
  // CHECK: [{{-?0}}, -0.25, -2, -0.625]
  // CHECK: [-0.75, -0.375, 0.375, 1.375]
  call @printMemrefF32(%p15) : (tensor<*xf32>) -> ()

  %c16_0 = arith.constant dense<[1.0, 0x7FC00000, 2.0]> : tensor<3xf32>
  %r16 = call @reduce_sum_16(%c16_0) : (tensor<3xf32>) -> tensor<f32>
  %p16 = tensor.cast %r16 : tensor<f32> to tensor<*xf32>
  // CHECK: sizes = []
  // CHECK: [{{-?nan}}]
  call @printMemrefF32(%p16) : (tensor<*xf32>) -> ()

  %c17_0 = arith.constant dense<> : tensor<2x0xf32>
  %r17 = call @reduce_sum_17(%c17_0) : (tensor<2x0xf32>) -> tensor<2xf32>
  %p17 = tensor.cast %r17 : tensor<2xf32> to tensor<*xf32>
  // CHECK: sizes = [2]
  // CHECK: [{{-?0}}, {{-?0}}]
  call @printMemrefF32(%p17) : (tensor<*xf32>) -> ()

  %c18_0 = arith.constant dense<[-3, -4]> : tensor<2xi32>
  %r18 = call @reduce_sum_18(%c18_0) : (tensor<2xi32>) -> tensor<i32>
  %p18 = tensor.cast %r18 : tensor<i32> to tensor<*xi32>
  // CHECK: sizes = []
  // CHECK: [-7]
  call @printMemrefI32(%p18) : (tensor<*xi32>) -> ()

  %c19_0 = arith.constant dense<[[[-0.75, 0.5, -0.125, 0.625], [0.5, -1.0, -0.875, -0.5], [0.25, 0.25, -1.0, -0.75]], [[-0.875, 0.625, 0.875, -0.5], [-0.125, -0.25, 0.125, 0.875], [0.25, -0.75, -0.625, 1.0]]]> : tensor<2x3x4xf32>
  %r19 = call @reduce_mean_19(%c19_0) : (tensor<2x3x4xf32>) -> tensor<1x3x1xf32>
  %p19 = tensor.cast %r19 : tensor<1x3x1xf32> to tensor<*xf32>
  // CHECK: sizes = [1, 3, 1]
  // CHECK: [{{0\.0468749|0\.046875|0\.0468751}}]
  // CHECK: [{{-0\.156251|-0\.15625|-0\.156249}}]
  // CHECK: [{{-0\.171876|-0\.171875|-0\.171874}}]
  call @printMemrefF32(%p19) : (tensor<*xf32>) -> ()

  %c20_0 = arith.constant dense<[[[-0.75, 0.5, -0.125, 0.625], [0.5, -1.0, -0.875, -0.5], [0.25, 0.25, -1.0, -0.75]], [[-0.875, 0.625, 0.875, -0.5], [-0.125, -0.25, 0.125, 0.875], [0.25, -0.75, -0.625, 1.0]]]> : tensor<2x3x4xf32>
  %r20 = call @reduce_mean_20(%c20_0) : (tensor<2x3x4xf32>) -> tensor<2x4xf32>
  %p20 = tensor.cast %r20 : tensor<2x4xf32> to tensor<*xf32>
  // CHECK: sizes = [2, 4]
  // CHECK: [{{-?0}}, {{-0\.0833334|-0\.0833333|-0\.0833332}}, {{-0\.666668|-0\.666667|-0\.666666}}, {{-0\.208334|-0\.208333|-0\.208332}}]
  // CHECK: [-0.25, -0.125, 0.125, {{0\.458332|0\.458333|0\.458334}}]
  call @printMemrefF32(%p20) : (tensor<*xf32>) -> ()

  %c21_0 = arith.constant dense<[1.0, 0x7FC00000, 2.0]> : tensor<3xf32>
  %r21 = call @reduce_mean_21(%c21_0) : (tensor<3xf32>) -> tensor<f32>
  %p21 = tensor.cast %r21 : tensor<f32> to tensor<*xf32>
  // CHECK: sizes = []
  // CHECK: [{{-?nan}}]
  call @printMemrefF32(%p21) : (tensor<*xf32>) -> ()

  %c22_0 = arith.constant dense<> : tensor<2x0xf32>
  %r22 = call @reduce_mean_22(%c22_0) : (tensor<2x0xf32>) -> tensor<2xf32>
  %p22 = tensor.cast %r22 : tensor<2xf32> to tensor<*xf32>
  // CHECK: sizes = [2]
  // CHECK: [{{-?nan}}, {{-?nan}}]
  call @printMemrefF32(%p22) : (tensor<*xf32>) -> ()

  %c23_0 = arith.constant dense<[-3, -4]> : tensor<2xi32>
  %r23 = call @reduce_mean_23(%c23_0) : (tensor<2xi32>) -> tensor<i32>
  %p23 = tensor.cast %r23 : tensor<i32> to tensor<*xi32>
  // CHECK: sizes = []
  // CHECK: [-3]
  call @printMemrefI32(%p23) : (tensor<*xi32>) -> ()

  %c24_0 = arith.constant dense<[[[-0.75, 0.5, -0.125, 0.625], [0.5, -1.0, -0.875, -0.5], [0.25, 0.25, -1.0, -0.75]], [[-0.875, 0.625, 0.875, -0.5], [-0.125, -0.25, 0.125, 0.875], [0.25, -0.75, -0.625, 1.0]]]> : tensor<2x3x4xf32>
  %r24 = call @reduce_prod_24(%c24_0) : (tensor<2x3x4xf32>) -> tensor<1x3x1xf32>
  %p24 = tensor.cast %r24 : tensor<1x3x1xf32> to tensor<*xf32>
  // CHECK: sizes = [1, 3, 1]
  // CHECK: [{{0\.0070095|0\.00700951|0\.00700952}}]
  // CHECK: [{{-0\.000747682|-0\.000747681|-0\.00074768}}]
  // CHECK: [{{0\.00549315|0\.00549316|0\.00549317}}]
  call @printMemrefF32(%p24) : (tensor<*xf32>) -> ()

  %c25_0 = arith.constant dense<[[[-0.75, 0.5, -0.125, 0.625], [0.5, -1.0, -0.875, -0.5], [0.25, 0.25, -1.0, -0.75]], [[-0.875, 0.625, 0.875, -0.5], [-0.125, -0.25, 0.125, 0.875], [0.25, -0.75, -0.625, 1.0]]]> : tensor<2x3x4xf32>
  %r25 = call @reduce_prod_25(%c25_0) : (tensor<2x3x4xf32>) -> tensor<2x4xf32>
  %p25 = tensor.cast %r25 : tensor<2x4xf32> to tensor<*xf32>
  // CHECK: sizes = [2, 4]
  // CHECK: [-0.09375, -0.125, {{-0\.109376|-0\.109375|-0\.109374}}, {{0\.234374|0\.234375|0\.234376}}]
  // CHECK: [{{0\.0273437|0\.0273438}}, {{0\.117186|0\.117188|0\.117189}}, {{-0\.0683595|-0\.0683594|-0\.0683593}}, -0.4375]
  call @printMemrefF32(%p25) : (tensor<*xf32>) -> ()

  %c26_0 = arith.constant dense<[1.0, 0x7FC00000, 2.0]> : tensor<3xf32>
  %r26 = call @reduce_prod_26(%c26_0) : (tensor<3xf32>) -> tensor<f32>
  %p26 = tensor.cast %r26 : tensor<f32> to tensor<*xf32>
  // CHECK: sizes = []
  // CHECK: [{{-?nan}}]
  call @printMemrefF32(%p26) : (tensor<*xf32>) -> ()

  %c27_0 = arith.constant dense<> : tensor<2x0xf32>
  %r27 = call @reduce_prod_27(%c27_0) : (tensor<2x0xf32>) -> tensor<2xf32>
  %p27 = tensor.cast %r27 : tensor<2xf32> to tensor<*xf32>
  // CHECK: sizes = [2]
  // CHECK: [1, 1]
  call @printMemrefF32(%p27) : (tensor<*xf32>) -> ()

  %c28_0 = arith.constant dense<[-3, -4]> : tensor<2xi32>
  %r28 = call @reduce_prod_28(%c28_0) : (tensor<2xi32>) -> tensor<i32>
  %p28 = tensor.cast %r28 : tensor<i32> to tensor<*xi32>
  // CHECK: sizes = []
  // CHECK: [12]
  call @printMemrefI32(%p28) : (tensor<*xi32>) -> ()

  %c29_0 = arith.constant dense<[[[-0.75, 0.5, -0.125, 0.625], [0.5, -1.0, -0.875, -0.5], [0.25, 0.25, -1.0, -0.75]], [[-0.875, 0.625, 0.875, -0.5], [-0.125, -0.25, 0.125, 0.875], [0.25, -0.75, -0.625, 1.0]]]> : tensor<2x3x4xf32>
  %r29 = call @reduce_max_29(%c29_0) : (tensor<2x3x4xf32>) -> tensor<1x3x1xf32>
  %p29 = tensor.cast %r29 : tensor<1x3x1xf32> to tensor<*xf32>
  // CHECK: sizes = [1, 3, 1]
  // CHECK: [0.875]
  // CHECK: [0.875]
  // CHECK: [1]
  call @printMemrefF32(%p29) : (tensor<*xf32>) -> ()

  %c30_0 = arith.constant dense<[[[-0.75, 0.5, -0.125, 0.625], [0.5, -1.0, -0.875, -0.5], [0.25, 0.25, -1.0, -0.75]], [[-0.875, 0.625, 0.875, -0.5], [-0.125, -0.25, 0.125, 0.875], [0.25, -0.75, -0.625, 1.0]]]> : tensor<2x3x4xf32>
  %r30 = call @reduce_max_30(%c30_0) : (tensor<2x3x4xf32>) -> tensor<2x4xf32>
  %p30 = tensor.cast %r30 : tensor<2x4xf32> to tensor<*xf32>
  // CHECK: sizes = [2, 4]
  // CHECK: [0.5, 0.5, -0.125, 0.625]
  // CHECK: [0.25, 0.625, 0.875, 1]
  call @printMemrefF32(%p30) : (tensor<*xf32>) -> ()

  %c31_0 = arith.constant dense<[1.0, 0x7FC00000, 2.0]> : tensor<3xf32>
  %r31 = call @reduce_max_31(%c31_0) : (tensor<3xf32>) -> tensor<f32>
  %p31 = tensor.cast %r31 : tensor<f32> to tensor<*xf32>
  // CHECK: sizes = []
  // CHECK: [{{-?nan}}]
  call @printMemrefF32(%p31) : (tensor<*xf32>) -> ()

  %c32_0 = arith.constant dense<> : tensor<2x0xf32>
  %r32 = call @reduce_max_32(%c32_0) : (tensor<2x0xf32>) -> tensor<2xf32>
  %p32 = tensor.cast %r32 : tensor<2xf32> to tensor<*xf32>
  // CHECK: sizes = [2]
  // CHECK: [-inf, -inf]
  call @printMemrefF32(%p32) : (tensor<*xf32>) -> ()

  %c33_0 = arith.constant dense<[-3, -4]> : tensor<2xi32>
  %r33 = call @reduce_max_33(%c33_0) : (tensor<2xi32>) -> tensor<i32>
  %p33 = tensor.cast %r33 : tensor<i32> to tensor<*xi32>
  // CHECK: sizes = []
  // CHECK: [-3]
  call @printMemrefI32(%p33) : (tensor<*xi32>) -> ()

  %c34_0 = arith.constant dense<[[[-0.75, 0.5, -0.125, 0.625], [0.5, -1.0, -0.875, -0.5], [0.25, 0.25, -1.0, -0.75]], [[-0.875, 0.625, 0.875, -0.5], [-0.125, -0.25, 0.125, 0.875], [0.25, -0.75, -0.625, 1.0]]]> : tensor<2x3x4xf32>
  %r34 = call @reduce_min_34(%c34_0) : (tensor<2x3x4xf32>) -> tensor<1x3x1xf32>
  %p34 = tensor.cast %r34 : tensor<1x3x1xf32> to tensor<*xf32>
  // CHECK: sizes = [1, 3, 1]
  // CHECK: [-0.875]
  // CHECK: [-1]
  // CHECK: [-1]
  call @printMemrefF32(%p34) : (tensor<*xf32>) -> ()

  %c35_0 = arith.constant dense<[[[-0.75, 0.5, -0.125, 0.625], [0.5, -1.0, -0.875, -0.5], [0.25, 0.25, -1.0, -0.75]], [[-0.875, 0.625, 0.875, -0.5], [-0.125, -0.25, 0.125, 0.875], [0.25, -0.75, -0.625, 1.0]]]> : tensor<2x3x4xf32>
  %r35 = call @reduce_min_35(%c35_0) : (tensor<2x3x4xf32>) -> tensor<2x4xf32>
  %p35 = tensor.cast %r35 : tensor<2x4xf32> to tensor<*xf32>
  // CHECK: sizes = [2, 4]
  // CHECK: [-0.75, -1, -1, -0.75]
  // CHECK: [-0.875, -0.75, -0.625, -0.5]
  call @printMemrefF32(%p35) : (tensor<*xf32>) -> ()

  %c36_0 = arith.constant dense<[1.0, 0x7FC00000, 2.0]> : tensor<3xf32>
  %r36 = call @reduce_min_36(%c36_0) : (tensor<3xf32>) -> tensor<f32>
  %p36 = tensor.cast %r36 : tensor<f32> to tensor<*xf32>
  // CHECK: sizes = []
  // CHECK: [{{-?nan}}]
  call @printMemrefF32(%p36) : (tensor<*xf32>) -> ()

  %c37_0 = arith.constant dense<> : tensor<2x0xf32>
  %r37 = call @reduce_min_37(%c37_0) : (tensor<2x0xf32>) -> tensor<2xf32>
  %p37 = tensor.cast %r37 : tensor<2xf32> to tensor<*xf32>
  // CHECK: sizes = [2]
  // CHECK: [inf, inf]
  call @printMemrefF32(%p37) : (tensor<*xf32>) -> ()

  %c38_0 = arith.constant dense<[-3, -4]> : tensor<2xi32>
  %r38 = call @reduce_min_38(%c38_0) : (tensor<2xi32>) -> tensor<i32>
  %p38 = tensor.cast %r38 : tensor<i32> to tensor<*xi32>
  // CHECK: sizes = []
  // CHECK: [-4]
  call @printMemrefI32(%p38) : (tensor<*xi32>) -> ()

  %c39_0 = arith.constant dense<[200, 100]> : tensor<2xui8>
  %r39 = call @reduce_max_39(%c39_0) : (tensor<2xui8>) -> tensor<i32>
  %p39 = tensor.cast %r39 : tensor<i32> to tensor<*xi32>
  // CHECK: sizes = []
  // CHECK: [200]
  call @printMemrefI32(%p39) : (tensor<*xi32>) -> ()

  %c40_0 = arith.constant dense<[[true, false], [true, true]]> : tensor<2x2xi1>
  %r40 = call @reduce_all_40(%c40_0) : (tensor<2x2xi1>) -> tensor<2xi32>
  %p40 = tensor.cast %r40 : tensor<2xi32> to tensor<*xi32>
  // CHECK: sizes = [2]
  // CHECK: [0, 1]
  call @printMemrefI32(%p40) : (tensor<*xi32>) -> ()

  %c41_0 = arith.constant dense<> : tensor<0x2xi1>
  %r41 = call @reduce_all_41(%c41_0) : (tensor<0x2xi1>) -> tensor<2xi32>
  %p41 = tensor.cast %r41 : tensor<2xi32> to tensor<*xi32>
  // CHECK: sizes = [2]
  // CHECK: [1, 1]
  call @printMemrefI32(%p41) : (tensor<*xi32>) -> ()

  %c42_0 = arith.constant dense<[[true, false], [true, true]]> : tensor<2x2xi1>
  %r42 = call @reduce_any_42(%c42_0) : (tensor<2x2xi1>) -> tensor<2xi32>
  %p42 = tensor.cast %r42 : tensor<2xi32> to tensor<*xi32>
  // CHECK: sizes = [2]
  // CHECK: [1, 1]
  call @printMemrefI32(%p42) : (tensor<*xi32>) -> ()

  %c43_0 = arith.constant dense<> : tensor<0x2xi1>
  %r43 = call @reduce_any_43(%c43_0) : (tensor<0x2xi1>) -> tensor<2xi32>
  %p43 = tensor.cast %r43 : tensor<2xi32> to tensor<*xi32>
  // CHECK: sizes = [2]
  // CHECK: [0, 0]
  call @printMemrefI32(%p43) : (tensor<*xi32>) -> ()

  %c44_0 = arith.constant dense<[1.0, 0x7FC00000, 2.0, 2.0]> : tensor<4xf32>
  %r44 = call @arg_max_44(%c44_0) : (tensor<4xf32>) -> tensor<i32>
  %p44 = tensor.cast %r44 : tensor<i32> to tensor<*xi32>
  // CHECK: sizes = []
  // CHECK: [2]
  call @printMemrefI32(%p44) : (tensor<*xi32>) -> ()

  %c45_0 = arith.constant dense<[[[-0.75, 0.5, -0.125, 0.625], [0.5, -1.0, -0.875, -0.5], [0.25, 0.25, -1.0, -0.75]], [[-0.875, 0.625, 0.875, -0.5], [-0.125, -0.25, 0.125, 0.875], [0.25, -0.75, -0.625, 1.0]]]> : tensor<2x3x4xf32>
  %r45 = call @arg_max_45(%c45_0) : (tensor<2x3x4xf32>) -> tensor<2x4xi64>
  %p45 = tensor.cast %r45 : tensor<2x4xi64> to tensor<*xi64>
  // CHECK: sizes = [2, 4]
  // CHECK: [1, 0, 0, 0]
  // CHECK: [2, 0, 0, 2]
  call @printMemrefI64(%p45) : (tensor<*xi64>) -> ()

  %c46_0 = arith.constant dense<[0x7F800000, 0x7F800000, 0xFF800000, 0xFF800000]> : tensor<4xf32>
  %r46 = call @arg_max_46(%c46_0) : (tensor<4xf32>) -> tensor<i64>
  %p46 = tensor.cast %r46 : tensor<i64> to tensor<*xi64>
  // CHECK: sizes = []
  // CHECK: [0]
  call @printMemrefI64(%p46) : (tensor<*xi64>) -> ()

  %c47_0 = arith.constant dense<[100, 200]> : tensor<2xui8>
  %r47 = call @arg_max_47(%c47_0) : (tensor<2xui8>) -> tensor<i64>
  %p47 = tensor.cast %r47 : tensor<i64> to tensor<*xi64>
  // CHECK: sizes = []
  // CHECK: [1]
  call @printMemrefI64(%p47) : (tensor<*xi64>) -> ()

  %c48_0 = arith.constant dense<[1.0, 0x7FC00000, 2.0, 2.0]> : tensor<4xf32>
  %r48 = call @arg_min_48(%c48_0) : (tensor<4xf32>) -> tensor<i32>
  %p48 = tensor.cast %r48 : tensor<i32> to tensor<*xi32>
  // CHECK: sizes = []
  // CHECK: [0]
  call @printMemrefI32(%p48) : (tensor<*xi32>) -> ()

  %c49_0 = arith.constant dense<[[[-0.75, 0.5, -0.125, 0.625], [0.5, -1.0, -0.875, -0.5], [0.25, 0.25, -1.0, -0.75]], [[-0.875, 0.625, 0.875, -0.5], [-0.125, -0.25, 0.125, 0.875], [0.25, -0.75, -0.625, 1.0]]]> : tensor<2x3x4xf32>
  %r49 = call @arg_min_49(%c49_0) : (tensor<2x3x4xf32>) -> tensor<2x4xi64>
  %p49 = tensor.cast %r49 : tensor<2x4xi64> to tensor<*xi64>
  // CHECK: sizes = [2, 4]
  // CHECK: [0, 1, 2, 2]
  // CHECK: [0, 2, 2, 0]
  call @printMemrefI64(%p49) : (tensor<*xi64>) -> ()

  %c50_0 = arith.constant dense<[0x7F800000, 0x7F800000, 0xFF800000, 0xFF800000]> : tensor<4xf32>
  %r50 = call @arg_min_50(%c50_0) : (tensor<4xf32>) -> tensor<i64>
  %p50 = tensor.cast %r50 : tensor<i64> to tensor<*xi64>
  // CHECK: sizes = []
  // CHECK: [2]
  call @printMemrefI64(%p50) : (tensor<*xi64>) -> ()

  %c51_0 = arith.constant dense<[100, 200]> : tensor<2xui8>
  %r51 = call @arg_min_51(%c51_0) : (tensor<2xui8>) -> tensor<i64>
  %p51 = tensor.cast %r51 : tensor<i64> to tensor<*xi64>
  // CHECK: sizes = []
  // CHECK: [0]
  call @printMemrefI64(%p51) : (tensor<*xi64>) -> ()

  %c52_0 = arith.constant dense<[[-0.75, 0.5, -0.125, 0.625], [0.5, -1.0, -0.875, -0.5], [0.25, 0.25, -1.0, -0.75]]> : tensor<3x4xf32>
  %r52 = call @cumsum_52(%c52_0) : (tensor<3x4xf32>) -> tensor<3x4xf32>
  %p52 = tensor.cast %r52 : tensor<3x4xf32> to tensor<*xf32>
  // CHECK: sizes = [3, 4]
  // CHECK: [-0.75, -0.25, -0.375, 0.25]
  // CHECK: [0.5, -0.5, -1.375, -1.875]
  // CHECK: [0.25, 0.5, -0.5, -1.25]
  call @printMemrefF32(%p52) : (tensor<*xf32>) -> ()

  %c53_0 = arith.constant dense<[[-0.75, 0.5, -0.125, 0.625], [0.5, -1.0, -0.875, -0.5], [0.25, 0.25, -1.0, -0.75]]> : tensor<3x4xf32>
  %r53 = call @cumsum_53(%c53_0) : (tensor<3x4xf32>) -> tensor<3x4xf32>
  %p53 = tensor.cast %r53 : tensor<3x4xf32> to tensor<*xf32>
  // CHECK: sizes = [3, 4]
  // CHECK: [0.25, 1, 0.5, 0.625]
  // CHECK: [-1.875, -2.375, -1.375, -0.5]
  // CHECK: [-1.25, -1.5, -1.75, -0.75]
  call @printMemrefF32(%p53) : (tensor<*xf32>) -> ()

  %c54_0 = arith.constant dense<[[-0.75, 0.5, -0.125, 0.625], [0.5, -1.0, -0.875, -0.5], [0.25, 0.25, -1.0, -0.75]]> : tensor<3x4xf32>
  %r54 = call @cumsum_54(%c54_0) : (tensor<3x4xf32>) -> tensor<3x4xf32>
  %p54 = tensor.cast %r54 : tensor<3x4xf32> to tensor<*xf32>
  // CHECK: sizes = [3, 4]
  // CHECK: [{{-?0}}, -0.75, -0.25, -0.375]
  // CHECK: [{{-?0}}, 0.5, -0.5, -1.375]
  // CHECK: [{{-?0}}, 0.25, 0.5, -0.5]
  call @printMemrefF32(%p54) : (tensor<*xf32>) -> ()

  %c55_0 = arith.constant dense<[[-0.75, 0.5, -0.125, 0.625], [0.5, -1.0, -0.875, -0.5], [0.25, 0.25, -1.0, -0.75]]> : tensor<3x4xf32>
  %r55 = call @cumsum_55(%c55_0) : (tensor<3x4xf32>) -> tensor<3x4xf32>
  %p55 = tensor.cast %r55 : tensor<3x4xf32> to tensor<*xf32>
  // CHECK: sizes = [3, 4]
  // CHECK: [1, 0.5, 0.625, {{-?0}}]
  // CHECK: [-2.375, -1.375, -0.5, {{-?0}}]
  // CHECK: [-1.5, -1.75, -0.75, {{-?0}}]
  call @printMemrefF32(%p55) : (tensor<*xf32>) -> ()
  return
}
