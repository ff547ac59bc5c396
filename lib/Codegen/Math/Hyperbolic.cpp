//===- Hyperbolic.cpp -----------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// sinh, cosh and the inverse hyperbolic functions, made of exponentials and
// logarithms; tanh is with the exponentials.
//
//===----------------------------------------------------------------------===//

#include "MathBuilder.h"
#include <limits>

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::detail;

static constexpr double ln2 = 0.6931471805599453;

Value mlir::nn::detail::expandSinh(MathBuilder &b, Value x) {
  // Where the two exponentials would cancel, (e + e / (e + 1)) / 2 where
  // e = e^x - 1.
  Value magnitude = b.abs(x);
  Value one = b.constant(1);
  Value e = expandExpM1(b, b.atMost(magnitude, 1.0));
  Value small = b.mul(b.add(e, b.div(e, b.add(e, one))), b.constant(0.5));
  Value half = expandHalfExp(b, magnitude);
  Value large = b.sub(half, b.div(b.constant(0.25), half));
  Value isSmall = b.compare(arith::CmpFPredicate::OLT, magnitude, one);
  return b.copySign(b.select(isSmall, small, large), x);
}

Value mlir::nn::detail::expandCosh(MathBuilder &b, Value x) {
  Value half = expandHalfExp(b, b.abs(x));
  return b.add(half, b.div(b.constant(0.25), half));
}

Value mlir::nn::detail::expandAsinh(MathBuilder &b, Value x) {
  // log1p(a + a^2 / (1 + sqrt(a^2 + 1))); the square of a large a overflows,
  // but then the result is log(2 a).
  Value magnitude = b.abs(x);
  Value one = b.constant(1);
  Value isLarge =
      b.compare(arith::CmpFPredicate::OGT, magnitude, b.constant(0x1p30));
  Value square = b.mul(magnitude, magnitude);
  Value root = b.sqrt(b.add(square, one));
  Value argument = b.add(magnitude, b.div(square, b.add(root, one)));
  Value log = expandLog1p(b, b.select(isLarge, magnitude, argument));
  Value result = b.select(isLarge, b.add(log, b.constant(ln2)), log);
  return b.copySign(result, x);
}

Value mlir::nn::detail::expandAcosh(MathBuilder &b, Value x) {
  // log1p(t + sqrt(2 t + t^2)) where t = x - 1; NaN below 1 comes from the
  // root.
  Value t = b.sub(x, b.constant(1));
  Value isLarge = b.compare(arith::CmpFPredicate::OGT, x, b.constant(0x1p30));
  Value root = b.sqrt(b.fma(t, t, b.add(t, t)));
  Value log = expandLog1p(b, b.select(isLarge, x, b.add(t, root)));
  Value result = b.select(isLarge, b.add(log, b.constant(ln2)), log);
  Value isBelow = b.compare(arith::CmpFPredicate::OLT, x, b.constant(1));
  return b.select(isBelow, b.constant(std::numeric_limits<double>::quiet_NaN()),
                  result);
}

Value mlir::nn::detail::expandAtanh(MathBuilder &b, Value x) {
  // log1p(2 a / (1 - a)) / 2: infinite at 1, NaN beyond.
  Value magnitude = b.abs(x);
  Value quotient =
      b.div(b.add(magnitude, magnitude), b.sub(b.constant(1), magnitude));
  Value result = b.mul(expandLog1p(b, quotient), b.constant(0.5));
  return b.copySign(result, x);
}
