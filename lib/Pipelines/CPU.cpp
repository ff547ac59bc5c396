//===- CPU.cpp ------------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The stages of nn-cpu-pipeline, from the top down.
//
//===----------------------------------------------------------------------===//

#include "nn/Pipelines/CPU.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Pass/PassRegistry.h"
#include "mlir/Transforms/Passes.h"
#include "nn/ABI/Passes.h"
#include "nn/Conversion/Passes.h"
#include "nn/Dialect/Kernel/Transforms/Passes.h"
#include "nn/Memory/Passes.h"
#include "nn/Pipelines/KernelPipeline.h"
#include "nn/Pipelines/NNOptimize.h"

using namespace mlir;
using namespace mlir::nn;

void mlir::nn::buildKernelsPipeline(OpPassManager &pm) {
  buildNNOptimizePipeline(pm);
  pm.addPass(createConvertNNToLinalg());
  pm.addPass(createCanonicalizerPass());
  pm.addPass(createCSEPass());
  buildFormKernelsPipeline(pm);
  // What schedules and host code ask of kernels becomes their signatures.
  buildFreezeInterfacesPipeline(pm);
  pm.addPass(createNNEvaluateConstants());
}

void mlir::nn::buildLowerPipeline(OpPassManager &pm,
                                  const CPUPipelineOptions &options) {
  // Memory first: the plan reads from a kernel's memrefs what strides it takes.
  pm.addPass(createNNAssignDestinations());
  NNPlanMemoryOptions memoryOptions;
  memoryOptions.symbol = options.symbol;
  pm.addPass(createNNPlanMemory(memoryOptions));
  pm.addNestedPass<func::FuncOp>(createCanonicalizerPass());
  pm.addNestedPass<func::FuncOp>(createCSEPass());

  // The kernels, in parallel.
  buildCPUKernelPipeline(pm.nest<ModuleOp>());

  // Then the host, which asks for the kernels' scratch.
  pm.addPass(createNNLowerHost());
}

void mlir::nn::buildCPUPipeline(OpPassManager &pm,
                                const CPUPipelineOptions &options) {
  buildKernelsPipeline(pm);
  buildLowerPipeline(pm, options);
}

void mlir::nn::registerCPUPipelines() {
  PassPipelineRegistration<CPUPipelineOptions>(
      "nn-cpu-pipeline",
      "Compile a network for a CPU: from nn ops to a host function and kernels "
      "in the LLVM dialect",
      buildCPUPipeline);
}
