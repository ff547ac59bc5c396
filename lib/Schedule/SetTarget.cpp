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
#include "nn/Target/Native/NativeTarget.h"

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
    if (!hasTarget && !host && failed(checkTarget(info)))
      return signalPassFailure();
    FailureOr<DeviceKind> kind = getDevice(info);
    if (failed(kind))
      return signalPassFailure();
    if (!info.hasDevice())
      info.setDevice(*kind);
    if (!deviceTypes.empty())
      info.deviceTypes = deviceTypes;
    if (!deviceChip.empty())
      info.deviceChip = deviceChip;
    if (!math.empty())
      info.math = math;
    if (failed(info.verifyDevice([&] { return module.emitError(); })))
      return signalPassFailure();
    if (hasTarget && *kind == DeviceKind::None)
      return;
    module->setAttr(targetAttrName, info.getAttr(&getContext()));
  }

private:
  LogicalResult checkTarget(const TargetInfo &info);
  FailureOr<DeviceKind> getDevice(const TargetInfo &info);
};

} // namespace

/// Checks that code can be generated for what the options say.
LogicalResult NNSetTargetPass::checkTarget(const TargetInfo &info) {
  llvm::Expected<NativeTarget> target =
      NativeTarget::get(info.triple, info.cpu, info.features);
  if (target)
    return success();
  return getOperation().emitError(llvm::toString(target.takeError()));
}

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
