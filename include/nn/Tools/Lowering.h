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
#include "nn/Target/Native/NativeTarget.h"
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

/// How a model is lowered.
struct LoweringOptions {
  NativeTarget target;
  /// Options of nn-cpu-pipeline, as text.
  std::string pipelineOptions;
  /// A file of schedules to use, and one to write those that are used to.
  std::string schedules, writeSchedules;
  /// The passes that say why they do not do more.
  SmallVector<std::string> why;
};

/// Returns the stage that a module is in. Ops of a network are in the first
/// one, optimized or not.
Stage getStage(ModuleOp module);

/// Lowers the module in place from the stage that it is in up to another one;
/// one that is past it already is an error. Emits diagnostics on failure; a
/// remark says where the module that a pass failed on was written.
LogicalResult lowerModule(ModuleOp module, Stage stage,
                          const LoweringOptions &options);

/// The options --pipeline-options, --schedules, --write-schedules and --nn-why.
class LoweringCommandLine {
public:
  explicit LoweringCommandLine(llvm::cl::OptionCategory &category);

  /// What the command line says; an error names the option at fault.
  llvm::Expected<LoweringOptions> getOptions(const NativeTarget &target) const;

private:
  llvm::cl::opt<std::string> pipelineOptions, schedules, writeSchedules;
  llvm::cl::list<std::string> why;
};

/// The options --target, --cpu and --features.
class TargetCommandLine {
public:
  TargetCommandLine();
  llvm::Expected<NativeTarget> getTarget() const;

  llvm::cl::OptionCategory &getCategory() { return category; }

private:
  llvm::cl::OptionCategory category;
  llvm::cl::opt<std::string> target, cpu, features;
};

} // namespace mlir::nn

#endif // NN_TOOLS_LOWERING_H
