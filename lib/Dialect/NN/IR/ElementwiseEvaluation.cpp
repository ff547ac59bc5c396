//===- ElementwiseEvaluation.cpp ------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Elementwise ops on constant tensors: the loops over the broadcast elements.
//
//===----------------------------------------------------------------------===//

#include "nn/Dialect/NN/IR/NNElementwiseEvaluation.h"
#include "nn/Dialect/NN/IR/NNElementwiseOps.h"
#include "llvm/ADT/TypeSwitch.h"
#include <cmath>

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::detail;

namespace {

/// Walks the elements of a result in row-major order and knows which elements
/// of the operands, broadcast by numpy's rules, belong to each.
class BroadcastWalk {
public:
  BroadcastWalk(ArrayRef<int64_t> shape, ArrayRef<ConstantView> operands)
      : shape(shape), position(shape.size(), 0), indices(operands.size(), 0) {
    for (const ConstantView &operand : operands) {
      SmallVector<int64_t> &steps = strides.emplace_back(shape.size(), 0);
      ArrayRef<int64_t> sizes = operand.getShape();
      int64_t stride = 1;
      for (int64_t i = sizes.size() - 1; i >= 0; --i) {
        if (sizes[i] != 1)
          steps[shape.size() - sizes.size() + i] = stride;
        stride *= sizes[i];
      }
    }
  }

  int64_t operator[](unsigned operand) const { return indices[operand]; }

  void next() {
    for (int64_t dim = shape.size() - 1; dim >= 0; --dim) {
      for (auto [index, steps] : llvm::zip_equal(indices, strides))
        index += steps[dim];
      if (++position[dim] < shape[dim])
        return;
      for (auto [index, steps] : llvm::zip_equal(indices, strides))
        index -= steps[dim] * shape[dim];
      position[dim] = 0;
    }
  }

private:
  ArrayRef<int64_t> shape;
  SmallVector<int64_t> position;
  SmallVector<SmallVector<int64_t>> strides;
  SmallVector<int64_t> indices;
};

} // namespace

/// Calls a function with the index of each result element and a walk that
/// stands at it, until the function returns failure.
static LogicalResult
forEachElement(ConstantBuilder &result, ArrayRef<ConstantView> operands,
               llvm::function_ref<LogicalResult(int64_t, const BroadcastWalk &)>
                   function) {
  BroadcastWalk walk(result.getType().getShape(), operands);
  for (int64_t i = 0, e = result.getType().getNumElements(); i < e; ++i) {
    if (failed(function(i, walk)))
      return failure();
    walk.next();
  }
  return success();
}

/// Stores what TensorFlow's cast of a float gives in an integer type, that of
/// the x86-64 instructions it uses where the value does not fit.
static void storeFloatAsInt(ConstantBuilder &result, int64_t index,
                            double value, IntegerType type) {
  constexpr double two31 = 2147483648.0, two63 = 9223372036854775808.0;
  unsigned bits = type.getWidth();
  double truncated = std::trunc(value);
  if (bits == 64) {
    // Only unsigned numbers have an upper half.
    if (type.isUnsigned() && truncated >= two63 && truncated < 2 * two63)
      return result.setAs(index, static_cast<uint64_t>(truncated));
    bool fits = truncated >= -two63 && truncated < two63;
    return result.setInt(index, fits ? static_cast<int64_t>(truncated)
                                     : std::numeric_limits<int64_t>::min());
  }
  bool isUnsigned32 = bits == 32 && type.isUnsigned();
  bool fits =
      truncated >= -two31 && truncated < (isUnsigned32 ? 2 * two31 : two31);
  result.setInt(index, fits ? static_cast<int64_t>(truncated)
                            : std::numeric_limits<int32_t>::min());
}

static void castElement(ConstantBuilder &result, int64_t index,
                        const ConstantView &input, int64_t inputIndex) {
  Type from = input.getElementType(), to = result.getType().getElementType();
  if (from == to)
    return result.copyElement(index, input, inputIndex);
  if (isa<FloatType>(from)) {
    if (isa<FloatType>(to)) {
      // Narrow floats are rounded from f32, as TensorFlow does it.
      double value = input.getDouble(inputIndex);
      bool isNarrow = to.getIntOrFloatBitWidth() < 32;
      return result.setDouble(index, isNarrow ? float(value) : value);
    }
    if (to.isInteger(1))
      return result.setInt(index, input.getDouble(inputIndex) != 0);
    return storeFloatAsInt(result, index, input.getDouble(inputIndex),
                           cast<IntegerType>(to));
  }
  if (auto floatType = dyn_cast<FloatType>(to)) {
    APFloat value(floatType.getFloatSemantics());
    bool isSigned = !from.isUnsignedInteger() && !from.isInteger(1);
    value.convertFromAPInt(input.getAPInt(inputIndex), isSigned,
                           APFloat::rmNearestTiesToEven);
    return result.setAPFloat(index, value);
  }
  result.setInt(index, input.getInt(inputIndex));
}

template <typename T>
static bool holds(Predicate predicate, T lhs, T rhs) {
  switch (predicate) {
  case Predicate::EQ:
    return lhs == rhs;
  case Predicate::NE:
    return lhs != rhs;
  case Predicate::LT:
    return lhs < rhs;
  case Predicate::LE:
    return lhs <= rhs;
  case Predicate::GT:
    return lhs > rhs;
  case Predicate::GE:
    return lhs >= rhs;
  }
  llvm_unreachable("unknown predicate");
}

static bool compareElements(Predicate predicate, const ConstantView &lhs,
                            int64_t lhsIndex, const ConstantView &rhs,
                            int64_t rhsIndex) {
  if (isa<FloatType>(lhs.getElementType()))
    return holds(predicate, lhs.getDouble(lhsIndex), rhs.getDouble(rhsIndex));
  if (lhs.getElementType().isUnsignedInteger())
    return holds<uint64_t>(predicate, lhs.getInt(lhsIndex),
                           rhs.getInt(rhsIndex));
  return holds(predicate, lhs.getInt(lhsIndex), rhs.getInt(rhsIndex));
}

/// Rounds a double to the element type: the value of an attribute as the op
/// uses it.
static double roundTo(Type elementType, double value) {
  ConstantBuilder builder(RankedTensorType::get({}, elementType));
  builder.setDouble(0, value);
  return ConstantView::get(builder.finish(""))->getDouble(0);
}

/// Fills in the result; the operands broadcast to its shape.
static LogicalResult evaluateInto(ConstantBuilder &result, Operation *op,
                                  ArrayRef<ConstantView> operands) {
  if (isa<CastOp>(op))
    return forEachElement(result, operands, [&](int64_t i, auto &walk) {
      castElement(result, i, operands[0], walk[0]);
      return success();
    });
  if (auto compare = dyn_cast<CompareOp>(op))
    return forEachElement(result, operands, [&](int64_t i, auto &walk) {
      result.setInt(i, compareElements(compare.getPredicate(), operands[0],
                                       walk[0], operands[1], walk[1]));
      return success();
    });
  if (isa<SelectOp>(op))
    return forEachElement(result, operands, [&](int64_t i, auto &walk) {
      unsigned chosen = operands[0].getInt(walk[0]) ? 1 : 2;
      result.copyElement(i, operands[chosen], walk[chosen]);
      return success();
    });
  if (isa<IsFiniteOp, IsInfOp, IsNanOp>(op))
    return forEachElement(result, operands, [&](int64_t i, auto &walk) {
      double value = operands[0].getDouble(walk[0]);
      result.setInt(i, isa<IsFiniteOp>(op) ? std::isfinite(value)
                       : isa<IsInfOp>(op)  ? std::isinf(value)
                                           : std::isnan(value));
      return success();
    });

  unsigned last = operands.size() - 1;
  Type elementType = result.getType().getElementType();
  if (auto leaky = dyn_cast<LeakyReluOp>(op)) {
    double alpha = roundTo(elementType, leaky.getAlpha().convertToFloat());
    return forEachElement(result, operands, [&](int64_t i, auto &walk) {
      double value = operands[0].getDouble(walk[0]);
      result.setDouble(i, value > 0 ? value : alpha * value);
      return success();
    });
  }
  if (auto integerType = dyn_cast<IntegerType>(elementType))
    return forEachElement(result, operands, [&](int64_t i, auto &walk) {
      std::optional<int64_t> value =
          evaluateInts(op, operands[0].getInt(walk[0]),
                       operands[last].getInt(walk[last]), integerType);
      if (!value)
        return failure();
      result.setInt(i, *value);
      return success();
    });
  FloatFunction function = getFloatFunction(op, elementType);
  if (!function)
    return failure();
  return forEachElement(result, operands, [&](int64_t i, auto &walk) {
    result.setDouble(i, function(operands[0].getDouble(walk[0]),
                                 operands[last].getDouble(walk[last])));
    return success();
  });
}

/// True for the ops of this file, all of which have operands and one result.
static bool isElementwiseOp(Operation *op) {
  if (isa<CastOp, CompareOp, SelectOp, LeakyReluOp, IsFiniteOp, IsInfOp,
          IsNanOp>(op))
    return true;
  if (!isa_and_nonnull<NNDialect>(op->getDialect()) ||
      op->getNumResults() != 1 || op->getNumOperands() == 0 ||
      op->getNumOperands() > 2)
    return false;
  return getFloatFunction(op, Float32Type::get(op->getContext())) ||
         isa<BitwiseAndOp, BitwiseNotOp, BitwiseOrOp, BitwiseXorOp, LeftShiftOp,
             LogicalAndOp, LogicalNotOp, LogicalOrOp, RightShiftOp>(op);
}

ElementsAttr mlir::nn::evaluateElementwise(Operation *op,
                                           ArrayRef<ConstantView> operands) {
  if (!isElementwiseOp(op) || op->getNumOperands() != operands.size())
    return {};
  auto type = dyn_cast<RankedTensorType>(op->getResult(0).getType());
  if (!type || !type.hasStaticShape())
    return {};

  // Splats give a splat: one element stands for all, whatever the shape.
  bool isSplat = type.getNumElements() != 0 &&
                 llvm::all_of(operands, [](const ConstantView &operand) {
                   return operand.isSplat() || operand.getNumElements() == 1;
                 });
  ConstantBuilder result(
      isSplat ? RankedTensorType::get({}, type.getElementType()) : type);
  if (!isSplat) {
    if (failed(evaluateInto(result, op, operands)))
      return {};
    return result.finish("folded");
  }
  SmallVector<ConstantView> scalars;
  for (const ConstantView &operand : operands) {
    ElementsAttr scalar =
        makeConstant(RankedTensorType::get({}, operand.getElementType()),
                     operand.getBytes(), "");
    scalars.push_back(*ConstantView::get(scalar));
  }
  if (failed(evaluateInto(result, op, scalars)))
    return {};
  return makeConstant(type, result.getBytes(), "folded");
}

OpFoldResult mlir::nn::foldElementwise(Operation *op,
                                       ArrayRef<Attribute> operands) {
  auto type = dyn_cast<RankedTensorType>(op->getResult(0).getType());
  if (!type || !type.hasStaticShape())
    return {};
  SmallVector<ConstantView> views;
  bool isSplat = true;
  for (Attribute operand : operands) {
    std::optional<ConstantView> view = ConstantView::get(operand);
    if (!view)
      return {};
    isSplat &= view->isSplat() || view->getNumElements() == 1;
    views.push_back(*view);
  }
  std::optional<int64_t> width = getConstantElementBytes(type.getElementType());
  if (!width ||
      (!isSplat && type.getNumElements() * *width > kMaxInlineConstantBytes))
    return {};
  if (ElementsAttr result = evaluateElementwise(op, views))
    return result;
  return {};
}
