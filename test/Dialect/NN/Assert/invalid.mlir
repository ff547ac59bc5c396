// RUN: nn-opt %s --verify-diagnostics

func.func @condition(%c: tensor<2xi1>) {
  // expected-error @below {{operand #0 must be 0D tensor of 1-bit signless integer values, but got 'tensor<2xi1>'}}
  nn.assert %c, "expected true" : tensor<2xi1>
  return
}
