//===- Window.h -------------------------------------------------*- C++ -*-===//
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

#ifndef NN_LIB_CONVERSION_NNTOLINALG_WINDOW_H
#define NN_LIB_CONVERSION_NNTOLINALG_WINDOW_H

#include "Lowering.h"
#include "nn/Dialect/NN/IR/NNAttributes.h"

namespace mlir::nn::detail {

/// A window along one spatial dimension.
struct WindowAxis {
  int64_t size, stride, dilation;
  OpFoldResult low, high, input, output;

  int64_t getExtent() const { return (size - 1) * dilation + 1; }
};

/// A window over the two spatial dimensions of an image, or the three of a
/// volume.
struct ImageWindow {
  SmallVector<WindowAxis, 3> axes;

  /// Returns the image, channels last, surrounded by the padding.
  Value pad(ImplicitLocOpBuilder &b, Value image, Value scalar) const;

  /// Whether the padding is known to be nothing.
  bool isUnpadded() const;

  /// Sizes of what has an element for each place of the window in the image,
  /// times `channels`.
  Sizes getOutputSizes(ImplicitLocOpBuilder &b, Value image,
                       ArrayRef<OpFoldResult> channels) const;

  /// The spatial dimensions of the image as functions of the window's place,
  /// the loops from 1, and of the position in it, the loops from `inner`.
  SmallVector<AffineExpr> getPositions(MLIRContext *context,
                                       unsigned inner) const;

  /// The strides or dilations, as linalg ops want them.
  DenseIntElementsAttr getStrides(Builder &b) const;
  DenseIntElementsAttr getDilations(Builder &b) const;
};

/// Returns the window of an op on an image, which has its channels last.
ImageWindow getImageWindow(ImplicitLocOpBuilder &b, Value image,
                           ArrayRef<int64_t> size, ArrayRef<int64_t> strides,
                           ArrayRef<int64_t> dilations,
                           ArrayRef<int64_t> padding, bool same);

/// Moves the channels of an image or a volume to the last dimension, and back.
Value toChannelsLast(ImplicitLocOpBuilder &b, Value image, DataFormat format);
Value fromChannelsLast(ImplicitLocOpBuilder &b, Value image, DataFormat format);

} // namespace mlir::nn::detail

#endif // NN_LIB_CONVERSION_NNTOLINALG_WINDOW_H
