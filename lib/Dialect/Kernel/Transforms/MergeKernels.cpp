//===- MergeKernels.cpp ---------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Kernels are compared by their text: they are small, have no locations, and no
// weights.
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "nn/Dialect/Kernel/IR/KernelDispatchOps.h"
#include "nn/Dialect/Kernel/IR/KernelModule.h"
#include "nn/Dialect/Kernel/Transforms/Passes.h"
#include "llvm/ADT/StringMap.h"

namespace mlir::nn {
#define GEN_PASS_DEF_NNMERGEKERNELS
#include "nn/Dialect/Kernel/Transforms/Passes.h.inc"
} // namespace mlir::nn

using namespace mlir;
using namespace mlir::nn;

/// Returns the text of a kernel without its name.
static std::string getText(ModuleOp kernel) {
  std::string text;
  llvm::raw_string_ostream os(text);
  for (NamedAttribute attr : kernel->getAttrs())
    if (attr.getName() != SymbolTable::getSymbolAttrName())
      os << attr.getName().getValue() << " = " << attr.getValue() << "\n";
  OpPrintingFlags flags;
  flags.useLocalScope().printGenericOpForm().enableDebugInfo(false).skipRegions(
      false);
  for (Operation &op : *kernel.getBody()) {
    op.print(os, flags);
    os << "\n";
  }
  return text;
}

namespace {

struct NNMergeKernelsPass
    : public nn::impl::NNMergeKernelsBase<NNMergeKernelsPass> {
  void runOnOperation() override {
    ModuleOp module = getOperation();
    llvm::StringMap<StringAttr> firsts;
    DenseMap<StringAttr, StringAttr> renamed;
    for (auto kernel : llvm::make_early_inc_range(module.getOps<ModuleOp>())) {
      if (!isKernel(kernel))
        continue;
      StringAttr name = kernel.getSymNameAttr();
      auto [it, isNew] = firsts.try_emplace(getText(kernel), name);
      if (isNew)
        continue;
      renamed[name] = it->second;
      kernel.erase();
    }
    if (renamed.empty())
      return;
    for (auto function : module.getOps<func::FuncOp>())
      function->walk([&](Operation *op) {
        if (auto dispatch = dyn_cast<DispatchOp>(op)) {
          SymbolRefAttr kernel = dispatch.getKernel();
          if (StringAttr name = renamed.lookup(kernel.getRootReference()))
            dispatch.setKernelAttr(
                SymbolRefAttr::get(name, kernel.getNestedReferences()));
        } else if (auto launch = dyn_cast<LaunchOp>(op)) {
          if (StringAttr name =
                  renamed.lookup(launch.getKernelAttr().getAttr()))
            launch.setKernelAttr(FlatSymbolRefAttr::get(name));
        }
      });
  }
};

} // namespace
