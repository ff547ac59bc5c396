//===- VerifyMemory.h ----------------------------------------- *- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What holds for the pointers of a network whose memory is planned.
//
//===----------------------------------------------------------------------===//

#ifndef NN_LIB_PIPELINES_VERIFYMEMORY_H
#define NN_LIB_PIPELINES_VERIFYMEMORY_H

#include "nn/Dialect/Kernel/IR/KernelDispatchOps.h"

namespace mlir::nn {

/// Verifies that what a kernel reads and writes is inside of the workspace, and
/// that what it writes overlaps nothing else of it, as far as numbers tell: a
/// pointer that only running knows, or a kernel that is compiled, is taken to
/// be right.
LogicalResult verifyLaunchMemory(LaunchOp launch);

} // namespace mlir::nn

#endif // NN_LIB_PIPELINES_VERIFYMEMORY_H
