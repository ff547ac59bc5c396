// RUN: nn-opt %s --nn-gpu-kernel-pipeline=to=device -o %t.mlir
// RUN: FileCheck %s < %t.mlir
// RUN: nn-opt %s --nn-gpu-kernel-pipeline | FileCheck %s --check-prefix=DATA
// RUN: nn-translate --emit-spirv %t.mlir -o %t.spv %if spirv-val %{ && spirv-val --target-env vulkan1.1 %t.spv %}

module attributes {nn.target = {device = "vulkan", device_types = "i64"}} {

// CHECK: spirv.module @__spv__device Logical GLSL450 requires #spirv.vce<v1.{{[0-3]}}, [{{.*}}Shader
// CHECK-DAG: spirv.GlobalVariable @entry_arg_0 bind(0, 0) : !spirv.ptr<!spirv.struct<(!spirv.rtarray<f32, stride=4> [0])>, StorageBuffer>
// CHECK-DAG: spirv.GlobalVariable @entry_arg_1 bind(0, 1) : !spirv.ptr<!spirv.struct<(!spirv.rtarray<i64, stride=8> [0])>, StorageBuffer>
// CHECK-DAG: spirv.GlobalVariable @entry_arg_3 bind(0, 3) : !spirv.ptr<!spirv.struct<(!spirv.rtarray<i32, stride=4> [0])>, StorageBuffer>
// CHECK-DAG: spirv.GlobalVariable {{.*}}!spirv.ptr<!spirv.struct<(!spirv.array<100 x f32
// CHECK: spirv.func @entry()
// CHECK: spirv.mlir.loop
// CHECK: spirv.ControlBarrier <Workgroup>, <Workgroup>, <AcquireRelease|UniformMemory|WorkgroupMemory>
// CHECK: spirv.EntryPoint "GLCompute" @entry
// CHECK: spirv.ExecutionMode @entry "LocalSize", 128, 1, 1

// DATA-NOT: gpu.module
// DATA-NOT: spirv.module
// DATA: llvm.func @grid(%{{.*}}: !llvm.ptr) -> i64
// DATA: llvm.mlir.global internal constant @code("\03\02#\07
// DATA: llvm.mlir.global internal constant @name("sums\00")
// DATA: llvm.mlir.global external constant @device()
module @sums attributes {nn.kernel, nn.schedule = #kernel.schedule<
    "grid [d0 by 100] s0: rows [thread d0, for d1] s1: map [thread d0, thread d1]">} {
  func.func @entry(%x: memref<400x100xf32>, %i: memref<400xi64>, %o: memref<400x100xf32>)
      attributes {kernel.num_inputs = 2 : i64} {
    %0 = bufferization.to_tensor %x restrict : memref<400x100xf32> to tensor<400x100xf32>
    %i0 = bufferization.to_tensor %i restrict : memref<400xi64> to tensor<400xi64>
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
                         affine_map<(i, j) -> (i)>, affine_map<(i, j) -> (i, j)>],
        iterator_types = ["parallel", "parallel"]}
        ins(%0, %1, %i0 : tensor<400x100xf32>, tensor<400xf32>, tensor<400xi64>)
        outs(%e : tensor<400x100xf32>) {
    ^bb0(%a: f32, %b: f32, %n: i64, %d: f32):
      %s = arith.divf %a, %b : f32
      %m = arith.sitofp %n : i64 to f32
      %p = arith.mulf %s, %m : f32
      linalg.yield %p : f32
    } -> tensor<400x100xf32>
    bufferization.materialize_in_destination %2 in restrict writable %o
        : (tensor<400x100xf32>, memref<400x100xf32>) -> ()
    return
  }
}
}
