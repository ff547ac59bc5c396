// f16, which not every device has.

func.func @main(%x: tensor<4xf16>) -> tensor<4xf16> {
  %0 = nn.relu %x : tensor<4xf16>
  return %0 : tensor<4xf16>
}
