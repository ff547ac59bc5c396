//===- KernelDialect.h ------------------------------------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NN_DIALECT_KERNEL_IR_KERNELDIALECT_H
#define NN_DIALECT_KERNEL_IR_KERNELDIALECT_H

#include "mlir/IR/Dialect.h"

#include "nn/Dialect/Kernel/IR/KernelDialect.h.inc"

#endif // NN_DIALECT_KERNEL_IR_KERNELDIALECT_H
