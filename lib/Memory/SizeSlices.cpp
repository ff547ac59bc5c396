//===- SizeSlices.cpp -----------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Computes sizes away from where the network does: at the entry, and in the
// functions that answer for sizes alone.
//
//===----------------------------------------------------------------------===//

#include "SizeSlices.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

using namespace mlir;
using namespace mlir::nn;

/// Returns true if the op traps where its second operand is zero. The traits of
/// these ops do not all say so.
static bool isDivision(Operation *op) {
  return isa<arith::DivUIOp, arith::DivSIOp, arith::CeilDivUIOp,
             arith::CeilDivSIOp, arith::FloorDivSIOp, arith::RemUIOp,
             arith::RemSIOp>(op);
}

/// Lets a division that would trap divide by 1: where the network divides,
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

bool memory::canComputeAtEntry(Operation *op) {
  return !op->getNumRegions() && isMemoryEffectFree(op) &&
         (isSpeculatable(op) || isDivision(op)) &&
         llvm::all_of(op->getOperandTypes(),
                      [](Type type) { return type.isIntOrIndexOrFloat(); });
}

FailureOr<OpFoldResult>
memory::cloneIndex(OpBuilder &builder, IRMapping &mapping, OpFoldResult index) {
  if (std::optional<int64_t> number = getConstantIntValue(index))
    return OpFoldResult(builder.getIndexAttr(*number));
  auto value = cast<Value>(index);
  if (Value mapped = mapping.lookupOrNull(value))
    return OpFoldResult(mapped);
  Operation *op = value.getDefiningOp();
  if (!op || !canComputeAtEntry(op))
    return failure();
  for (Value operand : op->getOperands()) {
    if (mapping.contains(operand))
      continue;
    Operation *constant = operand.getDefiningOp();
    if (constant && constant->hasTrait<OpTrait::ConstantLike>()) {
      builder.clone(*constant, mapping);
      continue;
    }
    FailureOr<OpFoldResult> cloned = cloneIndex(builder, mapping, operand);
    if (failed(cloned))
      return failure();
  }
  Operation *copy = builder.clone(*op, mapping);
  if (isDivision(copy))
    guardDivision(copy);
  return OpFoldResult(mapping.lookup(value));
}
