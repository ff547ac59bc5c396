//===- NpzFuzzer.cpp - Bytes as an .npz archive ---------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "nn/Execution/Numpy.h"

using namespace mlir::nn;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  auto buffer = llvm::MemoryBuffer::getMemBufferCopy(
      llvm::StringRef(reinterpret_cast<const char *>(data), size));
  llvm::Expected<NpzReader> reader = NpzReader::open(std::move(buffer));
  if (!reader) {
    llvm::consumeError(reader.takeError());
    return 0;
  }
  for (llvm::StringRef name : reader->getNames()) {
    llvm::Expected<Array> array = reader->read(name);
    if (!array)
      llvm::consumeError(array.takeError());
  }
  return 0;
}
