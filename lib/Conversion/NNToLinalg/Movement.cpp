//===- Movement.cpp -------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Ops that move elements between the channels, the positions and the batch:
// dimensions are split, transposed and joined.
//
//===----------------------------------------------------------------------===//

#include "Checks.h"
#include "Patterns.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "nn/Dialect/NN/IR/NNMovementOps.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::detail;

static OpFoldResult divide(ImplicitLocOpBuilder &b, OpFoldResult size,
                           int64_t divisor) {
  checkDivisible(b, size, divisor, "a size");
  return computeSize(b, b.getAffineDimExpr(0).floorDiv(divisor), {size});
}

namespace {

struct SpaceToDepthOpConversion : public OpLowering<SpaceToDepthOp> {
  using OpLowering::OpLowering;

  FailureOr<Value> lower(SpaceToDepthOp op, OpAdaptor adaptor,
                         ImplicitLocOpBuilder &b,
                         ConversionPatternRewriter &) const override {
    Value input = adaptor.getInput();
    int64_t block = op.getBlockSize();
    Sizes sizes = getSizes(b, input);
    OpFoldResult blockSize = b.getIndexAttr(block);
    Value blocks = expand(b, input, {{0}, {1, 2}, {3, 4}, {5}},
                          {sizes[0], divide(b, sizes[1], block), blockSize,
                           divide(b, sizes[2], block), blockSize, sizes[3]});
    blocks = transpose(b, blocks, {0, 1, 3, 2, 4, 5});
    return collapse(b, blocks, {{0}, {1}, {2}, {3, 4, 5}});
  }
};

struct DepthToSpaceOpConversion : public OpLowering<DepthToSpaceOp> {
  using OpLowering::OpLowering;

  FailureOr<Value> lower(DepthToSpaceOp op, OpAdaptor adaptor,
                         ImplicitLocOpBuilder &b,
                         ConversionPatternRewriter &) const override {
    Value input = adaptor.getInput();
    int64_t block = op.getBlockSize();
    Sizes sizes = getSizes(b, input);
    OpFoldResult blockSize = b.getIndexAttr(block);
    Value blocks = expand(b, input, {{0}, {1}, {2}, {3, 4, 5}},
                          {sizes[0], sizes[1], sizes[2], blockSize, blockSize,
                           divide(b, sizes[3], block * block)});
    blocks = transpose(b, blocks, {0, 1, 3, 2, 4, 5});
    return collapse(b, blocks, {{0}, {1, 2}, {3, 4}, {5}});
  }
};

struct SpaceToBatchNdOpConversion : public OpLowering<SpaceToBatchNdOp> {
  using OpLowering::OpLowering;

  FailureOr<Value> lower(SpaceToBatchNdOp op, OpAdaptor adaptor,
                         ImplicitLocOpBuilder &b,
                         ConversionPatternRewriter &) const override {
    Value input = adaptor.getInput();
    ArrayRef<int64_t> blocks = op.getBlockShape();
    int64_t rank = getTensorType(input).getRank(), count = blocks.size();
    Sizes low(rank, b.getIndexAttr(0)), high = low;
    for (int64_t i = 0; i < count; ++i) {
      low[i + 1] = b.getIndexAttr(op.getLow()[i]);
      high[i + 1] = b.getIndexAttr(op.getHigh()[i]);
    }
    Type elementType = getTensorType(input).getElementType();
    input = padWith(b, input, low, high, createScalar(b, elementType, 0));

    // [n, s/b, b, .., q..] to [b.., n, s/b.., q..]
    Sizes padded = getSizes(b, input), sizes = {padded[0]};
    SmallVector<ReassociationIndices> split = {{0}}, join(1);
    SmallVector<int64_t> permutation, inner = {0};
    for (int64_t i = 0; i < count; ++i) {
      int64_t next = sizes.size();
      split.push_back({next, next + 1});
      sizes.push_back(divide(b, padded[i + 1], blocks[i]));
      sizes.push_back(b.getIndexAttr(blocks[i]));
      inner.push_back(next);
      permutation.push_back(next + 1);
    }
    for (int64_t i = count + 1; i < rank; ++i) {
      int64_t next = sizes.size();
      split.push_back({next});
      inner.push_back(next);
      sizes.push_back(padded[i]);
    }
    permutation.append(inner);
    for (int64_t i = 0; i <= count; ++i)
      join[0].push_back(i);
    for (int64_t i = count + 1, e = sizes.size(); i < e; ++i)
      join.push_back({i});
    Value moved = transpose(b, expand(b, input, split, sizes), permutation);
    return collapse(b, moved, join);
  }
};

struct BatchToSpaceNdOpConversion : public OpLowering<BatchToSpaceNdOp> {
  using OpLowering::OpLowering;

  FailureOr<Value> lower(BatchToSpaceNdOp op, OpAdaptor adaptor,
                         ImplicitLocOpBuilder &b,
                         ConversionPatternRewriter &) const override {
    Value input = adaptor.getInput();
    ArrayRef<int64_t> blocks = op.getBlockShape();
    int64_t rank = getTensorType(input).getRank(), count = blocks.size();

    // [b.., n, s.., q..] to [n, s, b, .., q..]
    Sizes inputSizes = getSizes(b, input), sizes;
    SmallVector<ReassociationIndices> split(1), join = {{0}};
    int64_t product = 1;
    for (int64_t block : blocks) {
      split[0].push_back(sizes.size());
      sizes.push_back(b.getIndexAttr(block));
      product *= block;
    }
    split[0].push_back(count);
    sizes.push_back(divide(b, inputSizes[0], product));
    SmallVector<int64_t> permutation = {count};
    for (int64_t i = 1; i < rank; ++i) {
      int64_t next = sizes.size();
      split.push_back({next});
      sizes.push_back(inputSizes[i]);
      int64_t place = permutation.size();
      permutation.push_back(next);
      if (i <= count) {
        permutation.push_back(i - 1);
        join.push_back({place, place + 1});
      } else {
        join.push_back({place});
      }
    }
    Value moved = transpose(b, expand(b, input, split, sizes), permutation);
    moved = collapse(b, moved, join);

    Sizes offsets(rank, b.getIndexAttr(0)), strides(rank, b.getIndexAttr(1));
    Sizes cropped = getSizes(b, moved);
    bool isCropped = false;
    for (int64_t i = 0; i < count; ++i) {
      int64_t low = op.getLow()[i], high = op.getHigh()[i];
      isCropped |= low != 0 || high != 0;
      offsets[i + 1] = b.getIndexAttr(low);
      cropped[i + 1] =
          computeSize(b, b.getAffineDimExpr(0) - low - high, {cropped[i + 1]});
      checkNotNegative(b, cropped[i + 1], "a cropped size");
    }
    if (!isCropped)
      return moved;
    return tensor::ExtractSliceOp::create(b, moved, offsets, cropped, strides)
        .getResult();
  }
};

} // namespace

void nn::detail::populateMovementPatterns(const TypeConverter &converter,
                                          RewritePatternSet &patterns) {
  patterns.add<BatchToSpaceNdOpConversion, DepthToSpaceOpConversion,
               SpaceToBatchNdOpConversion, SpaceToDepthOpConversion>(
      converter, patterns.getContext());
}
