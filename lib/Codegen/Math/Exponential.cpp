//===- Exponential.cpp ----------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// exp, exp2 and expm1: the argument is split into n ln 2 + r; e^r is a minimax
// polynomial, and 2^n is made of bits.
//
//===----------------------------------------------------------------------===//

#include "MathBuilder.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::detail;

/// Adding this rounds to an integer, which is in the low bits of the sum.
static constexpr double magic = 12582912.0; // 1.5 * 2^23
static constexpr int64_t magicBits = 0x4b400000;

static constexpr double log2e = 1.4426950408889634;
/// ln 2 in two parts: n times the first is exact.
static constexpr double ln2High = 0.693145751953125, ln2Low = 1.42860677e-6;

/// e^r - 1 = r + r^2 q(r): q for exp, and for functions that need less of it.
static constexpr double expCoefficients[] = {
    0.4999999403953552, 0.1666652113199234, 0.04166838899254799,
    0.008368716575205326, 0.001381459878757596};
static constexpr double shortCoefficients[] = {
    0.499992311000824, 0.16667114198207855, 0.04189015552401543,
    0.008312520571053028};
/// The same with a small error relative to e^r - 1.
static constexpr double expm1Coefficients[] = {0.5,
                                               0.1666666567325592,
                                               0.041666362434625626,
                                               0.008333389647305012,
                                               0.0013940627686679363,
                                               0.00019845878705382347};

Reduced mlir::nn::detail::reduceByLn2(MathBuilder &b, Value x) {
  Value sum = b.fma(x, b.constant(log2e), b.constant(magic));
  Value whole = b.sub(sum, b.constant(magic));
  Value rest = b.fma(whole, b.constant(-ln2High), x);
  rest = b.fma(whole, b.constant(-ln2Low), rest);
  return {whole, b.toBits(sum), rest};
}

Value mlir::nn::detail::getWhole(MathBuilder &b, const Reduced &reduced) {
  return b.subInt(reduced.bits, b.integer(magicBits));
}

Value mlir::nn::detail::makePowerOf2(MathBuilder &b, const Reduced &reduced,
                                     int64_t offset) {
  // The shift drops the bits of the magic number.
  Value exponent = b.addInt(reduced.bits, b.integer(127 + offset));
  return b.fromBits(b.shiftLeft(exponent, 23));
}

/// e^r - 1 for the rest of a reduction.
static Value makeExpM1OfRest(MathBuilder &b, Value rest,
                             ArrayRef<double> coefficients) {
  Value q = b.polynomial(rest, coefficients);
  return b.fma(q, b.mul(rest, rest), rest);
}

/// value * 2^(n + offset), which may be denormal or infinite.
static Value scale(MathBuilder &b, Value value, const Reduced &reduced,
                   int64_t offset = 0) {
  if (b.hasAVX512()) {
    Value exponent =
        offset ? b.add(reduced.whole, b.constant(offset)) : reduced.whole;
    return b.callIntrinsic("llvm.x86.avx512.mask.scalef.ps.512",
                           {value, exponent, value, b.scalarInteger(16, -1),
                            b.scalarInteger(32, 4)});
  }
  // Two factors, each of which is a normal number.
  Value whole = getWhole(b, reduced);
  if (offset)
    whole = b.addInt(whole, b.integer(offset));
  Value half = b.shiftRight(whole, 1);
  Value rest = b.subInt(whole, half);
  for (Value exponent : {half, rest})
    value = b.mul(
        value, b.fromBits(b.shiftLeft(b.addInt(exponent, b.integer(127)), 23)));
  return value;
}

Value mlir::nn::detail::expandExp(MathBuilder &b, Value x) {
  // Beyond these all results are zero, or infinite.
  x = b.atMost(b.atLeast(x, -104.0), 88.8);
  Reduced reduced = reduceByLn2(b, x);
  Value power = makeExpM1OfRest(b, reduced.rest, expCoefficients);
  return scale(b, b.add(power, b.constant(1)), reduced);
}

Value mlir::nn::detail::expandHalfExp(MathBuilder &b, Value x) {
  x = b.atMost(b.atLeast(x, -104.0), 89.5);
  Reduced reduced = reduceByLn2(b, x);
  Value power = makeExpM1OfRest(b, reduced.rest, expCoefficients);
  return scale(b, b.add(power, b.constant(1)), reduced, -1);
}

Value mlir::nn::detail::expandNormalExp(MathBuilder &b, Value x) {
  Reduced reduced = reduceByLn2(b, x);
  Value power = makeExpM1OfRest(b, reduced.rest, shortCoefficients);
  return b.mul(b.add(power, b.constant(1)), makePowerOf2(b, reduced));
}

Value mlir::nn::detail::expandExp2(MathBuilder &b, Value x) {
  x = b.atMost(b.atLeast(x, -151.0), 129.0);
  Value sum = b.add(x, b.constant(magic));
  Value whole = b.sub(sum, b.constant(magic));
  Value rest = b.mul(b.sub(x, whole), b.constant(0.6931471805599453));
  Reduced reduced = {whole, b.toBits(sum), rest};
  Value power = makeExpM1OfRest(b, rest, expCoefficients);
  return scale(b, b.add(power, b.constant(1)), reduced);
}

Value mlir::nn::detail::expandExpM1(MathBuilder &b, Value x) {
  Value bounded = b.atMost(b.atLeast(x, -20.0), 89.0);
  Reduced reduced = reduceByLn2(b, bounded);
  Value power = makeExpM1OfRest(b, reduced.rest, expm1Coefficients);
  // Half of it, since 2^n itself may be too large.
  Value factor = makePowerOf2(b, reduced, -1);
  Value half = b.fma(power, factor, b.sub(factor, b.constant(0.5)));
  // Keeps denormals and the sign of zero.
  Value isTiny =
      b.compare(arith::CmpFPredicate::OLT, b.abs(x), b.constant(0x1p-25));
  return b.select(isTiny, x, b.add(half, half));
}

Value mlir::nn::detail::expandWideExpM1(MathBuilder &b, Value x) {
  // (u - 1) x / log(u) where u = e^x: the errors of u - 1 and of log(u) cancel.
  using Predicate = arith::CmpFPredicate;
  Value one = b.constant(1);
  Value u = b.exp(x);
  Value difference = b.sub(u, one);
  Value result = b.mul(difference, b.div(x, b.log(u)));
  // Where e^x is 1, or so small or large that 1 does not matter.
  Value isOne = b.compare(Predicate::OEQ, u, one);
  result = b.select(isOne, x, result);
  Value isModerate = b.compare(Predicate::OLT, b.abs(x), b.constant(30));
  return b.select(isModerate, result, difference);
}

Value mlir::nn::detail::expandTanh(MathBuilder &b, Value x) {
  // tanh(x) = e / (e + 2) where e = e^2x - 1.
  Value magnitude = b.abs(x);
  Value doubled = b.atMost(b.add(magnitude, magnitude), 20.0);
  Reduced reduced = reduceByLn2(b, doubled);
  Value power = makeExpM1OfRest(b, reduced.rest, expm1Coefficients);
  Value factor = makePowerOf2(b, reduced);
  Value e = b.fma(power, factor, b.sub(factor, b.constant(1)));
  return b.copySign(b.div(e, b.add(e, b.constant(2))), x);
}
