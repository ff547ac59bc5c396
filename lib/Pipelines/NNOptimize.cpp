//===- NNOptimize.cpp -----------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The pipeline that optimizes a network as nn ops.
//
//===----------------------------------------------------------------------===//

#include "nn/Pipelines/NNOptimize.h"
#include "mlir/Pass/PassRegistry.h"
#include "mlir/Transforms/Passes.h"
#include "nn/Dialect/NN/Transforms/Passes.h"

using namespace mlir;
using namespace mlir::nn;

/// One round of all passes. What one of them finds is often what another made.
static void addRound(OpPassManager &pm) {
  pm.addPass(createNNRefineShapes());
  pm.addPass(createNNFoldConstants());
  pm.addPass(createCanonicalizerPass());
  pm.addPass(createCSEPass());

  // What is written out as several ops, before their constants merge.
  pm.addPass(createNNRecognizeFunctions());
  pm.addPass(createNNSpecializeConvolutions());
  // A border or a reshape would hide a filter from its scale.
  pm.addPass(createNNFoldPadding());
  pm.addPass(createNNSinkReshapes());
  pm.addPass(createNNFoldAffine());
  pm.addPass(createNNMergeConstants());
}

void mlir::nn::buildNNOptimizePipeline(OpPassManager &pm) {
  pm.addPass(createCompositeFixedPointPass("nn-optimize-round", addRound));
  // Scales have become part of the filters by now.
  pm.addPass(createNNInterleaveConvolutions());
  pm.addPass(createCanonicalizerPass());
}

void mlir::nn::registerNNOptimizePipeline() {
  PassPipelineRegistration<>(
      "nn-optimize", "Optimize a network as nn ops: shapes, constants, algebra",
      buildNNOptimizePipeline);
}
