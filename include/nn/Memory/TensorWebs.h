//===- TensorWebs.h - Tensors that may share memory -------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NN_MEMORY_TENSORWEBS_H
#define NN_MEMORY_TENSORWEBS_H

#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace mlir::nn::memory {

/// The attribute of ops that read or write memory: for each tensor operand (the
/// result, of an op that has none) the number of its web. A web is the tensors
/// that are views, destinations, choices or next values of each other; only
/// these may have bytes in common while they are needed.
constexpr llvm::StringLiteral tensorsAttrName = "kernel.tensors";

/// The attribute of pointers at which buffers begin in the workspace. What is
/// no buffer, an element or a part of one, may begin at any byte.
constexpr llvm::StringLiteral bufferAttrName = "kernel.buffer";

/// Sets the attribute of the ops that become accesses of memory. Webs follow
/// from the ops alone, and from nothing that is planned.
void noteTensorWebs(func::FuncOp function);

} // namespace mlir::nn::memory

#endif // NN_MEMORY_TENSORWEBS_H
