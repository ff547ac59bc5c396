// RUN: nn-opt %s --verify-roundtrip | FileCheck %s

// CHECK-LABEL: @random_uniform
func.func @random_uniform(%shape: tensor<2xi32>) -> tensor<?x1024xf32> {
  // CHECK: nn.random_uniform %{{.*}} : (tensor<2xi32>) -> tensor<?x1024xf32>
  %0 = nn.random_uniform %shape : (tensor<2xi32>) -> tensor<?x1024xf32>
  return %0 : tensor<?x1024xf32>
}

// CHECK-LABEL: func.func @random_bits(
// CHECK:         nn.random_bits %{{.*}}, %{{.*}}, %{{.*}} : (tensor<1xi32>, tensor<ui64>, tensor<2xui64>) -> tensor<?xui32>
func.func @random_bits(%shape: tensor<1xi32>, %key: tensor<ui64>, %counter: tensor<2xui64>) {
  %0 = nn.random_bits %shape, %key, %counter : (tensor<1xi32>, tensor<ui64>, tensor<2xui64>) -> tensor<?xui32>
  // CHECK: nn.random_bits %{{.*}}, %{{.*}}, %{{.*}} {row_stride = 256 : i64} :
  %1 = nn.random_bits %shape, %key, %counter {row_stride = 256 : i64} : (tensor<1xi32>, tensor<ui64>, tensor<2xui64>) -> tensor<?xui32>
  return
}
