// RUN: nn-opt %s --convert-nn-to-linalg --verify-diagnostics

func.func @random(%s: tensor<2xi32>) -> tensor<?x?xf32> {
  // expected-error @+1 {{failed to legalize operation 'nn.random_uniform'}}
  %0 = nn.random_uniform %s : (tensor<2xi32>) -> tensor<?x?xf32>
  return %0 : tensor<?x?xf32>
}
