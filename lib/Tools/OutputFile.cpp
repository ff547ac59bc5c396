//===- OutputFile.cpp - Files that are whole or not there -----------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Writing beside and renaming.
//
//===----------------------------------------------------------------------===//

#include "nn/Tools/OutputFile.h"

using namespace mlir;
using namespace mlir::nn;

llvm::Expected<std::unique_ptr<OutputFile>> OutputFile::create(StringRef path) {
  std::unique_ptr<OutputFile> file(new OutputFile);
  file->path = path.str();
  llvm::sys::fs::file_status status;
  bool exists = !llvm::sys::fs::status(path, status);
  if (exists && llvm::sys::fs::is_directory(status))
    return llvm::createStringError(
        std::make_error_code(std::errc::is_a_directory),
        "'" + path + "' is a directory");
  if (path == "-" || (exists && !llvm::sys::fs::is_regular_file(status))) {
    std::error_code error;
    file->stream = std::make_unique<llvm::raw_fd_ostream>(path, error);
    if (error)
      return llvm::createStringError(error, "cannot write '" + path +
                                                "': " + error.message());
    return file;
  }
  // What a link points to is replaced, not the link.
  SmallString<256> real;
  if (exists && !llvm::sys::fs::real_path(path, real))
    file->path = real.str().str();
  auto temporary =
      llvm::sys::fs::TempFile::create(file->path + ".%%%%%%%%.tmp");
  if (!temporary)
    return llvm::createStringError(llvm::inconvertibleErrorCode(),
                                   "cannot write '" + path + "': " +
                                       llvm::toString(temporary.takeError()));
  file->temporary = std::move(*temporary);
  file->stream = std::make_unique<llvm::raw_fd_ostream>(file->temporary->FD,
                                                        /*shouldClose=*/false);
  return file;
}

OutputFile::~OutputFile() {
  if (stream) {
    stream->flush();
    stream->clear_error();
  }
  stream.reset();
  if (temporary)
    llvm::consumeError(temporary->discard());
}

llvm::Error OutputFile::keep() {
  stream->flush();
  if (std::error_code error = stream->error()) {
    stream->clear_error();
    return llvm::createStringError(error, "cannot write '" + path +
                                              "': " + error.message());
  }
  stream.reset();
  if (!temporary)
    return llvm::Error::success();
  llvm::sys::fs::TempFile file = std::move(*temporary);
  temporary.reset();
  return file.keep(path);
}
