//===- Scalar.h -------------------------------------------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What one element of an elementwise op computes: from the op and the scalars
// at one place of its operands to the scalar of its result. Scalars have the
// types that memory holds; the op still has those of the nn dialect.
//
//===----------------------------------------------------------------------===//

#ifndef NN_LIB_CONVERSION_NNTOLINALG_SCALAR_H
#define NN_LIB_CONVERSION_NNTOLINALG_SCALAR_H

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"

namespace mlir::nn::detail {

/// Builds arithmetic on scalars, integers or floats by their type. On floats,
/// a product may be contracted with a sum, nothing else is relaxed.
class ScalarBuilder : public ImplicitLocOpBuilder {
public:
  using ImplicitLocOpBuilder::ImplicitLocOpBuilder;
  ScalarBuilder(const ImplicitLocOpBuilder &b) : ImplicitLocOpBuilder(b) {}

  Value add(Value lhs, Value rhs);
  Value sub(Value lhs, Value rhs);
  Value mul(Value lhs, Value rhs);
  /// Quotient of floats.
  Value div(Value lhs, Value rhs);
  Value neg(Value value);
  /// Magnitude of a float.
  Value abs(Value value);
  /// Maximum and minimum of floats, NaN if either is NaN.
  Value max(Value lhs, Value rhs);
  Value min(Value lhs, Value rhs);

  /// A constant of the type of `like`.
  Value constant(Value like, double value);
  Value select(Value condition, Value onTrue, Value onFalse);
  Value compare(arith::CmpFPredicate predicate, Value lhs, Value rhs);
  Value compare(arith::CmpIPredicate predicate, Value lhs, Value rhs);

  /// Between the byte that a bool tensor holds and a condition.
  Value toCondition(Value byte);
  Value fromCondition(Value condition);

  static arith::FastMathFlagsAttr contract(MLIRContext *context) {
    return arith::FastMathFlagsAttr::get(context,
                                         arith::FastMathFlags::contract);
  }
};

/// Builds the scalar result of an op.
using EmitScalar = Value (*)(ScalarBuilder &b, Operation *op, ValueRange args);

/// Whether floats below f32 are computed in f32 and rounded at the end of the
/// op, or in their own type: what only moves, compares or flips signs.
enum class Precision { Compute, Own };

/// Registers the scalar result of each op of a theme.
using RegisterScalar =
    function_ref<void(StringRef opName, EmitScalar emit, Precision precision)>;
void registerActivationScalars(RegisterScalar add);
void registerArithmeticScalars(RegisterScalar add);
void registerCastScalars(RegisterScalar add);
void registerIncompleteScalars(RegisterScalar add);
void registerIntegerScalars(RegisterScalar add);
void registerLogicalScalars(RegisterScalar add);
void registerMathScalars(RegisterScalar add);
void registerSpecialScalars(RegisterScalar add);

/// Element type of an operand in the nn dialect.
Type getOperandElementType(Operation *op, unsigned index = 0);

/// Whether the op computes on unsigned integers or bools.
bool isUnsignedOp(Operation *op);

/// Truncating quotient and remainder of integers without the cases that trap:
/// a divisor of 0, and the lowest number by -1. TensorFlow refuses a divisor of
/// 0; here the result is then the dividend.
Value emitIntegerDiv(ScalarBuilder &b, Value lhs, Value rhs, bool isUnsigned);
Value emitIntegerRem(ScalarBuilder &b, Value lhs, Value rhs, bool isUnsigned);

/// The logarithm of the gamma function's magnitude.
Value emitLgamma(ScalarBuilder &b, Value x);

/// The result of nn.cast.
Value emitCast(ScalarBuilder &b, Value value, Type from, Type to);

} // namespace mlir::nn::detail

#endif // NN_LIB_CONVERSION_NNTOLINALG_SCALAR_H
