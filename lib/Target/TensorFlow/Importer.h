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
// operands before users, each op's type inferred from its operands'.
//
//===----------------------------------------------------------------------===//

#ifndef NN_LIB_TARGET_TENSORFLOW_IMPORTER_H
#define NN_LIB_TARGET_TENSORFLOW_IMPORTER_H

#include "NodeContext.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "nn/Target/TensorFlow/Import.h"

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
        graph(file, OpRegistry::get(), context) {}

  /// The module, or null after one error.
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

inline bool isPlaceholder(const Node &node) {
  return node.def->op() == "Placeholder" || node.def->op() == "PlaceholderV2";
}

} // namespace mlir::nn::tf

#endif // NN_LIB_TARGET_TENSORFLOW_IMPORTER_H
