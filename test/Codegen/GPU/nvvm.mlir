// RUN: nn-opt %s --nn-gpu-kernel-pipeline=to=device | FileCheck %s
// RUN: nn-opt %s --nn-gpu-kernel-pipeline | FileCheck %s --check-prefix=DATA

module attributes {nn.target = {device = "cuda", device_chip = "sm_90"}} {

// Arguments are pointers; what a workgroup shares is a global.

// CHECK-LABEL: module @sums
// CHECK: gpu.module @device
// CHECK-SAME: dlti.dl_spec = #dlti.dl_spec<index = 32 : i32>
// CHECK: llvm.mlir.global internal @shared_0() {addr_space = 3 : i32, alignment = 16 : i64}
// CHECK-SAME: !llvm.array<4 x f32>
// CHECK: llvm.func @entry(%[[X:.*]]: !llvm.ptr<1>, %[[N:.*]]: !llvm.ptr<1>, %[[O:.*]]: !llvm.ptr<1>)
// CHECK-SAME: nvvm.kernel
// CHECK-SAME: nvvm.maxntid = array<i32: 128, 1, 1>, nvvm.minctasm = 4 : i32
// CHECK: nvvm.read.ptx.sreg.tid.x
// CHECK: llvm.load %{{.*}} {alignment = 4 : i64} : !llvm.ptr<1> -> f32
// CHECK: %[[S:.*]] = llvm.getelementptr inbounds %{{.*}}[%{{.*}}] : (!llvm.ptr<3>, i32) -> !llvm.ptr<3>, f32
// CHECK: llvm.store %{{.*}}, %[[S]]
// CHECK: nvvm.barrier0
// CHECK: llvm.load %{{.*}} {alignment = 8 : i64} : !llvm.ptr<1> -> i64
// CHECK-NOT: memref

// Division is exact.

// DATA-LABEL: module @sums
// DATA: llvm.func @grid(%{{.*}}: !llvm.ptr) -> i64
// DATA: llvm.mlir.global internal constant @code("{{.*}}.version 7.8\0A.target sm_90\0A.address_size 64\0A
// DATA-SAME: .visible .entry sums(
// DATA-SAME: .maxntid 128, 1, 1\0A.minnctapersm 4\0A
// DATA-SAME: .shared .align 16 .b8 sums_shared_0[16]
// DATA-SAME: ld.global.b32
// DATA-SAME: fma.rn.f32
// DATA-SAME: st.shared.b32
// DATA-SAME: bar.sync
// DATA-SAME: div.rn.f32
// DATA-SAME: st.global.b32
// DATA-SAME: \00")
// DATA: llvm.mlir.global internal constant @name("sums\00")
// DATA: llvm.mlir.global external constant @device()
module @sums attributes {nn.kernel, nn.schedule = #kernel.schedule<
    "grid [d0 by 4] s0: rows [thread d0, for d1] s1: map [thread d0, thread d1]">} {
  func.func @entry(%x: memref<400x100xf32>, %i: memref<400xi64>, %o: memref<400x100xf32>)
      attributes {kernel.num_inputs = 2 : i64} {
    %0 = bufferization.to_tensor %x restrict : memref<400x100xf32> to tensor<400x100xf32>
    %i0 = bufferization.to_tensor %i restrict : memref<400xi64> to tensor<400xi64>
    %c = arith.constant 0.0 : f32
    %r = tensor.empty() : tensor<400xf32>
    %f = linalg.fill ins(%c : f32) outs(%r : tensor<400xf32>) -> tensor<400xf32>
    %1 = linalg.reduce ins(%0 : tensor<400x100xf32>) outs(%f : tensor<400xf32>) dimensions = [1]
        (%a: f32, %b: f32) {
      %p = arith.mulf %a, %a fastmath<contract> : f32
      %s = arith.addf %p, %b fastmath<contract> : f32
      linalg.yield %s : f32
    }
    %e = tensor.empty() : tensor<400x100xf32>
    %2 = linalg.generic {
        indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (i)>,
                         affine_map<(i, j) -> (i)>, affine_map<(i, j) -> (i, j)>],
        iterator_types = ["parallel", "parallel"]}
        ins(%0, %1, %i0 : tensor<400x100xf32>, tensor<400xf32>, tensor<400xi64>)
        outs(%e : tensor<400x100xf32>) {
    ^bb0(%a: f32, %b: f32, %n: i64, %d: f32):
      %s = arith.divf %a, %b : f32
      %m = arith.sitofp %n : i64 to f32
      %p = arith.mulf %s, %m : f32
      %q = arith.addf %p, %a : f32
      linalg.yield %q : f32
    } -> tensor<400x100xf32>
    bufferization.materialize_in_destination %2 in restrict writable %o
        : (tensor<400x100xf32>, memref<400x100xf32>) -> ()
    return
  }
}

// Where sizes are those of a run, so are the numbers of elements; they are
// arguments as they are.

// CHECK-LABEL: module @dynamic
// CHECK: gpu.module @device
// CHECK-SAME: dlti.dl_spec = #dlti.dl_spec<index = 64 : i32>
// CHECK: llvm.func @entry(%{{.*}}: !llvm.ptr<1>, %{{.*}}: !llvm.ptr<1>, %{{.*}}: i64, %{{.*}}: i64)

// DATA-LABEL: module @dynamic
// DATA: .visible .entry dynamic(
// DATA-SAME: .param .u64 dynamic_param_3
// DATA-SAME: ctaid.y
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

// More elements than 32 bits count.

// CHECK-LABEL: module @large
// CHECK: dlti.dl_spec = #dlti.dl_spec<index = 64 : i32>
module @large attributes {nn.kernel, nn.schedule = #kernel.schedule<
    "grid [d0 by 128] s0: map [thread d0]">} {
  func.func @entry(%x: memref<2200000000xf32>, %o: memref<2200000000xf32>)
      attributes {kernel.num_inputs = 1 : i64} {
    %0 = bufferization.to_tensor %x restrict : memref<2200000000xf32> to tensor<2200000000xf32>
    %e = tensor.empty() : tensor<2200000000xf32>
    %1 = linalg.exp ins(%0 : tensor<2200000000xf32>) outs(%e : tensor<2200000000xf32>) -> tensor<2200000000xf32>
    bufferization.materialize_in_destination %1 in restrict writable %o
        : (tensor<2200000000xf32>, memref<2200000000xf32>) -> ()
    return
  }
}
}
