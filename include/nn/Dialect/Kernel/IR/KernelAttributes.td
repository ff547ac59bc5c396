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

include "mlir/IR/AttrTypeBase.td"
include "mlir/IR/EnumAttr.td"
include "nn/Dialect/Kernel/IR/KernelBase.td"
include "nn/Dialect/Kernel/IR/KernelSchedule.td"

#endif // NN_DIALECT_KERNEL_IR_KERNELATTRIBUTES_TD
