// RUN: nn-opt %s --nn-set-target=cpu=x86-64-v4 --nn-select-schedules --nn-pack-operands | FileCheck %s

// A constant weight is packed into panels as wide as the register tile.

// CHECK: module @matmul attributes {nn.kernel, nn.schedule = #kernel.schedule<"grid
// CHECK-SAME: s0: contract [for n by [[W:[0-9]+]], for m by [[M:[0-9]+]], for k, vec m by [[M]], vec n by [[W]]] in1 packed [n/[[W]], k, [[W]]] at init">}
module @matmul attributes {nn.kernel} {
  // CHECK: func.func @entry(%{{.*}}: memref<64x96xf32>, %[[W:.*]]: memref<{{[0-9]+}}x96x{{[0-9]+}}xf32>
  // CHECK: %[[T:.*]] = bufferization.to_tensor %[[W]]
  // CHECK: kernel.unpack %[[T]] {inner_dims = array<i64: 1>, inner_tiles = array<i64: {{.*}}>, order = array<i64: 1, 0>}
  func.func @entry(%x: memref<64x96xf32>, %w: memref<96x128xf32>, %o: memref<64x128xf32>) attributes {kernel.num_inputs = 2 : i64} {
    %tx = bufferization.to_tensor %x restrict : memref<64x96xf32> to tensor<64x96xf32>
    %tw = bufferization.to_tensor %w restrict : memref<96x128xf32> to tensor<96x128xf32>
    %zero = arith.constant 0.0 : f32
    %e = tensor.empty() : tensor<64x128xf32>
    %f = linalg.fill ins(%zero : f32) outs(%e : tensor<64x128xf32>) -> tensor<64x128xf32>
    %m = linalg.matmul ins(%tx, %tw : tensor<64x96xf32>, tensor<96x128xf32>) outs(%f : tensor<64x128xf32>) -> tensor<64x128xf32>
    bufferization.materialize_in_destination %m in restrict writable %o : (tensor<64x128xf32>, memref<64x128xf32>) -> ()
    return
  }
}

// A row is reduced along itself, with several sums.

// CHECK: module @row_sum
// CHECK-SAME: s0: rows [for d0, for d1 by 128, vec d1 by 128]
module @row_sum attributes {nn.kernel} {
  func.func @entry(%x: memref<4x512xf32>, %o: memref<4xf32>) attributes {kernel.num_inputs = 1 : i64} {
    %tx = bufferization.to_tensor %x restrict : memref<4x512xf32> to tensor<4x512xf32>
    %zero = arith.constant 0.0 : f32
    %e = tensor.empty() : tensor<4xf32>
    %f = linalg.fill ins(%zero : f32) outs(%e : tensor<4xf32>) -> tensor<4xf32>
    %r = linalg.reduce {arith.addf} ins(%tx : tensor<4x512xf32>) outs(%f : tensor<4xf32>) dimensions = [1]
    bufferization.materialize_in_destination %r in restrict writable %o : (tensor<4xf32>, memref<4xf32>) -> ()
    return
  }
}

// A row without elements is not.

// CHECK: module @empty_rows
// CHECK-SAME: s0: loops [
module @empty_rows attributes {nn.kernel} {
  func.func @entry(%x: memref<4x0xf32>, %o: memref<4xf32>) attributes {kernel.num_inputs = 1 : i64} {
    %tx = bufferization.to_tensor %x restrict : memref<4x0xf32> to tensor<4x0xf32>
    %zero = arith.constant 0.0 : f32
    %e = tensor.empty() : tensor<4xf32>
    %f = linalg.fill ins(%zero : f32) outs(%e : tensor<4xf32>) -> tensor<4xf32>
    %r = linalg.reduce {arith.addf} ins(%tx : tensor<4x0xf32>) outs(%f : tensor<4xf32>) dimensions = [1]
    bufferization.materialize_in_destination %r in restrict writable %o : (tensor<4xf32>, memref<4xf32>) -> ()
    return
  }
}

// CHECK: func.func @main
// CHECK: %[[C:.*]] = arith.constant dense<5.0
// CHECK: %[[P:.*]] = kernel.pack_constant %[[C]] {inner_dims = array<i64: 1>
// CHECK: kernel.dispatch @matmul::@entry ins(%{{.*}}, %[[P]]
func.func @main(%x: tensor<64x96xf32>) -> tensor<64x128xf32> {
  %w = arith.constant dense<5.0> : tensor<96x128xf32>
  %e = tensor.empty() : tensor<64x128xf32>
  %r = kernel.dispatch @matmul::@entry ins(%x, %w : tensor<64x96xf32>, tensor<96x128xf32>) outs(%e : tensor<64x128xf32>) -> tensor<64x128xf32>
  return %r : tensor<64x128xf32>
}

// What lies apart along the vectors is read in squares, unless the tensor has
// none.

#tr = affine_map<(d0, d1) -> (d1, d0)>
#id = affine_map<(d0, d1) -> (d0, d1)>

// CHECK: module @transposed
// CHECK-SAME: s0: map [for d0 by 16, for d1 by 16, unroll d0 by 16, vec d1 by 16]
module @transposed attributes {nn.kernel} {
  func.func @entry(%x: memref<40x50xf32>, %o: memref<50x40xf32>) attributes {kernel.num_inputs = 1 : i64} {
    %tx = bufferization.to_tensor %x restrict : memref<40x50xf32> to tensor<40x50xf32>
    %e = tensor.empty() : tensor<50x40xf32>
    %r = linalg.generic {indexing_maps = [#tr, #id], iterator_types = ["parallel", "parallel"]}
        ins(%tx : tensor<40x50xf32>) outs(%e : tensor<50x40xf32>) {
    ^bb0(%a: f32, %b: f32):
      linalg.yield %a : f32
    } -> tensor<50x40xf32>
    bufferization.materialize_in_destination %r in restrict writable %o : (tensor<50x40xf32>, memref<50x40xf32>) -> ()
    return
  }
}

// CHECK: module @transposed_narrow
// CHECK-SAME: s0: map [for d0, for d1 by 40, vec d1 by 40]
module @transposed_narrow attributes {nn.kernel} {
  func.func @entry(%x: memref<40x15xf32>, %o: memref<15x40xf32>) attributes {kernel.num_inputs = 1 : i64} {
    %tx = bufferization.to_tensor %x restrict : memref<40x15xf32> to tensor<40x15xf32>
    %e = tensor.empty() : tensor<15x40xf32>
    %r = linalg.generic {indexing_maps = [#tr, #id], iterator_types = ["parallel", "parallel"]}
        ins(%tx : tensor<40x15xf32>) outs(%e : tensor<15x40xf32>) {
    ^bb0(%a: f32, %b: f32):
      linalg.yield %a : f32
    } -> tensor<15x40xf32>
    bufferization.materialize_in_destination %r in restrict writable %o : (tensor<15x40xf32>, memref<15x40xf32>) -> ()
    return
  }
}

// A factor that is no constant and whose columns lie apart is transposed by each
// call, if its elements are read often enough.

#mk = affine_map<(m, n, k) -> (m, k)>
#nk = affine_map<(m, n, k) -> (n, k)>
#mn = affine_map<(m, n, k) -> (m, n)>

// CHECK: module @keys attributes
// CHECK-SAME: s0: contract [{{.*}}vec n by 48] in1 packed [k, n] at call">}
module @keys attributes {nn.kernel} {
  func.func @entry(%q: memref<32x64xf32>, %k: memref<48x64xf32>, %s: memref<32x48xf32>) attributes {kernel.num_inputs = 2 : i64} {
    %tq = bufferization.to_tensor %q restrict : memref<32x64xf32> to tensor<32x64xf32>
    %tk = bufferization.to_tensor %k restrict : memref<48x64xf32> to tensor<48x64xf32>
    %zero = arith.constant 0.0 : f32
    %e = tensor.empty() : tensor<32x48xf32>
    %f = linalg.fill ins(%zero : f32) outs(%e : tensor<32x48xf32>) -> tensor<32x48xf32>
    %r = linalg.matmul indexing_maps = [#mk, #nk, #mn] ins(%tq, %tk : tensor<32x64xf32>, tensor<48x64xf32>) outs(%f : tensor<32x48xf32>) -> tensor<32x48xf32>
    bufferization.materialize_in_destination %r in restrict writable %s : (tensor<32x48xf32>, memref<32x48xf32>) -> ()
    return
  }
}

// CHECK: module @few_keys attributes
// CHECK-SAME: s0: rows
// CHECK-NOT: packed
module @few_keys attributes {nn.kernel} {
  func.func @entry(%q: memref<31x64xf32>, %k: memref<48x64xf32>, %s: memref<31x48xf32>) attributes {kernel.num_inputs = 2 : i64} {
    %tq = bufferization.to_tensor %q restrict : memref<31x64xf32> to tensor<31x64xf32>
    %tk = bufferization.to_tensor %k restrict : memref<48x64xf32> to tensor<48x64xf32>
    %zero = arith.constant 0.0 : f32
    %e = tensor.empty() : tensor<31x48xf32>
    %f = linalg.fill ins(%zero : f32) outs(%e : tensor<31x48xf32>) -> tensor<31x48xf32>
    %r = linalg.matmul indexing_maps = [#mk, #nk, #mn] ins(%tq, %tk : tensor<31x64xf32>, tensor<48x64xf32>) outs(%f : tensor<31x48xf32>) -> tensor<31x48xf32>
    bufferization.materialize_in_destination %r in restrict writable %s : (tensor<31x48xf32>, memref<31x48xf32>) -> ()
    return
  }
}

// CHECK: func.func @attention(
// CHECK: linalg.transpose
// CHECK-NEXT: kernel.dispatch @keys::@entry
// CHECK: kernel.dispatch @few_keys::@entry ins(%{{.*}}, %arg1 :
func.func @attention(%q: tensor<32x64xf32>, %k: tensor<48x64xf32>, %p: tensor<31x64xf32>)
    -> (tensor<32x48xf32>, tensor<31x48xf32>) {
  %e = tensor.empty() : tensor<32x48xf32>
  %r = kernel.dispatch @keys::@entry ins(%q, %k : tensor<32x64xf32>, tensor<48x64xf32>) outs(%e : tensor<32x48xf32>) -> tensor<32x48xf32>
  %g = tensor.empty() : tensor<31x48xf32>
  %t = kernel.dispatch @few_keys::@entry ins(%p, %k : tensor<31x64xf32>, tensor<48x64xf32>) outs(%g : tensor<31x48xf32>) -> tensor<31x48xf32>
  return %r, %t : tensor<32x48xf32>, tensor<31x48xf32>
}
