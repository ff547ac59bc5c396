//===- NetworkStages.cpp --------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The stages of a network that do not depend on what runs its kernels.
//
//===----------------------------------------------------------------------===//

#include "NetworkStages.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Transforms/Passes.h"
#include "nn/ABI/Passes.h"
#include "nn/Conversion/Passes.h"
#include "nn/Dialect/Kernel/Transforms/Passes.h"
#include "nn/Memory/Passes.h"
#include "nn/Pipelines/Passes.h"

using namespace mlir;
using namespace mlir::nn;

void mlir::nn::addVerifier(OpPassManager &pm, StringRef stage) {
  NNVerifyStageOptions options;
  options.stage = stage.str();
  pm.addPass(createNNVerifyStage(options));
}

void mlir::nn::addLinalg(OpPassManager &pm, bool scalarizeABI) {
  pm.addPass(createConvertNNToLinalg());
  addVerifier(pm, "linalg");
  if (scalarizeABI)
    pm.addPass(createNNScalarizeABI());
  pm.addPass(createCanonicalizerPass());
  pm.addPass(createCSEPass());
}

void mlir::nn::addKernels(OpPassManager &pm, const ScheduleFiles &schedules) {
  buildFormKernelsPipeline(pm);
  addVerifier(pm, "kernels");
  // What schedules and host code ask of kernels becomes their signatures;
  // schedules are chosen there, for the strides that kernels have in the end.
  buildFreezeInterfacesPipeline(pm, schedules);
  pm.addPass(createNNEvaluateConstants());
  addVerifier(pm, "frozen");
}

void mlir::nn::addMemory(OpPassManager &pm, StringRef symbol) {
  pm.addPass(createNNAssignDestinations());
  NNPlanMemoryOptions memoryOptions;
  memoryOptions.symbol = symbol.str();
  pm.addPass(createNNPlanMemory(memoryOptions));
  pm.addNestedPass<func::FuncOp>(createCanonicalizerPass());
  pm.addNestedPass<func::FuncOp>(createCSEPass());
  addVerifier(pm, "memory");
}
