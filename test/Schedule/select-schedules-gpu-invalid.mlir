// RUN: nn-opt %s --nn-set-target=device=vulkan --nn-recompute-maps --nn-select-schedules -split-input-file -verify-diagnostics

// A device that does not have a type must not keep it in another form.

module {
module @half attributes {nn.kernel} {
  func.func @entry(%x: memref<8xf16>, %o: memref<8xf16>)
      attributes {kernel.num_inputs = 1 : i64} {
    %0 = bufferization.to_tensor %x restrict : memref<8xf16> to tensor<8xf16>
    %e = tensor.empty() : tensor<8xf16>
    %1 = linalg.exp ins(%0 : tensor<8xf16>) outs(%e : tensor<8xf16>) -> tensor<8xf16>
    bufferization.materialize_in_destination %1 in restrict writable %o
        : (tensor<8xf16>, memref<8xf16>) -> ()
    return
  }
}
func.func @main(%x: tensor<8xf16>) -> tensor<8xf16> {
  %e = tensor.empty() : tensor<8xf16>
  // expected-error@below {{kernel 'half' is unsupported on this target: it has no elements of type 'f16'}}
  %0 = kernel.dispatch @half::@entry ins(%x : tensor<8xf16>) outs(%e : tensor<8xf16>) -> tensor<8xf16>
  return %0 : tensor<8xf16>
}
}

// -----

module {
module @wide attributes {nn.kernel} {
  func.func @entry(%x: memref<2x5000xf32>, %o: memref<5000xf32>)
      attributes {kernel.num_inputs = 1 : i64} {
    %0 = bufferization.to_tensor %x restrict : memref<2x5000xf32> to tensor<2x5000xf32>
    %e = tensor.empty() : tensor<5000xf32>
    %c = arith.constant 0.0 : f32
    %f = linalg.fill ins(%c : f32) outs(%e : tensor<5000xf32>) -> tensor<5000xf32>
    %1 = linalg.reduce ins(%0 : tensor<2x5000xf32>) outs(%f : tensor<5000xf32>) dimensions = [0]
        (%a: f32, %b: f32) {
      %s = arith.addf %a, %b : f32
      linalg.yield %s : f32
    }
    %2 = linalg.generic {
        indexing_maps = [affine_map<(i) -> (4999 - i)>, affine_map<(i) -> (i)>],
        iterator_types = ["parallel"]}
        ins(%1 : tensor<5000xf32>) outs(%e : tensor<5000xf32>) {
    ^bb0(%a: f32, %b: f32):
      linalg.yield %a : f32
    } -> tensor<5000xf32>
    bufferization.materialize_in_destination %2 in restrict writable %o
        : (tensor<5000xf32>, memref<5000xf32>) -> ()
    return
  }
}
func.func @main(%x: tensor<2x5000xf32>) -> tensor<5000xf32> {
  %e = tensor.empty() : tensor<5000xf32>
  // expected-error@below {{kernel 'wide' is unsupported on this target: what its stages leave each other takes 20000 bytes, a workgroup has 16384}}
  %0 = kernel.dispatch @wide::@entry ins(%x : tensor<2x5000xf32>) outs(%e : tensor<5000xf32>) -> tensor<5000xf32>
  return %0 : tensor<5000xf32>
}
}
