// RUN: nn-opt %s -split-input-file \
// RUN:   --pass-pipeline='builtin.module(builtin.module(nn-apply-schedule,cse))' \
// RUN:   | FileCheck %s

// The forms that the generator's code has, on vectors of a fixed length.

// The rest of a dimension is a vector under a mask, where the target has masks.

// CHECK-LABEL: module @masked_rest
// CHECK:         scf.for %{{.*}} = %c0 to %c32 step %c32
// CHECK-COUNT-2:   vector.store {{.*}} vector<16xf32>
// CHECK:         %[[MASK:.*]] = vector.constant_mask [3] : vector<16xi1>
// CHECK:         vector.store %{{.*}}, %{{.*}}[%c32] : memref<51xf32>, vector<16xf32>
// CHECK:         %[[REST:.*]] = vector.maskedload %{{.*}}[%c48], %[[MASK]], %{{.*}}
// CHECK:         %[[EXP:.*]] = math.exp %[[REST]]
// CHECK:         vector.maskedstore %{{.*}}[%c48], %[[MASK]], %[[EXP]]
// CHECK-NOT:     memref.store
module attributes {nn.target = {triple = "x86_64-unknown-linux-gnu", cpu = "x86-64-v4"}} {
  module @masked_rest attributes {nn.kernel, nn.schedule = #kernel.schedule<"grid [] s: map [for d0 by 32, vec d0 by 32]">} {
    func.func @entry(%x: memref<51xf32>, %o: memref<51xf32>) attributes {kernel.num_inputs = 1 : i64} {
      %tx = bufferization.to_tensor %x restrict : memref<51xf32> to tensor<51xf32>
      %e = tensor.empty() : tensor<51xf32>
      %r = linalg.exp ins(%tx : tensor<51xf32>) outs(%e : tensor<51xf32>) -> tensor<51xf32>
      bufferization.materialize_in_destination %r in restrict writable %o : (tensor<51xf32>, memref<51xf32>) -> ()
      return
    }
  }
}

// -----

// Without masks it is shorter and shorter vectors, then scalars.

// CHECK-LABEL: module @halved_rest
// CHECK:         scf.for
// CHECK:         }
// CHECK:         vector.store %{{.*}}, %{{.*}}[%c16] : memref<29xf32>, vector<8xf32>
// CHECK:         vector.store %{{.*}}, %{{.*}}[%c24] : memref<29xf32>, vector<4xf32>
// CHECK:         memref.store %{{.*}}, %{{.*}}[%c28] : memref<29xf32>
// CHECK-NOT:     vector.maskedload
module attributes {nn.target = {triple = "x86_64-unknown-linux-gnu", cpu = "x86-64-v3"}} {
  module @halved_rest attributes {nn.kernel, nn.schedule = #kernel.schedule<"grid [] s: map [for d0 by 16, vec d0 by 16]">} {
    func.func @entry(%x: memref<29xf32>, %o: memref<29xf32>) attributes {kernel.num_inputs = 1 : i64} {
      %tx = bufferization.to_tensor %x restrict : memref<29xf32> to tensor<29xf32>
      %e = tensor.empty() : tensor<29xf32>
      %r = linalg.exp ins(%tx : tensor<29xf32>) outs(%e : tensor<29xf32>) -> tensor<29xf32>
      bufferization.materialize_in_destination %r in restrict writable %o : (tensor<29xf32>, memref<29xf32>) -> ()
      return
    }
  }
}

// -----

// A reduction along the vectors: sums in the lanes of two vectors, which one op
// adds up when the row is done.

// CHECK-LABEL: module @row_sum
// CHECK:         scf.for %[[ROW:.*]] = %c0 to %c4
// CHECK:           %[[INIT:.*]] = vector.broadcast %{{.*}} : f32 to vector<8xf32>
// CHECK:           %[[SUMS:.*]]:2 = scf.for {{.*}} iter_args(%{{.*}} = %[[INIT]], %{{.*}} = %[[INIT]]) -> (vector<8xf32>, vector<8xf32>)
// CHECK-NOT:         vector.reduction
// CHECK:             scf.yield
// CHECK:           %[[LANES:.*]] = arith.addf %[[SUMS]]#0, %[[SUMS]]#1 : vector<8xf32>
// CHECK:           %[[SUM:.*]] = vector.reduction <add>, %[[LANES]] fastmath<reassoc> : vector<8xf32> into f32
// CHECK:           %[[ALL:.*]] = arith.addf %{{.*}}, %[[SUM]] : f32
// CHECK:           memref.store %[[ALL]], %{{.*}}[%[[ROW]]] : memref<4xf32>
module attributes {nn.target = {triple = "x86_64-unknown-linux-gnu", cpu = "x86-64-v3"}} {
  module @row_sum attributes {nn.kernel, nn.schedule = #kernel.schedule<"grid [] s: rows [for d0, for d1 by 16, vec d1 by 16]">} {
    func.func @entry(%x: memref<4x64xf32>, %o: memref<4xf32>) attributes {kernel.num_inputs = 1 : i64} {
      %tx = bufferization.to_tensor %x restrict : memref<4x64xf32> to tensor<4x64xf32>
      %zero = arith.constant 0.0 : f32
      %e = tensor.empty() : tensor<4xf32>
      %f = linalg.fill ins(%zero : f32) outs(%e : tensor<4xf32>) -> tensor<4xf32>
      %r = linalg.reduce {arith.addf} ins(%tx : tensor<4x64xf32>) outs(%f : tensor<4xf32>) dimensions = [1]
      bufferization.materialize_in_destination %r in restrict writable %o : (tensor<4xf32>, memref<4xf32>) -> ()
      return
    }
  }
}

// -----

// Stages of a tile follow each other: what the first leaves of two rows stays in
// scratch memory of two elements, from which the second spreads it over a row.

// CHECK-LABEL: module @row_stages
// CHECK:         scf.forall (%{{.*}}) in (4)
// CHECK:           %[[SCRATCH:.*]] = memref.alloc() {alignment = 64 : i64} : memref<2xf32>
// CHECK:           scf.for %[[I:.*]] = %c0 to %c2
// CHECK:             %[[MAX:.*]] = vector.reduction <maximumf>
// CHECK:             %[[ALL:.*]] = arith.maximumf %{{.*}}, %[[MAX]] : f32
// CHECK:             memref.store %[[ALL]], %[[SCRATCH]][%[[I]]]
// CHECK:           scf.for %[[J:.*]] = %c0 to %c2
// CHECK:             scf.for
// CHECK:               %[[X:.*]] = vector.load
// CHECK:               %[[ROW:.*]] = memref.load %[[SCRATCH]][%[[J]]]
// CHECK:               %[[LANES:.*]] = vector.broadcast %[[ROW]] : f32 to vector<8xf32>
// CHECK:               arith.subf %[[X]], %[[LANES]] fastmath<contract> : vector<8xf32>
module attributes {nn.target = {triple = "x86_64-unknown-linux-gnu", cpu = "x86-64-v3"}} {
  module @row_stages attributes {nn.kernel, nn.schedule = #kernel.schedule<"grid [d0 by 2] s0: rows [for d0, for d1 by 8, vec d1 by 8] s1: map [for d0, for d1 by 8, vec d1 by 8]">} {
    func.func @entry(%x: memref<8x64xf32>, %o: memref<8x64xf32>) attributes {kernel.num_inputs = 1 : i64} {
      %tx = bufferization.to_tensor %x restrict : memref<8x64xf32> to tensor<8x64xf32>
      %low = arith.constant 0xFF800000 : f32
      %e = tensor.empty() : tensor<8xf32>
      %f = linalg.fill ins(%low : f32) outs(%e : tensor<8xf32>) -> tensor<8xf32>
      %r = linalg.reduce {arith.maximumf} ins(%tx : tensor<8x64xf32>) outs(%f : tensor<8xf32>) dimensions = [1]
      %e2 = tensor.empty() : tensor<8x64xf32>
      %s = linalg.generic {indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (i)>, affine_map<(i, j) -> (i, j)>],
                           iterator_types = ["parallel", "parallel"]}
          ins(%tx, %r : tensor<8x64xf32>, tensor<8xf32>) outs(%e2 : tensor<8x64xf32>) {
      ^bb0(%a: f32, %c: f32, %unused: f32):
        %d = arith.subf %a, %c : f32
        linalg.yield %d : f32
      } -> tensor<8x64xf32>
      bufferization.materialize_in_destination %s in restrict writable %o : (tensor<8x64xf32>, memref<8x64xf32>) -> ()
      return
    }
  }
}

// -----

// On AArch64 four steps of a reduction are the lanes of one load, each of which
// multiplies a row of the other factor; the two that are left of ten are scalars.

// CHECK-LABEL: module @lanes
// CHECK:         scf.for %[[K:.*]] = %c0 to %c8 step %c4 iter_args
// CHECK:           %[[X:.*]] = vector.load %[[LHS:.*]][%[[K]]] : memref<20xf32>, vector<4xf32>
// CHECK:           %[[LANE0:.*]] = vector.extract %[[X]][0]
// CHECK:           %[[FACTOR0:.*]] = vector.broadcast %[[LANE0]] : f32 to vector<4xf32>
// CHECK:           arith.mulf %{{.*}}, %[[FACTOR0]]
// CHECK-NOT:       memref.load
// CHECK:           %[[LANE3:.*]] = vector.extract %[[X]][3]
// CHECK:           scf.yield
// CHECK:         %[[X8:.*]] = memref.load %[[LHS]][%c8]
// CHECK:         vector.broadcast %[[X8]] : f32 to vector<4xf32>
// CHECK:         %[[X9:.*]] = memref.load %[[LHS]][%c9]
module attributes {nn.target = {triple = "aarch64-unknown-linux-gnu", cpu = "generic"}} {
  module @lanes attributes {nn.kernel, nn.schedule = #kernel.schedule<"grid [] mm: contract [for n by 8, for k by 4, unroll k by 4, vec m by 2, vec n by 8]">} {
    func.func @entry(%x: memref<2x10xf32>, %w: memref<10x8xf32>, %o: memref<2x8xf32>) attributes {kernel.num_inputs = 2 : i64} {
      %tx = bufferization.to_tensor %x restrict : memref<2x10xf32> to tensor<2x10xf32>
      %tw = bufferization.to_tensor %w restrict : memref<10x8xf32> to tensor<10x8xf32>
      %zero = arith.constant 0.0 : f32
      %e = tensor.empty() : tensor<2x8xf32>
      %f = linalg.fill ins(%zero : f32) outs(%e : tensor<2x8xf32>) -> tensor<2x8xf32>
      %m = linalg.matmul ins(%tx, %tw : tensor<2x10xf32>, tensor<10x8xf32>) outs(%f : tensor<2x8xf32>) -> tensor<2x8xf32>
      bufferization.materialize_in_destination %m in restrict writable %o : (tensor<2x8xf32>, memref<2x8xf32>) -> ()
      return
    }
  }
}

// -----

// A packed operand is read tile by tile: 10 * 16 elements lie between the tiles,
// 16 between the steps of the reduction. No code unpacks it.

// CHECK: #[[$TILE:.*]] = affine_map<(d0) -> (d0 * 10)>
// CHECK: #[[$STEP:.*]] = affine_map<(d0, d1) -> (d0 + d1 * 16)>
// CHECK-LABEL: module @packed
// CHECK-NOT:     kernel.unpack
// CHECK:         scf.for %[[N:.*]] = %c0 to %c32 step %c16
// CHECK:           %[[BEGIN:.*]] = affine.apply #[[$TILE]](%[[N]])
// CHECK:           scf.for %[[K:.*]] = %c0 to %c10
// CHECK:             %[[AT:.*]] = affine.apply #[[$STEP]](%[[BEGIN]], %[[K]])
// CHECK:             vector.load %{{.*}}[%[[AT]]] : memref<320xf32>, vector<8xf32>
module attributes {nn.target = {triple = "x86_64-unknown-linux-gnu", cpu = "x86-64-v3"}} {
  module @packed attributes {nn.kernel, nn.schedule = #kernel.schedule<"grid [] mm: contract [for n by 16, for k, vec m by 2, vec n by 16]">} {
    func.func @entry(%x: memref<2x10xf32>, %w: memref<2x10x16xf32>, %o: memref<2x32xf32>) attributes {kernel.num_inputs = 2 : i64} {
      %tx = bufferization.to_tensor %x restrict : memref<2x10xf32> to tensor<2x10xf32>
      %tp = bufferization.to_tensor %w restrict : memref<2x10x16xf32> to tensor<2x10x16xf32>
      %tw = kernel.unpack %tp {order = array<i64: 1, 0>, inner_dims = array<i64: 1>, inner_tiles = array<i64: 16>} : tensor<2x10x16xf32> -> tensor<10x32xf32>
      %zero = arith.constant 0.0 : f32
      %e = tensor.empty() : tensor<2x32xf32>
      %f = linalg.fill ins(%zero : f32) outs(%e : tensor<2x32xf32>) -> tensor<2x32xf32>
      %m = linalg.matmul ins(%tx, %tw : tensor<2x10xf32>, tensor<10x32xf32>) outs(%f : tensor<2x32xf32>) -> tensor<2x32xf32>
      bufferization.materialize_in_destination %m in restrict writable %o : (tensor<2x32xf32>, memref<2x32xf32>) -> ()
      return
    }
  }
}
