//===- KernelOps.td ----------------------------------------*- tablegen -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// All of the kernel dialect; what tablegen reads.
//
//===----------------------------------------------------------------------===//

#ifndef NN_DIALECT_KERNEL_IR_KERNELOPS_TD
#define NN_DIALECT_KERNEL_IR_KERNELOPS_TD

include "nn/Dialect/Kernel/IR/KernelAttributes.td"
include "nn/Dialect/Kernel/IR/KernelDispatchOps.td"
include "nn/Dialect/Kernel/IR/KernelPackOps.td"

#endif // NN_DIALECT_KERNEL_IR_KERNELOPS_TD
