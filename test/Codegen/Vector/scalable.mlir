// RUN: nn-opt %s -split-input-file -verify-diagnostics \
// RUN:   --pass-pipeline='builtin.module(builtin.module(nn-apply-schedule,cse))' \
// RUN:   | FileCheck %s

#sve = {triple = "aarch64-unknown-linux-gnu", cpu = "neoverse-v2"}

// One loop serves all lengths of vectors and of the tensor: every access is
// under a mask, and no rest is left.

// CHECK-LABEL: module @map
// CHECK: %[[VSCALE:.*]] = vector.vscale
// CHECK: %[[STEP:.*]] = affine.apply {{.*}}()[%[[VSCALE]]]
// CHECK: scf.for %[[I:.*]] = %{{.*}} to %[[SIZE:.*]] step %[[STEP]]
// CHECK-DAG: %[[LEFT:.*]] = arith.subi %[[SIZE]], %[[I]]
// CHECK-DAG: %[[M0:.*]] = vector.create_mask %[[LEFT]] : vector<[4]xi1>
// CHECK: %[[M1:.*]] = llvm.intr.get.active.lane.mask %{{.*}}, %{{.*}} : i64, i64 to vector<[4]xi1>
// CHECK: vector.maskedload %{{.*}}, %[[M0]], %{{.*}} : memref<51xf32>, vector<[4]xi1>, vector<[4]xf32>
// CHECK: math.exp %{{.*}} : vector<[4]xf32>
// CHECK: vector.maskedstore %{{.*}}, %[[M0]]
// CHECK: vector.maskedload %{{.*}}, %[[M1]]
// CHECK: vector.maskedstore %{{.*}}, %[[M1]]
// CHECK-NOT: vector.load
// CHECK-NOT: scf.for
module attributes {nn.target = #sve} {
  module @map attributes {nn.kernel, nn.schedule = #kernel.schedule<"grid [] s: map [for d0 by [8], vec d0 by [8]]">} {
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

#sve = {triple = "aarch64-unknown-linux-gnu", cpu = "neoverse-v2"}

// A row has sums in the lanes, added up once; what is masked leaves them alone.

// CHECK-LABEL: module @row_sum
// CHECK: scf.for
// CHECK: %[[SUM:.*]] = scf.for {{.*}} iter_args(%[[ACC:.*]] = %{{.*}}) -> (vector<[4]xf32>)
// CHECK: %[[M:.*]] = vector.create_mask
// CHECK: %[[V:.*]] = vector.maskedload %{{.*}}, %[[M]]
// CHECK: %[[A:.*]] = arith.addf
// CHECK: arith.select %[[M]], %[[A]], %[[ACC]]
// CHECK: vector.reduction <add>, %[[SUM]] fastmath<reassoc> : vector<[4]xf32> into f32
module attributes {nn.target = #sve} {
  module @row_sum attributes {nn.kernel, nn.schedule = #kernel.schedule<"grid [] s: rows [for d0, for d1 by [4], vec d1 by [4]]">} {
    func.func @entry(%x: memref<4x51xf32>, %o: memref<4xf32>) attributes {kernel.num_inputs = 1 : i64} {
      %tx = bufferization.to_tensor %x restrict : memref<4x51xf32> to tensor<4x51xf32>
      %zero = arith.constant 0.0 : f32
      %e = tensor.empty() : tensor<4xf32>
      %f = linalg.fill ins(%zero : f32) outs(%e : tensor<4xf32>) -> tensor<4xf32>
      %r = linalg.reduce {arith.addf} ins(%tx : tensor<4x51xf32>) outs(%f : tensor<4xf32>) dimensions = [1]
      bufferization.materialize_in_destination %r in restrict writable %o : (tensor<4xf32>, memref<4xf32>) -> ()
      return
    }
  }
}

// -----

#sve = {triple = "aarch64-unknown-linux-gnu", cpu = "neoverse-v2"}

// Four steps of a matmul's reduction are the lanes of one load; the two that are
// left of ten take single values.

// CHECK-LABEL: module @matmul
// CHECK: scf.for {{.*}} iter_args
// CHECK: %[[X:.*]] = vector.load %{{.*}} : memref<20xf32>, vector<4xf32>
// CHECK: %[[INSERTED:.*]] = vector.scalable.insert %[[X]]
// CHECK: %[[LANES:.*]] = arm_sve.dupq_lane %[[INSERTED]][0] : vector<[4]xf32>
// CHECK: llvm.call_intrinsic "llvm.aarch64.sve.fmla.lane.nxv4f32"(%{{.*}}, %{{.*}}, %[[LANES]], %{{.*}})
// CHECK: scf.yield
// CHECK-NOT: scf.for
// CHECK: vector.broadcast {{.*}} : f32 to vector<[4]xf32>
module attributes {nn.target = #sve} {
  module @matmul attributes {nn.kernel, nn.schedule = #kernel.schedule<"grid [] mm: contract [for n by [8], for k by 4, unroll k by 4, vec m by 2, vec n by [8]]">} {
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

// The same of a weight in panels as wide as the vectors: its rows are read whole,
// at offsets that are multiples of the vectors' length.

// CHECK-LABEL: module @packed
// CHECK: %[[VSCALE:.*]] = vector.vscale
// CHECK: scf.for {{.*}} iter_args
// CHECK: vector.load %{{.*}} : memref<?xf32>, vector<[4]xf32>
// CHECK-NOT: vector.maskedload
// CHECK: llvm.call_intrinsic "llvm.aarch64.sve.fmla.lane.nxv4f32"
// CHECK: vector.maskedstore
module attributes {nn.target = {triple = "aarch64-unknown-linux-gnu", cpu = "neoverse-v2"}} {
  module @packed attributes {nn.kernel, nn.schedule = #kernel.schedule<"grid [] mm: contract [for n by [8], for k by 4, unroll k by 4, vec m by 2, vec n by [8]]">} {
    func.func @entry(%x: memref<2x8xf32>, %w: memref<?x8x?xf32>, %o: memref<2x40xf32>, %n: index, %t: index) attributes {kernel.num_inputs = 2 : i64} {
      %tx = bufferization.to_tensor %x restrict : memref<2x8xf32> to tensor<2x8xf32>
      %tp = bufferization.to_tensor %w restrict : memref<?x8x?xf32> to tensor<?x8x?xf32>
      %tw = kernel.unpack %tp {order = array<i64: 1, 0>, inner_dims = array<i64: 1>, inner_tiles = array<i64: 8>, scalable} : tensor<?x8x?xf32> -> tensor<8x40xf32>
      %zero = arith.constant 0.0 : f32
      %e = tensor.empty() : tensor<2x40xf32>
      %f = linalg.fill ins(%zero : f32) outs(%e : tensor<2x40xf32>) -> tensor<2x40xf32>
      %m = linalg.matmul ins(%tx, %tw : tensor<2x8xf32>, tensor<8x40xf32>) outs(%f : tensor<2x40xf32>) -> tensor<2x40xf32>
      bufferization.materialize_in_destination %m in restrict writable %o : (tensor<2x40xf32>, memref<2x40xf32>) -> ()
      return
    }
  }
}

// -----

// Loops of a fixed step would not begin at panels.

module attributes {nn.target = {triple = "aarch64-unknown-linux-gnu", cpu = "neoverse-v2"}} {
  module @fixed_step attributes {nn.kernel, nn.schedule = #kernel.schedule<"grid [n by 64] mm: contract [for n by [8], for k, vec n by [8]]">} {
    // expected-error@below {{stage 'mm': a step of 64 over 'n', expected a multiple of the tile 128 that it is packed by}}
    func.func @entry(%x: memref<2x8xf32>, %w: memref<?x8x?xf32>, %o: memref<2x400xf32>, %n: index, %t: index) attributes {kernel.num_inputs = 2 : i64} {
      %tx = bufferization.to_tensor %x restrict : memref<2x8xf32> to tensor<2x8xf32>
      %tp = bufferization.to_tensor %w restrict : memref<?x8x?xf32> to tensor<?x8x?xf32>
      %tw = kernel.unpack %tp {order = array<i64: 1, 0>, inner_dims = array<i64: 1>, inner_tiles = array<i64: 8>, scalable} : tensor<?x8x?xf32> -> tensor<8x400xf32>
      %zero = arith.constant 0.0 : f32
      %e = tensor.empty() : tensor<2x400xf32>
      %f = linalg.fill ins(%zero : f32) outs(%e : tensor<2x400xf32>) -> tensor<2x400xf32>
      %m = linalg.matmul ins(%tx, %tw : tensor<2x8xf32>, tensor<8x400xf32>) outs(%f : tensor<2x400xf32>) -> tensor<2x400xf32>
      bufferization.materialize_in_destination %m in restrict writable %o : (tensor<2x400xf32>, memref<2x400xf32>) -> ()
      return
    }
  }
}

// -----

// The same of NEON: products with an element of a register.

// CHECK-LABEL: module @neon
// CHECK: scf.for {{.*}} iter_args
// CHECK: %[[X:.*]] = vector.load %{{.*}} : memref<16xf32>, vector<4xf32>
// CHECK: vector.extract %[[X]][0] : f32 from vector<4xf32>
// CHECK: vector.extract %[[X]][3] : f32 from vector<4xf32>
module attributes {nn.target = {triple = "aarch64-unknown-linux-gnu", cpu = "generic"}} {
  module @neon attributes {nn.kernel, nn.schedule = #kernel.schedule<"grid [] mm: contract [for n by 8, for k by 4, unroll k by 4, vec m by 2, vec n by 8]">} {
    func.func @entry(%x: memref<2x8xf32>, %w: memref<8x8xf32>, %o: memref<2x8xf32>) attributes {kernel.num_inputs = 2 : i64} {
      %tx = bufferization.to_tensor %x restrict : memref<2x8xf32> to tensor<2x8xf32>
      %tw = bufferization.to_tensor %w restrict : memref<8x8xf32> to tensor<8x8xf32>
      %zero = arith.constant 0.0 : f32
      %e = tensor.empty() : tensor<2x8xf32>
      %f = linalg.fill ins(%zero : f32) outs(%e : tensor<2x8xf32>) -> tensor<2x8xf32>
      %m = linalg.matmul ins(%tx, %tw : tensor<2x8xf32>, tensor<8x8xf32>) outs(%f : tensor<2x8xf32>) -> tensor<2x8xf32>
      bufferization.materialize_in_destination %m in restrict writable %o : (tensor<2x8xf32>, memref<2x8xf32>) -> ()
      return
    }
  }
}

// -----

#sve = {triple = "aarch64-unknown-linux-gnu", cpu = "neoverse-v2"}

// Elements that do not lie beside each other are gathered.

// CHECK-LABEL: module @transpose
// CHECK: vector.step : vector<[4]xindex>
// CHECK: vector.gather {{.*}} : memref<63xf32>, vector<[4]xindex>, vector<[4]xi1>, vector<[4]xf32> into vector<[4]xf32>
// CHECK: vector.maskedstore
module attributes {nn.target = #sve} {
  module @transpose attributes {nn.kernel, nn.schedule = #kernel.schedule<"grid [] s: map [for d0, for d1 by [4], vec d1 by [4]]">} {
    func.func @entry(%x: memref<7x9xf32>, %o: memref<9x7xf32>) attributes {kernel.num_inputs = 1 : i64} {
      %tx = bufferization.to_tensor %x restrict : memref<7x9xf32> to tensor<7x9xf32>
      %e = tensor.empty() : tensor<9x7xf32>
      %r = linalg.transpose ins(%tx : tensor<7x9xf32>) outs(%e : tensor<9x7xf32>) permutation = [1, 0]
      bufferization.materialize_in_destination %r in restrict writable %o : (tensor<9x7xf32>, memref<9x7xf32>) -> ()
      return
    }
  }
}

// -----

module attributes {nn.target = {triple = "aarch64-unknown-linux-gnu", cpu = "generic"}} {
  module @fixed_target attributes {nn.kernel, nn.schedule = #kernel.schedule<"grid [] s: map [vec d0 by [4]]">} {
    // expected-error@below {{stage 's': loop 'd0' is scalable, expected a fixed size for this target}}
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

#sve = {triple = "aarch64-unknown-linux-gnu", cpu = "neoverse-v2"}
module attributes {nn.target = #sve} {
  module @rows_scalable attributes {nn.kernel, nn.schedule = #kernel.schedule<"grid [] s: map [for d0 by [4], vec d1 by [4]]">} {
    // expected-error@below {{stage 's': loop 'd0' is scalable, but the vectors are not}}
    func.func @entry(%x: memref<7x9xf32>, %o: memref<9x7xf32>) attributes {kernel.num_inputs = 1 : i64} {
      %tx = bufferization.to_tensor %x restrict : memref<7x9xf32> to tensor<7x9xf32>
      %e = tensor.empty() : tensor<9x7xf32>
      %r = linalg.transpose ins(%tx : tensor<7x9xf32>) outs(%e : tensor<9x7xf32>) permutation = [1, 0]
      bufferization.materialize_in_destination %r in restrict writable %o : (tensor<9x7xf32>, memref<9x7xf32>) -> ()
      return
    }
  }
}

// -----

#sve = {triple = "aarch64-unknown-linux-gnu", cpu = "neoverse-v2"}
module attributes {nn.target = #sve} {
  module @narrow attributes {nn.kernel, nn.schedule = #kernel.schedule<"grid [] s: map [vec d0 by [6]]">} {
    // expected-error@below {{stage 's': a tile of [6], expected a multiple of the 4 lanes of the least vector}}
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

#sve = {triple = "aarch64-unknown-linux-gnu", cpu = "neoverse-v2"}
module attributes {nn.target = #sve} {
  module @library attributes {nn.kernel, nn.schedule = #kernel.schedule<"grid [] s: map [vec d0 by [4]]">} {
    // expected-error@below {{stage 's' is unsupported on scalable vectors: 'math.exp' of this type is not expanded to arithmetic}}
    func.func @entry(%x: memref<51xf64>, %o: memref<51xf64>) attributes {kernel.num_inputs = 1 : i64} {
      %tx = bufferization.to_tensor %x restrict : memref<51xf64> to tensor<51xf64>
      %e = tensor.empty() : tensor<51xf64>
      %r = linalg.exp ins(%tx : tensor<51xf64>) outs(%e : tensor<51xf64>) -> tensor<51xf64>
      bufferization.materialize_in_destination %r in restrict writable %o : (tensor<51xf64>, memref<51xf64>) -> ()
      return
    }
  }
}
