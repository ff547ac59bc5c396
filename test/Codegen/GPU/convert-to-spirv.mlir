// RUN: nn-opt %s -pass-pipeline='builtin.module(builtin.module(nn-convert-to-spirv))' -split-input-file -verify-diagnostics | FileCheck %s

// A sum and a product that may be contracted are one operation, and no driver
// may make more of the others.

// CHECK-LABEL: module @contract
// CHECK:       spirv.func @entry(
// CHECK:         %[[X:.*]] = spirv.Load "StorageBuffer"
// CHECK:         %[[FMA:.*]] = spirv.GL.Fma %[[X]], %[[X]], %[[X]] : f32
// CHECK:         %[[MUL:.*]] = spirv.FMul %[[FMA]], %[[FMA]] {no_contraction} : f32
// CHECK:         %[[ADD:.*]] = spirv.FAdd %[[MUL]], %[[X]] {no_contraction} : f32
// CHECK:         spirv.Store "StorageBuffer" %{{.*}}, %[[ADD]] : f32
// CHECK:         spirv.ControlBarrier <Workgroup>, <Workgroup>, <AcquireRelease|UniformMemory|WorkgroupMemory>
module attributes {nn.target = {device = "vulkan"}} {
  module @contract attributes {nn.kernel} {
    gpu.module @device {
      gpu.func @entry(%x: memref<?xf32>) kernel
          attributes {known_block_size = array<i32: 32, 1, 1>} {
        %i = gpu.thread_id x
        %0 = memref.load %x[%i] : memref<?xf32>
        %1 = arith.mulf %0, %0 fastmath<contract> : f32
        %2 = arith.addf %1, %0 fastmath<contract> : f32
        %3 = arith.mulf %2, %2 : f32
        %4 = arith.addf %3, %0 fastmath<contract> : f32
        memref.store %4, %x[%i] : memref<?xf32>
        gpu.barrier
        gpu.return
      }
    }
  }
}

// -----

// A product that others use too stays one.
// CHECK-LABEL: module @used_twice
// CHECK-NOT:     spirv.GL.Fma
// CHECK:         spirv.FMul
// CHECK:         spirv.FAdd
module attributes {nn.target = {device = "vulkan"}} {
  module @used_twice attributes {nn.kernel} {
    gpu.module @device {
      gpu.func @entry(%x: memref<?xf32>) kernel
          attributes {known_block_size = array<i32: 32, 1, 1>} {
        %i = gpu.thread_id x
        %0 = memref.load %x[%i] : memref<?xf32>
        %1 = arith.mulf %0, %0 fastmath<contract> : f32
        %2 = arith.addf %1, %1 fastmath<contract> : f32
        memref.store %2, %x[%i] : memref<?xf32>
        gpu.return
      }
    }
  }
}

// -----

// Not for this target: nothing is done.
// CHECK-LABEL: module @no_vulkan
// CHECK:         gpu.func
module @no_vulkan attributes {nn.kernel} {
  module @inner attributes {nn.kernel} {
    gpu.module @device {
      gpu.func @entry(%x: memref<?xf32>) kernel {
        gpu.return
      }
    }
  }
}

// -----

module attributes {nn.target = {device = "vulkan"}} {
  module @no_f64 attributes {nn.kernel} {
    gpu.module @device {
      // expected-error@below {{the device has no elements of type 'f64'}}
      gpu.func @entry(%x: memref<?xf64>) kernel
          attributes {known_block_size = array<i32: 32, 1, 1>} {
        gpu.return
      }
    }
  }
}

// -----

module attributes {nn.target = {device = "vulkan", device_types = "i64"}} {
  module @no_form attributes {nn.kernel} {
    gpu.module @device {
      gpu.func @entry(%x: memref<?xi64>) kernel
          attributes {known_block_size = array<i32: 32, 1, 1>} {
        // expected-error@below {{failed to legalize operation 'gpu.printf'}}
        gpu.printf "nobody reads this"
        gpu.return
      }
    }
  }
}

// -----

// Accesses of several elements are of a buffer of vectors with the same binding.
// CHECK-LABEL: module @wide
// CHECK:         spirv.func @entry(
// CHECK-SAME:      #spirv.interface_var_abi<(0, 0)>
// CHECK-SAME:      #spirv.interface_var_abi<(0, 1)>
// CHECK-SAME:      vector<4xf32>, stride=16>{{.*}}#spirv.interface_var_abi<(0, 0)>
// CHECK-SAME:      vector<2xf32>, stride=8>{{.*}}#spirv.interface_var_abi<(0, 1)>
// CHECK:         %[[I:.*]] = spirv.ShiftRightLogical
// CHECK:         %[[V:.*]] = spirv.Load "StorageBuffer" {{.*}} : vector<4xf32>
// CHECK:         %[[P:.*]] = spirv.CompositeConstruct
// CHECK:         spirv.Store "StorageBuffer" {{.*}}, %[[P]] : vector<2xf32>
module attributes {nn.target = {device = "vulkan"}} {
  module @wide attributes {nn.kernel} {
    gpu.module @device {
      gpu.func @entry(%x: memref<?xf32>, %o: memref<?xf32>) kernel
          attributes {known_block_size = array<i32: 32, 1, 1>} {
        %t = gpu.thread_id x
        %c4 = arith.constant 4 : index
        %i = arith.muli %t, %c4 : index
        %v = vector.load %x[%i] {alignment = 16 : i64} : memref<?xf32>, vector<4xf32>
        %a = vector.extract %v[1] : f32 from vector<4xf32>
        %b = memref.load %x[%t] : memref<?xf32>
        %p = vector.from_elements %a, %b : vector<2xf32>
        vector.store %p, %o[%i] {alignment = 8 : i64} : memref<?xf32>, vector<2xf32>
        gpu.return
      }
    }
  }
}
