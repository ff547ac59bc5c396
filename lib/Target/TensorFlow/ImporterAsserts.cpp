//===- ImporterAsserts.cpp - What may fail without being used -------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A node waits for its control inputs. Most compute nothing that it needs; but
// one that is an Assert, or waits for one in its turn, may end the run before.
//
//===----------------------------------------------------------------------===//

#include "Importer.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

/// What a function's caller waits for: what the function does besides, and the
/// nodes of its results.
LogicalResult Importer::getExits(Frame *frame, bool withResults,
                                 bool withControl,
                                 SmallVectorImpl<Node *> &nodes) {
  const proto::FunctionDef &function = *frame->function;
  for (const auto &[name, node] : function.control_ret()) {
    auto it = frame->nodes.find(node);
    if (withControl && it != frame->nodes.end())
      nodes.push_back(it->second);
  }
  for (int i = 0; withResults && i < function.signature().output_arg_size();
       ++i) {
    FailureOr<Endpoint> returned = graph.getReturned(frame, i);
    if (failed(returned))
      return failure();
    nodes.push_back(returned->node);
  }
  return success();
}

/// What a node waits for by its values, and by its control inputs. An iteration
/// of a loop waits for nothing. What cannot be found out, as of a function that
/// is missing, is left out: it may be nothing that is needed.
void Importer::getPredecessors(Node *node, bool withControl,
                               SmallVectorImpl<Node *> &nodes) {
  if (set.contains(node) || fed.contains({node, 0}) ||
      node->frame->loopArguments == node || isLoopMerge(*node))
    return;
  ScopedDiagnosticHandler silence(context,
                                  [](Diagnostic &) { return success(); });
  if (withControl)
    llvm::append_range(nodes, graph.getControlInputs(*node));
  for (unsigned role = 0, end = graph.getCalleeNames(*node).size(); role < end;
       ++role) {
    FailureOr<Frame *> callee = graph.getCallee(node, role);
    if (succeeded(callee))
      (void)getExits(*callee, /*withResults=*/true, withControl, nodes);
  }
  FailureOr<SmallVector<Endpoint, 3>> inputs = graph.getInputs(node);
  if (failed(inputs))
    return;
  for (Endpoint input : *inputs)
    if (!fed.contains(input))
      nodes.push_back(input.node);
  if (!isExit(node->getOp()))
    return;
  // What leaves a loop has been through its iterations.
  for (Endpoint input : *inputs)
    for (unsigned steps = 0; steps < 2; ++steps) {
      FailureOr<SmallVector<Endpoint, 3>> found = graph.getInputs(input.node);
      if (failed(found))
        return;
      for (Endpoint from : *found)
        nodes.push_back(from.node);
      if (found->empty())
        break;
      input = found->front();
    }
}

/// Whether to compute the node may fail at an Assert: that it is one, or waits
/// for one. All nodes on the way to one wait for it; a node is left when all
/// that it waits for is known, so that each is walked through once.
bool Importer::mayAssert(Node *node) {
  struct Step {
    Node *node;
    SmallVector<Node *> predecessors;
  };
  std::vector<Step> way;
  llvm::DenseSet<Node *> seen;
  auto enter = [&](Node *next) {
    if (seen.insert(next).second && !assertingNodes.contains(next)) {
      way.push_back({next, {}});
      getPredecessors(next, /*withControl=*/true, way.back().predecessors);
    }
    return next->getOp() == "Assert" || assertingNodes.lookup(next);
  };
  bool asserts = enter(node);
  while (!way.empty() && !asserts) {
    Step &last = way.back();
    if (!last.predecessors.empty()) {
      asserts = enter(last.predecessors.pop_back_val());
      continue;
    }
    assertingNodes[last.node] = false;
    way.pop_back();
  }
  for (const Step &step : way)
    assertingNodes[step.node] = true;
  return asserts;
}

/// Appends what is to be imported so that what a node waits for fails where
/// TensorFlow does.
LogicalResult Importer::findAsserts(Node *node,
                                    SmallVectorImpl<Endpoint> &found) {
  SmallVector<Node *> nodes = {node};
  llvm::DenseSet<Node *> seen = {node};
  while (!nodes.empty()) {
    Node *next = nodes.pop_back_val();
    if (!mayAssert(next))
      continue;
    if (isFunctionalLoop(*next)) {
      FailureOr<unsigned> count = graph.getNumCallResults(next);
      if (failed(count))
        return failure();
      for (unsigned i = 0; i < *count; ++i)
        found.push_back({next, i});
    } else if (isExit(next->getOp())) {
      found.push_back({next, 0});
    } else if (!graph.isCall(*next) &&
               OpRegistry::get().lookup(next->getOp())) {
      found.push_back({next, kControlResult});
    } else {
      // A call is no node of its own, and what nobody can import is not needed.
      SmallVector<Node *> predecessors;
      getPredecessors(next, /*withControl=*/true, predecessors);
      for (Node *predecessor : predecessors)
        if (seen.insert(predecessor).second)
          nodes.push_back(predecessor);
    }
  }
  return success();
}

/// Finds what a node waits for that may fail, though it uses no value of it:
/// what its control inputs name, and those of the calls that it is in.
LogicalResult Importer::visitAsserts(Node *node) {
  if (set.contains(node))
    return success();
  SmallVector<Endpoint, 1> found;
  for (Node *at = node; at; at = at->frame->call) {
    // A choice waits for what its ways wait for.
    if (at == node && isMerge(at->getOp()))
      continue;
    for (Node *control : graph.getControlInputs(*at))
      if (failed(findAsserts(control, found)))
        return failure();
  }
  asserts[node].append(found.begin(), found.end());
  return success();
}

/// Finds what may fail within the ways of a choice: in the bodies of its
/// functions, or in what a Merge waits for. If nobody uses the choice's value,
/// that is also what the values wait for among which it chooses.
LogicalResult Importer::visitChoiceAsserts(Endpoint result,
                                           const Choice &choice,
                                           std::vector<Endpoint> &roots) {
  Node *node = result.node;
  unsigned numWays = choice.selector ? choice.numWays : 1;
  auto getWay = [&](unsigned i) {
    return choice.selector ? i : choice.onlyWay;
  };
  SmallVector<SmallVector<Endpoint, 1>, 2> found(numWays);
  bool isFirst = visitedChoices.insert(node).second;
  bool withResults = result.index == kControlResult;
  SmallVector<Endpoint, 1> always;
  if (!isMerge(node->getOp())) {
    for (unsigned i = 0; i < numWays; ++i) {
      FailureOr<Frame *> callee = graph.getCallee(node, getWay(i));
      SmallVector<Node *> exits;
      if (failed(callee) || failed(getExits(*callee, withResults,
                                            /*withControl=*/true, exits)))
        return failure();
      for (Node *exit : exits)
        if (failed(findAsserts(exit, found[i])))
          return failure();
    }
  } else {
    FailureOr<SmallVector<Endpoint, 3>> inputs = graph.getInputs(node);
    if (failed(inputs))
      return failure();
    for (unsigned i = 0; withResults && i < numWays; ++i) {
      Endpoint input =
          (*inputs)[choice.selector ? choice.inputs[i] : getWay(i)];
      if (!fed.contains(input) && failed(findAsserts(input.node, found[i])))
        return failure();
    }
    for (Node *control : graph.getControlInputs(*node)) {
      if (!isFirst)
        break;
      SmallVector<Endpoint, 1> waits;
      if (failed(findAsserts(control, waits)))
        return failure();
      if (waits.empty())
        continue;
      FailureOr<Place> place = controlFlow.getPlace(control);
      if (failed(place))
        return failure();
      // What is dead cannot fail.
      if (!place->condition)
        continue;
      auto literal =
          llvm::find_if(*place->condition, [&](const Literal &other) {
            return other.selector == choice.selector &&
                   other.numWays == choice.numWays;
          });
      bool isInWay = choice.selector && literal != place->condition->end();
      llvm::append_range(isInWay ? found[literal->way] : always, waits);
    }
  }
  llvm::append_range(roots, always);
  asserts[node].append(always.begin(), always.end());
  for (ArrayRef<Endpoint> way : found)
    llvm::append_range(roots, way);
  if (!withResults &&
      llvm::all_of(found, [](auto &way) { return way.empty(); }))
    return success();
  auto &ways = chosenAsserts[node];
  ways.resize(numWays);
  for (auto [way, more] : llvm::zip_equal(ways, found))
    way.append(more.begin(), more.end());
  return success();
}
