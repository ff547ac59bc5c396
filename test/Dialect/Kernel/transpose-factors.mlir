// RUN: nn-opt %s --nn-transpose-factors --split-input-file | FileCheck %s
// RUN: nn-opt %s --nn-transpose-factors --split-input-file \
// RUN:   --nn-why=nn-transpose-factors 2>&1 >/dev/null | FileCheck %s --check-prefix=WHY

#bmk = affine_map<(b, m, n, k) -> (b, m, k)>
#bnk = affine_map<(b, m, n, k) -> (b, n, k)>
#bmn = affine_map<(b, m, n, k) -> (b, m, n)>

// Queries times keys: the keys are the columns of the result.
// CHECK-DAG:   #[[$BMK:.*]] = affine_map<(d0, d1, d2, d3) -> (d0, d1, d3)>
// CHECK-DAG:   #[[$BKN:.*]] = affine_map<(d0, d1, d2, d3) -> (d0, d3, d2)>
// CHECK-DAG:   #[[$BMN:.*]] = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2)>
// CHECK-LABEL: func.func @keys(
// CHECK-SAME:    %[[Q:.*]]: tensor<2x?x64xf32>, %[[K:.*]]: tensor<2x?x64xf32>, %[[S:.*]]: tensor<2x?x?xf32>)
// CHECK:         %[[N:.*]] = tensor.dim %[[K]]
// CHECK:         %[[E:.*]] = tensor.empty(%[[N]]) : tensor<2x64x?xf32>
// CHECK:         %[[T:.*]] = linalg.transpose ins(%[[K]] : {{.*}} outs(%[[E]] : {{.*}} permutation = [0, 2, 1]
// CHECK:         %[[R:.*]] = linalg.generic {indexing_maps = [#[[$BMK]], #[[$BKN]], #[[$BMN]]]
// CHECK-SAME:      ins(%[[Q]], %[[T]] : {{.*}} outs(%[[S]]
// CHECK:           arith.mulf
// CHECK:         return %[[R]]
func.func @keys(%q: tensor<2x?x64xf32>, %k: tensor<2x?x64xf32>, %s: tensor<2x?x?xf32>)
    -> tensor<2x?x?xf32> {
  %0 = linalg.generic {indexing_maps = [#bmk, #bnk, #bmn],
      iterator_types = ["parallel", "parallel", "parallel", "reduction"]}
      ins(%q, %k : tensor<2x?x64xf32>, tensor<2x?x64xf32>)
      outs(%s : tensor<2x?x?xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %p = arith.mulf %a, %b : f32
    %t = arith.addf %o, %p : f32
    linalg.yield %t : f32
  } -> tensor<2x?x?xf32>
  return %0 : tensor<2x?x?xf32>
}

// -----

#mk = affine_map<(m, n, k) -> (m, k)>
#nk = affine_map<(m, n, k) -> (n, k)>
#mn = affine_map<(m, n, k) -> (m, n)>

// What was transposed before is read as it was.
// CHECK-LABEL: func.func @twice(
// CHECK-SAME:    %[[X:.*]]: tensor<32x64xf32>, %[[Y:.*]]: tensor<64x16xf32>
// CHECK-NOT:     linalg.transpose
// CHECK:         linalg.generic {{.*}} ins(%[[X]], %[[Y]]
func.func @twice(%x: tensor<32x64xf32>, %y: tensor<64x16xf32>, %s: tensor<32x16xf32>)
    -> tensor<32x16xf32> {
  %e = tensor.empty() : tensor<16x64xf32>
  %yt = linalg.transpose ins(%y : tensor<64x16xf32>)
      outs(%e : tensor<16x64xf32>) permutation = [1, 0]
  %0 = linalg.matmul indexing_maps = [#mk, #nk, #mn]
      ins(%x, %yt : tensor<32x64xf32>, tensor<16x64xf32>)
      outs(%s : tensor<32x16xf32>) -> tensor<32x16xf32>
  return %0 : tensor<32x16xf32>
}

// -----

#mk = affine_map<(m, n, k) -> (m, k)>
#nk = affine_map<(m, n, k) -> (n, k)>
#mn = affine_map<(m, n, k) -> (m, n)>

// CHECK-LABEL: func.func @refused(
// CHECK-NOT:     linalg.transpose
// WHY-DAG:       remark: {{.*}}an element is read 31 times, less than 32
// WHY-DAG:       remark: {{.*}}a constant is packed as needed
// WHY-DAG:       remark: {{.*}}columns lie one after another
func.func @refused(%x: tensor<31x64xf32>, %y: tensor<16x64xf32>, %z: tensor<32x64xf32>,
                   %s: tensor<31x16xf32>, %t: tensor<32x16xf32>, %u: tensor<31x16xf32>)
    -> (tensor<31x16xf32>, tensor<32x16xf32>, tensor<31x16xf32>) {
  %w = arith.constant dense<2.0> : tensor<16x64xf32>
  %v = arith.constant dense<2.0> : tensor<16x16xf32>
  %0 = linalg.matmul indexing_maps = [#mk, #nk, #mn]
      ins(%x, %y : tensor<31x64xf32>, tensor<16x64xf32>)
      outs(%s : tensor<31x16xf32>) -> tensor<31x16xf32>
  %1 = linalg.matmul indexing_maps = [#mk, #nk, #mn]
      ins(%z, %w : tensor<32x64xf32>, tensor<16x64xf32>)
      outs(%t : tensor<32x16xf32>) -> tensor<32x16xf32>
  %2 = linalg.matmul ins(%0, %v : tensor<31x16xf32>, tensor<16x16xf32>)
      outs(%u : tensor<31x16xf32>) -> tensor<31x16xf32>
  return %0, %1, %2 : tensor<31x16xf32>, tensor<32x16xf32>, tensor<31x16xf32>
}

// -----

// A GPU reads tiles of both factors.
#mk = affine_map<(m, n, k) -> (m, k)>
#nk = affine_map<(m, n, k) -> (n, k)>
#mn = affine_map<(m, n, k) -> (m, n)>
module attributes {nn.target = {device = "vulkan"}} {
  // CHECK-LABEL: func.func @device(
  // CHECK-NOT:     linalg.transpose
  func.func @device(%x: tensor<32x64xf32>, %y: tensor<16x64xf32>, %s: tensor<32x16xf32>)
      -> tensor<32x16xf32> {
    %0 = linalg.matmul indexing_maps = [#mk, #nk, #mn]
        ins(%x, %y : tensor<32x64xf32>, tensor<16x64xf32>)
        outs(%s : tensor<32x16xf32>) -> tensor<32x16xf32>
    return %0 : tensor<32x16xf32>
  }
}
