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
    // expected-error@below {{kernel 'large' is unsupported on this target: its loops take 20000 bytes of memory, a workgroup has 16384}}
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
        // expected-error@below {{of a size that is not statically known is unsupported on this target}}
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
    // expected-error@below {{of a buffer whose place is not statically known is unsupported on this target}}
    %0 = memref.load %v[%c0] : memref<8xf32>
    memref.store %0, %o[%c0] : memref<8xf32>
    return
  }
}
}

// -----

// Operands that a workgroup cannot share.

module attributes {nn.target = {device = "vulkan"}} {
  module attributes {nn.kernel, nn.schedule = #kernel.schedule<"grid [m by 16, n by 16] s0: contract [thread m by 16, thread n, for k by 8, for k, unroll m by 16] lhs at shared">} {
    // expected-error@below {{stage 's0': operand 'lhs' at shared is shared by 16 threads, expected a multiple of 32 up to 128}}
    func.func @entry(%x: memref<32x64xf32>, %y: memref<64x96xf32>, %o: memref<32x96xf32>) attributes {kernel.num_inputs = 2 : i64} {
      %0 = bufferization.to_tensor %x restrict : memref<32x64xf32> to tensor<32x64xf32>
      %1 = bufferization.to_tensor %y restrict : memref<64x96xf32> to tensor<64x96xf32>
      %e = tensor.empty() : tensor<32x96xf32>
      %c = arith.constant 0.0 : f32
      %f = linalg.fill ins(%c : f32) outs(%e : tensor<32x96xf32>) -> tensor<32x96xf32>
      %2 = linalg.matmul ins(%0, %1 : tensor<32x64xf32>, tensor<64x96xf32>) outs(%f : tensor<32x96xf32>) -> tensor<32x96xf32>
      bufferization.materialize_in_destination %2 in restrict writable %o : (tensor<32x96xf32>, memref<32x96xf32>) -> ()
      return
    }
  }
}

// -----

module attributes {nn.target = {device = "vulkan"}} {
  module attributes {nn.kernel, nn.schedule = #kernel.schedule<"grid [m by 16, n by 32] s0: contract [thread m by 8, thread n, for k, unroll m by 8] lhs at shared">} {
    // expected-error@below {{stage 's0': operand 'lhs' at shared expects a reduction loop with steps larger than the register tile}}
    func.func @entry(%x: memref<32x64xf32>, %y: memref<64x96xf32>, %o: memref<32x96xf32>) attributes {kernel.num_inputs = 2 : i64} {
      %0 = bufferization.to_tensor %x restrict : memref<32x64xf32> to tensor<32x64xf32>
      %1 = bufferization.to_tensor %y restrict : memref<64x96xf32> to tensor<64x96xf32>
      %e = tensor.empty() : tensor<32x96xf32>
      %c = arith.constant 0.0 : f32
      %f = linalg.fill ins(%c : f32) outs(%e : tensor<32x96xf32>) -> tensor<32x96xf32>
      %2 = linalg.matmul ins(%0, %1 : tensor<32x64xf32>, tensor<64x96xf32>) outs(%f : tensor<32x96xf32>) -> tensor<32x96xf32>
      bufferization.materialize_in_destination %2 in restrict writable %o : (tensor<32x96xf32>, memref<32x96xf32>) -> ()
      return
    }
  }
}

// -----

module attributes {nn.target = {device = "vulkan"}} {
  module attributes {nn.kernel, nn.schedule = #kernel.schedule<"grid [m by 16, n by 32] s0: contract [thread m by 8, thread n, for k by 8, for k, unroll m by 8] lhs at shared">} {
    // expected-error@below {{stage 's0' shares operands, but not all that its first op reads}}
    func.func @entry(%x: memref<32x64xf32>, %y: memref<64x96xf32>, %o: memref<32x96xf32>) attributes {kernel.num_inputs = 2 : i64} {
      %0 = bufferization.to_tensor %x restrict : memref<32x64xf32> to tensor<32x64xf32>
      %1 = bufferization.to_tensor %y restrict : memref<64x96xf32> to tensor<64x96xf32>
      %e = tensor.empty() : tensor<32x96xf32>
      %c = arith.constant 0.0 : f32
      %f = linalg.fill ins(%c : f32) outs(%e : tensor<32x96xf32>) -> tensor<32x96xf32>
      %2 = linalg.matmul ins(%0, %1 : tensor<32x64xf32>, tensor<64x96xf32>) outs(%f : tensor<32x96xf32>) -> tensor<32x96xf32>
      bufferization.materialize_in_destination %2 in restrict writable %o : (tensor<32x96xf32>, memref<32x96xf32>) -> ()
      return
    }
  }
}

// -----

module attributes {nn.target = {device = "vulkan"}} {
  module attributes {nn.kernel, nn.schedule = #kernel.schedule<"grid [m by 16, n by 64] s0: contract [thread m by 8, thread n, for k by 64, for k, unroll m by 8] lhs at shared rhs at shared">} {
    // expected-error@below {{stage 's0': the operands that it shares take 21760 bytes, a workgroup has 16384}}
    func.func @entry(%x: memref<32x64xf32>, %y: memref<64x96xf32>, %o: memref<32x96xf32>) attributes {kernel.num_inputs = 2 : i64} {
      %0 = bufferization.to_tensor %x restrict : memref<32x64xf32> to tensor<32x64xf32>
      %1 = bufferization.to_tensor %y restrict : memref<64x96xf32> to tensor<64x96xf32>
      %e = tensor.empty() : tensor<32x96xf32>
      %c = arith.constant 0.0 : f32
      %f = linalg.fill ins(%c : f32) outs(%e : tensor<32x96xf32>) -> tensor<32x96xf32>
      %2 = linalg.matmul ins(%0, %1 : tensor<32x64xf32>, tensor<64x96xf32>) outs(%f : tensor<32x96xf32>) -> tensor<32x96xf32>
      bufferization.materialize_in_destination %2 in restrict writable %o : (tensor<32x96xf32>, memref<32x96xf32>) -> ()
      return
    }
  }
}

// -----

module attributes {nn.target = {device = "vulkan"}} {
  module attributes {nn.kernel, nn.schedule = #kernel.schedule<"grid [m by 16, n by 32] s0: contract [thread m by 8, thread n, for k by 8, for k, unroll m by 8] out at shared">} {
    // expected-error@below {{stage 's0': operand 'out' at shared is no input of the stage in memory}}
    func.func @entry(%x: memref<32x64xf32>, %y: memref<64x96xf32>, %o: memref<32x96xf32>) attributes {kernel.num_inputs = 2 : i64} {
      %0 = bufferization.to_tensor %x restrict : memref<32x64xf32> to tensor<32x64xf32>
      %1 = bufferization.to_tensor %y restrict : memref<64x96xf32> to tensor<64x96xf32>
      %e = tensor.empty() : tensor<32x96xf32>
      %c = arith.constant 0.0 : f32
      %f = linalg.fill ins(%c : f32) outs(%e : tensor<32x96xf32>) -> tensor<32x96xf32>
      %2 = linalg.matmul ins(%0, %1 : tensor<32x64xf32>, tensor<64x96xf32>) outs(%f : tensor<32x96xf32>) -> tensor<32x96xf32>
      bufferization.materialize_in_destination %2 in restrict writable %o : (tensor<32x96xf32>, memref<32x96xf32>) -> ()
      return
    }
  }
}

// -----

module attributes {nn.target = {device = "vulkan"}} {
  module attributes {nn.kernel, nn.schedule = #kernel.schedule<"grid [m by 16, n by 32] s0: contract [thread m by 4, thread n, for k by 8, for k, unroll m by 4] lhs at shared rhs at shared lhs at shared">} {
    // expected-error@below {{stage 's0': operand 'lhs' at shared is there twice}}
    func.func @entry(%x: memref<32x64xf32>, %y: memref<64x96xf32>, %o: memref<32x96xf32>) attributes {kernel.num_inputs = 2 : i64} {
      %0 = bufferization.to_tensor %x restrict : memref<32x64xf32> to tensor<32x64xf32>
      %1 = bufferization.to_tensor %y restrict : memref<64x96xf32> to tensor<64x96xf32>
      %e = tensor.empty() : tensor<32x96xf32>
      %c = arith.constant 0.0 : f32
      %f = linalg.fill ins(%c : f32) outs(%e : tensor<32x96xf32>) -> tensor<32x96xf32>
      %2 = linalg.matmul ins(%0, %1 : tensor<32x64xf32>, tensor<64x96xf32>) outs(%f : tensor<32x96xf32>) -> tensor<32x96xf32>
      bufferization.materialize_in_destination %2 in restrict writable %o : (tensor<32x96xf32>, memref<32x96xf32>) -> ()
      return
    }
  }
}

// -----

// Reductions that invocations cannot take turns in.
module attributes {nn.target = {device = "vulkan"}} {
  module attributes {nn.kernel, nn.schedule = #kernel.schedule<"grid [] s0: rows [thread d1 by 32, thread d0, for d1]">} {
    // expected-error@below {{stage 's0': thread loop 'd0' stands inside one over a reduction}}
    func.func @entry(%x: memref<8x100xf32>, %o: memref<8xf32>) attributes {kernel.num_inputs = 1 : i64} {
      %0 = bufferization.to_tensor %x restrict : memref<8x100xf32> to tensor<8x100xf32>
      %e = tensor.empty() : tensor<8xf32>
      %c = arith.constant 0.0 : f32
      %f = linalg.fill ins(%c : f32) outs(%e : tensor<8xf32>) -> tensor<8xf32>
      %1 = linalg.reduce ins(%0 : tensor<8x100xf32>) outs(%f : tensor<8xf32>) dimensions = [1]
          (%a: f32, %b: f32) {
        %s = arith.addf %a, %b : f32
        linalg.yield %s : f32
      }
      bufferization.materialize_in_destination %1 in restrict writable %o : (tensor<8xf32>, memref<8xf32>) -> ()
      return
    }
  }
}

// -----

module attributes {nn.target = {device = "vulkan"}} {
  module attributes {nn.kernel, nn.schedule = #kernel.schedule<"grid [d0 by 4] s0: rows [thread d0, thread d1 by 32, for d1 by 4, for d1]">} {
    // expected-error@below {{stage 's0': thread loop 'd1' over a reduction expects a loop over it by steps of 1}}
    func.func @entry(%x: memref<8x100xf32>, %o: memref<8xf32>) attributes {kernel.num_inputs = 1 : i64} {
      %0 = bufferization.to_tensor %x restrict : memref<8x100xf32> to tensor<8x100xf32>
      %e = tensor.empty() : tensor<8xf32>
      %c = arith.constant 0.0 : f32
      %f = linalg.fill ins(%c : f32) outs(%e : tensor<8xf32>) -> tensor<8xf32>
      %1 = linalg.reduce ins(%0 : tensor<8x100xf32>) outs(%f : tensor<8xf32>) dimensions = [1]
          (%a: f32, %b: f32) {
        %s = arith.addf %a, %b : f32
        linalg.yield %s : f32
      }
      bufferization.materialize_in_destination %1 in restrict writable %o : (tensor<8xf32>, memref<8xf32>) -> ()
      return
    }
  }
}

// -----

module attributes {nn.target = {device = "vulkan"}} {
  module attributes {nn.kernel, nn.schedule = #kernel.schedule<"grid [d0 by 4] s0: rows [thread d0 by 2, thread d1 by 32, for d1, unroll d0 by 2]">} {
    // expected-error@below {{stage 's0': thread loop 'd1' over a reduction expects neither a register tile}}
    func.func @entry(%x: memref<8x100xf32>, %o: memref<8xf32>) attributes {kernel.num_inputs = 1 : i64} {
      %0 = bufferization.to_tensor %x restrict : memref<8x100xf32> to tensor<8x100xf32>
      %e = tensor.empty() : tensor<8xf32>
      %c = arith.constant 0.0 : f32
      %f = linalg.fill ins(%c : f32) outs(%e : tensor<8xf32>) -> tensor<8xf32>
      %1 = linalg.reduce ins(%0 : tensor<8x100xf32>) outs(%f : tensor<8xf32>) dimensions = [1]
          (%a: f32, %b: f32) {
        %s = arith.addf %a, %b : f32
        linalg.yield %s : f32
      }
      bufferization.materialize_in_destination %1 in restrict writable %o : (tensor<8xf32>, memref<8xf32>) -> ()
      return
    }
  }
}

// -----

module attributes {nn.target = {device = "vulkan"}} {
  module attributes {nn.kernel, nn.schedule = #kernel.schedule<"grid [d0 by 4] s0: rows [thread d0, thread d1, for d1]">} {
    // expected-error@below {{stage 's0': thread loop 'd1' is over a reduction, expected a number of invocations that take turns}}
    func.func @entry(%x: memref<8x100xf32>, %o: memref<8xf32>) attributes {kernel.num_inputs = 1 : i64} {
      %0 = bufferization.to_tensor %x restrict : memref<8x100xf32> to tensor<8x100xf32>
      %e = tensor.empty() : tensor<8xf32>
      %c = arith.constant 0.0 : f32
      %f = linalg.fill ins(%c : f32) outs(%e : tensor<8xf32>) -> tensor<8xf32>
      %1 = linalg.reduce ins(%0 : tensor<8x100xf32>) outs(%f : tensor<8xf32>) dimensions = [1]
          (%a: f32, %b: f32) {
        %s = arith.addf %a, %b : f32
        linalg.yield %s : f32
      }
      bufferization.materialize_in_destination %1 in restrict writable %o : (tensor<8xf32>, memref<8xf32>) -> ()
      return
    }
  }
}

// -----

module attributes {nn.target = {device = "vulkan"}} {
  module attributes {nn.kernel, nn.schedule = #kernel.schedule<"grid [] s0: rows [thread d0, thread d1 by 1024, for d1]">} {
    // expected-error@below {{stage 's0': the sums of invocations that take turns take 32800 bytes, a workgroup has 16384}}
    func.func @entry(%x: memref<8x100xf32>, %o: memref<8xf32>) attributes {kernel.num_inputs = 1 : i64} {
      %0 = bufferization.to_tensor %x restrict : memref<8x100xf32> to tensor<8x100xf32>
      %e = tensor.empty() : tensor<8xf32>
      %c = arith.constant 0.0 : f32
      %f = linalg.fill ins(%c : f32) outs(%e : tensor<8xf32>) -> tensor<8xf32>
      %1 = linalg.reduce ins(%0 : tensor<8x100xf32>) outs(%f : tensor<8xf32>) dimensions = [1]
          (%a: f32, %b: f32) {
        %s = arith.addf %a, %b : f32
        linalg.yield %s : f32
      }
      bufferization.materialize_in_destination %1 in restrict writable %o : (tensor<8xf32>, memref<8xf32>) -> ()
      return
    }
  }
}

// -----

// Barriers that not all invocations of a workgroup come to.

module attributes {nn.target = {device = "vulkan"}} {
  module attributes {nn.kernel} {
    func.func @entry(%x: memref<256xf32>, %o: memref<256xf32>) attributes {kernel.num_inputs = 1 : i64} {
      scf.forall (%g) in (1) {
        scf.forall (%i) in (256) {
          %0 = memref.load %x[%i] : memref<256xf32>
          // expected-error@below {{is for 256 invocations, expected a multiple of 32 up to 128}}
          gpu.barrier
          memref.store %0, %o[%i] : memref<256xf32>
        }
      }
      return
    }
  }
}

// -----

module attributes {nn.target = {device = "vulkan"}} {
  module attributes {nn.kernel} {
    func.func @entry(%x: memref<64xf32>, %o: memref<64xf32>) attributes {kernel.num_inputs = 1 : i64} {
      scf.forall (%g) in (1) {
        scf.forall (%i) in (64) {
          %0 = memref.load %x[%i] : memref<64xf32>
          gpu.barrier
          memref.store %0, %o[%i] : memref<64xf32>
        }
        scf.forall (%i) in (32) {
          %0 = memref.load %x[%i] : memref<64xf32>
          // expected-error@below {{is for 32 invocations, expected the 64 of the barriers before}}
          gpu.barrier
          memref.store %0, %o[%i] : memref<64xf32>
        }
      }
      return
    }
  }
}

// -----

// What stages keep beside each other.

module attributes {nn.target = {device = "vulkan"}} {
  module @wide attributes {nn.kernel} {
    // expected-error@below {{kernel 'wide' is unsupported on this target: its stages take 20000 bytes of memory, a workgroup has 16384}}
    func.func @entry(%x: memref<64xf32>, %o: memref<64xf32>) attributes {kernel.num_inputs = 1 : i64} {
      scf.forall (%g) in (1) {
        %m = memref.alloc() : memref<2500xf32>
        %n = memref.alloc() : memref<2500xf32>
        scf.forall (%i) in (64) {
          %0 = memref.load %x[%i] : memref<64xf32>
          memref.store %0, %m[%i] : memref<2500xf32>
          memref.store %0, %n[%i] : memref<2500xf32>
        }
        scf.forall (%i) in (64) {
          %0 = memref.load %m[%i] : memref<2500xf32>
          %1 = memref.load %n[%i] : memref<2500xf32>
          %2 = arith.addf %0, %1 : f32
          memref.store %2, %o[%i] : memref<64xf32>
        }
      }
      return
    }
  }
}

// -----

// Not every workgroup may load what one of them stores, be it a vector.

module attributes {nn.target = {device = "cuda"}} {
  module @race attributes {nn.kernel} {
    func.func @entry(%x: memref<1024xf32>, %o: memref<1024xf32>)
        attributes {kernel.num_inputs = 1 : i64} {
      %c0 = arith.constant 0 : index
      // expected-error@below {{stands outside the grid of a kernel for a device}}
      %first = memref.load %o[%c0] : memref<1024xf32>
      scf.forall (%i) in (16) {
        scf.forall (%t) in (64) {
          %j = affine.apply affine_map<(i, t) -> (i * 64 + t)>(%i, %t)
          %v = vector.broadcast %first : f32 to vector<1xf32>
          vector.store %v, %o[%j] : memref<1024xf32>, vector<1xf32>
        }
      }
      return
    }
  }
}
