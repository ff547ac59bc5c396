// RUN: nn-opt %s -pass-pipeline='builtin.module(builtin.module(nn-apply-schedule,nn-flatten-accesses,nn-outline-gpu))' | FileCheck %s

module attributes {nn.target = {device = "vulkan"}} {

// A point of the grid is a workgroup, an iteration of the thread loops an
// invocation; the last workgroup has fewer elements than the others.

// CHECK-LABEL: module @map attributes
// CHECK-SAME: kernel.num_buffers = 2 : i64, kernel.num_sizes = 0 : i64
// CHECK: func.func @grid(%{{.*}}: !llvm.ptr) -> i64
// CHECK: arith.constant 8 : index
// CHECK: gpu.func @entry(%[[X:.*]]: memref<?xf32>, %[[O:.*]]: memref<?xf32>, %[[P:.*]]: memref<?xi32>) kernel
// CHECK-SAME: known_block_size = array<i32: 128, 1, 1>
// CHECK: %[[T:.*]] = gpu.thread_id x
// CHECK: %[[P0:.*]] = memref.load %[[P]][%c0
// CHECK: %[[S:.*]] = arith.shrui %[[P0]], %c2_i32
// CHECK: %[[XBASE:.*]] = arith.index_cast %[[S]] : i32 to index
// CHECK: %[[W:.*]] = gpu.block_id x
// CHECK: %[[BEGIN:.*]] = affine.apply #{{.*}}(%[[W]])
// CHECK: %[[LEFT:.*]] = affine.apply #{{.*}}(%[[BEGIN]])
// CHECK: %[[SIZE:.*]] = arith.minsi %[[LEFT]], %c128
// CHECK: %[[INSIDE:.*]] = arith.cmpi slt, %[[T]], %[[SIZE]]
// CHECK: %[[I:.*]] = affine.apply #{{.*}}(%[[BEGIN]], %[[T]])
// CHECK: scf.if %[[INSIDE]]
// CHECK: %[[AT:.*]] = arith.addi %[[XBASE]], %[[I]]
// CHECK: memref.load %[[X]][%[[AT]]] : memref<?xf32>
// CHECK: math.exp
// CHECK: gpu.return
module @map attributes {nn.kernel, nn.schedule = #kernel.schedule<
    "grid [d0 by 128] s0: map [thread d0]">} {
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

// A size of a run is the argument behind the bytes before the buffers. The
// number of workgroups is not known, so that there may be rows of them.

// CHECK-LABEL: module @dynamic attributes
// CHECK-SAME: kernel.num_sizes = 2 : i64
// CHECK: func.func @grid
// CHECK: llvm.load
// CHECK: affine.apply
// CHECK: gpu.func
// CHECK: memref.load %{{.*}}[%c2
// CHECK: %[[W:.*]] = gpu.block_id x
// CHECK: %[[ROW:.*]] = gpu.block_id y
// CHECK: %[[LENGTH:.*]] = gpu.grid_dim x
// CHECK: %[[BEFORE:.*]] = arith.muli %[[ROW]], %[[LENGTH]]
// CHECK: %[[NUMBER:.*]] = arith.addi %[[BEFORE]], %[[W]]
// CHECK: %[[INSIDE:.*]] = arith.cmpi ult, %[[NUMBER]], %{{.*}} : index
// CHECK: scf.if %[[INSIDE]]
module @dynamic attributes {nn.kernel, nn.schedule = #kernel.schedule<
    "grid [d0 by 128] s0: map [thread d0]">} {
  func.func @entry(%x: memref<?xf32>, %o: memref<?xf32>, %n: index, %m: index)
      attributes {kernel.num_inputs = 1 : i64} {
    %0 = bufferization.to_tensor %x restrict : memref<?xf32> to tensor<?xf32>
    %e = tensor.empty(%n) : tensor<?xf32>
    %1 = linalg.exp ins(%0 : tensor<?xf32>) outs(%e : tensor<?xf32>) -> tensor<?xf32>
    bufferization.materialize_in_destination %1 in restrict writable %o
        : (tensor<?xf32>, memref<?xf32>) -> ()
    return
  }
}

// What a stage leaves the next one is in the memory of the workgroup, and a
// barrier stands between them. The loops of a stage with more elements than
// invocations go around.

// CHECK-LABEL: module @two_stages
// CHECK: gpu.func {{.*}}known_block_size = array<i32: 128, 1, 1>
// CHECK: %[[T:.*]] = gpu.thread_id x
// CHECK: %[[SUMS:.*]] = memref.alloc() : memref<4xf32, #gpu.address_space<workgroup>>
// CHECK: %[[FEW:.*]] = arith.cmpi ult, %[[T]], %c4
// CHECK: scf.if %[[FEW]]
// CHECK: scf.for
// CHECK: memref.store %{{.*}}, %[[SUMS]]
// CHECK: gpu.barrier
// CHECK: scf.for %{{.*}} = %[[T]] to %c400{{.*}} step %c128
// CHECK: memref.load %[[SUMS]]
// CHECK-NOT: gpu.barrier
module @two_stages attributes {nn.kernel, nn.schedule = #kernel.schedule<
    "grid [d0 by 4] s0: rows [thread d0, for d1] s1: map [thread d0, thread d1]">} {
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

// The first workgroup stores the border that a consumer wants.

// CHECK-LABEL: module @border
// CHECK: gpu.func
// CHECK: %[[W:.*]] = gpu.block_id x
// CHECK: %[[FIRST:.*]] = arith.cmpi eq, %[[W]], %c0
// CHECK: scf.if %[[FIRST]]
// CHECK: memref.store %cst
// CHECK: math.exp
module @border attributes {nn.kernel, nn.schedule = #kernel.schedule<
    "grid [d0_d1 by 32] s0: map [thread d0_d1]">} {
  func.func @entry(%x: memref<8x8xf32>, %o: memref<10x8xf32>)
      attributes {kernel.num_inputs = 1 : i64} {
    %0 = bufferization.to_tensor %x restrict : memref<8x8xf32> to tensor<8x8xf32>
    %e = tensor.empty() : tensor<8x8xf32>
    %1 = linalg.exp ins(%0 : tensor<8x8xf32>) outs(%e : tensor<8x8xf32>) -> tensor<8x8xf32>
    %c = arith.constant 0.0 : f32
    %2 = tensor.pad %1 low[1, 0] high[1, 0] {
    ^bb0(%i: index, %j: index):
      tensor.yield %c : f32
    } : tensor<8x8xf32> to tensor<10x8xf32>
    bufferization.materialize_in_destination %2 in restrict writable %o
        : (tensor<10x8xf32>, memref<10x8xf32>) -> ()
    return
  }
}

// An element that all invocations read is loaded in front.

// CHECK-LABEL: module @element
// CHECK: gpu.func @entry(%{{.*}}, %[[I:.*]]: memref<?xi32>, %{{.*}}, %{{.*}}: memref<?xi32>)
// CHECK: %[[BEGIN:.*]] = memref.load %[[I]]
// CHECK: arith.index_cast %[[BEGIN]]
// CHECK: gpu.block_id
module @element attributes {nn.kernel, nn.schedule = #kernel.schedule<
    "grid [d0 by 4] s0: map [thread d0]">} {
  func.func @entry(%x: memref<32xf32>, %i: memref<1xi32>, %o: memref<8xf32>)
      attributes {kernel.num_inputs = 2 : i64} {
    %0 = bufferization.to_tensor %x restrict : memref<32xf32> to tensor<32xf32>
    %1 = bufferization.to_tensor %i restrict : memref<1xi32> to tensor<1xi32>
    %c0 = arith.constant 0 : index
    %begin = tensor.extract %1[%c0] : tensor<1xi32>
    %b = arith.index_cast %begin : i32 to index
    %part = tensor.extract_slice %0[%b] [8] [1] : tensor<32xf32> to tensor<8xf32>
    %e = tensor.empty() : tensor<8xf32>
    %2 = linalg.exp ins(%part : tensor<8xf32>) outs(%e : tensor<8xf32>) -> tensor<8xf32>
    bufferization.materialize_in_destination %2 in restrict writable %o
        : (tensor<8xf32>, memref<8xf32>) -> ()
    return
  }
}

// Sequential code: a point of the grid is an invocation, and what each allocates
// is every fifth element of the workgroup's memory: there is memory for five.

// CHECK-LABEL: module @sequential attributes
// CHECK: func.func @grid
// CHECK: arith.addi %{{.*}}, %c4
// CHECK: arith.divui %{{.*}}, %c5
// CHECK: gpu.func @entry({{.*}}known_block_size = array<i32: 32, 1, 1>
// CHECK: %[[T:.*]] = gpu.thread_id x
// CHECK: %[[M:.*]] = memref.alloc() : memref<3500xf32, #gpu.address_space<workgroup>>
// CHECK: %[[W:.*]] = arith.addi %{{.*}}, %{{.*}} : index
// CHECK: %[[FIRST:.*]] = arith.muli %[[W]], %c5
// CHECK: %[[THREAD:.*]] = gpu.thread_id x
// CHECK: %[[POINT:.*]] = arith.addi %[[FIRST]], %[[THREAD]]
// CHECK: %[[ACTIVE:.*]] = arith.cmpi ult, %[[THREAD]], %c5
// CHECK: %[[THERE:.*]] = arith.cmpi ult, %[[POINT]], %{{.*}} : index
// CHECK: %[[BOTH:.*]] = arith.andi %[[ACTIVE]], %[[THERE]]
// CHECK: scf.if %[[BOTH]]
// CHECK: %[[ROW:.*]] = arith.muli %[[POINT]], %c5
// CHECK: %[[AT:.*]] = arith.addi %[[ROW]], %[[T]]
// CHECK: memref.store %{{.*}}, %[[M]][%[[AT]]]
// CHECK-NOT: gpu.barrier
module @sequential attributes {nn.kernel} {
  func.func @entry(%x: memref<?xf32>, %o: memref<?xf32>, %n: index, %k: index)
      attributes {kernel.num_inputs = 1 : i64} {
    scf.forall (%i) in (%n) {
      %m = memref.alloc() : memref<700xf32>
      %0 = memref.load %x[%i] : memref<?xf32>
      memref.store %0, %m[%i] : memref<700xf32>
      %1 = memref.load %m[%i] : memref<700xf32>
      memref.store %1, %o[%i] : memref<?xf32>
    } {mapping = [#kernel.grid<"sequential">]}
    return
  }
}

// What stores in front of its grid is one point, and so is all of what has none.

// CHECK-LABEL: module @one attributes
// CHECK: gpu.func @entry
// CHECK: %[[FIRST:.*]] = arith.cmpi ult, %{{.*}}, %c1
// CHECK: scf.if %[[FIRST]]
// CHECK: memref.store %{{.*}}, %[[O:.*]][
// CHECK: scf.for %{{.*}} = %c0{{.*}} to %c8
// CHECK: memref.store %{{.*}}, %[[O]][
module @one attributes {nn.kernel} {
  func.func @entry(%x: memref<8xf32>, %o: memref<9xf32>)
      attributes {kernel.num_inputs = 1 : i64} {
    %c8 = arith.constant 8 : index
    %c = arith.constant 1.0 : f32
    memref.store %c, %o[%c8] : memref<9xf32>
    scf.forall (%i) in (8) {
      %0 = memref.load %x[%i] : memref<8xf32>
      memref.store %0, %o[%i] : memref<9xf32>
    } {mapping = [#kernel.grid<"one">]}
    return
  }
}

// So is what reads in front of its grid what the grid stores: other points may be
// done before. Everybody reads what nobody stores.

// CHECK-LABEL: module @read_before
// CHECK: %[[FIRST:.*]] = arith.cmpi ult, %{{.*}}, %c1
// CHECK: scf.if %[[FIRST]]
// CHECK: memref.load
// CHECK: scf.for
// CHECK: memref.store
module @read_before attributes {nn.kernel} {
  func.func @entry(%x: memref<8xf32>, %o: memref<8xf32>)
      attributes {kernel.num_inputs = 1 : i64} {
    %c0 = arith.constant 0 : index
    %first = memref.load %o[%c0] : memref<8xf32>
    scf.forall (%i) in (8) {
      %0 = memref.load %x[%i] : memref<8xf32>
      %1 = arith.addf %0, %first : f32
      memref.store %1, %o[%i] : memref<8xf32>
    } {mapping = [#kernel.grid<"read_before">]}
    return
  }
}

// CHECK-LABEL: module @read_only
// CHECK: memref.load
// CHECK: gpu.block_id x
// CHECK-NOT: scf.for
// CHECK: memref.store
module @read_only attributes {nn.kernel} {
  func.func @entry(%x: memref<8xf32>, %o: memref<8xf32>)
      attributes {kernel.num_inputs = 1 : i64} {
    %c0 = arith.constant 0 : index
    %first = memref.load %x[%c0] : memref<8xf32>
    scf.forall (%i) in (8) {
      %0 = memref.load %x[%i] : memref<8xf32>
      %1 = arith.addf %0, %first : f32
      memref.store %1, %o[%i] : memref<8xf32>
    } {mapping = [#kernel.grid<"read_only">]}
    return
  }
}

// Both factors of a product come into the memory of the workgroup in parts, which
// all of its invocations load and wait for. All loads of a factor are under way
// before the first element is stored. Behind the rows of a factor that does not lie
// along the vectors there is room, so that several are read from different banks.

// CHECK-LABEL: module @shared
// CHECK: gpu.func @entry(%[[X:[^:]*]]: memref<?xf32>, %[[Y:[^:]*]]: memref<?xf32>, {{.*}}known_block_size = array<i32: 64, 1, 1>
// CHECK: %[[T:.*]] = gpu.thread_id x
// CHECK: %[[A:.*]] = memref.alloc() : memref<192xf32, #gpu.address_space<workgroup>>
// CHECK: %[[B:.*]] = memref.alloc() : memref<256xf32, #gpu.address_space<workgroup>>
// CHECK: scf.for {{.*}} to %c64{{.*}} step %c8{{.*}} iter_args
// CHECK: gpu.barrier
// CHECK-COUNT-2: memref.load %[[X]]
// CHECK-COUNT-2: memref.store %{{.*}}, %[[A]]
// CHECK-COUNT-4: memref.load %[[Y]]
// CHECK-COUNT-4: memref.store %{{.*}}, %[[B]]
// CHECK: gpu.barrier
// CHECK: scf.for {{.*}} to %c8{{.*}} iter_args
// CHECK-DAG: memref.load %[[A]]
// CHECK-DAG: memref.load %[[B]]
// CHECK-NOT: memref.load %[[X]]
// CHECK-NOT: memref.load %[[Y]]
// CHECK: gpu.return
module @shared attributes {nn.kernel, nn.schedule = #kernel.schedule<
    "grid [m by 16, n by 32] s0: contract [thread m by 8, thread n, for k by 8, for k, unroll m by 8, vec n by 1] lhs at shared rhs at shared">} {
  func.func @entry(%x: memref<32x64xf32>, %y: memref<64x96xf32>, %o: memref<32x96xf32>)
      attributes {kernel.num_inputs = 2 : i64} {
    %0 = bufferization.to_tensor %x restrict : memref<32x64xf32> to tensor<32x64xf32>
    %1 = bufferization.to_tensor %y restrict : memref<64x96xf32> to tensor<64x96xf32>
    %e = tensor.empty() : tensor<32x96xf32>
    %c = arith.constant 0.0 : f32
    %f = linalg.fill ins(%c : f32) outs(%e : tensor<32x96xf32>) -> tensor<32x96xf32>
    %2 = linalg.matmul ins(%0, %1 : tensor<32x64xf32>, tensor<64x96xf32>)
        outs(%f : tensor<32x96xf32>) -> tensor<32x96xf32>
    bufferization.materialize_in_destination %2 in restrict writable %o
        : (tensor<32x96xf32>, memref<32x96xf32>) -> ()
    return
  }
}

// 32 invocations take turns in the sum of a row, as neighbors; behind a barrier
// one of them adds up what they have, and computes what follows. The sums of rows
// are 33 elements apart, in different banks.

// CHECK-LABEL: module @turns
// CHECK: gpu.func @entry(%[[X:[^:]*]]: memref<?xf32>, %[[O:[^:]*]]: memref<?xf32>, {{.*}}known_block_size = array<i32: 128, 1, 1>
// CHECK: %[[T:.*]] = gpu.thread_id x
// CHECK: %[[P:.*]] = memref.alloc() : memref<132xf32, #gpu.address_space<workgroup>>
// CHECK: %[[I:.*]]:2 = affine.delinearize_index %[[T]] into (4, 32)
// CHECK: %[[PLACE:.*]] = affine.apply {{.*}}(%[[T]])
// CHECK: %[[SUM:.*]] = scf.for %{{.*}} = %[[I]]#1 to %c100{{.*}} step %c32{{.*}} iter_args
// CHECK: memref.load %[[X]]
// CHECK: arith.addf
// CHECK: memref.store %[[SUM]], %[[P]][%[[PLACE]]]
// CHECK: gpu.barrier
// CHECK: %[[FIRST:.*]] = arith.cmpi ult, %[[T]], %c4
// CHECK: scf.if %[[FIRST]]
// CHECK: scf.for {{.*}} to %c32{{.*}} iter_args
// CHECK: memref.load %[[P]]
// CHECK: arith.addf
// CHECK: math.exp
// CHECK: memref.store %{{.*}}, %[[O]]
module @turns attributes {nn.kernel, nn.schedule = #kernel.schedule<
    "grid [d0 by 4] s0: rows [thread d0, thread d1 by 32, for d1]">} {
  func.func @entry(%x: memref<8x100xf32>, %o: memref<8xf32>)
      attributes {kernel.num_inputs = 1 : i64} {
    %0 = bufferization.to_tensor %x restrict : memref<8x100xf32> to tensor<8x100xf32>
    %e = tensor.empty() : tensor<8xf32>
    %c = arith.constant 0.0 : f32
    %f = linalg.fill ins(%c : f32) outs(%e : tensor<8xf32>) -> tensor<8xf32>
    %1 = linalg.reduce ins(%0 : tensor<8x100xf32>) outs(%f : tensor<8xf32>) dimensions = [1]
        (%a: f32, %b: f32) {
      %s = arith.addf %a, %b : f32
      linalg.yield %s : f32
    }
    %2 = linalg.exp ins(%1 : tensor<8xf32>) outs(%e : tensor<8xf32>) -> tensor<8xf32>
    bufferization.materialize_in_destination %2 in restrict writable %o
        : (tensor<8xf32>, memref<8xf32>) -> ()
    return
  }
}
}
