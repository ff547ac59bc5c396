//===- FlattenAccesses.cpp ------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The pass nn-flatten-accesses: loads and stores of memrefs of rank 1. The
// patterns of memref that flatten accesses reinterpret the buffer at each of
// them, by sizes and strides that they extract from it: a device has neither
// such casts nor buffers that know their sizes.
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "nn/Codegen/GPU/Passes.h"
#include "nn/Dialect/Kernel/IR/KernelModule.h"
#include "nn/Schedule/Views.h"
#include "nn/Support/MatchFailures.h"
#include "llvm/ADT/TypeSwitch.h"

namespace mlir::nn {
#define GEN_PASS_DEF_NNFLATTENACCESSES
#include "nn/Codegen/GPU/Passes.h.inc"
} // namespace mlir::nn

using namespace mlir;
using namespace mlir::nn;

namespace {

/// Where the elements of a memref are: in a buffer of rank 1.
struct Place {
  Value buffer;
  OpFoldResult offset;
  SmallVector<OpFoldResult> sizes;
  SmallVector<OpFoldResult> strides;
};

/// Rewrites the accesses of one entry function.
class Flattener {
public:
  explicit Flattener(func::FuncOp entry)
      : entry(entry), symbols(entry), rewriter(entry.getContext()) {}

  LogicalResult flatten();

private:
  OpFoldResult compute(Location loc, AffineExpr expr);
  FailureOr<Place> resolve(Value memref);
  FailureOr<Place> resolveArgument(BlockArgument argument);
  FailureOr<Place> resolveAllocation(memref::AllocOp alloc);
  void replaceSizes(Operation *op);
  template <typename Access>
  LogicalResult flattenAccess(Access access);

  func::FuncOp entry;
  KernelSymbols symbols;
  IRRewriter rewriter;
  DenseMap<Value, Place> known;
};

} // namespace

/// True if an access of a memref is one of a buffer of rank 1 already.
static bool isFlat(Value memref) {
  auto type = cast<MemRefType>(memref.getType());
  if (type.getRank() != 1 || !type.getLayout().isIdentity())
    return false;
  if (auto cast = memref.getDefiningOp<memref::ReinterpretCastOp>())
    return isa<BlockArgument>(cast.getSource());
  return isa<BlockArgument>(memref) || memref.getDefiningOp<memref::AllocOp>();
}

/// Emits an expression of the kernel's sizes and strides.
OpFoldResult Flattener::compute(Location loc, AffineExpr expr) {
  return affine::makeComposedFoldedAffineApply(
      rewriter, loc, AffineMap::get(0, symbols.getValues().size(), expr),
      getAsOpFoldResult(symbols.getValues()));
}

FailureOr<Place> Flattener::resolveArgument(BlockArgument argument) {
  auto type = cast<MemRefType>(argument.getType());
  OpBuilder::InsertionGuard guard(rewriter);
  rewriter.setInsertionPointToStart(&entry.getBody().front());
  Location loc = entry.getLoc();
  Place place;
  AffineExpr size = symbols.constant(1);
  for (unsigned dim = 0, e = type.getRank(); dim < e; ++dim) {
    AffineExpr length = symbols.getSize(argument, dim);
    AffineExpr stride = symbols.getStride(argument, dim);
    if (!length || !stride)
      return failure();
    size = size + (length - 1) * stride;
    place.sizes.push_back(compute(loc, length));
    place.strides.push_back(compute(loc, stride));
  }
  place.offset = rewriter.getIndexAttr(0);
  OpFoldResult length = compute(loc, size);
  auto flatType = MemRefType::get(
      {getConstantIntValue(length).value_or(ShapedType::kDynamic)},
      type.getElementType());
  place.buffer = memref::ReinterpretCastOp::create(
      rewriter, loc, flatType, argument, place.offset,
      ArrayRef<OpFoldResult>(length),
      ArrayRef<OpFoldResult>(rewriter.getIndexAttr(1)));
  return place;
}

FailureOr<Place> Flattener::resolveAllocation(memref::AllocOp alloc) {
  MemRefType type = alloc.getType();
  if (!type.hasStaticShape() || !type.getLayout().isIdentity())
    return failure();
  OpBuilder::InsertionGuard guard(rewriter);
  rewriter.setInsertionPoint(alloc);
  Place place;
  place.buffer = memref::AllocOp::create(
      rewriter, alloc.getLoc(),
      MemRefType::get({type.getNumElements()}, type.getElementType()));
  place.offset = rewriter.getIndexAttr(0);
  for (auto [size, stride] :
       llvm::zip_equal(type.getShape(), type.getStridesAndOffset().first)) {
    place.sizes.push_back(rewriter.getIndexAttr(size));
    place.strides.push_back(rewriter.getIndexAttr(stride));
  }
  return place;
}

/// Finds where the elements of a memref are; fails if no op that is known says
/// it.
FailureOr<Place> Flattener::resolve(Value memref) {
  if (auto it = known.find(memref); it != known.end())
    return it->second;
  FailureOr<Place> place = failure();
  if (auto argument = dyn_cast<BlockArgument>(memref)) {
    if (argument.getOwner() == &entry.getBody().front())
      place = resolveArgument(argument);
  } else {
    TypeSwitch<Operation *>(memref.getDefiningOp())
        .Case([&](memref::AllocOp op) { place = resolveAllocation(op); })
        .Case([&](memref::CastOp op) { place = resolve(op.getSource()); })
        .Case([&](memref::ExtractStridedMetadataOp op) {
          place = resolve(op.getSource());
          if (failed(place))
            return;
          place->offset = rewriter.getIndexAttr(0);
          place->sizes.clear();
          place->strides.clear();
        })
        .Case([&](memref::ReinterpretCastOp op) {
          place = resolve(op.getSource());
          if (failed(place))
            return;
          place->offset = op.getMixedOffsets().front();
          place->sizes = op.getMixedSizes();
          place->strides = op.getMixedStrides();
        });
  }
  if (succeeded(place))
    known[memref] = *place;
  return place;
}

/// Replaces what an op says of a memref by what is known of it.
void Flattener::replaceSizes(Operation *op) {
  FailureOr<Place> place = resolve(op->getOperand(0));
  if (failed(place))
    return;
  rewriter.setInsertionPoint(op);
  auto getValue = [&](OpFoldResult known) {
    return getValueOrCreateConstantIndexOp(rewriter, op->getLoc(), known);
  };
  if (auto dim = dyn_cast<memref::DimOp>(op)) {
    if (std::optional<int64_t> index = dim.getConstantIndex())
      rewriter.replaceOp(op, getValue(place->sizes[*index]));
    return;
  }
  auto metadata = cast<memref::ExtractStridedMetadataOp>(op);
  rewriter.replaceAllUsesWith(metadata.getOffset(), getValue(place->offset));
  for (auto [old, known] : llvm::zip_equal(metadata.getSizes(), place->sizes))
    rewriter.replaceAllUsesWith(old, getValue(known));
  for (auto [old, known] :
       llvm::zip_equal(metadata.getStrides(), place->strides))
    rewriter.replaceAllUsesWith(old, getValue(known));
}

template <typename Access>
LogicalResult Flattener::flattenAccess(Access access) {
  if (isFlat(access.getMemRef()))
    return success();
  FailureOr<Place> place = resolve(access.getMemRef());
  if (failed(place))
    return access.emitOpError("of a buffer whose place is not statically known "
                              "is unsupported on this target");
  Location loc = access.getLoc();
  rewriter.setInsertionPoint(access);
  Value index = getValueOrCreateConstantIndexOp(rewriter, loc, place->offset);
  for (auto [position, stride] :
       llvm::zip_equal(access.getIndices(), place->strides)) {
    Value part = position;
    if (!isConstantIntValue(stride, 1))
      part = rewriter.createOrFold<arith::MulIOp>(
          loc, part, getValueOrCreateConstantIndexOp(rewriter, loc, stride));
    index = rewriter.createOrFold<arith::AddIOp>(loc, index, part);
  }
  rewriter.modifyOpInPlace(access, [&] {
    access.getMemrefMutable().assign(place->buffer);
    access.getIndicesMutable().assign(index);
  });
  return success();
}

LogicalResult Flattener::flatten() {
  SmallVector<Operation *> sizes, accesses, views;
  entry.walk<WalkOrder::PreOrder>([&](Operation *op) {
    if (isa<memref::DimOp, memref::ExtractStridedMetadataOp>(op))
      sizes.push_back(op);
    if (isa<memref::LoadOp, memref::StoreOp>(op))
      accesses.push_back(op);
    if (isa<memref::AllocOp, memref::CastOp, memref::ReinterpretCastOp,
            memref::ExtractStridedMetadataOp>(op))
      views.push_back(op);
  });
  for (Operation *op : sizes)
    replaceSizes(op);
  for (Operation *op : accesses) {
    LogicalResult result =
        TypeSwitch<Operation *, LogicalResult>(op)
            .Case<memref::LoadOp, memref::StoreOp>(
                [&](auto access) { return flattenAccess(access); });
    if (failed(result))
      return failure();
  }
  for (Operation *op : llvm::reverse(views))
    if (op->use_empty())
      rewriter.eraseOp(op);
  return success();
}

namespace {

struct NNFlattenAccessesPass
    : public nn::impl::NNFlattenAccessesBase<NNFlattenAccessesPass> {
  void runOnOperation() override {
    ModuleOp module = getOperation();
    func::FuncOp entry = getKernelEntry(module);
    if (!isKernel(module) || !entry)
      return;
    // A buffer that a loop carries is one buffer.
    RewritePatternSet patterns(&getContext());
    scf::ForOp::getCanonicalizationPatterns(patterns, &getContext());
    scf::IfOp::getCanonicalizationPatterns(patterns, &getContext());
    scf::WhileOp::getCanonicalizationPatterns(patterns, &getContext());
    if (failed(applyPatterns(entry, std::move(patterns), getArgument())) ||
        failed(Flattener(entry).flatten()))
      signalPassFailure();
  }
};

} // namespace
