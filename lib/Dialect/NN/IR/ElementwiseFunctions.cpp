//===- ElementwiseFunctions.cpp -------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The functions of the elementwise ops on single elements. Floats are doubles:
// a sum, product, quotient or square root of f32 values that is rounded to
// double and then to f32 is the one rounded to f32 at once, and likewise for
// the 16-bit types. Only functions of several steps must round in between.
//
//===----------------------------------------------------------------------===//

#include "nn/Dialect/NN/IR/NNElementwiseEvaluation.h"
#include "nn/Dialect/NN/IR/NNElementwiseOps.h"
#include "llvm/ADT/TypeSwitch.h"
#include <cmath>

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::detail;

//===----------------------------------------------------------------------===//
// Floats
//===----------------------------------------------------------------------===//

static double floorMod(double lhs, double rhs) {
  double result = std::fmod(lhs, rhs);
  return result != 0 && (result < 0) != (rhs < 0) ? result + rhs : result;
}

/// Rounds to f32 unless the element type is wider, as TensorFlow does between
/// the steps of a function.
template <bool isDouble>
static double step(double value) {
  return isDouble ? value : static_cast<double>(static_cast<float>(value));
}

/// The functions of several steps, which depend on the element type.
template <bool isDouble>
static FloatFunction getSteppedFunction(Operation *op) {
  return llvm::TypeSwitch<Operation *, FloatFunction>(op)
      .Case([](FloorDivOp) -> FloatFunction {
        return [](double x, double y) {
          return std::floor(step<isDouble>(x / y));
        };
      })
      .Case([](FloorModOp) -> FloatFunction { return floorMod; })
      .Case([](SquaredDifferenceOp) -> FloatFunction {
        return [](double x, double y) {
          double difference = step<isDouble>(x - y);
          return difference * difference;
        };
      })
      .Default(FloatFunction(nullptr));
}

static FloatFunction getArithmeticFunction(Operation *op) {
  return llvm::TypeSwitch<Operation *, FloatFunction>(op)
      .Case([](AbsOp) -> FloatFunction {
        return [](double x, double) { return std::fabs(x); };
      })
      .Case([](CeilOp) -> FloatFunction {
        return [](double x, double) { return std::ceil(x); };
      })
      .Case([](FloorOp) -> FloatFunction {
        return [](double x, double) { return std::floor(x); };
      })
      .Case([](NegOp) -> FloatFunction {
        return [](double x, double) { return -x; };
      })
      .Case([](ReciprocalOp) -> FloatFunction {
        return [](double x, double) { return 1 / x; };
      })
      .Case([](RoundOp) -> FloatFunction {
        return [](double x, double) { return std::nearbyint(x); };
      })
      .Case([](RsqrtOp) -> FloatFunction {
        return [](double x, double) { return 1 / std::sqrt(x); };
      })
      .Case([](SignOp) -> FloatFunction {
        return [](double x, double) {
          return std::isnan(x) ? x : static_cast<double>((x > 0) - (x < 0));
        };
      })
      .Case([](SqrtOp) -> FloatFunction {
        return [](double x, double) { return std::sqrt(x); };
      })
      .Case([](SquareOp) -> FloatFunction {
        return [](double x, double) { return x * x; };
      })
      .Default(FloatFunction(nullptr));
}

static FloatFunction getBinaryFunction(Operation *op) {
  return llvm::TypeSwitch<Operation *, FloatFunction>(op)
      .Case([](AddOp) -> FloatFunction {
        return [](double x, double y) { return x + y; };
      })
      .Case([](Atan2Op) -> FloatFunction {
        return [](double x, double y) { return std::atan2(x, y); };
      })
      .Case([](DivOp) -> FloatFunction {
        return [](double x, double y) { return x / y; };
      })
      .Case([](DivNoNanOp) -> FloatFunction {
        return [](double x, double y) { return y == 0 ? 0 : x / y; };
      })
      // NaN of either operand; of two equal zeros the first.
      .Case([](MaximumOp) -> FloatFunction {
        return [](double x, double y) {
          return std::isnan(y) ? y : x < y ? y : x;
        };
      })
      .Case([](MinimumOp) -> FloatFunction {
        return [](double x, double y) {
          return std::isnan(y) ? y : y < x ? y : x;
        };
      })
      .Case([](MulOp) -> FloatFunction {
        return [](double x, double y) { return x * y; };
      })
      .Case([](MulNoNanOp) -> FloatFunction {
        return [](double x, double y) { return y == 0 ? 0 : x * y; };
      })
      .Case([](PowOp) -> FloatFunction {
        return [](double x, double y) { return std::pow(x, y); };
      })
      .Case([](SubOp) -> FloatFunction {
        return [](double x, double y) { return x - y; };
      })
      .Case([](TruncateModOp) -> FloatFunction {
        return [](double x, double y) { return std::fmod(x, y); };
      })
      .Case([](XdivyOp) -> FloatFunction {
        return [](double x, double y) { return x == 0 ? 0 : x / y; };
      })
      .Case([](XlogyOp) -> FloatFunction {
        return [](double x, double y) { return x == 0 ? 0 : x * std::log(y); };
      })
      .Default(FloatFunction(nullptr));
}

static FloatFunction getMathFunction(Operation *op) {
  return llvm::TypeSwitch<Operation *, FloatFunction>(op)
#define NN_MATH_CASE(OP, FUNCTION)                                             \
  .Case([](OP) -> FloatFunction {                                              \
    return [](double x, double) { return std::FUNCTION(x); };                  \
  })
      // clang-format off
      NN_MATH_CASE(AcosOp, acos)
      NN_MATH_CASE(AcoshOp, acosh)
      NN_MATH_CASE(AsinOp, asin)
      NN_MATH_CASE(AsinhOp, asinh)
      NN_MATH_CASE(AtanOp, atan)
      NN_MATH_CASE(AtanhOp, atanh)
      NN_MATH_CASE(CosOp, cos)
      NN_MATH_CASE(CoshOp, cosh)
      NN_MATH_CASE(ErfOp, erf)
      NN_MATH_CASE(ErfcOp, erfc)
      NN_MATH_CASE(ExpOp, exp)
      NN_MATH_CASE(Expm1Op, expm1)
      NN_MATH_CASE(LogOp, log)
      NN_MATH_CASE(Log1pOp, log1p)
      NN_MATH_CASE(SinOp, sin)
      NN_MATH_CASE(SinhOp, sinh)
      NN_MATH_CASE(TanOp, tan)
      NN_MATH_CASE(TanhOp, tanh)
  // clang-format on
#undef NN_MATH_CASE
                                      .Default(FloatFunction(nullptr));
}

static FloatFunction getActivationFunction(Operation *op) {
  return llvm::TypeSwitch<Operation *, FloatFunction>(op)
      .Case([](EluOp) -> FloatFunction {
        return [](double x, double) { return x < 0 ? std::expm1(x) : x; };
      })
      .Case([](GeluOp gelu) -> FloatFunction {
        if (gelu.getApproximate())
          return [](double x, double) {
            double argument =
                0.79788456080286535588 * (x + 0.044715 * x * x * x);
            return 0.5 * x * (1 + std::tanh(argument));
          };
        return [](double x, double) {
          return 0.5 * x * std::erfc(-x * 0.70710678118654752440);
        };
      })
      // A negative zero is not below zero, and NaN is not either.
      .Case([](ReluOp) -> FloatFunction {
        return [](double x, double) { return x < 0 ? 0 : x; };
      })
      .Case([](Relu6Op) -> FloatFunction {
        return [](double x, double) { return x < 0 ? 0 : x > 6 ? 6 : x; };
      })
      .Case([](SeluOp) -> FloatFunction {
        return [](double x, double) {
          double scale = 1.0507009873554804934193349852946;
          double scaledAlpha = 1.7580993408473768599402175208123;
          return x < 0 ? scaledAlpha * std::expm1(x) : scale * x;
        };
      })
      .Case([](SigmoidOp) -> FloatFunction {
        return [](double x, double) { return 1 / (1 + std::exp(-x)); };
      })
      .Case([](SiluOp) -> FloatFunction {
        return [](double x, double) { return x / (1 + std::exp(-x)); };
      })
      .Case([](SoftplusOp) -> FloatFunction {
        return [](double x, double) {
          return std::isnan(x)
                     ? x
                     : std::fmax(x, 0) + std::log1p(std::exp(-std::fabs(x)));
        };
      })
      .Case([](SoftsignOp) -> FloatFunction {
        return [](double x, double) { return x / (1 + std::fabs(x)); };
      })
      .Default(FloatFunction(nullptr));
}

FloatFunction nn::detail::getFloatFunction(Operation *op, Type elementType) {
  if (FloatFunction function = getBinaryFunction(op))
    return function;
  if (FloatFunction function = getArithmeticFunction(op))
    return function;
  if (FloatFunction function = getActivationFunction(op))
    return function;
  if (FloatFunction function = getMathFunction(op))
    return function;
  return elementType.isF64() ? getSteppedFunction<true>(op)
                             : getSteppedFunction<false>(op);
}

//===----------------------------------------------------------------------===//
// Integers
//===----------------------------------------------------------------------===//

// Computed without signs, where C++ wraps around.
static int64_t wrapAdd(int64_t lhs, int64_t rhs) {
  return static_cast<uint64_t>(lhs) + static_cast<uint64_t>(rhs);
}

static int64_t wrapSub(int64_t lhs, int64_t rhs) {
  return static_cast<uint64_t>(lhs) - static_cast<uint64_t>(rhs);
}

static int64_t wrapMul(int64_t lhs, int64_t rhs) {
  return static_cast<uint64_t>(lhs) * static_cast<uint64_t>(rhs);
}

static bool isLess(int64_t lhs, int64_t rhs, bool isUnsigned) {
  return isUnsigned ? static_cast<uint64_t>(lhs) < static_cast<uint64_t>(rhs)
                    : lhs < rhs;
}

/// The truncated quotient and the remainder.
static std::optional<std::pair<int64_t, int64_t>>
divide(int64_t lhs, int64_t rhs, bool isUnsigned) {
  if (rhs == 0)
    return std::nullopt;
  if (isUnsigned) {
    uint64_t l = lhs, r = rhs;
    return std::pair<int64_t, int64_t>(l / r, l % r);
  }
  if (rhs == -1)
    return std::pair<int64_t, int64_t>(wrapSub(0, lhs), 0);
  return std::pair<int64_t, int64_t>(lhs / rhs, lhs % rhs);
}

static std::optional<int64_t> power(int64_t base, int64_t exponent,
                                    bool isUnsigned) {
  if (!isUnsigned && exponent < 0)
    return std::nullopt;
  int64_t result = 1;
  for (uint64_t rest = exponent; rest; rest >>= 1) {
    if (rest & 1)
      result = wrapMul(result, base);
    base = wrapMul(base, base);
  }
  return result;
}

std::optional<int64_t> nn::detail::evaluateInts(Operation *op, int64_t lhs,
                                                int64_t rhs, IntegerType type) {
  // Bools are their own kind: neither signed nor wrapping.
  bool isUnsigned = type.isUnsigned() || type.isInteger(1);
  int64_t bits = type.getWidth();
  using Result = std::optional<int64_t>;
  auto getShift = [&]() {
    // A negative amount counts as zero, one too large as the largest.
    return isLess(rhs, 0, isUnsigned)          ? 0
           : isLess(rhs, bits - 1, isUnsigned) ? rhs
                                               : bits - 1;
  };
  return llvm::TypeSwitch<Operation *, Result>(op)
      .Case([&](AbsOp) -> Result {
        return isLess(lhs, 0, isUnsigned) ? wrapSub(0, lhs) : lhs;
      })
      .Case([&](NegOp) -> Result { return wrapSub(0, lhs); })
      .Case([&](RoundOp) -> Result { return lhs; })
      .Case([&](SignOp) -> Result {
        return isLess(0, lhs, isUnsigned) - isLess(lhs, 0, isUnsigned);
      })
      .Case([&](SquareOp) -> Result { return wrapMul(lhs, lhs); })
      .Case([&](ReluOp) -> Result {
        return isLess(lhs, 0, isUnsigned) ? 0 : lhs;
      })
      .Case([&](Relu6Op) -> Result {
        return isLess(lhs, 0, isUnsigned)   ? 0
               : isLess(6, lhs, isUnsigned) ? 6
                                            : lhs;
      })
      .Case<BitwiseNotOp, LogicalNotOp>(
          [&](auto) -> Result { return ~lhs & (bits == 1 ? 1 : -1); })
      .Case([&](AddOp) -> Result { return wrapAdd(lhs, rhs); })
      .Case([&](SubOp) -> Result { return wrapSub(lhs, rhs); })
      .Case([&](MulOp) -> Result { return wrapMul(lhs, rhs); })
      .Case([&](SquaredDifferenceOp) -> Result {
        return wrapMul(wrapSub(lhs, rhs), wrapSub(lhs, rhs));
      })
      .Case([&](DivOp) -> Result {
        auto result = divide(lhs, rhs, isUnsigned);
        return result ? Result(result->first) : std::nullopt;
      })
      .Case([&](TruncateModOp) -> Result {
        auto result = divide(lhs, rhs, isUnsigned);
        return result ? Result(result->second) : std::nullopt;
      })
      .Case<FloorDivOp, FloorModOp>([&](auto op) -> Result {
        auto result = divide(lhs, rhs, isUnsigned);
        if (!result)
          return std::nullopt;
        auto [quotient, remainder] = *result;
        if (!isUnsigned && remainder != 0 && (remainder < 0) != (rhs < 0)) {
          --quotient;
          remainder += rhs;
        }
        return std::is_same_v<decltype(op), FloorDivOp> ? quotient : remainder;
      })
      .Case([&](MaximumOp) -> Result {
        return isLess(lhs, rhs, isUnsigned) ? rhs : lhs;
      })
      .Case([&](MinimumOp) -> Result {
        return isLess(rhs, lhs, isUnsigned) ? rhs : lhs;
      })
      .Case([&](PowOp) -> Result { return power(lhs, rhs, isUnsigned); })
      .Case<BitwiseAndOp, LogicalAndOp>(
          [&](auto) -> Result { return lhs & rhs; })
      .Case<BitwiseOrOp, LogicalOrOp>([&](auto) -> Result { return lhs | rhs; })
      .Case([&](BitwiseXorOp) -> Result { return lhs ^ rhs; })
      .Case([&](LeftShiftOp) -> Result {
        return static_cast<int64_t>(static_cast<uint64_t>(lhs) << getShift());
      })
      .Case([&](RightShiftOp) -> Result {
        return isUnsigned ? static_cast<int64_t>(static_cast<uint64_t>(lhs) >>
                                                 getShift())
                          : lhs >> getShift();
      })
      .Default(Result());
}
