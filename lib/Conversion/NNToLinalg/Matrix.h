//===- Matrix.h -------------------------------------------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What algorithms on matrices have in common: a point of the grid for each
// matrix of a batch, and Householder's reflections.
//
//===----------------------------------------------------------------------===//

#ifndef NN_LIB_CONVERSION_NNTOLINALG_MATRIX_H
#define NN_LIB_CONVERSION_NNTOLINALG_MATRIX_H

#include "LoopBuilder.h"

namespace mlir::nn::detail {

/// A batch of matrices, in the last two dimensions of a tensor.
struct Matrices {
  Matrices(ImplicitLocOpBuilder &b, Value tensor);

  using Body = function_ref<SmallVector<Value>(
      LoopBuilder &, Value matrix, ValueRange outputs, Value point)>;

  /// Computes outputs of the given sizes for each matrix; integers, or floats
  /// that `body` has in the type in which it computes. Returns the outputs of
  /// all matrices, in their element types.
  SmallVector<Value> forEach(ImplicitLocOpBuilder &b, StringRef name,
                             ArrayRef<Sizes> sizes, ArrayRef<Type> elementTypes,
                             Body body) const;

  /// The same for a body that does not ask which matrix it has.
  SmallVector<Value>
  forEach(ImplicitLocOpBuilder &b, StringRef name, ArrayRef<Sizes> sizes,
          ArrayRef<Type> elementTypes,
          function_ref<SmallVector<Value>(LoopBuilder &, Value, ValueRange)>
              body) const {
    return forEach(b, name, sizes, elementTypes,
                   [&](LoopBuilder &b, Value matrix, ValueRange outputs,
                       Value) { return body(b, matrix, outputs); });
  }

  Type elementType, computeType;
  /// The sizes of the batch and of a matrix.
  Sizes batch;
  OpFoldResult rows, columns;
  /// [number, rows, columns], in the compute type.
  Value joined;
};

/// Checks that the matrices have as many rows as columns.
void checkSquare(ImplicitLocOpBuilder &b, const Matrices &matrices);

/// An array in place of the output, which begins as a copy of the matrix.
Array copyMatrix(LoopBuilder &b, Value matrix, Value output);

/// Sets an array of rows and columns to the identity.
void setIdentity(LoopBuilder &b, Array a, Expr rows, Expr columns);

/// The smallest normal number, and the distance of 1 to the next number.
Expr getSmallest(LoopBuilder &b, Type type);
Expr getEpsilon(LoopBuilder &b, Type type);

/// Finds the reflection that maps column `column` of `a`, from row `row` on, to
/// a multiple of its first element. That becomes the multiple, and the elements
/// below it those of the reflection's vector, whose first one is 1. Returns the
/// reflection's factor. Signs are Eigen's.
Expr makeReflection(LoopBuilder &b, Array a, Expr row, Expr column, Expr rows);

/// Reflects columns [begin, end) of `target`, from row `row` on, by the vector
/// in column `column` of `a`.
void reflect(LoopBuilder &b, Array a, Expr row, Expr column, Expr rows,
             Expr factor, Array target, Expr begin, Expr end);

} // namespace mlir::nn::detail

#endif // NN_LIB_CONVERSION_NNTOLINALG_MATRIX_H
