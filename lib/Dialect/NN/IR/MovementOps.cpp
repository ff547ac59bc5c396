//===- MovementOps.cpp ----------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Type inference and verification of the ops that move elements between the
// channels, the positions and the batch of an image.
//
//===----------------------------------------------------------------------===//

#include "nn/Dialect/NN/IR/NNMovementOps.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;
using namespace mlir::nn;

#define GET_OP_CLASSES
#include "nn/Dialect/NN/IR/NNMovementOps.cpp.inc"

void NNDialect::registerMovementOps() {
  addOperations<
#define GET_OP_LIST
#include "nn/Dialect/NN/IR/NNMovementOps.cpp.inc"
      >();
}

/// Divides a size, if known; it must be a multiple.
static LogicalResult divideSize(std::optional<Location> loc, int64_t axis,
                                int64_t &size, int64_t divisor) {
  if (ShapedType::isDynamic(size))
    return success();
  if (size % divisor != 0)
    return emitOptionalError(loc, "expects size ", size, " of dimension ", axis,
                             " to be a multiple of ", divisor);
  size /= divisor;
  return success();
}

LogicalResult
SpaceToDepthOp::inferReturnTypes(MLIRContext *, std::optional<Location> loc,
                                 Adaptor adaptor,
                                 SmallVectorImpl<Type> &inferred) {
  auto type = cast<RankedTensorType>(adaptor.getInput().getType());
  SmallVector<int64_t> sizes(type.getShape());
  int64_t block = adaptor.getBlockSize(), area = block;
  // nn.block_c1, nn.block_c2
  if (failed(verifyAtLeast(loc, "block_size", block, 1)) ||
      failed(multiplySize(loc, area, block)) ||
      failed(divideSize(loc, 1, sizes[1], block)) ||
      failed(divideSize(loc, 2, sizes[2], block)))
    return failure();
  if (failed(multiplySize(loc, sizes[3], block)) ||
      failed(multiplySize(loc, sizes[3], block)))
    return failure();
  inferred.push_back(type.clone(sizes));
  return success();
}

LogicalResult
DepthToSpaceOp::inferReturnTypes(MLIRContext *, std::optional<Location> loc,
                                 Adaptor adaptor,
                                 SmallVectorImpl<Type> &inferred) {
  auto type = cast<RankedTensorType>(adaptor.getInput().getType());
  SmallVector<int64_t> sizes(type.getShape());
  int64_t block = adaptor.getBlockSize(), area = block;
  // nn.block_c1, nn.block_c2
  if (failed(verifyAtLeast(loc, "block_size", block, 1)) ||
      failed(multiplySize(loc, area, block)) ||
      failed(divideSize(loc, 3, sizes[3], block)) ||
      failed(divideSize(loc, 3, sizes[3], block)) ||
      failed(multiplySize(loc, sizes[1], block)) ||
      failed(multiplySize(loc, sizes[2], block)))
    return failure();
  inferred.push_back(type.clone(sizes));
  return success();
}

/// Verifies what the two batch ops have in common.
static LogicalResult verifyBlocks(std::optional<Location> loc,
                                  RankedTensorType type,
                                  ArrayRef<int64_t> blocks,
                                  ArrayRef<int64_t> low,
                                  ArrayRef<int64_t> high) {
  int64_t count = blocks.size();
  if (count >= type.getRank())
    return emitOptionalError(loc, "expects 'block_shape' to have fewer than ",
                             type.getRank(), " elements, got ", count);
  return success(succeeded(verifyAtLeast(loc, "block_shape", blocks, 1)) &&
                 succeeded(verifyCount(loc, "low", low.size(), count)) &&
                 succeeded(verifyCount(loc, "high", high.size(), count)) &&
                 succeeded(verifyAtLeast(loc, "low", low, 0)) &&
                 succeeded(verifyAtLeast(loc, "high", high, 0)));
}

LogicalResult
SpaceToBatchNdOp::inferReturnTypes(MLIRContext *, std::optional<Location> loc,
                                   Adaptor adaptor,
                                   SmallVectorImpl<Type> &inferred) {
  auto type = cast<RankedTensorType>(adaptor.getInput().getType());
  SmallVector<int64_t> sizes(type.getShape());
  // nn.space_to_batch_nd_c1, nn.space_to_batch_nd_c2
  if (failed(verifyBlocks(loc, type, adaptor.getBlockShape(), adaptor.getLow(),
                          adaptor.getHigh())))
    return failure();
  for (auto [i, block] : llvm::enumerate(adaptor.getBlockShape())) {
    int64_t &size = sizes[i + 1];
    if (failed(multiplySize(loc, sizes[0], block)) ||
        failed(addToSize(loc, size, adaptor.getLow()[i])) ||
        failed(addToSize(loc, size, adaptor.getHigh()[i])) ||
        failed(divideSize(loc, i + 1, size, block)))
      return failure();
  }
  inferred.push_back(type.clone(sizes));
  return success();
}

LogicalResult
BatchToSpaceNdOp::inferReturnTypes(MLIRContext *, std::optional<Location> loc,
                                   Adaptor adaptor,
                                   SmallVectorImpl<Type> &inferred) {
  auto type = cast<RankedTensorType>(adaptor.getInput().getType());
  SmallVector<int64_t> sizes(type.getShape());
  // nn.batch_to_space_nd_c1
  if (failed(verifyBlocks(loc, type, adaptor.getBlockShape(), adaptor.getLow(),
                          adaptor.getHigh())))
    return failure();
  for (auto [i, block] : llvm::enumerate(adaptor.getBlockShape())) {
    if (failed(divideSize(loc, 0, sizes[0], block)))
      return failure();
    int64_t &size = sizes[i + 1];
    if (ShapedType::isDynamic(size))
      continue;
    if (failed(multiplySize(loc, size, block)))
      return failure();
    size = size - adaptor.getLow()[i] - adaptor.getHigh()[i];
    // nn.batch_to_space_nd_c2
    if (size < 0)
      return emitOptionalError(loc, "expects 'low' and 'high' to crop at most ",
                               type.getDimSize(i + 1) * block,
                               " elements of dimension ", i + 1);
  }
  inferred.push_back(type.clone(sizes));
  return success();
}

/// A block of one pixel moves nothing.
template <typename OpTy>
static OpFoldResult foldUnitBlock(OpTy op) {
  if (op.getBlockSize() == 1 && op.getInput().getType() == op.getType())
    return op.getInput();
  return {};
}

OpFoldResult SpaceToDepthOp::fold(FoldAdaptor adaptor) {
  return foldUnitBlock(*this);
}

OpFoldResult DepthToSpaceOp::fold(FoldAdaptor adaptor) {
  return foldUnitBlock(*this);
}
