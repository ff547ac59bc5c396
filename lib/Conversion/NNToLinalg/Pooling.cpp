//===- Pooling.cpp --------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Pooling to linalg's named ops on NHWC images.
//
//===----------------------------------------------------------------------===//

#include "Patterns.h"
#include "Scalar.h"
#include "Window.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "nn/Dialect/NN/IR/NNPoolingOps.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::detail;

static Type getElementType(Value tensor) {
  return cast<RankedTensorType>(tensor.getType()).getElementType();
}

/// Creates a pooling op on the padded image, that accumulates from `initial`.
template <typename PoolingOp>
static Value pool(ImplicitLocOpBuilder &b, Value image, Value initial,
                  const ImageWindow &window) {
  OpFoldResult batch = getSize(b, image, 0), channels = getSize(b, image, 3);
  Value padValue = initial;
  if (isa<FloatType>(initial.getType()))
    padValue = convertFloat(b, initial, getElementType(image));
  Value padded = window.pad(b, image, padValue);
  Value init = createFilled(
      b, {batch, window.height.output, window.width.output, channels}, initial);
  // Only the sizes of this operand are used.
  Value shape = createEmpty(
      b,
      {b.getIndexAttr(window.height.size), b.getIndexAttr(window.width.size)},
      getElementType(image));
  return PoolingOp::create(b, init.getType(), ValueRange{padded, shape}, init,
                           window.getStrides(b), window.getDilations(b))
      .getResult(0);
}

/// Creates the maximum of floats in a window, over which NaN passes. The named
/// op keeps NaN; this comparison does not, and is one instruction besides.
static Value poolFloatMax(ImplicitLocOpBuilder &b, Value image,
                          const ImageWindow &window) {
  Type type = getElementType(image);
  Value lowest = arith::ConstantOp::create(
      b, b.getFloatAttr(type, APFloat::getLargest(
                                  cast<FloatType>(type).getFloatSemantics(),
                                  /*Negative=*/true)));
  Value init = createFilled(b,
                            {getSize(b, image, 0), window.height.output,
                             window.width.output, getSize(b, image, 3)},
                            lowest);
  Value padded = window.pad(b, image, lowest);
  Value shape = createEmpty(
      b,
      {b.getIndexAttr(window.height.size), b.getIndexAttr(window.width.size)},
      type);
  AffineExpr n, oh, ow, c, kh, kw;
  bindDims(b.getContext(), n, oh, ow, c, kh, kw);
  SmallVector<AffineMap> maps = {
      AffineMap::get(
          6, 0,
          {n, oh * window.height.stride + kh, ow * window.width.stride + kw, c},
          b.getContext()),
      AffineMap::get(6, 0, {kh, kw}, b.getContext()),
      AffineMap::get(6, 0, {n, oh, ow, c}, b.getContext())};
  SmallVector<utils::IteratorType> iterators(4, utils::IteratorType::parallel);
  iterators.append(2, utils::IteratorType::reduction);
  return linalg::GenericOp::create(
             b, init.getType(), ValueRange{padded, shape}, init, maps,
             iterators,
             [](OpBuilder &builder, Location loc, ValueRange args) {
               ScalarBuilder b(loc, builder);
               Value isGreater =
                   b.compare(arith::CmpFPredicate::OGT, args[0], args[2]);
               linalg::YieldOp::create(b,
                                       b.select(isGreater, args[0], args[2]));
             })
      .getResult(0);
}

/// Returns the number of elements of an unpadded dimension that the window at
/// each place covers.
static SmallVector<int64_t> countElements(const WindowAxis &axis) {
  int64_t input = *getConstantIntValue(axis.input);
  int64_t low = *getConstantIntValue(axis.low);
  SmallVector<int64_t> counts;
  for (int64_t i = 0, e = *getConstantIntValue(axis.output); i < e; ++i) {
    int64_t begin = i * axis.stride - low;
    counts.push_back(std::min(begin + axis.size, input) -
                     std::max<int64_t>(begin, 0));
  }
  return counts;
}

/// Computes what countElements does, for one place.
static Value emitCount(ImplicitLocOpBuilder &b, const WindowAxis &axis,
                       int64_t dim) {
  auto constant = [&](int64_t value) {
    return arith::ConstantIndexOp::create(b, value);
  };
  Value place = arith::MulIOp::create(b, linalg::IndexOp::create(b, dim),
                                      constant(axis.stride));
  Value begin = arith::SubIOp::create(b, place, getSizeValue(b, axis.low));
  Value end = arith::AddIOp::create(b, begin, constant(axis.size));
  return arith::SubIOp::create(
      b, arith::MinSIOp::create(b, end, getSizeValue(b, axis.input)),
      arith::MaxSIOp::create(b, begin, constant(0)));
}

/// Divides sums by the number of elements in them.
static Value divideByCounts(ImplicitLocOpBuilder &b, Value sums,
                            const ImageWindow &window, Type elementType) {
  const WindowAxis &y = window.height, &x = window.width;
  Type type = getElementType(sums);
  SmallVector<Value> inputs = {sums};
  SmallVector<AffineMap> maps = {b.getMultiDimIdentityMap(4)};
  bool isUnpadded = window.isUnpadded();
  auto isStatic = [](const WindowAxis &axis) {
    return getConstantIntValue(axis.input) && getConstantIntValue(axis.low);
  };
  bool hasTable = !isUnpadded && isStatic(y) && isStatic(x);
  if (hasTable) {
    SmallVector<int64_t> rows = countElements(y), columns = countElements(x);
    SmallVector<Attribute> counts;
    for (int64_t row : rows)
      for (int64_t column : columns)
        counts.push_back(b.getFloatAttr(type, row * column));
    auto tableType =
        RankedTensorType::get({static_cast<int64_t>(rows.size()),
                               static_cast<int64_t>(columns.size())},
                              type);
    inputs.push_back(arith::ConstantOp::create(
        b, DenseElementsAttr::get(tableType, counts)));
    maps.push_back(AffineMap::get(
        4, 0, {b.getAffineDimExpr(1), b.getAffineDimExpr(2)}, b.getContext()));
  }
  return createMap(
      b, getSizes(b, sums), elementType, inputs, maps,
      [&](ImplicitLocOpBuilder &builder, ValueRange args) {
        ScalarBuilder b(builder);
        Value count;
        if (isUnpadded) {
          count = createScalar(b, type, y.size * x.size);
        } else if (hasTable) {
          count = args[1];
        } else {
          Value number =
              arith::MulIOp::create(b, emitCount(b, y, 1), emitCount(b, x, 2));
          count = arith::SIToFPOp::create(
              b, type, arith::IndexCastOp::create(b, b.getI64Type(), number));
        }
        return convertFloat(b, b.div(args[0], count), elementType);
      });
}

namespace {

struct AvgPool2DOpConversion : public OpLowering<AvgPool2DOp> {
  using OpLowering::OpLowering;

  FailureOr<Value> lower(AvgPool2DOp op, OpAdaptor adaptor,
                         ImplicitLocOpBuilder &b,
                         ConversionPatternRewriter &) const override {
    Value image = toChannelsLast(b, adaptor.getInput(), op.getDataFormat());
    ImageWindow window =
        getImageWindow(b, image, op.getWindow(), op.getStrides(), {1, 1},
                       op.getPadding(), op.getSameUpper());
    Type elementType = getElementType(image);
    Value zero = createScalar(b, getComputeType(elementType), 0);
    Value sums = pool<linalg::PoolingNhwcSumOp>(b, image, zero, window);
    Value result = divideByCounts(b, sums, window, elementType);
    return fromChannelsLast(b, result, op.getDataFormat());
  }
};

struct MaxPool2DOpConversion : public OpLowering<MaxPool2DOp> {
  using OpLowering::OpLowering;

  FailureOr<Value> lower(MaxPool2DOp op, OpAdaptor adaptor,
                         ImplicitLocOpBuilder &b,
                         ConversionPatternRewriter &) const override {
    Value image = toChannelsLast(b, adaptor.getInput(), op.getDataFormat());
    ImageWindow window =
        getImageWindow(b, image, op.getWindow(), op.getStrides(), {1, 1},
                       op.getPadding(), op.getSameUpper());
    Type elementType = op.getType().getElementType();
    if (isa<FloatType>(elementType))
      return fromChannelsLast(b, poolFloatMax(b, image, window),
                              op.getDataFormat());
    Value lowest = createLowest(b, elementType);
    Value result =
        elementType.isUnsignedInteger()
            ? pool<linalg::PoolingNhwcMaxUnsignedOp>(b, image, lowest, window)
            : pool<linalg::PoolingNhwcMaxOp>(b, image, lowest, window);
    return fromChannelsLast(b, result, op.getDataFormat());
  }
};

} // namespace

void nn::detail::populatePoolingPatterns(const TypeConverter &converter,
                                         RewritePatternSet &patterns) {
  patterns.add<AvgPool2DOpConversion, MaxPool2DOpConversion>(
      converter, patterns.getContext());
}
