//===- Broadcast.cpp ------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Loops over a tensor whose elements are others in another order: broadcast or
// reversed.
//
//===----------------------------------------------------------------------===//

#include "Lowering.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::detail;

/// Returns a tensor of the given sizes, whose element at some indices is the
/// given tensor's at what `emitIndex` makes of each.
static Value createReindexed(
    ImplicitLocOpBuilder &b, Value tensor, ArrayRef<OpFoldResult> sizes,
    function_ref<Value(ImplicitLocOpBuilder &, int64_t, Value)> emitIndex) {
  return createMap(
      b, sizes, getTensorType(tensor).getElementType(), ValueRange(),
      [&](ImplicitLocOpBuilder &b, ValueRange) -> Value {
        SmallVector<Value> indices;
        for (int64_t i = 0, e = sizes.size(); i < e; ++i)
          indices.push_back(emitIndex(b, i, linalg::IndexOp::create(b, i)));
        return tensor::ExtractOp::create(b, tensor, indices);
      });
}

BroadcastOperand nn::detail::broadcastOperand(ImplicitLocOpBuilder &b,
                                              Value value,
                                              ArrayRef<OpFoldResult> sizes) {
  Sizes operandSizes = getSizes(b, value), newSizes = operandSizes;
  int64_t rank = sizes.size(), leading = rank - operandSizes.size();
  SmallVector<int64_t> dropped;
  SmallVector<bool> isUnclear;
  SmallVector<AffineExpr> exprs;
  for (auto [i, size] : llvm::enumerate(operandSizes)) {
    int64_t dim = i + leading;
    isUnclear.push_back(!getConstantIntValue(size) &&
                        !areEqualSizes(size, sizes[dim]));
    if (isUnclear.back())
      newSizes[i] = sizes[dim];
    if (isOneInteger(size) && !isOneInteger(sizes[dim]))
      dropped.push_back(i);
    else
      exprs.push_back(b.getAffineDimExpr(dim));
  }
  if (llvm::is_contained(isUnclear, true)) {
    value = createReindexed(
        b, value, newSizes,
        [&](ImplicitLocOpBuilder &b, int64_t dim, Value index) -> Value {
          if (!isUnclear[dim])
            return index;
          Value isOne = arith::CmpIOp::create(
              b, arith::CmpIPredicate::eq, cast<Value>(operandSizes[dim]),
              arith::ConstantIndexOp::create(b, 1));
          return arith::SelectOp::create(
              b, isOne, arith::ConstantIndexOp::create(b, 0), index);
        });
  }
  return {dropUnitDims(b, value, dropped),
          AffineMap::get(rank, 0, exprs, b.getContext())};
}

Value nn::detail::reverse(ImplicitLocOpBuilder &b, Value tensor,
                          ArrayRef<int64_t> dims) {
  auto type = getTensorType(tensor);
  Sizes sizes = getSizes(b, tensor);
  if (llvm::none_of(dims,
                    [&](int64_t dim) { return type.isDynamicDim(dim); })) {
    SmallVector<AffineExpr> exprs;
    for (int64_t i = 0; i < type.getRank(); ++i) {
      AffineExpr index = b.getAffineDimExpr(i);
      exprs.push_back(llvm::is_contained(dims, i)
                          ? -index + (type.getDimSize(i) - 1)
                          : index);
    }
    return createMap(
        b, sizes, type.getElementType(), tensor,
        AffineMap::get(type.getRank(), 0, exprs, b.getContext()),
        [](ImplicitLocOpBuilder &, ValueRange args) { return args[0]; });
  }
  return createReindexed(
      b, tensor, sizes,
      [&](ImplicitLocOpBuilder &b, int64_t dim, Value index) -> Value {
        if (!llvm::is_contained(dims, dim))
          return index;
        Value last =
            arith::SubIOp::create(b, getSizeValue(b, sizes[dim]),
                                  arith::ConstantIndexOp::create(b, 1));
        return arith::SubIOp::create(b, last, index);
      });
}
