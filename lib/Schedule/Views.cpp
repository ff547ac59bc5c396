//===- Views.cpp ----------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Views through reshapes, slices, pads and packed layouts.
//
//===----------------------------------------------------------------------===//

#include "nn/Schedule/Views.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/Matchers.h"
#include "nn/Dialect/Kernel/IR/KernelModule.h"
#include "nn/Dialect/Kernel/IR/KernelPackOps.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace mlir::nn;

bool mlir::nn::isConstantView(Value tensor) {
  while (Operation *op = tensor.getDefiningOp()) {
    if (matchPattern(op, m_Constant()))
      return true;
    if (!isa<tensor::CastOp, tensor::CollapseShapeOp, tensor::ExpandShapeOp>(
            op))
      return false;
    tensor = op->getOperand(0);
  }
  return false;
}

//===----------------------------------------------------------------------===//
// KernelSymbols
//===----------------------------------------------------------------------===//

KernelSymbols::KernelSymbols(func::FuncOp entry)
    : entry(entry), context(entry.getContext()) {
  // The trailing arguments: the dynamic sizes of the memrefs in order, then
  // their dynamic strides.
  unsigned numBuffers = getNumKernelBuffers(entry);
  auto next = entry.getArguments().begin() + numBuffers;
  auto end = entry.getArguments().end();
  auto buffers = entry.getArguments().take_front(numBuffers);
  for (BlockArgument buffer : buffers)
    for (auto [dim, size] :
         llvm::enumerate(cast<MemRefType>(buffer.getType()).getShape()))
      if (ShapedType::isDynamic(size) && next != end)
        sizes[{buffer, dim}] = *next++;
  for (BlockArgument buffer : buffers) {
    auto layout = dyn_cast<StridedLayoutAttr>(
        cast<MemRefType>(buffer.getType()).getLayout());
    if (!layout)
      continue;
    for (auto [dim, stride] : llvm::enumerate(layout.getStrides()))
      if (ShapedType::isDynamic(stride) && next != end)
        strides[{buffer, dim}] = *next++;
  }
}

AffineExpr KernelSymbols::constant(int64_t value) const {
  return getAffineConstantExpr(value, context);
}

AffineExpr KernelSymbols::get(Value value) {
  APInt constantValue;
  if (matchPattern(value, m_ConstantInt(&constantValue)))
    return constant(constantValue.getSExtValue());
  auto [it, inserted] = positions.try_emplace(value, values.size());
  if (inserted)
    values.push_back(value);
  return getAffineSymbolExpr(it->second, context);
}

AffineExpr KernelSymbols::get(OpFoldResult value) {
  if (auto attr = dyn_cast<Attribute>(value))
    return constant(cast<IntegerAttr>(attr).getInt());
  return get(cast<Value>(value));
}

AffineExpr KernelSymbols::getSize(BlockArgument buffer, unsigned dim) {
  int64_t size = cast<MemRefType>(buffer.getType()).getDimSize(dim);
  if (!ShapedType::isDynamic(size))
    return constant(size);
  Value value = sizes.lookup({buffer, dim});
  return value ? get(value) : AffineExpr();
}

AffineExpr KernelSymbols::getStride(BlockArgument buffer, unsigned dim) {
  auto type = cast<MemRefType>(buffer.getType());
  if (auto layout = dyn_cast<StridedLayoutAttr>(type.getLayout())) {
    int64_t stride = layout.getStrides()[dim];
    if (!ShapedType::isDynamic(stride))
      return constant(stride);
    Value value = strides.lookup({buffer, dim});
    return value ? get(value) : AffineExpr();
  }
  if (!type.getLayout().isIdentity())
    return {};
  AffineExpr stride = constant(1);
  for (unsigned inner = dim + 1, e = type.getRank(); inner < e; ++inner) {
    AffineExpr size = getSize(buffer, inner);
    if (!size)
      return {};
    stride = stride * size;
  }
  return stride;
}

AffineExpr KernelSymbols::getVScale() {
  if (!vscale) {
    OpBuilder b = OpBuilder::atBlockBegin(&entry.getBody().front());
    vscale = get(Value(vector::VectorScaleOp::create(b, entry.getLoc())));
  }
  return vscale;
}

std::optional<int64_t> mlir::nn::getConstant(AffineExpr expr) {
  if (auto constant = dyn_cast_or_null<AffineConstantExpr>(expr))
    return constant.getValue();
  return std::nullopt;
}

//===----------------------------------------------------------------------===//
// Views of what is read
//===----------------------------------------------------------------------===//

/// Follows a tensor.collapse_shape: the stride of a group is its innermost one.
static FailureOr<View> collapseView(const View &source,
                                    ArrayRef<ReassociationIndices> groups) {
  View view = source;
  view.sizes.clear();
  view.strides.clear();
  view.tiles.clear();
  view.tileStrides.clear();
  for (const ReassociationIndices &group : groups) {
    // Dimensions of size 1 have a stride that says nothing.
    SmallVector<int64_t> dims;
    for (int64_t dim : group)
      if (source.sizes[dim] != 1)
        dims.push_back(dim);
    AffineExpr size = getAffineConstantExpr(1, source.offset.getContext());
    for (int64_t dim : dims) {
      if (source.isCut(dim))
        return failure();
      size = size * source.sizes[dim];
    }
    for (auto [outer, inner] :
         llvm::zip(ArrayRef(dims).drop_back(dims.empty() ? 0 : 1),
                   ArrayRef(dims).drop_front(dims.empty() ? 0 : 1)))
      if (source.strides[outer] != source.strides[inner] * source.sizes[inner])
        return failure();
    view.sizes.push_back(size);
    view.strides.push_back(
        dims.empty() ? getAffineConstantExpr(1, source.offset.getContext())
                     : source.strides[dims.back()]);
  }
  return view;
}

/// Follows a tensor.expand_shape.
static FailureOr<View> expandView(const View &source,
                                  ArrayRef<ReassociationIndices> groups,
                                  ArrayRef<AffineExpr> sizes) {
  View view = source;
  view.sizes.assign(sizes.begin(), sizes.end());
  view.strides.assign(sizes.size(), AffineExpr());
  view.tiles.clear();
  view.tileStrides.clear();
  for (auto [dim, group] : llvm::enumerate(groups)) {
    if (source.isCut(dim))
      return failure();
    AffineExpr stride = source.strides[dim];
    for (int64_t inner : llvm::reverse(group)) {
      view.strides[inner] = stride;
      stride = stride * sizes[inner];
    }
  }
  return view;
}

/// Follows kernel.unpack: the logical tensor addressed in the packed one, which
/// is dense.
static FailureOr<View> unpackView(const View &source, UnpackOp op,
                                  KernelSymbols &symbols) {
  Packing packing = op.getPacking();
  auto type = cast<RankedTensorType>(op.getResult().getType());
  unsigned rank = type.getRank();
  if (source.getRank() != rank + packing.innerDims.size())
    return failure();
  View view;
  view.buffer = source.buffer;
  view.scratch = source.scratch;
  view.elementType = source.elementType;
  view.offset = source.offset;
  view.isScalable = packing.isScalable;
  view.strides.resize(rank);
  view.tiles.assign(rank, 0);
  view.tileStrides.assign(rank, symbols.constant(0));
  view.tileSteps.assign(rank, symbols.constant(0));
  for (int64_t size : type.getShape())
    view.sizes.push_back(
        symbols.constant(ShapedType::isDynamic(size) ? 0 : size));
  for (auto [outer, dim] : llvm::enumerate(packing.order)) {
    if (source.isCut(outer))
      return failure();
    view.strides[dim] = source.strides[outer];
    if (type.isDynamicDim(dim))
      view.sizes[dim] = source.sizes[outer];
  }
  for (auto [i, dim, tile] :
       llvm::enumerate(packing.innerDims, packing.innerTiles)) {
    if (view.tiles[dim] != 0)
      return failure();
    view.tiles[dim] = tile;
    view.tileStrides[dim] = source.strides[rank + i];
    if (packing.isScalable)
      continue;
    std::optional<int64_t> stride = getConstant(view.strides[dim]);
    if (!stride || *stride % tile != 0)
      return failure();
    view.tileSteps[dim] = symbols.constant(*stride / tile);
  }
  if (!packing.isScalable)
    return view;
  // By vscale rather than by the sizes that the kernel is given: then addresses
  // are offsets that instructions know.
  AffineExpr step = symbols.constant(1);
  for (int64_t dim : llvm::reverse(packing.order)) {
    view.strides[dim] = symbols.getVScale() * packing.innerTiles.front() * step;
    if (view.tiles[dim] != 0)
      view.tileSteps[dim] = step;
    else
      step = step * type.getDimSize(dim);
    if (view.tiles[dim] != 0 && dim != packing.order.front())
      return failure();
  }
  return view;
}

/// Follows a tensor.extract_slice, or, for an insertion, the slice that it
/// writes.
template <typename SliceOp>
static FailureOr<View> sliceView(const View &source, SliceOp op,
                                 const llvm::SmallBitVector &dropped,
                                 KernelSymbols &symbols) {
  View view = source;
  view.sizes.clear();
  view.strides.clear();
  view.tiles.clear();
  view.tileStrides.clear();
  for (auto [dim, offset, size, stride] : llvm::enumerate(
           op.getMixedOffsets(), op.getMixedSizes(), op.getMixedStrides())) {
    if (source.isCut(dim))
      return failure();
    view.offset = view.offset + symbols.get(offset) * source.strides[dim];
    if (dropped.test(dim))
      continue;
    view.sizes.push_back(symbols.get(size));
    view.strides.push_back(source.strides[dim] * symbols.get(stride));
  }
  return view;
}

FailureOr<View> KernelViews::getArgumentView(BlockArgument buffer) {
  auto type = dyn_cast<MemRefType>(buffer.getType());
  if (!type || buffer.getOwner() != &entry.getBody().front())
    return failure();
  View view;
  view.buffer = buffer;
  view.elementType = type.getElementType();
  view.offset = symbols.constant(0);
  for (unsigned dim = 0, e = type.getRank(); dim < e; ++dim) {
    view.sizes.push_back(symbols.getSize(buffer, dim));
    view.strides.push_back(symbols.getStride(buffer, dim));
    if (!view.sizes.back() || !view.strides.back())
      return failure();
  }
  return view;
}

FailureOr<View> KernelViews::getView(Value tensor) {
  if (auto it = known.find(tensor); it != known.end())
    return it->second;
  Operation *op = tensor.getDefiningOp();
  if (!op)
    return failure();
  return TypeSwitch<Operation *, FailureOr<View>>(op)
      .Case([&](bufferization::ToTensorOp toTensor) -> FailureOr<View> {
        auto buffer = dyn_cast<BlockArgument>(toTensor.getBuffer());
        if (!buffer)
          return failure();
        return getArgumentView(buffer);
      })
      .Case([&](tensor::CastOp cast) { return getView(cast.getSource()); })
      .Case([&](tensor::CollapseShapeOp collapse) -> FailureOr<View> {
        FailureOr<View> source = getView(collapse.getSrc());
        if (failed(source))
          return failure();
        return collapseView(*source, collapse.getReassociationIndices());
      })
      .Case([&](tensor::ExpandShapeOp expand) -> FailureOr<View> {
        FailureOr<View> source = getView(expand.getSrc());
        FailureOr<SmallVector<AffineExpr>> sizes = getSizes(tensor);
        if (failed(source) || failed(sizes))
          return failure();
        return expandView(*source, expand.getReassociationIndices(), *sizes);
      })
      .Case([&](tensor::ExtractSliceOp slice) -> FailureOr<View> {
        FailureOr<View> source = getView(slice.getSource());
        if (failed(source))
          return failure();
        return sliceView(*source, slice, slice.getDroppedDims(), symbols);
      })
      .Case([&](UnpackOp unpack) -> FailureOr<View> {
        FailureOr<View> source = getView(unpack.getInput());
        if (failed(source))
          return failure();
        return unpackView(*source, unpack, symbols);
      })
      .Default([](Operation *) { return failure(); });
}

FailureOr<SmallVector<AffineExpr>> KernelViews::getSizes(Value tensor) {
  auto type = dyn_cast<RankedTensorType>(tensor.getType());
  if (!type)
    return failure();
  SmallVector<AffineExpr> sizes;
  if (type.hasStaticShape()) {
    for (int64_t size : type.getShape())
      sizes.push_back(symbols.constant(size));
    return sizes;
  }
  Operation *op = tensor.getDefiningOp();
  if (!op)
    return failure();
  auto fromMixed = [&](ArrayRef<OpFoldResult> mixed) {
    for (OpFoldResult size : mixed)
      sizes.push_back(symbols.get(size));
    return sizes;
  };
  if (auto linalgOp = dyn_cast<linalg::LinalgOp>(op))
    return getSizes(
        linalgOp.getDpsInitOperand(cast<OpResult>(tensor).getResultNumber())
            ->get());
  if (auto empty = dyn_cast<tensor::EmptyOp>(op))
    return fromMixed(empty.getMixedSizes());
  if (auto expand = dyn_cast<tensor::ExpandShapeOp>(op))
    return fromMixed(expand.getMixedOutputShape());
  if (auto slice = dyn_cast<tensor::ExtractSliceOp>(op)) {
    for (auto [dim, size] : llvm::enumerate(slice.getMixedSizes()))
      if (!slice.getDroppedDims().test(dim))
        sizes.push_back(symbols.get(size));
    return sizes;
  }
  if (auto cast = dyn_cast<tensor::CastOp>(op))
    return getSizes(cast.getSource());
  if (auto insert = dyn_cast<tensor::InsertSliceOp>(op))
    return getSizes(insert.getDest());
  if (auto collapse = dyn_cast<tensor::CollapseShapeOp>(op)) {
    FailureOr<SmallVector<AffineExpr>> source = getSizes(collapse.getSrc());
    if (failed(source))
      return failure();
    for (const ReassociationIndices &group :
         collapse.getReassociationIndices()) {
      AffineExpr size = symbols.constant(1);
      for (int64_t dim : group)
        size = size * (*source)[dim];
      sizes.push_back(size);
    }
    return sizes;
  }
  if (auto pad = dyn_cast<tensor::PadOp>(op)) {
    FailureOr<SmallVector<AffineExpr>> source = getSizes(pad.getSource());
    if (failed(source))
      return failure();
    for (auto [size, low, high] :
         llvm::zip(*source, pad.getMixedLowPad(), pad.getMixedHighPad()))
      sizes.push_back(size + symbols.get(low) + symbols.get(high));
    return sizes;
  }
  FailureOr<View> view = getView(tensor);
  if (failed(view))
    return failure();
  return view->sizes;
}

//===----------------------------------------------------------------------===//
// Views of what is written
//===----------------------------------------------------------------------===//

FailureOr<View> KernelViews::getDestination(Value tensor) {
  if (auto it = destinations.find(tensor); it != destinations.end())
    return it->second;
  for (Operation *user : tensor.getUsers()) {
    FailureOr<View> view = getDestinationThrough(user, tensor);
    if (succeeded(view)) {
      destinations[tensor] = *view;
      return view;
    }
  }
  return failure();
}

FailureOr<View> KernelViews::getDestinationThrough(Operation *user,
                                                   Value tensor) {
  if (auto sink = dyn_cast<bufferization::MaterializeInDestinationOp>(user)) {
    auto buffer = dyn_cast<BlockArgument>(sink.getDest());
    if (!buffer || sink.getSource() != tensor)
      return failure();
    return getArgumentView(buffer);
  }
  if (!isa<tensor::CastOp, tensor::CollapseShapeOp, tensor::ExpandShapeOp,
           tensor::PadOp, tensor::InsertSliceOp, tensor::ConcatOp>(user))
    return failure();
  FailureOr<View> result = getDestination(user->getResult(0));
  if (failed(result))
    return failure();

  if (isa<tensor::CastOp>(user))
    return result;
  if (auto collapse = dyn_cast<tensor::CollapseShapeOp>(user)) {
    FailureOr<SmallVector<AffineExpr>> sizes = getSizes(tensor);
    if (failed(sizes))
      return failure();
    return expandView(*result, collapse.getReassociationIndices(), *sizes);
  }
  if (auto expand = dyn_cast<tensor::ExpandShapeOp>(user))
    return collapseView(*result, expand.getReassociationIndices());
  if (auto insert = dyn_cast<tensor::InsertSliceOp>(user)) {
    if (insert.getSource() != tensor)
      return failure();
    // What is not inserted must already be there.
    FailureOr<View> dest = getView(insert.getDest());
    if (failed(dest) || dest->buffer != result->buffer)
      return failure();
    return sliceView(*result, insert, insert.getDroppedDims(), symbols);
  }
  if (auto concat = dyn_cast<tensor::ConcatOp>(user)) {
    unsigned dim = concat.getDim();
    for (OpOperand &operand : concat->getOpOperands()) {
      FailureOr<SmallVector<AffineExpr>> sizes = getSizes(operand.get());
      if (failed(sizes))
        return failure();
      if (operand.get() == tensor) {
        result->sizes = *sizes;
        return result;
      }
      result->offset = result->offset + (*sizes)[dim] * result->strides[dim];
    }
    return failure();
  }

  // A pad: the tensor is the interior, and the border holds one value.
  auto pad = cast<tensor::PadOp>(user);
  Value value = pad.getConstantPaddingValue();
  FailureOr<SmallVector<AffineExpr>> sizes = getSizes(tensor);
  if (!value || failed(sizes))
    return failure();
  View interior = *result;
  SmallVector<OpFoldResult> lows = pad.getMixedLowPad();
  SmallVector<OpFoldResult> highs = pad.getMixedHighPad();
  for (unsigned dim = 0, e = lows.size(); dim < e; ++dim) {
    // The borders of this dimension reach over the whole of the dimensions
    // after it and the interior of those before it.
    View border = interior;
    auto addBorder = [&](OpFoldResult size, AffineExpr begin) {
      if (getConstantIntValue(size) == 0)
        return;
      border.offset = interior.offset + begin * interior.strides[dim];
      border.sizes[dim] = symbols.get(size);
      borders.push_back({border, value});
    };
    AffineExpr low = symbols.get(lows[dim]);
    addBorder(lows[dim], symbols.constant(0));
    addBorder(highs[dim], low + (*sizes)[dim]);
    interior.offset = interior.offset + low * interior.strides[dim];
    interior.sizes[dim] = (*sizes)[dim];
  }
  return interior;
}
