// RUN: nn-opt %s --convert-nn-to-linalg --split-input-file --verify-diagnostics

func.func @qr(%x: tensor<?x3xf32>) {
  // expected-error @below {{failed to legalize operation 'nn.qr'}}
  %0:2 = nn.qr %x : (tensor<?x3xf32>) -> (tensor<?x?xf32>, tensor<?x3xf32>)
  return
}

// -----

func.func @svd(%x: tensor<?x3xf32>) {
  // expected-error @below {{failed to legalize operation 'nn.svd'}}
  %0:3 = nn.svd %x : (tensor<?x3xf32>) -> (tensor<?xf32>, tensor<?x?xf32>, tensor<3x?xf32>)
  return
}
