//===- TemporaryDirectory.cpp - A directory that goes away ----------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "nn/Support/TemporaryDirectory.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace mlir::nn;

llvm::Expected<TemporaryDirectory>
TemporaryDirectory::create(llvm::StringRef prefix) {
  TemporaryDirectory directory;
  if (std::error_code code =
          llvm::sys::fs::createUniqueDirectory(prefix, directory.path))
    return llvm::createStringError("cannot create a temporary directory: " +
                                   code.message());
  return directory;
}

TemporaryDirectory::~TemporaryDirectory() {
  if (!path.empty())
    (void)llvm::sys::fs::remove_directories(path);
}

std::string TemporaryDirectory::getFile(const llvm::Twine &name) const {
  llvm::SmallString<128> file(path);
  llvm::sys::path::append(file, name);
  return file.str().str();
}
