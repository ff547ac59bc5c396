// RUN: nn-opt %s -split-input-file \
// RUN:   --pass-pipeline='builtin.module(builtin.module(nn-apply-schedule,cse))' \
// RUN:   | FileCheck %s

// Of 9 x 11 elements, 8 x 8 are squares of 4 x 4 that are transposed in
// registers: rows of one half interleaved with those of the other, twice. Of
// the rest elements are read one by one.

#tr = affine_map<(d0, d1) -> (d1, d0)>
#id = affine_map<(d0, d1) -> (d0, d1)>
module attributes {nn.target = {triple = "x86_64-unknown-linux-gnu", cpu = "x86-64-v2", vector_bits = 128}} {
  // CHECK-LABEL: module @squares
  // CHECK: scf.for
  // CHECK: scf.for
  // CHECK: %[[R0:.*]] = vector.load {{.*}} vector<4xf32>
  // CHECK: %[[R1:.*]] = vector.load {{.*}} vector<4xf32>
  // CHECK: %[[R2:.*]] = vector.load {{.*}} vector<4xf32>
  // CHECK: %[[R3:.*]] = vector.load {{.*}} vector<4xf32>
  // CHECK: %[[A0:.*]] = vector.shuffle %[[R0]], %[[R2]] [0, 4, 1, 5]
  // CHECK: %[[A1:.*]] = vector.shuffle %[[R0]], %[[R2]] [2, 6, 3, 7]
  // CHECK: %[[A2:.*]] = vector.shuffle %[[R1]], %[[R3]] [0, 4, 1, 5]
  // CHECK: %[[A3:.*]] = vector.shuffle %[[R1]], %[[R3]] [2, 6, 3, 7]
  // CHECK: %[[B0:.*]] = vector.shuffle %[[A0]], %[[A2]] [0, 4, 1, 5]
  // CHECK: %[[B1:.*]] = vector.shuffle %[[A0]], %[[A2]] [2, 6, 3, 7]
  // CHECK: %[[B2:.*]] = vector.shuffle %[[A1]], %[[A3]] [0, 4, 1, 5]
  // CHECK: %[[B3:.*]] = vector.shuffle %[[A1]], %[[A3]] [2, 6, 3, 7]
  // CHECK: vector.store {{.*}} : memref<99xf32>, vector<4xf32>
  // CHECK-NOT: vector.shuffle
  // CHECK: memref.load {{.*}} : memref<99xf32>
  module @squares attributes {nn.kernel, nn.schedule = #kernel.schedule<"grid [] s: map [for d0 by 4, for d1 by 4, unroll d0 by 4, vec d1 by 4]">} {
    func.func @entry(%x: memref<11x9xf32>, %o: memref<9x11xf32>) attributes {kernel.num_inputs = 1 : i64} {
      %tx = bufferization.to_tensor %x restrict : memref<11x9xf32> to tensor<11x9xf32>
      %e = tensor.empty() : tensor<9x11xf32>
      %r = linalg.generic {indexing_maps = [#tr, #id], iterator_types = ["parallel", "parallel"]}
          ins(%tx : tensor<11x9xf32>) outs(%e : tensor<9x11xf32>) {
      ^bb0(%a: f32, %b: f32):
        %n = arith.negf %a : f32
        linalg.yield %n : f32
      } -> tensor<9x11xf32>
      bufferization.materialize_in_destination %r in restrict writable %o : (tensor<9x11xf32>, memref<9x11xf32>) -> ()
      return
    }
  }
}

// -----

// A tile with fewer rows than a vector has lanes is none.

#tr = affine_map<(d0, d1) -> (d1, d0)>
#id = affine_map<(d0, d1) -> (d0, d1)>
module attributes {nn.target = {triple = "x86_64-unknown-linux-gnu", cpu = "x86-64-v2", vector_bits = 128}} {
  // CHECK-LABEL: module @narrow
  // CHECK-NOT: vector.shuffle
  module @narrow attributes {nn.kernel, nn.schedule = #kernel.schedule<"grid [] s: map [for d0 by 2, for d1 by 4, unroll d0 by 2, vec d1 by 4]">} {
    func.func @entry(%x: memref<8x8xf32>, %o: memref<8x8xf32>) attributes {kernel.num_inputs = 1 : i64} {
      %tx = bufferization.to_tensor %x restrict : memref<8x8xf32> to tensor<8x8xf32>
      %e = tensor.empty() : tensor<8x8xf32>
      %r = linalg.generic {indexing_maps = [#tr, #id], iterator_types = ["parallel", "parallel"]}
          ins(%tx : tensor<8x8xf32>) outs(%e : tensor<8x8xf32>) {
      ^bb0(%a: f32, %b: f32):
        linalg.yield %a : f32
      } -> tensor<8x8xf32>
      bufferization.materialize_in_destination %r in restrict writable %o : (tensor<8x8xf32>, memref<8x8xf32>) -> ()
      return
    }
  }
}
