//===- ExpandZeros.cpp ----------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The pass nn-expand-zeros: products and quotients with a constant zero by
// comparisons.
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/IR/Matchers.h"
#include "nn/Codegen/GPU/Passes.h"
#include "nn/Support/Target.h"

namespace mlir::nn {
#define GEN_PASS_DEF_NNEXPANDZEROS
#include "nn/Codegen/GPU/Passes.h.inc"
} // namespace mlir::nn

using namespace mlir;
using namespace mlir::nn;

namespace {

/// Computes with a constant zero and another number.
class ZeroArithmetic {
public:
  ZeroArithmetic(OpBuilder &b, Location loc, Value x, bool isNegative)
      : b(b), loc(loc), x(x), isNegative(isNegative) {}

  /// The product: a zero, but no number where the other factor is infinite.
  Value multiply() {
    Value isFinite = compare(arith::CmpFPredicate::OLT,
                             math::AbsFOp::create(b, loc, x), infinity(false));
    Value product = select(isFinite, signOf(zero(false), zero(true)), nan());
    // The sign of a zero is seen by nothing but itself.
    Value ofZero = isNegative ? arith::NegFOp::create(b, loc, x) : x;
    return select(compare(arith::CmpFPredicate::OEQ, x, zero(false)), ofZero,
                  product);
  }

  /// What is zero of the other number.
  Value dividend() { return unlessZeroOrNaN(signOf(zero(false), zero(true))); }

  /// The other number by zero.
  Value divisor() {
    return unlessZeroOrNaN(signOf(infinity(false), infinity(true)));
  }

private:
  Value constant(const APFloat &value) {
    return arith::ConstantOp::create(
        b, loc,
        cast<TypedAttr>(b.getFloatAttr(getElementTypeOrSelf(x), value)));
  }
  const llvm::fltSemantics &semantics() {
    return cast<FloatType>(x.getType()).getFloatSemantics();
  }
  Value zero(bool negative) {
    return constant(APFloat::getZero(semantics(), negative));
  }
  Value infinity(bool negative) {
    return constant(APFloat::getInf(semantics(), negative));
  }
  Value nan() { return constant(APFloat::getNaN(semantics())); }
  Value compare(arith::CmpFPredicate predicate, Value lhs, Value rhs) {
    return arith::CmpFOp::create(b, loc, predicate, lhs, rhs);
  }
  Value select(Value condition, Value yes, Value no) {
    return arith::SelectOp::create(b, loc, condition, yes, no);
  }
  /// One of two values, by the signs of the zero and of the other number.
  Value signOf(Value same, Value other) {
    Value isLess = compare(arith::CmpFPredicate::OLT, x, zero(false));
    return isNegative ? select(isLess, same, other)
                      : select(isLess, other, same);
  }
  Value unlessZeroOrNaN(Value value) {
    return select(compare(arith::CmpFPredicate::ONE, x, zero(false)), value,
                  nan());
  }

  OpBuilder &b;
  Location loc;
  Value x;
  bool isNegative;
};

struct NNExpandZerosPass
    : public nn::impl::NNExpandZerosBase<NNExpandZerosPass> {
  void runOnOperation() override {
    if (TargetInfo::get(getOperation()).device != DeviceKind::Vulkan)
      return;
    for (auto module : getOperation().getOps<gpu::GPUModuleOp>())
      module.walk([](Operation *op) {
        if (isa<arith::MulFOp, arith::DivFOp>(op) &&
            isa<FloatType>(op->getResult(0).getType()))
          expand(op);
      });
  }

private:
  static void expand(Operation *op) {
    bool isProduct = isa<arith::MulFOp>(op);
    for (unsigned i : {1, 0}) {
      bool isNegative = matchPattern(op->getOperand(i), m_NegZeroFloat());
      if (!isNegative && !matchPattern(op->getOperand(i), m_PosZeroFloat()))
        continue;
      OpBuilder b(op);
      ZeroArithmetic zero(b, op->getLoc(), op->getOperand(1 - i), isNegative);
      Value result = isProduct ? zero.multiply()
                     : i == 1  ? zero.divisor()
                               : zero.dividend();
      op->replaceAllUsesWith(ValueRange(result));
      op->erase();
      return;
    }
  }
};

} // namespace
