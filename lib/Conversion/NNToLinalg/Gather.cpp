//===- Gather.cpp ---------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads at positions that a tensor holds. A check in front of the loop says
// that all are in range.
//
//===----------------------------------------------------------------------===//

#include "Checks.h"
#include "Patterns.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "nn/Dialect/NN/IR/NNGatherOps.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::detail;

/// Returns an index element as a position.
static Value emitPosition(ImplicitLocOpBuilder &b, Value element) {
  return arith::IndexCastOp::create(b, b.getIndexType(), element);
}

/// Checks that the tensors have the same batch.
static void checkBatch(ImplicitLocOpBuilder &b, ArrayRef<OpFoldResult> params,
                       ArrayRef<OpFoldResult> indices, int64_t batchDims) {
  for (int64_t i = 0; i < batchDims; ++i)
    checkEqualSizes(b, params[i], indices[i],
                    "sizes of batch dimension " + Twine(i));
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
    checkBatch(b, paramSizes, indexSizes, batchDims);
    checkIndices(b, indices, paramSizes[axis]);

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
    return createMap(b, sizes, getTensorType(params).getElementType(), indices,
                     map,
                     [&](ImplicitLocOpBuilder &b, ValueRange args) -> Value {
                       SmallVector<Value> position;
                       for (int64_t i = 0, e = paramSizes.size(); i < e; ++i) {
                         if (i == axis)
                           position.push_back(emitPosition(b, args[0]));
                         else
                           position.push_back(linalg::IndexOp::create(
                               b, i < axis ? i : i - 1 + skipped));
                       }
                       return tensor::ExtractOp::create(b, params, position);
                     });
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
    checkBatch(b, paramSizes, sizes, batchDims);
    checkPositions(b, indices, ArrayRef(paramSizes).slice(batchDims, depth));
    sizes.append(paramSizes.begin() + found, paramSizes.end());
    return createMap(
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
                emitPosition(b, tensor::ExtractOp::create(b, indices, outer)));
          }
          for (int64_t i = found, e = paramSizes.size(); i < e; ++i)
            position.push_back(linalg::IndexOp::create(b, i - found + leading));
          return tensor::ExtractOp::create(b, params, position);
        });
  }
};

} // namespace

void nn::detail::populateGatherPatterns(const TypeConverter &converter,
                                        RewritePatternSet &patterns) {
  patterns.add<GatherNdOpConversion, GatherOpConversion>(converter,
                                                         patterns.getContext());
}
