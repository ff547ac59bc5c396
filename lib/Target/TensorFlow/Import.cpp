//===- Import.cpp - TensorFlow graphs to nn -------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Imports what the outputs reach: first all nodes are visited, so that every
// op that is not supported is reported at once; then they are made into ops,
// operands before users, each op's type inferred from its operands'.
//
//===----------------------------------------------------------------------===//

#include "nn/Target/TensorFlow/Import.h"
#include "NodeContext.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/Verifier.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/StringExtras.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

namespace {

/// A fed tensor: an argument of the function.
struct Input {
  NamedEndpoint tensor;
  RankedTensorType type;
};

class Importer {
public:
  Importer(const GraphFile &file, const ImportOptions &options,
           MLIRContext *context)
      : options(options), context(context), builder(context),
        graph(file, OpRegistry::get(), context) {
    context->loadDialect<NNDialect, arith::ArithDialect, func::FuncDialect>();
  }

  OwningOpRef<ModuleOp> run();

private:
  FailureOr<NamedEndpoint> find(StringRef name,
                                ArrayRef<SignatureTensor> signature);
  LogicalResult findNames();
  LogicalResult visit();
  LogicalResult visitInputs(Node *node, SmallVectorImpl<Endpoint> &inputs);
  LogicalResult reportUnsupported();
  std::string getCuts();
  LogicalResult makeInputs();
  RankedTensorType getComputedType(const NamedEndpoint &tensor);
  FailureOr<RankedTensorType> getInputType(const NamedEndpoint &input);
  LogicalResult importNode(Node *node);
  LogicalResult importConstant(Node *node, StringRef text);
  LogicalResult setValues(Node *node, ArrayRef<Value> results);
  LogicalResult makeOutputs(ModuleOp module, func::FuncOp function);

  const ImportOptions &options;
  MLIRContext *context;
  OpBuilder builder;
  Graph graph;
  /// Only to learn the type of one result.
  bool isPartial = false;
  StaticValues staticValues;

  std::vector<NamedEndpoint> outputs;
  /// Nodes all of whose results are outputs.
  std::vector<Node *> sinks;
  std::vector<Input> inputs;
  llvm::DenseSet<Endpoint> fed, reachedInputs;
  llvm::DenseMap<Node *, StringRef> set;
  llvm::DenseMap<Endpoint, ArrayRef<int64_t>> shapes;

  /// Reached nodes, operands before users, and what their inputs are.
  std::vector<Node *> order;
  llvm::DenseMap<Node *, SmallVector<Endpoint, 3>> operands;
  llvm::DenseMap<Endpoint, Value> values;
};

} // namespace

//===----------------------------------------------------------------------===//
// What to import
//===----------------------------------------------------------------------===//

/// Finds what a user names, by the signature's keys first.
FailureOr<NamedEndpoint> Importer::find(StringRef name,
                                        ArrayRef<SignatureTensor> signature) {
  auto it = llvm::find_if(
      signature, [&](const SignatureTensor &t) { return t.key == name; });
  if (it == signature.end())
    return graph.find(name);
  FailureOr<NamedEndpoint> found = graph.find(it->tensor);
  if (succeeded(found))
    found->key = it->key;
  return found;
}

/// Resolves the names in the options; what they leave out, the signature says.
LogicalResult Importer::findNames() {
  const GraphFile &file = graph.getFile();
  std::vector<std::string> inputNames = options.inputs;
  if (inputNames.empty() && !isPartial)
    for (const SignatureTensor &tensor : file.signatureInputs)
      inputNames.push_back(tensor.key);
  std::vector<std::string> outputNames = options.outputs;
  if (outputNames.empty())
    for (const SignatureTensor &tensor : file.signatureOutputs)
      outputNames.push_back(tensor.key);

  for (const auto &[name, value] : options.constants) {
    FailureOr<NamedEndpoint> found = find(name, file.signatureInputs);
    if (failed(found))
      return failure();
    Node *node = found->endpoint.node;
    if (!StringRef(node->def->op()).starts_with("Placeholder"))
      return graph.emitError(*node) << "is not a placeholder that could be set";
    set[node] = value;
  }
  for (StringRef name : inputNames) {
    FailureOr<NamedEndpoint> found = find(name, file.signatureInputs);
    if (failed(found))
      return failure();
    if (options.inputs.empty() && set.contains(found->endpoint.node))
      continue;
    if (!fed.insert(found->endpoint).second)
      return graph.emitError(*found->endpoint.node) << "is fed twice";
    inputs.push_back(Input{*found, {}});
  }
  for (const auto &[name, shape] : options.inputShapes) {
    FailureOr<NamedEndpoint> found = find(name, file.signatureInputs);
    if (failed(found))
      return failure();
    shapes[found->endpoint] = shape;
  }
  for (StringRef name : outputNames) {
    FailureOr<NamedEndpoint> found = find(name, file.signatureOutputs);
    if (failed(found))
      return failure();
    outputs.push_back(*found);
  }
  graph.setLeaves([this](Endpoint endpoint) {
    return fed.contains(endpoint) || set.contains(endpoint.node);
  });
  if (outputs.empty()) {
    sinks = graph.getSinks();
    if (sinks.empty())
      return graph.emitError()
             << "the graph computes nothing; name its outputs";
  }
  return success();
}

/// The nodes that compute the data inputs of a node.
LogicalResult Importer::visitInputs(Node *node,
                                    SmallVectorImpl<Endpoint> &inputs) {
  // What is fed or set has no inputs, nor has what nobody can import.
  if (set.contains(node))
    return success();
  const OpInfo *info = OpRegistry::get().lookup(node->def->op());
  if (!info)
    return success();
  unsigned count = llvm::count_if(node->def->input(), [](StringRef input) {
    return !input.starts_with("^");
  });
  if (count < info->inputs.min || count > info->inputs.max)
    return graph.emitError(*node)
           << "has " << count << " inputs instead of " << info->inputs.min
           << (info->inputs.max == Arity::kUnbounded ? " or more"
               : info->inputs.max != info->inputs.min
                   ? " to " + std::to_string(info->inputs.max)
                   : "");
  for (StringRef input : node->def->input()) {
    if (input.starts_with("^") || inputs.size() == info->usedInputs)
      continue;
    FailureOr<Endpoint> endpoint = graph.resolve(node, node->frame, input);
    if (failed(endpoint))
      return failure();
    inputs.push_back(*endpoint);
  }
  return success();
}

/// Orders the reached nodes, operands first.
LogicalResult Importer::visit() {
  enum State { Unseen, Open, Done };
  llvm::DenseMap<Node *, State> states;
  std::vector<std::pair<Node *, unsigned>> stack;
  auto open = [&](Node *node) {
    states[node] = Open;
    stack.emplace_back(node, 0);
    return visitInputs(node, operands[node]);
  };

  std::vector<Node *> roots;
  auto addRoot = [&](Endpoint &endpoint) -> LogicalResult {
    FailureOr<Endpoint> resolved = graph.resolve(endpoint);
    if (failed(resolved))
      return failure();
    endpoint = *resolved;
    if (fed.contains(endpoint))
      reachedInputs.insert(endpoint);
    else
      roots.push_back(endpoint.node);
    return success();
  };
  // The results of a call are those of nodes in the function's body.
  std::vector<Node *> ordinarySinks;
  for (Node *sink : sinks) {
    if (!graph.isCall(*sink)) {
      ordinarySinks.push_back(sink);
      roots.push_back(sink);
      continue;
    }
    FailureOr<unsigned> count = graph.getNumCallResults(sink);
    if (failed(count))
      return failure();
    for (unsigned i = 0; i < *count; ++i)
      outputs.push_back(
          {(sink->name + ":" + Twine(i)).str(), Endpoint{sink, i}, /*key=*/""});
  }
  sinks = ordinarySinks;
  for (NamedEndpoint &output : outputs)
    if (failed(addRoot(output.endpoint)))
      return failure();

  for (Node *root : roots) {
    if (states.lookup(root) == Done)
      continue;
    if (failed(open(root)))
      return failure();
    while (!stack.empty()) {
      auto &[node, next] = stack.back();
      ArrayRef<Endpoint> inputs = operands[node];
      if (next == inputs.size()) {
        states[node] = Done;
        order.push_back(node);
        stack.pop_back();
        continue;
      }
      Endpoint input = inputs[next++];
      if (fed.contains(input)) {
        reachedInputs.insert(input);
        continue;
      }
      State state = states.lookup(input.node);
      if (state == Open)
        return graph.emitError(*input.node)
               << "depends on its own result; loops are not supported";
      if (state == Unseen && failed(open(input.node)))
        return failure();
    }
  }
  return success();
}

static bool isPlaceholder(const Node &node) {
  return node.def->op() == "Placeholder" || node.def->op() == "PlaceholderV2";
}

LogicalResult Importer::reportUnsupported() {
  llvm::MapVector<StringRef, std::pair<unsigned, Node *>> unsupported;
  for (Node *node : order) {
    StringRef op = node->def->op();
    if (set.contains(node) || OpRegistry::get().lookup(op))
      continue;
    auto &[count, first] = unsupported[op];
    if (!count++)
      first = node;
  }
  if (unsupported.empty())
    return success();
  auto describe = [](const auto &entry) {
    auto [count, first] = entry.second;
    return (entry.first +
            (count > 1 ? " (" + Twine(count) + " nodes, first '"
                       : Twine(" (node '")) +
            first->name + "')")
        .str();
  };
  auto &[firstOp, firstUse] = unsupported.front();
  auto [count, node] = firstUse;
  bool isOne = unsupported.size() == 1;
  InFlightDiagnostic error = isOne ? graph.emitError(*node) : graph.emitError();
  if (!isOne)
    error << unsupported.size() << " ops are not supported: "
          << llvm::join(llvm::map_range(unsupported, describe), ", ");
  else if (count == 1)
    error << "op is not supported";
  else
    error << "op is not supported; the graph has " << count << " such nodes";
  // What is left can still be of use.
  std::string cuts = getCuts();
  if (!cuts.empty())
    error << "; to go without, feed their results: --inputs=" << cuts;
  return error;
}

/// The results of unsupported nodes that supported ones use, as a list of
/// inputs together with the placeholders that are needed then. Empty if that is
/// no way, or too long to read.
std::string Importer::getCuts() {
  auto isKnown = [&](Node *node) {
    return set.contains(node) || OpRegistry::get().lookup(node->def->op());
  };
  llvm::SetVector<std::pair<Node *, unsigned>> cuts;
  std::vector<Node *> stack;
  llvm::DenseSet<Node *> seen;
  auto visit = [&](Endpoint endpoint) {
    if (fed.contains(endpoint))
      return;
    if (!isKnown(endpoint.node) || isPlaceholder(*endpoint.node))
      cuts.insert({endpoint.node, endpoint.index});
    else if (seen.insert(endpoint.node).second)
      stack.push_back(endpoint.node);
  };
  for (const NamedEndpoint &output : outputs) {
    // An output that cannot be computed can only be left out.
    if (!isKnown(output.endpoint.node))
      return "";
    visit(output.endpoint);
  }
  for (Node *sink : sinks) {
    if (!isKnown(sink))
      return "";
    visit(Endpoint{sink, 0});
  }
  while (!stack.empty()) {
    Node *node = stack.back();
    stack.pop_back();
    for (Endpoint input : operands[node])
      visit(input);
  }
  constexpr size_t kMaxCuts = 8;
  if (cuts.size() + inputs.size() > kMaxCuts)
    return "";
  SmallVector<std::string> names;
  for (const Input &input : inputs)
    names.push_back(input.tensor.name);
  for (auto [node, index] : cuts)
    names.push_back((node->name + (index ? ":" + Twine(index) : "")).str());
  return llvm::join(names, ",");
}

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

FailureOr<RankedTensorType> Importer::getInputType(const NamedEndpoint &input) {
  const Node &node = *input.endpoint.node;
  auto emitError = [&] { return graph.emitError(node); };
  bool isDeclared = StringRef(node.def->op()).starts_with("Placeholder");
  auto given = shapes.find(input.endpoint);

  // What is fed in the middle of a graph has the type that it has there.
  RankedTensorType computed;
  if (!isDeclared) {
    computed = getComputedType(input);
    if (!computed && given == shapes.end())
      return emitError() << "is fed, but its shape is not known; give it by "
                            "--input-shapes";
    if (given == shapes.end())
      return computed;
  }
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
  SmallVector<int64_t> sizes;
  if (given != shapes.end()) {
    sizes.assign(given->second.begin(), given->second.end());
  } else {
    auto shape = node.def->attr().find("shape");
    // Old graphs write a shape that is not known as one without dimensions.
    int producer = graph.getFile().graph.versions().producer();
    bool isUnknown =
        shape == node.def->attr().end() ||
        shape->second.shape().unknown_rank() ||
        (producer > 0 && producer < 24 && shape->second.shape().dim().empty());
    if (isUnknown)
      return emitError() << "is an input of unknown rank; give its shape by "
                            "--input-shapes, or its value by --set";
    FailureOr<SmallVector<int64_t>> declared =
        importShape(shape->second.shape(), emitError);
    if (failed(declared))
      return failure();
    sizes = *declared;
  }
  if (failed(checkSize(sizes, elementType, emitError)))
    return failure();
  return RankedTensorType::get(sizes, elementType);
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
    if (!isPartial && !fed.contains(endpoint) && !set.contains(endpoint.node))
      return graph.emitError(*endpoint.node)
             << "has a shape given, but is not an input";
  return success();
}

//===----------------------------------------------------------------------===//
// Nodes to ops
//===----------------------------------------------------------------------===//

LogicalResult Importer::setValues(Node *node, ArrayRef<Value> results) {
  for (auto [index, value] : llvm::enumerate(results))
    // What is fed stays what it is.
    values.insert({Endpoint{node, unsigned(index)}, value});
  return success();
}

LogicalResult Importer::importConstant(Node *node, StringRef text) {
  FailureOr<RankedTensorType> type =
      getInputType(NamedEndpoint{node->name + ":0", Endpoint{node, 0}, ""});
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
  return setValues(node, constant);
}

LogicalResult Importer::importNode(Node *node) {
  auto given = set.find(node);
  if (given != set.end())
    return importConstant(node, given->second);
  if (isPlaceholder(*node))
    return success();

  SmallVector<Value> inputs;
  for (Endpoint input : operands[node]) {
    Value value = values.lookup(input);
    if (!value)
      return graph.emitError(*node)
             << "uses output " << input.index << " of " << input.node->def->op()
             << " node '" << input.node->name << "', which is not supported";
    inputs.push_back(value);
  }
  NodeContext nodeContext(graph, *node, inputs, builder, staticValues);
  const OpInfo *info = OpRegistry::get().lookup(node->def->op());
  if (failed(info->import(nodeContext)))
    return failure();
  return setValues(node, nodeContext.getResults());
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
    results.push_back(value);
  }
  func::ReturnOp::create(builder, function.getLoc(), results);
  function.setType(builder.getFunctionType(function.getArgumentTypes(),
                                           TypeRange(ValueRange(results))));
  // People know a tensor by what the signature calls it.
  StringRef nameAttr = "nn.name", tensorAttr = "nn.tensor";
  for (auto [index, input] : llvm::enumerate(inputs)) {
    auto tensor = builder.getStringAttr(input.tensor.name);
    StringRef key = input.tensor.key;
    function.setArgAttr(index, nameAttr,
                        key.empty() ? tensor : builder.getStringAttr(key));
    if (!key.empty())
      function.setArgAttr(index, tensorAttr, tensor);
  }
  for (auto [index, output] : llvm::enumerate(outputs)) {
    auto tensor = builder.getStringAttr(output.name);
    StringRef key = output.key;
    function.setResultAttr(index, nameAttr,
                           key.empty() ? tensor : builder.getStringAttr(key));
    if (!key.empty())
      function.setResultAttr(index, tensorAttr, tensor);
  }

  // Constants that became attributes, and shapes that were computed here.
  for (Operation &op :
       llvm::make_early_inc_range(llvm::reverse(function.getBody().front())))
    if (isOpTriviallyDead(&op))
      op.erase();
  return verify(module);
}

OwningOpRef<ModuleOp> Importer::run() {
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
  for (Node *node : order)
    if (failed(importNode(node)))
      return nullptr;
  if (failed(makeOutputs(*module, function)))
    return nullptr;
  return module;
}

//===----------------------------------------------------------------------===//
// Entry points
//===----------------------------------------------------------------------===//

static OwningOpRef<ModuleOp>
importFile(llvm::Expected<std::unique_ptr<GraphFile>> file,
           const ImportOptions &options, MLIRContext *context) {
  if (!file) {
    mlir::emitError(UnknownLoc::get(context))
        << llvm::toString(file.takeError());
    return nullptr;
  }
  return Importer(**file, options, context).run();
}

OwningOpRef<ModuleOp> mlir::nn::importGraphDef(StringRef file,
                                               const ImportOptions &options,
                                               MLIRContext *context) {
  return importFile(readGraphFile(file), options, context);
}

OwningOpRef<ModuleOp> mlir::nn::importSavedModel(StringRef directory,
                                                 const ImportOptions &options,
                                                 MLIRContext *context) {
  return importFile(readSavedModel(directory, options.signature, options.tags),
                    options, context);
}

OwningOpRef<ModuleOp>
mlir::nn::importGraphDefFromBytes(StringRef bytes, StringRef name,
                                  const ImportOptions &options,
                                  MLIRContext *context) {
  std::shared_ptr<llvm::MemoryBuffer> buffer =
      llvm::MemoryBuffer::getMemBufferCopy(bytes, name);
  return importFile(parseGraph(std::move(buffer), name), options, context);
}

llvm::Expected<std::vector<std::pair<std::string, std::vector<int64_t>>>>
mlir::nn::parseInputShapes(StringRef text) {
  std::vector<std::pair<std::string, std::vector<int64_t>>> shapes;
  SmallVector<StringRef> entries;
  text.split(entries, ',', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  for (StringRef entry : entries) {
    auto makeError = [&](const Twine &message) {
      return llvm::createStringError(llvm::inconvertibleErrorCode(),
                                     "input shape '" + entry + "' " + message);
    };
    size_t equals = entry.rfind('=');
    if (equals == StringRef::npos)
      return makeError("is not NAME=SIZExSIZE...");
    StringRef name = entry.take_front(equals).trim();
    StringRef rest = entry.drop_front(equals + 1).trim();
    std::vector<int64_t> sizes;
    SmallVector<StringRef> parts;
    if (!rest.empty())
      rest.split(parts, 'x');
    for (StringRef part : parts) {
      int64_t size = ShapedType::kDynamic;
      if (part != "?" && (part.getAsInteger(10, size) || size < 0))
        return makeError("has '" + part + "' for a size");
      sizes.push_back(size);
    }
    shapes.emplace_back(name.str(), std::move(sizes));
  }
  return shapes;
}
