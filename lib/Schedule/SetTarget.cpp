//===- SetTarget.cpp ------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The pass nn-set-target.
//
//===----------------------------------------------------------------------===//

#include "nn/Schedule/Passes.h"
#include "nn/Support/Target.h"
#include "llvm/ADT/StringExtras.h"

namespace mlir::nn {
#define GEN_PASS_DEF_NNSETTARGET
#include "nn/Schedule/Passes.h.inc"
} // namespace mlir::nn

using namespace mlir;
using namespace mlir::nn;

namespace {

struct NNSetTargetPass : public nn::impl::NNSetTargetBase<NNSetTargetPass> {
  using NNSetTargetBase::NNSetTargetBase;

  void runOnOperation() override {
    ModuleOp module = getOperation();
    bool hasTarget = module->hasAttr(targetAttrName);
    TargetInfo info = hasTarget ? TargetInfo::get(module)
                      : host    ? TargetInfo::getHost()
                                : TargetInfo::get(triple, cpu, features);
    FailureOr<DeviceKind> kind = getDevice(info);
    if (failed(kind) || failed(checkDeviceOptions(*kind)))
      return signalPassFailure();
    if (hasTarget && *kind == DeviceKind::None)
      return;
    if (!info.hasDevice())
      info.setDevice(*kind);
    if (!deviceTypes.empty())
      info.deviceTypes = deviceTypes;
    if (!deviceChip.empty())
      info.deviceChip = deviceChip;
    if (!math.empty())
      info.math = math;
    module->setAttr(targetAttrName, info.getAttr(&getContext()));
  }

private:
  FailureOr<DeviceKind> getDevice(const TargetInfo &info);
  LogicalResult checkDeviceOptions(DeviceKind kind);
};

} // namespace

/// Returns the device that the module is to have.
FailureOr<DeviceKind> NNSetTargetPass::getDevice(const TargetInfo &info) {
  if (!info.hasDevice())
    return device.getValue();
  if (device == DeviceKind::None || device == info.device || keepDevice)
    return info.device;
  return getOperation().emitError("is compiled for '")
         << info.getDeviceName() << "', not for '" << getDeviceName(device)
         << "'";
}

/// Checks what the options say of a device.
LogicalResult NNSetTargetPass::checkDeviceOptions(DeviceKind kind) {
  auto error = [&] { return getOperation().emitError("expected "); };
  auto check = [&](StringRef option, StringRef value, DeviceKind ofKind,
                   ArrayRef<StringRef> known) -> LogicalResult {
    if (value.empty() || (kind == ofKind && llvm::is_contained(known, value)))
      return success();
    return error() << "'" << option << "' of " << llvm::join(known, " or ")
                   << ", for '" << getDeviceName(ofKind) << "', not '" << value
                   << "'";
  };
  for (StringRef type : llvm::split(deviceTypes, ','))
    if (failed(check("device-types", type, DeviceKind::Vulkan,
                     TargetInfo::getDeviceTypeNames())))
      return failure();
  return failure(failed(check("device-chip", deviceChip, DeviceKind::CUDA,
                              TargetInfo::getCUDAChips())) ||
                 failed(check("math", math, DeviceKind::CUDA,
                              TargetInfo::getMathNames())));
}
