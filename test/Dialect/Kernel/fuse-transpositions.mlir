// RUN: nn-opt %s --nn-fuse-elementwise | FileCheck %s

#bmk = affine_map<(b, m, n, k) -> (b, m, k)>
#bnk = affine_map<(b, m, n, k) -> (b, n, k)>
#bmn = affine_map<(b, m, n, k) -> (b, m, n)>

// A contraction reads and writes in the order in which tensors lie, where the
// innermost dimension stays so.
// CHECK-DAG:   #[[$MBK:.*]] = affine_map<(d0, d1, d2, d3) -> (d1, d0, d3)>
// CHECK-DAG:   #[[$BNK:.*]] = affine_map<(d0, d1, d2, d3) -> (d0, d2, d3)>
// CHECK-DAG:   #[[$MBN:.*]] = affine_map<(d0, d1, d2, d3) -> (d1, d0, d2)>
// CHECK-LABEL: func.func @transposed(
// CHECK-SAME:    %[[X:.*]]: tensor<8x2x16xf32>, %[[Y:.*]]: tensor<2x16x4xf32>)
// CHECK:         %[[YT:.*]] = linalg.transpose ins(%[[Y]]
// CHECK:         %[[E:.*]] = tensor.empty() : tensor<8x2x4xf32>
// CHECK:         %[[F:.*]] = linalg.fill {{.*}} outs(%[[E]]
// CHECK:         %[[R:.*]] = linalg.generic {indexing_maps = [#[[$MBK]], #[[$BNK]], #[[$MBN]]]
// CHECK-SAME:      ins(%[[X]], %[[YT]] : {{.*}} outs(%[[F]]
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
