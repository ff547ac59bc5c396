//===- Windows.cpp --------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Pooling, depthwise convolution, and other reductions of vectors.
//
//===----------------------------------------------------------------------===//

#include "Rules.h"
#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::detail;

/// True if a function such as exp follows the reduction: its polynomial takes
/// as many registers as a tile of sums.
static bool endsInFunction(const Stage &stage) {
  for (const StageOp &follower : ArrayRef(stage.ops).drop_front())
    for (Operation &op : *follower.op.getBlock())
      if (isa_and_present<math::MathDialect>(op.getDialect()) &&
          !isa<math::AbsFOp, math::SqrtOp, math::FmaOp>(op))
        return true;
  return false;
}

FailureOr<StageChoice> mlir::nn::detail::chooseWindow(const StageFacts &facts) {
  const Stage &stage = facts.stage;
  if (facts.contiguousDim < 0 || !stage.hasReduction())
    return failure();
  unsigned c = facts.contiguousDim;
  unsigned numInputs = 0;
  for (unsigned index = 0, e = stage.getRoot().getNumDpsInputs(); index < e;
       ++index) {
    const StageAccess *access = facts.getInput(index);
    if (!access)
      continue;
    ++numInputs;
    if (access->inner[c] != 1)
      return failure();
  }
  if (numInputs == 0)
    return failure();
  bool hasWeight = numInputs > 1;

  // The window's last dimension is unrolled with the pixels of a row, so that a
  // pixel is loaded once for all the windows that it is in.
  int column = -1, row = -1;
  SmallVector<unsigned> reductions;
  int64_t window = 1;
  for (auto [dim, info] : llvm::enumerate(stage.dims)) {
    if (info.isReduction) {
      reductions.push_back(dim);
      window *= facts.getTypicalSize(dim);
    } else if (dim != c) {
      row = column;
      column = dim;
    }
  }
  int64_t channels = facts.getTypicalSize(c);
  int64_t vectors = llvm::divideCeil(channels, facts.lanes);
  int64_t pixels = column >= 0 ? facts.getTypicalSize(column) : 1;
  // Half of the registers hold sums; on AArch64 a quarter, which is as fast and
  // as many as LLVM keeps there beside what it loads, masks and addresses.
  bool isArm = facts.target.isAArch64();
  int64_t sums = facts.target.vectorRegisters / (isArm ? 4 : 2);

  int64_t tileRows = 1, tileColumns = 1, tileVectors = 1;
  SmallVector<int64_t> unrolled(stage.dims.size(), 1);
  int64_t lastSize = reductions.empty() ? 1 : facts.getSize(reductions.back());
  bool unrollsLast = !ShapedType::isDynamic(lastSize) && lastSize <= 8;
  if (unrollsLast)
    unrolled[reductions.back()] = lastSize;
  if (column < 0) {
    // One sum a channel: enough of them to hide the latency.
    tileVectors = std::min<int64_t>(8, vectors);
    unrolled[reductions.back()] = 1;
  } else {
    int64_t maxColumns = facts.target.vectorRegisters / 4;
    tileColumns = getGoodStep(facts.getSize(column),
                              std::min<int64_t>(pixels, maxColumns));
    // A small window is unrolled, for two rows to share the rows between them.
    bool isSmall = hasWeight && window <= 9 && row >= 0 && unrollsLast &&
                   reductions.size() == 2;
    bool hasPairs = row >= 0 && facts.getTypicalSize(row) % 2 == 0;
    if (isArm) {
      // What follows is in the same block then, with all that is alive there.
      isSmall &= !endsInFunction(stage);
      hasPairs &= pixels % (sums / 2) == 0;
    }
    if (isSmall && hasPairs) {
      tileRows = 2;
      tileColumns = std::min(tileColumns, sums / 2);
    }
    if (isSmall && (hasPairs || isArm))
      unrolled[reductions.front()] = facts.getSize(reductions.front());
    tileVectors =
        std::clamp<int64_t>(sums / (tileColumns * tileRows), 1,
                            std::min<int64_t>(vectors, hasWeight ? 2 : 4));
  }
  int64_t tileChannels = facts.limitVectorTile(c, tileVectors * facts.lanes);

  StageChoice choice;
  double work = 1.0 * window * channels;
  for (auto [dim, info] : llvm::enumerate(stage.dims))
    if (!info.isReduction && dim != c)
      work *= facts.getTypicalSize(dim);
  int64_t wanted = std::clamp<int64_t>(work / 5e5, 1, 64);
  int64_t tiles = 1;
  for (auto [dim, info] : llvm::enumerate(stage.dims)) {
    if (info.isReduction || dim == c || static_cast<int>(dim) == column ||
        tiles >= wanted)
      continue;
    int64_t multiple = static_cast<int>(dim) == row ? tileRows : 1;
    int64_t size = facts.getTypicalSize(dim);
    int64_t step =
        getGoodStep(facts.getSize(dim),
                    std::max<int64_t>(1, size * tiles / wanted), multiple);
    if (ShapedType::isDynamic(facts.getSize(dim)))
      step = multiple;
    if (step >= size)
      continue;
    choice.grid.push_back(makeLoop(ScheduleLoop::Kind::Grid, info, step));
    tiles *= llvm::divideCeil(size, step);
  }
  if (tiles < wanted && channels > tileChannels) {
    int64_t step =
        getGoodStep(facts.getSize(c), channels * tiles / wanted, tileChannels);
    if (step < channels)
      choice.grid.push_back(
          makeLoop(ScheduleLoop::Kind::Grid, stage.dims[c], step));
  }

  ScheduleStage &loops = choice.stage;
  loops.algorithm = ScheduleStage::Algorithm::Direct;
  using Kind = ScheduleLoop::Kind;
  for (auto [dim, info] : llvm::enumerate(stage.dims)) {
    if (info.isReduction || dim == c || static_cast<int>(dim) == column)
      continue;
    loops.loops.push_back(
        makeLoop(Kind::For, info, static_cast<int>(dim) == row ? tileRows : 1));
  }
  if (column >= 0)
    loops.loops.push_back(makeLoop(Kind::For, stage.dims[column], tileColumns));
  loops.loops.push_back(facts.makeVectorLoop(Kind::For, c, tileChannels));
  for (unsigned dim : reductions)
    loops.loops.push_back(makeLoop(Kind::For, stage.dims[dim], unrolled[dim]));
  for (unsigned dim : reductions)
    if (unrolled[dim] > 1)
      loops.loops.push_back(
          makeLoop(Kind::Unroll, stage.dims[dim], unrolled[dim]));
  if (tileRows > 1)
    loops.loops.push_back(makeLoop(Kind::Vec, stage.dims[row], tileRows));
  if (column >= 0 && tileColumns > 1)
    loops.loops.push_back(makeLoop(Kind::Vec, stage.dims[column], tileColumns));
  loops.loops.push_back(facts.makeVectorLoop(Kind::Vec, c, tileChannels));
  return choice;
}
