//===- Image.cpp - Pictures as network inputs -----------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Resizing and scaling of decoded pictures.
//
//===----------------------------------------------------------------------===//

#include "nn/Execution/Image.h"
#include "ImageFormats.h"
#include "llvm/Support/MemoryBuffer.h"
#include <cmath>

using namespace mlir;
using namespace mlir::nn;
using llvm::createStringError;

bool nn::isImagePath(StringRef path) {
  return llvm::any_of(
      ArrayRef<StringRef>{".png", ".jpg", ".jpeg"},
      [&](StringRef suffix) { return path.ends_with_insensitive(suffix); });
}

llvm::Expected<Array> nn::readImageFile(StringRef path) {
  auto buffer = llvm::MemoryBuffer::getFile(path, /*IsText=*/false,
                                            /*RequiresNullTerminator=*/false);
  if (!buffer)
    return createStringError("cannot read '" + path +
                             "': " + buffer.getError().message());
  StringRef bytes = (*buffer)->getBuffer();
  llvm::Expected<Array> image =
      bytes.starts_with("\x89PNG") ? decodePNG(bytes) : decodeJPEG(bytes);
  if (!image)
    return createStringError("cannot read '" + path +
                             "': " + llvm::toString(image.takeError()));
  return image;
}

/// The weights of the source pixels that make one pixel of the result.
static SmallVector<std::pair<int64_t, double>>
getWeights(int64_t index, int64_t from, int64_t to) {
  SmallVector<std::pair<int64_t, double>> weights;
  double scale = static_cast<double>(from) / to;
  if (scale > 1.0) {
    double begin = index * scale, end = begin + scale;
    for (int64_t i = begin; i < std::min<double>(end, from); ++i) {
      double covered =
          std::min<double>(end, i + 1) - std::max<double>(begin, i);
      if (covered > 0.0)
        weights.push_back({i, covered / scale});
    }
    return weights;
  }
  double center = (index + 0.5) * scale - 0.5;
  center = std::clamp(center, 0.0, static_cast<double>(from - 1));
  int64_t low = std::floor(center);
  weights.push_back({low, 1.0 - (center - low)});
  if (low + 1 < from)
    weights.push_back({low + 1, center - low});
  return weights;
}

llvm::Expected<Array> nn::resizeImage(const Array &image, int64_t height,
                                      int64_t width) {
  assert(image.getShape().size() == 3 && "expected [height, width, channels]");
  int64_t fromHeight = image.getShape()[0], fromWidth = image.getShape()[1],
          channels = image.getShape()[2];
  llvm::Expected<Array> wide =
      Array::allocate(DType::F32, {fromHeight, width, channels});
  if (!wide)
    return wide;
  llvm::Expected<Array> result =
      Array::allocate(DType::F32, {height, width, channels});
  if (!result)
    return result;
  // One dimension after the other.
  for (int64_t x = 0; x < width; ++x) {
    auto weights = getWeights(x, fromWidth, width);
    for (int64_t y = 0; y < fromHeight; ++y)
      for (int64_t c = 0; c < channels; ++c) {
        double sum = 0.0;
        for (auto [i, weight] : weights)
          sum += weight * image.getAsDouble((y * fromWidth + i) * channels + c);
        wide->setFromDouble((y * width + x) * channels + c, sum);
      }
  }
  for (int64_t y = 0; y < height; ++y) {
    auto weights = getWeights(y, fromHeight, height);
    for (int64_t x = 0; x < width * channels; ++x) {
      double sum = 0.0;
      for (auto [i, weight] : weights)
        sum += weight * wide->getAsDouble(i * width * channels + x);
      result->setFromDouble(y * width * channels + x, sum);
    }
  }
  return result;
}

llvm::Expected<Array> nn::makeImageInput(const Array &image, DType dtype,
                                         ArrayRef<int64_t> shape,
                                         const ImageOptions &options) {
  ArrayRef<int64_t> sizes = shape;
  if (sizes.size() == 4 && (sizes[0] == 1 || sizes[0] < 0))
    sizes = sizes.drop_front();
  int64_t channels = sizes.size() == 3 ? sizes[2] : 0;
  if (channels != 1 && channels != 3)
    return createStringError("a picture cannot be an input of shape " +
                             formatShape(shape) +
                             ", only [height, width, channels] or [1, height, "
                             "width, channels] with 1 or 3 channels");
  int64_t height = sizes[0] < 0 ? image.getShape()[0] : sizes[0];
  int64_t width = sizes[1] < 0 ? image.getShape()[1] : sizes[1];
  llvm::Expected<Array> resized = resizeImage(image, height, width);
  if (!resized)
    return resized;
  SmallVector<int64_t> resultShape(shape.size() - 3, 1);
  resultShape.append({height, width, channels});
  llvm::Expected<Array> result = Array::allocate(dtype, resultShape);
  if (!result)
    return result;
  int64_t given = image.getShape()[2];
  for (int64_t pixel = 0; pixel < height * width; ++pixel)
    for (int64_t c = 0; c < channels; ++c) {
      double value;
      if (given == channels)
        value = resized->getAsDouble(pixel * given +
                                     (options.isBGR ? channels - 1 - c : c));
      else if (given == 1)
        value = resized->getAsDouble(pixel);
      else // The luma of ITU-R BT.601, as every decoder computes gray.
        value = 0.299 * resized->getAsDouble(pixel * 3) +
                0.587 * resized->getAsDouble(pixel * 3 + 1) +
                0.114 * resized->getAsDouble(pixel * 3 + 2);
      value = options.low + value / 255.0 * (options.high - options.low);
      bool isFloat = dtype == DType::F32 || dtype == DType::F64 ||
                     dtype == DType::F16 || dtype == DType::BF16;
      result->setFromDouble(pixel * channels + c,
                            isFloat ? value : std::nearbyint(value));
    }
  return result;
}
