//===- GuardedMemory.h - Memory that ends where it ends ---------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A sanitizer for generated code: each buffer ends at an unmapped page, and
// what was never written reads as NaN.
//
//===----------------------------------------------------------------------===//

#ifndef NN_EXECUTION_GUARDEDMEMORY_H
#define NN_EXECUTION_GUARDEDMEMORY_H

#include "nn/Execution/Array.h"

namespace mlir::nn {

/// Returns `bytes` bytes that end, but for what `alignment` rounds up, at an
/// unmapped page, with another one before them. Every byte is 0xff: NaN as a
/// float of any width, and a huge index.
llvm::Expected<std::shared_ptr<char>> allocateGuarded(size_t bytes,
                                                      size_t alignment);

/// Returns an array of 0xff bytes in such memory, aligned to its elements only.
llvm::Expected<Array> allocateGuardedArray(DType dtype,
                                           ArrayRef<int64_t> shape);

/// Copies an array into such memory.
llvm::Expected<Array> copyToGuarded(const Array &array);

} // namespace mlir::nn

#endif // NN_EXECUTION_GUARDEDMEMORY_H
