// RUN: %cuda_emulator nn-run %s --random --check --device=cuda | FileCheck %s
// RUN: nn-opt %s --nn-gpu-pipeline='target=cuda to=kernels' | FileCheck %s --check-prefix=SHARED

// Factors that lie the other way around, images of seven rows, few columns. Blocks
// of 24 columns would not be whole subgroups.

// CHECK-NOT: DEPARTS
// CHECK-COUNT-7: ok
// CHECK-NOT: DEPARTS

// SHARED-COUNT-6: lhs at shared rhs at shared

func.func @main(
    %q: tensor<2x40x32xf32> {nn.name = "q:0"}, %k: tensor<2x64x32xf32> {nn.name = "k:0"},
    %a: tensor<40x36xf32> {nn.name = "a:0"}, %b: tensor<44x36xf32> {nn.name = "b:0"},
    %d: tensor<21x35xf32> {nn.name = "d:0"}, %e: tensor<33x35xf32> {nn.name = "e:0"},
    %x: tensor<1x7x7x32xf32> {nn.name = "x:0"}, %w: tensor<3x3x32x64xf32> {nn.name = "w:0"},
    %v: tensor<1x1x64x48xf32> {nn.name = "v:0"},
    %f: tensor<64x32xf32> {nn.name = "f:0"}, %g: tensor<32x16xf32> {nn.name = "g:0"},
    %h: tensor<64x32xf32> {nn.name = "h:0"}, %i: tensor<32x24xf32> {nn.name = "i:0"})
    -> (tensor<2x40x64xf32> {nn.name = "scores:0"},
        tensor<40x44xf32> {nn.name = "rest:0"},
        tensor<21x33xf32> {nn.name = "odd:0"},
        tensor<1x7x7x64xf32> {nn.name = "conv:0"},
        tensor<1x7x7x48xf32> {nn.name = "pointwise:0"},
        tensor<64x16xf32> {nn.name = "narrow:0"},
        tensor<64x24xf32> {nn.name = "columns:0"}) {
  %0 = nn.matmul %q, %k {transpose_rhs = true} : (tensor<2x40x32xf32>, tensor<2x64x32xf32>) -> tensor<2x40x64xf32>
  %1 = nn.matmul %a, %b {transpose_rhs = true} : (tensor<40x36xf32>, tensor<44x36xf32>) -> tensor<40x44xf32>
  %2 = nn.matmul %d, %e {transpose_rhs = true} : (tensor<21x35xf32>, tensor<33x35xf32>) -> tensor<21x33xf32>
  %3 = nn.conv2d %x, %w {padding = array<i64: 1, 1, 1, 1>} : (tensor<1x7x7x32xf32>, tensor<3x3x32x64xf32>) -> tensor<1x7x7x64xf32>
  %4 = nn.conv2d %3, %v : (tensor<1x7x7x64xf32>, tensor<1x1x64x48xf32>) -> tensor<1x7x7x48xf32>
  %5 = nn.matmul %f, %g : (tensor<64x32xf32>, tensor<32x16xf32>) -> tensor<64x16xf32>
  %6 = nn.matmul %h, %i : (tensor<64x32xf32>, tensor<32x24xf32>) -> tensor<64x24xf32>
  return %0, %1, %2, %3, %4, %5, %6
      : tensor<2x40x64xf32>, tensor<40x44xf32>, tensor<21x33xf32>, tensor<1x7x7x64xf32>, tensor<1x7x7x48xf32>, tensor<64x16xf32>, tensor<64x24xf32>
}
