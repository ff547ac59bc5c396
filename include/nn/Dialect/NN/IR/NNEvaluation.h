//===- NNEvaluation.h -------------------------------------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Evaluation of nn ops on constant operands: the one code that both the folds,
// for small tensors, and nn-fold-constants, for large ones, are made of.
//
//===----------------------------------------------------------------------===//

#ifndef NN_DIALECT_NN_IR_NNEVALUATION_H
#define NN_DIALECT_NN_IR_NNEVALUATION_H

#include "mlir/IR/AsmState.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/BuiltinTypes.h"
#include <memory>
#include <optional>

namespace mlir {
class Operation;

namespace nn {

/// A constant tensor while it is computed with: a type of known sizes, and the
/// elements in row-major and native byte order; an i1 takes a byte. A splat
/// holds one element for all. The elements belong to the attribute that the
/// tensor was read from, or to the tensor itself.
class ConstantTensor {
public:
  /// Reads a dense or dense_resource attribute without copying its elements
  /// (other than those of i1). None if it has none, is elided or has an element
  /// type that nn has not.
  static std::optional<ConstantTensor> get(Attribute attribute);

  /// A tensor with elements still to be written.
  static ConstantTensor allocate(RankedTensorType type, bool isSplat = false);

  RankedTensorType getType() const { return type; }
  Type getElementType() const { return type.getElementType(); }
  ArrayRef<int64_t> getShape() const { return type.getShape(); }
  int64_t getNumElements() const { return type.getNumElements(); }
  bool isSplat() const { return splat; }
  /// The bytes of one element.
  int64_t getElementBytes() const { return elementBytes; }
  ArrayRef<char> getBytes() const { return bytes; }
  const char *getElement(int64_t index) const {
    return bytes.data() + (splat ? 0 : index * elementBytes);
  }
  /// The elements of a tensor that was allocated.
  char *getMutableBytes();

  /// An element of an integer type, sign- or zero-extended as the type says.
  int64_t getInt(int64_t index) const;
  /// An element of a float type.
  double getFloat(int64_t index) const;
  /// Writes an element, wrapped around to the element type's width.
  void setInt(int64_t index, int64_t value);
  /// Writes an element, rounded to the element type.
  void setFloat(int64_t index, double value);

  /// The distance, in bytes, between elements along each dimension.
  SmallVector<int64_t> getStrides() const;

  /// The same elements as a tensor of another type with as many of them.
  ConstantTensor reshape(RankedTensorType newType) const;

  /// The elements as an attribute: dense, or above some size dense_resource.
  TypedAttr getAttribute() const;

private:
  ConstantTensor(RankedTensorType type, bool splat);

  RankedTensorType type;
  int64_t elementBytes;
  bool splat;
  ArrayRef<char> bytes;
  std::shared_ptr<AsmResourceBlob> storage;
};

/// Constant tensors above this number of elements are for nn-fold-constants,
/// not for folds.
inline constexpr int64_t kFoldLimit = 4096;

/// Evaluates an nn op. None if the op has no evaluation, or an operand makes it
/// an error when it runs.
std::optional<ConstantTensor> evaluate(Operation *op,
                                       ArrayRef<ConstantTensor> operands);

/// Folds an op to a constant if all operands are constants, the result type is
/// static, and the result is small or a splat. Null otherwise.
OpFoldResult foldConstant(Operation *op, ArrayRef<Attribute> operands);

/// A constant with the same elements and another static shape; none is copied.
/// Null if the attribute is no constant tensor.
Attribute reshapeConstant(Attribute attribute, RankedTensorType type);

} // namespace nn
} // namespace mlir

#endif // NN_DIALECT_NN_IR_NNEVALUATION_H
