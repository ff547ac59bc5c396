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
#include "nn/Tools/Model.h"
#include "nn/Tools/Reproducer.h"
#include "nn/Tools/Why.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"

using namespace mlir;
using namespace mlir::nn;
namespace cl = llvm::cl;

NativeTargetCommandLine::NativeTargetCommandLine()
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

TargetCommandLine::TargetCommandLine()
    : device("device", cl::value_desc("cpu|vulkan|cuda[:NAME]"),
             cl::desc("What runs the kernels: the target itself (default), or "
                      "a GPU, whose name contains NAME"),
             cl::cat(category)),
      deviceTypes(
          "device-types", cl::value_desc("f16,f64,i8,i16,i64"),
          cl::desc("What the device has beside 32-bit numbers (default: "
                   "nothing, or where the model runs here, what the "
                   "device says)"),
          cl::cat(category)),
      deviceChip("device-chip", cl::value_desc("sm_80|sm_90"),
                 cl::desc("What code for CUDA is compiled for (default: sm_80, "
                          "or where the model runs here, the device's)"),
                 cl::cat(category)),
      math("math", cl::value_desc("tf32|f16"),
           cl::desc("Round factors of products of matrices, for the tensor "
                    "cores of --device=cuda (default: compute in f32)"),
           cl::cat(category)) {}

llvm::Expected<DeviceTarget> TargetCommandLine::getDevice() const {
  DeviceTarget result;
  auto [kind, name] = StringRef(device).split(':');
  result.name = name.str();
  result.types = deviceTypes;
  result.chip = deviceChip;
  if (std::optional<DeviceKind> known = parseDeviceKind(kind))
    result.kind = *known;
  else if (!device.empty() && device != "cpu")
    return llvm::createStringError(
        "expected --device of cpu, vulkan or cuda, not '" + device + "'");
  if (!deviceTypes.empty() && result.kind != DeviceKind::Vulkan)
    return llvm::createStringError("--device-types goes with --device=vulkan");
  if (!deviceChip.empty() && result.kind != DeviceKind::CUDA)
    return llvm::createStringError("--device-chip goes with --device=cuda");
  if (!deviceChip.empty() &&
      !llvm::is_contained(TargetInfo::getCUDAChips(), deviceChip))
    return llvm::createStringError(
        "expected --device-chip of " +
        llvm::join(TargetInfo::getCUDAChips(), " or ") + ", not '" +
        deviceChip + "'");
  result.math = math;
  if (!math.empty() && result.kind != DeviceKind::CUDA)
    return llvm::createStringError("--math goes with --device=cuda");
  if (!math.empty() && !llvm::is_contained(TargetInfo::getMathNames(), math))
    return llvm::createStringError(
        "expected --math of " + llvm::join(TargetInfo::getMathNames(), " or ") +
        ", not '" + math + "'");
  for (StringRef type : llvm::split(deviceTypes, ','))
    if (!type.empty() &&
        !llvm::is_contained(TargetInfo::getDeviceTypeNames(), type))
      return llvm::createStringError(
          "expected --device-types of " +
          llvm::join(TargetInfo::getDeviceTypeNames(), ", ") + ", not '" +
          type + "'");
  return result;
}

llvm::Expected<NativeTarget> NativeTargetCommandLine::getTarget() const {
  if (llvm::Triple(target).isNVPTX())
    return llvm::createStringError(
        "'" + target + "' runs kernels only: expected --device=cuda" +
        (cpu.empty() ? "" : " --device-chip=" + cpu) +
        ", and --target for the host");
  return NativeTarget::get(target, cpu, features);
}

llvm::Expected<NativeTarget>
NativeTargetCommandLine::getTarget(ModuleOp module) const {
  auto own = module->getAttrOfType<DictionaryAttr>(targetAttrName);
  if (!own || !own.contains("triple"))
    return getTarget();
  TargetInfo info = TargetInfo::get(module);
  if (target.empty() && cpu.empty() && features.empty())
    return NativeTarget::get(info.triple, info.cpu, info.features);
  llvm::Expected<NativeTarget> given = getTarget();
  if (given &&
      given->getTriple().getArch() != llvm::Triple(info.triple).getArch())
    return llvm::createStringError("the model is for '" + info.triple +
                                   "', not for '" + given->getTriple().str() +
                                   "'");
  return given;
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
                                 const LoweringOptions &options) {
  PassManager manager(module.getContext(), ModuleOp::getOperationName());
  std::string errors;
  llvm::raw_string_ostream os(errors);
  if (failed(parsePassPipeline(pipeline, manager, os)))
    return module.emitError("invalid pipeline '")
           << pipeline << "': " << StringRef(errors).trim();
  if (failed(applyPassManagerCLOptions(manager)))
    return failure();
  applyDefaultTimingPassManagerCLOptions(manager);
  explainMatchFailures(manager, options.why);
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
  if (from == Stage::LLVM)
    return success();
  bool hasTarget = module->hasAttr(targetAttrName);
  if (!hasTarget) {
    TargetInfo info = getTargetInfo(options.target);
    info.setDevice(options.device.kind, options.device.types,
                   options.device.chip);
    info.math = options.device.math;
    if (options.device.workgroupBytes)
      info.workgroupBytes = options.device.workgroupBytes;
    module->setAttr(targetAttrName, info.getAttr(module.getContext()));
  }
  bool hasDevice = options.device.kind != DeviceKind::None ||
                   TargetInfo::get(module).hasDevice();
  if (hasDevice && (from == Stage::Vector || stage == Stage::Vector))
    return module.emitError("kernels of a device have no stage 'vector'");
  StringRef name = hasDevice ? "nn-gpu-pipeline" : "nn-cpu-pipeline";
  std::string pipeline =
      (name + "{from=" + getStageName(from) + " to=" + getStageName(stage))
          .str();
  // What the module was compiled for before may be another device, or none.
  if (hasTarget && options.device.kind != DeviceKind::None) {
    auto add = [&](StringRef option, StringRef value) {
      if (!value.empty())
        pipeline += (" " + option + "=" + value).str();
    };
    add("target", getDeviceName(options.device.kind));
    add("types", options.device.types);
    add("chip", options.device.chip);
    add("math", options.device.math);
  }
  // Quotes keep the spaces of a file's name.
  if (!options.schedules.empty())
    pipeline += " schedules='" + options.schedules + "'";
  if (!options.writeSchedules.empty())
    pipeline += " write-schedules='" + options.writeSchedules + "'";
  if (!options.pipelineOptions.empty())
    pipeline += " " + options.pipelineOptions;
  return runPipeline(module, pipeline + "}", options);
}

LoweringCommandLine::LoweringCommandLine(cl::OptionCategory &category)
    : pipelineOptions(
          "pipeline-options", cl::value_desc("OPTIONS"),
          cl::desc("Options of nn-cpu-pipeline, or nn-gpu-pipeline"),
          cl::cat(category)),
      schedules("schedules", cl::value_desc("FILE"),
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

llvm::Expected<LoweringOptions>
LoweringCommandLine::getOptions(const NativeTarget &target) const {
  LoweringOptions options;
  options.target = target;
  options.pipelineOptions = pipelineOptions;
  options.schedules = schedules;
  if (!schedules.empty())
    if (std::error_code error = llvm::sys::fs::access(
            schedules.getValue(), llvm::sys::fs::AccessMode::Exist))
      return llvm::createStringError("--schedules: cannot read '" + schedules +
                                     "': " + error.message());
  options.writeSchedules = writeSchedules;
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
