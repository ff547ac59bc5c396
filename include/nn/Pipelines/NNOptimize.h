//===- NNOptimize.h ---------------------------------------------*- C++ -*-===//
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

#ifndef NN_PIPELINES_NNOPTIMIZE_H
#define NN_PIPELINES_NNOPTIMIZE_H

#include "mlir/Pass/PassManager.h"

namespace mlir::nn {

/// Adds the passes from nn to nn, repeated until nothing changes: refinement of
/// shapes, folding of constants, algebra, canonicalization.
void buildNNOptimizePipeline(OpPassManager &pm);

/// Registers `nn-optimize`.
void registerNNOptimizePipeline();

} // namespace mlir::nn

#endif // NN_PIPELINES_NNOPTIMIZE_H
