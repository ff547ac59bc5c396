// RUN: nn-opt %s --nn-set-target="triple=aarch64-unknown-linux-gnu cpu=neoverse-v2" --nn-select-schedules --nn-pack-operands -verify-diagnostics | FileCheck %s --check-prefixes=CHECK,SVE
// RUN: nn-opt %s --nn-set-target="triple=aarch64-unknown-linux-gnu cpu=generic" --nn-select-schedules --nn-pack-operands | FileCheck %s --check-prefixes=CHECK,NEON
// RUN: nn-opt %s --nn-set-target="triple=aarch64-unknown-linux-gnu cpu=generic features=+sve" --nn-select-schedules | FileCheck %s --check-prefix=FEATURE
// RUN: nn-opt %s --nn-set-target="triple=aarch64-unknown-linux-gnu cpu=neoverse-v2 features=-sve" --nn-select-schedules | FileCheck %s --check-prefixes=CHECK,NEON

// Rows by vectors as many as registers hold, and four steps of the reduction at
// once. How wide the panels of a weight are is known when it is loaded where vectors
// are scalable.

// CHECK-LABEL: module @matmul
// SVE-SAME: s0: contract [for n by [8], for m by 10, for k by 4, unroll k by 4, vec m by 10, vec n by [8]] in1 packed [n/[8], k, [8]] at load">
// SVE: func.func @entry({{.*}}, %[[W:.*]]: memref<?x96x?xf32>, {{.*}}, %{{.*}}: index, %{{.*}}: index)
// SVE: %[[P:.*]] = bufferization.to_tensor %[[W]]
// SVE: kernel.unpack %[[P]] {inner_dims = array<i64: 1>, inner_tiles = array<i64: 8>, order = array<i64: 1, 0>, scalable} : tensor<?x96x?xf32> -> tensor<96x128xf32>
// FEATURE: s0: contract [for n by [8]
// NEON-SAME: s0: contract [for n by 16, for m by 5, for k by 4, unroll k by 4, vec m by 5, vec n by 16] in1 packed [n/16, k, 16] at init">
module @matmul attributes {nn.kernel} {
  func.func @entry(%x: memref<60x96xf32>, %w: memref<96x128xf32>, %o: memref<60x128xf32>) attributes {kernel.num_inputs = 2 : i64} {
    %tx = bufferization.to_tensor %x restrict : memref<60x96xf32> to tensor<60x96xf32>
    %tw = bufferization.to_tensor %w restrict : memref<96x128xf32> to tensor<96x128xf32>
    %zero = arith.constant 0.0 : f32
    %e = tensor.empty() : tensor<60x128xf32>
    %f = linalg.fill ins(%zero : f32) outs(%e : tensor<60x128xf32>) -> tensor<60x128xf32>
    %m = linalg.matmul ins(%tx, %tw : tensor<60x96xf32>, tensor<96x128xf32>) outs(%f : tensor<60x128xf32>) -> tensor<60x128xf32>
    bufferization.materialize_in_destination %m in restrict writable %o : (tensor<60x128xf32>, memref<60x128xf32>) -> ()
    return
  }
}

// A weight whose rows are not those of the vectors is packed too.

// CHECK-LABEL: module @transposed
// SVE-SAME: vec n by [8]] in1 packed [n/[8], k, [8]] at load">
// SVE: kernel.unpack {{.*}} {inner_dims = array<i64: 0>, inner_tiles = array<i64: 8>, order = array<i64: 0, 1>, scalable} : tensor<?x96x?xf32> -> tensor<128x96xf32>
module @transposed attributes {nn.kernel} {
  func.func @entry(%x: memref<60x96xf32>, %w: memref<128x96xf32>, %o: memref<60x128xf32>) attributes {kernel.num_inputs = 2 : i64} {
    %tx = bufferization.to_tensor %x restrict : memref<60x96xf32> to tensor<60x96xf32>
    %tw = bufferization.to_tensor %w restrict : memref<128x96xf32> to tensor<128x96xf32>
    %zero = arith.constant 0.0 : f32
    %e = tensor.empty() : tensor<60x128xf32>
    %f = linalg.fill ins(%zero : f32) outs(%e : tensor<60x128xf32>) -> tensor<60x128xf32>
    %m = linalg.generic {indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>],
                         iterator_types = ["parallel", "parallel", "reduction"]}
        ins(%tx, %tw : tensor<60x96xf32>, tensor<128x96xf32>) outs(%f : tensor<60x128xf32>) {
    ^bb0(%a: f32, %b: f32, %c: f32):
      %p = arith.mulf %a, %b : f32
      %s = arith.addf %c, %p : f32
      linalg.yield %s : f32
    } -> tensor<60x128xf32>
    bufferization.materialize_in_destination %m in restrict writable %o : (tensor<60x128xf32>, memref<60x128xf32>) -> ()
    return
  }
}

// Rows and elementwise ops have the sizes of the vectors, or multiples of them.

// CHECK-LABEL: module @row_sum
// SVE-SAME: s0: rows [for d0, for d1 by [32], vec d1 by [32]]
// NEON-SAME: s0: rows [for d0, for d1 by 30, vec d1 by 30]
module @row_sum attributes {nn.kernel} {
  func.func @entry(%x: memref<4x30xf32>, %o: memref<4xf32>) attributes {kernel.num_inputs = 1 : i64} {
    %tx = bufferization.to_tensor %x restrict : memref<4x30xf32> to tensor<4x30xf32>
    %zero = arith.constant 0.0 : f32
    %e = tensor.empty() : tensor<4xf32>
    %f = linalg.fill ins(%zero : f32) outs(%e : tensor<4xf32>) -> tensor<4xf32>
    %r = linalg.reduce {arith.addf} ins(%tx : tensor<4x30xf32>) outs(%f : tensor<4xf32>) dimensions = [1]
    bufferization.materialize_in_destination %r in restrict writable %o : (tensor<4xf32>, memref<4xf32>) -> ()
    return
  }
}

// Eight sums of a window: in two rows that share what lies between them, or, where
// a function follows that takes registers too, in one, and in a loop before it.

// CHECK-LABEL: module @window
// SVE-SAME: vec d0 by 2, vec d1 by 4, vec d2 by [4]]
// NEON-SAME: vec d0 by 2, vec d1 by 4, vec d2 by 4]
module @window attributes {nn.kernel} {
  func.func @entry(%x: memref<10x10x32xf32>, %w: memref<3x3x32xf32>, %o: memref<8x8x32xf32>) attributes {kernel.num_inputs = 2 : i64} {
    %tx = bufferization.to_tensor %x restrict : memref<10x10x32xf32> to tensor<10x10x32xf32>
    %tw = bufferization.to_tensor %w restrict : memref<3x3x32xf32> to tensor<3x3x32xf32>
    %zero = arith.constant 0.0 : f32
    %e = tensor.empty() : tensor<8x8x32xf32>
    %f = linalg.fill ins(%zero : f32) outs(%e : tensor<8x8x32xf32>) -> tensor<8x8x32xf32>
    %m = linalg.generic {indexing_maps = [affine_map<(h, w, c, kh, kw) -> (h + kh, w + kw, c)>, affine_map<(h, w, c, kh, kw) -> (kh, kw, c)>, affine_map<(h, w, c, kh, kw) -> (h, w, c)>],
                         iterator_types = ["parallel", "parallel", "parallel", "reduction", "reduction"]}
        ins(%tx, %tw : tensor<10x10x32xf32>, tensor<3x3x32xf32>) outs(%f : tensor<8x8x32xf32>) {
    ^bb0(%a: f32, %b: f32, %c: f32):
      %p = arith.mulf %a, %b : f32
      %s = arith.addf %c, %p : f32
      linalg.yield %s : f32
    } -> tensor<8x8x32xf32>
    bufferization.materialize_in_destination %m in restrict writable %o : (tensor<8x8x32xf32>, memref<8x8x32xf32>) -> ()
    return
  }
}

// CHECK-LABEL: module @function_of_window
// SVE-SAME: for d3, for d4 by 3, unroll d4 by 3, vec d1 by 8, vec d2 by [4]]
// NEON-SAME: for d3, for d4 by 3, unroll d4 by 3, vec d1 by 8, vec d2 by 4]
module @function_of_window attributes {nn.kernel} {
  func.func @entry(%x: memref<10x10x32xf32>, %w: memref<3x3x32xf32>, %o: memref<8x8x32xf32>) attributes {kernel.num_inputs = 2 : i64} {
    %tx = bufferization.to_tensor %x restrict : memref<10x10x32xf32> to tensor<10x10x32xf32>
    %tw = bufferization.to_tensor %w restrict : memref<3x3x32xf32> to tensor<3x3x32xf32>
    %zero = arith.constant 0.0 : f32
    %e = tensor.empty() : tensor<8x8x32xf32>
    %f = linalg.fill ins(%zero : f32) outs(%e : tensor<8x8x32xf32>) -> tensor<8x8x32xf32>
    %m = linalg.generic {indexing_maps = [affine_map<(h, w, c, kh, kw) -> (h + kh, w + kw, c)>, affine_map<(h, w, c, kh, kw) -> (kh, kw, c)>, affine_map<(h, w, c, kh, kw) -> (h, w, c)>],
                         iterator_types = ["parallel", "parallel", "parallel", "reduction", "reduction"]}
        ins(%tx, %tw : tensor<10x10x32xf32>, tensor<3x3x32xf32>) outs(%f : tensor<8x8x32xf32>) {
    ^bb0(%a: f32, %b: f32, %c: f32):
      %p = arith.mulf %a, %b : f32
      %s = arith.addf %c, %p : f32
      linalg.yield %s : f32
    } -> tensor<8x8x32xf32>
    %s = linalg.generic {indexing_maps = [affine_map<(h, w, c) -> (h, w, c)>, affine_map<(h, w, c) -> (h, w, c)>], iterator_types = ["parallel", "parallel", "parallel"]}
        ins(%m : tensor<8x8x32xf32>) outs(%e : tensor<8x8x32xf32>) {
    ^bb0(%a: f32, %c: f32):
      %p = math.exp %a : f32
      linalg.yield %p : f32
    } -> tensor<8x8x32xf32>
    bufferization.materialize_in_destination %s in restrict writable %o : (tensor<8x8x32xf32>, memref<8x8x32xf32>) -> ()
    return
  }
}

// What has no scalable form has vectors of 128 bits, and a remark says so.

// CHECK-LABEL: module @remainder
// CHECK-SAME: s0: map [for d0 by 16, vec d0 by 16]
module @remainder attributes {nn.kernel} {
  // expected-remark@below {{stage 's0' is computed on vectors of fixed size: 'arith.remf' is unsupported on scalable vectors}}
  func.func @entry(%x: memref<64xf32>, %o: memref<64xf32>) attributes {kernel.num_inputs = 1 : i64} {
    %tx = bufferization.to_tensor %x restrict : memref<64xf32> to tensor<64xf32>
    %e = tensor.empty() : tensor<64xf32>
    %m = linalg.generic {indexing_maps = [affine_map<(i) -> (i)>, affine_map<(i) -> (i)>], iterator_types = ["parallel"]}
        ins(%tx : tensor<64xf32>) outs(%e : tensor<64xf32>) {
    ^bb0(%a: f32, %c: f32):
      %three = arith.constant 3.0 : f32
      %p = arith.remf %a, %three : f32
      linalg.yield %p : f32
    } -> tensor<64xf32>
    bufferization.materialize_in_destination %m in restrict writable %o : (tensor<64xf32>, memref<64xf32>) -> ()
    return
  }
}

// SVE: func.func @main
// SVE: kernel.pack_constant {{.*}}scalable} : tensor<96x128xf32> -> tensor<?x96x?xf32>
// SVE: kernel.dispatch @matmul::@entry {{.*}} sizes(

func.func @main(%x: tensor<60x96xf32>) -> (tensor<60x128xf32>, tensor<60x128xf32>) {
  %w = arith.constant dense<5.0> : tensor<96x128xf32>
  %v = arith.constant dense<5.0> : tensor<128x96xf32>
  %e = tensor.empty() : tensor<60x128xf32>
  %0 = kernel.dispatch @matmul::@entry ins(%x, %w : tensor<60x96xf32>, tensor<96x128xf32>) outs(%e : tensor<60x128xf32>) -> tensor<60x128xf32>
  %1 = kernel.dispatch @transposed::@entry ins(%x, %v : tensor<60x96xf32>, tensor<128x96xf32>) outs(%e : tensor<60x128xf32>) -> tensor<60x128xf32>
  return %0, %1 : tensor<60x128xf32>, tensor<60x128xf32>
}
