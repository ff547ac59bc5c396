//===- Target.h ---------------------------------------------- -*- C++ -*--===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is known of the machine that code is generated for. It stands on a
// module as the dictionary nn.target; passes read it and never ask the machine
// they run on.
//
//===----------------------------------------------------------------------===//

#ifndef NN_SUPPORT_TARGET_H
#define NN_SUPPORT_TARGET_H

#include "mlir/IR/BuiltinOps.h"
#include <string>

namespace mlir::nn {

/// The attribute of a module that holds its target.
constexpr llvm::StringLiteral targetAttrName = "nn.target";

/// What runs the kernels of a module.
enum class DeviceKind {
  /// The machine itself.
  None,
  Vulkan,
  /// An NVIDIA GPU, by CUDA's driver.
  CUDA
};

/// Returns the name of a kind of device: "vulkan", "cuda", or empty.
StringRef getDeviceName(DeviceKind kind);
/// Returns the kind of device of that name, or nothing if there is none.
std::optional<DeviceKind> parseDeviceKind(StringRef name);

/// A machine.
struct TargetInfo {
  std::string triple = "x86_64-unknown-linux-gnu";
  std::string cpu = "x86-64-v3";
  /// Features in LLVM's form: "+avx2,+fma".
  std::string features;
  /// The size of a vector register, or, if vectors are scalable, the least one.
  int64_t vectorBits = 256;
  /// True if the size of a vector register is a multiple of `vectorBits` that
  /// only the machine that runs the code knows.
  bool isScalable = false;
  /// The number of vector registers.
  int64_t vectorRegisters = 16;
  /// True if a masked load and store costs about as much as a plain one.
  bool hasMasks = false;
  /// Bytes of a core's caches, and of the last level.
  int64_t l1 = 32 * 1024;
  int64_t l2 = 512 * 1024;
  int64_t l3 = 8 * 1024 * 1024;
  int64_t cores = 1;
  /// Where kernels run. What is above then is of the host, except that vectors
  /// are the device's: it has none.
  DeviceKind device = DeviceKind::None;
  /// What of the device types the device can keep in buffers and compute with,
  /// besides 32-bit numbers: "f16,i8".
  std::string deviceTypes;
  /// What code for the device is compiled for, where devices of the kind do not
  /// all take the same: "sm_80" or "sm_90" of CUDA's.
  std::string deviceChip;
  /// What factors of products may be rounded to, "tf32" or "f16", where the
  /// device is faster then; empty is not at all.
  std::string math;
  /// Bytes of memory that the invocations of a workgroup share, and how many
  /// there may be.
  int64_t workgroupBytes = 16 * 1024;
  int64_t workgroupSize = 128;
  /// How many invocations every device runs at once: a warp of CUDA's. A
  /// workgroup is a multiple of it.
  static constexpr int64_t subgroupSize = 32;
  /// Bytes that an invocation loads or stores at once on every device, if they
  /// are aligned to as many.
  static constexpr int64_t accessBytes = 16;
  /// Elements that are accessed at once, at most.
  static constexpr int64_t accessElements = 4;

  StringRef getDeviceName() const { return nn::getDeviceName(device); }
  bool hasDevice() const { return device != DeviceKind::None; }
  bool hasDeviceType(StringRef type) const;
  /// True if kernels can have elements of a type: all on the machine itself.
  bool supports(Type elementType) const;
  /// Makes this the target of a host with a device that guarantees no more than
  /// every one of its kind, beside the types and the chip that are given; every
  /// one by CUDA has all types.
  void setDevice(DeviceKind kind, StringRef types = "", StringRef chip = "");
  /// The types that not every device has: "f16", "f64", "i8", "i16", "i64".
  static ArrayRef<StringRef> getDeviceTypeNames();
  /// The chips that code for CUDA is compiled for, the least one first. Later
  /// ones run it too.
  static ArrayRef<StringRef> getCUDAChips();
  /// What factors of products may be rounded to: "tf32", "f16".
  static ArrayRef<StringRef> getMathNames();

  /// Returns the target of the closest module around an op that has one, or the
  /// generic one of the default triple.
  static TargetInfo get(Operation *op);
  /// Returns the target of an attribute form that `verify` takes.
  static TargetInfo get(DictionaryAttr attr);
  /// Returns the target that a triple, cpu and features name; what they do not
  /// say is generic.
  static TargetInfo get(StringRef triple, StringRef cpu, StringRef features);
  /// Returns the machine this runs on.
  static TargetInfo getHost();

  bool isAArch64() const;

  /// Complains about types, a chip or math that the device does not know.
  LogicalResult
  verifyDevice(function_ref<InFlightDiagnostic()> emitError) const;
  /// Complains about an attribute form of a device that is not known.
  static LogicalResult verify(DictionaryAttr attr,
                              function_ref<InFlightDiagnostic()> emitError);

  /// Returns the attribute form.
  DictionaryAttr getAttr(MLIRContext *context) const;
};

} // namespace mlir::nn

#endif // NN_SUPPORT_TARGET_H
