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
  Sizes low(axes.size() + 2, b.getIndexAttr(0)), high = low;
  for (auto [dim, axis] : llvm::enumerate(axes)) {
    low[dim + 1] = axis.low;
    high[dim + 1] = axis.high;
  }
  return padWith(b, image, low, high, scalar);
}

bool ImageWindow::isUnpadded() const {
  return llvm::all_of(axes, [](const WindowAxis &axis) {
    return isZeroInteger(axis.low) && isZeroInteger(axis.high);
  });
}

Sizes ImageWindow::getOutputSizes(ImplicitLocOpBuilder &b, Value image,
                                  ArrayRef<OpFoldResult> channels) const {
  Sizes sizes = {getSize(b, image, 0)};
  for (const WindowAxis &axis : axes)
    sizes.push_back(axis.output);
  sizes.append(channels.begin(), channels.end());
  return sizes;
}

SmallVector<AffineExpr> ImageWindow::getPositions(MLIRContext *context,
                                                  unsigned inner) const {
  SmallVector<AffineExpr> positions;
  for (auto [dim, axis] : llvm::enumerate(axes))
    positions.push_back(getAffineDimExpr(dim + 1, context) * axis.stride +
                        getAffineDimExpr(dim + inner, context) * axis.dilation);
  return positions;
}

DenseIntElementsAttr ImageWindow::getStrides(Builder &b) const {
  return b.getI64TensorAttr(llvm::map_to_vector(
      axes, [](const WindowAxis &axis) { return axis.stride; }));
}

DenseIntElementsAttr ImageWindow::getDilations(Builder &b) const {
  return b.getI64TensorAttr(llvm::map_to_vector(
      axes, [](const WindowAxis &axis) { return axis.dilation; }));
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
  ImageWindow window;
  for (unsigned dim = 0, e = size.size(); dim < e; ++dim) {
    WindowAxis axis = {size[dim],
                       strides[dim],
                       dilations[dim],
                       b.getIndexAttr(padding[2 * dim]),
                       b.getIndexAttr(padding[2 * dim + 1]),
                       getSize(b, image, dim + 1),
                       {}};
    if (same) {
      computeSamePadding(b, axis);
    } else {
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
    }
    window.axes.push_back(axis);
  }
  return window;
}

Value nn::detail::toChannelsLast(ImplicitLocOpBuilder &b, Value image,
                                 DataFormat format) {
  if (format == DataFormat::NHWC)
    return image;
  auto permutation =
      llvm::to_vector(llvm::seq<int64_t>(0, getTensorType(image).getRank()));
  std::rotate(permutation.begin() + 1, permutation.begin() + 2,
              permutation.end());
  return transpose(b, image, permutation);
}

Value nn::detail::fromChannelsLast(ImplicitLocOpBuilder &b, Value image,
                                   DataFormat format) {
  if (format == DataFormat::NHWC)
    return image;
  auto permutation =
      llvm::to_vector(llvm::seq<int64_t>(0, getTensorType(image).getRank()));
  std::rotate(permutation.begin() + 1, permutation.end() - 1,
              permutation.end());
  return transpose(b, image, permutation);
}
