//===- ReadSchedules.cpp --------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The pass nn-read-schedules.
//
//===----------------------------------------------------------------------===//

#include "nn/Dialect/Kernel/IR/KernelAttributes.h"
#include "nn/Dialect/Kernel/IR/KernelModule.h"
#include "nn/Schedule/Passes.h"
#include "nn/Schedule/ScheduleFile.h"

namespace mlir::nn {
#define GEN_PASS_DEF_NNREADSCHEDULES
#include "nn/Schedule/Passes.h.inc"
} // namespace mlir::nn

using namespace mlir;
using namespace mlir::nn;

namespace {

struct NNReadSchedulesPass
    : public nn::impl::NNReadSchedulesBase<NNReadSchedulesPass> {
  using NNReadSchedulesBase::NNReadSchedulesBase;

  void runOnOperation() override {
    if (file.empty()) {
      getOperation().emitError("expected the option 'file'");
      return signalPassFailure();
    }
    auto entries = readScheduleFile(file, &getContext());
    if (failed(entries))
      return signalPassFailure();
    SmallVector<bool> isUsed(entries->size(), false);
    for (auto &[kernel, identity] : identifyKernels(getOperation())) {
      bool isNew = !ModuleOp(kernel)->hasAttr(kernelKeyAttrName);
      // What packing made is at the node that it is made for.
      if (newOnly && isNew)
        identity.nodes.clear();
      const ScheduleEntry *first = nullptr;
      for (auto [entry, used] : llvm::zip_equal(*entries, isUsed)) {
        if (!entry.matches(identity))
          continue;
        used = true;
        if (!first)
          first = &entry;
      }
      if (first && (isNew || !newOnly))
        ModuleOp(kernel)->setAttr(
            scheduleAttrName,
            ScheduleAttr::get(&getContext(), first->schedule));
    }
    // A schedule that is meant for nothing was meant for something.
    for (auto [entry, used] : llvm::zip_equal(*entries, isUsed))
      if (!used && !allowUnused) {
        emitError(entry.loc, "no kernel matches this entry");
        return signalPassFailure();
      }
  }
};

} // namespace
