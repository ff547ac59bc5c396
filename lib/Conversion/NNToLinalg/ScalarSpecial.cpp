//===- ScalarSpecial.cpp - Special functions on scalars -------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The gamma function's kin, Bessel functions and the normal distribution's
// quantiles, by series such as those of Cephes, which TensorFlow's kernels use.
// Loops are unrolled and branches are selects, so that they are vectors in the
// end.
//
//===----------------------------------------------------------------------===//

#include "Scalar.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "nn/Dialect/NN/IR/NNBinaryOps.h"
#include "nn/Dialect/NN/IR/NNMathOps.h"
#include <limits>

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::detail;

using FPred = arith::CmpFPredicate;
using IPred = arith::CmpIPredicate;

static constexpr double kInfinity = std::numeric_limits<double>::infinity();
static constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
static constexpr double kPi = 3.14159265358979323846;

template <typename MathOp, typename... Args>
static Value emit(ScalarBuilder &b, Args... args) {
  return MathOp::create(b, args..., ScalarBuilder::contract(b.getContext()));
}

/// The polynomial whose coefficients are given from the highest power.
static Value emitPolynomial(ScalarBuilder &b, Value x,
                            ArrayRef<double> coefficients) {
  Value result = b.constant(x, coefficients.front());
  for (double coefficient : coefficients.drop_front())
    result = b.add(b.mul(result, x), b.constant(x, coefficient));
  return result;
}

/// The distance of a negative number to the integer below it, in [0, 1).
static Value emitFraction(ScalarBuilder &b, Value x) {
  return b.sub(x, emit<math::FloorOp>(b, x));
}

/// Stirling's series from 10 on, the recurrence below, reflection for negative
/// numbers.
Value nn::detail::emitLgamma(ScalarBuilder &b, Value x) {
  Value zero = b.constant(x, 0), one = b.constant(x, 1);
  Value isNegative = b.compare(FPred::OLE, x, zero);
  Value shifted = b.select(isNegative, b.sub(one, x), x), product = one;
  for (int i = 0; i < 10; ++i) {
    Value isSmall = b.compare(FPred::OLT, shifted, b.constant(x, 10));
    product = b.mul(product, b.select(isSmall, shifted, one));
    shifted = b.add(shifted, b.select(isSmall, one, zero));
  }
  Value inverse = b.div(one, shifted);
  Value series =
      b.mul(inverse, emitPolynomial(b, b.mul(inverse, inverse),
                                    {-691.0 / 360360, 1.0 / 1188, -1.0 / 1680,
                                     1.0 / 1260, -1.0 / 360, 1.0 / 12}));
  // (s - 1/2) (log(s) - 1) + (log(2 pi) - 1) / 2
  Value main = b.mul(b.sub(shifted, b.constant(x, 0.5)),
                     b.sub(emit<math::LogOp>(b, shifted), one));
  main = b.add(main, b.constant(x, 0.41893853320467274178));
  Value positive = b.sub(b.add(main, series), emit<math::LogOp>(b, product));

  // log(pi / sin(pi x)) - lgamma(1 - x)
  Value fraction = emitFraction(b, x);
  fraction = b.min(fraction, b.sub(one, fraction));
  Value sine = emit<math::SinOp>(b, b.mul(fraction, b.constant(x, kPi)));
  Value reflected =
      b.sub(emit<math::LogOp>(b, b.div(b.constant(x, kPi), sine)), positive);
  Value result = b.select(isNegative, reflected, positive);
  Value infinity = b.constant(x, kInfinity);
  Value isPole = arith::AndIOp::create(b, isNegative,
                                       b.compare(FPred::OEQ, fraction, zero));
  Value isInfinite = b.compare(FPred::OEQ, b.abs(x), infinity);
  return b.select(arith::OrIOp::create(b, isPole, isInfinite), infinity,
                  result);
}

static Value emitLgammaOp(ScalarBuilder &b, Operation *, ValueRange args) {
  return emitLgamma(b, args[0]);
}

/// The asymptotic series from 10 on, the recurrence below, reflection for
/// negative numbers.
static Value emitDigamma(ScalarBuilder &b, Operation *, ValueRange args) {
  Value x = args[0], zero = b.constant(x, 0), one = b.constant(x, 1);
  Value isNegative = b.compare(FPred::OLE, x, zero);
  Value shifted = b.select(isNegative, b.sub(one, x), x), sum = zero;
  for (int i = 0; i < 10; ++i) {
    Value isSmall = b.compare(FPred::OLT, shifted, b.constant(x, 10));
    sum = b.add(sum, b.select(isSmall, b.div(one, shifted), zero));
    shifted = b.add(shifted, b.select(isSmall, one, zero));
  }
  Value inverse = b.div(one, shifted), square = b.mul(inverse, inverse);
  Value series = b.mul(
      square, emitPolynomial(b, square,
                             {1.0 / 12, -691.0 / 32760, 1.0 / 132, -1.0 / 240,
                              1.0 / 252, -1.0 / 120, 1.0 / 12}));
  Value positive =
      b.sub(emit<math::LogOp>(b, shifted), b.mul(inverse, b.constant(x, 0.5)));
  positive = b.sub(b.sub(positive, series), sum);

  // psi(1 - x) - pi / tan(pi x); half an integer has no tangent.
  Value half = b.constant(x, 0.5), fraction = emitFraction(b, x);
  Value nearest = b.select(b.compare(FPred::OGT, fraction, half),
                           b.sub(fraction, one), fraction);
  Value pi = b.constant(x, kPi);
  Value cotangent = b.div(pi, emit<math::TanOp>(b, b.mul(nearest, pi)));
  cotangent = b.select(b.compare(FPred::OEQ, fraction, half), zero, cotangent);
  Value result = b.select(isNegative, b.sub(positive, cotangent), positive);
  Value isPole = arith::AndIOp::create(b, isNegative,
                                       b.compare(FPred::OEQ, fraction, zero));
  return b.select(isPole, b.constant(x, kNaN), result);
}

/// Rational functions of the distance to 1/2, and in the tails of
/// sqrt(-2 log(x)).
static Value emitNdtri(ScalarBuilder &b, Operation *, ValueRange args) {
  constexpr double kTail = 0.13533528323661269189; // exp(-2)
  Value x = args[0], one = b.constant(x, 1);
  Value isLower = b.compare(FPred::OLE, x, b.constant(x, 1 - kTail));
  Value folded = b.select(isLower, x, b.sub(one, x));

  Value center = b.sub(folded, b.constant(x, 0.5));
  Value square = b.mul(center, center);
  Value ratio = b.div(
      emitPolynomial(b, square,
                     {-5.99633501014107895267e1, 9.80010754185999661536e1,
                      -5.66762857469070293439e1, 1.39312609387279679503e1,
                      -1.23916583867381258016e0}),
      emitPolynomial(b, square,
                     {1.0, 1.95448858338141759834e0, 4.67627912898881538453e0,
                      8.63602421390890590575e1, -2.25462687854119370527e2,
                      2.00260212380060660359e2, -8.20372256168333339912e1,
                      1.59056225126211695515e1, -1.18331621121330003142e0}));
  Value middle = b.mul(b.add(center, b.mul(center, b.mul(square, ratio))),
                       b.constant(x, 2.50662827463100050242e0));

  Value z = emit<math::SqrtOp>(
      b, b.mul(emit<math::LogOp>(b, folded), b.constant(x, -2)));
  Value inverse = b.div(one, z);
  Value near = b.div(
      emitPolynomial(b, inverse,
                     {4.05544892305962419923e0, 3.15251094599893866154e1,
                      5.71628192246421288162e1, 4.40805073893200834700e1,
                      1.46849561928858024014e1, 2.18663306850790267539e0,
                      -1.40256079171354495875e-1, -3.50424626827848203418e-2,
                      -8.57456785154685413611e-4}),
      emitPolynomial(b, inverse,
                     {1.0, 1.57799883256466749731e1, 4.53907635128879210584e1,
                      4.13172038254672030440e1, 1.50425385692907503408e1,
                      2.50464946208309415979e0, -1.42182922854787788574e-1,
                      -3.80806407691578277194e-2, -9.33259480895457427372e-4}));
  Value far = b.div(
      emitPolynomial(b, inverse,
                     {3.23774891776946035970e0, 6.91522889068984211695e0,
                      3.93881025292474443415e0, 1.33303460815807542389e0,
                      2.01485389549179081538e-1, 1.23716634817820021358e-2,
                      3.01581553508235416007e-4, 2.65806974686737550832e-6,
                      6.23974539184983293730e-9}),
      emitPolynomial(b, inverse,
                     {1.0, 6.02427039364742014255e0, 3.67983563856160859403e0,
                      1.37702099489081330271e0, 2.16236993594496635890e-1,
                      1.34204006088543189037e-2, 3.28014464682127739104e-4,
                      2.89247864745380683936e-6, 6.79019408009981274425e-9}));
  Value correction = b.mul(
      inverse, b.select(b.compare(FPred::OLT, z, b.constant(x, 8)), near, far));
  Value tail =
      b.sub(b.sub(z, b.mul(emit<math::LogOp>(b, z), inverse)), correction);
  tail = b.select(isLower, b.neg(tail), tail);

  Value result = b.select(b.compare(FPred::OGT, folded, b.constant(x, kTail)),
                          middle, tail);
  result = b.select(b.compare(FPred::OEQ, x, b.constant(x, 0)),
                    b.constant(x, -kInfinity), result);
  return b.select(b.compare(FPred::OEQ, x, one), b.constant(x, kInfinity),
                  result);
}

/// Ten terms of the sum, and the rest by the formula of Euler and Maclaurin,
/// both as far as they count: what comes later may not be finite.
static Value emitZeta(ScalarBuilder &b, Operation *, ValueRange args) {
  // (2k)! / B_2k
  constexpr double kFactors[] = {12.0,
                                 -720.0,
                                 30240.0,
                                 -1209600.0,
                                 47900160.0,
                                 -1.8924375803183791606e9,
                                 7.47242496e10,
                                 -2.950130727918164224e12,
                                 1.1646782814350067249e14,
                                 -4.5979787224074726105e15,
                                 1.8152105401943546773e17,
                                 -7.1661652561756670113e18};
  Value x = args[0], q = args[1], zero = b.constant(x, 0);
  Value one = b.constant(x, 1), half = b.constant(x, 0.5);
  double epsilon = x.getType().isF64() ? 0x1p-53 : 0x1p-24;
  Value minusX = b.neg(x);
  Value place = q, term = emit<math::PowFOp>(b, q, minusX), sum = term;
  Value isDone = arith::ConstantIntOp::create(b, 0, 1);
  auto addTerm = [&](Value added) {
    sum = b.select(isDone, sum, b.add(sum, added));
    Value isNothing = b.compare(FPred::OLT, b.abs(added),
                                b.mul(b.abs(sum), b.constant(x, epsilon)));
    isDone = arith::OrIOp::create(b, isDone, isNothing);
  };
  for (int i = 0; i < 9; ++i) {
    place = b.add(place, one);
    term = emit<math::PowFOp>(b, place, minusX);
    addTerm(term);
  }
  Value rest =
      b.sub(b.div(b.mul(term, place), b.sub(x, one)), b.mul(term, half));
  sum = b.select(isDone, sum, b.add(sum, rest));
  Value factor = one;
  for (auto [i, divisor] : llvm::enumerate(kFactors)) {
    factor = b.mul(factor, b.add(x, b.constant(x, 2.0 * i)));
    term = b.div(term, place);
    addTerm(b.div(b.mul(factor, term), b.constant(x, divisor)));
    factor = b.mul(factor, b.add(x, b.constant(x, 2.0 * i + 1)));
    term = b.div(term, place);
  }

  Value infinity = b.constant(x, kInfinity), nan = b.constant(x, kNaN);
  auto isWhole = [&](Value value) {
    return b.compare(FPred::OEQ, value, emit<math::FloorOp>(b, value));
  };
  Value atPole = b.select(isWhole(b.mul(x, half)), infinity, nan);
  Value below = b.select(isWhole(q), atPole, b.select(isWhole(x), sum, nan));
  Value result = b.select(b.compare(FPred::OLE, q, zero), below, sum);
  result = b.select(b.compare(FPred::OLT, x, one), nan, result);
  return b.select(b.compare(FPred::OEQ, x, one), infinity, result);
}

/// The sum of Chebyshev polynomials at `y`, in [-1, 1], whose coefficients are
/// given from the highest order; that of order 0 counts half.
static Value emitChebyshev(ScalarBuilder &b, Value y,
                           ArrayRef<double> coefficients) {
  Value twice = b.add(y, y), last = b.constant(y, 0), beforeLast = last;
  Value sum = last;
  for (double coefficient : coefficients) {
    beforeLast = last;
    last = sum;
    sum = b.add(b.sub(b.mul(twice, last), beforeLast),
                b.constant(y, coefficient));
  }
  return b.mul(b.sub(sum, beforeLast), b.constant(y, 0.5));
}

// What exp(-x) I0(x) and exp(-x) I1(x) / x are in x / 4 - 1 up to 8, and their
// products with sqrt(x), the latter's with x, in 16 / x - 1 from 8 on.
static constexpr double kI0Near[] = {
    3.3307945188222381e-17,   -2.43127984654795469e-16,
    1.71539128555513303e-15,  -1.16853328779934517e-14,
    7.67618549860493562e-14,  -4.85644678311192946e-13,
    2.95505266312963983e-12,  -1.72682629144155571e-11,
    9.67580903537323691e-11,  -5.18979560163526291e-10,
    2.65982372468238665e-9,   -1.30002500998624804e-8,
    6.04699502254191895e-8,   -2.67079385394061173e-7,
    1.11738753912010372e-6,   -4.41673835845875056e-6,
    0.0000164484480707288971, -0.000057541950100821037,
    0.000188502885095841656,  -0.000576375574538582366,
    0.0016394756169413358,    -0.00432430999505057594,
    0.0105464603945949983,    -0.0237374148058994688,
    0.0493052842396707085,    -0.0949010970480476444,
    0.171620901522208775,     -0.304682672343198399,
    0.676795274409476085};
static constexpr double kI0Far[] = {
    -4.83050448594418207e-18, 4.46562142029676e-17,
    3.46122286769746109e-17,  -2.82762398051658348e-16,
    -3.42548561967721913e-16, 1.77256013305652638e-15,
    3.81168066935262242e-15,  -9.55484669882830765e-15,
    -4.15056934728722209e-14, 1.54008621752140983e-14,
    3.8527783827421427e-13,   7.18012445138366623e-13,
    -1.79417853150680612e-12, -1.32158118404477131e-11,
    -3.14991652796324136e-11, 1.18891471078464383e-11,
    4.94060238822496959e-10,  3.39623202570838635e-9,
    2.26666899049817806e-8,   2.04891858946906374e-7,
    2.89137052083475648e-6,   0.0000688975834691682398,
    0.00336911647825569409,   0.804490411014108832};
static constexpr double kI1Near[] = {
    -2.11142121435816608e-17,  1.55363195773620047e-16,
    -1.10559694773538631e-15,  7.60068429473540693e-15,
    -5.04218550472791169e-14,  3.22379336594557471e-13,
    -1.98397439776494372e-12,  1.17361862988909016e-11,
    -6.66348972350202774e-11,  3.62559028155211704e-10,
    -1.88724975172282929e-9,   9.38153738649577178e-9,
    -4.44505912879632808e-8,   2.00329475355213526e-7,
    -8.56872026469545474e-7,   3.47025130813767848e-6,
    -0.0000132731636560394358, 0.0000478156510755005423,
    -0.000161760815825896746,  0.000512285956168575773,
    -0.00151357245063125315,   0.00415642294431288816,
    -0.0105640848946261982,    0.0247264490306265168,
    -0.0529459812080949914,    0.102643658689847095,
    -0.176416518357834055,     0.252587186443633655};
static constexpr double kI1Far[] = {
    4.41434832307170795e-18,  -4.65030536848935833e-17,
    -3.20952592199342396e-17, 2.96262899764595014e-16,
    3.30820231092092828e-16,  -1.88035477551078245e-15,
    -3.8144030724370078e-15,  1.04202769841288028e-14,
    4.27244001671195135e-14,  -2.10154184277266431e-14,
    -4.08355111109219732e-13, -7.19855177624590851e-13,
    2.03562854414708951e-12,  1.41258074366137813e-11,
    3.25260358301548824e-11,  -1.89749581235054123e-11,
    -5.58974346219658381e-10, -3.83538038596423702e-9,
    -2.63146884688951951e-8,  -2.51223623787020893e-7,
    -3.88256480887769039e-6,  -0.000110588938762623716,
    -0.00976109749136146841,  0.77857623501828012};

/// The series near zero, and the one far from it over sqrt(|x|).
static Value emitBessel(ScalarBuilder &b, Value magnitude, Value near,
                        ArrayRef<double> farCoefficients) {
  Value one = b.constant(magnitude, 1), eight = b.constant(magnitude, 8);
  Value isNear = b.compare(FPred::OLE, magnitude, eight);
  Value atLeast = b.select(isNear, eight, magnitude);
  Value far =
      emitChebyshev(b, b.sub(b.div(b.constant(magnitude, 16), atLeast), one),
                    farCoefficients);
  far = b.div(far, emit<math::SqrtOp>(b, atLeast));
  return b.select(isNear, near, far);
}

/// The place of a magnitude, as far as 8, in the series near zero.
static Value emitNearPlace(ScalarBuilder &b, Value magnitude) {
  Value place = b.min(magnitude, b.constant(magnitude, 8));
  return b.sub(b.mul(place, b.constant(magnitude, 0.25)),
               b.constant(magnitude, 1));
}

static Value emitBesselI0e(ScalarBuilder &b, Operation *, ValueRange args) {
  Value magnitude = b.abs(args[0]);
  Value near = emitChebyshev(b, emitNearPlace(b, magnitude), kI0Near);
  return emitBessel(b, magnitude, near, kI0Far);
}

static Value emitBesselI1e(ScalarBuilder &b, Operation *, ValueRange args) {
  Value magnitude = b.abs(args[0]);
  Value near =
      b.mul(magnitude, emitChebyshev(b, emitNearPlace(b, magnitude), kI1Near));
  Value value = emitBessel(b, magnitude, near, kI1Far);
  Value isNegative = b.compare(FPred::OLT, args[0], b.constant(value, 0));
  return b.select(isNegative, b.neg(value), value);
}

/// Adds or subtracts one of the bits, which are in the order of magnitudes.
static Value emitNextAfter(ScalarBuilder &b, Operation *, ValueRange args) {
  Value from = args[0], to = args[1];
  Type bitsType = b.getIntegerType(from.getType().getIntOrFloatBitWidth());
  Value zero = b.constant(from, 0);
  Value bits = arith::BitcastOp::create(b, bitsType, from);
  Value one = arith::ConstantOp::create(b, b.getIntegerAttr(bitsType, 1));
  Value isUp = b.compare(FPred::OLT, from, to);
  Value isPositive = b.compare(FPred::OGT, from, zero);
  Value grows = b.compare(IPred::eq, isUp, isPositive);
  Value stepped = b.select(grows, b.add(bits, one), b.sub(bits, one));
  // From zero to the least number of the other's sign.
  Value result = arith::BitcastOp::create(b, from.getType(), stepped);
  Value least = arith::BitcastOp::create(b, from.getType(), one);
  Value fromZero =
      b.select(b.compare(FPred::OLT, to, zero), b.neg(least), least);
  result = b.select(b.compare(FPred::OEQ, from, zero), fromZero, result);
  result = b.select(b.compare(FPred::OEQ, from, to), to, result);
  return b.select(b.compare(FPred::UNO, from, to), b.constant(from, kNaN),
                  result);
}

void nn::detail::registerSpecialScalars(RegisterScalar add) {
  constexpr Precision compute = Precision::Compute;
  add(BesselI0eOp::getOperationName(), emitBesselI0e, compute);
  add(BesselI1eOp::getOperationName(), emitBesselI1e, compute);
  add(DigammaOp::getOperationName(), emitDigamma, compute);
  add(LgammaOp::getOperationName(), emitLgammaOp, compute);
  add(NdtriOp::getOperationName(), emitNdtri, compute);
  add(NextAfterOp::getOperationName(), emitNextAfter, compute);
  add(ZetaOp::getOperationName(), emitZeta, compute);
}
