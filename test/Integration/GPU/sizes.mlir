// REQUIRES: vulkan
// RUN: %python %S/../../Tools/Inputs/npy.py write %t1.npy f4 '(1, 20)' '0.5*'
// RUN: %python %S/../../Tools/Inputs/npy.py write %t7.npy f4 '(7, 20)' '0.5*'
// RUN: %python %S/../../Tools/Inputs/npy.py write %t130.npy f4 '(130, 20)' '0.5*'
// RUN: nn-run %s --input x=%t1.npy --device=vulkan | FileCheck %s --check-prefix=ONE
// RUN: nn-run %s --input x=%t7.npy --device=vulkan | FileCheck %s --check-prefix=SEVEN
// RUN: nn-run %s --input x=%t130.npy --device=vulkan --repeat | FileCheck %s --check-prefix=MANY

// One compilation serves every batch: a workgroup is not full, is, or is one of
// several.

// ONE: y:0 float32 1x12 6..6
// SEVEN: y:0 float32 7x12 6..6
// MANY: y:0 float32 130x12 6..6

func.func @main(%x: tensor<?x20xf32> {nn.name = "x:0"})
    -> (tensor<?x12xf32> {nn.name = "y:0"}) {
  %w = arith.constant dense<0.5> : tensor<20x12xf32>
  %b = arith.constant dense<1.0> : tensor<12xf32>
  %0 = nn.matmul %x, %w : (tensor<?x20xf32>, tensor<20x12xf32>) -> tensor<?x12xf32>
  %1 = nn.add %0, %b : (tensor<?x12xf32>, tensor<12xf32>) -> tensor<?x12xf32>
  %2 = nn.relu %1 : tensor<?x12xf32>
  return %2 : tensor<?x12xf32>
}
