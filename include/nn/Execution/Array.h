//===- Array.h - A dense array on the host ----------------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What tools feed to compiled code and get back from it: an element type, sizes
// and row-major elements in 64-byte aligned storage.
//
//===----------------------------------------------------------------------===//

#ifndef NN_EXECUTION_ARRAY_H
#define NN_EXECUTION_ARRAY_H

#include "mlir/IR/BuiltinTypes.h"
#include "mlir/Support/LLVM.h"
#include "nn_runtime.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/Error.h"
#include <memory>
#include <optional>

namespace mlir::nn {

/// The element types that cross the boundary of a compiled network, with the
/// values they have there.
enum class DType : int32_t {
  F16 = NN_F16,
  BF16 = NN_BF16,
  F32 = NN_F32,
  F64 = NN_F64,
  Bool = NN_BOOL,
  I8 = NN_I8,
  I16 = NN_I16,
  I32 = NN_I32,
  I64 = NN_I64,
  U8 = NN_UI8,
  U16 = NN_UI16,
  U32 = NN_UI32,
  U64 = NN_UI64,
  C64 = NN_C64,
};

/// Returns the bytes of one element.
unsigned getByteWidth(DType dtype);

/// Returns the name that numpy has for an element type: `float32`, `bool`.
StringRef getName(DType dtype);

/// Returns the element type that an MLIR element type is passed as, or nothing
/// if it is none of them. `index` has no fixed width and is none.
std::optional<DType> getDType(Type type);

/// Returns the MLIR type of an element type.
Type getType(DType dtype, MLIRContext *context);

/// Returns the number of elements of a shape, or nothing if the number or the
/// number of bytes overflows or a size is negative.
std::optional<int64_t> getNumElements(ArrayRef<int64_t> shape,
                                      unsigned byteWidth = 1);

/// Prints a shape as `2x3`, with `?` for an unknown size and `scalar` for none.
std::string formatShape(ArrayRef<int64_t> shape);

/// A dense row-major array. Copies share the elements.
class Array {
public:
  Array() = default;

  /// Allocates an array of zeros.
  static llvm::Expected<Array> allocate(DType dtype, ArrayRef<int64_t> shape);

  /// Returns an array whose elements live in this memory.
  static Array adopt(DType dtype, ArrayRef<int64_t> shape,
                     std::shared_ptr<char> data);

  DType getDType() const { return dtype; }
  ArrayRef<int64_t> getShape() const { return shape; }
  int64_t getNumElements() const { return numElements; }
  size_t getNumBytes() const { return numElements * getByteWidth(dtype); }
  char *getData() const { return data.get(); }
  template <typename T>
  MutableArrayRef<T> getElements() const {
    assert(sizeof(T) == getByteWidth(dtype) && "element type mismatch");
    return {reinterpret_cast<T *>(data.get()),
            static_cast<size_t>(numElements)};
  }

  /// Returns element `index` converted to double (the real part of a complex
  /// number).
  double getAsDouble(int64_t index) const;

  /// Stores `value` as element `index`, rounded to nearest (floats) or
  /// truncated (integers).
  void setFromDouble(int64_t index, double value);

  /// Returns the array converted to another element type; itself if it has it.
  llvm::Expected<Array> cast(DType to) const;

  /// Returns the same elements under another shape of as many.
  Array reshape(ArrayRef<int64_t> newShape) const;

private:
  DType dtype = DType::F32;
  SmallVector<int64_t> shape;
  int64_t numElements = 0;
  std::shared_ptr<char> data;
};

} // namespace mlir::nn

#endif // NN_EXECUTION_ARRAY_H
