//===- SizeSlices.h -------------------------------------------- *- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NN_LIB_MEMORY_SIZESLICES_H
#define NN_LIB_MEMORY_SIZESLICES_H

#include "mlir/IR/Builders.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/OpDefinition.h"

namespace mlir::nn::memory {

/// Returns true if the op is arithmetic on scalars, which can be done again
/// elsewhere: even where the op does not run, since divisions are guarded
/// there.
bool canComputeAtEntry(Operation *op);

/// Computes an index again, at the builder's place, from the values that the
/// mapping has; it gets those that are made. Fails, without a diagnostic, if
/// the index depends on anything else but constants: on the contents of a
/// tensor, on a loop.
FailureOr<OpFoldResult> cloneIndex(OpBuilder &builder, IRMapping &mapping,
                                   OpFoldResult index);

} // namespace mlir::nn::memory

#endif // NN_LIB_MEMORY_SIZESLICES_H
