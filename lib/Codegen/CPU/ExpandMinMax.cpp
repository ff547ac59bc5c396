//===- ExpandMinMax.cpp ---------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The pass nn-expand-min-max.
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Transforms/WalkPatternRewriteDriver.h"
#include "nn/Codegen/CPU/Passes.h"
#include "nn/Support/MatchFailures.h"
#include "nn/Support/Target.h"

namespace mlir::nn {
#define GEN_PASS_DEF_NNEXPANDMINMAX
#include "nn/Codegen/CPU/Passes.h.inc"
} // namespace mlir::nn

using namespace mlir;
using namespace mlir::nn;

/// True if a value is a constant without a NaN.
static bool isConstantNumber(Value value) {
  APFloat scalar(0.0);
  if (matchPattern(value, m_ConstantFloat(&scalar)))
    return !scalar.isNaN();
  DenseFPElementsAttr elements;
  return matchPattern(value, m_Constant(&elements)) && elements.isSplat() &&
         !elements.getSplatValue<APFloat>().isNaN();
}

namespace {

/// `select(a > b, a, b)` is one instruction, which returns the second operand
/// where one of them is NaN.
template <typename MinMaxOp, arith::CmpFPredicate predicate>
struct ExpandMinMax : public OpRewritePattern<MinMaxOp> {
  using OpRewritePattern<MinMaxOp>::OpRewritePattern;

  LogicalResult matchAndRewrite(MinMaxOp op,
                                PatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    Value first = op.getLhs(), second = op.getRhs();
    if (isConstantNumber(second))
      std::swap(first, second);
    Value isFirst =
        arith::CmpFOp::create(rewriter, loc, predicate, first, second);
    Value result =
        arith::SelectOp::create(rewriter, loc, isFirst, first, second);
    if (!isConstantNumber(first)) {
      Value isNaN = arith::CmpFOp::create(
          rewriter, loc, arith::CmpFPredicate::UNO, first, first);
      result = arith::SelectOp::create(rewriter, loc, isNaN, first, result);
    }
    rewriter.replaceOp(op, result);
    return success();
  }
};

struct NNExpandMinMaxPass
    : public nn::impl::NNExpandMinMaxBase<NNExpandMinMaxPass> {
  void runOnOperation() override {
    // Arm has instructions that order zeros and return NaN.
    if (TargetInfo::get(getOperation()).isAArch64())
      return;
    RewritePatternSet patterns(&getContext());
    patterns.add<ExpandMinMax<arith::MaximumFOp, arith::CmpFPredicate::OGT>,
                 ExpandMinMax<arith::MinimumFOp, arith::CmpFPredicate::OLT>>(
        &getContext());
    walkAndApplyPatterns(getOperation(), std::move(patterns),
                         getMatchFailureListener());
  }
};

} // namespace
