// RUN: nn-opt %s --nn-verify-stage=stage=frozen --verify-diagnostics

func.func @concat(%x: tensor<4xf32>) -> tensor<8xf32> {
  // expected-error @+1 {{is left after the stage 'frozen'}}
  %0 = tensor.concat dim(0) %x, %x
      : (tensor<4xf32>, tensor<4xf32>) -> tensor<8xf32>
  return %0 : tensor<8xf32>
}
