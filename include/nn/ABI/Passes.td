//===- Passes.td ------------------------------------------ *- tablegen -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Passes that give functions the calling convention.
//
//===----------------------------------------------------------------------===//

#ifndef NN_ABI_PASSES_TD
#define NN_ABI_PASSES_TD

include "mlir/Pass/PassBase.td"

def NNLowerHost : Pass<"nn-lower-host", "ModuleOp"> {
  let summary = "Lower entry functions and their launches to the LLVM dialect";
  let description = [{
    Makes of the functions that `nn-plan-memory` leaves the ones that
    nn_runtime.h declares, in the LLVM dialect:

    - The entry function first checks the context's version, the rank, element
      type and sizes of every input, the rank and element type of every output,
      that all have data and that outputs overlap nothing, and the workspace.
    - The workspace starts with a scratch for each of the context's threads, as
      large as the largest that the function `scratch` of a launched kernel asks
      for. Where the sizes of a launch do not follow from those of inputs, its
      scratch is a block of the context's allocator.
    - A `kernel.launch` stores its pointers and sizes to an array on the stack
      and runs the kernel's grid by the context's `parallel_for`, or in place.
      The kernel's functions are declared by the names under which they are
      linked: `KERNEL_entry`, `KERNEL_grid` and `KERNEL_scratch`.
    - `NAME_model` describes the network. It points to the table of constants
      `NAME_constants`, which is declared only: whoever compiles or loads the
      code fills it in from the module's `kernel.constant` ops.
    - A `kernel.check` becomes a branch that writes the context's status and
      message, and returns, from whatever loop it is in.

    Run it when the kernels are in the LLVM dialect: then their scratch is
    known, and a grid that is always of the same size is a number.

    ```mlir
    kernel.launch @k(%x, %y : !llvm.ptr) sizes(%n : index)
    ```

    becomes

    ```mlir
    llvm.store %x, %args : !llvm.ptr, !llvm.ptr
    %1 = llvm.getelementptr %args[1] : (!llvm.ptr) -> !llvm.ptr, i64
    llvm.store %y, %1 : !llvm.ptr, !llvm.ptr
    %2 = llvm.getelementptr %args[2] : (!llvm.ptr) -> !llvm.ptr, i64
    llvm.store %n, %2 : i64, !llvm.ptr
    %entry = llvm.mlir.addressof @k_entry : !llvm.ptr
    %count = llvm.call @k_grid(%args) : (!llvm.ptr) -> i64
    %bytes = llvm.call @k_scratch(%args) : (!llvm.ptr) -> i64
    %stride = llvm.call @nn_scratch_stride(%bytes) : (i64) -> i64
    llvm.call @nn_launch(%context, %number, %entry, %args, %count, %scratch,
                         %bytes, %stride) : (..) -> ()
    ```
  }];
  let dependentDialects = [
    "::mlir::LLVM::LLVMDialect", "::mlir::cf::ControlFlowDialect",
    "::mlir::arith::ArithDialect"
  ];
}

def NNScalarizeABI : Pass<"nn-scalarize-abi", "ModuleOp"> {
  let summary = "Make functions of one-element tensors functions of scalars";
  let description = [{
    A function with one result whose tensors, its arguments' and all in between,
    have one element each becomes a function on scalars that C can call by its
    name: no model, no buffers, no kernels. Integers are extended as the C ABI
    of the module's target has it. Runs on linalg on tensors.

    Functions of f16 and bf16 stay: targets differ in whether C has these types,
    and how it passes them. So do functions with an op that this pass has no
    scalar for, and those whose run can fail: a `kernel.check`, as an integer
    division by an argument has it, needs a status to return.

    ```mlir
    func.func @f(%x: tensor<1xi32>) -> tensor<1xi32> {
      %e = tensor.empty() : tensor<1xi32>
      %0 = linalg.generic {..} ins(%x : tensor<1xi32>)
          outs(%e : tensor<1xi32>) {
      ^bb0(%a: i32, %b: i32):
        %c103 = arith.constant 103 : i32
        %1 = arith.addi %a, %c103 : i32
        linalg.yield %1 : i32
      } -> tensor<1xi32>
      return %0 : tensor<1xi32>
    }
    ```

    becomes, for riscv64,

    ```mlir
    func.func @f(%x: i32 {llvm.signext}) -> (i32 {llvm.signext})
        attributes {nn.scalar, nn.inputs = [..], nn.outputs = [..]} {
      %c103 = arith.constant 103 : i32
      %0 = arith.addi %x, %c103 : i32
      return %0 : i32
    }
    ```
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect"];
}

#endif // NN_ABI_PASSES_TD
