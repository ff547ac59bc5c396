//===- ImageFuzzer.cpp - Bytes as a picture -------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ImageFormats.h"

using namespace mlir::nn;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  llvm::StringRef bytes(reinterpret_cast<const char *>(data), size);
  for (auto decode : {decodePNG, decodeJPEG}) {
    llvm::Expected<Array> array = decode(bytes);
    if (!array)
      llvm::consumeError(array.takeError());
  }
  return 0;
}
