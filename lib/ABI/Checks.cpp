//===- Checks.cpp ---------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Checks become branches once a function is blocks: a loop or a branch of the
// network is left from its middle.
//
//===----------------------------------------------------------------------===//

#include "nn/ABI/Checks.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "nn/Support/Locations.h"

using namespace mlir;
using namespace mlir::nn;

void abi::lowerChecks(func::FuncOp function, FailureBuilder fail) {
  SmallVector<CheckOp> checks;
  function.walk([&](CheckOp op) { checks.push_back(op); });
  for (CheckOp op : checks) {
    Block *block = op->getBlock();
    Block *rest = block->splitBlock(op);
    OpBuilder builder(op.getContext());
    Block *failure = builder.createBlock(&function.getBody());
    fail(builder, op);
    builder.setInsertionPointToEnd(block);
    cf::CondBranchOp::create(builder, op.getLoc(), op.getCondition(), rest,
                             failure);
    op.erase();
  }
}

/// The message as a format of printf.
static std::string getFormat(CheckOp op) {
  std::string text = describeLocation(op.getLoc());
  if (!text.empty())
    text += ": ";
  std::string format;
  for (char c : text + op.getMessage().str())
    format += c == '%' ? "%%" : std::string(1, c);
  for (size_t at = format.find("{}", 0); at != std::string::npos;
       at = format.find("{}", at))
    format.replace(at, 2, "%lld");
  return format + '\0';
}

void abi::formatMessage(OpBuilder &builder, SymbolTable &symbols, CheckOp op,
                        Value message, Value size) {
  Location loc = op.getLoc();
  MLIRContext *context = builder.getContext();
  auto module = cast<ModuleOp>(symbols.getOp());
  std::string format = getFormat(op);
  OpBuilder atEnd = OpBuilder::atBlockEnd(module.getBody());
  auto global = LLVM::GlobalOp::create(
      atEnd, loc, LLVM::LLVMArrayType::get(builder.getI8Type(), format.size()),
      /*isConstant=*/true, LLVM::Linkage::Internal, "nn_format_check",
      builder.getStringAttr(format));
  symbols.insert(global, module.getBody()->end());

  Type ptr = LLVM::LLVMPointerType::get(context);
  Type i64 = builder.getI64Type();
  SmallVector<Value> arguments = {
      message, size,
      LLVM::AddressOfOp::create(builder, loc, ptr, global.getSymName())};
  for (Value value : op.getValues()) {
    if (value.getType().isIndex())
      value = arith::IndexCastOp::create(builder, loc, i64, value);
    else if (value.getType() != i64)
      value = arith::ExtSIOp::create(builder, loc, i64, value);
    arguments.push_back(value);
  }
  auto type = LLVM::LLVMFunctionType::get(
      builder.getI32Type(), {ptr, size.getType(), ptr}, /*isVarArg=*/true);
  LLVM::CallOp::create(builder, loc, type, "snprintf", arguments);
}
