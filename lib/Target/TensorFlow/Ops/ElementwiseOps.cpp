//===- ElementwiseOps.cpp - Elementwise ops -----------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Elementwise ops of one, two and three operands, with TensorFlow's
// broadcasting, which is nn's.
//
//===----------------------------------------------------------------------===//

#include "../Complex.h"
#include "Compose.h"
#include "nn/Dialect/NN/IR/NNArithmeticOps.h"
#include "nn/Dialect/NN/IR/NNBinaryOps.h"
#include "nn/Dialect/NN/IR/NNLogicalOps.h"
#include "nn/Dialect/NN/IR/NNMathOps.h"
#include "nn/Dialect/NN/IR/NNReductionOps.h"
#include "nn/Dialect/NN/IR/NNShapeOps.h"
#include <limits>

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

template <Predicate predicate>
static LogicalResult importCompare(NodeContext &node) {
  return node.setResult(
      node.compare(predicate, node.getInput(0), node.getInput(1)));
}

static LogicalResult importApproximateEqual(NodeContext &node) {
  float tolerance = node.getFloat("tolerance", 1e-5f);
  Type elementType = node.getType(0).getElementType();
  Value difference = node.create<AbsOp>(node.create<SubOp>(node.getInputs()));
  return node.setResult(node.compare(Predicate::LT, difference,
                                     node.scalar(elementType, tolerance)));
}

static LogicalResult importAddN(NodeContext &node) {
  Value sum = node.getInput(0);
  for (Value input : node.getInputs().drop_front())
    sum = node.create<AddOp>({sum, input});
  return node.setResult(sum);
}

/// A quotient without its fraction.
static LogicalResult importTruncateDiv(NodeContext &node) {
  Value quotient = node.create<DivOp>(node.getInputs());
  Type elementType = node.getType(0).getElementType();
  if (!isa<FloatType>(elementType))
    return node.setResult(quotient);
  Value isNegative =
      node.compare(Predicate::LT, quotient, node.scalar(elementType, 0));
  return node.setResult(
      node.create<SelectOp>({isNegative, node.create<CeilOp>(quotient),
                             node.create<FloorOp>(quotient)}));
}

/// x * log1p(y), and 0 where x is.
static LogicalResult importXlog1py(NodeContext &node) {
  Value log = node.create<Log1pOp>(node.getInput(1));
  return node.setResult(node.create<MulNoNanOp>({log, node.getInput(0)}));
}

/// ndtri((x + 1) / 2) / sqrt(2)
static LogicalResult importErfinv(NodeContext &node) {
  Type type = node.getType(0).getElementType();
  Value half = node.scalar(type, 0.5);
  Value probability =
      node.create<AddOp>({node.create<MulOp>({node.getInput(0), half}), half});
  return node.setResult(
      node.create<MulOp>({node.create<NdtriOp>(probability),
                          node.scalar(type, 0.70710678118654752440)}));
}

/// Of order n: (-1)^(n + 1) n! zeta(n + 1, x); that of order 0 is digamma, and
/// there is none between the integers.
static LogicalResult importPolygamma(NodeContext &node) {
  Type type = node.getType(0).getElementType();
  Value order = node.getInput(0), x = node.getInput(1);
  Value next = node.create<AddOp>({order, node.scalar(type, 1)});
  Value factorial = node.create<ExpOp>(node.create<LgammaOp>(next));
  Value sign = node.create<PowOp>({node.scalar(type, -1), next});
  Value sum = node.create<ZetaOp>({next, x});
  Value result =
      node.create<MulOp>({node.create<MulOp>({sign, factorial}), sum});
  Value isZero = node.compare(Predicate::EQ, order, node.scalar(type, 0));
  result = node.create<SelectOp>({isZero, node.create<DigammaOp>(x), result});
  Value isWhole =
      node.compare(Predicate::EQ, order, node.create<FloorOp>(order));
  Value nan = node.scalar(type, std::numeric_limits<double>::quiet_NaN());
  return node.setResult(node.create<SelectOp>({isWhole, result, nan}));
}

/// A scaled Bessel function times exp(|x|).
template <typename ScaledOp>
static LogicalResult importBessel(NodeContext &node) {
  Value scale = node.create<ExpOp>(node.create<AbsOp>(node.getInput(0)));
  return node.setResult(
      node.create<MulOp>({node.create<ScaledOp>(node.getInput(0)), scale}));
}

static LogicalResult importClipByValue(NodeContext &node) {
  Value low = node.create<MaximumOp>({node.getInput(0), node.getInput(1)});
  return node.setResult(node.create<MinimumOp>({low, node.getInput(2)}));
}

/// From complex to real numbers it drops the imaginary part.
static LogicalResult importCast(NodeContext &node) {
  Value input = node.getInput(0);
  proto::DataType to = node.getDataType("DstT");
  proto::DataType part = getPartType(to);
  Type elementType = part == proto::DT_INVALID
                         ? node.getElementType("DstT")
                         : getElementType(part, node.getContext());
  if (node.getBool("Truncate", false))
    return node.emitError() << "truncating casts are not supported";
  if (node.hasFailed())
    return failure();
  if (part == proto::DT_INVALID) {
    if (isComplex(input))
      input = splitComplex(node, input).real;
    return node.setResult(node.castTo(input, elementType));
  }
  if (!isComplex(input))
    input = node.castTo(input, elementType);
  ComplexParts parts = splitComplex(node, input);
  return node.setResult(
      joinComplex(node, {node.castTo(parts.real, elementType),
                         node.castTo(parts.imaginary, elementType)}));
}

/// Between elements of unequal size the last dimension goes or comes: it counts
/// the parts of the wider one, the low bits first.
static LogicalResult importBitcast(NodeContext &node) {
  Type to = node.getElementType("type");
  if (node.hasFailed())
    return failure();
  Type from = node.getType(0).getElementType();
  Value value = node.getInput(0);
  if (from == to)
    return node.setResult(value);
  if (from.isInteger(1) || to.isInteger(1) || isa<ComplexType>(from) ||
      isa<ComplexType>(to))
    return node.emitError()
           << "from " << from << " to " << to << " is not supported";
  MLIRContext *context = node.getContext();
  auto bitcast = [&](Value value, Type type) -> Value {
    if (!value || node.getType(value).getElementType() == type)
      return value;
    return node.createTyped<BitcastOp>(node.getType(value).clone(type), value);
  };
  auto getBits = [&](Type type) {
    return IntegerType::get(context, type.getIntOrFloatBitWidth(),
                            IntegerType::Unsigned);
  };
  unsigned fromWidth = from.getIntOrFloatBitWidth();
  unsigned toWidth = to.getIntOrFloatBitWidth();
  if (fromWidth == toWidth)
    return node.setResult(bitcast(value, to));
  SmallVector<int64_t> shifts;
  for (unsigned at = 0, e = std::max(fromWidth, toWidth); at < e;
       at += std::min(fromWidth, toWidth))
    shifts.push_back(at);
  int64_t parts = shifts.size();
  RankedTensorType type = node.getType(0);
  Value bits = bitcast(value, getBits(from));
  if (fromWidth > toWidth) {
    bits =
        node.create<ExpandDimsOp>(bits, node.intAttr("axis", type.getRank()));
    bits = node.create<RightShiftOp>({bits, node.ints(shifts, getBits(from))});
    if (!bits)
      return failure();
    bits =
        node.createTyped<CastOp>(node.getType(bits).clone(getBits(to)), bits);
    return node.setResult(bitcast(bits, to));
  }
  if (type.getRank() == 0 || type.getShape().back() != parts)
    return node.emitError() << "from " << from << " to " << to
                            << " the last dimension must be " << parts;
  bits = node.createTyped<CastOp>(node.getType(0).clone(getBits(to)), bits);
  bits = node.create<LeftShiftOp>({bits, node.ints(shifts, getBits(to))});
  bits = node.create<ReduceSumOp>(bits,
                                  node.intsAttr("axes", {type.getRank() - 1}));
  return node.setResult(bitcast(bits, to));
}

/// Select knows scalar conditions and those of rows, but does not broadcast.
static LogicalResult importSelect(NodeContext &node) {
  Value condition = node.getInput(0);
  int64_t rank = node.getRank(1);
  if (node.getRank(0) == 1 && rank > 1) {
    SmallVector<int64_t> shape(rank, 1);
    shape[0] = node.getShape(0)[0];
    condition = node.reshape(condition, shape);
  }
  return node.setResult(
      node.create<SelectOp>({condition, node.getInput(1), node.getInput(2)}));
}

static LogicalResult importL2Loss(NodeContext &node) {
  auto axes = llvm::to_vector(llvm::seq<int64_t>(0, node.getRank(0)));
  Value square = node.create<SquareOp>(node.getInput(0));
  Value sum = node.create<ReduceSumOp>(square, node.intsAttr("axes", axes));
  Value half = node.scalar(node.getType(0).getElementType(), 0.5);
  return node.setResult(node.create<MulOp>({sum, half}));
}

static void registerUnaryOps(OpRegistry &registry) {
  registry.add("Abs", 1, importSame<AbsOp>, "y");
  registry.add("Acos", 1, importSame<AcosOp>, "y");
  registry.add("Acosh", 1, importSame<AcoshOp>, "y");
  registry.add("Asin", 1, importSame<AsinOp>, "y");
  registry.add("Asinh", 1, importSame<AsinhOp>, "y");
  registry.add("Atan", 1, importSame<AtanOp>, "y");
  registry.add("Atanh", 1, importSame<AtanhOp>, "y");
  registry.add("BesselI0", 1, importBessel<BesselI0eOp>, "y");
  registry.add("BesselI0e", 1, importSame<BesselI0eOp>, "y");
  registry.add("BesselI1", 1, importBessel<BesselI1eOp>, "y");
  registry.add("BesselI1e", 1, importSame<BesselI1eOp>, "y");
  registry.add("Ceil", 1, importSame<CeilOp>, "y");
  registry.add("Cos", 1, importSame<CosOp>, "y");
  registry.add("Cosh", 1, importSame<CoshOp>, "y");
  registry.add("Erf", 1, importSame<ErfOp>, "y");
  registry.add("Erfc", 1, importSame<ErfcOp>, "y");
  registry.add("Expm1", 1, importSame<Expm1Op>, "y");
  registry.add("Floor", 1, importSame<FloorOp>, "y");
  registry.add("Inv", 1, importSame<ReciprocalOp>, "y");
  registry.add("Invert", 1, importSame<BitwiseNotOp>, "y");
  registry.add("IsFinite", 1, importSame<IsFiniteOp>, "y");
  registry.add("IsInf", 1, importSame<IsInfOp>, "y");
  registry.add("IsNan", 1, importSame<IsNanOp>, "y");
  registry.add("Log", 1, importSame<LogOp>, "y");
  registry.add("Log1p", 1, importSame<Log1pOp>, "y");
  registry.add("LogicalNot", 1, importSame<LogicalNotOp>, "y");
  registry.add("Neg", 1, importSame<NegOp>, "y");
  registry.add("Reciprocal", 1, importSame<ReciprocalOp>, "y");
  registry.add("Rint", 1, importSame<RoundOp>, "y");
  registry.add("Round", 1, importSame<RoundOp>, "y");
  registry.add("Rsqrt", 1, importSame<RsqrtOp>, "y");
  registry.add("Sign", 1, importSame<SignOp>, "y");
  registry.add("Sin", 1, importSame<SinOp>, "y");
  registry.add("Sinh", 1, importSame<SinhOp>, "y");
  registry.add("Sqrt", 1, importSame<SqrtOp>, "y");
  registry.add("Tan", 1, importSame<TanOp>, "y");
  registry.add("Cast", 1, importCast, "y");
  registry.add("Bitcast", 1, importBitcast);
  registry.add("Digamma", 1, importSame<DigammaOp>, "y");
  registry.add("Erfinv", 1, importErfinv, "y");
  registry.add("Lgamma", 1, importSame<LgammaOp>, "y");
  registry.add("Ndtri", 1, importSame<NdtriOp>, "y");
  registry.add("PopulationCount", 1, importSame<PopulationCountOp>, "y");
  registry.add("L2Loss", 1, importL2Loss);
}

static void registerBinaryOps(OpRegistry &registry) {
  registry.add("Add", 2, importSame<AddOp>, "z");
  registry.add("AddV2", 2, importSame<AddOp>, "z");
  registry.add("Atan2", 2, importSame<Atan2Op>, "z");
  registry.add("BitwiseAnd", 2, importSame<BitwiseAndOp>, "z");
  registry.add("BitwiseOr", 2, importSame<BitwiseOrOp>, "z");
  registry.add("BitwiseXor", 2, importSame<BitwiseXorOp>, "z");
  registry.add("DivNoNan", 2, importSame<DivNoNanOp>, "z");
  registry.add("FloorDiv", 2, importSame<FloorDivOp>, "z");
  registry.add("FloorMod", 2, importSame<FloorModOp>, "z");
  registry.add("Igamma", 2, importSame<IgammaOp>, "z");
  registry.add("Igammac", 2, importSame<IgammacOp>, "z");
  registry.add("LeftShift", 2, importSame<LeftShiftOp>, "z");
  registry.add("LogicalAnd", 2, importSame<LogicalAndOp>, "z");
  registry.add("LogicalOr", 2, importSame<LogicalOrOp>, "z");
  registry.add("Maximum", 2, importSame<MaximumOp>, "z");
  registry.add("Minimum", 2, importSame<MinimumOp>, "z");
  registry.add("Mod", 2, importSame<TruncateModOp>, "z");
  registry.add("Mul", 2, importSame<MulOp>, "z");
  registry.add("MulNoNan", 2, importSame<MulNoNanOp>, "z");
  registry.add("NextAfter", 2, importSame<NextAfterOp>);
  registry.add("Polygamma", 2, importPolygamma, "z");
  registry.add("Pow", 2, importSame<PowOp>, "z");
  registry.add("RightShift", 2, importSame<RightShiftOp>, "z");
  registry.add("SquaredDifference", 2, importSame<SquaredDifferenceOp>, "z");
  registry.add("Sub", 2, importSame<SubOp>, "z");
  registry.add("TruncateDiv", 2, importTruncateDiv, "z");
  registry.add("TruncateMod", 2, importSame<TruncateModOp>, "z");
  registry.add("Xdivy", 2, importSame<XdivyOp>, "z");
  registry.add("Xlog1py", 2, importXlog1py, "z");
  registry.add("Xlogy", 2, importSame<XlogyOp>, "z");
  registry.add("Zeta", 2, importSame<ZetaOp>, "z");

  registry.add("Equal", 2, importCompare<Predicate::EQ>, "z");
  registry.add("NotEqual", 2, importCompare<Predicate::NE>, "z");
  registry.add("Less", 2, importCompare<Predicate::LT>, "z");
  registry.add("LessEqual", 2, importCompare<Predicate::LE>, "z");
  registry.add("Greater", 2, importCompare<Predicate::GT>, "z");
  registry.add("GreaterEqual", 2, importCompare<Predicate::GE>, "z");
  registry.add("ApproximateEqual", 2, importApproximateEqual, "z");
}

void tf::registerElementwiseOps(OpRegistry &registry) {
  registerUnaryOps(registry);
  registerBinaryOps(registry);
  registry.add("AddN", {1, Arity::kUnbounded}, importAddN, "sum");
  registry.add("AccumulateNV2", {1, Arity::kUnbounded}, importAddN, "sum");
  registry.add("Betainc", 3, importSame<BetaincOp>, "z");
  registry.add("ClipByValue", 3, importClipByValue);
  registry.add("Select", 3, importSelect);
  registry.add("SelectV2", 3, importSame<SelectOp>);
}
