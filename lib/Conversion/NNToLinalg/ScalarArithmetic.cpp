//===- ScalarArithmetic.cpp -----------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Arithmetic on numbers of any type.
//
//===----------------------------------------------------------------------===//

#include "Scalar.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "nn/Dialect/NN/IR/NNArithmeticOps.h"
#include "nn/Dialect/NN/IR/NNBinaryOps.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::detail;

using FPred = arith::CmpFPredicate;
using IPred = arith::CmpIPredicate;

/// Wraps a method of the builder.
template <Value (ScalarBuilder::*method)(Value)>
static Value emitUnary(ScalarBuilder &b, Operation *, ValueRange args) {
  return (b.*method)(args[0]);
}
template <Value (ScalarBuilder::*method)(Value, Value)>
static Value emitBinary(ScalarBuilder &b, Operation *, ValueRange args) {
  return (b.*method)(args[0], args[1]);
}

static bool isFloat(Value value) { return isa<FloatType>(value.getType()); }

//===----------------------------------------------------------------------===//
// Unary
//===----------------------------------------------------------------------===//

static Value emitAbs(ScalarBuilder &b, Operation *op, ValueRange args) {
  Value x = args[0];
  if (isFloat(x))
    return b.abs(x);
  if (isUnsignedOp(op))
    return x;
  return arith::MaxSIOp::create(b, x, b.neg(x));
}

/// NaN and zeros are their own signs.
static Value emitSign(ScalarBuilder &b, Operation *op, ValueRange args) {
  Value x = args[0], zero = b.constant(x, 0), one = b.constant(x, 1);
  if (isFloat(x)) {
    Value negative =
        b.select(b.compare(FPred::OLT, x, zero), b.constant(x, -1), x);
    return b.select(b.compare(FPred::OGT, x, zero), one, negative);
  }
  if (isUnsignedOp(op))
    return arith::MinUIOp::create(b, x, one);
  return arith::MinSIOp::create(
      b, arith::MaxSIOp::create(b, x, b.constant(x, -1)), one);
}

static Value emitSquare(ScalarBuilder &b, Operation *, ValueRange args) {
  return b.mul(args[0], args[0]);
}

static Value emitReciprocal(ScalarBuilder &b, Operation *, ValueRange args) {
  return b.div(b.constant(args[0], 1), args[0]);
}

/// An op of the math dialect on floats; integers are their own result.
template <typename MathOp>
static Value emitRounding(ScalarBuilder &b, Operation *, ValueRange args) {
  if (!isFloat(args[0]))
    return args[0];
  return MathOp::create(b, args[0], ScalarBuilder::contract(b.getContext()));
}

//===----------------------------------------------------------------------===//
// Binary
//===----------------------------------------------------------------------===//

static Value emitDiv(ScalarBuilder &b, Operation *op, ValueRange args) {
  if (isFloat(args[0]))
    return b.div(args[0], args[1]);
  return emitIntegerDiv(b, args[0], args[1], isUnsignedOp(op));
}

static Value emitTruncateMod(ScalarBuilder &b, Operation *op, ValueRange args) {
  if (isFloat(args[0]))
    return arith::RemFOp::create(b, args[0], args[1],
                                 ScalarBuilder::contract(b.getContext()));
  return emitIntegerRem(b, args[0], args[1], isUnsignedOp(op));
}

/// Whether a remainder of a truncating division is one that a division which
/// rounds down would not leave: not zero, and of the other sign.
static Value emitIsFloored(ScalarBuilder &b, Value rem, Value divisor) {
  Value zero = b.constant(rem, 0);
  Value remNegative, divisorNegative, nonZero;
  if (isFloat(rem)) {
    nonZero = b.compare(FPred::UNE, rem, zero);
    remNegative = b.compare(FPred::OLT, rem, zero);
    divisorNegative = b.compare(FPred::OLT, divisor, zero);
  } else {
    nonZero = b.compare(IPred::ne, rem, zero);
    remNegative = b.compare(IPred::slt, rem, zero);
    divisorNegative = b.compare(IPred::slt, divisor, zero);
  }
  return arith::AndIOp::create(
      b, nonZero, arith::XOrIOp::create(b, remNegative, divisorNegative));
}

static Value emitFloorDiv(ScalarBuilder &b, Operation *op, ValueRange args) {
  Value lhs = args[0], rhs = args[1];
  if (isFloat(lhs))
    return math::FloorOp::create(b, b.div(lhs, rhs),
                                 ScalarBuilder::contract(b.getContext()));
  bool isUnsigned = isUnsignedOp(op);
  Value quotient = emitIntegerDiv(b, lhs, rhs, isUnsigned);
  if (isUnsigned)
    return quotient;
  Value rem = b.sub(lhs, b.mul(quotient, rhs));
  return b.select(emitIsFloored(b, rem, rhs),
                  b.sub(quotient, b.constant(quotient, 1)), quotient);
}

static Value emitFloorMod(ScalarBuilder &b, Operation *op, ValueRange args) {
  Value rem = emitTruncateMod(b, op, args);
  if (!isFloat(rem) && isUnsignedOp(op))
    return rem;
  return b.select(emitIsFloored(b, rem, args[1]), b.add(rem, args[1]), rem);
}

static Value emitMaximum(ScalarBuilder &b, Operation *op, ValueRange args) {
  if (isFloat(args[0]))
    return b.max(args[0], args[1]);
  if (isUnsignedOp(op))
    return arith::MaxUIOp::create(b, args[0], args[1]);
  return arith::MaxSIOp::create(b, args[0], args[1]);
}

static Value emitMinimum(ScalarBuilder &b, Operation *op, ValueRange args) {
  if (isFloat(args[0]))
    return b.min(args[0], args[1]);
  if (isUnsignedOp(op))
    return arith::MinUIOp::create(b, args[0], args[1]);
  return arith::MinSIOp::create(b, args[0], args[1]);
}

/// The power of integers by squaring: one step a bit of the exponent, without
/// branches. TensorFlow refuses a negative exponent.
static Value emitIntegerPow(ScalarBuilder &b, Value base, Value exponent,
                            bool isUnsigned) {
  unsigned bits = base.getType().getIntOrFloatBitWidth() - !isUnsigned;
  Value one = b.constant(base, 1), result = one;
  for (unsigned bit = 0; bit < bits; ++bit) {
    Value isSet = arith::TruncIOp::create(
        b, b.getI1Type(),
        arith::ShRUIOp::create(b, exponent, b.constant(exponent, bit)));
    result = b.mul(result, b.select(isSet, base, one));
    base = b.mul(base, base);
  }
  return result;
}

static Value emitPow(ScalarBuilder &b, Operation *op, ValueRange args) {
  if (isFloat(args[0]))
    return math::PowFOp::create(b, args[0], args[1],
                                ScalarBuilder::contract(b.getContext()));
  return emitIntegerPow(b, args[0], args[1], isUnsignedOp(op));
}

static Value emitSquaredDifference(ScalarBuilder &b, Operation *,
                                   ValueRange args) {
  Value difference = b.sub(args[0], args[1]);
  return b.mul(difference, difference);
}

static Value emitAtan2(ScalarBuilder &b, Operation *, ValueRange args) {
  return math::Atan2Op::create(b, args[0], args[1],
                               ScalarBuilder::contract(b.getContext()));
}

/// Returns 0 where `guard` is 0, else the value.
static Value emitZeroIfZero(ScalarBuilder &b, Value guard, Value value) {
  Value zero = b.constant(guard, 0);
  return b.select(b.compare(FPred::OEQ, guard, zero), zero, value);
}

static Value emitDivNoNan(ScalarBuilder &b, Operation *, ValueRange args) {
  return emitZeroIfZero(b, args[1], b.div(args[0], args[1]));
}

static Value emitMulNoNan(ScalarBuilder &b, Operation *, ValueRange args) {
  return emitZeroIfZero(b, args[1], b.mul(args[0], args[1]));
}

static Value emitXdivy(ScalarBuilder &b, Operation *, ValueRange args) {
  return emitZeroIfZero(b, args[0], b.div(args[0], args[1]));
}

static Value emitXlogy(ScalarBuilder &b, Operation *, ValueRange args) {
  Value log =
      math::LogOp::create(b, args[1], ScalarBuilder::contract(b.getContext()));
  return emitZeroIfZero(b, args[0], b.mul(args[0], log));
}

void nn::detail::registerArithmeticScalars(RegisterScalar add) {
  constexpr Precision compute = Precision::Compute, own = Precision::Own;
  add(AbsOp::getOperationName(), emitAbs, own);
  add(CeilOp::getOperationName(), emitRounding<math::CeilOp>, compute);
  add(FloorOp::getOperationName(), emitRounding<math::FloorOp>, compute);
  add(NegOp::getOperationName(), emitUnary<&ScalarBuilder::neg>, own);
  add(ReciprocalOp::getOperationName(), emitReciprocal, compute);
  add(RoundOp::getOperationName(), emitRounding<math::RoundEvenOp>, compute);
  add(RsqrtOp::getOperationName(), emitRounding<math::RsqrtOp>, compute);
  add(SignOp::getOperationName(), emitSign, own);
  add(SqrtOp::getOperationName(), emitRounding<math::SqrtOp>, compute);
  add(SquareOp::getOperationName(), emitSquare, compute);

  add(AddOp::getOperationName(), emitBinary<&ScalarBuilder::add>, compute);
  add(Atan2Op::getOperationName(), emitAtan2, compute);
  add(DivOp::getOperationName(), emitDiv, compute);
  add(DivNoNanOp::getOperationName(), emitDivNoNan, compute);
  add(FloorDivOp::getOperationName(), emitFloorDiv, compute);
  add(FloorModOp::getOperationName(), emitFloorMod, compute);
  add(MaximumOp::getOperationName(), emitMaximum, own);
  add(MinimumOp::getOperationName(), emitMinimum, own);
  add(MulOp::getOperationName(), emitBinary<&ScalarBuilder::mul>, compute);
  add(MulNoNanOp::getOperationName(), emitMulNoNan, compute);
  add(PowOp::getOperationName(), emitPow, compute);
  add(SquaredDifferenceOp::getOperationName(), emitSquaredDifference, compute);
  add(SubOp::getOperationName(), emitBinary<&ScalarBuilder::sub>, compute);
  add(TruncateModOp::getOperationName(), emitTruncateMod, compute);
  add(XdivyOp::getOperationName(), emitXdivy, compute);
  add(XlogyOp::getOperationName(), emitXlogy, compute);
}
