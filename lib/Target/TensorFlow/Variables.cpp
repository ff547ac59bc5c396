//===- Variables.cpp - What is in a variable ------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A SavedModel restores its variables by assigning results of RestoreV2 to
// them, in a function (TensorFlow 2) or in the graph itself. Those assignments
// say which tensor of the checkpoint is in which variable.
//
//===----------------------------------------------------------------------===//

#include "Graph.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

/// The nth name in a constant of strings; empty if there is none.
static StringRef getName(const Node &node, unsigned index) {
  auto it = node.def->attr().find("value");
  if (node.def->op() != "Const" || it == node.def->attr().end())
    return "";
  const proto::TensorProto &tensor = it->second.tensor();
  if (index >= unsigned(tensor.string_val_size()))
    return "";
  return tensor.string_val(index);
}

LogicalResult Graph::findVariablesIn(Frame *frame) {
  for (Node *node : frame->order) {
    StringRef op = node->def->op();
    if ((op != "AssignVariableOp" && op != "Assign") ||
        node->def->input_size() < 2)
      continue;
    FailureOr<Endpoint> variable = resolve(node, frame, node->def->input(0));
    FailureOr<Endpoint> value = resolve(node, frame, node->def->input(1));
    // Initial values come by way of other ops than restored ones.
    for (unsigned steps = 0;
         succeeded(value) && steps < 64 &&
         value->node->def->op() == "Identity" && value->node->def->input_size();
         ++steps)
      value =
          resolve(value->node, value->node->frame, value->node->def->input(0));
    if (failed(variable) || failed(value))
      return failure();
    const proto::NodeDef &restore = *value->node->def;
    if (restore.op() != "RestoreV2" || restore.input_size() < 2)
      continue;
    FailureOr<Endpoint> names =
        resolve(value->node, value->node->frame, restore.input(1));
    if (failed(names))
      return failure();
    StringRef name = getName(*names->node, value->index);
    if (!name.empty())
      variableKeys[variable->node] = name.str();
  }
  return success();
}

LogicalResult Graph::findVariables() {
  if (!file.checkpoint)
    return success();
  if (failed(findVariablesIn(main)))
    return failure();
  auto it = main->nodes.find(StringRef(file.restoreOp).split(':').first);
  if (it == main->nodes.end() || !isCall(*it->second))
    return success();
  FailureOr<Frame *> body = getCallee(it->second);
  return failed(body) ? failure() : findVariablesIn(*body);
}
