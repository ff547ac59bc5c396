//===- ScalarBuilder.cpp --------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Arithmetic on scalars of either kind.
//
//===----------------------------------------------------------------------===//

#include "Lowering.h"
#include "Scalar.h"
#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::detail;

/// Creates the op for floats or for integers.
template <typename FloatOp, typename IntOp>
static Value createBinary(ScalarBuilder &b, Value lhs, Value rhs) {
  if (isa<FloatType>(lhs.getType()))
    return FloatOp::create(b, lhs, rhs,
                           ScalarBuilder::contract(b.getContext()));
  return IntOp::create(b, lhs, rhs);
}

Value ScalarBuilder::add(Value lhs, Value rhs) {
  return createBinary<arith::AddFOp, arith::AddIOp>(*this, lhs, rhs);
}

Value ScalarBuilder::sub(Value lhs, Value rhs) {
  return createBinary<arith::SubFOp, arith::SubIOp>(*this, lhs, rhs);
}

Value ScalarBuilder::mul(Value lhs, Value rhs) {
  return createBinary<arith::MulFOp, arith::MulIOp>(*this, lhs, rhs);
}

Value ScalarBuilder::div(Value lhs, Value rhs) {
  return arith::DivFOp::create(*this, lhs, rhs, contract(getContext()));
}

Value ScalarBuilder::neg(Value value) {
  if (isa<FloatType>(value.getType()))
    return arith::NegFOp::create(*this, value, contract(getContext()));
  return sub(constant(value, 0), value);
}

Value ScalarBuilder::abs(Value value) {
  return math::AbsFOp::create(*this, value, contract(getContext()));
}

Value ScalarBuilder::max(Value lhs, Value rhs) {
  return arith::MaximumFOp::create(*this, lhs, rhs, contract(getContext()));
}

Value ScalarBuilder::min(Value lhs, Value rhs) {
  return arith::MinimumFOp::create(*this, lhs, rhs, contract(getContext()));
}

Value ScalarBuilder::constant(Value like, double value) {
  return createScalar(*this, like.getType(), value);
}

Value ScalarBuilder::select(Value condition, Value onTrue, Value onFalse) {
  return arith::SelectOp::create(*this, condition, onTrue, onFalse);
}

Value ScalarBuilder::compare(arith::CmpFPredicate predicate, Value lhs,
                             Value rhs) {
  return arith::CmpFOp::create(*this, predicate, lhs, rhs);
}

Value ScalarBuilder::compare(arith::CmpIPredicate predicate, Value lhs,
                             Value rhs) {
  return arith::CmpIOp::create(*this, predicate, lhs, rhs);
}

Value ScalarBuilder::toCondition(Value byte) {
  return compare(arith::CmpIPredicate::ne, byte, constant(byte, 0));
}

Value ScalarBuilder::fromCondition(Value condition) {
  return arith::ExtUIOp::create(*this, getI8Type(), condition);
}

Type nn::detail::getOperandElementType(Operation *op, unsigned index) {
  return getElementTypeOrSelf(op->getOperand(index));
}

bool nn::detail::isUnsignedOp(Operation *op) {
  Type type = getOperandElementType(op);
  return type.isUnsignedInteger() || type.isInteger(1);
}
