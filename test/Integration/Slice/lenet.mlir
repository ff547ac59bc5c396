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
// LeNet by hand, through every stage.

// NN-LABEL: func.func
// NN-NOT:   nn.{{range|sin|slice}}
// NN:       nn.conv2d
// NN:       nn.add
// NN:       nn.relu
// NN:       nn.max_pool2d
// NN:       nn.conv2d
// NN:       nn.max_pool2d
// NN:       nn.reshape
// NN:       nn.matmul
// NN:       nn.relu
// NN:       nn.matmul
// NN:       nn.softmax

// LINALG-LABEL: func.func
// LINALG-NOT: = nn.
// LINALG:   linalg.conv_2d_nhwc_hwcf
// LINALG:   iterator_types = [{{.*}}"reduction", "reduction"]
// LINALG:   linalg.matmul

// What is elementwise belongs to the kernel before it, and no kernel copies.
// KERNELS-LABEL: func.func @{{.*}}tensor<1x28x28x1xf32>
// KERNELS:         kernel.dispatch @pad_0::@entry
// KERNELS:         kernel.dispatch @conv2d_1::@entry
// KERNELS:         kernel.dispatch @{{[a-z0-9_]+}}_2::@entry
// KERNELS:         kernel.dispatch @conv2d_3::@entry
// KERNELS:         kernel.dispatch @{{[a-z0-9_]+}}_4::@entry
// KERNELS:         kernel.dispatch @matmul_5::@entry
// KERNELS:         kernel.dispatch @matmul_6::@entry
// KERNELS:         kernel.dispatch @softmax_7::@entry
// KERNELS-NOT:     kernel.dispatch

// VECTOR:       vector.load
// VECTOR:       vector.store

// LLVM:         llvm.call @nn_launch

// ASM:          vfmadd231ps

// RESULT:       ok{{ +}}y: 
// RESULT:       ok{{ +}}{{[0-9]+}} nodes

func.func @main(%x: tensor<1x28x28x1xf32> {nn.name = "x"}) -> (tensor<1x10xf32> {nn.name = "y"}) {
  %zero = arith.constant dense<0> : tensor<i32>
  %one = arith.constant dense<1> : tensor<i32>
  %n = arith.constant dense<9600> : tensor<i32>
  %i = nn.range %zero, %n, %one : (tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<9600xi32>
  %f = nn.cast %i : (tensor<9600xi32>) -> tensor<9600xf32>
  %s = nn.sin %f : tensor<9600xf32>
  %scale = arith.constant dense<0.1> : tensor<f32>
  %v = nn.mul %s, %scale : (tensor<9600xf32>, tensor<f32>) -> tensor<9600xf32>
  %s1 = nn.slice %v {begin = array<i64: 0>, size = array<i64: 150>, strides = array<i64: 1>} : (tensor<9600xf32>) -> tensor<150xf32>
  %w1 = nn.reshape %s1 : (tensor<150xf32>) -> tensor<5x5x1x6xf32>
  %b1 = nn.slice %v {begin = array<i64: 1>, size = array<i64: 6>, strides = array<i64: 1>} : (tensor<9600xf32>) -> tensor<6xf32>
  %s2 = nn.slice %v {begin = array<i64: 0>, size = array<i64: 2400>, strides = array<i64: 1>} : (tensor<9600xf32>) -> tensor<2400xf32>
  %w2 = nn.reshape %s2 : (tensor<2400xf32>) -> tensor<5x5x6x16xf32>
  %b2 = nn.slice %v {begin = array<i64: 2>, size = array<i64: 16>, strides = array<i64: 1>} : (tensor<9600xf32>) -> tensor<16xf32>
  %w3 = nn.reshape %v : (tensor<9600xf32>) -> tensor<400x24xf32>
  %b3 = nn.slice %v {begin = array<i64: 3>, size = array<i64: 24>, strides = array<i64: 1>} : (tensor<9600xf32>) -> tensor<24xf32>
  %s4 = nn.slice %v {begin = array<i64: 4>, size = array<i64: 240>, strides = array<i64: 1>} : (tensor<9600xf32>) -> tensor<240xf32>
  %w4 = nn.reshape %s4 : (tensor<240xf32>) -> tensor<24x10xf32>
  %0 = nn.conv2d %x, %w1 {padding = array<i64: 2, 2, 2, 2>} : (tensor<1x28x28x1xf32>, tensor<5x5x1x6xf32>) -> tensor<1x28x28x6xf32>
  %1 = nn.add %0, %b1 : (tensor<1x28x28x6xf32>, tensor<6xf32>) -> tensor<1x28x28x6xf32>
  %2 = nn.relu %1 : tensor<1x28x28x6xf32>
  %3 = nn.max_pool2d %2 {window = array<i64: 2, 2>, strides = array<i64: 2, 2>} : (tensor<1x28x28x6xf32>) -> tensor<1x14x14x6xf32>
  %4 = nn.conv2d %3, %w2 : (tensor<1x14x14x6xf32>, tensor<5x5x6x16xf32>) -> tensor<1x10x10x16xf32>
  %5 = nn.add %4, %b2 : (tensor<1x10x10x16xf32>, tensor<16xf32>) -> tensor<1x10x10x16xf32>
  %6 = nn.relu %5 : tensor<1x10x10x16xf32>
  %7 = nn.max_pool2d %6 {window = array<i64: 2, 2>, strides = array<i64: 2, 2>} : (tensor<1x10x10x16xf32>) -> tensor<1x5x5x16xf32>
  %8 = nn.reshape %7 : (tensor<1x5x5x16xf32>) -> tensor<1x400xf32>
  %9 = nn.matmul %8, %w3 : (tensor<1x400xf32>, tensor<400x24xf32>) -> tensor<1x24xf32>
  %10 = nn.add %9, %b3 : (tensor<1x24xf32>, tensor<24xf32>) -> tensor<1x24xf32>
  %11 = nn.relu %10 : tensor<1x24xf32>
  %12 = nn.matmul %11, %w4 : (tensor<1x24xf32>, tensor<24x10xf32>) -> tensor<1x10xf32>
  %13 = nn.softmax %12 : (tensor<1x10xf32>) -> tensor<1x10xf32>
  return %13 : tensor<1x10xf32>
}
