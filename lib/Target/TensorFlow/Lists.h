//===- Lists.h - TensorFlow's lists of tensors ------------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A TensorArray and a tensor list are one tensor here, whose first dimension
// counts the elements. Until it is known how large an element is, which often
// only the first one that is written says, a list is a value of type `none`,
// that an unrealized cast makes of the number of elements; none is left when
// the import is done. Elements that were never written are zeros, as in a
// TensorList; reading those of a TensorArray is an error in TensorFlow.
//
//===----------------------------------------------------------------------===//

#ifndef NN_LIB_TARGET_TENSORFLOW_LISTS_H
#define NN_LIB_TARGET_TENSORFLOW_LISTS_H

#include "NodeContext.h"
#include "nn/Dialect/NN/IR/NNSizeSources.h"

namespace mlir::nn::tf {

/// Whether a value is a list whose elements' sizes are not known yet.
inline bool isUndeterminedList(Value value) {
  return isa<NoneType>(value.getType());
}

/// Finds a value outside of a loop that has a size of a value in it, supposing
/// that what the loop carries keeps its sizes. `getInitial` is the value that
/// an argument of the loop's regions begins with, or null; values it knows
/// nothing of for which `isOutside` holds are outside. Null if there is none.
std::optional<SizeSource>
traceSize(Value value, int64_t dim, llvm::function_ref<bool(Value)> isOutside,
          llvm::function_ref<Value(BlockArgument)> getInitial);

/// The tensor of this type that a list is which is not known yet: all zeros.
/// `sizes` has a source for each dimension of an element of which only running
/// tells the size; null, after an error by `emitError`, if one is missing.
Value determineList(OpBuilder &builder, Location loc, Value list,
                    RankedTensorType type,
                    ArrayRef<std::optional<SizeSource>> sizes,
                    EmitError emitError);

/// A list of `size` elements, an i32 scalar. The shape is null if nothing is
/// known of it. Like all functions here, null after an error.
Value makeList(NodeContext &node, Value size, Type elementType,
               std::optional<ArrayRef<int64_t>> elementShape,
               bool canGrow = false);

/// The same, but always undetermined, so that it can be asked whether it can
/// grow.
Value makeListHandle(NodeContext &node, Value size, Type elementType,
                     std::optional<ArrayRef<int64_t>> elementShape,
                     bool canGrow);
bool canGrow(Value handle);

/// The list of one element.
Value makeListOf(NodeContext &node, Value element);

/// The number of elements, an i32 scalar.
Value getListSize(NodeContext &node, Value list);

/// The list as a tensor; an error if its elements have no known shape.
Value stackList(NodeContext &node, Value list);

/// The element at an index, an integer scalar; and the list with another one
/// there, one longer if it can grow and that is the place behind the last.
Value getListItem(NodeContext &node, Value list, Value index);
Value setListItem(NodeContext &node, Value list, Value index, Value item,
                  bool canGrow);

/// Elements at the indices, a vector of integers, of the list or of what is
/// stacked in a tensor.
Value gatherList(NodeContext &node, Value list, Value indices);
/// The list with the rows of a tensor as the elements at the indices.
Value scatterList(NodeContext &node, Value list, Value indices, Value tensor,
                  bool canGrow);

/// A tensor's parts of the given lengths, which must be equal.
Value splitToList(NodeContext &node, Value tensor, Value lengths);
/// All elements behind each other, and their lengths.
std::pair<Value, Value> concatList(NodeContext &node, Value list);

/// The list with other elements behind its own, or without the last ones.
Value appendToList(NodeContext &node, Value list, Value elements);
Value resizeList(NodeContext &node, Value list, int64_t size);

} // namespace mlir::nn::tf

#endif // NN_LIB_TARGET_TENSORFLOW_LISTS_H
