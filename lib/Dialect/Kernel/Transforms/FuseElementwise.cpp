//===- FuseElementwise.cpp ------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Tensor/Transforms/Transforms.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "nn/Dialect/Kernel/Transforms/Passes.h"
#include "nn/Support/MatchFailures.h"

namespace mlir::nn {
#define GEN_PASS_DEF_NNFUSEELEMENTWISE
#include "nn/Dialect/Kernel/Transforms/Passes.h.inc"
} // namespace mlir::nn

using namespace mlir;
using namespace mlir::nn;

/// Returns true if the op is a contraction, a convolution or the like: its
/// schedules want its operands as they are.
static bool ownsItsLoops(linalg::LinalgOp op) {
  if (!llvm::all_of(op.getIndexingMapsArray(),
                    [](AffineMap map) { return map.isProjectedPermutation(); }))
    return true;
  if (op.getNumReductionLoops() == 0)
    return false;
  if (!linalg::isaContractionOpInterface(op))
    return false;
  FailureOr<linalg::ContractionDimensions> dims =
      linalg::inferContractionDims(op);
  return succeeded(dims) && !(dims->m.empty() && dims->n.empty());
}

/// Returns true if the op may end the kernel of an op that it reads: then it
/// had better do so.
static bool isEpilogue(linalg::GenericOp op) {
  return llvm::any_of(op.getDpsInputOperands(), [&](OpOperand *operand) {
    auto root = operand->get().getDefiningOp<linalg::LinalgOp>();
    return root && operand->get().hasOneUse() &&
           root.getNumParallelLoops() != root.getNumLoops() &&
           op.getMatchingIndexingMap(operand).isIdentity();
  });
}

/// Decides whether the op that computes the operand is computed where the
/// operand is read.
static bool shouldFuse(OpOperand *operand) {
  auto producer = operand->get().getDefiningOp<linalg::GenericOp>();
  auto consumer = dyn_cast<linalg::GenericOp>(operand->getOwner());
  if (!producer || !consumer || ownsItsLoops(consumer))
    return false;
  if (producer->getNumResults() != 1 || !operand->get().hasOneUse())
    return false;
  AffineMap map = consumer.getMatchingIndexingMap(operand);
  if (isEpilogue(producer) &&
      (!map.isIdentity() || consumer.getNumReductionLoops() != 0))
    return false;
  // A broadcast computes again for each element it makes, unless there is
  // nothing to compute.
  return map.isPermutation() || producer.getBody()->getOperations().size() == 1;
}

/// Returns true if the tensor is reduced in its expanded shape too, as where it
/// is normalized: what reads it shares rows with that.
static bool isReducedExpanded(tensor::ExpandShapeOp expand) {
  return llvm::any_of(expand.getSrc().getUsers(), [&](Operation *user) {
    auto other = dyn_cast<tensor::ExpandShapeOp>(user);
    return other && other.getResultType() == expand.getResultType() &&
           llvm::any_of(other->getUsers(), [](Operation *reader) {
             auto op = dyn_cast<linalg::LinalgOp>(reader);
             return op && op.getNumReductionLoops() != 0 && !ownsItsLoops(op);
           });
  });
}

/// Decides whether an op is computed in the shape that its operand has before
/// it is expanded. The other operands and the result are reshaped then, which
/// is for free; but what could end a kernel in the longer shape stays so.
static bool shouldCollapse(OpOperand *operand) {
  auto expand = operand->get().getDefiningOp<tensor::ExpandShapeOp>();
  auto consumer = dyn_cast<linalg::GenericOp>(operand->getOwner());
  if (!expand || !consumer || isEpilogue(consumer) || ownsItsLoops(consumer))
    return false;
  // Only dimensions of size 1 vanish: no parallel loop becomes longer.
  int64_t numUnits = llvm::count(expand.getResultType().getShape(), 1) -
                     llvm::count(expand.getSrcType().getShape(), 1);
  if (expand.getResultType().getRank() - expand.getSrcType().getRank() ==
      numUnits)
    return true;
  return consumer.getNumReductionLoops() == 0 && !isReducedExpanded(expand);
}

//===----------------------------------------------------------------------===//
// Transpositions beside contractions
//===----------------------------------------------------------------------===//

/// Returns the permutation of an op that only moves elements.
static std::optional<AffineMap> getTransposition(linalg::LinalgOp op) {
  if (op.getNumDpsInputs() != 1 || op->getNumResults() != 1 ||
      op.getNumReductionLoops() != 0 ||
      op.getBlock()->getOperations().size() != 1 ||
      op.getBlock()->getTerminator()->getOperand(0) !=
          op.getBlock()->getArgument(0))
    return std::nullopt;
  AffineMap map = op.getMatchingIndexingMap(op.getDpsInputOperand(0));
  if (map.getNumDims() == 0 || !map.isPermutation() ||
      !op.getMatchingIndexingMap(op.getDpsInitOperand(0)).isIdentity())
    return std::nullopt;
  return map;
}

/// Returns true if the elements of the innermost dimension stay together.
static bool keepsRows(AffineMap permutation) {
  unsigned last = permutation.getNumDims() - 1;
  return permutation.getDimPosition(last) == last;
}

static bool isContraction(linalg::GenericOp op) {
  return op->getNumResults() == 1 && linalg::isaContractionOpInterface(op);
}

namespace {

/// A contraction reads what is transposed before it in the order that it has,
/// if it then still reads rows, or columns that are those of the result.
struct FuseTransposedOperand : public OpRewritePattern<linalg::GenericOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(linalg::GenericOp op,
                                PatternRewriter &rewriter) const override {
    if (!isContraction(op))
      return rewriter.notifyMatchFailure(op, "no contraction");
    for (OpOperand *operand : op.getDpsInputOperands()) {
      auto producer = operand->get().getDefiningOp<linalg::LinalgOp>();
      if (!producer)
        continue;
      std::optional<AffineMap> transposition = getTransposition(producer);
      if (!transposition)
        continue;
      SmallVector<AffineMap> maps = op.getIndexingMapsArray();
      AffineMap &map = maps[operand->getOperandNumber()];
      AffineMap composed = transposition->compose(map);
      ArrayRef<AffineExpr> result = maps.back().getResults();
      if (!keepsRows(*transposition) &&
          (result.empty() || composed.getResults().back() != result.back()))
        continue;
      map = composed;
      rewriter.modifyOpInPlace(op, [&] {
        operand->set(producer.getDpsInputOperand(0)->get());
        op.setIndexingMapsAttr(rewriter.getAffineMapArrayAttr(maps));
      });
      return success();
    }
    return rewriter.notifyMatchFailure(op, "no operand is transposed");
  }
};

/// A contraction writes what is transposed behind it in the order that it gets.
struct FuseTransposedResult
    : public OpInterfaceRewritePattern<linalg::LinalgOp> {
  using OpInterfaceRewritePattern::OpInterfaceRewritePattern;

  LogicalResult matchAndRewrite(linalg::LinalgOp op,
                                PatternRewriter &rewriter) const override {
    std::optional<AffineMap> transposition = getTransposition(op);
    if (!transposition || !keepsRows(*transposition))
      return rewriter.notifyMatchFailure(op, "no transposition of rows");
    Value input = op.getDpsInputOperand(0)->get();
    Value output = op.getDpsInitOperand(0)->get();
    auto producer = input.getDefiningOp<linalg::GenericOp>();
    if (!producer || !isContraction(producer) || !input.hasOneUse())
      return rewriter.notifyMatchFailure(op, "not of a contraction");
    auto fill = producer.getDpsInits()[0].getDefiningOp<linalg::FillOp>();
    if (!fill)
      return rewriter.notifyMatchFailure(op, "the contraction accumulates");

    SmallVector<AffineMap> maps = producer.getIndexingMapsArray();
    maps.back() = inversePermutation(*transposition).compose(maps.back());
    auto init = linalg::FillOp::create(rewriter, fill.getLoc(),
                                       fill.getInputs()[0], output);
    auto transposed = linalg::GenericOp::create(
        rewriter, rewriter.getFusedLoc({producer.getLoc(), op.getLoc()}),
        op->getResultTypes(), producer.getDpsInputs(), init.getResult(0), maps,
        producer.getIteratorTypesArray());
    rewriter.inlineRegionBefore(producer.getRegion(), transposed.getRegion(),
                                transposed.getRegion().begin());
    rewriter.replaceOp(op, transposed);
    rewriter.eraseOp(producer);
    return success();
  }
};

/// Computes what an operand is where it is read. Upstream's pattern does the
/// same, and forgets where the producer comes from.
struct FuseElementwise : public OpRewritePattern<linalg::GenericOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(linalg::GenericOp op,
                                PatternRewriter &rewriter) const override {
    for (OpOperand &operand : op->getOpOperands()) {
      if (!linalg::areElementwiseOpsFusable(&operand) || !shouldFuse(&operand))
        continue;
      Operation *producer = operand.get().getDefiningOp();
      Location loc = rewriter.getFusedLoc({producer->getLoc(), op.getLoc()});
      FailureOr<linalg::ElementwiseOpFusionResult> fusion =
          linalg::fuseElementwiseOps(rewriter, &operand);
      if (failed(fusion))
        return rewriter.notifyMatchFailure(op, "fusion failed");
      fusion->fusedOp->setLoc(loc);
      for (auto [from, to] : fusion->replacements)
        rewriter.replaceUsesWithIf(from, to, [&](OpOperand &use) {
          return use.get().getDefiningOp() != producer;
        });
      rewriter.eraseOp(op);
      return success();
    }
    return rewriter.notifyMatchFailure(op, "no operand is computed here");
  }
};

struct NNFuseElementwisePass
    : public nn::impl::NNFuseElementwiseBase<NNFuseElementwisePass> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    patterns.add<FuseElementwise, FuseTransposedOperand, FuseTransposedResult>(
        &getContext());
    // What goes with fusion: constants and fills that are read.
    linalg::populateElementwiseOpsFusionPatterns(
        patterns, [](OpOperand *) { return false; });
    linalg::GenericOp::getCanonicalizationPatterns(patterns, &getContext());
    linalg::FillOp::getCanonicalizationPatterns(patterns, &getContext());
    linalg::populateFoldReshapeOpsByCollapsingPatterns(patterns,
                                                       shouldCollapse);
    tensor::CollapseShapeOp::getCanonicalizationPatterns(patterns,
                                                         &getContext());
    tensor::ExpandShapeOp::getCanonicalizationPatterns(patterns, &getContext());
    tensor::populateFoldTensorEmptyPatterns(patterns);
    // Producers first, so that a chain becomes one op however long it is.
    if (failed(applyPatterns(
            getOperation(), std::move(patterns), getArgument(),
            getGreedyRewriteConfig().setUseTopDownTraversal(true))))
      signalPassFailure();
  }
};

} // namespace
