//===- Accesses.h ---------------------------------------------- *- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NN_LIB_ABI_ACCESSES_H
#define NN_LIB_ABI_ACCESSES_H

#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace mlir::nn {

/// Lowers what a function of a network does to elements by itself,
/// `kernel.load`, `kernel.store` and `kernel.copy`: to accesses of memory, or
/// to calls that the context's device answers.
void lowerAccesses(func::FuncOp function, bool isOnDevice);

} // namespace mlir::nn

#endif // NN_LIB_ABI_ACCESSES_H
