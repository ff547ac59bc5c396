//===- Convolution.cpp ----------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Convolutions to linalg's named ops on NHWC images, or, where there is none,
// to a generic one. A tensor.pad of the input is the padding; NCHW images are
// transposed before and after.
//
//===----------------------------------------------------------------------===//

#include "Checks.h"
#include "Patterns.h"
#include "Scalar.h"
#include "Window.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "nn/Dialect/NN/IR/NNConvolutionOps.h"
#include "nn/Dialect/NN/IR/NNWindow.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::detail;

template <typename ConvOp>
static Value createConvolution(ImplicitLocOpBuilder &b, Value padded,
                               Value filter, Value init,
                               const ImageWindow &window) {
  return ConvOp::create(b, init.getType(), ValueRange{padded, filter}, init,
                        window.getStrides(b), window.getDilations(b))
      .getResult(0);
}

/// Convolves an image or a volume of one group.
static Value convolve(ImplicitLocOpBuilder &b, Value image, Value filter,
                      const ImageWindow &window) {
  Type elementType = getTensorType(image).getElementType();
  unsigned rank = window.axes.size();
  Value padded = window.pad(b, image, createScalar(b, elementType, 0));
  Value init = createZeros(
      b, window.getOutputSizes(b, image, getSize(b, filter, rank + 1)),
      elementType);
  Value result = rank == 2 ? createConvolution<linalg::Conv2DNhwcHwcfOp>(
                                 b, padded, filter, init, window)
                           : createConvolution<linalg::Conv3DNdhwcDhwcfOp>(
                                 b, padded, filter, init, window);
  return convertFloats(b, result, elementType);
}

/// Convolves each channel with the filters [height, width, channel, multiplier]
/// of its own.
static Value convolveDepthwise(ImplicitLocOpBuilder &b, Value image,
                               Value filter, const ImageWindow &window) {
  Type elementType = getTensorType(image).getElementType();
  Value padded = window.pad(b, image, createScalar(b, elementType, 0));
  Sizes sizes = window.getOutputSizes(b, image, getSize(b, filter, 2));
  Value result;
  if (getTensorType(filter).getDimSize(3) == 1) {
    Value init = createZeros(b, sizes, elementType);
    result =
        linalg::DepthwiseConv2DNhwcHwcOp::create(
            b, init.getType(), ValueRange{padded, dropUnitDims(b, filter, {3})},
            init, window.getStrides(b), window.getDilations(b))
            .getResult(0);
  } else {
    sizes.push_back(getSize(b, filter, 3));
    Value init = createZeros(b, sizes, elementType);
    result = linalg::DepthwiseConv2DNhwcHwcmOp::create(
                 b, init.getType(), ValueRange{padded, filter}, init,
                 window.getStrides(b), window.getDilations(b))
                 .getResult(0);
    result = collapse(b, result, {{0}, {1}, {2}, {3, 4}});
  }
  return convertFloats(b, result, elementType);
}

/// Convolves an image or a volume whose groups have several channels: they are
/// a dimension of their own.
static Value convolveGroups(ImplicitLocOpBuilder &b, Value image, Value filter,
                            int64_t groups, const ImageWindow &window) {
  Type elementType = getTensorType(image).getElementType();
  Type computeType = getComputeType(elementType);
  auto filterType = getTensorType(filter);
  unsigned rank = window.axes.size();
  int64_t depth = filterType.getDimSize(rank);
  int64_t channels = filterType.getDimSize(rank + 1) / groups;
  Value padded = window.pad(b, image, createScalar(b, elementType, 0));
  Sizes imageSizes = getSizes(b, padded), filterSizes = getSizes(b, filter);
  imageSizes.back() = b.getIndexAttr(groups);
  imageSizes.push_back(b.getIndexAttr(depth));
  filterSizes.back() = b.getIndexAttr(groups);
  filterSizes.push_back(b.getIndexAttr(channels));
  // The channels are two dimensions, the others stay.
  SmallVector<ReassociationIndices> reassociation;
  for (unsigned dim = 0; dim < rank + 1; ++dim)
    reassociation.push_back({dim});
  reassociation.push_back({rank + 1, rank + 2});
  padded = expand(b, padded, reassociation, imageSizes);
  filter = expand(b, filter, reassociation, filterSizes);
  Value init = createZeros(
      b,
      window.getOutputSizes(b, image,
                            {b.getIndexAttr(groups), b.getIndexAttr(channels)}),
      elementType);

  // n, places, group, channel; positions in the window, depth
  MLIRContext *context = b.getContext();
  unsigned parallel = rank + 3, loops = parallel + rank + 1;
  AffineExpr n = b.getAffineDimExpr(0), g = b.getAffineDimExpr(rank + 1);
  AffineExpr c = b.getAffineDimExpr(rank + 2);
  AffineExpr k = b.getAffineDimExpr(loops - 1);
  SmallVector<AffineExpr> imageExprs = {n}, filterExprs;
  llvm::append_range(imageExprs, window.getPositions(context, parallel));
  imageExprs.append({g, k});
  for (unsigned dim = 0; dim < rank; ++dim)
    filterExprs.push_back(b.getAffineDimExpr(parallel + dim));
  filterExprs.append({k, g, c});
  SmallVector<AffineMap> maps = {
      AffineMap::get(loops, 0, imageExprs, context),
      AffineMap::get(loops, 0, filterExprs, context),
      b.getMultiDimIdentityMap(loops).getMajorSubMap(parallel)};
  SmallVector<utils::IteratorType> iterators(parallel,
                                             utils::IteratorType::parallel);
  iterators.append(rank + 1, utils::IteratorType::reduction);
  Value result =
      linalg::GenericOp::create(
          b, init.getType(), ValueRange{padded, filter}, init, maps, iterators,
          [&](OpBuilder &builder, Location loc, ValueRange args) {
            ScalarBuilder b(loc, builder);
            auto widen = [&](Value value) {
              return isa<FloatType>(computeType)
                         ? convertFloat(b, value, computeType)
                         : value;
            };
            Value product = b.mul(widen(args[0]), widen(args[1]));
            linalg::YieldOp::create(b, b.add(args[2], product));
          })
          .getResult(0);
  result = collapse(b, result, reassociation);
  return convertFloats(b, result, elementType);
}

/// Dilates an image: a maximum of sums.
static Value dilate(ImplicitLocOpBuilder &b, Value image, Value filter,
                    const ImageWindow &window, Type elementType) {
  bool isUnsigned = elementType.isUnsignedInteger();
  bool isFloat = isa<FloatType>(elementType);
  Value lowest = createLowestFinite(b, elementType);
  Value padded = window.pad(b, image, lowest);
  Value init = createFilled(
      b, window.getOutputSizes(b, image, getSize(b, image, 3)), lowest);
  // n, oh, ow, c; kh, kw
  MLIRContext *context = b.getContext();
  SmallVector<AffineExpr> exprs = {b.getAffineDimExpr(0)};
  llvm::append_range(exprs, window.getPositions(context, 4));
  AffineExpr c = b.getAffineDimExpr(3);
  exprs.push_back(c);
  SmallVector<AffineMap> maps = {
      AffineMap::get(6, 0, exprs, context),
      AffineMap::get(6, 0, {b.getAffineDimExpr(4), b.getAffineDimExpr(5), c},
                     context),
      b.getMultiDimIdentityMap(6).getMajorSubMap(4)};
  SmallVector<utils::IteratorType> iterators(4, utils::IteratorType::parallel);
  iterators.append(2, utils::IteratorType::reduction);
  return linalg::GenericOp::create(
             b, init.getType(), ValueRange{padded, filter}, init, maps,
             iterators,
             [&](OpBuilder &builder, Location loc, ValueRange args) {
               ScalarBuilder b(loc, builder);
               Value sum = b.add(args[0], args[1]);
               Value isGreater =
                   isFloat ? b.compare(arith::CmpFPredicate::OGT, sum, args[2])
                           : b.compare(isUnsigned ? arith::CmpIPredicate::ugt
                                                  : arith::CmpIPredicate::sgt,
                                       sum, args[2]);
               linalg::YieldOp::create(b, b.select(isGreater, sum, args[2]));
             })
      .getResult(0);
}

namespace {

template <typename OpTy>
struct ConvOpConversion : public OpLowering<OpTy> {
  using OpLowering<OpTy>::OpLowering;

  FailureOr<Value> lower(OpTy op, typename OpTy::Adaptor adaptor,
                         ImplicitLocOpBuilder &b,
                         ConversionPatternRewriter &rewriter) const override {
    Value filter = adaptor.getFilter();
    Value image = toChannelsLast(b, adaptor.getInput(), op.getDataFormat());
    ArrayRef<int64_t> filterSizes = getTensorType(filter).getShape();
    int64_t imageChannels = getTensorType(image).getShape().back();
    if (ShapedType::isDynamicShape(filterSizes))
      return rewriter.notifyMatchFailure(op,
                                         "expects a filter with static sizes");
    unsigned rank = filterSizes.size() - 2;
    ImageWindow window =
        getImageWindow(b, image, filterSizes.take_front(rank), op.getStrides(),
                       op.getDilations(), op.getPadding(), op.getSameUpper());
    int64_t depth = filterSizes[rank];
    // Channels of unknown number are taken for the filter's: one group.
    if (ShapedType::isDynamic(imageChannels)) {
      checkEqualSizes(b, getSize(b, image, rank + 1), b.getIndexAttr(depth),
                      "channels of image and filter");
      imageChannels = depth;
    }
    Value result;
    if (imageChannels == depth) {
      result = convolve(b, image, filter, window);
    } else if (depth == 1 && rank == 2) {
      Value perChannel =
          expand(b, dropUnitDims(b, filter, {2}), {{0}, {1}, {2, 3}},
                 {b.getIndexAttr(filterSizes[0]),
                  b.getIndexAttr(filterSizes[1]), b.getIndexAttr(imageChannels),
                  b.getIndexAttr(filterSizes[3] / imageChannels)});
      result = convolveDepthwise(b, image, perChannel, window);
    } else {
      result = convolveGroups(b, image, filter, imageChannels / depth, window);
    }
    return fromChannelsLast(b, result, op.getDataFormat());
  }
};

struct DepthwiseConv2DOpConversion : public OpLowering<DepthwiseConv2DOp> {
  using OpLowering::OpLowering;

  FailureOr<Value> lower(DepthwiseConv2DOp op, OpAdaptor adaptor,
                         ImplicitLocOpBuilder &b,
                         ConversionPatternRewriter &rewriter) const override {
    Value filter = adaptor.getFilter();
    ArrayRef<int64_t> filterSizes = getTensorType(filter).getShape();
    if (ShapedType::isDynamicShape(filterSizes))
      return rewriter.notifyMatchFailure(op,
                                         "expects a filter with static sizes");
    Value image = toChannelsLast(b, adaptor.getInput(), op.getDataFormat());
    ImageWindow window =
        getImageWindow(b, image, filterSizes.take_front(2), op.getStrides(),
                       op.getDilations(), op.getPadding(), op.getSameUpper());
    checkEqualSizes(b, getSize(b, image, 3), b.getIndexAttr(filterSizes[2]),
                    "channels of image and filter");
    Value result = convolveDepthwise(b, image, filter, window);
    return fromChannelsLast(b, result, op.getDataFormat());
  }
};

struct Dilation2DOpConversion : public OpLowering<Dilation2DOp> {
  using OpLowering::OpLowering;

  FailureOr<Value> lower(Dilation2DOp op, OpAdaptor adaptor,
                         ImplicitLocOpBuilder &b,
                         ConversionPatternRewriter &rewriter) const override {
    Value image = adaptor.getInput(), filter = adaptor.getFilter();
    ArrayRef<int64_t> filterSizes = getTensorType(filter).getShape();
    if (ShapedType::isDynamicShape(filterSizes))
      return rewriter.notifyMatchFailure(op,
                                         "expects a filter with static sizes");
    ImageWindow window =
        getImageWindow(b, image, filterSizes.take_front(2), op.getStrides(),
                       op.getDilations(), op.getPadding(), op.getSameUpper());
    return dilate(b, image, filter, window, op.getType().getElementType());
  }
};

/// A convolution of the input with zeros between its elements: `strides - 1` of
/// them, with a filter turned around.
template <typename OpTy>
struct ConvTransposeOpConversion : public OpLowering<OpTy> {
  using OpLowering<OpTy>::OpLowering;

  FailureOr<Value> lower(OpTy op, typename OpTy::Adaptor adaptor,
                         ImplicitLocOpBuilder &b,
                         ConversionPatternRewriter &rewriter) const override {
    DataFormat format = op.getDataFormat();
    Value filter = adaptor.getFilter();
    auto filterType = getTensorType(filter);
    if (!filterType.hasStaticShape())
      return rewriter.notifyMatchFailure(op,
                                         "expects a filter with static sizes");
    unsigned rank = filterType.getRank() - 2;
    ImageDims dims(format == DataFormat::NHWC, rank);
    ArrayRef<int64_t> output = op.getType().getShape();
    output = output.slice(dims.firstSpatial, rank);
    Value image = toChannelsLast(b, adaptor.getInput(), format);
    Type elementType = getTensorType(image).getElementType();
    Value zero = createScalar(b, elementType, 0);

    // Spread the input, then border it such that the window, now without
    // strides, has as many places as the result.
    Sizes sizes = getSizes(b, image), spread = sizes, low, high;
    checkEqualSizes(b, sizes[rank + 1],
                    b.getIndexAttr(filterType.getDimSize(rank + 1)),
                    "channels of image and filter");
    Sizes offsets(rank + 2, b.getIndexAttr(0));
    Sizes strides(rank + 2, b.getIndexAttr(1));
    low = high = offsets;
    bool isSpread = false;
    for (unsigned i = 0; i < rank; ++i) {
      int64_t stride = op.getStrides()[i], before = op.getPadding()[2 * i];
      int64_t reach = (filterType.getDimSize(i) - 1) * op.getDilations()[i];
      AffineExpr d0 = b.getAffineDimExpr(0);
      spread[i + 1] = computeSize(b, (d0 - 1) * stride + 1, {sizes[i + 1]});
      strides[i + 1] = b.getIndexAttr(stride);
      isSpread |= stride != 1;
      if (before > reach)
        return rewriter.notifyMatchFailure(
            op, "expects a padding below the filter's size");
      low[i + 1] = b.getIndexAttr(reach - before);
      int64_t behind = reach - op.getPadding()[2 * i + 1];
      high[i + 1] =
          ShapedType::isDynamic(output[i])
              ? OpFoldResult(b.getIndexAttr(behind))
              : computeSize(b, -d0 + output[i] + before, {spread[i + 1]});
      if (!getConstantIntValue(high[i + 1]))
        checkNotNegative(b, high[i + 1], "a border of the spread image");
      if (getConstantIntValue(high[i + 1]).value_or(0) < 0)
        return rewriter.notifyMatchFailure(
            op, "expects a result that the input's places fit in");
    }
    if (isSpread)
      image = tensor::InsertSliceOp::create(
          b, image, createFilled(b, spread, zero), offsets, sizes, strides);
    image = padWith(b, image, low, high, zero);

    // From [.., channels, depth] to [.., depth, channels], turned around.
    Sizes filterSizes = getSizes(b, filter);
    SmallVector<AffineExpr> turned;
    for (unsigned i = 0; i < rank; ++i)
      turned.push_back(-b.getAffineDimExpr(i) + (filterType.getDimSize(i) - 1));
    turned.append({b.getAffineDimExpr(rank + 1), b.getAffineDimExpr(rank)});
    std::swap(filterSizes[rank], filterSizes[rank + 1]);
    filter = createMap(
        b, filterSizes, elementType, filter,
        AffineMap::get(rank + 2, 0, turned, b.getContext()),
        [](ImplicitLocOpBuilder &, ValueRange args) { return args[0]; });
    SmallVector<int64_t> ones(rank, 1), zeros(2 * rank, 0);
    ImageWindow window =
        getImageWindow(b, image, filterType.getShape().take_front(rank), ones,
                       op.getDilations(), zeros, /*same=*/false);
    return fromChannelsLast(b, convolve(b, image, filter, window), format);
  }
};

} // namespace

void nn::detail::populateConvolutionPatterns(const TypeConverter &converter,
                                             RewritePatternSet &patterns) {
  patterns.add<ConvOpConversion<Conv2DOp>, ConvOpConversion<Conv3DOp>,
               ConvTransposeOpConversion<Conv2DTransposeOp>,
               ConvTransposeOpConversion<Conv3DTransposeOp>,
               DepthwiseConv2DOpConversion, Dilation2DOpConversion>(
      converter, patterns.getContext());
}
