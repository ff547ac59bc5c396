//===- Repetition.cpp -----------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Ops whose elements repeat a few, or follow from their place.
//
//===----------------------------------------------------------------------===//

#include "Checks.h"
#include "Patterns.h"
#include "Scalar.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "nn/Dialect/NN/IR/NNShapeOps.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::detail;

using IPred = arith::CmpIPredicate;

/// Returns the only element of a tensor of rank 0.
static Value extractScalar(ImplicitLocOpBuilder &b, Value tensor) {
  return tensor::ExtractOp::create(b, tensor, ValueRange());
}

static Value emitFirst(ImplicitLocOpBuilder &, ValueRange args) {
  return args[0];
}

namespace {

struct BroadcastToOpConversion : public OpLowering<BroadcastToOp> {
  using OpLowering::OpLowering;

  FailureOr<Value> lower(BroadcastToOp op, OpAdaptor adaptor,
                         ImplicitLocOpBuilder &b,
                         ConversionPatternRewriter &) const override {
    Value input = adaptor.getInput();
    auto type = cast<RankedTensorType>(op.getType());
    int64_t leading = type.getRank() - getTensorType(input).getRank();
    Sizes sizes;
    for (int64_t i = 0; i < type.getRank(); ++i) {
      if (!type.isDynamicDim(i))
        sizes.push_back(b.getIndexAttr(type.getDimSize(i)));
      else if (adaptor.getShape())
        sizes.push_back(extractSize(b, adaptor.getShape(), i));
      else
        sizes.push_back(getSize(b, input, i - leading));
    }
    for (OpFoldResult size : sizes)
      checkNotNegative(b, size, "a size");
    checkBroadcast(b, {getSizes(b, input), sizes}, sizes);
    BroadcastOperand operand = broadcastOperand(b, input, sizes);
    return createMap(b, sizes, getTensorType(input).getElementType(),
                     operand.value, operand.map, emitFirst);
  }
};

/// Repeats by a loop of its own, in front of that over the dimension.
struct TileOpConversion : public OpLowering<TileOp> {
  using OpLowering::OpLowering;

  FailureOr<Value> lower(TileOp op, OpAdaptor adaptor, ImplicitLocOpBuilder &b,
                         ConversionPatternRewriter &) const override {
    Value input = adaptor.getInput();
    Sizes sizes;
    SmallVector<AffineExpr> exprs;
    SmallVector<ReassociationIndices> groups;
    for (auto [size, multiple] :
         llvm::zip_equal(getSizes(b, input), op.getMultiples())) {
      ReassociationIndices &group = groups.emplace_back();
      if (multiple != 1) {
        group.push_back(sizes.size());
        sizes.push_back(b.getIndexAttr(multiple));
      }
      group.push_back(sizes.size());
      exprs.push_back(b.getAffineDimExpr(sizes.size()));
      sizes.push_back(size);
    }
    if (sizes.size() == groups.size())
      return input;
    Value repeated = createMap(
        b, sizes, getTensorType(input).getElementType(), input,
        AffineMap::get(sizes.size(), 0, exprs, b.getContext()), emitFirst);
    return collapse(b, repeated, groups);
  }
};

struct FillOpConversion : public OpLowering<FillOp> {
  using OpLowering::OpLowering;

  FailureOr<Value> lower(FillOp op, OpAdaptor adaptor, ImplicitLocOpBuilder &b,
                         ConversionPatternRewriter &) const override {
    auto type = cast<RankedTensorType>(op.getType());
    Sizes sizes;
    for (int64_t i = 0; i < type.getRank(); ++i)
      sizes.push_back(type.isDynamicDim(i)
                          ? extractSize(b, adaptor.getShape(), i)
                          : OpFoldResult(b.getIndexAttr(type.getDimSize(i))));
    for (OpFoldResult size : sizes)
      checkNotNegative(b, size, "a size");
    return createFilled(b, sizes, extractScalar(b, adaptor.getValue()));
  }
};

} // namespace

/// Returns the number of elements from `start` in steps of `delta` before
/// `limit`; 0 if the steps lead away from it.
static OpFoldResult countSteps(ImplicitLocOpBuilder &builder, Value start,
                               Value limit, Value delta, Type elementType) {
  ScalarBuilder b(builder);
  if (isa<FloatType>(elementType)) {
    Type type = getComputeType(elementType);
    Value span =
        b.sub(convertFloat(b, limit, type), convertFloat(b, start, type));
    Value steps =
        math::CeilOp::create(b, b.div(span, convertFloat(b, delta, type)));
    Value count = emitCast(b, steps, type, b.getI64Type());
    count = arith::MaxSIOp::create(b, count, b.constant(count, 0));
    return toSize(b, count);
  }
  auto widen = [&](Value value) {
    return emitCast(b, value, elementType, b.getI64Type());
  };
  // The quotient rounded away from zero, if positive.
  start = widen(start), limit = widen(limit), delta = widen(delta);
  Value span = b.sub(limit, start), zero = b.constant(delta, 0);
  Value isRising = b.compare(IPred::sgt, delta, zero);
  Value one = b.constant(delta, 1), minusOne = b.constant(delta, -1);
  Value toNext = b.sub(delta, b.select(isRising, one, minusOne));
  Value count = emitIntegerDiv(b, b.add(span, toNext), delta,
                               /*isUnsigned=*/false);
  return toSize(b, arith::MaxSIOp::create(b, count, zero));
}

/// Checks that steps of `delta` lead from `start` to `limit`.
static void checkSteps(ImplicitLocOpBuilder &builder, Value start, Value limit,
                       Value delta, Type elementType) {
  ScalarBuilder b(builder);
  Value zero = b.constant(delta, 0), isZero, isRising, rises, falls;
  if (isa<FloatType>(elementType)) {
    isZero = b.compare(arith::CmpFPredicate::OEQ, delta, zero);
    isRising = b.compare(arith::CmpFPredicate::OGT, delta, zero);
    rises = b.compare(arith::CmpFPredicate::OLE, start, limit);
    falls = b.compare(arith::CmpFPredicate::OGE, start, limit);
  } else {
    bool isUnsigned = elementType.isUnsignedInteger();
    isZero = b.compare(IPred::eq, delta, zero);
    isRising = b.compare(isUnsigned ? IPred::ugt : IPred::sgt, delta, zero);
    rises = b.compare(isUnsigned ? IPred::ule : IPred::sle, start, limit);
    falls = b.compare(isUnsigned ? IPred::uge : IPred::sge, start, limit);
  }
  Value isNotZero = arith::XOrIOp::create(
      b, isZero, arith::ConstantIntOp::create(b, b.getI1Type(), 1));
  emitCheck(builder, isNotZero, CheckMessage("expected a step other than 0"));
  emitCheck(builder, b.select(isRising, rises, falls),
            CheckMessage("steps lead away from the limit"));
}

namespace {

struct RangeOpConversion : public OpLowering<RangeOp> {
  using OpLowering::OpLowering;

  FailureOr<Value> lower(RangeOp op, OpAdaptor adaptor, ImplicitLocOpBuilder &b,
                         ConversionPatternRewriter &) const override {
    auto type = cast<RankedTensorType>(op.getType());
    Type elementType = type.getElementType();
    Value start = extractScalar(b, adaptor.getStart());
    Value limit = extractScalar(b, adaptor.getLimit());
    Value delta = extractScalar(b, adaptor.getDelta());
    checkSteps(b, start, limit, delta, elementType);
    OpFoldResult size = b.getIndexAttr(type.getDimSize(0));
    OpFoldResult count = countSteps(b, start, limit, delta, elementType);
    if (type.isDynamicDim(0))
      size = count;
    else
      checkEqualSizes(b, count, size, "numbers of steps and of elements");
    return createMap(b, size, start.getType(), ValueRange(),
                     [&](ImplicitLocOpBuilder &builder, ValueRange) {
                       ScalarBuilder b(builder);
                       Value place = arith::IndexCastOp::create(
                           b, b.getI64Type(), linalg::IndexOp::create(b, 0));
                       Type type = getComputeType(start.getType());
                       place = emitCast(b, place, b.getI64Type(), type);
                       if (!isa<FloatType>(type))
                         return b.add(start, b.mul(place, delta));
                       Value result =
                           b.add(convertFloat(b, start, type),
                                 b.mul(place, convertFloat(b, delta, type)));
                       return convertFloat(b, result, start.getType());
                     });
  }
};

struct OneHotOpConversion : public OpLowering<OneHotOp> {
  using OpLowering::OpLowering;

  FailureOr<Value> lower(OneHotOp op, OpAdaptor adaptor,
                         ImplicitLocOpBuilder &b,
                         ConversionPatternRewriter &) const override {
    Value indices = adaptor.getIndices();
    int64_t axis = op.getAxis(), rank = getTensorType(indices).getRank() + 1;
    bool isUnsigned =
        op.getIndices().getType().getElementType().isUnsignedInteger();
    Sizes sizes = getSizes(b, indices);
    sizes.insert(sizes.begin() + axis, b.getIndexAttr(op.getDepth()));
    AffineMap all = b.getMultiDimIdentityMap(rank);
    AffineMap scalar = AffineMap::get(rank, 0, b.getContext());
    return createMap(
        b, sizes, getTensorType(adaptor.getOn()).getElementType(),
        ValueRange{indices, adaptor.getOn(), adaptor.getOff()},
        {all.dropResult(axis), scalar, scalar},
        [&](ImplicitLocOpBuilder &builder, ValueRange args) -> Value {
          ScalarBuilder b(builder);
          Value place = linalg::IndexOp::create(b, axis);
          Value index =
              isUnsigned
                  ? arith::IndexCastUIOp::create(b, b.getIndexType(), args[0])
                        .getResult()
                  : arith::IndexCastOp::create(b, b.getIndexType(), args[0])
                        .getResult();
          return b.select(b.compare(IPred::eq, index, place), args[1], args[2]);
        });
  }
};

} // namespace

void nn::detail::populateRepetitionPatterns(const TypeConverter &converter,
                                            RewritePatternSet &patterns) {
  patterns.add<BroadcastToOpConversion, FillOpConversion, OneHotOpConversion,
               RangeOpConversion, TileOpConversion>(converter,
                                                    patterns.getContext());
}
