//===- NormalizationOps.cpp -----------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/IR/Builders.h"
#include "mlir/IR/TypeUtilities.h"
#include "nn/Dialect/NN/IR/NNNormalizationOps.h"

using namespace mlir;
using namespace mlir::nn;

#define GET_OP_CLASSES
#include "nn/Dialect/NN/IR/NNNormalizationOps.cpp.inc"

void NNDialect::registerNormalizationOps() {
  addOperations<
#define GET_OP_LIST
#include "nn/Dialect/NN/IR/NNNormalizationOps.cpp.inc"
      >();
}

LogicalResult BatchNormOp::inferReturnTypes(MLIRContext *context,
                                            std::optional<Location> loc,
                                            Adaptor adaptor,
                                            SmallVectorImpl<Type> &inferred) {
  auto type = cast<RankedTensorType>(adaptor.getInput().getType());
  int64_t dim =
      adaptor.getDataFormat() == DataFormat::NHWC ? type.getRank() - 1 : 1;
  if (dim < 0 || dim >= type.getRank())
    return emitOptionalError(loc, "expects 'input' of rank ",
                             dim < 0 ? 1 : dim + 1, " at least, got rank ",
                             type.getRank());
  SmallVector<int64_t> shape(type.getShape());

  Type elementType = type.getElementType();
  Type parameterType = getElementTypeOrSelf(adaptor.getScale());
  if (parameterType != elementType &&
      !(parameterType.isF32() && elementType.getIntOrFloatBitWidth() == 16))
    return emitOptionalError(loc,
                             "expects parameters of the element type of "
                             "'input', or of f32 for a 16-bit 'input', got ",
                             parameterType, " and ", elementType);

  StringRef names[] = {"scale", "offset", "mean", "variance"};
  for (auto [name, value] :
       llvm::zip_equal(names, adaptor.getOperands().drop_front())) {
    auto parameter = cast<RankedTensorType>(value.getType());
    if (failed(verifyRank(loc, name, parameter, 1)))
      return failure();
    if (parameter.getElementType() != parameterType)
      return emitOptionalError(
          loc, "expects '", name, "' to have the element type of 'scale', ",
          parameterType, ", got ", parameter.getElementType());
    int64_t size = parameter.getDimSize(0);
    if (ShapedType::isDynamic(size))
      continue;
    if (ShapedType::isDynamic(shape[dim]))
      shape[dim] = size;
    if (shape[dim] != size)
      return emitOptionalError(loc, "expects '", name, "' to have ", shape[dim],
                               " channels, got ", size);
  }
  inferred.push_back(RankedTensorType::get(shape, elementType));
  return success();
}

/// Infers the operand's type for an op along the last dimension.
static LogicalResult inferRowwiseType(std::optional<Location> loc, Type type,
                                      SmallVectorImpl<Type> &inferred) {
  if (cast<RankedTensorType>(type).getRank() == 0)
    return emitOptionalError(loc,
                             "expects 'input' of rank 1 at least, got rank 0");
  inferred.push_back(type);
  return success();
}

LogicalResult SoftmaxOp::inferReturnTypes(MLIRContext *,
                                          std::optional<Location> loc,
                                          Adaptor adaptor,
                                          SmallVectorImpl<Type> &inferred) {
  return inferRowwiseType(loc, adaptor.getInput().getType(), inferred);
}

LogicalResult LogSoftmaxOp::inferReturnTypes(MLIRContext *,
                                             std::optional<Location> loc,
                                             Adaptor adaptor,
                                             SmallVectorImpl<Type> &inferred) {
  return inferRowwiseType(loc, adaptor.getInput().getType(), inferred);
}

LogicalResult LrnOp::inferReturnTypes(MLIRContext *,
                                      std::optional<Location> loc,
                                      Adaptor adaptor,
                                      SmallVectorImpl<Type> &inferred) {
  if (failed(verifyRank(loc, "input", adaptor.getInput().getType(), 4)))
    return failure();
  auto radius = static_cast<int64_t>(adaptor.getDepthRadius());
  if (radius < 0)
    return emitOptionalError(
        loc, "expects 'depth_radius' not to be negative, got ", radius);
  inferred.push_back(adaptor.getInput().getType());
  return success();
}
