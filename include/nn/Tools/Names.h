//===- Names.h - Names that people type -------------------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Finds inputs and outputs by what a command line calls them.
//
//===----------------------------------------------------------------------===//

#ifndef NN_TOOLS_NAMES_H
#define NN_TOOLS_NAMES_H

#include "mlir/Support/LLVM.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include <optional>

namespace mlir::nn {

/// Returns the index of the tensor that `name` means: its own name, or the name
/// of a node whose first output it is.
std::optional<size_t> findName(ArrayRef<StringRef> names, StringRef name);

/// An error that says that `name` is no `kind` ("input"), and what is.
llvm::Error makeUnknownNameError(const Twine &kind, StringRef name,
                                 ArrayRef<StringRef> names);

} // namespace mlir::nn

#endif // NN_TOOLS_NAMES_H
