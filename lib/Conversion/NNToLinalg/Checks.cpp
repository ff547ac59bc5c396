//===- Checks.cpp ---------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Conditions on sizes are arithmetic of the host. One on all elements of a
// tensor is a reduction to the element that breaks it first, which is in the
// message then.
//
//===----------------------------------------------------------------------===//

#include "Checks.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Matchers.h"
#include "nn/Dialect/Kernel/IR/KernelDispatchOps.h"
#include "nn/Support/Constants.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::detail;

using IPred = arith::CmpIPredicate;

//===----------------------------------------------------------------------===//
// Messages
//===----------------------------------------------------------------------===//

CheckMessage &CheckMessage::operator<<(OpFoldResult size) {
  if (std::optional<int64_t> number = getConstantIntValue(size)) {
    text += std::to_string(*number);
  } else {
    text += "{}";
    values.push_back(cast<Value>(size));
  }
  return *this;
}

CheckMessage &CheckMessage::operator<<(ArrayRef<OpFoldResult> sizes) {
  text += "[";
  for (auto [i, size] : llvm::enumerate(sizes)) {
    if (i)
      text += ",";
    *this << size;
  }
  text += "]";
  return *this;
}

//===----------------------------------------------------------------------===//
// Conditions
//===----------------------------------------------------------------------===//

void nn::detail::emitCheck(ImplicitLocOpBuilder &b, Value condition,
                           const CheckMessage &message) {
  if (condition && !matchPattern(condition, m_One()))
    CheckOp::create(b, condition, message.getText(), message.getValues(),
                    /*status=*/IntegerAttr());
}

Value nn::detail::compareSizes(ImplicitLocOpBuilder &b, IPred predicate,
                               OpFoldResult lhs, OpFoldResult rhs) {
  bool holdsIfEqual = predicate == IPred::eq || predicate == IPred::sle ||
                      predicate == IPred::sge;
  if (holdsIfEqual && areEqualSizes(lhs, rhs))
    return {};
  std::optional<int64_t> x = getConstantIntValue(lhs);
  std::optional<int64_t> y = getConstantIntValue(rhs);
  if (x && y &&
      arith::applyCmpPredicate(predicate, APInt(64, *x, true),
                               APInt(64, *y, true)))
    return {};
  return arith::CmpIOp::create(b, predicate, getSizeValue(b, lhs),
                               getSizeValue(b, rhs));
}

Value nn::detail::andConditions(ImplicitLocOpBuilder &b, Value lhs, Value rhs) {
  if (!lhs || !rhs)
    return lhs ? lhs : rhs;
  return arith::AndIOp::create(b, lhs, rhs);
}

Value nn::detail::orConditions(ImplicitLocOpBuilder &b, Value lhs, Value rhs) {
  if (!lhs || !rhs)
    return {};
  return arith::OrIOp::create(b, lhs, rhs);
}

//===----------------------------------------------------------------------===//
// Sizes
//===----------------------------------------------------------------------===//

void nn::detail::checkEqualSizes(ImplicitLocOpBuilder &b, OpFoldResult lhs,
                                 OpFoldResult rhs, const Twine &what) {
  Value areEqual = compareSizes(b, IPred::eq, lhs, rhs);
  if (!areEqual)
    return;
  CheckMessage message("expected equal " + what + ", got ");
  message << lhs << " and " << rhs;
  emitCheck(b, areEqual, message);
}

void nn::detail::checkDivisible(ImplicitLocOpBuilder &b, OpFoldResult size,
                                int64_t divisor, const Twine &what) {
  OpFoldResult rest = computeSize(b, b.getAffineDimExpr(0) % divisor, {size});
  Value isDivisible = compareSizes(b, IPred::eq, rest, b.getIndexAttr(0));
  CheckMessage message("expected " + what + " that " + Twine(divisor) +
                       " divides, got ");
  message << size;
  emitCheck(b, isDivisible, message);
}

void nn::detail::checkNotNegative(ImplicitLocOpBuilder &b, OpFoldResult size,
                                  const Twine &what) {
  // What a tensor has is a size.
  auto value = dyn_cast<Value>(size);
  if (value && value.getDefiningOp<tensor::DimOp>())
    return;
  CheckMessage message("expected " + what + " of 0 or more, got ");
  message << size;
  emitCheck(b, compareSizes(b, IPred::sge, size, b.getIndexAttr(0)), message);
}

void nn::detail::checkBroadcast(ImplicitLocOpBuilder &b,
                                ArrayRef<Sizes> operands,
                                ArrayRef<OpFoldResult> sizes) {
  Value condition;
  OpFoldResult one = b.getIndexAttr(1);
  for (const Sizes &operand : operands)
    for (auto [size, result] :
         llvm::zip(llvm::reverse(operand), llvm::reverse(sizes))) {
      if (isOneInteger(size))
        continue;
      Value fits = compareSizes(b, IPred::eq, size, result);
      if (fits && !getConstantIntValue(size))
        fits = orConditions(b, fits, compareSizes(b, IPred::eq, size, one));
      condition = andConditions(b, condition, fits);
    }
  if (!condition)
    return;
  CheckMessage message("incompatible shapes: ");
  for (auto [i, operand] : llvm::enumerate(operands)) {
    if (i)
      message << (i + 1 == operands.size() ? " and " : ", ");
    message << ArrayRef(operand);
  }
  emitCheck(b, condition, message);
}

Value nn::detail::castToChecked(ImplicitLocOpBuilder &b, Value tensor,
                                RankedTensorType type) {
  if (tensor.getType() == type)
    return tensor;
  Value condition;
  Sizes sizes = getSizes(b, tensor), expected;
  for (auto [size, known] : llvm::zip_equal(sizes, type.getShape())) {
    expected.push_back(ShapedType::isDynamic(known)
                           ? size
                           : OpFoldResult(b.getIndexAttr(known)));
    condition = andConditions(
        b, condition, compareSizes(b, IPred::eq, size, expected.back()));
  }
  CheckMessage message("expected the shape ");
  message << ArrayRef(expected) << ", got " << ArrayRef(sizes);
  emitCheck(b, condition, message);
  return castTo(b, tensor, type);
}

//===----------------------------------------------------------------------===//
// Elements
//===----------------------------------------------------------------------===//

/// Reduces all elements to one; `initial` if there is none.
static Value
reduceAll(ImplicitLocOpBuilder &b, Value tensor, Value initial,
          function_ref<Value(ImplicitLocOpBuilder &, Value, Value)> combine) {
  auto type = getTensorType(tensor);
  if (type.hasStaticShape() && type.getNumElements() == 1) {
    SmallVector<Value> zeros(type.getRank(),
                             arith::ConstantIndexOp::create(b, 0));
    return tensor::ExtractOp::create(b, tensor, zeros);
  }
  Value init = createFilled(b, {}, initial);
  Value reduced = createReduction(
      b, tensor, init, llvm::to_vector(llvm::seq<int64_t>(0, type.getRank())),
      [&](ImplicitLocOpBuilder &b, ValueRange args) {
        return combine(b, args[0], args[1]);
      });
  return tensor::ExtractOp::create(b, reduced, ValueRange());
}

/// Calls the function with each element of a constant of integers, as signed
/// ones; returns false if the tensor is none.
static bool forEachInteger(Value tensor, function_ref<void(int64_t)> visit) {
  std::optional<ConstantView> view = ConstantView::get(tensor);
  if (!view || !view->getElementType().isSignlessInteger())
    return false;
  for (int64_t i = 0, e = view->getNumElements(); i < e; ++i)
    visit(view->getAPInt(i).getSExtValue());
  return true;
}

static Value emitMaxUnsigned(ImplicitLocOpBuilder &b, Value x, Value y) {
  return arith::MaxUIOp::create(b, x, y);
}

/// Checks that the greatest index, as an unsigned number, is in a dimension.
static void checkGreatest(ImplicitLocOpBuilder &b, Value greatest,
                          OpFoldResult bound, Value indices,
                          const Twine &what) {
  Type i64 = b.getI64Type();
  if (greatest.getType() != i64)
    greatest = arith::ExtSIOp::create(b, i64, greatest);
  Value limit = arith::IndexCastOp::create(b, i64, getSizeValue(b, bound));
  Value isInside = arith::CmpIOp::create(b, IPred::ult, greatest, limit);
  // Without indices, none is outside of nothing.
  if (!getTensorType(indices).hasStaticShape())
    isInside = arith::OrIOp::create(
        b, isInside,
        arith::CmpIOp::create(
            b, IPred::eq,
            getSizeValue(b, multiplySizes(b, getSizes(b, indices))),
            arith::ConstantIndexOp::create(b, 0)));
  CheckMessage message(what + " ");
  message << OpFoldResult(greatest) << " is not in [0, " << bound << ")";
  emitCheck(b, isInside, message);
}

void nn::detail::checkIndices(ImplicitLocOpBuilder &b, Value indices,
                              OpFoldResult bound, const Twine &what) {
  auto type = getTensorType(indices);
  if (isEmpty(type))
    return;
  // As unsigned numbers, negative indices are the greatest.
  uint64_t constant = 0;
  if (forEachInteger(indices, [&](int64_t index) {
        constant = std::max<uint64_t>(constant, index);
      })) {
    std::optional<int64_t> number = getConstantIntValue(bound);
    if (!number || constant >= static_cast<uint64_t>(*number))
      checkGreatest(b, createScalar(b, b.getI64Type(), constant), bound,
                    indices, what);
    return;
  }
  Value zero = createScalar(b, type.getElementType(), 0);
  checkGreatest(b, reduceAll(b, indices, zero, emitMaxUnsigned), bound, indices,
                what);
}

void nn::detail::checkPositions(ImplicitLocOpBuilder &b, Value indices,
                                ArrayRef<OpFoldResult> bounds) {
  auto type = getTensorType(indices);
  int64_t depth = bounds.size();
  if (isEmpty(type))
    return;
  SmallVector<uint64_t> constants(depth, 0);
  int64_t place = 0;
  bool isConstant = forEachInteger(indices, [&](int64_t index) {
    uint64_t &constant = constants[place++ % depth];
    constant = std::max<uint64_t>(constant, index);
  });
  Value reduced;
  for (auto [i, bound] : llvm::enumerate(bounds)) {
    Value greatest;
    if (isConstant) {
      std::optional<int64_t> number = getConstantIntValue(bound);
      if (number && constants[i] < static_cast<uint64_t>(*number))
        continue;
      greatest = createScalar(b, b.getI64Type(), constants[i]);
    } else {
      if (!reduced) {
        Value zero = createScalar(b, type.getElementType(), 0);
        Value init = createFilled(b, {b.getIndexAttr(depth)}, zero);
        reduced =
            type.getRank() == 1
                ? indices
                : createReduction(b, indices, init,
                                  llvm::to_vector(llvm::seq<int64_t>(
                                      0, type.getRank() - 1)),
                                  [](ImplicitLocOpBuilder &b, ValueRange args) {
                                    return emitMaxUnsigned(b, args[0], args[1]);
                                  });
      }
      greatest = tensor::ExtractOp::create(
          b, reduced, Value(arith::ConstantIndexOp::create(b, i)));
    }
    checkGreatest(b, greatest, bound, indices,
                  "index " + Twine(i) + " of a position:");
  }
}

/// Checks a condition on what the elements are reduced to, unless a result of
/// these sizes has no elements.
static void checkOperands(ImplicitLocOpBuilder &b, Value operands,
                          ArrayRef<OpFoldResult> resultSizes, Value isValid,
                          const CheckMessage &message) {
  // If the operands have the result's sizes, no result means no operand.
  Sizes sizes = getSizes(b, operands);
  bool mayBeEmpty = llvm::any_of(resultSizes, [](OpFoldResult size) {
    return !getConstantIntValue(size);
  });
  if (mayBeEmpty && !(sizes.size() == resultSizes.size() &&
                      llvm::equal(sizes, resultSizes, areEqualSizes)))
    isValid = arith::OrIOp::create(
        b, isValid,
        arith::CmpIOp::create(b, IPred::eq,
                              getSizeValue(b, multiplySizes(b, resultSizes)),
                              arith::ConstantIndexOp::create(b, 0)));
  emitCheck(b, isValid, message);
}

void nn::detail::checkDivisors(ImplicitLocOpBuilder &b, Value divisors,
                               ArrayRef<OpFoldResult> resultSizes) {
  bool hasZero = false;
  if (forEachInteger(divisors, [&](int64_t value) { hasZero |= value == 0; }) &&
      !hasZero)
    return;
  Type type = getTensorType(divisors).getElementType();
  Value least =
      reduceAll(b, divisors, createScalar(b, type, -1),
                [](ImplicitLocOpBuilder &b, Value x, Value y) -> Value {
                  return arith::MinUIOp::create(b, x, y);
                });
  Value isValid =
      arith::CmpIOp::create(b, IPred::ne, least, createScalar(b, type, 0));
  checkOperands(b, divisors, resultSizes, isValid,
                CheckMessage("integer division by zero"));
}

void nn::detail::checkExponents(ImplicitLocOpBuilder &b, Value exponents,
                                ArrayRef<OpFoldResult> resultSizes) {
  bool hasNegative = false;
  if (forEachInteger(exponents,
                     [&](int64_t value) { hasNegative |= value < 0; }) &&
      !hasNegative)
    return;
  Type type = getTensorType(exponents).getElementType();
  Value least =
      reduceAll(b, exponents, createScalar(b, type, 0),
                [](ImplicitLocOpBuilder &b, Value x, Value y) -> Value {
                  return arith::MinSIOp::create(b, x, y);
                });
  Value isValid =
      arith::CmpIOp::create(b, IPred::sge, least, createScalar(b, type, 0));
  CheckMessage message("negative integer exponent ");
  message << OpFoldResult(least);
  checkOperands(b, exponents, resultSizes, isValid, message);
}
