//===- OutputFile.cpp - Files that appear when complete -------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Temporary files and their renaming.
//
//===----------------------------------------------------------------------===//

#include "nn/Support/OutputFile.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/Signals.h"

using namespace mlir;
using namespace mlir::nn;
using llvm::createStringError;

static llvm::Error failToWrite(StringRef path, std::error_code code) {
  return createStringError("cannot write '" + path + "': " + code.message());
}

/// Writes to what an existing descriptor or a device stands for.
static llvm::Error
writeStraight(StringRef path,
              llvm::function_ref<llvm::Error(raw_ostream &)> write) {
  std::error_code code;
  llvm::raw_fd_ostream os(path, code);
  if (code)
    return failToWrite(path, code);
  llvm::Error error = write(os);
  os.flush();
  if (os.has_error() && !error)
    error = failToWrite(path, os.error());
  os.clear_error();
  return error;
}

bool nn::isSpecialFile(StringRef path) {
  llvm::sys::fs::file_status status;
  return path == "-" ||
         (!llvm::sys::fs::status(path, status) &&
          status.type() != llvm::sys::fs::file_type::regular_file &&
          status.type() != llvm::sys::fs::file_type::directory_file);
}

llvm::Error
nn::writeFileByName(StringRef path,
                    llvm::function_ref<llvm::Error(StringRef)> write) {
  // A link stays one: what it points to is replaced.
  SmallString<128> target(path);
  SmallString<128> real;
  if (llvm::sys::fs::is_symlink_file(path) &&
      !llvm::sys::fs::real_path(path, real))
    target = real;
  if (llvm::sys::fs::is_directory(target))
    return failToWrite(path, std::make_error_code(std::errc::is_a_directory));
  SmallString<128> temporary;
  if (std::error_code code = llvm::sys::fs::createUniqueFile(
          target + ".%%%%%%%%.tmp", temporary,
          llvm::sys::fs::all_read | llvm::sys::fs::all_write))
    return failToWrite(path, code);
  llvm::sys::RemoveFileOnSignal(temporary);
  llvm::Error error = write(temporary);
  std::error_code code;
  if (!error)
    code = llvm::sys::fs::rename(temporary, target);
  if (error || code)
    (void)llvm::sys::fs::remove(temporary);
  llvm::sys::DontRemoveFileOnSignal(temporary);
  if (code)
    return failToWrite(path, code);
  return error;
}

llvm::Error
nn::writeFile(StringRef path,
              llvm::function_ref<llvm::Error(raw_ostream &)> write) {
  if (isSpecialFile(path))
    return writeStraight(path, write);
  return writeFileByName(path, [&](StringRef temporary) -> llvm::Error {
    std::error_code code;
    llvm::raw_fd_ostream os(temporary, code);
    if (code)
      return failToWrite(path, code);
    llvm::Error error = write(os);
    os.close();
    if (os.has_error() && !error)
      error = failToWrite(path, os.error());
    os.clear_error();
    return error;
  });
}
