// RUN: nn-opt %s --nn-set-target=cpu=x86-64-v4 --nn-select-schedules | FileCheck %s --check-prefixes=CHECK,CPU
// RUN: nn-opt %s --nn-set-target="triple=aarch64-unknown-linux-gnu cpu=neoverse-v2" --nn-select-schedules | FileCheck %s --check-prefixes=CHECK,SVE
// RUN: nn-opt %s --nn-set-target=device=vulkan --nn-recompute-maps --nn-select-schedules | FileCheck %s --check-prefixes=CHECK,GPU

// The same kernels for a CPU, for one with scalable vectors, and for a GPU.

// CPU: nn.target = {{.*}}vector_bits = 512
// SVE: nn.target = {{.*}}scalable = true
// GPU: nn.target = {{.*}}device = "vulkan", device_types = ""

// CHECK-LABEL: module @matmul
// CPU-SAME: "grid [] s0: contract [for n by 32, for m by 13, for k, vec m by 13, vec n by 32]"
// SVE-SAME: "grid [] s0: contract [for n by [8], for m by 10, for k by 4, unroll k by 4, vec m by 10, vec n by [8]]"
// GPU-SAME: "grid [m by 40, n by 16] s0: contract [thread m by 5, thread n by 4, for k by 32, for k by 4, unroll k by 4, unroll m by 5, vec n by 4] lhs at shared rhs at shared"
// CHECK: linalg.matmul
module @matmul attributes {nn.kernel} {
  func.func @entry(%x: memref<50x400xf32>, %w: memref<400x128xf32>,
                   %o: memref<50x128xf32>)
      attributes {kernel.num_inputs = 2 : i64} {
    %0 = bufferization.to_tensor %x restrict : memref<50x400xf32> to tensor<50x400xf32>
    %1 = bufferization.to_tensor %w restrict : memref<400x128xf32> to tensor<400x128xf32>
    %e = tensor.empty() : tensor<50x128xf32>
    %c = arith.constant 0.0 : f32
    %f = linalg.fill ins(%c : f32) outs(%e : tensor<50x128xf32>) -> tensor<50x128xf32>
    %2 = linalg.matmul ins(%0, %1 : tensor<50x400xf32>, tensor<400x128xf32>)
        outs(%f : tensor<50x128xf32>) -> tensor<50x128xf32>
    bufferization.materialize_in_destination %2 in restrict writable %o
        : (tensor<50x128xf32>, memref<50x128xf32>) -> ()
    return
  }
}

// A dimension whose size is no multiple of the tile is cut all the same.

// CHECK-LABEL: module @map
// CPU-SAME: map [{{.*}}vec d0
// SVE-SAME: "grid [] s0: map [for d0 by [16], vec d0 by [16]]"
// GPU-SAME: "grid [d0 by 125] s0: map [thread d0]"
module @map attributes {nn.kernel} {
  func.func @entry(%x: memref<1000xf32>, %o: memref<1000xf32>)
      attributes {kernel.num_inputs = 1 : i64} {
    %0 = bufferization.to_tensor %x restrict : memref<1000xf32> to tensor<1000xf32>
    %e = tensor.empty() : tensor<1000xf32>
    %1 = linalg.exp ins(%0 : tensor<1000xf32>) outs(%e : tensor<1000xf32>) -> tensor<1000xf32>
    bufferization.materialize_in_destination %1 in restrict writable %o
        : (tensor<1000xf32>, memref<1000xf32>) -> ()
    return
  }
}

// What two stages leave each other, a number a row, is in the memory of a
// workgroup.

// CHECK-LABEL: module @two_stages
// CPU-SAME: "grid [d0 by 2] s0: rows [for d0, for d1 by 100, vec d1 by 100]
// SVE-SAME: "grid [d0 by 2] s0: rows [for d0, for d1 by [32], vec d1 by [32]] s1: map [for d0, for d1 by [16], vec d1 by [16]]"
// GPU-SAME: "grid [d0 by 4] s0: rows [thread d0, thread d1 by 32, for d1] s1: map [thread d0, thread d1]"
// CHECK: linalg.reduce
// CHECK: linalg.generic
// CHECK-NEXT: ^bb0
// CHECK-NEXT: arith.divf
module @two_stages attributes {nn.kernel} {
  func.func @entry(%x: memref<400x100xf32>, %o: memref<400x100xf32>)
      attributes {kernel.num_inputs = 1 : i64} {
    %0 = bufferization.to_tensor %x restrict : memref<400x100xf32> to tensor<400x100xf32>
    %c = arith.constant 0.0 : f32
    %r = tensor.empty() : tensor<400xf32>
    %f = linalg.fill ins(%c : f32) outs(%r : tensor<400xf32>) -> tensor<400xf32>
    %1 = linalg.reduce ins(%0 : tensor<400x100xf32>) outs(%f : tensor<400xf32>) dimensions = [1]
        (%a: f32, %b: f32) {
      %s = arith.addf %a, %b : f32
      linalg.yield %s : f32
    }
    %e = tensor.empty() : tensor<400x100xf32>
    %2 = linalg.generic {
        indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (i)>,
                         affine_map<(i, j) -> (i, j)>],
        iterator_types = ["parallel", "parallel"]}
        ins(%0, %1 : tensor<400x100xf32>, tensor<400xf32>)
        outs(%e : tensor<400x100xf32>) {
    ^bb0(%a: f32, %b: f32, %d: f32):
      %s = arith.divf %a, %b : f32
      linalg.yield %s : f32
    } -> tensor<400x100xf32>
    bufferization.materialize_in_destination %2 in restrict writable %o
        : (tensor<400x100xf32>, memref<400x100xf32>) -> ()
    return
  }
}

// What a row of the one stage leaves the next would fill the workgroup's memory:
// each reader computes it.

// CHECK-LABEL: module @long_rows
// GPU-SAME: "grid [d0 by 4] s0: rows [thread d0, thread d1 by 32, for d1] s1: map [thread d0, thread d1 by 4, vec d1 by 4]"
// CHECK: linalg.fill
// GPU: linalg.generic
// GPU-NEXT: ^bb0
// GPU-NEXT: math.exp
// GPU-NEXT: arith.addf
// GPU: linalg.generic
// GPU-NEXT: ^bb0
// GPU-NEXT: math.exp
// GPU-NEXT: arith.divf
module @long_rows attributes {nn.kernel} {
  func.func @entry(%x: memref<4x9000xf32>, %o: memref<4x9000xf32>)
      attributes {kernel.num_inputs = 1 : i64} {
    %0 = bufferization.to_tensor %x restrict : memref<4x9000xf32> to tensor<4x9000xf32>
    %e = tensor.empty() : tensor<4x9000xf32>
    %1 = linalg.exp ins(%0 : tensor<4x9000xf32>) outs(%e : tensor<4x9000xf32>) -> tensor<4x9000xf32>
    %c = arith.constant 0.0 : f32
    %r = tensor.empty() : tensor<4xf32>
    %f = linalg.fill ins(%c : f32) outs(%r : tensor<4xf32>) -> tensor<4xf32>
    %2 = linalg.reduce ins(%1 : tensor<4x9000xf32>) outs(%f : tensor<4xf32>) dimensions = [1]
        (%a: f32, %b: f32) {
      %s = arith.addf %b, %a : f32
      linalg.yield %s : f32
    }
    %3 = linalg.generic {
        indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (i)>,
                         affine_map<(i, j) -> (i, j)>],
        iterator_types = ["parallel", "parallel"]}
        ins(%1, %2 : tensor<4x9000xf32>, tensor<4xf32>)
        outs(%e : tensor<4x9000xf32>) {
    ^bb0(%a: f32, %b: f32, %d: f32):
      %s = arith.divf %a, %b : f32
      linalg.yield %s : f32
    } -> tensor<4x9000xf32>
    bufferization.materialize_in_destination %3 in restrict writable %o
        : (tensor<4x9000xf32>, memref<4x9000xf32>) -> ()
    return
  }
}
