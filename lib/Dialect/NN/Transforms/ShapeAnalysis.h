//===- ShapeAnalysis.h ------------------------------------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is known about the sizes of tensors, and about the elements of the small
// integer tensors that shapes are computed with.
//
//===----------------------------------------------------------------------===//

#ifndef NN_LIB_DIALECT_NN_TRANSFORMS_SHAPEANALYSIS_H
#define NN_LIB_DIALECT_NN_TRANSFORMS_SHAPEANALYSIS_H

#include "mlir/IR/AffineExpr.h"
#include "mlir/IR/Value.h"
#include "llvm/ADT/DenseMap.h"
#include <optional>

namespace mlir::nn {

/// Evaluates shape arithmetic symbolically. A size or an element is an affine
/// expression: a constant, or one of symbols, each of which is an unknown size.
/// Equal symbols are equal sizes; different ones may be equal as well.
class ShapeAnalysis {
public:
  explicit ShapeAnalysis(MLIRContext *context) : context(context) {}

  /// A size of a tensor. Follows ops that keep it, so that it is the same
  /// symbol before and behind them.
  AffineExpr getSize(Value tensor, int64_t axis);

  /// The elements, in row-major order, of an integer tensor that has few of
  /// them; null where nothing is known. None if even their number is unknown.
  std::optional<SmallVector<AffineExpr>> getElements(Value tensor);

  /// The elements if all are constants.
  std::optional<SmallVector<int64_t>> getConstants(Value tensor);

  /// Forgets all: what was computed holds no longer, or values are gone.
  void clear() {
    elements.clear();
    symbols.clear();
  }

private:
  std::optional<SmallVector<AffineExpr>> computeElements(Value tensor);

  MLIRContext *context;
  llvm::DenseMap<std::pair<Value, int64_t>, AffineExpr> symbols;
  llvm::DenseMap<Value, std::optional<SmallVector<AffineExpr>>> elements;
};

/// The one size that makes the product of `sizes`, of which it is the null one,
/// that of `total`; null if that is not known. Sizes are taken to be positive.
AffineExpr getRemainingSize(ArrayRef<AffineExpr> total,
                            ArrayRef<AffineExpr> sizes);

} // namespace mlir::nn

#endif // NN_LIB_DIALECT_NN_TRANSFORMS_SHAPEANALYSIS_H
