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

/// The shape of what a filter, whose first dimensions are spatial, makes of an
/// input.
static SmallVector<int64_t> getResultShape(ArrayRef<int64_t> input,
                                           ArrayRef<int64_t> filter,
                                           const ImageDims &dims,
                                           const WindowAttributes &attributes,
                                           int64_t channels) {
  SmallVector<int64_t> shape(input);
  for (int64_t dim = 0; dim < dims.spatialRank; ++dim) {
    int64_t &size = shape[dims.getSpatial(dim)];
    size = attributes.getWindow(dim, filter[dim]).getOutputSize(size);
  }
  shape[dims.channels] = channels;
  return shape;
}

/// Verifies ranks and attributes of an op of `rank` spatial dimensions, whose
/// filter has `filterRank`.
template <typename Adaptor>
static FailureOr<WindowAttributes>
getWindowAttributes(std::optional<Location> loc, Adaptor adaptor, unsigned rank,
                    unsigned filterRank) {
  if (failed(
          verifyRank(loc, "input", adaptor.getInput().getType(), rank + 2)) ||
      failed(
          verifyRank(loc, "filter", adaptor.getFilter().getType(), filterRank)))
    return failure();
  WindowAttributes attributes = {adaptor.getStrides(), adaptor.getDilations(),
                                 adaptor.getPadding(), adaptor.getSameUpper()};
  if (failed(attributes.verify(loc, rank)))
    return failure();
  return attributes;
}

template <typename Adaptor>
static LogicalResult inferConvolution(std::optional<Location> loc,
                                      Adaptor adaptor, unsigned rank,
                                      SmallVectorImpl<Type> &inferred) {
  FailureOr<WindowAttributes> attributes =
      getWindowAttributes(loc, adaptor, rank, rank + 2);
  if (failed(attributes))
    return failure();
  auto type = cast<RankedTensorType>(adaptor.getInput().getType());
  ArrayRef<int64_t> input = type.getShape();
  ArrayRef<int64_t> filter =
      cast<RankedTensorType>(adaptor.getFilter().getType()).getShape();
  ImageDims dims(adaptor.getDataFormat() == DataFormat::NHWC, rank);

  int64_t channels = input[dims.channels], depth = filter[rank];
  int64_t filterChannels = filter[rank + 1];
  if (!ShapedType::isDynamic(channels) && !ShapedType::isDynamic(depth)) {
    if (depth == 0 ? channels != 0 : channels % depth != 0)
      return emitOptionalError(
          loc,
          "expects the depth of 'filter' to divide the channels of "
          "'input', got ",
          depth, " and ", channels);
    int64_t groups = depth == 0 ? 1 : channels / depth;
    if (!ShapedType::isDynamic(filterChannels) && groups != 0 &&
        filterChannels % groups != 0)
      return emitOptionalError(loc, "expects the ", groups,
                               " groups to divide the channels of 'filter', "
                               "got ",
                               filterChannels);
  }
  inferred.push_back(RankedTensorType::get(
      getResultShape(input, filter, dims, *attributes, filterChannels),
      type.getElementType()));
  return success();
}

LogicalResult Conv2DOp::inferReturnTypes(MLIRContext *,
                                         std::optional<Location> loc,
                                         Adaptor adaptor,
                                         SmallVectorImpl<Type> &inferred) {
  return inferConvolution(loc, adaptor, /*rank=*/2, inferred);
}

LogicalResult Conv3DOp::inferReturnTypes(MLIRContext *,
                                         std::optional<Location> loc,
                                         Adaptor adaptor,
                                         SmallVectorImpl<Type> &inferred) {
  return inferConvolution(loc, adaptor, /*rank=*/3, inferred);
}

LogicalResult
DepthwiseConv2DOp::inferReturnTypes(MLIRContext *, std::optional<Location> loc,
                                    Adaptor adaptor,
                                    SmallVectorImpl<Type> &inferred) {
  FailureOr<WindowAttributes> attributes =
      getWindowAttributes(loc, adaptor, /*rank=*/2, /*filterRank=*/4);
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

LogicalResult Dilation2DOp::inferReturnTypes(MLIRContext *,
                                             std::optional<Location> loc,
                                             Adaptor adaptor,
                                             SmallVectorImpl<Type> &inferred) {
  FailureOr<WindowAttributes> attributes =
      getWindowAttributes(loc, adaptor, /*rank=*/2, /*filterRank=*/3);
  if (failed(attributes))
    return failure();
  auto type = cast<RankedTensorType>(adaptor.getInput().getType());
  ArrayRef<int64_t> input = type.getShape();
  ArrayRef<int64_t> filter =
      cast<RankedTensorType>(adaptor.getFilter().getType()).getShape();
  if (differ(input[3], filter[2]))
    return emitOptionalError(
        loc, "expects 'filter' to have the channels of 'input', got ",
        filter[2], " and ", input[3]);
  inferred.push_back(RankedTensorType::get(
      getResultShape(input, filter, ImageDims(/*channelsLast=*/true),
                     *attributes, input[3]),
      type.getElementType()));
  return success();
}

/// Verifies a transposed convolution as the convolution that it is the gradient
/// of.
template <typename OpTy>
static LogicalResult verifyTransposed(OpTy op, unsigned rank) {
  Location loc = op.getLoc();
  if (failed(verifyRank(loc, "input", op.getInput().getType(), rank + 2)) ||
      failed(verifyRank(loc, "filter", op.getFilter().getType(), rank + 2)) ||
      failed(verifyRank(loc, "result", op.getType(), rank + 2)))
    return failure();
  WindowAttributes attributes = {op.getStrides(), op.getDilations(),
                                 op.getPadding()};
  if (failed(attributes.verify(loc, rank)))
    return failure();
  auto getShape = [](Value value) {
    return cast<RankedTensorType>(value.getType()).getShape();
  };
  ArrayRef<int64_t> input = getShape(op.getInput());
  ArrayRef<int64_t> filter = getShape(op.getFilter());
  ArrayRef<int64_t> result = getShape(op.getResult());
  ImageDims dims(op.getDataFormat() == DataFormat::NHWC, rank);
  if (differ(filter[rank + 1], input[dims.channels]))
    return op.emitOpError("expects the depth of 'filter' to be the channels of "
                          "'input', got ")
           << filter[rank + 1] << " and " << input[dims.channels];
  if (differ(filter[rank], result[dims.channels]))
    return op.emitOpError("expects the channels of 'filter' to be those of the "
                          "result, got ")
           << filter[rank] << " and " << result[dims.channels];
  SmallVector<int64_t> expected =
      getResultShape(result, filter, dims, attributes, input[dims.channels]);
  for (auto [dim, size] : llvm::enumerate(expected))
    if (differ(size, input[dim]))
      return op.emitOpError("expects an input whose size in dimension ")
             << dim << " is that of the result's convolution, " << size
             << ", got " << input[dim];
  return success();
}

LogicalResult Conv2DTransposeOp::verify() {
  return verifyTransposed(*this, /*rank=*/2);
}

LogicalResult Conv3DTransposeOp::verify() {
  return verifyTransposed(*this, /*rank=*/3);
}
