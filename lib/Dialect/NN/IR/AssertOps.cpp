//===- AssertOps.cpp ------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Canonicalization of the ops that can end a run.
//
//===----------------------------------------------------------------------===//

#include "mlir/IR/Matchers.h"
#include "nn/Dialect/NN/IR/NNAssertOps.h"

using namespace mlir;
using namespace mlir::nn;

#define GET_OP_CLASSES
#include "nn/Dialect/NN/IR/NNAssertOps.cpp.inc"

void NNDialect::registerAssertOps() {
  addOperations<
#define GET_OP_LIST
#include "nn/Dialect/NN/IR/NNAssertOps.cpp.inc"
      >();
}

LogicalResult AssertOp::canonicalize(AssertOp op, PatternRewriter &rewriter) {
  SplatElementsAttr condition;
  if (!matchPattern(op.getCondition(), m_Constant(&condition)) ||
      !condition.getSplatValue<bool>())
    return rewriter.notifyMatchFailure(op,
                                       "the condition is not known to hold");
  rewriter.eraseOp(op);
  return success();
}
