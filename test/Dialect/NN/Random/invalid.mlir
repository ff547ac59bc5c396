// RUN: nn-opt %s --split-input-file --verify-diagnostics

func.func @random_uniform_c1(%s: tensor<3xi32>) {
  // expected-error @below {{expects 'shape' to have 2 elements, got 3}}
  %0 = nn.random_uniform %s
      : (tensor<3xi32>) -> tensor<?x?xf32>
  return
}

// -----

func.func @random_bits_c1(%shape: tensor<2xi32>, %key: tensor<ui64>, %counter: tensor<2xui64>) {
  // expected-error @below {{expects 'shape' to have 1 elements, got 2}}
  %0 = nn.random_bits %shape, %key, %counter : (tensor<2xi32>, tensor<ui64>, tensor<2xui64>) -> tensor<?xui32>
  return
}

// -----

func.func @random_bits_c2(%shape: tensor<1xi32>, %key: tensor<ui64>, %counter: tensor<3xui64>) {
  // expected-error @below {{expects 'counter' to have 2 elements, got 3}}
  %0 = nn.random_bits %shape, %key, %counter : (tensor<1xi32>, tensor<ui64>, tensor<3xui64>) -> tensor<?xui32>
  return
}

// -----

func.func @random_bits_c3(%shape: tensor<1xi32>, %key: tensor<ui64>, %counter: tensor<2xui64>) {
  // expected-error @below {{expects 'row_stride' of at least 0, got -1}}
  %0 = nn.random_bits %shape, %key, %counter {row_stride = -1 : i64} : (tensor<1xi32>, tensor<ui64>, tensor<2xui64>) -> tensor<?xui32>
  return
}

// -----

func.func @random_bits_c3_rank(%shape: tensor<0xi32>, %key: tensor<ui64>, %counter: tensor<2xui64>) {
  // expected-error @below {{expects a result of rank 1 at least for a row_stride}}
  %0 = nn.random_bits %shape, %key, %counter {row_stride = 4 : i64} : (tensor<0xi32>, tensor<ui64>, tensor<2xui64>) -> tensor<ui32>
  return
}
