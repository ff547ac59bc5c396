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

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::detail;

/// Returns a destination of zeros, in the type that sums are accumulated in.
static Value createZeros(ImplicitLocOpBuilder &b, ArrayRef<OpFoldResult> sizes,
                         Type elementType) {
  return createFilled(b, sizes,
                      createScalar(b, getComputeType(elementType), 0));
}

/// Convolves with a filter [height, width, depth, channels].
static Value convolve(ImplicitLocOpBuilder &b, Value image, Value filter,
                      const ImageWindow &window) {
  Type elementType = getTensorType(image).getElementType();
  Value padded = window.pad(b, image, createScalar(b, elementType, 0));
  Value init = createZeros(b,
                           {getSize(b, image, 0), window.height.output,
                            window.width.output, getSize(b, filter, 3)},
                           elementType);
  Value result = linalg::Conv2DNhwcHwcfOp::create(
                     b, init.getType(), ValueRange{padded, filter}, init,
                     window.getStrides(b), window.getDilations(b))
                     .getResult(0);
  return convertFloats(b, result, elementType);
}

/// Convolves each channel with the filters [height, width, channel, multiplier]
/// of its own.
static Value convolveDepthwise(ImplicitLocOpBuilder &b, Value image,
                               Value filter, const ImageWindow &window) {
  Type elementType = getTensorType(image).getElementType();
  Value padded = window.pad(b, image, createScalar(b, elementType, 0));
  Sizes sizes = {getSize(b, image, 0), window.height.output,
                 window.width.output, getSize(b, filter, 2)};
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

/// Convolves each group of channels with filters of its own. The groups are a
/// dimension of the input, the filter and the result.
static Value convolveGroups(ImplicitLocOpBuilder &b, Value image, Value filter,
                            int64_t groups, const ImageWindow &window) {
  Type elementType = getTensorType(image).getElementType();
  Type computeType = getComputeType(elementType);
  auto filterType = getTensorType(filter);
  int64_t depth = filterType.getDimSize(2);
  int64_t channels = filterType.getDimSize(3) / groups;
  Value padded = window.pad(b, image, createScalar(b, elementType, 0));
  Sizes imageSizes = getSizes(b, padded), filterSizes = getSizes(b, filter);
  imageSizes[3] = b.getIndexAttr(groups);
  imageSizes.push_back(b.getIndexAttr(depth));
  filterSizes[3] = b.getIndexAttr(groups);
  filterSizes.push_back(b.getIndexAttr(channels));
  padded = expand(b, padded, {{0}, {1}, {2}, {3, 4}}, imageSizes);
  filter = expand(b, filter, {{0}, {1}, {2}, {3, 4}}, filterSizes);
  Value init = createZeros(b,
                           {getSize(b, image, 0), window.height.output,
                            window.width.output, b.getIndexAttr(groups),
                            b.getIndexAttr(channels)},
                           elementType);

  // n, oh, ow, group, channel; kh, kw, depth
  AffineExpr n, oh, ow, g, c, kh, kw, k;
  bindDims(b.getContext(), n, oh, ow, g, c, kh, kw, k);
  auto getMap = [&](ArrayRef<AffineExpr> exprs) {
    return AffineMap::get(8, 0, exprs, b.getContext());
  };
  const WindowAxis &y = window.height, &x = window.width;
  SmallVector<AffineMap> maps = {
      getMap({n, oh * y.stride + kh * y.dilation,
              ow * x.stride + kw * x.dilation, g, k}),
      getMap({kh, kw, k, g, c}), getMap({n, oh, ow, g, c})};
  SmallVector<utils::IteratorType> iterators(5, utils::IteratorType::parallel);
  iterators.append(3, utils::IteratorType::reduction);
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
  result = collapse(b, result, {{0}, {1}, {2}, {3, 4}});
  return convertFloats(b, result, elementType);
}

namespace {

struct Conv2DOpConversion : public OpLowering<Conv2DOp> {
  using OpLowering::OpLowering;

  FailureOr<Value> lower(Conv2DOp op, OpAdaptor adaptor,
                         ImplicitLocOpBuilder &b,
                         ConversionPatternRewriter &rewriter) const override {
    Value filter = adaptor.getFilter();
    Value image = toChannelsLast(b, adaptor.getInput(), op.getDataFormat());
    ArrayRef<int64_t> filterSizes = getTensorType(filter).getShape();
    int64_t imageChannels = getTensorType(image).getDimSize(3);
    if (ShapedType::isDynamicShape(filterSizes))
      return rewriter.notifyMatchFailure(op,
                                         "expects a filter with static sizes");
    ImageWindow window =
        getImageWindow(b, image, filterSizes.take_front(2), op.getStrides(),
                       op.getDilations(), op.getPadding(), op.getSameUpper());
    int64_t depth = filterSizes[2];
    // Channels of unknown number are taken for the filter's: one group.
    if (ShapedType::isDynamic(imageChannels)) {
      checkEqualSizes(b, getSize(b, image, 3), b.getIndexAttr(depth),
                      "channels of image and filter");
      imageChannels = depth;
    }
    Value result;
    if (imageChannels == depth) {
      result = convolve(b, image, filter, window);
    } else if (depth == 1) {
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

/// A convolution of the input with zeros between its elements: `strides - 1` of
/// them, with a filter turned around.
struct Conv2DTransposeOpConversion : public OpLowering<Conv2DTransposeOp> {
  using OpLowering::OpLowering;

  FailureOr<Value> lower(Conv2DTransposeOp op, OpAdaptor adaptor,
                         ImplicitLocOpBuilder &b,
                         ConversionPatternRewriter &rewriter) const override {
    DataFormat format = op.getDataFormat();
    Value filter = adaptor.getFilter();
    auto filterType = getTensorType(filter);
    if (!filterType.hasStaticShape())
      return rewriter.notifyMatchFailure(op,
                                         "expects a filter with static sizes");
    ArrayRef<int64_t> output = op.getType().getShape();
    output =
        format == DataFormat::NCHW ? output.drop_front(2) : output.slice(1, 2);
    if (ShapedType::isDynamicShape(output))
      return rewriter.notifyMatchFailure(
          op, "expects a result with static height and width");
    Value image = toChannelsLast(b, adaptor.getInput(), format);
    Type elementType = getTensorType(image).getElementType();
    Value zero = createScalar(b, elementType, 0);

    // Spread the input, then border it such that the window, now without
    // strides, has as many places as the result.
    Sizes sizes = getSizes(b, image), spread = sizes, low, high;
    checkEqualSizes(b, sizes[3], b.getIndexAttr(filterType.getDimSize(3)),
                    "channels of image and filter");
    Sizes offsets(4, b.getIndexAttr(0)), strides(4, b.getIndexAttr(1));
    low = high = offsets;
    for (unsigned i = 0; i < 2; ++i) {
      int64_t stride = op.getStrides()[i], before = op.getPadding()[2 * i];
      int64_t size = filterType.getDimSize(i);
      AffineExpr d0 = b.getAffineDimExpr(0);
      spread[i + 1] = computeSize(b, (d0 - 1) * stride + 1, {sizes[i + 1]});
      strides[i + 1] = b.getIndexAttr(stride);
      if (before >= size)
        return rewriter.notifyMatchFailure(
            op, "expects a padding below the filter's size");
      low[i + 1] = b.getIndexAttr(size - 1 - before);
      high[i + 1] = computeSize(b, -d0 + output[i] + before, {spread[i + 1]});
      if (!getConstantIntValue(high[i + 1]))
        checkNotNegative(b, high[i + 1], "a border of the spread image");
      if (getConstantIntValue(high[i + 1]).value_or(0) < 0)
        return rewriter.notifyMatchFailure(
            op, "expects a result that the input's places fit in");
    }
    if (op.getStrides() != ArrayRef<int64_t>{1, 1})
      image = tensor::InsertSliceOp::create(
          b, image, createFilled(b, spread, zero), offsets, sizes, strides);
    image = padWith(b, image, low, high, zero);

    // From [height, width, channels, depth] to [height, width, depth,
    // channels].
    AffineExpr y, x, k, c;
    bindDims(b.getContext(), y, x, k, c);
    AffineMap turned =
        AffineMap::get(4, 0,
                       {-y + (filterType.getDimSize(0) - 1),
                        -x + (filterType.getDimSize(1) - 1), c, k},
                       b.getContext());
    filter = createMap(
        b,
        {getSize(b, filter, 0), getSize(b, filter, 1), getSize(b, filter, 3),
         getSize(b, filter, 2)},
        elementType, filter, turned,
        [](ImplicitLocOpBuilder &, ValueRange args) { return args[0]; });
    ImageWindow window =
        getImageWindow(b, image, filterType.getShape().take_front(2), {1, 1},
                       {1, 1}, {0, 0, 0, 0}, /*same=*/false);
    return fromChannelsLast(b, convolve(b, image, filter, window), format);
  }
};

} // namespace

void nn::detail::populateConvolutionPatterns(const TypeConverter &converter,
                                             RewritePatternSet &patterns) {
  patterns.add<Conv2DOpConversion, Conv2DTransposeOpConversion,
               DepthwiseConv2DOpConversion>(converter, patterns.getContext());
}
