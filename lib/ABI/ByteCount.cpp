//===- ByteCount.cpp ------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "nn/ABI/ByteCount.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "nn/Dialect/Kernel/IR/KernelDispatchOps.h"
#include "nn/Support/Target.h"
#include "llvm/TargetParser/Triple.h"

using namespace mlir;
using namespace mlir::nn;

Value abi::ByteCount::getConstant(int64_t number) {
  return arith::ConstantIntOp::create(builder, loc, number, 64);
}

Value abi::ByteCount::toInteger(Value number) {
  if (!number.getType().isIndex())
    return number;
  return arith::IndexCastOp::create(builder, loc, builder.getI64Type(), number);
}

void abi::ByteCount::noteIf(Value isWrong) {
  overflows =
      overflows
          ? arith::OrIOp::create(builder, loc, overflows, isWrong).getResult()
          : isWrong;
}

void abi::ByteCount::expectNotNegative(Value number) {
  noteIf(arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::slt,
                               toInteger(number), getConstant(0)));
}

Value abi::ByteCount::note(Value pair) {
  noteIf(LLVM::ExtractValueOp::create(builder, loc, pair, 1));
  return LLVM::ExtractValueOp::create(builder, loc, pair, 0);
}

/// What an op with overflow gives.
static Type getPairType(OpBuilder &builder) {
  return LLVM::LLVMStructType::getLiteral(
      builder.getContext(), {builder.getI64Type(), builder.getI1Type()});
}

Value abi::ByteCount::multiply(Value number, ValueRange factors) {
  for (Value factor : factors)
    number = note(LLVM::SMulWithOverflowOp::create(
        builder, loc, getPairType(builder), number, toInteger(factor)));
  return number;
}

Value abi::ByteCount::add(Value lhs, Value rhs) {
  return note(LLVM::SAddWithOverflowOp::create(builder, loc,
                                               getPairType(builder), lhs, rhs));
}

Value abi::ByteCount::alignTo(Value number, int64_t alignment) {
  Value up = add(number, getConstant(alignment - 1));
  return arith::AndIOp::create(builder, loc, up, getConstant(-alignment));
}

Value abi::ByteCount::getOrMinusOne(Value result) {
  if (!overflows)
    return result;
  return arith::SelectOp::create(builder, loc, overflows, getConstant(-1),
                                 result);
}

void abi::ByteCount::check(ArrayRef<Value> results) {
  if (!overflows)
    return;
  Value isWrong = overflows;
  Operation *parent = builder.getInsertionBlock()->getParentOp();
  if (llvm::Triple(TargetInfo::get(parent).triple).isArch32Bit())
    for (Value result : results) {
      Value isMore = arith::CmpIOp::create(
          builder, loc, arith::CmpIPredicate::sgt, result,
          getConstant(std::numeric_limits<int32_t>::max()));
      isWrong = arith::OrIOp::create(builder, loc, isWrong, isMore);
    }
  Value fits = arith::XOrIOp::create(
      builder, loc, isWrong,
      arith::ConstantIntOp::create(builder, loc, true, 1));
  CheckOp::create(builder, loc, fits,
                  builder.getStringAttr("tensors of these sizes have more "
                                        "bytes than there are addresses"),
                  ValueRange(), IntegerAttr());
}
