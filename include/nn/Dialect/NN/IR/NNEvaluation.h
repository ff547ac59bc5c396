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

#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/OpDefinition.h"

namespace mlir::nn {

/// Folds make no constant of more elements than this, other than splats: larger
/// ones are for nn-fold-constants.
inline constexpr int64_t kFoldLimit = 4096;

/// Evaluates an nn op on constant operands of any size. Null if the op has no
/// evaluation, an operand cannot be read, or the op is an error when it runs.
ElementsAttr evaluate(Operation *op, ArrayRef<Attribute> operands);

/// Whether all operands are splats and the result is one as well, so that its
/// size costs nothing.
bool isSplatKept(Operation *op, ArrayRef<Attribute> operands);

/// Folds an op to a constant if all operands are constants, the result type is
/// static, and the result is small or a splat. Null otherwise.
OpFoldResult foldConstant(Operation *op, ArrayRef<Attribute> operands);

/// A constant with the same elements and another static type; none is copied.
/// Null if the attribute is no constant tensor with as many elements.
Attribute foldReshape(Attribute attribute, RankedTensorType type);

} // namespace mlir::nn

#endif // NN_DIALECT_NN_IR_NNEVALUATION_H
