// RUN: nn-opt %s --nn-set-target=device=vulkan --nn-recompute-maps | FileCheck %s --check-prefixes=CHECK,GPU
// RUN: nn-opt %s --nn-set-target --nn-recompute-maps | FileCheck %s --check-prefixes=CHECK,CPU
// RUN: nn-opt %s --nn-set-target=device=vulkan --nn-recompute-maps --nn-why=nn-recompute-maps -o /dev/null 2>&1 \
// RUN:   | FileCheck %s --check-prefix=WHY

// A row of exponentials is more than a workgroup of a GPU has memory for: each op
// computes those that it reads.

// CHECK-LABEL: module @long
// CPU: linalg.exp
// CPU: linalg.reduce
// GPU-NOT: linalg.exp
// GPU: linalg.generic
// GPU-SAME: iterator_types = ["parallel", "reduction"]
// GPU: math.exp
// GPU-NEXT: arith.addf
// GPU: linalg.generic
// GPU: math.exp
// GPU-NEXT: arith.divf
module @long attributes {nn.kernel} {
  func.func @entry(%x: memref<4x9000xf32>, %o: memref<4x9000xf32>)
      attributes {kernel.num_inputs = 1 : i64} {
    %0 = bufferization.to_tensor %x restrict : memref<4x9000xf32> to tensor<4x9000xf32>
    %e = tensor.empty() : tensor<4x9000xf32>
    %1 = linalg.exp ins(%0 : tensor<4x9000xf32>) outs(%e : tensor<4x9000xf32>) -> tensor<4x9000xf32>
    %c = arith.constant 0.0 : f32
    %r = tensor.empty() : tensor<4xf32>
    %f = linalg.fill ins(%c : f32) outs(%r : tensor<4xf32>) -> tensor<4xf32>
    %2 = linalg.reduce { arith.addf } ins(%1 : tensor<4x9000xf32>) outs(%f : tensor<4xf32>) dimensions = [1]
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

// What fits stays as it is, and so does what has a schedule.

// CHECK-LABEL: module @short
// CHECK: linalg.exp
// CHECK: linalg.reduce
// WHY: kernel 'short': what its stages leave each other fits into the memory of a workgroup
module @short attributes {nn.kernel} {
  func.func @entry(%x: memref<4x90xf32>, %o: memref<4x90xf32>)
      attributes {kernel.num_inputs = 1 : i64} {
    %0 = bufferization.to_tensor %x restrict : memref<4x90xf32> to tensor<4x90xf32>
    %e = tensor.empty() : tensor<4x90xf32>
    %1 = linalg.exp ins(%0 : tensor<4x90xf32>) outs(%e : tensor<4x90xf32>) -> tensor<4x90xf32>
    %c = arith.constant 0.0 : f32
    %r = tensor.empty() : tensor<4xf32>
    %f = linalg.fill ins(%c : f32) outs(%r : tensor<4xf32>) -> tensor<4xf32>
    %2 = linalg.reduce { arith.addf } ins(%1 : tensor<4x90xf32>) outs(%f : tensor<4xf32>) dimensions = [1]
    %3 = linalg.generic {
        indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (i)>,
                         affine_map<(i, j) -> (i, j)>],
        iterator_types = ["parallel", "parallel"]}
        ins(%1, %2 : tensor<4x90xf32>, tensor<4xf32>)
        outs(%e : tensor<4x90xf32>) {
    ^bb0(%a: f32, %b: f32, %d: f32):
      %s = arith.divf %a, %b : f32
      linalg.yield %s : f32
    } -> tensor<4x90xf32>
    bufferization.materialize_in_destination %3 in restrict writable %o
        : (tensor<4x90xf32>, memref<4x90xf32>) -> ()
    return
  }
}

// CHECK-LABEL: module @scheduled
// CHECK: linalg.exp
module @scheduled attributes {nn.kernel, nn.schedule = #kernel.schedule<"grid [d0] s0: map [thread d1] s1: rows [for d1] s2: map [thread d1]">} {
  func.func @entry(%x: memref<4x9000xf32>, %o: memref<4x9000xf32>)
      attributes {kernel.num_inputs = 1 : i64} {
    %0 = bufferization.to_tensor %x restrict : memref<4x9000xf32> to tensor<4x9000xf32>
    %e = tensor.empty() : tensor<4x9000xf32>
    %1 = linalg.exp ins(%0 : tensor<4x9000xf32>) outs(%e : tensor<4x9000xf32>) -> tensor<4x9000xf32>
    %c = arith.constant 0.0 : f32
    %r = tensor.empty() : tensor<4xf32>
    %f = linalg.fill ins(%c : f32) outs(%r : tensor<4xf32>) -> tensor<4xf32>
    %2 = linalg.reduce { arith.addf } ins(%1 : tensor<4x9000xf32>) outs(%f : tensor<4xf32>) dimensions = [1]
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
