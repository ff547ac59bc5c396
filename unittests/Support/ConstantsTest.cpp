//===- ConstantsTest.cpp - Reading and making constants -------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "nn/Support/Constants.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/MLIRContext.h"
#include "gtest/gtest.h"

using namespace mlir;
using namespace mlir::nn;

namespace {

struct ConstantsTest : public ::testing::Test {
  MLIRContext context;
  Builder builder{&context};

  RankedTensorType get(ArrayRef<int64_t> shape, Type elementType) {
    return RankedTensorType::get(shape, elementType);
  }
};

TEST_F(ConstantsTest, KindFollowsSize) {
  ConstantBuilder small(get({4}, builder.getF32Type()));
  small.setDouble(1, 0.5);
  ElementsAttr attribute = small.finish("w");
  EXPECT_TRUE(isa<DenseElementsAttr>(attribute));
  EXPECT_EQ(ConstantView::get(attribute)->getDouble(1), 0.5);
  EXPECT_EQ(ConstantView::get(attribute)->getDouble(2), 0.0);

  ConstantBuilder large(get({1000}, builder.getF32Type()));
  for (int64_t i = 0; i < 1000; ++i)
    large.setDouble(i, i);
  attribute = large.finish("w");
  EXPECT_TRUE(isa<DenseResourceElementsAttr>(attribute));
  EXPECT_EQ(getConstantName(attribute), "w");
  ConstantView view = *ConstantView::get(attribute);
  EXPECT_EQ(reinterpret_cast<uintptr_t>(view.getBytes().data()) % 64, 0u);
  EXPECT_EQ(view.getDouble(999), 999.0);
  EXPECT_FALSE(view.allEqual());

  // All equal: a splat at any size.
  ConstantBuilder splat(get({1000}, builder.getI32Type()));
  for (int64_t i = 0; i < 1000; ++i)
    splat.setInt(i, -7);
  attribute = splat.finish("w");
  EXPECT_TRUE(isa<SplatElementsAttr>(attribute));
  EXPECT_EQ(ConstantView::get(attribute)->getInt(999), -7);
  EXPECT_TRUE(ConstantView::get(attribute)->allEqualTo(-7));
}

TEST_F(ConstantsTest, Bool) {
  RankedTensorType type = get({3}, builder.getI1Type());
  ElementsAttr dense = DenseElementsAttr::get(type, {true, false, true});
  ConstantView view = *ConstantView::get(dense);
  EXPECT_EQ(view.getBytes().size(), 3u);
  EXPECT_EQ(view.getInt(0), 1);
  EXPECT_EQ(view.getInt(1), 0);
  EXPECT_EQ(makeConstant(type, view.getBytes(), "b"), dense);

  ElementsAttr splat = DenseElementsAttr::get(type, true);
  view = *ConstantView::get(splat);
  EXPECT_TRUE(view.isSplat());
  EXPECT_EQ(view.getInt(2), 1);
  EXPECT_EQ(makeConstant(type, view.getBytes(), "b"), splat);
}

TEST_F(ConstantsTest, RoundsOnce) {
  // Between two values of f16: rounded through f32 it would be a tie.
  ConstantBuilder half(get({}, builder.getF16Type()));
  half.setDouble(0, 1.0 + 0x1p-11 + 0x1p-40);
  EXPECT_EQ(ConstantView::get(half.finish("h"))->getDouble(0), 1.0 + 0x1p-10);
  ConstantBuilder brain(get({}, builder.getBF16Type()));
  brain.setDouble(0, -3.0);
  EXPECT_EQ(ConstantView::get(brain.finish("h"))->getDouble(0), -3.0);
}

TEST_F(ConstantsTest, Signs) {
  ConstantBuilder bytes(get({1}, builder.getIntegerType(8, false)));
  bytes.setInt(0, 250);
  EXPECT_EQ(ConstantView::get(bytes.finish("u"))->getInt(0), 250);
  ConstantBuilder chars(get({1}, builder.getI8Type()));
  chars.setInt(0, 250);
  EXPECT_EQ(ConstantView::get(chars.finish("i"))->getInt(0), -6);
}

TEST_F(ConstantsTest, Empty) {
  ConstantBuilder empty(get({0, 4}, builder.getF32Type()));
  ElementsAttr attribute = empty.finish("e");
  EXPECT_EQ(ConstantView::get(attribute)->getBytes().size(), 0u);
}

TEST_F(ConstantsTest, Reshape) {
  ConstantBuilder large(get({1000}, builder.getF32Type()));
  large.setDouble(1, 1);
  ElementsAttr before = large.finish("w");
  ElementsAttr after =
      reshapeConstant(before, get({10, 100}, builder.getF32Type()));
  EXPECT_EQ(ConstantView::get(before)->getBytes().data(),
            ConstantView::get(after)->getBytes().data());
}

TEST_F(ConstantsTest, Refuses) {
  EXPECT_FALSE(ConstantView::get(Attribute()));
  EXPECT_FALSE(ConstantView::get(builder.getI64IntegerAttr(1)));
  // A blob of the wrong size.
  float one = 1;
  ElementsAttr attribute = makeConstant(
      get({2}, builder.getF32Type()),
      HeapAsmResourceBlob::allocateAndCopyInferAlign(ArrayRef<float>(one)),
      "w");
  EXPECT_FALSE(ConstantView::get(attribute));
}

} // namespace
