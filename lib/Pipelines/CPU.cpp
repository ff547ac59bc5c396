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
#include "NetworkStages.h"
#include "mlir/Pass/PassRegistry.h"
#include "nn/ABI/Passes.h"
#include "nn/Codegen/Vector/Passes.h"
#include "nn/Pipelines/KernelPipeline.h"
#include "nn/Pipelines/NNOptimize.h"
#include "nn/Schedule/Passes.h"

using namespace mlir;
using namespace mlir::nn;

void mlir::nn::buildCPUPipeline(OpPassManager &pm,
                                const CPUPipelineOptions &options) {
  buildNNOptimizePipeline(pm);
  if (options.to == CPUStage::NN)
    return;
  addLinalg(pm, options.scalarizeABI);
  if (options.to == CPUStage::Linalg)
    return;
  addKernels(pm);
  if (options.to == CPUStage::Kernels)
    return;
  addMemory(pm, options.symbol);

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

/// A machine whose vectors have the size that it says when it runs.
static void buildSVEPipeline(OpPassManager &pm,
                             const CPUPipelineOptions &options) {
  NNSetTargetOptions target;
  target.triple = "aarch64-unknown-linux-gnu";
  target.cpu = "generic";
  target.features = "+sve";
  pm.addPass(createNNSetTarget(target));
  buildCPUPipeline(pm, options);
}

void mlir::nn::registerCPUPipelines() {
  PassPipelineRegistration<CPUPipelineOptions>(
      "nn-cpu-pipeline",
      "Compile a network for a CPU: from nn ops to a host function and kernels "
      "in the LLVM dialect",
      buildCPUPipeline);
  PassPipelineRegistration<CPUPipelineOptions>(
      "nn-sve-pipeline",
      "Compile a network for AArch64 with SVE, unless its module names another "
      "target: nn-cpu-pipeline on vectors of any length",
      buildSVEPipeline);
}
