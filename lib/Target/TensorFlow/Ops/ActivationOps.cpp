//===- ActivationOps.cpp - Activations ----------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Activation functions, and softmax.
//
//===----------------------------------------------------------------------===//

#include "../NodeContext.h"
#include "nn/Dialect/NN/IR/NNActivationOps.h"
#include "nn/Dialect/NN/IR/NNNormalizationOps.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

static LogicalResult importLeakyRelu(NodeContext &node) {
  float alpha = node.getFloat("alpha", 0.2f);
  return node.setResult(node.create<LeakyReluOp>(
      node.getInput(0), node.floatAttr("alpha", alpha)));
}

void tf::registerActivationOps(OpRegistry &registry) {
  registry.add("Relu", 1, importSame<ReluOp>, "activations");
  registry.add("Relu6", 1, importSame<Relu6Op>, "activations");
  registry.add("LeakyRelu", 1, importLeakyRelu, "activations");
  registry.add("Elu", 1, importSame<EluOp>, "activations");
  registry.add("Selu", 1, importSame<SeluOp>, "activations");
  registry.add("Sigmoid", 1, importSame<SigmoidOp>, "y");
  registry.add("Tanh", 1, importSame<TanhOp>, "y");
  registry.add("Softplus", 1, importSame<SoftplusOp>, "activations");
  registry.add("Softsign", 1, importSame<SoftsignOp>, "activations");
  registry.add("Softmax", 1, importSame<SoftmaxOp>, "softmax");
  registry.add("LogSoftmax", 1, importSame<LogSoftmaxOp>, "logsoftmax");
}
