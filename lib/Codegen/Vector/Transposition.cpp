//===- Transposition.cpp --------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Vectors of elements that lie apart, loaded as a square of vectors of elements
// that lie one after another, and transposed in registers. The lowerings of
// vector.transpose are for vectors of two dimensions, which would be put
// together and taken apart again; but for a few sizes of f32 on x86 they go by
// single elements or by one shuffle of all.
//
//===----------------------------------------------------------------------===//

#include "StageEmitter.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

using namespace mlir;
using namespace mlir::nn;

/// Transposes a square whose side is a power of two. Interleaving the rows of
/// the first half with those of the second rotates the bits of an element's row
/// and column number by one; as many rotations as a number has bits exchange
/// the two.
static void transposeSquare(OpBuilder &b, Location loc,
                            MutableArrayRef<Value> rows) {
  int64_t size = rows.size(), half = size / 2;
  SmallVector<int64_t> low, high;
  for (int64_t i = 0; i < half; ++i) {
    low.append({i, size + i});
    high.append({half + i, size + half + i});
  }
  for (int64_t round = 1; round < size; round *= 2) {
    SmallVector<Value> next;
    for (int64_t i = 0; i < half; ++i)
      for (ArrayRef<int64_t> lanes : {low, high})
        next.push_back(
            vector::ShuffleOp::create(b, loc, rows[i], rows[half + i], lanes));
    llvm::copy(next, rows.begin());
  }
}

std::optional<unsigned>
StageEmitter::getTransposedDim(const NestState &state, unsigned access,
                               const Point &point) const {
  int64_t width = point.piece.width;
  const StageAccess &info = stage.accesses[access];
  if (stage.hasReduction() || plan.isScalable || point.piece.mask ||
      width != plan.lanes || point.piece.active != width ||
      !llvm::isPowerOf2_64(width) || info.tiles[plan.vectorDim] != 0)
    return std::nullopt;
  for (auto [dim, stride] : llvm::enumerate(info.inner)) {
    if (static_cast<int>(dim) == plan.vectorDim || stride != 1 ||
        info.tiles[dim] != 0)
      continue;
    int64_t extent = state.dims[dim].extent;
    int64_t begin = point.offsets[dim] / width * width;
    if (!ShapedType::isDynamic(extent) &&
        begin + width <= std::min(extent, plan.tile[dim]))
      return dim;
  }
  return std::nullopt;
}

void StageEmitter::loadTransposed(const NestState &state, unsigned access,
                                  Point point, unsigned dim) {
  const View &view = stage.accesses[access].view;
  int64_t width = point.piece.width;
  int64_t begin = point.offsets[dim] / width * width;
  point.offsets[dim] = begin;
  SmallVector<Value> rows;
  for (int64_t lane = 0; lane < width; ++lane)
    rows.push_back(vector::LoadOp::create(
        b, loc, getVectorType(width, view.elementType), buffers.getFlat(view),
        getIndex(state, access, point, lane)));
  transposeSquare(b, loc, rows);
  for (auto [i, row] : llvm::enumerate(rows)) {
    point.offsets[dim] = begin + i;
    loads[getLoadKey(state, access, point)] = {LaneValue::Kind::Vector, row};
  }
}
