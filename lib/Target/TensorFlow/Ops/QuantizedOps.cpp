//===- QuantizedOps.cpp - Arithmetic on quantized numbers -----------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The ops of graphs that were quantized to eight bits. Each tensor is three
// values: whole numbers, and the floats that the least and the greatest of its
// type stand for. Sums are 32 bits wide, until they are requantized.
//
//===----------------------------------------------------------------------===//

#include "Compose.h"
#include "Window.h"
#include "nn/Dialect/NN/IR/NNArithmeticOps.h"
#include "nn/Dialect/NN/IR/NNBinaryOps.h"
#include "nn/Dialect/NN/IR/NNConvolutionOps.h"
#include "nn/Dialect/NN/IR/NNLinearOps.h"
#include "nn/Dialect/NN/IR/NNLogicalOps.h"
#include "nn/Dialect/NN/IR/NNReductionOps.h"
#include <cmath>

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

namespace {
/// What the ends of a quantized type stand for: scalars of type f32.
struct Bounds {
  Value low, high;
};
} // namespace

/// The ends of a quantized type, and how many numbers there are between them.
static double getFirst(IntegerType type) {
  return type.isUnsigned() ? 0 : -std::ldexp(1.0, type.getWidth() - 1);
}
static double getLast(IntegerType type) {
  return getFirst(type) + std::ldexp(1.0, type.getWidth()) - 1;
}
static double getSteps(IntegerType type) {
  return std::ldexp(1.0, type.getWidth()) - 1;
}

static Value f32(NodeContext &node, double value) {
  return node.scalar(node.getBuilder().getF32Type(), value);
}
static Value f64(NodeContext &node, double value) {
  return node.scalar(node.getBuilder().getF64Type(), value);
}
static Value toF32(NodeContext &node, Value value) {
  return node.castTo(value, node.getBuilder().getF32Type());
}
static Value toF64(NodeContext &node, Value value) {
  return node.castTo(value, node.getBuilder().getF64Type());
}
static Value toI32(NodeContext &node, Value value) {
  return node.castTo(value, node.getBuilder().getI32Type());
}

static Value add(NodeContext &node, Value x, Value y) {
  return node.create<AddOp>({x, y});
}
static Value sub(NodeContext &node, Value x, Value y) {
  return node.create<SubOp>({x, y});
}
static Value mul(NodeContext &node, Value x, Value y) {
  return node.create<MulOp>({x, y});
}
static Value div(NodeContext &node, Value x, Value y) {
  return node.create<DivOp>({x, y});
}
static Value clamp(NodeContext &node, Value value, Value low, Value high) {
  return node.create<MinimumOp>({node.create<MaximumOp>({value, low}), high});
}

/// The bounds that begin at an input: one element each.
static Bounds readBounds(NodeContext &node, unsigned first) {
  return {node.reshape(node.getInput(first), {}),
          node.reshape(node.getInput(first + 1), {})};
}

/// The type of an input's numbers, or the one that an attribute names. Null,
/// with an error, if it is none of integers.
static IntegerType getQuantized(NodeContext &node, Type type) {
  auto integer = dyn_cast_or_null<IntegerType>(type);
  if (type && !integer)
    node.emitError() << "is not supported for elements of type " << type;
  return integer;
}
static IntegerType getQuantized(NodeContext &node, unsigned index) {
  return getQuantized(node, node.getType(index).getElementType());
}

//===----------------------------------------------------------------------===//
// Between floats and whole numbers. TensorFlow does it in double precision
// where it converts single numbers, and in single precision for tensors.
//===----------------------------------------------------------------------===//

static Value isEmpty(NodeContext &node, Bounds range) {
  return node.compare(Predicate::EQ, range.low, range.high);
}

/// The number that a float of type f32 is, in f64. It may be beyond the ends.
static Value quantizeExactly(NodeContext &node, Value value, Bounds range,
                             IntegerType type) {
  double steps = getSteps(type);
  Value width = mul(node, toF64(node, sub(node, range.high, range.low)),
                    f64(node, (steps + 1) / steps));
  Value scale = div(node, f64(node, steps + 1), width);
  Value number =
      sub(node, roundHalfAway(node, mul(node, toF64(node, value), scale)),
          roundHalfAway(node, mul(node, toF64(node, range.low), scale)));
  Value first = f64(node, getFirst(type));
  return node.create<SelectOp>(
      {isEmpty(node, range), first, add(node, number, first)});
}

/// The same within the ends, in i32.
static Value quantizeNumber(NodeContext &node, Value value, Bounds range,
                            IntegerType type) {
  return toI32(node,
               clamp(node, quantizeExactly(node, value, range, type),
                     f64(node, getFirst(type)), f64(node, getLast(type))));
}

/// The whole number that stands for zero, in i32.
static Value getZeroPoint(NodeContext &node, Bounds range, IntegerType type) {
  return toI32(node, quantizeExactly(node, f32(node, 0), range, type));
}

/// The floats that whole numbers stand for.
static Value dequantizeExactly(NodeContext &node, Value value, Bounds range,
                               IntegerType type) {
  double steps = getSteps(type);
  Value width = mul(node, toF64(node, sub(node, range.high, range.low)),
                    f64(node, (steps + 1) / steps));
  Value scale = div(node, width, f64(node, steps + 1));
  Value single = toF32(node, scale);
  Value low =
      mul(node, roundHalfAway(node, div(node, range.low, single)), single);
  Value offset = sub(node, toF64(node, value), f64(node, getFirst(type)));
  Value result =
      toF32(node, add(node, toF64(node, low), mul(node, offset, scale)));
  return node.create<SelectOp>({isEmpty(node, range), range.low, result});
}

/// The floats of a tensor, and the numbers that floats are, of type `type`.
static Value dequantize(NodeContext &node, Value value, Bounds range,
                        IntegerType type) {
  Value width = toF64(node, sub(node, range.high, range.low));
  Value scale = toF32(node, div(node, width, f64(node, getSteps(type))));
  Value low =
      mul(node, roundHalfAway(node, div(node, range.low, scale)), scale);
  low = node.create<SelectOp>({isEmpty(node, range), range.low, low});
  Value begin = sub(node, low, mul(node, f32(node, getFirst(type)), scale));
  return add(node, begin, mul(node, toF32(node, value), scale));
}
static Value quantize(NodeContext &node, Value value, Bounds range,
                      IntegerType type) {
  Value width = toF64(node, sub(node, range.high, range.low));
  Value scale = toF32(node, div(node, f64(node, getSteps(type)), width));
  scale = node.create<SelectOp>({isEmpty(node, range), f32(node, 0), scale});
  Value begin = sub(node, roundHalfAway(node, mul(node, range.low, scale)),
                    f32(node, getFirst(type)));
  Value number = sub(node, roundHalfAway(node, mul(node, value, scale)), begin);
  // The greatest float that an i32 holds is not the greatest i32.
  double last = std::min(getLast(type), 2147483520.0);
  return node.castTo(
      clamp(node, number, f32(node, getFirst(type)), f32(node, last)), type);
}

/// From one range and type to another, as tensors are.
static Value requantize(NodeContext &node, Value value, Bounds from,
                        IntegerType fromType, Bounds to, IntegerType toType) {
  return quantize(node, dequantize(node, value, from, fromType), to, toType);
}

/// From 32 bits to unsigned 8: in integers with 16 bits behind the point.
static Value requantizeSums(NodeContext &node, Value value, Bounds from,
                            Bounds to) {
  Type i64 = node.getBuilder().getI64Type();
  constexpr double one = 1 << 16;
  Value fromWidth = sub(node, from.high, from.low);
  Value toWidth = sub(node, to.high, to.low);
  Value isNone = node.compare(Predicate::EQ, toWidth, f32(node, 0));
  auto orZero = [&](Value number) {
    return node.create<SelectOp>(
        {isNone, node.scalar(i64, 0), node.castTo(number, i64)});
  };
  Value scale =
      orZero(div(node, mul(node, f64(node, 255 * one), toF64(node, fromWidth)),
                 toF64(node, toWidth)));
  Value inverse = toF32(node, div(node, f64(node, 255), toF64(node, toWidth)));
  Value middle =
      toF32(node, div(node, toF64(node, add(node, from.low, from.high)),
                      f64(node, 2)));
  Value fromOffset =
      orZero(mul(node, mul(node, middle, inverse), f32(node, one)));
  Value toOffset = orZero(div(
      node,
      mul(node, f64(node, one), mul(node, toF64(node, to.low), f64(node, 255))),
      toF64(node, toWidth)));
  Value offset =
      add(node, sub(node, fromOffset, toOffset), node.scalar(i64, one / 2));
  auto shift = [&](Value number, int64_t bits) {
    return node.create<RightShiftOp>({number, node.scalar(i64, bits)});
  };
  Value number =
      add(node, shift(mul(node, node.castTo(value, i64), scale), 32), offset);
  number = clamp(node, shift(number, 16), node.scalar(i64, 0),
                 node.scalar(i64, 255));
  return node.castTo(number, node.getBuilder().getIntegerType(8, false));
}

//===----------------------------------------------------------------------===//
// Products
//===----------------------------------------------------------------------===//

/// A tensor's numbers less that of zero, in i32. TensorFlow multiplies signed
/// numbers only in another library, which has ranges of its own.
static Value center(NodeContext &node, unsigned index, Bounds range) {
  IntegerType type = getQuantized(node, index);
  if (!type)
    return {};
  if (!type.isUnsignedInteger(8)) {
    node.emitError() << "factors of type " << type << " are not supported";
    return {};
  }
  return sub(node, toI32(node, node.getInput(index)),
             getZeroPoint(node, range, type));
}

/// The product, of i32, and the range that it has.
static LogicalResult setProduct(NodeContext &node, Value product, Bounds lhs,
                                Bounds rhs) {
  if (!product)
    return failure();
  auto getStep = [&](unsigned index, Bounds range) {
    IntegerType type = getQuantized(node, index);
    return type ? div(node, sub(node, range.high, range.low),
                      f32(node, getSteps(type)))
                : Value();
  };
  Value step = mul(node, getStep(0, lhs), getStep(1, rhs));
  return node.setResults({product, mul(node, step, f32(node, -2147483648.0)),
                          mul(node, step, f32(node, 2147483647.0))});
}

static LogicalResult importMatMul(NodeContext &node) {
  bool transposeLhs = node.getBool("transpose_a", false);
  bool transposeRhs = node.getBool("transpose_b", false);
  if (!node.checkRank(0, 2) || !node.checkRank(1, 2))
    return failure();
  Bounds lhs = readBounds(node, 2), rhs = readBounds(node, 4);
  Value product =
      node.create<MatmulOp>({center(node, 0, lhs), center(node, 1, rhs)},
                            {node.boolAttr("transpose_lhs", transposeLhs),
                             node.boolAttr("transpose_rhs", transposeRhs)});
  return setProduct(node, product, lhs, rhs);
}

static LogicalResult importConv2D(NodeContext &node) {
  if (!node.checkRank(0, 4) || !node.checkRank(1, 4))
    return failure();
  Window window;
  window.readSteps(node, /*hasDilations=*/true);
  if (node.hasFailed())
    return failure();
  window.readPadding(node, window.getSpatial(node.getShape(0)),
                     node.getShape(1).take_front(2));
  Bounds image = readBounds(node, 2), filter = readBounds(node, 4);
  Value product =
      node.create<Conv2DOp>({center(node, 0, image), center(node, 1, filter)},
                            window.getAttrs(node, /*withDilations=*/true));
  return setProduct(node, product, image, filter);
}

static LogicalResult importMul(NodeContext &node) {
  Bounds lhs = readBounds(node, 2), rhs = readBounds(node, 4);
  return setProduct(node, mul(node, center(node, 0, lhs), center(node, 1, rhs)),
                    lhs, rhs);
}

//===----------------------------------------------------------------------===//
// Sums
//===----------------------------------------------------------------------===//

/// The range of a sum: zero is in its middle, and there is room for more.
static Bounds getSumBounds(NodeContext &node, Bounds lhs, Bounds rhs) {
  Value most = node.create<MaximumOp>(
      {node.create<MaximumOp>({lhs.high, node.create<NegOp>(lhs.low)}),
       node.create<MaximumOp>({rhs.high, node.create<NegOp>(rhs.low)})});
  Value high = mul(node, most, f32(node, 1 << 17));
  return {node.create<NegOp>(high), high};
}

/// A bias is converted to the range of the sum as a tensor is.
static LogicalResult importBiasAdd(NodeContext &node) {
  IntegerType lhsType = getQuantized(node, 0u),
              rhsType = getQuantized(node, 1u);
  if (!lhsType || !rhsType || !node.checkMinRank(0, 2) || !node.checkRank(1, 1))
    return failure();
  IntegerType i32 = node.getBuilder().getI32Type();
  Bounds lhs = readBounds(node, 2), rhs = readBounds(node, 4);
  Bounds bounds = getSumBounds(node, lhs, rhs);
  Value zero = quantizeNumber(node, f32(node, 0), bounds, i32);
  Value bias = requantize(node, node.getInput(1), rhs, rhsType, bounds, i32);
  Value value = requantize(node, node.getInput(0), lhs, lhsType, bounds, i32);
  Value sum = add(node, value, add(node, bias, zero));
  return node.setResults({sum, bounds.low, bounds.high});
}

//===----------------------------------------------------------------------===//
// Ranges
//===----------------------------------------------------------------------===//

/// What the least and the greatest number that there is stand for; zero is not
/// below the range.
static Bounds findRange(NodeContext &node) {
  IntegerType type = getQuantized(node, 0u);
  if (!type)
    return {};
  Bounds range = readBounds(node, 1);
  Value input = node.getInput(0);
  Value low =
      dequantizeExactly(node, reduceAll<ReduceMinOp>(node, input), range, type);
  Value high =
      dequantizeExactly(node, reduceAll<ReduceMaxOp>(node, input), range, type);
  return {node.create<MinimumOp>({f32(node, 0), low}), high};
}

static LogicalResult importRange(NodeContext &node) {
  Bounds range = findRange(node);
  return node.setResults({range.low, range.high});
}

static LogicalResult setRequantized(NodeContext &node, Bounds range) {
  IntegerType from = getQuantized(node, 0u);
  IntegerType to = getQuantized(node, node.getElementType("out_type"));
  if (!from || !to)
    return failure();
  Bounds old = readBounds(node, 1);
  Value input = node.getInput(0);
  bool isSums = from.isSignlessInteger(32) && to.isUnsignedInteger(8);
  Value result = isSums ? requantizeSums(node, input, old, range)
                        : requantize(node, input, old, from, range, to);
  return node.setResults({result, range.low, range.high});
}

static LogicalResult importRequantize(NodeContext &node) {
  Bounds range = readBounds(node, 3);
  Value isAround = node.create<LogicalAndOp>(
      {node.compare(Predicate::LE, range.low, f32(node, 0)),
       node.compare(Predicate::GE, range.high, f32(node, 0))});
  if (!isAround)
    return failure();
  node.createAssert(isAround, "expected a range with zero in it");
  return setRequantized(node, range);
}

static LogicalResult importShrinkRange(NodeContext &node) {
  return setRequantized(node, findRange(node));
}

//===----------------------------------------------------------------------===//
// Whose range is the input's
//===----------------------------------------------------------------------===//

static LogicalResult setWithRange(NodeContext &node, Value value,
                                  Bounds range) {
  return node.setResults({value, range.low, range.high});
}

/// Numbers between those of zero and of `limit`, or only above the former.
static LogicalResult importRelu(NodeContext &node) {
  IntegerType type = getQuantized(node, 0u);
  if (!type)
    return failure();
  Bounds range = readBounds(node, 1);
  auto getNumber = [&](double value) {
    return node.castTo(quantizeNumber(node, f32(node, value), range, type),
                       type);
  };
  Value result = node.create<MaximumOp>({node.getInput(0), getNumber(0)});
  if (node.getOp() == "QuantizedRelu6")
    result = node.create<MinimumOp>({result, getNumber(6)});
  return setWithRange(node, result, range);
}

/// Imports a node as if it were another op, of its first inputs.
static Value importAs(NodeContext &node, StringRef op, ValueRange inputs) {
  NodeContext other(node, SmallVector<Value>(inputs));
  if (failed(OpRegistry::get().lookup(op)->import(other))) {
    node.setFailed();
    return {};
  }
  return other.getResults().front();
}

static LogicalResult importMaxPool(NodeContext &node) {
  return setWithRange(node, importAs(node, "MaxPool", node.getInput(0)),
                      readBounds(node, 1));
}

/// The mean is computed in integers, which truncates it.
static LogicalResult importAvgPool(NodeContext &node) {
  IntegerType type = getQuantized(node, 0u);
  if (!type)
    return failure();
  Value mean = importAs(node, "AvgPool", toF32(node, node.getInput(0)));
  return setWithRange(node, node.castTo(mean, type), readBounds(node, 1));
}

static LogicalResult importReshape(NodeContext &node) {
  Value result = importAs(node, "Reshape", node.getInputs().take_front(2));
  return setWithRange(node, result, readBounds(node, 2));
}

/// The parts are converted to a range that holds those of all.
static LogicalResult importConcat(NodeContext &node, unsigned axisInput,
                                  unsigned first) {
  int64_t count = node.getInt("N");
  if (node.hasFailed())
    return failure();
  if (count < 1 || node.getNumInputs() != 3 * uint64_t(count) + 1)
    return node.emitError() << "attribute 'N' is " << count << ", with "
                            << node.getNumInputs() << " inputs";
  int64_t axis = node.getConstantInt(axisInput, "axis");
  IntegerType type = getQuantized(node, first);
  if (node.hasFailed() || !type)
    return failure();
  unsigned bounds = first + count + (axisInput > first ? 1 : 0);
  SmallVector<Bounds> ranges;
  Bounds all;
  for (int64_t i = 0; i < count; ++i) {
    ranges.push_back({node.reshape(node.getInput(bounds + i), {}),
                      node.reshape(node.getInput(bounds + count + i), {})});
    Bounds range = ranges.back();
    all = i == 0 ? range
                 : Bounds{node.create<MinimumOp>({all.low, range.low}),
                          node.create<MaximumOp>({all.high, range.high})};
  }
  if (!type.isUnsigned()) {
    Value most = node.create<MaximumOp>(
        {node.create<AbsOp>(all.low), node.create<AbsOp>(all.high)});
    all = {node.create<NegOp>(most), most};
  }
  SmallVector<Value> parts;
  for (auto [i, range] : llvm::enumerate(ranges)) {
    Value part = node.getInput(first + i);
    Value isSame = node.create<LogicalAndOp>(
        {node.compare(Predicate::EQ, range.low, all.low),
         node.compare(Predicate::EQ, range.high, all.high)});
    parts.push_back(node.create<SelectOp>(
        {isSame, part, requantize(node, part, range, type, all, type)}));
  }
  axis = node.normalizeAxis(axis, node.getRank(first));
  if (node.hasFailed())
    return failure();
  return setWithRange(node, concat(node, parts, axis), all);
}

static LogicalResult importConcatV1(NodeContext &node) {
  return importConcat(node, /*axisInput=*/0, /*first=*/1);
}
static LogicalResult importConcatV2(NodeContext &node) {
  int64_t count = node.getInt("N");
  if (node.hasFailed())
    return failure();
  if (count < 1 || count >= int64_t(node.getNumInputs()))
    return node.emitError() << "attribute 'N' is " << count << ", with "
                            << node.getNumInputs() << " inputs";
  return importConcat(node, /*axisInput=*/count, /*first=*/0);
}

void tf::registerQuantizedOps(OpRegistry &registry) {
  StringRef ranged = "output,output_min,output_max";
  registry.add("QuantizedConv2D", 6, importConv2D,
               "output,min_output,max_output");
  registry.add("QuantizedMatMul", 6, importMatMul, "out,min_out,max_out");
  registry.add("QuantizedMul", 6, importMul, "z,min_z,max_z");
  registry.add("QuantizedBiasAdd", 6, importBiasAdd, "output,min_out,max_out");
  for (StringRef op : {"QuantizedRelu", "QuantizedRelu6"})
    registry.add(op, 3, importRelu,
                 "activations,min_activations,max_activations");
  registry.add("QuantizedMaxPool", 3, importMaxPool,
               "output,min_output,max_output");
  registry.add("QuantizedAvgPool", 3, importAvgPool,
               "output,min_output,max_output");
  registry.add("QuantizedReshape", 4, importReshape, ranged);
  registry.add("QuantizedConcat", {4, Arity::kUnbounded}, importConcatV1,
               ranged);
  registry.add("QuantizedConcatV2", {4, Arity::kUnbounded}, importConcatV2,
               ranged);
  registry.add("RequantizationRange", 3, importRange, "output_min,output_max");
  registry.add("Requantize", 5, importRequantize, ranged);
  registry.add("QuantizeDownAndShrinkRange", 3, importShrinkRange, ranged);
}
