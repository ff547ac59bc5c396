//===- ScalarInteger.cpp --------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Integers: division without traps, shifts without poison, bits.
//
//===----------------------------------------------------------------------===//

#include "Scalar.h"
#include "nn/Dialect/NN/IR/NNArithmeticOps.h"
#include "nn/Dialect/NN/IR/NNLogicalOps.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::detail;

using IPred = arith::CmpIPredicate;

//===----------------------------------------------------------------------===//
// Division
//===----------------------------------------------------------------------===//

Value nn::detail::emitIntegerDiv(ScalarBuilder &b, Value lhs, Value rhs,
                                 bool isUnsigned) {
  Value zero = b.constant(rhs, 0), one = b.constant(rhs, 1);
  Value isZero = b.compare(IPred::eq, rhs, zero);
  if (isUnsigned)
    return arith::DivUIOp::create(b, lhs, b.select(isZero, one, rhs));
  // The lowest number by -1 wraps around to itself.
  Value isMinusOne = b.compare(IPred::eq, rhs, b.constant(rhs, -1));
  Value divisor =
      b.select(arith::OrIOp::create(b, isZero, isMinusOne), one, rhs);
  Value dividend = b.select(isMinusOne, b.neg(lhs), lhs);
  return arith::DivSIOp::create(b, dividend, divisor);
}

Value nn::detail::emitIntegerRem(ScalarBuilder &b, Value lhs, Value rhs,
                                 bool isUnsigned) {
  return b.sub(lhs, b.mul(emitIntegerDiv(b, lhs, rhs, isUnsigned), rhs));
}

//===----------------------------------------------------------------------===//
// Bits
//===----------------------------------------------------------------------===//

template <typename ArithOp>
static Value emitBitwise(ScalarBuilder &b, Operation *, ValueRange args) {
  return ArithOp::create(b, args[0], args[1]);
}

static Value emitBitwiseNot(ScalarBuilder &b, Operation *, ValueRange args) {
  return arith::XOrIOp::create(b, args[0], b.constant(args[0], -1));
}

/// The number of places, brought into the range that is defined as TensorFlow
/// does it.
static Value clampShift(ScalarBuilder &b, Operation *op, Value places) {
  Value last = b.constant(places, places.getType().getIntOrFloatBitWidth() - 1);
  if (isUnsignedOp(op))
    return arith::MinUIOp::create(b, places, last);
  return arith::MinSIOp::create(
      b, arith::MaxSIOp::create(b, places, b.constant(places, 0)), last);
}

static Value emitLeftShift(ScalarBuilder &b, Operation *op, ValueRange args) {
  return arith::ShLIOp::create(b, args[0], clampShift(b, op, args[1]));
}

static Value emitRightShift(ScalarBuilder &b, Operation *op, ValueRange args) {
  Value places = clampShift(b, op, args[1]);
  if (isUnsignedOp(op))
    return arith::ShRUIOp::create(b, args[0], places);
  return arith::ShRSIOp::create(b, args[0], places);
}

/// Adds neighboring bits, then pairs, then nibbles; a product adds the bytes in
/// its highest one.
static Value emitPopulationCount(ScalarBuilder &b, Operation *,
                                 ValueRange args) {
  Value bits = args[0];
  unsigned width = bits.getType().getIntOrFloatBitWidth();
  auto repeat = [&](uint8_t byte) -> Value {
    return arith::ConstantOp::create(
        b, b.getIntegerAttr(bits.getType(),
                            APInt::getSplat(width, APInt(8, byte))));
  };
  auto shift = [&](Value value, unsigned places) -> Value {
    return arith::ShRUIOp::create(b, value, b.constant(value, places));
  };
  auto keep = [&](Value value, uint8_t byte) -> Value {
    return arith::AndIOp::create(b, value, repeat(byte));
  };
  Value count = b.sub(bits, keep(shift(bits, 1), 0x55));
  count = b.add(keep(count, 0x33), keep(shift(count, 2), 0x33));
  count = keep(b.add(count, shift(count, 4)), 0x0F);
  if (width == 8)
    return count;
  count = shift(b.mul(count, repeat(0x01)), width - 8);
  return arith::TruncIOp::create(b, b.getI8Type(), count);
}

void nn::detail::registerIntegerScalars(RegisterScalar add) {
  constexpr Precision own = Precision::Own;
  add(BitwiseAndOp::getOperationName(), emitBitwise<arith::AndIOp>, own);
  add(BitwiseNotOp::getOperationName(), emitBitwiseNot, own);
  add(BitwiseOrOp::getOperationName(), emitBitwise<arith::OrIOp>, own);
  add(BitwiseXorOp::getOperationName(), emitBitwise<arith::XOrIOp>, own);
  add(LeftShiftOp::getOperationName(), emitLeftShift, own);
  add(PopulationCountOp::getOperationName(), emitPopulationCount, own);
  add(RightShiftOp::getOperationName(), emitRightShift, own);
}
