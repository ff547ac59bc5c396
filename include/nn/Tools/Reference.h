//===- Reference.h - Runs the reference pipeline ----------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Computes a network by plain loops: what optimized code is compared with.
//
//===----------------------------------------------------------------------===//

#ifndef NN_TOOLS_REFERENCE_H
#define NN_TOOLS_REFERENCE_H

#include "mlir/IR/BuiltinOps.h"
#include "nn/Execution/Array.h"

namespace mlir::nn {

/// Lowers a module of nn ops by nn-reference-pipeline, in place, and runs its
/// entry function. An error without a message was a diagnostic.
llvm::Expected<SmallVector<Array>> runReference(ModuleOp module,
                                                ArrayRef<Array> inputs);

} // namespace mlir::nn

#endif // NN_TOOLS_REFERENCE_H
