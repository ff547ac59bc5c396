//===- LossOps.cpp - Losses ---------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Cross entropies, with the gradients that are their second results.
//
//===----------------------------------------------------------------------===//

#include "../NodeContext.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

static LogicalResult importSoftmaxCrossEntropy(NodeContext &node) {
  if (!node.checkRank(0, 2) || !node.checkRank(1, 2))
    return failure();
  Value labels = node.getInput(1);
  Value logs = node.create<LogSoftmaxOp>(node.getInput(0));
  Value sum = node.create<ReduceSumOp>(node.create<MulOp>({labels, logs}),
                                       node.intsAttr("axes", {1}));
  Value loss = node.create<NegOp>(sum);
  Value softmax = node.create<SoftmaxOp>(node.getInput(0));
  return node.setResults({loss, node.create<SubOp>({softmax, labels})});
}

static LogicalResult importSparseSoftmaxCrossEntropy(NodeContext &node) {
  if (!node.checkRank(0, 2) || !node.checkRank(1, 1))
    return failure();
  int64_t classes = node.getShape(0)[1];
  if (ShapedType::isDynamic(classes))
    return node.emitError() << "has an unknown number of classes";
  Value labels = node.getInput(1);
  Value logs = node.create<LogSoftmaxOp>(node.getInput(0));
  Value picked = node.create<GatherOp>(
      {logs, labels}, {node.intAttr("axis", 1), node.intAttr("batch_dims", 1)});
  Value loss = node.create<NegOp>(picked);
  Type elementType = node.getType(0).getElementType();
  Value target = node.create<OneHotOp>(
      {labels, node.scalar(elementType, 1), node.scalar(elementType, 0)},
      {node.intAttr("depth", classes), node.intAttr("axis", 1)});
  Value softmax = node.create<SoftmaxOp>(node.getInput(0));
  return node.setResults({loss, node.create<SubOp>({softmax, target})});
}

void tf::registerLossOps(OpRegistry &registry) {
  registry.add("SoftmaxCrossEntropyWithLogits", 2, importSoftmaxCrossEntropy,
               "loss,backprop");
  registry.add("SparseSoftmaxCrossEntropyWithLogits", 2,
               importSparseSoftmaxCrossEntropy, "loss,backprop");
}
