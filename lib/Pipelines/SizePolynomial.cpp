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
#include "mlir/IR/Matchers.h"
#include "mlir/Interfaces/FunctionInterfaces.h"

using namespace mlir;
using namespace mlir::nn;

SizePolynomial SizePolynomial::operator+(const SizePolynomial &other) const {
  SizePolynomial result = *this;
  for (const auto &[sizes, factor] : other.terms)
    if ((result.terms[sizes] += factor) == 0)
      result.terms.erase(sizes);
  return result;
}

SizePolynomial SizePolynomial::operator-(const SizePolynomial &other) const {
  return *this + other * SizePolynomial(-1);
}

SizePolynomial SizePolynomial::operator*(const SizePolynomial &other) const {
  SizePolynomial result;
  for (const auto &[lhs, lhsFactor] : terms)
    for (const auto &[rhs, rhsFactor] : other.terms) {
      SmallVector<unsigned, 2> sizes(lhs);
      llvm::append_range(sizes, rhs);
      llvm::sort(sizes);
      if ((result.terms[sizes] += lhsFactor * rhsFactor) == 0)
        result.terms.erase(sizes);
    }
  return result;
}

std::optional<int64_t> SizePolynomial::getConstant() const {
  if (terms.empty())
    return 0;
  if (terms.size() == 1 && terms.begin()->first.empty())
    return terms.begin()->second;
  return std::nullopt;
}

bool SizePolynomial::isNotNegative() const {
  return llvm::all_of(terms, [](const auto &term) { return term.second > 0; });
}

bool SizePolynomial::isMultipleOf(int64_t number) const {
  return llvm::all_of(
      terms, [&](const auto &term) { return term.second % number == 0; });
}

void SizePolynomial::print(raw_ostream &os) const {
  if (terms.empty())
    os << "0";
  llvm::interleave(
      terms, os,
      [&](const auto &term) {
        os << term.second;
        for (unsigned size : term.first)
          os << " * n" << size;
      },
      " + ");
}

SizePolynomial SizeNumbering::get(Value value) {
  auto it = known.find(value);
  if (it != known.end())
    return it->second;
  SizePolynomial result = compute(value);
  known[value] = result;
  return result;
}

SizePolynomial SizeNumbering::compute(Value value) {
  APInt number;
  if (matchPattern(value, m_ConstantInt(&number)))
    return number.getSExtValue();
  if (Operation *op = value.getDefiningOp()) {
    if (isa<arith::IndexCastOp>(op))
      return get(op->getOperand(0));
    if (isa<arith::AddIOp>(op))
      return get(op->getOperand(0)) + get(op->getOperand(1));
    if (isa<arith::SubIOp>(op))
      return get(op->getOperand(0)) - get(op->getOperand(1));
    if (isa<arith::MulIOp>(op))
      return get(op->getOperand(0)) * get(op->getOperand(1));
  }
  return SizePolynomial::getSize(getNumber(getKey(value)));
}

/// What computes a value, as a text.
std::string SizeNumbering::getKey(Value value) {
  std::string key;
  llvm::raw_string_ostream os(key);
  Operation *op = value.getDefiningOp();
  // What is read through pointers are sizes of inputs, which stay.
  if (op && (isPure(op) || isa<LLVM::LoadOp>(op)) && !op->getNumRegions()) {
    os << op->getName() << op->getAttrDictionary()
       << cast<OpResult>(value).getResultNumber() << "(";
    for (Value operand : op->getOperands()) {
      if (operand.getType().isIntOrIndex())
        get(operand).print(os);
      else
        os << getKey(operand);
      os << ", ";
    }
    os << ")";
    return key;
  }
  auto argument = dyn_cast<BlockArgument>(value);
  if (argument && isa<FunctionOpInterface>(argument.getOwner()->getParentOp()))
    os << "argument" << argument.getArgNumber();
  else
    os << "value" << opaque.try_emplace(value, opaque.size()).first->second;
  return key;
}
