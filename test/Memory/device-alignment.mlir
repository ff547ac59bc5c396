// RUN: nn-opt %s --nn-plan-memory | FileCheck %s

// A kernel for a device knows how its launches align its buffers: the second
// launch reads from the seventh element on.

module attributes {nn.target = {device = "cuda"}} {
  // CHECK: module @k
  // CHECK: func.func @entry(%{{.*}}: memref<4xf32> {kernel.alignment = 8 : i64}, %{{.*}}: memref<4xf32> {kernel.alignment = 64 : i64})
  module @k attributes {nn.kernel} {
    func.func @entry(%x: memref<4xf32>, %o: memref<4xf32>) attributes {kernel.num_inputs = 1 : i64} {
      return
    }
  }
  func.func @main(%x: tensor<12xf32> {nn.name = "x:0"})
      -> (tensor<4xf32> {nn.name = "y:0"}, tensor<4xf32> {nn.name = "z:0"}) {
    %a = tensor.extract_slice %x[0] [4] [1] : tensor<12xf32> to tensor<4xf32>
    %b = tensor.extract_slice %x[6] [4] [1] : tensor<12xf32> to tensor<4xf32>
    %e = tensor.empty() : tensor<4xf32>
    %0 = kernel.dispatch @k::@entry ins(%a : tensor<4xf32>) outs(%e : tensor<4xf32>) -> tensor<4xf32>
    %f = tensor.empty() : tensor<4xf32>
    %1 = kernel.dispatch @k::@entry ins(%b : tensor<4xf32>) outs(%f : tensor<4xf32>) -> tensor<4xf32>
    return %0, %1 : tensor<4xf32>, tensor<4xf32>
  }
}
