//===- ArmContraction.cpp -------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The register tile of matrix products on AArch64, with NEON as with SVE: a
// multiply-add takes one of its factors from a lane of a register, so that one
// load serves as many steps of the reduction as a register of 128 bits has
// lanes.
//
//===----------------------------------------------------------------------===//

#include "Rules.h"
#include "nn/Schedule/MatrixProduct.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::detail;

/// The lanes of 128 bits, if the innermost reduction goes through consecutive
/// elements of the input; else 1.
static int64_t getDepth(const StageFacts &facts, const StageAccess &input) {
  Type type = input.view.elementType;
  if (!type.isF16() && !type.isF32() && !type.isF64())
    return 1;
  int64_t lanes = 128 / type.getIntOrFloatBitWidth();
  if (lanes != facts.lanes)
    return 1;
  for (unsigned dim = facts.stage.dims.size(); dim-- > 0;) {
    if (!facts.stage.dims[dim].isReduction)
      continue;
    bool isLong = facts.getTypicalSize(dim) >= lanes;
    return isLong && input.tiles[dim] == 0 && input.inner[dim] == 1 ? lanes : 1;
  }
  return 1;
}

/// The cycles of a step of the reduction on a core that multiplies four
/// vectors, loads three and dispatches eight operations a cycle.
static double getStepCost(int64_t rows, int64_t vectors, int64_t depth) {
  double multiplyAdds = rows * vectors;
  double loads = static_cast<double>(rows) / depth + vectors;
  // A sum waits for itself.
  constexpr double latency = 2.0;
  return std::max({multiplyAdds / 4, loads / 3, (multiplyAdds + loads + 2) / 6,
                   latency}) +
         0.02 * loads;
}

/// True if the sums of a tile, its vectors of the weight and its lanes stay in
/// registers, as far as LLVM's allocator is able to
/// (benchmarks/arm_inner_loops.py shows what it does).
static bool fitsRegisters(const StageFacts &facts, int64_t rows,
                          int64_t vectors, int64_t depth) {
  int64_t registers = facts.target.vectorRegisters;
  int64_t sums = rows * vectors;
  if (depth == 1)
    return sums + vectors + 1 <= registers - 2;
  if (!facts.isScalable)
    return sums + vectors + rows <= registers - 3;
  // The lane's register must be one of the first eight or sixteen. Where not
  // few of them are alive at once, each is, all the time, and gets its place
  // only where it is used often.
  if (areLanesByRows(sums, vectors, depth))
    return true;
  return vectors >= 4 && rows <= 4;
}

ContractionTile mlir::nn::detail::chooseArmTile(const StageFacts &facts,
                                                const ContractionShape &shape) {
  int64_t depth = getDepth(facts, *shape.input);
  int64_t maxRows = std::min<int64_t>(shape.maxRows, depth > 1 ? 10 : 8);
  int64_t columnVectors = llvm::divideCeil(shape.columns, facts.lanes);
  ContractionTile best;
  double bestCost = 0;
  for (int64_t vectors = 1; vectors <= std::min<int64_t>(4, columnVectors);
       ++vectors) {
    for (int64_t rows = 1; rows <= std::min(shape.rows, maxRows); ++rows) {
      if (!fitsRegisters(facts, rows, vectors, depth))
        break;
      double cost =
          shape.rows / rows * getStepCost(rows, vectors, depth) +
          (shape.rows % rows ? getStepCost(shape.rows % rows, vectors, depth)
                             : 0);
      cost *= llvm::divideCeil(columnVectors, vectors);
      // A remainder is code of its own.
      cost *= 1 + 0.005 * (shape.rows % rows != 0);
      if (bestCost == 0 || cost < bestCost) {
        bestCost = cost;
        best = {rows, vectors, depth};
      }
    }
  }
  return best;
}
