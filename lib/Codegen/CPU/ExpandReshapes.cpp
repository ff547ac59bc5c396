//===- ExpandReshapes.cpp -------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The pass nn-expand-reshapes.
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "nn/Codegen/CPU/Passes.h"

namespace mlir::nn {
#define GEN_PASS_DEF_NNEXPANDRESHAPES
#include "nn/Codegen/CPU/Passes.h.inc"
} // namespace mlir::nn

using namespace mlir;
using namespace mlir::nn;

/// True if a dimension becomes several of which the sizes of two are unknown.
static bool hasUnclearGroup(memref::ExpandShapeOp op) {
  ArrayRef<int64_t> shape = op.getResultType().getShape();
  return llvm::any_of(op.getReassociationIndices(),
                      [&](const ReassociationIndices &group) {
                        return llvm::count_if(group, [&](int64_t dim) {
                                 return ShapedType::isDynamic(shape[dim]);
                               }) > 1;
                      });
}

/// Returns an index as the type of the result wants it: a value where that says
/// nothing.
static OpFoldResult matchType(OpBuilder &b, Location loc, OpFoldResult index,
                              int64_t known) {
  if (!ShapedType::isDynamic(known))
    return b.getIndexAttr(known);
  return getValueOrCreateConstantIndexOp(b, loc, index);
}

static void expand(IRRewriter &rewriter, memref::ExpandShapeOp op) {
  Location loc = op.getLoc();
  rewriter.setInsertionPoint(op);
  auto source =
      memref::ExtractStridedMetadataOp::create(rewriter, loc, op.getSrc());
  SmallVector<OpFoldResult> sourceStrides = source.getConstifiedMixedStrides();
  SmallVector<OpFoldResult> sizes = op.getMixedOutputShape();
  SmallVector<OpFoldResult> strides(sizes.size());
  AffineExpr lhs, rhs;
  bindSymbols(op.getContext(), lhs, rhs);
  auto [knownStrides, knownOffset] = op.getResultType().getStridesAndOffset();
  for (auto [stride, group] :
       llvm::zip_equal(sourceStrides, op.getReassociationIndices())) {
    for (int64_t dim : llvm::reverse(group)) {
      strides[dim] = matchType(rewriter, loc, stride, knownStrides[dim]);
      stride = affine::makeComposedFoldedAffineApply(rewriter, loc, lhs * rhs,
                                                     {stride, sizes[dim]});
    }
  }
  OpFoldResult offset =
      matchType(rewriter, loc, source.getConstifiedMixedOffset(), knownOffset);
  rewriter.replaceOpWithNewOp<memref::ReinterpretCastOp>(
      op, op.getResultType(), op.getSrc(), offset, sizes, strides);
}

namespace {

struct NNExpandReshapesPass
    : public nn::impl::NNExpandReshapesBase<NNExpandReshapesPass> {
  void runOnOperation() override {
    IRRewriter rewriter(&getContext());
    getOperation()->walk([&](memref::ExpandShapeOp op) {
      if (hasUnclearGroup(op))
        expand(rewriter, op);
    });
  }
};

} // namespace
