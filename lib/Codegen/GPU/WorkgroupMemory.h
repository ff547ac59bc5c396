//===- WorkgroupMemory.h ------------------------------------- -*- C++ -*--===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the points of a grid allocate, in the memory of their workgroup.
//
//===----------------------------------------------------------------------===//

#ifndef NN_LIB_CODEGEN_GPU_WORKGROUPMEMORY_H
#define NN_LIB_CODEGEN_GPU_WORKGROUPMEMORY_H

#include "mlir/Dialect/GPU/IR/GPUDialect.h"

namespace mlir::nn {

/// Counts the bytes that are allocated within an op. A size that is not
/// statically known is an error.
FailureOr<int64_t> countAllocatedBytes(Operation *op);

/// Gives each invocation its part of the memory of a workgroup, for what its
/// sequential code allocates: the elements of all invocations alternate.
LogicalResult divideWorkgroupMemory(gpu::GPUFuncOp function,
                                    int64_t pointsPerWorkgroup);

} // namespace mlir::nn

#endif // NN_LIB_CODEGEN_GPU_WORKGROUPMEMORY_H
