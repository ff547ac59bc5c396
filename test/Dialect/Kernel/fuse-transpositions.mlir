// RUN: nn-opt %s --nn-fuse-elementwise | FileCheck %s

#bmk = affine_map<(b, m, n, k) -> (b, m, k)>
#bnk = affine_map<(b, m, n, k) -> (b, n, k)>
#bmn = affine_map<(b, m, n, k) -> (b, m, n)>

// A contraction reads and writes in the order in which tensors lie, where the
// innermost dimension stays so or the columns lie one after another then.
// CHECK-DAG:   #[[$MBK:.*]] = affine_map<(d0, d1, d2, d3) -> (d1, d0, d3)>
// CHECK-DAG:   #[[$BKN:.*]] = affine_map<(d0, d1, d2, d3) -> (d0, d3, d2)>
// CHECK-DAG:   #[[$MBN:.*]] = affine_map<(d0, d1, d2, d3) -> (d1, d0, d2)>
// CHECK-LABEL: func.func @transposed(
// CHECK-SAME:    %[[X:.*]]: tensor<8x2x16xf32>, %[[Y:.*]]: tensor<2x16x4xf32>)
// CHECK-NOT:     linalg.transpose
// CHECK:         %[[E:.*]] = tensor.empty() : tensor<8x2x4xf32>
// CHECK:         %[[F:.*]] = linalg.fill {{.*}} outs(%[[E]]
// CHECK:         %[[R:.*]] = linalg.generic {indexing_maps = [#[[$MBK]], #[[$BKN]], #[[$MBN]]]
// CHECK-SAME:      ins(%[[X]], %[[Y]] : {{.*}} outs(%[[F]]
// CHECK:         return %[[R]]
func.func @transposed(%x: tensor<8x2x16xf32>, %y: tensor<2x16x4xf32>)
    -> tensor<8x2x4xf32> {
  %zero = arith.constant 0.0 : f32
  %ex = tensor.empty() : tensor<2x8x16xf32>
  %xt = linalg.transpose ins(%x : tensor<8x2x16xf32>)
      outs(%ex : tensor<2x8x16xf32>) permutation = [1, 0, 2]
  %ey = tensor.empty() : tensor<2x4x16xf32>
  %yt = linalg.transpose ins(%y : tensor<2x16x4xf32>)
      outs(%ey : tensor<2x4x16xf32>) permutation = [0, 2, 1]
  %e = tensor.empty() : tensor<2x8x4xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<2x8x4xf32>)
      -> tensor<2x8x4xf32>
  %0 = linalg.generic {indexing_maps = [#bmk, #bnk, #bmn],
      iterator_types = ["parallel", "parallel", "parallel", "reduction"]}
      ins(%xt, %yt : tensor<2x8x16xf32>, tensor<2x4x16xf32>)
      outs(%f : tensor<2x8x4xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %s = arith.mulf %a, %b : f32
    %t = arith.addf %o, %s : f32
    linalg.yield %t : f32
  } -> tensor<2x8x4xf32>
  %g = tensor.empty() : tensor<8x2x4xf32>
  %1 = linalg.transpose ins(%0 : tensor<2x8x4xf32>)
      outs(%g : tensor<8x2x4xf32>) permutation = [1, 0, 2]
  return %1 : tensor<8x2x4xf32>
}

#mk = affine_map<(m, n, k) -> (m, k)>
#nk = affine_map<(m, n, k) -> (n, k)>
#mn = affine_map<(m, n, k) -> (m, n)>

// The rows of the left factor would be apart.
// CHECK-LABEL: func.func @columns_of_rows(
// CHECK-SAME:    %[[X:.*]]: tensor<64x32xf32>, %[[Y:.*]]: tensor<16x64xf32>,
// CHECK:         %[[XT:.*]] = linalg.transpose ins(%[[X]]
// CHECK:         linalg.generic {{.*}} ins(%[[XT]], %[[Y]] :
func.func @columns_of_rows(%x: tensor<64x32xf32>, %y: tensor<16x64xf32>, %s: tensor<32x16xf32>)
    -> tensor<32x16xf32> {
  %e = tensor.empty() : tensor<32x64xf32>
  %xt = linalg.transpose ins(%x : tensor<64x32xf32>)
      outs(%e : tensor<32x64xf32>) permutation = [1, 0]
  %0 = linalg.generic {indexing_maps = [#mk, #nk, #mn],
      iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%xt, %y : tensor<32x64xf32>, tensor<16x64xf32>)
      outs(%s : tensor<32x16xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %p = arith.mulf %a, %b : f32
    %t = arith.addf %o, %p : f32
    linalg.yield %t : f32
  } -> tensor<32x16xf32>
  return %0 : tensor<32x16xf32>
}

#scalar = affine_map<(m, n) -> ()>
#full = affine_map<(m, n) -> (m, n)>

// One sum of all products has no columns.
// CHECK-LABEL: func.func @dot(
// CHECK:         linalg.transpose
// CHECK:         linalg.generic
func.func @dot(%x: tensor<16x8xf32>, %y: tensor<8x16xf32>, %s: tensor<f32>) -> tensor<f32> {
  %e = tensor.empty() : tensor<8x16xf32>
  %xt = linalg.transpose ins(%x : tensor<16x8xf32>)
      outs(%e : tensor<8x16xf32>) permutation = [1, 0]
  %0 = linalg.generic {indexing_maps = [#full, #full, #scalar],
      iterator_types = ["reduction", "reduction"]}
      ins(%xt, %y : tensor<8x16xf32>, tensor<8x16xf32>) outs(%s : tensor<f32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %p = arith.mulf %a, %b : f32
    %t = arith.addf %o, %p : f32
    linalg.yield %t : f32
  } -> tensor<f32>
  return %0 : tensor<f32>
}
