//===- Constants.h ----------------------------------------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reading and making constant tensors, small ones and weights alike. A weight
// is a dense_resource blob, which may alias a mapped file: it is read in place,
// at any alignment, and never becomes a DenseElementsAttr, which would be
// copied and hashed. Both kinds look the same through these two classes:
// elements in row-major order, the machine's byte order, bool as one byte.
//
//===----------------------------------------------------------------------===//

#ifndef NN_SUPPORT_CONSTANTS_H
#define NN_SUPPORT_CONSTANTS_H

#include "mlir/IR/AsmState.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/BuiltinTypes.h"
#include "llvm/ADT/APFloat.h"
#include <cstring>
#include <memory>
#include <optional>

namespace mlir {
class Value;

namespace nn {

/// Constants of more bytes than this are dense_resource.
constexpr int64_t kMaxInlineConstantBytes = 1024;

/// Returns the bytes that an element takes in a constant: an integer or float
/// of whole bytes, bool (one byte), index (eight), or a complex number of two
/// of these; nothing for other types.
std::optional<int64_t> getConstantElementBytes(Type elementType);

/// A view of the elements of a constant. It is valid as long as the attribute's
/// context; copies are cheap.
class ConstantView {
public:
  /// Returns a view of a DenseElementsAttr or of a DenseResourceElementsAttr
  /// whose blob is there and has the size that its type says, and nothing for
  /// other attributes, null included.
  static std::optional<ConstantView> get(Attribute attribute);

  /// Returns a view of the constant that defines the value, if one does.
  static std::optional<ConstantView> get(Value value);

  ShapedType getType() const { return type; }
  Type getElementType() const { return type.getElementType(); }
  ArrayRef<int64_t> getShape() const { return type.getShape(); }
  int64_t getNumElements() const { return type.getNumElements(); }

  /// True if one stored element stands for all of them. Blobs are not searched:
  /// false does not mean that the elements differ.
  bool isSplat() const { return splat; }

  /// The elements, or the one of a splat.
  ArrayRef<char> getBytes() const { return bytes; }
  int64_t getElementBytes() const { return width; }

  /// The bytes of an element.
  const char *getElement(int64_t index) const {
    return bytes.data() + (splat ? 0 : index * width);
  }

  /// Reads an element stored as a T.
  template <typename T>
  T getAs(int64_t index) const {
    T value;
    assert(sizeof(T) == width && "element of another size");
    std::memcpy(&value, getElement(index), sizeof(T));
    return value;
  }

  /// An integer, bool or index, extended as its type says.
  APInt getAPInt(int64_t index) const;
  int64_t getInt(int64_t index) const;

  /// A float, exactly.
  APFloat getAPFloat(int64_t index) const;
  double getDouble(int64_t index) const;

  /// True if all elements have the same bytes. Reads the elements until two
  /// differ.
  bool allEqual() const;

  /// True if all elements are floats or integers equal to the value; a float
  /// zero has either sign.
  bool allEqualTo(double value) const;

private:
  ConstantView(ShapedType type, ArrayRef<char> bytes, int64_t width, bool splat)
      : type(type), bytes(bytes), width(width), splat(splat) {}

  ShapedType type;
  ArrayRef<char> bytes;
  int64_t width;
  bool splat;
  /// A bool tensor's bytes, which DenseElementsAttr packs into bits.
  std::shared_ptr<SmallVector<char>> unpacked;
};

/// A constant in the making: aligned storage for the elements, filled in any
/// order and handed over without a copy.
class ConstantBuilder {
public:
  /// Allocates the storage, of zeros. The shape must be static.
  explicit ConstantBuilder(ShapedType type);

  ShapedType getType() const { return type; }
  int64_t getElementBytes() const { return width; }

  MutableArrayRef<char> getBytes() { return blob.getMutableData(); }

  /// The bytes of an element.
  char *getElement(int64_t index) { return getBytes().data() + index * width; }

  /// Stores an element as a T.
  template <typename T>
  void setAs(int64_t index, T value) {
    assert(sizeof(T) == width && "element of another size");
    std::memcpy(getElement(index), &value, sizeof(T));
  }

  /// Stores the low bits of an integer, or whether it is not zero for bool.
  void setInt(int64_t index, int64_t value);

  /// Stores a double rounded to the float element type.
  void setDouble(int64_t index, double value);
  void setAPFloat(int64_t index, const APFloat &value);

  /// Copies an element of a constant of the same element type.
  void copyElement(int64_t index, const ConstantView &from, int64_t fromIndex) {
    std::memcpy(getElement(index), from.getElement(fromIndex), width);
  }

  /// Returns the constant: a splat if all elements are equal, a
  /// DenseElementsAttr if small, else a blob, named after `name`.
  ElementsAttr finish(StringRef name);

private:
  ShapedType type;
  int64_t width;
  AsmResourceBlob blob;
};

/// Makes a constant of the bytes, which must be what a ConstantView of that
/// type shows; they are copied.
ElementsAttr makeConstant(ShapedType type, ArrayRef<char> bytes,
                          StringRef name);

/// Makes a constant that aliases the blob's bytes, whatever its size.
ElementsAttr makeConstant(ShapedType type, AsmResourceBlob blob,
                          StringRef name);

/// Returns a constant of another shape with the same elements: a splat or a
/// reference to the same blob where possible.
ElementsAttr reshapeConstant(ElementsAttr attribute, ShapedType type);

/// The name of a constant's blob, or a default for one without.
StringRef getConstantName(Attribute attribute);

} // namespace nn
} // namespace mlir

#endif // NN_SUPPORT_CONSTANTS_H
