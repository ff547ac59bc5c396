//===- NNWindow.h -----------------------------------------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Windows that slide over images: what convolutions and pooling share.
//
//===----------------------------------------------------------------------===//

#ifndef NN_DIALECT_NN_IR_NNWINDOW_H
#define NN_DIALECT_NN_IR_NNWINDOW_H

#include "mlir/IR/Location.h"
#include "mlir/Support/LLVM.h"
#include "llvm/ADT/ArrayRef.h"
#include <optional>

namespace mlir::nn {

/// One spatial dimension that a window slides over.
struct Window {
  int64_t size;
  int64_t stride = 1;
  int64_t dilation = 1;
  int64_t low = 0;
  int64_t high = 0;
  /// The padding is TensorFlow's SAME, not `low` and `high`.
  bool same = false;

  /// Extent of the dilated window.
  int64_t getExtent() const { return (size - 1) * dilation + 1; }

  /// Returns the number of places for the window in an input of the given
  /// size, or ShapedType::kDynamic if anything needed is unknown.
  int64_t getOutputSize(int64_t input) const;
};

/// The attributes of an op whose window slides over the spatial dimensions of
/// an image or a volume.
struct WindowAttributes {
  ArrayRef<int64_t> strides;
  ArrayRef<int64_t> dilations;
  ArrayRef<int64_t> padding;
  bool same = false;

  /// Emits an error if the attributes are not those of `rank` spatial
  /// dimensions, or malformed.
  LogicalResult verify(std::optional<Location> loc, unsigned rank) const;

  /// Returns the window along a spatial dimension.
  Window getWindow(unsigned dim, int64_t size) const;
};

/// Where the dimensions of an image are, or of a volume, which has a spatial
/// dimension more.
struct ImageDims {
  explicit ImageDims(bool channelsLast, unsigned spatialRank = 2)
      : firstSpatial(channelsLast ? 1 : 2), spatialRank(spatialRank),
        channels(channelsLast ? spatialRank + 1 : 1) {}

  int64_t getSpatial(unsigned dim) const { return firstSpatial + dim; }
  bool isSpatial(int64_t dim) const {
    return dim >= firstSpatial && dim < firstSpatial + spatialRank;
  }

  int64_t firstSpatial, spatialRank, channels;
};

} // namespace mlir::nn

#endif // NN_DIALECT_NN_IR_NNWINDOW_H
