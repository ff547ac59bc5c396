//===- Placement.cpp ------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Strides of views, and what can be said of two parts of a buffer.
//
//===----------------------------------------------------------------------===//

#include "Placement.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::memory;

//===----------------------------------------------------------------------===//
// Index arithmetic
//===----------------------------------------------------------------------===//

/// Returns the result of an op of the kind on these operands that can be used
/// at the builder's place, or null. Equal indices are then equal values, which
/// is how placements are compared.
template <typename OpTy>
static Value findIndexOp(OpBuilder &builder, OpFoldResult lhs,
                         OpFoldResult rhs) {
  Value operand = isa<Value>(lhs) ? cast<Value>(lhs) : cast<Value>(rhs);
  Block *block = builder.getInsertionBlock();
  for (Operation *user : operand.getUsers()) {
    auto op = dyn_cast<OpTy>(user);
    if (!op || !isEqualConstantIntOrValue(op.getLhs(), lhs) ||
        !isEqualConstantIntOrValue(op.getRhs(), rhs))
      continue;
    if (user->getBlock() == block) {
      if (builder.getInsertionPoint() == block->end() ||
          user->isBeforeInBlock(&*builder.getInsertionPoint()))
        return op;
      continue;
    }
    Operation *place =
        user->getBlock()->findAncestorOpInBlock(*block->getParentOp());
    if (place && user->isBeforeInBlock(place))
      return op;
  }
  return Value();
}

template <typename OpTy>
static OpFoldResult createIndexOp(OpBuilder &builder, Location loc,
                                  OpFoldResult lhs, OpFoldResult rhs) {
  if (Value existing = findIndexOp<OpTy>(builder, lhs, rhs))
    return existing;
  return OpTy::create(builder, loc,
                      getValueOrCreateConstantIndexOp(builder, loc, lhs),
                      getValueOrCreateConstantIndexOp(builder, loc, rhs))
      .getResult();
}

OpFoldResult memory::addIndices(OpBuilder &builder, Location loc,
                                OpFoldResult lhs, OpFoldResult rhs) {
  std::optional<int64_t> x = getConstantIntValue(lhs);
  std::optional<int64_t> y = getConstantIntValue(rhs);
  if (x && y)
    return builder.getIndexAttr(*x + *y);
  if (x && *x == 0)
    return rhs;
  if (y && *y == 0)
    return lhs;
  return createIndexOp<arith::AddIOp>(builder, loc, lhs, rhs);
}

OpFoldResult memory::mulIndices(OpBuilder &builder, Location loc,
                                OpFoldResult lhs, OpFoldResult rhs) {
  std::optional<int64_t> x = getConstantIntValue(lhs);
  std::optional<int64_t> y = getConstantIntValue(rhs);
  if (x && y)
    return builder.getIndexAttr(*x * *y);
  if ((x && *x == 0) || (y && *y == 0))
    return builder.getIndexAttr(0);
  if (x && *x == 1)
    return rhs;
  if (y && *y == 1)
    return lhs;
  return createIndexOp<arith::MulIOp>(builder, loc, lhs, rhs);
}

OpFoldResult memory::getProduct(OpBuilder &builder, Location loc,
                                ArrayRef<OpFoldResult> factors) {
  OpFoldResult product = builder.getIndexAttr(1);
  for (OpFoldResult factor : factors)
    product = mulIndices(builder, loc, product, factor);
  return product;
}

bool memory::isSameIndex(OpFoldResult lhs, OpFoldResult rhs) {
  return isEqualConstantIntOrValue(lhs, rhs);
}

/// The strides of elements in row-major order.
static SmallVector<OpFoldResult>
getRowMajorStrides(OpBuilder &builder, Location loc,
                   ArrayRef<OpFoldResult> sizes) {
  SmallVector<OpFoldResult> strides(sizes.size(), builder.getIndexAttr(1));
  for (int64_t dim = static_cast<int64_t>(sizes.size()) - 2; dim >= 0; --dim)
    strides[dim] = mulIndices(builder, loc, strides[dim + 1], sizes[dim + 1]);
  return strides;
}

//===----------------------------------------------------------------------===//
// Views
//===----------------------------------------------------------------------===//

Placement memory::getWholePlacement(OpBuilder &builder, Location loc,
                                    unsigned buffer, Type elementType,
                                    ArrayRef<OpFoldResult> sizes) {
  Placement placement;
  placement.buffer = buffer;
  placement.elementType = elementType;
  placement.offset = builder.getIndexAttr(0);
  placement.sizes.assign(sizes.begin(), sizes.end());
  placement.strides = getRowMajorStrides(builder, loc, sizes);
  SmallVector<OpFoldResult> zeros(sizes.size(), builder.getIndexAttr(0));
  placement.box = Box{placement.sizes, zeros, placement.sizes};
  placement.isBox = true;
  return placement;
}

/// Returns true if these strides, all constants but for dimensions of size 1,
/// are those of row-major order.
static bool hasRowMajorStrides(ArrayRef<OpFoldResult> sizes,
                               ArrayRef<OpFoldResult> strides) {
  std::optional<int64_t> expected = 1;
  for (int64_t dim = static_cast<int64_t>(sizes.size()) - 1; dim >= 0; --dim) {
    if (isOne(sizes[dim]))
      continue;
    if (!expected || !isConstantIntValue(strides[dim], *expected))
      return false;
    std::optional<int64_t> size = getConstantIntValue(sizes[dim]);
    expected = size ? std::optional<int64_t>(*expected * *size) : std::nullopt;
  }
  return true;
}

Placement memory::getSlicePlacement(OpBuilder &builder, Location loc,
                                    const Placement &source,
                                    ArrayRef<OpFoldResult> offsets,
                                    ArrayRef<OpFoldResult> sizes,
                                    ArrayRef<OpFoldResult> strides,
                                    const llvm::SmallBitVector &droppedDims) {
  Placement slice;
  slice.buffer = source.buffer;
  slice.elementType = source.elementType;
  slice.undefined = source.undefined;
  slice.offset = source.offset;
  slice.box = source.box;
  bool isBoxPart = source.isBox && llvm::all_of(strides, isOne);
  slice.isBox = isBoxPart && droppedDims.none();
  // A slice of the outermost dimension that has more than one index keeps the
  // order of its elements.
  bool isOutermost = true;
  bool keepsOrder = source.contiguous;
  for (int64_t dim = 0; dim < source.getRank(); ++dim) {
    slice.offset =
        addIndices(builder, loc, slice.offset,
                   mulIndices(builder, loc, offsets[dim], source.strides[dim]));
    bool isFull = isSameIndex(sizes[dim], source.sizes[dim]);
    if (!isOne(strides[dim]) && !isOne(sizes[dim]))
      keepsOrder = false;
    else if (!isFull && !isOutermost)
      keepsOrder = false;
    if (!isOne(sizes[dim]))
      isOutermost = false;
    if (isBoxPart) {
      slice.box->begins[dim] =
          addIndices(builder, loc, source.box->begins[dim], offsets[dim]);
      slice.box->sizes[dim] = sizes[dim];
    }
    if (droppedDims.test(dim))
      continue;
    slice.sizes.push_back(sizes[dim]);
    slice.strides.push_back(
        mulIndices(builder, loc, strides[dim], source.strides[dim]));
  }
  slice.contiguous =
      keepsOrder || hasRowMajorStrides(slice.sizes, slice.strides);
  return slice;
}

Placement memory::getExpandedPlacement(OpBuilder &builder,
                                       tensor::ExpandShapeOp expandOp,
                                       const Placement &source) {
  Location loc = expandOp.getLoc();
  Placement expanded = source;
  expanded.isBox = false;
  expanded.sizes = expandOp.getMixedOutputShape();
  expanded.strides.assign(expanded.sizes.size(), builder.getIndexAttr(1));
  for (auto [dim, group] :
       llvm::enumerate(expandOp.getReassociationIndices())) {
    OpFoldResult stride = source.strides[dim];
    for (int64_t inner : llvm::reverse(group)) {
      expanded.strides[inner] = stride;
      stride = mulIndices(builder, loc, stride, expanded.sizes[inner]);
    }
  }
  return expanded;
}

FailureOr<Placement>
memory::getCollapsedPlacement(OpBuilder &builder,
                              tensor::CollapseShapeOp collapseOp,
                              const Placement &source) {
  Location loc = collapseOp.getLoc();
  Placement collapsed = source;
  collapsed.isBox = false;
  collapsed.sizes.clear();
  collapsed.strides.clear();
  for (const ReassociationIndices &group :
       collapseOp.getReassociationIndices()) {
    SmallVector<OpFoldResult> sizes, strides;
    for (int64_t dim : group) {
      sizes.push_back(source.sizes[dim]);
      strides.push_back(source.strides[dim]);
    }
    // Dimensions of size 1 say nothing about how the others lie.
    OpFoldResult stride = builder.getIndexAttr(1);
    std::optional<unsigned> inner;
    for (unsigned i = sizes.size(); i-- > 0;) {
      if (isOne(sizes[i]))
        continue;
      if (!inner) {
        stride = strides[i];
      } else if (!source.contiguous) {
        std::optional<int64_t> innerSize = getConstantIntValue(sizes[*inner]);
        std::optional<int64_t> innerStride =
            getConstantIntValue(strides[*inner]);
        if (!innerSize || !innerStride ||
            !isConstantIntValue(strides[i], *innerSize * *innerStride))
          return failure();
      }
      inner = i;
    }
    collapsed.sizes.push_back(getProduct(builder, loc, sizes));
    collapsed.strides.push_back(stride);
  }
  // All of a tensor without elements to step over: any stride does, but these
  // are the ones that other rules recognize.
  if (source.contiguous)
    collapsed.strides = getRowMajorStrides(builder, loc, collapsed.sizes);
  return collapsed;
}

//===----------------------------------------------------------------------===//
// Comparison
//===----------------------------------------------------------------------===//

bool memory::isSamePlacement(const Placement &lhs, const Placement &rhs) {
  if (lhs.buffer != rhs.buffer || !isSameIndex(lhs.offset, rhs.offset) ||
      lhs.getRank() != rhs.getRank())
    return false;
  for (int64_t dim = 0; dim < lhs.getRank(); ++dim) {
    if (!isSameIndex(lhs.sizes[dim], rhs.sizes[dim]))
      return false;
    if (!isOne(lhs.sizes[dim]) &&
        !isSameIndex(lhs.strides[dim], rhs.strides[dim]) &&
        !(lhs.contiguous && rhs.contiguous))
      return false;
  }
  return true;
}

bool memory::fitsMemRef(const Placement &placement, MemRefType type) {
  if (type.getLayout().isIdentity())
    return placement.contiguous;
  auto [strides, offset] = type.getStridesAndOffset();
  for (int64_t dim = 0; dim < placement.getRank(); ++dim) {
    if (isOne(placement.sizes[dim]) || ShapedType::isDynamic(strides[dim]))
      continue;
    if (!isConstantIntValue(placement.strides[dim], strides[dim]))
      return false;
  }
  return true;
}
