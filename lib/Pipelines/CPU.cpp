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
  auto isOnTheWay = [&](CPUStage stage) {
    return options.from < stage && stage <= options.to;
  };
  ScheduleFiles schedules{options.schedules, options.writeSchedules};
  if (options.from == CPUStage::NN)
    buildNNOptimizePipeline(pm);
  if (isOnTheWay(CPUStage::Linalg))
    addLinalg(pm, options.scalarizeABI);
  if (isOnTheWay(CPUStage::Kernels))
    addKernels(pm, schedules);
  else if (options.from == CPUStage::Kernels)
    addSchedules(pm, schedules); // for kernels that have none, or others
  if (isOnTheWay(CPUStage::Vector))
    addMemory(pm, options.symbol);
  if (options.to < CPUStage::Vector)
    return;

  // The kernels, in parallel.
  OpPassManager &kernels = pm.nest<ModuleOp>();
  if (isOnTheWay(CPUStage::Vector))
    kernels.addPass(createNNApplySchedule());
  if (!isOnTheWay(CPUStage::LLVM))
    return;
  addCPUKernelCode(kernels);

  // Then the host, which asks for the kernels' scratch.
  pm.addPass(createNNLowerHost());
  addVerifier(pm, "host");
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
      "in the LLVM dialect, or any part of the way",
      buildCPUPipeline);
  PassPipelineRegistration<CPUPipelineOptions>(
      "nn-sve-pipeline",
      "Compile a network for AArch64 with SVE, unless its module names another "
      "target: nn-cpu-pipeline on vectors of any length",
      buildSVEPipeline);
}
