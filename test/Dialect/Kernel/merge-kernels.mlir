// RUN: nn-opt %s --nn-merge-kernels | FileCheck %s

// CHECK-LABEL: module @a attributes
module @a attributes {nn.kernel} {
  func.func @entry(%x: memref<8xf32>, %o: memref<8xf32>)
      attributes {kernel.num_inputs = 1 : i64} {
    %0 = bufferization.to_tensor %x restrict : memref<8xf32> to tensor<8xf32>
    %1 = bufferization.to_tensor %o restrict writable : memref<8xf32> to tensor<8xf32>
    %2 = linalg.exp ins(%0 : tensor<8xf32>) outs(%1 : tensor<8xf32>) -> tensor<8xf32>
    bufferization.materialize_in_destination %2 in restrict writable %o
        : (tensor<8xf32>, memref<8xf32>) -> ()
    return
  }
}

// CHECK-NOT:   module @b
module @b attributes {nn.kernel} {
  func.func @entry(%x: memref<8xf32>, %o: memref<8xf32>)
      attributes {kernel.num_inputs = 1 : i64} {
    %0 = bufferization.to_tensor %x restrict : memref<8xf32> to tensor<8xf32>
    %1 = bufferization.to_tensor %o restrict writable : memref<8xf32> to tensor<8xf32>
    %2 = linalg.exp ins(%0 : tensor<8xf32>) outs(%1 : tensor<8xf32>) -> tensor<8xf32>
    bufferization.materialize_in_destination %2 in restrict writable %o
        : (tensor<8xf32>, memref<8xf32>) -> ()
    return
  }
}

// Another type, another schedule or another stride is another kernel.
// CHECK:       module @c attributes
module @c attributes {nn.kernel} {
  func.func @entry(%x: memref<4xf32>, %o: memref<4xf32>)
      attributes {kernel.num_inputs = 1 : i64} {
    %0 = bufferization.to_tensor %x restrict : memref<4xf32> to tensor<4xf32>
    %1 = bufferization.to_tensor %o restrict writable : memref<4xf32> to tensor<4xf32>
    %2 = linalg.exp ins(%0 : tensor<4xf32>) outs(%1 : tensor<4xf32>) -> tensor<4xf32>
    bufferization.materialize_in_destination %2 in restrict writable %o
        : (tensor<4xf32>, memref<4xf32>) -> ()
    return
  }
}

// CHECK:       module @d attributes
module @d attributes {nn.kernel, nn.schedule = "other"} {
  func.func @entry(%x: memref<8xf32>, %o: memref<8xf32>)
      attributes {kernel.num_inputs = 1 : i64} {
    %0 = bufferization.to_tensor %x restrict : memref<8xf32> to tensor<8xf32>
    %1 = bufferization.to_tensor %o restrict writable : memref<8xf32> to tensor<8xf32>
    %2 = linalg.exp ins(%0 : tensor<8xf32>) outs(%1 : tensor<8xf32>) -> tensor<8xf32>
    bufferization.materialize_in_destination %2 in restrict writable %o
        : (tensor<8xf32>, memref<8xf32>) -> ()
    return
  }
}

// CHECK-LABEL: func.func @main(
// CHECK:         kernel.dispatch @a::@entry
// CHECK:         kernel.dispatch @a::@entry
// CHECK:         kernel.dispatch @d::@entry
// CHECK:         kernel.launch @a(
func.func @main(%x: tensor<8xf32>, %p: !llvm.ptr) -> tensor<8xf32> {
  %e0 = tensor.empty() : tensor<8xf32>
  %0 = kernel.dispatch @a::@entry ins(%x : tensor<8xf32>)
      outs(%e0 : tensor<8xf32>) -> tensor<8xf32>
  %e1 = tensor.empty() : tensor<8xf32>
  %1 = kernel.dispatch @b::@entry ins(%0 : tensor<8xf32>)
      outs(%e1 : tensor<8xf32>) -> tensor<8xf32>
  %e2 = tensor.empty() : tensor<8xf32>
  %2 = kernel.dispatch @d::@entry ins(%1 : tensor<8xf32>)
      outs(%e2 : tensor<8xf32>) -> tensor<8xf32>
  kernel.launch @b(%p, %p : !llvm.ptr)
  return %2 : tensor<8xf32>
}
