//===- ElementBytes.h ------------------------------------------ *- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// How much memory an element takes.
//
//===----------------------------------------------------------------------===//

#ifndef NN_SUPPORT_ELEMENTBYTES_H
#define NN_SUPPORT_ELEMENTBYTES_H

#include "mlir/IR/Types.h"

namespace mlir::nn {

/// Returns the bytes that an element of a type takes in memory, which may be a
/// complex number or a vector, or 0 if it has no fixed number of them.
int64_t getElementBytes(Type type);

} // namespace mlir::nn

#endif // NN_SUPPORT_ELEMENTBYTES_H
