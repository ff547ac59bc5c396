//===- GPU.cpp ------------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Stages on a GPU: which elements a workgroup computes, and which of them an
// invocation.
//
//===----------------------------------------------------------------------===//

#include "Rules.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::detail;

using Kind = ScheduleLoop::Kind;

/// The parallel dimensions of a stage, the one whose neighbors should be with
/// neighboring threads first.
static SmallVector<unsigned> getParallelDims(const StageFacts &facts) {
  SmallVector<unsigned> dims;
  if (facts.contiguousDim >= 0)
    dims.push_back(facts.contiguousDim);
  for (int dim = facts.stage.dims.size() - 1; dim >= 0; --dim)
    if (!facts.stage.dims[dim].isReduction && dim != facts.contiguousDim)
      dims.push_back(dim);
  return dims;
}

/// How many elements along each dimension a thread computes: of a sum of
/// products several that share an operand.
static SmallVector<int64_t> chooseTile(const StageFacts &facts,
                                       ArrayRef<unsigned> parallel) {
  const Stage &stage = facts.stage;
  SmallVector<int64_t> tile(stage.dims.size(), 1);
  if (!stage.hasReduction() || stage.getRoot().getNumDpsInputs() < 2)
    return tile;
  const StageAccess *lhs = facts.getInput(0), *rhs = facts.getInput(1);
  for (unsigned dim : parallel) {
    bool isShared =
        lhs && rhs && (lhs->inner[dim] == 0 || rhs->inner[dim] == 0);
    int64_t size = facts.getSize(dim);
    if (static_cast<int>(dim) == facts.contiguousDim || !isShared ||
        ShapedType::isDynamic(size))
      continue;
    for (int64_t step : {8, 7, 6, 5, 4, 3, 2})
      if (size % step == 0) {
        tile[dim] = step;
        return tile;
      }
  }
  return tile;
}

/// Adds the loops of a stage whose workgroup computes a block of these sizes; 0
/// is a whole dimension.
static ScheduleStage getLoops(const StageFacts &facts,
                              ScheduleStage::Algorithm algorithm,
                              ArrayRef<unsigned> parallel,
                              ArrayRef<int64_t> block, ArrayRef<int64_t> tile) {
  const Stage &stage = facts.stage;
  ScheduleStage result;
  result.algorithm = algorithm;
  for (unsigned dim : llvm::reverse(parallel))
    if (block[dim] == 0 || block[dim] > tile[dim])
      result.loops.push_back(
          makeLoop(Kind::Thread, stage.dims[dim], tile[dim]));
  for (const StageDim &dim : stage.dims)
    if (dim.isReduction)
      result.loops.push_back(makeLoop(Kind::For, dim, 1));
  for (unsigned dim : llvm::reverse(parallel))
    if (tile[dim] > 1)
      result.loops.push_back(
          makeLoop(Kind::Unroll, stage.dims[dim], tile[dim]));
  return result;
}

static ScheduleStage::Algorithm getAlgorithm(const Stage &stage) {
  if (!stage.hasReduction())
    return ScheduleStage::Algorithm::Map;
  return stage.getRoot().getNumDpsInputs() < 2
             ? ScheduleStage::Algorithm::Rows
             : ScheduleStage::Algorithm::Contract;
}

StageChoice mlir::nn::detail::chooseForWorkgroups(const StageFacts &facts) {
  const Stage &stage = facts.stage;
  SmallVector<unsigned> parallel = getParallelDims(facts);
  SmallVector<int64_t> tile = chooseTile(facts, parallel);
  SmallVector<int64_t> block(stage.dims.size(), 1);
  int64_t threads = 1;
  for (unsigned dim : parallel) {
    int64_t left = std::max<int64_t>(1, facts.target.workgroupSize / threads);
    int64_t size = facts.getSize(dim);
    block[dim] = getGoodStep(size, left * tile[dim], tile[dim]);
    threads *= block[dim] / tile[dim];
  }

  StageChoice choice;
  for (auto [dim, info] : llvm::enumerate(stage.dims)) {
    if (info.isReduction)
      continue;
    if (block[dim] == facts.getSize(dim))
      continue;
    choice.grid.push_back(makeLoop(Kind::Grid, info, block[dim]));
  }
  choice.stage = getLoops(facts, getAlgorithm(stage), parallel, block, tile);
  return choice;
}

ScheduleStage
mlir::nn::detail::chooseInsideWorkgroup(const StageFacts &facts,
                                        ArrayRef<int64_t> gridSteps) {
  const Stage &stage = facts.stage;
  SmallVector<unsigned> parallel = getParallelDims(facts);
  SmallVector<int64_t> block(stage.dims.size(), 0);
  for (auto [step, dim] : llvm::zip(gridSteps, stage.gridDims))
    if (dim >= 0)
      block[dim] = step;
  return getLoops(facts, getAlgorithm(stage), parallel, block,
                  SmallVector<int64_t>(stage.dims.size(), 1));
}

FailureOr<SmallVector<ScheduleLoop, 0>>
mlir::nn::detail::chooseSharedWorkgroups(const KernelStages &kernel,
                                         const TargetInfo &target,
                                         std::string &reason) {
  // What stays in the memory of the workgroup grows with the rows in a tile.
  int64_t rowBytes = 0;
  for (const KernelScratch &memory : kernel.getScratch()) {
    int64_t bytes = std::max<int64_t>(
        1,
        cast<ShapedType>(memory.tensor.getType()).getElementTypeBitWidth() / 8);
    for (auto [size, gridDim] : llvm::zip(memory.sizes, memory.gridDims)) {
      if (gridDim >= 0)
        continue;
      std::optional<int64_t> constant = getConstant(size);
      if (!constant) {
        reason = "what its stages leave each other has no constant size";
        return failure();
      }
      bytes *= *constant;
    }
    rowBytes += bytes;
  }
  if (rowBytes > target.workgroupBytes) {
    reason = "what its stages leave each other takes " +
             std::to_string(rowBytes) + " bytes, a workgroup has " +
             std::to_string(target.workgroupBytes);
    return failure();
  }
  int64_t rows = std::clamp<int64_t>(target.workgroupBytes /
                                         std::max<int64_t>(rowBytes, 1),
                                     1, target.workgroupSize);
  SmallVector<ScheduleLoop, 0> grid;
  ArrayRef<GridDim> dims = kernel.getGrid();
  for (auto [index, dim] : llvm::enumerate(dims)) {
    ScheduleLoop &loop = grid.emplace_back();
    loop.kind = Kind::Grid;
    loop.dim = dim.name;
    int64_t size = getConstant(dim.size).value_or(ShapedType::kDynamic);
    loop.size = index + 1 == dims.size() ? getGoodStep(size, rows) : 1;
  }
  return grid;
}
