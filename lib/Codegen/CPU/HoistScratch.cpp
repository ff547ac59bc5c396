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
#include "nn/Support/ElementBytes.h"

namespace mlir::nn {
#define GEN_PASS_DEF_NNHOISTSCRATCH
#include "nn/Codegen/CPU/Passes.h.inc"
} // namespace mlir::nn

using namespace mlir;
using namespace mlir::nn;

/// Scratch begins at a cache line, and so does each part of it.
static constexpr int64_t scratchAlignment = 64;

namespace {

/// Lays out the allocations of one kernel, one after another: what lives at the
/// same time is not looked into, as the temporaries of a tile are small.
class ScratchLayout {
public:
  explicit ScratchLayout(func::FuncOp entry)
      : entry(entry), slice(entry), b(OpBuilder::atBlockBegin(&entry.front())) {
  }

  LogicalResult place(memref::AllocOp alloc);
  LogicalResult finish();

private:
  OpFoldResult add(OpFoldResult lhs, OpFoldResult rhs);
  OpFoldResult multiply(OpFoldResult lhs, OpFoldResult rhs);
  OpFoldResult align(OpFoldResult bytes);
  FailureOr<Value> getSize(memref::AllocOp alloc, Value size);

  /// An allocation, in so many bytes for each element of its unknown sizes.
  struct Part {
    memref::AllocOp alloc;
    OpFoldResult offset;
    int64_t unit;
    SmallVector<Value> sizes;
  };

  func::FuncOp entry;
  abi::KernelSlice slice;
  /// At the start of the function, where only its arguments are known.
  OpBuilder b;
  IRMapping mapping;
  SmallVector<Part> parts;
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
  if (slice.contains(size)) {
    slice.mapInputs(mapping, size,
                    [](BlockArgument argument) { return argument; });
    return abi::cloneValue(b, mapping, size);
  }
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
  int64_t elementBytes = getElementBytes(type.getElementType());
  if (!type.getLayout().isIdentity() || elementBytes == 0)
    return alloc.emitOpError("of ")
           << type << " has no place in scratch memory";
  Part part{alloc, align(end), /*unit=*/elementBytes, {}};
  for (int64_t size : type.getShape())
    if (!ShapedType::isDynamic(size))
      part.unit *= size;
  OpFoldResult bytes = b.getIndexAttr(part.unit);
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
    part.sizes.push_back(*value);
  }
  end = add(part.offset, bytes);
  parts.push_back(std::move(part));
  return success();
}

/// Adds the argument, replaces the allocations by parts of it, and adds the
/// function that says how many bytes it has.
LogicalResult ScratchLayout::finish() {
  auto type = MemRefType::get(
      {getConstantIntValue(end).value_or(ShapedType::kDynamic)}, b.getI8Type());
  SmallVector<Value> sizes;
  for (const Part &part : parts)
    llvm::append_range(sizes, part.sizes);
  // The same arithmetic, in numbers that may not fit.
  auto getBytes = [&](abi::ByteCount &count, ArrayRef<Value> cloned) {
    int64_t known = 0;
    Value bytes;
    for (const Part &part : parts) {
      if (part.sizes.empty()) {
        known = llvm::alignTo(known, scratchAlignment) + part.unit;
        continue;
      }
      Value ofPart = count.multiply(count.getConstant(part.unit),
                                    cloned.take_front(part.sizes.size()));
      cloned = cloned.drop_front(part.sizes.size());
      bytes = count.add(
          bytes ? count.alignTo(bytes, scratchAlignment)
                : count.getConstant(llvm::alignTo(known, scratchAlignment)),
          ofPart);
    }
    return bytes ? bytes : count.getConstant(known);
  };
  OpBuilder before(entry);
  if (failed(abi::createScratchFunction(before, entry, sizes, getBytes)) ||
      failed(entry.insertArgument(entry.getNumArguments(), type, {},
                                  entry.getLoc())))
    return failure();
  Value scratch = entry.getArguments().back();
  IRRewriter rewriter(entry.getContext());
  for (const Part &part : parts) {
    memref::AllocOp alloc = part.alloc;
    rewriter.setInsertionPoint(alloc);
    Value at =
        getValueOrCreateConstantIndexOp(rewriter, alloc.getLoc(), part.offset);
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
