//===- SizeSlice.cpp ------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "nn/ABI/SizeSlice.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "llvm/ADT/SetVector.h"

using namespace mlir;
using namespace mlir::nn;

/// Returns true if the op traps where its second operand is zero. The traits of
/// these ops do not all say so.
static bool isDivision(Operation *op) {
  return isa<arith::DivUIOp, arith::DivSIOp, arith::CeilDivUIOp,
             arith::CeilDivSIOp, arith::FloorDivSIOp, arith::RemUIOp,
             arith::RemSIOp>(op);
}

/// Lets a division that would trap divide by 1: where the function divides,
/// something in front of it or around it keeps it from running then.
static void guardDivision(Operation *op) {
  Value dividend = op->getOperand(0);
  OpOperand &divisor = op->getOpOperand(1);
  bool isSigned = !isa<arith::DivUIOp, arith::CeilDivUIOp, arith::RemUIOp>(op);
  APInt number;
  if (matchPattern(divisor.get(), m_ConstantInt(&number)) && !number.isZero() &&
      !(isSigned && number.isAllOnes()))
    return;
  Type type = dividend.getType();
  unsigned width = type.isIndex() ? IndexType::kInternalStorageBitWidth
                                  : type.getIntOrFloatBitWidth();
  ImplicitLocOpBuilder b(op->getLoc(), op);
  auto isEqual = [&](Value value, const APInt &expected) -> Value {
    return arith::CmpIOp::create(
        b, arith::CmpIPredicate::eq, value,
        arith::ConstantOp::create(b, b.getIntegerAttr(type, expected)));
  };
  Value traps = isEqual(divisor.get(), APInt::getZero(width));
  if (isSigned) {
    Value overflows = arith::AndIOp::create(
        b, isEqual(dividend, APInt::getSignedMinValue(width)),
        isEqual(divisor.get(), APInt::getAllOnes(width)));
    traps = arith::OrIOp::create(b, traps, overflows);
  }
  Value one = arith::ConstantOp::create(b, b.getOneAttr(type));
  divisor.set(arith::SelectOp::create(b, traps, one, divisor.get()));
}

/// Returns true if the op is arithmetic on scalars, which can be done again.
static bool isArithmetic(Operation *op) {
  return !op->getNumRegions() && isMemoryEffectFree(op) &&
         (isSpeculatable(op) || isDivision(op)) &&
         llvm::all_of(op->getOperandTypes(),
                      [](Type type) { return type.isIntOrIndexOrFloat(); });
}

bool abi::SizeSlice::contains(OpFoldResult size) const {
  auto value = dyn_cast<Value>(size);
  if (!value || isInput(value))
    return true;
  auto it = known.find(value);
  if (it != known.end())
    return it->second;
  Operation *op = value.getDefiningOp();
  return known[value] = op && isArithmetic(op) &&
                        llvm::all_of(op->getOperands(), [&](Value operand) {
                          return contains(OpFoldResult(operand));
                        });
}

SmallVector<Value> abi::SizeSlice::getInputs(ValueRange values) const {
  SmallVector<Value> found;
  llvm::SetVector<Value> reached(values.begin(), values.end());
  for (size_t i = 0; i < reached.size(); ++i) {
    Value value = reached[i];
    if (isInput(value))
      found.push_back(value);
    else
      reached.insert_range(value.getDefiningOp()->getOperands());
  }
  return found;
}

Value abi::cloneValue(OpBuilder &builder, IRMapping &mapping, Value value) {
  if (Value mapped = mapping.lookupOrNull(value))
    return mapped;
  Operation *op = value.getDefiningOp();
  assert(op && isArithmetic(op) && "expected a value of a slice");
  for (Value operand : op->getOperands())
    cloneValue(builder, mapping, operand);
  Operation *copy = builder.clone(*op, mapping);
  if (isDivision(copy))
    guardDivision(copy);
  return mapping.lookup(value);
}

OpFoldResult abi::cloneSize(OpBuilder &builder, IRMapping &mapping,
                            OpFoldResult size) {
  if (std::optional<int64_t> number = getConstantIntValue(size))
    return builder.getIndexAttr(*number);
  return cloneValue(builder, mapping, cast<Value>(size));
}
