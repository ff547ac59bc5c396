//===- SinkReshapes.cpp ---------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reshapes move behind elementwise ops.
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "nn/Dialect/NN/IR/NNElementwiseOps.h"
#include "nn/Dialect/NN/IR/NNShapeOps.h"
#include "nn/Dialect/NN/Transforms/Algebra.h"
#include "nn/Dialect/NN/Transforms/Passes.h"
#include "nn/Support/Constants.h"
#include "nn/Support/MatchFailures.h"

namespace mlir::nn {
#define GEN_PASS_DEF_NNSINKRESHAPES
#include "nn/Dialect/NN/Transforms/Passes.h.inc"
} // namespace mlir::nn

using namespace mlir;
using namespace mlir::nn;

/// Returns the reshape that defines a value for no other use, or null. A
/// reshaped constant is a constant, not a reshape.
static Operation *getReshape(Value value) {
  Operation *op = value.getDefiningOp();
  if (!op || !value.hasOneUse() ||
      !isa<ReshapeOp, SqueezeOp, ExpandDimsOp>(op) ||
      ConstantView::get(op->getOperand(0)))
    return nullptr;
  return op;
}

/// True for ops that compute each element of the result from that of an operand
/// of the same type, and other operands that they broadcast.
static bool isElementwise(Operation *op) {
  return op->getNumResults() == 1 &&
         isa_and_nonnull<NNDialect>(op->getDialect()) &&
         (op->hasTrait<OpTrait::Elementwise>() ||
          isa<AddOp, SubOp, MulOp, DivOp, MaximumOp, MinimumOp, PowOp>(op));
}

namespace {

struct SinkReshape : public RewritePattern {
  SinkReshape(MLIRContext *context)
      : RewritePattern(MatchAnyOpTypeTag(), /*benefit=*/1, context) {}

  LogicalResult matchAndRewrite(Operation *op,
                                PatternRewriter &rewriter) const override {
    if (!isElementwise(op))
      return rewriter.notifyMatchFailure(op, "op is not elementwise");
    if (op->getNumOperands() > 2)
      return rewriter.notifyMatchFailure(op, "op has three operands");
    unsigned index = 0;
    Operation *reshape = getReshape(op->getOperand(0));
    if (!reshape && op->getNumOperands() == 2) {
      index = 1;
      reshape = getReshape(op->getOperand(1));
    }
    if (!reshape)
      return rewriter.notifyMatchFailure(op, "no reshape before");
    auto type = cast<RankedTensorType>(reshape->getResult(0).getType());
    auto resultType = cast<RankedTensorType>(op->getResult(0).getType());
    if (type.getShape() != resultType.getShape())
      return rewriter.notifyMatchFailure(op, "op broadcasts the reshape");

    auto inputType = cast<RankedTensorType>(reshape->getOperand(0).getType());
    SmallVector<Value> operands(op->getOperands());
    operands[index] = reshape->getOperand(0);
    ElementsAttr constant;
    if (op->getNumOperands() == 2) {
      constant = getFlatConstant(op->getOperand(1 - index), inputType, type);
      if (!constant)
        return rewriter.notifyMatchFailure(
            op, "other operand is no constant along the last dimension");
    }

    if (constant)
      operands[1 - index] =
          arith::ConstantOp::create(rewriter, op->getLoc(), constant);
    // Cloned without the old types' being right in between.
    OperationState state(op->getLoc(), op->getName(), operands,
                         RankedTensorType::get(inputType.getShape(),
                                               resultType.getElementType()),
                         op->getDiscardableAttrDictionary().getValue());
    state.propertiesAttr = op->getPropertiesAsAttribute();
    Operation *sunk = rewriter.create(state);
    Operation *view = rewriter.clone(*reshape);
    view->setOperand(0, sunk->getResult(0));
    view->getResult(0).setType(resultType);
    rewriter.replaceOp(op, view);
    return success();
  }

private:
  /// Returns the constant as a scalar or as one along the last dimension, which
  /// both types must then have in common, or null.
  static ElementsAttr getFlatConstant(Value value, RankedTensorType inputType,
                                      RankedTensorType type) {
    std::optional<ConstantView> view = ConstantView::get(value);
    Attribute attribute;
    if (!view || !matchPattern(value, m_Constant(&attribute)))
      return {};
    Type elementType = view->getElementType();
    if (view->getNumElements() == 1)
      return reshapeConstant(cast<ElementsAttr>(attribute),
                             RankedTensorType::get({}, elementType));
    if (inputType.getRank() == 0 || type.getRank() == 0)
      return {};
    int64_t size = type.getShape().back();
    if (inputType.getShape().back() != size || view->getShape().empty() ||
        view->getShape().back() != size || view->getNumElements() != size)
      return {};
    return reshapeConstant(cast<ElementsAttr>(attribute),
                           RankedTensorType::get({size}, elementType));
  }
};

struct SinkReshapesPass
    : public nn::impl::NNSinkReshapesBase<SinkReshapesPass> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    populateSinkReshapesPatterns(patterns);
    if (failed(
            applyPatterns(getOperation(), std::move(patterns), getArgument())))
      signalPassFailure();
  }
};

} // namespace

void mlir::nn::populateSinkReshapesPatterns(RewritePatternSet &patterns) {
  patterns.add<SinkReshape>(patterns.getContext());
}
