//===- InitAllPasses.h ------------------------------------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NN_INITALLPASSES_H
#define NN_INITALLPASSES_H

#include "nn/ABI/Passes.h"
#include "nn/Codegen/CPU/Passes.h"
#include "nn/Codegen/GPU/Passes.h"
#include "nn/Codegen/Math/Passes.h"
#include "nn/Codegen/Vector/Passes.h"
#include "nn/Conversion/Passes.h"
#include "nn/Dialect/Kernel/Transforms/Passes.h"
#include "nn/Dialect/NN/Transforms/Passes.h"
#include "nn/Memory/Passes.h"
#include "nn/Pipelines/CPU.h"
#include "nn/Pipelines/GPU.h"
#include "nn/Pipelines/KernelPipeline.h"
#include "nn/Pipelines/NNOptimize.h"
#include "nn/Pipelines/Passes.h"
#include "nn/Pipelines/Reference.h"
#include "nn/Schedule/Passes.h"

namespace mlir::nn {

/// Registers all nn passes with the command line.
inline void registerAllPasses() {
  registerCPUKernelPipelines();
  registerCPUPipelines();
  registerGPUPipelines();
  registerNNCodegenCPUPasses();
  registerNNCodegenGPUPasses();
  registerNNCodegenMathPasses();
  registerNNCodegenVectorPasses();
  registerNNABIPasses();
  registerNNConversionPasses();
  registerNNTransformsPasses();
  registerNNKernelPasses();
  registerKernelPipelines();
  registerNNMemoryPasses();
  registerNNSchedulePasses();
  registerNNOptimizePipeline();
  registerNNPipelinesPasses();
  registerReferencePipeline();
}

} // namespace mlir::nn

#endif // NN_INITALLPASSES_H
