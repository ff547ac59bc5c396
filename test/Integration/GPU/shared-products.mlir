// REQUIRES: vulkan
// RUN: nn-run %s --random --check --repeat --device=vulkan | FileCheck %s
// RUN: nn-opt %s --nn-gpu-pipeline=to=kernels | FileCheck %s --check-prefix=SHARED

// Products whose workgroups share their factors, at the edges of blocks: the last
// rows, columns and steps of the reduction are fewer than the others, or all there
// are.

// CHECK-NOT: DEPARTS
// CHECK-COUNT-9: ok

// SHARED-COUNT-8: lhs at shared rhs at shared

func.func @main(%a0: tensor<50x40xf32> {nn.name = "a0:0"}, %b0: tensor<40x33xf32> {nn.name = "b0:0"},
    %a1: tensor<16x64xf32> {nn.name = "a1:0"}, %b1: tensor<64x32xf32> {nn.name = "b1:0"},
    %a2: tensor<40x8xf32> {nn.name = "a2:0"}, %b2: tensor<8x65xf32> {nn.name = "b2:0"},
    %a3: tensor<56x33xf32> {nn.name = "a3:0"}, %b3: tensor<33x96xf32> {nn.name = "b3:0"},
    %a4: tensor<20x100xf32> {nn.name = "a4:0"}, %b4: tensor<100x31xf32> {nn.name = "b4:0"},
    %a5: tensor<24x31xf32> {nn.name = "a5:0"}, %b5: tensor<31x64xf32> {nn.name = "b5:0"},
    %a6: tensor<3x40x24xf32> {nn.name = "a6:0"}, %b6: tensor<3x24x40xf32> {nn.name = "b6:0"},
    %x: tensor<2x12x20x16xf32> {nn.name = "x:0"}, %w: tensor<3x3x16x40xf32> {nn.name = "w:0"}, %c: tensor<40xf32> {nn.name = "c:0"},
    %v: tensor<1x1x40x40xf32> {nn.name = "v:0"})
    -> (tensor<50x33xf32> {nn.name = "y0:0"},
        tensor<16x32xf32> {nn.name = "y1:0"},
        tensor<40x65xf32> {nn.name = "y2:0"},
        tensor<56x96xf32> {nn.name = "y3:0"},
        tensor<20x31xf32> {nn.name = "y4:0"},
        tensor<24x64xf32> {nn.name = "y5:0"},
        tensor<3x40x40xf32> {nn.name = "y6:0"},
        tensor<2x12x20x40xf32> {nn.name = "conv:0"}, tensor<2x12x20x40xf32> {nn.name = "pointwise:0"}) {
  %p0 = nn.matmul %a0, %b0 : (tensor<50x40xf32>, tensor<40x33xf32>) -> tensor<50x33xf32>
  %y0 = nn.relu %p0 : tensor<50x33xf32>
  %p1 = nn.matmul %a1, %b1 : (tensor<16x64xf32>, tensor<64x32xf32>) -> tensor<16x32xf32>
  %y1 = nn.relu %p1 : tensor<16x32xf32>
  %p2 = nn.matmul %a2, %b2 : (tensor<40x8xf32>, tensor<8x65xf32>) -> tensor<40x65xf32>
  %y2 = nn.relu %p2 : tensor<40x65xf32>
  %p3 = nn.matmul %a3, %b3 : (tensor<56x33xf32>, tensor<33x96xf32>) -> tensor<56x96xf32>
  %y3 = nn.relu %p3 : tensor<56x96xf32>
  %p4 = nn.matmul %a4, %b4 : (tensor<20x100xf32>, tensor<100x31xf32>) -> tensor<20x31xf32>
  %y4 = nn.relu %p4 : tensor<20x31xf32>
  %p5 = nn.matmul %a5, %b5 : (tensor<24x31xf32>, tensor<31x64xf32>) -> tensor<24x64xf32>
  %y5 = nn.relu %p5 : tensor<24x64xf32>
  %y6 = nn.matmul %a6, %b6 : (tensor<3x40x24xf32>, tensor<3x24x40xf32>) -> tensor<3x40x40xf32>
  %conv = nn.conv2d %x, %w {padding = array<i64: 1, 1, 1, 1>} : (tensor<2x12x20x16xf32>, tensor<3x3x16x40xf32>) -> tensor<2x12x20x40xf32>
  %sum = nn.add %conv, %c : (tensor<2x12x20x40xf32>, tensor<40xf32>) -> tensor<2x12x20x40xf32>
  %relu = nn.relu %sum : tensor<2x12x20x40xf32>
  %one = nn.conv2d %relu, %v : (tensor<2x12x20x40xf32>, tensor<1x1x40x40xf32>) -> tensor<2x12x20x40xf32>
  return %y0, %y1, %y2, %y3, %y4, %y5, %y6, %relu, %one : tensor<50x33xf32>, tensor<16x32xf32>, tensor<40x65xf32>, tensor<56x96xf32>, tensor<20x31xf32>, tensor<24x64xf32>, tensor<3x40x40xf32>, tensor<2x12x20x40xf32>, tensor<2x12x20x40xf32>
}
