//===- WriteSchedules.cpp -------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The pass nn-write-schedules.
//
//===----------------------------------------------------------------------===//

#include "nn/Dialect/Kernel/IR/KernelAttributes.h"
#include "nn/Dialect/Kernel/IR/KernelModule.h"
#include "nn/Schedule/Passes.h"
#include "nn/Schedule/ScheduleFile.h"
#include "nn/Support/OutputFile.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"

namespace mlir::nn {
#define GEN_PASS_DEF_NNWRITESCHEDULES
#include "nn/Schedule/Passes.h.inc"
} // namespace mlir::nn

using namespace mlir;
using namespace mlir::nn;

namespace {

struct NNWriteSchedulesPass
    : public nn::impl::NNWriteSchedulesBase<NNWriteSchedulesPass> {
  using NNWriteSchedulesBase::NNWriteSchedulesBase;

  void runOnOperation() override {
    markAllAnalysesPreserved();
    llvm::Error error = writeFile(file, [&](raw_ostream &os) {
      writeKernels(os);
      return llvm::Error::success();
    });
    if (!error)
      return;
    getOperation().emitError(llvm::toString(std::move(error)));
    signalPassFailure();
  }

private:
  void writeKernels(raw_ostream &os) {
    // Equal kernels may have one entry only, for the nodes of all.
    llvm::MapVector<StringRef, std::pair<ModuleOp, llvm::SetVector<StringAttr>>>
        entries;
    auto kernels = identifyKernels(getOperation());
    for (auto &[module, identity] : kernels) {
      if (!ModuleOp(module)->hasAttr(scheduleAttrName))
        continue;
      auto &[kernel, nodes] = entries[identity.key];
      if (!kernel)
        kernel = module;
      nodes.insert_range(identity.nodes);
    }
    for (auto &[key, entry] : entries) {
      auto &[kernel, nodes] = entry;
      auto schedule = kernel->getAttrOfType<ScheduleAttr>(scheduleAttrName);
      os << "# @" << kernel.getSymName().value_or("") << ": ";
      llvm::interleaveComma(nodes, os,
                            [&](StringAttr name) { os << name.getValue(); });
      os << "\nkernel " << key << ": " << schedule.getSchedule().str() << "\n";
    }
  }
};

} // namespace
