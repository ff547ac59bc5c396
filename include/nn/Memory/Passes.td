//===- Passes.td ------------------------------------------ *- tablegen -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Passes that decide where the tensors of the host function lie.
//
//===----------------------------------------------------------------------===//

#ifndef NN_MEMORY_PASSES_TD
#define NN_MEMORY_PASSES_TD

include "mlir/Pass/PassBase.td"

def NNAssignDestinations : Pass<"nn-assign-destinations", "ModuleOp"> {
  let summary = "Let kernels write parts of a tensor in their place";
  let description = [{
    A tensor that is put together of parts, as a concatenation is, starts as a
    `tensor.empty` into which each part is inserted. If kernels compute the
    parts, this pass gives each kernel the part's place as destination, so that
    planning memory finds nothing to copy:

    ```mlir
    %a = kernel.dispatch @k::@entry ins(%x : ..) outs(%e0 : ..) -> tensor<4xf32>
    %b = kernel.dispatch @k::@entry ins(%y : ..) outs(%e0 : ..) -> tensor<4xf32>
    %e = tensor.empty() : tensor<8xf32>
    %0 = tensor.insert_slice %a into %e[0] [4] [1] : ..
    %1 = tensor.insert_slice %b into %0[4] [4] [1] : ..
    ```

    becomes

    ```mlir
    %e = tensor.empty() : tensor<8xf32>
    %d0 = tensor.extract_slice %e[0] [4] [1] : ..
    %a = kernel.dispatch @k::@entry ins(%x : ..) outs(%d0 : ..) -> tensor<4xf32>
    %0 = tensor.insert_slice %a into %e[0] [4] [1] : ..
    %d1 = tensor.extract_slice %0[4] [4] [1] : ..
    %b = kernel.dispatch @k::@entry ins(%y : ..) outs(%d1 : ..) -> tensor<4xf32>
    %1 = tensor.insert_slice %b into %0[4] [4] [1] : ..
    ```

    A part stays where it is if the kernel, or a reader of its result, cannot do
    with the strides of the place: `nn-freeze-interfaces` decides which kernels
    can.

    Afterwards each `tensor.empty` has one use: it stands for one buffer. An
    `arith.select` between tensors is an `scf.if`, whose results have places.
  }];
  let dependentDialects = ["::mlir::scf::SCFDialect",
                           "::mlir::tensor::TensorDialect"];
}

def NNPlanMemory : Pass<"nn-plan-memory", "ModuleOp"> {
  let summary = "Give the tensors of host functions places in memory";
  let description = [{
    Rewrites each function of tensors that dispatches kernels as an entry
    function on pointers, as the calling convention (nn_runtime.h) has it,
    before checks: `F(model, context, in, out, workspace) -> i32`, `F_shapes`
    that writes the sizes of outputs, and `F_workspace` that returns the bytes
    of the workspace. `nn-lower-host` adds the checks of arguments and each
    thread's scratch.

    Every dispatch names its destination, so a tensor's place follows from that
    of another one: nothing is inferred. What starts as a `tensor.empty` gets a
    part of the workspace; tensors whose life does not overlap share it. A result
    is computed in the caller's buffer. Views (reshapes, slices) are offsets and
    strides. What a loop carries gets one buffer if the loop updates it in place,
    else two that alternate. Where a kernel cannot take a view as it is, and
    where a result is not computed in its place, there is a copy, and a remark in
    the category `nn-plan-memory`.

    Sizes may be unknown. Where they follow from those of inputs, offsets are
    computed at the entry. A tensor whose size is not known then has a
    block of the context's allocator, a `kernel.reserve`; as an output it is given
    to the caller, and `F_shapes` answers -1 for such a size. A `kernel.check` of
    sizes that follow from those of inputs alone moves to `F_shapes`, which the
    entry asks first, and `F_workspace`; the one checks too that the bytes of each
    input and output can be counted, the other those of the workspace. What a loop
    carries keeps its size: where nothing says so, each turn checks it.

    It is an error if a kernel overwrites a tensor that is needed later. What
    reads or writes memory says of which tensors, in `kernel.tensors`, for
    `nn-verify-stage`.

    A device loads several elements at once where they are aligned: an argument of
    a kernel says in `kernel.alignment` of how many bytes its address in each
    launch is a multiple.

    A `kernel.pack_constant` of a scalable layout becomes an entry of the table of
    constants and a part of `F_init`, which packs when the network is loaded; the
    entry function then refuses a model that is not.

    ```mlir
    func.func @main(%x: tensor<8xf32> {nn.name = "x:0"})
        -> (tensor<8xf32> {nn.name = "y:0"}) {
      %e = tensor.empty() : tensor<8xf32>
      %0 = kernel.dispatch @k::@entry ins(%x : tensor<8xf32>)
          outs(%e : tensor<8xf32>) -> tensor<8xf32>
      %f = tensor.empty() : tensor<8xf32>
      %1 = kernel.dispatch @k::@entry ins(%0 : tensor<8xf32>)
          outs(%f : tensor<8xf32>) -> tensor<8xf32>
      return %1 : tensor<8xf32>
    }
    ```

    becomes

    ```mlir
    func.func @main(%model: !llvm.ptr, %context: !llvm.ptr, %in: !llvm.ptr,
                    %out: !llvm.ptr, %workspace: !llvm.ptr) -> i32
        attributes {nn.inputs = [..], nn.outputs = [..]} {
      %0 = llvm.load %in : !llvm.ptr -> !llvm.ptr
      kernel.launch @k(%0, %workspace : !llvm.ptr)
      %1 = llvm.load %out : !llvm.ptr -> !llvm.ptr
      kernel.launch @k(%workspace, %1 : !llvm.ptr)
      %status = arith.constant 0 : i32
      return %status : i32
    }
    ```
  }];
  let dependentDialects = [
    "::mlir::arith::ArithDialect", "::mlir::LLVM::LLVMDialect",
    "::mlir::nn::KernelDialect", "::mlir::scf::SCFDialect"
  ];
  let options = [
    Option<"symbol", "symbol", "std::string", /*default=*/"",
           "What the function 'main' is renamed to: C has a 'main' of its own">
  ];
}

#endif // NN_MEMORY_PASSES_TD
