//===- PlacePads.cpp ------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Matchers.h"
#include "nn/Dialect/Kernel/Transforms/Passes.h"

namespace mlir::nn {
#define GEN_PASS_DEF_NNPLACEPADS
#include "nn/Dialect/Kernel/Transforms/Passes.h.inc"
} // namespace mlir::nn

using namespace mlir;
using namespace mlir::nn;

/// Returns the constant that the op pads with, or null if it is none or the
/// border is of unknown width.
static TypedAttr getConstantBorder(tensor::PadOp pad) {
  if (!pad.getLow().empty() || !pad.getHigh().empty() ||
      llvm::any_of(pad.getStaticLow(),
                   [](int64_t width) { return width < 0; }) ||
      llvm::any_of(pad.getStaticHigh(),
                   [](int64_t width) { return width < 0; }))
    return nullptr;
  Value value = pad.getConstantPaddingValue();
  TypedAttr attr;
  if (!value || !matchPattern(value, m_Constant(&attr)))
    return nullptr;
  return attr;
}

/// Returns true if the user can read the value as a part of a larger buffer.
static bool readsStrided(OpOperand &use) {
  Operation *user = use.getOwner();
  if (isa<tensor::DimOp, tensor::ExtractSliceOp, tensor::PadOp>(user))
    return true;
  auto op = dyn_cast<linalg::LinalgOp>(user);
  return op && op.isDpsInput(&use);
}

/// Returns the pads of the value whose borders are served together: those with
/// the most frequent padding value, the first of these.
static SmallVector<tensor::PadOp> selectPads(Value value, TypedAttr &border) {
  llvm::MapVector<TypedAttr, SmallVector<tensor::PadOp>> pads;
  for (Operation *user : value.getUsers())
    if (auto pad = dyn_cast<tensor::PadOp>(user))
      if (TypedAttr attr = getConstantBorder(pad))
        pads[attr].push_back(pad);
  SmallVector<tensor::PadOp> selected;
  // Users come last first.
  for (auto &[attr, group] : pads) {
    if (group.size() < selected.size())
      continue;
    selected = group;
    border = attr;
  }
  return selected;
}

static OpFoldResult addConstant(OpBuilder &builder, Location loc,
                                OpFoldResult size, int64_t constant) {
  AffineExpr expr;
  bindDims(builder.getContext(), expr);
  return affine::makeComposedFoldedAffineApply(builder, loc, expr + constant,
                                               size);
}

/// Pads the value at once, wherever it is padded, and has all others read it
/// there.
static void placePads(linalg::LinalgOp producer, OpResult value) {
  TypedAttr border;
  SmallVector<tensor::PadOp> pads = selectPads(value, border);
  if (pads.empty() || value.hasOneUse() ||
      !llvm::all_of(value.getUses(), readsStrided))
    return;

  int64_t rank = cast<RankedTensorType>(value.getType()).getRank();
  SmallVector<int64_t> low(rank), high(rank);
  SmallVector<Location> locations;
  for (tensor::PadOp pad : pads) {
    locations.push_back(pad.getLoc());
    for (int64_t i = 0; i < rank; ++i) {
      low[i] = std::max(low[i], pad.getStaticLow()[i]);
      high[i] = std::max(high[i], pad.getStaticHigh()[i]);
    }
  }

  OpBuilder builder(producer->getContext());
  builder.setInsertionPointAfter(producer);
  Location loc = builder.getFusedLoc(locations);
  SmallVector<OpFoldResult> sizes =
      tensor::getMixedSizes(builder, value.getLoc(), value);
  auto type = tensor::PadOp::inferResultType(
      cast<RankedTensorType>(value.getType()), low, high);
  Value constant = arith::ConstantOp::create(builder, loc, border);
  SmallVector<OpFoldResult> mixedLow =
      getAsIndexOpFoldResult(builder.getContext(), low);
  SmallVector<OpFoldResult> mixedHigh =
      getAsIndexOpFoldResult(builder.getContext(), high);
  auto padded = tensor::PadOp::create(builder, loc, type, value, mixedLow,
                                      mixedHigh, constant);

  SmallVector<OpFoldResult> ones(rank, builder.getIndexAttr(1));
  for (tensor::PadOp pad : pads) {
    // The pad erased before may have been what the builder stood at.
    builder.setInsertionPointAfter(padded);
    Value replacement = padded;
    if (padded.getStaticLow() != pad.getStaticLow() ||
        padded.getStaticHigh() != pad.getStaticHigh()) {
      SmallVector<OpFoldResult> offsets, padSizes;
      for (int64_t i = 0; i < rank; ++i) {
        offsets.push_back(builder.getIndexAttr(low[i] - pad.getStaticLow()[i]));
        padSizes.push_back(
            addConstant(builder, pad.getLoc(), sizes[i],
                        pad.getStaticLow()[i] + pad.getStaticHigh()[i]));
      }
      replacement = tensor::ExtractSliceOp::create(builder, pad.getLoc(),
                                                   pad.getResultType(), padded,
                                                   offsets, padSizes, ones);
    }
    pad.getResult().replaceAllUsesWith(replacement);
    pad.erase();
  }

  builder.setInsertionPointAfter(padded);
  Value interior;
  for (OpOperand &use : llvm::make_early_inc_range(value.getUses())) {
    if (use.getOwner() == padded || isa<tensor::DimOp>(use.getOwner()))
      continue;
    if (!interior)
      interior = tensor::ExtractSliceOp::create(
          builder, value.getLoc(), cast<RankedTensorType>(value.getType()),
          padded, mixedLow, sizes, ones);
    use.set(interior);
  }
}

namespace {

struct NNPlacePadsPass : public nn::impl::NNPlacePadsBase<NNPlacePadsPass> {
  void runOnOperation() override {
    SmallVector<linalg::LinalgOp> producers;
    getOperation()->walk([&](linalg::LinalgOp op) {
      if (!isa<linalg::FillOp>(op.getOperation()))
        producers.push_back(op);
    });
    for (linalg::LinalgOp producer : producers)
      for (OpResult result : producer->getResults())
        placePads(producer, result);
  }
};

} // namespace
