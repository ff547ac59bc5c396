//===- ScatterOps.cpp -----------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "nn/Dialect/NN/IR/NNEvaluation.h"
#include "nn/Dialect/NN/IR/NNScatterOps.h"

using namespace mlir;
using namespace mlir::nn;

#define GET_OP_CLASSES
#include "nn/Dialect/NN/IR/NNScatterOps.cpp.inc"

void NNDialect::registerScatterOps() {
  addOperations<
#define GET_OP_LIST
#include "nn/Dialect/NN/IR/NNScatterOps.cpp.inc"
      >();
}

LogicalResult ScatterOp::inferReturnTypes(MLIRContext *,
                                          std::optional<Location> loc,
                                          Adaptor adaptor,
                                          SmallVectorImpl<Type> &inferred) {
  auto into = cast<RankedTensorType>(adaptor.getInto().getType());
  auto indices = cast<RankedTensorType>(adaptor.getIndices().getType());
  auto updates = cast<RankedTensorType>(adaptor.getUpdates().getType());
  int64_t batchDims = adaptor.getBatchDims();
  // nn.scatter_c1
  if (indices.getRank() == 0 || indices.isDynamicDim(indices.getRank() - 1))
    return emitOptionalError(loc, "expects 'indices' of known last size, got ",
                             indices);
  // nn.scatter_c4
  if (failed(verifyAxis(loc, "batch_dims", batchDims, 0,
                        std::min(indices.getRank(), into.getRank() + 1))))
    return failure();
  for (int64_t i = 0; i < batchDims; ++i)
    if (!areCompatibleSizes(into.getDimSize(i), indices.getDimSize(i)))
      return emitOptionalError(loc, "expects equal sizes of 'into' and ",
                               "'indices' along batch dimension ", i, ", got ",
                               into.getDimSize(i), " and ",
                               indices.getDimSize(i));
  int64_t depth = indices.getShape().back();
  if (depth > into.getRank() - batchDims)
    return emitOptionalError(
        loc, "expects at most ", into.getRank() - batchDims,
        " positions in the last dimension of 'indices', ", "got ", depth);
  // nn.scatter_c2
  SmallVector<int64_t> expected(indices.getShape().drop_back());
  llvm::append_range(expected, into.getShape().drop_front(batchDims + depth));
  RankedTensorType expectedType = into.clone(expected);
  if (!areCompatibleTypes(TypeRange(updates), TypeRange(expectedType)))
    return emitOptionalError(loc, "expects 'updates' of type ", expectedType,
                             ", got ", updates);
  // nn.scatter_c3
  ScatterMode mode = adaptor.getMode();
  bool isBool = into.getElementType().isInteger(1);
  if (mode != ScatterMode::Update && isBool != (mode == ScatterMode::LogicalOr))
    return emitOptionalError(loc, "mode '", stringifyScatterMode(mode),
                             "' is not for elements of type ",
                             into.getElementType());
  // nn.scatter_c5
  if (depth != 1 && (adaptor.getDropsNegative() || adaptor.getDropsBeyond()))
    return emitOptionalError(loc,
                             "expects 1 position in the last dimension of "
                             "'indices' where some are dropped, got ",
                             depth);
  inferred.push_back(into);
  return success();
}

OpFoldResult ScatterOp::fold(FoldAdaptor adaptor) {
  auto indices = cast<RankedTensorType>(getIndices().getType());
  if (llvm::is_contained(indices.getShape().drop_back(), 0) &&
      getInto().getType() == getType())
    return getInto();
  return foldConstant(*this, adaptor.getOperands());
}
