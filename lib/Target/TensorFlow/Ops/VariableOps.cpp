//===- VariableOps.cpp - Variables ----------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A variable is its value in the checkpoint, wherever its handle goes:
// inference does not assign.
//
//===----------------------------------------------------------------------===//

#include "../NodeContext.h"
#include "nn/Dialect/NN/IR/NNGatherOps.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

static LogicalResult importVariable(NodeContext &node) {
  const GraphFile &file = node.getGraph().getFile();
  if (!file.checkpoint)
    return node.emitError() << "is a variable without a value: import the "
                               "SavedModel, or freeze the graph";
  const std::string *key = node.getGraph().getVariableKey(node.getNode());
  if (!key)
    return node.emitError() << "is a variable that the graph does not restore";
  llvm::Expected<Checkpoint::Entry> entry = file.checkpoint->lookup(*key);
  if (!entry)
    return node.emitError() << llvm::toString(entry.takeError());
  FailureOr<ElementsAttr> value = makeConstant(
      entry->info.dtype(), entry->info.shape(), entry->bytes, entry->file,
      node.getNode().name, node.getContext(), [&] { return node.emitError(); });
  if (failed(value))
    return failure();
  return node.setResult(node.constant(*value));
}

static LogicalResult importRead(NodeContext &node) {
  return node.setResult(node.getInput(0));
}

static LogicalResult importResourceGather(NodeContext &node) {
  int64_t batchDims = node.getInt("batch_dims", 0);
  return node.setResult(node.create<GatherOp>(
      node.getInputs(), {node.intAttr("axis", batchDims),
                         node.intAttr("batch_dims", batchDims)}));
}

void tf::registerVariableOps(OpRegistry &registry) {
  registry.add("VarHandleOp", 0, importVariable, "resource");
  registry.add("VariableV2", 0, importVariable, "ref");
  registry.add("Variable", 0, importVariable, "ref");
  registry.add("ReadVariableOp", 1, importRead, "value");
  registry.add("ResourceGather", 2, importResourceGather);
  registry.add("ResourceGatherNd", 2, importSame<GatherNdOp>);
}
