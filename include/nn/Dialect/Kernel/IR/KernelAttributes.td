//===- KernelAttributes.td ---------------------------------*- tablegen -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Attributes of the kernel dialect, and the enumerations they hold.
//
//===----------------------------------------------------------------------===//

#ifndef NN_DIALECT_KERNEL_IR_KERNELATTRIBUTES_TD
#define NN_DIALECT_KERNEL_IR_KERNELATTRIBUTES_TD

include "mlir/Dialect/SCF/IR/DeviceMappingInterface.td"
include "mlir/IR/AttrTypeBase.td"
include "mlir/IR/EnumAttr.td"
include "nn/Dialect/Kernel/IR/KernelBase.td"
include "nn/Dialect/Kernel/IR/KernelSchedule.td"

def Kernel_GridAttr : AttrDef<Kernel_Dialect, "Grid", [
    DeclareAttrInterfaceMethods<DeviceMappingAttrInterface>]> {
  let mnemonic = "grid";
  let summary = "A loop that is the grid of a kernel";
  let description = [{
    Maps the one dimension of an `scf.forall` to the grid of a kernel: the loop
    becomes a kernel of its own, called `name`, whose body is as sequential as it
    is written. So lower ops that store where data says, or that run until data
    says stop.

    Example:

    ```mlir
    %0 = scf.forall (%i) in (%rows) shared_outs(%o = %init)
        -> (tensor<8x5xf32>) {
      ...
    } {mapping = [#kernel.grid<"sort">]}
    ```
  }];
  let parameters = (ins StringRefParameter<"what the kernel is called">:$name);
  let assemblyFormat = "`<` $name `>`";
}

#endif // NN_DIALECT_KERNEL_IR_KERNELATTRIBUTES_TD
