// RUN: nn-opt %s --nn-gpu-kernel-pipeline=to=device -o %t.mlir
// RUN: FileCheck %s < %t.mlir
// RUN: nn-translate --emit-spirv %t.mlir -o %t.spv %if spirv-val %{ && spirv-val --target-env vulkan1.1 %t.spv %}

module attributes {nn.target = {device = "vulkan"}} {

// A loop without iterations has its initial value; upstream's conversion gives it
// what was stored last.

// CHECK-LABEL: module @none
// CHECK: spirv.Variable : !spirv.ptr<f32, Function>
// CHECK: %[[LAST:.*]] = spirv.Load "Function"
// CHECK: %[[SUM:.*]] = spirv.Select %{{.*}}, %[[LAST]], %cst_f32 : i1, f32
// CHECK: spirv.Store "StorageBuffer" %{{.*}}, %[[SUM]] : f32
module @none attributes {nn.kernel} {
  func.func @entry(%x: memref<8xf32>, %o: memref<8xf32>)
      attributes {kernel.num_inputs = 1 : i64} {
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %c = arith.constant 0.0 : f32
    scf.forall (%i) in (8) {
      %0 = scf.for %k = %c0 to %i step %c1 iter_args(%a = %c) -> (f32) {
        %1 = memref.load %x[%k] : memref<8xf32>
        %2 = arith.addf %a, %1 : f32
        scf.yield %2 : f32
      }
      memref.store %0, %o[%i] : memref<8xf32>
    } {mapping = [#kernel.grid<"none">]}
    return
  }
}
}
