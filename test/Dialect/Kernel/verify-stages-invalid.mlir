// RUN: nn-opt %s --nn-verify-stage=stage=kernels --split-input-file --verify-diagnostics

func.func @fill() -> tensor<4xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<4xf32>
  // expected-error @+1 {{computes on tensors outside of a kernel after the stage 'kernels'}}
  %0 = linalg.fill ins(%zero : f32) outs(%e : tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

// expected-error @+1 {{is a kernel without an 'entry' on memrefs after the stage 'kernels'}}
module @k attributes {nn.kernel} {
}

// -----

module @k attributes {nn.kernel} {
  func.func @entry(%o: memref<4xf32>) attributes {kernel.num_inputs = 0 : i64} {
    // expected-error @+1 {{is a weight in a kernel after the stage 'kernels'}}
    %w = arith.constant dense_resource<w> : tensor<4xf32>
    return
  }
}

// -----

func.func @nn_op(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @+1 {{is left after the stage 'linalg'}}
  %0 = nn.relu %x : tensor<4xf32>
  return %0 : tensor<4xf32>
}
