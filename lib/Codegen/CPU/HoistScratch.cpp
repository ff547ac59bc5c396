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

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
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

namespace {

struct NNHoistScratchPass
    : public nn::impl::NNHoistScratchBase<NNHoistScratchPass> {
  void runOnOperation() override {
    ModuleOp module = getOperation();
    func::FuncOp entry = getKernelEntry(module);
    if (!isKernel(module) || !entry)
      return;
    IRRewriter rewriter(&getContext());
    SmallVector<memref::AllocOp> fixed;
    entry.walk([&](memref::AllocOp alloc) {
      for (Operation *user : llvm::make_early_inc_range(alloc->getUsers()))
        if (isa<memref::DeallocOp>(user))
          rewriter.eraseOp(user);
      if (alloc.getType().hasStaticShape() &&
          alloc.getType().getLayout().isIdentity() &&
          getElementBytes(alloc.getType()) > 0)
        fixed.push_back(alloc);
      else
        freeAtEnd(alloc, rewriter);
    });

    // One after another: what lives at the same time is not looked into, as the
    // temporaries of a tile are small.
    SmallVector<int64_t> offsets;
    int64_t size = 0;
    for (memref::AllocOp alloc : fixed) {
      offsets.push_back(size);
      int64_t bytes = alloc.getType().getNumElements() *
                      getElementBytes(alloc.getType());
      size += llvm::alignTo(bytes, scratchAlignment);
    }
    auto scratchType = MemRefType::get({size}, rewriter.getI8Type());
    if (failed(entry.insertArgument(entry.getNumArguments(), scratchType, {},
                                    entry.getLoc())))
      return signalPassFailure();
    Value scratch = entry.getArguments().back();
    for (auto [alloc, offset] : llvm::zip(fixed, offsets)) {
      rewriter.setInsertionPoint(alloc);
      Value at =
          arith::ConstantIndexOp::create(rewriter, alloc.getLoc(), offset);
      rewriter.replaceOpWithNewOp<memref::ViewOp>(alloc, alloc.getType(),
                                                  scratch, at, ValueRange());
    }
    module->setAttr(kernelScratchAttrName, rewriter.getI64IntegerAttr(size));
  }

private:
  /// The bytes of an element, or 0 if it has no fixed number of them.
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

  static void freeAtEnd(memref::AllocOp alloc, IRRewriter &rewriter) {
    rewriter.setInsertionPoint(alloc->getBlock()->getTerminator());
    memref::DeallocOp::create(rewriter, alloc.getLoc(), alloc);
  }
};

} // namespace
