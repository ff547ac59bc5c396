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
#include "nn/Codegen/Vector/Passes.h"
#include "nn/Conversion/Passes.h"
#include "nn/Dialect/Kernel/Transforms/Passes.h"
#include "nn/Memory/Passes.h"
#include "nn/Pipelines/KernelPipeline.h"
#include "nn/Pipelines/NNOptimize.h"

using namespace mlir;
using namespace mlir::nn;

/// linalg on tensors, without what is computed twice.
static void addLinalg(OpPassManager &pm, const CPUPipelineOptions &options) {
  pm.addPass(createConvertNNToLinalg());
  if (options.scalarizeABI)
    pm.addPass(createNNScalarizeABI());
  pm.addPass(createCanonicalizerPass());
  pm.addPass(createCSEPass());
}

/// A host function that dispatches kernels.
static void addKernels(OpPassManager &pm) {
  buildFormKernelsPipeline(pm);
  // What schedules and host code ask of kernels becomes their signatures;
  // schedules are chosen there, for the strides that kernels have in the end.
  buildFreezeInterfacesPipeline(pm);
  pm.addPass(createNNEvaluateConstants());
}

/// Host tensors become pointers. Kernels still are functions of memrefs, which
/// say what strides they take.
static void addMemory(OpPassManager &pm, const CPUPipelineOptions &options) {
  pm.addPass(createNNAssignDestinations());
  NNPlanMemoryOptions memoryOptions;
  memoryOptions.symbol = options.symbol;
  pm.addPass(createNNPlanMemory(memoryOptions));
  pm.addNestedPass<func::FuncOp>(createCanonicalizerPass());
  pm.addNestedPass<func::FuncOp>(createCSEPass());
}

void mlir::nn::buildCPUPipeline(OpPassManager &pm,
                                const CPUPipelineOptions &options) {
  buildNNOptimizePipeline(pm);
  if (options.to == CPUStage::NN)
    return;
  addLinalg(pm, options);
  if (options.to == CPUStage::Linalg)
    return;
  addKernels(pm);
  if (options.to == CPUStage::Kernels)
    return;
  addMemory(pm, options);

  // The kernels, in parallel.
  OpPassManager &kernels = pm.nest<ModuleOp>();
  if (options.to == CPUStage::Vector) {
    kernels.addPass(createNNApplySchedule());
    return;
  }
  buildCPUKernelPipeline(kernels);

  // Then the host, which asks for the kernels' scratch.
  pm.addPass(createNNLowerHost());
}

void mlir::nn::registerCPUPipelines() {
  PassPipelineRegistration<CPUPipelineOptions>(
      "nn-cpu-pipeline",
      "Compile a network for a CPU: from nn ops to a host function and kernels "
      "in the LLVM dialect",
      buildCPUPipeline);
}
