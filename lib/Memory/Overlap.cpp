//===- Overlap.cpp - Whether parts of a buffer have elements in common ----===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Compares parts by the addresses that they begin at and, where these are known
// by running only, by what was cut out of the buffer's tensor.
//
//===----------------------------------------------------------------------===//

#include "Placement.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::memory;

//===----------------------------------------------------------------------===//
// Addresses
//===----------------------------------------------------------------------===//

/// The first element of the part, and how many lie from it to the last one.
static std::optional<std::pair<int64_t, int64_t>>
getRange(const Placement &placement) {
  std::optional<int64_t> offset = getConstantIntValue(placement.offset);
  if (!offset)
    return std::nullopt;
  int64_t last = 0;
  for (auto [size, stride] : llvm::zip(placement.sizes, placement.strides)) {
    std::optional<int64_t> count = getConstantIntValue(size);
    if (!count)
      return std::nullopt;
    if (*count == 0)
      return std::make_pair(*offset, int64_t(0));
    if (*count == 1)
      continue;
    std::optional<int64_t> step = getConstantIntValue(stride);
    if (!step || *step < 0)
      return std::nullopt;
    last += (*count - 1) * *step;
  }
  return std::make_pair(*offset, last + 1);
}

/// Compares two parts as boxes of one array of known strides: with the same
/// strides, each a multiple of the next, offsets are positions in that array.
/// How far it goes on in its outermost dimension need not be known.
static bool areDisjointArrays(const Placement &lhs, const Placement &rhs) {
  std::optional<int64_t> lhsOffset = getConstantIntValue(lhs.offset);
  std::optional<int64_t> rhsOffset = getConstantIntValue(rhs.offset);
  if (!lhsOffset || !rhsOffset || lhs.getRank() != rhs.getRank())
    return false;
  int64_t lhsRest = *lhsOffset;
  int64_t rhsRest = *rhsOffset;
  int64_t outerStride = 0;
  bool areDisjoint = false;
  for (int64_t dim = 0; dim < lhs.getRank(); ++dim) {
    if (isOne(lhs.sizes[dim]) && isOne(rhs.sizes[dim]))
      continue;
    std::optional<int64_t> stride = getConstantIntValue(lhs.strides[dim]);
    if (!stride || *stride <= 0 ||
        !isConstantIntValue(rhs.strides[dim], *stride) ||
        (outerStride && outerStride % *stride != 0))
      return false;
    int64_t lhsFirst = lhsRest / *stride, rhsFirst = rhsRest / *stride;
    std::optional<int64_t> lhsSize = getConstantIntValue(lhs.sizes[dim]);
    std::optional<int64_t> rhsSize = getConstantIntValue(rhs.sizes[dim]);
    // A part that runs on into the next row is no box.
    if (outerStride && (!lhsSize || !rhsSize ||
                        std::max(lhsFirst + *lhsSize, rhsFirst + *rhsSize) >
                            outerStride / *stride))
      return false;
    areDisjoint |= (lhsSize && lhsFirst + *lhsSize <= rhsFirst) ||
                   (rhsSize && rhsFirst + *rhsSize <= lhsFirst);
    lhsRest %= *stride;
    rhsRest %= *stride;
    outerStride = *stride;
  }
  // The dimensions that are left have one element.
  return areDisjoint || (outerStride != 0 && lhsRest != rhsRest);
}

//===----------------------------------------------------------------------===//
// Boxes
//===----------------------------------------------------------------------===//

namespace {
/// A constant and multiples of values.
struct Sum {
  int64_t constant = 0;
  llvm::MapVector<Value, int64_t> terms;

  void add(OpFoldResult index, int64_t factor);
  void add(AffineExpr expr, ValueRange dims, ValueRange symbols,
           int64_t factor);
  void add(Value value, int64_t factor);
};
} // namespace

void Sum::add(OpFoldResult index, int64_t factor) {
  if (std::optional<int64_t> number = getConstantIntValue(index))
    constant += factor * *number;
  else
    add(cast<Value>(index), factor);
}

void Sum::add(AffineExpr expr, ValueRange dims, ValueRange symbols,
              int64_t factor) {
  if (auto number = dyn_cast<AffineConstantExpr>(expr)) {
    constant += factor * number.getValue();
  } else if (auto dim = dyn_cast<AffineDimExpr>(expr)) {
    add(dims[dim.getPosition()], factor);
  } else if (auto symbol = dyn_cast<AffineSymbolExpr>(expr)) {
    add(symbols[symbol.getPosition()], factor);
  } else {
    auto binary = cast<AffineBinaryOpExpr>(expr);
    if (binary.getKind() == AffineExprKind::Add) {
      add(binary.getLHS(), dims, symbols, factor);
      add(binary.getRHS(), dims, symbols, factor);
      return;
    }
    auto number = cast<AffineConstantExpr>(binary.getRHS());
    add(binary.getLHS(), dims, symbols, factor * number.getValue());
  }
}

void Sum::add(Value value, int64_t factor) {
  APInt number;
  if (matchPattern(value, m_ConstantInt(&number))) {
    constant += factor * number.getSExtValue();
    return;
  }
  if (auto op = value.getDefiningOp<arith::AddIOp>()) {
    add(op.getLhs(), factor);
    add(op.getRhs(), factor);
    return;
  }
  if (auto op = value.getDefiningOp<arith::MulIOp>()) {
    for (auto [lhs, rhs] : {std::pair(op.getLhs(), op.getRhs()),
                            std::pair(op.getRhs(), op.getLhs())})
      if (matchPattern(rhs, m_ConstantInt(&number))) {
        add(lhs, factor * number.getSExtValue());
        return;
      }
  }
  if (auto op = value.getDefiningOp<affine::AffineApplyOp>()) {
    AffineExpr expr = op.getAffineMap().getResult(0);
    bool isSum = true;
    expr.walk([&](AffineExpr part) {
      if (auto binary = dyn_cast<AffineBinaryOpExpr>(part))
        isSum &= binary.getKind() == AffineExprKind::Add ||
                 (binary.getKind() == AffineExprKind::Mul &&
                  isa<AffineConstantExpr>(binary.getRHS()));
    });
    if (isSum) {
      add(expr, op.getDimOperands(), op.getSymbolOperands(), factor);
      return;
    }
  }
  terms[value] += factor;
}

/// Returns true if the value is a size of a tensor that there is whenever the
/// op is executed: an op of its block, or of one around it, has that tensor.
/// What else runs, or does not, says nothing.
static bool isSizeOfTensor(Value value, Operation *at) {
  return llvm::any_of(value.getUsers(), [&](Operation *user) {
    if (!user->getBlock()->findAncestorOpInBlock(*at))
      return false;
    if (auto emptyOp = dyn_cast<tensor::EmptyOp>(user))
      return llvm::is_contained(emptyOp.getDynamicSizes(), value);
    auto slice = dyn_cast<OffsetSizeAndStrideOpInterface>(user);
    return slice && llvm::is_contained(slice.getSizes(), value);
  });
}

/// Returns true if the value is a size or a product of sizes, which is not
/// negative. A size is one of an input, or of a tensor.
static bool isSize(Value value, Operation *at) {
  APInt number;
  if (matchPattern(value, m_ConstantInt(&number)))
    return number.isNonNegative();
  if (auto op = value.getDefiningOp<arith::MulIOp>())
    return isSize(op.getLhs(), at) && isSize(op.getRhs(), at);
  if (auto cast = value.getDefiningOp<arith::IndexCastOp>())
    if (cast.getIn().getDefiningOp<LLVM::LoadOp>())
      return true;
  return value.getDefiningOp<tensor::DimOp>() || isSizeOfTensor(value, at);
}

/// Returns true if the sum is not negative, for all that is known.
static bool isNotNegative(const Sum &sum, Operation *at) {
  return sum.constant >= 0 && llvm::all_of(sum.terms, [&](const auto &term) {
           return term.second == 0 ||
                  (term.second > 0 && isSize(term.first, at));
         });
}

/// Returns true if a box of `size` that begins at `begin` ends before the other
/// one begins, or where it does.
static bool isBehind(OpFoldResult otherBegin, OpFoldResult otherSize,
                     OpFoldResult begin, OpFoldResult size, Operation *at) {
  Sum distance;
  distance.add(otherBegin, 1);
  distance.add(begin, -1);
  distance.add(size, -1);
  if (isNotNegative(distance, at))
    return true;
  // Other boxes of one of these sizes may lie between.
  return llvm::any_of(ArrayRef{size, otherSize}, [&](OpFoldResult between) {
    Sum rest = distance;
    rest.add(between, -1);
    return isNotNegative(rest, at);
  });
}

static bool areDisjointBoxes(const Box &lhs, const Box &rhs, Operation *at) {
  if (lhs.whole.size() != rhs.whole.size() ||
      !llvm::all_of_zip(lhs.whole, rhs.whole, isSameIndex))
    return false;
  for (size_t dim = 0; dim < lhs.whole.size(); ++dim)
    if (isBehind(rhs.begins[dim], rhs.sizes[dim], lhs.begins[dim],
                 lhs.sizes[dim], at) ||
        isBehind(lhs.begins[dim], lhs.sizes[dim], rhs.begins[dim],
                 rhs.sizes[dim], at))
      return true;
  return false;
}

bool memory::mayOverlap(const Placement &lhs, const Placement &rhs,
                        Operation *at) {
  auto lhsRange = getRange(lhs);
  auto rhsRange = getRange(rhs);
  if (lhsRange && rhsRange &&
      (lhsRange->first + lhsRange->second <= rhsRange->first ||
       rhsRange->first + rhsRange->second <= lhsRange->first))
    return false;
  if (areDisjointArrays(lhs, rhs))
    return false;
  return !lhs.box || !rhs.box || !areDisjointBoxes(*lhs.box, *rhs.box, at);
}
