//===- GPU.h --------------------------------------------------- *- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The pipelines that compile a network, and one kernel, for a GPU.
//
//===----------------------------------------------------------------------===//

#ifndef NN_PIPELINES_GPU_H
#define NN_PIPELINES_GPU_H

#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassOptions.h"
#include "nn/Pipelines/NetworkOptions.h"
#include "nn/Support/Target.h"

namespace mlir::nn {

/// Where the pipelines for a GPU can stop.
enum class GPUStage {
  /// The network's ops, optimized.
  NN,
  /// linalg on tensors.
  Linalg,
  /// A host function that dispatches kernels with schedules.
  Kernels,
  /// Kernels in the gpu dialect.
  GPU,
  /// Kernels in the dialect of the device: spirv, or nvvm.
  Device,
  /// The LLVM dialect, with kernels as data.
  LLVM
};

/// Options of nn-gpu-pipeline.
struct GPUPipelineOptions : public NetworkPipelineOptions<GPUPipelineOptions> {
  Option<DeviceKind> target{
      *this, "target",
      llvm::cl::desc("What runs the kernels; else what the module's nn.target "
                     "says, or vulkan"),
      llvm::cl::init(DeviceKind::None),
      llvm::cl::values(
          clEnumValN(DeviceKind::Vulkan, "vulkan", "A GPU, by Vulkan"),
          clEnumValN(DeviceKind::CUDA, "cuda",
                     "An NVIDIA GPU, by CUDA's driver"))};
  Option<std::string> types{
      *this, "types",
      llvm::cl::desc("What of f16,f64,i8,i16,i64 a device by Vulkan has, "
                     "instead of what the module's nn.target says"),
      llvm::cl::init("")};
  Option<std::string> chip{
      *this, "chip",
      llvm::cl::desc("What code for CUDA is compiled for, sm_80 or sm_90, "
                     "instead of what the module's nn.target says"),
      llvm::cl::init("")};
  Option<std::string> math{
      *this, "math",
      llvm::cl::desc("What factors of products may be rounded to, for CUDA: "
                     "tf32 or f16, instead of what the module's nn.target "
                     "says"),
      llvm::cl::init("")};
  Option<GPUStage> from{
      *this, "from", llvm::cl::desc("The stage that the module is in"),
      llvm::cl::init(GPUStage::NN),
      llvm::cl::values(
          clEnumValN(GPUStage::NN, "nn", "Ops of the network"),
          clEnumValN(GPUStage::Linalg, "linalg", "linalg on tensors"),
          clEnumValN(GPUStage::Kernels, "kernels",
                     "A host function that dispatches kernels"))};
  Option<GPUStage> to{
      *this, "to", llvm::cl::desc("The last stage"),
      llvm::cl::init(GPUStage::LLVM),
      llvm::cl::values(
          clEnumValN(GPUStage::NN, "nn", "Optimized ops of the network"),
          clEnumValN(GPUStage::Linalg, "linalg", "linalg on tensors"),
          clEnumValN(GPUStage::Kernels, "kernels",
                     "A host function that dispatches scheduled kernels"),
          clEnumValN(GPUStage::GPU, "gpu", "Kernels in the gpu dialect"),
          clEnumValN(GPUStage::Device, "device",
                     "Kernels in the dialect of the device, spirv or nvvm"),
          clEnumValN(GPUStage::LLVM, "llvm",
                     "The LLVM dialect, with kernels as data"))};
};

/// Adds the passes that take a network from nn ops, or from the stage that the
/// options name, to a host function in the LLVM dialect and kernels for a GPU,
/// or to another stage.
void buildGPUPipeline(OpPassManager &pm, const GPUPipelineOptions &options);

/// Adds the passes that take a kernel module with a schedule for a device to a
/// stage from GPU on.
void buildGPUKernelPipeline(OpPassManager &pm, GPUStage to);

/// Registers `nn-gpu-pipeline` and `nn-gpu-kernel-pipeline`.
void registerGPUPipelines();

} // namespace mlir::nn

#endif // NN_PIPELINES_GPU_H
