// --check fails where the pipelines disagree. The reference rounds the product,
// the optimized pipeline multiplies and adds at once, and what cancels is nothing
// but that rounding.
//
// RUN: not nn-run %s --random --seed=1 --check 2>&1 | FileCheck %s
// CHECK: DEPARTS y:0: {{[0-9]+}} ulps, {{.*}} of the largest, at element {{[0-9]+}}
// CHECK: error: the pipelines disagree{{$}}

func.func @main(%x: tensor<64xf32> {nn.name = "x:0"}) -> (tensor<64xf32> {nn.name = "y:0"}) {
  %one = arith.constant dense<1.0> : tensor<f32>
  %0 = nn.reciprocal %x : tensor<64xf32>
  %1 = nn.mul %0, %x : (tensor<64xf32>, tensor<64xf32>) -> tensor<64xf32>
  %2 = nn.sub %1, %one : (tensor<64xf32>, tensor<f32>) -> tensor<64xf32>
  return %2 : tensor<64xf32>
}
