//===- Identifiers.cpp ----------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Names for other languages.
//
//===----------------------------------------------------------------------===//

#include "nn/Support/Identifiers.h"
#include "llvm/ADT/StringExtras.h"

using namespace mlir;
using namespace mlir::nn;

std::string nn::makeCIdentifier(StringRef text) {
  // The keywords of C23 and C++23, but those that begin with an underscore;
  // `main`; and what compilers define in their GNU modes.
  constexpr StringLiteral keywords =
      " alignas alignof and and_eq asm auto bitand bitor bool break case "
      "catch char char16_t char32_t char8_t class co_await co_return "
      "co_yield compl concept const const_cast consteval constexpr "
      "constinit continue decltype default delete do double dynamic_cast "
      "else enum explicit export extern false float for friend goto if "
      "inline int linux long main mutable namespace new noexcept not "
      "not_eq nullptr operator or or_eq private protected public register "
      "reinterpret_cast requires restrict return short signed sizeof "
      "static static_assert static_cast struct switch template this "
      "thread_local throw true try typedef typeid typename typeof "
      "typeof_unqual union unix unsigned using virtual void volatile "
      "wchar_t while xor xor_eq ";
  std::string identifier;
  for (char c : text)
    identifier += llvm::isAlnum(c) ? c : '_';
  identifier = StringRef(identifier).ltrim('_').str();
  if (identifier.empty() || llvm::isDigit(identifier[0]))
    identifier = "x" + identifier;
  if (StringRef(identifier).starts_with_insensitive("nn_"))
    identifier = "x_" + identifier;
  if (keywords.contains(" " + identifier + " "))
    identifier += "_";
  return identifier;
}
