//===- CheckpointFuzzer.cpp - Bytes as a checkpoint's index ---------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Checkpoint.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"
#include <numeric>

using namespace mlir::nn::tf;

static void write(const std::string &path, llvm::StringRef bytes) {
  std::error_code error;
  llvm::raw_fd_ostream os(path, error);
  os << bytes;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const std::string prefix = [] {
    llvm::SmallString<128> folder;
    if (llvm::sys::fs::createUniqueDirectory("checkpoint", folder))
      abort();
    std::string prefix = (folder + "/variables").str();
    write(prefix + ".data-00000-of-00001", std::string(64, 'd'));
    return prefix;
  }();
  write(prefix + ".index",
        llvm::StringRef(reinterpret_cast<const char *>(data), size));
  auto checkpoint = Checkpoint::open(prefix);
  if (!checkpoint) {
    llvm::consumeError(checkpoint.takeError());
    return 0;
  }
  auto entry = (*checkpoint)->lookup("w");
  if (!entry) {
    llvm::consumeError(entry.takeError());
    return 0;
  }
  // Reads every byte that it points to.
  int sum = std::accumulate(entry->bytes.begin(), entry->bytes.end(), 0);
  return sum == int('d' * entry->bytes.size()) ? 0 : (abort(), 0);
}
