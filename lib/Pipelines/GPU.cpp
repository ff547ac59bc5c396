//===- GPU.cpp ------------------------------------------------------------===//
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

#include "nn/Pipelines/GPU.h"
#include "NetworkStages.h"
#include "mlir/Conversion/Passes.h"
#include "mlir/Dialect/Bufferization/Transforms/Passes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/Passes.h"
#include "mlir/Dialect/MemRef/Transforms/Passes.h"
#include "mlir/Dialect/SPIRV/IR/SPIRVOps.h"
#include "mlir/Dialect/SPIRV/Transforms/Passes.h"
#include "mlir/Pass/PassRegistry.h"
#include "mlir/Transforms/Passes.h"
#include "nn/ABI/Passes.h"
#include "nn/Codegen/CPU/Passes.h"
#include "nn/Codegen/GPU/Passes.h"
#include "nn/Codegen/Math/Passes.h"
#include "nn/Codegen/Vector/Passes.h"
#include "nn/Pipelines/NNOptimize.h"
#include "nn/Schedule/Passes.h"

using namespace mlir;
using namespace mlir::nn;

void mlir::nn::buildGPUKernelPipeline(OpPassManager &pm, GPUStage to) {
  pm.addPass(createNNApplySchedule());
  // What stages are not made of becomes loops as it does for a CPU.
  pm.addPass(bufferization::createOneShotBufferizePass());
  pm.addPass(createNNExpandCopies());
  pm.addNestedPass<func::FuncOp>(createConvertLinalgToLoopsPass());
  pm.addPass(createNNExpandReshapes());
  pm.addPass(memref::createExpandStridedMetadataPass());
  pm.addPass(createNNFlattenAccesses());
  pm.addPass(createNNOutlineGPU());
  pm.addPass(createLowerAffinePass());
  pm.addPass(createCanonicalizerPass());
  pm.addPass(createCSEPass());
  pm.addPass(createLoopInvariantCodeMotionPass());
  pm.addPass(createNNExpandMath());
  pm.addPass(createNNExpandMinMax());
  pm.addPass(createNNEmulateBF16());
  pm.addPass(createNNExpandRemainder());
  pm.addPass(createNNExpandZeros());
  if (to == GPUStage::GPU)
    return;

  // One of the two, as the target says.
  pm.addPass(createNNConvertToNVVM());
  pm.addPass(createNNConvertToSPIRV());
  OpPassManager &spirvModule = pm.nest<spirv::ModuleOp>();
  spirvModule.addPass(spirv::createSPIRVLowerABIAttributesPass());
  spirvModule.addPass(createNNDeclareAliases());
  spirvModule.addPass(createCanonicalizerPass());
  spirvModule.addPass(createCSEPass());
  spirvModule.addPass(spirv::createSPIRVUpdateVCEPass());
  if (to == GPUStage::Device)
    return;

  // The grid is the host's.
  pm.addPass(createNNSerializePTX());
  pm.addPass(createNNSerializeSPIRV());
  pm.addPass(createArithToLLVMConversionPass());
  pm.addPass(createConvertIndexToLLVMPass());
  pm.addPass(createConvertFuncToLLVMPass());
  pm.addPass(createReconcileUnrealizedCastsPass());
  pm.addPass(createCanonicalizerPass());
}

void mlir::nn::buildGPUPipeline(OpPassManager &pm,
                                const GPUPipelineOptions &options) {
  NNSetTargetOptions target;
  // Unless it is said, the module may say it.
  target.keepDevice = options.target == DeviceKind::None;
  target.device = target.keepDevice ? DeviceKind::Vulkan : options.target;
  target.deviceTypes = options.types;
  target.deviceChip = options.chip;
  target.math = options.math;
  pm.addPass(createNNSetTarget(target));
  auto isOnTheWay = [&](GPUStage stage) {
    return options.from < stage && stage <= options.to;
  };
  ScheduleFiles schedules{options.schedules, options.writeSchedules};
  if (options.from == GPUStage::NN)
    buildNNOptimizePipeline(pm);
  if (isOnTheWay(GPUStage::Linalg))
    addLinalg(pm, /*scalarizeABI=*/false);
  if (isOnTheWay(GPUStage::Kernels))
    addKernels(pm, schedules);
  else if (options.from == GPUStage::Kernels)
    addSchedules(pm, schedules); // for kernels that have none, or others
  if (options.to <= GPUStage::Kernels)
    return;
  addMemory(pm, options.symbol);
  buildGPUKernelPipeline(pm.nest<ModuleOp>(), options.to);
  if (options.to == GPUStage::LLVM)
    pm.addPass(createNNLowerHost());
}

namespace {
struct KernelPipelineOptions
    : public PassPipelineOptions<KernelPipelineOptions> {
  Option<GPUStage> to{
      *this, "to", llvm::cl::desc("The last stage"),
      llvm::cl::init(GPUStage::LLVM),
      llvm::cl::values(
          clEnumValN(GPUStage::GPU, "gpu", "The gpu dialect"),
          clEnumValN(GPUStage::Device, "device",
                     "The dialect of the device, spirv or nvvm"),
          clEnumValN(GPUStage::LLVM, "llvm",
                     "Data of the kernel, and a function for the host"))};
};
} // namespace

void mlir::nn::registerGPUPipelines() {
  PassPipelineRegistration<GPUPipelineOptions>(
      "nn-gpu-pipeline",
      "Compile a network for a GPU: from nn ops to a host function in the LLVM "
      "dialect and kernels as data",
      buildGPUPipeline);
  PassPipelineRegistration<KernelPipelineOptions>(
      "nn-gpu-kernel-pipeline",
      "Make device code of the kernel modules in a module: apply schedules, "
      "map them to workgroups, lower to SPIR-V or PTX",
      [](OpPassManager &pm, const KernelPipelineOptions &options) {
        buildGPUKernelPipeline(pm.nest<ModuleOp>(), options.to);
      });
}
