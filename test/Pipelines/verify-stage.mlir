// RUN: nn-opt %s --nn-verify-stage=stage=linalg --split-input-file --verify-diagnostics

func.func @good(%x: tensor<4xi8> {nn.dtype = ui8}, %c: i1) -> (tensor<4xi8> {nn.dtype = ui8}) {
  return %x : tensor<4xi8>
}

// -----

func.func @op(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @+1 {{'nn.relu' op is left after the stage 'linalg'}}
  %0 = nn.relu %x : tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

// expected-error @+1 {{has the type 'tensor<4xui8>' after the stage 'linalg', which leaves no unsigned, i1 or complex elements}}
func.func private @unsigned(tensor<4xui8>)

// -----

func.func @bool(%c: i1) {
  // expected-error @+1 {{has the type 'tensor<1xi1>' after the stage 'linalg'}}
  %0 = tensor.from_elements %c : tensor<1xi1>
  return
}
