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

void nn::detail::eraseEmptyOps(Operation *root) {
  root->walk([](linalg::LinalgOp op) {
    bool isEmpty = llvm::all_of(op->getResultTypes(), [](Type type) {
      return llvm::is_contained(cast<ShapedType>(type).getShape(), 0);
    });
    if (op->getNumResults() == 0 || !isEmpty)
      return;
    op->replaceAllUsesWith(op.getDpsInits());
    op.erase();
  });
}
