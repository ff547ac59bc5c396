//===- MergeConstants.cpp -------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Chains of elementwise ops with constants become one.
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "nn/Dialect/NN/IR/NNElementwiseEvaluation.h"
#include "nn/Dialect/NN/IR/NNElementwiseOps.h"
#include "nn/Dialect/NN/Transforms/Algebra.h"
#include "nn/Dialect/NN/Transforms/Passes.h"
#include "nn/Support/Constants.h"
#include "nn/Support/MatchFailures.h"
#include <cmath>

namespace mlir::nn {
#define GEN_PASS_DEF_NNMERGECONSTANTS
#include "nn/Dialect/NN/Transforms/Passes.h.inc"
} // namespace mlir::nn

using namespace mlir;
using namespace mlir::nn;

/// True for floats that are rounded as nn computes, not more often.
static bool isWideFloat(Type type) { return type.isF32() || type.isF64(); }

/// Evaluates an op on constants without inserting it; null if not possible.
template <typename OpTy, typename... Values>
static ElementsAttr evaluate(Location loc, Values... operands) {
  SmallVector<ConstantView> views;
  for (Value operand : {operands...}) {
    std::optional<ConstantView> view = ConstantView::get(operand);
    if (!view)
      return {};
    views.push_back(*view);
  }
  // The sizes of constants need not agree where the program is in error.
  SmallVector<Type> types;
  SmallVector<Value> values = {operands...};
  if (failed(inferBroadcastType(std::nullopt, values, types)))
    return {};
  OpBuilder builder(loc.getContext());
  auto op = OpTy::create(builder, loc, operands...);
  ElementsAttr result = evaluateElementwise(op, views);
  op->erase();
  return result;
}

/// True if all elements fulfil a predicate.
static bool allOf(ElementsAttr attribute,
                  llvm::function_ref<bool(double)> predicate) {
  std::optional<ConstantView> view = ConstantView::get(attribute);
  if (!view)
    return false;
  for (int64_t i = 0, e = view->isSplat() ? 1 : view->getNumElements(); i < e;
       ++i)
    if (!predicate(view->getDouble(i)))
      return false;
  return true;
}

/// True if a product of constant factors is as good as one after the other.
static bool isNormal(ElementsAttr product) {
  bool isF32 = product.getElementType().isF32();
  return allOf(product, [&](double value) {
    return isF32 ? std::isnormal(static_cast<float>(value))
                 : std::isnormal(value);
  });
}

namespace {

/// x - c -> x + -c, which is exact.
struct SubToAdd : public OpRewritePattern<SubOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(SubOp op,
                                PatternRewriter &rewriter) const override {
    if (!isa<TypedValue<RankedTensorType>>(op.getLhs()) ||
        ConstantView::get(op.getLhs()))
      return rewriter.notifyMatchFailure(op, "lhs is constant");
    ElementsAttr negative = evaluate<NegOp>(op.getLoc(), op.getRhs());
    if (!negative)
      return rewriter.notifyMatchFailure(op, "rhs is not constant");
    Value constant =
        arith::ConstantOp::create(rewriter, op.getRhs().getLoc(), negative);
    rewriter.replaceOpWithNewOp<AddOp>(op, op.getType(), op.getLhs(), constant);
    return success();
  }
};

/// x / c -> x * (1 / c) for powers of two, which is exact.
struct DivToMul : public OpRewritePattern<DivOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(DivOp op,
                                PatternRewriter &rewriter) const override {
    if (!isWideFloat(op.getType().getElementType()))
      return rewriter.notifyMatchFailure(op, "elements are no f32 or f64");
    if (ConstantView::get(op.getLhs()))
      return rewriter.notifyMatchFailure(op, "lhs is constant");
    Attribute divisor;
    if (!matchPattern(op.getRhs(), m_Constant(&divisor)) ||
        !isa<ElementsAttr>(divisor))
      return rewriter.notifyMatchFailure(op, "rhs is not constant");
    bool arePowers = allOf(cast<ElementsAttr>(divisor), [](double value) {
      int exponent;
      return std::isnormal(value) &&
             std::fabs(std::frexp(value, &exponent)) == 0.5;
    });
    if (!arePowers)
      return rewriter.notifyMatchFailure(op, "rhs is not of powers of two");
    ElementsAttr reciprocal = evaluate<ReciprocalOp>(op.getLoc(), op.getRhs());
    if (!reciprocal || !isNormal(reciprocal))
      return rewriter.notifyMatchFailure(op, "reciprocal is not normal");
    Value constant =
        arith::ConstantOp::create(rewriter, op.getRhs().getLoc(), reciprocal);
    rewriter.replaceOpWithNewOp<MulOp>(op, op.getType(), op.getLhs(), constant);
    return success();
  }
};

/// -x * c -> x * -c, which is exact.
struct MulOfNeg : public OpRewritePattern<MulOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(MulOp op,
                                PatternRewriter &rewriter) const override {
    auto neg = op.getLhs().getDefiningOp<NegOp>();
    if (!neg)
      return rewriter.notifyMatchFailure(op, "lhs is no negation");
    ElementsAttr negative = evaluate<NegOp>(op.getLoc(), op.getRhs());
    if (!negative)
      return rewriter.notifyMatchFailure(op, "rhs is not constant");
    Value constant =
        arith::ConstantOp::create(rewriter, op.getRhs().getLoc(), negative);
    rewriter.replaceOpWithNewOp<MulOp>(op, op.getType(), neg.getInput(),
                                       constant);
    return success();
  }
};

/// (x op c1) op c2 -> x op (c1 op c2) for sums and products.
template <typename OpTy>
struct MergeChain : public OpRewritePattern<OpTy> {
  using OpRewritePattern<OpTy>::OpRewritePattern;

  LogicalResult matchAndRewrite(OpTy op,
                                PatternRewriter &rewriter) const override {
    auto inner = op.getLhs().template getDefiningOp<OpTy>();
    if (!inner || !inner->hasOneUse())
      return rewriter.notifyMatchFailure(op, "lhs is no such op of one use");
    if (ConstantView::get(inner.getLhs()) ||
        inner.getLhs().getType() != inner.getType() ||
        inner.getType() != op.getType())
      return rewriter.notifyMatchFailure(op, "a constant broadcasts");
    Location loc = rewriter.getFusedLoc({inner.getLoc(), op.getLoc()});
    ElementsAttr merged =
        evaluate<OpTy>(loc, Value(inner.getRhs()), Value(op.getRhs()));
    if (!merged)
      return rewriter.notifyMatchFailure(op, "rhs is not constant");
    if (isa<FloatType>(merged.getElementType())) {
      if (!isWideFloat(merged.getElementType()))
        return rewriter.notifyMatchFailure(op, "elements are no f32 or f64");
      if (!isAccurate(op, inner, merged))
        return rewriter.notifyMatchFailure(op, "merged constant loses digits");
    }
    Value constant = arith::ConstantOp::create(rewriter, loc, merged);
    auto result =
        OpTy::create(rewriter, loc, op.getType(), inner.getLhs(), constant);
    rewriter.replaceOp(op, result);
    return success();
  }

private:
  static bool isAccurate(OpTy op, OpTy inner, ElementsAttr merged) {
    if (isa<MulOp>(op))
      return isNormal(merged);
    // Terms that cancel are there to round: (x + 2^23) - 2^23.
    ConstantView lhs = *ConstantView::get(inner.getRhs()),
                 rhs = *ConstantView::get(op.getRhs());
    double bound = 0;
    for (const ConstantView &view : {lhs, rhs})
      for (int64_t i = 0, e = view.getNumElements(); i < e; ++i)
        bound = std::fmax(bound, std::fabs(view.getDouble(i)));
    return std::isfinite(bound) && allOf(merged, [&](double value) {
             return std::fabs(value) >= bound / 2;
           });
  }
};

/// c1 - (x + c2) -> (c1 - c2) - x and (c1 - x) + c2 -> (c1 + c2) - x for
/// integers.
struct SubOfAdd : public OpRewritePattern<SubOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(SubOp op,
                                PatternRewriter &rewriter) const override {
    if (!isa<IntegerType>(op.getType().getElementType()))
      return rewriter.notifyMatchFailure(op, "elements are no integers");
    auto inner = op.getRhs().getDefiningOp<AddOp>();
    if (!inner || inner.getLhs().getType() != op.getType())
      return rewriter.notifyMatchFailure(op, "rhs is no sum of this type");
    ElementsAttr merged =
        evaluate<SubOp>(op.getLoc(), Value(op.getLhs()), Value(inner.getRhs()));
    if (!merged)
      return rewriter.notifyMatchFailure(op, "operands are not constant");
    Location loc = rewriter.getFusedLoc({inner.getLoc(), op.getLoc()});
    Value constant = arith::ConstantOp::create(rewriter, loc, merged);
    rewriter.replaceOp(op, SubOp::create(rewriter, loc, op.getType(), constant,
                                         inner.getLhs()));
    return success();
  }
};

struct AddOfSub : public OpRewritePattern<AddOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(AddOp op,
                                PatternRewriter &rewriter) const override {
    if (!isa<IntegerType>(op.getType().getElementType()))
      return rewriter.notifyMatchFailure(op, "elements are no integers");
    auto inner = op.getLhs().getDefiningOp<SubOp>();
    if (!inner || inner.getRhs().getType() != op.getType())
      return rewriter.notifyMatchFailure(op,
                                         "lhs is no difference of this type");
    ElementsAttr merged =
        evaluate<AddOp>(op.getLoc(), Value(inner.getLhs()), Value(op.getRhs()));
    if (!merged)
      return rewriter.notifyMatchFailure(op, "operands are not constant");
    Location loc = rewriter.getFusedLoc({inner.getLoc(), op.getLoc()});
    Value constant = arith::ConstantOp::create(rewriter, loc, merged);
    rewriter.replaceOp(op, SubOp::create(rewriter, loc, op.getType(), constant,
                                         inner.getRhs()));
    return success();
  }
};

struct MergeConstantsPass
    : public nn::impl::NNMergeConstantsBase<MergeConstantsPass> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    populateMergeConstantsPatterns(patterns);
    if (failed(
            applyPatterns(getOperation(), std::move(patterns), getArgument())))
      signalPassFailure();
  }
};

} // namespace

void mlir::nn::populateMergeConstantsPatterns(RewritePatternSet &patterns) {
  patterns.add<AddOfSub, DivToMul, MergeChain<AddOp>, MergeChain<MulOp>,
               MulOfNeg, SubOfAdd, SubToAdd>(patterns.getContext());
}
