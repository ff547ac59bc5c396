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

#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace mlir::nn {

/// Verifies an entry function on pointers: that its buffers begin at multiples
/// of the alignment, that what a kernel reads and writes is inside of the
/// workspace, that what it writes overlaps nothing else of it, and that a
/// tensor is not written over while it is needed. It knows of tensors what
/// `kernel.tensors` says, and of sizes that a call chooses that they are not
/// negative; what cannot be told so is taken to be right, as are kernels that
/// are compiled.
LogicalResult verifyNetworkMemory(func::FuncOp network);

} // namespace mlir::nn

#endif // NN_LIB_PIPELINES_VERIFYMEMORY_H
