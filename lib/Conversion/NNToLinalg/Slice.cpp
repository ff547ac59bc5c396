//===- Slice.cpp ----------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Ops that cut parts out of a tensor, put a border around it, or turn it
// around.
//
//===----------------------------------------------------------------------===//

#include "Checks.h"
#include "Patterns.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "nn/Conversion/NNToLinalg/StorageTypeConverter.h"
#include "nn/Dialect/NN/IR/NNShapeOps.h"
#include "nn/Dialect/NN/IR/NNTypeInference.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::detail;

using IPred = arith::CmpIPredicate;

static Sizes getIndexAttrs(Builder &b, ArrayRef<int64_t> values) {
  return getAsIndexOpFoldResult(b.getContext(), values);
}

static Value createIndex(ImplicitLocOpBuilder &b, int64_t value) {
  return arith::ConstantIndexOp::create(b, value);
}

namespace {

/// Where a slice is along one dimension: `stride` may be negative.
struct SliceAxis {
  OpFoldResult begin, size;
  int64_t stride;
};

} // namespace

/// Computes a slice of a dimension of unknown size, as getSliceBegin and
/// getSliceLength do of a known one.
static SliceAxis computeSlice(ImplicitLocOpBuilder &b, OpFoldResult available,
                              int64_t begin, int64_t size, int64_t stride) {
  AffineExpr d0 = b.getAffineDimExpr(0), d1 = b.getAffineDimExpr(1);
  SliceAxis axis = {b.getIndexAttr(begin), b.getIndexAttr(size), stride};
  Value bound = cast<Value>(available);
  if (size > 0) {
    // From the first to the last element, whatever their order.
    OpFoldResult first = axis.begin;
    if (begin < 0)
      first = axis.begin = computeSize(b, d0 + begin, {available});
    OpFoldResult last = computeSize(b, d0 + (size - 1) * stride, {first});
    if (stride < 0)
      std::swap(first, last);
    CheckMessage message("expected elements ");
    message << first << " to " << last << " to be in a dimension of size "
            << available;
    emitCheck(
        b,
        andConditions(b, compareSizes(b, IPred::sge, first, b.getIndexAttr(0)),
                      compareSizes(b, IPred::slt, last, available)),
        message);
    return axis;
  }
  if (begin < 0) {
    Value fromEnd = getSizeValue(b, computeSize(b, d0 + begin, {available}));
    axis.begin =
        arith::MaxSIOp::create(b, fromEnd, createIndex(b, 0)).getResult();
  } else if (begin > 0) {
    axis.begin =
        arith::MinSIOp::create(b, createIndex(b, begin), bound).getResult();
  }
  if (size == -1)
    axis.size =
        stride > 0
            ? computeSize(b, (d0 - d1).ceilDiv(stride), {available, axis.begin})
            : computeSize(b, d0.floorDiv(-stride) + 1, {axis.begin});
  return axis;
}

/// Cuts the slice out; along dimensions with a negative stride, in increasing
/// order and then reversed.
static Value slice(ImplicitLocOpBuilder &b, Value input,
                   ArrayRef<SliceAxis> axes) {
  Sizes offsets, sizes, strides;
  SmallVector<int64_t> reversed;
  AffineExpr d0 = b.getAffineDimExpr(0), d1 = b.getAffineDimExpr(1);
  for (auto [i, axis] : llvm::enumerate(axes)) {
    offsets.push_back(axis.begin);
    sizes.push_back(axis.size);
    strides.push_back(b.getIndexAttr(std::abs(axis.stride)));
    if (axis.stride > 0 || isZeroInteger(axis.size))
      continue;
    reversed.push_back(i);
    offsets.back() =
        computeSize(b, d0 + (d1 - 1) * axis.stride, {axis.begin, axis.size});
  }
  if (hasNoElements(sizes))
    return createEmpty(b, sizes, getTensorType(input).getElementType());
  Value result =
      tensor::ExtractSliceOp::create(b, input, offsets, sizes, strides);
  return reversed.empty() ? result : reverse(b, result, reversed);
}

namespace {

struct SliceOpConversion : public OpLowering<SliceOp> {
  using OpLowering::OpLowering;

  FailureOr<Value> lower(SliceOp op, OpAdaptor adaptor, ImplicitLocOpBuilder &b,
                         ConversionPatternRewriter &rewriter) const override {
    Value input = adaptor.getInput();
    SmallVector<SliceAxis> axes;
    for (auto [available, begin, size, stride] :
         llvm::zip_equal(getSizes(b, input), op.getBegin(), op.getSize(),
                         op.getStrides())) {
      std::optional<int64_t> number = getConstantIntValue(available);
      if (!number) {
        axes.push_back(computeSlice(b, available, begin, size, stride));
        continue;
      }
      std::optional<int64_t> length =
          getSliceLength(*number, begin, size, stride);
      if (!length)
        return rewriter.notifyMatchFailure(op,
                                           "expects a part inside the input");
      axes.push_back({b.getIndexAttr(getSliceBegin(*number, begin)),
                      b.getIndexAttr(*length), stride});
    }
    return slice(b, input, axes);
  }
};

/// Whether a part is known not to be within a tensor: the check in front of it
/// fails, and no op could be made for it.
static bool isKnownOutside(OpFoldResult begin, OpFoldResult size,
                           OpFoldResult available) {
  std::optional<int64_t> from = getConstantIntValue(begin);
  std::optional<int64_t> count = getConstantIntValue(size);
  std::optional<int64_t> limit = getConstantIntValue(available);
  return (from && *from < 0) || (count && *count < 0) ||
         (from && limit && *from > *limit) ||
         (from && count && limit && *count > *limit - *from);
}

struct DynamicSliceOpConversion : public OpLowering<DynamicSliceOp> {
  using OpLowering::OpLowering;

  FailureOr<Value> lower(DynamicSliceOp op, OpAdaptor adaptor,
                         ImplicitLocOpBuilder &b,
                         ConversionPatternRewriter &) const override {
    Value input = adaptor.getInput();
    auto type = cast<RankedTensorType>(op.getType());
    AffineExpr d0 = b.getAffineDimExpr(0), d1 = b.getAffineDimExpr(1);
    OpFoldResult zero = b.getIndexAttr(0);
    Sizes offsets, sizes, strides(type.getRank(), b.getIndexAttr(1));
    bool isOutside = false;
    for (auto [i, available] : llvm::enumerate(getSizes(b, input))) {
      OpFoldResult begin = extractSize(b, adaptor.getBegin(), i);
      OpFoldResult wanted = extractSize(b, adaptor.getSize(), i);
      // A size of -1 is what is left.
      OpFoldResult left = computeSize(b, d0 - d1, {available, begin});
      OpFoldResult size = wanted;
      if (getConstantIntValue(wanted) == -1) {
        size = left;
      } else if (!getConstantIntValue(wanted)) {
        Value takesAll = arith::CmpIOp::create(
            b, IPred::eq, getSizeValue(b, wanted), createIndex(b, -1));
        size = arith::SelectOp::create(b, takesAll, getSizeValue(b, left),
                                       getSizeValue(b, wanted))
                   .getResult();
      }
      CheckMessage message("expected a part of dimension " + Twine(i) +
                           " of size ");
      message << available << ", got begin " << begin << ", size " << wanted;
      Value isInside =
          andConditions(b, compareSizes(b, IPred::sge, begin, zero),
                        compareSizes(b, IPred::sge, size, zero));
      emitCheck(
          b,
          andConditions(b, isInside, compareSizes(b, IPred::sle, size, left)),
          message);
      if (!type.isDynamicDim(i)) {
        checkEqualSizes(b, size, b.getIndexAttr(type.getDimSize(i)),
                        "sizes of dimension " + Twine(i) + " and of its part");
        size = b.getIndexAttr(type.getDimSize(i));
      }
      isOutside |= isKnownOutside(begin, size, available);
      offsets.push_back(begin);
      sizes.push_back(size);
    }
    if (isOutside) {
      for (OpFoldResult &size : sizes)
        if (getConstantIntValue(size).value_or(0) < 0)
          size = zero;
      return createEmpty(b, sizes, getTensorType(input).getElementType());
    }
    return tensor::ExtractSliceOp::create(b, input, offsets, sizes, strides)
        .getResult();
  }
};

struct DynamicUpdateSliceOpConversion
    : public OpLowering<DynamicUpdateSliceOp> {
  using OpLowering::OpLowering;

  FailureOr<Value> lower(DynamicUpdateSliceOp op, OpAdaptor adaptor,
                         ImplicitLocOpBuilder &b,
                         ConversionPatternRewriter &) const override {
    Value input = adaptor.getInput(), update = adaptor.getUpdate();
    AffineExpr d0 = b.getAffineDimExpr(0), d1 = b.getAffineDimExpr(1);
    OpFoldResult zero = b.getIndexAttr(0);
    Sizes sizes = getSizes(b, update), offsets;
    Sizes strides(sizes.size(), b.getIndexAttr(1));
    bool isOutside = false;
    for (auto [i, available] : llvm::enumerate(getSizes(b, input))) {
      OpFoldResult begin = extractSize(b, adaptor.getBegin(), i);
      OpFoldResult left = computeSize(b, d0 - d1, {available, begin});
      CheckMessage message("expected a part of dimension " + Twine(i) +
                           " of size ");
      message << available << ", got begin " << begin << ", size " << sizes[i];
      emitCheck(b,
                andConditions(b, compareSizes(b, IPred::sge, begin, zero),
                              compareSizes(b, IPred::sle, sizes[i], left)),
                message);
      isOutside |= isKnownOutside(begin, sizes[i], available);
      offsets.push_back(begin);
    }
    if (isEmpty(update.getType()) || isOutside)
      return input;
    return tensor::InsertSliceOp::create(b, update, input, offsets, sizes,
                                         strides)
        .getResult();
  }
};

//===----------------------------------------------------------------------===//
// Borders
//===----------------------------------------------------------------------===//

struct PadOpConversion : public OpLowering<PadOp> {
  using OpLowering::OpLowering;

  FailureOr<Value> lower(PadOp op, OpAdaptor adaptor, ImplicitLocOpBuilder &b,
                         ConversionPatternRewriter &) const override {
    TypedAttr value = op.getValue();
    if (auto integer = dyn_cast<IntegerAttr>(value)) {
      Type type = StorageTypeConverter::convertElementType(integer.getType());
      value = b.getIntegerAttr(
          type, integer.getValue().zextOrTrunc(type.getIntOrFloatBitWidth()));
    }
    Value scalar = arith::ConstantOp::create(b, value);
    return padWith(b, adaptor.getInput(), getIndexAttrs(b, op.getLow()),
                   getIndexAttrs(b, op.getHigh()), scalar);
  }
};

struct MirrorPadOpConversion : public OpLowering<MirrorPadOp> {
  using OpLowering::OpLowering;

  FailureOr<Value> lower(MirrorPadOp op, OpAdaptor adaptor,
                         ImplicitLocOpBuilder &b,
                         ConversionPatternRewriter &) const override {
    Value input = adaptor.getInput();
    Sizes inputSizes = getSizes(b, input), sizes;
    AffineExpr d0 = b.getAffineDimExpr(0);
    for (auto [size, low, high] :
         llvm::zip_equal(inputSizes, op.getLow(), op.getHigh()))
      sizes.push_back(computeSize(b, d0 + low + high, {size}));
    // How far the mirror is from the first element: on it, or half before it.
    int64_t shift = op.getMode() == MirrorPadMode::Symmetric ? 1 : 0;
    for (auto [size, low, high] :
         llvm::zip_equal(inputSizes, op.getLow(), op.getHigh())) {
      int64_t border = std::max(low, high);
      CheckMessage message("expected a size to mirror for a border of " +
                           Twine(border) + ", got ");
      message << size;
      if (border)
        emitCheck(b,
                  compareSizes(b, IPred::sge, size,
                               b.getIndexAttr(border + 1 - shift)),
                  message);
    }
    return createMap(
        b, sizes, getTensorType(input).getElementType(), ValueRange(),
        [&](ImplicitLocOpBuilder &b, ValueRange) -> Value {
          SmallVector<Value> indices;
          for (auto [i, low, high] :
               llvm::enumerate(op.getLow(), op.getHigh())) {
            Value index = linalg::IndexOp::create(b, i);
            if (low == 0 && high == 0) {
              indices.push_back(index);
              continue;
            }
            index = arith::SubIOp::create(b, index, createIndex(b, low));
            Value before =
                arith::SubIOp::create(b, createIndex(b, -shift), index);
            Value bound = getSizeValue(b, inputSizes[i]);
            Value twice =
                arith::SubIOp::create(b, arith::AddIOp::create(b, bound, bound),
                                      createIndex(b, 2 - shift));
            Value behind = arith::SubIOp::create(b, twice, index);
            Value isBefore =
                arith::CmpIOp::create(b, IPred::slt, index, createIndex(b, 0));
            Value isBehind = arith::CmpIOp::create(b, IPred::sge, index, bound);
            index = arith::SelectOp::create(b, isBehind, behind, index);
            indices.push_back(
                arith::SelectOp::create(b, isBefore, before, index));
          }
          return tensor::ExtractOp::create(b, input, indices);
        });
  }
};

struct ReverseOpConversion : public OpLowering<ReverseOp> {
  using OpLowering::OpLowering;

  FailureOr<Value> lower(ReverseOp op, OpAdaptor adaptor,
                         ImplicitLocOpBuilder &b,
                         ConversionPatternRewriter &) const override {
    if (op.getAxes().empty())
      return adaptor.getInput();
    return reverse(b, adaptor.getInput(), op.getAxes());
  }
};

} // namespace

void nn::detail::populateSlicePatterns(const TypeConverter &converter,
                                       RewritePatternSet &patterns) {
  patterns.add<DynamicSliceOpConversion, DynamicUpdateSliceOpConversion,
               MirrorPadOpConversion, PadOpConversion, ReverseOpConversion,
               SliceOpConversion>(converter, patterns.getContext());
}
