//===- TargetCommandLine.cpp - Options of the target ----------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The options' names and help texts, and what they mean beside a module's own
// target.
//
//===----------------------------------------------------------------------===//

#include "nn/Tools/TargetCommandLine.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "nn/Tools/CommandLine.h"
#include "nn/Tools/Lowering.h"
#include "llvm/ADT/StringExtras.h"

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

/// A list of types in the order of all of them, each once.
static std::string orderTypes(StringRef types) {
  SmallVector<StringRef> given(llvm::split(types, ','));
  SmallVector<StringRef> ordered;
  for (StringRef name : TargetInfo::getDeviceTypeNames())
    if (llvm::is_contained(given, name))
      ordered.push_back(name);
  return llvm::join(ordered, ",");
}

llvm::Expected<DeviceTarget> TargetCommandLine::getDevice() const {
  DeviceTarget result;
  auto [kind, name] = StringRef(device).split(':');
  result.name = name.str();
  if (std::optional<DeviceKind> known = parseDeviceKind(kind))
    result.kind = *known;
  else if (!device.empty() && device != "cpu")
    return llvm::createStringError(
        "expected --device of cpu, vulkan or cuda, not '" + device + "'");
  if (!deviceChip.empty() &&
      !llvm::is_contained(TargetInfo::getCUDAChips(), deviceChip))
    return llvm::createStringError(
        "expected --device-chip of " +
        llvm::join(TargetInfo::getCUDAChips(), " or ") + ", not '" +
        deviceChip + "'");
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
  result.types = orderTypes(deviceTypes);
  result.chip = deviceChip;
  result.math = math;
  return result;
}

llvm::Error TargetCommandLine::checkParts(DeviceKind kind) const {
  const std::tuple<StringRef, StringRef, DeviceKind> parts[] = {
      {"device-types", deviceTypes, DeviceKind::Vulkan},
      {"device-chip", deviceChip, DeviceKind::CUDA},
      {"math", math, DeviceKind::CUDA}};
  for (auto [option, value, ofKind] : parts)
    if (!value.empty() && kind != ofKind)
      return llvm::createStringError(
          "--" + option + " goes with --device=" + getDeviceName(ofKind));
  return llvm::Error::success();
}

llvm::Error NativeTargetCommandLine::checkUse(bool generatesCode,
                                              StringRef text) const {
  return checkOptions({{target, generatesCode, text},
                       {cpu, generatesCode, text},
                       {features, generatesCode, text}});
}

llvm::Expected<NativeTarget> NativeTargetCommandLine::getTarget() const {
  if (llvm::Triple(target).isNVPTX())
    return llvm::createStringError(
        "'" + target + "' runs kernels only: expected --device=cuda" +
        (cpu.empty() ? "" : " --device-chip=" + cpu) +
        ", and --target for the host");
  if (llvm::Triple(target).isGPU() || llvm::Triple(target).isBPF())
    return llvm::createStringError("code for '" + target +
                                   "' hosts no network");
  return NativeTarget::get(target, cpu, features);
}

/// True if code or schedules of the module are for its target.
static bool isSettled(ModuleOp module) {
  return getStage(module) >= Stage::Kernels ||
         llvm::any_of(module.getOps<LLVM::LLVMFuncOp>(),
                      [](auto function) { return !function.isExternal(); });
}

llvm::Expected<NativeTarget>
NativeTargetCommandLine::getTarget(ModuleOp module) const {
  auto attr = module->getAttrOfType<DictionaryAttr>(targetAttrName);
  if (!attr || !attr.contains("triple"))
    return getTarget();
  TargetInfo info = TargetInfo::get(module);
  auto own = NativeTarget::get(info.triple, info.cpu, info.features);
  if (!own || (target.empty() && cpu.empty() && features.empty()))
    return own;
  // A CPU is one of the module's target, and features are of its CPU.
  bool isHost = target == "host" || cpu == "native";
  auto given = isHost || !target.empty() ? getTarget()
               : !cpu.empty()
                   ? NativeTarget::get(info.triple, cpu, features)
                   : NativeTarget::get(info.triple, info.cpu,
                                       info.features + "," + features);
  if (given && !given->isSame(*own) && isSettled(module))
    return llvm::createStringError("the model is lowered for '" +
                                   own->describe() + "', not for '" +
                                   given->describe() + "'");
  return given;
}

llvm::Expected<DeviceTarget>
TargetCommandLine::getDevice(ModuleOp module) const {
  llvm::Expected<DeviceTarget> given = getDevice();
  if (!given)
    return given;
  TargetInfo own = TargetInfo::get(module);
  bool isLowered = getStage(module) > Stage::Kernels;
  // Kernels that have schedules for a CPU get others.
  if (!device.empty() && given->kind != own.device &&
      (isLowered || (own.hasDevice() && isSettled(module))))
    return llvm::createStringError(
        "the model is lowered for --device=" +
        (own.hasDevice() ? own.getDeviceName() : "cpu") +
        ", not for --device=" + device);
  if (device.empty())
    given->kind = own.device;
  if (llvm::Error error = checkParts(given->kind))
    return std::move(error);
  if (given->kind != own.device)
    return given;
  const std::tuple<StringRef, std::string &, std::string> parts[] = {
      {"device-types", given->types, orderTypes(own.deviceTypes)},
      {"device-chip", given->chip, own.deviceChip},
      {"math", given->math, own.math}};
  for (auto [option, value, ownValue] : parts) {
    if (value.empty())
      value = ownValue;
    if (!isLowered || value == ownValue)
      continue;
    std::string how = ownValue.empty()
                          ? "without --" + option.str()
                          : "for --" + option.str() + "=" + ownValue;
    return llvm::createStringError("the model is lowered " + how +
                                   ", not for --" + option + "=" + value);
  }
  return given;
}
