//===- ArrayTest.cpp - Arrays and their conversions -----------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "nn/Execution/Array.h"
#include "gtest/gtest.h"
#include <cmath>

using namespace mlir;
using namespace mlir::nn;

TEST(ArrayTest, AllocateAlignsAndClears) {
  Array array = llvm::cantFail(Array::allocate(DType::F32, {2, 3}));
  EXPECT_EQ(reinterpret_cast<uintptr_t>(array.getData()) % 64, 0u);
  EXPECT_EQ(array.getNumElements(), 6);
  for (float value : array.getElements<float>())
    EXPECT_EQ(value, 0.0f);
}

TEST(ArrayTest, AllocateRefusesOverflow) {
  int64_t large = int64_t(1) << 40;
  for (const SmallVector<int64_t> &shape :
       {SmallVector<int64_t>{large, large},
        SmallVector<int64_t>{0, large, large},
        SmallVector<int64_t>{int64_t(1) << 62}, SmallVector<int64_t>{-1}}) {
    llvm::Expected<Array> array = Array::allocate(DType::F64, shape);
    EXPECT_FALSE(static_cast<bool>(array));
    llvm::consumeError(array.takeError());
  }
}

TEST(ArrayTest, ScalarAndEmpty) {
  Array scalar = llvm::cantFail(Array::allocate(DType::I64, {}));
  EXPECT_EQ(scalar.getNumElements(), 1);
  Array empty = llvm::cantFail(Array::allocate(DType::I64, {3, 0}));
  EXPECT_EQ(empty.getNumElements(), 0);
}

TEST(ArrayTest, CastFloats) {
  Array array = llvm::cantFail(Array::allocate(DType::F32, {4}));
  float values[] = {1.0f, -2.5f, INFINITY, 3.0e9f};
  for (int i = 0; i < 4; ++i)
    array.getElements<float>()[i] = values[i];
  Array half = llvm::cantFail(array.cast(DType::F16));
  EXPECT_EQ(half.getElements<uint16_t>()[0], 0x3c00);
  EXPECT_EQ(half.getElements<uint16_t>()[3], 0x7c00);
  Array brain = llvm::cantFail(array.cast(DType::BF16));
  EXPECT_EQ(brain.getElements<uint16_t>()[1], 0xc020);
  EXPECT_EQ(brain.getAsDouble(1), -2.5);
  Array ints = llvm::cantFail(array.cast(DType::I32));
  EXPECT_EQ(ints.getElements<int32_t>()[1], -2);
  EXPECT_EQ(ints.getElements<int32_t>()[3], INT32_MAX);
}

TEST(ArrayTest, CastKeepsLargeIntegers) {
  Array array = llvm::cantFail(Array::allocate(DType::I64, {2}));
  array.getElements<int64_t>()[0] = (int64_t(1) << 53) + 1;
  array.getElements<int64_t>()[1] = -1;
  Array cast = llvm::cantFail(array.cast(DType::U64));
  EXPECT_EQ(cast.getElements<uint64_t>()[0], (uint64_t(1) << 53) + 1);
  Array narrow = llvm::cantFail(array.cast(DType::I8));
  EXPECT_EQ(narrow.getElements<int8_t>()[1], -1);
}

TEST(ArrayTest, CastWrapsIntegers) {
  Array array = llvm::cantFail(Array::allocate(DType::I32, {3}));
  int32_t values[] = {300, -1, INT32_MIN};
  for (int i = 0; i < 3; ++i)
    array.getElements<int32_t>()[i] = values[i];
  Array bytes = llvm::cantFail(array.cast(DType::U8));
  EXPECT_EQ(bytes.getElements<uint8_t>()[0], 44);
  EXPECT_EQ(bytes.getElements<uint8_t>()[1], 255);
  EXPECT_EQ(bytes.getElements<uint8_t>()[2], 0);
  Array wide = llvm::cantFail(array.cast(DType::U64));
  EXPECT_EQ(wide.getElements<uint64_t>()[1], UINT64_MAX);
  EXPECT_EQ(wide.getElements<uint64_t>()[2], uint64_t(INT32_MIN));
  Array small = llvm::cantFail(bytes.cast(DType::I8));
  EXPECT_EQ(small.getElements<int8_t>()[1], -1);
  Array flags = llvm::cantFail(array.cast(DType::Bool));
  EXPECT_EQ(flags.getElements<uint8_t>()[0], 1);
}

TEST(ArrayTest, CastRefusesComplexToReal) {
  Array array = llvm::cantFail(Array::allocate(DType::C64, {1}));
  llvm::Expected<Array> real = array.cast(DType::F32);
  EXPECT_EQ(llvm::toString(real.takeError()),
            "complex elements have no conversion to real ones");
  Array same = llvm::cantFail(array.cast(DType::C64));
  EXPECT_EQ(same.getDType(), DType::C64);
}
