// --nn-why makes a remark of each reason for which a pattern did not apply, at
// the TensorFlow node.

// RUN: split-file %s %t

// A greedy driver tries a pattern again and again, and tells it once.
// RUN: nn-opt %t/network.mlir --nn-optimize --nn-why=nn-fold-affine -o /dev/null 2>&1 \
// RUN:   | FileCheck %s --check-prefix=GREEDY --implicit-check-not=remark:
// GREEDY-DAG: {{^}}remark: {{.*}}network.mlir: node 'conv1' (Conv2D): nn-fold-affine: FoldAffineBehind<Conv2DOp>: filter is not constant
// GREEDY-DAG: {{^}}remark: {{.*}}network.mlir: node 'conv1' (Conv2D): nn-fold-affine: FoldAffineBefore<Conv2DOp>: filter is not constant

// Nor does a pass that runs again tell it again.
// RUN: nn-opt %t/network.mlir --nn-fold-affine --nn-fold-affine --nn-why=nn-fold-affine -o /dev/null 2>&1 \
// RUN:   | grep -c 'FoldAffineBehind<Conv2DOp>: filter is not constant' | FileCheck %s --check-prefix=ONCE
// ONCE: {{^}}1{{$}}

// What has a place in a text has its remark there.
// RUN: nn-opt %t/place.mlir --nn-fold-padding --nn-why=nn-fold-padding -o /dev/null 2>&1 \
// RUN:   | FileCheck %s --check-prefix=PLACE
// PLACE: place.mlir:2:8: remark: nn-fold-padding: FoldBorder<Conv2DOp>: no border before

// A conversion.
// RUN: not nn-opt %t/conversion.mlir --convert-nn-to-linalg --nn-why=convert-nn-to-linalg -o /dev/null 2>&1 \
// RUN:   | FileCheck %s --check-prefix=CONVERSION
// CONVERSION: {{^}}remark: {{.*}}conversion.mlir: node 'conv1' (Conv2D): convert-nn-to-linalg: ConvOpConversion<Conv2DOp>: expects a filter with static sizes
// CONVERSION: {{^}}error: {{.*}}conversion.mlir: node 'conv1' (Conv2D): failed to legalize operation 'nn.conv2d'

// A pass without patterns, and what a kernel's dispatch is called.
// RUN: nn-opt %t/kernel.mlir --nn-select-schedules --nn-why=nn-select-schedules -o /dev/null 2>&1 \
// RUN:   | FileCheck %s --check-prefix=KERNEL
// KERNEL: {{^}}remark: {{.*}}kernel.mlir: node 'conv1' (Conv2D): nn-select-schedules: kernel 'k' is for plain loops: 'affine.for' is no op that stages are made of
// For a device too, where such a kernel is no error.
// RUN: nn-opt %t/kernel.mlir --nn-set-target=device=cuda --nn-select-schedules --nn-why=nn-select-schedules -o /dev/null 2>&1 \
// RUN:   | FileCheck %s --check-prefix=KERNEL

// The tools that run pipelines have it too; without it nobody says anything.
// RUN: nn-compile %t/network.mlir --emit=nn -o /dev/null --nn-why=nn-fold-affine 2>&1 \
// RUN:   | FileCheck %s --check-prefix=COMPILE
// COMPILE: remark: {{.*}}network.mlir: node 'conv1' (Conv2D): nn-fold-affine: FoldAffineBehind<Conv2DOp>: filter is not constant
// RUN: nn-opt %t/network.mlir --nn-optimize -o /dev/null 2>&1 | count 0

// RUN: not nn-opt %t/network.mlir --nn-optimize --nn-why=frobnicate 2>&1 \
// RUN:   | FileCheck %s --check-prefix=UNKNOWN
// UNKNOWN: error: --nn-why: no pass is called 'frobnicate'

//--- network.mlir
func.func @main(%x: tensor<1x8x8x3xf32>, %w: tensor<3x3x3x4xf32>)
    -> tensor<1x6x6x4xf32> {
  %0 = nn.conv2d %x, %w {strides = array<i64: 1, 1>,
      dilations = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>}
      : (tensor<1x8x8x3xf32>, tensor<3x3x3x4xf32>) -> tensor<1x6x6x4xf32>
      loc("conv1"("Conv2D"))
  return %0 : tensor<1x6x6x4xf32>
}
//--- place.mlir
func.func @main(%x: tensor<1x8x8x3xf32>, %w: tensor<3x3x3x4xf32>) -> tensor<1x6x6x4xf32> {
  %0 = nn.conv2d %x, %w {strides = array<i64: 1, 1>,
      dilations = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>}
      : (tensor<1x8x8x3xf32>, tensor<3x3x3x4xf32>) -> tensor<1x6x6x4xf32>
  return %0 : tensor<1x6x6x4xf32>
}
//--- conversion.mlir
func.func @main(%x: tensor<1x8x8x3xf32>, %w: tensor<?x3x3x4xf32>)
    -> tensor<1x?x6x4xf32> {
  %0 = nn.conv2d %x, %w {strides = array<i64: 1, 1>,
      dilations = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>}
      : (tensor<1x8x8x3xf32>, tensor<?x3x3x4xf32>) -> tensor<1x?x6x4xf32>
      loc("conv1"("Conv2D"))
  return %0 : tensor<1x?x6x4xf32>
}
//--- kernel.mlir
module @k attributes {nn.kernel} {
  func.func @entry(%x: memref<4xf32>, %o: memref<4xf32>)
      attributes {kernel.num_inputs = 1 : i64} {
    affine.for %i = 0 to 4 {
      %0 = affine.load %x[%i] : memref<4xf32>
      affine.store %0, %o[%i] : memref<4xf32>
    }
    return
  }
}
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %e = tensor.empty() : tensor<4xf32>
  %0 = kernel.dispatch @k::@entry ins(%x : tensor<4xf32>)
      outs(%e : tensor<4xf32>) -> tensor<4xf32> loc("conv1"("Conv2D"))
  return %0 : tensor<4xf32>
}
