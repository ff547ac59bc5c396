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
#include "nn/Schedule/MatrixProduct.h"
#include <numeric>

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::detail;

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

/// How often each element of a factor must be read for a transposition, which
/// costs as much as some twenty multiply-adds an element, to pay.
static constexpr int64_t minReuse = 32;

/// Puts the columns of a factor one after another, and leaves its other
/// dimensions as they are.
static std::optional<ScheduleOperand>
transposeFactor(const StageFacts &facts, unsigned factor, unsigned columnDim) {
  linalg::LinalgOp root = facts.stage.getRoot();
  const StageDim &columns = facts.stage.dims[columnDim];
  if (columns.loops.size() != 1)
    return std::nullopt;
  AffineMap map = root.getMatchingIndexingMap(root.getDpsInputOperand(factor));
  if (!map.isProjectedPermutation())
    return std::nullopt;
  SmallVector<std::string> names = getLoopNames(root);
  ScheduleOperand operand;
  operand.name = "in" + std::to_string(factor);
  operand.at = ScheduleOperand::Place::Call;
  for (unsigned result = 0; result < map.getNumResults(); ++result)
    if (map.getDimPosition(result) != columns.loops.back())
      operand.packed.push_back({names[map.getDimPosition(result)], 0});
  operand.packed.push_back({names[columns.loops.back()], 0});
  return operand;
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

namespace {
/// A sum of products as the rule sees it: columns, along which the vectors lie
/// and which only the weight has; rows, along which the weight stays the same;
/// and all other parallel dimensions.
struct Contraction {
  unsigned columnDim;
  /// -1 if there are no rows.
  int rowDim = -1;
  /// The number of the input that the vectors lie in; the other one is
  /// broadcast.
  unsigned weight;
  int64_t rows = 1, otherRows = 1, columns = 1, depth = 1;
  int64_t elementBytes;
  /// How often each element of the weight is read.
  int64_t reuse = 1;
  /// True if the weight is a constant that may be packed.
  bool isConstant;

  const StageAccess &getWeight(const StageFacts &facts) const {
    return *facts.getInput(weight);
  }
  const StageAccess &getInput(const StageFacts &facts) const {
    return *facts.getInput(1 - weight);
  }
  bool isOtherDim(unsigned dim) const {
    return dim != columnDim && static_cast<int>(dim) != rowDim;
  }
};

/// What is computed in registers.
struct RegisterTile {
  int64_t rows, columns, depth;
  /// True if the weight is packed into panels of so many columns.
  bool isPacked;
};
} // namespace

static FailureOr<Contraction> findContraction(const StageFacts &facts) {
  const Stage &stage = facts.stage;
  linalg::LinalgOp root = stage.getRoot();
  if (facts.contiguousDim < 0 || !stage.hasReduction() ||
      root.getNumDpsInputs() != 2 || !isSumOfProducts(root))
    return failure();
  unsigned n = facts.contiguousDim;
  int weight = -1;
  for (unsigned index = 0; index < 2; ++index) {
    const StageAccess *access = facts.getInput(index);
    const StageAccess *other = facts.getInput(1 - index);
    if (access && other && access->inner[n] != 0 && other->inner[n] == 0)
      weight = index;
  }
  if (weight < 0)
    return failure();
  Contraction result;
  result.columnDim = n;
  result.weight = weight;
  result.isConstant = facts.inputs[weight] == StageInput::Constant;
  const StageAccess &weightAccess = result.getWeight(facts);
  const StageAccess &input = result.getInput(facts);

  for (auto [dim, info] : llvm::enumerate(stage.dims)) {
    int64_t size = facts.getTypicalSize(dim);
    if (!info.isReduction && weightAccess.inner[dim] == 0)
      result.reuse *= size;
    if (dim == n) {
      result.columns = size;
    } else if (info.isReduction) {
      result.depth *= size;
    } else if (weightAccess.inner[dim] != 0 || input.inner[dim] == 0) {
      result.otherRows *= size;
    } else {
      // The innermost such dimension has the rows.
      result.otherRows *= result.rows;
      result.rowDim = dim;
      result.rows = size;
    }
  }
  result.elementBytes = llvm::divideCeil(
      weightAccess.view.elementType.getIntOrFloatBitWidth(), 8);
  return result;
}

static RegisterTile chooseRegisterTile(const StageFacts &facts,
                                       const Contraction &contraction) {
  unsigned n = contraction.columnDim;
  const StageAccess &input = contraction.getInput(facts);
  ContractionShape shape{contraction.rows, contraction.columns,
                         contraction.otherRows, 1, &input};
  if (contraction.rowDim >= 0)
    shape.maxRows =
        getMaxRows(input.inner[contraction.rowDim], contraction.elementBytes);
  ContractionTile tile =
      facts.target.isAArch64()
          ? chooseArmTile(facts, shape)
          : chooseTile(contraction.rows, contraction.columns, facts.lanes,
                       facts.target.vectorRegisters, shape.maxRows);
  if (contraction.rows == 1 && contraction.otherRows == 1) {
    // A matrix times a vector streams the matrix; eight sums hide the latency.
    tile.vectors = std::min<int64_t>(
        8, llvm::divideCeil(contraction.columns, facts.lanes));
  }
  RegisterTile result{tile.rows, tile.vectors * facts.lanes, tile.depth,
                      contraction.isConstant};
  // Where all columns are one tile it needs no more lanes than there are.
  bool isOneTile = !ShapedType::isDynamic(facts.getSize(n)) &&
                   facts.getSize(n) <= result.columns;
  if (facts.isScalable) {
    result.columns = facts.limitVectorTile(n, result.columns);
    // The rows of one panel are those of the weight.
    result.isPacked &= contraction.columns > result.columns ||
                       contraction.getWeight(facts).inner[n] != 1;
  } else if (isOneTile) {
    result.columns = result.isPacked
                         ? getPanelLanes(facts.getSize(n), facts.lanes)
                         : facts.getSize(n);
  }
  return result;
}

/// Cuts the grid. The weights of a point stay in the second-level cache while
/// its rows pass; and there are enough points for several threads.
static SmallVector<ScheduleLoop, 0> chooseGrid(const StageFacts &facts,
                                               const Contraction &contraction,
                                               const RegisterTile &tile) {
  const Stage &stage = facts.stage;
  SmallVector<ScheduleLoop, 0> grid;
  double work = 2.0 * contraction.rows * contraction.otherRows *
                contraction.columns * contraction.depth;
  int64_t wanted = std::clamp<int64_t>(work / 4e6, 1, 64);
  int64_t tiles = 1;
  // Adds a loop unless it would be one step.
  auto cut = [&](unsigned dim, int64_t step) {
    int64_t size = facts.getTypicalSize(dim);
    if (step >= size)
      return false;
    grid.push_back(makeLoop(ScheduleLoop::Kind::Grid, stage.dims[dim], step));
    tiles *= llvm::divideCeil(size, step);
    return true;
  };
  // A point is panels of whatever size they turn out to have.
  constexpr int64_t maxVScale = 16;
  int64_t columnMultiple = facts.isScalable && tile.isPacked
                               ? tile.columns * maxVScale
                               : tile.columns;
  auto cutColumns = [&](int64_t limit) {
    return cut(contraction.columnDim,
               getGoodStep(facts.getSize(contraction.columnDim), limit,
                           columnMultiple));
  };

  int64_t columnBytes = contraction.depth * contraction.elementBytes;
  bool isLarge = contraction.columns * columnBytes > facts.target.l2 / 2;
  bool isCut = isLarge &&
               contraction.rows * contraction.otherRows > tile.rows &&
               cutColumns(facts.target.l2 / 2 / columnBytes);
  for (auto [dim, info] : llvm::enumerate(stage.dims)) {
    if (info.isReduction || !contraction.isOtherDim(dim) || tiles >= wanted)
      continue;
    int64_t size = facts.getTypicalSize(dim);
    int64_t step = getGoodStep(facts.getSize(dim),
                               std::max<int64_t>(1, size * tiles / wanted));
    if (ShapedType::isDynamic(facts.getSize(dim)))
      step = 1;
    grid.push_back(makeLoop(ScheduleLoop::Kind::Grid, info, step));
    tiles *= llvm::divideCeil(size, step);
  }
  if (tiles < wanted && contraction.rowDim >= 0 && contraction.rows > tile.rows)
    cut(contraction.rowDim,
        getGoodStep(facts.getSize(contraction.rowDim),
                    contraction.rows * tiles / wanted, tile.rows));
  if (tiles < wanted && !isCut)
    cutColumns(contraction.columns * tiles / wanted);
  return grid;
}

/// Orders the loops: a panel of the weight is read again and again while the
/// rows go by.
static SmallVector<ScheduleLoop, 0> orderLoops(const StageFacts &facts,
                                               const Contraction &contraction,
                                               const RegisterTile &tile) {
  using Kind = ScheduleLoop::Kind;
  const Stage &stage = facts.stage;
  SmallVector<ScheduleLoop, 0> loops;
  unsigned n = contraction.columnDim;
  loops.push_back(facts.makeVectorLoop(Kind::For, n, tile.columns));
  for (auto [dim, info] : llvm::enumerate(stage.dims))
    if (!info.isReduction && contraction.isOtherDim(dim))
      loops.push_back(makeLoop(Kind::For, info, 1));
  if (contraction.rowDim >= 0)
    loops.push_back(
        makeLoop(Kind::For, stage.dims[contraction.rowDim], tile.rows));
  const StageDim *innermost = nullptr;
  for (const StageDim &dim : stage.dims)
    if (dim.isReduction)
      innermost = &dim;
  for (const StageDim &dim : stage.dims)
    if (dim.isReduction)
      loops.push_back(
          makeLoop(Kind::For, dim, &dim == innermost ? tile.depth : 1));
  if (tile.depth > 1)
    loops.push_back(makeLoop(Kind::Unroll, *innermost, tile.depth));
  if (contraction.rowDim >= 0)
    loops.push_back(
        makeLoop(Kind::Vec, stage.dims[contraction.rowDim], tile.rows));
  loops.push_back(facts.makeVectorLoop(Kind::Vec, n, tile.columns));
  return loops;
}

FailureOr<StageChoice>
mlir::nn::detail::chooseContraction(const StageFacts &facts) {
  FailureOr<Contraction> contraction = findContraction(facts);
  if (failed(contraction))
    return failure();
  StageChoice choice;
  bool isApart =
      contraction->getWeight(facts).inner[contraction->columnDim] != 1;
  if (isApart && !contraction->isConstant) {
    std::optional<ScheduleOperand> operand;
    if (facts.inputs[contraction->weight] == StageInput::Argument &&
        contraction->reuse >= minReuse)
      operand =
          transposeFactor(facts, contraction->weight, contraction->columnDim);
    if (!operand)
      return failure();
    choice.stage.operands.push_back(std::move(*operand));
  }
  RegisterTile tile = chooseRegisterTile(facts, *contraction);
  choice.grid = chooseGrid(facts, *contraction, tile);
  choice.stage.algorithm = ScheduleStage::Algorithm::Contract;
  choice.stage.loops = orderLoops(facts, *contraction, tile);
  if (tile.isPacked)
    if (std::optional<ScheduleOperand> operand = packWeight(
            facts, contraction->weight, contraction->columnDim, tile.columns))
      choice.stage.operands.push_back(std::move(*operand));
  return choice;
}
