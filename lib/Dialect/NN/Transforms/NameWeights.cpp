//===- NameWeights.cpp ----------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The pass nn-name-weights.
//
//===----------------------------------------------------------------------===//

#include "nn/Dialect/NN/IR/NNDialect.h"
#include "nn/Dialect/NN/IR/NNWeights.h"
#include "nn/Dialect/NN/Transforms/Passes.h"

namespace mlir::nn {
#define GEN_PASS_DEF_NNNAMEWEIGHTS
#include "nn/Dialect/NN/Transforms/Passes.h.inc"
} // namespace mlir::nn

using namespace mlir;
using namespace mlir::nn;

namespace {

struct NNNameWeightsPass
    : public nn::impl::NNNameWeightsBase<NNNameWeightsPass> {
  void runOnOperation() override {
    // What lies in no file is printed.
    nameWeights(getOperation());
  }
};

} // namespace
