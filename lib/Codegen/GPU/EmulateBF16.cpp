//===- EmulateBF16.cpp ----------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The pass nn-emulate-bf16.
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Transforms/Passes.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "nn/Codegen/GPU/Passes.h"
#include "nn/Support/MatchFailures.h"

namespace mlir::nn {
#define GEN_PASS_DEF_NNEMULATEBF16
#include "nn/Codegen/GPU/Passes.h.inc"
} // namespace mlir::nn

using namespace mlir;
using namespace mlir::nn;

/// Returns the type with i16 for bf16.
static Type convert(Type type) {
  MLIRContext *context = type.getContext();
  Type i16 = IntegerType::get(context, 16);
  if (type.isBF16())
    return i16;
  if (auto vector = dyn_cast<VectorType>(type);
      vector && vector.getElementType().isBF16())
    return vector.clone(i16);
  auto memref = dyn_cast<MemRefType>(type);
  if (!memref || !memref.getElementType().isBF16())
    return type;
  return MemRefType::get(memref.getShape(), i16, memref.getLayout(),
                         memref.getMemorySpace());
}

/// True if an op treats an element as bits.
static bool movesBits(Operation *op) {
  return isa<arith::BitcastOp, arith::ConstantOp, arith::SelectOp,
             gpu::GPUFuncOp, memref::AllocOp, memref::LoadOp, memref::StoreOp,
             scf::ForOp, scf::IfOp, scf::WhileOp, scf::YieldOp,
             scf::ConditionOp, vector::BroadcastOp, vector::ExtractOp,
             vector::FromElementsOp, vector::LoadOp, vector::StoreOp>(op);
}

static bool hasBF16(Operation *op) {
  auto isBF16 = [](Type type) { return convert(type) != type; };
  return llvm::any_of(op->getOperandTypes(), isBF16) ||
         llvm::any_of(op->getResultTypes(), isBF16);
}

/// Lets an op on bf16 compute in f32.
static void widen(Operation *op) {
  OpBuilder b(op);
  Location loc = op->getLoc();
  for (OpOperand &operand : op->getOpOperands())
    if (operand.get().getType().isBF16())
      operand.set(arith::ExtFOp::create(b, loc, b.getF32Type(), operand.get()));
  b.setInsertionPointAfter(op);
  for (OpResult result : op->getResults()) {
    if (!result.getType().isBF16())
      continue;
    result.setType(b.getF32Type());
    auto rounded = arith::TruncFOp::create(b, loc, b.getBF16Type(), result);
    result.replaceAllUsesExcept(rounded, rounded);
  }
}

static void convertOp(Operation *op, SmallVectorImpl<Operation *> &dead) {
  for (Region &region : op->getRegions())
    for (Block &block : region)
      for (BlockArgument argument : block.getArguments())
        argument.setType(convert(argument.getType()));
  for (OpResult result : op->getResults())
    result.setType(convert(result.getType()));
  if (auto constant = dyn_cast<arith::ConstantOp>(op)) {
    if (auto value = dyn_cast<FloatAttr>(constant.getValue());
        value && value.getType().isBF16())
      constant.setValueAttr(IntegerAttr::get(
          convert(value.getType()), value.getValue().bitcastToAPInt()));
    else if (auto values = dyn_cast<DenseElementsAttr>(constant.getValue());
             values && values.getElementType().isBF16())
      constant.setValueAttr(
          values.bitcast(IntegerType::get(op->getContext(), 16)));
  } else if (auto cast = dyn_cast<arith::BitcastOp>(op)) {
    dead.push_back(cast);
  } else if (auto function = dyn_cast<gpu::GPUFuncOp>(op)) {
    SmallVector<Type> inputs =
        llvm::map_to_vector(function.getArgumentTypes(), convert);
    function.setFunctionType(FunctionType::get(op->getContext(), inputs, {}));
  }
}

namespace {

struct NNEmulateBF16Pass
    : public nn::impl::NNEmulateBF16Base<NNEmulateBF16Pass> {
  void runOnOperation() override {
    for (auto module : getOperation().getOps<gpu::GPUModuleOp>())
      if (failed(emulate(module)))
        return signalPassFailure();
  }

private:
  LogicalResult emulate(gpu::GPUModuleOp module) {
    bool isUsed = false;
    module.walk([&](Operation *op) { isUsed |= hasBF16(op); });
    if (!isUsed)
      return success();
    SmallVector<Operation *> computing;
    module.walk([&](Operation *op) {
      if (hasBF16(op) && !movesBits(op) &&
          isa<arith::ArithDialect, math::MathDialect>(op->getDialect()) &&
          !isa<arith::ExtFOp, arith::TruncFOp>(op))
        computing.push_back(op);
    });
    llvm::for_each(computing, widen);
    RewritePatternSet patterns(&getContext());
    arith::populateExpandBFloat16Patterns(patterns);
    if (failed(applyPatterns(module, std::move(patterns), getArgument())))
      return failure();
    WalkResult result = module.walk([&](Operation *op) -> WalkResult {
      if (!hasBF16(op) || movesBits(op))
        return WalkResult::advance();
      op->emitOpError("on bf16 is unsupported on this target");
      return WalkResult::interrupt();
    });
    if (result.wasInterrupted())
      return failure();
    SmallVector<Operation *> dead;
    module.walk([&](Operation *op) { convertOp(op, dead); });
    // A bitcast between bf16 and i16 is nothing now.
    for (Operation *op : dead) {
      if (op->getOperand(0).getType() != op->getResult(0).getType())
        continue;
      op->getResult(0).replaceAllUsesWith(op->getOperand(0));
      op->erase();
    }
    return success();
  }
};

} // namespace
