//===- Reference.cpp ------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The reference pipeline. It is to be right, and so plain that this can be
// seen.
//
//===----------------------------------------------------------------------===//

#include "nn/Pipelines/Reference.h"
#include "NetworkStages.h"
#include "mlir/Conversion/Passes.h"
#include "mlir/Dialect/Arith/Transforms/Passes.h"
#include "mlir/Dialect/Bufferization/Pipelines/Passes.h"
#include "mlir/Dialect/Bufferization/Transforms/Passes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/Transforms/RequestCWrappers.h"
#include "mlir/Dialect/Linalg/Passes.h"
#include "mlir/Dialect/Math/Transforms/Passes.h"
#include "mlir/Dialect/MemRef/Transforms/Passes.h"
#include "mlir/Dialect/SCF/Transforms/Passes.h"
#include "mlir/Pass/PassRegistry.h"
#include "mlir/Transforms/Passes.h"
#include "nn/Codegen/CPU/Passes.h"
#include "nn/Conversion/Passes.h"

using namespace mlir;
using namespace mlir::nn;

void mlir::nn::buildReferencePipeline(OpPassManager &pm) {
  pm.addPass(createConvertNNToLinalg());
  addVerifier(pm, "linalg");
  pm.addPass(createCanonicalizerPass());
  pm.addPass(createCSEPass());

  bufferization::OneShotBufferizePassOptions bufferize;
  bufferize.bufferizeFunctionBoundaries = true;
  bufferize.functionBoundaryTypeConversion =
      bufferization::LayoutMapOption::IdentityLayoutMap;
  bufferize.allowReturnAllocsFromLoops = true;
  pm.addPass(bufferization::createOneShotBufferizePass(bufferize));
  bufferization::buildBufferDeallocationPipeline(
      pm, bufferization::BufferDeallocationPipelineOptions());
  pm.addPass(createConvertBufferizationToMemRefPass());
  pm.addNestedPass<func::FuncOp>(createForallToForLoopPass());
  // Copies of parts would call a function of MLIR's runner.
  pm.addPass(createNNExpandCopies());

  // Not affine ones, whose bounds may not be sizes that a loop of the network
  // carries.
  pm.addNestedPass<func::FuncOp>(createConvertLinalgToLoopsPass());
  // Before the functions of libm are declared, which have no C interface.
  pm.addNestedPass<func::FuncOp>(LLVM::createLLVMRequestCWrappersPass());
  pm.addPass(createNNExpandReshapes());
  pm.addPass(memref::createExpandStridedMetadataPass());
  pm.addPass(createLowerAffinePass());
  pm.addPass(createSCFToControlFlowPass());
  pm.addPass(createNNExpandChecks());
  pm.addPass(arith::createArithExpandOpsPass());
  // libm first: as LLVM's intrinsics, expm1 would be exp - 1. It has no rsqrt.
  math::MathExpandOpsPassOptions expandOptions;
  expandOptions.opMnemonics = {"rsqrt"};
  pm.addPass(math::createMathExpandOpsPass(expandOptions));
  pm.addPass(createConvertMathToLibmPass());
  pm.addPass(createConvertMathToLLVMPass());
  pm.addPass(createFinalizeMemRefToLLVMConversionPass());
  pm.addPass(createArithToLLVMConversionPass());
  pm.addPass(createConvertIndexToLLVMPass());
  pm.addPass(createConvertFuncToLLVMPass());
  pm.addPass(createConvertControlFlowToLLVMPass());
  pm.addPass(createUBToLLVMConversionPass());
  pm.addPass(createReconcileUnrealizedCastsPass());
}

void mlir::nn::registerReferencePipeline() {
  PassPipelineRegistration<>(
      "nn-reference-pipeline",
      "Lower nn ops to the LLVM dialect by plain loops: the reference that "
      "results are compared with",
      buildReferencePipeline);
}
