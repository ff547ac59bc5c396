//===- ScalarActivations.cpp ----------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Activation functions. Where NaN must stay, a comparison picks between two
// values such that NaN picks itself: that is one instruction where a maximum
// that keeps NaN is three.
//
//===----------------------------------------------------------------------===//

#include "Scalar.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "nn/Dialect/NN/IR/NNActivationOps.h"
#include <cmath>
#include <limits>

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::detail;

using FPred = arith::CmpFPredicate;
using IPred = arith::CmpIPredicate;

static Value emitExp(ScalarBuilder &b, Value x) {
  return math::ExpOp::create(b, x, ScalarBuilder::contract(b.getContext()));
}

static Value emitExpm1(ScalarBuilder &b, Value x) {
  return math::ExpM1Op::create(b, x, ScalarBuilder::contract(b.getContext()));
}

static Value emitRelu(ScalarBuilder &b, Operation *op, ValueRange args) {
  Value x = args[0], zero = b.constant(x, 0);
  if (isa<FloatType>(x.getType()))
    return b.select(b.compare(FPred::OLT, x, zero), zero, x);
  if (isUnsignedOp(op))
    return x;
  return arith::MaxSIOp::create(b, x, zero);
}

static Value emitRelu6(ScalarBuilder &b, Operation *op, ValueRange args) {
  Value x = emitRelu(b, op, args), six = b.constant(x, 6);
  if (isa<FloatType>(x.getType()))
    return b.select(b.compare(FPred::OGT, x, six), six, x);
  if (isUnsignedOp(op))
    return arith::MinUIOp::create(b, x, six);
  return arith::MinSIOp::create(b, x, six);
}

static Value emitLeakyRelu(ScalarBuilder &b, Operation *op, ValueRange args) {
  Value x = args[0], zero = b.constant(x, 0);
  double alpha = cast<LeakyReluOp>(op).getAlpha().convertToDouble();
  return b.select(b.compare(FPred::OGT, x, zero), x,
                  b.mul(x, b.constant(x, alpha)));
}

static Value emitElu(ScalarBuilder &b, Operation *, ValueRange args) {
  Value x = args[0], zero = b.constant(x, 0);
  return b.select(b.compare(FPred::OLT, x, zero), emitExpm1(b, x), x);
}

static Value emitSelu(ScalarBuilder &b, Operation *, ValueRange args) {
  constexpr double kScale = 1.0507009873554804934193349852946;
  constexpr double kScaleAlpha = 1.7580993408473768599402175208123;
  Value x = args[0], zero = b.constant(x, 0);
  return b.select(b.compare(FPred::OLT, x, zero),
                  b.mul(emitExpm1(b, x), b.constant(x, kScaleAlpha)),
                  b.mul(x, b.constant(x, kScale)));
}

/// 1 + exp(-x)
static Value emitSigmoidDenominator(ScalarBuilder &b, Value x) {
  return b.add(b.constant(x, 1), emitExp(b, b.neg(x)));
}

static Value emitSigmoid(ScalarBuilder &b, Operation *, ValueRange args) {
  Value x = args[0];
  return b.div(b.constant(x, 1), emitSigmoidDenominator(b, x));
}

static Value emitSilu(ScalarBuilder &b, Operation *, ValueRange args) {
  Value x = args[0];
  return b.div(x, emitSigmoidDenominator(b, x));
}

/// TensorFlow's own thresholds, beyond which log(1 + exp(x)) is x or exp(x) to
/// the last digit.
static Value emitSoftplus(ScalarBuilder &b, Operation *, ValueRange args) {
  Value x = args[0];
  double epsilon = x.getType().isF64() ? std::numeric_limits<double>::epsilon()
                                       : std::numeric_limits<float>::epsilon();
  double threshold = std::log(epsilon) + 2;
  Value exp = emitExp(b, x);
  Value log =
      math::Log1pOp::create(b, exp, ScalarBuilder::contract(b.getContext()));
  Value small = b.compare(FPred::OLT, x, b.constant(x, threshold));
  Value large = b.compare(FPred::OGT, x, b.constant(x, -threshold));
  return b.select(large, x, b.select(small, exp, log));
}

static Value emitSoftsign(ScalarBuilder &b, Operation *, ValueRange args) {
  Value x = args[0];
  return b.div(x, b.add(b.constant(x, 1), b.abs(x)));
}

static Value emitTanh(ScalarBuilder &b, Operation *, ValueRange args) {
  return math::TanhOp::create(b, args[0],
                              ScalarBuilder::contract(b.getContext()));
}

static Value emitGelu(ScalarBuilder &b, Operation *op, ValueRange args) {
  constexpr double kSqrtHalf = 0.70710678118654752440;
  constexpr double kSqrtTwoOverPi = 0.79788456080286535588;
  Value x = args[0], one = b.constant(x, 1);
  auto contract = ScalarBuilder::contract(b.getContext());
  Value inner;
  if (cast<GeluOp>(op).getApproximate()) {
    Value cube = b.mul(b.mul(x, x), b.mul(x, b.constant(x, 0.044715)));
    inner = math::TanhOp::create(
        b, b.mul(b.constant(x, kSqrtTwoOverPi), b.add(x, cube)), contract);
  } else {
    inner =
        math::ErfOp::create(b, b.mul(x, b.constant(x, kSqrtHalf)), contract);
  }
  return b.mul(b.mul(b.constant(x, 0.5), x), b.add(one, inner));
}

void nn::detail::registerActivationScalars(RegisterScalar add) {
  add(EluOp::getOperationName(), emitElu, Precision::Compute);
  add(GeluOp::getOperationName(), emitGelu, Precision::Compute);
  add(LeakyReluOp::getOperationName(), emitLeakyRelu, Precision::Compute);
  add(ReluOp::getOperationName(), emitRelu, Precision::Own);
  add(Relu6Op::getOperationName(), emitRelu6, Precision::Own);
  add(SeluOp::getOperationName(), emitSelu, Precision::Compute);
  add(SigmoidOp::getOperationName(), emitSigmoid, Precision::Compute);
  add(SiluOp::getOperationName(), emitSilu, Precision::Compute);
  add(SoftplusOp::getOperationName(), emitSoftplus, Precision::Compute);
  add(SoftsignOp::getOperationName(), emitSoftsign, Precision::Compute);
  add(TanhOp::getOperationName(), emitTanh, Precision::Compute);
}
