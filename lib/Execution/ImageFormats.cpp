//===- ImageFormats.cpp - Decoders of picture files -----------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// PNG by libpng's simplified interface, JPEG by libjpeg.
//
//===----------------------------------------------------------------------===//

#include "ImageFormats.h"
#include <csetjmp>
#include <cstdio>
#include <jpeglib.h>
// After what it needs.
#include <jerror.h>
#include <png.h>

using namespace mlir;
using namespace mlir::nn;
using llvm::createStringError;

/// A header of a hundred bytes may claim a picture of gigabytes. This is more
/// than any network looks at.
static constexpr int64_t kMaxPictureBytes = 1 << 28;

llvm::Expected<Array> nn::decodePNG(StringRef bytes) {
  png_image image = {};
  image.version = PNG_IMAGE_VERSION;
  if (!png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()))
    return createStringError("invalid PNG file: " + StringRef(image.message));
  bool isColor = image.format & PNG_FORMAT_FLAG_COLOR;
  if (int64_t(image.height) * image.width * (isColor ? 3 : 1) >
      kMaxPictureBytes) {
    png_image_free(&image);
    return createStringError("a picture of %u by %u pixels is too large",
                             unsigned(image.height), unsigned(image.width));
  }
  image.format = isColor ? PNG_FORMAT_RGB : PNG_FORMAT_GRAY;
  llvm::Expected<Array> array =
      Array::allocate(DType::U8, {image.height, image.width, isColor ? 3 : 1});
  if (!array) {
    png_image_free(&image);
    return array;
  }
  // What is transparent appears on white.
  png_color white = {255, 255, 255};
  if (!png_image_finish_read(&image, &white, array->getData(), 0, nullptr))
    return createStringError("invalid PNG file: " + StringRef(image.message));
  return array;
}

namespace {
/// libjpeg reports errors by a function that must not return.
struct JPEGErrors {
  jpeg_error_mgr base;
  jmp_buf target;
  char message[JMSG_LENGTH_MAX];
};
} // namespace

static void onJPEGError(j_common_ptr decoder) {
  auto *errors = reinterpret_cast<JPEGErrors *>(decoder->err);
  decoder->err->format_message(decoder, errors->message);
  longjmp(errors->target, 1);
}

/// Decodes all rows into memory that the first call of `allocate` returns.
/// Holds no object with a destructor, which a long jump would skip.
static bool decodeRows(StringRef bytes, JPEGErrors &errors,
                       char *(*allocate)(void *, int64_t, int64_t, int64_t),
                       void *user) {
  jpeg_decompress_struct decoder;
  decoder.err = jpeg_std_error(&errors.base);
  errors.base.error_exit = onJPEGError;
  errors.base.output_message = [](j_common_ptr) {};
  // The rest of half a file would be gray.
  errors.base.emit_message = [](j_common_ptr decoder, int) {
    if (decoder->err->msg_code == JWRN_JPEG_EOF)
      onJPEGError(decoder);
  };
  if (setjmp(errors.target)) {
    jpeg_destroy_decompress(&decoder);
    return false;
  }
  jpeg_create_decompress(&decoder);
  jpeg_mem_src(&decoder, reinterpret_cast<const unsigned char *>(bytes.data()),
               bytes.size());
  jpeg_read_header(&decoder, TRUE);
  if (int64_t(decoder.image_height) * decoder.image_width *
          decoder.num_components >
      kMaxPictureBytes) {
    std::snprintf(errors.message, sizeof(errors.message),
                  "a picture of %u by %u pixels is too large",
                  decoder.image_height, decoder.image_width);
    jpeg_destroy_decompress(&decoder);
    return false;
  }
  bool isGray = decoder.jpeg_color_space == JCS_GRAYSCALE;
  decoder.out_color_space = isGray ? JCS_GRAYSCALE : JCS_RGB;
  jpeg_start_decompress(&decoder);
  int64_t rowBytes = int64_t(decoder.output_width) * decoder.output_components;
  char *data = allocate(user, decoder.output_height, decoder.output_width,
                        decoder.output_components);
  if (!data) {
    std::snprintf(errors.message, sizeof(errors.message),
                  "no memory for a picture of %u by %u pixels",
                  decoder.image_height, decoder.image_width);
    jpeg_destroy_decompress(&decoder);
    return false;
  }
  while (decoder.output_scanline < decoder.output_height) {
    auto *row =
        reinterpret_cast<JSAMPROW>(data + decoder.output_scanline * rowBytes);
    jpeg_read_scanlines(&decoder, &row, 1);
  }
  jpeg_finish_decompress(&decoder);
  jpeg_destroy_decompress(&decoder);
  return true;
}

llvm::Expected<Array> nn::decodeJPEG(StringRef bytes) {
  Array array;
  auto allocate = [](void *user, int64_t height, int64_t width,
                     int64_t channels) -> char * {
    llvm::Expected<Array> result =
        Array::allocate(DType::U8, {height, width, channels});
    if (!result) {
      llvm::consumeError(result.takeError());
      return nullptr;
    }
    auto &array = *static_cast<Array *>(user);
    array = *result;
    return array.getData();
  };
  JPEGErrors errors = {};
  if (!decodeRows(bytes, errors, allocate, &array))
    return createStringError("neither a PNG nor a valid JPEG file: " +
                             StringRef(errors.message));
  return array;
}
