//===- KernelPipeline.cpp -------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The pipeline that makes object code of one kernel.
//
//===----------------------------------------------------------------------===//

#include "nn/Pipelines/KernelPipeline.h"
#include "mlir/Conversion/Passes.h"
#include "mlir/Dialect/Bufferization/Transforms/Passes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/Passes.h"
#include "mlir/Dialect/MemRef/Transforms/Passes.h"
#include "mlir/Pass/PassRegistry.h"
#include "mlir/Transforms/Passes.h"
#include "nn/Codegen/CPU/Passes.h"
#include "nn/Codegen/Math/Passes.h"
#include "nn/Codegen/Vector/Passes.h"

using namespace mlir;
using namespace mlir::nn;

void mlir::nn::buildCPUKernelPipeline(OpPassManager &pm) {
  pm.addPass(createNNApplySchedule());
  addCPUKernelCode(pm);
}

void mlir::nn::addCPUKernelCode(OpPassManager &pm) {
  // What stages are not made of is bufferized and becomes linalg's own loops.
  pm.addPass(bufferization::createOneShotBufferizePass());
  pm.addPass(createNNExpandCopies());
  pm.addNestedPass<func::FuncOp>(createConvertLinalgToLoopsPass());
  // Not before canonicalization: that would compose the index arithmetic of
  // each access anew, and nothing of it would be left to hoist.
  pm.addPass(createNNExpandReshapes());
  pm.addPass(memref::createExpandStridedMetadataPass());
  pm.addPass(createLowerAffinePass());
  pm.addPass(createCanonicalizerPass());
  pm.addPass(createCSEPass());

  pm.addPass(createNNExpandMath());
  pm.addPass(createNNExpandMinMax());
  pm.addPass(createNNHoistScratch());
  pm.addPass(createNNLowerKernelABI());

  pm.addPass(createConvertMathToLLVMPass());
  pm.addPass(createConvertMathToLibmPass());
  pm.addPass(createConvertVectorToSCFPass());
  pm.addPass(createSCFToControlFlowPass());
  ConvertVectorToLLVMPassOptions vectorOptions;
  vectorOptions.reassociateFPReductions = false;
  vectorOptions.armSVE = true;
  pm.addPass(createConvertVectorToLLVMPass(vectorOptions));
  pm.addPass(memref::createExpandStridedMetadataPass());
  pm.addPass(createLowerAffinePass());
  pm.addPass(createFinalizeMemRefToLLVMConversionPass());
  pm.addPass(createConvertComplexToLLVMPass());
  pm.addPass(createArithToLLVMConversionPass());
  pm.addPass(createConvertIndexToLLVMPass());
  pm.addPass(createConvertControlFlowToLLVMPass());
  pm.addPass(createConvertFuncToLLVMPass());
  pm.addPass(createUBToLLVMConversionPass());
  pm.addPass(createReconcileUnrealizedCastsPass());
  pm.addPass(createCanonicalizerPass());
  pm.addPass(createCSEPass());
}

void mlir::nn::registerCPUKernelPipelines() {
  PassPipelineRegistration<>(
      "nn-cpu-kernel-pipeline",
      "Make object code of the kernel modules in a module: apply schedules, "
      "bufferize, lower to the LLVM dialect",
      [](OpPassManager &pm) { buildCPUKernelPipeline(pm.nest<ModuleOp>()); });
}
