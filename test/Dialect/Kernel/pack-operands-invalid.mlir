// RUN: nn-opt %s --nn-pack-operands --split-input-file --verify-diagnostics

  // expected-error @+1 {{no op of kernel 'matmul' has an operand 'rhs' with the dimensions that stage 'mm' packs}}
  module @matmul attributes {nn.kernel, nn.schedule = #kernel.schedule<
      "grid [m by 8] mm: contract [for n by 32, for k, vec m by 8, vec n by 32] rhs packed [oc/32, k, 32] at init">} {
    func.func @entry(%x: memref<8x64xf32>, %w: memref<64x100xf32>, %o: memref<8x100xf32>)
        attributes {kernel.num_inputs = 2 : i64} {
      %0 = bufferization.to_tensor %x restrict : memref<8x64xf32> to tensor<8x64xf32>
      %1 = bufferization.to_tensor %w restrict : memref<64x100xf32> to tensor<64x100xf32>
      %2 = bufferization.to_tensor %o restrict writable : memref<8x100xf32> to tensor<8x100xf32>
      %zero = arith.constant 0.0 : f32
      %3 = linalg.fill ins(%zero : f32) outs(%2 : tensor<8x100xf32>) -> tensor<8x100xf32>
      %4 = linalg.matmul ins(%0, %1 : tensor<8x64xf32>, tensor<64x100xf32>)
          outs(%3 : tensor<8x100xf32>) -> tensor<8x100xf32>
      bufferization.materialize_in_destination %4 in restrict writable %o
          : (tensor<8x100xf32>, memref<8x100xf32>) -> ()
      return
    }
  }

func.func @unknown_dimension(%x: tensor<8x64xf32>) -> tensor<8x100xf32> {
  %w = arith.constant dense<1.0> : tensor<64x100xf32>
  %e0 = tensor.empty() : tensor<8x100xf32>
  %0 = kernel.dispatch @matmul::@entry
      ins(%x, %w : tensor<8x64xf32>, tensor<64x100xf32>)
      outs(%e0 : tensor<8x100xf32>) -> tensor<8x100xf32>
  return %0 : tensor<8x100xf32>
}

// -----

  // expected-error @+1 {{'order' must be a permutation of the 2 dimensions, got [1]}}
  module @matmul attributes {nn.kernel, nn.schedule = #kernel.schedule<
      "grid [m by 8] mm: contract [for n by 32, for k, vec m by 8, vec n by 32] rhs packed [n/32, 32] at init">} {
    func.func @entry(%x: memref<8x64xf32>, %w: memref<64x100xf32>, %o: memref<8x100xf32>)
        attributes {kernel.num_inputs = 2 : i64} {
      %0 = bufferization.to_tensor %x restrict : memref<8x64xf32> to tensor<8x64xf32>
      %1 = bufferization.to_tensor %w restrict : memref<64x100xf32> to tensor<64x100xf32>
      %2 = bufferization.to_tensor %o restrict writable : memref<8x100xf32> to tensor<8x100xf32>
      %zero = arith.constant 0.0 : f32
      %3 = linalg.fill ins(%zero : f32) outs(%2 : tensor<8x100xf32>) -> tensor<8x100xf32>
      %4 = linalg.matmul ins(%0, %1 : tensor<8x64xf32>, tensor<64x100xf32>)
          outs(%3 : tensor<8x100xf32>) -> tensor<8x100xf32>
      bufferization.materialize_in_destination %4 in restrict writable %o
          : (tensor<8x100xf32>, memref<8x100xf32>) -> ()
      return
    }
  }

func.func @missing_dimension(%x: tensor<8x64xf32>) -> tensor<8x100xf32> {
  %w = arith.constant dense<1.0> : tensor<64x100xf32>
  %e0 = tensor.empty() : tensor<8x100xf32>
  %0 = kernel.dispatch @matmul::@entry
      ins(%x, %w : tensor<8x64xf32>, tensor<64x100xf32>)
      outs(%e0 : tensor<8x100xf32>) -> tensor<8x100xf32>
  return %0 : tensor<8x100xf32>
}

// -----

  // expected-error @+1 {{stage 'mm' packs 'rhs' at call, expected init for a layout with tiles}}
  module @matmul attributes {nn.kernel, nn.schedule = #kernel.schedule<
      "grid [m by 8] mm: contract [for n by 32, for k, vec m by 8, vec n by 32] rhs packed [n/32, k, 32] at call">} {
    func.func @entry(%x: memref<8x64xf32>, %w: memref<64x100xf32>, %o: memref<8x100xf32>)
        attributes {kernel.num_inputs = 2 : i64} {
      %0 = bufferization.to_tensor %x restrict : memref<8x64xf32> to tensor<8x64xf32>
      %1 = bufferization.to_tensor %w restrict : memref<64x100xf32> to tensor<64x100xf32>
      %2 = bufferization.to_tensor %o restrict writable : memref<8x100xf32> to tensor<8x100xf32>
      %zero = arith.constant 0.0 : f32
      %3 = linalg.fill ins(%zero : f32) outs(%2 : tensor<8x100xf32>) -> tensor<8x100xf32>
      %4 = linalg.matmul ins(%0, %1 : tensor<8x64xf32>, tensor<64x100xf32>)
          outs(%3 : tensor<8x100xf32>) -> tensor<8x100xf32>
      bufferization.materialize_in_destination %4 in restrict writable %o
          : (tensor<8x100xf32>, memref<8x100xf32>) -> ()
      return
    }
  }

func.func @tiles_at_call(%x: tensor<8x64xf32>) -> tensor<8x100xf32> {
  %w = arith.constant dense<1.0> : tensor<64x100xf32>
  %e0 = tensor.empty() : tensor<8x100xf32>
  %0 = kernel.dispatch @matmul::@entry
      ins(%x, %w : tensor<8x64xf32>, tensor<64x100xf32>)
      outs(%e0 : tensor<8x100xf32>) -> tensor<8x100xf32>
  return %0 : tensor<8x100xf32>
}
