// RUN: nn-compile %s --target=x86_64-linux-gnu --cpu=x86-64-v4 --emit=nn -o - \
// RUN:   | FileCheck %s --check-prefix=NN
// RUN: nn-compile %s --target=x86_64-linux-gnu --cpu=x86-64-v4 --emit=linalg -o - \
// RUN:   | FileCheck %s --check-prefix=LINALG
// RUN: nn-compile %s --target=x86_64-linux-gnu --cpu=x86-64-v4 --emit=kernels -o - \
// RUN:   | FileCheck %s --check-prefix=KERNELS
// RUN: nn-compile %s --target=x86_64-linux-gnu --cpu=x86-64-v4 --emit=vector -o - \
// RUN:   | FileCheck %s --check-prefix=VECTOR --implicit-check-not=linalg.
// RUN: nn-compile %s --target=x86_64-linux-gnu --cpu=x86-64-v4 --emit=llvm -o - \
// RUN:   | FileCheck %s --check-prefix=LLVM --implicit-check-not=unrealized
// RUN: nn-compile %s --target=x86_64-linux-gnu --cpu=x86-64-v4 --emit=asm -o - \
// RUN:   | FileCheck %s --check-prefix=ASM
// RUN: nn-run %s --random --check --guard --threads=2 | FileCheck %s --check-prefix=RESULT
//
// A residual block by hand, through every stage: the 3x3 convolution's border is
// its producer's to write, and the shortcut is added in place.

// Weights are constants, and nothing else is left of how they are made.
// NN-LABEL: func.func
// NN-NOT:   nn.{{range|sin|slice|reshape}}
// NN:       nn.conv2d
// NN:       nn.conv2d
// NN:       nn.add
// NN:       nn.relu
// NN:       nn.conv2d %{{.*}} {padding = array<i64: 1, 1, 1, 1>}
// NN:       nn.relu
// NN:       %[[C:.*]] = nn.conv2d
// NN:       nn.add %[[C]]
// NN:       nn.relu
// NN:       nn.conv2d

// The border is an op of its own.
// LINALG-LABEL: func.func
// LINALG-NOT: = nn.
// LINALG:   %[[P:.*]] = tensor.pad %{{.*}} low[0, 1, 1, 0] high[0, 1, 1, 0]
// LINALG:   linalg.conv_2d_nhwc_hwcf {{.*}} ins(%[[P]],

// Five kernels: the second one writes the border with its result, the fourth one
// adds to what the first one wrote.
// KERNELS:       module @conv2d_1
// KERNELS:         tensor.pad
// KERNELS-LABEL: func.func @{{.*}}tensor<1x14x14x8xf32>
// KERNELS:         %[[A:.*]] = kernel.dispatch @conv2d_0::@entry
// KERNELS:         %[[B:.*]] = kernel.dispatch @conv2d_1::@entry {{.*}} -> tensor<1x16x16x16xf32>
// KERNELS:         %[[D:.*]] = kernel.dispatch @conv2d_2::@entry ins(%[[B]],
// KERNELS:         %[[S:.*]] = kernel.dispatch @conv2d_3::@entry ins(%[[D]], {{.*}} outs(%[[A]] :
// KERNELS:         kernel.dispatch @conv2d_4::@entry ins(%[[S]],
// KERNELS-NOT:     kernel.dispatch

// Vectors in registers, and memory that is planned.
// VECTOR:       vector.load
// VECTOR:       vector.store

// LLVM:         llvm.call @nn_launch

// ASM:          vfmadd231ps %zmm

// RESULT:       ok{{ +}}y: 
// RESULT:       ok{{ +}}{{[0-9]+}} nodes

func.func @main(%x: tensor<1x14x14x8xf32> {nn.name = "x"}) -> (tensor<1x14x14x8xf32> {nn.name = "y"}) {
  // Weights that are drawn by a function.
  %zero = arith.constant dense<0> : tensor<i32>
  %one = arith.constant dense<1> : tensor<i32>
  %n = arith.constant dense<2304> : tensor<i32>
  %i = nn.range %zero, %n, %one : (tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<2304xi32>
  %f = nn.cast %i : (tensor<2304xi32>) -> tensor<2304xf32>
  %s = nn.sin %f : tensor<2304xf32>
  %scale = arith.constant dense<0.1> : tensor<f32>
  %v = nn.mul %s, %scale : (tensor<2304xf32>, tensor<f32>) -> tensor<2304xf32>
  %w3 = nn.reshape %v : (tensor<2304xf32>) -> tensor<3x3x16x16xf32>
  %s0 = nn.slice %v {begin = array<i64: 0>, size = array<i64: 256>, strides = array<i64: 1>} : (tensor<2304xf32>) -> tensor<256xf32>
  %w0 = nn.reshape %s0 : (tensor<256xf32>) -> tensor<1x1x8x32xf32>
  %w5 = nn.reshape %s0 : (tensor<256xf32>) -> tensor<1x1x32x8xf32>
  %s1 = nn.slice %v {begin = array<i64: 3>, size = array<i64: 512>, strides = array<i64: 1>} : (tensor<2304xf32>) -> tensor<512xf32>
  %w2 = nn.reshape %s1 : (tensor<512xf32>) -> tensor<1x1x32x16xf32>
  %w4 = nn.reshape %s1 : (tensor<512xf32>) -> tensor<1x1x16x32xf32>
  %b = nn.slice %v {begin = array<i64: 7>, size = array<i64: 16>, strides = array<i64: 1>} : (tensor<2304xf32>) -> tensor<16xf32>

  %0 = nn.conv2d %x, %w0 : (tensor<1x14x14x8xf32>, tensor<1x1x8x32xf32>) -> tensor<1x14x14x32xf32>
  %1 = nn.conv2d %0, %w2 : (tensor<1x14x14x32xf32>, tensor<1x1x32x16xf32>) -> tensor<1x14x14x16xf32>
  %2 = nn.add %1, %b : (tensor<1x14x14x16xf32>, tensor<16xf32>) -> tensor<1x14x14x16xf32>
  %3 = nn.relu %2 : tensor<1x14x14x16xf32>
  %4 = nn.conv2d %3, %w3 {padding = array<i64: 1, 1, 1, 1>} : (tensor<1x14x14x16xf32>, tensor<3x3x16x16xf32>) -> tensor<1x14x14x16xf32>
  %5 = nn.relu %4 : tensor<1x14x14x16xf32>
  %6 = nn.conv2d %5, %w4 : (tensor<1x14x14x16xf32>, tensor<1x1x16x32xf32>) -> tensor<1x14x14x32xf32>
  %7 = nn.add %6, %0 : (tensor<1x14x14x32xf32>, tensor<1x14x14x32xf32>) -> tensor<1x14x14x32xf32>
  %8 = nn.relu %7 : tensor<1x14x14x32xf32>
  %9 = nn.conv2d %8, %w5 : (tensor<1x14x14x32xf32>, tensor<1x1x32x8xf32>) -> tensor<1x14x14x8xf32>
  return %9 : tensor<1x14x14x8xf32>
}
