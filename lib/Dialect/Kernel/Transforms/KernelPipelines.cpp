//===- KernelPipelines.cpp ------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The pipelines of the passes that form and freeze kernels.
//
//===----------------------------------------------------------------------===//

#include "mlir/Conversion/AffineToStandard/AffineToStandard.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MemRef/Transforms/Passes.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassRegistry.h"
#include "mlir/Transforms/Passes.h"
#include "nn/Dialect/Kernel/Transforms/Passes.h"
#include "nn/Schedule/Passes.h"

using namespace mlir;
using namespace mlir::nn;

void mlir::nn::buildFormKernelsPipeline(OpPassManager &pm) {
  pm.addNestedPass<func::FuncOp>(createNNSimplifySizes());
  pm.addNestedPass<func::FuncOp>(createCSEPass());
  pm.addNestedPass<func::FuncOp>(createNNResolveBroadcasts());
  pm.addNestedPass<func::FuncOp>(createNNScalarizeElements());
  pm.addNestedPass<func::FuncOp>(createNNFuseElementwise());
  pm.addNestedPass<func::FuncOp>(createCSEPass());
  pm.addNestedPass<func::FuncOp>(createNNPlacePads());
  // The size of a value that a kernel keeps to itself must come from elsewhere.
  pm.addNestedPass<func::FuncOp>(
      memref::createResolveRankedShapeTypeResultDimsPass());
  pm.addPass(createNNOutlineKernels());
  pm.addNestedPass<func::FuncOp>(
      memref::createResolveRankedShapeTypeResultDimsPass());
  pm.addNestedPass<func::FuncOp>(createCanonicalizerPass());
  pm.addNestedPass<func::FuncOp>(createLowerAffinePass());
  pm.addNestedPass<func::FuncOp>(createCSEPass());
  pm.addNestedPass<func::FuncOp>(createNNSplitDestinations());
}

void mlir::nn::buildFreezeInterfacesPipeline(OpPassManager &pm,
                                             const ScheduleFiles &schedules) {
  pm.addPass(createNNPlaceConcats());
  pm.addPass(createNNPlaceBorders());
  pm.addPass(createNNReuseOperands());
  // A schedule is for the strides that a kernel has in the end.
  addSchedules(pm, schedules, [&] {
    pm.addPass(createNNPackOperands());
    // What operands are packed by while the network runs.
    pm.addPass(createNNOutlineKernels());
  });
  pm.addPass(createNNMergeKernels());
  pm.addNestedPass<func::FuncOp>(createCanonicalizerPass());
  pm.addNestedPass<func::FuncOp>(createLowerAffinePass());
}

void mlir::nn::registerKernelPipelines() {
  PassPipelineRegistration<>(
      "nn-form-kernels",
      "Cut functions of linalg on tensors into kernels and the host code that "
      "dispatches them",
      [](OpPassManager &pm) { buildFormKernelsPipeline(pm); });
  PassPipelineRegistration<>(
      "nn-freeze-interfaces",
      "Make what schedules and host code ask of kernels part of their "
      "signatures, and equal kernels one",
      [](OpPassManager &pm) { buildFreezeInterfacesPipeline(pm); });
}
