//===- Names.cpp - Names that people type ---------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Exact names, and the nearest ones for errors.
//
//===----------------------------------------------------------------------===//

#include "nn/Tools/Names.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace mlir;
using namespace mlir::nn;

static StringRef dropFirstOutput(StringRef name) {
  name.consume_back(":0");
  return name;
}

std::optional<size_t> nn::findName(ArrayRef<StringRef> names, StringRef name) {
  for (auto [i, candidate] : llvm::enumerate(names))
    if (candidate == name)
      return i;
  for (auto [i, candidate] : llvm::enumerate(names))
    if (dropFirstOutput(candidate) == dropFirstOutput(name))
      return i;
  return std::nullopt;
}

llvm::Error nn::makeUnknownNameError(const Twine &kind, StringRef name,
                                     ArrayRef<StringRef> names) {
  std::string message = ("no " + kind + " is called '" + name + "'").str();
  if (names.empty())
    return llvm::createStringError(message + "; there are none");
  // The nearest first, and not more than one reads.
  SmallVector<std::pair<unsigned, StringRef>> nearest;
  for (StringRef candidate : names)
    nearest.push_back(
        {name.edit_distance(dropFirstOutput(candidate)), candidate});
  llvm::sort(nearest);
  constexpr size_t maxNames = 5;
  bool isAll = nearest.size() <= maxNames;
  nearest.truncate(std::min(maxNames, nearest.size()));
  message += isAll ? "; there " : "; the nearest ";
  message += isAll && nearest.size() == 1 ? "is " : "are ";
  message +=
      llvm::join(llvm::map_range(nearest,
                                 [](const auto &pair) {
                                   return ("'" + pair.second + "'").str();
                                 }),
                 ", ");
  return llvm::createStringError(message);
}
