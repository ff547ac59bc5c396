//===- StructureOps.cpp - Constants, identities, calls ------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Ops that compute nothing: constants, what passes its input through, and what
// only orders effects.
//
//===----------------------------------------------------------------------===//

#include "../NodeContext.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

static LogicalResult importConst(NodeContext &node) {
  const proto::AttrValue *attr = node.getAttr("value");
  if (!attr || !attr->has_tensor())
    return node.emitError() << "has no value";
  FailureOr<ElementsAttr> value = importTensor(
      node.getGraph().getFile(), attr->tensor(), node.getNode().name,
      node.getContext(), [&] { return node.emitError(); });
  if (failed(value))
    return failure();
  return node.setResult(node.constant(*value));
}

/// Results are the inputs.
static LogicalResult importIdentity(NodeContext &node) {
  return node.setResults(node.getInputs());
}

static LogicalResult importNothing(NodeContext &node) {
  return node.setResults({});
}

static LogicalResult importEnsureShape(NodeContext &node) {
  const proto::AttrValue *attr = node.getAttr("shape");
  if (!attr || !attr->has_shape())
    return node.emitError() << "has no shape";
  if (attr->shape().unknown_rank())
    return importIdentity(node);
  FailureOr<SmallVector<int64_t>> shape =
      importShape(attr->shape(), [&] { return node.emitError(); });
  if (failed(shape) || !node.checkRank(0, shape->size()))
    return failure();
  for (auto [size, actual] : llvm::zip(*shape, node.getShape(0))) {
    if (ShapedType::isDynamic(size))
      size = actual;
    else if (!ShapedType::isDynamic(actual) && size != actual)
      return node.emitError()
             << "ensures the size " << size << ", but it is " << actual;
  }
  return node.setResult(node.reshape(node.getInput(0), *shape));
}

void tf::registerStructureOps(OpRegistry &registry) {
  registry.add("Const", 0, importConst);
  for (const char *op : {"Identity", "StopGradient", "PreventGradient",
                         "CheckNumerics", "Snapshot", "PlaceholderWithDefault"})
    registry.add(op, 1, importIdentity);
  registry.add("IdentityN", {1, Arity::kUnbounded}, importIdentity, "output*T");
  registry.addPartial("Print", {1, Arity::kUnbounded}, 1, importIdentity);
  registry.add("EnsureShape", 1, importEnsureShape);
  // The importer makes them arguments.
  registry.add("Placeholder", 0, importNothing);
  registry.add("PlaceholderV2", 0, importNothing);
  registry.addPartial("NoOp", 0, 0, importNothing, "");
  registry.addPartial("Assert", {1, Arity::kUnbounded}, 0, importNothing, "");
  registry.addPartial("PrintV2", 1, 0, importNothing, "");
}
