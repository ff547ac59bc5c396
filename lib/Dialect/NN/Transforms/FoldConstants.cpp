//===- FoldConstants.cpp --------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The pass that evaluates ops on constants too large for folds.
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/Matchers.h"
#include "nn/Dialect/NN/IR/NNDialect.h"
#include "nn/Dialect/NN/IR/NNEvaluation.h"
#include "nn/Dialect/NN/Transforms/Passes.h"
#include "nn/Support/Constants.h"

namespace mlir::nn {
#define GEN_PASS_DEF_NNFOLDCONSTANTS
#include "nn/Dialect/NN/Transforms/Passes.h.inc"
} // namespace mlir::nn

using namespace mlir;
using namespace mlir::nn;

/// The bytes that a constant takes: those of one element for a splat.
static int64_t getStoredBytes(Attribute constant) {
  std::optional<ConstantView> view = ConstantView::get(constant);
  return view ? view->getBytes().size() : 0;
}

namespace {

struct FoldConstantsPass
    : public nn::impl::NNFoldConstantsBase<FoldConstantsPass> {
  using Base::Base;

  void runOnOperation() override {
    // Operands come first, so that one walk evaluates whole subgraphs; an op
    // that is gone has no regions to walk into.
    getOperation()->walk<WalkOrder::PreOrder>([&](Operation *op) {
      bool isGone = isa_and_present<NNDialect>(op->getDialect()) && fold(op);
      return isGone ? WalkResult::skip() : WalkResult::advance();
    });
  }

private:
  /// Replaces the op by a constant. Returns whether it did.
  bool fold(Operation *op);
};

} // namespace

bool FoldConstantsPass::fold(Operation *op) {
  if (op->getNumResults() != 1 || op->getNumOperands() == 0 ||
      !isMemoryEffectFree(op))
    return false;
  auto type = dyn_cast<RankedTensorType>(op->getResult(0).getType());
  if (!type || !type.hasStaticShape())
    return false;
  std::optional<int64_t> width = getConstantElementBytes(type.getElementType());
  if (!width)
    return false;

  SmallVector<Attribute> operands;
  int64_t operandBytes = 0;
  for (Value operand : op->getOperands()) {
    Attribute constant;
    if (!matchPattern(operand, m_Constant(&constant)))
      return false;
    operands.push_back(constant);
    operandBytes += getStoredBytes(constant);
  }
  int64_t limit = operandBytes + maxGrowth;
  if (type.getNumElements() * *width > limit && !isSplatKept(op, operands))
    return false;
  ElementsAttr result = evaluate(op, operands);
  if (!result || result.getType() != type || getStoredBytes(result) > limit)
    return false;
  OpBuilder builder(op);
  Value constant =
      arith::ConstantOp::create(builder, op->getLoc(), cast<TypedAttr>(result));
  op->getResult(0).replaceAllUsesWith(constant);
  op->erase();
  return true;
}
