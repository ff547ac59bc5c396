//===- PoolingOps.cpp -----------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/IR/Builders.h"
#include "mlir/IR/TypeUtilities.h"
#include "nn/Dialect/NN/IR/NNPoolingOps.h"
#include "nn/Dialect/NN/IR/NNWindow.h"

using namespace mlir;
using namespace mlir::nn;

#define GET_OP_CLASSES
#include "nn/Dialect/NN/IR/NNPoolingOps.cpp.inc"

void NNDialect::registerPoolingOps() {
  addOperations<
#define GET_OP_LIST
#include "nn/Dialect/NN/IR/NNPoolingOps.cpp.inc"
      >();
}

/// The shape of what is pooled from windows of `rank` dimensions.
template <typename Adaptor>
static FailureOr<SmallVector<int64_t>>
inferPooledShape(std::optional<Location> loc, Adaptor adaptor, unsigned rank,
                 DataFormat format) {
  auto type = cast<RankedTensorType>(adaptor.getInput().getType());
  if (failed(verifyRank(loc, "input", type, rank + 2)))
    return failure();
  ArrayRef<int64_t> window = adaptor.getWindow();
  if (window.size() != rank ||
      llvm::any_of(window, [](int64_t size) { return size <= 0; }))
    return emitOptionalError(loc, "expects 'window' of ", rank,
                             " positive numbers, got [", window, "]");
  SmallVector<int64_t> ones(rank, 1);
  WindowAttributes attributes = {adaptor.getStrides(), ones,
                                 adaptor.getPadding(), adaptor.getSameUpper()};
  if (failed(attributes.verify(loc, rank)))
    return failure();
  // A window must not lie in the padding alone.
  for (auto [index, padding] : llvm::enumerate(attributes.padding))
    if (padding >= window[index / 2])
      return emitOptionalError(
          loc, "expects 'padding' less than the window's size, ",
          window[index / 2], ", got ", padding);

  ImageDims dims(format == DataFormat::NHWC, rank);
  SmallVector<int64_t> shape(type.getShape());
  for (unsigned dim = 0; dim < rank; ++dim) {
    int64_t &size = shape[dims.getSpatial(dim)];
    size = attributes.getWindow(dim, window[dim]).getOutputSize(size);
  }
  return shape;
}

template <typename Adaptor>
static LogicalResult inferPoolingType(std::optional<Location> loc,
                                      Adaptor adaptor, unsigned rank,
                                      SmallVectorImpl<Type> &inferred) {
  FailureOr<SmallVector<int64_t>> shape =
      inferPooledShape(loc, adaptor, rank, adaptor.getDataFormat());
  if (failed(shape))
    return failure();
  inferred.push_back(RankedTensorType::get(
      *shape, getElementTypeOrSelf(adaptor.getInput().getType())));
  return success();
}

LogicalResult
ArgMaxPool2DOp::inferReturnTypes(MLIRContext *context,
                                 std::optional<Location> loc, Adaptor adaptor,
                                 SmallVectorImpl<Type> &inferred) {
  FailureOr<SmallVector<int64_t>> shape =
      inferPooledShape(loc, adaptor, /*rank=*/2, DataFormat::NHWC);
  if (failed(shape))
    return failure();
  inferred.push_back(
      RankedTensorType::get(*shape, IntegerType::get(context, 64)));
  return success();
}

LogicalResult AvgPool2DOp::inferReturnTypes(MLIRContext *,
                                            std::optional<Location> loc,
                                            Adaptor adaptor,
                                            SmallVectorImpl<Type> &inferred) {
  return inferPoolingType(loc, adaptor, /*rank=*/2, inferred);
}

LogicalResult AvgPool3DOp::inferReturnTypes(MLIRContext *,
                                            std::optional<Location> loc,
                                            Adaptor adaptor,
                                            SmallVectorImpl<Type> &inferred) {
  return inferPoolingType(loc, adaptor, /*rank=*/3, inferred);
}

LogicalResult MaxPool2DOp::inferReturnTypes(MLIRContext *,
                                            std::optional<Location> loc,
                                            Adaptor adaptor,
                                            SmallVectorImpl<Type> &inferred) {
  return inferPoolingType(loc, adaptor, /*rank=*/2, inferred);
}

LogicalResult MaxPool3DOp::inferReturnTypes(MLIRContext *,
                                            std::optional<Location> loc,
                                            Adaptor adaptor,
                                            SmallVectorImpl<Type> &inferred) {
  return inferPoolingType(loc, adaptor, /*rank=*/3, inferred);
}
