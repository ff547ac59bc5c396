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

using namespace mlir;
using namespace mlir::nn;

Value abi::ByteCount::getConstant(int64_t number) {
  return arith::ConstantIntOp::create(builder, loc, number, 64);
}

Value abi::ByteCount::note(Value pair) {
  Value overflow = LLVM::ExtractValueOp::create(builder, loc, pair, 1);
  overflows =
      overflows
          ? arith::OrIOp::create(builder, loc, overflows, overflow).getResult()
          : overflow;
  return LLVM::ExtractValueOp::create(builder, loc, pair, 0);
}

/// What an op with overflow gives.
static Type getPairType(OpBuilder &builder) {
  return LLVM::LLVMStructType::getLiteral(
      builder.getContext(), {builder.getI64Type(), builder.getI1Type()});
}

Value abi::ByteCount::multiply(Value number, ValueRange factors) {
  for (Value factor : factors) {
    if (factor.getType().isIndex())
      factor = arith::IndexCastOp::create(builder, loc, builder.getI64Type(),
                                          factor);
    number = note(LLVM::SMulWithOverflowOp::create(
        builder, loc, getPairType(builder), number, factor));
  }
  return number;
}

Value abi::ByteCount::add(Value lhs, Value rhs) {
  return note(LLVM::SAddWithOverflowOp::create(builder, loc,
                                               getPairType(builder), lhs, rhs));
}

Value abi::ByteCount::fits(ArrayRef<Value> results, int64_t most) {
  if (!overflows)
    return {};
  Value isWrong = overflows;
  if (most != std::numeric_limits<int64_t>::max())
    for (Value result : results) {
      Value isMore = arith::CmpIOp::create(
          builder, loc, arith::CmpIPredicate::sgt, result, getConstant(most));
      isWrong = arith::OrIOp::create(builder, loc, isWrong, isMore);
    }
  return arith::XOrIOp::create(
      builder, loc, isWrong,
      arith::ConstantIntOp::create(builder, loc, true, 1));
}
