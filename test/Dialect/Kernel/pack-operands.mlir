// RUN: nn-opt %s --nn-pack-operands --split-input-file | FileCheck %s

// CHECK-LABEL: module @matmul attributes
// CHECK:         func.func @entry(%{{.*}}: memref<8x64xf32>, %{{.*}}: memref<64x100xf32>, %{{.*}}: memref<8x100xf32>)
// CHECK-LABEL: module @matmul_0 attributes
// CHECK:         func.func @entry(%[[X:.*]]: memref<8x64xf32>, %[[W:.*]]: memref<4x64x32xf32>, %{{.*}}: memref<8x100xf32>)
// CHECK-DAG:       %[[TX:.*]] = bufferization.to_tensor %[[X]] restrict :
// CHECK-DAG:       %[[TP:.*]] = bufferization.to_tensor %[[W]] restrict :
// CHECK:           %[[TW:.*]] = kernel.unpack %[[TP]] {inner_dims = array<i64: 1>, inner_tiles = array<i64: 32>, order = array<i64: 1, 0>} : tensor<4x64x32xf32> -> tensor<64x100xf32>
// CHECK:           linalg.matmul ins(%[[TX]], %[[TW]] :
  module @matmul attributes {nn.kernel, nn.schedule = #kernel.schedule<
      "grid [m by 8] mm: contract [for n by 32, for k, vec m by 8, vec n by 32] rhs packed [n/32, k, 32] at init">} {
    func.func @entry(%x: memref<8x64xf32>, %w: memref<64x100xf32>, %o: memref<8x100xf32>)
        attributes {kernel.num_inputs = 2 : i64} {
      %0 = bufferization.to_tensor %x restrict : memref<8x64xf32> to tensor<8x64xf32>
      %1 = bufferization.to_tensor %w restrict : memref<64x100xf32> to tensor<64x100xf32>
      %2 = bufferization.to_tensor %o restrict writable : memref<8x100xf32> to tensor<8x100xf32>
      %zero = arith.constant 0.0 : f32
      %3 = linalg.fill ins(%zero : f32) outs(%2 : tensor<8x100xf32>) -> tensor<8x100xf32>
      %4 = linalg.matmul ins(%0, %1 : tensor<8x64xf32>, tensor<64x100xf32>)
          outs(%3 : tensor<8x100xf32>) -> tensor<8x100xf32>
      bufferization.materialize_in_destination %4 in restrict writable %o
          : (tensor<8x100xf32>, memref<8x100xf32>) -> ()
      return
    }
  }

// Only constants can be packed beforehand.
// CHECK-LABEL: func.func @matmuls(
// CHECK-SAME:    %[[X:.*]]: tensor<8x64xf32>, %[[V:.*]]: tensor<64x100xf32>)
// CHECK:         %[[W:.*]] = arith.constant
// CHECK:         %[[P:.*]] = kernel.pack_constant %[[W]] {inner_dims = array<i64: 1>, inner_tiles = array<i64: 32>, order = array<i64: 1, 0>} : tensor<64x100xf32> -> tensor<4x64x32xf32>
// CHECK:         kernel.dispatch @matmul_0::@entry ins(%[[X]], %[[P]] :
// CHECK:         kernel.dispatch @matmul::@entry ins(%[[X]], %[[V]] :
func.func @matmuls(%x: tensor<8x64xf32>, %v: tensor<64x100xf32>)
    -> (tensor<8x100xf32>, tensor<8x100xf32>) {
  %w = arith.constant dense<1.0> : tensor<64x100xf32>
  %e0 = tensor.empty() : tensor<8x100xf32>
  %0 = kernel.dispatch @matmul::@entry
      ins(%x, %w : tensor<8x64xf32>, tensor<64x100xf32>)
      outs(%e0 : tensor<8x100xf32>) -> tensor<8x100xf32>
  %e1 = tensor.empty() : tensor<8x100xf32>
  %1 = kernel.dispatch @matmul::@entry
      ins(%x, %v : tensor<8x64xf32>, tensor<64x100xf32>)
      outs(%e1 : tensor<8x100xf32>) -> tensor<8x100xf32>
  return %0, %1 : tensor<8x100xf32>, tensor<8x100xf32>
}

// -----

// CHECK-LABEL: module @conv attributes
// CHECK:         func.func @entry(%{{.*}}: memref<1x10x10x8xf32>, %{{.*}}: memref<2x3x3x4x32x2xf32>, %{{.*}}: memref<1x8x8x40xf32>)
// CHECK:           kernel.unpack %{{.*}} {inner_dims = array<i64: 3, 2>, inner_tiles = array<i64: 32, 2>, order = array<i64: 3, 0, 1, 2>}
  module @conv attributes {nn.kernel, nn.schedule = #kernel.schedule<
      "grid [oh] c: direct [for oc by 32, for kh, for kw, for ic, vec ow by 4, vec oc by 32] w packed [oc/32, kh, kw, ic/2, 32, 2] at init">} {
    func.func @entry(%x: memref<1x10x10x8xf32>, %w: memref<3x3x8x40xf32>, %o: memref<1x8x8x40xf32>)
        attributes {kernel.num_inputs = 2 : i64} {
      %0 = bufferization.to_tensor %x restrict : memref<1x10x10x8xf32> to tensor<1x10x10x8xf32>
      %1 = bufferization.to_tensor %w restrict : memref<3x3x8x40xf32> to tensor<3x3x8x40xf32>
      %2 = bufferization.to_tensor %o restrict writable : memref<1x8x8x40xf32> to tensor<1x8x8x40xf32>
      %zero = arith.constant 0.0 : f32
      %3 = linalg.fill ins(%zero : f32) outs(%2 : tensor<1x8x8x40xf32>) -> tensor<1x8x8x40xf32>
      %4 = linalg.conv_2d_nhwc_hwcf {dilations = dense<1> : tensor<2xi64>, strides = dense<1> : tensor<2xi64>} ins(%0, %1 : tensor<1x10x10x8xf32>, tensor<3x3x8x40xf32>)
          outs(%3 : tensor<1x8x8x40xf32>) -> tensor<1x8x8x40xf32>
      bufferization.materialize_in_destination %4 in restrict writable %o
          : (tensor<1x8x8x40xf32>, memref<1x8x8x40xf32>) -> ()
      return
    }
  }

func.func @conv_packed(%x: tensor<1x10x10x8xf32>) -> tensor<1x8x8x40xf32> {
  %w = arith.constant dense<1.0> : tensor<72x40xf32>
  %v = tensor.expand_shape %w [[0, 1, 2], [3]] output_shape [3, 3, 8, 40]
      : tensor<72x40xf32> into tensor<3x3x8x40xf32>
  %e = tensor.empty() : tensor<1x8x8x40xf32>
  %0 = kernel.dispatch @conv::@entry
      ins(%x, %v : tensor<1x10x10x8xf32>, tensor<3x3x8x40xf32>)
      outs(%e : tensor<1x8x8x40xf32>) -> tensor<1x8x8x40xf32>
  return %0 : tensor<1x8x8x40xf32>
}

// -----

#bmk = affine_map<(b, m, n, k) -> (b, m, k)>
#bnk = affine_map<(b, m, n, k) -> (b, n, k)>
#bmn = affine_map<(b, m, n, k) -> (b, m, n)>

// What is no constant is transposed by the host when the network runs; sizes
// are asked for where they are then.
// CHECK-LABEL: module @keys attributes
// CHECK:         func.func @entry(%{{.*}}: memref<2x?x64xf32>, %[[K:.*]]: memref<2x64x?xf32>, %{{.*}}: memref<2x?x?xf32>, %{{.*}}: index, %{{.*}}: index, %{{.*}}: index, %{{.*}}: index)
// CHECK-DAG:       %[[TK:.*]] = bufferization.to_tensor %[[K]] restrict : memref<2x64x?xf32>
// CHECK:           %[[U:.*]] = kernel.unpack %[[TK]] {inner_dims = array<i64>, inner_tiles = array<i64>, order = array<i64: 0, 2, 1>} : tensor<2x64x?xf32> -> tensor<2x?x64xf32>
// CHECK:           %[[C2:.*]] = arith.constant 2 : index
// CHECK:           %[[N:.*]] = tensor.dim %[[TK]], %[[C2]] : tensor<2x64x?xf32>
// CHECK:           tensor.empty(%{{.*}}, %[[N]])
// CHECK:           linalg.generic {{.*}} ins(%{{.*}}, %[[U]] :
module @keys attributes {nn.kernel, nn.schedule = #kernel.schedule<
    "grid [b] s0: contract [for n by 32, for k, vec m by 4, vec n by 32] in1 packed [b, k, n] at call">} {
  func.func @entry(%q: memref<2x?x64xf32>, %k: memref<2x?x64xf32, strided<[?, ?, 1]>>,
                   %s: memref<2x?x?xf32>, %m: index, %n: index, %sm: index, %sn: index,
                   %k0: index, %k1: index)
      attributes {kernel.num_inputs = 2 : i64} {
    %c1 = arith.constant 1 : index
    %tq = bufferization.to_tensor %q restrict : memref<2x?x64xf32> to tensor<2x?x64xf32>
    %tk = bufferization.to_tensor %k restrict : memref<2x?x64xf32, strided<[?, ?, 1]>> to tensor<2x?x64xf32>
    %rows = tensor.dim %tk, %c1 : tensor<2x?x64xf32>
    %e = tensor.empty(%m, %rows) : tensor<2x?x?xf32>
    %zero = arith.constant 0.0 : f32
    %f = linalg.fill ins(%zero : f32) outs(%e : tensor<2x?x?xf32>) -> tensor<2x?x?xf32>
    %0 = linalg.generic {indexing_maps = [#bmk, #bnk, #bmn],
        iterator_types = ["parallel", "parallel", "parallel", "reduction"]}
        ins(%tq, %tk : tensor<2x?x64xf32>, tensor<2x?x64xf32>)
        outs(%f : tensor<2x?x?xf32>) {
    ^bb0(%a: f32, %b: f32, %o: f32):
      %p = arith.mulf %a, %b : f32
      %t = arith.addf %o, %p : f32
      linalg.yield %t : f32
    } -> tensor<2x?x?xf32>
    bufferization.materialize_in_destination %0 in restrict writable %s
        : (tensor<2x?x?xf32>, memref<2x?x?xf32>) -> ()
    return
  }
}

// CHECK-LABEL: func.func @attention(
// CHECK-SAME:    %[[Q:.*]]: tensor<2x?x64xf32>, %[[K:.*]]: tensor<2x?x64xf32>, %[[M:[a-z0-9]+]]: index, %[[N:[a-z0-9]+]]: index,
// CHECK:         %[[DIM:.*]] = tensor.dim %[[K]]
// CHECK:         %[[E:.*]] = tensor.empty(%[[DIM]]) : tensor<2x64x?xf32>
// CHECK:         %[[T:.*]] = linalg.transpose ins(%[[K]] : {{.*}} outs(%[[E]] : {{.*}} permutation = [0, 2, 1]
// CHECK:         kernel.dispatch @keys::@entry ins(%[[Q]], %[[T]] : {{.*}} sizes(%{{.*}}, %[[DIM]], %[[M]], %[[N]] : index)
func.func @attention(%q: tensor<2x?x64xf32>, %k: tensor<2x?x64xf32>, %m: index, %n: index,
                     %k0: index, %k1: index) -> tensor<2x?x?xf32> {
  %e = tensor.empty(%m, %n) : tensor<2x?x?xf32>
  %0 = kernel.dispatch @keys::@entry
      ins(%q, %k : tensor<2x?x64xf32>, tensor<2x?x64xf32>)
      outs(%e : tensor<2x?x?xf32>) sizes(%m, %n, %m, %n, %k0, %k1 : index) -> tensor<2x?x?xf32>
  return %0 : tensor<2x?x?xf32>
}
