//===- ShapeAnalysis.cpp --------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Symbolic evaluation of shape arithmetic.
//
//===----------------------------------------------------------------------===//

#include "ShapeAnalysis.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Matchers.h"
#include "nn/Dialect/NN/IR/NNArithmeticOps.h"
#include "nn/Dialect/NN/IR/NNBinaryOps.h"
#include "nn/Dialect/NN/IR/NNGatherOps.h"
#include "nn/Dialect/NN/IR/NNReductionOps.h"
#include "nn/Dialect/NN/IR/NNShapeOps.h"
#include "nn/Dialect/NN/IR/NNSizeSources.h"
#include "nn/Support/Constants.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace mlir::nn;

using Elements = std::optional<SmallVector<AffineExpr>>;

/// Shapes have fewer elements than this.
static constexpr int64_t kMaxElements = 64;

static RankedTensorType getTensorType(Value value) {
  return cast<RankedTensorType>(value.getType());
}

//===----------------------------------------------------------------------===//
// Sizes
//===----------------------------------------------------------------------===//

AffineExpr ShapeAnalysis::getSize(Value tensor, int64_t axis) {
  // Bounded: each step goes to an operand.
  while (true) {
    RankedTensorType type = getTensorType(tensor);
    if (!type.isDynamicDim(axis))
      return getAffineConstantExpr(type.getDimSize(axis), context);
    Operation *op = tensor.getDefiningOp();
    if (!op)
      break;
    if (auto cast = dyn_cast<tensor::CastOp>(op)) {
      if (!isa<RankedTensorType>(cast.getSource().getType()))
        break;
      tensor = cast.getSource();
      continue;
    }
    Value shape;
    if (auto reshape = dyn_cast<ReshapeOp>(op))
      shape = reshape.getShape();
    else if (auto fill = dyn_cast<FillOp>(op))
      shape = fill.getShape();
    if (shape)
      if (Elements sizes = getElements(shape))
        if (AffineExpr size = (*sizes)[axis])
          if (!isa<AffineConstantExpr>(size))
            return size;
    SizeSources sources = getSizeSources(op, axis);
    if (sources.dims.empty() || sources.mayBroadcast)
      break;
    tensor = sources.dims.front().value;
    axis = sources.dims.front().dim;
  }
  AffineExpr &symbol = symbols[{tensor, axis}];
  if (!symbol)
    symbol = getAffineSymbolExpr(symbols.size() - 1, context);
  return symbol;
}

//===----------------------------------------------------------------------===//
// Elements
//===----------------------------------------------------------------------===//

/// Combines elements one by one; a single one belongs to each of the other's.
static Elements
combine(const Elements &lhs, const Elements &rhs,
        llvm::function_ref<AffineExpr(AffineExpr, AffineExpr)> function) {
  if (!lhs || !rhs ||
      (lhs->size() != rhs->size() && lhs->size() != 1 && rhs->size() != 1))
    return std::nullopt;
  SmallVector<AffineExpr> result;
  // Of which there may be none.
  size_t count = lhs->size() == 1 ? rhs->size() : lhs->size();
  for (size_t i = 0; i < count; ++i) {
    AffineExpr a = (*lhs)[lhs->size() == 1 ? 0 : i];
    AffineExpr b = (*rhs)[rhs->size() == 1 ? 0 : i];
    result.push_back(a && b ? function(a, b) : AffineExpr());
  }
  return result;
}

/// Folds elements into one.
static Elements
foldElements(const Elements &elements, AffineExpr neutral,
             llvm::function_ref<AffineExpr(AffineExpr, AffineExpr)> function) {
  if (!elements)
    return std::nullopt;
  AffineExpr result = neutral;
  for (AffineExpr element : *elements)
    result = result && element ? function(result, element) : AffineExpr();
  return SmallVector<AffineExpr>{result};
}

static AffineExpr add(AffineExpr lhs, AffineExpr rhs) { return lhs + rhs; }
static AffineExpr subtract(AffineExpr lhs, AffineExpr rhs) { return lhs - rhs; }
static AffineExpr multiply(AffineExpr lhs, AffineExpr rhs) { return lhs * rhs; }

/// Division where truncation and floor are the same: of a constant, or of a
/// size, which is not negative, by a positive constant.
static AffineExpr divide(AffineExpr lhs, AffineExpr rhs) {
  auto divisor = dyn_cast<AffineConstantExpr>(rhs);
  auto dividend = dyn_cast<AffineConstantExpr>(lhs);
  if (!divisor || divisor.getValue() <= 0 ||
      (dividend && dividend.getValue() < 0) ||
      (!dividend && !isa<AffineSymbolExpr>(lhs)))
    return {};
  return lhs.floorDiv(rhs);
}

/// The larger of two constants, or the smaller.
template <bool isMax>
static AffineExpr choose(AffineExpr lhs, AffineExpr rhs) {
  auto a = dyn_cast<AffineConstantExpr>(lhs);
  auto b = dyn_cast<AffineConstantExpr>(rhs);
  if (lhs == rhs)
    return lhs;
  if (!a || !b)
    return {};
  return (a.getValue() < b.getValue()) == isMax ? rhs : lhs;
}

Elements ShapeAnalysis::computeElements(Value tensor) {
  RankedTensorType type = getTensorType(tensor);
  int64_t count = type.getNumElements();
  if (std::optional<ConstantView> constant = ConstantView::get(tensor)) {
    SmallVector<AffineExpr> result;
    for (int64_t i = 0; i < count; ++i)
      result.push_back(getAffineConstantExpr(constant->getInt(i), context));
    return result;
  }
  Operation *op = tensor.getDefiningOp();
  if (!op)
    return SmallVector<AffineExpr>(count);
  Elements known =
      llvm::TypeSwitch<Operation *, Elements>(op)
          .Case<ShapeOp>([&](ShapeOp op) {
            SmallVector<AffineExpr> result;
            for (int64_t axis = 0; axis < count; ++axis)
              result.push_back(getSize(op.getInput(), axis));
            return result;
          })
          .Case<CastOp, ReshapeOp, ExpandDimsOp, SqueezeOp, tensor::CastOp>(
              [&](auto op) { return getElements(op->getOperand(0)); })
          .Case<SliceOp>([&](SliceOp op) -> Elements {
            Elements input = getElements(op.getInput());
            if (!input || type.getRank() != 1)
              return std::nullopt;
            int64_t begin = getSliceBegin(input->size(), op.getBegin()[0]);
            SmallVector<AffineExpr> result;
            for (int64_t i = 0; i < count; ++i)
              result.push_back((*input)[begin + i * op.getStrides()[0]]);
            return result;
          })
          .Case<GatherOp>([&](GatherOp op) -> Elements {
            Elements params = getElements(op.getParams());
            std::optional<SmallVector<int64_t>> indices =
                getConstants(op.getIndices());
            if (!params || !indices ||
                op.getParams().getType().getRank() != 1 ||
                op.getBatchDims() != 0)
              return std::nullopt;
            SmallVector<AffineExpr> result;
            for (int64_t index : *indices) {
              if (index < 0 || index >= static_cast<int64_t>(params->size()))
                return std::nullopt;
              result.push_back((*params)[index]);
            }
            return result;
          })
          .Case<ConcatOp>([&](ConcatOp op) -> Elements {
            // One behind the other, if no dimension is outside the axis.
            for (int64_t i = 0; i < static_cast<int64_t>(op.getAxis()); ++i)
              if (type.getDimSize(i) != 1)
                return std::nullopt;
            SmallVector<AffineExpr> result;
            for (Value input : op.getInputs()) {
              Elements part = getElements(input);
              if (!part)
                return std::nullopt;
              llvm::append_range(result, *part);
            }
            return result;
          })
          .Case<AddOp>([&](AddOp op) {
            return combine(getElements(op.getLhs()), getElements(op.getRhs()),
                           add);
          })
          .Case<SubOp>([&](SubOp op) {
            return combine(getElements(op.getLhs()), getElements(op.getRhs()),
                           subtract);
          })
          .Case<MulOp>([&](MulOp op) {
            return combine(getElements(op.getLhs()), getElements(op.getRhs()),
                           multiply);
          })
          .Case<DivOp, FloorDivOp>([&](auto op) {
            return combine(getElements(op.getLhs()), getElements(op.getRhs()),
                           divide);
          })
          .Case<MaximumOp>([&](MaximumOp op) {
            return combine(getElements(op.getLhs()), getElements(op.getRhs()),
                           choose</*isMax=*/true>);
          })
          .Case<MinimumOp>([&](MinimumOp op) {
            return combine(getElements(op.getLhs()), getElements(op.getRhs()),
                           choose</*isMax=*/false>);
          })
          .Case<ReduceProdOp>([&](ReduceProdOp op) {
            return foldElements(getElements(op.getInput()),
                                getAffineConstantExpr(1, context), multiply);
          })
          .Case<ReduceSumOp>([&](ReduceSumOp op) {
            return foldElements(getElements(op.getInput()),
                                getAffineConstantExpr(0, context), add);
          })
          .Case<FillOp, BroadcastToOp>([&](auto op) -> Elements {
            Elements value = getElements(isa<FillOp>(op) ? op->getOperand(1)
                                                         : op->getOperand(0));
            if (!value || value->size() != 1)
              return std::nullopt;
            return SmallVector<AffineExpr>(count, value->front());
          })
          .Default([](Operation *) { return std::nullopt; });
  // An op that reduces or cuts in another way than is handled above.
  if (!known || static_cast<int64_t>(known->size()) != count)
    return SmallVector<AffineExpr>(count);
  return known;
}

Elements ShapeAnalysis::getElements(Value tensor) {
  auto type = dyn_cast<RankedTensorType>(tensor.getType());
  if (!type || !type.hasStaticShape() ||
      !isa<IntegerType>(type.getElementType()) ||
      type.getNumElements() > kMaxElements)
    return std::nullopt;
  auto it = elements.find(tensor);
  if (it != elements.end())
    return it->second;
  Elements result = computeElements(tensor);
  elements[tensor] = result;
  return result;
}

std::optional<SmallVector<int64_t>> ShapeAnalysis::getConstants(Value tensor) {
  Elements known = getElements(tensor);
  if (!known)
    return std::nullopt;
  SmallVector<int64_t> constants;
  for (AffineExpr element : *known) {
    auto constant = dyn_cast_or_null<AffineConstantExpr>(element);
    if (!constant)
      return std::nullopt;
    constants.push_back(constant.getValue());
  }
  return constants;
}

/// Splits a product into its constant and its other factors.
static void splitProduct(AffineExpr expr, int64_t &constant,
                         SmallVectorImpl<AffineExpr> &factors) {
  if (auto value = dyn_cast<AffineConstantExpr>(expr)) {
    constant *= value.getValue();
    return;
  }
  if (expr.getKind() == AffineExprKind::Mul) {
    auto product = cast<AffineBinaryOpExpr>(expr);
    splitProduct(product.getLHS(), constant, factors);
    splitProduct(product.getRHS(), constant, factors);
    return;
  }
  factors.push_back(expr);
}

AffineExpr mlir::nn::getRemainingSize(ArrayRef<AffineExpr> total,
                                      ArrayRef<AffineExpr> sizes) {
  int64_t dividend = 1, divisor = 1;
  SmallVector<AffineExpr> factors, divisors;
  for (AffineExpr size : total)
    splitProduct(size, dividend, factors);
  bool isOneUnknown = false;
  for (AffineExpr size : sizes) {
    if (size)
      splitProduct(size, divisor, divisors);
    else if (std::exchange(isOneUnknown, true))
      return {};
  }
  for (AffineExpr factor : divisors) {
    auto *it = llvm::find(factors, factor);
    if (it == factors.end())
      return {};
    factors.erase(it);
  }
  if (divisor <= 0 || dividend <= 0 || dividend % divisor != 0 || total.empty())
    return {};
  AffineExpr result =
      getAffineConstantExpr(dividend / divisor, total.front().getContext());
  for (AffineExpr factor : factors)
    result = result * factor;
  return result;
}
