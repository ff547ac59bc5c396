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
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassRegistry.h"
#include "nn/ABI/CallingConvention.h"
#include "nn/Dialect/Kernel/IR/KernelModule.h"
#include "nn/Dialect/NN/IR/NNDialect.h"
#include "nn/Support/Target.h"
#include "nn/Tools/CommandLine.h"
#include "nn/Tools/Model.h"
#include "nn/Tools/Reproducer.h"
#include "nn/Tools/Why.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace mlir;
using namespace mlir::nn;
namespace cl = llvm::cl;

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

/// Says on the module what it is compiled for. What it says itself stays if the
/// options mean the same target, and where kernels are made for it.
static void setTarget(ModuleOp module, Stage stage,
                      const LoweringOptions &options) {
  MLIRContext *context = module.getContext();
  const DeviceTarget &device = options.device;
  TargetInfo info = getTargetInfo(options.target);
  if (auto attr = module->getAttrOfType<DictionaryAttr>(targetAttrName)) {
    NamedAttrList entries(attr);
    if (!attr.contains("triple"))
      for (StringRef name : {"triple", "cpu", "features"})
        entries.set(name, info.getAttr(context).get(name));
    TargetInfo own = TargetInfo::get(entries.getDictionary(context));
    auto target = NativeTarget::get(own.triple, own.cpu, own.features);
    bool isSame = target && target->isSame(options.target) &&
                  (!own.hasDevice() || own.device == device.kind);
    llvm::consumeError(target.takeError());
    if (isSame || stage >= Stage::Kernels)
      info = own;
  }
  if (!info.hasDevice())
    info.setDevice(device.kind, device.types, device.chip);
  auto change = [](std::string &text, StringRef given) {
    if (!given.empty())
      text = given.str();
  };
  change(info.deviceTypes, device.types);
  change(info.deviceChip, device.chip);
  change(info.math, device.math);
  if (device.workgroupBytes)
    info.workgroupBytes = device.workgroupBytes;
  module->setAttr(targetAttrName, info.getAttr(context));
}

/// Runs a pipeline, given as text.
static LogicalResult runPipeline(ModuleOp module, StringRef pipeline,
                                 const LoweringOptions &options,
                                 WhyListener &why) {
  PassManager manager(module.getContext(), ModuleOp::getOperationName());
  std::string errors;
  llvm::raw_string_ostream os(errors);
  if (failed(parsePassPipeline(pipeline, manager, os)))
    return module.emitError("invalid pipeline '")
           << pipeline << "': " << StringRef(errors).trim();
  if (failed(applyPassManagerCLOptions(manager)))
    return failure();
  applyDefaultTimingPassManagerCLOptions(manager);
  why.listen(manager);
  if (!options.progress)
    return runWithReproducer(manager, module, options.schedules);
  showProgress(manager, options.progress);
  // What is printed takes the place of the line.
  ScopedDiagnosticHandler handler(module.getContext(), [&](Diagnostic &) {
    options.progress->clear();
    return failure(); // somebody else prints it
  });
  LogicalResult result = runWithReproducer(manager, module, options.schedules);
  options.progress->clear();
  return result;
}

StringRef nn::getStageName(Stage stage) {
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

Stage nn::getStage(ModuleOp module) {
  FunctionOpInterface entry = getEntryFunction(module);
  if (entry && entry->hasAttr(abi::inputsAttrName) &&
      !entry->hasAttr(abi::scalarAttrName))
    return isa<LLVM::LLVMFuncOp>(entry) ? Stage::LLVM : Stage::Vector;
  if (llvm::any_of(module.getOps<ModuleOp>(), isKernel))
    return Stage::Kernels;
  // What has neither has nothing to optimize, but something to fold.
  bool hasLinalg = false;
  bool hasNN = module
                   .walk([&](Operation *op) {
                     hasLinalg |= isa<linalg::LinalgOp>(op);
                     return isa_and_present<NNDialect>(op->getDialect())
                                ? WalkResult::interrupt()
                                : WalkResult::advance();
                   })
                   .wasInterrupted();
  return hasLinalg && !hasNN ? Stage::Linalg : Stage::NN;
}

LogicalResult nn::lowerModule(ModuleOp module, Stage stage,
                              const LoweringOptions &options) {
  Stage from = getStage(module);
  if (from > stage)
    return module.emitError("the model is past the stage '")
           << getStageName(stage) << "'";
  bool hasSchedules =
      !options.schedules.empty() || !options.writeSchedules.empty();
  if (hasSchedules && from > Stage::Kernels)
    return module.emitError("the model is past its schedules, in the stage '")
           << getStageName(from) << "'";
  if (hasSchedules && stage < Stage::Kernels)
    return module.emitError("kernels have no schedules in the stage '")
           << getStageName(stage) << "'";
  if (from == Stage::LLVM && !options.why.empty())
    return module.emitError("no pass is left to run that --")
           << whyOptionName << " could ask";
  if (from == Stage::LLVM)
    return success();
  setTarget(module, from, options);
  bool hasDevice = TargetInfo::get(module).hasDevice();
  if (hasDevice && stage == Stage::Vector)
    return module.emitError("kernels of a device have no stage 'vector'");
  if (hasDevice && from == Stage::Vector)
    return module.emitError("kernels of a device that are half lowered are for "
                            "nn-opt only: expected a model up to the stage "
                            "'kernels', or in 'llvm'");
  StringRef name = hasDevice ? "nn-gpu-pipeline" : "nn-cpu-pipeline";
  std::string pipeline =
      (name + "{from=" + getStageName(from) + " to=" + getStageName(stage))
          .str();
  // Quotes keep the spaces of a file's name.
  if (!options.schedules.empty())
    pipeline += " schedules='" + options.schedules + "'";
  if (!options.writeSchedules.empty())
    pipeline += " write-schedules='" + options.writeSchedules + "'";
  if (options.scalarize)
    pipeline += " scalarize-abi";
  WhyListener why(options.why);
  if (failed(runPipeline(module, pipeline + "}", options, why)))
    return failure();
  if (llvm::Error error = why.checkRun())
    return emitError(UnknownLoc::get(module.getContext()))
           << llvm::toString(std::move(error));
  return success();
}

LoweringCommandLine::LoweringCommandLine(cl::OptionCategory &category)
    : schedules("schedules", cl::value_desc("FILE"),
                cl::desc("Schedules of kernels, instead of those by rules"),
                cl::cat(category)),
      writeSchedules("write-schedules", cl::value_desc("FILE"),
                     cl::desc("Write the schedules that are used, as "
                              "--schedules reads them"),
                     cl::cat(category)),
      why(whyOptionName, cl::CommaSeparated, cl::value_desc("PASS,..."),
          cl::desc(whyOptionHelp), cl::cat(category)),
      objectCache("object-cache", cl::value_desc("DIRECTORY"),
                  cl::desc("Keep objects there, and take those that are there "
                           "instead of compiling again"),
                  cl::cat(category)),
      progressAfter("progress-after", cl::init(1), cl::value_desc("SECONDS"),
                    cl::desc("When a compilation begins to say on a terminal "
                             "what it does (default 1; -1 is never)"),
                    cl::cat(category)) {}

llvm::Error LoweringCommandLine::checkUse(bool makesObjects) const {
  return checkOptions(
      {{objectCache, makesObjects, "goes with --emit=obj or --emit=lib"}});
}

llvm::Expected<LoweringOptions>
LoweringCommandLine::getOptions(const NativeTarget &target) const {
  LoweringOptions options;
  options.target = target;
  options.schedules = schedules;
  if (!schedules.empty())
    if (std::error_code error = llvm::sys::fs::access(
            schedules.getValue(), llvm::sys::fs::AccessMode::Exist))
      return llvm::createStringError("--schedules: cannot read '" + schedules +
                                     "': " + error.message());
  options.writeSchedules = writeSchedules;
  StringRef folder = llvm::sys::path::parent_path(writeSchedules);
  if (!folder.empty())
    if (std::error_code error =
            llvm::sys::fs::access(folder, llvm::sys::fs::AccessMode::Write))
      return llvm::createStringError("--write-schedules: cannot write '" +
                                     writeSchedules + "': " + error.message());
  options.why.assign(why.begin(), why.end());
  if (llvm::Error error = checkWhyPasses(options.why))
    return std::move(error);
  options.objectCache = objectCache;
  options.progress = std::make_shared<ProgressLine>(progressAfter);
  return options;
}

CompileOptions LoweringOptions::getCompileOptions() const {
  CompileOptions compile;
  compile.target = target;
  compile.objectCache = objectCache;
  if (!progress)
    return compile;
  compile.progress = [line = progress](size_t done, size_t all) {
    if (done < all)
      line->show("compiling: object " + Twine(done) + " of " + Twine(all));
    else
      line->clear();
  };
  return compile;
}
