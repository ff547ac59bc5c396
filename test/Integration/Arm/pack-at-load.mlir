// REQUIRES: aarch64-emulator
//
// RUN: rm -rf %t && mkdir %t
// RUN: nn-compile %s --symbol=net --target=aarch64-linux-gnu --cpu=neoverse-v2 -o %t/net.o --header %t/net.h
// RUN: aarch64-linux-gnu-gcc -Wall -Wextra -Werror -I%t -I%nn_src_root/runtime/include \
// RUN:   %S/Inputs/load.c %nn_src_root/runtime/lib/Model.c %nn_src_root/runtime/lib/Memory.c %t/net.o -o %t/net
// RUN: qemu-aarch64 -L /usr/aarch64-linux-gnu -cpu max,sve-default-vector-length=16 %t/net | FileCheck %s
// RUN: qemu-aarch64 -L /usr/aarch64-linux-gnu -cpu max,sve-default-vector-length=64 %t/net | FileCheck %s
// RUN: qemu-aarch64 -L /usr/aarch64-linux-gnu -cpu max,sve-default-vector-length=256 %t/net | FileCheck %s
//
// One program packs for the vectors that it finds; a model that is not loaded is
// refused. Row 0 of x sums to 57, all rows to 174, each of 50 columns of ones.

// CHECK: expected a model that nn_model_load has loaded
// CHECK: 57 8700

func.func @main(%x: tensor<3x20xf32> {nn.name = "x"}) -> (tensor<3x50xf32> {nn.name = "y"}) {
  %w = arith.constant dense<1.0> : tensor<20x50xf32>
  %y = nn.matmul %x, %w : (tensor<3x20xf32>, tensor<20x50xf32>) -> tensor<3x50xf32>
  return %y : tensor<3x50xf32>
}
