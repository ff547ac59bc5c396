// RUN: nn-opt %s -pass-pipeline='builtin.module(builtin.module(nn-convert-to-nvvm,nn-serialize-ptx))' -split-input-file -verify-diagnostics | FileCheck %s

// A sum and a product are one operation only where they may be contracted.

module attributes {nn.target = {device = "cuda"}} {
  // CHECK-LABEL: module @round
  // CHECK: .target sm_80
  // CHECK-SAME: .maxntid 64, 1, 1
  // CHECK-SAME: ld.global.v4.b32
  // CHECK-SAME: mul.rn.f32
  // CHECK-SAME: add.rn.f32
  // CHECK-SAME: fma.rn.f32
  // CHECK-SAME: sqrt.rn.f32
  module @round attributes {nn.kernel, kernel.num_buffers = 2 : i64, kernel.num_sizes = 0 : i64} {
    gpu.module @device {
      gpu.func @entry(%x: memref<?xf32>, %o: memref<?xf32>) kernel
          attributes {known_block_size = array<i32: 64, 1, 1>} {
        %t = gpu.thread_id x
        %c4 = arith.constant 4 : index
        %i = arith.muli %t, %c4 : index
        %v = vector.load %x[%i] {alignment = 16 : i64} : memref<?xf32>, vector<4xf32>
        %a = vector.extract %v[0] : f32 from vector<4xf32>
        %b = vector.extract %v[1] : f32 from vector<4xf32>
        %c = vector.extract %v[2] : f32 from vector<4xf32>
        %0 = arith.mulf %a, %b : f32
        %1 = arith.addf %0, %c : f32
        %2 = arith.mulf %1, %b fastmath<contract> : f32
        %3 = arith.addf %2, %c fastmath<contract> : f32
        %4 = math.sqrt %3 : f32
        memref.store %4, %o[%t] : memref<?xf32>
        gpu.return
      }
    }
  }
}

// -----

module attributes {nn.target = {device = "cuda"}} {
  module @library attributes {nn.kernel, kernel.num_buffers = 1 : i64, kernel.num_sizes = 0 : i64} {
    gpu.module @device {
      gpu.func @entry(%x: memref<?xf64>) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
        %t = gpu.thread_id x
        %0 = memref.load %x[%t] : memref<?xf64>
        // expected-error@+1 {{'math.exp' op is unsupported on this target}}
        %1 = math.exp %0 : f64
        memref.store %1, %x[%t] : memref<?xf64>
        gpu.return
      }
    }
  }
}

// -----

module attributes {nn.target = {device = "cuda"}} {
  module @view attributes {nn.kernel, kernel.num_buffers = 1 : i64, kernel.num_sizes = 0 : i64} {
    gpu.module @device {
      gpu.func @entry(%x: memref<?xf32>) kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
        %c0 = arith.constant 0 : index
        // expected-error@+1 {{'memref.dim' op of a buffer is unsupported on this target}}
        %n = memref.dim %x, %c0 : memref<?xf32>
        gpu.return
      }
    }
  }
}

// -----

module attributes {nn.target = {device = "cuda"}} {
  module @size attributes {nn.kernel, kernel.num_buffers = 0 : i64, kernel.num_sizes = 0 : i64} {
    // expected-error@+1 {{has no kernel of a known size of workgroups: run nn-convert-to-nvvm before}}
    gpu.module @device {
      gpu.func @entry() kernel {
        gpu.return
      }
    }
  }
}

// -----

module attributes {nn.target = {device = "cuda"}} {
  // expected-error@+1 {{has no 'kernel.num_buffers' and 'kernel.num_sizes': run nn-outline-gpu before}}
  module @count attributes {nn.kernel} {
    gpu.module @device {
      gpu.func @entry() kernel attributes {known_block_size = array<i32: 32, 1, 1>} {
        gpu.return
      }
    }
  }
}
