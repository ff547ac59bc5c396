//===- RandomOps.cpp - Random numbers -----------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Random numbers, which frozen dropout leaves behind.
//
//===----------------------------------------------------------------------===//

#include "../NodeContext.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

static LogicalResult importRandomUniform(NodeContext &node) {
  Type elementType = node.getElementType("dtype");
  std::optional<SmallVector<int64_t>> sizes = node.readSizes(0, elementType);
  if (!sizes)
    return failure();
  return node.setResult(node.createTyped<RandomUniformOp>(
      RankedTensorType::get(*sizes, elementType), node.getInput(0)));
}

void tf::registerRandomOps(OpRegistry &registry) {
  registry.add("RandomUniform", 1, importRandomUniform);
}
