//===- Power.cpp ----------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Powers: rsqrt, and pow, which is 2^(y log2 x) in f64.
//
//===----------------------------------------------------------------------===//

#include "MathBuilder.h"
#include <limits>

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::detail;

static constexpr double infinity = std::numeric_limits<double>::infinity();

Value mlir::nn::detail::expandRsqrt(MathBuilder &b, Value x) {
  if (!b.hasAVX512())
    return b.div(b.constant(1), b.sqrt(x));
  // 14 bits and a Newton step; at 0 and infinity the first result is right, and
  // the step NaN.
  Value y = b.callIntrinsic("llvm.x86.avx512.rsqrt14.ps.512",
                            {x, b.constant(0), b.scalarInteger(16, -1)});
  Value error = b.fma(b.neg(b.mul(x, y)), y, b.constant(1));
  Value better = b.fma(b.mul(y, b.constant(0.5)), error, y);
  return b.select(b.compare(arith::CmpFPredicate::UNO, error, error), y,
                  better);
}

Value mlir::nn::detail::expandWideRsqrt(MathBuilder &b, Value x) {
  return b.div(b.constant(1), b.sqrt(x));
}

/// log2 of a f64 that is a normal number, zero or infinite.
static Value makeLog2(MathBuilder &b, Value x) {
  Value bits = b.toBits(x);
  // The bits of sqrt(1/2): the mantissa is in [sqrt(1/2), sqrt(2)).
  Value exponent =
      b.shiftRight(b.subInt(bits, b.integer(0x3fe6a09e667f3bcd)), 52);
  Value mantissa = b.fromBits(b.subInt(bits, b.shiftLeft(exponent, 52)));
  // 1.5 * 2^52 + k, made of bits.
  Value whole =
      b.sub(b.fromBits(b.addInt(exponent, b.toBits(b.constant(0x1.8p52)))),
            b.constant(0x1.8p52));
  // log(m) = 2 (s + s^3 / 3 + s^5 / 5 + ...) where s = (m - 1) / (m + 1).
  Value s =
      b.div(b.sub(mantissa, b.constant(1)), b.add(mantissa, b.constant(1)));
  constexpr double twoLog2e = 2.8853900817779268;
  Value series = b.polynomial(
      b.mul(s, s), {twoLog2e, twoLog2e / 3, twoLog2e / 5, twoLog2e / 7,
                    twoLog2e / 9, twoLog2e / 11, twoLog2e / 13});
  Value result = b.fma(s, series, whole);
  Value isZero = b.compare(arith::CmpFPredicate::OEQ, x, b.constant(0));
  result = b.select(isZero, b.constant(-infinity), result);
  Value isFinite =
      b.compare(arith::CmpFPredicate::OLT, x, b.constant(infinity));
  return b.select(isFinite, result, x);
}

/// 2^x of a f64, for results that f32 holds, or not.
static Value makeExp2(MathBuilder &b, Value x) {
  x = b.atMost(b.atLeast(x, -300.0), 300.0);
  Value sum = b.add(x, b.constant(0x1.8p52));
  Value rest = b.sub(x, b.sub(sum, b.constant(0x1.8p52)));
  // The powers of ln 2 divided by factorials.
  SmallVector<double> coefficients = {1};
  for (int i = 1; i <= 9; ++i)
    coefficients.push_back(coefficients.back() * 0.6931471805599453 / i);
  Value power = b.polynomial(rest, coefficients);
  Value exponent = b.addInt(b.toBits(sum), b.integer(1023));
  return b.mul(power, b.fromBits(b.shiftLeft(exponent, 52)));
}

Value mlir::nn::detail::expandPow(MathBuilder &b, Value x, Value y) {
  MathBuilder wide = b.with(b.f64());
  using Predicate = arith::CmpFPredicate;
  Value zero = b.constant(0), one = b.constant(1);
  Value magnitude = b.abs(x);
  Value log = makeLog2(wide, b.widen(magnitude));
  // 1 to any power is 1, also to an infinite one.
  Value isOne = wide.compare(Predicate::OEQ, log, wide.constant(0));
  Value exponent = wide.select(isOne, log, wide.mul(log, b.widen(y)));
  Value result = b.narrow(makeExp2(wide, exponent));

  // Negative numbers have powers of integers only, with a sign for odd ones.
  Value isInteger = b.compare(Predicate::OEQ, b.floor(y), y);
  Value half = b.mul(y, b.constant(0.5));
  Value isHalfInteger = b.compare(Predicate::OEQ, b.floor(half), half);
  Value isOdd = b.select(isHalfInteger, zero, b.select(isInteger, one, zero));
  Value hasSign = b.compare(Predicate::OGT, isOdd, zero);
  result = b.select(hasSign, b.copySign(result, x), result);
  Value isNegative = b.compare(Predicate::OLT, x, zero);
  Value isFinite = b.compare(Predicate::OLT, magnitude, b.constant(infinity));
  Value isFraction = b.compare(Predicate::UNE, b.floor(y), y);
  Value nan = b.constant(std::numeric_limits<double>::quiet_NaN());
  result = b.select(b.andBool(b.andBool(isNegative, isFinite), isFraction), nan,
                    result);

  Value isUnordered = b.compare(Predicate::UNO, x, y);
  result = b.select(isUnordered, nan, result);
  // These hold for NaN as well.
  result = b.select(b.compare(Predicate::OEQ, y, zero), one, result);
  return b.select(b.compare(Predicate::OEQ, x, one), one, result);
}
