//===- Shape.cpp ----------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Ops that give the same elements other dimensions, measure them, or join
// tensors.
//
//===----------------------------------------------------------------------===//

#include "Checks.h"
#include "Patterns.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/ReshapeOpsUtils.h"
#include "mlir/IR/Matchers.h"
#include "nn/Dialect/NN/IR/NNShapeOps.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::detail;

//===----------------------------------------------------------------------===//
// Reshape
//===----------------------------------------------------------------------===//

/// Leaves out of two products what both have.
static void dropCommonSizes(Sizes &lhs, Sizes &rhs) {
  llvm::erase_if(rhs, [&](OpFoldResult divisor) {
    auto *equal = llvm::find_if(lhs, [&](OpFoldResult factor) {
      return areEqualSizes(factor, divisor);
    });
    if (equal == lhs.end())
      return false;
    lhs.erase(equal);
    return true;
  });
}

/// Returns the product of the sizes `from` divided by that of `by`, and checks
/// that nothing is left. Sizes that both have are left out.
static OpFoldResult divideSizes(ImplicitLocOpBuilder &b, Sizes from, Sizes by) {
  dropCommonSizes(from, by);
  OpFoldResult dividend = multiplySizes(b, from);
  OpFoldResult divisor = multiplySizes(b, by);
  if (isOneInteger(divisor))
    return dividend;
  int64_t factor = 1;
  for (OpFoldResult size : from)
    factor *= getConstantIntValue(size).value_or(1);
  std::optional<int64_t> number = getConstantIntValue(divisor);
  if (number && *number > 0) {
    if (factor % *number)
      checkDivisible(b, dividend, *number, "a number of elements");
    return computeSize(b, b.getAffineDimExpr(0).floorDiv(*number), {dividend});
  }
  // What is left beside a size of 0 is not known.
  Value one = arith::ConstantIndexOp::create(b, 1);
  Value guarded = arith::MaxSIOp::create(b, getSizeValue(b, divisor), one);
  Value rest = arith::RemSIOp::create(b, getSizeValue(b, dividend), guarded);
  CheckMessage message("cannot reshape ");
  message << dividend << " elements to parts of " << divisor;
  emitCheck(b,
            andConditions(b,
                          compareSizes(b, arith::CmpIPredicate::sgt, divisor,
                                       b.getIndexAttr(0)),
                          compareSizes(b, arith::CmpIPredicate::eq, rest,
                                       b.getIndexAttr(0))),
            message);
  return arith::DivSIOp::create(b, getSizeValue(b, dividend), guarded)
      .getResult();
}

/// Checks that two shapes have the same number of elements.
static void checkSameCount(ImplicitLocOpBuilder &b, Sizes from, Sizes to) {
  dropCommonSizes(from, to);
  checkEqualSizes(b, multiplySizes(b, from), multiplySizes(b, to),
                  "numbers of elements");
}

/// Returns the sizes of a reshape's result: those of its type, then those that
/// `shape` says, of which one may be -1: what is left.
static Sizes getResultSizes(ImplicitLocOpBuilder &b, Value input, Value shape,
                            RankedTensorType type) {
  Sizes inputSizes = getSizes(b, input), sizes, known;
  SmallVector<int64_t> unknown;
  for (auto [i, size] : llvm::enumerate(type.getShape())) {
    sizes.push_back(b.getIndexAttr(size));
    if (ShapedType::isDynamic(size))
      unknown.push_back(i);
    else
      known.push_back(sizes.back());
  }
  if (unknown.empty()) {
    checkSameCount(b, inputSizes, sizes);
    return sizes;
  }
  if (unknown.size() == 1) {
    sizes[unknown[0]] = divideSizes(b, inputSizes, known);
    return sizes;
  }
  // Which one is -1 may be known.
  SmallVector<int64_t> open;
  for (int64_t i : unknown) {
    sizes[i] = extractSize(b, shape, i);
    std::optional<int64_t> number = getConstantIntValue(sizes[i]);
    if (number && *number == -1) {
      open = {i};
      break;
    }
    if (!number)
      open.push_back(i);
  }
  if (open.size() == 1 && getConstantIntValue(sizes[open[0]]) == -1) {
    Sizes others;
    for (int64_t i = 0, e = sizes.size(); i < e; ++i) {
      if (i == open[0])
        continue;
      if (llvm::is_contained(unknown, i)) {
        sizes[i] = extractSize(b, shape, i);
        checkNotNegative(b, sizes[i], "a size");
      }
      others.push_back(sizes[i]);
    }
    sizes[open[0]] = divideSizes(b, inputSizes, others);
    return sizes;
  }
  // Else each may be the one.
  Value minusOne = arith::ConstantIndexOp::create(b, -1);
  Value zero = arith::ConstantIndexOp::create(b, 0);
  Value one = arith::ConstantIndexOp::create(b, 1);
  Sizes factors = known;
  SmallVector<Value> isOpen;
  Value numOpen = zero;
  for (int64_t i : open) {
    Value size = getSizeValue(b, sizes[i]);
    isOpen.push_back(
        arith::CmpIOp::create(b, arith::CmpIPredicate::eq, size, minusOne));
    numOpen = arith::AddIOp::create(
        b, numOpen, arith::SelectOp::create(b, isOpen.back(), one, zero));
    factors.push_back(
        arith::SelectOp::create(b, isOpen.back(), one, size).getResult());
    checkNotNegative(b, factors.back(), "a size");
  }
  for (int64_t i : unknown)
    if (!llvm::is_contained(open, i))
      factors.push_back(sizes[i]);
  CheckMessage message("expected at most one size of -1, got ");
  message << OpFoldResult(numOpen);
  emitCheck(b,
            compareSizes(b, arith::CmpIPredicate::sle, OpFoldResult(numOpen),
                         b.getIndexAttr(1)),
            message);
  // Without one of -1 the sizes hold all elements, and with one those that it
  // is left.
  Value left = arith::ConstantIndexOp::create(b, 1);
  OpFoldResult count = multiplySizes(b, inputSizes);
  Value product = getSizeValue(b, multiplySizes(b, factors));
  Value hasOpen =
      arith::CmpIOp::create(b, arith::CmpIPredicate::ne, numOpen, zero);
  Value guarded = arith::MaxSIOp::create(b, product, one);
  Value quotient = arith::DivSIOp::create(b, getSizeValue(b, count), guarded);
  left = arith::SelectOp::create(b, hasOpen, quotient, left);
  CheckMessage fits("cannot reshape ");
  fits << count << " elements to parts of " << OpFoldResult(product);
  emitCheck(b,
            arith::CmpIOp::create(b, arith::CmpIPredicate::eq,
                                  arith::MulIOp::create(b, left, product),
                                  getSizeValue(b, count)),
            fits);
  for (auto [i, condition] : llvm::zip_equal(open, isOpen))
    sizes[i] =
        arith::SelectOp::create(b, condition, left, getSizeValue(b, sizes[i]))
            .getResult();
  return sizes;
}

/// Returns one group of all dimensions; none for a scalar.
static SmallVector<ReassociationIndices> getSingleGroup(int64_t rank) {
  if (rank == 0)
    return {};
  return {llvm::to_vector<2>(llvm::seq<int64_t>(0, rank))};
}

/// Gives the tensor other sizes: by joining or by splitting dimensions, or by
/// joining all and splitting them again.
static Value reshape(ImplicitLocOpBuilder &b, Value input,
                     ArrayRef<OpFoldResult> sizes) {
  auto from = getTensorType(input);
  RankedTensorType to = getTensorType(sizes, from.getElementType());
  if (from.getRank() == to.getRank() && from.getRank() <= 1)
    return castTo(b, input, to);
  if (from.getRank() == 0 || to.getRank() == 0) {
    SmallVector<int64_t> ones(std::max(from.getRank(), to.getRank()), 1);
    if (to.getRank() == 0)
      return collapse(b, castTo(b, input, from.clone(ones)), {});
    return expand(b, input, {}, getAsIndexOpFoldResult(b.getContext(), ones));
  }
  if (from.getRank() == to.getRank() &&
      llvm::all_of(llvm::zip_equal(getSizes(b, input), sizes), [](auto pair) {
        return areEqualSizes(std::get<0>(pair), std::get<1>(pair));
      }))
    return input;
  // What is unknown in only one of the types does not say which dimensions
  // belong together, and neither does an empty tensor.
  auto hasZero = [](RankedTensorType type) {
    return llvm::is_contained(type.getShape(), 0);
  };
  if (from.getRank() != to.getRank() && !hasZero(from) && !hasZero(to) &&
      from.getNumDynamicDims() == to.getNumDynamicDims())
    if (auto groups = getReassociationIndicesForReshape(from, to)) {
      if (from.getRank() > to.getRank())
        return collapse(b, input, *groups);
      return expand(b, input, *groups, sizes);
    }
  Value flat = collapse(b, input, getSingleGroup(from.getRank()));
  if (to.getRank() == 1)
    return flat;
  return expand(b, flat, getSingleGroup(to.getRank()), sizes);
}

namespace {

struct ReshapeOpConversion : public OpLowering<ReshapeOp> {
  using OpLowering::OpLowering;

  FailureOr<Value> lower(ReshapeOp op, OpAdaptor adaptor,
                         ImplicitLocOpBuilder &b,
                         ConversionPatternRewriter &rewriter) const override {
    Value input = adaptor.getInput(), shape = adaptor.getShape();
    auto type = cast<RankedTensorType>(op.getType());
    if (!shape && type.getNumDynamicDims() > 1)
      return rewriter.notifyMatchFailure(
          op, "expects a shape for more than one unknown size");
    // Sizes that are not known may be anything, but not make a fraction whole.
    int64_t known = 1;
    for (int64_t size : getTensorType(input).getShape())
      if (!ShapedType::isDynamic(size))
        known *= size;
    if (type.hasStaticShape()) {
      int64_t count = type.getNumElements();
      if (known ? count % known != 0 : count != 0)
        return rewriter.notifyMatchFailure(op, [&](Diagnostic &reason) {
          reason << "expects a multiple of " << known << " elements, got "
                 << count;
        });
    }
    return reshape(b, input, getResultSizes(b, input, shape, type));
  }
};

//===----------------------------------------------------------------------===//
// Others
//===----------------------------------------------------------------------===//

struct TransposeOpConversion : public OpLowering<TransposeOp> {
  using OpLowering::OpLowering;

  FailureOr<Value> lower(TransposeOp op, OpAdaptor adaptor,
                         ImplicitLocOpBuilder &b,
                         ConversionPatternRewriter &) const override {
    return transpose(b, adaptor.getInput(), op.getPermutation());
  }
};

struct ExpandDimsOpConversion : public OpLowering<ExpandDimsOp> {
  using OpLowering::OpLowering;

  FailureOr<Value> lower(ExpandDimsOp op, OpAdaptor adaptor,
                         ImplicitLocOpBuilder &b,
                         ConversionPatternRewriter &) const override {
    return insertUnitDims(b, adaptor.getInput(), op.getAxis());
  }
};

struct SqueezeOpConversion : public OpLowering<SqueezeOp> {
  using OpLowering::OpLowering;

  FailureOr<Value> lower(SqueezeOp op, OpAdaptor adaptor,
                         ImplicitLocOpBuilder &b,
                         ConversionPatternRewriter &) const override {
    for (int64_t axis : op.getAxes())
      checkEqualSizes(b, getSize(b, adaptor.getInput(), axis),
                      b.getIndexAttr(1),
                      "sizes of dimension " + Twine(axis) +
                          " and of one that "
                          "is removed");
    return dropUnitDims(b, adaptor.getInput(), op.getAxes());
  }
};

struct ShapeOpConversion : public OpLowering<ShapeOp> {
  using OpLowering::OpLowering;

  FailureOr<Value> lower(ShapeOp op, OpAdaptor adaptor, ImplicitLocOpBuilder &b,
                         ConversionPatternRewriter &) const override {
    Type type = getTensorType(op.getResult()).getElementType();
    Sizes sizes = getSizes(b, adaptor.getInput());
    SmallVector<Value> elements;
    for (OpFoldResult size : sizes) {
      if (std::optional<int64_t> number = getConstantIntValue(size))
        elements.push_back(createScalar(b, type, *number));
      else
        elements.push_back(
            arith::IndexCastOp::create(b, type, cast<Value>(size)));
    }
    auto tensorType =
        RankedTensorType::get({static_cast<int64_t>(sizes.size())}, type);
    if (elements.empty())
      return createEmpty(b, {b.getIndexAttr(0)}, type);
    return tensor::FromElementsOp::create(b, tensorType, elements).getResult();
  }
};

/// Returns the integers of a short list, such as a shape, one by one: the host
/// computes with them, for which it needs no kernel. None if it is no such
/// list.
static SmallVector<Value> extractElements(ImplicitLocOpBuilder &b,
                                          ValueRange lists) {
  constexpr int64_t kMaxElements = 16;
  int64_t count = 0;
  for (Value list : lists) {
    RankedTensorType type = getTensorType(list);
    if (type.getRank() != 1 || !type.hasStaticShape() ||
        !type.getElementType().isSignlessInteger())
      return {};
    count += type.getNumElements();
  }
  if (count > kMaxElements)
    return {};
  SmallVector<Value> elements;
  for (Value list : lists) {
    RankedTensorType type = getTensorType(list);
    DenseIntElementsAttr constants;
    if (matchPattern(list, m_Constant(&constants))) {
      for (const APInt &constant : constants)
        elements.push_back(arith::ConstantOp::create(
            b, b.getIntegerAttr(type.getElementType(), constant)));
      continue;
    }
    for (int64_t i = 0, e = type.getNumElements(); i < e; ++i)
      elements.push_back(tensor::ExtractOp::create(
          b, list, ValueRange(arith::ConstantIndexOp::create(b, i))));
  }
  return elements;
}

struct ConcatOpConversion : public OpLowering<ConcatOp> {
  using OpLowering::OpLowering;

  FailureOr<Value> lower(ConcatOp op, OpAdaptor adaptor,
                         ImplicitLocOpBuilder &b,
                         ConversionPatternRewriter &) const override {
    int64_t axis = op.getAxis();
    SmallVector<Value> inputs(adaptor.getInputs());
    // A part of nothing lies nowhere.
    llvm::erase_if(inputs, [&](Value input) {
      return isEmpty(input.getType()) ||
             getTensorType(input).getDimSize(axis) == 0;
    });
    if (inputs.empty())
      inputs.push_back(adaptor.getInputs().front());
    if (inputs.size() == 1)
      return inputs[0];
    Sizes sizes = getSizes(b, inputs[0]);
    for (Value input : ArrayRef(inputs).drop_front())
      for (auto [dim, size] : llvm::enumerate(getSizes(b, input)))
        if (static_cast<int64_t>(dim) != axis)
          checkEqualSizes(b, sizes[dim], size,
                          "sizes of dimension " + Twine(dim));
    if (hasNoElements(sizes)) {
      for (Value input : ArrayRef(inputs).drop_front())
        sizes[axis] =
            computeSize(b, b.getAffineDimExpr(0) + b.getAffineDimExpr(1),
                        {sizes[axis], getSize(b, input, axis)});
      return createEmpty(b, sizes, getTensorType(inputs[0]).getElementType());
    }
    if (SmallVector<Value> elements = extractElements(b, inputs);
        !elements.empty())
      return tensor::FromElementsOp::create(b, elements).getResult();
    return tensor::ConcatOp::create(b, op.getAxis(), inputs).getResult();
  }
};

} // namespace

void nn::detail::populateShapePatterns(const TypeConverter &converter,
                                       RewritePatternSet &patterns) {
  patterns.add<ConcatOpConversion, ExpandDimsOpConversion, ReshapeOpConversion,
               ShapeOpConversion, SqueezeOpConversion, TransposeOpConversion>(
      converter, patterns.getContext());
}
