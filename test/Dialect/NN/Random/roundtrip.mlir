// RUN: nn-opt %s --verify-roundtrip | FileCheck %s

// CHECK-LABEL: @random_uniform
func.func @random_uniform(%shape: tensor<2xi32>) -> tensor<?x1024xf32> {
  // CHECK: nn.random_uniform %{{.*}} : (tensor<2xi32>) -> tensor<?x1024xf32>
  %0 = nn.random_uniform %shape : (tensor<2xi32>) -> tensor<?x1024xf32>
  return %0 : tensor<?x1024xf32>
}
