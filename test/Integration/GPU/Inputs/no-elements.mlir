// Weights without elements, the only ones: a kernel has an address for each.

func.func @main(%x: tensor<?x4xf32> {nn.name = "x"}, %n: tensor<7x0xf32> {nn.name = "n"})
    -> (tensor<7x5xf32> {nn.name = "y"}, tensor<?x4xf32> {nn.name = "z"}) {
  %w = arith.constant dense<0.0> : tensor<0x5xf32>
  %0 = nn.matmul %n, %w : (tensor<7x0xf32>, tensor<0x5xf32>) -> tensor<7x5xf32>
  %c = arith.constant dense<0.0> : tensor<0x4xf32>
  %i = arith.constant dense<0> : tensor<0x1xi32>
  %1 = nn.scatter %x, %i, %c {mode = #nn.scatter_mode<add>} : (tensor<?x4xf32>, tensor<0x1xi32>, tensor<0x4xf32>) -> tensor<?x4xf32>
  return %0, %1 : tensor<7x5xf32>, tensor<?x4xf32>
}
