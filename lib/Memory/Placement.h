//===- Placement.h --------------------------------------------- *- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where a tensor of the host lies: a strided part of a buffer.
//
//===----------------------------------------------------------------------===//

#ifndef NN_LIB_MEMORY_PLACEMENT_H
#define NN_LIB_MEMORY_PLACEMENT_H

#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinTypes.h"

namespace mlir::nn::memory {

/// A part of the tensor that a buffer was made for, dimension by dimension.
struct Box {
  /// The sizes of that tensor.
  SmallVector<OpFoldResult> whole;
  SmallVector<OpFoldResult> begins;
  SmallVector<OpFoldResult> sizes;
};

/// A strided part of a buffer. Offset and strides count elements.
struct Placement {
  /// The buffer's index in the plan.
  unsigned buffer = 0;
  Type elementType;
  OpFoldResult offset;
  SmallVector<OpFoldResult> sizes;
  SmallVector<OpFoldResult> strides;
  /// The elements follow each other in row-major order.
  bool contiguous = true;
  /// Nothing has been written here yet.
  bool undefined = false;
  /// A box that no element of the part is outside of, if one is known.
  std::optional<Box> box;
  /// The part is that box, and has its dimensions.
  bool isBox = false;

  int64_t getRank() const { return sizes.size(); }
};

/// Index arithmetic that folds constants.
OpFoldResult addIndices(OpBuilder &builder, Location loc, OpFoldResult lhs,
                        OpFoldResult rhs);
OpFoldResult mulIndices(OpBuilder &builder, Location loc, OpFoldResult lhs,
                        OpFoldResult rhs);
OpFoldResult getProduct(OpBuilder &builder, Location loc,
                        ArrayRef<OpFoldResult> factors);

/// Returns true if a value is a tensor: memory is planned for no other.
inline bool isTensor(Value value) { return isa<TensorType>(value.getType()); }

/// Returns true if an index is the constant 1.
inline bool isOne(OpFoldResult index) { return isConstantIntValue(index, 1); }

/// Returns true if both are the same constant or the same value.
bool isSameIndex(OpFoldResult lhs, OpFoldResult rhs);

/// Places a whole tensor of these sizes at the beginning of a buffer.
Placement getWholePlacement(OpBuilder &builder, Location loc, unsigned buffer,
                            Type elementType, ArrayRef<OpFoldResult> sizes);

/// The placement of a view of what lies at `source`. collapse_shape fails where
/// the result would have no strides: then the source must be copied.
Placement getSlicePlacement(OpBuilder &builder, Location loc,
                            const Placement &source,
                            ArrayRef<OpFoldResult> offsets,
                            ArrayRef<OpFoldResult> sizes,
                            ArrayRef<OpFoldResult> strides,
                            const llvm::SmallBitVector &droppedDims);
Placement getExpandedPlacement(OpBuilder &builder,
                               tensor::ExpandShapeOp expandOp,
                               const Placement &source);
FailureOr<Placement> getCollapsedPlacement(OpBuilder &builder,
                                           tensor::CollapseShapeOp collapseOp,
                                           const Placement &source);

/// Returns true if both are the same elements in the same order.
bool isSamePlacement(const Placement &lhs, const Placement &rhs);

/// Returns true unless the two parts of one buffer are known to have no element
/// in common when the op is executed.
bool mayOverlap(const Placement &lhs, const Placement &rhs, Operation *at);

/// Returns true if a kernel that takes a memref of the type can be given a
/// pointer to this place.
bool fitsMemRef(const Placement &placement, MemRefType type);

} // namespace mlir::nn::memory

#endif // NN_LIB_MEMORY_PLACEMENT_H
