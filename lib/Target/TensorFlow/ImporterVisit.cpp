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
