//===- ForeignFile.h - Models in other formats ------------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What else people have at hand, and how it becomes a graph.
//
//===----------------------------------------------------------------------===//

#ifndef NN_LIB_TARGET_TENSORFLOW_FOREIGNFILE_H
#define NN_LIB_TARGET_TENSORFLOW_FOREIGNFILE_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace mlir::nn::tf {

/// Says what a file is that is no GraphDef, and what lines of Python make a
/// SavedModel of it; empty if it is not known to be anything.
std::string describeForeignFile(llvm::StringRef path, llvm::StringRef bytes);

} // namespace mlir::nn::tf

#endif // NN_LIB_TARGET_TENSORFLOW_FOREIGNFILE_H
