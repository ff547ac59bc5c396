//===- SizePolynomial.cpp -------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Arithmetic of sizes that are not numbers yet.
//
//===----------------------------------------------------------------------===//

#include "SizePolynomial.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Interfaces/FunctionInterfaces.h"

using namespace mlir;
using namespace mlir::nn;

/// How many products a polynomial has at most, and how many variables each:
/// what a host function computes of sizes has few.
static constexpr size_t maxTerms = 64, maxDegree = 16;

SizePolynomial SizePolynomial::getUnknown() {
  SizePolynomial result;
  result.known = false;
  return result;
}

void SizePolynomial::add(ArrayRef<SizeVariable> product, int64_t factor) {
  if (!known)
    return;
  auto it = terms.try_emplace(llvm::to_vector<2>(product), 0).first;
  if (llvm::AddOverflow(it->second, factor, it->second)) {
    *this = getUnknown();
    return;
  }
  if (it->second == 0)
    terms.erase(it);
  if (terms.size() > maxTerms || product.size() > maxDegree)
    *this = getUnknown();
}

SizePolynomial SizePolynomial::operator+(const SizePolynomial &other) const {
  if (!known || !other.known)
    return getUnknown();
  SizePolynomial result = *this;
  for (const auto &[product, factor] : other.terms)
    result.add(product, factor);
  return result;
}

SizePolynomial SizePolynomial::operator-(const SizePolynomial &other) const {
  return *this + other * SizePolynomial(-1);
}

SizePolynomial SizePolynomial::operator*(const SizePolynomial &other) const {
  if (!known || !other.known)
    return getUnknown();
  SizePolynomial result;
  for (const auto &[lhs, lhsFactor] : terms)
    for (const auto &[rhs, rhsFactor] : other.terms) {
      SmallVector<SizeVariable, 2> product(lhs);
      llvm::append_range(product, rhs);
      llvm::sort(product);
      int64_t factor;
      if (llvm::MulOverflow(lhsFactor, rhsFactor, factor))
        return getUnknown();
      result.add(product, factor);
    }
  return result;
}

bool SizePolynomial::isNotNegative() const {
  return known && llvm::all_of(terms, [](const auto &term) {
           return term.second > 0 &&
                  llvm::all_of(term.first,
                               [](SizeVariable size) { return size.isSize; });
         });
}

bool SizePolynomial::isMultipleOf(int64_t number) const {
  return known && llvm::all_of(terms, [&](const auto &term) {
           return term.second % number == 0;
         });
}

void SizePolynomial::print(raw_ostream &os) const {
  if (!known)
    os << "unknown";
  else if (terms.empty())
    os << "0";
  llvm::interleave(
      terms, os,
      [&](const auto &term) {
        os << term.second;
        for (SizeVariable variable : term.first)
          os << " * n" << variable.number;
      },
      " + ");
}

SizePolynomial SizeNumbering::get(Value value) {
  auto it = polynomials.find(value);
  if (it != polynomials.end())
    return it->second;
  SizePolynomial result = compute(value);
  polynomials[value] = result;
  return result;
}

SizePolynomial SizeNumbering::compute(Value value) {
  APInt number;
  if (matchPattern(value, m_ConstantInt(&number)))
    return number.getSExtValue();
  Operation *op = value.getDefiningOp();
  // A number of bytes that may not fit.
  if (auto extract = dyn_cast_or_null<LLVM::ExtractValueOp>(op))
    if (Operation *pair = extract.getContainer().getDefiningOp();
        extract.getPosition() == ArrayRef<int64_t>{0} && pair) {
      if (isa<LLVM::SMulWithOverflowOp>(pair))
        return get(pair->getOperand(0)) * get(pair->getOperand(1));
      if (isa<LLVM::SAddWithOverflowOp>(pair))
        return get(pair->getOperand(0)) + get(pair->getOperand(1));
    }
  if (isa_and_nonnull<arith::IndexCastOp>(op))
    return get(op->getOperand(0));
  if (isa_and_nonnull<arith::AddIOp>(op))
    return get(op->getOperand(0)) + get(op->getOperand(1));
  if (isa_and_nonnull<arith::SubIOp>(op))
    return get(op->getOperand(0)) - get(op->getOperand(1));
  if (isa_and_nonnull<arith::MulIOp>(op))
    return get(op->getOperand(0)) * get(op->getOperand(1));
  bool isNeverNegative = isSize(value);
  unsigned variable =
      numbers.try_emplace(getKey(value), numbers.size()).first->second;
  return SizePolynomial(SizeVariable{variable, isNeverNegative});
}

bool SizeNumbering::isSize(Value value) {
  auto isNotNegative = [&](Value operand) {
    return get(operand).isNotNegative();
  };
  Operation *op = value.getDefiningOp();
  if (!op) {
    // The variable of a loop that begins at a size.
    auto loop = dyn_cast<scf::ForOp>(value.getParentBlock()->getParentOp());
    return loop && value == loop.getInductionVar() &&
           isNotNegative(loop.getLowerBound());
  }
  // What is read through pointers are sizes of inputs, which are checked.
  if (isa<LLVM::LoadOp>(op))
    return true;
  if (isa<arith::MaxSIOp>(op))
    return llvm::any_of(op->getOperands(), isNotNegative);
  if (auto select = dyn_cast<arith::SelectOp>(op))
    return isNotNegative(select.getTrueValue()) &&
           isNotNegative(select.getFalseValue());
  return isa<arith::MinSIOp, arith::DivUIOp, arith::DivSIOp, arith::CeilDivUIOp,
             arith::CeilDivSIOp, arith::FloorDivSIOp, arith::RemUIOp,
             arith::RemSIOp>(op) &&
         llvm::all_of(op->getOperands(), isNotNegative);
}

std::string SizeNumbering::getKey(Value value) {
  std::string key;
  llvm::raw_string_ostream os(key);
  auto addOpaque = [&](Value value) {
    os << "value" << opaque.try_emplace(value, opaque.size()).first->second;
  };
  Operation *op = value.getDefiningOp();
  // What is read through pointers are sizes of inputs, which stay.
  if (op && (isPure(op) || isa<LLVM::LoadOp>(op)) && !op->getNumRegions()) {
    os << op->getName() << op->getAttrDictionary()
       << cast<OpResult>(value).getResultNumber() << "(";
    for (Value operand : op->getOperands()) {
      if (!operand.getType().isIntOrIndex())
        os << getKey(operand);
      else if (SizePolynomial polynomial = get(operand); polynomial.isKnown())
        polynomial.print(os);
      else
        addOpaque(operand);
      os << ", ";
    }
    os << ")";
    return key;
  }
  auto argument = dyn_cast<BlockArgument>(value);
  if (argument && isa<FunctionOpInterface>(argument.getOwner()->getParentOp()))
    os << "argument" << argument.getArgNumber();
  else
    addOpaque(value);
  return key;
}
