// RUN: nn-opt %s --convert-nn-to-linalg --split-input-file --verify-diagnostics

func.func @random(%s: tensor<2xi32>) -> tensor<?x?xf32> {
  // expected-error @+1 {{failed to legalize operation 'nn.random_uniform'}}
  %0 = nn.random_uniform %s : (tensor<2xi32>) -> tensor<?x?xf32>
  return %0 : tensor<?x?xf32>
}

// -----

// Whatever the unknown size is, its double is not one.
func.func @no_scalar(%x: tensor<?x2xf32>) -> tensor<f32> {
  // expected-error @+1 {{failed to legalize operation 'nn.reshape': expects a multiple of 2 elements, got 1}}
  %0 = nn.reshape %x : (tensor<?x2xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}
