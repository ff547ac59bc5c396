//===- Evaluation.h ---------------------------------------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The evaluations of each op family, for Evaluation.cpp to choose from.
//
//===----------------------------------------------------------------------===//

#ifndef NN_LIB_DIALECT_NN_IR_EVALUATION_H
#define NN_LIB_DIALECT_NN_IR_EVALUATION_H

#include "nn/Dialect/NN/IR/NNEvaluation.h"
#include "nn/Support/Constants.h"

namespace mlir::nn::detail {

/// Each evaluates the ops of some families; null for all others.
ElementsAttr evaluateShapeOp(Operation *op, ArrayRef<ConstantView> operands);
ElementsAttr evaluateGatherOp(Operation *op, ArrayRef<ConstantView> operands);
ElementsAttr evaluateReductionOp(Operation *op,
                                 ArrayRef<ConstantView> operands);
ElementsAttr evaluateScatterOp(Operation *op, ArrayRef<ConstantView> operands);

/// The distances, in bytes, between elements along each dimension of a
/// row-major tensor.
SmallVector<int64_t> getByteStrides(ArrayRef<int64_t> sizes,
                                    int64_t elementBytes);

/// Those of a constant, which are 0 in a splat.
SmallVector<int64_t> getByteStrides(const ConstantView &constant);

/// A constant of another type whose elements are those of a splat.
inline ElementsAttr makeSplat(RankedTensorType type,
                              const ConstantView &element) {
  return makeConstant(
      type, ArrayRef<char>(element.getElement(0), element.getElementBytes()),
      "folded");
}

/// Copies a box of elements between two tensors; strides are in bytes, and may
/// be zero or negative.
void copyElements(char *to, ArrayRef<int64_t> toStrides, const char *from,
                  ArrayRef<int64_t> fromStrides, ArrayRef<int64_t> sizes,
                  int64_t elementBytes);

} // namespace mlir::nn::detail

#endif // NN_LIB_DIALECT_NN_IR_EVALUATION_H
