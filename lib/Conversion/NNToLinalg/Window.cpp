//===- Window.cpp ---------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where a window slides over an image: shared by convolutions and pooling.
//
//===----------------------------------------------------------------------===//

#include "Window.h"
#include "Checks.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::detail;

Value ImageWindow::pad(ImplicitLocOpBuilder &b, Value image,
                       Value scalar) const {
  OpFoldResult zero = b.getIndexAttr(0);
  return padWith(b, image, {zero, height.low, width.low, zero},
                 {zero, height.high, width.high, zero}, scalar);
}

bool ImageWindow::isUnpadded() const {
  return isZeroInteger(height.low) && isZeroInteger(height.high) &&
         isZeroInteger(width.low) && isZeroInteger(width.high);
}

DenseIntElementsAttr ImageWindow::getStrides(Builder &b) const {
  return b.getI64TensorAttr({height.stride, width.stride});
}

DenseIntElementsAttr ImageWindow::getDilations(Builder &b) const {
  return b.getI64TensorAttr({height.dilation, width.dilation});
}

/// Computes the padding of SAME: what the last place of the window needs beyond
/// the input, the greater half of it behind.
static void computeSamePadding(ImplicitLocOpBuilder &b, WindowAxis &axis) {
  AffineExpr d0 = b.getAffineDimExpr(0), d1 = b.getAffineDimExpr(1);
  axis.output = computeSize(b, d0.ceilDiv(axis.stride), {axis.input});
  AffineExpr missing = (d1 - 1) * axis.stride + axis.getExtent() - d0;
  OpFoldResult total = affine::makeComposedFoldedAffineMax(
      b, b.getLoc(),
      AffineMap::get(2, 0, {missing, b.getAffineConstantExpr(0)},
                     b.getContext()),
      {axis.input, axis.output});
  axis.low = computeSize(b, d0.floorDiv(2), {total});
  axis.high = computeSize(b, d0.ceilDiv(2), {total});
}

ImageWindow nn::detail::getImageWindow(ImplicitLocOpBuilder &b, Value image,
                                       ArrayRef<int64_t> size,
                                       ArrayRef<int64_t> strides,
                                       ArrayRef<int64_t> dilations,
                                       ArrayRef<int64_t> padding, bool same) {
  auto getAxis = [&](unsigned dim) {
    WindowAxis axis = {size[dim],
                       strides[dim],
                       dilations[dim],
                       b.getIndexAttr(padding[2 * dim]),
                       b.getIndexAttr(padding[2 * dim + 1]),
                       getSize(b, image, dim + 1),
                       {}};
    if (same) {
      computeSamePadding(b, axis);
      return axis;
    }
    AffineExpr places = b.getAffineDimExpr(0) + padding[2 * dim] +
                        padding[2 * dim + 1] - axis.getExtent();
    axis.output =
        computeSize(b, places.floorDiv(axis.stride) + 1, {axis.input});
    if (!getConstantIntValue(axis.output)) {
      CheckMessage message("a window of " + Twine(axis.getExtent()) +
                           " does not fit in a size of ");
      message << axis.input << ", padded by "
              << Twine(padding[2 * dim] + padding[2 * dim + 1]);
      emitCheck(b,
                compareSizes(b, arith::CmpIPredicate::sge, axis.output,
                             b.getIndexAttr(0)),
                message);
    }
    return axis;
  };
  WindowAxis height = getAxis(0);
  return {height, getAxis(1)};
}

Value nn::detail::toChannelsLast(ImplicitLocOpBuilder &b, Value image,
                                 DataFormat format) {
  return format == DataFormat::NCHW ? transpose(b, image, {0, 2, 3, 1}) : image;
}

Value nn::detail::fromChannelsLast(ImplicitLocOpBuilder &b, Value image,
                                   DataFormat format) {
  return format == DataFormat::NCHW ? transpose(b, image, {0, 3, 1, 2}) : image;
}
