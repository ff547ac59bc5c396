//===- Lowering.h - Pipelines as tools run them -----------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Lowers a model from whatever stage it is in to the one that is wanted.
//
//===----------------------------------------------------------------------===//

#ifndef NN_TOOLS_LOWERING_H
#define NN_TOOLS_LOWERING_H

#include "mlir/IR/BuiltinOps.h"
#include "nn/Support/Target.h"
#include "nn/Target/Native/Compile.h"
#include "nn/Target/Native/NativeTarget.h"
#include "nn/Tools/Progress.h"
#include "llvm/Support/CommandLine.h"

namespace mlir::nn {

/// The stages of a model, each what `nn-compile --emit=` calls it.
enum class Stage {
  /// The network's ops, optimized.
  NN,
  /// linalg on tensors.
  Linalg,
  /// A host function that dispatches scheduled kernels.
  Kernels,
  /// Kernels of loops and vectors.
  Vector,
  /// The LLVM dialect.
  LLVM,
};

/// What runs kernels, if it is not the machine itself.
struct DeviceTarget {
  DeviceKind kind = DeviceKind::None;
  /// Which of the devices of the kind: a part of its name.
  std::string name;
  /// What of "f16,f64,i8,i16,i64" it has, by Vulkan.
  std::string types;
  /// What code for CUDA is compiled for; empty is the least chip.
  std::string chip;
  /// What factors of products may be rounded to, "tf32" or "f16".
  std::string math;
  /// What a workgroup has of memory; 0 is what each device has.
  int64_t workgroupBytes = 0;
};

/// How a model is lowered.
struct LoweringOptions {
  NativeTarget target;
  DeviceTarget device;
  /// Options of nn-cpu-pipeline, or of nn-gpu-pipeline for a device, as text.
  std::string pipelineOptions;
  /// A file of schedules to use, and one to write those that are used to.
  std::string schedules, writeSchedules;
  /// The passes that say why they do not do more.
  SmallVector<std::string> why;
  /// Says what is going on, unless null.
  std::shared_ptr<ProgressLine> progress;
  /// A directory of objects, or empty.
  std::string objectCache;

  /// How the lowered module becomes code.
  CompileOptions getCompileOptions() const;
};

/// Returns the stage that a module is in. Ops of a network are in the first
/// one, optimized or not.
Stage getStage(ModuleOp module);

/// Lowers the module in place from the stage that it is in up to another one;
/// one that is past it already is an error. Emits diagnostics on failure; a
/// remark says where the module that a pass failed on was written.
LogicalResult lowerModule(ModuleOp module, Stage stage,
                          const LoweringOptions &options);

/// The options --pipeline-options, --schedules, --write-schedules, --nn-why,
/// --object-cache and --progress-after.
class LoweringCommandLine {
public:
  explicit LoweringCommandLine(llvm::cl::OptionCategory &category);

  /// What the command line says; an error names the option at fault.
  llvm::Expected<LoweringOptions> getOptions(const NativeTarget &target) const;

private:
  llvm::cl::opt<std::string> pipelineOptions, schedules, writeSchedules;
  llvm::cl::list<std::string> why;
  llvm::cl::opt<std::string> objectCache;
  llvm::cl::opt<double> progressAfter;
};

/// The options --target, --cpu and --features.
class NativeTargetCommandLine {
public:
  NativeTargetCommandLine();

  /// What the options say, or else this machine.
  llvm::Expected<NativeTarget> getTarget() const;
  /// What the options say, or else what the module was lowered for, or else
  /// this machine.
  llvm::Expected<NativeTarget> getTarget(ModuleOp module) const;

  llvm::cl::OptionCategory &getCategory() { return category; }

protected:
  llvm::cl::OptionCategory category;

private:
  llvm::cl::opt<std::string> target, cpu, features;
};

/// The same, and the options --device, --device-types, --device-chip and
/// --math.
class TargetCommandLine : public NativeTargetCommandLine {
public:
  TargetCommandLine();
  llvm::Expected<DeviceTarget> getDevice() const;
  bool hasDevice() const { return !device.empty() && device != "cpu"; }

private:
  llvm::cl::opt<std::string> device, deviceTypes, deviceChip, math;
};

} // namespace mlir::nn

#endif // NN_TOOLS_LOWERING_H
