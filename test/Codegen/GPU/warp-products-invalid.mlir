// RUN: nn-opt %s -pass-pipeline='builtin.module(builtin.module(nn-apply-schedule))' -split-input-file -verify-diagnostics

module attributes {nn.target = {device = "vulkan"}} {
  module attributes {nn.kernel, nn.schedule = #kernel.schedule<"grid [] s0: tf32 [warp m by 16, warp n by 8, for k by 8]">} {
    // expected-error@below {{stage 's0': 'tf32' expects CUDA}}
    func.func @entry(%x: memref<16x8xf32>, %y: memref<8x8xf32>, %o: memref<16x8xf32>) attributes {kernel.num_inputs = 2 : i64} {
      %0 = bufferization.to_tensor %x restrict : memref<16x8xf32> to tensor<16x8xf32>
      %1 = bufferization.to_tensor %y restrict : memref<8x8xf32> to tensor<8x8xf32>
      %e = tensor.empty() : tensor<16x8xf32>
      %c = arith.constant 0.0 : f32
      %f = linalg.fill ins(%c : f32) outs(%e : tensor<16x8xf32>) -> tensor<16x8xf32>
      %2 = linalg.matmul ins(%0, %1 : tensor<16x8xf32>, tensor<8x8xf32>) outs(%f : tensor<16x8xf32>) -> tensor<16x8xf32>
      bufferization.materialize_in_destination %2 in restrict writable %o : (tensor<16x8xf32>, memref<16x8xf32>) -> ()
      return
    }
  }
}

// -----

module attributes {nn.target = {device = "cuda"}} {
  module attributes {nn.kernel, nn.schedule = #kernel.schedule<"grid [] s0: tf32 [warp m by 8, warp n by 8, for k by 8]">} {
    // expected-error@below {{stage 's0': 'tf32' has tiles of 8 along 'm', expected a multiple of 16 that divides 16, and that 16}}
    func.func @entry(%x: memref<16x8xf32>, %y: memref<8x8xf32>, %o: memref<16x8xf32>) attributes {kernel.num_inputs = 2 : i64} {
      %0 = bufferization.to_tensor %x restrict : memref<16x8xf32> to tensor<16x8xf32>
      %1 = bufferization.to_tensor %y restrict : memref<8x8xf32> to tensor<8x8xf32>
      %e = tensor.empty() : tensor<16x8xf32>
      %c = arith.constant 0.0 : f32
      %f = linalg.fill ins(%c : f32) outs(%e : tensor<16x8xf32>) -> tensor<16x8xf32>
      %2 = linalg.matmul ins(%0, %1 : tensor<16x8xf32>, tensor<8x8xf32>) outs(%f : tensor<16x8xf32>) -> tensor<16x8xf32>
      bufferization.materialize_in_destination %2 in restrict writable %o : (tensor<16x8xf32>, memref<16x8xf32>) -> ()
      return
    }
  }
}

// -----

module attributes {nn.target = {device = "cuda"}} {
  module attributes {nn.kernel, nn.schedule = #kernel.schedule<"grid [] s0: f16 [warp m by 16, for k by 16, for n by 8]">} {
    // expected-error@below {{stage 's0': 'f16' has the loops 'warp m', 'warp n' and 'for k', not one of 'n'}}
    func.func @entry(%x: memref<16x16xf32>, %y: memref<16x8xf32>, %o: memref<16x8xf32>) attributes {kernel.num_inputs = 2 : i64} {
      %0 = bufferization.to_tensor %x restrict : memref<16x16xf32> to tensor<16x16xf32>
      %1 = bufferization.to_tensor %y restrict : memref<16x8xf32> to tensor<16x8xf32>
      %e = tensor.empty() : tensor<16x8xf32>
      %c = arith.constant 0.0 : f32
      %f = linalg.fill ins(%c : f32) outs(%e : tensor<16x8xf32>) -> tensor<16x8xf32>
      %2 = linalg.matmul ins(%0, %1 : tensor<16x16xf32>, tensor<16x8xf32>) outs(%f : tensor<16x8xf32>) -> tensor<16x8xf32>
      bufferization.materialize_in_destination %2 in restrict writable %o : (tensor<16x8xf32>, memref<16x8xf32>) -> ()
      return
    }
  }
}

// -----

module attributes {nn.target = {device = "cuda"}} {
  module attributes {nn.kernel, nn.schedule = #kernel.schedule<"grid [] s0: map [warp d0]">} {
    // expected-error@below {{stage 's0': warp loop 'd0' goes with 'tf32' and 'f16'}}
    func.func @entry(%x: memref<8xf32>, %o: memref<8xf32>) attributes {kernel.num_inputs = 1 : i64} {
      %0 = bufferization.to_tensor %x restrict : memref<8xf32> to tensor<8xf32>
      %e = tensor.empty() : tensor<8xf32>
      %1 = linalg.exp ins(%0 : tensor<8xf32>) outs(%e : tensor<8xf32>) -> tensor<8xf32>
      bufferization.materialize_in_destination %1 in restrict writable %o : (tensor<8xf32>, memref<8xf32>) -> ()
      return
    }
  }
}

// -----

module attributes {nn.target = {device = "cuda"}} {
  module attributes {nn.kernel, nn.schedule = #kernel.schedule<"grid [] s0: tf32 [warp d0 by 16, warp d1 by 8]">} {
    // expected-error@below {{stage 's0': 'tf32' has no form: it is no sum of products}}
    func.func @entry(%x: memref<16x8xf32>, %o: memref<16xf32>) attributes {kernel.num_inputs = 1 : i64} {
      %0 = bufferization.to_tensor %x restrict : memref<16x8xf32> to tensor<16x8xf32>
      %e = tensor.empty() : tensor<16xf32>
      %c = arith.constant 0.0 : f32
      %f = linalg.fill ins(%c : f32) outs(%e : tensor<16xf32>) -> tensor<16xf32>
      %r = linalg.reduce ins(%0 : tensor<16x8xf32>) outs(%f : tensor<16xf32>) dimensions = [1]
          (%a: f32, %b: f32) {
        %s = arith.addf %a, %b : f32
        linalg.yield %s : f32
      }
      bufferization.materialize_in_destination %r in restrict writable %o : (tensor<16xf32>, memref<16xf32>) -> ()
      return
    }
  }
}

// -----

module attributes {nn.target = {device = "cuda"}} {
  module attributes {nn.kernel, nn.schedule = #kernel.schedule<"grid [] s0: tf32 [warp m by 16, warp n by 8, for k by 8]">} {
    // expected-error@below {{stage 's0': 'tf32' takes 2048 threads, a workgroup has 128}}
    func.func @entry(%x: memref<64x32xf32>, %y: memref<32x128xf32>, %o: memref<64x128xf32>) attributes {kernel.num_inputs = 2 : i64} {
      %0 = bufferization.to_tensor %x restrict : memref<64x32xf32> to tensor<64x32xf32>
      %1 = bufferization.to_tensor %y restrict : memref<32x128xf32> to tensor<32x128xf32>
      %e = tensor.empty() : tensor<64x128xf32>
      %c = arith.constant 0.0 : f32
      %f = linalg.fill ins(%c : f32) outs(%e : tensor<64x128xf32>) -> tensor<64x128xf32>
      %2 = linalg.matmul ins(%0, %1 : tensor<64x32xf32>, tensor<32x128xf32>) outs(%f : tensor<64x128xf32>) -> tensor<64x128xf32>
      bufferization.materialize_in_destination %2 in restrict writable %o : (tensor<64x128xf32>, memref<64x128xf32>) -> ()
      return
    }
  }
}

// -----

module attributes {nn.target = {device = "cuda"}} {
  module attributes {nn.kernel, nn.schedule = #kernel.schedule<"grid [] s0: tf32 [warp m by 64, warp n by 32, for k by 128]">} {
    // expected-error@below {{stage 's0': blocks of both factors take 310272 bytes, a workgroup has 49152}}
    func.func @entry(%x: memref<64x128xf32>, %y: memref<128x128xf32>, %o: memref<64x128xf32>) attributes {kernel.num_inputs = 2 : i64} {
      %0 = bufferization.to_tensor %x restrict : memref<64x128xf32> to tensor<64x128xf32>
      %1 = bufferization.to_tensor %y restrict : memref<128x128xf32> to tensor<128x128xf32>
      %e = tensor.empty() : tensor<64x128xf32>
      %c = arith.constant 0.0 : f32
      %f = linalg.fill ins(%c : f32) outs(%e : tensor<64x128xf32>) -> tensor<64x128xf32>
      %2 = linalg.matmul ins(%0, %1 : tensor<64x128xf32>, tensor<128x128xf32>) outs(%f : tensor<64x128xf32>) -> tensor<64x128xf32>
      bufferization.materialize_in_destination %2 in restrict writable %o : (tensor<64x128xf32>, memref<64x128xf32>) -> ()
      return
    }
  }
}

// -----

module attributes {nn.target = {device = "cuda"}} {
  module attributes {nn.kernel, nn.schedule = #kernel.schedule<"grid [] s0: tf32 [warp m by 64, warp n by 64, warp m by 32, for k by 8]">} {
    // expected-error@below {{stage 's0': 'tf32' has two loops of 'm', expected one}}
    func.func @entry(%x: memref<64x32xf32>, %y: memref<32x128xf32>, %o: memref<64x128xf32>) attributes {kernel.num_inputs = 2 : i64} {
      %0 = bufferization.to_tensor %x restrict : memref<64x32xf32> to tensor<64x32xf32>
      %1 = bufferization.to_tensor %y restrict : memref<32x128xf32> to tensor<32x128xf32>
      %e = tensor.empty() : tensor<64x128xf32>
      %c = arith.constant 0.0 : f32
      %f = linalg.fill ins(%c : f32) outs(%e : tensor<64x128xf32>) -> tensor<64x128xf32>
      %2 = linalg.matmul ins(%0, %1 : tensor<64x32xf32>, tensor<32x128xf32>) outs(%f : tensor<64x128xf32>) -> tensor<64x128xf32>
      bufferization.materialize_in_destination %2 in restrict writable %o : (tensor<64x128xf32>, memref<64x128xf32>) -> ()
      return
    }
  }
}

// -----

module attributes {nn.target = {device = "cuda"}} {
  module attributes {nn.kernel, nn.schedule = #kernel.schedule<"grid [] s0: tf32 [warp m by 64, warp n by 64, for k by 8] lhs at shared">} {
    // expected-error@below {{stage 's0': 'tf32' has both factors in shared memory, and no place for 'lhs'}}
    func.func @entry(%x: memref<64x32xf32>, %y: memref<32x128xf32>, %o: memref<64x128xf32>) attributes {kernel.num_inputs = 2 : i64} {
      %0 = bufferization.to_tensor %x restrict : memref<64x32xf32> to tensor<64x32xf32>
      %1 = bufferization.to_tensor %y restrict : memref<32x128xf32> to tensor<32x128xf32>
      %e = tensor.empty() : tensor<64x128xf32>
      %c = arith.constant 0.0 : f32
      %f = linalg.fill ins(%c : f32) outs(%e : tensor<64x128xf32>) -> tensor<64x128xf32>
      %2 = linalg.matmul ins(%0, %1 : tensor<64x32xf32>, tensor<32x128xf32>) outs(%f : tensor<64x128xf32>) -> tensor<64x128xf32>
      bufferization.materialize_in_destination %2 in restrict writable %o : (tensor<64x128xf32>, memref<64x128xf32>) -> ()
      return
    }
  }
}
