//===- SizeSlice.h - Sizes that are computed again -------------*- C++ -*--===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Computes sizes away from where a function does: at its entry, and in the
// functions that answer for sizes alone.
//
//===----------------------------------------------------------------------===//

#ifndef NN_ABI_SIZESLICE_H
#define NN_ABI_SIZESLICE_H

#include "mlir/IR/Builders.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/OpDefinition.h"

namespace mlir::nn::abi {

/// The values that follow from some inputs by arithmetic on scalars, which can
/// be done again elsewhere: even where the function does not do it, since its
/// divisions are guarded there.
class SizeSlice {
public:
  void insertInput(Value size) { inputs.insert(size); }
  bool isInput(Value value) const { return inputs.contains(value); }
  /// Returns true if the size is a constant, or follows from inputs.
  bool contains(OpFoldResult size) const;
  /// Returns the inputs that values of the slice follow from.
  SmallVector<Value> getInputs(ValueRange values) const;

private:
  DenseSet<Value> inputs;
  /// What has been asked for.
  mutable DenseMap<Value, bool> known;
};

/// Computes a value of a slice again, at the builder's place, from the inputs
/// that the mapping has; it gets those that are made.
Value cloneValue(OpBuilder &builder, IRMapping &mapping, Value value);
/// The same of a size: a constant stays one.
OpFoldResult cloneSize(OpBuilder &builder, IRMapping &mapping,
                       OpFoldResult size);

} // namespace mlir::nn::abi

#endif // NN_ABI_SIZESLICE_H
