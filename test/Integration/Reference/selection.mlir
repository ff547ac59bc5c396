// RUN: nn-opt %s --nn-reference-pipeline | mlir-runner -e main \
// RUN:     -entry-point-result=void -shared-libs=%mlir_runner_utils,%mlir_c_runner_utils \
// RUN:   | FileCheck %s
// RUN: nn-run %s --cases --check --guard --threads=2

// Written by Inputs/generate.py: the expected numbers are TensorFlow's.

func.func private @printMemrefF32(tensor<*xf32> {bufferization.access = "read"})
func.func private @printMemrefF64(tensor<*xf64> {bufferization.access = "read"})
func.func private @printMemrefI32(tensor<*xi32> {bufferization.access = "read"})
func.func private @printMemrefI64(tensor<*xi64> {bufferization.access = "read"})

// Ops that order elements, or search among them.

func.func @top_k_0(%a0: tensor<2x6xf32>) -> tensor<2x1xf32> {
  %r:2 = nn.top_k %a0 {k = 1 : i64}
      : (tensor<2x6xf32>) -> (tensor<2x1xf32>, tensor<2x1xi32>)
  return %r#0 : tensor<2x1xf32>
}

func.func @top_k_1(%a0: tensor<2x6xf32>) -> tensor<2x1xi32> {
  %r:2 = nn.top_k %a0 {k = 1 : i64}
      : (tensor<2x6xf32>) -> (tensor<2x1xf32>, tensor<2x1xi32>)
  return %r#1 : tensor<2x1xi32>
}

func.func @top_k_2(%a0: tensor<2x6xf32>) -> tensor<2x4xf32> {
  %r:2 = nn.top_k %a0 {k = 4 : i64}
      : (tensor<2x6xf32>) -> (tensor<2x4xf32>, tensor<2x4xi32>)
  return %r#0 : tensor<2x4xf32>
}

func.func @top_k_3(%a0: tensor<2x6xf32>) -> tensor<2x4xi32> {
  %r:2 = nn.top_k %a0 {k = 4 : i64}
      : (tensor<2x6xf32>) -> (tensor<2x4xf32>, tensor<2x4xi32>)
  return %r#1 : tensor<2x4xi32>
}

func.func @top_k_4(%a0: tensor<2x6xf32>) -> tensor<2x6xf32> {
  %r:2 = nn.top_k %a0 {k = 6 : i64}
      : (tensor<2x6xf32>) -> (tensor<2x6xf32>, tensor<2x6xi32>)
  return %r#0 : tensor<2x6xf32>
}

func.func @top_k_5(%a0: tensor<2x6xf32>) -> tensor<2x6xi32> {
  %r:2 = nn.top_k %a0 {k = 6 : i64}
      : (tensor<2x6xf32>) -> (tensor<2x6xf32>, tensor<2x6xi32>)
  return %r#1 : tensor<2x6xi32>
}

func.func @top_k_6(%a0: tensor<?x6xf32>) -> tensor<?x3xf32> {
  %r:2 = nn.top_k %a0 {k = 3 : i64}
      : (tensor<?x6xf32>) -> (tensor<?x3xf32>, tensor<?x3xi32>)
  return %r#0 : tensor<?x3xf32>
}

func.func @top_k_7(%a0: tensor<?x6xf32>) -> tensor<?x3xi32> {
  %r:2 = nn.top_k %a0 {k = 3 : i64}
      : (tensor<?x6xf32>) -> (tensor<?x3xf32>, tensor<?x3xi32>)
  return %r#1 : tensor<?x3xi32>
}

func.func @top_k_8(%a0: tensor<4xi32>) -> tensor<2xi32> {
  %r:2 = nn.top_k %a0 {k = 2 : i64}
      : (tensor<4xi32>) -> (tensor<2xi32>, tensor<2xi32>)
  return %r#0 : tensor<2xi32>
}

func.func @top_k_9(%a0: tensor<4xi32>) -> tensor<2xi32> {
  %r:2 = nn.top_k %a0 {k = 2 : i64}
      : (tensor<4xi32>) -> (tensor<2xi32>, tensor<2xi32>)
  return %r#1 : tensor<2xi32>
}

func.func @top_k_unsigned_10(%a0: tensor<4xui8>) -> tensor<2xi32> {
  %r:2 = nn.top_k %a0 {k = 2 : i64}
      : (tensor<4xui8>) -> (tensor<2xui8>, tensor<2xi32>)
  %w = nn.cast %r#0 : (tensor<2xui8>) -> tensor<2xi32>
  return %w : tensor<2xi32>
}

func.func @top_k_unsigned_11(%a0: tensor<4xui8>) -> tensor<2xi32> {
  %r:2 = nn.top_k %a0 {k = 2 : i64}
      : (tensor<4xui8>) -> (tensor<2xui8>, tensor<2xi32>)
  return %r#1 : tensor<2xi32>
}

func.func @top_k_unsorted_12(%a0: tensor<2x6xf32>) -> tensor<2x2xf32> {
  %r:2 = nn.top_k %a0 {k = 2 : i64, sorted = false}
      : (tensor<2x6xf32>) -> (tensor<2x2xf32>, tensor<2x2xi32>)
  return %r#0 : tensor<2x2xf32>
}

func.func @top_k_unsorted_13(%a0: tensor<2x6xf32>) -> tensor<2x2xi32> {
  %r:2 = nn.top_k %a0 {k = 2 : i64, sorted = false}
      : (tensor<2x6xf32>) -> (tensor<2x2xf32>, tensor<2x2xi32>)
  return %r#1 : tensor<2x2xi32>
}

func.func @top_k_unsorted_14(%a0: tensor<2x6xf32>) -> tensor<2x4xf32> {
  %r:2 = nn.top_k %a0 {k = 4 : i64, sorted = false}
      : (tensor<2x6xf32>) -> (tensor<2x4xf32>, tensor<2x4xi32>)
  return %r#0 : tensor<2x4xf32>
}

func.func @top_k_unsorted_15(%a0: tensor<2x6xf32>) -> tensor<2x4xi32> {
  %r:2 = nn.top_k %a0 {k = 4 : i64, sorted = false}
      : (tensor<2x6xf32>) -> (tensor<2x4xf32>, tensor<2x4xi32>)
  return %r#1 : tensor<2x4xi32>
}

func.func @top_k_unsorted_16(%a0: tensor<2x6xf32>) -> tensor<2x5xf32> {
  %r:2 = nn.top_k %a0 {k = 5 : i64, sorted = false}
      : (tensor<2x6xf32>) -> (tensor<2x5xf32>, tensor<2x5xi32>)
  return %r#0 : tensor<2x5xf32>
}

func.func @top_k_unsorted_17(%a0: tensor<2x6xf32>) -> tensor<2x5xi32> {
  %r:2 = nn.top_k %a0 {k = 5 : i64, sorted = false}
      : (tensor<2x6xf32>) -> (tensor<2x5xf32>, tensor<2x5xi32>)
  return %r#1 : tensor<2x5xi32>
}

func.func @top_k_18(%a0: tensor<3xf32>) -> tensor<1xf32> {
  %r:2 = nn.top_k %a0 {k = 1 : i64}
      : (tensor<3xf32>) -> (tensor<1xf32>, tensor<1xi32>)
  return %r#0 : tensor<1xf32>
}

func.func @top_k_19(%a0: tensor<3xf32>) -> tensor<1xi32> {
  %r:2 = nn.top_k %a0 {k = 1 : i64}
      : (tensor<3xf32>) -> (tensor<1xf32>, tensor<1xi32>)
  return %r#1 : tensor<1xi32>
}

func.func @top_k_20(%a0: tensor<2x100xf32>) -> tensor<2x40xf32> {
  %r:2 = nn.top_k %a0 {k = 40 : i64}
      : (tensor<2x100xf32>) -> (tensor<2x40xf32>, tensor<2x40xi32>)
  return %r#0 : tensor<2x40xf32>
}

func.func @top_k_21(%a0: tensor<2x100xf32>) -> tensor<2x40xi32> {
  %r:2 = nn.top_k %a0 {k = 40 : i64}
      : (tensor<2x100xf32>) -> (tensor<2x40xf32>, tensor<2x40xi32>)
  return %r#1 : tensor<2x40xi32>
}

func.func @non_max_suppression_22(%a0: tensor<6x4xf32>, %a1: tensor<6xf32>, %a2: tensor<f32>, %a3: tensor<f32>, %a4: tensor<f32>) -> tensor<4xi32> {
  %r:3 = nn.non_max_suppression %a0, %a1, %a2, %a3, %a4 {max_outputs = 4 : i64}
      : (tensor<6x4xf32>, tensor<6xf32>, tensor<f32>, tensor<f32>, tensor<f32>) -> (tensor<4xi32>, tensor<4xf32>, tensor<i32>)
  return %r#0 : tensor<4xi32>
}

func.func @non_max_suppression_23(%a0: tensor<6x4xf32>, %a1: tensor<6xf32>, %a2: tensor<f32>, %a3: tensor<f32>, %a4: tensor<f32>) -> tensor<4xf32> {
  %r:3 = nn.non_max_suppression %a0, %a1, %a2, %a3, %a4 {max_outputs = 4 : i64}
      : (tensor<6x4xf32>, tensor<6xf32>, tensor<f32>, tensor<f32>, tensor<f32>) -> (tensor<4xi32>, tensor<4xf32>, tensor<i32>)
  return %r#1 : tensor<4xf32>
}

func.func @non_max_suppression_24(%a0: tensor<6x4xf32>, %a1: tensor<6xf32>, %a2: tensor<f32>, %a3: tensor<f32>, %a4: tensor<f32>) -> tensor<i32> {
  %r:3 = nn.non_max_suppression %a0, %a1, %a2, %a3, %a4 {max_outputs = 4 : i64}
      : (tensor<6x4xf32>, tensor<6xf32>, tensor<f32>, tensor<f32>, tensor<f32>) -> (tensor<4xi32>, tensor<4xf32>, tensor<i32>)
  return %r#2 : tensor<i32>
}

func.func @non_max_suppression_25(%a0: tensor<6x4xf32>, %a1: tensor<6xf32>, %a2: tensor<f32>, %a3: tensor<f32>, %a4: tensor<f32>) -> tensor<8xi32> {
  %r:3 = nn.non_max_suppression %a0, %a1, %a2, %a3, %a4 {max_outputs = 8 : i64}
      : (tensor<6x4xf32>, tensor<6xf32>, tensor<f32>, tensor<f32>, tensor<f32>) -> (tensor<8xi32>, tensor<8xf32>, tensor<i32>)
  return %r#0 : tensor<8xi32>
}

func.func @non_max_suppression_26(%a0: tensor<6x4xf32>, %a1: tensor<6xf32>, %a2: tensor<f32>, %a3: tensor<f32>, %a4: tensor<f32>) -> tensor<8xf32> {
  %r:3 = nn.non_max_suppression %a0, %a1, %a2, %a3, %a4 {max_outputs = 8 : i64}
      : (tensor<6x4xf32>, tensor<6xf32>, tensor<f32>, tensor<f32>, tensor<f32>) -> (tensor<8xi32>, tensor<8xf32>, tensor<i32>)
  return %r#1 : tensor<8xf32>
}

func.func @non_max_suppression_27(%a0: tensor<6x4xf32>, %a1: tensor<6xf32>, %a2: tensor<f32>, %a3: tensor<f32>, %a4: tensor<f32>) -> tensor<i32> {
  %r:3 = nn.non_max_suppression %a0, %a1, %a2, %a3, %a4 {max_outputs = 8 : i64}
      : (tensor<6x4xf32>, tensor<6xf32>, tensor<f32>, tensor<f32>, tensor<f32>) -> (tensor<8xi32>, tensor<8xf32>, tensor<i32>)
  return %r#2 : tensor<i32>
}

func.func @non_max_suppression_28(%a0: tensor<6x4xf32>, %a1: tensor<6xf32>, %a2: tensor<f32>, %a3: tensor<f32>, %a4: tensor<f32>) -> tensor<4xi32> {
  %r:3 = nn.non_max_suppression %a0, %a1, %a2, %a3, %a4 {max_outputs = 4 : i64}
      : (tensor<6x4xf32>, tensor<6xf32>, tensor<f32>, tensor<f32>, tensor<f32>) -> (tensor<4xi32>, tensor<4xf32>, tensor<i32>)
  return %r#0 : tensor<4xi32>
}

func.func @non_max_suppression_29(%a0: tensor<6x4xf32>, %a1: tensor<6xf32>, %a2: tensor<f32>, %a3: tensor<f32>, %a4: tensor<f32>) -> tensor<4xf32> {
  %r:3 = nn.non_max_suppression %a0, %a1, %a2, %a3, %a4 {max_outputs = 4 : i64}
      : (tensor<6x4xf32>, tensor<6xf32>, tensor<f32>, tensor<f32>, tensor<f32>) -> (tensor<4xi32>, tensor<4xf32>, tensor<i32>)
  return %r#1 : tensor<4xf32>
}

func.func @non_max_suppression_30(%a0: tensor<6x4xf32>, %a1: tensor<6xf32>, %a2: tensor<f32>, %a3: tensor<f32>, %a4: tensor<f32>) -> tensor<i32> {
  %r:3 = nn.non_max_suppression %a0, %a1, %a2, %a3, %a4 {max_outputs = 4 : i64}
      : (tensor<6x4xf32>, tensor<6xf32>, tensor<f32>, tensor<f32>, tensor<f32>) -> (tensor<4xi32>, tensor<4xf32>, tensor<i32>)
  return %r#2 : tensor<i32>
}

func.func @non_max_suppression_31(%a0: tensor<6x4xf32>, %a1: tensor<6xf32>, %a2: tensor<f32>, %a3: tensor<f32>, %a4: tensor<f32>) -> tensor<3xi32> {
  %r:3 = nn.non_max_suppression %a0, %a1, %a2, %a3, %a4 {max_outputs = 3 : i64}
      : (tensor<6x4xf32>, tensor<6xf32>, tensor<f32>, tensor<f32>, tensor<f32>) -> (tensor<3xi32>, tensor<3xf32>, tensor<i32>)
  return %r#0 : tensor<3xi32>
}

func.func @non_max_suppression_32(%a0: tensor<6x4xf32>, %a1: tensor<6xf32>, %a2: tensor<f32>, %a3: tensor<f32>, %a4: tensor<f32>) -> tensor<3xf32> {
  %r:3 = nn.non_max_suppression %a0, %a1, %a2, %a3, %a4 {max_outputs = 3 : i64}
      : (tensor<6x4xf32>, tensor<6xf32>, tensor<f32>, tensor<f32>, tensor<f32>) -> (tensor<3xi32>, tensor<3xf32>, tensor<i32>)
  return %r#1 : tensor<3xf32>
}

func.func @non_max_suppression_33(%a0: tensor<6x4xf32>, %a1: tensor<6xf32>, %a2: tensor<f32>, %a3: tensor<f32>, %a4: tensor<f32>) -> tensor<i32> {
  %r:3 = nn.non_max_suppression %a0, %a1, %a2, %a3, %a4 {max_outputs = 3 : i64}
      : (tensor<6x4xf32>, tensor<6xf32>, tensor<f32>, tensor<f32>, tensor<f32>) -> (tensor<3xi32>, tensor<3xf32>, tensor<i32>)
  return %r#2 : tensor<i32>
}

func.func @search_sorted_34(%a0: tensor<2x9xf32>, %a1: tensor<2x5xf32>) -> tensor<2x5xi32> {
  %r = nn.search_sorted %a0, %a1 {right = false}
      : (tensor<2x9xf32>, tensor<2x5xf32>) -> tensor<2x5xi32>
  return %r : tensor<2x5xi32>
}

func.func @search_sorted_35(%a0: tensor<2x9xf32>, %a1: tensor<2x5xf32>) -> tensor<2x5xi32> {
  %r = nn.search_sorted %a0, %a1 {right = true}
      : (tensor<2x9xf32>, tensor<2x5xf32>) -> tensor<2x5xi32>
  return %r : tensor<2x5xi32>
}

func.func @search_sorted_36(%a0: tensor<?xi32>, %a1: tensor<?xi32>) -> tensor<?xi32> {
  %r = nn.search_sorted %a0, %a1
      : (tensor<?xi32>, tensor<?xi32>) -> tensor<?xi32>
  return %r : tensor<?xi32>
}

func.func @main() {
  %c0_0 = arith.constant dense<[[3.0, -1.0, 7.0, 3.0, 0.0, 7.0], [0xFF800000, 2.0, 9.0, 3.0, 0x7F800000, -5.0]]> : tensor<2x6xf32>
  %r0 = call @top_k_0(%c0_0) : (tensor<2x6xf32>) -> tensor<2x1xf32>
  %p0 = tensor.cast %r0 : tensor<2x1xf32> to tensor<*xf32>
  // CHECK: sizes = [2, 1]
  // CHECK: [7]
  // CHECK: [inf]
  call @printMemrefF32(%p0) : (tensor<*xf32>) -> ()

  %c1_0 = arith.constant dense<[[3.0, -1.0, 7.0, 3.0, 0.0, 7.0], [0xFF800000, 2.0, 9.0, 3.0, 0x7F800000, -5.0]]> : tensor<2x6xf32>
  %r1 = call @top_k_1(%c1_0) : (tensor<2x6xf32>) -> tensor<2x1xi32>
  %p1 = tensor.cast %r1 : tensor<2x1xi32> to tensor<*xi32>
  // CHECK: sizes = [2, 1]
  // CHECK: [2]
  // CHECK: [4]
  call @printMemrefI32(%p1) : (tensor<*xi32>) -> ()

  %c2_0 = arith.constant dense<[[3.0, -1.0, 7.0, 3.0, 0.0, 7.0], [0xFF800000, 2.0, 9.0, 3.0, 0x7F800000, -5.0]]> : tensor<2x6xf32>
  %r2 = call @top_k_2(%c2_0) : (tensor<2x6xf32>) -> tensor<2x4xf32>
  %p2 = tensor.cast %r2 : tensor<2x4xf32> to tensor<*xf32>
  // CHECK: sizes = [2, 4]
  // CHECK: [7, 7, 3, 3]
  // CHECK: [inf, 9, 3, 2]
  call @printMemrefF32(%p2) : (tensor<*xf32>) -> ()

  %c3_0 = arith.constant dense<[[3.0, -1.0, 7.0, 3.0, 0.0, 7.0], [0xFF800000, 2.0, 9.0, 3.0, 0x7F800000, -5.0]]> : tensor<2x6xf32>
  %r3 = call @top_k_3(%c3_0) : (tensor<2x6xf32>) -> tensor<2x4xi32>
  %p3 = tensor.cast %r3 : tensor<2x4xi32> to tensor<*xi32>
  // CHECK: sizes = [2, 4]
  // CHECK: [2, 5, 0, 3]
  // CHECK: [4, 2, 3, 1]
  call @printMemrefI32(%p3) : (tensor<*xi32>) -> ()

  %c4_0 = arith.constant dense<[[3.0, -1.0, 7.0, 3.0, 0.0, 7.0], [0xFF800000, 2.0, 9.0, 3.0, 0x7F800000, -5.0]]> : tensor<2x6xf32>
  %r4 = call @top_k_4(%c4_0) : (tensor<2x6xf32>) -> tensor<2x6xf32>
  %p4 = tensor.cast %r4 : tensor<2x6xf32> to tensor<*xf32>
  // CHECK: sizes = [2, 6]
  // CHECK: [7, 7, 3, 3, {{-?0}}, -1]
  // CHECK: [inf, 9, 3, 2, -5, -inf]
  call @printMemrefF32(%p4) : (tensor<*xf32>) -> ()

  %c5_0 = arith.constant dense<[[3.0, -1.0, 7.0, 3.0, 0.0, 7.0], [0xFF800000, 2.0, 9.0, 3.0, 0x7F800000, -5.0]]> : tensor<2x6xf32>
  %r5 = call @top_k_5(%c5_0) : (tensor<2x6xf32>) -> tensor<2x6xi32>
  %p5 = tensor.cast %r5 : tensor<2x6xi32> to tensor<*xi32>
  // CHECK: sizes = [2, 6]
  // CHECK: [2, 5, 0, 3, 4, 1]
  // CHECK: [4, 2, 3, 1, 5, 0]
  call @printMemrefI32(%p5) : (tensor<*xi32>) -> ()

  %c6_0 = arith.constant dense<[[3.0, -1.0, 7.0, 3.0, 0.0, 7.0], [0xFF800000, 2.0, 9.0, 3.0, 0x7F800000, -5.0]]> : tensor<2x6xf32>
  %d6_0 = tensor.cast %c6_0 : tensor<2x6xf32> to tensor<?x6xf32>
  %r6 = call @top_k_6(%d6_0) : (tensor<?x6xf32>) -> tensor<?x3xf32>
  %p6 = tensor.cast %r6 : tensor<?x3xf32> to tensor<*xf32>
  // CHECK: sizes = [2, 3]
  // CHECK: [7, 7, 3]
  // CHECK: [inf, 9, 3]
  call @printMemrefF32(%p6) : (tensor<*xf32>) -> ()

  %c7_0 = arith.constant dense<[[3.0, -1.0, 7.0, 3.0, 0.0, 7.0], [0xFF800000, 2.0, 9.0, 3.0, 0x7F800000, -5.0]]> : tensor<2x6xf32>
  %d7_0 = tensor.cast %c7_0 : tensor<2x6xf32> to tensor<?x6xf32>
  %r7 = call @top_k_7(%d7_0) : (tensor<?x6xf32>) -> tensor<?x3xi32>
  %p7 = tensor.cast %r7 : tensor<?x3xi32> to tensor<*xi32>
  // CHECK: sizes = [2, 3]
  // CHECK: [2, 5, 0]
  // CHECK: [4, 2, 3]
  call @printMemrefI32(%p7) : (tensor<*xi32>) -> ()

  %c8_0 = arith.constant dense<[3, 3, 4, -2147483648]> : tensor<4xi32>
  %r8 = call @top_k_8(%c8_0) : (tensor<4xi32>) -> tensor<2xi32>
  %p8 = tensor.cast %r8 : tensor<2xi32> to tensor<*xi32>
  // CHECK: sizes = [2]
  // CHECK: [4, 3]
  call @printMemrefI32(%p8) : (tensor<*xi32>) -> ()

  %c9_0 = arith.constant dense<[3, 3, 4, -2147483648]> : tensor<4xi32>
  %r9 = call @top_k_9(%c9_0) : (tensor<4xi32>) -> tensor<2xi32>
  %p9 = tensor.cast %r9 : tensor<2xi32> to tensor<*xi32>
  // CHECK: sizes = [2]
  // CHECK: [2, 0]
  call @printMemrefI32(%p9) : (tensor<*xi32>) -> ()

  %c10_0 = arith.constant dense<[200, 3, 255, 7]> : tensor<4xui8>
  %r10 = call @top_k_unsigned_10(%c10_0) : (tensor<4xui8>) -> tensor<2xi32>
  %p10 = tensor.cast %r10 : tensor<2xi32> to tensor<*xi32>
  // CHECK: sizes = [2]
  // CHECK: [255, 200]
  call @printMemrefI32(%p10) : (tensor<*xi32>) -> ()

  %c11_0 = arith.constant dense<[200, 3, 255, 7]> : tensor<4xui8>
  %r11 = call @top_k_unsigned_11(%c11_0) : (tensor<4xui8>) -> tensor<2xi32>
  %p11 = tensor.cast %r11 : tensor<2xi32> to tensor<*xi32>
  // CHECK: sizes = [2]
  // CHECK: [2, 0]
  call @printMemrefI32(%p11) : (tensor<*xi32>) -> ()

  %c12_0 = arith.constant dense<[[3.0, -1.0, 7.0, 3.0, 0.0, 7.0], [0xFF800000, 2.0, 9.0, 3.0, 0x7F800000, -5.0]]> : tensor<2x6xf32>
  %r12 = call @top_k_unsorted_12(%c12_0) : (tensor<2x6xf32>) -> tensor<2x2xf32>
  %p12 = tensor.cast %r12 : tensor<2x2xf32> to tensor<*xf32>
  // CHECK: sizes = [2, 2]
  // CHECK: [7, 7]
  // CHECK: [9, inf]
  call @printMemrefF32(%p12) : (tensor<*xf32>) -> ()

  %c13_0 = arith.constant dense<[[3.0, -1.0, 7.0, 3.0, 0.0, 7.0], [0xFF800000, 2.0, 9.0, 3.0, 0x7F800000, -5.0]]> : tensor<2x6xf32>
  %r13 = call @top_k_unsorted_13(%c13_0) : (tensor<2x6xf32>) -> tensor<2x2xi32>
  %p13 = tensor.cast %r13 : tensor<2x2xi32> to tensor<*xi32>
  // CHECK: sizes = [2, 2]
  // CHECK: [5, 2]
  // CHECK: [2, 4]
  call @printMemrefI32(%p13) : (tensor<*xi32>) -> ()

  %c14_0 = arith.constant dense<[[3.0, -1.0, 7.0, 3.0, 0.0, 7.0], [0xFF800000, 2.0, 9.0, 3.0, 0x7F800000, -5.0]]> : tensor<2x6xf32>
  %r14 = call @top_k_unsorted_14(%c14_0) : (tensor<2x6xf32>) -> tensor<2x4xf32>
  %p14 = tensor.cast %r14 : tensor<2x4xf32> to tensor<*xf32>
  // CHECK: sizes = [2, 4]
  // CHECK: [3, 3, 7, 7]
  // CHECK: [2, 3, 9, inf]
  call @printMemrefF32(%p14) : (tensor<*xf32>) -> ()

  %c15_0 = arith.constant dense<[[3.0, -1.0, 7.0, 3.0, 0.0, 7.0], [0xFF800000, 2.0, 9.0, 3.0, 0x7F800000, -5.0]]> : tensor<2x6xf32>
  %r15 = call @top_k_unsorted_15(%c15_0) : (tensor<2x6xf32>) -> tensor<2x4xi32>
  %p15 = tensor.cast %r15 : tensor<2x4xi32> to tensor<*xi32>
  // CHECK: sizes = [2, 4]
  // CHECK: [3, 0, 2, 5]
  // CHECK: [1, 3, 2, 4]
  call @printMemrefI32(%p15) : (tensor<*xi32>) -> ()

  %c16_0 = arith.constant dense<[[3.0, -1.0, 7.0, 3.0, 0.0, 7.0], [0xFF800000, 2.0, 9.0, 3.0, 0x7F800000, -5.0]]> : tensor<2x6xf32>
  %r16 = call @top_k_unsorted_16(%c16_0) : (tensor<2x6xf32>) -> tensor<2x5xf32>
  %p16 = tensor.cast %r16 : tensor<2x5xf32> to tensor<*xf32>
  // CHECK: sizes = [2, 5]
  // CHECK: [{{-?0}}, 3, 7, 7, 3]
  // CHECK: [-5, 2, 9, 3, inf]
  call @printMemrefF32(%p16) : (tensor<*xf32>) -> ()

  %c17_0 = arith.constant dense<[[3.0, -1.0, 7.0, 3.0, 0.0, 7.0], [0xFF800000, 2.0, 9.0, 3.0, 0x7F800000, -5.0]]> : tensor<2x6xf32>
  %r17 = call @top_k_unsorted_17(%c17_0) : (tensor<2x6xf32>) -> tensor<2x5xi32>
  %p17 = tensor.cast %r17 : tensor<2x5xi32> to tensor<*xi32>
  // CHECK: sizes = [2, 5]
  // CHECK: [4, 3, 5, 2, 0]
  // CHECK: [5, 1, 2, 3, 4]
  call @printMemrefI32(%p17) : (tensor<*xi32>) -> ()

  %c18_0 = arith.constant dense<[0x7FC00000, 1.0, 3.0]> : tensor<3xf32>
  %r18 = call @top_k_18(%c18_0) : (tensor<3xf32>) -> tensor<1xf32>
  %p18 = tensor.cast %r18 : tensor<1xf32> to tensor<*xf32>
  // CHECK: sizes = [1]
  // CHECK: [3]
  call @printMemrefF32(%p18) : (tensor<*xf32>) -> ()

  %c19_0 = arith.constant dense<[0x7FC00000, 1.0, 3.0]> : tensor<3xf32>
  %r19 = call @top_k_19(%c19_0) : (tensor<3xf32>) -> tensor<1xi32>
  %p19 = tensor.cast %r19 : tensor<1xi32> to tensor<*xi32>
  // CHECK: sizes = [1]
  // CHECK: [2]
  call @printMemrefI32(%p19) : (tensor<*xi32>) -> ()

  %c20_0 = arith.constant dense<[[-76.0, 41.0, 0.0, 10.0, 85.0, 95.0, -79.0, 32.0, -18.0, 73.0, -61.0, -57.0, -62.0, 7.0, -59.0, 12.0, -72.0, 33.0, 80.0, 51.0, 66.0, -64.0, -69.0, -92.0, -11.0, 44.0, 39.0, 48.0, -22.0, -43.0, 47.0, -39.0, -75.0, 61.0, 9.0, -60.0, 17.0, 5.0, 27.0, 12.0, 17.0, -83.0, 81.0, -53.0, -5.0, -15.0, -76.0, 44.0, 73.0, -16.0, 20.0, -44.0, -1.0, 56.0, -54.0, -18.0, 56.0, -22.0, 77.0, -5.0, 34.0, 22.0, 14.0, -71.0, -34.0, -31.0, 15.0, 62.0, 19.0, -51.0, 0.0, -30.0, 94.0, 0.0, -28.0, -98.0, 30.0, 54.0, 1.0, -22.0, 9.0, 79.0, 56.0, -3.0, -56.0, -80.0, -1.0, -54.0, 1.0, -19.0, 13.0, 22.0, 72.0, 96.0, -91.0, 75.0, -35.0, 17.0, 49.0, -3.0], [8.0, 34.0, -14.0, -75.0, -97.0, 9.0, -71.0, 19.0, -4.0, -34.0, 15.0, 43.0, -78.0, 12.0, 12.0, 98.0, -66.0, 7.0, 31.0, -72.0, 20.0, 48.0, 44.0, -28.0, -70.0, 64.0, -51.0, 78.0, -19.0, 85.0, -36.0, 87.0, 34.0, -48.0, -38.0, 7.0, -82.0, -54.0, -37.0, -77.0, 3.0, 38.0, -94.0, -23.0, -38.0, 71.0, 45.0, -40.0, -82.0, 97.0, -39.0, 54.0, 43.0, 10.0, -38.0, 82.0, -18.0, -70.0, -71.0, 34.0, -15.0, 84.0, 79.0, -13.0, 82.0, -89.0, -56.0, 88.0, 59.0, -40.0, 43.0, 77.0, 21.0, 26.0, -43.0, 94.0, 5.0, 36.0, 98.0, 44.0, 20.0, -47.0, -67.0, -12.0, 63.0, -70.0, -48.0, 82.0, -95.0, 93.0, 24.0, 55.0, 34.0, 23.0, -11.0, -82.0, 97.0, -43.0, 61.0, -18.0]]> : tensor<2x100xf32>
  %r20 = call @top_k_20(%c20_0) : (tensor<2x100xf32>) -> tensor<2x40xf32>
  %p20 = tensor.cast %r20 : tensor<2x40xf32> to tensor<*xf32>
  // CHECK: sizes = [2, 40]
  // CHECK: [96, 95, 94, 85, 81, 80, 79, 77, 75, 73, 73, 72, 66, 62, 61, 56, 56, 56, 54, 51, 49, 48, 47, 44, 44, 41, 39, 34, 33, 32, 30, 27, 22, 22, 20, 19, 17, 17, 17, 15]
  // CHECK: [98, 98, 97, 97, 94, 93, 88, 87, 85, 84, 82, 82, 82, 79, 78, 77, 71, 64, 63, 61, 59, 55, 54, 48, 45, 44, 44, 43, 43, 43, 38, 36, 34, 34, 34, 34, 31, 26, 24, 23]
  call @printMemrefF32(%p20) : (tensor<*xf32>) -> ()

  %c21_0 = arith.constant dense<[[-76.0, 41.0, 0.0, 10.0, 85.0, 95.0, -79.0, 32.0, -18.0, 73.0, -61.0, -57.0, -62.0, 7.0, -59.0, 12.0, -72.0, 33.0, 80.0, 51.0, 66.0, -64.0, -69.0, -92.0, -11.0, 44.0, 39.0, 48.0, -22.0, -43.0, 47.0, -39.0, -75.0, 61.0, 9.0, -60.0, 17.0, 5.0, 27.0, 12.0, 17.0, -83.0, 81.0, -53.0, -5.0, -15.0, -76.0, 44.0, 73.0, -16.0, 20.0, -44.0, -1.0, 56.0, -54.0, -18.0, 56.0, -22.0, 77.0, -5.0, 34.0, 22.0, 14.0, -71.0, -34.0, -31.0, 15.0, 62.0, 19.0, -51.0, 0.0, -30.0, 94.0, 0.0, -28.0, -98.0, 30.0, 54.0, 1.0, -22.0, 9.0, 79.0, 56.0, -3.0, -56.0, -80.0, -1.0, -54.0, 1.0, -19.0, 13.0, 22.0, 72.0, 96.0, -91.0, 75.0, -35.0, 17.0, 49.0, -3.0], [8.0, 34.0, -14.0, -75.0, -97.0, 9.0, -71.0, 19.0, -4.0, -34.0, 15.0, 43.0, -78.0, 12.0, 12.0, 98.0, -66.0, 7.0, 31.0, -72.0, 20.0, 48.0, 44.0, -28.0, -70.0, 64.0, -51.0, 78.0, -19.0, 85.0, -36.0, 87.0, 34.0, -48.0, -38.0, 7.0, -82.0, -54.0, -37.0, -77.0, 3.0, 38.0, -94.0, -23.0, -38.0, 71.0, 45.0, -40.0, -82.0, 97.0, -39.0, 54.0, 43.0, 10.0, -38.0, 82.0, -18.0, -70.0, -71.0, 34.0, -15.0, 84.0, 79.0, -13.0, 82.0, -89.0, -56.0, 88.0, 59.0, -40.0, 43.0, 77.0, 21.0, 26.0, -43.0, 94.0, 5.0, 36.0, 98.0, 44.0, 20.0, -47.0, -67.0, -12.0, 63.0, -70.0, -48.0, 82.0, -95.0, 93.0, 24.0, 55.0, 34.0, 23.0, -11.0, -82.0, 97.0, -43.0, 61.0, -18.0]]> : tensor<2x100xf32>
  %r21 = call @top_k_21(%c21_0) : (tensor<2x100xf32>) -> tensor<2x40xi32>
  %p21 = tensor.cast %r21 : tensor<2x40xi32> to tensor<*xi32>
  // CHECK: sizes = [2, 40]
  // CHECK: [93, 5, 72, 4, 42, 18, 81, 58, 95, 9, 48, 92, 20, 67, 33, 53, 56, 82, 77, 19, 98, 27, 30, 25, 47, 1, 26, 60, 17, 7, 76, 38, 61, 91, 50, 68, 36, 40, 97, 66]
  // CHECK: [15, 78, 49, 96, 75, 89, 67, 31, 29, 61, 55, 64, 87, 62, 27, 71, 45, 25, 84, 98, 68, 91, 51, 21, 46, 22, 79, 11, 52, 70, 41, 77, 1, 32, 59, 92, 18, 73, 90, 93]
  call @printMemrefI32(%p21) : (tensor<*xi32>) -> ()

  %c22_0 = arith.constant dense<[[0.0, 0.0, 4.0, 4.0], [5.0, 5.0, 1.0, 1.0], [0.0, 0.0, 4.0, 3.0], [8.0, 8.0, 9.0, 9.0], [8.0, 8.0, 9.5, 9.0], [3.0, 3.0, 3.0, 9.0]]> : tensor<6x4xf32>
  %c22_1 = arith.constant dense<[0.5, 0.9, 0.5, 0.25, 0.75, 0.125]> : tensor<6xf32>
  %c22_2 = arith.constant dense<0.3> : tensor<f32>
  %c22_3 = arith.constant dense<0.2> : tensor<f32>
  %c22_4 = arith.constant dense<0.0> : tensor<f32>
  %r22 = call @non_max_suppression_22(%c22_0, %c22_1, %c22_2, %c22_3, %c22_4) : (tensor<6x4xf32>, tensor<6xf32>, tensor<f32>, tensor<f32>, tensor<f32>) -> tensor<4xi32>
  %p22 = tensor.cast %r22 : tensor<4xi32> to tensor<*xi32>
  // CHECK: sizes = [4]
  // CHECK: [1, 4, 2, 0]
  call @printMemrefI32(%p22) : (tensor<*xi32>) -> ()

  %c23_0 = arith.constant dense<[[0.0, 0.0, 4.0, 4.0], [5.0, 5.0, 1.0, 1.0], [0.0, 0.0, 4.0, 3.0], [8.0, 8.0, 9.0, 9.0], [8.0, 8.0, 9.5, 9.0], [3.0, 3.0, 3.0, 9.0]]> : tensor<6x4xf32>
  %c23_1 = arith.constant dense<[0.5, 0.9, 0.5, 0.25, 0.75, 0.125]> : tensor<6xf32>
  %c23_2 = arith.constant dense<0.3> : tensor<f32>
  %c23_3 = arith.constant dense<0.2> : tensor<f32>
  %c23_4 = arith.constant dense<0.0> : tensor<f32>
  %r23 = call @non_max_suppression_23(%c23_0, %c23_1, %c23_2, %c23_3, %c23_4) : (tensor<6x4xf32>, tensor<6xf32>, tensor<f32>, tensor<f32>, tensor<f32>) -> tensor<4xf32>
  %p23 = tensor.cast %r23 : tensor<4xf32> to tensor<*xf32>
  // CHECK: sizes = [4]
  // CHECK: [0.9, 0.75, 0.5, {{-?0}}]
  call @printMemrefF32(%p23) : (tensor<*xf32>) -> ()

  %c24_0 = arith.constant dense<[[0.0, 0.0, 4.0, 4.0], [5.0, 5.0, 1.0, 1.0], [0.0, 0.0, 4.0, 3.0], [8.0, 8.0, 9.0, 9.0], [8.0, 8.0, 9.5, 9.0], [3.0, 3.0, 3.0, 9.0]]> : tensor<6x4xf32>
  %c24_1 = arith.constant dense<[0.5, 0.9, 0.5, 0.25, 0.75, 0.125]> : tensor<6xf32>
  %c24_2 = arith.constant dense<0.3> : tensor<f32>
  %c24_3 = arith.constant dense<0.2> : tensor<f32>
  %c24_4 = arith.constant dense<0.0> : tensor<f32>
  %r24 = call @non_max_suppression_24(%c24_0, %c24_1, %c24_2, %c24_3, %c24_4) : (tensor<6x4xf32>, tensor<6xf32>, tensor<f32>, tensor<f32>, tensor<f32>) -> tensor<i32>
  %p24 = tensor.cast %r24 : tensor<i32> to tensor<*xi32>
  // CHECK: sizes = []
  // CHECK: [3]
  call @printMemrefI32(%p24) : (tensor<*xi32>) -> ()

  %c25_0 = arith.constant dense<[[0.0, 0.0, 4.0, 4.0], [5.0, 5.0, 1.0, 1.0], [0.0, 0.0, 4.0, 3.0], [8.0, 8.0, 9.0, 9.0], [8.0, 8.0, 9.5, 9.0], [3.0, 3.0, 3.0, 9.0]]> : tensor<6x4xf32>
  %c25_1 = arith.constant dense<[0.5, 0.9, 0.5, 0.25, 0.75, 0.125]> : tensor<6xf32>
  %c25_2 = arith.constant dense<0.3> : tensor<f32>
  %c25_3 = arith.constant dense<-1.0> : tensor<f32>
  %c25_4 = arith.constant dense<0.0> : tensor<f32>
  %r25 = call @non_max_suppression_25(%c25_0, %c25_1, %c25_2, %c25_3, %c25_4) : (tensor<6x4xf32>, tensor<6xf32>, tensor<f32>, tensor<f32>, tensor<f32>) -> tensor<8xi32>
  %p25 = tensor.cast %r25 : tensor<8xi32> to tensor<*xi32>
  // CHECK: sizes = [8]
  // CHECK: [1, 4, 2, 5, 0, 0, 0, 0]
  call @printMemrefI32(%p25) : (tensor<*xi32>) -> ()

  %c26_0 = arith.constant dense<[[0.0, 0.0, 4.0, 4.0], [5.0, 5.0, 1.0, 1.0], [0.0, 0.0, 4.0, 3.0], [8.0, 8.0, 9.0, 9.0], [8.0, 8.0, 9.5, 9.0], [3.0, 3.0, 3.0, 9.0]]> : tensor<6x4xf32>
  %c26_1 = arith.constant dense<[0.5, 0.9, 0.5, 0.25, 0.75, 0.125]> : tensor<6xf32>
  %c26_2 = arith.constant dense<0.3> : tensor<f32>
  %c26_3 = arith.constant dense<-1.0> : tensor<f32>
  %c26_4 = arith.constant dense<0.0> : tensor<f32>
  %r26 = call @non_max_suppression_26(%c26_0, %c26_1, %c26_2, %c26_3, %c26_4) : (tensor<6x4xf32>, tensor<6xf32>, tensor<f32>, tensor<f32>, tensor<f32>) -> tensor<8xf32>
  %p26 = tensor.cast %r26 : tensor<8xf32> to tensor<*xf32>
  // CHECK: sizes = [8]
  // CHECK: [0.9, 0.75, 0.5, 0.125, {{-?0}}, {{-?0}}, {{-?0}}, {{-?0}}]
  call @printMemrefF32(%p26) : (tensor<*xf32>) -> ()

  %c27_0 = arith.constant dense<[[0.0, 0.0, 4.0, 4.0], [5.0, 5.0, 1.0, 1.0], [0.0, 0.0, 4.0, 3.0], [8.0, 8.0, 9.0, 9.0], [8.0, 8.0, 9.5, 9.0], [3.0, 3.0, 3.0, 9.0]]> : tensor<6x4xf32>
  %c27_1 = arith.constant dense<[0.5, 0.9, 0.5, 0.25, 0.75, 0.125]> : tensor<6xf32>
  %c27_2 = arith.constant dense<0.3> : tensor<f32>
  %c27_3 = arith.constant dense<-1.0> : tensor<f32>
  %c27_4 = arith.constant dense<0.0> : tensor<f32>
  %r27 = call @non_max_suppression_27(%c27_0, %c27_1, %c27_2, %c27_3, %c27_4) : (tensor<6x4xf32>, tensor<6xf32>, tensor<f32>, tensor<f32>, tensor<f32>) -> tensor<i32>
  %p27 = tensor.cast %r27 : tensor<i32> to tensor<*xi32>
  // CHECK: sizes = []
  // CHECK: [4]
  call @printMemrefI32(%p27) : (tensor<*xi32>) -> ()

  %c28_0 = arith.constant dense<[[0.0, 0.0, 4.0, 4.0], [5.0, 5.0, 1.0, 1.0], [0.0, 0.0, 4.0, 3.0], [8.0, 8.0, 9.0, 9.0], [8.0, 8.0, 9.5, 9.0], [3.0, 3.0, 3.0, 9.0]]> : tensor<6x4xf32>
  %c28_1 = arith.constant dense<[0.5, 0.9, 0.5, 0.25, 0.75, 0.125]> : tensor<6xf32>
  %c28_2 = arith.constant dense<1.0> : tensor<f32>
  %c28_3 = arith.constant dense<0.2> : tensor<f32>
  %c28_4 = arith.constant dense<0.5> : tensor<f32>
  %r28 = call @non_max_suppression_28(%c28_0, %c28_1, %c28_2, %c28_3, %c28_4) : (tensor<6x4xf32>, tensor<6xf32>, tensor<f32>, tensor<f32>, tensor<f32>) -> tensor<4xi32>
  %p28 = tensor.cast %r28 : tensor<4xi32> to tensor<*xi32>
  // CHECK: sizes = [4]
  // CHECK: [1, 4, 2, 0]
  call @printMemrefI32(%p28) : (tensor<*xi32>) -> ()

  %c29_0 = arith.constant dense<[[0.0, 0.0, 4.0, 4.0], [5.0, 5.0, 1.0, 1.0], [0.0, 0.0, 4.0, 3.0], [8.0, 8.0, 9.0, 9.0], [8.0, 8.0, 9.5, 9.0], [3.0, 3.0, 3.0, 9.0]]> : tensor<6x4xf32>
  %c29_1 = arith.constant dense<[0.5, 0.9, 0.5, 0.25, 0.75, 0.125]> : tensor<6xf32>
  %c29_2 = arith.constant dense<1.0> : tensor<f32>
  %c29_3 = arith.constant dense<0.2> : tensor<f32>
  %c29_4 = arith.constant dense<0.5> : tensor<f32>
  %r29 = call @non_max_suppression_29(%c29_0, %c29_1, %c29_2, %c29_3, %c29_4) : (tensor<6x4xf32>, tensor<6xf32>, tensor<f32>, tensor<f32>, tensor<f32>) -> tensor<4xf32>
  %p29 = tensor.cast %r29 : tensor<4xf32> to tensor<*xf32>
  // CHECK: sizes = [4]
  // CHECK: [0.9, 0.75, {{0\.464158|0\.464159|0\.46416}}, {{0\.244444|0\.244445|0\.244446}}]
  call @printMemrefF32(%p29) : (tensor<*xf32>) -> ()

  %c30_0 = arith.constant dense<[[0.0, 0.0, 4.0, 4.0], [5.0, 5.0, 1.0, 1.0], [0.0, 0.0, 4.0, 3.0], [8.0, 8.0, 9.0, 9.0], [8.0, 8.0, 9.5, 9.0], [3.0, 3.0, 3.0, 9.0]]> : tensor<6x4xf32>
  %c30_1 = arith.constant dense<[0.5, 0.9, 0.5, 0.25, 0.75, 0.125]> : tensor<6xf32>
  %c30_2 = arith.constant dense<1.0> : tensor<f32>
  %c30_3 = arith.constant dense<0.2> : tensor<f32>
  %c30_4 = arith.constant dense<0.5> : tensor<f32>
  %r30 = call @non_max_suppression_30(%c30_0, %c30_1, %c30_2, %c30_3, %c30_4) : (tensor<6x4xf32>, tensor<6xf32>, tensor<f32>, tensor<f32>, tensor<f32>) -> tensor<i32>
  %p30 = tensor.cast %r30 : tensor<i32> to tensor<*xi32>
  // CHECK: sizes = []
  // CHECK: [4]
  call @printMemrefI32(%p30) : (tensor<*xi32>) -> ()

  %c31_0 = arith.constant dense<[[0.0, 0.0, 4.0, 4.0], [5.0, 5.0, 1.0, 1.0], [0.0, 0.0, 4.0, 3.0], [8.0, 8.0, 9.0, 9.0], [8.0, 8.0, 9.5, 9.0], [3.0, 3.0, 3.0, 9.0]]> : tensor<6x4xf32>
  %c31_1 = arith.constant dense<[0.5, 0.9, 0.5, 0.25, 0.75, 0.125]> : tensor<6xf32>
  %c31_2 = arith.constant dense<0.9> : tensor<f32>
  %c31_3 = arith.constant dense<0.5> : tensor<f32>
  %c31_4 = arith.constant dense<0.0> : tensor<f32>
  %r31 = call @non_max_suppression_31(%c31_0, %c31_1, %c31_2, %c31_3, %c31_4) : (tensor<6x4xf32>, tensor<6xf32>, tensor<f32>, tensor<f32>, tensor<f32>) -> tensor<3xi32>
  %p31 = tensor.cast %r31 : tensor<3xi32> to tensor<*xi32>
  // CHECK: sizes = [3]
  // CHECK: [1, 4, 0]
  call @printMemrefI32(%p31) : (tensor<*xi32>) -> ()

  %c32_0 = arith.constant dense<[[0.0, 0.0, 4.0, 4.0], [5.0, 5.0, 1.0, 1.0], [0.0, 0.0, 4.0, 3.0], [8.0, 8.0, 9.0, 9.0], [8.0, 8.0, 9.5, 9.0], [3.0, 3.0, 3.0, 9.0]]> : tensor<6x4xf32>
  %c32_1 = arith.constant dense<[0.5, 0.9, 0.5, 0.25, 0.75, 0.125]> : tensor<6xf32>
  %c32_2 = arith.constant dense<0.9> : tensor<f32>
  %c32_3 = arith.constant dense<0.5> : tensor<f32>
  %c32_4 = arith.constant dense<0.0> : tensor<f32>
  %r32 = call @non_max_suppression_32(%c32_0, %c32_1, %c32_2, %c32_3, %c32_4) : (tensor<6x4xf32>, tensor<6xf32>, tensor<f32>, tensor<f32>, tensor<f32>) -> tensor<3xf32>
  %p32 = tensor.cast %r32 : tensor<3xf32> to tensor<*xf32>
  // CHECK: sizes = [3]
  // CHECK: [0.9, 0.75, {{-?0}}]
  call @printMemrefF32(%p32) : (tensor<*xf32>) -> ()

  %c33_0 = arith.constant dense<[[0.0, 0.0, 4.0, 4.0], [5.0, 5.0, 1.0, 1.0], [0.0, 0.0, 4.0, 3.0], [8.0, 8.0, 9.0, 9.0], [8.0, 8.0, 9.5, 9.0], [3.0, 3.0, 3.0, 9.0]]> : tensor<6x4xf32>
  %c33_1 = arith.constant dense<[0.5, 0.9, 0.5, 0.25, 0.75, 0.125]> : tensor<6xf32>
  %c33_2 = arith.constant dense<0.9> : tensor<f32>
  %c33_3 = arith.constant dense<0.5> : tensor<f32>
  %c33_4 = arith.constant dense<0.0> : tensor<f32>
  %r33 = call @non_max_suppression_33(%c33_0, %c33_1, %c33_2, %c33_3, %c33_4) : (tensor<6x4xf32>, tensor<6xf32>, tensor<f32>, tensor<f32>, tensor<f32>) -> tensor<i32>
  %p33 = tensor.cast %r33 : tensor<i32> to tensor<*xi32>
  // CHECK: sizes = []
  // CHECK: [2]
  call @printMemrefI32(%p33) : (tensor<*xi32>) -> ()

  %c34_0 = arith.constant dense<[[0.0, 3.0, 4.0, 8.0, 9.0, 9.0, 12.0, 14.0, 16.0], [0.0, 1.0, 2.0, 5.0, 8.0, 11.0, 12.0, 14.0, 18.0]]> : tensor<2x9xf32>
  %c34_1 = arith.constant dense<[[-1.0, 0.0, 5.0, 9.0, 20.0], [21.0, 0x7FC00000, 0xFF800000, 0x7F800000, 10.0]]> : tensor<2x5xf32>
  %r34 = call @search_sorted_34(%c34_0, %c34_1) : (tensor<2x9xf32>, tensor<2x5xf32>) -> tensor<2x5xi32>
  %p34 = tensor.cast %r34 : tensor<2x5xi32> to tensor<*xi32>
  // CHECK: sizes = [2, 5]
  // CHECK: [0, 0, 3, 4, 9]
  // CHECK: [9, 0, 0, 9, 5]
  call @printMemrefI32(%p34) : (tensor<*xi32>) -> ()

  %c35_0 = arith.constant dense<[[0.0, 3.0, 4.0, 8.0, 9.0, 9.0, 12.0, 14.0, 16.0], [0.0, 1.0, 2.0, 5.0, 8.0, 11.0, 12.0, 14.0, 18.0]]> : tensor<2x9xf32>
  %c35_1 = arith.constant dense<[[-1.0, 0.0, 5.0, 9.0, 20.0], [21.0, 0x7FC00000, 0xFF800000, 0x7F800000, 10.0]]> : tensor<2x5xf32>
  %r35 = call @search_sorted_35(%c35_0, %c35_1) : (tensor<2x9xf32>, tensor<2x5xf32>) -> tensor<2x5xi32>
  %p35 = tensor.cast %r35 : tensor<2x5xi32> to tensor<*xi32>
  // CHECK: sizes = [2, 5]
  // CHECK: [0, 1, 3, 6, 9]
  // CHECK: [9, 9, 0, 9, 5]
  call @printMemrefI32(%p35) : (tensor<*xi32>) -> ()

  %c36_0 = arith.constant dense<[1, 1, 4, 9]> : tensor<4xi32>
  %d36_0 = tensor.cast %c36_0 : tensor<4xi32> to tensor<?xi32>
  %c36_1 = arith.constant dense<[0, 1, 2, 9, 10]> : tensor<5xi32>
  %d36_1 = tensor.cast %c36_1 : tensor<5xi32> to tensor<?xi32>
  %r36 = call @search_sorted_36(%d36_0, %d36_1) : (tensor<?xi32>, tensor<?xi32>) -> tensor<?xi32>
  %p36 = tensor.cast %r36 : tensor<?xi32> to tensor<*xi32>
  // CHECK: sizes = [5]
  // CHECK: [0, 0, 2, 3, 4]
  call @printMemrefI32(%p36) : (tensor<*xi32>) -> ()
  return
}
