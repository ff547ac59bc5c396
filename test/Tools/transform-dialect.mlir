// nn-opt runs sequences of the transform dialect, beside and behind our passes.
//
// RUN: nn-opt %s --convert-nn-to-linalg --transform-interpreter --canonicalize | FileCheck %s

module attributes {transform.with_named_sequence} {
  // CHECK-LABEL: func.func @product(
  // CHECK:         %[[OUTER:.*]] = scf.for
  // CHECK:           scf.for
  // CHECK:             linalg.matmul ins({{.*}} : tensor<8x16xf32>, tensor<16x4xf32>)
  // CHECK:         return %[[OUTER]]
  func.func @product(%a: tensor<32x16xf32>, %b: tensor<16x12xf32>) -> tensor<32x12xf32> {
    %0 = nn.matmul %a, %b : (tensor<32x16xf32>, tensor<16x12xf32>) -> tensor<32x12xf32>
    return %0 : tensor<32x12xf32>
  }

  transform.named_sequence @__transform_main(%root: !transform.any_op {transform.readonly}) {
    %product = transform.structured.match ops{["linalg.matmul"]} in %root : (!transform.any_op) -> !transform.any_op
    %tiled, %loops:2 = transform.structured.tile_using_for %product tile_sizes [8, 4, 0] : (!transform.any_op) -> (!transform.any_op, !transform.any_op, !transform.any_op)
    transform.yield
  }
}
