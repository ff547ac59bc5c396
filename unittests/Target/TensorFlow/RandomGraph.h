//===- RandomGraph.h - Graphs of one random node ----------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Graphs that are mostly what an op expects, so that what is wrong with them is
// met late: the op has its inputs and attributes, of types, ranks and sizes
// that often fit each other, and sometimes one that does not.
//
//===----------------------------------------------------------------------===//

#ifndef NN_UNITTESTS_TARGET_TENSORFLOW_RANDOMGRAPH_H
#define NN_UNITTESTS_TARGET_TENSORFLOW_RANDOMGRAPH_H

#include <map>
#include <set>
#include <string>
#include <vector>

namespace mlir::nn {

/// Every op that can be drawn: those that the importer knows, in order.
std::vector<std::string> getDrawableOps();

/// What the importer's errors say of the inputs that an op expects.
struct InputHints {
  /// Notes what an error says; false if it says nothing new.
  bool learn(const std::string &error);

  /// Of inputs by number, or by name.
  std::map<std::string, unsigned> ranks;
  std::set<std::string> constants;
};

/// A GraphDef as text: a node "out" of this op, and what feeds it. The same
/// arguments give the same graph everywhere.
std::string drawGraph(const std::string &op, unsigned seed,
                      const InputHints &hints = {});

} // namespace mlir::nn

#endif // NN_UNITTESTS_TARGET_TENSORFLOW_RANDOMGRAPH_H
