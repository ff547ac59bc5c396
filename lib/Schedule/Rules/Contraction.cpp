//===- Contraction.cpp ----------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The register tile, the packing and the grid of matrix products and
// convolutions.
//
//===----------------------------------------------------------------------===//

#include "Rules.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include <numeric>

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::detail;

/// True if the body is a sum of products.
static bool isSumOfProducts(linalg::LinalgOp op) {
  Block *block = op.getBlock();
  Operation *sum = block->getTerminator()->getNumOperands() == 1
                       ? block->getTerminator()->getOperand(0).getDefiningOp()
                       : nullptr;
  if (!isa_and_nonnull<arith::AddFOp, arith::AddIOp>(sum))
    return false;
  return llvm::any_of(sum->getOperands(), [](Value operand) {
    return isa_and_nonnull<arith::MulFOp, arith::MulIOp>(
        operand.getDefiningOp());
  });
}

/// The cycles that one step of the reduction takes on a tile: as many as the
/// multiply-adds, the loads, or the latency of the accumulators ask for, at two
/// of each a cycle, and some for the row of the weight, which comes from
/// farther away than the values.
static double getStepCost(int64_t rows, int64_t vectors) {
  double multiplyAdds = rows * vectors / 2.0;
  double loads = (rows + vectors) / 2.0;
  return std::max({multiplyAdds, loads, 4.0}) + 0.15 * vectors;
}

/// The tile that takes the fewest cycles for all rows and columns.
static ContractionTile chooseTile(int64_t rows, int64_t columns, int64_t lanes,
                                  int64_t registers, int64_t maxRows) {
  ContractionTile best;
  double bestCost = 0;
  int64_t columnVectors = llvm::divideCeil(columns, lanes);
  for (int64_t vectors = 1; vectors <= std::min<int64_t>(4, columnVectors);
       ++vectors) {
    for (int64_t tileRows = 1; tileRows <= std::min(rows, maxRows);
         ++tileRows) {
      // The accumulators, the row of the weight and one value of the other.
      if (tileRows * vectors + vectors + 1 > registers - 1)
        break;
      auto cost = [&](int64_t v) {
        if (v == 0)
          return 0.0;
        double sum = rows / tileRows * getStepCost(tileRows, v);
        if (rows % tileRows)
          sum += getStepCost(rows % tileRows, v);
        return sum;
      };
      double total = columnVectors / vectors * cost(vectors) +
                     cost(columnVectors % vectors);
      // Each remainder is code of its own; wide panels take more of the cache.
      total *= 1 + 0.005 * (rows % tileRows != 0) +
               0.005 * (columnVectors % vectors != 0) + 0.002 * vectors;
      if (bestCost == 0 || total < bestCost) {
        bestCost = total;
        best = {tileRows, vectors, 1};
      }
    }
  }
  return best;
}

/// How many rows of a tile may be read at once: those that lie a multiple of a
/// page apart share a set of the first-level cache, which holds few lines.
static int64_t getMaxRows(AffineExpr stride, int64_t elementBytes) {
  constexpr int64_t most = 28, setBytes = 4096, ways = 8;
  std::optional<int64_t> constant = getConstant(stride);
  if (!constant || *constant == 0)
    return most;
  int64_t sets =
      setBytes / std::gcd(std::abs(*constant) * elementBytes, setBytes);
  return std::min(most, ways * sets);
}

/// The lanes that a packed panel of all columns has: a narrower vector at the
/// end, where there is one.
static int64_t getPanelLanes(int64_t columns, int64_t lanes) {
  int64_t rest = columns % lanes;
  if (rest >= 4 && llvm::isPowerOf2_64(rest))
    return columns;
  return llvm::alignTo(columns, lanes);
}

/// Packs a weight into panels as wide as the register tile: the tile innermost,
/// then the loops of the reduction in their order.
static std::optional<ScheduleOperand> packWeight(const StageFacts &facts,
                                                 unsigned weight,
                                                 unsigned columnDim,
                                                 int64_t tileColumns) {
  linalg::LinalgOp root = facts.stage.getRoot();
  const StageDim &columns = facts.stage.dims[columnDim];
  if (columns.loops.size() != 1)
    return std::nullopt;
  unsigned columnLoop = columns.loops.back();
  AffineMap map = root.getMatchingIndexingMap(root.getDpsInputOperand(weight));
  SmallVector<unsigned> reduced;
  for (AffineExpr expr : map.getResults()) {
    auto loop = dyn_cast<AffineDimExpr>(expr);
    if (!loop)
      return std::nullopt;
    if (loop.getPosition() != columnLoop)
      reduced.push_back(loop.getPosition());
  }
  llvm::sort(reduced);
  SmallVector<std::string> names = getLoopNames(root);
  ScheduleOperand operand;
  operand.name = "in" + std::to_string(weight);
  // How large a scalable tile is, only the machine knows that runs the network.
  operand.at = facts.isScalable ? ScheduleOperand::Place::Load
                                : ScheduleOperand::Place::Init;
  operand.packed.push_back({names[columnLoop], tileColumns, facts.isScalable});
  for (unsigned loop : reduced)
    operand.packed.push_back({names[loop], 0});
  operand.packed.push_back({"", tileColumns, facts.isScalable});
  return operand;
}

FailureOr<StageChoice>
mlir::nn::detail::chooseContraction(const StageFacts &facts) {
  const Stage &stage = facts.stage;
  linalg::LinalgOp root = stage.getRoot();
  if (facts.contiguousDim < 0 || !stage.hasReduction() ||
      root.getNumDpsInputs() != 2 || !isSumOfProducts(root))
    return failure();
  unsigned n = facts.contiguousDim;

  // The operand that the vectors lie in, and the one that is broadcast.
  int weight = -1;
  for (unsigned index = 0; index < 2; ++index) {
    const StageAccess *access = facts.getInput(index);
    const StageAccess *other = facts.getInput(1 - index);
    if (access && other && access->inner[n] != 0 && other->inner[n] == 0)
      weight = index;
  }
  if (weight < 0)
    return failure();
  const StageAccess &weightAccess = *facts.getInput(weight);
  const StageAccess &input = *facts.getInput(1 - weight);
  bool isPacked = facts.isConstant[weight];
  if (!isPacked && weightAccess.inner[n] != 1)
    return failure();

  // The rows: parallel dimensions along which the weight stays the same.
  int rowDim = -1;
  int64_t rows = 1, otherRows = 1, depth = 1;
  for (auto [dim, info] : llvm::enumerate(stage.dims)) {
    if (dim == n)
      continue;
    if (info.isReduction) {
      depth *= facts.getTypicalSize(dim);
      continue;
    }
    if (weightAccess.inner[dim] != 0 || input.inner[dim] == 0) {
      otherRows *= facts.getTypicalSize(dim);
      continue;
    }
    if (rowDim >= 0)
      otherRows *= facts.getTypicalSize(rowDim);
    rowDim = dim;
  }
  if (rowDim >= 0)
    rows = facts.getTypicalSize(rowDim);
  int64_t columns = facts.getTypicalSize(n);
  int64_t elementBytes = llvm::divideCeil(
      weightAccess.view.elementType.getIntOrFloatBitWidth(), 8);

  ContractionShape shape{rows, columns, otherRows, 1, &input};
  if (rowDim >= 0)
    shape.maxRows = getMaxRows(input.inner[rowDim], elementBytes);
  ContractionTile tile =
      facts.target.isAArch64()
          ? chooseArmTile(facts, shape)
          : chooseTile(rows, columns, facts.lanes, facts.target.vectorRegisters,
                       shape.maxRows);
  if (rows == 1 && otherRows == 1) {
    // A matrix times a vector streams the matrix; eight sums hide the latency.
    tile.vectors = std::min<int64_t>(8, llvm::divideCeil(columns, facts.lanes));
  }
  int64_t tileColumns = tile.vectors * facts.lanes;
  // Where all columns are one tile it needs no more lanes than there are.
  bool isOneTile = !ShapedType::isDynamic(facts.getSize(n)) &&
                   facts.getSize(n) <= tileColumns;
  if (facts.isScalable) {
    tileColumns = facts.limitVectorTile(n, tileColumns);
    // The rows of one panel are those of the weight.
    isPacked &= columns > tileColumns || weightAccess.inner[n] != 1;
  } else if (isOneTile && !isPacked)
    tileColumns = facts.getSize(n);
  else if (isOneTile)
    tileColumns = getPanelLanes(facts.getSize(n), facts.lanes);

  // A tile of the grid is panels of whatever size they turn out to have.
  constexpr int64_t maxVScale = 16;
  int64_t stepMultiple =
      facts.isScalable && isPacked ? tileColumns * maxVScale : tileColumns;

  // The grid. The weights of a tile stay in the second-level cache while its
  // rows pass; and there are enough tiles for several threads.
  StageChoice choice;
  double work = 2.0 * rows * otherRows * columns * depth;
  int64_t wanted = std::clamp<int64_t>(work / 4e6, 1, 64);
  int64_t tiles = 1;
  int64_t columnStep = columns;
  auto cutColumns = [&](int64_t limit) {
    columnStep = getGoodStep(facts.getSize(n), limit, stepMultiple);
    if (columnStep >= columns) {
      columnStep = columns;
      return;
    }
    choice.grid.push_back(
        makeLoop(ScheduleLoop::Kind::Grid, stage.dims[n], columnStep));
    tiles *= llvm::divideCeil(columns, columnStep);
  };
  int64_t weightBytes = columns * depth * elementBytes;
  bool isLarge = weightBytes > facts.target.l2 / 2;
  if (isLarge && rows * otherRows > tile.rows)
    cutColumns(facts.target.l2 / 2 / (depth * elementBytes));
  for (auto [dim, info] : llvm::enumerate(stage.dims)) {
    if (info.isReduction || dim == n || static_cast<int>(dim) == rowDim ||
        tiles >= wanted)
      continue;
    int64_t size = facts.getTypicalSize(dim);
    int64_t step = getGoodStep(facts.getSize(dim),
                               std::max<int64_t>(1, size * tiles / wanted));
    if (ShapedType::isDynamic(facts.getSize(dim)))
      step = 1;
    choice.grid.push_back(makeLoop(ScheduleLoop::Kind::Grid, info, step));
    tiles *= llvm::divideCeil(size, step);
  }
  if (tiles < wanted && rowDim >= 0 && rows > tile.rows) {
    int64_t step =
        getGoodStep(facts.getSize(rowDim), rows * tiles / wanted, tile.rows);
    if (step < rows) {
      choice.grid.push_back(
          makeLoop(ScheduleLoop::Kind::Grid, stage.dims[rowDim], step));
      tiles *= llvm::divideCeil(rows, step);
    }
  }
  if (tiles < wanted && columnStep == columns)
    cutColumns(columns * tiles / wanted);

  // The loops: a panel of the weight is read again and again while the rows go
  // by.
  ScheduleStage &loops = choice.stage;
  loops.algorithm = ScheduleStage::Algorithm::Contract;
  loops.loops.push_back(
      facts.makeVectorLoop(ScheduleLoop::Kind::For, n, tileColumns));
  for (auto [dim, info] : llvm::enumerate(stage.dims))
    if (!info.isReduction && dim != n && static_cast<int>(dim) != rowDim)
      loops.loops.push_back(makeLoop(ScheduleLoop::Kind::For, info, 1));
  if (rowDim >= 0)
    loops.loops.push_back(
        makeLoop(ScheduleLoop::Kind::For, stage.dims[rowDim], tile.rows));
  int lastReduction = -1;
  for (auto [dim, info] : llvm::enumerate(stage.dims))
    if (info.isReduction)
      lastReduction = dim;
  for (auto [dim, info] : llvm::enumerate(stage.dims))
    if (info.isReduction)
      loops.loops.push_back(
          makeLoop(ScheduleLoop::Kind::For, info,
                   static_cast<int>(dim) == lastReduction ? tile.depth : 1));
  if (tile.depth > 1)
    loops.loops.push_back(makeLoop(ScheduleLoop::Kind::Unroll,
                                   stage.dims[lastReduction], tile.depth));
  if (rowDim >= 0)
    loops.loops.push_back(
        makeLoop(ScheduleLoop::Kind::Vec, stage.dims[rowDim], tile.rows));
  loops.loops.push_back(
      facts.makeVectorLoop(ScheduleLoop::Kind::Vec, n, tileColumns));

  if (isPacked)
    if (std::optional<ScheduleOperand> operand =
            packWeight(facts, weight, n, tileColumns))
      loops.operands.push_back(std::move(*operand));
  return choice;
}
