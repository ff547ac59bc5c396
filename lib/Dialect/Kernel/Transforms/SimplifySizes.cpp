//===- SimplifySizes.cpp --------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
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
    return getInitial(
        whileOp.getConditionOp().getArgs()[argument.getArgNumber()]);
  }
  auto result = cast<OpResult>(tensor);
  if (auto forOp = dyn_cast<scf::ForOp>(result.getOwner()))
    return forOp.getInitArgs()[result.getResultNumber()];
  auto whileOp = dyn_cast<scf::WhileOp>(result.getOwner());
  if (!whileOp)
    return {};
  auto forwarded = dyn_cast<BlockArgument>(
      whileOp.getConditionOp().getArgs()[result.getResultNumber()]);
  if (!forwarded || forwarded.getOwner() != whileOp.getBeforeBody())
    return {};
  return whileOp.getInits()[forwarded.getArgNumber()];
}

/// Whether a dimension of a tensor is known to have a size.
static bool hasSize(Value tensor, int64_t dim, Value size) {
  auto dimOp = size.getDefiningOp<tensor::DimOp>();
  // Bounded: each step goes to an operand, or out of a loop.
  while (tensor) {
    if (dimOp && dimOp.getSource() == tensor && dimOp.getConstantIndex() == dim)
      return true;
    Operation *op = tensor.getDefiningOp();
    if (auto dps = dyn_cast_or_null<DestinationStyleOpInterface>(op)) {
      tensor = dps.getTiedOpOperand(cast<OpResult>(tensor))->get();
    } else if (auto cast = dyn_cast_or_null<tensor::CastOp>(op)) {
      tensor = cast.getSource();
      if (!isa<RankedTensorType>(tensor.getType()))
        return false;
    } else if (auto empty = dyn_cast_or_null<tensor::EmptyOp>(op)) {
      return empty.getType().isDynamicDim(dim) &&
             empty.getDynamicSize(dim) == size;
    } else if (auto slice = dyn_cast_or_null<tensor::ExtractSliceOp>(op)) {
      return slice.getType().getRank() == slice.getSourceType().getRank() &&
             slice.getMixedSizes()[dim] == OpFoldResult(size);
    } else if (auto expand = dyn_cast_or_null<tensor::ExpandShapeOp>(op)) {
      return expand.getMixedOutputShape()[dim] == OpFoldResult(size);
    } else if (auto collapse = dyn_cast_or_null<tensor::CollapseShapeOp>(op)) {
      // If all but one of the joined sizes are 1, it is that one.
      int64_t source = -1;
      for (int64_t i : collapse.getReassociationIndices()[dim])
        if (collapse.getSrcType().getDimSize(i) != 1)
          source = source == -1 ? i : -2;
      if (source < 0)
        return false;
      tensor = collapse.getSrc();
      dim = source;
    } else {
      tensor = getInitial(tensor);
    }
  }
  return false;
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
    SmallVector<Value> indices;
    auto next = op.getIndices().begin();
    for (auto [dim, offset] : llvm::enumerate(slice.getStaticOffsets())) {
      int64_t index = offset;
      if (!dropped.test(dim)) {
        std::optional<int64_t> inner = getConstantIntValue(*next++);
        if (!inner)
          return rewriter.notifyMatchFailure(op, "an index is not known");
        index += *inner;
      }
      indices.push_back(
          arith::ConstantIndexOp::create(rewriter, op.getLoc(), index));
    }
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

/// Elements of a tensor that is broadcast along dimensions of which only
/// running tells whether their size is 1, if the size turns out to be the
/// result's.
struct BroadcastOfAll : public OpRewritePattern<linalg::GenericOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(linalg::GenericOp op,
                                PatternRewriter &rewriter) const override {
    if (op.getNumDpsInputs() != 0 || op.getNumResults() != 1 ||
        op.getNumParallelLoops() != op.getNumLoops() ||
        !op.getIndexingMapsArray()[0].isIdentity())
      return rewriter.notifyMatchFailure(op, "op has operands or reduces");
    auto extract = op.getBody()
                       ->getTerminator()
                       ->getOperand(0)
                       .getDefiningOp<tensor::ExtractOp>();
    auto empty = op.getDpsInits()[0].getDefiningOp<tensor::EmptyOp>();
    if (!extract || !empty)
      return rewriter.notifyMatchFailure(op, "op does not only read a tensor");
    Value tensor = extract.getTensor();
    auto type = cast<RankedTensorType>(tensor.getType());
    if (op->isAncestor(tensor.getParentBlock()->getParentOp()) ||
        type.getRank() != op.getNumLoops())
      return rewriter.notifyMatchFailure(op, "op reads a part of a tensor");
    for (auto [dim, index] : llvm::enumerate(extract.getIndices())) {
      Value size = empty.getType().isDynamicDim(dim) ? empty.getDynamicSize(dim)
                                                     : Value();
      if (size ? !hasSize(tensor, dim, size)
               : type.getDimSize(dim) != empty.getType().getDimSize(dim))
        return rewriter.notifyMatchFailure(op, "tensor may have another size");
      // Where the size is 1, the only index is 0.
      if (auto select = index.getDefiningOp<arith::SelectOp>();
          select && isConstantIntValue(select.getTrueValue(), 0)) {
        auto isOne = select.getCondition().getDefiningOp<arith::CmpIOp>();
        if (!isOne || isOne.getPredicate() != arith::CmpIPredicate::eq ||
            isOne.getLhs() != size || !isConstantIntValue(isOne.getRhs(), 1))
          return rewriter.notifyMatchFailure(op, "tensor is broadcast");
        index = select.getFalseValue();
      }
      auto indexOp = index.getDefiningOp<linalg::IndexOp>();
      if (!indexOp || indexOp.getDim() != dim)
        return rewriter.notifyMatchFailure(op, "elements change their places");
    }
    rewriter.replaceOp(op, tensor::CastOp::create(rewriter, op.getLoc(),
                                                  op.getType(0), tensor));
    return success();
  }
};

struct NNSimplifySizesPass
    : public nn::impl::NNSimplifySizesBase<NNSimplifySizesPass> {
  void runOnOperation() override {
    MLIRContext *context = &getContext();
    RewritePatternSet set(context);
    set.add<BroadcastOfAll, ElementOfSlice, SizeOfCarried, SizeThroughInteger>(
        context);
    memref::populateResolveRankedShapedTypeResultDimsPatterns(set);
    FrozenRewritePatternSet patterns(std::move(set));
    // Equal sizes are one value before the choice between them is none.
    for (bool isLast : {false, true}) {
      // What is not simplified is no error, as in a canonicalization.
      (void)applyPatternsGreedily(getOperation(), patterns,
                                  getGreedyRewriteConfig());
      if (isLast)
        break;
      IRRewriter rewriter(context);
      DominanceInfo dominance(getOperation());
      eliminateCommonSubExpressions(rewriter, dominance, getOperation());
    }
  }
};

} // namespace
