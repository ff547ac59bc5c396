//===- ExpandChecks.cpp ---------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Checks of functions that have no status to return.
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlow.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/UB/IR/UBOps.h"
#include "nn/ABI/CallingConvention.h"
#include "nn/ABI/Checks.h"
#include "nn/Codegen/CPU/Passes.h"
#include "nn_runtime.h"

namespace mlir::nn {
#define GEN_PASS_DEF_NNEXPANDCHECKS
#include "nn/Codegen/CPU/Passes.h.inc"
} // namespace mlir::nn

using namespace mlir;
using namespace mlir::nn;

namespace {

struct NNExpandChecksPass
    : public nn::impl::NNExpandChecksBase<NNExpandChecksPass> {
  void runOnOperation() override;

private:
  void declareSupport();
};

} // namespace

/// Declares snprintf, and the place of the message.
void NNExpandChecksPass::declareSupport() {
  ModuleOp module = getOperation();
  OpBuilder builder = OpBuilder::atBlockEnd(module.getBody());
  Type ptr = LLVM::LLVMPointerType::get(&getContext());
  auto type = LLVM::LLVMFunctionType::get(builder.getI32Type(),
                                          {ptr, builder.getI64Type(), ptr},
                                          /*isVarArg=*/true);
  LLVM::LLVMFuncOp::create(builder, module.getLoc(), "snprintf", type);
  auto message = LLVM::LLVMArrayType::get(
      builder.getI8Type(), std::extent<decltype(nn_context::message)>());
  auto global = LLVM::GlobalOp::create(
      builder, module.getLoc(), message, /*isConstant=*/false,
      LLVM::Linkage::External, abi::referenceMessageName, Attribute());
  Block *body = builder.createBlock(&global.getInitializerRegion());
  builder.setInsertionPointToEnd(body);
  LLVM::ReturnOp::create(
      builder, module.getLoc(),
      LLVM::ZeroOp::create(builder, module.getLoc(), message));
}

void NNExpandChecksPass::runOnOperation() {
  ModuleOp module = getOperation();
  bool hasChecks = false;
  WalkResult walk = module.walk([&](CheckOp op) -> WalkResult {
    hasChecks = true;
    Operation *parent = op->getParentOp();
    if (isa<func::FuncOp>(parent))
      return WalkResult::advance();
    InFlightDiagnostic error = op.emitOpError("cannot return from '")
                               << parent->getName() << "'";
    if (isa<scf::SCFDialect>(parent->getDialect()))
      error << ": run convert-scf-to-cf before";
    return error;
  });
  if (walk.wasInterrupted())
    return signalPassFailure();
  if (!hasChecks)
    return;
  declareSupport();
  SymbolTable symbols(module);
  for (auto function : module.getOps<func::FuncOp>())
    abi::lowerChecks(function, [&](OpBuilder &builder, CheckOp op) {
      Location loc = op.getLoc();
      Value message = LLVM::AddressOfOp::create(
          builder, loc, LLVM::LLVMPointerType::get(&getContext()),
          abi::referenceMessageName);
      Value size = arith::ConstantIntOp::create(
          builder, loc, std::extent<decltype(nn_context::message)>(), 64);
      abi::formatMessage(builder, symbols, op, message, size);
      SmallVector<Value> results;
      for (Type type : function.getResultTypes())
        results.push_back(ub::PoisonOp::create(builder, loc, type));
      func::ReturnOp::create(builder, loc, results);
    });
}
