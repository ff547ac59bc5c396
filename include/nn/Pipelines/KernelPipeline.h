//===- KernelPipeline.h -------------------------------------- -*- C++ -*--===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The pipeline that makes object code of one kernel.
//
//===----------------------------------------------------------------------===//

#ifndef NN_PIPELINES_KERNELPIPELINE_H
#define NN_PIPELINES_KERNELPIPELINE_H

#include "mlir/Pass/PassManager.h"

namespace mlir::nn {

/// Adds the passes that take one kernel module from linalg on tensors to the
/// LLVM dialect. To be nested on the kernel modules of a host module; kernels
/// then run in parallel.
void buildCPUKernelPipeline(OpPassManager &pm);

/// Adds those of them that follow the loops of schedules.
void addCPUKernelCode(OpPassManager &pm);

/// Registers `nn-cpu-kernel-pipeline`.
void registerCPUKernelPipelines();

} // namespace mlir::nn

#endif // NN_PIPELINES_KERNELPIPELINE_H
