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

/// The constant beside operands of the node.
static Value scalarLike(NodeContext &node, double value) {
  return node.scalar(node.getType(0).getElementType(), value);
}

static LogicalResult importReluGrad(NodeContext &node) {
  Value gradient = node.getInput(0), feature = node.getInput(1);
  Value isPositive = node.compare(Predicate::GT, feature, scalarLike(node, 0));
  return node.setResult(selectGradient(node, isPositive, gradient));
}

static LogicalResult importRelu6Grad(NodeContext &node) {
  Value gradient = node.getInput(0), feature = node.getInput(1);
  Value isWithin = node.create<LogicalAndOp>(
      {node.compare(Predicate::GT, feature, scalarLike(node, 0)),
       node.compare(Predicate::LT, feature, scalarLike(node, 6))});
  return node.setResult(selectGradient(node, isWithin, gradient));
}

static LogicalResult importLeakyReluGrad(NodeContext &node) {
  float alpha = node.getFloat("alpha", 0.2f);
  Value gradient = node.getInput(0), feature = node.getInput(1);
  Value isPositive = node.compare(Predicate::GT, feature, scalarLike(node, 0));
  Value scaled = node.create<MulOp>({gradient, scalarLike(node, alpha)});
  return node.setResult(node.create<SelectOp>({isPositive, gradient, scaled}));
}

/// Of Elu and Selu the second input is what they computed.
static LogicalResult importEluGrad(NodeContext &node) {
  Value gradient = node.getInput(0), output = node.getInput(1);
  Value isNegative = node.compare(Predicate::LT, output, scalarLike(node, 0));
  Value slope = node.create<AddOp>({output, scalarLike(node, 1)});
  return node.setResult(node.create<SelectOp>(
      {isNegative, node.create<MulOp>({slope, gradient}), gradient}));
}

static LogicalResult importSeluGrad(NodeContext &node) {
  constexpr double kScale = 1.0507009873554804934193349852946;
  constexpr double kScaleAlpha = 1.7580993408473768599402175208123;
  Value gradient = node.getInput(0), output = node.getInput(1);
  Value isNegative = node.compare(Predicate::LT, output, scalarLike(node, 0));
  Value slope = node.create<AddOp>({output, scalarLike(node, kScaleAlpha)});
  return node.setResult(node.create<SelectOp>(
      {isNegative, node.create<MulOp>({slope, gradient}),
       node.create<MulOp>({gradient, scalarLike(node, kScale)})}));
}

/// gradient / (exp(-feature) + 1)
static LogicalResult importSoftplusGrad(NodeContext &node) {
  Value exp = node.create<ExpOp>(node.create<NegOp>(node.getInput(1)));
  return node.setResult(node.create<DivOp>(
      {node.getInput(0), node.create<AddOp>({exp, scalarLike(node, 1)})}));
}

/// gradient / (1 + |feature|)^2
static LogicalResult importSoftsignGrad(NodeContext &node) {
  Value sum = node.create<AddOp>(
      {node.create<AbsOp>(node.getInput(1)), scalarLike(node, 1)});
  return node.setResult(
      node.create<DivOp>({node.getInput(0), node.create<SquareOp>(sum)}));
}

/// dy y (1 - y), where y is what the op computed; so are those below.
static LogicalResult importSigmoidGrad(NodeContext &node) {
  Value y = node.getInput(0), dy = node.getInput(1);
  Value slope =
      node.create<MulOp>({y, node.create<SubOp>({scalarLike(node, 1), y})});
  return node.setResult(node.create<MulOp>({dy, slope}));
}

static LogicalResult importTanhGrad(NodeContext &node) {
  Value y = node.getInput(0), dy = node.getInput(1);
  Value slope =
      node.create<SubOp>({scalarLike(node, 1), node.create<SquareOp>(y)});
  return node.setResult(node.create<MulOp>({dy, slope}));
}

static LogicalResult importSqrtGrad(NodeContext &node) {
  Value y = node.getInput(0), dy = node.getInput(1);
  return node.setResult(
      node.create<DivOp>({node.create<MulOp>({dy, scalarLike(node, 0.5)}), y}));
}

static LogicalResult importRsqrtGrad(NodeContext &node) {
  Value y = node.getInput(0), dy = node.getInput(1);
  Value cube = node.create<MulOp>({node.create<SquareOp>(y), y});
  return node.setResult(node.create<MulOp>(
      {cube, node.create<MulOp>({dy, scalarLike(node, -0.5)})}));
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

void tf::registerGradientOps(OpRegistry &registry) {
  registry.add("BiasAddGrad", 1, importBiasAddGrad);
  registry.add("EluGrad", 2, importEluGrad, "backprops");
  registry.add("InvGrad", 2, importReciprocalGrad, "z");
  registry.add("LeakyReluGrad", 2, importLeakyReluGrad, "backprops");
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
