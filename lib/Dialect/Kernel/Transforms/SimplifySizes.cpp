//===- SimplifySizes.cpp --------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MemRef/Transforms/Transforms.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/IR/Dominance.h"
#include "mlir/Transforms/CSE.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "nn/Dialect/Kernel/Transforms/Passes.h"
#include "nn/Support/MatchFailures.h"

namespace mlir::nn {
#define GEN_PASS_DEF_NNSIMPLIFYSIZES
#include "nn/Dialect/Kernel/Transforms/Passes.h.inc"
} // namespace mlir::nn

using namespace mlir;
using namespace mlir::nn;

/// What the tensors begin with that a while loop's condition passes on as its
/// operand `number`, or null: it may compute them.
static Value getInitialOfForwarded(scf::WhileOp op, unsigned number) {
  auto argument =
      dyn_cast<BlockArgument>(op.getConditionOp().getArgs()[number]);
  if (!argument || argument.getOwner() != op.getBeforeBody())
    return {};
  return op.getInits()[argument.getArgNumber()];
}

/// What a tensor begins with that a loop carries, or null. What a loop results
/// in counts as well.
static Value getInitial(Value tensor) {
  if (auto argument = dyn_cast<BlockArgument>(tensor)) {
    Operation *loop = argument.getOwner()->getParentOp();
    if (auto forOp = dyn_cast_or_null<scf::ForOp>(loop)) {
      OpOperand *initial = forOp.getTiedLoopInit(argument);
      return initial ? initial->get() : Value();
    }
    auto whileOp = dyn_cast_or_null<scf::WhileOp>(loop);
    if (!whileOp)
      return {};
    if (argument.getOwner() == whileOp.getBeforeBody())
      return whileOp.getInits()[argument.getArgNumber()];
    return getInitialOfForwarded(whileOp, argument.getArgNumber());
  }
  auto result = cast<OpResult>(tensor);
  if (auto forOp = dyn_cast<scf::ForOp>(result.getOwner()))
    return forOp.getInitArgs()[result.getResultNumber()];
  if (auto whileOp = dyn_cast<scf::WhileOp>(result.getOwner()))
    return getInitialOfForwarded(whileOp, result.getResultNumber());
  return {};
}

namespace {

struct SizeOfCarried : public OpRewritePattern<tensor::DimOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(tensor::DimOp op,
                                PatternRewriter &rewriter) const override {
    Value initial = getInitial(op.getSource());
    if (!initial)
      return rewriter.notifyMatchFailure(op, "tensor is not carried by a loop");
    rewriter.modifyOpInPlace(op,
                             [&] { op.getSourceMutable().assign(initial); });
    return success();
  }
};

struct ElementOfSlice : public OpRewritePattern<tensor::ExtractOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(tensor::ExtractOp op,
                                PatternRewriter &rewriter) const override {
    auto slice = op.getTensor().getDefiningOp<tensor::ExtractSliceOp>();
    if (!slice)
      return rewriter.notifyMatchFailure(op, "tensor is no slice");
    if (!slice.hasUnitStride() ||
        ShapedType::isDynamicShape(slice.getStaticOffsets()))
      return rewriter.notifyMatchFailure(op, "slice has steps or may move");
    llvm::SmallBitVector dropped = slice.getDroppedDims();
    SmallVector<int64_t> numbers;
    auto next = op.getIndices().begin();
    for (auto [dim, offset] : llvm::enumerate(slice.getStaticOffsets())) {
      int64_t index = offset;
      if (!dropped.test(dim)) {
        std::optional<int64_t> inner = getConstantIntValue(*next++);
        if (!inner)
          return rewriter.notifyMatchFailure(op, "an index is not known");
        index += *inner;
      }
      numbers.push_back(index);
    }
    auto indices = llvm::map_to_vector(numbers, [&](int64_t number) -> Value {
      return arith::ConstantIndexOp::create(rewriter, op.getLoc(), number);
    });
    rewriter.replaceOpWithNewOp<tensor::ExtractOp>(op, slice.getSource(),
                                                   indices);
    return success();
  }
};

/// Sizes are less than 2^31: `nn.shape` of more is an error in TensorFlow.
struct SizeThroughInteger : public OpRewritePattern<arith::IndexCastOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(arith::IndexCastOp op,
                                PatternRewriter &rewriter) const override {
    auto inner = op.getIn().getDefiningOp<arith::IndexCastOp>();
    if (!op.getType().isIndex() || !inner ||
        inner.getType().getIntOrFloatBitWidth() < 32)
      return rewriter.notifyMatchFailure(op, "no way to an integer and back");
    if (!inner.getIn().getDefiningOp<tensor::DimOp>())
      return rewriter.notifyMatchFailure(op, "integer is not a size");
    rewriter.replaceOp(op, inner.getIn());
    return success();
  }
};

struct NNSimplifySizesPass
    : public nn::impl::NNSimplifySizesBase<NNSimplifySizesPass> {
  void runOnOperation() override {
    MLIRContext *context = &getContext();
    RewritePatternSet set(context);
    set.add<ElementOfSlice, SizeOfCarried, SizeThroughInteger>(context);
    memref::populateResolveRankedShapedTypeResultDimsPatterns(set);
    // A batch times the blocks of an image, and divided by them, is the batch.
    affine::AffineApplyOp::getCanonicalizationPatterns(set, context);
    FrozenRewritePatternSet patterns(std::move(set));
    // Equal sizes are one value before the choice between them is none.
    for (bool isLast : {false, true}) {
      if (failed(applyPatterns(getOperation(), patterns, getArgument())))
        return signalPassFailure();
      if (isLast)
        break;
      IRRewriter rewriter(context);
      DominanceInfo dominance(getOperation());
      eliminateCommonSubExpressions(rewriter, dominance, getOperation());
    }
  }
};

} // namespace
