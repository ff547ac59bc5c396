//===- PoolingOps.cpp -----------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/IR/Builders.h"
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

/// Infers the type of a pooling op.
template <typename Adaptor>
static LogicalResult inferPoolingType(std::optional<Location> loc,
                                      Adaptor adaptor,
                                      SmallVectorImpl<Type> &inferred) {
  auto type = cast<RankedTensorType>(adaptor.getInput().getType());
  if (failed(verifyRank(loc, "input", type, 4)))
    return failure();
  ArrayRef<int64_t> window = adaptor.getWindow();
  if (window.size() != 2 || window[0] <= 0 || window[1] <= 0)
    return emitOptionalError(
        loc, "expects 'window' of 2 positive numbers, got [", window, "]");
  int64_t one[] = {1, 1};
  WindowAttributes attributes = {adaptor.getStrides(), one,
                                 adaptor.getPadding(), adaptor.getSameUpper()};
  if (failed(attributes.verify(loc)))
    return failure();
  // A window must not lie in the padding alone.
  for (auto [index, padding] : llvm::enumerate(attributes.padding))
    if (padding >= window[index / 2])
      return emitOptionalError(
          loc, "expects 'padding' less than the window's size, ",
          window[index / 2], ", got ", padding);

  ImageDims dims(adaptor.getDataFormat() == DataFormat::NHWC);
  SmallVector<int64_t> shape(type.getShape());
  shape[dims.height] =
      attributes.getWindow(0, window[0]).getOutputSize(shape[dims.height]);
  shape[dims.width] =
      attributes.getWindow(1, window[1]).getOutputSize(shape[dims.width]);
  inferred.push_back(RankedTensorType::get(shape, type.getElementType()));
  return success();
}

LogicalResult AvgPool2DOp::inferReturnTypes(MLIRContext *,
                                            std::optional<Location> loc,
                                            Adaptor adaptor,
                                            SmallVectorImpl<Type> &inferred) {
  return inferPoolingType(loc, adaptor, inferred);
}

LogicalResult MaxPool2DOp::inferReturnTypes(MLIRContext *,
                                            std::optional<Location> loc,
                                            Adaptor adaptor,
                                            SmallVectorImpl<Type> &inferred) {
  return inferPoolingType(loc, adaptor, inferred);
}
