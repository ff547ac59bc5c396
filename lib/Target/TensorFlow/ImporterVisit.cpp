//===- ImporterVisit.cpp - What an import reaches -------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Resolves the names in the options, orders the nodes that the outputs reach,
// and reports the ops among them that are not supported.
//
//===----------------------------------------------------------------------===//

#include "Importer.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/StringExtras.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

//===----------------------------------------------------------------------===//
// What to import
//===----------------------------------------------------------------------===//

/// Finds what a user names, by the signature's keys first.
FailureOr<NamedEndpoint> Importer::find(StringRef name,
                                        ArrayRef<SignatureTensor> signature) {
  auto it = llvm::find_if(
      signature, [&](const SignatureTensor &t) { return t.key == name; });
  if (it == signature.end())
    return graph.find(name, signature);
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
  for (auto [given, map] : {std::pair(&options.inputShapes, &shapes),
                            std::pair(&options.arrayShapes, &arrayShapes)})
    for (const auto &[name, shape] : *given) {
      FailureOr<NamedEndpoint> found = find(name, file.signatureInputs);
      if (failed(found))
        return failure();
      (*map)[found->endpoint] = shape;
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
  // What a loop needs follows from which of its results are needed.
  StringRef op = node->getOp();
  hasControlFlow |= isSwitch(op) || isMerge(op) || isEnter(op) || isExit(op) ||
                    isNextIteration(op) || isBranch(*node) ||
                    isFunctionalLoop(*node);
  if (node->frame->loopArguments == node || isFunctionalLoop(*node) ||
      isExit(op) || isLoopMerge(*node))
    return success();
  // So does what the ways of a choice need.
  if (isMerge(op) || isBranch(*node)) {
    FailureOr<Choice> choice = controlFlow.getChoice(node);
    if (failed(choice))
      return failure();
    if (choice->selector)
      inputs.push_back(choice->selector);
    return success();
  }
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

/// Adds what one result of a choice or a loop needs to what is to be visited.
LogicalResult Importer::visitResult(Endpoint result,
                                    std::vector<Endpoint> &roots) {
  Node *node = result.node;
  StringRef op = node->getOp();
  bool isOfLoop = node->frame->loopArguments == node ||
                  isFunctionalLoop(*node) || isExit(op) || isLoopMerge(*node);
  bool isChosen = isMerge(op) || isBranch(*node);
  if ((!isOfLoop && !isChosen) || set.contains(node) ||
      !visitedResults.insert(result).second)
    return success();
  if (isOfLoop) {
    FailureOr<SmallVector<Endpoint, 3>> needed = controlFlow.require(result);
    if (failed(needed))
      return failure();
    llvm::append_range(roots, *needed);
    return success();
  }
  FailureOr<Choice> choice = controlFlow.getChoice(node);
  if (failed(choice) || failed(visitChoiceAsserts(result, *choice, roots)))
    return failure();
  if (result.index == kControlResult)
    return success();
  // A Merge's second result says which input it is.
  SmallVector<Endpoint, 2> ways;
  if (!isMerge(op) || result.index == 0) {
    FailureOr<SmallVector<Endpoint, 2>> found =
        controlFlow.getWays(node, *choice, result.index);
    if (failed(found))
      return failure();
    ways = *found;
  } else if (result.index > 1) {
    return graph.emitError(*node) << "has no result " << result.index;
  }
  llvm::append_range(roots, ways);
  chosenResults[node].push_back({result.index, ways});
  return success();
}

/// An output must not be in a loop or depend on a condition.
LogicalResult Importer::checkOutputs() {
  if (!hasControlFlow)
    return success();
  auto check = [&](Endpoint output) -> LogicalResult {
    if (fed.contains(output))
      return success();
    FailureOr<Place> place = controlFlow.getPlace(output);
    if (failed(place))
      return failure();
    if (!place->condition)
      return graph.emitError(*output.node) << "is never computed";
    if (place->loop)
      return graph.emitError(*output.node)
             << "is computed in the loop of '" << place->loop->node->name
             << "', and is no output that could be had once";
    if (*place == controlFlow.getTop())
      return success();
    const Literal &literal = place->condition->front();
    return graph.emitError(*output.node)
           << "is computed only if '" << literal.selector.node->name << "' is "
           << (literal.numWays != 2 ? std::to_string(literal.way)
               : literal.way        ? "true"
                                    : "false")
           << ", and is no output that could always be had";
  };
  for (const NamedEndpoint &output : outputs)
    if (failed(check(output.endpoint)))
      return failure();
  return success();
}

/// The value of what selects a way, if it is known before all else: that of a
/// constant, or of a placeholder's default.
std::optional<int64_t> Importer::getKnown(Endpoint selector) {
  Node *node = selector.node;
  for (unsigned steps = 0; node->getOp() == "PlaceholderWithDefault"; ++steps) {
    if (steps == 64 || set.contains(node) || fed.contains({node, 0}))
      return std::nullopt;
    FailureOr<SmallVector<Endpoint, 3>> inputs = graph.getInputs(node);
    if (failed(inputs) || inputs->size() != 1)
      return std::nullopt;
    node = inputs->front().node;
  }
  if (fed.contains({node, 0}))
    return std::nullopt;
  ElementsAttr value;
  auto given = set.find(node);
  auto silence = [&] {
    InFlightDiagnostic error = graph.emitError(*node);
    error.abandon();
    return error;
  };
  if (given != set.end()) {
    auto dtype = node->def->attr().find("dtype");
    Type type = dtype == node->def->attr().end()
                    ? Type()
                    : tf::getElementType(dtype->second.type(), context);
    if (!type)
      return std::nullopt;
    FailureOr<ElementsAttr> parsed =
        parseTensor(given->second, RankedTensorType::get({}, type), silence);
    value = succeeded(parsed) ? *parsed : ElementsAttr();
  } else if (node->getOp() == "Const") {
    auto attr = node->def->attr().find("value");
    if (attr == node->def->attr().end() || !attr->second.has_tensor())
      return std::nullopt;
    FailureOr<ElementsAttr> parsed = importTensor(
        graph.getFile(), attr->second.tensor(), node->name, context, silence);
    value = succeeded(parsed) ? *parsed : ElementsAttr();
  }
  auto integers = dyn_cast_or_null<DenseIntElementsAttr>(value);
  if (!integers || integers.getNumElements() != 1)
    return std::nullopt;
  APInt first = *integers.value_begin<APInt>();
  return integers.getElementType().isInteger(1) ? first.getZExtValue()
                                                : first.getSExtValue();
}

/// Orders the reached nodes, operands first.
LogicalResult Importer::visit() {
  enum State { Unseen, Open, Done };
  llvm::DenseMap<Node *, State> states;
  std::vector<std::pair<Node *, unsigned>> stack;
  auto open = [&](Node *node) {
    states[node] = Open;
    stack.emplace_back(node, 0);
    return success(succeeded(visitInputs(node, operands[node])) &&
                   succeeded(visitAsserts(node)));
  };

  std::vector<Endpoint> roots;
  // The results of a call are those of nodes in the function's body.
  std::vector<Node *> ordinarySinks;
  bool hasDeadValues =
      !sinks.empty() && llvm::any_of(graph.getMain()->order, [](Node *node) {
        return isSwitch(node->getOp());
      });
  for (Node *sink : sinks) {
    // Nobody has asked for what is not always computed.
    if (hasDeadValues) {
      FailureOr<Place> place = controlFlow.getPlace(sink);
      if (failed(place))
        return failure();
      if (!(*place == controlFlow.getTop()))
        continue;
    }
    if (!graph.isCall(*sink) && !isBranch(*sink) && !isFunctionalLoop(*sink)) {
      ordinarySinks.push_back(sink);
      roots.push_back({sink, 0});
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
  if (sinks.empty() && outputs.empty())
    return graph.emitError()
           << "the graph computes nothing in any case; name its outputs";
  for (NamedEndpoint &output : outputs) {
    FailureOr<Endpoint> resolved = graph.resolve(output.endpoint);
    if (failed(resolved))
      return failure();
    output.endpoint = *resolved;
    roots.push_back(output.endpoint);
  }

  // What loops and choices need comes last: a loop's body leads back to it.
  for (size_t i = 0; i < roots.size(); ++i) {
    Endpoint root = roots[i];
    if (fed.contains(root)) {
      reachedInputs.insert(root);
      continue;
    }
    if (failed(visitResult(root, roots)))
      return failure();
    if (states.lookup(root.node) == Done)
      continue;
    if (failed(open(root.node)))
      return failure();
    while (!stack.empty()) {
      auto &[node, next] = stack.back();
      ArrayRef<Endpoint> inputs = operands[node];
      ArrayRef<Endpoint> before = asserts[node];
      if (next == inputs.size() + before.size()) {
        states[node] = Done;
        order.push_back(node);
        stack.pop_back();
        continue;
      }
      Endpoint input =
          next < before.size() ? before[next] : inputs[next - before.size()];
      ++next;
      if (fed.contains(input)) {
        reachedInputs.insert(input);
        continue;
      }
      if (failed(visitResult(input, roots)))
        return failure();
      State state = states.lookup(input.node);
      if (state == Open)
        return graph.emitError(*input.node) << "depends on its own result";
      if (state == Unseen && failed(open(input.node)))
        return failure();
    }
  }
  return checkOutputs();
}

/// The reached nodes whose ops are not supported, among them those that only
/// such ones use.
std::vector<Node *> Importer::findUnsupported() {
  std::vector<Node *> found, reached;
  auto isUnsupported = [&](Node *node) {
    return !set.contains(node) && !OpRegistry::get().lookup(node->getOp());
  };
  llvm::copy_if(order, std::back_inserter(found), isUnsupported);
  // Nothing has been visited behind them.
  reached = found;
  llvm::DenseSet<Node *> seen(order.begin(), order.end());
  while (!reached.empty()) {
    SmallVector<Node *> predecessors;
    getPredecessors(reached.back(), /*withControl=*/false, predecessors);
    reached.pop_back();
    for (Node *node : predecessors) {
      if (!seen.insert(node).second)
        continue;
      reached.push_back(node);
      if (isUnsupported(node) && !graph.isCall(*node))
        found.push_back(node);
    }
  }
  return found;
}

LogicalResult Importer::reportUnsupported() {
  llvm::MapVector<StringRef, SmallVector<Node *>> unsupported;
  for (Node *node : findUnsupported())
    unsupported[node->getOp()].push_back(node);
  if (unsupported.empty())
    return success();
  auto describe = [](const auto &entry) {
    constexpr size_t kMaxNames = 3;
    ArrayRef<Node *> nodes = entry.second;
    std::string text = (entry.first + " (").str();
    text +=
        nodes.size() > 1 ? std::to_string(nodes.size()) + " nodes: " : "node ";
    auto quote = [](Node *node) { return "'" + node->name + "'"; };
    text +=
        llvm::join(llvm::map_range(nodes.take_front(kMaxNames), quote), ", ");
    return text + (nodes.size() > kMaxNames ? ", ...)" : ")");
  };
  Node *node = unsupported.front().second.front();
  size_t count = unsupported.front().second.size();
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
  if (cuts.empty())
    return error;
  error << "; to go without, feed their results:";
  if (!options.feedsFiles)
    return error << " --inputs=" << cuts;
  for (StringRef cut : llvm::split(cuts, ','))
    error << " --input " << cut << "=FILE";
  return error;
}

/// The results of unsupported nodes that supported ones use, as a list of
/// inputs together with the placeholders that are needed then. Empty if that is
/// no way, or too long to read.
std::string Importer::getCuts() {
  // What is computed in a loop cannot be fed once.
  if (hasControlFlow)
    return "";
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
