//===- KeyKernels.cpp -----------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The pass nn-key-kernels.
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "nn/Dialect/Kernel/IR/KernelDialect.h"
#include "nn/Schedule/Passes.h"
#include "nn/Schedule/ScheduleFile.h"

namespace mlir::nn {
#define GEN_PASS_DEF_NNKEYKERNELS
#include "nn/Schedule/Passes.h.inc"
} // namespace mlir::nn

using namespace mlir;
using namespace mlir::nn;

namespace {

struct NNKeyKernelsPass : public nn::impl::NNKeyKernelsBase<NNKeyKernelsPass> {
  using NNKeyKernelsBase::NNKeyKernelsBase;

  void runOnOperation() override {
    markAllAnalysesPreserved();
    Builder builder(&getContext());
    if (drop)
      return getOperation().walk(
          [](ModuleOp kernel) { kernel->removeAttr(kernelKeyAttrName); });
    for (auto &[kernel, identity] : identifyKernels(getOperation()))
      ModuleOp(kernel)->setAttr(kernelKeyAttrName,
                                builder.getStringAttr(identity.key));
  }
};

} // namespace
