//===- NNTypeInference.cpp ------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the type inference of all op families shares.
//
//===----------------------------------------------------------------------===//

#include "nn/Dialect/NN/IR/NNTypeInference.h"
#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/Value.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallBitVector.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::nn;

RankedTensorType mlir::nn::mergeTypes(RankedTensorType lhs,
                                      RankedTensorType rhs) {
  if (!lhs || !rhs || lhs.getElementType() != rhs.getElementType() ||
      lhs.getRank() != rhs.getRank())
    return nullptr;
  SmallVector<int64_t> sizes;
  for (auto [a, b] : llvm::zip_equal(lhs.getShape(), rhs.getShape())) {
    if (!areCompatibleSizes(a, b))
      return nullptr;
    sizes.push_back(ShapedType::isDynamic(a) ? b : a);
  }
  return RankedTensorType::get(sizes, lhs.getElementType(), lhs.getEncoding());
}

bool mlir::nn::areCompatibleTypes(TypeRange lhs, TypeRange rhs) {
  return llvm::all_of_zip(lhs, rhs, [](Type a, Type b) {
    return static_cast<bool>(mergeTypes(dyn_cast<RankedTensorType>(a),
                                        dyn_cast<RankedTensorType>(b)));
  });
}

LogicalResult mlir::nn::verifyAxis(std::optional<Location> loc, StringRef name,
                                   int64_t axis, int64_t lowest,
                                   int64_t bound) {
  if (axis >= lowest && axis < bound)
    return success();
  return emitOptionalError(loc, "expects '", name, "' to be in [", lowest, ", ",
                           bound, "), got ", axis);
}

LogicalResult mlir::nn::verifyAxes(std::optional<Location> loc, StringRef name,
                                   ArrayRef<int64_t> axes, int64_t rank) {
  llvm::SmallBitVector seen(rank);
  for (int64_t axis : axes) {
    if (failed(verifyAxis(loc, name, axis, 0, rank)))
      return failure();
    if (seen.test(axis))
      return emitOptionalError(loc, "expects '", name,
                               "' without duplicates, got ", axis, " twice");
    seen.set(axis);
  }
  return success();
}

LogicalResult mlir::nn::verifyCount(std::optional<Location> loc, StringRef name,
                                    int64_t count, int64_t expected) {
  if (count == expected)
    return success();
  return emitOptionalError(loc, "expects '", name, "' to have ", expected,
                           " elements, got ", count);
}

LogicalResult mlir::nn::verifyAtLeast(std::optional<Location> loc,
                                      StringRef name, ArrayRef<int64_t> values,
                                      int64_t lowest) {
  for (int64_t value : values)
    if (value < lowest)
      return emitOptionalError(loc, "expects '", name, "' to be at least ",
                               lowest, ", got ", value);
  return success();
}

LogicalResult mlir::nn::addToSize(std::optional<Location> loc, int64_t &size,
                                  int64_t added) {
  if (ShapedType::isDynamic(size))
    return success();
  if (llvm::AddOverflow(size, added, size) || size < 0)
    return emitOptionalError(loc,
                             "expects the result's sizes to be below 2^63");
  return success();
}

LogicalResult mlir::nn::multiplySize(std::optional<Location> loc, int64_t &size,
                                     int64_t factor) {
  if (ShapedType::isDynamic(size))
    return success();
  if (llvm::MulOverflow(size, factor, size) || size < 0)
    return emitOptionalError(loc,
                             "expects the result's sizes to be below 2^63");
  return success();
}

int64_t mlir::nn::getSliceBegin(int64_t available, int64_t begin) {
  return begin < 0 ? std::max<int64_t>(available + begin, 0) : begin;
}

std::optional<int64_t> mlir::nn::getSliceLength(int64_t available,
                                                int64_t begin, int64_t size,
                                                int64_t stride) {
  // Only a part up to the end may begin before the first element.
  if (size > 0 && begin < -available)
    return std::nullopt;
  begin = getSliceBegin(available, begin);
  // How many elements there are from the first one on.
  int64_t most = 0;
  if (begin < available)
    most = stride > 0 ? (available - begin - 1) / stride + 1
                      : begin / -(stride + (stride == INT64_MIN)) + 1;
  else if (begin > available)
    return std::nullopt;
  if (size == -1)
    return most;
  if (size > most)
    return std::nullopt;
  return size;
}

std::optional<int64_t> mlir::nn::broadcastSizes(int64_t lhs, int64_t rhs) {
  if (lhs == 1)
    return rhs;
  if (rhs == 1 || lhs == rhs)
    return lhs;
  // An unknown size must turn out to be 1 or the known one.
  if (ShapedType::isDynamic(lhs))
    return rhs;
  if (ShapedType::isDynamic(rhs))
    return lhs;
  return std::nullopt;
}

LogicalResult mlir::nn::inferBroadcastType(std::optional<Location> loc,
                                           ValueRange operands,
                                           SmallVectorImpl<Type> &inferred,
                                           Type elementType) {
  SmallVector<int64_t> shape;
  for (Value operand : operands) {
    auto type = dyn_cast<RankedTensorType>(operand.getType());
    if (!type)
      return emitOptionalError(loc, "expects ranked tensors, got ",
                               operand.getType());
    if (!elementType)
      elementType = type.getElementType();
    ArrayRef<int64_t> other = type.getShape();
    if (other.size() > shape.size())
      shape.insert(shape.begin(), other.size() - shape.size(), 1);
    for (size_t i = 0, e = other.size(); i < e; ++i) {
      int64_t &size = shape[shape.size() - e + i];
      std::optional<int64_t> result = broadcastSizes(size, other[i]);
      if (!result)
        return emitOptionalError(
            loc, "operand shapes do not broadcast: ", operands.getTypes());
      size = *result;
    }
  }
  inferred.push_back(RankedTensorType::get(shape, elementType));
  return success();
}

LogicalResult mlir::nn::verifyRank(std::optional<Location> loc, StringRef name,
                                   Type type, int64_t rank) {
  int64_t actual = cast<RankedTensorType>(type).getRank();
  if (actual == rank)
    return success();
  return emitOptionalError(loc, "expects '", name, "' of rank ", rank,
                           ", got rank ", actual);
}
