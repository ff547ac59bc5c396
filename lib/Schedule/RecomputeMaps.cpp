//===- RecomputeMaps.cpp --------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The pass nn-recompute-maps: elementwise ops of a kernel, computed again by
// each op that reads them.
//
//===----------------------------------------------------------------------===//

#include "Rules/Rules.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "nn/Dialect/Kernel/IR/KernelAttributes.h"
#include "nn/Dialect/Kernel/IR/KernelModule.h"
#include "nn/Schedule/Passes.h"
#include "nn/Support/MatchFailures.h"

namespace mlir::nn {
#define GEN_PASS_DEF_NNRECOMPUTEMAPS
#include "nn/Schedule/Passes.h.inc"
} // namespace mlir::nn

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::detail;

/// Returns the op that computes an operand element by element, if its consumer
/// can do that itself.
static linalg::GenericOp getMap(OpOperand &operand) {
  auto map = operand.get().getDefiningOp<linalg::GenericOp>();
  if (!map || map->getNumResults() != 1 ||
      map.getNumParallelLoops() != map.getNumLoops() ||
      !linalg::areElementwiseOpsFusable(&operand))
    return nullptr;
  return map;
}

/// Lets the consumer of an operand compute it; fails if no op does so element
/// by element.
static LogicalResult inlineMap(IRRewriter &rewriter,
                               linalg::GenericOp consumer) {
  for (OpOperand *operand : consumer.getDpsInputOperands()) {
    linalg::GenericOp map = getMap(*operand);
    if (!map)
      continue;
    // Only what nobody else reads is not computed for others as well.
    rewriter.setInsertionPoint(consumer);
    Operation *own = rewriter.clone(*map);
    rewriter.modifyOpInPlace(consumer,
                             [&] { operand->set(own->getResult(0)); });
    FailureOr<linalg::ElementwiseOpFusionResult> fused =
        linalg::fuseElementwiseOps(rewriter, operand);
    if (failed(fused)) {
      rewriter.modifyOpInPlace(consumer,
                               [&] { operand->set(map->getResult(0)); });
      rewriter.eraseOp(own);
      continue;
    }
    for (auto [old, result] : fused->replacements)
      if (old.getDefiningOp() == consumer)
        rewriter.replaceAllUsesWith(old, result);
    rewriter.eraseOp(consumer);
    rewriter.eraseOp(own);
    if (map.use_empty())
      rewriter.eraseOp(map);
    return success();
  }
  return failure();
}

/// Lets each op of a kernel compute itself what elementwise ops hand to it, so
/// that only what reductions make is left between the stages.
static void recomputeMaps(func::FuncOp entry) {
  IRRewriter rewriter(entry.getContext());
  for (auto op : llvm::make_early_inc_range(
           entry.getBody().front().getOps<linalg::LinalgOp>()))
    if (!isa<linalg::GenericOp, linalg::FillOp>(op)) {
      rewriter.setInsertionPoint(op);
      // What has no such form stays as it is.
      (void)linalg::generalizeNamedOp(rewriter, op);
    }
  bool changed = true;
  while (changed) {
    changed = false;
    for (auto op :
         llvm::to_vector(entry.getBody().front().getOps<linalg::GenericOp>()))
      if (succeeded(inlineMap(rewriter, op))) {
        changed = true;
        break;
      }
  }
}

namespace {

struct NNRecomputeMapsPass
    : public nn::impl::NNRecomputeMapsBase<NNRecomputeMapsPass> {
  void runOnOperation() override {
    ModuleOp module = getOperation();
    if (isKernel(module))
      recompute(module);
    for (ModuleOp kernel : module.getOps<ModuleOp>())
      if (isKernel(kernel))
        recompute(kernel);
  }

private:
  void recompute(ModuleOp module) {
    func::FuncOp entry = getKernelEntry(module);
    TargetInfo target = TargetInfo::get(module);
    if (!entry || !target.hasDevice() || module->hasAttr(scheduleAttrName))
      return;
    KernelStages::normalize(entry);
    std::string reason;
    FailureOr<std::unique_ptr<KernelStages>> kernel =
        KernelStages::analyze(entry, reason);
    auto notify = [&](StringRef why) {
      notifyMatchFailure(module.getLoc(), [&](Diagnostic &diagnostic) {
        diagnostic << "kernel '" << module.getSymName().value_or("")
                   << "': " << why;
      });
    };
    if (failed(kernel))
      return notify(reason);
    if ((*kernel)->getStages().size() == 1)
      return notify("it has one stage");
    if (succeeded(chooseSharedWorkgroups(**kernel, target, reason)))
      return notify("what its stages leave each other fits into the memory of "
                    "a workgroup");
    recomputeMaps(entry);
  }
};

} // namespace
