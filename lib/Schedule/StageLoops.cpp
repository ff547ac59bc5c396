//===- StageLoops.cpp -----------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The loops of the stages: their sizes, which of them the stages share as a
// grid, and which are as good as one.
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Linalg/Utils/Utils.h"
#include "nn/Schedule/KernelStages.h"

using namespace mlir;
using namespace mlir::nn;

LogicalResult KernelStages::findSizes(Stage &stage, std::string &reason) {
  linalg::LinalgOp root = stage.getRoot();
  SmallVector<AffineExpr> &sizes = loopSizes.emplace_back();
  for (auto [loop, size] : llvm::enumerate(root.getStaticLoopRanges())) {
    if (!ShapedType::isDynamic(size)) {
      sizes.push_back(symbols.constant(size));
      continue;
    }
    AffineExpr expr;
    AffineExpr dim = getAffineDimExpr(loop, entry.getContext());
    for (OpOperand &operand : root->getOpOperands()) {
      AffineMap map = root.getMatchingIndexingMap(&operand);
      for (auto [position, result] : llvm::enumerate(map.getResults())) {
        if (result != dim)
          continue;
        FailureOr<SmallVector<AffineExpr>> found =
            views.getSizes(operand.get());
        if (succeeded(found) &&
            (!expr || isa<AffineConstantExpr>((*found)[position])))
          expr = (*found)[position];
      }
    }
    if (!expr) {
      reason = "the size of a loop is unknown";
      return failure();
    }
    sizes.push_back(expr);
  }
  return success();
}

void KernelStages::findGrid() {
  // The loops of the last stage are followed back to those of the others; a
  // dimension of the grid is one that is parallel in all of them and along
  // which a step of each stage reads only what the same step of the others
  // writes.
  for (const Stage &stage : stages)
    gridOfLoop.emplace_back(stage.getRoot().getNumLoops(), -1);
  if (stages.size() == 1)
    return;
  const Stage &last = stages.back();
  SmallVector<std::string> names = getLoopNames(last.getRoot());
  SmallVector<utils::IteratorType> iterators =
      last.getRoot().getIteratorTypesArray();
  SmallVector<GridDim> candidates;
  for (auto [loop, size] : llvm::enumerate(loopSizes.back())) {
    if (!linalg::isParallelIterator(iterators[loop]) || size == 1)
      continue;
    gridOfLoop.back()[loop] = candidates.size();
    candidates.push_back({names[loop], size});
  }
  SmallVector<bool> valid(candidates.size(), true);
  auto invalidate = [&](int dim) {
    if (dim >= 0)
      valid[dim] = false;
  };

  for (int producer = stages.size() - 2; producer >= 0; --producer) {
    SmallVector<int> &found = gridOfLoop[producer];
    for (unsigned consumer = producer + 1; consumer < stages.size();
         ++consumer) {
      for (const StageOp &op : stages[consumer].ops) {
        for (OpOperand &operand : op.op->getOpOperands()) {
          auto it = producers.find(operand.get());
          if (it == producers.end() || it->second.first != (unsigned)producer)
            continue;
          const StageOp &source = stages[producer].ops[it->second.second];
          AffineMap out = source.op.getIndexingMapMatchingResult(
              cast<OpResult>(operand.get()));
          AffineMap in = op.op.getMatchingIndexingMap(&operand);
          for (auto [outExpr, inExpr] :
               llvm::zip(out.getResults(), in.getResults())) {
            auto outDim = dyn_cast<AffineDimExpr>(outExpr);
            auto inDim = dyn_cast<AffineDimExpr>(inExpr);
            if (!outDim || !inDim) {
              for (auto [loop, rootLoop] : llvm::enumerate(op.loops))
                if (inExpr.isFunctionOfDim(loop))
                  invalidate(gridOfLoop[consumer][rootLoop]);
              continue;
            }
            int dim = gridOfLoop[consumer][op.loops[inDim.getPosition()]];
            int &known = found[source.loops[outDim.getPosition()]];
            if (known != -1 && known != dim) {
              invalidate(known);
              invalidate(dim);
            }
            known = dim;
          }
        }
      }
    }
    SmallVector<utils::IteratorType> producerIterators =
        stages[producer].getRoot().getIteratorTypesArray();
    for (unsigned dim = 0, e = candidates.size(); dim < e; ++dim) {
      auto *loop = llvm::find(found, (int)dim);
      if (loop == found.end() ||
          !linalg::isParallelIterator(
              producerIterators[loop - found.begin()]) ||
          llvm::count(found, (int)dim) != 1 ||
          loopSizes[producer][loop - found.begin()] != candidates[dim].size)
        valid[dim] = false;
    }
  }

  SmallVector<int> renumbered(candidates.size(), -1);
  for (auto [dim, candidate] : llvm::enumerate(candidates)) {
    if (!valid[dim])
      continue;
    renumbered[dim] = grid.size();
    grid.push_back(candidate);
  }
  for (SmallVector<int> &loops : gridOfLoop)
    for (int &dim : loops)
      dim = dim < 0 ? -1 : renumbered[dim];

  for (KernelScratch &memory : scratch) {
    auto [stageIndex, opIndex] = producers.lookup(memory.tensor);
    const StageOp &op = stages[stageIndex].ops[opIndex];
    AffineMap out =
        op.op.getIndexingMapMatchingResult(cast<OpResult>(memory.tensor));
    for (auto [dim, expr] : llvm::enumerate(out.getResults()))
      if (auto loop = dyn_cast<AffineDimExpr>(expr))
        memory.gridDims[dim] =
            gridOfLoop[stageIndex][op.loops[loop.getPosition()]];
  }
}

void KernelStages::mergeDims(unsigned stageIndex) {
  Stage &stage = stages[stageIndex];
  linalg::LinalgOp root = stage.getRoot();
  SmallVector<std::string> names = getLoopNames(root);
  SmallVector<utils::IteratorType> iterators = root.getIteratorTypesArray();
  ArrayRef<AffineExpr> sizes = loopSizes[stageIndex];
  SmallVector<bool> isFixed(root.getNumLoops(), false);
  for (const StageOp &op : stage.ops)
    op.op->walk([&](linalg::IndexOp index) {
      isFixed[op.loops[index.getDim()]] = true;
    });
  for (auto [loop, dim] : llvm::enumerate(gridOfLoop[stageIndex]))
    if (dim >= 0)
      isFixed[loop] = true;

  auto areOne = [&](unsigned a, unsigned b) {
    if (isFixed[a] || isFixed[b] ||
        linalg::isParallelIterator(iterators[a]) !=
            linalg::isParallelIterator(iterators[b]))
      return false;
    return llvm::all_of(stage.accesses, [&](const StageAccess &access) {
      return access.tiles[a] == 0 && access.tiles[b] == 0 &&
             access.outer[a] == access.outer[b] * sizes[b];
    });
  };

  stage.dimOfLoop.assign(root.getNumLoops(), -1);
  for (unsigned loop = 0, e = root.getNumLoops(); loop < e; ++loop) {
    if (sizes[loop] == 1)
      continue;
    if (!stage.dims.empty() && areOne(stage.dims.back().loops.back(), loop)) {
      StageDim &dim = stage.dims.back();
      dim.name += "_" + names[loop];
      dim.size = dim.size * sizes[loop];
      dim.loops.push_back(loop);
    } else {
      StageDim &dim = stage.dims.emplace_back();
      dim.name = names[loop];
      dim.size = sizes[loop];
      dim.isReduction = !linalg::isParallelIterator(iterators[loop]);
      dim.loops.push_back(loop);
    }
    stage.dimOfLoop[loop] = stage.dims.size() - 1;
  }

  for (StageAccess &access : stage.accesses) {
    StageAccess byLoop = access;
    access.outer.clear();
    access.inner.clear();
    access.tiles.clear();
    access.scratchDims.clear();
    for (const StageDim &dim : stage.dims) {
      unsigned loop = dim.loops.back();
      access.outer.push_back(byLoop.outer[loop]);
      access.inner.push_back(byLoop.inner[loop]);
      access.tiles.push_back(byLoop.tiles[loop]);
      access.scratchDims.push_back(byLoop.scratchDims[loop]);
    }
  }

  if (stages.size() == 1) {
    for (auto [index, dim] : llvm::enumerate(stage.dims)) {
      if (dim.isReduction)
        continue;
      grid.push_back({dim.name, dim.size});
      stage.gridDims.push_back(index);
    }
    return;
  }
  stage.gridDims.assign(grid.size(), -1);
  for (auto [loop, dim] : llvm::enumerate(gridOfLoop[stageIndex]))
    if (dim >= 0)
      stage.gridDims[dim] = stage.dimOfLoop[loop];
}
