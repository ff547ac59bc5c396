//===- StaticValues.h - Integers known at import ----------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// TensorFlow passes axes, paddings and shapes as tensors. Mostly they are
// constants; a graph for any batch size computes its shapes by Shape,
// StridedSlice and Pack, and then some of their elements are known.
//
//===----------------------------------------------------------------------===//

#ifndef NN_LIB_TARGET_TENSORFLOW_STATICVALUES_H
#define NN_LIB_TARGET_TENSORFLOW_STATICVALUES_H

#include "mlir/IR/Value.h"
#include "mlir/Support/LLVM.h"
#include "llvm/ADT/DenseMap.h"
#include <optional>

namespace mlir::nn::tf {

/// Evaluates small integer tensors element by element, where kDynamic is an
/// element that is not known.
class StaticValues {
public:
  /// Null if the number of elements is not known or too large, or if there is
  /// no element that is known.
  std::optional<SmallVector<int64_t>> get(Value value);

  /// A short tensor all of whose elements are known, of any type: sizes may be
  /// computed in floats. Null if one is not.
  Attribute getWhole(Value value);

  /// Forgets all values, since ops are about to be erased.
  void clear() {
    values.clear();
    wholes.clear();
  }

private:
  using Ints = std::optional<SmallVector<int64_t>>;

  /// Evaluates a value and all that it needs.
  void find(Value value);
  /// What was found out of an operand; one of which nothing was yet is null,
  /// and missing.
  Ints look(Value operand);
  Attribute lookWhole(Value operand);
  /// An op of one result, from what was found out of its operands.
  Ints evaluate(Operation *op);
  Attribute evaluateWhole(Operation *op);
  Ints evaluateWholeInts(Operation *op);
  template <typename InnerOp>
  Ints evaluateClamp(Operation *op);

  llvm::DenseMap<Value, Ints> values;
  /// Of the values that are not integers.
  llvm::DenseMap<Value, Attribute> wholes;
  /// What the evaluation under way has to know first.
  SmallVector<Value> missing;
};

} // namespace mlir::nn::tf

#endif // NN_LIB_TARGET_TENSORFLOW_STATICVALUES_H
