//===- EmptyOps.h - Ops on nothing ------------------------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NN_LIB_CONVERSION_NNTOLINALG_EMPTYOPS_H
#define NN_LIB_CONVERSION_NNTOLINALG_EMPTYOPS_H

#include "mlir/IR/Operation.h"

namespace mlir::nn::detail {

/// Erases the linalg ops below `root` that compute nothing: their results have
/// no elements, or are what the op begins with, as a sum over none. That needs
/// no loops, not even of sizes that only running tells.
void eraseEmptyOps(Operation *root);

} // namespace mlir::nn::detail

#endif // NN_LIB_CONVERSION_NNTOLINALG_EMPTYOPS_H
