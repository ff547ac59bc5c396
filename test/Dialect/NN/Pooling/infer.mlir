// RUN: nn-opt --split-input-file --verify-diagnostics %s

// A result type that disagrees shows the inferred one.

func.func @max_pool2d(%x: tensor<?x112x112x64xf32>) {
  // expected-error @+2 {{inferred type(s) 'tensor<?x56x56x64xf32>'}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = nn.max_pool2d %x {window = array<i64: 3, 3>, strides = array<i64: 2, 2>, padding = array<i64: 1, 1, 1, 1>} : (tensor<?x112x112x64xf32>) -> tensor<1xf32>
  return
}

// -----

func.func @avg_pool2d(%x: tensor<1x4x7x?xf32>) {
  // expected-error @+2 {{inferred type(s) 'tensor<1x4x4x?xf32>'}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = nn.avg_pool2d %x {window = array<i64: 2, 2>, strides = array<i64: 2, 2>, same_upper, data_format = #nn.data_format<nchw>} : (tensor<1x4x7x?xf32>) -> tensor<1xf32>
  return
}
