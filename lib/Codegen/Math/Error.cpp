//===- Error.cpp ----------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// erf: two minimax polynomials, one of them in an exponential.
//
//===----------------------------------------------------------------------===//

#include "MathBuilder.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::detail;

/// erf(x) = x + x p(x^2) for |x| <= 1.
static constexpr double smallCoefficients[] = {
    0.12837916612625122,   -0.3761262595653534,  0.1128358542919159,
    -0.026853812858462334, 0.005188327748328447, -0.0008010193705558777,
    7.853861461626366e-05};
/// erf(x) = 1 - exp(-l(x)) for 1 <= x <= 4, where it becomes 1.
static constexpr double largeCoefficients[] = {
    0.000341555307386443,   1.1270891427993774,   0.638144850730896,
    0.10310675203800201,    -0.02183806337416172, 0.0029476583003997803,
    -0.00018637919856701046};

Value mlir::nn::detail::expandErf(MathBuilder &b, Value x) {
  Value magnitude = b.abs(x);
  Value small = b.fma(b.polynomial(b.mul(x, x), smallCoefficients), x, x);
  Value bounded = b.atMost(magnitude, 4.0);
  Value exponential =
      expandNormalExp(b, b.neg(b.polynomial(bounded, largeCoefficients)));
  Value large = b.copySign(b.sub(b.constant(1), exponential), x);
  Value isLarge =
      b.compare(arith::CmpFPredicate::OGT, magnitude, b.constant(1));
  return b.select(isLarge, large, small);
}
