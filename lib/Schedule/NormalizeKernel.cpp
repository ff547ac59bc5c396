//===- NormalizeKernel.cpp ------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The form in which a kernel is read as stages.
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "nn/Dialect/Kernel/IR/KernelModule.h"
#include "nn/Schedule/KernelStages.h"

using namespace mlir;
using namespace mlir::nn;

/// True if the tensor that an op makes ends in an output.
static bool leadsToSink(Operation *op) {
  if (isa<bufferization::MaterializeInDestinationOp>(op))
    return true;
  if (!isa<tensor::CastOp, tensor::CollapseShapeOp, tensor::ExpandShapeOp,
           tensor::PadOp, tensor::InsertSliceOp, tensor::ConcatOp>(op))
    return false;
  return llvm::any_of(op->getUsers(), leadsToSink);
}

void KernelStages::normalize(func::FuncOp entry) {
  KernelSymbols symbols(entry);
  KernelViews views(entry, symbols);
  IRRewriter rewriter(entry.getContext());
  auto createSizes = [&](Location loc, ArrayRef<AffineExpr> exprs) {
    SmallVector<OpFoldResult> sizes;
    for (AffineExpr expr : exprs)
      sizes.push_back(affine::makeComposedFoldedAffineApply(
          rewriter, loc, AffineMap::get(0, symbols.getValues().size(), expr),
          getAsOpFoldResult(symbols.getValues())));
    return sizes;
  };

  // Sizes become functions of the entry's arguments.
  for (Operation &op : llvm::make_early_inc_range(entry.getBody().front())) {
    rewriter.setInsertionPoint(&op);
    if (auto dim = dyn_cast<memref::DimOp>(op)) {
      auto buffer = dyn_cast<BlockArgument>(dim.getSource());
      std::optional<int64_t> index = dim.getConstantIndex();
      AffineExpr size =
          buffer && index ? symbols.getSize(buffer, *index) : AffineExpr();
      if (size)
        rewriter.replaceOp(&op, getValueOrCreateConstantIndexOp(
                                    rewriter, op.getLoc(),
                                    createSizes(op.getLoc(), size).front()));
    } else if (auto dim = dyn_cast<tensor::DimOp>(op)) {
      std::optional<int64_t> index = dim.getConstantIndex();
      FailureOr<SmallVector<AffineExpr>> sizes =
          views.getSizes(dim.getSource());
      if (index && succeeded(sizes))
        rewriter.replaceOp(
            &op, getValueOrCreateConstantIndexOp(
                     rewriter, op.getLoc(),
                     createSizes(op.getLoc(), (*sizes)[*index]).front()));
    }
  }

  // An element that all iterations read, such as where a slice begins, is
  // loaded once.
  unsigned numInputs = getNumKernelInputs(entry);
  for (Operation &op : llvm::make_early_inc_range(entry.getBody().front())) {
    auto extract = dyn_cast<tensor::ExtractOp>(op);
    auto toTensor =
        extract ? extract.getTensor().getDefiningOp<bufferization::ToTensorOp>()
                : nullptr;
    auto buffer =
        toTensor ? dyn_cast<BlockArgument>(toTensor.getBuffer()) : nullptr;
    if (!buffer || buffer.getArgNumber() >= numInputs)
      continue;
    rewriter.setInsertionPoint(&op);
    rewriter.replaceOpWithNewOp<memref::LoadOp>(&op, buffer,
                                                extract.getIndices());
  }

  // Every output is the result of a linalg op or of a grid, and of one each.
  DenseSet<Value> claimed;
  for (Operation &op : llvm::make_early_inc_range(entry.getBody().front())) {
    if (!leadsToSink(&op))
      continue;
    unsigned numSources = isa<tensor::ConcatOp>(op) ? op.getNumOperands() : 1;
    for (OpOperand &operand : op.getOpOperands().take_front(numSources)) {
      Value value = operand.get();
      Operation *producer = value.getDefiningOp();
      bool isResult =
          isa_and_nonnull<linalg::LinalgOp, scf::ForallOp>(producer) ||
          (producer && leadsToSink(producer));
      if (isResult && claimed.insert(value).second)
        continue;
      FailureOr<SmallVector<AffineExpr>> sizes = views.getSizes(value);
      if (failed(sizes))
        continue;
      rewriter.setInsertionPoint(&op);
      Value empty = tensor::EmptyOp::create(
          rewriter, op.getLoc(), createSizes(op.getLoc(), *sizes),
          cast<RankedTensorType>(value.getType()).getElementType());
      if (empty.getType() != value.getType())
        empty = tensor::CastOp::create(rewriter, op.getLoc(), value.getType(),
                                       empty);
      Value copy = linalg::CopyOp::create(rewriter, op.getLoc(), value, empty)
                       .getResult(0);
      operand.set(copy);
    }
  }
}
