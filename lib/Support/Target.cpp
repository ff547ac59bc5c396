//===- Target.cpp ---------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The target attribute, and the machine this runs on.
//
//===----------------------------------------------------------------------===//

#include "nn/Support/Target.h"
#include "mlir/IR/Builders.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/TargetParser/AArch64TargetParser.h"
#include "llvm/TargetParser/Host.h"
#include "llvm/TargetParser/Triple.h"
#include <thread>

using namespace mlir;
using namespace mlir::nn;

/// Returns what a feature list says of a feature, if anything.
static std::optional<bool> findFeature(StringRef features, StringRef name) {
  std::optional<bool> found;
  for (StringRef feature : llvm::split(features, ','))
    if (feature.drop_front(feature.empty() ? 0 : 1) == name)
      found = feature.front() == '+';
  return found;
}

/// True if a cpu or a feature list of x86-64 has AVX-512.
static bool hasAVX512(StringRef cpu, StringRef features) {
  if (std::optional<bool> found = findFeature(features, "avx512f"))
    return *found;
  return cpu == "x86-64-v4" || cpu == "znver4" || cpu == "znver5" ||
         cpu.contains("skylake-avx512") || cpu == "cascadelake" ||
         cpu == "cooperlake" || cpu.starts_with("icelake") ||
         cpu == "rocketlake" || cpu == "tigerlake" || cpu == "sapphirerapids" ||
         cpu == "emeraldrapids" || cpu.starts_with("graniterapids");
}

/// True if a cpu or a feature list of x86-64 has AVX2.
static bool hasAVX2(StringRef cpu, StringRef features) {
  if (std::optional<bool> found = findFeature(features, "avx2"))
    return *found;
  return !(cpu.empty() || cpu == "generic" || cpu == "x86-64" ||
           cpu == "x86-64-v2");
}

/// True if a cpu or a feature list of AArch64 has SVE.
static bool hasSVE(StringRef cpu, StringRef features) {
  if (std::optional<bool> found = findFeature(features, "sve"))
    return *found;
  if (findFeature(features, "sve2").value_or(false))
    return true;
  std::optional<llvm::AArch64::CpuInfo> info = llvm::AArch64::parseCpu(cpu);
  return info && info->getImpliedExtensions().test(llvm::AArch64::AEK_SVE);
}

bool TargetInfo::isAArch64() const { return llvm::Triple(triple).isAArch64(); }

TargetInfo TargetInfo::get(StringRef triple, StringRef cpu,
                           StringRef features) {
  TargetInfo info;
  info.triple = triple.str();
  info.cpu = cpu.str();
  info.features = features.str();
  llvm::Triple parsed(triple);
  if (!parsed.isX86()) {
    info.vectorBits = 128;
    info.vectorRegisters = 32;
    if (parsed.isAArch64()) {
      info.l1 = 64 * 1024;
      info.l2 = 1024 * 1024;
      info.isScalable = info.hasMasks = hasSVE(cpu, features);
    }
    return info;
  }
  if (hasAVX512(cpu, features)) {
    info.vectorBits = 512;
    info.vectorRegisters = 32;
    info.hasMasks = true;
    info.l2 = 1024 * 1024;
    info.l3 = 32 * 1024 * 1024;
  } else if (!hasAVX2(cpu, features)) {
    info.vectorBits = 128;
  }
  return info;
}

/// Reads a size as Linux prints it ("48K"), or returns the default.
static int64_t readCacheSize(const Twine &path, int64_t defaultSize) {
  auto buffer = llvm::MemoryBuffer::getFileAsStream(path);
  if (!buffer)
    return defaultSize;
  StringRef text = (*buffer)->getBuffer().trim();
  int64_t unit = 1;
  if (text.consume_back("K"))
    unit = 1024;
  else if (text.consume_back("M"))
    unit = 1024 * 1024;
  int64_t size;
  return text.getAsInteger(10, size) ? defaultSize : size * unit;
}

TargetInfo TargetInfo::getHost() {
  SmallVector<std::string> features;
  for (const auto &feature : llvm::sys::getHostCPUFeatures())
    features.push_back((feature.second ? "+" : "-") + feature.first().str());
  llvm::sort(features);
  TargetInfo info = get(llvm::sys::getDefaultTargetTriple(),
                        llvm::sys::getHostCPUName(), llvm::join(features, ","));
  info.cores = std::max(1u, std::thread::hardware_concurrency());
  StringRef caches = "/sys/devices/system/cpu/cpu0/cache/";
  info.l1 = readCacheSize(caches + "index0/size", info.l1);
  info.l2 = readCacheSize(caches + "index2/size", info.l2);
  info.l3 = readCacheSize(caches + "index3/size", info.l3);
  return info;
}

bool TargetInfo::hasDeviceType(StringRef type) const {
  return llvm::is_contained(llvm::split(deviceTypes, ','), type);
}

bool TargetInfo::supports(Type elementType) const {
  if (!hasDevice() || !elementType.isIntOrFloat() || elementType.isF32() ||
      elementType.isInteger(32) || elementType.isInteger(1))
    return true;
  // A bf16 is moved as an i16 and computed with as an f32.
  if (elementType.isBF16())
    return hasDeviceType("i16");
  std::string name;
  llvm::raw_string_ostream(name) << elementType;
  return hasDeviceType(name);
}

ArrayRef<StringRef> TargetInfo::getDeviceTypeNames() {
  static constexpr StringRef types[] = {"f16", "f64", "i8", "i16", "i64"};
  return types;
}

ArrayRef<StringRef> TargetInfo::getMathNames() {
  static constexpr StringRef names[] = {"tf32", "f16"};
  return names;
}

ArrayRef<StringRef> TargetInfo::getCUDAChips() {
  static constexpr StringRef chips[] = {"sm_80", "sm_90"};
  return chips;
}

void TargetInfo::setDevice(DeviceKind kind, StringRef types, StringRef chip) {
  device = kind;
  if (kind == DeviceKind::None)
    return;
  vectorBits = 8;
  hasMasks = false;
  deviceTypes = types.str();
  if (kind != DeviceKind::CUDA)
    return;
  deviceTypes = llvm::join(getDeviceTypeNames(), ",");
  deviceChip = chip.empty() ? getCUDAChips().front().str() : chip.str();
  workgroupBytes = 48 * 1024;
}

StringRef mlir::nn::getDeviceName(DeviceKind kind) {
  switch (kind) {
  case DeviceKind::None:
    return "";
  case DeviceKind::Vulkan:
    return "vulkan";
  case DeviceKind::CUDA:
    return "cuda";
  }
  llvm_unreachable("unknown kind of device");
}

std::optional<DeviceKind> mlir::nn::parseDeviceKind(StringRef name) {
  for (DeviceKind kind : {DeviceKind::Vulkan, DeviceKind::CUDA})
    if (name == nn::getDeviceName(kind))
      return kind;
  return std::nullopt;
}

LogicalResult
TargetInfo::verifyDevice(function_ref<InFlightDiagnostic()> emitError) const {
  auto check = [&](StringRef name, StringRef value, DeviceKind ofKind,
                   ArrayRef<StringRef> known) -> LogicalResult {
    if (value.empty() || (device == ofKind && llvm::is_contained(known, value)))
      return success();
    return emitError() << "expected '" << name << "' of "
                       << llvm::join(known, " or ") << ", for '"
                       << nn::getDeviceName(ofKind) << "', not '" << value
                       << "'";
  };
  bool hasAllTypes = device == DeviceKind::CUDA &&
                     deviceTypes == llvm::join(getDeviceTypeNames(), ",");
  if (!hasAllTypes)
    for (StringRef type : llvm::split(deviceTypes, ','))
      if (failed(check("device_types", type, DeviceKind::Vulkan,
                       getDeviceTypeNames())))
        return failure();
  return failure(failed(check("device_chip", deviceChip, DeviceKind::CUDA,
                              getCUDAChips())) ||
                 failed(check("math", math, DeviceKind::CUDA, getMathNames())));
}

LogicalResult TargetInfo::verify(DictionaryAttr attr,
                                 function_ref<InFlightDiagnostic()> emitError) {
  auto device = attr.getAs<StringAttr>("device");
  if (device && !parseDeviceKind(device.getValue()))
    return emitError() << "expected 'device' of vulkan or cuda, not '"
                       << device.getValue() << "'";
  return get(attr).verifyDevice(emitError);
}

DictionaryAttr TargetInfo::getAttr(MLIRContext *context) const {
  Builder b(context);
  SmallVector<NamedAttribute> attributes = {
      b.getNamedAttr("cores", b.getI64IntegerAttr(cores)),
      b.getNamedAttr("cpu", b.getStringAttr(cpu)),
      b.getNamedAttr("features", b.getStringAttr(features)),
      b.getNamedAttr("has_masks", b.getBoolAttr(hasMasks)),
      b.getNamedAttr("l1", b.getI64IntegerAttr(l1)),
      b.getNamedAttr("l2", b.getI64IntegerAttr(l2)),
      b.getNamedAttr("l3", b.getI64IntegerAttr(l3)),
      b.getNamedAttr("scalable", b.getBoolAttr(isScalable)),
      b.getNamedAttr("triple", b.getStringAttr(triple)),
      b.getNamedAttr("vector_bits", b.getI64IntegerAttr(vectorBits)),
      b.getNamedAttr("vector_registers", b.getI64IntegerAttr(vectorRegisters)),
  };
  if (hasDevice()) {
    attributes.push_back(
        b.getNamedAttr("device", b.getStringAttr(getDeviceName())));
    if (!math.empty())
      attributes.push_back(b.getNamedAttr("math", b.getStringAttr(math)));
    if (!deviceChip.empty())
      attributes.push_back(
          b.getNamedAttr("device_chip", b.getStringAttr(deviceChip)));
    attributes.push_back(
        b.getNamedAttr("device_types", b.getStringAttr(deviceTypes)));
    attributes.push_back(
        b.getNamedAttr("workgroup_bytes", b.getI64IntegerAttr(workgroupBytes)));
    attributes.push_back(
        b.getNamedAttr("workgroup_size", b.getI64IntegerAttr(workgroupSize)));
  }
  return b.getDictionaryAttr(attributes);
}

TargetInfo TargetInfo::get(Operation *op) {
  DictionaryAttr attr;
  for (; op && !attr; op = op->getParentOp())
    attr = op->getAttrOfType<DictionaryAttr>(targetAttrName);
  return attr ? get(attr) : TargetInfo();
}

TargetInfo TargetInfo::get(DictionaryAttr attr) {
  TargetInfo info;
  auto getString = [&](StringRef name, std::string defaultValue) {
    auto value = attr.getAs<StringAttr>(name);
    return value ? value.str() : defaultValue;
  };
  info = get(getString("triple", info.triple), getString("cpu", info.cpu),
             getString("features", info.features));
  if (std::optional<DeviceKind> kind = parseDeviceKind(getString("device", "")))
    info.setDevice(*kind);
  info.deviceTypes = getString("device_types", info.deviceTypes);
  info.deviceChip = getString("device_chip", info.deviceChip);
  info.math = getString("math", "");
  auto setInteger = [&](StringRef name, int64_t &value) {
    if (auto given = attr.getAs<IntegerAttr>(name))
      value = given.getInt();
  };
  setInteger("vector_bits", info.vectorBits);
  setInteger("vector_registers", info.vectorRegisters);
  setInteger("l1", info.l1);
  setInteger("l2", info.l2);
  setInteger("l3", info.l3);
  setInteger("cores", info.cores);
  setInteger("workgroup_bytes", info.workgroupBytes);
  setInteger("workgroup_size", info.workgroupSize);
  if (auto given = attr.getAs<BoolAttr>("has_masks"))
    info.hasMasks = given.getValue();
  if (auto given = attr.getAs<BoolAttr>("scalable"))
    info.isScalable = given.getValue();
  return info;
}
