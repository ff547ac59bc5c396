//===- RecomputeMaps.cpp --------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Elementwise ops of a kernel, computed again by each op that reads them.
//
//===----------------------------------------------------------------------===//

#include "Rules/Rules.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"

using namespace mlir;
using namespace mlir::nn;

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

void mlir::nn::detail::recomputeMaps(func::FuncOp entry) {
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
