// RUN: nn-opt %s -pass-pipeline='builtin.module(builtin.module(nn-emulate-bf16))' -verify-diagnostics

// What neither computes nor moves elements has no form on the bits.

module {
  module @k attributes {nn.kernel} {
    gpu.module @device {
      gpu.func @entry(%x: memref<?x4xbf16>) kernel {
        %i = gpu.thread_id x
        // expected-error@below {{'memref.subview' op on bf16 is unsupported on this target}}
        %0 = memref.subview %x[%i, 0] [1, 4] [1, 1] : memref<?x4xbf16> to memref<1x4xbf16, strided<[4, 1], offset: ?>>
        %c0 = arith.constant 0 : index
        %1 = memref.load %0[%c0, %c0] : memref<1x4xbf16, strided<[4, 1], offset: ?>>
        memref.store %1, %x[%c0, %c0] : memref<?x4xbf16>
        gpu.return
      }
    }
  }
}
