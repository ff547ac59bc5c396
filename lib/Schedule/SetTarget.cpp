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
    if (hasTarget && (device == DeviceKind::None || info.hasDevice()))
      return;
    if (device == DeviceKind::CUDA && !deviceChip.empty() &&
        !llvm::is_contained(TargetInfo::getCUDAChips(), deviceChip)) {
      module.emitError("expected the chip ")
          << llvm::join(TargetInfo::getCUDAChips(), " or ") << ", not '"
          << deviceChip << "'";
      return signalPassFailure();
    }
    if (!math.empty() && (device != DeviceKind::CUDA ||
                          !llvm::is_contained({"tf32", "f16"}, math))) {
      module.emitError("expected 'math' of tf32 or f16, for CUDA, not '")
          << math << "'";
      return signalPassFailure();
    }
    info.setDevice(device, deviceTypes, deviceChip);
    info.math = math;
    module->setAttr(targetAttrName, info.getAttr(&getContext()));
  }
};

} // namespace
