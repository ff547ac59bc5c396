//===- ImageTest.cpp - Pictures as network inputs -------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "nn/Execution/Image.h"
#include "nn/Execution/GuardedMemory.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/raw_ostream.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include <cstdlib>
#include <png.h>

using namespace mlir;
using namespace mlir::nn;
using testing::ElementsAre;
using testing::HasSubstr;

namespace {
Array makeImage(ArrayRef<int64_t> shape, ArrayRef<uint8_t> bytes) {
  Array image = llvm::cantFail(Array::allocate(DType::U8, shape));
  llvm::copy(bytes, image.getElements<uint8_t>().begin());
  return image;
}

/// A file that goes away.
struct TemporaryFile {
  explicit TemporaryFile(StringRef suffix) {
    llvm::cantFail(llvm::errorCodeToError(
        llvm::sys::fs::createTemporaryFile("nn-image", suffix, path)));
  }
  ~TemporaryFile() { (void)llvm::sys::fs::remove(path); }
  SmallString<128> path;
};
} // namespace

TEST(ImageTest, ReadsPNG) {
  uint8_t pixels[] = {1, 2, 3, 4, 5, 6};
  png_image image = {};
  image.version = PNG_IMAGE_VERSION;
  image.width = 2;
  image.height = 1;
  image.format = PNG_FORMAT_RGB;
  TemporaryFile file("png");
  ASSERT_TRUE(png_image_write_to_file(&image, file.path.c_str(), 0, pixels, 0,
                                      nullptr));
  EXPECT_TRUE(isImagePath(file.path));
  Array array = llvm::cantFail(readImageFile(file.path));
  EXPECT_THAT(array.getShape(), ElementsAre(1, 2, 3));
  EXPECT_THAT(array.getElements<uint8_t>(), ElementsAre(1, 2, 3, 4, 5, 6));
}

TEST(ImageTest, RefusesOtherFiles) {
  TemporaryFile file("jpg");
  for (StringRef content :
       {"", "hello", "\x89PNG and no more", "\xff\xd8\xff"}) {
    std::error_code code;
    llvm::raw_fd_ostream(file.path, code) << content;
    llvm::Expected<Array> array = readImageFile(file.path);
    ASSERT_FALSE(static_cast<bool>(array));
    EXPECT_THAT(llvm::toString(array.takeError()), HasSubstr("cannot read"));
  }
}

TEST(ImageTest, RefusesAPictureOfGigabytes) {
  // The start of an image, and a frame of 65343 by 47642 gray pixels.
  constexpr StringLiteral header = StringLiteral::withInnerNUL(
      "\xff\xd8\xff\xc0\x00\x0b\x08\xff\x3f\xba\x1a\x01\x01\x11\x00"
      "\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00");
  TemporaryFile file("jpg");
  std::error_code code;
  llvm::raw_fd_ostream(file.path, code) << header;
  llvm::Expected<Array> array = readImageFile(file.path);
  ASSERT_FALSE(static_cast<bool>(array));
  EXPECT_THAT(llvm::toString(array.takeError()),
              HasSubstr("a picture of 65343 by 47642 pixels is too large"));
}

TEST(ImageTest, ShrinksByTheMean) {
  Array image = makeImage({2, 4, 1}, {0, 10, 20, 30, 40, 50, 60, 70});
  Array small = llvm::cantFail(resizeImage(image, 1, 2));
  EXPECT_THAT(small.getElements<float>(), ElementsAre(25.0f, 45.0f));
}

TEST(ImageTest, GrowsBilinearly) {
  Array image = makeImage({1, 2, 1}, {0, 100});
  Array large = llvm::cantFail(resizeImage(image, 1, 4));
  EXPECT_THAT(large.getElements<float>(),
              ElementsAre(0.0f, 25.0f, 75.0f, 100.0f));
}

TEST(ImageTest, RangeAndOrder) {
  Array image = makeImage({1, 1, 3}, {0, 255, 51});
  ImageOptions options;
  options.low = -1.0;
  options.isBGR = true;
  Array input = llvm::cantFail(
      makeImageInput(image, DType::F32, {1, -1, -1, 3}, options));
  EXPECT_THAT(input.getShape(), ElementsAre(1, 1, 1, 3));
  EXPECT_THAT(input.getElements<float>(),
              ElementsAre(testing::FloatEq(-0.6f), 1.0f, -1.0f));
  EXPECT_THAT(
      llvm::toString(
          makeImageInput(image, DType::F32, {1, 784}, options).takeError()),
      HasSubstr("cannot be an input of shape 1x784"));
}

TEST(GuardedMemoryTest, EndsAtAnUnmappedPage) {
  Array array = llvm::cantFail(allocateGuardedArray(DType::F32, {3}));
  EXPECT_NE(array.getElements<float>()[2], array.getElements<float>()[2]);
  array.getElements<float>()[2] = 1.0f;
  EXPECT_DEATH(array.getElements<float>().data()[3] = 1.0f, "");
  EXPECT_DEATH(array.getElements<float>().data()[-2048] = 1.0f, "");
}
