//===- QuantizationOps.cpp - Quantization ---------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Rounding to a grid of numbers: what training for quantization leaves in a
// graph, and conversions to small integers and back.
//
//===----------------------------------------------------------------------===//

#include "Compose.h"
#include "nn/Dialect/NN/IR/NNArithmeticOps.h"
#include "nn/Dialect/NN/IR/NNBinaryOps.h"
#include "nn/Dialect/NN/IR/NNLogicalOps.h"
#include "nn/Dialect/NN/IR/NNReductionOps.h"
#include <cmath>
#include <limits>

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

/// Constants and steps in f32, the type that ranges are in.
static Value f32(NodeContext &node, double value) {
  return node.scalar(node.getBuilder().getF32Type(), value);
}

static Value clamp(NodeContext &node, Value value, Value low, Value high) {
  return node.create<MinimumOp>({node.create<MaximumOp>({value, low}), high});
}

/// To the nearest whole number, halves up: of what is not negative, away from
/// zero.
static Value roundHalfUp(NodeContext &node, Value value) {
  if (!value)
    return {};
  Type type = node.getType(value).getElementType();
  return node.create<FloorOp>(
      node.create<AddOp>({value, node.scalar(type, 0.5)}));
}

//===----------------------------------------------------------------------===//
// Fake quantization
//===----------------------------------------------------------------------===//

namespace {
/// A grid with zero on it, whose ends are near the bounds.
struct Grid {
  Value low, high, scale;
};
} // namespace

/// What `num_bits` and `narrow_range` say. Null if it has failed.
static Grid makeGrid(NodeContext &node, Value low, Value high) {
  int64_t bits = node.getInt("num_bits", 8);
  bool isNarrow = node.getBool("narrow_range", false);
  if (bits < 2 || bits > 16)
    node.emitError() << "has " << bits << " bits";
  if (node.hasFailed())
    return {};
  double first = isNarrow ? 1 : 0, last = double((int64_t(1) << bits) - 1);
  Value scale = node.create<DivOp>(
      {node.create<SubOp>({high, low}), f32(node, last - first)});
  Value zero =
      node.create<SubOp>({f32(node, first), node.create<DivOp>({low, scale})});
  zero =
      clamp(node, roundHalfUp(node, zero), f32(node, first), f32(node, last));
  auto getEnd = [&](double end) {
    return node.create<MulOp>(
        {node.create<SubOp>({f32(node, end), zero}), scale});
  };
  Value gridLow = getEnd(first);
  return {gridLow, getEnd(last), scale};
}

/// Whether the bounds both are zero, which makes everything zero.
static Value areZero(NodeContext &node, Value low, Value high) {
  Value isLowZero = node.compare(Predicate::EQ, low, f32(node, 0));
  return node.create<LogicalAndOp>(
      {isLowZero, node.compare(Predicate::EQ, high, f32(node, 0))});
}

/// Rounds to the grid.
static LogicalResult importFakeQuant(NodeContext &node, Value low, Value high) {
  Grid grid = makeGrid(node, low, high);
  Value shifted = node.create<SubOp>(
      {clamp(node, node.getInput(0), grid.low, grid.high), grid.low});
  Value steps = node.create<DivOp>({f32(node, 1), grid.scale});
  Value whole = roundHalfUp(node, node.create<MulOp>({shifted, steps}));
  Value result =
      node.create<AddOp>({node.create<MulOp>({whole, grid.scale}), grid.low});
  Value isEmpty = areZero(node, low, high);
  return node.setResult(node.create<SelectOp>({isEmpty, f32(node, 0), result}));
}

/// The gradient passes between the ends of the grid; what is beyond them is
/// that of the bounds, if they are inputs.
static LogicalResult importFakeQuantGrad(NodeContext &node, Value low,
                                         Value high, bool hasBounds) {
  Grid grid = makeGrid(node, low, high);
  Value gradient = node.getInput(0), input = node.getInput(1);
  Value isEmpty = areZero(node, low, high), zero = f32(node, 0);
  Value isBelow = node.compare(Predicate::LT, input, grid.low);
  Value isAbove = node.compare(Predicate::GT, input, grid.high);
  Value isBeyond = node.create<LogicalOrOp>({isBelow, isAbove});
  Value inside = node.create<SelectOp>({isBeyond, zero, gradient});
  SmallVector<Value> results = {
      node.create<SelectOp>({isEmpty, gradient, inside})};
  if (hasBounds)
    for (Value isOutside : {isBelow, isAbove}) {
      SmallVector<int64_t> axes = llvm::to_vector(llvm::seq<int64_t>(
          0, node.getRank(1) - (node.getType(low).getRank() == 0 ? 0 : 1)));
      Value sum = reduce<ReduceSumOp>(
          node, node.create<SelectOp>({isOutside, gradient, zero}), axes);
      results.push_back(node.create<SelectOp>({isEmpty, zero, sum}));
    }
  return node.setResults(results);
}

/// The bounds in attributes. Fails if zero is not between them.
static LogicalResult readBounds(NodeContext &node, Value &low, Value &high) {
  float first = node.getFloat("min", -6), last = node.getFloat("max", 6);
  if (!(first <= 0 && last >= 0 && first < last))
    return node.emitError() << "bounds " << first << " and " << last
                            << " do not have zero between them";
  low = f32(node, first);
  high = f32(node, last);
  return success();
}

static LogicalResult importFakeQuantArgs(NodeContext &node) {
  Value low, high;
  if (failed(readBounds(node, low, high)))
    return failure();
  return importFakeQuant(node, low, high);
}

static LogicalResult importFakeQuantArgsGrad(NodeContext &node) {
  Value low, high;
  if (failed(readBounds(node, low, high)))
    return failure();
  return importFakeQuantGrad(node, low, high, /*hasBounds=*/false);
}

/// The bounds are numbers, or one each for the last dimension.
static LogicalResult checkBounds(NodeContext &node, unsigned first) {
  for (unsigned index : {first, first + 1})
    if (node.getRank(index) > 1)
      return node.emitError() << "input " << index << " has rank "
                              << node.getRank(index) << " instead of 0 or 1";
  return success();
}

static LogicalResult importFakeQuantVars(NodeContext &node) {
  if (failed(checkBounds(node, 1)))
    return failure();
  return importFakeQuant(node, node.getInput(1), node.getInput(2));
}

static LogicalResult importFakeQuantVarsGrad(NodeContext &node) {
  if (failed(checkBounds(node, 2)) ||
      !node.checkMinRank(1, std::max(node.getRank(2), node.getRank(3))))
    return failure();
  return importFakeQuantGrad(node, node.getInput(2), node.getInput(3),
                             /*hasBounds=*/true);
}

//===----------------------------------------------------------------------===//
// Quantization and back
//===----------------------------------------------------------------------===//

/// Rounds as `round_mode` says.
static Value roundBy(NodeContext &node, StringRef mode, Value value) {
  if (mode == "HALF_TO_EVEN")
    return node.create<RoundOp>(value);
  if (mode == "HALF_UP")
    return roundHalfUp(node, value);
  if (mode == "HALF_AWAY_FROM_ZERO")
    return roundHalfAway(node, value);
  node.emitError() << "round_mode '" << mode << "' is not supported";
  return {};
}

/// Scales to whole numbers and back, so that zero stays zero and the bound that
/// is nearer to its end of the whole numbers reaches it.
static LogicalResult importQuantizeAndDequantize(NodeContext &node,
                                                 int64_t bits, StringRef mode) {
  bool isSigned = node.getBool("signed_input", true);
  bool hasRange = node.getBool("range_given", false);
  bool isNarrow = node.getBool("narrow_range", false);
  int64_t axis = node.getInt("axis", -1);
  if (node.hasFailed())
    return failure();
  if (bits < 1 || bits > 62 || (isSigned && bits < 2))
    return node.emitError() << "has " << bits << " bits";
  int64_t rank = node.getRank(0);
  if (axis < -1 || axis >= rank)
    return node.emitError()
           << "axis " << axis << " is not one of rank " << rank;
  Type type = node.getType(0).getElementType();
  auto number = [&](double value) { return node.scalar(type, value); };
  Value input = node.getInput(0), low, high;
  if (hasRange) {
    low = node.getInput(1);
    high = node.getInput(2);
  } else {
    SmallVector<int64_t> axes;
    for (int64_t i = 0; i < rank; ++i)
      if (i != axis)
        axes.push_back(i);
    low = node.create<ReduceMinOp>(input, node.intsAttr("axes", axes));
    high = node.create<ReduceMaxOp>(input, node.intsAttr("axes", axes));
  }
  if (axis >= 0) {
    SmallVector<int64_t> shape(rank - axis, 1);
    shape[0] = node.getShape(0)[axis];
    low = node.reshape(low, shape);
    high = node.reshape(high, shape);
  }
  double most = std::ldexp(1.0, isSigned ? bits - 1 : bits) - 1;
  double least = isSigned ? -std::ldexp(1.0, bits - 1) + (isNarrow ? 1 : 0) : 0;
  // How the ends are reached; an end that has the other's sign never is.
  Value greatest =
      number(type.isF64() ? std::numeric_limits<double>::max()
                          : double(std::numeric_limits<float>::max()));
  auto getScale = [&](double end, Value bound) {
    Value isReached = node.compare(
        Predicate::GT, node.create<MulOp>({number(end), bound}), number(0));
    return node.create<SelectOp>(
        {isReached, node.create<DivOp>({number(end), bound}), greatest});
  };
  Value fromLow = getScale(least, low), fromHigh = getScale(most, high);
  Value isLow = node.compare(Predicate::LT, fromLow, fromHigh);
  Value scale = node.create<MinimumOp>({fromLow, fromHigh});
  Value inverseHigh = node.create<DivOp>({high, number(most)});
  Value inverse = inverseHigh;
  if (least != 0)
    inverse = node.create<SelectOp>(
        {isLow, node.create<DivOp>({low, number(least)}), inverseHigh});
  if (hasRange) {
    Value newHigh = node.create<SelectOp>(
        {isLow, node.create<MulOp>({number(most), inverse}), high});
    Value newLow = node.create<SelectOp>(
        {isLow, low, node.create<MulOp>({number(least), inverse})});
    input = clamp(node, input, newLow, newHigh);
  }
  Value whole = roundBy(node, mode, node.create<MulOp>({input, scale}));
  return node.setResult(node.create<MulOp>({whole, inverse}));
}

static LogicalResult importQuantizeAndDequantizeV2(NodeContext &node) {
  int64_t bits = node.getInt("num_bits", 8);
  StringRef mode = node.getString("round_mode", "HALF_TO_EVEN");
  return importQuantizeAndDequantize(node, bits, mode);
}

static LogicalResult importQuantizeAndDequantizeV3(NodeContext &node) {
  int64_t bits = node.getConstantInt(3, "num_bits");
  return importQuantizeAndDequantize(node, bits, "HALF_TO_EVEN");
}

//===----------------------------------------------------------------------===//
// Quantized types
//===----------------------------------------------------------------------===//

/// The ends of a quantized type.
static std::pair<double, double> getEnds(Type type) {
  double count = std::ldexp(1.0, type.getIntOrFloatBitWidth());
  if (type.isUnsignedInteger())
    return {0, count - 1};
  return {-count / 2, count / 2 - 1};
}

/// A bound for each element of axis, in a shape that broadcasts; the only one
/// without an axis.
static Value readBound(NodeContext &node, unsigned index, int64_t axis) {
  Value bound = node.getInput(index);
  int64_t rank = node.getRank(0);
  if (axis < 0)
    return node.reshape(bound, {});
  if (!node.checkRank(index, 1) || axis >= rank) {
    node.emitError() << "axis " << axis << " is not one of rank " << rank;
    return {};
  }
  SmallVector<int64_t> shape(rank - axis, 1);
  shape[0] = node.getShape(0)[axis];
  return node.reshape(bound, shape);
}

/// To f32 from a quantized type whose ends stand for the bounds; from the
/// symmetric numbers of mode SCALED by the factor of the greater bound.
static LogicalResult importDequantize(NodeContext &node) {
  StringRef mode = node.getString("mode", "MIN_COMBINED");
  bool isNarrow = node.getBool("narrow_range", false);
  int64_t axis = node.getInt("axis", -1);
  Type result = node.getElementType("dtype", proto::DT_FLOAT);
  if (node.hasFailed())
    return failure();
  Type f32Type = node.getBuilder().getF32Type();
  auto type = dyn_cast<IntegerType>(node.getType(0).getElementType());
  if (!type)
    return node.emitError() << "from " << node.getType(0).getElementType()
                            << " is not supported";
  Value low = readBound(node, 1, axis), high = readBound(node, 2, axis);
  Value value = node.createTyped<CastOp>(node.getType(0).clone(f32Type),
                                         node.getInput(0));
  auto [first, last] = getEnds(type);
  Value dequantized;
  if (mode == "MIN_COMBINED" || mode == "MIN_FIRST") {
    Value scale = node.create<DivOp>(
        {node.create<SubOp>({high, low}), f32(node, last - first)});
    if (first != 0)
      value = node.create<SubOp>({value, f32(node, first)});
    // Zero is a whole number of steps away from the lower bound then.
    if (mode == "MIN_FIRST")
      low = node.create<MulOp>(
          {roundHalfAway(node, node.create<DivOp>({low, scale})), scale});
    dequantized = node.create<AddOp>({node.create<MulOp>({value, scale}), low});
  } else if (mode == "SCALED") {
    Value scale = node.create<DivOp>({high, f32(node, last)});
    if (first != 0)
      scale = node.create<MaximumOp>(
          {node.create<DivOp>({low, f32(node, first + (isNarrow ? 1 : 0))}),
           scale});
    dequantized = node.create<MulOp>({value, scale});
  } else {
    return node.emitError() << "mode '" << mode << "' is not supported";
  }
  if (dequantized && result != f32Type)
    dequantized = node.createTyped<CastOp>(
        node.getType(dequantized).clone(result), dequantized);
  return node.setResult(dequantized);
}

/// To a quantized type, and the bounds that its ends stand for then: they have
/// zero between them, and are not too near each other.
static LogicalResult importQuantize(NodeContext &node) {
  StringRef mode = node.getString("mode", "MIN_COMBINED");
  StringRef rounding = node.getString("round_mode", "HALF_AWAY_FROM_ZERO");
  bool isNarrow = node.getBool("narrow_range", false);
  int64_t axis = node.getInt("axis", -1);
  float least = node.getFloat("ensure_minimum_range", 0.01f);
  Type elementType = node.getElementType("T");
  if (node.hasFailed())
    return failure();
  auto type = dyn_cast<IntegerType>(elementType);
  if (!type)
    return node.emitError() << "to " << elementType << " is not supported";
  if (axis != -1)
    return node.emitError() << "an axis is not supported";
  auto [first, last] = getEnds(type);
  Value low = node.create<MinimumOp>({readBound(node, 1, axis), f32(node, 0)});
  Value high = readBound(node, 2, axis);
  // The bounds are apart by a part of the greater one, and zero is between.
  Value magnitude = node.create<MaximumOp>(
      {node.create<AbsOp>(readBound(node, 1, axis)), node.create<AbsOp>(high)});
  Value apart = node.create<MulOp>(
      {node.create<MaximumOp>({magnitude, f32(node, 1)}), f32(node, least)});
  high = node.create<MaximumOp>(
      {node.create<MaximumOp>({high, node.create<AddOp>({low, apart})}),
       f32(node, 0)});
  Value scaled, newLow = low, newHigh = high;
  if (mode == "SCALED") {
    double end = first + (isNarrow ? 1 : 0);
    Value scale = node.create<DivOp>({f32(node, last), high});
    // The lower bound is not above zero: only a negative end reaches it.
    if (end < 0) {
      Value fromLow = node.create<DivOp>({f32(node, end), low});
      Value hasLow = node.compare(Predicate::LT, low, f32(node, 0));
      Value smaller = node.create<MinimumOp>({fromLow, scale});
      scale = node.create<SelectOp>({hasLow, smaller, scale});
    }
    newLow =
        end == 0 ? f32(node, 0) : node.create<DivOp>({f32(node, end), scale});
    newHigh = node.create<DivOp>({f32(node, last), scale});
    Value clamped = clamp(node, node.getInput(0), newLow, newHigh);
    scaled = roundBy(node, rounding, node.create<MulOp>({clamped, scale}));
  } else if (mode == "MIN_COMBINED") {
    Value scale = node.create<DivOp>(
        {f32(node, last - first), node.create<SubOp>({high, low})});
    Value clamped = clamp(node, node.getInput(0), low, high);
    scaled = node.create<MulOp>({node.create<SubOp>({clamped, low}), scale});
    if (first != 0)
      scaled = node.create<SubOp>({scaled, f32(node, (last - first + 1) / 2)});
    scaled = roundHalfAway(node, scaled);
  } else if (mode == "MIN_FIRST") {
    // The lower bound is rounded to a whole number of steps, as is all else.
    Value scale = node.create<DivOp>(
        {f32(node, last - first), node.create<SubOp>({high, low})});
    auto countSteps = [&](Value value) {
      return roundHalfAway(node, node.create<MulOp>({value, scale}));
    };
    Value begin = node.create<SubOp>({countSteps(low), f32(node, first)});
    scaled = node.create<SubOp>({countSteps(node.getInput(0)), begin});
  } else {
    return node.emitError() << "mode '" << mode << "' is not supported";
  }
  Value result = clamp(node, scaled, f32(node, first), f32(node, last));
  if (!result)
    return failure();
  return node.setResults({node.createTyped<CastOp>(
                              node.getType(result).clone(elementType), result),
                          newLow, newHigh});
}

void tf::registerQuantizationOps(OpRegistry &registry) {
  registry.add("Dequantize", 3, importDequantize);
  registry.add("FakeQuantWithMinMaxArgs", 1, importFakeQuantArgs, "outputs");
  registry.add("FakeQuantWithMinMaxVars", 3, importFakeQuantVars, "outputs");
  registry.add("FakeQuantWithMinMaxVarsPerChannel", 3, importFakeQuantVars,
               "outputs");
  registry.add("FakeQuantWithMinMaxArgsGradient", 2, importFakeQuantArgsGrad,
               "backprops");
  StringRef gradients = "backprops_wrt_input,backprop_wrt_min,backprop_wrt_max";
  registry.add("FakeQuantWithMinMaxVarsGradient", 4, importFakeQuantVarsGrad,
               gradients);
  registry.add("FakeQuantWithMinMaxVarsPerChannelGradient", 4,
               importFakeQuantVarsGrad, gradients);
  registry.add("QuantizeAndDequantizeV2", 3, importQuantizeAndDequantizeV2);
  registry.add("QuantizeAndDequantizeV3", 4, importQuantizeAndDequantizeV3);
  registry.add("QuantizeAndDequantizeV4", 3, importQuantizeAndDequantizeV2);
  registry.add("QuantizeV2", 3, importQuantize, "output,output_min,output_max");
}
