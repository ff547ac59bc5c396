//===- Resize.h - Places of a resized image ---------------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NN_LIB_TARGET_TENSORFLOW_OPS_RESIZE_H
#define NN_LIB_TARGET_TENSORFLOW_OPS_RESIZE_H

#include "../NodeContext.h"

namespace mlir::nn::tf {

/// How the places of a resized image lie in the original one.
struct Resize {
  bool alignCorners = false;
  bool halfPixelCenters = false;
  /// Height and width; kDynamic if only running tells.
  int64_t to[2];

  /// Whether the sizes along an axis, 1 or 2, are known.
  bool isKnown(int64_t axis, int64_t from) const {
    return !ShapedType::isDynamic(from) && !ShapedType::isDynamic(to[axis - 1]);
  }

  /// The step of a place along an axis in the original, if sizes are known.
  float getScale(int64_t axis, int64_t from) const {
    int64_t size = to[axis - 1];
    if (alignCorners && size > 1)
      return float(from - 1) / float(size - 1);
    return float(from) / float(size);
  }
};

/// Resizes along an axis, 1 or 2, of which only running tells the sizes: that
/// of the image, or the one in input 1. Indices and weights are computed as
/// those of known sizes are.
class ResizeByRunning {
public:
  ResizeByRunning(NodeContext &node, const Resize &resize, int64_t axis);

  Value pickNearest(Value image);
  /// Of floats.
  Value interpolate(Value image);
  Value interpolateCubic(Value image);
  /// The means of what is covered, by a matrix that is computed.
  Value average(Value image);

private:
  Value number(float value);
  Value add(Value lhs, Value rhs);
  Value sub(Value lhs, Value rhs);
  Value mul(Value lhs, Value rhs);
  /// A place as an index, in the image.
  Value toIndex(Value place);
  Value pick(Value image, Value places);
  /// Numbers along the axis, so that they broadcast over the image.
  Value along(Value numbers);
  Value getCubicWeight(Value step, bool isOuter);

  NodeContext &node;
  const Resize &resize;
  int64_t axis;
  /// The image's size and its last index, of f32, and i32.
  Value from, last;
  /// How far places of the result lie apart in the image.
  Value scale;
  /// Where each place of the result lies in the image.
  Value places;
};

} // namespace mlir::nn::tf

#endif // NN_LIB_TARGET_TENSORFLOW_OPS_RESIZE_H
