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

namespace mlir::nn::detail {

/// Each evaluates the ops of some families; none for all others.
std::optional<ConstantTensor>
evaluateShapeOp(Operation *op, ArrayRef<ConstantTensor> operands);
std::optional<ConstantTensor>
evaluateGatherOp(Operation *op, ArrayRef<ConstantTensor> operands);
std::optional<ConstantTensor>
evaluateReductionOp(Operation *op, ArrayRef<ConstantTensor> operands);

/// Copies a box of elements between two tensors; strides are in bytes, and may
/// be zero or negative.
void copyElements(char *to, ArrayRef<int64_t> toStrides, const char *from,
                  ArrayRef<int64_t> fromStrides, ArrayRef<int64_t> sizes,
                  int64_t elementBytes);

} // namespace mlir::nn::detail

#endif // NN_LIB_DIALECT_NN_IR_EVALUATION_H
