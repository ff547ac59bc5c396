//===- ScalarIncomplete.cpp - Incomplete gamma and beta functions ---------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Power series and continued fractions, evaluated until they change no more:
// how many terms that takes depends on the operands, so these are loops. They
// are computed in f64, where what cancels leaves enough digits of f32.
//
//===----------------------------------------------------------------------===//

#include "LoopBuilder.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "nn/Dialect/NN/IR/NNBinaryOps.h"
#include "nn/Dialect/NN/IR/NNMathOps.h"
#include <limits>

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::detail;

static constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
static constexpr double kInfinity = std::numeric_limits<double>::infinity();
static constexpr double kEpsilon = std::numeric_limits<double>::epsilon();
/// As many terms as TensorFlow takes at most.
static constexpr double kMaxTerms = 2000;

static Expr log(Expr x) {
  LoopBuilder &b = x.getBuilder();
  return b.expr(
      math::LogOp::create(b, x, ScalarBuilder::contract(b.getContext())));
}

static Expr log1p(Expr x) {
  LoopBuilder &b = x.getBuilder();
  return b.expr(
      math::Log1pOp::create(b, x, ScalarBuilder::contract(b.getContext())));
}

static Expr lgamma(Expr x) {
  return x.getBuilder().expr(emitLgamma(x.getBuilder(), x));
}

/// x^a exp(-x) / gamma(a)
static Expr getGammaTerm(Expr a, Expr x) {
  return exp(a * log(x) - x - lgamma(a));
}

/// igamma(a, x) by its power series, for x below 1 or a.
static Expr sumGammaSeries(Expr a, Expr x) {
  LoopBuilder &b = a.getBuilder();
  Variable divisor = b.variable(a), term = b.variable(a.like(1));
  Variable sum = b.variable(a.like(1)), count = b.variable(a.like(0));
  b.repeatWhile(
      [&] {
        return term.get() > sum.get() * kEpsilon && count.get() < kMaxTerms;
      },
      [&] {
        divisor = divisor.get() + 1;
        term = term.get() * x / divisor;
        sum = sum.get() + term;
        count = count.get() + 1;
      });
  return sum.get() * getGammaTerm(a, x) / a;
}

/// igammac(a, x) by its continued fraction, for x above 1 and a.
static Expr evaluateGammaFraction(Expr a, Expr x) {
  constexpr double kBig = 1.0 / kEpsilon;
  LoopBuilder &b = a.getBuilder();
  Variable y = b.variable(1 - a), z = b.variable(x + (1 - a) + 1);
  // Numerators and denominators of the last two approximations.
  Variable lowerP = b.variable(a.like(1)), lowerQ = b.variable(x);
  Variable p = b.variable(x + 1), q = b.variable(z.get() * x);
  Variable result = b.variable(p.get() / q);
  Variable change = b.variable(a.like(1)), count = b.variable(a.like(0));
  b.repeatWhile(
      [&] { return change.get() > kEpsilon && count.get() < kMaxTerms; },
      [&] {
        count = count.get() + 1;
        y = y.get() + 1;
        z = z.get() + 2;
        Expr factor = y.get() * count;
        Expr nextP = p.get() * z - lowerP.get() * factor;
        Expr nextQ = q.get() * z - lowerQ.get() * factor;
        Expr isZero = nextQ == 0;
        Expr ratio = nextP / nextQ;
        change = select(isZero, a.like(1), abs((result.get() - ratio) / ratio));
        result = select(isZero, result, ratio);
        Expr scale = select(abs(nextP) > kBig, a.like(kEpsilon), a.like(1));
        lowerP = p.get() * scale;
        lowerQ = q.get() * scale;
        p = nextP * scale;
        q = nextQ * scale;
      });
  return result.get() * getGammaTerm(a, x);
}

/// One of the functions is the series or the fraction, the other one minus it.
static Expr computeIgamma(Expr a, Expr x, bool isUpper) {
  LoopBuilder &b = a.getBuilder();
  Variable result = b.variable(a.like(kNaN));
  Expr isDefined = x >= 0 && a > 0;
  b.when(isDefined, [&] {
    b.when(
        x > 1 && x > a,
        [&] {
          b.when(
              x == kInfinity, [&] { result = isUpper ? 0 : 1; },
              [&] {
                Expr upper = evaluateGammaFraction(a, x);
                result = isUpper ? upper : 1 - upper;
              });
        },
        [&] {
          Expr lower = select(x == 0, x, sumGammaSeries(a, x));
          result = isUpper ? 1 - lower : lower;
        });
  });
  return result;
}

/// The continued fraction of the incomplete beta function, by the method of
/// Lentz: the ratio of two approximations is kept instead of either.
static Expr evaluateBetaFraction(Expr a, Expr bb, Expr x) {
  constexpr double kTiny = 1e-300;
  LoopBuilder &b = a.getBuilder();
  auto awayFromZero = [&](Expr value) {
    return select(abs(value) < kTiny, a.like(kTiny), value);
  };
  Variable c = b.variable(a.like(1));
  Variable d = b.variable(1 / awayFromZero(1 - (a + bb) * x / (a + 1)));
  Variable result = b.variable(d), change = b.variable(a.like(1));
  Variable m = b.variable(a.like(0));
  b.repeatWhile(
      [&] { return abs(change.get()) > kEpsilon && m.get() < kMaxTerms; },
      [&] {
        m = m.get() + 1;
        Expr k = m;
        auto step = [&](Expr term) {
          d = 1 / awayFromZero(1 + term * d);
          c = awayFromZero(1 + term / c);
          result = result.get() * d * c;
        };
        step(k * (bb - k) * x / ((a + 2 * k - 1) * (a + 2 * k)));
        step(-(a + k) * (a + bb + k) * x / ((a + 2 * k) * (a + 2 * k + 1)));
        change = d.get() * c - 1;
      });
  return result;
}

static Expr computeBetainc(Expr a, Expr bb, Expr x) {
  LoopBuilder &b = a.getBuilder();
  Variable result = b.variable(a.like(kNaN));
  Expr isDefined = a > 0 && bb > 0 && x >= 0 && x <= 1;
  b.when(isDefined, [&] {
    b.when(
        x == 0 || x == 1, [&] { result = x; },
        [&] {
          Expr factor = exp(lgamma(a + bb) - lgamma(a) - lgamma(bb) +
                            a * log(x) + bb * log1p(-x));
          // On its side of the mean the fraction converges fast.
          b.when(
              x < (a + 1) / (a + bb + 2),
              [&] { result = factor * evaluateBetaFraction(a, bb, x) / a; },
              [&] {
                result = 1 - factor * evaluateBetaFraction(bb, a, 1 - x) / bb;
              });
        });
  });
  return result;
}

/// Computes in f64 what is rounded to the type of the operands.
static Value computeWide(ScalarBuilder &scalars, ValueRange args,
                         function_ref<Expr(ArrayRef<Expr>)> compute) {
  LoopBuilder b(scalars);
  SmallVector<Expr> wide;
  for (Value arg : args)
    wide.push_back(b.expr(convertFloat(b, arg, b.getF64Type())));
  return convertFloat(b, compute(wide), args[0].getType());
}

template <bool isUpper>
static Value emitIgamma(ScalarBuilder &b, Operation *, ValueRange args) {
  return computeWide(b, args, [](ArrayRef<Expr> args) {
    return computeIgamma(args[0], args[1], isUpper);
  });
}

static Value emitBetainc(ScalarBuilder &b, Operation *, ValueRange args) {
  return computeWide(b, args, [](ArrayRef<Expr> args) {
    return computeBetainc(args[0], args[1], args[2]);
  });
}

void nn::detail::registerIncompleteScalars(RegisterScalar add) {
  constexpr Precision compute = Precision::Compute;
  add(BetaincOp::getOperationName(), emitBetainc, compute);
  add(IgammaOp::getOperationName(), emitIgamma<false>, compute);
  add(IgammacOp::getOperationName(), emitIgamma<true>, compute);
}
