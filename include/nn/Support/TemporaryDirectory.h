//===- TemporaryDirectory.h - A directory that goes away --------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A directory of intermediate files.
//
//===----------------------------------------------------------------------===//

#ifndef NN_SUPPORT_TEMPORARYDIRECTORY_H
#define NN_SUPPORT_TEMPORARYDIRECTORY_H

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Error.h"

namespace mlir::nn {

/// A directory of intermediate files that goes away with them.
class TemporaryDirectory {
public:
  /// Makes one whose name begins with `prefix`.
  static llvm::Expected<TemporaryDirectory> create(llvm::StringRef prefix);
  TemporaryDirectory(TemporaryDirectory &&other)
      : path(std::exchange(other.path, {})) {}
  ~TemporaryDirectory();

  /// Returns the path of a file in it.
  std::string getFile(const llvm::Twine &name) const;

private:
  TemporaryDirectory() = default;
  llvm::SmallString<128> path;
};

} // namespace mlir::nn

#endif // NN_SUPPORT_TEMPORARYDIRECTORY_H
