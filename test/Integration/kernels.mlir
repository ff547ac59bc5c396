// RUN: nn-run %s --inputs=%S/Inputs/kernels.npz --compare=%S/Inputs/kernels.npz --threads=1 | FileCheck %s
// RUN: nn-run %s --inputs=%S/Inputs/kernels.npz --compare=%S/Inputs/kernels.npz --threads=2 --guard | FileCheck %s

// CHECK-COUNT-8: ok

// Sizes that no register tile divides: the kernels agree with numpy
// (Inputs/kernels.py).

func.func @main(%x: tensor<1x9x11x5xf32> {nn.name = "x:0"}, %m: tensor<7x37xf32> {nn.name = "m:0"})
    -> (tensor<1x9x11x24xf32> {nn.name = "conv:0"}, tensor<1x4x5x24xf32> {nn.name = "pool:0"},
        tensor<1x5x6x24xf32> {nn.name = "depthwise:0"}, tensor<7x19xf32> {nn.name = "matmul:0"},
        tensor<7x37xf32> {nn.name = "softmax:0"}, tensor<37x7xf32> {nn.name = "transpose:0"},
        tensor<7xf32> {nn.name = "row_sum:0"}, tensor<37xf32> {nn.name = "column_max:0"}) {
  %w = arith.constant dense<0.125> : tensor<3x3x5x24xf32>
  %b = arith.constant dense<0.5> : tensor<24xf32>
  %conv = nn.conv2d %x, %w {padding = array<i64: 1, 1, 1, 1>} : (tensor<1x9x11x5xf32>, tensor<3x3x5x24xf32>) -> tensor<1x9x11x24xf32>
  %bias = nn.add %conv, %b : (tensor<1x9x11x24xf32>, tensor<24xf32>) -> tensor<1x9x11x24xf32>
  %relu = nn.relu %bias : tensor<1x9x11x24xf32>
  %pool = nn.max_pool2d %relu {strides = array<i64: 2, 2>, window = array<i64: 3, 3>} : (tensor<1x9x11x24xf32>) -> tensor<1x4x5x24xf32>
  %dw = arith.constant dense<0.25> : tensor<3x3x24x1xf32>
  %depthwise = nn.depthwise_conv2d %relu, %dw {strides = array<i64: 2, 2>, padding = array<i64: 1, 1, 1, 1>} : (tensor<1x9x11x24xf32>, tensor<3x3x24x1xf32>) -> tensor<1x5x6x24xf32>
  %wm = arith.constant dense<0.0625> : tensor<37x19xf32>
  %matmul = nn.matmul %m, %wm : (tensor<7x37xf32>, tensor<37x19xf32>) -> tensor<7x19xf32>
  %softmax = nn.softmax %m : (tensor<7x37xf32>) -> tensor<7x37xf32>
  %transpose = nn.transpose %m {permutation = array<i64: 1, 0>} : (tensor<7x37xf32>) -> tensor<37x7xf32>
  %sum = nn.reduce_sum %m {axes = array<i64: 1>} : (tensor<7x37xf32>) -> tensor<7xf32>
  %max = nn.reduce_max %m {axes = array<i64: 0>} : (tensor<7x37xf32>) -> tensor<37xf32>
  return %relu, %pool, %depthwise, %matmul, %softmax, %transpose, %sum, %max : tensor<1x9x11x24xf32>, tensor<1x4x5x24xf32>, tensor<1x5x6x24xf32>, tensor<7x19xf32>, tensor<7x37xf32>, tensor<37x7xf32>, tensor<7xf32>, tensor<37xf32>
}
