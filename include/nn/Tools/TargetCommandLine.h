//===- TargetCommandLine.h - Options of the target ------------ -*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a model is compiled for: by the command line, by the model, or this
// machine.
//
//===----------------------------------------------------------------------===//

#ifndef NN_TOOLS_TARGETCOMMANDLINE_H
#define NN_TOOLS_TARGETCOMMANDLINE_H

#include "mlir/IR/BuiltinOps.h"
#include "nn/Support/Target.h"
#include "nn/Target/Native/NativeTarget.h"
#include "llvm/Support/CommandLine.h"

namespace mlir::nn {

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

/// The options --target, --cpu and --features.
class NativeTargetCommandLine {
public:
  NativeTargetCommandLine();

  /// Fails with an option that is given though no code is generated, which the
  /// text says behind the option.
  llvm::Error checkUse(bool generatesCode, StringRef text) const;
  /// What the options say, or else this machine.
  llvm::Expected<NativeTarget> getTarget() const;
  /// The same for a module that may say itself what it is for: the options
  /// change that as long as no kernels are made for it; later, other ones are
  /// an error.
  llvm::Expected<NativeTarget> getTarget(ModuleOp module) const;

  const llvm::cl::OptionCategory &getCategory() const { return category; }

protected:
  llvm::cl::OptionCategory category;

  llvm::cl::opt<std::string> target, cpu, features;
};

/// The same, and the options --device, --device-types, --device-chip and
/// --math.
class TargetCommandLine : public NativeTargetCommandLine {
public:
  TargetCommandLine();
  /// What the options say; an error names the option at fault. Whether they go
  /// with the device only the model may tell.
  llvm::Expected<DeviceTarget> getDevice() const;
  /// The same for a module that may say itself what its device is, as above.
  llvm::Expected<DeviceTarget> getDevice(ModuleOp module) const;

private:
  /// Fails with an option that is of another kind of device.
  llvm::Error checkParts(DeviceKind kind) const;

  llvm::cl::opt<std::string> device, deviceTypes, deviceChip, math;
};

} // namespace mlir::nn

#endif // NN_TOOLS_TARGETCOMMANDLINE_H
