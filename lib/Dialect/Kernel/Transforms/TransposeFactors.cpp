//===- TransposeFactors.cpp -----------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/IndexingUtils.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "nn/Dialect/Kernel/Transforms/Passes.h"
#include "nn/Schedule/Views.h"
#include "nn/Support/MatchFailures.h"
#include "nn/Support/Target.h"

namespace mlir::nn {
#define GEN_PASS_DEF_NNTRANSPOSEFACTORS
#include "nn/Dialect/Kernel/Transforms/Passes.h.inc"
} // namespace mlir::nn

using namespace mlir;
using namespace mlir::nn;
using linalg::LinalgOp;

/// How often each element of a factor must be read for a transposition, which
/// costs as much as some twenty multiply-adds an element, to pay.
static constexpr int64_t minReuse = 32;

namespace {

struct TransposeFactor : public OpInterfaceRewritePattern<LinalgOp> {
  using OpInterfaceRewritePattern::OpInterfaceRewritePattern;

  LogicalResult matchAndRewrite(LinalgOp op,
                                PatternRewriter &rewriter) const override;
};

} // namespace

LogicalResult
TransposeFactor::matchAndRewrite(LinalgOp op, PatternRewriter &rewriter) const {
  if (!op.hasPureTensorSemantics() || !linalg::isaContractionOpInterface(op))
    return rewriter.notifyMatchFailure(op, "no contraction of tensors");
  SmallVector<AffineMap> maps = op.getIndexingMapsArray();
  if (!llvm::all_of(maps, [](AffineMap map) {
        return map.isProjectedPermutation() && map.getNumResults() != 0;
      }))
    return rewriter.notifyMatchFailure(op, "a factor or the result is a scalar "
                                           "or no plain tensor");
  AffineExpr column = maps.back().getResults().back();
  auto contains = [&](AffineMap map) {
    return llvm::is_contained(map.getResults(), column);
  };
  if (contains(maps[0]) == contains(maps[1]))
    return rewriter.notifyMatchFailure(
        op, "the columns of the result are those of both factors or of none");
  unsigned factor = contains(maps[0]) ? 0 : 1;
  AffineMap map = maps[factor];
  if (map.getResults().back() == column)
    return rewriter.notifyMatchFailure(op, "columns lie one after another");
  Value tensor = op->getOperand(factor);
  if (isConstantView(tensor))
    return rewriter.notifyMatchFailure(op, "a constant is packed as needed");

  SmallVector<int64_t> sizes = op.getStaticLoopRanges();
  int64_t reuse = 1;
  for (AffineExpr row : maps.back().getResults())
    if (!llvm::is_contained(map.getResults(), row)) {
      int64_t size = sizes[cast<AffineDimExpr>(row).getPosition()];
      reuse *= ShapedType::isDynamic(size) ? minReuse : size;
    }
  if (reuse < minReuse)
    return rewriter.notifyMatchFailure(op, [&](Diagnostic &diagnostic) {
      diagnostic << "an element is read " << reuse << " times, less than "
                 << minReuse;
    });

  // Columns last, all else as it was.
  SmallVector<int64_t> permutation;
  int64_t last = 0;
  for (auto [dim, expr] : llvm::enumerate(map.getResults())) {
    if (expr == column)
      last = dim;
    else
      permutation.push_back(dim);
  }
  permutation.push_back(last);
  Location loc = op.getLoc();
  auto type = cast<RankedTensorType>(tensor.getType());
  SmallVector<OpFoldResult> shape = applyPermutation(
      tensor::getMixedSizes(rewriter, loc, tensor), permutation);
  Value empty =
      tensor::EmptyOp::create(rewriter, loc, shape, type.getElementType());
  auto transposed =
      linalg::TransposeOp::create(rewriter, loc, tensor, empty, permutation);
  maps[factor] = AffineMap::get(map.getNumDims(), 0,
                                applyPermutation(map.getResults(), permutation),
                                rewriter.getContext());
  SmallVector<Value> inputs = op.getDpsInputs();
  inputs[factor] = transposed->getResult(0);
  auto product = linalg::GenericOp::create(rewriter, loc, op->getResultTypes(),
                                           inputs, op.getDpsInits(), maps,
                                           op.getIteratorTypesArray());
  rewriter.inlineRegionBefore(op->getRegion(0), product.getRegion(),
                              product.getRegion().begin());
  rewriter.replaceOp(op, product);
  return success();
}

namespace {

struct NNTransposeFactorsPass
    : public nn::impl::NNTransposeFactorsBase<NNTransposeFactorsPass> {
  void runOnOperation() override {
    // A device reads factors in tiles, in whatever order.
    if (TargetInfo::get(getOperation()).hasDevice())
      return;
    RewritePatternSet patterns(&getContext());
    patterns.add<TransposeFactor>(&getContext());
    linalg::TransposeOp::getCanonicalizationPatterns(patterns, &getContext());
    if (failed(applyPatternsGreedily(getOperation(), std::move(patterns),
                                     getGreedyRewriteConfig())))
      signalPassFailure();
  }
};

} // namespace
