//===- KernelBuffers.cpp --------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The buffers of a kernel as flat memrefs, and its index arithmetic.
//
//===----------------------------------------------------------------------===//

#include "StageEmitter.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "nn/Dialect/Kernel/IR/KernelModule.h"

using namespace mlir;
using namespace mlir::nn;

KernelBuffers::KernelBuffers(OpBuilder &b, KernelStages &kernel)
    : b(b), kernel(kernel) {
  // Vulkan has one type for an element of a workgroup's memory.
  if (TargetInfo::get(kernel.getEntry()).device == DeviceKind::CUDA)
    scratchAlignment = TargetInfo::accessBytes;
}

Value KernelBuffers::apply(Location loc, AffineExpr expr, ValueRange dims) {
  if (std::optional<int64_t> constant = getConstant(expr))
    return arith::ConstantIndexOp::create(b, loc, *constant);
  if (auto dim = dyn_cast<AffineDimExpr>(expr))
    return dims[dim.getPosition()];
  SmallVector<Value> operands(dims);
  llvm::append_range(operands, kernel.getSymbols().getValues());
  AffineMap map =
      AffineMap::get(dims.size(), kernel.getSymbols().getValues().size(), expr);
  affine::canonicalizeMapAndOperands(&map, &operands);
  if (auto symbol = dyn_cast<AffineSymbolExpr>(map.getResult(0)))
    return operands[map.getNumDims() + symbol.getPosition()];
  return affine::AffineApplyOp::create(b, loc, map, operands);
}

int64_t KernelBuffers::getAlignment(const View &view) const {
  if (!view.buffer)
    return scratchAlignment;
  auto alignment = kernel.getEntry().getArgAttrOfType<IntegerAttr>(
      cast<BlockArgument>(view.buffer).getArgNumber(), kernelAlignmentAttrName);
  return alignment ? alignment.getInt() : 1;
}

Value KernelBuffers::getFlat(const View &view) {
  if (!view.buffer)
    return scratch[view.scratch];
  Value &flat = arguments[view.buffer];
  if (flat)
    return flat;
  auto type = cast<MemRefType>(view.buffer.getType());
  if (type.getRank() == 1 && type.getLayout().isIdentity())
    return flat = view.buffer;
  // Up to the last element.
  auto argument = cast<BlockArgument>(view.buffer);
  KernelSymbols &symbols = kernel.getSymbols();
  AffineExpr size = symbols.constant(1);
  for (unsigned dim = 0, e = type.getRank(); dim < e; ++dim)
    size = size + (symbols.getSize(argument, dim) - 1) *
                      symbols.getStride(argument, dim);
  OpBuilder::InsertionGuard guard(b);
  func::FuncOp entry = kernel.getEntry();
  b.setInsertionPointToStart(&entry.getBody().front());
  Location loc = entry.getLoc();
  std::optional<int64_t> constant = getConstant(size);
  auto flatType = MemRefType::get({constant.value_or(ShapedType::kDynamic)},
                                  type.getElementType());
  OpFoldResult sizeValue = constant ? OpFoldResult(b.getIndexAttr(*constant))
                                    : OpFoldResult(apply(loc, size));
  OpFoldResult zero = b.getIndexAttr(0), one = b.getIndexAttr(1);
  flat = memref::ReinterpretCastOp::create(b, loc, flatType, view.buffer, zero,
                                           ArrayRef<OpFoldResult>(sizeValue),
                                           ArrayRef<OpFoldResult>(one));
  return flat;
}
