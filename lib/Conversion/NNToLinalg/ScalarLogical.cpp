//===- ScalarLogical.cpp --------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Comparisons, selection and logic. A bool is a byte of 0 or 1.
//
//===----------------------------------------------------------------------===//

#include "Scalar.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "nn/Dialect/NN/IR/NNArithmeticOps.h"
#include "nn/Dialect/NN/IR/NNLogicalOps.h"
#include <limits>

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::detail;

using FPred = arith::CmpFPredicate;
using IPred = arith::CmpIPredicate;

//===----------------------------------------------------------------------===//
// Comparisons
//===----------------------------------------------------------------------===//

/// Everything but "not equal" is false for NaN.
static FPred getFloatPredicate(Predicate predicate) {
  switch (predicate) {
  case Predicate::EQ:
    return FPred::OEQ;
  case Predicate::NE:
    return FPred::UNE;
  case Predicate::LT:
    return FPred::OLT;
  case Predicate::LE:
    return FPred::OLE;
  case Predicate::GT:
    return FPred::OGT;
  case Predicate::GE:
    return FPred::OGE;
  }
  llvm_unreachable("unknown predicate");
}

static IPred getIntegerPredicate(Predicate predicate, bool isUnsigned) {
  switch (predicate) {
  case Predicate::EQ:
    return IPred::eq;
  case Predicate::NE:
    return IPred::ne;
  case Predicate::LT:
    return isUnsigned ? IPred::ult : IPred::slt;
  case Predicate::LE:
    return isUnsigned ? IPred::ule : IPred::sle;
  case Predicate::GT:
    return isUnsigned ? IPred::ugt : IPred::sgt;
  case Predicate::GE:
    return isUnsigned ? IPred::uge : IPred::sge;
  }
  llvm_unreachable("unknown predicate");
}

static Value emitCompare(ScalarBuilder &b, Operation *op, ValueRange args) {
  Predicate predicate = cast<CompareOp>(op).getPredicate();
  Value condition;
  if (isa<FloatType>(args[0].getType()))
    condition = b.compare(getFloatPredicate(predicate), args[0], args[1]);
  else
    condition = b.compare(getIntegerPredicate(predicate, isUnsignedOp(op)),
                          args[0], args[1]);
  return b.fromCondition(condition);
}

static Value emitIsNan(ScalarBuilder &b, Operation *, ValueRange args) {
  return b.fromCondition(b.compare(FPred::UNO, args[0], args[0]));
}

static Value emitIsInf(ScalarBuilder &b, Operation *, ValueRange args) {
  Value inf = b.constant(args[0], std::numeric_limits<double>::infinity());
  return b.fromCondition(b.compare(FPred::OEQ, b.abs(args[0]), inf));
}

static Value emitIsFinite(ScalarBuilder &b, Operation *, ValueRange args) {
  Value inf = b.constant(args[0], std::numeric_limits<double>::infinity());
  return b.fromCondition(b.compare(FPred::OLT, b.abs(args[0]), inf));
}

//===----------------------------------------------------------------------===//
// Logic
//===----------------------------------------------------------------------===//

template <typename ArithOp>
static Value emitLogical(ScalarBuilder &b, Operation *, ValueRange args) {
  return ArithOp::create(b, args[0], args[1]);
}

static Value emitLogicalNot(ScalarBuilder &b, Operation *, ValueRange args) {
  return arith::XOrIOp::create(b, args[0], b.constant(args[0], 1));
}

static Value emitSelect(ScalarBuilder &b, Operation *, ValueRange args) {
  return b.select(b.toCondition(args[0]), args[1], args[2]);
}

void nn::detail::registerLogicalScalars(RegisterScalar add) {
  constexpr Precision own = Precision::Own;
  add(CompareOp::getOperationName(), emitCompare, own);
  add(IsFiniteOp::getOperationName(), emitIsFinite, own);
  add(IsInfOp::getOperationName(), emitIsInf, own);
  add(IsNanOp::getOperationName(), emitIsNan, own);
  add(LogicalAndOp::getOperationName(), emitLogical<arith::AndIOp>, own);
  add(LogicalNotOp::getOperationName(), emitLogicalNot, own);
  add(LogicalOrOp::getOperationName(), emitLogical<arith::OrIOp>, own);
  add(SelectOp::getOperationName(), emitSelect, own);
}
