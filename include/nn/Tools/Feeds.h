//===- Feeds.h - What a command line feeds to a network ---------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Arrays and pictures by name, bound to the inputs of a signature.
//
//===----------------------------------------------------------------------===//

#ifndef NN_TOOLS_FEEDS_H
#define NN_TOOLS_FEEDS_H

#include "nn/Execution/Image.h"
#include "nn/Tools/Model.h"

namespace mlir::nn {

/// An array or picture that a command line gives for a name.
struct Feed {
  std::string name;
  /// As read; of a picture the bytes of its pixels.
  Array array;
  bool isImage = false;
};

/// Reads `NAME=FILE` arguments and .npz archives. In an archive with keys
/// `in:NAME`, `out:NAME` or `inner:NAME` only the first count (others are
/// expected outputs); else all do.
llvm::Expected<SmallVector<Feed>> readFeeds(ArrayRef<std::string> files,
                                            ArrayRef<std::string> archives);

/// Reads what outputs should be from an .npz archive: the arrays called
/// `out:NAME` or `inner:NAME`, or all if none is.
llvm::Expected<SmallVector<Feed>> readExpected(StringRef archive);

/// How feeds become inputs.
struct FeedOptions {
  /// Converts elements of another type instead of refusing them.
  bool cast = false;
  /// Makes up inputs that are not fed: floats are uniform in [-1, 1), integers
  /// and bools 0 or 1, which is an index into everything.
  bool random = false;
  uint64_t seed = 0;
  ImageOptions image;
};

/// Returns the inputs in the signature's order. Errors name the input.
llvm::Expected<SmallVector<Array>> bindFeeds(ArrayRef<Feed> feeds,
                                             const Signature &signature,
                                             const FeedOptions &options);

/// Returns a command that feeds every input of a signature.
std::string makeExampleCommand(StringRef model, const Signature &signature);

} // namespace mlir::nn

#endif // NN_TOOLS_FEEDS_H
