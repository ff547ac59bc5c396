//===- SizeSlices.h -------------------------------------------- *- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NN_LIB_MEMORY_SIZESLICES_H
#define NN_LIB_MEMORY_SIZESLICES_H

#include "mlir/IR/Builders.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/OpDefinition.h"

namespace mlir::nn::memory {

/// The values that follow from the sizes of inputs by arithmetic on scalars,
/// which can be done again elsewhere: even where the network does not do it,
/// since its divisions are guarded there.
class KnownSizes {
public:
  void insertInput(Value size) { inputs.insert(size); }
  /// Returns true if the value is the size of an input itself.
  bool isInput(Value value) const { return inputs.contains(value); }
  /// Returns true if the size is a constant, or follows from those of inputs.
  bool contains(OpFoldResult size) const;

private:
  DenseSet<Value> inputs;
  /// What has been asked for.
  mutable DenseMap<Value, bool> known;
};

/// Computes a known value again, at the builder's place, from the sizes of
/// inputs that the mapping has; it gets those that are made.
Value cloneValue(OpBuilder &builder, IRMapping &mapping, Value value);
/// The same of a size: a constant stays one.
OpFoldResult cloneSize(OpBuilder &builder, IRMapping &mapping,
                       OpFoldResult size);

} // namespace mlir::nn::memory

#endif // NN_LIB_MEMORY_SIZESLICES_H
