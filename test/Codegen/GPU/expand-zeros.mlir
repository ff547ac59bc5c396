// RUN: nn-opt %s -pass-pipeline='builtin.module(builtin.module(nn-expand-zeros))' -split-input-file | FileCheck %s

// The numbers are in test/Integration/GPU/kernels.test.

// CHECK-LABEL: module @zeros
// CHECK:       %[[X:.*]] = memref.load
//              A product is finite where the factor is, and has its sign.
// CHECK:       %[[ABS:.*]] = math.absf %[[X]]
// CHECK:       %[[FINITE:.*]] = arith.cmpf olt, %[[ABS]], %{{.*}} : f32
// CHECK:       %[[ANY:.*]] = arith.select %[[FINITE]], %{{.*}}, %{{.*}} : f32
// CHECK:       %[[ZERO:.*]] = arith.cmpf oeq, %[[X]], %{{.*}} : f32
// CHECK:       %[[MUL:.*]] = arith.select %[[ZERO]], %[[X]], %[[ANY]] : f32
//              By minus zero, the other sign.
// CHECK:       %[[NEG:.*]] = arith.negf %[[MUL]]
// CHECK:       %[[MINUS:.*]] = arith.select %{{.*}}, %[[NEG]], %{{.*}} : f32
//              Quotients of zero and by zero.
// CHECK:       arith.cmpf one, %[[MINUS]]
// CHECK:       %[[OF:.*]] = arith.select
// CHECK:       arith.cmpf olt, %[[OF]]
// CHECK:       arith.cmpf one, %[[OF]]
// CHECK:       %[[BY:.*]] = arith.select
//              Others are as they were.
// CHECK:       arith.mulf %[[BY]], %[[BY]]
// CHECK:       arith.divf %{{.*}}, %{{.*}}
module attributes {nn.target = {device = "vulkan"}} {
  module @zeros attributes {nn.kernel} {
    gpu.module @device {
      gpu.func @entry(%x: memref<?xf32>) kernel {
        %i = gpu.thread_id x
        %z = arith.constant 0.0 : f32
        %m = arith.constant -0.0 : f32
        %one = arith.constant 1.0 : f32
        %0 = memref.load %x[%i] : memref<?xf32>
        %1 = arith.mulf %0, %z : f32
        %2 = arith.mulf %m, %1 : f32
        %3 = arith.divf %z, %2 : f32
        %4 = arith.divf %3, %z : f32
        %5 = arith.mulf %4, %4 : f32
        %6 = arith.divf %5, %one : f32
        memref.store %6, %x[%i] : memref<?xf32>
        gpu.return
      }
    }
  }
}

// -----

// CUDA computes with zeros as with other numbers.

// CHECK-LABEL: module @cuda
// CHECK:       arith.mulf
// CHECK-NOT:   arith.select
module attributes {nn.target = {device = "cuda"}} {
  module @cuda attributes {nn.kernel} {
    gpu.module @device {
      gpu.func @entry(%x: memref<?xf32>) kernel {
        %i = gpu.thread_id x
        %z = arith.constant 0.0 : f32
        %0 = memref.load %x[%i] : memref<?xf32>
        %1 = arith.mulf %0, %z : f32
        memref.store %1, %x[%i] : memref<?xf32>
        gpu.return
      }
    }
  }
}
