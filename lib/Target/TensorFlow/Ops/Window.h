//===- Window.h - Sliding windows -------------------------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What convolutions and pooling have in common: strides, dilations and padding
// over the spatial dimensions of an image, which are two, or of a volume,
// three.
//
//===----------------------------------------------------------------------===//

#ifndef NN_LIB_TARGET_TENSORFLOW_OPS_WINDOW_H
#define NN_LIB_TARGET_TENSORFLOW_OPS_WINDOW_H

#include "../NodeContext.h"

namespace mlir::nn::tf {

/// Strides, dilations and padding of a node that slides a window over an image.
struct Window {
  explicit Window(unsigned rank = 2)
      : rank(rank), strides(rank, 1), dilations(rank, 1), padding(2 * rank, 0) {
  }

  /// The number of spatial dimensions.
  unsigned rank;
  DataFormat format = DataFormat::NHWC;
  SmallVector<int64_t, 3> strides;
  SmallVector<int64_t, 3> dilations;
  /// Before and behind each dimension: for an image top, bottom, left, right.
  SmallVector<int64_t, 6> padding;
  /// SAME, where it depends on a size that is not known.
  bool sameUpper = false;

  /// The position of the first spatial dimension, and that of the channels.
  unsigned getFirst() const { return format == DataFormat::NCHW ? 2 : 1; }
  unsigned getChannels() const {
    return format == DataFormat::NCHW ? 1 : rank + 1;
  }

  /// The spatial elements of one for each dimension, in this format.
  ArrayRef<int64_t> getSpatial(ArrayRef<int64_t> all) const {
    return all.slice(getFirst(), rank);
  }
  /// The elements of the batch and of the channels.
  std::array<int64_t, 2> getOthers(ArrayRef<int64_t> all) const {
    return {all[0], all[getChannels()]};
  }
  /// A shape in this format.
  SmallVector<int64_t> getShape(int64_t batch, ArrayRef<int64_t> spatial,
                                int64_t channels) const;

  /// Reads `data_format`, `strides` and, if the op has them, `dilations`.
  void readSteps(NodeContext &node, bool hasDilations);

  /// Reads `padding` for a window of `size` over an image of `image`.
  void readPadding(NodeContext &node, ArrayRef<int64_t> image,
                   ArrayRef<int64_t> size);

  /// The number of places of a window of `size` over an image of known size.
  SmallVector<int64_t> getPlaces(ArrayRef<int64_t> image,
                                 ArrayRef<int64_t> size) const;

  /// strides, padding, data_format and same_upper; dilations only if asked.
  SmallVector<NamedAttribute> getAttrs(NodeContext &node,
                                       bool withDilations) const;
};

} // namespace mlir::nn::tf

#endif // NN_LIB_TARGET_TENSORFLOW_OPS_WINDOW_H
