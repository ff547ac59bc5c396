//===- Packing.cpp --------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "nn/Dialect/Kernel/IR/Packing.h"
#include "mlir/Dialect/Utils/IndexingUtils.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::nn;

bool Packing::isIdentity() const {
  if (!innerDims.empty())
    return false;
  for (auto [i, dim] : llvm::enumerate(order))
    if (static_cast<int64_t>(i) != dim)
      return false;
  return true;
}

LogicalResult Packing::verify(function_ref<InFlightDiagnostic()> emitError,
                              int64_t rank) const {
  if (static_cast<int64_t>(order.size()) != rank || !isPermutationVector(order))
    return emitError() << "'order' must be a permutation of the " << rank
                       << " dimensions, got [" << order << "]";
  if (innerDims.size() != innerTiles.size())
    return emitError() << "'inner_dims' and 'inner_tiles' must be as long as "
                          "each other, got "
                       << innerDims.size() << " and " << innerTiles.size();
  if (isScalable && innerDims.size() != 1)
    return emitError() << "a scalable layout has one tile, got "
                       << innerDims.size();
  for (int64_t dim : innerDims)
    if (dim < 0 || dim >= rank)
      return emitError() << "'inner_dims' must be below the rank " << rank
                         << ", got " << dim;
  SmallVector<int64_t> last(rank, 0);
  for (auto [dim, tile] : llvm::zip(innerDims, innerTiles)) {
    if (tile <= 0)
      return emitError() << "'inner_tiles' must be positive, got " << tile;
    if (last[dim] % tile != 0)
      return emitError() << "a tile must divide the one that it cuts, got "
                         << tile << " of " << last[dim];
    last[dim] = tile;
  }
  return success();
}

SmallVector<int64_t> Packing::getPackedShape(ArrayRef<int64_t> shape) const {
  // Each cut of a dimension is of the tile that the one before left; only the
  // first one pads.
  SmallVector<int64_t> outer(shape);
  SmallVector<int64_t> tiles(innerTiles);
  SmallVector<int64_t> last(shape.size(), -1);
  for (auto [i, dim] : llvm::enumerate(innerDims)) {
    int64_t &cut = last[dim] < 0 ? outer[dim] : tiles[last[dim]];
    cut = llvm::divideCeil(cut, tiles[i]);
    last[dim] = i;
    if (isScalable)
      outer[dim] = tiles[i] = ShapedType::kDynamic;
  }
  SmallVector<int64_t> packed =
      applyPermutation(ArrayRef<int64_t>(outer), order);
  packed.append(tiles);
  return packed;
}
