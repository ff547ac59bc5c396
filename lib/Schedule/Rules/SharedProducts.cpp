//===- SharedProducts.cpp -------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Products of matrices and convolutions on a GPU by blocks, whose factors are
// in the memory of a workgroup.
//
//===----------------------------------------------------------------------===//

#include "Rules.h"
#include "nn/Support/ElementBytes.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::detail;

using Kind = ScheduleLoop::Kind;

/// Steps of a reduction whose factors are in the memory of a workgroup at a
/// time, at most.
static constexpr int64_t mostDepth = 32;

/// A device should have at least so many workgroups, before they become larger.
static constexpr int64_t leastWorkgroups = 64;

/// Rows that an invocation computes at most.
static constexpr int64_t mostRows = 8;

namespace {

/// The dimensions of a product: columns that both the right factor and the
/// result have side by side, rows that the right factor does not have, and the
/// innermost reduction.
struct ProductDims {
  unsigned n = 0, m = 0, k = 0;
  /// A second dimension of rows, or -1.
  int otherRows = -1;
};

/// A block of a workgroup, in invocations, and what each computes.
struct ProductBlock {
  int64_t columns = 0, rows = 1, otherRows = 1;
  int64_t tileN = 1, tileM = 1, tileK = 1;

  int64_t getNumThreads() const { return columns * rows * otherRows; }
  int64_t getBlockM() const { return rows * tileM; }
  int64_t getBlockN() const { return columns * tileN; }
};

} // namespace

/// The largest tile of four rows to so many that no row is left of, or 0: a
/// tile is there or is not.
static int64_t getTileOfRows(int64_t size, int64_t most) {
  for (int64_t tile = most; tile >= 4; --tile)
    if (size % tile == 0)
      return tile;
  return 0;
}

static FailureOr<ProductDims> findDims(const StageFacts &facts) {
  const Stage &stage = facts.stage;
  if (!stage.hasReduction() || stage.getRoot().getNumDpsInputs() != 2 ||
      facts.contiguousDim < 0)
    return failure();
  const StageAccess *lhs = facts.getInput(0), *rhs = facts.getInput(1);
  ProductDims dims;
  dims.n = facts.contiguousDim;
  if (!lhs || !rhs || lhs->outer[dims.n] != 0 || rhs->outer[dims.n] == 0)
    return failure();
  for (const StageAccess *access : {lhs, rhs})
    if (!access->view.elementType.isIntOrFloat() ||
        access->view.elementType.isInteger(1) ||
        llvm::any_of(access->tiles, [](int64_t tile) { return tile != 0; }))
      return failure();
  int m = -1, k = -1;
  auto isLonger = [&](unsigned dim, int than) {
    return than < 0 || facts.getSize(dim) > facts.getSize(than);
  };
  SmallVector<unsigned> rows;
  for (auto [dim, info] : llvm::enumerate(stage.dims)) {
    if (ShapedType::isDynamic(facts.getSize(dim))) {
      if (info.isReduction)
        return failure();
      continue;
    }
    if (info.isReduction)
      k = dim;
    else if (dim != dims.n && rhs->outer[dim] == 0 && lhs->outer[dim] != 0)
      rows.push_back(dim);
  }
  for (unsigned dim : rows)
    if (getTileOfRows(facts.getSize(dim), mostRows) && isLonger(dim, m))
      m = dim;
  for (unsigned dim : rows)
    if (static_cast<int>(dim) != m && isLonger(dim, dims.otherRows))
      dims.otherRows = dim;
  // Neighbors in memory are loaded by neighbors.
  if (m < 0 || k < 0 || facts.getSize(k) < 8 || lhs->outer[k] != 1 ||
      (rhs->outer[dims.n] != 1 && rhs->outer[k] != 1))
    return failure();
  dims.m = m;
  dims.k = k;
  return dims;
}

/// How many blocks the grid has.
static int64_t countBlocks(const StageFacts &facts, const ProductDims &dims,
                           const ProductBlock &block) {
  int64_t count = 1;
  for (auto [dim, info] : llvm::enumerate(facts.stage.dims)) {
    if (info.isReduction)
      continue;
    int64_t step = dim == dims.m                             ? block.getBlockM()
                   : dim == dims.n                           ? block.getBlockN()
                   : static_cast<int>(dim) == dims.otherRows ? block.otherRows
                                                             : 1;
    count *= llvm::divideCeil(facts.getTypicalSize(dim), step);
  }
  return count;
}

/// Chooses how many invocations compute rows, up to so many with those that
/// compute columns: whole subgroups, which wait for each other.
static bool chooseRows(const StageFacts &facts, const ProductDims &dims,
                       int64_t mostThreads, ProductBlock &block) {
  ProductBlock best;
  int64_t rows = facts.getSize(dims.m) / block.tileM;
  int64_t otherRows = dims.otherRows < 0 ? 1 : facts.getSize(dims.otherRows);
  int64_t most = mostThreads / block.columns;
  for (block.rows = std::min(rows, most); block.rows > 0; --block.rows)
    for (block.otherRows = std::min(otherRows, most / block.rows);
         block.otherRows > 0; --block.otherRows)
      if (block.getNumThreads() % TargetInfo::subgroupSize == 0 &&
          block.rows * block.otherRows > 1 &&
          block.getNumThreads() > best.getNumThreads())
        best = block;
  block = best;
  return block.getNumThreads() > 0;
}

/// Chooses a block: the largest one of which there are enough.
static FailureOr<ProductBlock> chooseBlock(const StageFacts &facts,
                                           const ProductDims &dims) {
  /// The columns of a block, the rows of an invocation, and how many of these
  /// there are, at most.
  struct Candidate {
    int64_t columns, tileM, threads;
  };
  static constexpr Candidate candidates[] = {
      {64, mostRows, 128}, {48, mostRows, 128}, {32, mostRows, 128},
      {32, mostRows, 64},  {32, 4, 64},         {16, mostRows, 64},
      {16, 4, 32}};
  int64_t n = facts.getTypicalSize(dims.n);
  bool isWide =
      facts.getSize(dims.n) > 0 && n % TargetInfo::accessElements == 0;
  ProductBlock best;
  for (auto [mostColumns, tileM, threads] : candidates) {
    ProductBlock block;
    block.tileN = isWide ? TargetInfo::accessElements : 1;
    block.tileM = getTileOfRows(facts.getSize(dims.m), tileM);
    block.tileK = facts.getSize(dims.k) % TargetInfo::accessElements == 0
                      ? TargetInfo::accessElements
                      : 1;
    int64_t columns = std::min(mostColumns, n);
    // Blocks of other sizes leave no column over.
    if (!block.tileM || columns < 16 || (n % columns != 0 && columns != 32))
      continue;
    block.columns = columns / block.tileN;
    if (!chooseRows(facts, dims, std::min(threads, facts.target.workgroupSize),
                    block))
      continue;
    best = block;
    if (countBlocks(facts, dims, best) >= leastWorkgroups)
      break;
  }
  if (!best.columns)
    return failure();
  return best;
}

/// Chooses how many steps of the reduction are loaded at once: about equal
/// parts, for which there is memory.
static int64_t chooseDepth(const StageFacts &facts, const ProductDims &dims,
                           const ProductBlock &block) {
  int64_t bytes = 0;
  for (unsigned input : {0, 1})
    bytes = std::max(bytes,
                     getElementBytes(facts.getInput(input)->view.elementType));
  // With what lies behind each row of a block.
  int64_t rows = block.getBlockM() * block.otherRows;
  int64_t elements =
      facts.target.workgroupBytes / bytes - rows * TargetInfo::accessElements;
  int64_t most = std::min(mostDepth, elements / (rows + block.getBlockN() +
                                                 TargetInfo::accessElements));
  int64_t unit = 2 * block.tileK;
  most = std::max(most / unit * unit, block.tileK);
  int64_t size = facts.getSize(dims.k);
  if (size % unit != 0)
    unit = block.tileK;
  int64_t parts = llvm::divideCeil(size, most);
  return llvm::alignTo(llvm::divideCeil(size, parts), unit);
}

FailureOr<StageChoice>
mlir::nn::detail::chooseSharedProduct(const StageFacts &facts) {
  FailureOr<ProductDims> dims = findDims(facts);
  if (failed(dims))
    return failure();
  FailureOr<ProductBlock> block = chooseBlock(facts, *dims);
  if (failed(block))
    return failure();
  auto [n, m, k, otherRows] = *dims;
  ArrayRef<StageDim> stageDims = facts.stage.dims;
  int64_t depth = chooseDepth(facts, *dims, *block);

  StageChoice choice;
  for (auto [dim, info] : llvm::enumerate(stageDims)) {
    int64_t step = dim == m                             ? block->getBlockM()
                   : dim == n                           ? block->getBlockN()
                   : static_cast<int>(dim) == otherRows ? block->otherRows
                                                        : 1;
    if (!info.isReduction && step != facts.getSize(dim))
      choice.grid.push_back(makeLoop(Kind::Grid, info, step));
  }
  ScheduleStage &result = choice.stage;
  result.algorithm = ScheduleStage::Algorithm::Contract;
  auto add = [&](Kind kind, unsigned dim, int64_t size) {
    result.loops.push_back(makeLoop(kind, stageDims[dim], size));
  };
  if (block->otherRows > 1)
    add(Kind::Thread, otherRows, 1);
  add(Kind::Thread, m, block->tileM);
  add(Kind::Thread, n, block->tileN);
  for (auto [dim, info] : llvm::enumerate(stageDims))
    if (info.isReduction)
      add(Kind::For, dim, dim == k ? depth : 1);
  add(Kind::For, k, block->tileK);
  if (block->tileK > 1)
    add(Kind::Unroll, k, block->tileK);
  add(Kind::Unroll, m, block->tileM);
  add(Kind::Vec, n, block->tileN);
  for (StringRef name : {"lhs", "rhs"}) {
    ScheduleOperand &operand = result.operands.emplace_back();
    operand.name = name;
    operand.at = ScheduleOperand::Place::Shared;
  }
  return choice;
}
