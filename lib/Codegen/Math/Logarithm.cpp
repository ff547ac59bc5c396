//===- Logarithm.cpp ------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// log, log2, log10 and log1p: the bits give the exponent k and m in [2/3, 4/3);
// log m is a minimax polynomial of m - 1.
//
//===----------------------------------------------------------------------===//

#include "MathBuilder.h"
#include <limits>

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::detail;

/// log(1 + f) = f + f^2 q(f).
static constexpr double coefficients[] = {
    -0.49999934434890747, 0.33333197236061096, -0.2500782012939453,
    0.20011168718338013,  -0.1641596108675003, 0.13995806872844696,
    -0.1538853943347931,  0.14026358723640442};

static constexpr double infinity = std::numeric_limits<double>::infinity();

namespace {

/// x = 2^exponent * (1 + fraction), for a positive, finite x.
struct Decomposed {
  Value exponent;
  Value fraction;
};

} // namespace

static Decomposed decompose(MathBuilder &b, Value x) {
  // Denormal numbers are made normal first.
  Value isDenormal = b.compare(arith::CmpFPredicate::OLT, x,
                               b.constant(std::numeric_limits<float>::min()));
  Value normal = b.select(isDenormal, b.mul(x, b.constant(0x1p23)), x);
  Value bits = b.toBits(normal);
  // 0x3f2aaaab is 2/3.
  Value exponent = b.shiftRight(b.subInt(bits, b.integer(0x3f2aaaab)), 23);
  Value mantissa = b.fromBits(b.subInt(bits, b.shiftLeft(exponent, 23)));
  // 12582912 + k, made of bits, is exact, and no conversion that might
  // overflow.
  Value shifted = b.fromBits(b.addInt(exponent, b.integer(0x4b400000)));
  Value bias =
      b.select(isDenormal, b.constant(12582912.0 + 23), b.constant(12582912.0));
  return {b.sub(shifted, bias), b.sub(mantissa, b.constant(1))};
}

/// The logarithms of what is not positive and finite.
static Value selectSpecial(MathBuilder &b, Value x, Value result) {
  Value zero = b.constant(0);
  Value isFinite =
      b.compare(arith::CmpFPredicate::OLT, x, b.constant(infinity));
  result = b.select(isFinite, result, x);
  Value isNegative = b.compare(arith::CmpFPredicate::OLT, x, zero);
  result = b.select(
      isNegative, b.constant(std::numeric_limits<double>::quiet_NaN()), result);
  Value isZero = b.compare(arith::CmpFPredicate::OEQ, x, zero);
  return b.select(isZero, b.constant(-infinity), result);
}

Value mlir::nn::detail::expandLog(MathBuilder &b, Value x) {
  auto [exponent, fraction] = decompose(b, x);
  Value q = b.polynomial(fraction, coefficients);
  // The smallest parts first; k times the high part of ln 2 is exact.
  Value result = b.fma(exponent, b.constant(1.42860677e-6),
                       b.mul(q, b.mul(fraction, fraction)));
  result = b.add(result, fraction);
  result = b.fma(exponent, b.constant(0.693145751953125), result);
  return selectSpecial(b, x, result);
}

Value mlir::nn::detail::expandLog2(MathBuilder &b, Value x) {
  auto [exponent, fraction] = decompose(b, x);
  Value q = b.polynomial(fraction, coefficients);
  Value rest = b.mul(q, b.mul(fraction, fraction));
  // (fraction + rest) times log2(e), whose fractional part keeps the accuracy.
  constexpr double log2eRest = 0.4426950408889634;
  Value sum = b.add(fraction, rest);
  Value lost = b.add(b.sub(fraction, sum), rest);
  Value result = b.fma(sum, b.constant(log2eRest), lost);
  result = b.add(result, sum);
  return selectSpecial(b, x, b.add(exponent, result));
}

Value mlir::nn::detail::expandLog10(MathBuilder &b, Value x) {
  auto [exponent, fraction] = decompose(b, x);
  Value q = b.polynomial(fraction, coefficients);
  constexpr double log10e = 0.4342944819032518;
  // log10(2) in two parts, the first of few bits.
  constexpr double high = 0.301025390625, low = 4.605038981195214e-6;
  Value rest = b.mul(q, b.mul(fraction, fraction));
  Value result = b.mul(rest, b.constant(log10e));
  result = b.fma(exponent, b.constant(low), result);
  result = b.fma(fraction, b.constant(log10e), result);
  result = b.fma(exponent, b.constant(high), result);
  return selectSpecial(b, x, result);
}

/// log(1 + x) = log(u) + c / u, where c is what the rounding of u = 1 + x has
/// lost.
static Value makeLog1p(MathBuilder &b, Value x,
                       llvm::function_ref<Value(Value)> makeLog) {
  Value one = b.constant(1);
  Value u = b.add(x, one);
  Value isLarge = b.compare(arith::CmpFPredicate::OGT, x, one);
  Value lost =
      b.select(isLarge, b.sub(one, b.sub(u, x)), b.sub(x, b.sub(u, one)));
  Value log = makeLog(u);
  Value isFinite =
      b.compare(arith::CmpFPredicate::OLT, b.abs(log), b.constant(infinity));
  Value result = b.select(isFinite, b.add(log, b.div(lost, u)), log);
  Value isZero = b.compare(arith::CmpFPredicate::OEQ, x, b.constant(0));
  return b.select(isZero, x, result);
}

Value mlir::nn::detail::expandLog1p(MathBuilder &b, Value x) {
  return makeLog1p(b, x, [&](Value u) { return expandLog(b, u); });
}

Value mlir::nn::detail::expandWideLog1p(MathBuilder &b, Value x) {
  return makeLog1p(b, x, [&](Value u) { return b.log(u); });
}
