//===- Gather.cpp ---------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads at positions that a tensor holds. TensorFlow refuses a position out of
// range; here it is moved to the nearest one that is not, so that memory is
// safe, and the loop carries the note nn.checked: a caller that reports errors
// has to check the indices first.
//
//===----------------------------------------------------------------------===//

#include "Lowering.h"
#include "Patterns.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "nn/Dialect/NN/IR/NNGatherOps.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::detail;

/// Returns an index element as a position in a dimension of the given size.
static Value emitPosition(ImplicitLocOpBuilder &b, Value element,
                          OpFoldResult size) {
  Value index = arith::IndexCastOp::create(b, b.getIndexType(), element);
  Value last = arith::SubIOp::create(b, getSizeValue(b, size),
                                     arith::ConstantIndexOp::create(b, 1));
  index = arith::MinSIOp::create(b, index, last);
  return arith::MaxSIOp::create(b, index, arith::ConstantIndexOp::create(b, 0));
}

static Value noteChecked(ImplicitLocOpBuilder &b, Value result) {
  result.getDefiningOp()->setAttr("nn.checked",
                                  b.getStringAttr("indices in range"));
  return result;
}

namespace {

struct GatherOpConversion : public OpLowering<GatherOp> {
  using OpLowering::OpLowering;

  FailureOr<Value> lower(GatherOp op, OpAdaptor adaptor,
                         ImplicitLocOpBuilder &b,
                         ConversionPatternRewriter &) const override {
    Value params = adaptor.getParams(), indices = adaptor.getIndices();
    int64_t axis = op.getAxis(), batchDims = op.getBatchDims();
    Sizes paramSizes = getSizes(b, params), indexSizes = getSizes(b, indices);
    int64_t indexRank = indexSizes.size();

    // The result has the dimensions of `params`, with those of `indices` behind
    // the batch in the place of `axis`.
    Sizes sizes(paramSizes.begin(), paramSizes.begin() + axis);
    sizes.append(indexSizes.begin() + batchDims, indexSizes.end());
    sizes.append(paramSizes.begin() + axis + 1, paramSizes.end());
    SmallVector<AffineExpr> exprs;
    for (int64_t i = 0; i < indexRank; ++i)
      exprs.push_back(
          b.getAffineDimExpr(i < batchDims ? i : i - batchDims + axis));
    AffineMap map = AffineMap::get(sizes.size(), 0, exprs, b.getContext());
    int64_t skipped = indexRank - batchDims;
    Value result = createMap(
        b, sizes, getTensorType(params).getElementType(), indices, map,
        [&](ImplicitLocOpBuilder &b, ValueRange args) -> Value {
          SmallVector<Value> position;
          for (int64_t i = 0, e = paramSizes.size(); i < e; ++i) {
            if (i == axis)
              position.push_back(emitPosition(b, args[0], paramSizes[axis]));
            else
              position.push_back(
                  linalg::IndexOp::create(b, i < axis ? i : i - 1 + skipped));
          }
          return tensor::ExtractOp::create(b, params, position);
        });
    return noteChecked(b, result);
  }
};

struct GatherNdOpConversion : public OpLowering<GatherNdOp> {
  using OpLowering::OpLowering;

  FailureOr<Value> lower(GatherNdOp op, OpAdaptor adaptor,
                         ImplicitLocOpBuilder &b,
                         ConversionPatternRewriter &rewriter) const override {
    Value params = adaptor.getParams(), indices = adaptor.getIndices();
    int64_t batchDims = op.getBatchDims();
    auto indexType = getTensorType(indices);
    int64_t depth = indexType.getShape().back();
    if (ShapedType::isDynamic(depth))
      return rewriter.notifyMatchFailure(
          op, "expects a static last size of the indices");
    Sizes paramSizes = getSizes(b, params), sizes = getSizes(b, indices);
    sizes.pop_back();
    int64_t leading = sizes.size(), found = batchDims + depth;
    sizes.append(paramSizes.begin() + found, paramSizes.end());
    Value result = createMap(
        b, sizes, getTensorType(params).getElementType(), ValueRange(),
        [&](ImplicitLocOpBuilder &b, ValueRange) -> Value {
          SmallVector<Value> outer, position;
          for (int64_t i = 0; i < leading; ++i)
            outer.push_back(linalg::IndexOp::create(b, i));
          position.append(outer.begin(), outer.begin() + batchDims);
          outer.push_back({});
          for (int64_t i = 0; i < depth; ++i) {
            outer.back() = arith::ConstantIndexOp::create(b, i);
            position.push_back(
                emitPosition(b, tensor::ExtractOp::create(b, indices, outer),
                             paramSizes[batchDims + i]));
          }
          for (int64_t i = found, e = paramSizes.size(); i < e; ++i)
            position.push_back(linalg::IndexOp::create(b, i - found + leading));
          return tensor::ExtractOp::create(b, params, position);
        });
    return noteChecked(b, result);
  }
};

} // namespace

void nn::detail::populateGatherPatterns(const TypeConverter &converter,
                                        RewritePatternSet &patterns) {
  patterns.add<GatherNdOpConversion, GatherOpConversion>(converter,
                                                         patterns.getContext());
}
