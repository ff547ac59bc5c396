//===- EvaluateGather.cpp -------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Evaluation of the ops that read at given positions.
//
//===----------------------------------------------------------------------===//

#include "Evaluation.h"
#include "mlir/Dialect/Utils/IndexingUtils.h"
#include "nn/Dialect/NN/IR/NNGatherOps.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace mlir::nn;

using Result = ElementsAttr;
using Operands = ArrayRef<ConstantView>;

static Result evaluateGather(GatherOp op, Operands operands) {
  const ConstantView &params = operands[0], &indices = operands[1];
  int64_t axis = op.getAxis(), batchDims = op.getBatchDims();
  int64_t batch = computeProduct(params.getShape().take_front(batchDims));
  int64_t outer =
      computeProduct(params.getShape().slice(batchDims, axis - batchDims));
  int64_t available = params.getShape()[axis];
  int64_t inner = computeProduct(params.getShape().drop_front(axis + 1));
  int64_t count = computeProduct(indices.getShape().drop_front(batchDims));
  for (int64_t i = 0, e = indices.getNumElements(); i < e; ++i)
    if (indices.getInt(i) < 0 || indices.getInt(i) >= available)
      return {};

  SmallVector<int64_t> sizes(params.getShape().take_front(axis));
  llvm::append_range(sizes, indices.getShape().drop_front(batchDims));
  llvm::append_range(sizes, params.getShape().drop_front(axis + 1));
  auto type = RankedTensorType::get(sizes, params.getElementType());
  if (params.isSplat())
    return nn::detail::makeSplat(type, params);
  ConstantBuilder result(type);
  char *to = result.getBytes().data();
  int64_t bytes = inner * params.getElementBytes();
  for (int64_t row = 0; row < batch * outer; ++row)
    for (int64_t i = 0; i < count; ++i, to += bytes) {
      int64_t index = indices.getInt(row / outer * count + i);
      std::memcpy(to,
                  params.getBytes().data() + (row * available + index) * bytes,
                  bytes);
    }
  return result.finish("folded");
}

static Result evaluateGatherNd(GatherNdOp op, Operands operands) {
  const ConstantView &params = operands[0], &indices = operands[1];
  int64_t batchDims = op.getBatchDims(), depth = indices.getShape().back();
  ArrayRef<int64_t> positions = params.getShape().slice(batchDims, depth);
  int64_t batch = computeProduct(params.getShape().take_front(batchDims));
  int64_t inner =
      computeProduct(params.getShape().drop_front(batchDims + depth));
  int64_t count =
      computeProduct(indices.getShape().drop_front(batchDims).drop_back());

  SmallVector<int64_t> sizes(indices.getShape().drop_back());
  llvm::append_range(sizes, params.getShape().drop_front(batchDims + depth));
  auto type = RankedTensorType::get(sizes, params.getElementType());
  // Of a splat only the positions are checked.
  ConstantBuilder result(
      params.isSplat() ? RankedTensorType::get({}, params.getElementType())
                       : type);
  char *to = result.getBytes().data();
  int64_t bytes = inner * params.getElementBytes();
  for (int64_t row = 0; row < batch * count; ++row, to += bytes) {
    int64_t position = row / count;
    for (auto [i, available] : llvm::enumerate(positions)) {
      int64_t index = indices.getInt(row * depth + i);
      if (index < 0 || index >= available)
        return {};
      position = position * available + index;
    }
    if (!params.isSplat())
      std::memcpy(to, params.getBytes().data() + position * bytes, bytes);
  }
  if (params.isSplat())
    return nn::detail::makeSplat(type, params);
  return result.finish("folded");
}

ElementsAttr
mlir::nn::detail::evaluateGatherOp(Operation *op,
                                   ArrayRef<ConstantView> operands) {
  return llvm::TypeSwitch<Operation *, Result>(op)
      .Case<GatherOp>([&](auto op) { return evaluateGather(op, operands); })
      .Case<GatherNdOp>([&](auto op) { return evaluateGatherNd(op, operands); })

      .Default([](Operation *) { return Result(); });
}
