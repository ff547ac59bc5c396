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
#include "nn/Target/Native/Compile.h"
#include "nn/Tools/Progress.h"
#include "nn/Tools/TargetCommandLine.h"
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

/// The name of a stage, as --emit= takes it.
StringRef getStageName(Stage stage);

/// How a model is lowered.
struct LoweringOptions {
  NativeTarget target;
  DeviceTarget device;
  /// Makes a function on scalars of a network on tensors of one element.
  bool scalarize = false;
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

/// The options --schedules, --write-schedules, --nn-why, --object-cache and
/// --progress-after.
class LoweringCommandLine {
public:
  explicit LoweringCommandLine(llvm::cl::OptionCategory &category);

  /// Fails with an option that is given though no objects are made.
  llvm::Error checkUse(bool makesObjects) const;
  /// What the command line says; an error names the option at fault.
  llvm::Expected<LoweringOptions> getOptions(const NativeTarget &target) const;

private:
  llvm::cl::opt<std::string> schedules, writeSchedules;
  llvm::cl::list<std::string> why;
  llvm::cl::opt<std::string> objectCache;
  llvm::cl::opt<double> progressAfter;
};

} // namespace mlir::nn

#endif // NN_TOOLS_LOWERING_H
