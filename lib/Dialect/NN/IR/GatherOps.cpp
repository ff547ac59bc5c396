//===- GatherOps.cpp ------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Type inference and verification of the ops that read at given positions.
//
//===----------------------------------------------------------------------===//

#include "nn/Dialect/NN/IR/NNEvaluation.h"
#include "nn/Dialect/NN/IR/NNGatherOps.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;
using namespace mlir::nn;

#define GET_OP_CLASSES
#include "nn/Dialect/NN/IR/NNGatherOps.cpp.inc"

void NNDialect::registerGatherOps() {
  addOperations<
#define GET_OP_LIST
#include "nn/Dialect/NN/IR/NNGatherOps.cpp.inc"
      >();
}

/// Infers the batch sizes that two tensors share.
static LogicalResult inferBatch(std::optional<Location> loc,
                                RankedTensorType params,
                                RankedTensorType indices, int64_t batchDims,
                                SmallVectorImpl<int64_t> &sizes) {
  for (int64_t i = 0; i < batchDims; ++i) {
    int64_t a = params.getDimSize(i), b = indices.getDimSize(i);
    if (!areCompatibleSizes(a, b))
      return emitOptionalError(
          loc, "expects equal sizes of 'params' and 'indices' along batch ",
          "dimension ", i, ", got ", a, " and ", b);
    sizes.push_back(ShapedType::isDynamic(a) ? b : a);
  }
  return success();
}

LogicalResult GatherOp::inferReturnTypes(MLIRContext *,
                                         std::optional<Location> loc,
                                         Adaptor adaptor,
                                         SmallVectorImpl<Type> &inferred) {
  auto params = cast<RankedTensorType>(adaptor.getParams().getType());
  auto indices = cast<RankedTensorType>(adaptor.getIndices().getType());
  int64_t axis = adaptor.getAxis(), batchDims = adaptor.getBatchDims();
  // nn.gather_c1, nn.gather_c2
  SmallVector<int64_t> sizes;
  if (failed(
          verifyAxis(loc, "batch_dims", batchDims, 0, indices.getRank() + 1)) ||
      failed(verifyAxis(loc, "axis", axis, batchDims, params.getRank())) ||
      failed(inferBatch(loc, params, indices, batchDims, sizes)))
    return failure();
  llvm::append_range(sizes,
                     params.getShape().slice(batchDims, axis - batchDims));
  llvm::append_range(sizes, indices.getShape().drop_front(batchDims));
  llvm::append_range(sizes, params.getShape().drop_front(axis + 1));
  inferred.push_back(params.clone(sizes));
  return success();
}

LogicalResult GatherNdOp::inferReturnTypes(MLIRContext *,
                                           std::optional<Location> loc,
                                           Adaptor adaptor,
                                           SmallVectorImpl<Type> &inferred) {
  auto params = cast<RankedTensorType>(adaptor.getParams().getType());
  auto indices = cast<RankedTensorType>(adaptor.getIndices().getType());
  int64_t batchDims = adaptor.getBatchDims();
  // nn.gather_nd_c1
  if (indices.getRank() == 0 || indices.isDynamicDim(indices.getRank() - 1))
    return emitOptionalError(loc, "expects 'indices' of known last size, got ",
                             indices);
  // nn.gather_nd_c2
  SmallVector<int64_t> sizes;
  if (failed(verifyAxis(loc, "batch_dims", batchDims, 0,
                        std::min(indices.getRank(), params.getRank() + 1))) ||
      failed(inferBatch(loc, params, indices, batchDims, sizes)))
    return failure();
  int64_t depth = indices.getShape().back();
  if (depth > params.getRank() - batchDims)
    return emitOptionalError(
        loc, "expects at most ", params.getRank() - batchDims,
        " positions in the last dimension of 'indices', got ", depth);
  llvm::append_range(sizes,
                     indices.getShape().drop_front(batchDims).drop_back());
  llvm::append_range(sizes, params.getShape().drop_front(batchDims + depth));
  inferred.push_back(params.clone(sizes));
  return success();
}

LogicalResult WhereOp::inferReturnTypes(MLIRContext *context,
                                        std::optional<Location> loc,
                                        Adaptor adaptor,
                                        SmallVectorImpl<Type> &inferred) {
  auto input = cast<RankedTensorType>(adaptor.getInput().getType());
  // nn.where_c1
  if (input.getRank() == 0)
    return emitOptionalError(loc, "expects an input of rank 1 or more, got ",
                             input);
  inferred.push_back(RankedTensorType::get(
      {ShapedType::kDynamic, input.getRank()}, IntegerType::get(context, 64)));
  return success();
}

OpFoldResult GatherOp::fold(FoldAdaptor adaptor) {
  return foldConstant(*this, adaptor.getOperands());
}

OpFoldResult GatherNdOp::fold(FoldAdaptor adaptor) {
  return foldConstant(*this, adaptor.getOperands());
}
