// REQUIRES: vulkan
// RUN: nn-run %s --random --check --device=vulkan | FileCheck %s

// Rows that do not fit in the memory of a workgroup, and sums that invocations
// take turns in: of fewer elements than there are invocations, of as many, more.

// CHECK-NOT: DEPARTS
// CHECK-COUNT-9: ok

func.func @main(%x: tensor<3x9000xf32> {nn.name = "x:0"},
    %r0: tensor<7x33xf32> {nn.name = "r0:0"},
    %r1: tensor<5x64xf32> {nn.name = "r1:0"},
    %r2: tensor<3x31xf32> {nn.name = "r2:0"},
    %r3: tensor<1x1000xf32> {nn.name = "r3:0"})
    -> (tensor<3x9000xf32> {nn.name = "softmax:0"},
        tensor<3x9000xf32> {nn.name = "log:0"},
        tensor<7xf32> {nn.name = "sum0:0"},
        tensor<5xf32> {nn.name = "sum1:0"},
        tensor<3xf32> {nn.name = "sum2:0"},
        tensor<1xf32> {nn.name = "sum3:0"},
        tensor<7x33xf32> {nn.name = "soft0:0"},
        tensor<5x64xf32> {nn.name = "soft1:0"},
        tensor<f32> {nn.name = "max:0"}) {
  %0 = nn.softmax %x : (tensor<3x9000xf32>) -> tensor<3x9000xf32>
  %1 = nn.log_softmax %x : (tensor<3x9000xf32>) -> tensor<3x9000xf32>
  %s0 = nn.reduce_sum %r0 {axes = array<i64: 1>} : (tensor<7x33xf32>) -> tensor<7xf32>
  %s1 = nn.reduce_sum %r1 {axes = array<i64: 1>} : (tensor<5x64xf32>) -> tensor<5xf32>
  %s2 = nn.reduce_sum %r2 {axes = array<i64: 1>} : (tensor<3x31xf32>) -> tensor<3xf32>
  %s3 = nn.reduce_sum %r3 {axes = array<i64: 1>} : (tensor<1x1000xf32>) -> tensor<1xf32>
  %t0 = nn.softmax %r0 : (tensor<7x33xf32>) -> tensor<7x33xf32>
  %t1 = nn.softmax %r1 : (tensor<5x64xf32>) -> tensor<5x64xf32>
  %m = nn.reduce_max %x {axes = array<i64: 0, 1>} : (tensor<3x9000xf32>) -> tensor<f32>
  return %0, %1, %s0, %s1, %s2, %s3, %t0, %t1, %m : tensor<3x9000xf32>, tensor<3x9000xf32>, tensor<7xf32>, tensor<5xf32>, tensor<3xf32>, tensor<1xf32>, tensor<7x33xf32>, tensor<5x64xf32>, tensor<f32>
}
