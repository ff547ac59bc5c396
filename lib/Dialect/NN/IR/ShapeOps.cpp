//===- ShapeOps.cpp -------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Type inference and verification of the ops that rearrange, cut and join
// tensors.
//
//===----------------------------------------------------------------------===//

#include "nn/Dialect/NN/IR/NNShapeOps.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;
using namespace mlir::nn;

#define GET_OP_CLASSES
#include "nn/Dialect/NN/IR/NNShapeOps.cpp.inc"

void NNDialect::registerShapeOps() {
  addOperations<
#define GET_OP_LIST
#include "nn/Dialect/NN/IR/NNShapeOps.cpp.inc"
      >();
}

static RankedTensorType getTensorType(Value value) {
  return cast<RankedTensorType>(value.getType());
}

/// Verifies that a 1-d tensor can have as many elements as `tensor` has
/// dimensions.
static LogicalResult verifyShapeOperand(Operation *op, StringRef name,
                                        RankedTensorType shape,
                                        RankedTensorType tensor) {
  if (areCompatibleSizes(shape.getDimSize(0), tensor.getRank()))
    return success();
  return op->emitOpError("expects '")
         << name << "' to have " << tensor.getRank() << " elements, got "
         << shape.getDimSize(0);
}

static LogicalResult verifySameElementType(Operation *op, StringRef name,
                                           Type actual, Type expected) {
  if (actual == expected)
    return success();
  return op->emitOpError("expects '")
         << name << "' to have element type " << expected << ", got " << actual;
}

//===----------------------------------------------------------------------===//
// Other sizes for the same elements
//===----------------------------------------------------------------------===//

LogicalResult ReshapeOp::verify() {
  RankedTensorType input = getInput().getType(), result = getType();
  // nn.reshape_c3
  if (failed(verifySameElementType(*this, "result", result.getElementType(),
                                   input.getElementType())))
    return failure();
  if (input.hasStaticShape() && result.hasStaticShape() &&
      input.getNumElements() != result.getNumElements())
    return emitOpError("expects a result of ")
           << input.getNumElements() << " elements, got "
           << result.getNumElements();
  // nn.reshape_c1
  if (getShape())
    return verifyShapeOperand(*this, "shape", getShape().getType(), result);
  // nn.reshape_c2
  if (result.getNumDynamicDims() > 1)
    return emitOpError("expects 'shape', as ")
           << result.getNumDynamicDims() << " sizes of the result are unknown";
  return success();
}

LogicalResult TransposeOp::inferReturnTypes(MLIRContext *,
                                            std::optional<Location> loc,
                                            Adaptor adaptor,
                                            SmallVectorImpl<Type> &inferred) {
  RankedTensorType type = getTensorType(adaptor.getInput());
  ArrayRef<int64_t> permutation = adaptor.getPermutation();
  // nn.transpose_c1
  if (failed(verifyCount(loc, "permutation", permutation.size(),
                         type.getRank())) ||
      failed(verifyAxes(loc, "permutation", permutation, type.getRank())))
    return failure();
  inferred.push_back(type.clone(llvm::map_to_vector(
      permutation, [&](int64_t axis) { return type.getDimSize(axis); })));
  return success();
}

LogicalResult ExpandDimsOp::inferReturnTypes(MLIRContext *,
                                             std::optional<Location> loc,
                                             Adaptor adaptor,
                                             SmallVectorImpl<Type> &inferred) {
  RankedTensorType type = getTensorType(adaptor.getInput());
  int64_t axis = adaptor.getAxis();
  // nn.expand_dims_c1
  if (failed(verifyAxis(loc, "axis", axis, 0, type.getRank() + 1)))
    return failure();
  SmallVector<int64_t> sizes(type.getShape());
  sizes.insert(sizes.begin() + axis, 1);
  inferred.push_back(type.clone(sizes));
  return success();
}

LogicalResult SqueezeOp::inferReturnTypes(MLIRContext *,
                                          std::optional<Location> loc,
                                          Adaptor adaptor,
                                          SmallVectorImpl<Type> &inferred) {
  RankedTensorType type = getTensorType(adaptor.getInput());
  ArrayRef<int64_t> axes = adaptor.getAxes();
  // nn.squeeze_c1
  if (failed(verifyAxes(loc, "axes", axes, type.getRank())))
    return failure();
  SmallVector<int64_t> sizes;
  for (auto [axis, size] : llvm::enumerate(type.getShape())) {
    if (!llvm::is_contained(axes, static_cast<int64_t>(axis)))
      sizes.push_back(size);
    // nn.squeeze_c2
    else if (!areCompatibleSizes(size, 1))
      return emitOptionalError(loc, "expects size 1 along 'axes', got ", size,
                               " along ", axis);
  }
  inferred.push_back(type.clone(sizes));
  return success();
}

LogicalResult BroadcastToOp::verify() {
  RankedTensorType input = getInput().getType(), result = getType();
  // nn.broadcast_to_c1
  if (getShape() &&
      failed(verifyShapeOperand(*this, "shape", getShape().getType(), result)))
    return failure();
  // nn.broadcast_to_c2
  if (failed(verifySameElementType(*this, "result", result.getElementType(),
                                   input.getElementType())))
    return failure();
  int64_t added = result.getRank() - input.getRank();
  if (added < 0)
    return emitOpError("expects a result of rank ")
           << input.getRank() << " or more, got " << result.getRank();
  for (auto [axis, size] : llvm::enumerate(result.getShape())) {
    bool isNew = static_cast<int64_t>(axis) < added;
    int64_t inputSize = isNew ? 1 : input.getDimSize(axis - added);
    if (inputSize != 1 && !areCompatibleSizes(inputSize, size))
      return emitOpError("expects size ")
             << inputSize << " along dimension " << axis
             << " of the result, got " << size;
    // nn.broadcast_to_c3
    if (!getShape() && ShapedType::isDynamic(size) &&
        ShapedType::isStatic(inputSize))
      return emitOpError("expects 'shape', as size ")
             << axis << " of the result is unknown";
  }
  return success();
}

LogicalResult ShapeOp::verify() {
  // nn.shape_c1
  return verifyShapeOperand(*this, "result", getType(), getInput().getType());
}

LogicalResult ReverseOp::inferReturnTypes(MLIRContext *,
                                          std::optional<Location> loc,
                                          Adaptor adaptor,
                                          SmallVectorImpl<Type> &inferred) {
  RankedTensorType type = getTensorType(adaptor.getInput());
  // nn.reverse_c1
  if (failed(verifyAxes(loc, "axes", adaptor.getAxes(), type.getRank())))
    return failure();
  inferred.push_back(type);
  return success();
}

//===----------------------------------------------------------------------===//
// Parts and joins
//===----------------------------------------------------------------------===//

LogicalResult ConcatOp::inferReturnTypes(MLIRContext *,
                                         std::optional<Location> loc,
                                         Adaptor adaptor,
                                         SmallVectorImpl<Type> &inferred) {
  // nn.concat_c1
  if (adaptor.getInputs().empty())
    return emitOptionalError(loc, "expects at least one input");
  RankedTensorType first = getTensorType(adaptor.getInputs().front());
  // nn.concat_c2
  int64_t axis = adaptor.getAxis();
  if (failed(verifyAxis(loc, "axis", axis, 0, first.getRank())))
    return failure();
  SmallVector<int64_t> sizes(first.getShape());
  for (Value input : adaptor.getInputs().drop_front()) {
    RankedTensorType type = getTensorType(input);
    bool isCompatible = type.getElementType() == first.getElementType() &&
                        type.getRank() == first.getRank();
    for (int64_t i = 0; isCompatible && i < type.getRank(); ++i) {
      int64_t size = type.getDimSize(i);
      if (i == axis && ShapedType::isDynamic(size))
        sizes[i] = size;
      else if (i == axis) {
        if (failed(addToSize(loc, sizes[i], size)))
          return failure();
      } else if (ShapedType::isDynamic(sizes[i]))
        sizes[i] = size;
      else
        isCompatible = areCompatibleSizes(size, sizes[i]);
    }
    if (!isCompatible)
      return emitOptionalError(loc,
                               "expects inputs that differ only along 'axis' ",
                               axis, ", got ", first, " and ", type);
  }
  inferred.push_back(first.clone(sizes));
  return success();
}

LogicalResult SliceOp::inferReturnTypes(MLIRContext *,
                                        std::optional<Location> loc,
                                        Adaptor adaptor,
                                        SmallVectorImpl<Type> &inferred) {
  RankedTensorType type = getTensorType(adaptor.getInput());
  int64_t rank = type.getRank();
  // nn.slice_c1, nn.slice_c2
  if (failed(verifyCount(loc, "begin", adaptor.getBegin().size(), rank)) ||
      failed(verifyCount(loc, "size", adaptor.getSize().size(), rank)) ||
      failed(verifyCount(loc, "strides", adaptor.getStrides().size(), rank)) ||
      failed(verifyAtLeast(loc, "size", adaptor.getSize(), -1)))
    return failure();
  SmallVector<int64_t> sizes;
  for (int64_t axis = 0; axis < rank; ++axis) {
    int64_t begin = adaptor.getBegin()[axis], size = adaptor.getSize()[axis];
    int64_t stride = adaptor.getStrides()[axis],
            available = type.getDimSize(axis);
    // nn.slice_c3
    if (stride == 0)
      return emitOptionalError(loc, "expects 'strides' other than 0");
    if (ShapedType::isDynamic(available)) {
      sizes.push_back(size == -1 ? ShapedType::kDynamic : size);
      continue;
    }
    std::optional<int64_t> length =
        getSliceLength(available, begin, size, stride);
    // nn.slice_c2
    if (!length)
      return emitOptionalError(loc, "expects a part of dimension ", axis,
                               " of size ", available, ", got begin ", begin,
                               ", size ", size, ", stride ", stride);
    sizes.push_back(*length);
  }
  inferred.push_back(type.clone(sizes));
  return success();
}

LogicalResult DynamicSliceOp::verify() {
  RankedTensorType input = getInput().getType(), result = getType();
  // nn.dynamic_slice_c1
  if (failed(verifyShapeOperand(*this, "begin", getBegin().getType(), input)) ||
      failed(verifyShapeOperand(*this, "size", getSize().getType(), input)))
    return failure();
  // nn.dynamic_slice_c2
  if (failed(verifySameElementType(*this, "result", result.getElementType(),
                                   input.getElementType())))
    return failure();
  if (result.getRank() != input.getRank())
    return emitOpError("expects a result of rank ")
           << input.getRank() << ", got " << result.getRank();
  for (auto [axis, size] : llvm::enumerate(result.getShape()))
    if (!input.isDynamicDim(axis) && size > input.getDimSize(axis))
      return emitOpError("expects size ")
             << input.getDimSize(axis) << " or less along dimension " << axis
             << " of the result, got " << size;
  return success();
}

LogicalResult
DynamicUpdateSliceOp::inferReturnTypes(MLIRContext *, std::optional<Location>,
                                       Adaptor adaptor,
                                       SmallVectorImpl<Type> &inferred) {
  inferred.push_back(getTensorType(adaptor.getInput()));
  return success();
}

LogicalResult DynamicUpdateSliceOp::verify() {
  RankedTensorType input = getInput().getType(), update = getUpdate().getType();
  // nn.dynamic_update_slice_c1
  if (failed(verifySameElementType(*this, "update", update.getElementType(),
                                   input.getElementType())))
    return failure();
  if (update.getRank() != input.getRank())
    return emitOpError("expects an update of rank ")
           << input.getRank() << ", got " << update.getRank();
  for (auto [axis, size] : llvm::enumerate(update.getShape()))
    if (!input.isDynamicDim(axis) && size > input.getDimSize(axis))
      return emitOpError("expects size ")
             << input.getDimSize(axis) << " or less along dimension " << axis
             << " of the update, got " << size;
  // nn.dynamic_update_slice_c2
  return verifyShapeOperand(*this, "begin", getBegin().getType(), input);
}

//===----------------------------------------------------------------------===//
// Borders and copies
//===----------------------------------------------------------------------===//

/// Infers the sizes behind a border of `low` and `high` elements.
static LogicalResult inferBorder(std::optional<Location> loc,
                                 RankedTensorType type, ArrayRef<int64_t> low,
                                 ArrayRef<int64_t> high,
                                 SmallVectorImpl<Type> &inferred) {
  if (failed(verifyCount(loc, "low", low.size(), type.getRank())) ||
      failed(verifyCount(loc, "high", high.size(), type.getRank())) ||
      failed(verifyAtLeast(loc, "low", low, 0)) ||
      failed(verifyAtLeast(loc, "high", high, 0)))
    return failure();
  SmallVector<int64_t> sizes(type.getShape());
  for (auto [size, before, behind] : llvm::zip_equal(sizes, low, high))
    if (failed(addToSize(loc, size, before)) ||
        failed(addToSize(loc, size, behind)))
      return failure();
  inferred.push_back(type.clone(sizes));
  return success();
}

LogicalResult PadOp::inferReturnTypes(MLIRContext *,
                                      std::optional<Location> loc,
                                      Adaptor adaptor,
                                      SmallVectorImpl<Type> &inferred) {
  RankedTensorType type = getTensorType(adaptor.getInput());
  // nn.pad_c2
  if (adaptor.getValue().getType() != type.getElementType())
    return emitOptionalError(loc, "expects 'value' of type ",
                             type.getElementType(), ", got ",
                             adaptor.getValue().getType());
  // nn.pad_c1
  return inferBorder(loc, type, adaptor.getLow(), adaptor.getHigh(), inferred);
}

LogicalResult MirrorPadOp::inferReturnTypes(MLIRContext *,
                                            std::optional<Location> loc,
                                            Adaptor adaptor,
                                            SmallVectorImpl<Type> &inferred) {
  RankedTensorType type = getTensorType(adaptor.getInput());
  // nn.mirror_pad_c1
  if (failed(inferBorder(loc, type, adaptor.getLow(), adaptor.getHigh(),
                         inferred)))
    return failure();
  bool reflects = adaptor.getMode() == MirrorPadMode::Reflect;
  for (auto [axis, size] : llvm::enumerate(type.getShape())) {
    if (ShapedType::isDynamic(size))
      continue;
    int64_t border = std::max(adaptor.getLow()[axis], adaptor.getHigh()[axis]);
    int64_t limit = std::max<int64_t>(reflects ? size - 1 : size, 0);
    if (border > limit)
      return emitOptionalError(loc, "expects a border of ", limit,
                               " or less along dimension ", axis, ", got ",
                               border);
  }
  return success();
}

LogicalResult TileOp::inferReturnTypes(MLIRContext *,
                                       std::optional<Location> loc,
                                       Adaptor adaptor,
                                       SmallVectorImpl<Type> &inferred) {
  RankedTensorType type = getTensorType(adaptor.getInput());
  ArrayRef<int64_t> multiples = adaptor.getMultiples();
  // nn.tile_c1
  if (failed(verifyCount(loc, "multiples", multiples.size(), type.getRank())) ||
      failed(verifyAtLeast(loc, "multiples", multiples, 0)))
    return failure();
  SmallVector<int64_t> sizes(type.getShape());
  for (auto [size, multiple] : llvm::zip_equal(sizes, multiples))
    if (failed(multiplySize(loc, size, multiple)))
      return failure();
  inferred.push_back(type.clone(sizes));
  return success();
}

//===----------------------------------------------------------------------===//
// Tensors from few values
//===----------------------------------------------------------------------===//

LogicalResult FillOp::verify() {
  // nn.fill_c1
  if (failed(
          verifyShapeOperand(*this, "shape", getShape().getType(), getType())))
    return failure();
  // nn.fill_c2
  return verifySameElementType(*this, "value",
                               getTensorType(getValue()).getElementType(),
                               getType().getElementType());
}

LogicalResult OneHotOp::inferReturnTypes(MLIRContext *,
                                         std::optional<Location> loc,
                                         Adaptor adaptor,
                                         SmallVectorImpl<Type> &inferred) {
  RankedTensorType type = getTensorType(adaptor.getIndices());
  // nn.one_hot_c1
  Type on = getTensorType(adaptor.getOn()).getElementType();
  Type off = getTensorType(adaptor.getOff()).getElementType();
  if (on != off)
    return emitOptionalError(loc, "expects 'on' and 'off' of equal types, got ",
                             on, " and ", off);
  // nn.one_hot_c2, nn.one_hot_c3
  if (failed(verifyAtLeast(loc, "depth", adaptor.getDepth(), 0)) ||
      failed(verifyAxis(loc, "axis", adaptor.getAxis(), 0, type.getRank() + 1)))
    return failure();
  SmallVector<int64_t> sizes(type.getShape());
  sizes.insert(sizes.begin() + adaptor.getAxis(), adaptor.getDepth());
  inferred.push_back(RankedTensorType::get(sizes, on));
  return success();
}
