//===- Rows.cpp -----------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reductions along the contiguous dimension.
//
//===----------------------------------------------------------------------===//

#include "Rules.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::detail;

FailureOr<StageChoice> mlir::nn::detail::chooseRows(const StageFacts &facts) {
  const Stage &stage = facts.stage;
  int vectorDim = -1;
  for (auto [dim, info] : llvm::enumerate(stage.dims)) {
    if (!info.isReduction)
      continue;
    bool isContiguous = true, isUsed = false;
    for (unsigned index = 0, e = stage.getRoot().getNumDpsInputs(); index < e;
         ++index) {
      const StageAccess *access = facts.getInput(index);
      if (!access)
        continue;
      isContiguous &= access->inner[dim] == 1 || access->inner[dim] == 0;
      isUsed |= access->inner[dim] == 1;
    }
    if (isContiguous && isUsed)
      vectorDim = dim;
  }
  if (vectorDim < 0)
    return failure();

  using Kind = ScheduleLoop::Kind;
  int64_t size = facts.getTypicalSize(vectorDim);
  int64_t vectors = llvm::divideCeil(size, facts.lanes);
  // Several rows at a time where the row alone does not fill the pipeline; of a
  // product of two matrices, some rows of both.
  SmallVector<unsigned> parallel;
  for (auto [dim, info] : llvm::enumerate(stage.dims))
    if (!info.isReduction)
      parallel.push_back(dim);
  SmallVector<int64_t> tile(stage.dims.size(), 1);
  bool isProduct =
      facts.stage.getRoot().getNumDpsInputs() == 2 && parallel.size() >= 2;
  int64_t tileVectors = std::min<int64_t>(8, vectors);
  if (isProduct) {
    tileVectors = 1;
    for (unsigned dim : ArrayRef(parallel).take_back(2))
      tile[dim] = getGoodStep(facts.getSize(dim), 4);
  } else if (vectors < 4 && !parallel.empty()) {
    tile[parallel.back()] =
        getGoodStep(facts.getSize(parallel.back()), 8 / tileVectors);
  }
  for (unsigned dim : parallel)
    if (!ShapedType::isDynamic(facts.getSize(dim)))
      tile[dim] = std::min(tile[dim], facts.getSize(dim));
  int64_t tileSize =
      facts.limitVectorTile(vectorDim, tileVectors * facts.lanes);

  StageChoice choice;
  double work = 1;
  for (unsigned dim = 0; dim < stage.dims.size(); ++dim)
    work *= facts.getTypicalSize(dim);
  int64_t wanted = std::clamp<int64_t>(work / 1e5, 1, 64);
  int64_t tiles = 1;
  for (unsigned dim : parallel) {
    if (tiles >= wanted)
      break;
    int64_t dimSize = facts.getTypicalSize(dim);
    int64_t step =
        ShapedType::isDynamic(facts.getSize(dim))
            ? tile[dim]
            : getGoodStep(facts.getSize(dim),
                          std::max<int64_t>(1, dimSize * tiles / wanted),
                          tile[dim]);
    if (step >= dimSize)
      continue;
    choice.grid.push_back(makeLoop(Kind::Grid, stage.dims[dim], step));
    tiles *= llvm::divideCeil(dimSize, step);
  }

  choice.stage.algorithm = ScheduleStage::Algorithm::Rows;
  auto &loops = choice.stage.loops;
  for (unsigned dim : parallel)
    loops.push_back(makeLoop(Kind::For, stage.dims[dim], tile[dim]));
  for (auto [dim, info] : llvm::enumerate(stage.dims))
    if (info.isReduction)
      loops.push_back(static_cast<int>(dim) == vectorDim
                          ? facts.makeVectorLoop(Kind::For, vectorDim, tileSize)
                          : makeLoop(Kind::For, info, 1));
  for (unsigned dim : parallel)
    if (tile[dim] > 1)
      loops.push_back(makeLoop(Kind::Unroll, stage.dims[dim], tile[dim]));
  loops.push_back(facts.makeVectorLoop(Kind::Vec, vectorDim, tileSize));
  return choice;
}
