//===- ImageFormats.h - Decoders of picture files ---------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NN_LIB_EXECUTION_IMAGEFORMATS_H
#define NN_LIB_EXECUTION_IMAGEFORMATS_H

#include "nn/Execution/Array.h"

namespace mlir::nn {

/// Each decodes a file in memory into [height, width, channels] of bytes.
llvm::Expected<Array> decodePNG(StringRef bytes);
llvm::Expected<Array> decodeJPEG(StringRef bytes);

} // namespace mlir::nn

#endif // NN_LIB_EXECUTION_IMAGEFORMATS_H
