//===- ScalarCast.cpp -----------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Conversions between element types, with the results of TensorFlow's on a CPU:
// those of x86's instructions where C leaves them undefined.
//
//===----------------------------------------------------------------------===//

#include "Lowering.h"
#include "Scalar.h"
#include "nn/Dialect/NN/IR/NNArithmeticOps.h"
#include "llvm/ADT/APFloat.h"
#include <cmath>

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::detail;

using FPred = arith::CmpFPredicate;
using IPred = arith::CmpIPredicate;

static bool isUnsigned(Type type) {
  return type.isUnsignedInteger() || type.isInteger(1);
}

/// Rounds to zero. What does not fit, NaN too, becomes the lowest number.
static Value emitFloatToSigned(ScalarBuilder &b, Value value, Type type) {
  unsigned width = type.getIntOrFloatBitWidth();
  double end = std::ldexp(1.0, width - 1);
  Value fits = arith::AndIOp::create(
      b, b.compare(FPred::OGE, value, b.constant(value, -end)),
      b.compare(FPred::OLT, value, b.constant(value, end)));
  Value safe = b.select(fits, value, b.constant(value, 0));
  Value lowest = arith::ConstantOp::create(
      b, b.getIntegerAttr(type, APInt::getSignedMinValue(width)));
  return b.select(fits, arith::FPToSIOp::create(b, type, safe), lowest);
}

/// As compilers convert to unsigned 64 bits: from 2^63 on, less 2^63 first.
static Value emitFloatToUnsigned64(ScalarBuilder &b, Value value) {
  Value half = b.constant(value, std::ldexp(1.0, 63));
  Value isLarge = b.compare(FPred::OGE, value, half);
  Value number = emitFloatToSigned(
      b, b.select(isLarge, b.sub(value, half), value), b.getI64Type());
  Value lowest = arith::ConstantOp::create(
      b, b.getIntegerAttr(b.getI64Type(), APInt::getSignedMinValue(64)));
  return b.select(isLarge, arith::XOrIOp::create(b, number, lowest), number);
}

/// Narrower results are what a wider one leaves when cut off.
static Value emitFloatToInteger(ScalarBuilder &b, Value value, Type to) {
  unsigned width = to.getIntOrFloatBitWidth();
  if (value.getType().getIntOrFloatBitWidth() < 32)
    value = convertFloat(b, value, b.getF32Type());
  if (width == 64)
    return to.isUnsignedInteger() ? emitFloatToUnsigned64(b, value)
                                  : emitFloatToSigned(b, value, b.getI64Type());
  bool needs64 = width == 32 && to.isUnsignedInteger();
  Value wide =
      emitFloatToSigned(b, value, needs64 ? b.getI64Type() : b.getI32Type());
  if (wide.getType().getIntOrFloatBitWidth() == width)
    return wide;
  return arith::TruncIOp::create(b, b.getIntegerType(width), wide);
}

Value nn::detail::emitCast(ScalarBuilder &b, Value value, Type from, Type to) {
  if (from == to)
    return value;
  bool fromFloat = isa<FloatType>(from), toFloat = isa<FloatType>(to);
  if (to.isInteger(1)) {
    Value zero = b.constant(value, 0);
    return b.fromCondition(fromFloat ? b.compare(FPred::UNE, value, zero)
                                     : b.compare(IPred::ne, value, zero));
  }
  if (fromFloat && toFloat)
    return convertFloat(b, value, to);
  if (fromFloat)
    return emitFloatToInteger(b, value, to);
  if (toFloat) {
    if (isUnsigned(from))
      return arith::UIToFPOp::create(b, to, value);
    return arith::SIToFPOp::create(b, to, value);
  }
  unsigned fromWidth = value.getType().getIntOrFloatBitWidth();
  unsigned toWidth = to.getIntOrFloatBitWidth();
  Type type = b.getIntegerType(toWidth);
  if (fromWidth == toWidth)
    return value;
  if (fromWidth > toWidth)
    return arith::TruncIOp::create(b, type, value);
  if (isUnsigned(from))
    return arith::ExtUIOp::create(b, type, value);
  return arith::ExtSIOp::create(b, type, value);
}

static Value emitCastOp(ScalarBuilder &b, Operation *op, ValueRange args) {
  return emitCast(b, args[0], getOperandElementType(op),
                  getElementTypeOrSelf(op->getResult(0)));
}

static Value emitBitcast(ScalarBuilder &b, Operation *op, ValueRange args) {
  Type type = getElementTypeOrSelf(op->getResult(0));
  if (isa<IntegerType>(type))
    type = b.getIntegerType(type.getIntOrFloatBitWidth());
  if (type == args[0].getType())
    return args[0];
  return arith::BitcastOp::create(b, type, args[0]);
}

void nn::detail::registerCastScalars(RegisterScalar add) {
  add(BitcastOp::getOperationName(), emitBitcast, Precision::Own);
  add(CastOp::getOperationName(), emitCastOp, Precision::Own);
}
