//===- Passes.td ---------------------------------------- -*- tablegen -*--===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Passes that turn the stages of a kernel into loops and vectors.
//
//===----------------------------------------------------------------------===//

#ifndef NN_CODEGEN_VECTOR_PASSES_TD
#define NN_CODEGEN_VECTOR_PASSES_TD

include "mlir/Pass/PassBase.td"

def NNApplySchedule : Pass<"nn-apply-schedule", "::mlir::ModuleOp"> {
  let summary = "Turn a kernel into the loops that its schedule says";
  let description = [{
    Runs on a kernel module and consumes its `nn.schedule`. The linalg ops on
    tensors are grouped into stages: a root and the elementwise ops on its
    result. Each stage becomes one loop nest on the kernel's buffers, with the
    register tile on vectors inside; results between the ops of a stage stay in
    registers, those between stages are in memory of one tile of the grid, and
    the borders that a tensor.pad adds are stored before. All stages stand in one
    scf.forall over the tiles of the grid.

    Where the schedule's sizes are scalable (`vec n by [16]`), vectors have as
    many lanes as the machine that runs the code: the loop over their dimension
    steps by a multiple of `vector.vscale`, and all its loads and stores are under
    a mask, so that no rest is left for code of its own.

    For a device a tile of the grid is a workgroup's. The `thread` loops of a
    stage become one scf.forall inside the grid's, over the workgroup's
    invocations; a `thread` loop over a reduction two of them, with what each
    invocation has in memory between. Operands `at shared` are copied to memory
    of the workgroup in front of each iteration of the loop that they are for,
    between two `gpu.barrier`. Stages by `tf32` and `f16` multiply such blocks by
    `nvgpu.mma.sync` while `nvgpu.device_async_copy` brings the next ones. What
    a workgroup shares is a memref.alloc inside the grid's scf.forall. Computing is
    scalar there; `vec` lets an invocation load and store neighbors at once, by a
    `vector.load` of up to 16 bytes, where `kernel.alignment` of the argument and
    the steps of the loops say that they are aligned, else one by one.

    A kernel without a schedule becomes scalar loops. One with ops that stages
    are not made of is left as it is, for bufferization and linalg's own loops,
    and a remark says why.

    Example: with `#kernel.schedule<"grid [d0 by 64] s0: map [vec d0 by 16]">`

    ```mlir
    %0 = linalg.exp ins(%x : tensor<1024xf32>) outs(%e : tensor<1024xf32>)
        -> tensor<1024xf32>
    ```

    becomes

    ```mlir
    scf.forall (%i) in (16) {
      %0 = affine.apply affine_map<(d0) -> (d0 * 64)>(%i)
      scf.for %j = %c0 to %c64 step %c16 {
        %1 = affine.apply affine_map<(d0, d1) -> (d0 + d1)>(%0, %j)
        %2 = vector.load %x[%1] : memref<1024xf32>, vector<16xf32>
        %3 = math.exp %2 fastmath<contract> : vector<16xf32>
        vector.store %3, %o[%1] : memref<1024xf32>, vector<16xf32>
      }
    }
    ```
  }];
  let dependentDialects = [
    "::mlir::affine::AffineDialect", "::mlir::arith::ArithDialect",
    "::mlir::arm_sve::ArmSVEDialect", "::mlir::LLVM::LLVMDialect",
    "::mlir::gpu::GPUDialect", "::mlir::linalg::LinalgDialect",
    "::mlir::memref::MemRefDialect", "::mlir::NVVM::NVVMDialect",
    "::mlir::nvgpu::NVGPUDialect", "::mlir::scf::SCFDialect",
    "::mlir::tensor::TensorDialect", "::mlir::ub::UBDialect",
    "::mlir::vector::VectorDialect"
  ];
}

#endif // NN_CODEGEN_VECTOR_PASSES_TD
