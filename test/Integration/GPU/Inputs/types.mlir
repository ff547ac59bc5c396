// TYPE is one that not every device has.

func.func @main(%x: tensor<4xTYPE>) -> tensor<4xTYPE> {
  %0 = nn.relu %x : tensor<4xTYPE>
  return %0 : tensor<4xTYPE>
}
