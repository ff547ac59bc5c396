//===- Lowering.cpp - Pipelines as tools run them -------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// From a stage, what the module is, to another one.
//
//===----------------------------------------------------------------------===//

#include "nn/Tools/Lowering.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassRegistry.h"
#include "nn/ABI/CallingConvention.h"
#include "nn/Support/Target.h"
#include "nn/Tools/Model.h"
#include "nn/Tools/Reproducer.h"
#include "nn/Tools/Why.h"
#include "llvm/ADT/StringExtras.h"

using namespace mlir;
using namespace mlir::nn;
namespace cl = llvm::cl;

TargetCommandLine::TargetCommandLine()
    : category("Options of the target"),
      target("target", cl::value_desc("TRIPLE"),
             cl::desc("What to compile for (default: this machine)"),
             cl::cat(category)),
      cpu("cpu", cl::value_desc("CPU"),
          cl::desc("Its CPU (default: this machine's, or the target's generic "
                   "one)"),
          cl::cat(category)),
      features("features", cl::value_desc("+A,-B"),
               cl::desc("Its features, changed from the CPU's"),
               cl::cat(category)) {}

llvm::Expected<NativeTarget> TargetCommandLine::getTarget() const {
  return NativeTarget::get(target, cpu, features);
}

/// What passes are told of a target: of this machine more than its name.
static TargetInfo getTargetInfo(const NativeTarget &target) {
  NativeTarget host = NativeTarget::getHost();
  if (target.getTriple() == host.getTriple() &&
      target.getCPU() == host.getCPU() &&
      target.getFeatures() == host.getFeatures())
    return TargetInfo::getHost();
  return TargetInfo::get(target.getTriple().str(), target.getCPU(),
                         target.getFeatures());
}

/// Runs a pipeline, given as text.
static LogicalResult runPipeline(ModuleOp module, StringRef pipeline,
                                 ArrayRef<std::string> why) {
  PassManager manager(module.getContext(), ModuleOp::getOperationName());
  std::string errors;
  llvm::raw_string_ostream os(errors);
  if (failed(parsePassPipeline(pipeline, manager, os)))
    return module.emitError("invalid pipeline '")
           << pipeline << "': " << StringRef(errors).trim();
  if (failed(applyPassManagerCLOptions(manager)))
    return failure();
  applyDefaultTimingPassManagerCLOptions(manager);
  explainMatchFailures(manager, why);
  return runWithReproducer(manager, module);
}

static StringRef getStageName(Stage stage) {
  switch (stage) {
  case Stage::NN:
    return "nn";
  case Stage::Linalg:
    return "linalg";
  case Stage::Kernels:
    return "kernels";
  case Stage::Vector:
    return "vector";
  case Stage::LLVM:
    return "llvm";
  }
  llvm_unreachable("unknown stage");
}

LogicalResult nn::lowerModule(ModuleOp module, Stage stage,
                              const LoweringOptions &options) {
  FunctionOpInterface entry = getEntryFunction(module);
  if (entry && entry->hasAttr(abi::inputsAttrName) &&
      isa<LLVM::LLVMFuncOp>(entry)) {
    if (stage == Stage::LLVM)
      return success();
    return module.emitError("the model is past the stage '")
           << getStageName(stage) << "'";
  }
  if (!module->hasAttr(targetAttrName))
    module->setAttr(targetAttrName,
                    getTargetInfo(options.target).getAttr(module.getContext()));
  SmallVector<std::string> pipelineOptions;
  if (stage != Stage::LLVM)
    pipelineOptions.push_back(("to=" + getStageName(stage)).str());
  if (!options.pipelineOptions.empty())
    pipelineOptions.push_back(options.pipelineOptions);
  std::string pipeline = "nn-cpu-pipeline";
  if (!pipelineOptions.empty())
    pipeline += "{" + llvm::join(pipelineOptions, " ") + "}";
  return runPipeline(module, pipeline, options.why);
}
