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

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

template <typename OpTy>
static LogicalResult importUnary(NodeContext &node) {
  return node.setResult(node.create<OpTy>(node.getInputs()));
}

static LogicalResult importLeakyRelu(NodeContext &node) {
  float alpha = node.getFloat("alpha", 0.2f);
  return node.setResult(node.create<LeakyReluOp>(
      node.getInput(0), node.floatAttr("alpha", alpha)));
}

void tf::registerActivationOps(OpRegistry &registry) {
  registry.add("Relu", 1, importUnary<ReluOp>, "activations");
  registry.add("Relu6", 1, importUnary<Relu6Op>, "activations");
  registry.add("LeakyRelu", 1, importLeakyRelu, "activations");
  registry.add("Elu", 1, importUnary<EluOp>, "activations");
  registry.add("Selu", 1, importUnary<SeluOp>, "activations");
  registry.add("Sigmoid", 1, importUnary<SigmoidOp>, "y");
  registry.add("Tanh", 1, importUnary<TanhOp>, "y");
  registry.add("Softplus", 1, importUnary<SoftplusOp>, "activations");
  registry.add("Softsign", 1, importUnary<SoftsignOp>, "activations");
  registry.add("Softmax", 1, importUnary<SoftmaxOp>, "softmax");
  registry.add("LogSoftmax", 1, importUnary<LogSoftmaxOp>, "logsoftmax");
}
