// RUN: nn-opt --split-input-file --verify-diagnostics %s

// A result type that disagrees shows the inferred one.

// The channels are known from the parameters.
func.func @batch_norm(%x: tensor<2x?xf32>, %c: tensor<4xf32>) {
  // expected-error @+2 {{inferred type(s) 'tensor<2x4xf32>'}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = nn.batch_norm %x, %c, %c, %c, %c : (tensor<2x?xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<1xf32>
  return
}

// -----

func.func @softmax(%x: tensor<2x?xf32>) {
  // expected-error @+2 {{inferred type(s) 'tensor<2x?xf32>'}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = nn.softmax %x : (tensor<2x?xf32>) -> tensor<1xf32>
  return
}
