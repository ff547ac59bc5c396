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

#include "../Complex.h"
#include "Compose.h"
#include "Scatter.h"
#include "nn/Dialect/NN/IR/NNShapeOps.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

/// A constant of complex numbers is one of pairs.
static LogicalResult importComplexConst(NodeContext &node,
                                        proto::TensorProto tensor) {
  bool isWide = tensor.dtype() == proto::DT_COMPLEX128;
  tensor.set_dtype(getPartType(tensor.dtype()));
  for (float value : tensor.scomplex_val())
    tensor.add_float_val(value);
  for (double value : tensor.dcomplex_val())
    tensor.add_double_val(value);
  int64_t rank = tensor.tensor_shape().dim_size();
  int given = isWide ? tensor.double_val_size() : tensor.float_val_size();
  bool isSplat = given == 2;
  auto emitError = [&] { return node.emitError(); };
  FailureOr<SmallVector<int64_t>> sizes =
      importShape(tensor.tensor_shape(), emitError);
  if (failed(sizes))
    return failure();
  if (ShapedType::isDynamicShape(*sizes))
    return node.emitError() << "a constant with an unknown size";
  Type elementType = isWide ? Type(node.getBuilder().getF64Type())
                            : node.getBuilder().getF32Type();
  if (!checkSizes(node, *sizes, elementType))
    return failure();
  // The last number stands for those that are not there.
  auto repeat = [&](auto *values) {
    for (int64_t i = given; i < 2 * ShapedType::getNumElements(*sizes); ++i)
      values->Add(values->Get(i - 2));
  };
  if (given > 2 && isWide)
    repeat(tensor.mutable_double_val());
  else if (given > 2)
    repeat(tensor.mutable_float_val());
  // One number that stands for all is broadcast.
  if (isSplat)
    tensor.mutable_tensor_shape()->clear_dim();
  tensor.mutable_tensor_shape()->add_dim()->set_size(2);
  FailureOr<ElementsAttr> pairs =
      importTensor(node.getGraph().getFile(), tensor, node.getNode().name,
                   node.getContext(), emitError);
  if (failed(pairs))
    return failure();
  Value both = node.constant(*pairs);
  auto take = [&](int64_t part) {
    int64_t axis = isSplat ? 0 : rank;
    Value value = node.create<SqueezeOp>(sliceAlong(node, both, axis, part, 1),
                                         node.intsAttr("axes", {axis}));
    return isSplat ? makeFilled(node, *sizes, value) : value;
  };
  return node.setResult(joinComplex(node, {take(0), take(1)}));
}

static LogicalResult importConst(NodeContext &node) {
  const proto::AttrValue *attr = node.getAttr("value");
  if (!attr || !attr->has_tensor())
    return node.emitError() << "has no value";
  if (getPartType(attr->tensor().dtype()) != proto::DT_INVALID)
    return importComplexConst(node, attr->tensor());
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

/// The text in an input of the node: that of a constant, perhaps behind what
/// passes it on.
static std::optional<std::string> findText(const Node &node, StringRef input) {
  constexpr unsigned maxSteps = 8;
  for (unsigned step = 0; step < maxSteps; ++step) {
    auto it = node.frame->nodes.find(input.split(':').first);
    if (it == node.frame->nodes.end())
      return std::nullopt;
    const proto::NodeDef &def = *it->second->def;
    auto value = def.attr().find("value");
    if (def.op() == "Const" && value != def.attr().end() &&
        value->second.has_tensor() &&
        value->second.tensor().string_val_size() == 1)
      return value->second.tensor().string_val(0);
    if ((def.op() != "Identity" && def.op() != "Switch") || !def.input_size())
      return std::nullopt;
    input = def.input(0);
  }
  return std::nullopt;
}

/// The message is TensorFlow's, with dots for what only running tells.
static LogicalResult importAssert(NodeContext &node) {
  if (!node.checkRank(0, 0))
    return failure();
  std::string message = "assertion failed:";
  for (StringRef input : llvm::drop_begin(node.getDef().input()))
    if (!input.starts_with("^"))
      message += " [" + findText(node.getNode(), input).value_or("...") + "]";
  node.createAssert(node.getInput(0), message);
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
  for (const char *op :
       {"Identity", "StopGradient", "PreventGradient", "CheckNumerics",
        "GuaranteeConst", "Snapshot", "PlaceholderWithDefault"})
    registry.add(op, 1, importIdentity);
  registry.add("IdentityN", {1, Arity::kUnbounded}, importIdentity, "output*T");
  registry.addPartial("Print", {1, Arity::kUnbounded}, 1, importIdentity);
  registry.add("EnsureShape", 1, importEnsureShape);
  // The importer makes them arguments.
  registry.add("Placeholder", 0, importNothing);
  registry.add("PlaceholderV2", 0, importNothing);
  registry.addPartial("NoOp", 0, 0, importNothing, "");
  registry.addPartial("Assert", {1, Arity::kUnbounded}, 1, importAssert, "");
  registry.addPartial("PrintV2", 1, 0, importNothing, "");
}
