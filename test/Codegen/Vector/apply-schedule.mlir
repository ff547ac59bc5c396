// RUN: nn-opt %s -split-input-file -verify-diagnostics \
// RUN:   --pass-pipeline='builtin.module(builtin.module(nn-apply-schedule,cse))' \
// RUN:   | FileCheck %s

// An elementwise op of two dimensions is one loop.

module attributes {nn.target = {triple = "x86_64-unknown-linux-gnu", cpu = "x86-64-v4"}} {
  // CHECK-LABEL: module @map
  // CHECK-NOT: nn.schedule
  // CHECK: scf.forall (%[[I:.*]]) in (2)
  // CHECK: %[[BEGIN:.*]] = affine.apply {{.*}}(%[[I]])
  // CHECK: scf.for
  // CHECK-COUNT-2: vector.load {{.*}} : memref<128xf32>, vector<16xf32>
  // CHECK-NOT: linalg
  module @map attributes {nn.kernel, nn.schedule = #kernel.schedule<"grid [d0_d1 by 64] s: map [vec d0_d1 by 32]">} {
    func.func @entry(%x: memref<4x32xf32>, %o: memref<4x32xf32>) attributes {kernel.num_inputs = 1 : i64} {
      %tx = bufferization.to_tensor %x restrict : memref<4x32xf32> to tensor<4x32xf32>
      %e = tensor.empty() : tensor<4x32xf32>
      %r = linalg.exp ins(%tx : tensor<4x32xf32>) outs(%e : tensor<4x32xf32>) -> tensor<4x32xf32>
      bufferization.materialize_in_destination %r in restrict writable %o : (tensor<4x32xf32>, memref<4x32xf32>) -> ()
      return
    }
  }
}

// -----

// The accumulators of a matmul are carried by the loop over k; the bias is added
// to them in registers; 40 columns are a tile of 32 and one of 8.

module attributes {nn.target = {triple = "x86_64-unknown-linux-gnu", cpu = "x86-64-v4"}} {
  // CHECK-LABEL: module @matmul
  // CHECK: scf.forall {{.*}} in (2)
  // CHECK: scf.for {{.*}} iter_args
  // CHECK-SAME: vector<16xf32>, vector<16xf32>, vector<16xf32>, vector<16xf32>)
  // CHECK: vector.broadcast {{.*}} : f32 to vector<16xf32>
  // CHECK: arith.mulf {{.*}} fastmath<contract> : vector<16xf32>
  // CHECK: arith.addf {{.*}} fastmath<contract> : vector<16xf32>
  // CHECK: scf.yield
  // CHECK: vector.store {{.*}} vector<16xf32>
  // CHECK: scf.for {{.*}} iter_args
  // CHECK-SAME: -> (vector<8xf32>, vector<8xf32>)
  // CHECK: vector.store {{.*}} vector<8xf32>
  module @matmul attributes {nn.kernel, nn.schedule = #kernel.schedule<"grid [m by 2] mm: contract [for n by 32, for k, vec m by 2, vec n by 32]">} {
    func.func @entry(%x: memref<4x8xf32>, %w: memref<8x40xf32>, %b: memref<40xf32>, %o: memref<4x40xf32>) attributes {kernel.num_inputs = 3 : i64} {
      %tx = bufferization.to_tensor %x restrict : memref<4x8xf32> to tensor<4x8xf32>
      %tw = bufferization.to_tensor %w restrict : memref<8x40xf32> to tensor<8x40xf32>
      %tb = bufferization.to_tensor %b restrict : memref<40xf32> to tensor<40xf32>
      %zero = arith.constant 0.0 : f32
      %e = tensor.empty() : tensor<4x40xf32>
      %f = linalg.fill ins(%zero : f32) outs(%e : tensor<4x40xf32>) -> tensor<4x40xf32>
      %m = linalg.matmul ins(%tx, %tw : tensor<4x8xf32>, tensor<8x40xf32>) outs(%f : tensor<4x40xf32>) -> tensor<4x40xf32>
      %r = linalg.generic {indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (j)>, affine_map<(i, j) -> (i, j)>],
                           iterator_types = ["parallel", "parallel"]}
          ins(%m, %tb : tensor<4x40xf32>, tensor<40xf32>) outs(%e : tensor<4x40xf32>) {
      ^bb0(%a: f32, %c: f32, %unused: f32):
        %s = arith.addf %a, %c : f32
        linalg.yield %s : f32
      } -> tensor<4x40xf32>
      bufferization.materialize_in_destination %r in restrict writable %o : (tensor<4x40xf32>, memref<4x40xf32>) -> ()
      return
    }
  }
}

// -----

module {
module @unknown_dim attributes {nn.kernel, nn.schedule = #kernel.schedule<"grid [] s: map [vec x by 32]">} {
  // expected-error@below {{stage 's' has no dimension 'x'; it has 'd0'}}
  func.func @entry(%x: memref<4xf32>, %o: memref<4xf32>) attributes {kernel.num_inputs = 1 : i64} {
    %tx = bufferization.to_tensor %x restrict : memref<4xf32> to tensor<4xf32>
    %e = tensor.empty() : tensor<4xf32>
    %r = linalg.exp ins(%tx : tensor<4xf32>) outs(%e : tensor<4xf32>) -> tensor<4xf32>
    bufferization.materialize_in_destination %r in restrict writable %o : (tensor<4xf32>, memref<4xf32>) -> ()
    return
  }
}
}

// -----

module {
module @split_reduction attributes {nn.kernel, nn.schedule = #kernel.schedule<"grid [] s: rows [for d1 by 64, for d0, vec d1 by 64]">} {
  // expected-error@below {{stage 's': a reduction loop stands around others, but its sums cannot be kept in the stage's result}}
  func.func @entry(%x: memref<4x512xf32>, %o: memref<4xf32>) attributes {kernel.num_inputs = 1 : i64} {
    %tx = bufferization.to_tensor %x restrict : memref<4x512xf32> to tensor<4x512xf32>
    %zero = arith.constant 0.0 : f32
    %e = tensor.empty() : tensor<4xf32>
    %f = linalg.fill ins(%zero : f32) outs(%e : tensor<4xf32>) -> tensor<4xf32>
    %r = linalg.reduce {arith.addf} ins(%tx : tensor<4x512xf32>) outs(%f : tensor<4xf32>) dimensions = [1]
    bufferization.materialize_in_destination %r in restrict writable %o : (tensor<4xf32>, memref<4xf32>) -> ()
    return
  }
}
}

// -----

module {
module @no_stage attributes {nn.kernel} {
  // expected-remark@below {{compiled by plain loops: 'tensor.gather' is no op that stages are made of}}
  func.func @entry(%x: memref<4x8xf32>, %i: memref<2x1xindex>, %o: memref<2x8xf32>) attributes {kernel.num_inputs = 2 : i64} {
    %tx = bufferization.to_tensor %x restrict : memref<4x8xf32> to tensor<4x8xf32>
    %ti = bufferization.to_tensor %i restrict : memref<2x1xindex> to tensor<2x1xindex>
    %r = tensor.gather %tx[%ti] gather_dims([0]) : (tensor<4x8xf32>, tensor<2x1xindex>) -> tensor<2x8xf32>
    bufferization.materialize_in_destination %r in restrict writable %o : (tensor<2x8xf32>, memref<2x8xf32>) -> ()
    return
  }
}
}

// -----

module {
module @no_map attributes {nn.kernel, nn.schedule = #kernel.schedule<"grid [] s: map [for d0, vec d1 by 8]">} {
  // expected-error@below {{stage 's' is no 'map': it has a reduction}}
  func.func @entry(%x: memref<4x512xf32>, %o: memref<4xf32>) attributes {kernel.num_inputs = 1 : i64} {
    %tx = bufferization.to_tensor %x restrict : memref<4x512xf32> to tensor<4x512xf32>
    %zero = arith.constant 0.0 : f32
    %e = tensor.empty() : tensor<4xf32>
    %f = linalg.fill ins(%zero : f32) outs(%e : tensor<4xf32>) -> tensor<4xf32>
    %r = linalg.reduce {arith.addf} ins(%tx : tensor<4x512xf32>) outs(%f : tensor<4xf32>) dimensions = [1]
    bufferization.materialize_in_destination %r in restrict writable %o : (tensor<4xf32>, memref<4xf32>) -> ()
    return
  }
}
}

// -----

module {
module @no_contraction attributes {nn.kernel, nn.schedule = #kernel.schedule<"grid [d0 by 2] s: contract [vec d0 by 4]">} {
  // expected-error@below {{stage 's' is no 'contract': it has no reduction}}
  func.func @entry(%x: memref<4xf32>, %o: memref<4xf32>) attributes {kernel.num_inputs = 1 : i64} {
    %tx = bufferization.to_tensor %x restrict : memref<4xf32> to tensor<4xf32>
    %e = tensor.empty() : tensor<4xf32>
    %r = linalg.exp ins(%tx : tensor<4xf32>) outs(%e : tensor<4xf32>) -> tensor<4xf32>
    bufferization.materialize_in_destination %r in restrict writable %o : (tensor<4xf32>, memref<4xf32>) -> ()
    return
  }
}
}

// -----

module {
module @scalable_grid attributes {nn.kernel, nn.schedule = #kernel.schedule<"grid [d0 by [4]] s: map [vec d0 by 4]">} {
  // expected-error@below {{the schedule's grid cuts 'd0' by a scalable step, expected a fixed one}}
  func.func @entry(%x: memref<4xf32>, %o: memref<4xf32>) attributes {kernel.num_inputs = 1 : i64} {
    %tx = bufferization.to_tensor %x restrict : memref<4xf32> to tensor<4xf32>
    %e = tensor.empty() : tensor<4xf32>
    %r = linalg.exp ins(%tx : tensor<4xf32>) outs(%e : tensor<4xf32>) -> tensor<4xf32>
    bufferization.materialize_in_destination %r in restrict writable %o : (tensor<4xf32>, memref<4xf32>) -> ()
    return
  }
}
}
