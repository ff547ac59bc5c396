//===- FoldPadding.cpp ----------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Folding of borders into the padding of convolutions and pools.
//
//===----------------------------------------------------------------------===//

#include "mlir/IR/PatternMatch.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "nn/Dialect/NN/IR/NNConvolutionOps.h"
#include "nn/Dialect/NN/IR/NNPoolingOps.h"
#include "nn/Dialect/NN/IR/NNShapeOps.h"
#include "nn/Dialect/NN/IR/NNWindow.h"
#include "nn/Dialect/NN/Transforms/Algebra.h"
#include "nn/Dialect/NN/Transforms/Passes.h"
#include "nn/Support/MatchFailures.h"

namespace mlir::nn {
#define GEN_PASS_DEF_NNFOLDPADDING
#include "nn/Dialect/NN/Transforms/Passes.h.inc"
} // namespace mlir::nn

using namespace mlir;
using namespace mlir::nn;

static bool isZero(Attribute value) {
  if (auto floatAttr = dyn_cast<FloatAttr>(value))
    return floatAttr.getValue().isZero();
  if (auto intAttr = dyn_cast<IntegerAttr>(value))
    return intAttr.getValue().isZero();
  return false;
}

/// True for the value that a max pool's padding stands for, or a lower one.
static bool isLowest(Attribute value) {
  if (auto floatAttr = dyn_cast<FloatAttr>(value)) {
    const APFloat &number = floatAttr.getValue();
    return number.isNegative() && (number.isInfinity() || number.isLargest());
  }
  auto intAttr = dyn_cast<IntegerAttr>(value);
  if (!intAttr)
    return false;
  return intAttr.getType().isUnsignedInteger()
             ? intAttr.getValue().isZero()
             : intAttr.getValue().isMinSignedValue();
}

/// Returns the padding of the op plus that of the border before it, or nothing
/// if the border is not along the spatial dimensions alone.
template <typename OpTy>
static std::optional<SmallVector<int64_t>> addPadding(OpTy op, PadOp pad) {
  int64_t rank = pad.getLow().size();
  ImageDims dims(op.getDataFormat() == DataFormat::NHWC, rank - 2);
  for (int64_t dim = 0; dim < rank; ++dim)
    if (!dims.isSpatial(dim) &&
        (pad.getLow()[dim] != 0 || pad.getHigh()[dim] != 0))
      return std::nullopt;
  SmallVector<int64_t> padding(op.getPadding());
  for (int64_t dim = 0; dim < dims.spatialRank; ++dim) {
    padding[2 * dim] += pad.getLow()[dims.getSpatial(dim)];
    padding[2 * dim + 1] += pad.getHigh()[dims.getSpatial(dim)];
  }
  return padding;
}

namespace {

template <typename OpTy>
struct FoldBorder : public OpRewritePattern<OpTy> {
  using OpRewritePattern<OpTy>::OpRewritePattern;

  LogicalResult matchAndRewrite(OpTy op,
                                PatternRewriter &rewriter) const override {
    constexpr bool isMaxPool =
        llvm::is_one_of<OpTy, MaxPool2DOp, MaxPool3DOp>::value;
    auto pad = op.getInput().template getDefiningOp<PadOp>();
    if (!pad)
      return rewriter.notifyMatchFailure(op, "no border before");
    if (op.getSameUpper())
      return rewriter.notifyMatchFailure(
          op, "padding depends on the size with the border");
    if (isMaxPool ? !isLowest(pad.getValue()) : !isZero(pad.getValue()))
      return rewriter.notifyMatchFailure(op, isMaxPool
                                                 ? "border takes part in maxima"
                                                 : "border is not of zeros");
    std::optional<SmallVector<int64_t>> padding = addPadding(op, pad);
    if (!padding)
      return rewriter.notifyMatchFailure(op, "border is not spatial alone");
    if constexpr (isMaxPool) {
      for (auto [index, size] : llvm::enumerate(*padding))
        if (size >= op.getWindow()[index / 2])
          return rewriter.notifyMatchFailure(op, "a window lies in the border");
    }
    rewriter.modifyOpInPlace(op, [&]() {
      op->setLoc(rewriter.getFusedLoc({pad.getLoc(), op.getLoc()}));
      op.getInputMutable().assign(pad.getInput());
      op.setPadding(*padding);
    });
    return success();
  }
};

struct FoldPaddingPass : public nn::impl::NNFoldPaddingBase<FoldPaddingPass> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    populateFoldPaddingPatterns(patterns);
    if (failed(
            applyPatterns(getOperation(), std::move(patterns), getArgument())))
      signalPassFailure();
  }
};

} // namespace

void mlir::nn::populateFoldPaddingPatterns(RewritePatternSet &patterns) {
  patterns.add<FoldBorder<Conv2DOp>, FoldBorder<Conv3DOp>,
               FoldBorder<DepthwiseConv2DOp>, FoldBorder<MaxPool2DOp>,
               FoldBorder<MaxPool3DOp>>(patterns.getContext());
}
