//===- Maps.cpp -----------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Elementwise ops, and whatever no other rule knows.
//
//===----------------------------------------------------------------------===//

#include "Rules.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::detail;

/// How many ops the bodies of a stage have.
static int64_t countOps(const Stage &stage) {
  int64_t count = 0;
  for (const StageOp &op : stage.ops)
    count += llvm::range_size(op.op.getBlock()->without_terminator());
  return count;
}

/// The dimension along which an input is contiguous that lies apart along the
/// vectors: squares of it are transposed in registers.
static int findTransposedDim(const StageFacts &facts, int vectorDim) {
  const Stage &stage = facts.stage;
  constexpr int64_t maxSide = 16;
  auto fits = [&](unsigned dim) {
    return !stage.dims[dim].isReduction &&
           facts.getTypicalSize(dim) >= facts.lanes;
  };
  if (stage.hasReduction() || facts.isScalable || facts.lanes < 2 ||
      facts.lanes > maxSide || vectorDim < 0 || !fits(vectorDim) ||
      countOps(stage) > 12)
    return -1;
  for (unsigned index = 0, e = stage.getRoot().getNumDpsInputs(); index < e;
       ++index) {
    const StageAccess *access = facts.getInput(index);
    if (!access || access->inner[vectorDim] == 0 ||
        access->inner[vectorDim] == 1)
      continue;
    for (unsigned dim = 0; dim < stage.dims.size(); ++dim)
      if (access->inner[dim] == 1 && fits(dim))
        return dim;
  }
  return -1;
}

StageChoice mlir::nn::detail::chooseMap(const StageFacts &facts) {
  const Stage &stage = facts.stage;
  using Kind = ScheduleLoop::Kind;
  int vectorDim = stage.isScalar ? -1 : facts.contiguousDim;
  int64_t tileSize = 1;
  // Loops of no iterations have steps too.
  if (vectorDim >= 0 && facts.getSize(vectorDim) != 0) {
    int64_t size = facts.getTypicalSize(vectorDim);
    int64_t vectors = countOps(stage) > 12 ? 2 : 4;
    tileSize = facts.lanes *
               std::min<int64_t>(vectors, llvm::divideCeil(size, facts.lanes));
    tileSize = facts.limitVectorTile(vectorDim, tileSize);
  }
  int transposedDim = findTransposedDim(facts, vectorDim);
  if (transposedDim >= 0)
    tileSize = facts.lanes;

  StageChoice choice;
  double work = 1;
  for (unsigned dim = 0; dim < stage.dims.size(); ++dim)
    work *= facts.getTypicalSize(dim);
  int64_t wanted = std::clamp<int64_t>(work / 3e4, 1, 64);
  int64_t tiles = 1;
  for (auto [dim, info] : llvm::enumerate(stage.dims)) {
    if (info.isReduction || tiles >= wanted)
      continue;
    int64_t size = facts.getTypicalSize(dim);
    bool isVector = static_cast<int>(dim) == vectorDim;
    bool isTransposed = static_cast<int>(dim) == transposedDim;
    int64_t multiple = isVector || isTransposed ? tileSize : 1;
    int64_t step =
        getGoodStep(facts.getSize(dim),
                    std::max<int64_t>(1, size * tiles / wanted), multiple);
    if (ShapedType::isDynamic(facts.getSize(dim)))
      step = isVector ? 64 * tileSize : multiple;
    else if (step >= size)
      continue;
    choice.grid.push_back(makeLoop(Kind::Grid, info, step));
    tiles *= llvm::divideCeil(size, step);
  }

  choice.stage.algorithm = stage.hasReduction()
                               ? ScheduleStage::Algorithm::Loops
                               : ScheduleStage::Algorithm::Map;
  auto &loops = choice.stage.loops;
  for (auto [dim, info] : llvm::enumerate(stage.dims))
    if (!info.isReduction && static_cast<int>(dim) != vectorDim &&
        static_cast<int>(dim) != transposedDim)
      loops.push_back(makeLoop(Kind::For, info, 1));
  if (transposedDim >= 0)
    loops.push_back(makeLoop(Kind::For, stage.dims[transposedDim], tileSize));
  if (vectorDim >= 0)
    loops.push_back(facts.makeVectorLoop(Kind::For, vectorDim, tileSize));
  for (const StageDim &info : stage.dims)
    if (info.isReduction)
      loops.push_back(makeLoop(Kind::For, info, 1));
  if (transposedDim >= 0)
    loops.push_back(
        makeLoop(Kind::Unroll, stage.dims[transposedDim], tileSize));
  if (vectorDim >= 0)
    loops.push_back(facts.makeVectorLoop(Kind::Vec, vectorDim, tileSize));
  return choice;
}
