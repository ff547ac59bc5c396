//===- ControlFlow.h - Choices and loops of a graph -------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// TensorFlow has two ways to write a choice or a loop: ops that name functions
// (If, Case, While), and ops between which dead values flow (Switch and Merge;
// Enter, NextIteration and Exit, the nodes between which are a frame). Here
// both are the same: each node is in a loop or in none, and runs under a
// condition, which says what selectors have chosen.
//
//===----------------------------------------------------------------------===//

#ifndef NN_LIB_TARGET_TENSORFLOW_CONTROLFLOW_H
#define NN_LIB_TARGET_TENSORFLOW_CONTROLFLOW_H

#include "Graph.h"
#include "llvm/ADT/MapVector.h"
#include <map>
#include <set>

namespace mlir::nn::tf {

/// Deeper nesting than any real graph has.
constexpr size_t kMaxNesting = 64;

/// Stands for the result of a node that another one only waits for.
constexpr unsigned kControlResult = ~0u;

/// Says that a selector has chosen one of its ways.
struct Literal {
  Endpoint selector;
  unsigned way;
  /// 2 of a bool.
  unsigned numWays;

  bool operator==(const Literal &other) const {
    return selector == other.selector && way == other.way &&
           numWays == other.numWays;
  }
  bool operator<(const Literal &other) const {
    return std::tuple(selector.node->index, selector.index, numWays, way) <
           std::tuple(other.selector.node->index, other.selector.index,
                      other.numWays, other.way);
  }
};

/// What all has been chosen where a node runs, sorted; equal ones are one
/// object. A node in a loop has the conditions there, not those of the loop.
using Condition = std::vector<Literal>;

struct Loop;

/// Where a node runs. The condition is null if it never does.
struct Place {
  Loop *loop = nullptr;
  const Condition *condition = nullptr;

  bool operator==(const Place &other) const {
    return loop == other.loop && condition == other.condition;
  }
};

/// A value that a loop carries from one iteration to the next.
struct LoopVariable {
  /// What stands for it: a Merge, or an argument of the condition's function.
  /// An argument of the body's is `inBody`.
  Endpoint value, inBody;
  Endpoint initial, next;
};

/// A loop, at one place.
struct Loop {
  /// The While, or the first Enter that was seen of the frame.
  Node *node = nullptr;
  /// Where the loop itself runs.
  Place outer;
  unsigned depth = 0;
  /// What says whether there is another iteration.
  Endpoint continues;
  /// The LoopCond of a frame.
  Node *loopCond = nullptr;
  /// The condition of what runs in the body.
  const Condition *body = nullptr;

  /// The variables that are needed, by what stands for them.
  llvm::MapVector<Endpoint, LoopVariable> variables;
  /// The results that are needed, and the values in the last test of the
  /// condition that they are.
  llvm::MapVector<Endpoint, Endpoint> results;
};

/// A Merge, or a node that chooses a function.
struct Choice {
  /// Null if only one way is left, which `onlyWay` says.
  Endpoint selector;
  unsigned numWays = 0, onlyWay = 0;
  /// Of a Merge: the input of each way. Otherwise empty, and the function says.
  SmallVector<unsigned, 2> inputs;
};

/// Finds the structure of a graph, on demand.
class ControlFlow {
public:
  /// `getKnown` is the value of a selector if that is known.
  ControlFlow(Graph &graph,
              std::function<std::optional<int64_t>(Endpoint)> getKnown)
      : graph(graph), getKnown(std::move(getKnown)) {
    always = intern({});
  }

  /// Where a node runs. Emits an error if its inputs contradict each other.
  FailureOr<Place> getPlace(Node *node);
  /// Where a result is computed, which a Switch says for each of its own.
  FailureOr<Place> getPlace(Endpoint endpoint);
  /// Where the values come from that a node passes on: an Enter's from outside.
  FailureOr<Place> getSourcePlace(Node *node);
  /// Where what is in no loop and under no condition runs.
  Place getTop() const { return {nullptr, always}; }

  /// What a Merge that begins no loop, or a node that chooses a function,
  /// depends on. Emits an error if it is no choice among the ways of one
  /// selector.
  FailureOr<Choice> getChoice(Node *node);

  /// The values among which a result of a choice chooses, by way.
  FailureOr<SmallVector<Endpoint, 2>> getWays(Node *node, const Choice &choice,
                                              unsigned result);

  /// Makes a result of a loop, or what stands for a value that it carries,
  /// known to the loop. Returns the values of which the loop needs more then.
  FailureOr<SmallVector<Endpoint, 3>> require(Endpoint endpoint);

  /// What a value is in the first place: a graph hands it on by many nodes.
  FailureOr<Endpoint> findSource(Endpoint value);

  /// The loop that a required result belongs to; null if it is none.
  Loop *lookupLoop(Endpoint result) const { return resultLoops.lookup(result); }

  /// The condition under which a way of a choice runs.
  const Condition *getCondition(const Condition *outer, const Choice &choice,
                                unsigned way);

private:
  FailureOr<SmallVector<Endpoint, 3>> getDependencies(Node *node);
  LogicalResult place(Node *node);
  FailureOr<Place> computePlace(Node *node);
  FailureOr<Place> computeMerge(Node *node);
  FailureOr<Place> computeFrame(Node *node);
  FailureOr<Loop *> getFunctionalLoop(Node *node);
  FailureOr<Place> enter(Node *node, Place outer);
  FailureOr<Place> join(Node *node, ArrayRef<Place> places);
  FailureOr<Place> addLiteral(Node *node, Place where, Literal literal);
  FailureOr<SmallVector<Endpoint, 2>> requireVariable(Loop *loop,
                                                      unsigned index);
  const Condition *intern(Condition condition);

  Graph &graph;
  std::function<std::optional<int64_t>(Endpoint)> getKnown;
  std::set<Condition> conditions;
  const Condition *always;
  llvm::DenseMap<Node *, Place> places;
  llvm::DenseMap<Node *, Choice> choices;
  std::deque<Loop> loops;
  llvm::DenseMap<Node *, Loop *> functionalLoops;
  llvm::DenseMap<Endpoint, Loop *> resultLoops;
  /// Frames by their name, where they are entered.
  std::map<std::tuple<std::string, Loop *, Frame *>, Loop *> frameLoops;
};

/// Whether the op passes on its first input, some of its results or none.
bool isSwitch(StringRef op);
bool isMerge(StringRef op);
bool isEnter(StringRef op);
bool isExit(StringRef op);
bool isNextIteration(StringRef op);
bool isIdentity(StringRef op);
/// Whether the node is a Merge that begins a loop.
bool isLoopMerge(const Node &node);

/// Whether all of the one's literals are the other's.
bool includes(const Condition *all, const Condition *part);
/// Whether what runs in the one place does so only if the other one is run, and
/// not always.
bool isDeeper(Place inner, Place outer);

} // namespace mlir::nn::tf

#endif // NN_LIB_TARGET_TENSORFLOW_CONTROLFLOW_H
