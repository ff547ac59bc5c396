//===- Trigonometric.cpp --------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// sin, cos and tan: the argument is reduced by multiples of pi / 2 in f64,
// which is exact enough up to 2^40; beyond, results are in range but inexact.
//
//===----------------------------------------------------------------------===//

#include "MathBuilder.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::detail;

namespace {

/// The argument as n pi / 2 plus a rest of at most pi / 4.
struct Quadrant {
  /// n, of which the low two bits count.
  Value index;
  Value rest;
};

} // namespace

static Quadrant reduceByHalfPi(MathBuilder &b, Value x) {
  MathBuilder wide = b.with(b.f64());
  constexpr double magic = 0x1.8p52;
  constexpr double halfPi = 0x1.921fb54442d18p0,
                   halfPiLow = 0x1.1a62633145c07p-54;
  Value argument = b.widen(x);
  Value sum = wide.fma(argument, wide.constant(0x1.45f306dc9c883p-1),
                       wide.constant(magic));
  Value whole = wide.sub(sum, wide.constant(magic));
  Value rest = wide.fma(whole, wide.constant(-halfPi), argument);
  rest = wide.fma(whole, wide.constant(-halfPiLow), rest);
  // Bounded, for arguments that are too large.
  rest = wide.atMost(wide.atLeast(rest, -0.8), 0.8);
  // A widened integer is the low half of the sum's bits.
  return {b.truncateBits(wide.toBits(sum)), b.narrow(rest)};
}

/// sin of the rest.
static Value makeSin(MathBuilder &b, Value rest) {
  Value square = b.mul(rest, rest);
  Value q = b.polynomial(square,
                         {-1.6666654611e-1, 8.3321608736e-3, -1.9515295891e-4});
  return b.fma(b.mul(q, square), rest, rest);
}

/// cos of the rest.
static Value makeCos(MathBuilder &b, Value rest) {
  Value square = b.mul(rest, rest);
  Value q = b.polynomial(square, {4.166664568298827e-2, -1.388731625493765e-3,
                                  2.443315711809948e-5});
  Value result = b.fma(square, b.constant(-0.5), b.constant(1));
  return b.fma(b.mul(q, square), square, result);
}

static Value isOdd(MathBuilder &b, Value index) {
  return b.compareInt(arith::CmpIPredicate::ne, b.andInt(index, b.integer(1)),
                      b.integer(0));
}

/// The sine of the quadrant's angle, from its own sine and cosine.
static Value makeSinOfQuadrant(MathBuilder &b, Value index, Value rest) {
  Value result = b.select(isOdd(b, index), makeCos(b, rest), makeSin(b, rest));
  Value isLower = b.compareInt(arith::CmpIPredicate::ne,
                               b.andInt(index, b.integer(2)), b.integer(0));
  return b.select(isLower, b.neg(result), result);
}

Value mlir::nn::detail::expandSin(MathBuilder &b, Value x) {
  Quadrant quadrant = reduceByHalfPi(b, x);
  return makeSinOfQuadrant(b, quadrant.index, quadrant.rest);
}

Value mlir::nn::detail::expandCos(MathBuilder &b, Value x) {
  Quadrant quadrant = reduceByHalfPi(b, x);
  Value index = b.addInt(quadrant.index, b.integer(1));
  return makeSinOfQuadrant(b, index, quadrant.rest);
}

Value mlir::nn::detail::expandTan(MathBuilder &b, Value x) {
  Quadrant quadrant = reduceByHalfPi(b, x);
  Value sin = makeSin(b, quadrant.rest), cos = makeCos(b, quadrant.rest);
  Value odd = isOdd(b, quadrant.index);
  return b.div(b.select(odd, b.neg(cos), sin), b.select(odd, sin, cos));
}

Value mlir::nn::detail::expandAtan2(MathBuilder &b, Value y, Value x) {
  using Predicate = arith::CmpFPredicate;
  // The angle to the nearer axis, whose tangent is at most 1.
  Value absX = b.abs(x), absY = b.abs(y);
  Value isSteep = b.compare(Predicate::OGT, absY, absX);
  Value shorter = b.select(isSteep, absX, absY);
  Value longer = b.select(isSteep, absY, absX);
  // Two infinities have the tangent 1, two zeros 0; NaN is equal to nothing.
  Value tangent = b.select(b.compare(Predicate::OEQ, shorter, longer),
                           b.constant(1), b.div(shorter, longer));
  tangent = b.select(b.compare(Predicate::OEQ, longer, b.constant(0)), shorter,
                     tangent);
  Value angle = b.atan(tangent);
  angle =
      b.select(isSteep, b.sub(b.constant(llvm::numbers::pi / 2), angle), angle);
  // The left half is told by the sign, which a zero has too.
  Value isLeft =
      b.compare(Predicate::OLT, b.copySign(b.constant(1), x), b.constant(0));
  angle = b.select(isLeft, b.sub(b.constant(llvm::numbers::pi), angle), angle);
  return b.copySign(angle, y);
}
