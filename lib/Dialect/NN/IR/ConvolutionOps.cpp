//===- ConvolutionOps.cpp -------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/IR/Builders.h"
#include "nn/Dialect/NN/IR/NNConvolutionOps.h"
#include "nn/Dialect/NN/IR/NNWindow.h"

using namespace mlir;
using namespace mlir::nn;

#define GET_OP_CLASSES
#include "nn/Dialect/NN/IR/NNConvolutionOps.cpp.inc"

void NNDialect::registerConvolutionOps() {
  addOperations<
#define GET_OP_LIST
#include "nn/Dialect/NN/IR/NNConvolutionOps.cpp.inc"
      >();
}

/// True if both sizes are known and differ.
static bool differ(int64_t lhs, int64_t rhs) {
  return !ShapedType::isDynamic(lhs) && !ShapedType::isDynamic(rhs) &&
         lhs != rhs;
}

/// Returns the shape of a convolution's result, given its channels.
static SmallVector<int64_t> getResultShape(ArrayRef<int64_t> input,
                                           ArrayRef<int64_t> filter,
                                           const ImageDims &dims,
                                           const WindowAttributes &attributes,
                                           int64_t channels) {
  SmallVector<int64_t> shape(4);
  shape[0] = input[0];
  shape[dims.height] =
      attributes.getWindow(0, filter[0]).getOutputSize(input[dims.height]);
  shape[dims.width] =
      attributes.getWindow(1, filter[1]).getOutputSize(input[dims.width]);
  shape[dims.channels] = channels;
  return shape;
}

/// Checks what convolutions have in common (c1 to c4).
template <typename Adaptor>
static FailureOr<WindowAttributes>
getWindowAttributes(std::optional<Location> loc, Adaptor adaptor) {
  if (failed(verifyRank(loc, "input", adaptor.getInput().getType(), 4)) ||
      failed(verifyRank(loc, "filter", adaptor.getFilter().getType(), 4)))
    return failure();
  WindowAttributes attributes = {adaptor.getStrides(), adaptor.getDilations(),
                                 adaptor.getPadding(), adaptor.getSameUpper()};
  if (failed(attributes.verify(loc)))
    return failure();
  return attributes;
}

LogicalResult Conv2DOp::inferReturnTypes(MLIRContext *,
                                         std::optional<Location> loc,
                                         Adaptor adaptor,
                                         SmallVectorImpl<Type> &inferred) {
  FailureOr<WindowAttributes> attributes = getWindowAttributes(loc, adaptor);
  if (failed(attributes))
    return failure();
  auto type = cast<RankedTensorType>(adaptor.getInput().getType());
  ArrayRef<int64_t> input = type.getShape();
  ArrayRef<int64_t> filter =
      cast<RankedTensorType>(adaptor.getFilter().getType()).getShape();
  ImageDims dims(adaptor.getDataFormat() == DataFormat::NHWC);

  int64_t channels = input[dims.channels], depth = filter[2];
  if (!ShapedType::isDynamic(channels) && !ShapedType::isDynamic(depth)) {
    if (depth == 0 ? channels != 0 : channels % depth != 0)
      return emitOptionalError(
          loc,
          "expects the depth of 'filter' to divide the channels of "
          "'input', got ",
          depth, " and ", channels);
    int64_t groups = depth == 0 ? 1 : channels / depth;
    if (!ShapedType::isDynamic(filter[3]) && groups != 0 &&
        filter[3] % groups != 0)
      return emitOptionalError(loc, "expects the ", groups,
                               " groups to divide the channels of 'filter', "
                               "got ",
                               filter[3]);
  }
  inferred.push_back(RankedTensorType::get(
      getResultShape(input, filter, dims, *attributes, filter[3]),
      type.getElementType()));
  return success();
}

LogicalResult
DepthwiseConv2DOp::inferReturnTypes(MLIRContext *, std::optional<Location> loc,
                                    Adaptor adaptor,
                                    SmallVectorImpl<Type> &inferred) {
  FailureOr<WindowAttributes> attributes = getWindowAttributes(loc, adaptor);
  if (failed(attributes))
    return failure();
  auto type = cast<RankedTensorType>(adaptor.getInput().getType());
  ArrayRef<int64_t> input = type.getShape();
  ArrayRef<int64_t> filter =
      cast<RankedTensorType>(adaptor.getFilter().getType()).getShape();
  ImageDims dims(adaptor.getDataFormat() == DataFormat::NHWC);

  if (differ(input[dims.channels], filter[2]))
    return emitOptionalError(
        loc, "expects 'filter' to have the channels of 'input', got ",
        filter[2], " and ", input[dims.channels]);
  int64_t channels =
      ShapedType::isDynamic(filter[2]) ? input[dims.channels] : filter[2];
  channels = ShapedType::isDynamic(channels) || ShapedType::isDynamic(filter[3])
                 ? ShapedType::kDynamic
                 : channels * filter[3];
  inferred.push_back(RankedTensorType::get(
      getResultShape(input, filter, dims, *attributes, channels),
      type.getElementType()));
  return success();
}

LogicalResult Conv2DTransposeOp::verify() {
  // The op is checked as the convolution that it is the gradient of.
  if (failed(verifyRank(getLoc(), "input", getInput().getType(), 4)) ||
      failed(verifyRank(getLoc(), "filter", getFilter().getType(), 4)) ||
      failed(verifyRank(getLoc(), "result", getType(), 4)))
    return failure();
  int64_t one[] = {1, 1};
  WindowAttributes attributes = {getStrides(), one, getPadding()};
  if (failed(attributes.verify(getLoc())))
    return failure();
  ArrayRef<int64_t> input =
      cast<RankedTensorType>(getInput().getType()).getShape();
  ArrayRef<int64_t> filter =
      cast<RankedTensorType>(getFilter().getType()).getShape();
  ArrayRef<int64_t> result = cast<RankedTensorType>(getType()).getShape();
  ImageDims dims(getDataFormat() == DataFormat::NHWC);
  if (differ(filter[3], input[dims.channels]))
    return emitOpError("expects the depth of 'filter' to be the channels of "
                       "'input', got ")
           << filter[3] << " and " << input[dims.channels];
  if (differ(filter[2], result[dims.channels]))
    return emitOpError("expects the channels of 'filter' to be those of the "
                       "result, got ")
           << filter[2] << " and " << result[dims.channels];
  SmallVector<int64_t> expected =
      getResultShape(result, filter, dims, attributes, input[dims.channels]);
  for (int64_t dim = 0; dim < 4; ++dim)
    if (differ(expected[dim], input[dim]))
      return emitOpError("expects an input whose size in dimension ")
             << dim << " is that of the result's convolution, " << expected[dim]
             << ", got " << input[dim];
  return success();
}
