//===- ExpandRemainder.cpp ------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The pass nn-expand-remainder: fmod by integers.
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "nn/Codegen/GPU/Passes.h"

namespace mlir::nn {
#define GEN_PASS_DEF_NNEXPANDREMAINDER
#include "nn/Codegen/GPU/Passes.h.inc"
} // namespace mlir::nn

using namespace mlir;
using namespace mlir::nn;

namespace {

/// Computes the remainder of two floats of 32 or 64 bits. Each is an integer
/// times a power of two; the remainder of the integers is taken a few bits of
/// the quotient at a time.
class Remainder {
public:
  Remainder(OpBuilder &b, Location loc, FloatType type)
      : b(b), loc(loc), type(type), integer(b.getIntegerType(type.getWidth())),
        fractionBits(type.getFPMantissaWidth() - 1) {}

  Value compute(Value x, Value y);

private:
  using Predicate = arith::CmpIPredicate;

  Value constant(int64_t value) {
    return arith::ConstantOp::create(b, loc, b.getIntegerAttr(integer, value));
  }
  Value compare(Predicate predicate, Value lhs, Value rhs) {
    return arith::CmpIOp::create(b, loc, predicate, lhs, rhs);
  }
  Value select(Value condition, Value yes, Value no) {
    return arith::SelectOp::create(b, loc, condition, yes, no);
  }
  template <typename OpTy>
  Value make(Value lhs, Value rhs) {
    return OpTy::create(b, loc, lhs, rhs);
  }
  std::pair<Value, Value> split(Value bits);
  Value join(Value fraction, Value exponent);
  Value reduce(Value x, Value y);

  OpBuilder &b;
  Location loc;
  FloatType type;
  IntegerType integer;
  unsigned fractionBits;
};

} // namespace

/// Returns the integer and the exponent of a positive float.
std::pair<Value, Value> Remainder::split(Value bits) {
  Value one = constant(1), hidden = constant(int64_t(1) << fractionBits);
  Value exponent = make<arith::ShRUIOp>(bits, constant(fractionBits));
  Value fraction = make<arith::AndIOp>(bits, make<arith::SubIOp>(hidden, one));
  Value isSmall = compare(Predicate::eq, exponent, constant(0));
  return {select(isSmall, fraction, make<arith::OrIOp>(fraction, hidden)),
          select(isSmall, one, exponent)};
}

/// The other way around; nothing is lost.
Value Remainder::join(Value fraction, Value exponent) {
  Value zero = constant(0), one = constant(1);
  // As a float the fraction says where its first bit is.
  Value asFloat = arith::UIToFPOp::create(b, loc, type, fraction);
  Value place =
      make<arith::ShRUIOp>(arith::BitcastOp::create(b, loc, integer, asFloat),
                           constant(fractionBits));
  int64_t bias = (int64_t(1) << (type.getWidth() - fractionBits - 2)) - 1;
  Value shift = make<arith::SubIOp>(constant(fractionBits + bias), place);
  // No further than to the least exponent, where there is no hidden bit.
  shift = make<arith::MinSIOp>(shift, make<arith::SubIOp>(exponent, one));
  shift = make<arith::MinSIOp>(shift, constant(fractionBits));
  Value shifted = make<arith::ShLIOp>(fraction, shift);
  Value hidden = constant(int64_t(1) << fractionBits);
  Value isSmall = compare(Predicate::ult, shifted, hidden);
  Value high = make<arith::ShLIOp>(make<arith::SubIOp>(exponent, shift),
                                   constant(fractionBits));
  high = select(isSmall, zero, high);
  Value low = make<arith::AndIOp>(shifted, make<arith::SubIOp>(hidden, one));
  return make<arith::OrIOp>(high, low);
}

/// Of bits of positive numbers, the second one neither zero nor larger.
Value Remainder::reduce(Value x, Value y) {
  Value xFraction, xExponent, yFraction, yExponent;
  std::tie(xFraction, xExponent) = split(x);
  std::tie(yFraction, yExponent) = split(y);
  Value rest = make<arith::RemUIOp>(xFraction, yFraction);
  Value left = make<arith::SubIOp>(xExponent, yExponent);
  Value most = constant(type.getWidth() - 1 - fractionBits);
  auto loop = scf::WhileOp::create(
      b, loc, TypeRange{integer, integer}, ValueRange{rest, left},
      [&](OpBuilder &, Location, ValueRange values) {
        Value goesOn = compare(Predicate::sgt, values[1], constant(0));
        scf::ConditionOp::create(b, loc, goesOn, values);
      },
      [&](OpBuilder &, Location, ValueRange values) {
        Value step = make<arith::MinSIOp>(values[1], most);
        Value next = make<arith::ShLIOp>(values[0], step);
        scf::YieldOp::create(b, loc,
                             ValueRange{make<arith::RemUIOp>(next, yFraction),
                                        make<arith::SubIOp>(values[1], step)});
      });
  return join(loop.getResult(0), yExponent);
}

Value Remainder::compute(Value x, Value y) {
  Value xBits = arith::BitcastOp::create(b, loc, integer, x);
  Value yBits = arith::BitcastOp::create(b, loc, integer, y);
  Value mask = constant(~(uint64_t(1) << (type.getWidth() - 1)));
  Value sign =
      make<arith::AndIOp>(xBits, make<arith::XOrIOp>(mask, constant(-1)));
  xBits = make<arith::AndIOp>(xBits, mask);
  yBits = make<arith::AndIOp>(yBits, mask);
  Value infinity = constant(APFloat::getInf(type.getFloatSemantics())
                                .bitcastToAPInt()
                                .getZExtValue());
  Value nan = constant(APFloat::getNaN(type.getFloatSemantics())
                           .bitcastToAPInt()
                           .getZExtValue());
  Value isNaN = make<arith::OrIOp>(
      make<arith::OrIOp>(compare(Predicate::uge, xBits, infinity),
                         compare(Predicate::ugt, yBits, infinity)),
      compare(Predicate::eq, yBits, constant(0)));
  Value isLarge = compare(Predicate::uge, xBits, yBits);
  Value isRegular = make<arith::AndIOp>(
      isLarge,
      make<arith::XOrIOp>(isNaN, arith::ConstantIntOp::create(b, loc, 1, 1)));
  auto branch = scf::IfOp::create(
      b, loc, isRegular,
      [&](OpBuilder &, Location) {
        scf::YieldOp::create(b, loc, reduce(xBits, yBits));
      },
      [&](OpBuilder &, Location) { scf::YieldOp::create(b, loc, xBits); });
  Value bits =
      select(isNaN, nan, make<arith::OrIOp>(branch.getResult(0), sign));
  return arith::BitcastOp::create(b, loc, type, bits);
}

namespace {

struct NNExpandRemainderPass
    : public nn::impl::NNExpandRemainderBase<NNExpandRemainderPass> {
  void runOnOperation() override {
    SmallVector<arith::RemFOp> ops;
    for (auto module : getOperation().getOps<gpu::GPUModuleOp>())
      module.walk([&](arith::RemFOp op) {
        if (isa<FloatType>(op.getType()))
          ops.push_back(op);
      });
    for (arith::RemFOp op : ops)
      expand(op);
  }

private:
  static void expand(arith::RemFOp op) {
    OpBuilder b(op);
    Location loc = op.getLoc();
    auto type = cast<FloatType>(op.getType());
    Value x = op.getLhs(), y = op.getRhs();
    // The remainder of narrow numbers is one of them.
    if (type.getWidth() < 32) {
      x = arith::ExtFOp::create(b, loc, b.getF32Type(), x);
      y = arith::ExtFOp::create(b, loc, b.getF32Type(), y);
    }
    Value result =
        Remainder(b, loc, cast<FloatType>(x.getType())).compute(x, y);
    if (type.getWidth() < 32)
      result = arith::TruncFOp::create(b, loc, type, result);
    op.replaceAllUsesWith(result);
    op.erase();
  }
};

} // namespace
