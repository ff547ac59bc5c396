//===- Image.h - Pictures as network inputs ---------------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Decodes PNG and JPEG files and brings them into the form a network expects.
//
//===----------------------------------------------------------------------===//

#ifndef NN_EXECUTION_IMAGE_H
#define NN_EXECUTION_IMAGE_H

#include "nn/Execution/Array.h"

namespace mlir::nn {

/// How the numbers of a picture become the numbers of a tensor.
struct ImageOptions {
  /// What black and white (0 and 255) become.
  double low = 0.0, high = 1.0;
  /// Blue comes first, as OpenCV has it.
  bool isBGR = false;
};

/// True if the path ends like a picture's.
bool isImagePath(StringRef path);

/// Decodes a picture of 8-bit channels: [height, width, channels], where 1
/// channel is gray and 3 are red, green and blue. Transparency is dropped.
llvm::Expected<Array> readImageFile(StringRef path);

/// Resizes a picture of any element type [height, width, channels]: the mean of
/// the pixels a new one covers where it shrinks, bilinear where it grows, with
/// pixel centers at halves. The result is float32.
llvm::Expected<Array> resizeImage(const Array &image, int64_t height,
                                  int64_t width);

/// Makes an input of the given shape and type from a picture: [height, width,
/// channels] or [1, height, width, channels] with 1 or 3 channels, where an
/// unknown height or width is the picture's.
llvm::Expected<Array> makeImageInput(const Array &image, DType dtype,
                                     ArrayRef<int64_t> shape,
                                     const ImageOptions &options);

} // namespace mlir::nn

#endif // NN_EXECUTION_IMAGE_H
