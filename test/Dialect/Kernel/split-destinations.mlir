// RUN: nn-opt %s --nn-split-destinations | FileCheck %s

module @k attributes {nn.kernel} {
  func.func @entry(%x: memref<8xf32>, %o: memref<8xf32>)
      attributes {kernel.num_inputs = 1 : i64} {
    return
  }
}

// CHECK-LABEL: func.func @shared(
// CHECK:         %[[A:.*]] = tensor.empty() : tensor<8xf32>
// CHECK-NEXT:    %[[X:.*]] = kernel.dispatch @k::@entry {{.*}} outs(%[[A]]
// CHECK-NEXT:    %[[B:.*]] = tensor.empty() : tensor<8xf32>
// CHECK-NEXT:    kernel.dispatch @k::@entry ins(%[[X]] {{.*}} outs(%[[B]]
func.func @shared(%x: tensor<8xf32>) -> tensor<8xf32> {
  %e = tensor.empty() : tensor<8xf32>
  %0 = kernel.dispatch @k::@entry ins(%x : tensor<8xf32>)
      outs(%e : tensor<8xf32>) -> tensor<8xf32>
  %1 = kernel.dispatch @k::@entry ins(%0 : tensor<8xf32>)
      outs(%e : tensor<8xf32>) -> tensor<8xf32>
  return %1 : tensor<8xf32>
}

// CHECK-LABEL: func.func @own(
// CHECK-COUNT-1: tensor.empty()
// CHECK-NOT:   tensor.empty()
// CHECK:       return
func.func @own(%x: tensor<8xf32>) -> tensor<8xf32> {
  %e = tensor.empty() : tensor<8xf32>
  %0 = kernel.dispatch @k::@entry ins(%x : tensor<8xf32>)
      outs(%e : tensor<8xf32>) -> tensor<8xf32>
  return %0 : tensor<8xf32>
}
