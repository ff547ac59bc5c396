// RUN: nn-opt %s -pass-pipeline='builtin.module(builtin.module(nn-apply-schedule,nn-outline-gpu))' -split-input-file -verify-diagnostics

// Thread loops that the invocations of a workgroup cannot share.

module {
  module attributes {nn.kernel, nn.schedule = #kernel.schedule<"grid [] s0: map [thread d0]">} {
    // expected-error@below {{stage 's0': thread loop 'd0' expects a target with a device}}
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

module attributes {nn.target = {device = "vulkan"}} {
  module attributes {nn.kernel, nn.schedule = #kernel.schedule<"grid [] s0: map [for d0, thread d1]">} {
    // expected-error@below {{stage 's0': thread loop 'd1' stands inside a loop that is none}}
    func.func @entry(%x: memref<8x4xf32, strided<[8, 1]>>, %o: memref<8x4xf32>) attributes {kernel.num_inputs = 1 : i64} {
      %0 = bufferization.to_tensor %x restrict : memref<8x4xf32, strided<[8, 1]>> to tensor<8x4xf32>
      %e = tensor.empty() : tensor<8x4xf32>
      %1 = linalg.exp ins(%0 : tensor<8x4xf32>) outs(%e : tensor<8x4xf32>) -> tensor<8x4xf32>
      bufferization.materialize_in_destination %1 in restrict writable %o : (tensor<8x4xf32>, memref<8x4xf32>) -> ()
      return
    }
  }
}

// -----

module attributes {nn.target = {device = "vulkan"}} {
  module attributes {nn.kernel, nn.schedule = #kernel.schedule<"grid [] s0: map [thread d0 by 3, unroll d0 by 3]">} {
    // expected-error@below {{stage 's0': thread loop 'd0' has steps of 3, expected a divisor of its size}}
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

module attributes {nn.target = {device = "vulkan"}} {
  module attributes {nn.kernel, nn.schedule = #kernel.schedule<"grid [d0 by 6] s0: map [thread d0 by 4, unroll d0 by 4]">} {
    // expected-error@below {{stage 's0': thread loop 'd0' has steps of 4, expected a divisor of the grid's 6}}
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

module attributes {nn.target = {device = "vulkan"}} {
  module attributes {nn.kernel} {
    // expected-remark@below {{compiled by plain loops: it computes nothing}}
    // expected-error@+1 {{has no grid: run nn-apply-schedule before}}
    func.func @entry(%x: memref<8xf32>, %o: memref<8xf32>) attributes {kernel.num_inputs = 1 : i64} {
      return
    }
  }
}
