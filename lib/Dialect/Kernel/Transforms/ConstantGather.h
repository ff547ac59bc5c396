//===- ConstantGather.h -----------------------------------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Constants that have the elements of another one at other places: what
// slicing, padding, transposing and packing have in common.
//
//===----------------------------------------------------------------------===//

#ifndef NN_LIB_DIALECT_KERNEL_TRANSFORMS_CONSTANTGATHER_H
#define NN_LIB_DIALECT_KERNEL_TRANSFORMS_CONSTANTGATHER_H

#include "nn/Dialect/Kernel/IR/Packing.h"
#include "nn/Support/Constants.h"

namespace mlir::nn {

/// For each element of a result, the element of the source that it is.
struct ConstantGather {
  /// One dimension of the result: a step along it is `step` steps along
  /// dimension `sourceDim` of the source.
  struct Dim {
    int64_t size;
    int64_t sourceDim;
    int64_t step;
  };

  SmallVector<Dim> dims;
  /// Where the result begins, for each dimension of the source. What lies
  /// outside of the source is padding.
  SmallVector<int64_t> begin;

  /// The gather that packs a tensor of the shape.
  static ConstantGather getPacking(const Packing &packing,
                                   ArrayRef<int64_t> shape);

  /// Returns true if the result's elements are those of a source of the shape,
  /// in the same order.
  bool isIdentity(ArrayRef<int64_t> sourceShape) const;

  /// Returns the constant of the type, which has the sizes of `dims`. Shares
  /// the elements of the source if it can. The padding is zero if it is null.
  ElementsAttr evaluate(ElementsAttr source, ShapedType type,
                        Attribute padding = {}) const;
};

} // namespace mlir::nn

#endif // NN_LIB_DIALECT_KERNEL_TRANSFORMS_CONSTANTGATHER_H
