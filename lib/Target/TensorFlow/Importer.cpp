//===- Importer.cpp - One import of a graph -------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The function's inputs, its ops and its outputs.
//
//===----------------------------------------------------------------------===//

#include "Importer.h"
#include "Complex.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Verifier.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

//===----------------------------------------------------------------------===//
// Inputs
//===----------------------------------------------------------------------===//

/// The element type that a fed tensor has by its node's attributes.
static proto::DataType getDeclaredType(const Node &node) {
  for (const char *name : {"dtype", "DstT", "out_type", "output_type", "T"}) {
    auto it = node.def->attr().find(name);
    if (it != node.def->attr().end() &&
        it->second.value_case() == proto::AttrValue::kType)
      return it->second.type();
  }
  return proto::DT_INVALID;
}

/// The type of a result by importing what computes it; null if that fails.
RankedTensorType Importer::getComputedType(const NamedEndpoint &tensor) {
  ImportOptions partial = options;
  partial.inputs.clear();
  partial.outputs = {tensor.name};
  ScopedDiagnosticHandler silence(context,
                                  [](Diagnostic &) { return success(); });
  Importer importer(graph.getFile(), partial, context);
  importer.isPartial = true;
  OwningOpRef<ModuleOp> module = importer.run();
  if (!module)
    return {};
  auto function = *module->getOps<func::FuncOp>().begin();
  return cast<RankedTensorType>(function.getFunctionType().getResult(0));
}

FailureOr<RankedTensorType>
Importer::getInputType(const NamedEndpoint &input,
                       std::optional<SmallVector<int64_t>> sizesOfUnknownRank) {
  const Node &node = *input.endpoint.node;
  auto emitError = [&] { return graph.emitError(node); };
  bool isDeclared = StringRef(node.def->op()).starts_with("Placeholder");
  auto given = shapes.find(input.endpoint);

  // What is fed in the middle of a graph has the type that it has there.
  RankedTensorType computed;
  if (!isDeclared)
    computed = getComputedType(input);
  Type elementType;
  if (computed) {
    elementType = computed.getElementType();
  } else {
    proto::DataType dtype = getDeclaredType(node);
    elementType = getElementType(dtype, context);
    if (!elementType)
      return emitError() << "inputs of " << getTypeName(dtype)
                         << " are not supported";
  }

  RankedTensorType type = computed;
  if (given != shapes.end()) {
    type = RankedTensorType::get(given->second, elementType);
  } else if (isDeclared) {
    auto shape = node.def->attr().find("shape");
    // Old graphs write a shape that is not known as one without dimensions.
    int producer = graph.getFile().graph.versions().producer();
    bool isUnknown =
        shape == node.def->attr().end() ||
        shape->second.shape().unknown_rank() ||
        (producer > 0 && producer < 24 && shape->second.shape().dim().empty());
    if (!isUnknown) {
      FailureOr<SmallVector<int64_t>> declared =
          importShape(shape->second.shape(), emitError);
      if (failed(declared))
        return failure();
      type = RankedTensorType::get(*declared, elementType);
    } else if (sizesOfUnknownRank) {
      type = RankedTensorType::get(*sizesOfUnknownRank, elementType);
    }
  }
  if (auto array = arrayShapes.find(input.endpoint);
      array != arrayShapes.end()) {
    auto fed = RankedTensorType::get(array->second, elementType);
    if (type && failed(verifyCompatibleShape(type, fed)))
      return emitError() << "is " << type << ", but is fed " << fed;
    type = fed;
  }
  if (!type && isDeclared)
    return emitError() << "is an input of unknown rank; give its shape by "
                          "--input-shapes, or its value by --set";
  if (!type)
    return emitError() << "is fed, but its shape is not known; give it by "
                          "--input-shapes";
  if (type != computed &&
      failed(checkSize(type.getShape(), elementType, emitError)))
    return failure();
  return type;
}

/// Completes `inputs` by the placeholders that are reached, and finds types.
LogicalResult Importer::makeInputs() {
  std::vector<Node *> placeholders;
  for (Node *node : order)
    if (isPlaceholder(*node) && !set.contains(node) &&
        !fed.contains(Endpoint{node, 0}))
      placeholders.push_back(node);
  if (!options.inputs.empty() && !placeholders.empty())
    return graph.emitError(*placeholders.front())
           << "is needed by the outputs, but is neither among the inputs nor "
              "set";
  llvm::sort(placeholders,
             [](Node *a, Node *b) { return a->index < b->index; });
  for (Node *node : placeholders) {
    inputs.push_back(
        Input{NamedEndpoint{node->name + ":0", Endpoint{node, 0}, ""}, {}});
    fed.insert(Endpoint{node, 0});
  }
  // A signature may name what an output does not need, such as strings.
  if (options.inputs.empty())
    llvm::erase_if(inputs, [&](const Input &input) {
      Endpoint endpoint = input.tensor.endpoint;
      return !input.tensor.key.empty() && !reachedInputs.contains(endpoint) &&
             !tf::getElementType(getDeclaredType(*endpoint.node), context);
    });
  for (Input &input : inputs) {
    FailureOr<RankedTensorType> type = getInputType(input.tensor);
    if (failed(type))
      return failure();
    input.type = *type;
  }
  for (auto &[endpoint, shape] : shapes)
    if (!isPartial && !options.allowsUnusedShapes && !fed.contains(endpoint) &&
        !set.contains(endpoint.node))
      return graph.emitError(*endpoint.node)
             << "has a shape given, but is not an input";
  return success();
}

//===----------------------------------------------------------------------===//
// Nodes to ops
//===----------------------------------------------------------------------===//

LogicalResult Importer::importConstant(Node *node, StringRef text) {
  // What has no shape of its own has that of the value.
  SmallVector<int64_t> sizes;
  if (text.contains(','))
    sizes.push_back(text.count(',') + 1);
  FailureOr<RankedTensorType> type = getInputType(
      NamedEndpoint{node->name + ":0", Endpoint{node, 0}, ""}, sizes);
  if (failed(type))
    return failure();
  auto emitError = [&] { return graph.emitError(*node); };
  if (!type->hasStaticShape())
    return emitError() << "is set, but its shape is not known";
  FailureOr<ElementsAttr> value = parseTensor(text, *type, emitError);
  if (failed(value))
    return failure();
  Value constant = arith::ConstantOp::create(builder, graph.getLocation(*node),
                                             cast<TypedAttr>(*value));
  setValue({node, 0}, constant);
  return success();
}

LogicalResult Importer::importNode(Node *node) {
  auto given = set.find(node);
  if (given != set.end())
    return importConstant(node, given->second);
  if (isPlaceholder(*node))
    return success();

  SmallVector<Value> inputs;
  for (Endpoint input : operands[node]) {
    FailureOr<Value> value = getValue(node, input);
    if (failed(value))
      return failure();
    inputs.push_back(*value);
  }
  NodeContext nodeContext(graph, *node, inputs, builder, staticValues);
  const OpInfo *info = OpRegistry::get().lookup(node->def->op());
  if (!info->takesLists && llvm::any_of(inputs, isUndeterminedList))
    return graph.emitError(*node) << "cannot be given a list of tensors";
  bool isComplexOp =
      info->onComplex != OnComplex::Own && llvm::any_of(inputs, isComplex);
  if (failed(isComplexOp ? importComplex(nodeContext, *info)
                         : info->import(nodeContext)))
    return failure();
  for (auto [index, value] : llvm::enumerate(nodeContext.getResults()))
    setValue({node, unsigned(index)}, value);
  return success();
}

/// Erases ops that nobody uses, users first.
static void eraseDead(Region &region) {
  for (Block &block : region)
    for (Operation &op : llvm::make_early_inc_range(llvm::reverse(block))) {
      if (isOpTriviallyDead(&op)) {
        op.erase();
        continue;
      }
      for (Region &nested : op.getRegions())
        eraseDead(nested);
    }
}

/// Returns the outputs, and names arguments and results.
LogicalResult Importer::makeOutputs(ModuleOp module, func::FuncOp function) {
  for (Node *sink : sinks)
    for (unsigned i = 0;; ++i) {
      auto it = values.find(Endpoint{sink, i});
      // The statistics beside a normalization's result are nobody's aim.
      bool isStatistic =
          i > 0 && StringRef(sink->def->op()).starts_with("FusedBatchNorm");
      if (it == values.end() || isStatistic)
        break;
      if (it->second)
        outputs.push_back({(sink->name + ":" + Twine(i)).str(),
                           Endpoint{sink, i}, /*key=*/""});
    }
  SmallVector<Value> results;
  for (NamedEndpoint &output : outputs) {
    Value value = values.lookup(output.endpoint);
    if (!value)
      return graph.emitError(*output.endpoint.node)
             << "output " << output.endpoint.index
             << " does not exist, or is not supported";
    if (isUndeterminedList(value))
      return graph.emitError(*output.endpoint.node)
             << "is a list of tensors, and no output";
    if (isComplex(value))
      return graph.emitError(*output.endpoint.node)
             << "is a complex tensor, which is no output; ask for its parts or "
                "its absolute value";
    results.push_back(value);
  }
  func::ReturnOp::create(builder, function.getLoc(), results);
  function.setType(builder.getFunctionType(function.getArgumentTypes(),
                                           TypeRange(ValueRange(results))));
  // People know a tensor by what the signature calls it.
  auto getAttrs = [&](const NamedEndpoint &tensor) {
    StringRef key = tensor.key;
    SmallVector<NamedAttribute> attrs = {builder.getNamedAttr(
        "nn.name", builder.getStringAttr(key.empty() ? tensor.name : key))};
    if (!key.empty())
      attrs.push_back(builder.getNamedAttr("nn.tensor",
                                           builder.getStringAttr(tensor.name)));
    return builder.getDictionaryAttr(attrs);
  };
  // All at once: one at a time, thousands of outputs would take minutes.
  function.setAllArgAttrs(llvm::map_to_vector(
      inputs, [&](const Input &input) { return getAttrs(input.tensor); }));
  function.setAllResultAttrs(llvm::map_to_vector(outputs, getAttrs));

  // Constants that became attributes, shapes that were computed here, and
  // complex tensors, of which only the parts are left.
  eraseDead(function.getBody());
  WalkResult walk = function.walk([](UnrealizedConversionCastOp cast) {
    cast.emitError() << "complex numbers that a loop or a choice carries are "
                        "not supported";
    return WalkResult::interrupt();
  });
  if (walk.wasInterrupted())
    return failure();
  return verify(module);
}

OwningOpRef<ModuleOp> Importer::run() {
  context->loadDialect<NNDialect, arith::ArithDialect, func::FuncDialect,
                       scf::SCFDialect, tensor::TensorDialect>();
  if (failed(graph.initialize()) || failed(graph.findVariables()) ||
      failed(findNames()) || failed(visit()) || failed(reportUnsupported()) ||
      failed(makeInputs()))
    return nullptr;

  Location loc = UnknownLoc::get(context);
  OwningOpRef<ModuleOp> module = ModuleOp::create(loc);
  (*module)->setAttr("nn.source", builder.getStringAttr(graph.getFile().name));
  builder.setInsertionPointToEnd(module->getBody());
  SmallVector<Type> types;
  for (const Input &input : inputs)
    types.push_back(input.type);
  auto function = func::FuncOp::create(builder, loc, "main",
                                       builder.getFunctionType(types, {}));
  Block *body = function.addEntryBlock();
  for (auto [input, argument] : llvm::zip(inputs, body->getArguments())) {
    argument.setLoc(graph.getLocation(*input.tensor.endpoint.node));
    values[input.tensor.endpoint] = argument;
  }
  builder.setInsertionPointToEnd(body);
  SmallVector<Endpoint> roots;
  for (Node *sink : sinks)
    roots.push_back({sink, 0});
  for (const NamedEndpoint &output : outputs)
    roots.push_back(output.endpoint);
  if (failed(importUnits(controlFlow.getTop(), roots)))
    return nullptr;
  if (failed(makeOutputs(*module, function)))
    return nullptr;
  return module;
}
