func.func @main(%x: tensor<256x128xf32> {nn.name = "x"}, %w: tensor<128x512xf32> {nn.name = "w"},
                %b: tensor<512xf32> {nn.name = "b"}) -> (tensor<256x512xf32> {nn.name = "y"}) {
  %0 = nn.matmul %x, %w : (tensor<256x128xf32>, tensor<128x512xf32>) -> tensor<256x512xf32>
  %1 = nn.add %0, %b : (tensor<256x512xf32>, tensor<512xf32>) -> tensor<256x512xf32>
  %2 = nn.relu %1 : tensor<256x512xf32>
  return %2 : tensor<256x512xf32>
}
