// RUN: nn-opt %s --split-input-file --verify-diagnostics

func.func @random_uniform_c1(%s: tensor<3xi32>) {
  // expected-error @below {{expects 'shape' to have 2 elements, got 3}}
  %0 = nn.random_uniform %s
      : (tensor<3xi32>) -> tensor<?x?xf32>
  return
}
