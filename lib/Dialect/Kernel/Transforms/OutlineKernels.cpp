//===- OutlineKernels.cpp -------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The pass only: KernelGroups.cpp says what becomes a kernel, KernelBuilder.cpp
// makes it.
//
//===----------------------------------------------------------------------===//

#include "KernelBuilder.h"
#include "KernelGroups.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/Transforms/RegionUtils.h"
#include "nn/Dialect/Kernel/IR/KernelAttributes.h"
#include "nn/Dialect/Kernel/IR/KernelDialect.h"
#include "nn/Dialect/Kernel/Transforms/Passes.h"

namespace mlir::nn {
#define GEN_PASS_DEF_NNOUTLINEKERNELS
#include "nn/Dialect/Kernel/Transforms/Passes.h.inc"
} // namespace mlir::nn

using namespace mlir;
using namespace mlir::nn;

/// Returns the blocks of host code: of functions and of control flow.
static SmallVector<Block *> getHostBlocks(func::FuncOp function) {
  SmallVector<Block *> blocks;
  function->walk<WalkOrder::PreOrder>([&](Block *block) {
    Operation *parent = block->getParentOp();
    if (!isa<func::FuncOp>(parent) &&
        (!isa<scf::SCFDialect>(parent->getDialect()) || getGrid(parent)))
      return WalkResult::skip();
    blocks.push_back(block);
    return WalkResult::advance();
  });
  return blocks;
}

/// Gives what a filled tensor initializes a tensor of its own, if others read
/// that one: kernels fill their results themselves, and copy none.
static void separateInitialValues(func::FuncOp function) {
  function->walk([](linalg::FillOp fill) {
    auto empty = fill.getOutputs()[0].getDefiningOp<tensor::EmptyOp>();
    if (!empty || !isComputation(fill) || fill->hasOneUse())
      return;
    for (OpOperand &use : llvm::make_early_inc_range(fill->getUses())) {
      auto user = dyn_cast<linalg::LinalgOp>(use.getOwner());
      if (!user || !user.isDpsInit(&use))
        continue;
      OpBuilder builder(user);
      IRMapping mapping;
      builder.clone(*empty, mapping);
      use.set(builder.clone(*fill, mapping)->getResult(0));
    }
  });
}

namespace {

struct NNOutlineKernelsPass
    : public nn::impl::NNOutlineKernelsBase<NNOutlineKernelsPass> {
  void runOnOperation() override {
    SymbolTable symbols(getOperation());
    unsigned count = 0;
    auto functions = llvm::to_vector(getOperation().getOps<func::FuncOp>());
    for (func::FuncOp function : functions) {
      separateInitialValues(function);
      for (Block *block : getHostBlocks(function))
        for (auto &group : groupKernels(*block)) {
          if (group->getOutputs().empty())
            continue;
          std::string name = (group->getName() + "_" + Twine(count++)).str();
          outlineKernel(*group, function, symbols, name);
        }
      // What only served the ops that moved into kernels.
      IRRewriter rewriter(&getContext());
      (void)runRegionDCE(rewriter, function->getRegions());
    }
  }
};

} // namespace
