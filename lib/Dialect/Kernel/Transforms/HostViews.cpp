//===- HostViews.cpp ------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "HostViews.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "nn/Dialect/Kernel/IR/KernelDispatchOps.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace mlir::nn;

/// Returns the elements of a list for the dimensions that a slice keeps.
static SmallVector<OpFoldResult> getKept(tensor::ExtractSliceOp slice,
                                         ArrayRef<OpFoldResult> values) {
  llvm::SmallBitVector dropped = slice.getDroppedDims();
  SmallVector<OpFoldResult> kept;
  for (auto [i, value] : llvm::enumerate(values))
    if (!dropped.test(i))
      kept.push_back(value);
  return kept;
}

/// Returns the destination that the result shares its buffer with, if the op
/// has one.
static Value getDestination(Value tensor) {
  if (auto forall = tensor.getDefiningOp<scf::ForallOp>())
    return forall.getTiedOpOperand(cast<OpResult>(tensor))->get();
  auto op = tensor.getDefiningOp<DestinationStyleOpInterface>();
  return op ? op.getTiedOpOperand(cast<OpResult>(tensor))->get() : Value();
}

//===----------------------------------------------------------------------===//
// Sizes
//===----------------------------------------------------------------------===//

/// Returns a size of the tensor, asked for where the tensor is defined, and
/// once.
static Value getDim(OpBuilder &builder, Value tensor, int64_t dim) {
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointAfterValue(tensor);
  Block *block = builder.getInsertionBlock();
  for (auto it = builder.getInsertionPoint(); it != block->end(); ++it) {
    if (auto known = dyn_cast<tensor::DimOp>(*it)) {
      if (known.getSource() == tensor && known.getConstantIndex() == dim)
        return known;
    } else if (!it->hasTrait<OpTrait::ConstantLike>()) {
      break;
    }
  }
  return tensor::DimOp::create(builder, tensor.getLoc(), tensor, dim);
}

/// The dimension that a dimension of the result is, if all others that are
/// collapsed to it have one element.
static std::optional<int64_t> findOnlySize(tensor::CollapseShapeOp op,
                                           int64_t dim) {
  std::optional<int64_t> only;
  SmallVector<ReassociationIndices> groups = op.getReassociationIndices();
  for (int64_t from : groups[dim]) {
    if (op.getSrcType().getDimSize(from) == 1)
      continue;
    if (only)
      return std::nullopt;
    only = from;
  }
  return only;
}

SmallVector<OpFoldResult> mlir::nn::getHostSizes(OpBuilder &builder,
                                                 Value tensor) {
  if (Value destination = getDestination(tensor))
    return getHostSizes(builder, destination);
  Operation *op = tensor.getDefiningOp();
  if (auto empty = dyn_cast_or_null<tensor::EmptyOp>(op))
    return empty.getMixedSizes();
  if (auto slice = dyn_cast_or_null<tensor::ExtractSliceOp>(op))
    return getKept(slice, slice.getMixedSizes());
  if (auto pad = dyn_cast_or_null<tensor::PadOp>(op)) {
    SmallVector<OpFoldResult> sizes = getHostSizes(builder, pad.getSource());
    AffineExpr size, low, high;
    bindDims(builder.getContext(), size, low, high);
    for (auto [i, lowWidth, highWidth] :
         llvm::enumerate(pad.getMixedLowPad(), pad.getMixedHighPad()))
      sizes[i] = affine::makeComposedFoldedAffineApply(
          builder, pad.getLoc(), size + low + high,
          {sizes[i], lowWidth, highWidth});
    return sizes;
  }
  if (auto concat = dyn_cast_or_null<tensor::ConcatOp>(op)) {
    SmallVector<OpFoldResult> sizes =
        getHostSizes(builder, concat.getInputs().front());
    AffineExpr x, y;
    bindSymbols(builder.getContext(), x, y);
    OpFoldResult &size = sizes[concat.getDim()];
    for (Value input : concat.getInputs().drop_front())
      size = affine::makeComposedFoldedAffineApply(
          builder, concat.getLoc(), x + y,
          {size, getHostSizes(builder, input)[concat.getDim()]});
    return sizes;
  }
  if (auto expand = dyn_cast_or_null<tensor::ExpandShapeOp>(op))
    return expand.getMixedOutputShape();
  auto type = cast<RankedTensorType>(tensor.getType());
  auto collapse = dyn_cast_or_null<tensor::CollapseShapeOp>(op);
  SmallVector<OpFoldResult> sizes;
  for (auto [i, size] : llvm::enumerate(type.getShape())) {
    if (!ShapedType::isDynamic(size))
      sizes.push_back(builder.getIndexAttr(size));
    else if (std::optional<int64_t> only =
                 collapse ? findOnlySize(collapse, i) : std::nullopt)
      sizes.push_back(getHostSizes(builder, collapse.getSrc())[*only]);
    else
      sizes.push_back(getDim(builder, tensor, i));
  }
  return sizes;
}

bool mlir::nn::isSizeOf(OpFoldResult size, Value tensor, int64_t dim) {
  auto type = cast<RankedTensorType>(tensor.getType());
  if (!type.isDynamicDim(dim))
    return isConstantIntValue(size, type.getDimSize(dim));
  if (Value destination = getDestination(tensor))
    return isSizeOf(size, destination, dim);
  if (auto empty = tensor.getDefiningOp<tensor::EmptyOp>())
    return isEqualConstantIntOrValue(size, empty.getMixedSizes()[dim]);
  if (auto slice = tensor.getDefiningOp<tensor::ExtractSliceOp>())
    return isEqualConstantIntOrValue(
        size, getKept(slice, slice.getMixedSizes())[dim]);
  auto value = dyn_cast<Value>(size);
  auto dimOp = value ? value.getDefiningOp<tensor::DimOp>() : nullptr;
  return dimOp && dimOp.getSource() == tensor &&
         dimOp.getConstantIndex() == dim;
}

//===----------------------------------------------------------------------===//
// Strides
//===----------------------------------------------------------------------===//

bool mlir::nn::isContiguous(Value tensor) {
  if (Value destination = getDestination(tensor))
    return isContiguous(destination);
  Operation *op = tensor.getDefiningOp();
  if (isa_and_nonnull<tensor::CastOp, tensor::CollapseShapeOp,
                      tensor::ExpandShapeOp>(op))
    return isContiguous(op->getOperand(0));
  auto slice = dyn_cast_or_null<tensor::ExtractSliceOp>(op);
  if (!slice)
    return true;
  if (!slice.hasUnitStride() || !isContiguous(slice.getSource()))
    return false;
  // Behind the first dimension of more than one element all must be whole.
  bool isCut = false;
  for (auto [i, size] : llvm::enumerate(slice.getMixedSizes())) {
    if (isCut && !isSizeOf(size, slice.getSource(), i))
      return false;
    isCut |= !isConstantIntValue(size, 1);
  }
  return true;
}

static OpFoldResult multiply(OpBuilder &builder, Location loc, OpFoldResult lhs,
                             OpFoldResult rhs) {
  if (isConstantIntValue(rhs, 1))
    return lhs;
  if (isConstantIntValue(lhs, 1))
    return rhs;
  AffineExpr x, y;
  bindSymbols(builder.getContext(), x, y);
  return affine::makeComposedFoldedAffineApply(builder, loc, x * y, {lhs, rhs});
}

/// Returns the strides of a tensor whose elements lie one after another, from
/// the given innermost stride on.
static SmallVector<OpFoldResult> getRowMajor(OpBuilder &builder, Location loc,
                                             ArrayRef<OpFoldResult> sizes,
                                             OpFoldResult innermost) {
  SmallVector<OpFoldResult> strides(sizes.size());
  OpFoldResult stride = innermost;
  for (int64_t i = sizes.size() - 1; i >= 0; --i) {
    strides[i] = stride;
    if (i > 0)
      stride = multiply(builder, loc, stride, sizes[i]);
  }
  return strides;
}

static std::optional<SmallVector<OpFoldResult>>
getCollapsedStrides(OpBuilder &builder, tensor::CollapseShapeOp op) {
  auto source = getHostStrides(builder, op.getSrc());
  if (!source)
    return std::nullopt;
  RankedTensorType type = op.getSrcType();
  SmallVector<OpFoldResult> strides;
  for (const ReassociationIndices &group : op.getReassociationIndices()) {
    // The dimensions of size 1 do not matter; the others must lie in each
    // other without a gap.
    OpFoldResult inner;
    OpFoldResult expected;
    for (int64_t dim : llvm::reverse(group)) {
      if (type.getDimSize(dim) == 1)
        continue;
      OpFoldResult stride = (*source)[dim];
      if (!inner) {
        inner = stride;
      } else if (!isEqualConstantIntOrValue(stride, expected)) {
        return std::nullopt;
      }
      expected = multiply(
          builder, op.getLoc(), stride,
          type.isDynamicDim(dim)
              ? getHostSizes(builder, op.getSrc())[dim]
              : OpFoldResult(builder.getIndexAttr(type.getDimSize(dim))));
    }
    strides.push_back(inner ? inner : (*source)[group.back()]);
  }
  // No group: a tensor of one element has no strides.
  return strides;
}

static std::optional<SmallVector<OpFoldResult>>
getExpandedStrides(OpBuilder &builder, tensor::ExpandShapeOp op) {
  auto source = getHostStrides(builder, op.getSrc());
  if (!source)
    return std::nullopt;
  SmallVector<OpFoldResult> sizes = op.getMixedOutputShape();
  if (op.getReassociationIndices().empty())
    return getRowMajor(builder, op.getLoc(), sizes, builder.getIndexAttr(1));
  SmallVector<OpFoldResult> strides;
  for (auto [i, group] : llvm::enumerate(op.getReassociationIndices()))
    llvm::append_range(
        strides, getRowMajor(builder, op.getLoc(),
                             ArrayRef(sizes).slice(group.front(), group.size()),
                             (*source)[i]));
  return strides;
}

static std::optional<SmallVector<OpFoldResult>>
getSliceStrides(OpBuilder &builder, tensor::ExtractSliceOp op) {
  auto strides = getHostStrides(builder, op.getSource());
  if (!strides)
    return std::nullopt;
  for (auto [stride, step] : llvm::zip(*strides, op.getMixedStrides()))
    stride = multiply(builder, op.getLoc(), stride, step);
  return getKept(op, *strides);
}

std::optional<SmallVector<OpFoldResult>>
mlir::nn::getHostStrides(OpBuilder &builder, Value tensor) {
  std::optional<SmallVector<OpFoldResult>> strides;
  if (Value destination = getDestination(tensor)) {
    strides = getHostStrides(builder, destination);
  } else if (Operation *op = tensor.getDefiningOp()) {
    strides =
        llvm::TypeSwitch<Operation *, std::optional<SmallVector<OpFoldResult>>>(
            op)
            .Case([&](tensor::CastOp op) {
              return getHostStrides(builder, op.getSource());
            })
            .Case([&](tensor::ExtractSliceOp op) {
              return getSliceStrides(builder, op);
            })
            .Case([&](tensor::CollapseShapeOp op) {
              return getCollapsedStrides(builder, op);
            })
            .Case([&](tensor::ExpandShapeOp op) {
              return getExpandedStrides(builder, op);
            })
            .Default([&](Operation *op) {
              return getRowMajor(builder, op->getLoc(),
                                 getHostSizes(builder, tensor),
                                 builder.getIndexAttr(1));
            });
  } else {
    strides =
        getRowMajor(builder, tensor.getLoc(), getHostSizes(builder, tensor),
                    builder.getIndexAttr(1));
  }
  if (!strides)
    return std::nullopt;
  // One way to write what does not matter.
  auto type = cast<RankedTensorType>(tensor.getType());
  for (int64_t i = type.getRank() - 1; i >= 0; --i) {
    if (type.getDimSize(i) != 1)
      continue;
    if (i == type.getRank() - 1)
      (*strides)[i] = builder.getIndexAttr(1);
    else if (!type.isDynamicDim(i + 1))
      (*strides)[i] = multiply(builder, tensor.getLoc(), (*strides)[i + 1],
                               builder.getIndexAttr(type.getDimSize(i + 1)));
  }
  return strides;
}

MemRefType mlir::nn::getBufferType(RankedTensorType type,
                                   ArrayRef<OpFoldResult> strides,
                                   SmallVectorImpl<Value> &dynamicStrides) {
  auto identity = MemRefType::get(type.getShape(), type.getElementType());
  if (strides.empty())
    return identity;
  if (!isConstantIntValue(strides.back(), 1))
    return nullptr;

  // Strides that follow from the sizes are those of the plain type.
  SmallVector<int64_t> known;
  bool isIdentity = true;
  int64_t expected = 1;
  for (int64_t i = type.getRank() - 1; i >= 0; --i) {
    std::optional<int64_t> stride = getConstantIntValue(strides[i]);
    known.insert(known.begin(), stride.value_or(ShapedType::kDynamic));
    if (type.getDimSize(i) != 1)
      isIdentity &= stride && *stride == expected;
    if (!type.isDynamicDim(i))
      expected *= type.getDimSize(i);
    else if (i > 0)
      isIdentity = false;
  }
  if (isIdentity)
    return identity;
  for (OpFoldResult stride : strides)
    if (!getConstantIntValue(stride))
      dynamicStrides.push_back(cast<Value>(stride));
  return MemRefType::get(
      type.getShape(), type.getElementType(),
      StridedLayoutAttr::get(type.getContext(), /*offset=*/0, known));
}
