//===- NNElementwiseEvaluation.h --------------------------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Evaluation of elementwise ops on constants, as TensorFlow's CPU kernels.
//
//===----------------------------------------------------------------------===//

#ifndef NN_DIALECT_NN_IR_NNELEMENTWISEEVALUATION_H
#define NN_DIALECT_NN_IR_NNELEMENTWISEEVALUATION_H

#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/OpDefinition.h"
#include "nn/Support/Constants.h"

namespace mlir::nn {

/// Evaluates an elementwise nn op on the elements of its operands. Returns null
/// if the op is not one, its result's shape is not static, or the evaluation is
/// an error that the program shall make when it runs: an integer division by
/// zero, a negative integer exponent.
ElementsAttr evaluateElementwise(Operation *op,
                                 ArrayRef<ConstantView> operands);

/// Evaluates an elementwise op whose operands are all constants if the result
/// is small or a splat; what op folders do. Returns null otherwise.
OpFoldResult foldElementwise(Operation *op, ArrayRef<Attribute> operands);

namespace detail {

/// An elementwise function on floats: doubles that are exact element values.
/// The result is rounded to the element type by the caller.
using FloatFunction = double (*)(double, double);

/// The function of an op of one or two operands whose result has the operands'
/// float type, or null. Those of one operand ignore the second argument.
FloatFunction getFloatFunction(Operation *op, Type elementType);

/// Evaluates such an op on integers, each sign- or zero-extended as the type
/// says, or nothing if that is an error or there is no such op. The low bits of
/// the result are the element.
std::optional<int64_t> evaluateInts(Operation *op, int64_t lhs, int64_t rhs,
                                    IntegerType type);

} // namespace detail
} // namespace mlir::nn

#endif // NN_DIALECT_NN_IR_NNELEMENTWISEEVALUATION_H
