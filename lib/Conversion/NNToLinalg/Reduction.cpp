//===- Reduction.cpp ------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reductions along axes to linalg.generic, and the index of an extreme.
//
//===----------------------------------------------------------------------===//

#include "Checks.h"
#include "Patterns.h"
#include "Scalar.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "nn/Conversion/NNToLinalg/StorageTypeConverter.h"
#include "nn/Dialect/NN/IR/NNReductionOps.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::detail;

using FPred = arith::CmpFPredicate;
using IPred = arith::CmpIPredicate;

/// Returns the sizes along all dimensions, or only along the given ones.
static Sizes selectSizes(ArrayRef<OpFoldResult> sizes, ArrayRef<int64_t> dims,
                         bool selected) {
  Sizes result;
  for (auto [i, size] : llvm::enumerate(sizes))
    if (llvm::is_contained(dims, static_cast<int64_t>(i)) == selected)
      result.push_back(size);
  return result;
}

/// Reduces along the axes with `combine`, from `initial`. Floats accumulate in
/// the type of `initial`.
static Value reduce(ImplicitLocOpBuilder &b, Value input,
                    ArrayRef<int64_t> axes, Value initial,
                    Value (*combine)(ScalarBuilder &, Value, Value)) {
  Value init = createFilled(
      b, selectSizes(getSizes(b, input), axes, /*selected=*/false), initial);
  return createReduction(b, input, init, axes,
                         [&](ImplicitLocOpBuilder &builder, ValueRange args) {
                           ScalarBuilder b(builder);
                           Value element = args[0];
                           if (isa<FloatType>(element.getType()))
                             element =
                                 convertFloat(b, element, args[1].getType());
                           return combine(b, element, args[1]);
                         });
}

/// Divides sums by the number of elements in each.
static Value divideByCount(ImplicitLocOpBuilder &b, Value sums,
                           OpFoldResult count, bool isUnsigned) {
  Type type = getTensorType(sums).getElementType();
  return createMap(
      b, getSizes(b, sums), type, sums,
      [&](ImplicitLocOpBuilder &builder, ValueRange args) {
        ScalarBuilder b(builder);
        Value divisor;
        if (std::optional<int64_t> number = getConstantIntValue(count)) {
          divisor = createScalar(b, type, *number);
        } else {
          Value counted =
              arith::IndexCastOp::create(b, b.getI64Type(), cast<Value>(count));
          divisor = emitCast(b, counted, b.getI64Type(), type);
        }
        if (isa<FloatType>(type))
          return b.div(args[0], divisor);
        return emitIntegerDiv(b, args[0], divisor, isUnsigned);
      });
}

//===----------------------------------------------------------------------===//
// What each op starts from, and how it combines
//===----------------------------------------------------------------------===//

namespace {

struct Sum {
  static Value getInitial(ImplicitLocOpBuilder &b, Type elementType) {
    return createScalar(
        b,
        StorageTypeConverter::convertElementType(getComputeType(elementType)),
        0);
  }
  static Value combine(ScalarBuilder &b, Value element, Value sum) {
    return b.add(sum, element);
  }
};

struct Product {
  static Value getInitial(ImplicitLocOpBuilder &b, Type elementType) {
    return createScalar(
        b,
        StorageTypeConverter::convertElementType(getComputeType(elementType)),
        1);
  }
  static Value combine(ScalarBuilder &b, Value element, Value product) {
    return b.mul(product, element);
  }
};

struct Max {
  static Value getInitial(ImplicitLocOpBuilder &b, Type elementType) {
    return createLowest(b, elementType);
  }
  static Value combine(ScalarBuilder &b, Value element, Value max) {
    if (isa<FloatType>(element.getType()))
      return b.max(element, max);
    return arith::MaxSIOp::create(b, element, max);
  }
  static Value combineUnsigned(ScalarBuilder &b, Value element, Value max) {
    return arith::MaxUIOp::create(b, element, max);
  }
};

struct Min {
  static Value getInitial(ImplicitLocOpBuilder &b, Type elementType) {
    return createGreatest(b, elementType);
  }
  static Value combine(ScalarBuilder &b, Value element, Value min) {
    if (isa<FloatType>(element.getType()))
      return b.min(element, min);
    return arith::MinSIOp::create(b, element, min);
  }
  static Value combineUnsigned(ScalarBuilder &b, Value element, Value min) {
    return arith::MinUIOp::create(b, element, min);
  }
};

struct All {
  static Value getInitial(ImplicitLocOpBuilder &b, Type) {
    return createScalar(b, b.getI8Type(), 1);
  }
  static Value combine(ScalarBuilder &b, Value element, Value all) {
    return arith::AndIOp::create(b, element, all);
  }
};

struct Any {
  static Value getInitial(ImplicitLocOpBuilder &b, Type) {
    return createScalar(b, b.getI8Type(), 0);
  }
  static Value combine(ScalarBuilder &b, Value element, Value any) {
    return arith::OrIOp::create(b, element, any);
  }
};

/// Converts a reduction, from its start and its combination.
template <typename OpTy, typename Kind>
struct ReduceOpConversion : public OpLowering<OpTy> {
  using OpLowering<OpTy>::OpLowering;

  FailureOr<Value> lower(OpTy op, typename OpTy::Adaptor adaptor,
                         ImplicitLocOpBuilder &b,
                         ConversionPatternRewriter &) const override {
    Type elementType = op.getInput().getType().getElementType();
    bool isUnsigned = elementType.isUnsignedInteger();
    Value input = adaptor.getInput();
    ArrayRef<int64_t> axes = op.getAxes();
    auto combine = &Kind::combine;
    if constexpr (std::is_same_v<Kind, Max> || std::is_same_v<Kind, Min>)
      if (isUnsigned)
        combine = &Kind::combineUnsigned;
    Value result =
        reduce(b, input, axes, Kind::getInitial(b, elementType), combine);
    if constexpr (std::is_same_v<OpTy, ReduceMeanOp>)
      result = divideByCount(
          b, result,
          multiplySizes(b, selectSizes(getSizes(b, input), axes, true)),
          isUnsigned);
    if (isa<FloatType>(elementType))
      result = convertFloats(b, result, elementType);
    if (op.getKeepDims())
      result = insertUnitDims(b, result, axes);
    return result;
  }
};

} // namespace

//===----------------------------------------------------------------------===//
// Index of an extreme
//===----------------------------------------------------------------------===//

/// Whether an element takes the place of the extreme so far.
static Value emitIsBetter(ScalarBuilder &b, Value element, Value extreme,
                          bool isMax, bool isUnsigned) {
  if (isa<FloatType>(element.getType()))
    return b.compare(isMax ? FPred::OGT : FPred::OLT, element, extreme);
  if (isUnsigned)
    return b.compare(isMax ? IPred::ugt : IPred::ult, element, extreme);
  return b.compare(isMax ? IPred::sgt : IPred::slt, element, extreme);
}

/// Returns what an extreme starts from: the end of the finite numbers, as
/// TensorFlow has it; NaN never takes its place.
static Value createFarEnd(ImplicitLocOpBuilder &b, Type elementType,
                          bool lowest) {
  if (auto type = dyn_cast<FloatType>(elementType))
    return arith::ConstantOp::create(
        b, b.getFloatAttr(
               type, APFloat::getLargest(type.getFloatSemantics(), lowest)));
  return lowest ? createLowest(b, elementType) : createGreatest(b, elementType);
}

namespace {

/// A reduction to the extreme and its index. Of equal elements the one with the
/// lowest index wins, whatever the order.
template <typename OpTy>
struct ArgReduceOpConversion : public OpLowering<OpTy> {
  using OpLowering<OpTy>::OpLowering;

  FailureOr<Value> lower(OpTy op, typename OpTy::Adaptor adaptor,
                         ImplicitLocOpBuilder &b,
                         ConversionPatternRewriter &) const override {
    constexpr bool isMax = std::is_same_v<OpTy, ArgMaxOp>;
    Type elementType = op.getInput().getType().getElementType();
    bool isUnsigned =
        elementType.isUnsignedInteger() || elementType.isInteger(1);
    Type indexType = op.getType().getElementType();
    Value input = adaptor.getInput();
    int64_t rank = getTensorType(input).getRank(), axis = op.getAxis();
    emitCheck(
        b,
        compareSizes(b, IPred::sgt, getSize(b, input, axis), b.getIndexAttr(0)),
        CheckMessage("the dimension to look in has no elements"));
    Sizes sizes = selectSizes(getSizes(b, input), axis, /*selected=*/false);
    SmallVector<Value> inits = {
        createFilled(b, sizes, createFarEnd(b, elementType, isMax)),
        createFilled(b, sizes, createScalar(b, indexType, 0))};
    SmallVector<utils::IteratorType> iterators(rank,
                                               utils::IteratorType::parallel);
    iterators[axis] = utils::IteratorType::reduction;
    AffineMap all = b.getMultiDimIdentityMap(rank);
    AffineMap kept = all.dropResult(axis);
    Value result =
        linalg::GenericOp::create(
            b, TypeRange(ValueRange(inits)), input, inits, {all, kept, kept},
            iterators,
            [&](OpBuilder &builder, Location loc, ValueRange args) {
              ScalarBuilder b(loc, builder);
              Value element = args[0], extreme = args[1], best = args[2];
              Value index = arith::IndexCastOp::create(
                  b, indexType, linalg::IndexOp::create(b, axis));
              Value isBetter =
                  emitIsBetter(b, element, extreme, isMax, isUnsigned);
              Value isEqual = isa<FloatType>(element.getType())
                                  ? b.compare(FPred::OEQ, element, extreme)
                                  : b.compare(IPred::eq, element, extreme);
              Value isEarlier = arith::AndIOp::create(
                  b, isEqual, b.compare(IPred::slt, index, best));
              Value takes = arith::OrIOp::create(b, isBetter, isEarlier);
              linalg::YieldOp::create(
                  b, ValueRange{b.select(isBetter, element, extreme),
                                b.select(takes, index, best)});
            })
            .getResult(1);
    return result;
  }
};

} // namespace

void nn::detail::populateReductionPatterns(const TypeConverter &converter,
                                           RewritePatternSet &patterns) {
  patterns.add<ArgReduceOpConversion<ArgMaxOp>, ArgReduceOpConversion<ArgMinOp>,
               ReduceOpConversion<ReduceAllOp, All>,
               ReduceOpConversion<ReduceAnyOp, Any>,
               ReduceOpConversion<ReduceMaxOp, Max>,
               ReduceOpConversion<ReduceMeanOp, Sum>,
               ReduceOpConversion<ReduceMinOp, Min>,
               ReduceOpConversion<ReduceProdOp, Product>,
               ReduceOpConversion<ReduceSumOp, Sum>>(converter,
                                                     patterns.getContext());
}
