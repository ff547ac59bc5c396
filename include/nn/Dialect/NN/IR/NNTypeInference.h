//===- NNTypeInference.h ----------------------------------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the type inference of all op families shares.
//
//===----------------------------------------------------------------------===//

#ifndef NN_DIALECT_NN_IR_NNTYPEINFERENCE_H
#define NN_DIALECT_NN_IR_NNTYPEINFERENCE_H

#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Location.h"
#include "mlir/IR/TypeRange.h"
#include "mlir/IR/ValueRange.h"
#include <optional>

namespace mlir::nn {

/// Whether tensors of the two types can be the same value: equal element types,
/// equal ranks, and sizes that are equal where both are known.
bool areCompatibleTypes(TypeRange lhs, TypeRange rhs);

/// Whether two sizes can be equal.
inline bool areCompatibleSizes(int64_t lhs, int64_t rhs) {
  return lhs == rhs || ShapedType::isDynamic(lhs) || ShapedType::isDynamic(rhs);
}

/// The more static of two compatible types: each size is known where one of
/// the two knows it. Null if they are not compatible.
RankedTensorType mergeTypes(RankedTensorType lhs, RankedTensorType rhs);

/// Verifies that an axis, named `name` in the message, is in [lowest, bound).
LogicalResult verifyAxis(std::optional<Location> loc, StringRef name,
                         int64_t axis, int64_t lowest, int64_t bound);

/// Verifies that axes are in [0, rank), without duplicates.
LogicalResult verifyAxes(std::optional<Location> loc, StringRef name,
                         ArrayRef<int64_t> axes, int64_t rank);

/// Verifies the number of elements of an attribute.
LogicalResult verifyCount(std::optional<Location> loc, StringRef name,
                          int64_t count, int64_t expected);

/// Verifies that no value is below `lowest`.
LogicalResult verifyAtLeast(std::optional<Location> loc, StringRef name,
                            ArrayRef<int64_t> values, int64_t lowest);

/// Adds to, or multiplies, a size, if it is known. Emits an error if the result
/// is not a size.
LogicalResult addToSize(std::optional<Location> loc, int64_t &size,
                        int64_t added);
LogicalResult multiplySize(std::optional<Location> loc, int64_t &size,
                           int64_t factor);

/// Where an `nn.slice` of a dimension of `available` elements begins: a
/// negative `begin` counts from the end.
int64_t getSliceBegin(int64_t available, int64_t begin);

/// The number of elements that an `nn.slice` takes from a dimension of
/// `available` elements; none if they are not all inside it.
std::optional<int64_t> getSliceLength(int64_t available, int64_t begin,
                                      int64_t size, int64_t stride);

/// Appends the type of an elementwise op from its operands, broadcast by
/// numpy's rules, with the given element type (default: the first operand's).
LogicalResult inferBroadcastType(std::optional<Location> loc,
                                 ValueRange operands,
                                 SmallVectorImpl<Type> &inferred,
                                 Type elementType = {});

/// Returns the broadcast of the two sizes, or nothing if they clash.
std::optional<int64_t> broadcastSizes(int64_t lhs, int64_t rhs);

/// Emits an error unless the type is of the given rank.
LogicalResult verifyRank(std::optional<Location> loc, StringRef name, Type type,
                         int64_t rank);

} // namespace mlir::nn

#endif // NN_DIALECT_NN_IR_NNTYPEINFERENCE_H
