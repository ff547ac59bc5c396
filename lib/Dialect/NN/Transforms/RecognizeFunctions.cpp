//===- RecognizeFunctions.cpp ---------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Functions that are written out as several ops.
//
//===----------------------------------------------------------------------===//

#include "mlir/IR/PatternMatch.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "nn/Dialect/NN/IR/NNElementwiseOps.h"
#include "nn/Dialect/NN/Transforms/Algebra.h"
#include "nn/Dialect/NN/Transforms/Passes.h"
#include "nn/Support/Constants.h"
#include "nn/Support/MatchFailures.h"
#include <cmath>

namespace mlir::nn {
#define GEN_PASS_DEF_NNRECOGNIZEFUNCTIONS
#include "nn/Dialect/NN/Transforms/Passes.h.inc"
} // namespace mlir::nn

using namespace mlir;
using namespace mlir::nn;

/// Returns the value of a constant float tensor whose elements are equal.
static std::optional<double> getConstantFloat(Value value) {
  std::optional<ConstantView> view = ConstantView::get(value);
  if (!view || !isa<FloatType>(view->getElementType()) ||
      view->getNumElements() == 0 || !view->allEqual())
    return std::nullopt;
  return view->getDouble(0);
}

/// True for a factor that is written with the digits of its float type.
static bool isClose(double value, double expected) {
  return std::fabs(value - expected) <= 1e-6 * std::fabs(expected);
}

namespace {

/// A product of values and of a constant: the leaves of a tree of
/// multiplications, divisions by constants and negations.
struct Product {
  /// Takes the value apart; the type is that of every factor that is no
  /// constant.
  explicit Product(Value value) { add(value, /*depth=*/0); }

  double constant = 1;
  SmallVector<Value> factors;

private:
  void add(Value value, unsigned depth) {
    // No function here has more factors; a longer chain is no match.
    constexpr unsigned maxDepth = 6;
    if (depth < maxDepth) {
      Type type = value.getType();
      if (auto mul = value.getDefiningOp<MulOp>()) {
        if (isPart(mul.getLhs(), type) && isPart(mul.getRhs(), type)) {
          add(mul.getLhs(), depth + 1);
          add(mul.getRhs(), depth + 1);
          return;
        }
      } else if (auto neg = value.getDefiningOp<NegOp>()) {
        constant = -constant;
        return add(neg.getInput(), depth + 1);
      } else if (auto div = value.getDefiningOp<DivOp>()) {
        std::optional<double> divisor = getConstantFloat(div.getRhs());
        if (divisor && div.getLhs().getType() == type) {
          constant /= *divisor;
          return add(div.getLhs(), depth + 1);
        }
      }
    }
    if (std::optional<double> number = getConstantFloat(value))
      constant *= *number;
    else
      factors.push_back(value);
  }

  static bool isPart(Value value, Type type) {
    return value.getType() == type || getConstantFloat(value);
  }
};

} // namespace

/// Returns x and c if the value is c * x.
static std::optional<std::pair<Value, double>> matchScaled(Value value) {
  Product product(value);
  if (product.factors.size() != 1)
    return std::nullopt;
  return std::pair(product.factors.front(), product.constant);
}

/// Returns the other operand if the value is a sum with a constant.
static Value matchPlus(Value value, double constant) {
  auto add = value.getDefiningOp<AddOp>();
  if (!add)
    return {};
  for (auto [term, other] : {std::pair(add.getLhs(), add.getRhs()),
                             std::pair(add.getRhs(), add.getLhs())})
    if (std::optional<double> number = getConstantFloat(other))
      if (*number == constant && term.getType() == value.getType())
        return term;
  return {};
}

/// True if the value is x ^ 3.
static bool isCube(Value value, Value x) {
  if (auto pow = value.getDefiningOp<PowOp>()) {
    std::optional<double> exponent = getConstantFloat(pow.getRhs());
    return pow.getLhs() == x && exponent && *exponent == 3;
  }
  int64_t degree = 0;
  for (Value factor : Product(value).factors) {
    auto square = factor.getDefiningOp<SquareOp>();
    if (factor == x)
      degree += 1;
    else if (square && square.getInput() == x)
      degree += 2;
    else
      return false;
  }
  return degree == 3;
}

/// True if the value is sqrt(2 / pi) * (x + 0.044715 * x ^ 3).
static bool isTanhArgument(Value value, Value x) {
  std::optional<std::pair<Value, double>> scaled = matchScaled(value);
  if (!scaled || !isClose(scaled->second, std::sqrt(2 / M_PI)))
    return false;
  auto add = scaled->first.getDefiningOp<AddOp>();
  if (!add || (add.getLhs() != x && add.getRhs() != x))
    return false;
  Value cubic = add.getLhs() == x ? add.getRhs() : add.getLhs();
  Product product(cubic);
  if (!isClose(product.constant, 0.044715))
    return false;
  if (product.factors.size() == 1)
    return isCube(product.factors.front(), x);
  return isCube(cubic, x);
}

/// The two forms of gelu.
enum class GeluKind { Exact, Approximate };

/// Returns the form of gelu that is half the product of x and of the value.
static std::optional<GeluKind> matchGeluFactor(Value value, Value x) {
  auto isScaledX = [&](Value argument, double scale) {
    std::optional<std::pair<Value, double>> scaled = matchScaled(argument);
    return scaled && scaled->first == x && isClose(scaled->second, scale);
  };
  // erfc(-x / sqrt(2)) = 1 + erf(x / sqrt(2))
  if (auto erfc = value.getDefiningOp<ErfcOp>())
    if (isScaledX(erfc.getInput(), -M_SQRT1_2))
      return GeluKind::Exact;
  Value term = matchPlus(value, 1);
  if (!term)
    return std::nullopt;
  if (auto erf = term.getDefiningOp<ErfOp>())
    if (isScaledX(erf.getInput(), M_SQRT1_2))
      return GeluKind::Exact;
  if (auto tanh = term.getDefiningOp<TanhOp>())
    if (isTanhArgument(tanh.getInput(), x))
      return GeluKind::Approximate;
  return std::nullopt;
}

/// Returns true if an op may be computed in one step that rounds once: types
/// narrower than f32 are rounded after each op, as TensorFlow's kernels do.
static bool isRoundedOnce(MulOp op) {
  Type type = getElementTypeOrSelf(op.getType());
  return type.isF32() || type.isF64();
}

namespace {

struct RecognizeGelu : public OpRewritePattern<MulOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(MulOp op,
                                PatternRewriter &rewriter) const override {
    if (!isRoundedOnce(op))
      return rewriter.notifyMatchFailure(op, "each op rounds its result");
    Product product(op.getResult());
    if (product.factors.size() != 2)
      return rewriter.notifyMatchFailure(op, "not a product of two factors");
    for (unsigned i : {0, 1}) {
      Value x = product.factors[i];
      if (x.getType() != op.getType())
        continue;
      std::optional<GeluKind> kind = matchGeluFactor(product.factors[1 - i], x);
      if (!kind || !isClose(product.constant, 0.5))
        continue;
      auto gelu = GeluOp::create(
          rewriter,
          rewriter.getFusedLoc({product.factors[1 - i].getLoc(), op.getLoc()}),
          op.getType(), x, *kind == GeluKind::Approximate);
      rewriter.replaceOp(op, gelu);
      return success();
    }
    return rewriter.notifyMatchFailure(op, "no factor is that of a gelu");
  }
};

struct RecognizeSilu : public OpRewritePattern<MulOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(MulOp op,
                                PatternRewriter &rewriter) const override {
    if (!isRoundedOnce(op))
      return rewriter.notifyMatchFailure(op, "each op rounds its result");
    for (auto [x, factor] : {std::pair(op.getLhs(), op.getRhs()),
                             std::pair(op.getRhs(), op.getLhs())}) {
      auto sigmoid = factor.getDefiningOp<SigmoidOp>();
      if (!sigmoid || sigmoid.getInput() != x)
        continue;
      auto silu = SiluOp::create(
          rewriter, rewriter.getFusedLoc({sigmoid.getLoc(), op.getLoc()}), x);
      rewriter.replaceOp(op, silu);
      return success();
    }
    return rewriter.notifyMatchFailure(op, "no factor is the sigmoid of the "
                                           "other");
  }
};

/// Returns true if a value is a number everywhere, integer or float.
static bool isConstant(Value value, double number) {
  std::optional<ConstantView> view = ConstantView::get(value);
  return view && view->allEqualTo(number);
}

struct MaximumToRelu : public OpRewritePattern<MaximumOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(MaximumOp op,
                                PatternRewriter &rewriter) const override {
    if (!isConstant(op.getRhs(), 0) || op.getLhs().getType() != op.getType())
      return rewriter.notifyMatchFailure(op, "rhs is not zero");
    rewriter.replaceOpWithNewOp<ReluOp>(op, op.getLhs());
    return success();
  }
};

struct MinimumToRelu6 : public OpRewritePattern<MinimumOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(MinimumOp op,
                                PatternRewriter &rewriter) const override {
    auto relu = op.getLhs().getDefiningOp<ReluOp>();
    if (!relu || relu.getType() != op.getType())
      return rewriter.notifyMatchFailure(op, "lhs is no relu of this type");
    if (!isConstant(op.getRhs(), 6))
      return rewriter.notifyMatchFailure(op, "rhs is not six");
    auto relu6 = Relu6Op::create(
        rewriter, rewriter.getFusedLoc({relu.getLoc(), op.getLoc()}),
        relu.getInput());
    rewriter.replaceOp(op, relu6);
    return success();
  }
};

struct PowToSquare : public OpRewritePattern<PowOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(PowOp op,
                                PatternRewriter &rewriter) const override {
    if (!isConstant(op.getRhs(), 2) || op.getLhs().getType() != op.getType())
      return rewriter.notifyMatchFailure(op, "exponent is not two");
    rewriter.replaceOpWithNewOp<SquareOp>(op, op.getLhs());
    return success();
  }
};

struct RecognizeFunctionsPass
    : public nn::impl::NNRecognizeFunctionsBase<RecognizeFunctionsPass> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    populateRecognizeFunctionsPatterns(patterns);
    if (failed(
            applyPatterns(getOperation(), std::move(patterns), getArgument())))
      signalPassFailure();
  }
};

} // namespace

void mlir::nn::populateRecognizeFunctionsPatterns(RewritePatternSet &patterns) {
  patterns.add<MaximumToRelu, MinimumToRelu6, PowToSquare, RecognizeGelu,
               RecognizeSilu>(patterns.getContext());
}
