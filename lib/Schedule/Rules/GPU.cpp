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
#include "mlir/Analysis/SliceAnalysis.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

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

/// Invocations that a device should have at least, before one computes more
/// than an element.
static constexpr int64_t leastInvocations = 1024;

/// True if what an invocation reads and writes of neighbors along the
/// contiguous dimension lies together, or is the same for all of them.
static bool isWide(const StageFacts &facts) {
  const Stage &stage = facts.stage;
  int dim = facts.contiguousDim;
  if (dim < 0 || ShapedType::isDynamic(facts.getSize(dim)) ||
      facts.getSize(dim) % TargetInfo::accessElements != 0)
    return false;
  auto isAligned = [](AffineExpr expr) {
    return expr.getLargestKnownDivisor() % TargetInfo::accessElements == 0;
  };
  for (const StageAccess &access : stage.accesses) {
    if (access.inner[dim] == 0)
      continue;
    // Vulkan has one type for an element of a workgroup's memory.
    if (access.view.scratch >= 0 && facts.target.device != DeviceKind::CUDA)
      return false;
    if (access.inner[dim] != 1 || access.tiles[dim] != 0 ||
        access.view.elementType.isInteger(1) || !isAligned(access.offset))
      return false;
    for (auto [other, info] : llvm::enumerate(stage.dims))
      if (static_cast<int>(other) != dim && info.getStaticSize() != 1 &&
          !isAligned(access.outer[other]))
        return false;
  }
  // What a body reads by itself is wherever it likes.
  return llvm::none_of(stage.ops, [](const StageOp &op) {
    return !op.op.getBlock()->getOps<tensor::ExtractOp>().empty();
  });
}

/// How many elements along each dimension a thread computes: neighbors, and of
/// a sum of products several that share an operand.
static SmallVector<int64_t> chooseTile(const StageFacts &facts,
                                       ArrayRef<unsigned> parallel) {
  const Stage &stage = facts.stage;
  SmallVector<int64_t> tile(stage.dims.size(), 1);
  int64_t invocations = 1;
  for (unsigned dim : parallel)
    invocations *= facts.getTypicalSize(dim);
  bool isTogether = isWide(facts) && invocations / TargetInfo::accessElements >=
                                         leastInvocations;
  if (isTogether) {
    tile[facts.contiguousDim] = TargetInfo::accessElements;
    invocations /= TargetInfo::accessElements;
  }
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
      if (size % step == 0 &&
          (!isTogether || invocations / step >= leastInvocations)) {
        tile[dim] = step;
        return tile;
      }
  }
  return tile;
}

/// The invocations that load neighbors at once on every GPU.
static constexpr int64_t numNeighbors = TargetInfo::subgroupSize;

/// True if what a result of a reduction is combined by is one op, from a
/// neutral element on.
static bool hasNeutralElements(linalg::LinalgOp op) {
  for (unsigned result = 0, e = op.getNumDpsInits(); result < e; ++result) {
    Operation *combiner = getCombiner(op, result);
    if (!combiner || combiner->getResult(0).getType().isInteger(1) ||
        !arith::getNeutralElement(combiner))
      return false;
  }
  return true;
}

/// Returns the reduction whose iterations the invocations of a workgroup take
/// in turn, or -1: one along which all is read that the result does not share
/// with others.
static int getTurnDim(const StageFacts &facts) {
  const Stage &stage = facts.stage;
  int dim = -1;
  for (auto [index, info] : llvm::enumerate(stage.dims))
    if (info.isReduction)
      dim = index;
  if (dim < 0 || facts.getTypicalSize(dim) < numNeighbors ||
      !hasNeutralElements(stage.getRoot()))
    return -1;
  bool isRead = false;
  for (unsigned input = 0, e = stage.getRoot().getNumDpsInputs(); input < e;
       ++input) {
    const StageAccess *access = facts.getInput(input);
    if (!access || access->inner[dim] == 0)
      continue;
    if (access->inner[dim] != 1 || access->tiles[dim] != 0)
      return -1;
    for (auto [other, info] : llvm::enumerate(stage.dims))
      if (!info.isReduction && access->inner[other] == 0)
        return -1;
    isRead = true;
  }
  return isRead ? dim : -1;
}

/// How many invocations take turns: all where there is one result.
static int64_t getNumTurns(const StageFacts &facts) {
  bool isOne = llvm::all_of(
      facts.stage.dims, [](const StageDim &dim) { return dim.isReduction; });
  return isOne ? facts.target.workgroupSize : numNeighbors;
}

/// Adds the loops of a stage whose workgroup computes a block of these sizes; 0
/// is a whole dimension. The iterations over `turnDim`, unless it is -1, are
/// taken in turn.
static ScheduleStage getLoops(const StageFacts &facts,
                              ScheduleStage::Algorithm algorithm,
                              ArrayRef<unsigned> parallel,
                              ArrayRef<int64_t> block, ArrayRef<int64_t> tile,
                              int turnDim = -1) {
  const Stage &stage = facts.stage;
  ScheduleStage result;
  result.algorithm = algorithm;
  for (unsigned dim : llvm::reverse(parallel))
    if (block[dim] == 0 || block[dim] > tile[dim])
      result.loops.push_back(
          makeLoop(Kind::Thread, stage.dims[dim], tile[dim]));
  if (turnDim >= 0)
    result.loops.push_back(
        makeLoop(Kind::Thread, stage.dims[turnDim], getNumTurns(facts)));
  for (const StageDim &dim : stage.dims)
    if (dim.isReduction)
      result.loops.push_back(makeLoop(Kind::For, dim, 1));
  for (unsigned dim : llvm::reverse(parallel))
    if (tile[dim] > 1)
      result.loops.push_back(
          makeLoop(static_cast<int>(dim) == facts.contiguousDim ? Kind::Vec
                                                                : Kind::Unroll,
                   stage.dims[dim], tile[dim]));
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
  if (FailureOr<StageChoice> choice = chooseSharedProduct(facts);
      succeeded(choice))
    return *choice;
  const Stage &stage = facts.stage;
  SmallVector<unsigned> parallel = getParallelDims(facts);
  int turnDim = getTurnDim(facts);
  SmallVector<int64_t> tile(stage.dims.size(), 1);
  if (turnDim < 0)
    tile = chooseTile(facts, parallel);
  SmallVector<int64_t> block(stage.dims.size(), 1);
  int64_t threads = turnDim < 0 ? 1 : getNumTurns(facts);
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
  choice.stage =
      getLoops(facts, getAlgorithm(stage), parallel, block, tile, turnDim);
  return choice;
}

ScheduleStage mlir::nn::detail::chooseInsideWorkgroup(
    const StageFacts &facts, ArrayRef<int64_t> gridSteps, bool takesTurns) {
  const Stage &stage = facts.stage;
  SmallVector<unsigned> parallel = getParallelDims(facts);
  SmallVector<int64_t> block(stage.dims.size(), 0);
  for (auto [step, dim] : llvm::zip(gridSteps, stage.gridDims))
    if (dim >= 0)
      block[dim] = step;
  // As many rows as there are invocations for.
  int64_t rows = 1,
          most = TargetInfo::accessElements * facts.target.workgroupSize;
  for (unsigned dim : parallel) {
    int64_t size = block[dim] == 0 ? facts.getSize(dim) : block[dim];
    rows = ShapedType::isDynamic(size) ? facts.target.workgroupSize
                                       : std::min(rows * size, most);
  }
  int turnDim = takesTurns ? getTurnDim(facts) : -1;
  if (rows * getNumTurns(facts) > facts.target.workgroupSize)
    turnDim = -1;
  SmallVector<int64_t> tile(stage.dims.size(), 1);
  if (!stage.hasReduction() && isWide(facts) &&
      rows >= TargetInfo::accessElements * facts.target.workgroupSize &&
      block[facts.contiguousDim] % TargetInfo::accessElements == 0)
    tile[facts.contiguousDim] = TargetInfo::accessElements;
  return getLoops(facts, getAlgorithm(stage), parallel, block, tile, turnDim);
}

FailureOr<SharedWorkgroups> mlir::nn::detail::chooseSharedWorkgroups(
    const KernelStages &kernel, const TargetInfo &target, std::string &reason) {
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
  SharedWorkgroups result;
  int64_t most = target.workgroupSize;
  // Who takes turns leaves an element an invocation, of 8 bytes at most, and
  // one lies between those of rows.
  int64_t turnBytes =
      8 * (target.workgroupSize + target.workgroupSize / numNeighbors) *
      llvm::count_if(kernel.getStages(), [&](const Stage &stage) {
        return getTurnDim(StageFacts(stage, target, {})) >= 0;
      });
  int64_t bytes = target.workgroupBytes;
  if (turnBytes > 0 && rowBytes + turnBytes <= bytes) {
    result.takesTurns = true;
    bytes -= turnBytes;
    most /= numNeighbors;
  }
  int64_t rows =
      std::clamp<int64_t>(bytes / std::max<int64_t>(rowBytes, 1), 1, most);
  SmallVector<ScheduleLoop, 0> &grid = result.grid;
  ArrayRef<GridDim> dims = kernel.getGrid();
  for (auto [index, dim] : llvm::enumerate(dims)) {
    ScheduleLoop &loop = grid.emplace_back();
    loop.kind = Kind::Grid;
    loop.dim = dim.name;
    int64_t size = getConstant(dim.size).value_or(ShapedType::kDynamic);
    loop.size = index + 1 == dims.size() ? getGoodStep(size, rows) : 1;
  }
  return result;
}
