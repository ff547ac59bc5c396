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

/// Decides whether an op is computed in the shape that its operand has before
/// it is expanded. The other operands and the result are reshaped then, which
/// is for free; but what could end a kernel in the longer shape stays so.
static bool shouldCollapse(OpOperand *operand) {
  auto expand = operand->get().getDefiningOp<tensor::ExpandShapeOp>();
  auto consumer = dyn_cast<linalg::GenericOp>(operand->getOwner());
  if (!expand || !consumer || isEpilogue(consumer) || ownsItsLoops(consumer))
    return false;
  if (consumer.getNumReductionLoops() == 0)
    return true;
  // Only dimensions of size 1 vanish: no parallel loop becomes longer.
  int64_t numUnits = llvm::count(expand.getResultType().getShape(), 1) -
                     llvm::count(expand.getSrcType().getShape(), 1);
  return expand.getResultType().getRank() - expand.getSrcType().getRank() ==
         numUnits;
}

namespace {

struct NNFuseElementwisePass
    : public nn::impl::NNFuseElementwiseBase<NNFuseElementwisePass> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    linalg::populateElementwiseOpsFusionPatterns(patterns, shouldFuse);
    linalg::GenericOp::getCanonicalizationPatterns(patterns, &getContext());
    linalg::FillOp::getCanonicalizationPatterns(patterns, &getContext());
    linalg::populateFoldReshapeOpsByCollapsingPatterns(patterns,
                                                       shouldCollapse);
    tensor::CollapseShapeOp::getCanonicalizationPatterns(patterns,
                                                         &getContext());
    tensor::ExpandShapeOp::getCanonicalizationPatterns(patterns, &getContext());
    tensor::populateFoldTensorEmptyPatterns(patterns);
    // Producers first, so that a chain becomes one op however long it is.
    if (failed(applyPatternsGreedily(
            getOperation(), std::move(patterns),
            GreedyRewriteConfig().setUseTopDownTraversal(true))))
      signalPassFailure();
  }
};

} // namespace
