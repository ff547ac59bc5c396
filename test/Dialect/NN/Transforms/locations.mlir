// RUN: nn-opt --nn-fold-affine --nn-recognize-functions --mlir-print-debuginfo --mlir-print-local-scope %s | FileCheck %s

// An op that does the work of several has the locations of all of them.

// CHECK-LABEL: @conv
func.func @conv(%x: tensor<1x4x4x1xf32>) -> tensor<1x4x4x1xf32> {
  %w = arith.constant dense<2.0> : tensor<1x1x1x1xf32>
  %scale = arith.constant dense<3.0> : tensor<f32>
  %shift = arith.constant dense<4.0> : tensor<f32>
  // CHECK: nn.conv2d {{.*}} loc(fused["conv"("Conv2D"), "scale"("Mul"), "shift"("Add")])
  // CHECK: nn.add {{.*}} loc(fused["conv"("Conv2D"), "scale"("Mul"), "shift"("Add")])
  %0 = nn.conv2d %x, %w : (tensor<1x4x4x1xf32>, tensor<1x1x1x1xf32>) -> tensor<1x4x4x1xf32> loc("conv"("Conv2D"))
  %1 = nn.mul %0, %scale : (tensor<1x4x4x1xf32>, tensor<f32>) -> tensor<1x4x4x1xf32> loc("scale"("Mul"))
  %2 = nn.add %1, %shift : (tensor<1x4x4x1xf32>, tensor<f32>) -> tensor<1x4x4x1xf32> loc("shift"("Add"))
  // CHECK: nn.silu {{.*}} loc(fused["gate"("Sigmoid"), "swish"("Mul")])
  %3 = nn.sigmoid %2 : tensor<1x4x4x1xf32> loc("gate"("Sigmoid"))
  %4 = nn.mul %2, %3 : (tensor<1x4x4x1xf32>, tensor<1x4x4x1xf32>) -> tensor<1x4x4x1xf32> loc("swish"("Mul"))
  return %4 : tensor<1x4x4x1xf32>
}
