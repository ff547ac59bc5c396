//===- ShapeCanonicalization.cpp ------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Canonicalization patterns of the ops that rearrange, cut and join tensors.
//
//===----------------------------------------------------------------------===//

#include "mlir/IR/PatternMatch.h"
#include "nn/Dialect/NN/IR/NNShapeOps.h"
#include "nn/Support/Constants.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;
using namespace mlir::nn;

namespace {

/// expand_dims or squeeze of a reshape, expand_dims or squeeze is one reshape.
template <typename OpTy>
struct ReshapeOfReshape : public OpRewritePattern<OpTy> {
  using OpRewritePattern<OpTy>::OpRewritePattern;

  LogicalResult matchAndRewrite(OpTy op,
                                PatternRewriter &rewriter) const override {
    Operation *inner = op.getInput().getDefiningOp();
    if (!isa_and_present<ReshapeOp, ExpandDimsOp, SqueezeOp>(inner))
      return rewriter.notifyMatchFailure(op, "input is not reshaped");
    if (op.getType().getNumDynamicDims() > 1)
      return rewriter.notifyMatchFailure(op, "several sizes are unknown");
    rewriter.replaceOpWithNewOp<ReshapeOp>(op, op.getType(),
                                           inner->getOperand(0), Value());
    return success();
  }
};

/// A transpose that leaves the order of all dimensions but those of size 1 is a
/// reshape.
struct TransposeOfUnitDims : public OpRewritePattern<TransposeOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(TransposeOp op,
                                PatternRewriter &rewriter) const override {
    RankedTensorType input = op.getInput().getType();
    if (op.getType().getNumDynamicDims() > 1 ||
        op.getType().getNumDynamicDims() != input.getNumDynamicDims())
      return rewriter.notifyMatchFailure(op, "several sizes are unknown");
    SmallVector<int64_t> moved;
    llvm::copy_if(op.getPermutation(), std::back_inserter(moved),
                  [&](int64_t axis) { return input.getDimSize(axis) != 1; });
    if (!llvm::is_sorted(moved))
      return rewriter.notifyMatchFailure(op, "elements change their order");
    rewriter.replaceOpWithNewOp<ReshapeOp>(op, op.getType(), op.getInput(),
                                           Value());
    return success();
  }
};

/// Concats along one axis are one concat, if the inner one has no other user.
struct ConcatOfConcat : public OpRewritePattern<ConcatOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(ConcatOp op,
                                PatternRewriter &rewriter) const override {
    SmallVector<Value> inputs;
    for (Value input : op.getInputs()) {
      auto inner = input.getDefiningOp<ConcatOp>();
      if (inner && inner.getAxis() == op.getAxis() && inner->hasOneUse())
        llvm::append_range(inputs, inner.getInputs());
      else
        inputs.push_back(input);
    }
    if (inputs.size() == op.getInputs().size())
      return rewriter.notifyMatchFailure(op, "no input is such a concat");
    rewriter.modifyOpInPlace(op, [&] { op.getInputsMutable().assign(inputs); });
    return success();
  }
};

/// A slice of a slice is one slice.
struct SliceOfSlice : public OpRewritePattern<SliceOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(SliceOp op,
                                PatternRewriter &rewriter) const override {
    auto inner = op.getInput().getDefiningOp<SliceOp>();
    if (!inner)
      return rewriter.notifyMatchFailure(op, "input is not a slice");
    RankedTensorType source = inner.getInput().getType();
    RankedTensorType middle = inner.getType();
    SmallVector<int64_t> begin, size, strides;
    for (int64_t axis = 0, rank = middle.getRank(); axis < rank; ++axis) {
      bool isWholeInner = inner.getBegin()[axis] == 0 &&
                          inner.getSize()[axis] == -1 &&
                          inner.getStrides()[axis] == 1;
      bool isWholeOuter = op.getBegin()[axis] == 0 &&
                          op.getSize()[axis] == -1 &&
                          op.getStrides()[axis] == 1;
      if (isWholeInner || isWholeOuter) {
        SliceOp other = isWholeInner ? op : inner;
        begin.push_back(other.getBegin()[axis]);
        size.push_back(other.getSize()[axis]);
        strides.push_back(other.getStrides()[axis]);
        continue;
      }
      if (source.isDynamicDim(axis) || middle.isDynamicDim(axis))
        return rewriter.notifyMatchFailure(op, "a size is unknown");
      int64_t step = inner.getStrides()[axis];
      size.push_back(*getSliceLength(middle.getDimSize(axis),
                                     op.getBegin()[axis], op.getSize()[axis],
                                     op.getStrides()[axis]));
      begin.push_back(
          getSliceBegin(source.getDimSize(axis), inner.getBegin()[axis]) +
          step * getSliceBegin(middle.getDimSize(axis), op.getBegin()[axis]));
      strides.push_back(step * op.getStrides()[axis]);
      // An empty part may begin behind the end.
      if (size.back() == 0)
        begin.back() = 0;
    }
    rewriter.replaceOpWithNewOp<SliceOp>(op, op.getType(), inner.getInput(),
                                         begin, size, strides);
    return success();
  }
};

/// A slice of a concat that reads one input only is a slice of that input.
struct SliceOfConcat : public OpRewritePattern<SliceOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(SliceOp op,
                                PatternRewriter &rewriter) const override {
    auto concat = op.getInput().getDefiningOp<ConcatOp>();
    if (!concat)
      return rewriter.notifyMatchFailure(op, "input is not a concat");
    int64_t axis = concat.getAxis();
    int64_t length = op.getType().getDimSize(axis);
    int64_t begin = op.getBegin()[axis], stride = op.getStrides()[axis];
    if (begin < 0 || length <= 0)
      return rewriter.notifyMatchFailure(op, "the part is unknown or empty");
    int64_t last = begin + (length - 1) * stride;
    int64_t offset = 0;
    for (Value input : concat.getInputs()) {
      int64_t size = cast<RankedTensorType>(input.getType()).getDimSize(axis);
      if (ShapedType::isDynamic(size))
        return rewriter.notifyMatchFailure(op, "an input's size is unknown");
      if (std::min(begin, last) >= offset &&
          std::max(begin, last) < offset + size) {
        SmallVector<int64_t> begins(op.getBegin()), sizes(op.getSize());
        begins[axis] = begin - offset;
        sizes[axis] = length;
        rewriter.replaceOpWithNewOp<SliceOp>(op, op.getType(), input, begins,
                                             sizes, op.getStrides());
        return success();
      }
      offset += size;
    }
    return rewriter.notifyMatchFailure(op, "the part spans several inputs");
  }
};

/// A dynamic_slice at a known place is a slice.
struct StaticDynamicSlice : public OpRewritePattern<DynamicSliceOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(DynamicSliceOp op,
                                PatternRewriter &rewriter) const override {
    std::optional<ConstantView> begin = ConstantView::get(op.getBegin());
    std::optional<ConstantView> size = ConstantView::get(op.getSize());
    if (!begin || !size)
      return rewriter.notifyMatchFailure(op, "'begin' or 'size' is unknown");
    SmallVector<int64_t> begins, sizes;
    for (auto [axis, available] :
         llvm::enumerate(op.getInput().getType().getShape())) {
      begins.push_back(begin->getInt(axis));
      sizes.push_back(size->getInt(axis));
      if (begins.back() < 0 || sizes.back() < -1)
        return rewriter.notifyMatchFailure(op, "the part is not in the input");
      if (!ShapedType::isDynamic(available) &&
          !getSliceLength(available, begins.back(), sizes.back(), 1))
        return rewriter.notifyMatchFailure(op, "the part is not in the input");
    }
    SmallVector<int64_t> strides(begins.size(), 1);
    Value slice = SliceOp::create(rewriter, op.getLoc(), op.getType(),
                                  op.getInput(), begins, sizes, strides);
    rewriter.replaceOp(op, slice);
    return success();
  }
};

/// A border around a border of the same value is one border.
struct PadOfPad : public OpRewritePattern<PadOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(PadOp op,
                                PatternRewriter &rewriter) const override {
    auto inner = op.getInput().getDefiningOp<PadOp>();
    if (!inner || inner.getValue() != op.getValue())
      return rewriter.notifyMatchFailure(op, "input has no such border");
    auto add = [](ArrayRef<int64_t> lhs, ArrayRef<int64_t> rhs) {
      return llvm::map_to_vector(llvm::zip_equal(lhs, rhs), [](auto pair) {
        return std::get<0>(pair) + std::get<1>(pair);
      });
    };
    rewriter.replaceOpWithNewOp<PadOp>(
        op, op.getType(), inner.getInput(), add(inner.getLow(), op.getLow()),
        add(inner.getHigh(), op.getHigh()), op.getValue());
    return success();
  }
};

} // namespace

void ExpandDimsOp::getCanonicalizationPatterns(RewritePatternSet &patterns,
                                               MLIRContext *context) {
  patterns.add<ReshapeOfReshape<ExpandDimsOp>>(context);
}

void SqueezeOp::getCanonicalizationPatterns(RewritePatternSet &patterns,
                                            MLIRContext *context) {
  patterns.add<ReshapeOfReshape<SqueezeOp>>(context);
}

void TransposeOp::getCanonicalizationPatterns(RewritePatternSet &patterns,
                                              MLIRContext *context) {
  patterns.add<TransposeOfUnitDims>(context);
}

void ConcatOp::getCanonicalizationPatterns(RewritePatternSet &patterns,
                                           MLIRContext *context) {
  patterns.add<ConcatOfConcat>(context);
}

void SliceOp::getCanonicalizationPatterns(RewritePatternSet &patterns,
                                          MLIRContext *context) {
  patterns.add<SliceOfConcat, SliceOfSlice>(context);
}

void DynamicSliceOp::getCanonicalizationPatterns(RewritePatternSet &patterns,
                                                 MLIRContext *context) {
  patterns.add<StaticDynamicSlice>(context);
}

void PadOp::getCanonicalizationPatterns(RewritePatternSet &patterns,
                                        MLIRContext *context) {
  patterns.add<PadOfPad>(context);
}
