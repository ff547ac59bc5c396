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
#include "nn/Pipelines/NetworkOptions.h"

namespace mlir::nn {

/// Where nn-cpu-pipeline can stop.
enum class CPUStage {
  /// The network's ops, optimized.
  NN,
  /// linalg on tensors.
  Linalg,
  /// A host function that dispatches kernels with schedules, all signatures
  /// settled and constants packed.
  Kernels,
  /// A host function on pointers, and kernels as loops of vectors on tensors.
  Vector,
  /// The LLVM dialect.
  LLVM
};

/// Options of nn-cpu-pipeline.
struct CPUPipelineOptions : public NetworkPipelineOptions<CPUPipelineOptions> {
  Option<bool> scalarizeABI{
      *this, "scalarize-abi",
      llvm::cl::desc("Make functions whose tensors all have one element "
                     "functions on scalars, without a model"),
      llvm::cl::init(false)};
  Option<CPUStage> from{
      *this, "from", llvm::cl::desc("The stage that the module is in"),
      llvm::cl::init(CPUStage::NN),
      llvm::cl::values(
          clEnumValN(CPUStage::NN, "nn", "Ops of the network"),
          clEnumValN(CPUStage::Linalg, "linalg", "linalg on tensors"),
          clEnumValN(CPUStage::Kernels, "kernels",
                     "A host function that dispatches kernels"),
          clEnumValN(CPUStage::Vector, "vector",
                     "Kernels as loops of vectors"))};
  Option<CPUStage> to{
      *this, "to", llvm::cl::desc("The last stage"),
      llvm::cl::init(CPUStage::LLVM),
      llvm::cl::values(
          clEnumValN(CPUStage::NN, "nn", "Optimized ops of the network"),
          clEnumValN(CPUStage::Linalg, "linalg", "linalg on tensors"),
          clEnumValN(CPUStage::Kernels, "kernels",
                     "A host function that dispatches scheduled kernels"),
          clEnumValN(CPUStage::Vector, "vector", "Kernels as loops of vectors"),
          clEnumValN(CPUStage::LLVM, "llvm", "The LLVM dialect"))};
};

/// Adds the passes that take a network from nn ops, or from the stage that the
/// options name, to the LLVM dialect, or to another one.
void buildCPUPipeline(OpPassManager &pm, const CPUPipelineOptions &options);

/// Registers `nn-cpu-pipeline` and `nn-sve-pipeline`.
void registerCPUPipelines();

} // namespace mlir::nn

#endif // NN_PIPELINES_CPU_H
