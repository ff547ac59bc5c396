//===- EvaluateReduction.cpp ----------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Evaluation of the ops that combine elements along axes: floats in f64,
// rounded once at the end; integers wrap around as they go.
//
//===----------------------------------------------------------------------===//

#include "Evaluation.h"
#include "nn/Dialect/NN/IR/NNReductionOps.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/TypeSwitch.h"
#include <cmath>
#include <limits>

using namespace mlir;
using namespace mlir::nn;

using Result = ElementsAttr;
using Operands = ArrayRef<ConstantView>;

/// The elements of an input that are reduced here.
static constexpr int64_t kMaxElements = 1 << 24;

namespace {

/// One function of two numbers, and its neutral element.
template <typename T>
struct Combination {
  T (*combine)(T, T);
  T neutral;
};

} // namespace

/// For each element of a tensor of `sizes`, in row-major order, the position of
/// the element of the reduced tensor that it belongs to.
static SmallVector<int64_t> getTargets(ArrayRef<int64_t> sizes,
                                       ArrayRef<int64_t> axes) {
  SmallVector<int64_t> targets = {0};
  for (auto [axis, size] : llvm::enumerate(sizes)) {
    bool isReduced = llvm::is_contained(axes, static_cast<int64_t>(axis));
    SmallVector<int64_t> next;
    next.reserve(targets.size() * size);
    for (int64_t target : targets)
      for (int64_t i = 0; i < size; ++i)
        next.push_back(isReduced ? target : target * size + i);
    targets = std::move(next);
  }
  return targets;
}

/// The sizes without those of axes, or with 1 in their place.
static SmallVector<int64_t> getReducedSizes(ArrayRef<int64_t> sizes,
                                            ArrayRef<int64_t> axes,
                                            bool keepDims) {
  SmallVector<int64_t> reduced;
  for (auto [axis, size] : llvm::enumerate(sizes)) {
    bool isReduced = llvm::is_contained(axes, static_cast<int64_t>(axis));
    if (!isReduced || keepDims)
      reduced.push_back(isReduced ? 1 : size);
  }
  return reduced;
}

static Combination<double> getFloatCombination(Operation *op) {
  constexpr double inf = std::numeric_limits<double>::infinity();
  return llvm::TypeSwitch<Operation *, Combination<double>>(op)
      .Case<ReduceProdOp>([](auto) {
        return Combination<double>{[](double a, double b) { return a * b; }, 1};
      })
      .Case<ReduceMaxOp>([](auto) {
        return Combination<double>{
            [](double a, double b) { return b > a || std::isnan(b) ? b : a; },
            -inf};
      })
      .Case<ReduceMinOp>([](auto) {
        return Combination<double>{
            [](double a, double b) { return b < a || std::isnan(b) ? b : a; },
            inf};
      })
      .Default([](Operation *) {
        return Combination<double>{[](double a, double b) { return a + b; }, 0};
      });
}

/// The combination of integers of a type; those of unsigned ones are
/// zero-extended, so that only 64 bits need their own comparison.
static Combination<int64_t> getIntCombination(Operation *op, IntegerType type) {
  unsigned width = type.getWidth();
  bool isUnsigned = type.isUnsigned();
  int64_t lowest = isUnsigned ? 0 : llvm::minIntN(width);
  int64_t highest = isUnsigned ? static_cast<int64_t>(llvm::maxUIntN(width))
                               : llvm::maxIntN(width);
  using Int = Combination<int64_t>;
  return llvm::TypeSwitch<Operation *, Int>(op)
      .Case<ReduceProdOp>([](auto) {
        return Int{[](int64_t a, int64_t b) {
                     return static_cast<int64_t>(static_cast<uint64_t>(a) * b);
                   },
                   1};
      })
      .Case<ReduceMaxOp>([&](auto) {
        return isUnsigned
                   ? Int{[](int64_t a, int64_t b) {
                           return uint64_t(a) < uint64_t(b) ? b : a;
                         },
                         lowest}
                   : Int{[](int64_t a, int64_t b) { return std::max(a, b); },
                         lowest};
      })
      .Case<ReduceMinOp>([&](auto) {
        return isUnsigned
                   ? Int{[](int64_t a, int64_t b) {
                           return uint64_t(b) < uint64_t(a) ? b : a;
                         },
                         highest}
                   : Int{[](int64_t a, int64_t b) { return std::min(a, b); },
                         highest};
      })
      .Case<ReduceAllOp>([](auto) {
        return Int{[](int64_t a, int64_t b) { return a & b; }, 1};
      })
      .Case<ReduceAnyOp>([](auto) {
        return Int{[](int64_t a, int64_t b) { return a | b; }, 0};
      })
      .Default([](Operation *) {
        return Int{[](int64_t a, int64_t b) {
                     return static_cast<int64_t>(static_cast<uint64_t>(a) + b);
                   },
                   0};
      });
}

/// Combines the elements that have the same target.
template <typename T>
static SmallVector<T> reduce(ArrayRef<int64_t> targets, int64_t count,
                             const Combination<T> &combination,
                             llvm::function_ref<T(int64_t)> getElement) {
  SmallVector<T> values(count, combination.neutral);
  for (auto [i, target] : llvm::enumerate(targets))
    values[target] = combination.combine(values[target], getElement(i));
  return values;
}

template <typename OpTy>
static Result evaluateReduce(OpTy op, Operands operands) {
  const ConstantView &input = operands[0];
  Type elementType = input.getElementType();
  // Large reductions are as fast when the program runs.
  if (isa<ComplexType>(elementType) || input.getNumElements() > kMaxElements)
    return {};
  auto type = RankedTensorType::get(
      getReducedSizes(input.getShape(), op.getAxes(), op.getKeepDims()),
      elementType);
  SmallVector<int64_t> targets = getTargets(input.getShape(), op.getAxes());
  int64_t count = type.getNumElements();
  bool isMean = std::is_same_v<OpTy, ReduceMeanOp>;
  int64_t divisor = count ? static_cast<int64_t>(targets.size()) / count : 1;
  ConstantBuilder result(type);

  if (isa<FloatType>(elementType)) {
    SmallVector<double> values =
        reduce<double>(targets, count, getFloatCombination(op),
                       [&](int64_t i) { return input.getDouble(i); });
    for (auto [i, value] : llvm::enumerate(values))
      result.setDouble(i, isMean ? value / divisor : value);
    return result.finish("folded");
  }
  auto integerType = cast<IntegerType>(elementType);
  if (isMean && divisor == 0)
    return {};
  SmallVector<int64_t> values =
      reduce<int64_t>(targets, count, getIntCombination(op, integerType),
                      [&](int64_t i) { return input.getInt(i); });
  for (auto [i, value] : llvm::enumerate(values)) {
    // The sum has wrapped around before it is divided.
    if (isMean && integerType.isUnsigned())
      value = (static_cast<uint64_t>(value) &
               llvm::maxUIntN(integerType.getWidth())) /
              divisor;
    else if (isMean)
      value = llvm::SignExtend64(value, integerType.getWidth()) / divisor;
    result.setInt(i, value);
  }
  return result.finish("folded");
}

ElementsAttr
mlir::nn::detail::evaluateReductionOp(Operation *op,
                                      ArrayRef<ConstantView> operands) {
  return llvm::TypeSwitch<Operation *, Result>(op)
      .Case<ReduceSumOp, ReduceMeanOp, ReduceProdOp, ReduceMaxOp, ReduceMinOp,
            ReduceAllOp, ReduceAnyOp>(
          [&](auto op) { return evaluateReduce(op, operands); })
      .Default([](Operation *) { return Result(); });
}
