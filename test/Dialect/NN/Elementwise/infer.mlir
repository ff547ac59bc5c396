// RUN: nn-opt --split-input-file --verify-diagnostics %s

// A result type that disagrees shows the inferred one.

func.func @ranks(%x: tensor<2x1x4xf32>, %y: tensor<3x1xf32>) {
  // expected-error @+2 {{inferred type(s) 'tensor<2x3x4xf32>'}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = nn.mul %x, %y : (tensor<2x1x4xf32>, tensor<3x1xf32>) -> tensor<1xf32>
  return
}

// -----

// An unknown size must be 1 or that of the other operand.
func.func @unknown_and_known(%x: tensor<?x4xf32>, %y: tensor<3x?xf32>) {
  // expected-error @+2 {{inferred type(s) 'tensor<3x4xf32>'}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = nn.mul %x, %y : (tensor<?x4xf32>, tensor<3x?xf32>) -> tensor<1xf32>
  return
}

// -----

func.func @unknown_and_one(%x: tensor<?x1xf32>, %y: tensor<1x?xf32>) {
  // expected-error @+2 {{inferred type(s) 'tensor<?x?xf32>'}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = nn.mul %x, %y : (tensor<?x1xf32>, tensor<1x?xf32>) -> tensor<1xf32>
  return
}

// -----

func.func @scalar_and_empty(%x: tensor<f32>, %y: tensor<0x2xf32>) {
  // expected-error @+2 {{inferred type(s) 'tensor<0x2xf32>'}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = nn.mul %x, %y : (tensor<f32>, tensor<0x2xf32>) -> tensor<1xf32>
  return
}

// -----

func.func @three_operands(%c: tensor<?x1x1xi1>, %x: tensor<5xf32>, %y: tensor<4x1xf32>) {
  // expected-error @+2 {{inferred type(s) 'tensor<?x4x5xf32>'}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = nn.select %c, %x, %y : (tensor<?x1x1xi1>, tensor<5xf32>, tensor<4x1xf32>) -> tensor<1xf32>
  return
}

// -----

// Less static result types are as good.
func.func @less_static(%x: tensor<2x4xf32>, %y: tensor<4xf32>) {
  %0 = nn.mul %x, %y : (tensor<2x4xf32>, tensor<4xf32>) -> tensor<?x4xf32>
  return
}
