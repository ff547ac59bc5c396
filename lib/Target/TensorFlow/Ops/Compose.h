//===- Compose.h - Steps of which ops are composed --------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What ops of several families do on the way, some of it on tensors whose sizes
// only running tells. After an error of the node all of it is null.
//
//===----------------------------------------------------------------------===//

#ifndef NN_LIB_TARGET_TENSORFLOW_OPS_COMPOSE_H
#define NN_LIB_TARGET_TENSORFLOW_OPS_COMPOSE_H

#include "../NodeContext.h"

namespace mlir::nn::tf {

/// The elements converted to i64.
Value toI64(NodeContext &node, Value value);

/// Rows of `params`, or slices along another axis.
Value gatherRows(NodeContext &node, Value params, Value indices,
                 int64_t axis = 0);

/// `size` elements along an axis, all from `begin` on by default.
Value sliceAlong(NodeContext &node, Value value, int64_t axis, int64_t begin,
                 int64_t size = -1);

/// Column `index` of a matrix, as a vector; and the matrix of such columns.
Value takeColumn(NodeContext &node, Value matrix, int64_t index);
Value joinColumns(NodeContext &node, ArrayRef<Value> columns);

/// An element of a vector, as a scalar; and the vector of scalars.
Value takeElement(NodeContext &node, Value vector, int64_t index);
Value joinElements(NodeContext &node, ArrayRef<Value> scalars);

Value concat(NodeContext &node, ArrayRef<Value> values, int64_t axis);
Value expandDims(NodeContext &node, Value value, int64_t axis);

/// A reduction along axes that are gone from the result; along all of them.
template <typename OpTy>
Value reduce(NodeContext &node, Value value, ArrayRef<int64_t> axes) {
  return node.create<OpTy>(value, node.intsAttr("axes", axes));
}
template <typename OpTy>
Value reduceAll(NodeContext &node, Value value) {
  if (!value)
    return {};
  return reduce<OpTy>(
      node, value,
      llvm::to_vector(llvm::seq<int64_t>(0, node.getType(value).getRank())));
}

/// The products of a matrix with the vectors along an axis, but the last one.
Value multiplyVectors(NodeContext &node, Value matrix, Value tensor,
                      int64_t axis);

/// To the nearest whole number, halves away from zero.
Value roundHalfAway(NodeContext &node, Value value);

/// All sizes, a vector of type i64.
Value getSizes(NodeContext &node, Value value);

/// The numbers from 0 up to `count`, a scalar, of its type; one for each row of
/// a tensor.
Value countUp(NodeContext &node, Value count);
Value numberRows(NodeContext &node, Value tensor, Type elementType);

/// The places of the true elements of a 1-d tensor, a vector of type i64.
Value findTrue(NodeContext &node, Value mask);

/// Emits an error if a tensor cannot have these sizes, some of which may be
/// unknown.
bool checkSizes(NodeContext &node, ArrayRef<int64_t> sizes, Type elementType);

/// A tensor of the sizes that a vector holds, known or not, whose elements are
/// all the scalar.
Value fill(NodeContext &node, Value sizes, Value scalar);

/// The running sum of a vector; `exclusive` is that of what is before.
Value cumsum(NodeContext &node, Value vector, bool exclusive);

/// Whether no element of a vector is less than the one before it, a scalar.
Value isSorted(NodeContext &node, Value vector);

/// The order in which the elements of a vector increase, of equal ones the
/// first one first. Where only running tells how many there are, it compares
/// all with all.
Value sortOrder(NodeContext &node, Value keys);

} // namespace mlir::nn::tf

#endif // NN_LIB_TARGET_TENSORFLOW_OPS_COMPOSE_H
