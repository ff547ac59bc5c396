// A part of a tensor of bytes that lies where the workspace begins is read at any
// byte.
//
// RUN: nn-run %s --random --check --guard | FileCheck %s
// CHECK: ok{{ +}}y: equal

func.func @main(%x: tensor<4x4xf32> {nn.name = "x"}) -> (tensor<ui8> {nn.name = "y"}) {
  %0 = nn.matmul %x, %x : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xf32>
  %1 = nn.cast %0 : (tensor<4x4xf32>) -> tensor<4x4xui8>
  %2 = nn.reshape %1 : (tensor<4x4xui8>) -> tensor<16xui8>
  %3 = nn.slice %2 {begin = array<i64: 3>, size = array<i64: -1>, strides = array<i64: 1>}
      : (tensor<16xui8>) -> tensor<13xui8>
  %4 = nn.reduce_max %3 {axes = array<i64: 0>} : (tensor<13xui8>) -> tensor<ui8>
  return %4 : tensor<ui8>
}
