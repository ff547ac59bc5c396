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

/// An operand of which linalg ops use the sizes alone: those of the window.
static Value createWindowShape(ImplicitLocOpBuilder &b,
                               const ImageWindow &window, Type elementType) {
  Sizes sizes;
  for (const WindowAxis &axis : window.axes)
    sizes.push_back(b.getIndexAttr(axis.size));
  return createEmpty(b, sizes, elementType);
}

/// Sums the windows of an image that is padded already.
template <typename PoolingOp>
static Value createSum(ImplicitLocOpBuilder &b, Value padded, Value init,
                       const ImageWindow &window) {
  Value shape = createWindowShape(b, window, getElementType(padded));
  return PoolingOp::create(b, init.getType(), ValueRange{padded, shape}, init,
                           window.getStrides(b), window.getDilations(b))
      .getResult(0);
}

/// Reduces each window of an image whose padding is `padding`, starting from
/// `initials`: the body combines an element with what there is. The channels
/// are the loop behind those of the window's place.
static ValueRange
poolWith(ImplicitLocOpBuilder &b, Value image, Value padding,
         ArrayRef<Value> initials, const ImageWindow &window,
         function_ref<SmallVector<Value>(ScalarBuilder &, ValueRange)> body) {
  Type type = getElementType(image);
  SmallVector<Value> inits;
  for (Value initial : initials)
    inits.push_back(
        createFilled(b,
                     window.getOutputSizes(
                         b, image, getSize(b, image, window.axes.size() + 1)),
                     initial));
  Value padded = window.pad(b, image, padding);
  Value shape = createWindowShape(b, window, type);
  unsigned rank = window.axes.size(), inner = rank + 2, loops = inner + rank;
  MLIRContext *context = b.getContext();
  SmallVector<AffineExpr> element = {b.getAffineDimExpr(0)}, place;
  llvm::append_range(element, window.getPositions(context, inner));
  element.push_back(b.getAffineDimExpr(rank + 1));
  for (unsigned dim = inner; dim < loops; ++dim)
    place.push_back(b.getAffineDimExpr(dim));
  SmallVector<AffineMap> maps = {AffineMap::get(loops, 0, element, context),
                                 AffineMap::get(loops, 0, place, context)};
  maps.append(
      inits.size(),
      AffineMap::getMultiDimIdentityMap(loops, context).getMajorSubMap(inner));
  SmallVector<utils::IteratorType> iterators(inner,
                                             utils::IteratorType::parallel);
  iterators.append(rank, utils::IteratorType::reduction);
  return linalg::GenericOp::create(
             b, TypeRange(ValueRange(inits)), ValueRange{padded, shape}, inits,
             maps, iterators,
             [&](OpBuilder &builder, Location loc, ValueRange args) {
               ScalarBuilder b(loc, builder);
               linalg::YieldOp::create(b, body(b, args));
             })
      .getResults();
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
  Type type = getElementType(sums);
  unsigned rank = window.axes.size();
  SmallVector<Value> inputs = {sums};
  SmallVector<AffineMap> maps = {b.getMultiDimIdentityMap(rank + 2)};
  bool isUnpadded = window.isUnpadded();
  bool hasTable =
      !isUnpadded && llvm::all_of(window.axes, [](const WindowAxis &axis) {
        return getConstantIntValue(axis.input) && getConstantIntValue(axis.low);
      });
  if (hasTable) {
    SmallVector<int64_t> counts = {1}, shape;
    SmallVector<AffineExpr> places;
    for (auto [dim, axis] : llvm::enumerate(window.axes)) {
      SmallVector<int64_t> along = countElements(axis), product;
      for (int64_t count : counts)
        for (int64_t factor : along)
          product.push_back(count * factor);
      counts = std::move(product);
      shape.push_back(along.size());
      places.push_back(b.getAffineDimExpr(dim + 1));
    }
    auto values = llvm::map_to_vector(counts, [&](int64_t count) -> Attribute {
      return b.getFloatAttr(type, count);
    });
    inputs.push_back(arith::ConstantOp::create(
        b, DenseElementsAttr::get(RankedTensorType::get(shape, type), values)));
    maps.push_back(AffineMap::get(rank + 2, 0, places, b.getContext()));
  }
  return createMap(
      b, getSizes(b, sums), elementType, inputs, maps,
      [&](ImplicitLocOpBuilder &builder, ValueRange args) {
        ScalarBuilder b(builder);
        Value count;
        if (hasTable) {
          count = args[1];
        } else if (isUnpadded) {
          int64_t number = 1;
          for (const WindowAxis &axis : window.axes)
            number *= axis.size;
          count = createScalar(b, type, number);
        } else {
          Value number;
          for (auto [dim, axis] : llvm::enumerate(window.axes)) {
            Value along = emitCount(b, axis, dim + 1);
            number = number ? arith::MulIOp::create(b, number, along) : along;
          }
          count = arith::SIToFPOp::create(
              b, type, arith::IndexCastOp::create(b, b.getI64Type(), number));
        }
        return convertFloat(b, b.div(args[0], count), elementType);
      });
}

/// Whether an element is greater than what was found so far; NaN is not.
static Value emitIsGreater(ScalarBuilder &b, Value element, Value greatest,
                           bool isUnsigned) {
  if (isa<FloatType>(element.getType()))
    return b.compare(arith::CmpFPredicate::OGT, element, greatest);
  return b.compare(isUnsigned ? arith::CmpIPredicate::ugt
                              : arith::CmpIPredicate::sgt,
                   element, greatest);
}

template <typename OpTy>
static ImageWindow getWindow(ImplicitLocOpBuilder &b, Value image, OpTy op) {
  SmallVector<int64_t> ones(op.getWindow().size(), 1);
  return getImageWindow(b, image, op.getWindow(), op.getStrides(), ones,
                        op.getPadding(), op.getSameUpper());
}

namespace {

template <typename OpTy>
struct AvgPoolOpConversion : public OpLowering<OpTy> {
  using OpLowering<OpTy>::OpLowering;

  FailureOr<Value> lower(OpTy op, typename OpTy::Adaptor adaptor,
                         ImplicitLocOpBuilder &b,
                         ConversionPatternRewriter &) const override {
    Value image = toChannelsLast(b, adaptor.getInput(), op.getDataFormat());
    ImageWindow window = getWindow(b, image, op);
    Type elementType = getElementType(image);
    Value zero = createScalar(b, elementType, 0);
    Value padded = window.pad(b, image, zero);
    unsigned rank = window.axes.size();
    Value init = createFilled(
        b, window.getOutputSizes(b, image, getSize(b, image, rank + 1)),
        createScalar(b, getComputeType(elementType), 0));
    Value sums =
        rank == 2
            ? createSum<linalg::PoolingNhwcSumOp>(b, padded, init, window)
            : createSum<linalg::PoolingNdhwcSumOp>(b, padded, init, window);
    Value result = divideByCounts(b, sums, window, elementType);
    return fromChannelsLast(b, result, op.getDataFormat());
  }
};

template <typename OpTy>
struct MaxPoolOpConversion : public OpLowering<OpTy> {
  using OpLowering<OpTy>::OpLowering;

  FailureOr<Value> lower(OpTy op, typename OpTy::Adaptor adaptor,
                         ImplicitLocOpBuilder &b,
                         ConversionPatternRewriter &) const override {
    Value image = toChannelsLast(b, adaptor.getInput(), op.getDataFormat());
    bool isUnsigned = op.getType().getElementType().isUnsignedInteger();
    Value lowest = createLowestFinite(b, op.getType().getElementType());
    Value result =
        poolWith(b, image, lowest, lowest, getWindow(b, image, op),
                 [&](ScalarBuilder &b, ValueRange args) -> SmallVector<Value> {
                   return {
                       b.select(emitIsGreater(b, args[0], args[2], isUnsigned),
                                args[0], args[2])};
                 })
            .front();
    return fromChannelsLast(b, result, op.getDataFormat());
  }
};

/// The greatest element and its place are reduced together.
struct ArgMaxPool2DOpConversion : public OpLowering<ArgMaxPool2DOp> {
  using OpLowering::OpLowering;

  FailureOr<Value> lower(ArgMaxPool2DOp op, OpAdaptor adaptor,
                         ImplicitLocOpBuilder &b,
                         ConversionPatternRewriter &) const override {
    Value image = adaptor.getInput();
    Type type = op.getInput().getType().getElementType();
    bool isUnsigned = type.isUnsignedInteger();
    ImageWindow window = getWindow(b, image, op);
    Value lowest = createLowestFinite(b, type);
    Value none = createScalar(b, b.getI64Type(), -1);
    Value height = getSizeValue(b, window.axes[0].input);
    Value width = getSizeValue(b, window.axes[1].input);
    Value channels = getSizeValue(b, getSize(b, image, 3));
    Value lows[] = {getSizeValue(b, window.axes[0].low),
                    getSizeValue(b, window.axes[1].low)};
    auto body = [&](ScalarBuilder &b, ValueRange args) -> SmallVector<Value> {
      // n, oh, ow, c, kh, kw
      auto getPlace = [&](unsigned axis) {
        Value stride =
            arith::ConstantIndexOp::create(b, window.axes[axis].stride);
        Value start = arith::MulIOp::create(
            b, linalg::IndexOp::create(b, axis + 1), stride);
        Value place = arith::AddIOp::create(
            b, start, linalg::IndexOp::create(b, axis + 4));
        return Value(arith::SubIOp::create(b, place, lows[axis]));
      };
      Value y = getPlace(0), x = getPlace(1);
      Value row = y;
      if (op.getIncludeBatch())
        row = arith::AddIOp::create(
            b, arith::MulIOp::create(b, linalg::IndexOp::create(b, 0), height),
            y);
      Value pixel =
          arith::AddIOp::create(b, arith::MulIOp::create(b, row, width), x);
      Value place =
          arith::AddIOp::create(b, arith::MulIOp::create(b, pixel, channels),
                                linalg::IndexOp::create(b, 3));
      place = arith::IndexCastOp::create(b, b.getI64Type(), place);
      Value zero = arith::ConstantIndexOp::create(b, 0);
      auto isWithin = [&](Value position, Value size) -> Value {
        return arith::AndIOp::create(
            b, b.compare(arith::CmpIPredicate::sge, position, zero),
            b.compare(arith::CmpIPredicate::slt, position, size));
      };
      Value isInside =
          arith::AndIOp::create(b, isWithin(y, height), isWithin(x, width));
      Value isFirst = arith::AndIOp::create(
          b, isInside,
          b.compare(arith::CmpIPredicate::slt, args[3],
                    arith::ConstantIntOp::create(b, 0, 64)));
      Value isGreater = emitIsGreater(b, args[0], args[2], isUnsigned);
      return {b.select(isGreater, args[0], args[2]),
              b.select(arith::OrIOp::create(b, isGreater, isFirst), place,
                       args[3])};
    };
    return Value(poolWith(b, image, lowest, {lowest, none}, window, body)[1]);
  }
};

} // namespace

void nn::detail::populatePoolingPatterns(const TypeConverter &converter,
                                         RewritePatternSet &patterns) {
  patterns
      .add<ArgMaxPool2DOpConversion, AvgPoolOpConversion<AvgPool2DOp>,
           AvgPoolOpConversion<AvgPool3DOp>, MaxPoolOpConversion<MaxPool2DOp>,
           MaxPoolOpConversion<MaxPool3DOp>>(converter, patterns.getContext());
}
