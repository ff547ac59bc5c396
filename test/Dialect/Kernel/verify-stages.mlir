// RUN: nn-opt %s --nn-form-kernels --nn-verify-stage=stage=kernels --nn-freeze-interfaces --nn-verify-stage=stage=frozen | FileCheck %s

#id = affine_map<(d0, d1) -> (d0, d1)>

// CHECK-LABEL: func.func @network(
func.func @network(%x: tensor<4x8xf32>, %w: tensor<8x8xf32>)
    -> tensor<4x16xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<4x8xf32>
  %0 = linalg.fill ins(%zero : f32) outs(%e : tensor<4x8xf32>)
      -> tensor<4x8xf32>
  %1 = linalg.matmul ins(%x, %w : tensor<4x8xf32>, tensor<8x8xf32>)
      outs(%0 : tensor<4x8xf32>) -> tensor<4x8xf32>
  %2 = linalg.generic {indexing_maps = [#id, #id],
      iterator_types = ["parallel", "parallel"]}
      ins(%1 : tensor<4x8xf32>) outs(%e : tensor<4x8xf32>) {
  ^bb0(%a: f32, %o: f32):
    %s = math.exp %a : f32
    linalg.yield %s : f32
  } -> tensor<4x8xf32>
  %3 = tensor.concat dim(1) %2, %x
      : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x16xf32>
  return %3 : tensor<4x16xf32>
}

// What is no plain arithmetic is a kernel even on one element.
// CHECK-LABEL: func.func @element(
// CHECK:         kernel.dispatch
func.func @element(%x: tensor<f32>) -> tensor<f32> {
  %e = tensor.empty() : tensor<f32>
  %0 = linalg.exp ins(%x : tensor<f32>) outs(%e : tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}
