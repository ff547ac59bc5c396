//===- Passes.td -------------------------------------------*- tablegen -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Passes that belong to pipelines rather than to one step of them.
//
//===----------------------------------------------------------------------===//

#ifndef NN_PIPELINES_PASSES_TD
#define NN_PIPELINES_PASSES_TD

include "mlir/Pass/PassBase.td"

def NNVerifyStage : Pass<"nn-verify-stage", "::mlir::ModuleOp"> {
  let summary = "Verify what must be gone after a stage of a pipeline";
  let description = [{
    Changes nothing; emits an error for each op that a stage should not have
    left, and fails then. The stages:

    - `linalg`: no op of the nn dialect, and no tensor or memref of unsigned,
      i1 or complex elements.
    - `kernels`: no op of a host function computes on tensors, but for views,
      dispatches and scalars; each kernel has its `entry`, and no weights.
    - `frozen`: no `tensor.concat` in a host function either.
    - `memory`: the host has pointers and no tensors. As far as sizes tell, known
      or not, buffers begin at multiples of 64 bytes, what a kernel reads and
      writes is inside of the workspace, what it writes overlaps nothing else
      that it is given, and no tensor is written over while it is needed. The
      last is found by running the host function on numbers of tensors
      (`kernel.tensors`), which do not come from the plan.
    - `host`: all is of the LLVM dialect, but for the table of constants.

    For example, `nn-verify-stage=stage=linalg` refuses

    ```mlir
    func.func @f(%x: tensor<4xui8>) -> tensor<4xui8> {
      return %x : tensor<4xui8>
    }
    ```

    and accepts

    ```mlir
    func.func @f(%x: tensor<4xi8> {nn.dtype = ui8}) -> (tensor<4xi8> {nn.dtype = ui8}) {
      return %x : tensor<4xi8>
    }
    ```
  }];
  // It creates no op of any dialect.
  let dependentDialects = [];
  let options = [
    Option<"stage", "stage", "std::string", /*default=*/"",
           "Name of the stage that is over">
  ];
}

#endif // NN_PIPELINES_PASSES_TD
