//===- Importer.h - One import of a graph -----------------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Imports what the outputs reach: first all nodes are visited, so that every op
// that is not supported is reported at once; then they are made into ops,
// operands before users, each op's type inferred from its operands'. What runs
// under a condition or in a loop goes to a region of an scf.if or scf.while.
//
//===----------------------------------------------------------------------===//

#ifndef NN_LIB_TARGET_TENSORFLOW_IMPORTER_H
#define NN_LIB_TARGET_TENSORFLOW_IMPORTER_H

#include "ControlFlow.h"
#include "Lists.h"
#include "NodeContext.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "nn/Target/TensorFlow/Import.h"
#include "llvm/ADT/PointerUnion.h"

namespace mlir::nn::tf {

/// A fed tensor: an argument of the function.
struct Input {
  NamedEndpoint tensor;
  RankedTensorType type;
};

/// One import: an object runs once.
class Importer {
public:
  Importer(const GraphFile &file, const ImportOptions &options,
           MLIRContext *context)
      : options(options), context(context), builder(context),
        graph(file, OpRegistry::get(), context),
        controlFlow(graph,
                    [this](Endpoint selector) { return getKnown(selector); }) {}

  /// The module, or null after one error.
  OwningOpRef<ModuleOp> run();

private:
  FailureOr<NamedEndpoint> find(StringRef name,
                                ArrayRef<SignatureTensor> signature);
  LogicalResult findNames();
  LogicalResult visit();
  LogicalResult visitInputs(Node *node, SmallVectorImpl<Endpoint> &inputs);
  void getPredecessors(Node *node, bool withControl,
                       SmallVectorImpl<Node *> &nodes);
  LogicalResult getExits(Frame *frame, bool withResults, bool withControl,
                         SmallVectorImpl<Node *> &nodes);
  bool mayAssert(Node *node);
  LogicalResult findAsserts(Node *node, SmallVectorImpl<Endpoint> &found);
  LogicalResult visitAsserts(Node *node);
  LogicalResult visitChoiceAsserts(Endpoint result, const Choice &choice,
                                   std::vector<Endpoint> &roots);
  LogicalResult visitResult(Endpoint result, std::vector<Endpoint> &roots);
  LogicalResult checkOutputs();
  std::optional<int64_t> getKnown(Endpoint selector);
  std::vector<Node *> findUnsupported();
  LogicalResult reportUnsupported();
  std::string getCuts();
  LogicalResult makeInputs();
  RankedTensorType getComputedType(const NamedEndpoint &tensor);
  FailureOr<RankedTensorType>
  getInputType(const NamedEndpoint &input,
               std::optional<SmallVector<int64_t>> sizesOfUnknownRank = {});

  /// A node, or a loop, that is imported at once.
  using Unit = llvm::PointerUnion<Node *, Loop *>;
  /// A result of a choice: the values among which it chooses, or, if there are
  /// none, the numbers of the ways' inputs.
  struct ChosenResult {
    Endpoint result;
    SmallVector<Endpoint, 2> ways;
    ArrayRef<unsigned> inputs;
  };
  /// What a way of a choice computes.
  struct Branch {
    std::unique_ptr<Region> region;
    SmallVector<Value> results;
  };
  struct Schedule;

  LogicalResult importUnits(Place place, ArrayRef<Endpoint> roots);
  LogicalResult importScope(Place place,
                            ArrayRef<std::pair<Endpoint, Value>> bound,
                            ArrayRef<Endpoint> roots, Block *block,
                            llvm::function_ref<LogicalResult()> finish);
  Unit getUnit(Endpoint endpoint);
  FailureOr<Place> getUnitPlace(Unit unit);
  void getDependencies(Unit unit, SmallVectorImpl<Endpoint> &dependencies);
  LogicalResult scheduleUnits(ArrayRef<Endpoint> roots, Schedule &schedule);
  LogicalResult importChoices(ArrayRef<Node *> nodes, Place place);
  Value convert(const Node &node, Value value, Type type,
                ArrayRef<std::optional<SizeSource>> sizes = {});
  Value makeNumber(const Node &node, unsigned number);
  LogicalResult importBranch(Branch &branch, Place place,
                             ArrayRef<Node *> nodes,
                             ArrayRef<ChosenResult> results, unsigned way);
  static bool hasAsserts(const Branch &branch);
  void hoistAsserts(Branch &branch, Value condition);
  FailureOr<Type> joinBranches(const ChosenResult &result,
                               MutableArrayRef<Branch> branches, unsigned i);
  SmallVector<Value> makeBranches(Location loc, Value selector,
                                  MutableArrayRef<Branch> branches,
                                  unsigned first, TypeRange types);
  Value readSelector(Node *node, Endpoint selector, unsigned numWays);
  LogicalResult importLoop(Loop *loop);
  void findElementSizes(const LoopVariable &variable, Value next,
                        ArrayRef<Block *> blocks, ArrayRef<Value> carried);
  FailureOr<bool> importIteration(Loop *loop,
                                  ArrayRef<LoopVariable *> variables,
                                  ArrayRef<Value> initial,
                                  SmallVectorImpl<Type> &types);
  FailureOr<Value> getValue(Node *user, Endpoint endpoint);
  void setValue(Endpoint endpoint, Value value);
  LogicalResult importNode(Node *node);
  LogicalResult importConstant(Node *node, StringRef text);
  LogicalResult makeOutputs(ModuleOp module, func::FuncOp function);

  const ImportOptions &options;
  MLIRContext *context;
  OpBuilder builder;
  Graph graph;
  ControlFlow controlFlow;
  /// Whether there are choices or loops at all.
  bool hasControlFlow = false;
  /// Only to learn the type of one result.
  bool isPartial = false;
  StaticValues staticValues;

  std::vector<NamedEndpoint> outputs;
  /// Nodes all of whose results are outputs.
  std::vector<Node *> sinks;
  std::vector<Input> inputs;
  llvm::DenseSet<Endpoint> fed, reachedInputs;
  llvm::DenseMap<Node *, StringRef> set;
  llvm::DenseMap<Endpoint, ArrayRef<int64_t>> shapes, arrayShapes;

  /// Reached nodes, operands before users, and what their inputs are.
  std::vector<Node *> order;
  llvm::DenseMap<Node *, SmallVector<Endpoint, 3>> operands;
  /// What nodes wait for since it may fail at an Assert: the results of loops,
  /// and nodes' kControlResult.
  llvm::DenseMap<Node *, SmallVector<Endpoint, 1>> asserts;
  /// The same within each way of a node that chooses.
  llvm::DenseMap<Node *, SmallVector<SmallVector<Endpoint, 1>, 2>>
      chosenAsserts;
  /// Whether a node may fail at an Assert, as far as that is known.
  llvm::DenseMap<Node *, bool> assertingNodes;
  /// Of nodes that choose, and of loops: the results that are needed, and the
  /// values among which a choice has to choose.
  llvm::DenseMap<Node *,
                 SmallVector<std::pair<unsigned, SmallVector<Endpoint, 2>>>>
      chosenResults;
  llvm::DenseSet<Endpoint> visitedResults;
  llvm::DenseSet<Node *> visitedChoices;

  /// What has been imported so far into the regions around the current place,
  /// and in which order.
  llvm::DenseMap<Endpoint, Value> values;
  std::vector<Endpoint> valueOrder;
  /// Where the sizes of the elements come from of lists that loops carry, and
  /// of which the loop's body says how large they are.
  llvm::DenseMap<Endpoint, SmallVector<std::optional<SizeSource>>> elementSizes;
  /// The types of what loops carry, as far as they have been found out.
  llvm::DenseMap<Endpoint, Type> variableTypes;
  unsigned depth = 0, numTurns = 0;
};

/// The type of a value that has the one type or the other; null if nothing has
/// both. A list whose elements have no shape yet can have any.
Type joinTypes(Type lhs, Type rhs);

/// Whether a node is an input of the graph.
inline bool isPlaceholder(const Node &node) {
  return node.def->op() == "Placeholder" || node.def->op() == "PlaceholderV2";
}

} // namespace mlir::nn::tf

#endif // NN_LIB_TARGET_TENSORFLOW_IMPORTER_H
