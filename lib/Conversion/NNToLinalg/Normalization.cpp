//===- Normalization.cpp --------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Normalizations to the reductions and elementwise loops that they consist of.
//
//===----------------------------------------------------------------------===//

#include "Checks.h"
#include "Patterns.h"
#include "Scalar.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "nn/Dialect/NN/IR/NNNormalizationOps.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::detail;

namespace {

struct BatchNormOpConversion : public OpLowering<BatchNormOp> {
  using OpLowering::OpLowering;

  FailureOr<Value> lower(BatchNormOp op, OpAdaptor adaptor,
                         ImplicitLocOpBuilder &b,
                         ConversionPatternRewriter &) const override {
    Value input = adaptor.getInput();
    Type elementType = getTensorType(input).getElementType();
    Type type = getComputeType(elementType);
    int64_t rank = getTensorType(input).getRank();
    int64_t channel = op.getDataFormat() == DataFormat::NHWC ? rank - 1 : 1;
    double epsilon = op.getEpsilon().convertToDouble();

    OpFoldResult channels = getSize(b, input, channel);
    for (Value parameter : {adaptor.getScale(), adaptor.getOffset(),
                            adaptor.getMean(), adaptor.getVariance()})
      checkEqualSizes(b, channels, getSize(b, parameter, 0),
                      "numbers of channels and of parameters");
    Value factor = createMap(
        b, getSizes(b, adaptor.getScale()), type,
        ValueRange{adaptor.getScale(), adaptor.getVariance()},
        [&](ImplicitLocOpBuilder &builder, ValueRange args) {
          ScalarBuilder b(builder);
          Value scale = convertFloat(b, args[0], type);
          Value variance = convertFloat(b, args[1], type);
          variance = b.add(variance, b.constant(variance, epsilon));
          return b.mul(
              scale, math::RsqrtOp::create(
                         b, variance, ScalarBuilder::contract(b.getContext())));
        });
    AffineMap perChannel = AffineMap::get(rank, 0, b.getAffineDimExpr(channel));
    return createMap(
        b, getSizes(b, input), elementType,
        ValueRange{input, adaptor.getMean(), factor, adaptor.getOffset()},
        {AffineMap(), perChannel, perChannel, perChannel},
        [&](ImplicitLocOpBuilder &builder, ValueRange args) {
          ScalarBuilder b(builder);
          Value x = convertFloat(b, args[0], type);
          Value mean = convertFloat(b, args[1], type);
          Value offset = convertFloat(b, args[3], type);
          Value result = b.add(b.mul(b.sub(x, mean), args[2]), offset);
          return convertFloat(b, result, elementType);
        });
  }
};

} // namespace

//===----------------------------------------------------------------------===//
// Softmax
//===----------------------------------------------------------------------===//

namespace {

/// The parts that softmax and its logarithm have in common.
struct SoftmaxParts {
  SoftmaxParts(ImplicitLocOpBuilder &b, Value input)
      : input(input), rank(getTensorType(input).getRank()),
        sizes(getSizes(b, input)),
        type(getComputeType(getTensorType(input).getElementType())) {
    AffineMap all = b.getMultiDimIdentityMap(rank);
    perRow = all.dropResult(rank - 1);
  }

  /// Reduces each row.
  Value reduceRows(ImplicitLocOpBuilder &b, Value tensor, Value initial,
                   Value (ScalarBuilder::*combine)(Value, Value)) const {
    Value init = createFilled(b, ArrayRef(sizes).drop_back(), initial);
    return createReduction(b, tensor, init, rank - 1,
                           [&](ImplicitLocOpBuilder &builder, ValueRange args) {
                             ScalarBuilder b(builder);
                             return (b.*combine)(
                                 args[1], convertFloat(b, args[0], type));
                           });
  }

  Value getMax(ImplicitLocOpBuilder &b) const {
    return reduceRows(b, input, createLowest(b, type), &ScalarBuilder::max);
  }
  Value getSum(ImplicitLocOpBuilder &b, Value terms) const {
    return reduceRows(b, terms, createScalar(b, type, 0), &ScalarBuilder::add);
  }

  Value input;
  int64_t rank;
  Sizes sizes;
  Type type;
  AffineMap perRow;
};

struct SoftmaxOpConversion : public OpLowering<SoftmaxOp> {
  using OpLowering::OpLowering;

  FailureOr<Value> lower(SoftmaxOp op, OpAdaptor adaptor,
                         ImplicitLocOpBuilder &b,
                         ConversionPatternRewriter &) const override {
    SoftmaxParts parts(b, adaptor.getInput());
    Type type = parts.type;
    Type elementType = op.getType().getElementType();
    Value max = parts.getMax(b);
    Value exp = createMap(
        b, parts.sizes, type, ValueRange{parts.input, max},
        {AffineMap(), parts.perRow},
        [&](ImplicitLocOpBuilder &builder, ValueRange args) -> Value {
          ScalarBuilder b(builder);
          Value x = convertFloat(b, args[0], type);
          return math::ExpOp::create(b, b.sub(x, args[1]),
                                     ScalarBuilder::contract(b.getContext()));
        });
    Value sum = parts.getSum(b, exp);
    return createMap(b, parts.sizes, elementType, ValueRange{exp, sum},
                     {AffineMap(), parts.perRow},
                     [&](ImplicitLocOpBuilder &builder, ValueRange args) {
                       ScalarBuilder b(builder);
                       return convertFloat(b, b.div(args[0], args[1]),
                                           elementType);
                     });
  }
};

struct LogSoftmaxOpConversion : public OpLowering<LogSoftmaxOp> {
  using OpLowering::OpLowering;

  FailureOr<Value> lower(LogSoftmaxOp op, OpAdaptor adaptor,
                         ImplicitLocOpBuilder &b,
                         ConversionPatternRewriter &) const override {
    SoftmaxParts parts(b, adaptor.getInput());
    Type type = parts.type;
    Type elementType = op.getType().getElementType();
    auto contract = ScalarBuilder::contract(b.getContext());
    Value max = parts.getMax(b);
    Value shifted =
        createMap(b, parts.sizes, type, ValueRange{parts.input, max},
                  {AffineMap(), parts.perRow},
                  [&](ImplicitLocOpBuilder &builder, ValueRange args) {
                    ScalarBuilder b(builder);
                    return b.sub(convertFloat(b, args[0], type), args[1]);
                  });
    Value exp =
        createMap(b, parts.sizes, type, shifted,
                  [&](ImplicitLocOpBuilder &b, ValueRange args) -> Value {
                    return math::ExpOp::create(b, args[0], contract);
                  });
    Value sum = parts.getSum(b, exp);
    return createMap(b, parts.sizes, elementType, ValueRange{shifted, sum},
                     {AffineMap(), parts.perRow},
                     [&](ImplicitLocOpBuilder &builder, ValueRange args) {
                       ScalarBuilder b(builder);
                       Value log = math::LogOp::create(b, args[1], contract);
                       return convertFloat(b, b.sub(args[0], log), elementType);
                     });
  }
};

} // namespace

//===----------------------------------------------------------------------===//
// Local response normalization
//===----------------------------------------------------------------------===//

namespace {

struct LrnOpConversion : public OpLowering<LrnOp> {
  using OpLowering::OpLowering;

  FailureOr<Value> lower(LrnOp op, OpAdaptor adaptor, ImplicitLocOpBuilder &b,
                         ConversionPatternRewriter &) const override {
    Value input = adaptor.getInput();
    Type elementType = getTensorType(input).getElementType();
    Type type = getComputeType(elementType);
    int64_t rank = getTensorType(input).getRank(), radius = op.getDepthRadius();
    Sizes sizes = getSizes(b, input), border(rank, b.getIndexAttr(0));
    border.back() = b.getIndexAttr(radius);
    Value zero = createScalar(b, type, 0);
    Value squares =
        createMap(b, sizes, type, input,
                  [&](ImplicitLocOpBuilder &builder, ValueRange args) {
                    ScalarBuilder b(builder);
                    Value x = convertFloat(b, args[0], type);
                    return b.mul(x, x);
                  });
    squares = padWith(b, squares, border, border, zero);

    // A sum over a window of channels; the second input is but its size.
    AffineMap all = AffineMap::getMultiDimIdentityMap(rank, b.getContext());
    AffineExpr last = b.getAffineDimExpr(rank - 1);
    AffineExpr offset = b.getAffineDimExpr(rank);
    SmallVector<AffineExpr> exprs(all.getResults());
    exprs.back() = last + offset;
    SmallVector<AffineMap> maps = {
        AffineMap::get(rank + 1, 0, exprs, b.getContext()),
        AffineMap::get(rank + 1, 0, offset),
        AffineMap::get(rank + 1, 0, all.getResults(), b.getContext())};
    SmallVector<utils::IteratorType> iterators(rank,
                                               utils::IteratorType::parallel);
    iterators.push_back(utils::IteratorType::reduction);
    Value window = createEmpty(b, {b.getIndexAttr(2 * radius + 1)}, type);
    Value init = createFilled(b, sizes, zero);
    Value sums = linalg::GenericOp::create(
                     b, init.getType(), ValueRange{squares, window}, init, maps,
                     iterators,
                     [](OpBuilder &builder, Location loc, ValueRange args) {
                       ScalarBuilder b(loc, builder);
                       linalg::YieldOp::create(b, b.add(args[2], args[0]));
                     })
                     .getResult(0);

    double bias = op.getBias().convertToDouble();
    double alpha = op.getAlpha().convertToDouble();
    double beta = op.getBeta().convertToDouble();
    return createMap(b, sizes, elementType, ValueRange{input, sums},
                     [&](ImplicitLocOpBuilder &builder, ValueRange args) {
                       ScalarBuilder b(builder);
                       Value x = convertFloat(b, args[0], type), sum = args[1];
                       Value base = b.add(b.constant(sum, bias),
                                          b.mul(sum, b.constant(sum, alpha)));
                       Value power = math::PowFOp::create(
                           b, base, b.constant(sum, -beta),
                           ScalarBuilder::contract(b.getContext()));
                       return convertFloat(b, b.mul(x, power), elementType);
                     });
  }
};

} // namespace

void nn::detail::populateNormalizationPatterns(const TypeConverter &converter,
                                               RewritePatternSet &patterns) {
  patterns.add<BatchNormOpConversion, LogSoftmaxOpConversion, LrnOpConversion,
               SoftmaxOpConversion>(converter, patterns.getContext());
}
