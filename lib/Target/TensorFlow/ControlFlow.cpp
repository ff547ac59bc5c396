//===- ControlFlow.cpp - Choices and loops of a graph ---------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A result is dead, in TensorFlow, if an input of its node is, or a control
// input; a Switch makes one of its two results dead, and a Merge is alive if
// one of its inputs is. The condition of a node says when it is alive: it is
// the conjunction of its inputs' conditions, for a Merge what the conditions of
// its inputs have in common.
//
//===----------------------------------------------------------------------===//

#include "ControlFlow.h"
#include "llvm/ADT/StringSwitch.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

//===----------------------------------------------------------------------===//
// Ops
//===----------------------------------------------------------------------===//

bool tf::isSwitch(StringRef op) {
  return op == "Switch" || op == "RefSwitch" || op == "_SwitchN";
}
bool tf::isMerge(StringRef op) { return op == "Merge" || op == "RefMerge"; }
bool tf::isEnter(StringRef op) { return op == "Enter" || op == "RefEnter"; }
bool tf::isExit(StringRef op) { return op == "Exit" || op == "RefExit"; }
bool tf::isNextIteration(StringRef op) {
  return op == "NextIteration" || op == "RefNextIteration";
}
bool tf::isIdentity(StringRef op) {
  return op == "Identity" || op == "RefIdentity" || op == "StopGradient";
}

bool tf::isLoopMerge(const Node &node) {
  return isMerge(node.getOp()) &&
         llvm::any_of(node.def->input(), [&](StringRef input) {
           auto it = node.frame->nodes.find(input.split(':').first);
           return it != node.frame->nodes.end() &&
                  isNextIteration(it->second->getOp());
         });
}

bool tf::includes(const Condition *all, const Condition *part) {
  return std::includes(all->begin(), all->end(), part->begin(), part->end());
}

bool tf::isDeeper(Place inner, Place outer) {
  if (inner.loop == outer.loop)
    return inner.condition != outer.condition &&
           includes(inner.condition, outer.condition);
  Loop *loop = inner.loop;
  while (loop && loop != outer.loop)
    loop = loop->outer.loop;
  return loop == outer.loop;
}

//===----------------------------------------------------------------------===//
// Conditions
//===----------------------------------------------------------------------===//

const Condition *ControlFlow::intern(Condition condition) {
  return &*conditions.insert(std::move(condition)).first;
}

FailureOr<Place> ControlFlow::addLiteral(Node *node, Place where,
                                         Literal literal) {
  if (!where.condition)
    return where;
  Condition condition = *where.condition;
  for (const Literal &other : condition)
    if (other.selector == literal.selector &&
        other.numWays == literal.numWays) {
      if (other.way != literal.way)
        where.condition = nullptr;
      return where;
    }
  if (condition.size() == kMaxNesting)
    return graph.emitError(*node)
           << "runs under more than " << kMaxNesting << " conditions";
  condition.insert(llvm::lower_bound(condition, literal), literal);
  where.condition = intern(std::move(condition));
  return where;
}

/// Where something runs that needs what runs in each of the places.
FailureOr<Place> ControlFlow::join(Node *node, ArrayRef<Place> places) {
  auto isWithin = [](Loop *inner, Loop *outer) {
    while (inner && inner != outer && (!outer || inner->depth > outer->depth))
      inner = inner->outer.loop;
    return inner == outer;
  };
  Place joined = getTop();
  for (Place where : places) {
    if (isWithin(joined.loop, where.loop) && joined.loop != where.loop)
      continue;
    if (joined.loop != where.loop) {
      if (!isWithin(where.loop, joined.loop))
        return graph.emitError(*node)
               << "uses values of two loops that are not nested: '"
               << joined.loop->node->name << "' and '" << where.loop->node->name
               << "'";
      joined = where;
      continue;
    }
    if (!where.condition)
      joined.condition = nullptr;
    else
      for (const Literal &literal : *where.condition) {
        FailureOr<Place> added = addLiteral(node, joined, literal);
        if (failed(added))
          return failure();
        joined = *added;
      }
  }
  return joined;
}

const Condition *ControlFlow::getCondition(const Condition *outer,
                                           const Choice &choice, unsigned way) {
  Condition condition = *outer;
  Literal literal{choice.selector, way, choice.numWays};
  condition.insert(llvm::lower_bound(condition, literal), literal);
  return intern(std::move(condition));
}

//===----------------------------------------------------------------------===//
// Selectors
//===----------------------------------------------------------------------===//

FailureOr<Endpoint> ControlFlow::findSource(Endpoint value) {
  for (unsigned steps = 0; steps < 1024; ++steps) {
    StringRef op = value.node->getOp();
    bool passes = isIdentity(op) || isSwitch(op) || isEnter(op);
    if (!passes || graph.isGiven(value))
      return value;
    FailureOr<SmallVector<Endpoint, 3>> inputs = graph.getInputs(value.node);
    if (failed(inputs))
      return failure();
    if (inputs->empty())
      return value;
    value = inputs->front();
  }
  return value;
}

/// The way that a value of the selector chooses at this node.
static unsigned getWay(const Node &node, int64_t value, unsigned numWays) {
  StringRef op = node.getOp();
  if (op.ends_with("If") || op == "Switch" || op == "RefSwitch")
    return value != 0;
  return value < 0 || value >= int64_t(numWays) ? numWays - 1 : value;
}

//===----------------------------------------------------------------------===//
// Regions
//===----------------------------------------------------------------------===//

FailureOr<SmallVector<Endpoint, 3>> ControlFlow::getDependencies(Node *node) {
  if (node->frame->loopArguments == node)
    return SmallVector<Endpoint, 3>{{node->frame->call, kControlResult}};
  FailureOr<SmallVector<Endpoint, 3>> inputs = graph.getInputs(node);
  if (failed(inputs))
    return failure();
  if (isMerge(node->getOp()))
    llvm::erase_if(*inputs, [](Endpoint input) {
      return isNextIteration(input.node->getOp());
    });
  for (Node *control : graph.getControlInputs(*node))
    inputs->push_back({control, kControlResult});
  if (node->frame->call)
    inputs->push_back({node->frame->call, kControlResult});
  return inputs;
}

/// Finds where a node runs, after what it depends on. A loop over a stack: a
/// chain of nodes may be long.
LogicalResult ControlFlow::place(Node *node) {
  struct Pending {
    Node *node;
    SmallVector<Endpoint, 3> inputs;
    size_t next = 0;
  };
  std::vector<Pending> stack;
  llvm::DenseSet<Node *> open;
  auto push = [&](Node *node) -> LogicalResult {
    open.insert(node);
    FailureOr<SmallVector<Endpoint, 3>> inputs = getDependencies(node);
    if (failed(inputs))
      return failure();
    stack.push_back({node, std::move(*inputs)});
    return success();
  };
  if (places.contains(node))
    return success();
  if (failed(push(node)))
    return failure();
  while (!stack.empty()) {
    Pending &top = stack.back();
    if (top.next == top.inputs.size()) {
      FailureOr<Place> where = computePlace(top.node);
      if (failed(where))
        return failure();
      places[top.node] = *where;
      open.erase(top.node);
      stack.pop_back();
      continue;
    }
    Endpoint input = top.inputs[top.next++];
    if (graph.isGiven(input) || places.contains(input.node))
      continue;
    if (open.contains(input.node))
      return graph.emitError(*input.node) << "depends on its own result";
    if (failed(push(input.node)))
      return failure();
  }
  return success();
}

FailureOr<Place> ControlFlow::getPlace(Node *node) {
  if (failed(place(node)))
    return failure();
  return places[node];
}

FailureOr<Place> ControlFlow::getSourcePlace(Node *node) {
  FailureOr<Place> where = getPlace(node);
  if (succeeded(where) && isEnter(node->getOp()) && where->loop)
    return where->loop->outer;
  return where;
}

FailureOr<Place> ControlFlow::getPlace(Endpoint endpoint) {
  if (graph.isGiven(endpoint))
    return getTop();
  FailureOr<Place> where = getPlace(endpoint.node);
  if (failed(where) || endpoint.index == kControlResult ||
      !isSwitch(endpoint.node->getOp()))
    return where;
  FailureOr<SmallVector<Endpoint, 3>> inputs = graph.getInputs(endpoint.node);
  if (failed(inputs))
    return failure();
  if (inputs->size() != 2)
    return graph.emitError(*endpoint.node)
           << "has " << inputs->size() << " inputs instead of 2";
  FailureOr<Endpoint> selector = findSource((*inputs)[1]);
  if (failed(selector))
    return failure();
  unsigned numWays = 2;
  if (endpoint.node->getOp() == "_SwitchN") {
    auto it = endpoint.node->def->attr().find("num_outs");
    numWays = it == endpoint.node->def->attr().end() ? 0 : it->second.i();
  }
  if (endpoint.index >= numWays)
    return graph.emitError(*endpoint.node)
           << "has no result " << endpoint.index;
  if (selector->node->getOp() != "LoopCond") {
    if (std::optional<int64_t> known = getKnown(*selector)) {
      if (getWay(*endpoint.node, *known, numWays) != endpoint.index)
        where->condition = nullptr;
      return where;
    }
    return addLiteral(endpoint.node, *where,
                      {*selector, endpoint.index, numWays});
  }
  // What leaves the loop, or what another iteration takes.
  Node *loopCond = selector->node;
  Loop *loop = where->loop;
  FailureOr<Place> tested = getPlace(loopCond);
  if (failed(tested))
    return failure();
  if (!loop || tested->loop != loop ||
      (loop->loopCond && loop->loopCond != loopCond))
    return graph.emitError(*endpoint.node)
           << "does not belong to the loop of '" << loopCond->name << "'";
  if (!loop->loopCond) {
    FailureOr<SmallVector<Endpoint, 3>> condition = graph.getInputs(loopCond);
    if (failed(condition))
      return failure();
    if (condition->size() != 1)
      return graph.emitError(*loopCond)
             << "has " << condition->size() << " inputs instead of 1";
    loop->loopCond = loopCond;
    loop->continues = condition->front();
    loop->body = intern({{*selector, 1, 2}});
  }
  return addLiteral(endpoint.node, *where, {*selector, endpoint.index, 2});
}

/// Where the body of the function runs that a node is in.
FailureOr<Place> ControlFlow::computeFrame(Node *node) {
  Frame *frame = node->frame;
  if (!frame->call)
    return getTop();
  if (isFunctionalLoop(*frame->call)) {
    FailureOr<Loop *> loop = getFunctionalLoop(frame->call);
    if (failed(loop))
      return failure();
    return Place{*loop, frame->role ? (*loop)->body : always};
  }
  Place where = places[frame->call];
  if (!isBranch(*frame->call))
    return where;
  const Choice &choice = choices[frame->call];
  if (choice.selector)
    return addLiteral(frame->call, where,
                      {choice.selector, frame->role, choice.numWays});
  if (choice.onlyWay != frame->role)
    where.condition = nullptr;
  return where;
}

FailureOr<Place> ControlFlow::computePlace(Node *node) {
  FailureOr<Place> frame = computeFrame(node);
  if (failed(frame) || node->frame->loopArguments == node)
    return frame;
  if (isMerge(node->getOp()) && !isLoopMerge(*node))
    return computeMerge(node);

  FailureOr<SmallVector<Endpoint, 3>> inputs = getDependencies(node);
  if (failed(inputs))
    return failure();
  SmallVector<Place> from = {*frame};
  for (Endpoint input : *inputs) {
    if (input.node == node->frame->call)
      continue;
    FailureOr<Place> where = getPlace(input);
    if (failed(where))
      return failure();
    from.push_back(*where);
  }
  FailureOr<Place> where = join(node, from);
  if (failed(where))
    return failure();
  StringRef op = node->getOp();
  if (isEnter(op))
    return enter(node, *where);
  if ((isExit(op) || isNextIteration(op) || op == "LoopCond" || isMerge(op)) &&
      !where->loop)
    return graph.emitError(*node) << "is in no loop";
  if (isExit(op))
    return where->loop->outer;
  if (isBranch(*node)) {
    Choice &choice = choices[node];
    choice.numWays = graph.getCalleeNames(*node).size();
    if (inputs->empty() || choice.numWays == 0)
      return graph.emitError(*node) << "names no function";
    FailureOr<Endpoint> selector = findSource(inputs->front());
    if (failed(selector))
      return failure();
    std::optional<int64_t> known = getKnown(*selector);
    if (known)
      choice.onlyWay = getWay(*node, *known, choice.numWays);
    else if (choice.numWays > 1)
      choice.selector = *selector;
  }
  return where;
}

/// A Merge runs where its inputs have all ways of one selector between them.
FailureOr<Place> ControlFlow::computeMerge(Node *node) {
  FailureOr<SmallVector<Endpoint, 3>> inputs = graph.getInputs(node);
  if (failed(inputs))
    return failure();
  SmallVector<std::pair<unsigned, Place>, 2> alive;
  for (auto [index, input] : llvm::enumerate(*inputs)) {
    FailureOr<Place> where = getPlace(input);
    if (failed(where))
      return failure();
    if (where->condition)
      alive.push_back({unsigned(index), *where});
  }
  Choice &choice = choices[node];
  if (alive.empty())
    return Place{nullptr, nullptr};
  auto [first, firstPlace] = alive.front();
  choice.onlyWay = first;
  if (alive.size() == 1)
    return firstPlace;

  for (const Literal &literal : *firstPlace.condition) {
    Condition common = *firstPlace.condition;
    common.erase(llvm::find(common, literal));
    SmallVector<unsigned, 2> ways(literal.numWays, ~0u);
    bool fits = alive.size() == literal.numWays;
    for (auto [index, where] : alive) {
      fits = fits && where.loop == firstPlace.loop &&
             where.condition->size() == common.size() + 1;
      if (!fits)
        break;
      Condition rest = *where.condition;
      auto it = llvm::find_if(rest, [&](const Literal &other) {
        return other.selector == literal.selector &&
               other.numWays == literal.numWays;
      });
      fits = it != rest.end() && ways[it->way] == ~0u;
      if (!fits)
        break;
      ways[it->way] = index;
      rest.erase(it);
      fits = rest == common;
    }
    if (!fits)
      continue;
    choice = {literal.selector, literal.numWays, 0, ways};
    return Place{firstPlace.loop, intern(std::move(common))};
  }
  return graph.emitError(*node)
         << "merges values that are not the ways of one choice, which is not "
            "supported";
}

//===----------------------------------------------------------------------===//
// Choices
//===----------------------------------------------------------------------===//

FailureOr<Choice> ControlFlow::getChoice(Node *node) {
  FailureOr<Place> where = getPlace(node);
  if (failed(where))
    return failure();
  if (!where->condition)
    return graph.emitError(*node) << "is never computed";
  return choices[node];
}

FailureOr<SmallVector<Endpoint, 2>>
ControlFlow::getWays(Node *node, const Choice &choice, unsigned result) {
  SmallVector<Endpoint, 2> ways;
  SmallVector<unsigned, 2> numbers = {choice.onlyWay};
  if (choice.selector)
    numbers = llvm::to_vector<2>(llvm::seq(choice.numWays));
  if (!isMerge(node->getOp())) {
    for (unsigned way : numbers) {
      FailureOr<Frame *> callee = graph.getCallee(node, way);
      if (failed(callee))
        return failure();
      FailureOr<Endpoint> returned = graph.getReturned(*callee, result);
      if (failed(returned))
        return failure();
      ways.push_back(*returned);
    }
    return ways;
  }
  FailureOr<SmallVector<Endpoint, 3>> inputs = graph.getInputs(node);
  if (failed(inputs))
    return failure();
  for (unsigned way : numbers)
    ways.push_back((*inputs)[choice.selector ? choice.inputs[way] : way]);
  return ways;
}
