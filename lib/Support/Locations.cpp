//===- Locations.cpp - What an op's location says -------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A node's location is its name, whose child location is its op's name.
//
//===----------------------------------------------------------------------===//

#include "nn/Support/Locations.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace mlir::nn;

std::string nn::describeLocation(Location loc) {
  if (auto name = dyn_cast<NameLoc>(loc)) {
    std::string text = "node '" + name.getName().str() + "'";
    if (auto op = dyn_cast<NameLoc>(name.getChildLoc()))
      text += " (" + op.getName().str() + ")";
    return text;
  }
  if (auto place = dyn_cast<FileLineColLoc>(loc)) {
    // The module of a text is at no line of it.
    if (place.getLine() == 0)
      return place.getFilename().str();
    return llvm::formatv("{0}:{1}:{2}", place.getFilename().getValue(),
                         place.getLine(), place.getColumn());
  }
  if (auto fused = dyn_cast<FusedLoc>(loc)) {
    SmallVector<std::string> parts;
    for (Location part : fused.getLocations())
      if (std::string text = describeLocation(part); !text.empty())
        parts.push_back(text);
    return llvm::join(parts, ", ");
  }
  if (auto call = dyn_cast<CallSiteLoc>(loc))
    return describeLocation(call.getCallee());
  return "";
}

void nn::collectNodeNames(Location loc, llvm::SetVector<StringAttr> &names) {
  if (auto name = dyn_cast<NameLoc>(loc)) {
    names.insert(name.getName());
  } else if (auto fused = dyn_cast<FusedLoc>(loc)) {
    for (Location part : fused.getLocations())
      collectNodeNames(part, names);
  } else if (auto call = dyn_cast<CallSiteLoc>(loc)) {
    collectNodeNames(call.getCallee(), names);
  }
}
