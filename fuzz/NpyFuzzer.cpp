//===- NpyFuzzer.cpp - Bytes as a .npy file -------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "nn/Execution/Numpy.h"

using namespace mlir::nn;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  llvm::Expected<Array> array =
      readNpy(llvm::StringRef(reinterpret_cast<const char *>(data), size));
  if (!array) {
    llvm::consumeError(array.takeError());
    return 0;
  }
  // What is read is written and read again.
  std::string written;
  llvm::raw_string_ostream os(written);
  writeNpy(*array, os);
  llvm::Expected<Array> again = readNpy(written);
  if (!again || again->getDType() != array->getDType() ||
      again->getShape() != array->getShape() ||
      memcmp(again->getData(), array->getData(), array->getNumBytes()) != 0)
    abort();
  return 0;
}
