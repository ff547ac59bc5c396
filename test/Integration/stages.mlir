// The passes of docs/Architecture.md one after another are the pipeline: what
// they leave runs.
//
// RUN: nn-opt --nn-set-target=host=true --nn-optimize --convert-nn-to-linalg --nn-form-kernels \
// RUN:   --nn-freeze-interfaces --nn-evaluate-constants --nn-assign-destinations --nn-plan-memory \
// RUN:   --nn-cpu-kernel-pipeline --nn-lower-host %s -o %t.mlir
// RUN: nn-run %t.mlir --random | FileCheck %s
// CHECK: y{{ +}}float32 2x2{{ +}}4.5..6{{ +}}[6, 4.5, 6, 4.5]

func.func @main(%x: tensor<2x3xf32> {nn.name = "x"}) -> (tensor<2x2xf32> {nn.name = "y"}) {
  %w = arith.constant dense<[[1.0, -2.0], [3.0, 4.0], [-5.0, 6.0]]> : tensor<3x2xf32>
  %0 = nn.matmul %x, %w : (tensor<2x3xf32>, tensor<3x2xf32>) -> tensor<2x2xf32>
  %zero = arith.constant dense<0.0> : tensor<f32>
  %1 = nn.mul %0, %zero : (tensor<2x2xf32>, tensor<f32>) -> tensor<2x2xf32>
  %b = arith.constant dense<[6.0, 4.5]> : tensor<2xf32>
  %2 = nn.add %1, %b : (tensor<2x2xf32>, tensor<2xf32>) -> tensor<2x2xf32>
  %3 = nn.relu %2 : tensor<2x2xf32>
  return %3 : tensor<2x2xf32>
}
