//===- Window.h - Sliding windows -------------------------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What convolutions and pooling have in common: strides, dilations and padding
// over the two spatial dimensions of an image.
//
//===----------------------------------------------------------------------===//

#ifndef NN_LIB_TARGET_TENSORFLOW_OPS_WINDOW_H
#define NN_LIB_TARGET_TENSORFLOW_OPS_WINDOW_H

#include "../NodeContext.h"

namespace mlir::nn::tf {

struct Window {
  DataFormat format = DataFormat::NHWC;
  std::array<int64_t, 2> strides = {1, 1};
  std::array<int64_t, 2> dilations = {1, 1};
  /// Top, bottom, left, right.
  std::array<int64_t, 4> padding = {0, 0, 0, 0};
  /// SAME, where it depends on a size that is not known.
  bool sameUpper = false;

  /// The two spatial elements of four, in this format.
  std::array<int64_t, 2> getSpatial(ArrayRef<int64_t> all) const {
    unsigned first = format == DataFormat::NCHW ? 2 : 1;
    return {all[first], all[first + 1]};
  }
  /// The elements of the batch and of the channels.
  std::array<int64_t, 2> getOthers(ArrayRef<int64_t> all) const {
    return {all[0], all[format == DataFormat::NCHW ? 1 : 3]};
  }

  /// Reads `data_format`, `strides` and, if the op has them, `dilations`.
  void readSteps(NodeContext &node, bool hasDilations);

  /// Reads `padding` for a window of `size` over an image of `image`.
  void readPadding(NodeContext &node, std::array<int64_t, 2> image,
                   std::array<int64_t, 2> size);

  /// strides, padding, data_format and same_upper; dilations only if asked.
  SmallVector<NamedAttribute> getAttrs(NodeContext &node,
                                       bool withDilations) const;
};

} // namespace mlir::nn::tf

#endif // NN_LIB_TARGET_TENSORFLOW_OPS_WINDOW_H
