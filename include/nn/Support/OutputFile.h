//===- OutputFile.h - Files that appear when complete -----------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Output that never leaves half a file behind.
//
//===----------------------------------------------------------------------===//

#ifndef NN_SUPPORT_OUTPUTFILE_H
#define NN_SUPPORT_OUTPUTFILE_H

#include "mlir/Support/LLVM.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"

namespace mlir::nn {

/// Calls `write` with a stream into a new file beside `path`, and renames that
/// file to `path` if `write` and the file system are content; else removes it.
/// `-` is standard output; devices and pipes are written straight.
llvm::Error writeFile(StringRef path,
                      llvm::function_ref<llvm::Error(raw_ostream &)> write);

/// True for what cannot be replaced by renaming another file: standard output
/// (`-`), devices and pipes.
bool isSpecialFile(StringRef path);

/// As above for a program that writes a file by its name.
llvm::Error writeFileByName(StringRef path,
                            llvm::function_ref<llvm::Error(StringRef)> write);

} // namespace mlir::nn

#endif // NN_SUPPORT_OUTPUTFILE_H
