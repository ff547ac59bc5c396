//===- NormalizationOps.cpp - Normalizations ----------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Batch normalization, by given statistics or by the batch's own, and local
// response normalization.
//
//===----------------------------------------------------------------------===//

#include "../NodeContext.h"
#include "nn/Dialect/NN/IR/NNActivationOps.h"
#include "nn/Dialect/NN/IR/NNArithmeticOps.h"
#include "nn/Dialect/NN/IR/NNBinaryOps.h"
#include "nn/Dialect/NN/IR/NNNormalizationOps.h"
#include "nn/Dialect/NN/IR/NNPoolingOps.h"
#include "nn/Dialect/NN/IR/NNReductionOps.h"
#include "nn/Dialect/NN/IR/NNShapeOps.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

/// The mean or the sum of each channel of an image or a volume.
template <typename ReduceOp>
static Value reduceChannels(NodeContext &node, Value value, int64_t channel) {
  if (!value)
    return {};
  SmallVector<int64_t> axes;
  for (int64_t axis : llvm::seq(node.getType(value).getRank()))
    if (axis != channel)
      axes.push_back(axis);
  return node.create<ReduceOp>(value, node.intsAttr("axes", axes));
}

/// What is known of each channel, in a shape that broadcasts over an image.
static Value alongChannel(NodeContext &node, Value value, int64_t channel,
                          int64_t rank) {
  if (!value)
    return {};
  SmallVector<int64_t> shape(rank - channel, 1);
  shape[0] = node.getType(value).getDimSize(0);
  return node.reshape(value, shape);
}

static Value castTo(NodeContext &node, Value value, Type elementType) {
  if (!value || node.getType(value).getElementType() == elementType)
    return value;
  return node.createTyped<CastOp>(node.getType(value).clone(elementType),
                                  value);
}

/// Reads `data_format` and returns the dimension of the channels; emits an
/// error if input `index` is no image or volume.
static int64_t readChannel(NodeContext &node, unsigned index) {
  DataFormat format = node.getDataFormat();
  int64_t rank = node.getRank(index);
  if (rank != 4 && rank != 5)
    node.emitError() << "input " << index << " has rank " << rank
                     << " instead of 4 or 5";
  return format == DataFormat::NCHW ? 1 : rank - 1;
}

/// The number of elements of a channel; null, with an error, if it is unknown.
static std::optional<int64_t> countPerChannel(NodeContext &node, unsigned index,
                                              int64_t channel) {
  int64_t count = 1;
  for (auto [axis, size] : llvm::enumerate(node.getShape(index))) {
    if (int64_t(axis) == channel)
      continue;
    if (ShapedType::isDynamic(size))
      return std::nullopt;
    count *= size;
  }
  return count;
}

static LogicalResult importFusedBatchNorm(NodeContext &node) {
  float epsilon = node.getFloat("epsilon", 0.0001f);
  bool isTraining = node.getBool("is_training", true);
  float factor = node.getFloat("exponential_avg_factor", 1);
  int64_t channel = readChannel(node, 0);
  if (node.hasFailed())
    return failure();
  Value input = node.getInput(0);
  Value mean = node.getInput(3), variance = node.getInput(4);
  Type type = node.getType(1).getElementType();
  if (isTraining) {
    // The statistics of the batch itself, in the type of the parameters.
    Value wide = castTo(node, input, type);
    mean = reduceChannels<ReduceMeanOp>(node, wide, channel);
    Value distance = node.create<SquaredDifferenceOp>(
        {wide, alongChannel(node, mean, channel, node.getRank(0))});
    variance = reduceChannels<ReduceMeanOp>(node, distance, channel);
  }
  Value result = node.create<BatchNormOp>(
      {input, node.getInput(1), node.getInput(2), mean, variance},
      {node.floatAttr("epsilon", epsilon),
       node.formatAttr(node.getDataFormat())});
  // What grappler fused to it: another summand, and an activation.
  if (node.getNumInputs() > 5)
    result = node.create<AddOp>({result, node.getInput(5)});
  StringRef activation = node.getString("activation_mode", "Identity");
  if (activation == "Relu")
    result = node.create<ReluOp>(result);
  else if (activation != "Identity")
    return node.emitError()
           << "activation '" << activation << "' is not supported";
  if (!isTraining)
    return node.setResults({result, mean, variance, mean, variance});

  // What is kept for running averages: the variance without its bias, and with
  // a factor part of what they were.
  std::optional<int64_t> count = countPerChannel(node, 0, channel);
  Value newMean = mean, newVariance;
  if (count) {
    double unbias = *count > 1 ? double(*count) / double(*count - 1) : 1;
    newVariance = node.create<MulOp>({variance, node.scalar(type, unbias)});
  }
  auto average = [&](Value old, Value fresh) -> Value {
    if (factor == 1 || !fresh)
      return fresh;
    return node.create<AddOp>(
        {node.create<MulOp>({old, node.scalar(type, 1 - double(factor))}),
         node.create<MulOp>({fresh, node.scalar(type, factor)})});
  };
  newMean = average(node.getInput(3), newMean);
  newVariance = average(node.getInput(4), newVariance);
  return node.setResults({result, newMean, newVariance, mean, variance});
}

/// The gradients of the image, the scale and the offset. The reserve inputs are
/// mean and variance: of the batch, on which the image's gradient depends, or
/// fixed ones.
static LogicalResult importFusedBatchNormGrad(NodeContext &node) {
  float epsilon = node.getFloat("epsilon", 0.0001f);
  bool isTraining = node.getBool("is_training", true);
  int64_t channel = readChannel(node, 0);
  if (node.hasFailed() || !node.checkRank(2, 1) || !node.checkRank(3, 1) ||
      !node.checkRank(4, 1))
    return failure();
  int64_t rank = node.getRank(0);
  Type type = node.getType(2).getElementType();
  Type imageType = node.getType(1).getElementType();
  auto spread = [&](Value value) {
    return alongChannel(node, value, channel, rank);
  };
  Value gradient = castTo(node, node.getInput(0), type);
  Value image = castTo(node, node.getInput(1), type);
  Value scale = node.getInput(2), mean = node.getInput(3);
  Value inverse = node.create<RsqrtOp>(
      node.create<AddOp>({node.getInput(4), node.scalar(type, epsilon)}));
  Value centered = node.create<SubOp>({image, spread(mean)});
  Value product = node.create<MulOp>({gradient, centered});
  Value offsetGradient = reduceChannels<ReduceSumOp>(node, gradient, channel);
  Value scaleGradient = node.create<MulOp>(
      {reduceChannels<ReduceSumOp>(node, product, channel), inverse});
  Value slope = node.create<MulOp>({scale, inverse});
  Value inner = gradient;
  if (isTraining) {
    Value meanGradient = reduceChannels<ReduceMeanOp>(node, gradient, channel);
    Value share = node.create<MulOp>(
        {reduceChannels<ReduceMeanOp>(node, product, channel),
         node.create<SquareOp>(inverse)});
    inner = node.create<SubOp>(
        {node.create<SubOp>({gradient, spread(meanGradient)}),
         node.create<MulOp>({centered, spread(share)})});
  }
  Value imageGradient =
      castTo(node, node.create<MulOp>({inner, spread(slope)}), imageType);
  return node.setResults({imageGradient, scaleGradient, offsetGradient});
}

/// Inputs: t, m, v, beta, gamma.
static LogicalResult importGlobalBatchNorm(NodeContext &node) {
  float epsilon = node.getFloat("variance_epsilon");
  bool isScaled = node.getBool("scale_after_normalization");
  if (node.hasFailed() || !node.checkRank(4, 1))
    return failure();
  Value scale = node.getInput(4);
  if (!isScaled) {
    if (!node.checkStatic(4))
      return failure();
    scale = node.constant(cast<ElementsAttr>(getSplat(node.getType(4), 1)));
  }
  return node.setResult(
      node.create<BatchNormOp>({node.getInput(0), scale, node.getInput(3),
                                node.getInput(1), node.getInput(2)},
                               node.floatAttr("epsilon", epsilon)));
}

static LogicalResult importLrn(NodeContext &node) {
  int64_t radius = node.getInt("depth_radius", 5);
  float bias = node.getFloat("bias", 1);
  float alpha = node.getFloat("alpha", 1);
  float beta = node.getFloat("beta", 0.5f);
  return node.setResult(node.create<LrnOp>(
      node.getInput(0),
      {node.intAttr("depth_radius", radius), node.floatAttr("bias", bias),
       node.floatAttr("alpha", alpha), node.floatAttr("beta", beta)}));
}

/// The sum of the elements up to `radius` away along the last dimension of an
/// image.
static Value sumNeighbors(NodeContext &node, Value value, int64_t radius) {
  if (!value)
    return {};
  SmallVector<int64_t> shape(node.getType(value).getShape());
  int64_t rows = shape[0] * shape[1] * shape[2];
  Type type = node.getType(value).getElementType();
  NamedAttribute zero = node.getBuilder().getNamedAttr(
      "value", node.getBuilder().getZeroAttr(type));
  Value padded =
      node.create<PadOp>(node.reshape(value, {rows, shape[3], 1, 1}),
                         {node.intsAttr("low", {0, radius, 0, 0}),
                          node.intsAttr("high", {0, radius, 0, 0}), zero});
  Value mean = node.create<AvgPool2DOp>(
      padded, node.intsAttr("window", {2 * radius + 1, 1}));
  Value sum = node.create<MulOp>({mean, node.scalar(type, 2.0 * radius + 1)});
  return node.reshape(sum, shape);
}

/// dx = dy n^-beta - 2 alpha beta x (sum of y dy / n), where n is what the op
/// divides by, to the power of 1 / beta.
static LogicalResult importLrnGrad(NodeContext &node) {
  int64_t radius = node.getInt("depth_radius", 5);
  float bias = node.getFloat("bias", 1);
  float alpha = node.getFloat("alpha", 1);
  float beta = node.getFloat("beta", 0.5f);
  if (node.hasFailed() || !node.checkRank(0, 4) || !node.checkRank(1, 4) ||
      !node.checkRank(2, 4))
    return failure();
  if (radius < 0 || radius > 1 << 16)
    return node.emitError() << "has a radius of " << radius;
  for (unsigned index : {0, 1, 2})
    if (!node.checkStatic(index))
      return failure();
  Type type = node.getType(0).getElementType();
  Value dy = node.getInput(0), x = node.getInput(1), y = node.getInput(2);
  Value norm = node.create<AddOp>(
      {node.create<MulOp>({sumNeighbors(node, node.create<SquareOp>(x), radius),
                           node.scalar(type, alpha)}),
       node.scalar(type, bias)});
  Value direct = node.create<MulOp>(
      {dy, node.create<PowOp>({norm, node.scalar(type, -beta)})});
  Value shared = sumNeighbors(
      node, node.create<DivOp>({node.create<MulOp>({y, dy}), norm}), radius);
  Value indirect = node.create<MulOp>(
      {node.create<MulOp>({x, shared}), node.scalar(type, 2.0 * alpha * beta)});
  return node.setResult(node.create<SubOp>({direct, indirect}));
}

void tf::registerNormalizationOps(OpRegistry &registry) {
  registry.add("FusedBatchNorm", 5, importFusedBatchNorm,
               "y,batch_mean,batch_variance,reserve_space_1,reserve_space_2");
  registry.add("FusedBatchNormV2", 5, importFusedBatchNorm,
               "y,batch_mean,batch_variance,reserve_space_1,reserve_space_2");
  registry.add("FusedBatchNormV3", 5, importFusedBatchNorm,
               "y,batch_mean,batch_variance,reserve_space_1,reserve_space_2,"
               "reserve_space_3");
  registry.add("_FusedBatchNormEx", {5, 6}, importFusedBatchNorm,
               "y,batch_mean,batch_variance,reserve_space_1,reserve_space_2,"
               "reserve_space_3");
  registry.add("BatchNormWithGlobalNormalization", 5, importGlobalBatchNorm,
               "result");
  constexpr StringRef gradients = "x_backprop,scale_backprop,offset_backprop,"
                                  "reserve_space_3,reserve_space_4";
  registry.add("FusedBatchNormGrad", 5, importFusedBatchNormGrad, gradients);
  registry.add("FusedBatchNormGradV2", 5, importFusedBatchNormGrad, gradients);
  registry.addPartial("FusedBatchNormGradV3", 6, 5, importFusedBatchNormGrad,
                      "x_backprop,scale_backprop,offset_backprop,"
                      "reserve_space_4,reserve_space_5");
  registry.add("LRN", 1, importLrn);
  registry.add("LRNGrad", 3, importLrnGrad);
}
