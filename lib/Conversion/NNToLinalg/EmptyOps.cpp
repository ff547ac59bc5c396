//===- EmptyOps.cpp - Ops on nothing --------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "EmptyOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"

using namespace mlir;
using namespace mlir::nn;

/// Whether no iteration of the op is known to run.
static bool hasNoIterations(linalg::LinalgOp op) {
  return llvm::is_contained(op.getStaticLoopRanges(), 0);
}

static bool hasNoElements(Type type) {
  return llvm::is_contained(cast<ShapedType>(type).getShape(), 0);
}

void nn::detail::eraseEmptyOps(Operation *root) {
  root->walk([](linalg::LinalgOp op) {
    if (op->getNumResults() == 0 ||
        !(hasNoIterations(op) ||
          llvm::all_of(op->getResultTypes(), hasNoElements)))
      return;
    op->replaceAllUsesWith(op.getDpsInits());
    op.erase();
  });
}
