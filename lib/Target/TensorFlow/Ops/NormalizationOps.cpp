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

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

/// The mean over all but the channels.
static Value getChannelMean(NodeContext &node, Value value, int64_t channel) {
  if (!value)
    return {};
  SmallVector<int64_t> axes;
  for (int64_t axis : llvm::seq<int64_t>(0, node.getType(value).getRank()))
    if (axis != channel)
      axes.push_back(axis);
  return node.create<ReduceMeanOp>(value, node.intsAttr("axes", axes));
}

static LogicalResult importFusedBatchNorm(NodeContext &node) {
  float epsilon = node.getFloat("epsilon", 0.0001f);
  DataFormat format = node.getDataFormat();
  bool isTraining = node.getBool("is_training", true);
  if (node.hasFailed() || !node.checkRank(0, 4))
    return failure();
  Value input = node.getInput(0);
  Value mean = node.getInput(3);
  Value variance = node.getInput(4);
  if (isTraining) {
    // The statistics of the batch itself, in the type of the parameters.
    int64_t channel = format == DataFormat::NCHW ? 1 : 3;
    Type type = node.getType(1).getElementType();
    Value wide = input;
    if (node.getType(0).getElementType() != type)
      wide = node.createTyped<CastOp>(node.getType(0).clone(type), input);
    mean = getChannelMean(node, wide, channel);
    if (!mean)
      return failure();
    SmallVector<int64_t> shape(4, 1);
    shape[channel] = node.getType(mean).getDimSize(0);
    variance = getChannelMean(
        node,
        node.create<SquaredDifferenceOp>({wide, node.reshape(mean, shape)}),
        channel);
  }
  Value result = node.create<BatchNormOp>(
      {input, node.getInput(1), node.getInput(2), mean, variance},
      {node.floatAttr("epsilon", epsilon), node.formatAttr(format)});
  // What grappler fused to it: another summand, and an activation.
  if (node.getNumInputs() > 5)
    result = node.create<AddOp>({result, node.getInput(5)});
  StringRef activation = node.getString("activation_mode", "Identity");
  if (activation == "Relu")
    result = node.create<ReluOp>(result);
  else if (activation != "Identity")
    return node.emitError()
           << "activation '" << activation << "' is not supported";
  // A batch's variance would leave here without its bias; nobody that infers
  // asks for it.
  if (isTraining)
    return node.setResults({result, mean});
  return node.setResults({result, mean, variance});
}

/// Inputs: t, m, v, beta, gamma.
static LogicalResult importGlobalBatchNorm(NodeContext &node) {
  float epsilon = node.getFloat("variance_epsilon");
  bool isScaled = node.getBool("scale_after_normalization");
  if (node.hasFailed() || !node.checkRank(4, 1))
    return failure();
  Value scale = node.getInput(4);
  if (!isScaled) {
    if (!node.getType(4).hasStaticShape())
      return node.emitError() << "has a scale of unknown size";
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
  registry.add("LRN", 1, importLrn);
}
