//===- InputHints.cpp - What errors say of inputs -------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RandomGraph.h"
#include "llvm/ADT/StringRef.h"

using namespace mlir::nn;
using llvm::StringRef;

bool InputHints::learn(const std::string &error) {
  StringRef text = error;
  unsigned rank;
  // input 1 (k) has rank 2 instead of 1; expects 'scale' of rank 1
  if (text.consume_front("expects '")) {
    auto [name, rest] = text.split('\'');
    return rest.consume_front(" of rank ") && !rest.consumeInteger(10, rank) &&
           ranks.insert({name.str(), rank}).second;
  }
  unsigned number;
  if (!text.consume_front("input ") || text.consumeInteger(10, number))
    return false;
  std::string key = std::to_string(number);
  if (text.ends_with("must be a constant of integers") ||
      text.ends_with("must be a constant") || text.ends_with("must be known"))
    return constants.insert(key).second;
  if (text.ends_with("elements instead of one")) {
    ranks[key] = 0;
    return constants.insert(key).second;
  }
  StringRef expected = text.split("instead of ").second;
  return text.contains(" has rank ") && !expected.consumeInteger(10, rank) &&
         ranks.insert({key, rank}).second;
}
