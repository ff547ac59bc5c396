//===- CHeader.h - A C header for a compiled network ------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Declares the entry functions of a network, and wraps them in an inline
// function over typed pointers.
//
//===----------------------------------------------------------------------===//

#ifndef NN_TARGET_NATIVE_CHEADER_H
#define NN_TARGET_NATIVE_CHEADER_H

#include "mlir/IR/BuiltinOps.h"

namespace mlir::nn {

/// Writes the header of a lowered network. Emits a diagnostic on failure.
LogicalResult writeCHeader(ModuleOp module, raw_ostream &os);

} // namespace mlir::nn

#endif // NN_TARGET_NATIVE_CHEADER_H
