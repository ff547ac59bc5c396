//===- SplitDestinations.cpp ----------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "nn/Dialect/Kernel/IR/KernelDispatchOps.h"
#include "nn/Dialect/Kernel/Transforms/Passes.h"

namespace mlir::nn {
#define GEN_PASS_DEF_NNSPLITDESTINATIONS
#include "nn/Dialect/Kernel/Transforms/Passes.h.inc"
} // namespace mlir::nn

using namespace mlir;
using namespace mlir::nn;

namespace {

struct NNSplitDestinationsPass
    : public nn::impl::NNSplitDestinationsBase<NNSplitDestinationsPass> {
  void runOnOperation() override {
    SmallVector<tensor::EmptyOp> shared;
    getOperation()->walk([&](tensor::EmptyOp op) {
      // One that parts are taken of is one buffer.
      if (!op->hasOneUse() &&
          llvm::all_of(op->getUsers(), llvm::IsaPred<DispatchOp>))
        shared.push_back(op);
    });
    for (tensor::EmptyOp op : shared) {
      if (op->use_empty())
        continue;
      // Each user gets its copy where it stands, the loop's body included.
      for (OpOperand &use :
           llvm::make_early_inc_range(op->getResult(0).getUses())) {
        OpBuilder builder(use.getOwner());
        use.set(builder.clone(*op)->getResult(0));
      }
      op.erase();
    }
  }
};

} // namespace
