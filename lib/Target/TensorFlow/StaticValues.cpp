//===- StaticValues.cpp - Integers known at import ------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What an evaluation finds out of the ops behind a value is kept, so the next
// one looks no further. An op is evaluated when its operands are; one that
// needs more is put off until those are, however long the way to them.
//
//===----------------------------------------------------------------------===//

#include "StaticValues.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/Matchers.h"
#include "nn/Dialect/NN/IR/NNArithmeticOps.h"
#include "nn/Dialect/NN/IR/NNBinaryOps.h"
#include "nn/Dialect/NN/IR/NNEvaluation.h"
#include "nn/Dialect/NN/IR/NNGatherOps.h"
#include "nn/Dialect/NN/IR/NNLogicalOps.h"
#include "nn/Dialect/NN/IR/NNReductionOps.h"
#include "nn/Dialect/NN/IR/NNShapeOps.h"
#include "llvm/ADT/TypeSwitch.h"
#include "llvm/Support/CheckedArithmetic.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

using Ints = std::optional<SmallVector<int64_t>>;

/// Shapes and axes are short; nothing longer is evaluated.
static constexpr int64_t kMaxElements = 1024;
static constexpr int64_t kUnknown = ShapedType::kDynamic;

static bool isShort(RankedTensorType type) {
  return type && type.hasStaticShape() && type.getNumElements() <= kMaxElements;
}

/// Whether anything can be known of a value.
static bool canEvaluate(Value value) {
  Operation *op = value.getDefiningOp();
  return op && op->getNumResults() == 1 &&
         isShort(dyn_cast<RankedTensorType>(value.getType()));
}

static bool isOfIntegers(Value value) {
  return isa<IntegerType>(getElementTypeOrSelf(value.getType()));
}

void StaticValues::find(Value value) {
  SmallVector<Value> wanted = {value};
  while (!wanted.empty()) {
    Value next = wanted.back();
    Operation *op = next.getDefiningOp();
    bool isInts = isOfIntegers(next);
    if (isInts ? values.contains(next) : wholes.contains(next)) {
      wanted.pop_back();
      continue;
    }
    missing.clear();
    Ints ints;
    Attribute whole;
    if (isInts) {
      ints = evaluate(op);
      if (!ints && missing.empty())
        ints = evaluateWholeInts(op);
    } else if (auto constant = dyn_cast<arith::ConstantOp>(op)) {
      whole = constant.getValue();
    } else {
      whole = evaluateWhole(op);
    }
    if (!missing.empty()) {
      llvm::append_range(wanted, missing);
      continue;
    }
    wanted.pop_back();
    if (!isInts) {
      wholes[next] = whole;
      continue;
    }
    int64_t count = cast<RankedTensorType>(next.getType()).getNumElements();
    if (ints &&
        (int64_t(ints->size()) != count ||
         (count && llvm::all_equal(*ints) && ints->front() == kUnknown)))
      ints = std::nullopt;
    values[next] = std::move(ints);
  }
}

Ints StaticValues::get(Value value) {
  if (!canEvaluate(value) || !isOfIntegers(value))
    return std::nullopt;
  find(value);
  return values.lookup(value);
}

Ints StaticValues::look(Value operand) {
  if (!canEvaluate(operand) || !isOfIntegers(operand))
    return std::nullopt;
  auto it = values.find(operand);
  if (it != values.end())
    return it->second;
  missing.push_back(operand);
  return std::nullopt;
}

/// Wraps as the element type does; an unsigned 64-bit value that is no int64_t
/// is not known.
static int64_t wrap(int64_t value, Type elementType) {
  unsigned width = elementType.getIntOrFloatBitWidth();
  if (width == 64)
    return elementType.isUnsignedInteger() && value < 0 ? kUnknown : value;
  if (elementType.isUnsignedInteger() || width == 1)
    return value & int64_t(llvm::maskTrailingOnes<uint64_t>(width));
  return llvm::SignExtend64(uint64_t(value), width);
}

static SmallVector<int64_t> getInts(DenseIntElementsAttr elements) {
  if (elements.empty())
    return {};
  Type type = elements.getElementType();
  bool isUnsigned = type.isUnsignedInteger() || type.isInteger(1);
  return llvm::map_to_vector(elements, [&](const APInt &value) {
    if (isUnsigned)
      return value.getActiveBits() > 63 ? kUnknown
                                        : int64_t(value.getZExtValue());
    return value.getSExtValue();
  });
}

static Ints evaluateConstant(arith::ConstantOp op) {
  auto elements = dyn_cast<DenseIntElementsAttr>(op.getValue());
  return elements ? getInts(elements) : Ints();
}

/// Elementwise on operands of equal shapes, or one of which is a scalar.
static Ints
evaluateBinary(Operation *op, const Ints &lhs, const Ints &rhs,
               llvm::function_ref<std::optional<int64_t>(int64_t, int64_t)> f) {
  if (!lhs || !rhs)
    return std::nullopt;
  auto result = cast<RankedTensorType>(op->getResult(0).getType());
  for (Value operand : op->getOperands()) {
    auto type = cast<RankedTensorType>(operand.getType());
    if (type.getNumElements() != 1 && type.getShape() != result.getShape())
      return std::nullopt;
  }
  SmallVector<int64_t> values;
  for (int64_t i = 0, e = result.getNumElements(); i < e; ++i) {
    int64_t x = (*lhs)[lhs->size() == 1 ? 0 : i];
    int64_t y = (*rhs)[rhs->size() == 1 ? 0 : i];
    std::optional<int64_t> value;
    if (x != kUnknown && y != kUnknown)
      value = f(x, y);
    values.push_back(value ? wrap(*value, result.getElementType()) : kUnknown);
  }
  return values;
}

static std::optional<int64_t> add(int64_t x, int64_t y) {
  return llvm::checkedAdd(x, y);
}
static std::optional<int64_t> sub(int64_t x, int64_t y) {
  return llvm::checkedSub(x, y);
}
static std::optional<int64_t> mul(int64_t x, int64_t y) {
  return llvm::checkedMul(x, y);
}
static std::optional<int64_t> truncateDiv(int64_t x, int64_t y) {
  if (y == 0 || y == -1)
    return y == 0 ? std::nullopt : llvm::checkedSub<int64_t>(0, x);
  return x / y;
}
static std::optional<int64_t> floorDiv(int64_t x, int64_t y) {
  if (y == 0 || y == -1)
    return truncateDiv(x, y);
  return llvm::divideFloorSigned(x, y);
}

static Ints evaluateCompare(CompareOp op, const Ints &lhs, const Ints &rhs) {
  auto compare = [&](int64_t x, int64_t y) -> std::optional<int64_t> {
    switch (op.getPredicate()) {
    case Predicate::EQ:
      return x == y;
    case Predicate::NE:
      return x != y;
    case Predicate::LT:
      return x < y;
    case Predicate::LE:
      return x <= y;
    case Predicate::GT:
      return x > y;
    case Predicate::GE:
      return x >= y;
    }
    return std::nullopt;
  };
  return evaluateBinary(op, lhs, rhs, compare);
}

/// A choice between operands of the result's shape, or scalars.
static Ints evaluateSelect(SelectOp op, const Ints &condition,
                           const Ints &onTrue, const Ints &onFalse) {
  auto result = cast<RankedTensorType>(op.getType());
  if (!condition)
    return std::nullopt;
  for (Value operand : op->getOperands()) {
    auto type = cast<RankedTensorType>(operand.getType());
    if (!type.hasStaticShape() ||
        (type.getNumElements() != 1 && type.getShape() != result.getShape()))
      return std::nullopt;
  }
  SmallVector<int64_t> values;
  for (int64_t i = 0, e = result.getNumElements(); i < e; ++i) {
    int64_t chosen = (*condition)[condition->size() == 1 ? 0 : i];
    const Ints &from = chosen ? onTrue : onFalse;
    bool isKnown = chosen != kUnknown && from;
    values.push_back(isKnown ? (*from)[from->size() == 1 ? 0 : i] : kUnknown);
  }
  return values;
}

/// A part of a tensor, in row-major order.
static Ints evaluateSlice(SliceOp op, const Ints &input) {
  auto type = cast<RankedTensorType>(op.getInput().getType());
  auto result = cast<RankedTensorType>(op.getType());
  if (!input)
    return std::nullopt;
  SmallVector<int64_t> values;
  for (int64_t i = 0, e = result.getNumElements(); i < e; ++i) {
    int64_t index = 0, rest = i, factor = 1;
    for (int64_t axis = type.getRank() - 1; axis >= 0; --axis) {
      int64_t size = type.getDimSize(axis), begin = op.getBegin()[axis];
      if (begin < 0)
        begin = std::max<int64_t>(begin + size, 0);
      int64_t length = result.getDimSize(axis);
      int64_t place = begin + rest % length * op.getStrides()[axis];
      if (place < 0 || place >= size)
        return std::nullopt;
      index += place * factor;
      factor *= size;
      rest /= length;
    }
    values.push_back((*input)[index]);
  }
  return values;
}

static Ints evaluateGather(const Ints &params, const Ints &indices,
                           RankedTensorType type) {
  if (!params || !indices || type.getRank() != 1)
    return std::nullopt;
  SmallVector<int64_t> values;
  for (int64_t index : *indices) {
    // An index that is not known picks an element that is not known.
    if (index != kUnknown && (index < 0 || index >= int64_t(params->size())))
      return std::nullopt;
    values.push_back(index == kUnknown ? kUnknown : (*params)[index]);
  }
  return values;
}

/// All elements to one.
static Ints evaluateReduction(
    Operation *op, const Ints &input, int64_t neutral,
    llvm::function_ref<std::optional<int64_t>(int64_t, int64_t)> f) {
  auto result = cast<RankedTensorType>(op->getResult(0).getType());
  if (!input || result.getNumElements() != 1)
    return std::nullopt;
  int64_t total = neutral;
  for (int64_t value : *input) {
    std::optional<int64_t> next =
        value == kUnknown ? std::nullopt : f(total, value);
    if (!next)
      return std::nullopt;
    total = *next;
  }
  return SmallVector<int64_t>{wrap(total, result.getElementType())};
}

static Ints evaluateRange(const Ints &start, const Ints &delta,
                          RankedTensorType type) {
  if (!start || !delta || start->front() == kUnknown ||
      delta->front() == kUnknown)
    return std::nullopt;
  SmallVector<int64_t> values;
  for (int64_t i = 0, e = type.getDimSize(0); i < e; ++i) {
    std::optional<int64_t> value =
        llvm::checkedMulAdd(i, delta->front(), start->front());
    if (!value)
      return std::nullopt;
    values.push_back(*value);
  }
  return values;
}

Attribute StaticValues::getWhole(Value value) {
  if (!canEvaluate(value))
    return {};
  find(value);
  return lookWhole(value);
}

Attribute StaticValues::lookWhole(Value operand) {
  if (!canEvaluate(operand))
    return {};
  if (isOfIntegers(operand)) {
    Ints ints = look(operand);
    if (!ints || llvm::is_contained(*ints, kUnknown))
      return {};
    auto type = cast<RankedTensorType>(operand.getType());
    return DenseElementsAttr::get(
        type, llvm::map_to_vector(*ints, [&](int64_t value) {
          return APInt(type.getElementTypeBitWidth(), value,
                       /*isSigned=*/true, /*implicitTrunc=*/true);
        }));
  }
  auto it = wholes.find(operand);
  if (it != wholes.end())
    return it->second;
  missing.push_back(operand);
  return {};
}

Attribute StaticValues::evaluateWhole(Operation *op) {
  SmallVector<Attribute> operands;
  for (Value operand : op->getOperands()) {
    operands.push_back(lookWhole(operand));
    // One that is not known is the end, one that is missing is not.
    if (!operands.back() && missing.empty())
      return {};
  }
  return missing.empty() ? mlir::nn::evaluate(op, operands) : Attribute();
}

Ints StaticValues::evaluateWholeInts(Operation *op) {
  auto result = dyn_cast_or_null<DenseIntElementsAttr>(evaluateWhole(op));
  return result ? getInts(result) : Ints();
}

/// One number between bounds that are equal is known, whatever is clamped:
/// minimum(maximum(x, 6), 6), or the other way round.
template <typename InnerOp>
Ints StaticValues::evaluateClamp(Operation *op) {
  constexpr bool isMinimum = std::is_same_v<InnerOp, MaximumOp>;
  for (unsigned i = 0; i < 2; ++i) {
    auto inner = op->getOperand(i).getDefiningOp<InnerOp>();
    Ints outerBound = look(op->getOperand(1 - i));
    if (!inner || !outerBound || outerBound->size() != 1)
      continue;
    for (Value operand : inner->getOperands()) {
      Ints bound = look(operand);
      if (bound && bound->size() == 1 && bound->front() != kUnknown &&
          (isMinimum ? bound->front() >= outerBound->front()
                     : bound->front() <= outerBound->front()))
        return outerBound;
    }
  }
  return std::nullopt;
}

Ints StaticValues::evaluate(Operation *op) {
  auto type = cast<RankedTensorType>(op->getResult(0).getType());
  auto operand = [&](unsigned index) { return look(op->getOperand(index)); };
  return llvm::TypeSwitch<Operation *, Ints>(op)
      .Case([&](arith::ConstantOp op) { return evaluateConstant(op); })
      .Case([&](ShapeOp op) {
        return SmallVector<int64_t>(
            cast<RankedTensorType>(op.getInput().getType()).getShape());
      })
      .Case<ReshapeOp, ExpandDimsOp, SqueezeOp>(
          [&](auto) { return operand(0); })
      .Case([&](CastOp op) -> Ints {
        Ints values = operand(0);
        if (!values)
          return std::nullopt;
        for (int64_t &value : *values)
          if (value != kUnknown)
            value = wrap(value, type.getElementType());
        return values;
      })
      .Case([&](ConcatOp op) -> Ints {
        if (op.getAxis() != 0)
          return std::nullopt;
        SmallVector<int64_t> values;
        for (Value input : op.getInputs()) {
          auto inputType = cast<RankedTensorType>(input.getType());
          if (Ints part = look(input))
            values.append(*part);
          else if (inputType.hasStaticShape() &&
                   inputType.getNumElements() <= kMaxElements)
            values.append(inputType.getNumElements(), kUnknown);
          else
            return std::nullopt;
        }
        return values;
      })
      .Case([&](SliceOp op) { return evaluateSlice(op, operand(0)); })
      .Case([&](GatherOp op) {
        bool isVector =
            cast<RankedTensorType>(op.getParams().getType()).getRank() == 1;
        return evaluateGather(isVector ? operand(0) : std::nullopt, operand(1),
                              RankedTensorType::get({type.getNumElements()},
                                                    type.getElementType()));
      })
      .Case([&](ReduceProdOp op) {
        return evaluateReduction(op, operand(0), 1, mul);
      })
      .Case([&](ReduceSumOp op) {
        return evaluateReduction(op, operand(0), 0, add);
      })
      .Case([&](RangeOp op) {
        return evaluateRange(operand(0), operand(2), type);
      })
      .Case([&](FillOp op) -> Ints {
        Ints value = operand(1);
        if (!value)
          return std::nullopt;
        return SmallVector<int64_t>(type.getNumElements(), value->front());
      })
      .Case([&](CompareOp op) {
        return evaluateCompare(op, operand(0), operand(1));
      })
      .Case([&](SelectOp op) {
        return evaluateSelect(op, operand(0), operand(1), operand(2));
      })
      .Case([&](AddOp op) {
        return evaluateBinary(op, operand(0), operand(1), add);
      })
      .Case([&](SubOp op) {
        return evaluateBinary(op, operand(0), operand(1), sub);
      })
      .Case([&](MulOp op) {
        return evaluateBinary(op, operand(0), operand(1), mul);
      })
      .Case([&](DivOp op) {
        return evaluateBinary(op, operand(0), operand(1), truncateDiv);
      })
      .Case([&](FloorDivOp op) {
        return evaluateBinary(op, operand(0), operand(1), floorDiv);
      })
      .Case([&](MaximumOp op) {
        Ints values =
            evaluateBinary(op, operand(0), operand(1),
                           [](int64_t x, int64_t y) -> std::optional<int64_t> {
                             return std::max(x, y);
                           });
        return values ? values : evaluateClamp<MinimumOp>(op);
      })
      .Case([&](MinimumOp op) {
        Ints values =
            evaluateBinary(op, operand(0), operand(1),
                           [](int64_t x, int64_t y) -> std::optional<int64_t> {
                             return std::min(x, y);
                           });
        return values ? values : evaluateClamp<MaximumOp>(op);
      })
      .Default(Ints());
}
