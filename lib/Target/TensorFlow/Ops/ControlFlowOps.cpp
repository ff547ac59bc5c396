//===- ControlFlowOps.cpp - Choices and loops ---------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What makes choices and loops is imported by the importer itself, which raises
// it to regions; here is what the nodes between them pass on.
//
//===----------------------------------------------------------------------===//

#include "../NodeContext.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

static LogicalResult importPassedOn(NodeContext &node) {
  return node.setResult(node.getInput(0));
}

/// All results of a Switch are its input, in the places where they are alive.
static LogicalResult importSwitch(NodeContext &node) {
  return node.setResults({node.getInput(0), node.getInput(0)});
}

static LogicalResult importManyWaySwitch(NodeContext &node) {
  int64_t count = node.getInt("num_outs");
  if (count < 1 || count > 1 << 16)
    return node.emitError() << "has " << count << " results";
  return node.setResults(SmallVector<Value>(count, node.getInput(0)));
}

static LogicalResult importInRegions(NodeContext &node) {
  return node.emitError() << "is no op of its own";
}

void tf::registerControlFlowOps(OpRegistry &registry) {
  for (const char *op : {"Enter", "RefEnter", "NextIteration",
                         "RefNextIteration", "LoopCond", "RefIdentity"})
    registry.add(op, 1, importPassedOn);
  for (const char *op : {"Switch", "RefSwitch"})
    registry.addPartial(op, 2, 1, importSwitch, "output_false,output_true");
  registry.addPartial("_SwitchN", 2, 1, importManyWaySwitch,
                      "outputs*num_outs");
  for (const char *op : {"Exit", "RefExit"})
    registry.add(op, 1, importInRegions);
  for (const char *op : {"Merge", "RefMerge"})
    registry.add(op, {1, Arity::kUnbounded}, importInRegions,
                 "output,value_index");
  for (const char *op : {"If", "StatelessIf", "Case", "StatelessCase"})
    registry.add(op, {1, Arity::kUnbounded}, importInRegions, "output*Tout");
  for (const char *op : {"While", "StatelessWhile"})
    registry.add(op, {1, Arity::kUnbounded}, importInRegions, "output*T");
}
