// RUN: nn-opt %s -pass-pipeline='builtin.module(nn-expand-remainder)' | FileCheck %s

// The numbers are in test/Integration/GPU/cuda.test.

// CHECK-LABEL: module @rest
module @rest attributes {nn.kernel} {
  // CHECK: gpu.func @entry
  // CHECK: %[[X:.*]] = arith.bitcast %{{.*}} : f32 to i32
  // CHECK: %[[Y:.*]] = arith.bitcast %{{.*}} : f32 to i32
  // CHECK: scf.if
  // CHECK: scf.while
  // CHECK: arith.remui
  // CHECK: arith.uitofp
  // CHECK-NOT: arith.remf %{{.*}} : f32
  // CHECK: arith.extf %{{.*}} : f16 to f32
  // CHECK: arith.truncf %{{.*}} : f32 to f16
  // CHECK: arith.bitcast %{{.*}} : f64 to i64
  gpu.module @device {
    gpu.func @entry(%o: memref<?xf32>, %p: memref<?xf16>, %q: memref<?xf64>) kernel {
      %t = gpu.thread_id x
      %0 = memref.load %o[%t] : memref<?xf32>
      %1 = arith.remf %0, %0 : f32
      memref.store %1, %o[%t] : memref<?xf32>
      %2 = memref.load %p[%t] : memref<?xf16>
      %3 = arith.remf %2, %2 : f16
      memref.store %3, %p[%t] : memref<?xf16>
      %4 = memref.load %q[%t] : memref<?xf64>
      %5 = arith.remf %4, %4 : f64
      memref.store %5, %q[%t] : memref<?xf64>
      gpu.return
    }
  }
}
