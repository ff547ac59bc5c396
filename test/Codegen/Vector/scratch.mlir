// RUN: nn-opt %s \
// RUN:   --pass-pipeline='builtin.module(builtin.module(nn-apply-schedule,cse))' \
// RUN:   | FileCheck %s

// The batch is a size of the input in one stage and of the output in the others,
// so the grid cuts only the rows. What a tile of the grid keeps of them has the
// strides of the whole, since the batch stands before them.

#id = affine_map<(d0, d1, d2) -> (d0, d1, d2)>
#row = affine_map<(d0, d1, d2) -> (d0, d1)>
// CHECK-DAG: #[[$ALL:.*]] = affine_map<()[s0] -> (s0 * 5)>
// CHECK-DAG: #[[$ROW:.*]] = affine_map<(d0) -> (d0 * 5)>
module attributes {nn.target = {triple = "x86_64-unknown-linux-gnu", cpu = "x86-64-v4"}} {
  // CHECK-LABEL: module @rows
  // CHECK: scf.forall {{.*}} in (5)
  // CHECK:   %[[SIZE:.*]] = affine.apply #[[$ALL]]()[%{{.*}}]
  // CHECK:   %[[SCRATCH:.*]] = memref.alloc(%[[SIZE]])
  // CHECK:   scf.for %[[I:.*]] =
  // CHECK:   scf.for %[[J:.*]] =
  // CHECK:     %[[AT:.*]] = affine.apply #[[$ROW]](%[[J]])
  // CHECK:     memref.store %{{.*}}, %[[SCRATCH]][%[[AT]]]
  module @rows attributes {nn.kernel, nn.schedule = #kernel.schedule<"grid [d1] s0: map [for d0, for d1, for d2 by 16, vec d2 by 16] s1: rows [for d0, for d1, for d2 by 16, vec d2 by 16] s2: map [for d0, for d1, for d2 by 16, vec d2 by 16]">} {
    func.func @entry(%x: memref<?x5x16xf32>, %o: memref<?x5x16xf32>, %p: memref<?x5x16xf32>,
                     %n: index, %m: index, %k: index) attributes {kernel.num_inputs = 1 : i64} {
      %tx = bufferization.to_tensor %x restrict : memref<?x5x16xf32> to tensor<?x5x16xf32>
      %to = bufferization.to_tensor %o restrict writable : memref<?x5x16xf32> to tensor<?x5x16xf32>
      %tp = bufferization.to_tensor %p restrict writable : memref<?x5x16xf32> to tensor<?x5x16xf32>
      %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel", "parallel"]}
          ins(%tx : tensor<?x5x16xf32>) outs(%to : tensor<?x5x16xf32>) {
      ^bb0(%a: f32, %b: f32):
        %s = arith.addf %a, %a : f32
        linalg.yield %s : f32
      } -> tensor<?x5x16xf32>
      %zero = arith.constant 0.0 : f32
      %e = tensor.empty(%m) : tensor<?x5xf32>
      %f = linalg.fill ins(%zero : f32) outs(%e : tensor<?x5xf32>) -> tensor<?x5xf32>
      %1 = linalg.generic {indexing_maps = [#id, #row], iterator_types = ["parallel", "parallel", "reduction"]}
          ins(%0 : tensor<?x5x16xf32>) outs(%f : tensor<?x5xf32>) {
      ^bb0(%a: f32, %b: f32):
        %s = arith.addf %b, %a : f32
        linalg.yield %s : f32
      } -> tensor<?x5xf32>
      %2 = linalg.generic {indexing_maps = [#id, #row, #id], iterator_types = ["parallel", "parallel", "parallel"]}
          ins(%0, %1 : tensor<?x5x16xf32>, tensor<?x5xf32>) outs(%tp : tensor<?x5x16xf32>) {
      ^bb0(%a: f32, %b: f32, %c: f32):
        %s = arith.subf %a, %b : f32
        linalg.yield %s : f32
      } -> tensor<?x5x16xf32>
      bufferization.materialize_in_destination %0 in restrict writable %o : (tensor<?x5x16xf32>, memref<?x5x16xf32>) -> ()
      bufferization.materialize_in_destination %2 in restrict writable %p : (tensor<?x5x16xf32>, memref<?x5x16xf32>) -> ()
      return
    }
  }
}
