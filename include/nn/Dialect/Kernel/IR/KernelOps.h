//===- KernelOps.h ----------------------------------------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NN_DIALECT_KERNEL_IR_KERNELOPS_H
#define NN_DIALECT_KERNEL_IR_KERNELOPS_H

#include "nn/Dialect/Kernel/IR/KernelDispatchOps.h"
#include "nn/Dialect/Kernel/IR/KernelPackOps.h"

#endif // NN_DIALECT_KERNEL_IR_KERNELOPS_H
