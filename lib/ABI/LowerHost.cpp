//===- LowerHost.cpp ------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Entry functions of pointers and launches become what nn_runtime.h declares.
//
//===----------------------------------------------------------------------===//

#include "EntryLowering.h"
#include "HostSupport.h"
#include "mlir/Conversion/AffineToStandard/AffineToStandard.h"
#include "mlir/Conversion/ArithToLLVM/ArithToLLVM.h"
#include "mlir/Conversion/ControlFlowToLLVM/ControlFlowToLLVM.h"
#include "mlir/Conversion/FuncToLLVM/ConvertFuncToLLVM.h"
#include "mlir/Conversion/IndexToLLVM/IndexToLLVM.h"
#include "mlir/Conversion/LLVMCommon/ConversionTarget.h"
#include "mlir/Conversion/LLVMCommon/TypeConverter.h"
#include "mlir/Conversion/MathToLLVM/MathToLLVM.h"
#include "mlir/Conversion/SCFToControlFlow/SCFToControlFlow.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Transforms/Passes.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlow.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Transforms/DialectConversion.h"
#include "nn/ABI/CallingConvention.h"
#include "nn/ABI/Checks.h"
#include "nn/ABI/Passes.h"
#include "nn/Dialect/Kernel/IR/KernelDispatchOps.h"
#include "nn/Support/MatchFailures.h"
#include "nn_runtime.h"

namespace mlir::nn {
#define GEN_PASS_DEF_NNLOWERHOST
#include "nn/ABI/Passes.h.inc"
} // namespace mlir::nn

using namespace mlir;
using namespace mlir::nn;

namespace {

struct NNLowerHostPass : public nn::impl::NNLowerHostBase<NNLowerHostPass> {
  void runOnOperation() override;

private:
  LogicalResult convertToLLVM(ArrayRef<func::FuncOp> functions,
                              MutableArrayRef<EntryLowering> entries,
                              SymbolTable &symbols);
};

} // namespace

/// Fills the block of a check that does not hold: writes status and message to
/// the context, and returns the status, or -1 instead of a number of bytes.
static void reportFailure(OpBuilder &builder, SymbolTable &symbols,
                          CheckOp op) {
  Location loc = op.getLoc();
  auto function = op->getParentOfType<func::FuncOp>();
  Value context = function.getArgument(abi::EntryArgument::Context);
  auto call = [&](StringRef name, ValueRange arguments) {
    auto callee = symbols.lookup<LLVM::LLVMFuncOp>(name);
    return LLVM::CallOp::create(builder, loc, callee, arguments).getResult();
  };
  abi::formatMessage(builder, symbols, op, call(support::message, context),
                     call(support::messageSize, context));
  Type i32 = builder.getI32Type();
  Value status = arith::ConstantIntOp::create(
      builder, loc, i32, op.getStatus().value_or(NN_INVALID_VALUE));
  Value result = call(support::fail, {context, status});
  Type type = function.getResultTypes().front();
  if (type != i32)
    result = arith::ConstantIntOp::create(builder, loc, type, -1);
  func::ReturnOp::create(builder, loc, result);
}

LogicalResult
NNLowerHostPass::convertToLLVM(ArrayRef<func::FuncOp> functions,
                               MutableArrayRef<EntryLowering> entries,
                               SymbolTable &symbols) {
  MLIRContext *context = &getContext();
  SmallVector<Operation *> ops(functions.begin(), functions.end());

  RewritePatternSet controlFlow(context);
  populateSCFToControlFlowConversionPatterns(controlFlow);
  populateAffineToStdConversionPatterns(controlFlow);
  ConversionTarget controlFlowTarget(*context);
  controlFlowTarget.addIllegalDialect<affine::AffineDialect, scf::SCFDialect>();
  controlFlowTarget.markUnknownOpDynamicallyLegal(
      [](Operation *) { return true; });
  if (failed(applyPartialConversion(ops, controlFlowTarget,
                                    std::move(controlFlow),
                                    getConversionConfig())))
    return failure();
  for (func::FuncOp function : functions)
    abi::lowerChecks(function, [&](OpBuilder &builder, CheckOp op) {
      reportFailure(builder, symbols, op);
    });
  for (EntryLowering &entry : entries)
    entry.releaseSlots();

  LLVMTypeConverter converter(context);
  RewritePatternSet patterns(context);
  arith::populateCeilFloorDivExpandOpsPatterns(patterns);
  arith::populateArithToLLVMConversionPatterns(converter, patterns);
  cf::populateControlFlowToLLVMConversionPatterns(converter, patterns);
  index::populateIndexToLLVMConversionPatterns(converter, patterns);
  populateMathToLLVMConversionPatterns(converter, patterns);
  populateFuncToLLVMConversionPatterns(converter, patterns);
  LLVMConversionTarget target(*context);
  return applyFullConversion(ops, target, std::move(patterns),
                             getConversionConfig());
}

void NNLowerHostPass::runOnOperation() {
  ModuleOp module = getOperation();
  SymbolTable symbols(module);
  SmallVector<func::FuncOp> entries;
  for (auto function : module.getOps<func::FuncOp>())
    if (function->hasAttr(abi::inputsAttrName) &&
        !function->hasAttr(abi::scalarAttrName))
      entries.push_back(function);
  if (!entries.empty()) {
    addHostSupport(module);
    symbols = SymbolTable(module);
  }
  SmallVector<EntryLowering, 0> lowerings;
  for (func::FuncOp entry : entries) {
    lowerings.emplace_back(module, symbols, entry);
    if (failed(lowerings.back().lower()))
      return signalPassFailure();
  }
  auto functions = llvm::to_vector(module.getOps<func::FuncOp>());
  if (failed(convertToLLVM(functions, lowerings, symbols)))
    signalPassFailure();
}
