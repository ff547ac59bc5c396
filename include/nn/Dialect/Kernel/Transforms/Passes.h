//===- Passes.h -------------------------------------------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NN_DIALECT_KERNEL_TRANSFORMS_PASSES_H
#define NN_DIALECT_KERNEL_TRANSFORMS_PASSES_H

#include "mlir/Pass/Pass.h"
#include "nn/Schedule/ScheduleFile.h"

namespace mlir::nn {

#define GEN_PASS_DECL
#include "nn/Dialect/Kernel/Transforms/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "nn/Dialect/Kernel/Transforms/Passes.h.inc"

/// Adds the passes that cut host functions of linalg on tensors into kernels
/// and dispatches.
void buildFormKernelsPipeline(OpPassManager &pm);

/// Adds the passes that fix the signatures of kernels: packed weights, strides
/// of views and of parts of concatenations, in-outs. Then equal kernels are
/// one.
void buildFreezeInterfacesPipeline(OpPassManager &pm,
                                   const ScheduleFiles &schedules = {});

/// Registers `nn-form-kernels` and `nn-freeze-interfaces`.
void registerKernelPipelines();

} // namespace mlir::nn

#endif // NN_DIALECT_KERNEL_TRANSFORMS_PASSES_H
