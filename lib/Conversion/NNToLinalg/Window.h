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

/// The window of an op over an NHWC image, its padding known or computed.
struct ImageWindow {
  WindowAxis height, width;

  /// Returns the image surrounded by the padding.
  Value pad(ImplicitLocOpBuilder &b, Value image, Value scalar) const;

  /// Whether the padding is known to be nothing.
  bool isUnpadded() const;

  /// The strides or dilations, as linalg ops want them.
  DenseIntElementsAttr getStrides(Builder &b) const;
  DenseIntElementsAttr getDilations(Builder &b) const;
};

/// Returns the window of the given size over an NHWC image. `padding` is top,
/// bottom, left, right; `same` computes it as TensorFlow's SAME.
ImageWindow getImageWindow(ImplicitLocOpBuilder &b, Value image,
                           ArrayRef<int64_t> size, ArrayRef<int64_t> strides,
                           ArrayRef<int64_t> dilations,
                           ArrayRef<int64_t> padding, bool same);

/// Transposes an image to NHWC from its format, or back.
Value toChannelsLast(ImplicitLocOpBuilder &b, Value image, DataFormat format);
Value fromChannelsLast(ImplicitLocOpBuilder &b, Value image, DataFormat format);

} // namespace mlir::nn::detail

#endif // NN_LIB_CONVERSION_NNTOLINALG_WINDOW_H
