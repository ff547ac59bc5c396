//===- InterleaveConvolutions.cpp -----------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A transposed convolution of stride s computes s results between two elements
// of its input, each with another part of the filter. Along one dimension,
//
//   result[o] = sum of input[i] * filter[k] for o = i * s + k - before
//
// so with o = q * s + p - shift the phase p has the taps k of one residue by s,
// and reads input[q + offset] for a few offsets. All phases together are a
// convolution by the offsets that any of them reads, with one set of channels a
// phase, and the phases lie one behind the other in the result.
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "nn/Dialect/NN/IR/NNConvolutionOps.h"
#include "nn/Dialect/NN/IR/NNShapeOps.h"
#include "nn/Dialect/NN/Transforms/Passes.h"
#include "nn/Support/Constants.h"
#include "nn/Support/MatchFailures.h"
#include "llvm/Support/MathExtras.h"

namespace mlir::nn {
#define GEN_PASS_DEF_NNINTERLEAVECONVOLUTIONS
#include "nn/Dialect/NN/Transforms/Passes.h.inc"
} // namespace mlir::nn

using namespace mlir;
using namespace mlir::nn;

namespace {

/// A spatial dimension of a transposed convolution as phases.
struct Phases {
  int64_t stride = 1, taps = 1;
  /// How many results are computed in front of the first that counts.
  int64_t shift = 0;
  /// The filter's index for each phase and each offset, or -1.
  SmallVector<SmallVector<int64_t>> indices;
  /// The convolution's window and padding, and its number of places.
  int64_t window = 0, low = 0, high = 0, places = 0;

  Phases(int64_t input, int64_t output, int64_t taps, int64_t stride,
         int64_t before);

private:
  void assign(int64_t before);
};

} // namespace

/// Finds each phase's offsets, for results that begin `shift` earlier.
void Phases::assign(int64_t before) {
  int64_t least = std::numeric_limits<int64_t>::max(), most = -least;
  auto forEachTap = [&](auto function) {
    for (int64_t phase = 0; phase < stride; ++phase) {
      int64_t place = phase + before - shift;
      int64_t quotient = llvm::divideFloorSigned(place, stride);
      for (int64_t k = place - quotient * stride; k < taps; k += stride)
        function(phase, quotient--, k);
    }
  };
  forEachTap([&](int64_t, int64_t offset, int64_t) {
    least = std::min(least, offset);
    most = std::max(most, offset);
  });
  window = most - least + 1;
  low = -least;
  indices.assign(stride, SmallVector<int64_t>(window, -1));
  forEachTap([&](int64_t phase, int64_t offset, int64_t k) {
    indices[phase][offset - least] = k;
  });
}

Phases::Phases(int64_t input, int64_t output, int64_t taps, int64_t stride,
               int64_t before)
    : stride(stride), taps(taps) {
  // The shift whose window is the smallest.
  int64_t best = 0, smallest = std::numeric_limits<int64_t>::max();
  for (shift = 0; shift < stride; ++shift) {
    assign(before);
    if (window < smallest) {
      smallest = window;
      best = shift;
    }
  }
  shift = best;
  assign(before);
  places = llvm::divideCeil(output + shift, stride);
  high = places + window - 1 - low - input;
}

/// Copies the filter's taps of all phases to where the convolution wants them:
/// from `[spatial.., channels, depth]` to `[window.., depth, phases *
/// channels]`.
static Attribute makeFilter(const ConstantView &filter,
                            ArrayRef<Phases> phases) {
  unsigned rank = phases.size();
  ArrayRef<int64_t> from = filter.getShape();
  int64_t channels = from[rank], depth = from[rank + 1], numPhases = 1;
  SmallVector<int64_t> shape;
  for (const Phases &dim : phases) {
    shape.push_back(dim.window);
    numPhases *= dim.stride;
  }
  shape.append({depth, numPhases * channels});
  ConstantBuilder result(RankedTensorType::get(shape, filter.getElementType()));

  int64_t numPlaces = 1;
  for (const Phases &dim : phases)
    numPlaces *= dim.window;
  for (int64_t phase = 0; phase < numPhases; ++phase)
    for (int64_t place = 0; place < numPlaces; ++place) {
      // Which tap of the filter it is, if any.
      int64_t tap = 0, factor = 1, restPhase = phase, restPlace = place;
      for (int64_t dim = rank - 1; dim >= 0 && tap >= 0; --dim) {
        const Phases &info = phases[dim];
        int64_t index =
            info.indices[restPhase % info.stride][restPlace % info.window];
        tap = index < 0 ? -1 : tap + index * factor;
        factor *= info.taps;
        restPhase /= info.stride;
        restPlace /= info.window;
      }
      if (tap < 0)
        continue;
      for (int64_t k = 0; k < depth; ++k)
        for (int64_t c = 0; c < channels; ++c)
          result.copyElement(
              ((place * depth + k) * numPhases + phase) * channels + c, filter,
              (tap * channels + c) * depth + k);
    }
  return result.finish("interleaved");
}

namespace {

template <typename TransposedOp, typename ConvOp>
struct InterleaveConvolution : public OpRewritePattern<TransposedOp> {
  using OpRewritePattern<TransposedOp>::OpRewritePattern;

  LogicalResult matchAndRewrite(TransposedOp op,
                                PatternRewriter &rewriter) const override {
    std::optional<ConstantView> filter = ConstantView::get(op.getFilter());
    if (!filter)
      return rewriter.notifyMatchFailure(op, "filter is not constant");
    if (op.getDataFormat() != DataFormat::NHWC)
      return rewriter.notifyMatchFailure(op, "channels are not last");
    if (llvm::any_of(op.getDilations(), [](int64_t d) { return d != 1; }))
      return rewriter.notifyMatchFailure(op, "filter is dilated");
    if (llvm::all_of(op.getStrides(), [](int64_t s) { return s == 1; }))
      return rewriter.notifyMatchFailure(op, "results do not interleave");
    auto type = cast<RankedTensorType>(op.getType());
    auto inputType = cast<RankedTensorType>(op.getInput().getType());
    unsigned rank = type.getRank() - 2;
    if (ShapedType::isDynamicShape(type.getShape().drop_front()) ||
        ShapedType::isDynamicShape(inputType.getShape().drop_front()))
      return rewriter.notifyMatchFailure(op, "sizes are not known");

    SmallVector<Phases> phases;
    SmallVector<int64_t> padding;
    for (unsigned i = 0; i < rank; ++i) {
      phases.emplace_back(inputType.getDimSize(i + 1), type.getDimSize(i + 1),
                          filter->getShape()[i], op.getStrides()[i],
                          op.getPadding()[2 * i]);
      if (phases[i].low < 0 || phases[i].high < 0)
        return rewriter.notifyMatchFailure(op, "not all of the input is read");
      padding.append({phases[i].low, phases[i].high});
    }

    Location loc = op.getLoc();
    int64_t batch = type.getDimSize(0), channels = type.getShape().back();
    SmallVector<int64_t> places = {batch}, split = {batch}, merged = {batch};
    SmallVector<int64_t> begin = {0}, size = {-1}, order = {0};
    for (auto [i, dim] : llvm::enumerate(phases)) {
      places.push_back(dim.places);
      split.push_back(dim.places);
      merged.push_back(dim.places * dim.stride);
      begin.push_back(dim.shift);
      size.push_back(type.getDimSize(i + 1));
      order.append({int64_t(1 + i), int64_t(1 + rank + i)});
    }
    int64_t numPhases = 1;
    for (const Phases &dim : phases) {
      split.push_back(dim.stride);
      numPhases *= dim.stride;
    }
    places.push_back(numPhases * channels);
    split.push_back(channels);
    merged.push_back(channels);
    begin.push_back(0);
    size.push_back(-1);
    order.push_back(1 + 2 * rank);

    Value newFilter =
        arith::ConstantOp::create(rewriter, op.getFilter().getLoc(),
                                  cast<TypedAttr>(makeFilter(*filter, phases)));
    SmallVector<int64_t> ones(rank, 1);
    Value value = ConvOp::create(rewriter, loc, type.clone(places),
                                 op.getInput(), newFilter, ones, ones, padding,
                                 DataFormat::NHWC, /*same_upper=*/false);
    value = ReshapeOp::create(rewriter, loc, type.clone(split), value, Value());
    value = TransposeOp::create(rewriter, loc, value, order);
    value =
        ReshapeOp::create(rewriter, loc, type.clone(merged), value, Value());
    if (value.getType() != type)
      value = SliceOp::create(rewriter, loc, type, value, begin, size,
                              SmallVector<int64_t>(rank + 2, 1));
    rewriter.replaceOp(op, value);
    return success();
  }
};

struct InterleaveConvolutionsPass
    : public nn::impl::NNInterleaveConvolutionsBase<
          InterleaveConvolutionsPass> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    patterns.add<InterleaveConvolution<Conv2DTransposeOp, Conv2DOp>,
                 InterleaveConvolution<Conv3DTransposeOp, Conv3DOp>>(
        &getContext());
    if (failed(applyPatternsGreedily(getOperation(), std::move(patterns),
                                     getGreedyRewriteConfig())))
      signalPassFailure();
  }
};

} // namespace
