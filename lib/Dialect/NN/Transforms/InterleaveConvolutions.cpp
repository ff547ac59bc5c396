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
// and reads input[q + offset] for as many offsets in a row. Phases that read
// the same offsets are one convolution with a set of channels for each; others
// are convolutions of their own, since a tap that a phase does not have would
// make a NaN of an infinite input even if it were zero. All phases lie one
// behind the other in the result.
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

/// More convolutions than this are not worth their launches.
static constexpr int64_t kMaxConvolutions = 32;

namespace {

/// The results of one residue along a dimension: which elements of the input
/// they read, `input[q + least]` to `input[q + most]`, and by which taps.
struct Phase {
  int64_t least = 0, most = 0;
  /// The tap of the element furthest on.
  int64_t first = 0;

  int64_t getWindow() const { return most - least + 1; }
  /// The tap at a place of the window.
  int64_t getTap(int64_t place, int64_t stride) const {
    return first + (getWindow() - 1 - place) * stride;
  }
};

/// A spatial dimension of a transposed convolution.
struct Dim {
  int64_t input, stride, taps;
  /// How many results are computed in front of the first that counts.
  int64_t shift = 0;
  /// How many results each phase has.
  int64_t places = 0;
  SmallVector<Phase> phases;

  Dim(int64_t input, int64_t output, int64_t taps, int64_t stride,
      int64_t before);

  /// Whether all phases read the same.
  bool isUniform() const {
    return llvm::all_of(phases, [&](const Phase &phase) {
      return phase.least == phases[0].least && phase.most == phases[0].most;
    });
  }
};

} // namespace

/// Finds each phase's taps, for results that begin `shift` earlier, and returns
/// how many elements of the input all of them together read.
static int64_t findPhases(int64_t taps, int64_t stride, int64_t place,
                          SmallVectorImpl<Phase> &phases) {
  int64_t least = std::numeric_limits<int64_t>::max(), most = -least;
  phases.clear();
  for (int64_t p = 0; p < stride; ++p, ++place) {
    Phase phase;
    phase.most = llvm::divideFloorSigned(place, stride);
    phase.first = place - phase.most * stride;
    phase.least =
        phase.most - (llvm::divideCeil(taps - phase.first, stride) - 1);
    least = std::min(least, phase.least);
    most = std::max(most, phase.most);
    phases.push_back(phase);
  }
  return most - least + 1;
}

Dim::Dim(int64_t input, int64_t output, int64_t taps, int64_t stride,
         int64_t before)
    : input(input), stride(stride), taps(taps) {
  // The shift by which the phases read the fewest elements. By one more, the
  // last phase becomes the first and reads one element less far.
  int64_t fewest = std::numeric_limits<int64_t>::max();
  for (int64_t by = 0; by < stride; ++by) {
    int64_t count = findPhases(taps, stride, before - by, phases);
    if (count < fewest) {
      fewest = count;
      shift = by;
    }
  }
  findPhases(taps, stride, before - shift, phases);
  places = llvm::divideCeil(output + shift, stride);
}

/// The filter of a convolution by some phases along each dimension, from
/// `[spatial.., channels, depth]` to `[window.., depth, phases * channels]`.
static Attribute makeFilter(const ConstantView &filter, ArrayRef<Dim> dims,
                            ArrayRef<ArrayRef<Phase>> groups) {
  unsigned rank = dims.size();
  ArrayRef<int64_t> from = filter.getShape();
  int64_t channels = from[rank], depth = from[rank + 1];
  int64_t numPhases = 1, numPlaces = 1;
  SmallVector<int64_t> shape;
  for (ArrayRef<Phase> phases : groups) {
    shape.push_back(phases[0].getWindow());
    numPlaces *= shape.back();
    numPhases *= phases.size();
  }
  shape.append({depth, numPhases * channels});
  ConstantBuilder result(RankedTensorType::get(shape, filter.getElementType()));
  for (int64_t phase = 0; phase < numPhases; ++phase)
    for (int64_t place = 0; place < numPlaces; ++place) {
      int64_t tap = 0, factor = 1, restPhase = phase, restPlace = place;
      for (int64_t dim = rank - 1; dim >= 0; --dim) {
        ArrayRef<Phase> phases = groups[dim];
        int64_t window = phases[0].getWindow();
        tap += phases[restPhase % phases.size()].getTap(restPlace % window,
                                                        dims[dim].stride) *
               factor;
        factor *= dims[dim].taps;
        restPhase /= phases.size();
        restPlace /= window;
      }
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

    for (unsigned i = 0; i < rank; ++i)
      if (filter->getShape()[i] < op.getStrides()[i])
        return rewriter.notifyMatchFailure(op, "some results have no tap");

    SmallVector<Dim> dims;
    int64_t numConvolutions = 1;
    for (unsigned i = 0; i < rank; ++i) {
      Dim dim(inputType.getDimSize(i + 1), type.getDimSize(i + 1),
              filter->getShape()[i], op.getStrides()[i],
              op.getPadding()[2 * i]);
      for (const Phase &phase : dim.phases)
        if (phase.least > 0 || dim.places + phase.most < dim.input)
          return rewriter.notifyMatchFailure(op,
                                             "not all of the input is read");
      if (!dim.isUniform())
        numConvolutions *= dim.stride;
      if (numConvolutions > kMaxConvolutions)
        return rewriter.notifyMatchFailure(
            op, "results have too many different numbers of taps");
      dims.push_back(std::move(dim));
    }

    // The phases along uniform dimensions vary fastest in the channels: those
    // along the others are convolutions behind each other.
    Location loc = op.getLoc();
    int64_t batch = type.getDimSize(0), channels = type.getShape().back();
    SmallVector<int64_t> places = {batch}, split, merged = {batch};
    SmallVector<int64_t> begin = {0}, size = {-1}, order(2 * rank + 2, 0);
    int64_t numUniform = 1;
    for (const Dim &dim : dims)
      places.push_back(dim.places);
    split = places;
    for (bool isUniform : {false, true})
      for (auto [i, dim] : llvm::enumerate(dims)) {
        if (dim.isUniform() != isUniform)
          continue;
        order[2 + 2 * i] = split.size();
        split.push_back(dim.stride);
        numUniform *= isUniform ? dim.stride : 1;
      }
    order.back() = split.size();
    split.push_back(channels);
    for (auto [i, dim] : llvm::enumerate(dims)) {
      order[1 + 2 * i] = 1 + i;
      merged.push_back(dim.places * dim.stride);
      begin.push_back(dim.shift);
      size.push_back(type.getDimSize(i + 1));
    }
    merged.push_back(channels);
    begin.push_back(0);
    size.push_back(-1);

    SmallVector<Value> parts;
    SmallVector<int64_t> ones(rank, 1);
    places.push_back(numUniform * channels);
    for (int64_t number = 0; number < numConvolutions; ++number) {
      SmallVector<ArrayRef<Phase>> groups(rank);
      SmallVector<int64_t> padding(2 * rank);
      for (int64_t i = rank - 1, rest = number; i >= 0; --i) {
        const Dim &dim = dims[i];
        groups[i] = dim.phases;
        if (!dim.isUniform()) {
          groups[i] = groups[i].slice(rest % dim.stride, 1);
          rest /= dim.stride;
        }
        padding[2 * i] = -groups[i][0].least;
        padding[2 * i + 1] = dim.places + groups[i][0].most - dim.input;
      }
      Value part = arith::ConstantOp::create(
          rewriter, op.getFilter().getLoc(),
          cast<TypedAttr>(makeFilter(*filter, dims, groups)));
      parts.push_back(ConvOp::create(rewriter, loc, type.clone(places),
                                     op.getInput(), part, ones, ones, padding,
                                     DataFormat::NHWC, /*same_upper=*/false));
    }
    places.back() *= numConvolutions;
    Value value = parts[0];
    if (parts.size() > 1)
      value = ConcatOp::create(rewriter, loc, type.clone(places), parts,
                               /*axis=*/rank + 1);
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
    if (failed(
            applyPatterns(getOperation(), std::move(patterns), getArgument())))
      signalPassFailure();
  }
};

} // namespace
