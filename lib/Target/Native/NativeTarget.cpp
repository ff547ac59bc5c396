//===- NativeTarget.cpp - What machine code is generated for --------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Resolves targets by LLVM's registry.
//
//===----------------------------------------------------------------------===//

#include "nn/Target/Native/NativeTarget.h"
#include "llvm/MC/MCSubtargetInfo.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Target/TargetMachine.h"
#include "llvm/Target/TargetOptions.h"
#include "llvm/TargetParser/Host.h"
#include "llvm/TargetParser/SubtargetFeature.h"
#include <mutex>

using namespace mlir::nn;
using llvm::createStringError;

static void initializeTargets() {
  static std::once_flag flag;
  std::call_once(flag, [] {
    llvm::InitializeAllTargetInfos();
    llvm::InitializeAllTargets();
    llvm::InitializeAllTargetMCs();
    llvm::InitializeAllAsmPrinters();
    llvm::InitializeAllAsmParsers();
  });
}

NativeTarget NativeTarget::getHost() {
  initializeTargets();
  NativeTarget target;
  target.triple =
      llvm::Triple(llvm::Triple::normalize(llvm::sys::getProcessTriple()));
  target.cpu = llvm::sys::getHostCPUName().str();
  llvm::SubtargetFeatures features;
  for (const auto &[name, isEnabled] : llvm::sys::getHostCPUFeatures())
    features.AddFeature(name, isEnabled);
  target.features = features.getString();
  return target;
}

llvm::Expected<NativeTarget> NativeTarget::get(llvm::StringRef triple,
                                               llvm::StringRef cpu,
                                               llvm::StringRef features) {
  NativeTarget target = getHost();
  if (!triple.empty() && triple != "host") {
    target.triple = llvm::Triple(llvm::Triple::normalize(triple));
    target.cpu = cpu.str();
    // The generic one has integers only, and Linux's ABI wants doubles.
    bool isPlain =
        target.triple.isRISCV64() && target.triple.isOSLinux() && cpu.empty();
    target.features = isPlain ? "+m,+a,+f,+d,+c" : "";
  } else if (!cpu.empty() && cpu != "native") {
    target.cpu = cpu.str();
    target.features.clear();
  }
  std::string error;
  const llvm::Target *llvmTarget =
      llvm::TargetRegistry::lookupTarget(target.triple, error);
  if (!llvmTarget)
    return createStringError("unknown target '" + triple + "'");
  std::unique_ptr<llvm::MCSubtargetInfo> info(
      llvmTarget->createMCSubtargetInfo(target.triple, "", ""));
  if (!info)
    return createStringError("no code can be generated for target '" + triple +
                             "'");
  if (!target.cpu.empty() && !info->isCPUStringValid(target.cpu))
    return createStringError("unknown CPU '" + target.cpu + "' of target '" +
                             target.triple.str() + "'");
  llvm::SmallVector<llvm::StringRef> names;
  features.split(names, ',', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  llvm::SubtargetFeatures all(target.features);
  for (llvm::StringRef name : names) {
    bool isEnabled = !name.starts_with("-");
    llvm::StringRef plain =
        llvm::SubtargetFeatures::hasFlag(name) ? name.drop_front() : name;
    if (!llvm::any_of(info->getAllProcessorFeatures(),
                      [&](const llvm::SubtargetFeatureKV &feature) {
                        return plain == feature.Key;
                      }))
      return createStringError("unknown feature '" + plain + "' of target '" +
                               target.triple.str() + "'");
    all.AddFeature(plain, isEnabled);
  }
  target.features = all.getString();
  return target;
}

/// The features of a target, the CPU's among them, as LLVM knows them.
static std::unique_ptr<llvm::MCSubtargetInfo>
getSubtarget(const NativeTarget &target) {
  initializeTargets();
  std::string error;
  const llvm::Target *llvmTarget =
      llvm::TargetRegistry::lookupTarget(target.getTriple(), error);
  if (!llvmTarget)
    return nullptr;
  return std::unique_ptr<llvm::MCSubtargetInfo>(
      llvmTarget->createMCSubtargetInfo(target.getTriple(), target.getCPU(),
                                        target.getFeatures()));
}

std::string NativeTarget::describe() const {
  std::string text = triple.str();
  if (!cpu.empty())
    text += " " + cpu;
  NativeTarget plain = *this;
  plain.features.clear();
  auto with = getSubtarget(*this), without = getSubtarget(plain);
  if (!with || !without)
    return text;
  char separator = ' ';
  for (const llvm::SubtargetFeatureKV &feature :
       with->getAllProcessorFeatures()) {
    bool isEnabled = with->getFeatureBits().test(feature.Value);
    if (isEnabled == without->getFeatureBits().test(feature.Value))
      continue;
    text += separator;
    text += isEnabled ? "+" : "-";
    text += feature.Key;
    separator = ',';
  }
  return text;
}

bool NativeTarget::isSame(const NativeTarget &other) const {
  if (triple.getArch() != other.triple.getArch() ||
      triple.getSubArch() != other.triple.getSubArch() ||
      triple.getOS() != other.triple.getOS() ||
      triple.getEnvironment() != other.triple.getEnvironment() ||
      cpu != other.cpu)
    return false;
  auto mine = getSubtarget(*this), theirs = getSubtarget(other);
  return mine && theirs && mine->getFeatureBits() == theirs->getFeatureBits();
}

/// True if code that asks for nothing may have instructions of a feature. Of
/// others there are only intrinsics, which no network has; virtual machines
/// hide many of those.
static bool isSelected(const llvm::Triple &triple, llvm::StringRef feature) {
  auto startsWithOneOf = [&](llvm::ArrayRef<llvm::StringRef> prefixes) {
    return llvm::any_of(prefixes, [&](llvm::StringRef prefix) {
      return feature.starts_with(prefix);
    });
  };
  if (triple.isX86())
    return (startsWithOneOf({"avx", "bmi", "sse", "ssse"}) &&
            feature != "avx512vp2intersect") ||
           llvm::is_contained(
               {"adx",    "ccmp", "cf",        "cmov",  "cx16",  "egpr", "f16c",
                "fma",    "fma4", "gfni",      "lzcnt", "movbe", "ndd",  "nf",
                "popcnt", "ppx",  "push2pop2", "sahf",  "tbm",   "xop",  "zu"},
               feature);
  if (triple.isAArch64())
    return startsWithOneOf({"lse", "rcpc", "sve"}) ||
           llvm::is_contained({"bf16", "complxnum", "dotprod", "fp-armv8",
                               "fullfp16", "i8mm", "neon"},
                              feature);
  // RISC-V's extensions, but for those of caches and of cryptography.
  return !startsWithOneOf({"zicbo", "zk", "zvk"});
}

std::string NativeTarget::findFeatureNotHere() const {
  auto subtarget = getSubtarget(*this);
  if (!subtarget)
    return "";
  llvm::StringMap<bool> here = llvm::sys::getHostCPUFeatures();
  for (const llvm::SubtargetFeatureKV &feature :
       subtarget->getAllProcessorFeatures()) {
    auto it = here.find(feature.Key);
    if (it != here.end() && !it->second && isSelected(triple, feature.Key) &&
        subtarget->getFeatureBits().test(feature.Value))
      return feature.Key;
  }
  return "";
}

llvm::Expected<std::unique_ptr<llvm::TargetMachine>>
NativeTarget::createTargetMachine() const {
  initializeTargets();
  std::string error;
  const llvm::Target *target =
      llvm::TargetRegistry::lookupTarget(triple, error);
  if (!target)
    return createStringError(error);
  llvm::TargetOptions options;
  options.ExceptionModel = llvm::ExceptionHandling::None;
  // The default small code model reaches weights through pointers of the
  // constants table, so it serves at any size of them.
  std::unique_ptr<llvm::TargetMachine> machine(target->createTargetMachine(
      triple, cpu, features, options, llvm::Reloc::PIC_, llvm::CodeModel::Small,
      llvm::CodeGenOptLevel::Default));
  if (!machine)
    return createStringError("no code can be generated for target '" +
                             triple.str() + "'");
  return machine;
}
