//===- OutputFile.h - Files that are whole or not there ---------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A tool that fails leaves no partial output behind.
//
//===----------------------------------------------------------------------===//

#ifndef NN_TOOLS_OUTPUTFILE_H
#define NN_TOOLS_OUTPUTFILE_H

#include "mlir/Support/LLVM.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"
#include <memory>
#include <optional>
#include <string>

namespace mlir::nn {

/// A file that is written beside its place and renamed by keep(). Standard
/// output (`-`), pipes and devices are written straight.
class OutputFile {
public:
  static llvm::Expected<std::unique_ptr<OutputFile>> create(StringRef path);

  /// Removes what was written, unless it is kept.
  ~OutputFile();

  llvm::raw_pwrite_stream &os() { return *stream; }

  /// Flushes, and puts the file in its place. Fails if a write did.
  llvm::Error keep();

private:
  OutputFile() = default;

  std::string path;
  std::optional<llvm::sys::fs::TempFile> temporary;
  std::unique_ptr<llvm::raw_fd_ostream> stream;
};

} // namespace mlir::nn

#endif // NN_TOOLS_OUTPUTFILE_H
