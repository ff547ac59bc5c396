//===- Graph.h - A GraphDef with its functions inlined ----------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Resolves what nodes refer to: `node`, `node:1`, in function bodies
// `node:arg:i` and arguments; calls are looked through, so that a user of a
// call's result sees the node in the function's body that computes it.
//
//===----------------------------------------------------------------------===//

#ifndef NN_LIB_TARGET_TENSORFLOW_GRAPH_H
#define NN_LIB_TARGET_TENSORFLOW_GRAPH_H

#include "GraphFile.h"
#include "OpRegistry.h"
#include "mlir/IR/Diagnostics.h"
#include "mlir/Support/LLVM.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringMap.h"
#include <deque>
#include <functional>

namespace mlir::nn::tf {

struct Node;

/// One instance of the graph, or of a function's body at one call.
struct Frame {
  /// Null for the graph itself.
  const proto::FunctionDef *function = nullptr;
  Node *call = nullptr;
  /// Which of the functions that `call` names.
  unsigned role = 0;
  /// Stands for the arguments if `call` is a loop, which give them another
  /// value each time; null otherwise.
  Node *loopArguments = nullptr;
  unsigned depth = 0;
  llvm::StringMap<Node *> nodes;
  /// In the order of the file.
  std::vector<Node *> order;
  /// A function's arguments and outputs by name, and what the call passes.
  llvm::StringMap<unsigned> arguments, outputs;
  std::vector<StringRef> callInputs;
};

/// A node at one place: a node of a function that is called twice is two.
struct Node {
  /// The name in the file behind those of the calls: `call/conv1`.
  std::string name;
  const proto::NodeDef *def;
  Frame *frame;
  /// The bodies of the functions that it names, once somebody looked.
  SmallVector<Frame *, 0> callees;
  /// The position among all nodes made.
  unsigned index;

  StringRef getOp() const { return def->op(); }
};

/// One of a node's results.
struct Endpoint {
  Node *node = nullptr;
  unsigned index = 0;

  bool operator==(const Endpoint &other) const {
    return node == other.node && index == other.index;
  }
  explicit operator bool() const { return node; }
};

} // namespace mlir::nn::tf

namespace llvm {
template <>
struct DenseMapInfo<mlir::nn::tf::Endpoint> {
  using Endpoint = mlir::nn::tf::Endpoint;
  using Pair = std::pair<mlir::nn::tf::Node *, unsigned>;
  static Endpoint getEmptyKey() {
    return {DenseMapInfo<mlir::nn::tf::Node *>::getEmptyKey(), 0};
  }
  static Endpoint getTombstoneKey() {
    return {DenseMapInfo<mlir::nn::tf::Node *>::getTombstoneKey(), 0};
  }
  static unsigned getHashValue(Endpoint e) {
    return DenseMapInfo<Pair>::getHashValue({e.node, e.index});
  }
  static bool isEqual(Endpoint a, Endpoint b) { return a == b; }
};
} // namespace llvm

namespace mlir::nn::tf {

/// A name that a user gave, and what it means.
struct NamedEndpoint {
  /// The tensor's name, `node:0`.
  std::string name;
  Endpoint endpoint;
  /// What a signature calls it; empty if nothing.
  std::string key;
};

/// A graph and the functions that it calls, as nodes whose inputs are resolved.
class Graph {
public:
  Graph(const GraphFile &file, const OpRegistry &registry,
        MLIRContext *context);

  /// Makes the nodes of the graph itself; emits an error if it has none, or two
  /// of the same name.
  LogicalResult initialize();

  Frame *getMain() { return main; }

  /// Says at which results resolve() stops though a call computes them, such as
  /// those that are fed.
  void setLeaves(std::function<bool(Endpoint)> leaves) {
    isLeaf = std::move(leaves);
    resolved.clear();
  }

  /// Whether nothing that computes a result matters, as it is given.
  bool isGiven(Endpoint endpoint) const { return isLeaf(endpoint); }

  /// The result that `input`, written at an input of a node in `frame`, refers
  /// to, looking through calls. Emits an error at `user` on failure.
  FailureOr<Endpoint> resolve(Node *user, Frame *frame, StringRef input);

  /// Looks through the calls that compute an endpoint.
  FailureOr<Endpoint> resolve(Endpoint endpoint);

  /// The body of one of the functions that a node names.
  FailureOr<Frame *> getCallee(Node *node, unsigned role = 0);

  /// The names of these functions: one of a call; a loop's condition and body;
  /// a choice's branches by the value that chooses them.
  SmallVector<StringRef, 2> getCalleeNames(const Node &node) const;

  /// What a function returns as output `index`.
  FailureOr<Endpoint> getReturned(Frame *frame, unsigned index);

  /// The results that a node's data inputs refer to, all of them.
  FailureOr<SmallVector<Endpoint, 3>> getInputs(Node *node);

  /// The nodes of its control inputs, as far as there are any.
  SmallVector<Node *> getControlInputs(const Node &node) const;

  /// How many results the function has that a node calls.
  FailureOr<unsigned> getNumCallResults(Node *node);

  /// Whether the node calls a function of the library.
  bool isCall(const Node &node) const;

  /// Finds a tensor, a node, or the last node of a scope. Emits an error with
  /// the nearest names, behind the keys of the signature that it might have
  /// been, if there is none, or more than one.
  FailureOr<NamedEndpoint> find(StringRef name,
                                ArrayRef<SignatureTensor> signature = {});

  /// The results that the graph computes for nobody in it. All results of a
  /// node share one endpoint, that of its first.
  std::vector<Node *> getSinks();

  /// Finds out, from how the graph restores its variables, what the checkpoint
  /// calls each of them.
  LogicalResult findVariables();

  /// The name of a variable's value in the checkpoint; null if it has none.
  const std::string *getVariableKey(const Node &node) const {
    auto it = variableKeys.find(&node);
    return it == variableKeys.end() ? nullptr : &it->second;
  }

  Location getLocation(const Node &node) const;
  InFlightDiagnostic emitError(const Node &node) const;
  InFlightDiagnostic emitError() const;

  const GraphFile &getFile() const { return file; }
  MLIRContext *getContext() const { return context; }

private:
  FailureOr<Frame *> makeFrame(const proto::FunctionDef *function, Node *call,
                               unsigned role);

  /// Finds the last node of a scope; null if there is no scope of the name.
  FailureOr<Node *> findScope(StringRef name);
  LogicalResult expandAllCalls();
  LogicalResult findVariablesIn(Frame *frame);
  InFlightDiagnostic emitUnknownName(StringRef name,
                                     ArrayRef<SignatureTensor> signature);

  const GraphFile &file;
  const OpRegistry &registry;
  MLIRContext *context;
  llvm::StringMap<const proto::FunctionDef *> functions;
  std::deque<Frame> frames;
  std::deque<Node> nodes;
  Frame *main = nullptr;
  std::function<bool(Endpoint)> isLeaf = [](Endpoint) { return false; };
  /// What the results of calls are; long chains of calls are walked once.
  llvm::DenseMap<Endpoint, Endpoint> resolved;
  llvm::DenseMap<const Node *, std::string> variableKeys;
};

/// Whether a node chooses one of several functions.
bool isBranch(const Node &node);

/// Whether a node runs a function as long as another one says so.
bool isFunctionalLoop(const Node &node);

} // namespace mlir::nn::tf

#endif // NN_LIB_TARGET_TENSORFLOW_GRAPH_H
