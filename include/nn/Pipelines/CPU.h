//===- CPU.h --------------------------------------------------- *- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The pipeline that compiles a network for a CPU.
//
//===----------------------------------------------------------------------===//

#ifndef NN_PIPELINES_CPU_H
#define NN_PIPELINES_CPU_H

#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassOptions.h"

namespace mlir::nn {

/// Options of nn-cpu-pipeline.
struct CPUPipelineOptions : public PassPipelineOptions<CPUPipelineOptions> {
  Option<std::string> symbol{
      *this, "symbol",
      llvm::cl::desc("The name of the network's functions, instead of 'main'"),
      llvm::cl::init("")};
  Option<bool> scalarizeABI{
      *this, "scalarize-abi",
      llvm::cl::desc("Make functions whose tensors all have one element "
                     "functions on scalars, without a model"),
      llvm::cl::init(false)};
};

/// From optimized network ops to a host function that dispatches kernels, each
/// with the signature that it keeps.
void buildKernelsPipeline(OpPassManager &pm);

/// From there to the LLVM dialect, host and kernels.
void buildLowerPipeline(OpPassManager &pm, const CPUPipelineOptions &options);

/// All of it.
void buildCPUPipeline(OpPassManager &pm, const CPUPipelineOptions &options);

/// Registers `nn-cpu-pipeline`.
void registerCPUPipelines();

} // namespace mlir::nn

#endif // NN_PIPELINES_CPU_H
