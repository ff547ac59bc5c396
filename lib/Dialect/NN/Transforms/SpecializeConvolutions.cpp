//===- SpecializeConvolutions.cpp -----------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Convolutions that simpler ops compute.
//
//===----------------------------------------------------------------------===//

#include "mlir/IR/PatternMatch.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "nn/Dialect/NN/IR/NNConvolutionOps.h"
#include "nn/Dialect/NN/IR/NNShapeOps.h"
#include "nn/Dialect/NN/IR/NNWindow.h"
#include "nn/Dialect/NN/Transforms/Algebra.h"
#include "nn/Dialect/NN/Transforms/Passes.h"
#include "nn/Support/MatchFailures.h"

namespace mlir::nn {
#define GEN_PASS_DEF_NNSPECIALIZECONVOLUTIONS
#include "nn/Dialect/NN/Transforms/Passes.h.inc"
} // namespace mlir::nn

using namespace mlir;
using namespace mlir::nn;

namespace {

/// A convolution whose groups are single channels is a depthwise one: of filter
/// `[h, w, 1, channels * multiplier]` only the dimensions are other.
struct GroupedToDepthwise : public OpRewritePattern<Conv2DOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(Conv2DOp op,
                                PatternRewriter &rewriter) const override {
    ImageDims dims(op.getDataFormat() == DataFormat::NHWC);
    auto filterType = cast<RankedTensorType>(op.getFilter().getType());
    int64_t channels = cast<RankedTensorType>(op.getInput().getType())
                           .getDimSize(dims.channels);
    if (filterType.getDimSize(2) != 1)
      return rewriter.notifyMatchFailure(op, "filter's depth is not 1");
    if (ShapedType::isDynamic(channels) || filterType.isDynamicDim(3))
      return rewriter.notifyMatchFailure(op, "channels are unknown");
    if (channels <= 1)
      return rewriter.notifyMatchFailure(op, "there is one group");

    auto type = RankedTensorType::get({filterType.getDimSize(0),
                                       filterType.getDimSize(1), channels,
                                       filterType.getDimSize(3) / channels},
                                      filterType.getElementType());
    Value filter = ReshapeOp::create(rewriter, op.getFilter().getLoc(), type,
                                     op.getFilter(), Value());
    rewriter.replaceOpWithNewOp<DepthwiseConv2DOp>(
        op, op.getType(), op.getInput(), filter, op.getStrides(),
        op.getDilations(), op.getPadding(), op.getDataFormat(),
        op.getSameUpper());
    return success();
  }
};

struct SpecializeConvolutionsPass
    : public nn::impl::NNSpecializeConvolutionsBase<
          SpecializeConvolutionsPass> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    populateSpecializeConvolutionsPatterns(patterns);
    if (failed(
            applyPatterns(getOperation(), std::move(patterns), getArgument())))
      signalPassFailure();
  }
};

} // namespace

void mlir::nn::populateSpecializeConvolutionsPatterns(
    RewritePatternSet &patterns) {
  patterns.add<GroupedToDepthwise>(patterns.getContext());
}
