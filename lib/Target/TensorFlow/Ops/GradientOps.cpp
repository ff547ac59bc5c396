//===- GradientOps.cpp - Gradients of elementwise ops ---------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a graph that was built for training has of activations and biases.
//
//===----------------------------------------------------------------------===//

#include "../NodeContext.h"
#include "nn/Dialect/NN/IR/NNArithmeticOps.h"
#include "nn/Dialect/NN/IR/NNBinaryOps.h"
#include "nn/Dialect/NN/IR/NNLogicalOps.h"
#include "nn/Dialect/NN/IR/NNMathOps.h"
#include "nn/Dialect/NN/IR/NNReductionOps.h"
#include "nn/Dialect/NN/IR/NNShapeOps.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

/// The gradient where a condition holds on a feature, else zero.
static Value selectGradient(NodeContext &node, Value condition,
                            Value gradient) {
  if (!gradient)
    return {};
  Value zero = node.scalar(node.getType(gradient).getElementType(), 0);
  return node.create<SelectOp>({condition, gradient, zero});
}

static LogicalResult importReluGrad(NodeContext &node) {
  Value gradient = node.getInput(0), feature = node.getInput(1);
  Value isPositive = node.compare(Predicate::GT, feature, node.scalar(0));
  return node.setResult(selectGradient(node, isPositive, gradient));
}

static LogicalResult importRelu6Grad(NodeContext &node) {
  Value gradient = node.getInput(0), feature = node.getInput(1);
  Value isWithin = node.create<LogicalAndOp>(
      {node.compare(Predicate::GT, feature, node.scalar(0)),
       node.compare(Predicate::LT, feature, node.scalar(6))});
  return node.setResult(selectGradient(node, isWithin, gradient));
}

static LogicalResult importLeakyReluGrad(NodeContext &node) {
  float alpha = node.getFloat("alpha", 0.2f);
  Value gradient = node.getInput(0), feature = node.getInput(1);
  Value isPositive = node.compare(Predicate::GT, feature, node.scalar(0));
  Value scaled = node.create<MulOp>({gradient, node.scalar(alpha)});
  return node.setResult(node.create<SelectOp>({isPositive, gradient, scaled}));
}

/// Of Elu and Selu the second input is what they computed.
static LogicalResult importEluGrad(NodeContext &node) {
  Value gradient = node.getInput(0), output = node.getInput(1);
  Value isNegative = node.compare(Predicate::LT, output, node.scalar(0));
  Value slope = node.create<AddOp>({output, node.scalar(1)});
  return node.setResult(node.create<SelectOp>(
      {isNegative, node.create<MulOp>({slope, gradient}), gradient}));
}

static LogicalResult importSeluGrad(NodeContext &node) {
  constexpr double kScale = 1.0507009873554804934193349852946;
  constexpr double kScaleAlpha = 1.7580993408473768599402175208123;
  Value gradient = node.getInput(0), output = node.getInput(1);
  Value isNegative = node.compare(Predicate::LT, output, node.scalar(0));
  Value slope = node.create<AddOp>({output, node.scalar(kScaleAlpha)});
  return node.setResult(node.create<SelectOp>(
      {isNegative, node.create<MulOp>({slope, gradient}),
       node.create<MulOp>({gradient, node.scalar(kScale)})}));
}

/// gradient / (exp(-feature) + 1)
static LogicalResult importSoftplusGrad(NodeContext &node) {
  Value exp = node.create<ExpOp>(node.create<NegOp>(node.getInput(1)));
  return node.setResult(node.create<DivOp>(
      {node.getInput(0), node.create<AddOp>({exp, node.scalar(1)})}));
}

/// gradient / (1 + |feature|)^2
static LogicalResult importSoftsignGrad(NodeContext &node) {
  Value sum = node.create<AddOp>(
      {node.create<AbsOp>(node.getInput(1)), node.scalar(1)});
  return node.setResult(
      node.create<DivOp>({node.getInput(0), node.create<SquareOp>(sum)}));
}

/// dy y (1 - y), where y is what the op computed; so are those below.
static LogicalResult importSigmoidGrad(NodeContext &node) {
  Value y = node.getInput(0), dy = node.getInput(1);
  Value slope =
      node.create<MulOp>({y, node.create<SubOp>({node.scalar(1), y})});
  return node.setResult(node.create<MulOp>({dy, slope}));
}

static LogicalResult importTanhGrad(NodeContext &node) {
  Value y = node.getInput(0), dy = node.getInput(1);
  Value slope = node.create<SubOp>({node.scalar(1), node.create<SquareOp>(y)});
  return node.setResult(node.create<MulOp>({dy, slope}));
}

static LogicalResult importSqrtGrad(NodeContext &node) {
  Value y = node.getInput(0), dy = node.getInput(1);
  return node.setResult(
      node.create<DivOp>({node.create<MulOp>({dy, node.scalar(0.5)}), y}));
}

static LogicalResult importRsqrtGrad(NodeContext &node) {
  Value y = node.getInput(0), dy = node.getInput(1);
  Value cube = node.create<MulOp>({node.create<SquareOp>(y), y});
  return node.setResult(
      node.create<MulOp>({cube, node.create<MulOp>({dy, node.scalar(-0.5)})}));
}

static LogicalResult importReciprocalGrad(NodeContext &node) {
  Value y = node.getInput(0), dy = node.getInput(1);
  Value square = node.create<NegOp>(node.create<SquareOp>(y));
  return node.setResult(node.create<MulOp>({square, dy}));
}

static LogicalResult importBiasAddGrad(NodeContext &node) {
  int64_t rank = node.getRank(0);
  if (rank < 2)
    return node.emitError()
           << "input 0 has rank " << rank << " instead of 2 or more";
  int64_t channel = node.getDataFormat() == DataFormat::NCHW ? 1 : rank - 1;
  SmallVector<int64_t> axes;
  for (int64_t axis = 0; axis < rank; ++axis)
    if (axis != channel)
      axes.push_back(axis);
  return node.setResult(
      node.create<ReduceSumOp>(node.getInput(0), node.intsAttr("axes", axes)));
}

/// Along each axis, what was mirrored to the borders is added where it came
/// from.
static LogicalResult importMirrorPadGrad(NodeContext &node) {
  SmallVector<int64_t> paddings = node.getConstantInts(1, "paddings");
  StringRef mode = node.getString("mode");
  RankedTensorType type = node.getType(0);
  int64_t rank = type.getRank();
  if (node.hasFailed())
    return failure();
  if (mode != "REFLECT" && mode != "SYMMETRIC")
    return node.emitError() << "mode '" << mode << "' is not supported";
  if (int64_t(paddings.size()) != 2 * rank || !type.hasStaticShape())
    return node.emitError() << "has no two paddings for each known dimension";
  // The outermost element is not mirrored itself.
  int64_t skipped = mode == "REFLECT" ? 1 : 0;
  Value value = node.getInput(0);
  NamedAttribute zero = node.getBuilder().getNamedAttr(
      "value", node.getBuilder().getZeroAttr(type.getElementType()));
  for (int64_t axis = 0; axis < rank; ++axis) {
    int64_t low = paddings[2 * axis], high = paddings[2 * axis + 1];
    int64_t total = type.getDimSize(axis);
    if (low < 0 || high < 0 || low > total || high > total - low ||
        std::max(low, high) > total - low - high - skipped)
      return node.emitError() << "has paddings of " << low << " and " << high
                              << " in a dimension of " << total;
    int64_t size = total - low - high;
    auto take = [&](int64_t first, int64_t count) {
      SmallVector<int64_t> begin(rank, 0), sizes(rank, -1), strides(rank, 1);
      begin[axis] = first;
      sizes[axis] = count;
      return node.create<SliceOp>(value, {node.intsAttr("begin", begin),
                                          node.intsAttr("size", sizes),
                                          node.intsAttr("strides", strides)});
    };
    auto addMirrored = [&](Value sum, int64_t first, int64_t count,
                           int64_t place) {
      if (count == 0)
        return sum;
      SmallVector<int64_t> before(rank, 0), behind(rank, 0);
      before[axis] = place;
      behind[axis] = size - place - count;
      Value mirrored = node.create<ReverseOp>(take(first, count),
                                              node.intsAttr("axes", {axis}));
      mirrored =
          node.create<PadOp>(mirrored, {node.intsAttr("low", before),
                                        node.intsAttr("high", behind), zero});
      return node.create<AddOp>({sum, mirrored});
    };
    Value sum = take(low, size);
    sum = addMirrored(sum, 0, low, skipped);
    value = addMirrored(sum, low + size, high, size - high - skipped);
  }
  return node.setResult(value);
}

void tf::registerGradientOps(OpRegistry &registry) {
  registry.add("BiasAddGrad", 1, importBiasAddGrad);
  registry.add("EluGrad", 2, importEluGrad, "backprops");
  registry.add("InvGrad", 2, importReciprocalGrad, "z");
  registry.add("LeakyReluGrad", 2, importLeakyReluGrad, "backprops");
  registry.add("MirrorPadGrad", 2, importMirrorPadGrad);
  registry.add("ReciprocalGrad", 2, importReciprocalGrad, "z");
  registry.add("Relu6Grad", 2, importRelu6Grad, "backprops");
  registry.add("ReluGrad", 2, importReluGrad, "backprops");
  registry.add("RsqrtGrad", 2, importRsqrtGrad, "z");
  registry.add("SeluGrad", 2, importSeluGrad, "backprops");
  registry.add("SigmoidGrad", 2, importSigmoidGrad, "z");
  registry.add("SoftplusGrad", 2, importSoftplusGrad, "backprops");
  registry.add("SoftsignGrad", 2, importSoftsignGrad, "backprops");
  registry.add("SqrtGrad", 2, importSqrtGrad, "z");
  registry.add("TanhGrad", 2, importTanhGrad, "z");
}
