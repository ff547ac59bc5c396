//===- ResolveBroadcasts.cpp ----------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "HostViews.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "nn/Dialect/Kernel/Transforms/Passes.h"
#include "nn/Support/MatchFailures.h"

namespace mlir::nn {
#define GEN_PASS_DEF_NNRESOLVEBROADCASTS
#include "nn/Dialect/Kernel/Transforms/Passes.h.inc"
} // namespace mlir::nn

using namespace mlir;
using namespace mlir::nn;

/// Returns the size that is compared with 1, or null.
static Value getSizeComparedWithOne(Value condition) {
  auto compare = condition.getDefiningOp<arith::CmpIOp>();
  if (!compare || compare.getPredicate() != arith::CmpIPredicate::eq ||
      !matchPattern(compare.getRhs(), m_One()))
    return {};
  return compare.getLhs();
}

/// Returns the sizes of what a map of tensors makes, each that of the loop of
/// the same number, or nothing.
static std::optional<SmallVector<OpFoldResult>>
getLoopSizes(linalg::GenericOp op) {
  if (op.getNumDpsInits() != 1 || op.getNumReductionLoops() != 0 ||
      !op.getIndexingMapsArray().back().isIdentity())
    return std::nullopt;
  auto empty = op.getDpsInits()[0].getDefiningOp<tensor::EmptyOp>();
  return empty ? std::optional(empty.getMixedSizes()) : std::nullopt;
}

namespace {

/// The index into a dimension that is repeated if its size is 1 is that of the
/// loop, where the loop has this size: then it is 0 if the size is 1.
struct ResolveIndex : public OpRewritePattern<arith::SelectOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(arith::SelectOp op,
                                PatternRewriter &rewriter) const override {
    auto index = op.getFalseValue().getDefiningOp<linalg::IndexOp>();
    Value size = getSizeComparedWithOne(op.getCondition());
    if (!index || !size || !matchPattern(op.getTrueValue(), m_Zero()))
      return rewriter.notifyMatchFailure(op, "no index of a broadcast");
    auto generic = dyn_cast<linalg::GenericOp>(index->getParentOp());
    auto sizes = generic ? getLoopSizes(generic) : std::nullopt;
    if (!sizes)
      return rewriter.notifyMatchFailure(op, "the loop's size is not known");
    if (!isEqualConstantIntOrValue((*sizes)[index.getDim()], size))
      return rewriter.notifyMatchFailure(
          op, "the loop may have another size than what is broadcast");
    rewriter.replaceOp(op, index.getResult());
    return success();
  }
};

/// What is read element by element in its own order is a part of what it is
/// read from, or all of it.
struct ReadDirectly : public OpRewritePattern<linalg::GenericOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(linalg::GenericOp op,
                                PatternRewriter &rewriter) const override {
    auto sizes = getLoopSizes(op);
    auto extract = op.getBlock()
                       ->getTerminator()
                       ->getOperand(0)
                       .getDefiningOp<tensor::ExtractOp>();
    if (!sizes || op.getNumDpsInputs() != 0 || !extract ||
        extract->getBlock() != op.getBlock() ||
        extract.getIndices().size() != sizes->size())
      return rewriter.notifyMatchFailure(op, "no copy of a tensor's elements");
    for (auto [loop, index] : llvm::enumerate(extract.getIndices())) {
      auto indexOp = index.getDefiningOp<linalg::IndexOp>();
      if (!indexOp || indexOp.getDim() != loop)
        return rewriter.notifyMatchFailure(op, "elements in another order");
    }
    Value tensor = extract.getTensor();
    bool isWhole = llvm::all_of(llvm::enumerate(*sizes), [&](auto size) {
      return isSizeOf(size.value(), tensor, size.index());
    });
    Type type = op.getResult(0).getType();
    if (!isWhole) {
      SmallVector<OpFoldResult> zeros(sizes->size(), rewriter.getIndexAttr(0));
      SmallVector<OpFoldResult> ones(sizes->size(), rewriter.getIndexAttr(1));
      tensor = tensor::ExtractSliceOp::create(rewriter, op.getLoc(),
                                              cast<RankedTensorType>(type),
                                              tensor, zeros, *sizes, ones);
    }
    if (tensor.getType() != type)
      tensor = tensor::CastOp::create(rewriter, op.getLoc(), type, tensor);
    rewriter.replaceOp(op, tensor);
    return success();
  }
};

struct NNResolveBroadcastsPass
    : public nn::impl::NNResolveBroadcastsBase<NNResolveBroadcastsPass> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    patterns.add<ResolveIndex, ReadDirectly>(&getContext());
    if (failed(
            applyPatterns(getOperation(), std::move(patterns), getArgument())))
      signalPassFailure();
  }
};

} // namespace
