//===- ControlFlowLoops.cpp - Loops of a graph ----------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Which loops there are, and which of the values that they carry are needed.
//
//===----------------------------------------------------------------------===//

#include "ControlFlow.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

FailureOr<Place> ControlFlow::enter(Node *node, Place outer) {
  auto attr = node->def->attr().find("frame_name");
  if (attr == node->def->attr().end() || attr->second.s().empty())
    return graph.emitError(*node) << "has no frame_name";
  Loop *&loop = frameLoops[{attr->second.s(), outer.loop, node->frame}];
  if (!loop) {
    loop = &loops.emplace_back();
    loop->node = node;
    loop->outer = outer;
    loop->depth = outer.loop ? outer.loop->depth + 1 : 1;
    if (loop->depth > kMaxNesting)
      return graph.emitError(*node)
             << "loops are nested more than " << kMaxNesting << " deep";
  } else if (outer.condition && loop->outer.condition &&
             !includes(loop->outer.condition, outer.condition)) {
    return graph.emitError(*node) << "enters the loop of '" << loop->node->name
                                  << "' under another condition";
  }
  return Place{loop, outer.condition ? always : nullptr};
}

FailureOr<Loop *> ControlFlow::getFunctionalLoop(Node *node) {
  if (Loop *known = functionalLoops.lookup(node))
    return known;
  FailureOr<Place> outer = getPlace(node);
  if (failed(outer))
    return failure();
  FailureOr<Frame *> condition = graph.getCallee(node, 0);
  if (failed(condition))
    return failure();
  FailureOr<Endpoint> continues = graph.getReturned(*condition, 0);
  if (failed(continues))
    return failure();
  Loop *loop = &loops.emplace_back();
  functionalLoops[node] = loop;
  loop->node = node;
  loop->outer = *outer;
  loop->depth = outer->loop ? outer->loop->depth + 1 : 1;
  loop->body = intern({{Endpoint{node, kControlResult}, 1, 2}});
  loop->continues = *continues;
  return loop;
}

/// Makes the argument of a functional loop a variable.
FailureOr<SmallVector<Endpoint, 2>>
ControlFlow::requireVariable(Loop *loop, unsigned index) {
  FailureOr<Frame *> condition = graph.getCallee(loop->node, 0);
  FailureOr<Frame *> body = graph.getCallee(loop->node, 1);
  if (failed(condition) || failed(body))
    return failure();
  Endpoint value{(*condition)->loopArguments, index};
  if (loop->variables.contains(value))
    return SmallVector<Endpoint, 2>{};
  if (index >= (*condition)->callInputs.size())
    return graph.emitError(*loop->node) << "has no input " << index;
  FailureOr<Endpoint> initial = graph.resolve(loop->node, loop->node->frame,
                                              (*condition)->callInputs[index]);
  FailureOr<Endpoint> next = graph.getReturned(*body, index);
  if (failed(initial) || failed(next))
    return failure();
  loop->variables[value] = {value, Endpoint{(*body)->loopArguments, index},
                            *initial, *next};
  return SmallVector<Endpoint, 2>{*initial, *next};
}

FailureOr<SmallVector<Endpoint, 3>> ControlFlow::require(Endpoint endpoint) {
  Node *node = endpoint.node;
  SmallVector<Endpoint, 3> needed;
  bool isArgument = node->frame->loopArguments == node;
  if (isArgument || isFunctionalLoop(*node)) {
    FailureOr<Loop *> loop =
        getFunctionalLoop(isArgument ? node->frame->call : node);
    if (failed(loop))
      return failure();
    if ((*loop)->variables.empty())
      needed.push_back((*loop)->continues);
    FailureOr<SmallVector<Endpoint, 2>> more =
        requireVariable(*loop, endpoint.index);
    if (failed(more))
      return failure();
    if (!isArgument) {
      FailureOr<Frame *> condition = graph.getCallee(node, 0);
      resultLoops[endpoint] = *loop;
      (*loop)->results[endpoint] = {(*condition)->loopArguments,
                                    endpoint.index};
    }
    needed.append(more->begin(), more->end());
    return needed;
  }

  FailureOr<Place> where = getPlace(node);
  if (failed(where))
    return failure();
  if (endpoint.index != 0)
    return graph.emitError(*node) << "output " << endpoint.index
                                  << " of a loop's variable is not supported";
  FailureOr<SmallVector<Endpoint, 3>> inputs = graph.getInputs(node);
  if (failed(inputs))
    return failure();
  if (inputs->empty())
    return graph.emitError(*node) << "has no input";
  if (isExit(node->getOp())) {
    // Back to the Switch by the loop's condition.
    FailureOr<Endpoint> value = inputs->front();
    for (unsigned steps = 0; steps < 1024 && isIdentity(value->node->getOp());
         ++steps) {
      FailureOr<SmallVector<Endpoint, 3>> from = graph.getInputs(value->node);
      if (failed(from))
        return failure();
      if (from->empty())
        break;
      value = from->front();
    }
    FailureOr<Place> passed = getPlace(*value);
    if (failed(passed))
      return failure();
    Loop *loop = passed->loop;
    bool isLast = isSwitch(value->node->getOp()) && loop && loop->loopCond &&
                  passed->condition && passed->condition->size() == 1 &&
                  passed->condition->front() ==
                      Literal{Endpoint{loop->loopCond, 0}, 0, 2};
    if (!isLast)
      return graph.emitError(*node)
             << "does not leave the loop when its condition fails, which is "
                "not supported";
    FailureOr<SmallVector<Endpoint, 3>> from = graph.getInputs(value->node);
    resultLoops[endpoint] = loop;
    loop->results[endpoint] = from->front();
    return SmallVector<Endpoint, 3>{from->front(), loop->continues};
  }

  // A Merge.
  Loop *loop = where->loop;
  LoopVariable variable{endpoint, {}, {}, {}};
  if (inputs->size() != 2)
    return graph.emitError(*node)
           << "begins a loop with " << inputs->size() << " inputs instead of 2";
  for (Endpoint input : *inputs) {
    FailureOr<SmallVector<Endpoint, 3>> from = graph.getInputs(input.node);
    if (failed(from))
      return failure();
    StringRef op = input.node->getOp();
    if (isEnter(op) && !from->empty() && !variable.initial) {
      variable.initial = from->front();
    } else if (isNextIteration(op) && !from->empty() && !variable.next) {
      variable.next = from->front();
    } else {
      return graph.emitError(*node)
             << "begins a loop, but not with an Enter and a NextIteration";
    }
  }
  loop->variables[endpoint] = variable;
  return SmallVector<Endpoint, 3>{variable.initial, variable.next};
}
