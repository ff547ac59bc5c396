//===- VerifyStage.cpp ----------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What must be gone after each stage of a pipeline. A stage is a row in the
// table at the end.
//
//===----------------------------------------------------------------------===//

#include "VerifyMemory.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/TypeUtilities.h"
#include "mlir/Interfaces/ControlFlowInterfaces.h"
#include "mlir/Interfaces/FunctionInterfaces.h"
#include "nn/Dialect/Kernel/IR/KernelDispatchOps.h"
#include "nn/Dialect/Kernel/IR/KernelModule.h"
#include "nn/Dialect/Kernel/IR/KernelPackOps.h"
#include "nn/Pipelines/Passes.h"
#include "llvm/ADT/StringExtras.h"

namespace mlir::nn {
#define GEN_PASS_DEF_NNVERIFYSTAGE
#include "nn/Pipelines/Passes.h.inc"
} // namespace mlir::nn

using namespace mlir;
using namespace mlir::nn;

/// Calls the verifier for every op in the module, and reports whether all of
/// them passed: every violation is worth an error of its own.
static LogicalResult
verifyAll(ModuleOp module, function_ref<LogicalResult(Operation *)> verify) {
  bool isValid = true;
  module.walk([&](Operation *op) { isValid &= succeeded(verify(op)); });
  return success(isValid);
}

/// Whether the type is a tensor or memref of elements that only the nn dialect
/// knows.
static bool hasForeignElements(Type type) {
  auto shaped = dyn_cast<ShapedType>(type);
  if (!shaped || isa<VectorType>(type))
    return false;
  Type element = shaped.getElementType();
  return element.isUnsignedInteger() || element.isInteger(1) ||
         isa<ComplexType>(element);
}

/// Verifies that no nn op, and no element type of theirs, is left.
static LogicalResult verifyLinalg(Operation *op) {
  if (op->getName().getDialectNamespace() == "nn")
    return op->emitOpError("is left after the stage 'linalg'");
  auto verifyType = [&](Type type) -> LogicalResult {
    if (!hasForeignElements(type))
      return success();
    return op->emitOpError("has the type ")
           << type << " after the stage 'linalg', which leaves no unsigned, i1 "
           << "or complex elements";
  };
  for (Type type : op->getResultTypes())
    if (failed(verifyType(type)))
      return failure();
  if (auto function = dyn_cast<FunctionOpInterface>(op)) {
    for (Type type : function.getArgumentTypes())
      if (failed(verifyType(type)))
        return failure();
    for (Type type : function.getResultTypes())
      if (failed(verifyType(type)))
        return failure();
    return success();
  }
  for (Region &region : op->getRegions())
    for (Type type : region.getArgumentTypes())
      if (failed(verifyType(type)))
        return failure();
  return success();
}

/// Verifies that the host computes nothing on tensors but what views, kernels
/// and scalars make, and that kernels are as their callers expect them.
static LogicalResult verifyKernels(Operation *op) {
  if (failed(verifyLinalg(op)))
    return failure();
  if (auto module = dyn_cast<ModuleOp>(op)) {
    if (isKernel(module) && !getKernelEntry(module))
      return module.emitOpError("is a kernel without an '")
             << kernelEntryName << "' on memrefs after the stage 'kernels'";
    return success();
  }
  auto parent = op->getParentOfType<ModuleOp>();
  if (parent && isKernel(parent)) {
    // Equal kernels are one only if none has weights of its own.
    for (NamedAttribute attr : op->getAttrs())
      if (isa<DenseResourceElementsAttr>(attr.getValue()))
        return op->emitOpError("is a weight in a kernel after the stage "
                               "'kernels'");
    return success();
  }
  auto isTensor = [](Type type) { return isa<TensorType>(type); };
  if (llvm::none_of(op->getOperandTypes(), isTensor) &&
      llvm::none_of(op->getResultTypes(), isTensor))
    return success();
  if (isa<arith::ConstantOp, DispatchOp, func::ReturnOp, PackConstantOp,
          tensor::CastOp, tensor::CollapseShapeOp, tensor::ConcatOp,
          tensor::DimOp, tensor::EmptyOp, tensor::ExpandShapeOp,
          tensor::ExtractOp, tensor::ExtractSliceOp, tensor::FromElementsOp,
          tensor::InsertOp, tensor::InsertSliceOp, tensor::ReshapeOp>(op) ||
      (isa<scf::SCFDialect>(op->getDialect()) && !isa<scf::ForallOp>(op)))
    return success();
  // Folding makes one of branches that compute nothing; the host branches
  // again.
  if (isa<arith::SelectOp>(op) && op->getOperand(0).getType().isInteger(1))
    return success();
  // Memory planning says what to use instead of branches.
  if (isa<BranchOpInterface>(op))
    return success();
  return op->emitOpError("computes on tensors outside of a kernel after the "
                         "stage 'kernels'");
}

/// Verifies that what is concatenated has its place.
static LogicalResult verifyFrozen(Operation *op) {
  if (failed(verifyKernels(op)))
    return failure();
  auto parent = op->getParentOfType<ModuleOp>();
  if (isa<tensor::ConcatOp>(op) && parent && !isKernel(parent))
    return op->emitOpError("is left after the stage 'frozen'");
  return success();
}

/// Verifies that the host works on pointers, and launches kernels on memory
/// that they may use.
static LogicalResult verifyMemory(Operation *op) {
  auto parent = op->getParentOfType<ModuleOp>();
  if (isa<ModuleOp>(op) || (parent && isKernel(parent)))
    return success();
  if (isa<DispatchOp, PackConstantOp, UnpackOp, UnrealizedConversionCastOp>(op))
    return op->emitOpError("is left after the stage 'memory'");
  auto isMemory = [](Type type) {
    return isa<TensorType, BaseMemRefType>(type);
  };
  auto function = dyn_cast<FunctionOpInterface>(op);
  if (llvm::any_of(op->getOperandTypes(), isMemory) ||
      llvm::any_of(op->getResultTypes(), isMemory) ||
      (function && (llvm::any_of(function.getArgumentTypes(), isMemory) ||
                    llvm::any_of(function.getResultTypes(), isMemory))))
    return op->emitOpError("is on tensors after the stage 'memory'");
  auto network = dyn_cast<func::FuncOp>(op);
  return network ? verifyNetworkMemory(network) : success();
}

/// Verifies that nothing is left to lower, in the host and in the kernels.
static LogicalResult verifyHost(Operation *op) {
  // A target's own instructions are intrinsics of its dialect.
  if (isa<ModuleOp, ConstantOp>(op) ||
      isa<LLVM::LLVMDialect>(op->getDialect()) ||
      op->getName().stripDialect().starts_with("intr."))
    return success();
  return op->emitOpError("is left after the stage 'host'");
}

namespace {

/// A stage and what verifies an op after it.
struct Stage {
  StringLiteral name;
  LogicalResult (*verify)(Operation *op);
};

constexpr Stage kStages[] = {
    {"linalg", verifyLinalg}, {"kernels", verifyKernels},
    {"frozen", verifyFrozen}, {"memory", verifyMemory},
    {"host", verifyHost},
};

struct NNVerifyStagePass
    : public nn::impl::NNVerifyStageBase<NNVerifyStagePass> {
  using NNVerifyStageBase::NNVerifyStageBase;

  void runOnOperation() override {
    const Stage *found = llvm::find_if(kStages, [&](const Stage &candidate) {
      return candidate.name == stage;
    });
    if (found == std::end(kStages)) {
      std::string names = llvm::join(
          llvm::map_range(kStages, [](const Stage &s) { return s.name.str(); }),
          ", ");
      getOperation().emitError()
          << "unknown stage '" << stage << "', expected one of: " << names;
      return signalPassFailure();
    }
    if (failed(verifyAll(getOperation(), found->verify)))
      signalPassFailure();
    markAllAnalysesPreserved();
  }
};

} // namespace
