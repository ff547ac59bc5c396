//===- HoistScratch.cpp ---------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The pass nn-hoist-scratch.
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Affine/Transforms/Transforms.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "nn/ABI/KernelSizes.h"
#include "nn/Codegen/CPU/Passes.h"
#include "nn/Dialect/Kernel/IR/KernelModule.h"

namespace mlir::nn {
#define GEN_PASS_DEF_NNHOISTSCRATCH
#include "nn/Codegen/CPU/Passes.h.inc"
} // namespace mlir::nn

using namespace mlir;
using namespace mlir::nn;

/// Scratch begins at a cache line, and so does each part of it.
static constexpr int64_t scratchAlignment = 64;

/// Returns the bytes of an element, or 0 if it has no fixed number of them.
static int64_t getElementBytes(MemRefType type) {
  Type element = type.getElementType();
  if (element.isIndex())
    return 8;
  int64_t factor = 1;
  if (auto complex = dyn_cast<ComplexType>(element)) {
    element = complex.getElementType();
    factor = 2;
  }
  if (!element.isIntOrFloat())
    return 0;
  return factor * llvm::divideCeil(element.getIntOrFloatBitWidth(), 8);
}

namespace {

/// Lays out the allocations of one kernel, one after another: what lives at the
/// same time is not looked into, as the temporaries of a tile are small.
class ScratchLayout {
public:
  explicit ScratchLayout(func::FuncOp entry)
      : entry(entry), b(OpBuilder::atBlockBegin(&entry.front())) {}

  LogicalResult place(memref::AllocOp alloc);
  LogicalResult finish();

private:
  OpFoldResult add(OpFoldResult lhs, OpFoldResult rhs);
  OpFoldResult multiply(OpFoldResult lhs, OpFoldResult rhs);
  OpFoldResult align(OpFoldResult bytes);
  FailureOr<Value> getSize(memref::AllocOp alloc, Value size);

  func::FuncOp entry;
  /// At the start of the function, where only its arguments are known.
  OpBuilder b;
  IRMapping mapping;
  SmallVector<std::pair<memref::AllocOp, OpFoldResult>> places;
  OpFoldResult end = b.getIndexAttr(0);
};

} // namespace

OpFoldResult ScratchLayout::add(OpFoldResult lhs, OpFoldResult rhs) {
  std::optional<int64_t> x = getConstantIntValue(lhs),
                         y = getConstantIntValue(rhs);
  if (x && y)
    return b.getIndexAttr(*x + *y);
  if (x && *x == 0)
    return rhs;
  Location loc = entry.getLoc();
  return arith::AddIOp::create(b, loc,
                               getValueOrCreateConstantIndexOp(b, loc, lhs),
                               getValueOrCreateConstantIndexOp(b, loc, rhs))
      .getResult();
}

OpFoldResult ScratchLayout::multiply(OpFoldResult lhs, OpFoldResult rhs) {
  std::optional<int64_t> x = getConstantIntValue(lhs),
                         y = getConstantIntValue(rhs);
  if (x && y)
    return b.getIndexAttr(*x * *y);
  if (x && *x == 1)
    return rhs;
  Location loc = entry.getLoc();
  return arith::MulIOp::create(b, loc,
                               getValueOrCreateConstantIndexOp(b, loc, lhs),
                               getValueOrCreateConstantIndexOp(b, loc, rhs))
      .getResult();
}

OpFoldResult ScratchLayout::align(OpFoldResult bytes) {
  if (std::optional<int64_t> number = getConstantIntValue(bytes))
    return b.getIndexAttr(llvm::alignTo(*number, scratchAlignment));
  OpFoldResult up = add(bytes, b.getIndexAttr(scratchAlignment - 1));
  Location loc = entry.getLoc();
  Value mask = arith::ConstantIndexOp::create(b, loc, -scratchAlignment);
  return arith::AndIOp::create(b, loc, cast<Value>(up), mask).getResult();
}

/// Computes a size of an allocation, or a bound of it, from the arguments.
FailureOr<Value> ScratchLayout::getSize(memref::AllocOp alloc, Value size) {
  FailureOr<Value> cloned = abi::cloneSize(b, mapping, entry, size);
  if (succeeded(cloned))
    return cloned;
  auto isArgument = [&](Value value, std::optional<int64_t>,
                        ValueBoundsConstraintSet &) {
    auto argument = dyn_cast<BlockArgument>(value);
    return argument && argument.getOwner() == &entry.front();
  };
  FailureOr<OpFoldResult> bound = affine::reifyIndexValueBound(
      b, alloc.getLoc(), presburger::BoundType::UB, size, isArgument,
      /*closedUB=*/true);
  if (failed(bound))
    return alloc.emitOpError("has a size that no size of the kernel's "
                             "arguments bounds");
  return getValueOrCreateConstantIndexOp(b, alloc.getLoc(), *bound);
}

LogicalResult ScratchLayout::place(memref::AllocOp alloc) {
  MemRefType type = alloc.getType();
  int64_t elementBytes = getElementBytes(type);
  if (!type.getLayout().isIdentity() || elementBytes == 0)
    return alloc.emitOpError("of ")
           << type << " has no place in scratch memory";
  int64_t known = elementBytes;
  for (int64_t size : type.getShape())
    if (!ShapedType::isDynamic(size))
      known *= size;
  OpFoldResult bytes = b.getIndexAttr(known);
  for (Value size : alloc.getDynamicSizes()) {
    FailureOr<Value> value = getSize(alloc, size);
    if (failed(value))
      return failure();
    // One of a loop that has no steps may be negative: it takes no bytes back.
    if (!isa<BlockArgument>(*value) && !matchPattern(*value, m_Constant()))
      *value = arith::MaxSIOp::create(
          b, alloc.getLoc(), *value,
          arith::ConstantIndexOp::create(b, alloc.getLoc(), 0));
    bytes = multiply(bytes, *value);
  }
  OpFoldResult offset = align(end);
  places.push_back({alloc, offset});
  end = add(offset, bytes);
  return success();
}

/// Adds the argument, replaces the allocations by parts of it, and adds the
/// function that says how many bytes it has.
LogicalResult ScratchLayout::finish() {
  auto type = MemRefType::get(
      {getConstantIntValue(end).value_or(ShapedType::kDynamic)}, b.getI8Type());
  OpBuilder before(entry);
  if (failed(abi::createScratchFunction(before, entry, end)) ||
      failed(entry.insertArgument(entry.getNumArguments(), type, {},
                                  entry.getLoc())))
    return failure();
  Value scratch = entry.getArguments().back();
  IRRewriter rewriter(entry.getContext());
  for (auto [alloc, offset] : places) {
    rewriter.setInsertionPoint(alloc);
    Value at =
        getValueOrCreateConstantIndexOp(rewriter, alloc.getLoc(), offset);
    rewriter.replaceOpWithNewOp<memref::ViewOp>(alloc, alloc.getType(), scratch,
                                                at, alloc.getDynamicSizes());
  }
  return success();
}

namespace {

struct NNHoistScratchPass
    : public nn::impl::NNHoistScratchBase<NNHoistScratchPass> {
  void runOnOperation() override {
    ModuleOp module = getOperation();
    func::FuncOp entry = getKernelEntry(module);
    if (!isKernel(module) || !entry)
      return;
    // Those of constant sizes first: their offsets are constants.
    SmallVector<memref::AllocOp> fixed, others;
    entry.walk([&](memref::AllocOp alloc) {
      for (Operation *user : llvm::make_early_inc_range(alloc->getUsers()))
        if (isa<memref::DeallocOp>(user))
          user->erase();
      (alloc.getType().hasStaticShape() ? fixed : others).push_back(alloc);
    });
    ScratchLayout layout(entry);
    for (memref::AllocOp alloc : llvm::concat<memref::AllocOp>(fixed, others))
      if (failed(layout.place(alloc)))
        return signalPassFailure();
    if (failed(layout.finish()))
      signalPassFailure();
  }
};

} // namespace
