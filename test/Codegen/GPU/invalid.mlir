// RUN: nn-opt %s -pass-pipeline='builtin.module(builtin.module(nn-apply-schedule,nn-flatten-accesses,nn-outline-gpu))' -split-input-file -verify-diagnostics

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

// Sequential code whose memory a workgroup does not have.

module attributes {nn.target = {device = "vulkan"}} {
  module @large attributes {nn.kernel} {
    // expected-error@below {{kernel 'large' has no form for the device: its loops take 20000 bytes of memory, a workgroup has 16384}}
    func.func @entry(%x: memref<8xf32>, %o: memref<8xf32>) attributes {kernel.num_inputs = 1 : i64} {
      scf.forall (%i) in (8) {
        %m = memref.alloc() : memref<5000xf32>
        %0 = memref.load %x[%i] : memref<8xf32>
        memref.store %0, %m[%i] : memref<5000xf32>
        %1 = memref.load %m[%i] : memref<5000xf32>
        memref.store %1, %o[%i] : memref<8xf32>
      } {mapping = [#kernel.grid<"large">]}
      return
    }
  }
}

// -----

module attributes {nn.target = {device = "vulkan"}} {
  module attributes {nn.kernel} {
    func.func @entry(%x: memref<?xf32>, %o: memref<?xf32>, %n: index, %k: index) attributes {kernel.num_inputs = 1 : i64} {
      scf.forall (%i) in (%n) {
        // expected-error@below {{of a size that only running tells has no form for the device}}
        %m = memref.alloc(%n) : memref<?xf32>
        %0 = memref.load %x[%i] : memref<?xf32>
        memref.store %0, %m[%i] : memref<?xf32>
        %1 = memref.load %m[%i] : memref<?xf32>
        memref.store %1, %o[%i] : memref<?xf32>
      } {mapping = [#kernel.grid<"dynamic">]}
      return
    }
  }
}

// -----

module attributes {nn.target = {device = "vulkan"}} {
  module attributes {nn.kernel} {
    // expected-remark@below {{compiled by plain loops: the elements of an operand are in no buffer}}
    func.func @entry(%x: memref<8xf32>, %o: memref<8xf32>) attributes {kernel.num_inputs = 1 : i64} {
      // expected-error@below {{of tensors is left in a kernel for a device: apply its schedule and bufferize before}}
      %0 = tensor.empty() : tensor<8xf32>
      bufferization.materialize_in_destination %0 in restrict writable %o : (tensor<8xf32>, memref<8xf32>) -> ()
      return
    }
  }
}

// -----

module attributes {nn.target = {device = "vulkan"}} {
  module attributes {nn.kernel} {
    // expected-remark@below {{compiled by plain loops}}
    func.func @entry(%x: memref<8xf32>, %o: memref<8xf32>, %c: i1) attributes {kernel.num_inputs = 1 : i64} {
    %c0 = arith.constant 0 : index
    %v = arith.select %c, %x, %o : memref<8xf32>
    // expected-error@below {{of a buffer whose place only running tells has no form for the device}}
    %0 = memref.load %v[%c0] : memref<8xf32>
    memref.store %0, %o[%c0] : memref<8xf32>
    return
  }
}
}
