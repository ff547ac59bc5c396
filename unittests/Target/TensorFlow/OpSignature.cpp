//===- OpSignature.cpp - What an op expects -------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "OpSignature.h"
#include "OpRegistry.h"
#include "llvm/ADT/StringExtras.h"
#include <map>

using namespace mlir;
using namespace mlir::nn;

static const char kSignatures[] =
#include "OpSignatures.inc"
    ;

/// What TensorFlow's registry says; null if it does not have the op.
static const OpSignature *lookup(const std::string &op) {
  static const std::map<std::string, OpSignature> signatures = [] {
    std::map<std::string, OpSignature> signatures;
    SmallVector<StringRef> lines, words, allowed;
    StringRef(kSignatures).split(lines, '\n', -1, /*KeepEmpty=*/false);
    for (StringRef line : lines) {
      words.clear();
      line.split(words, ' ', -1, /*KeepEmpty=*/false);
      OpSignature &signature = signatures[words.front().str()];
      bool isAttr = false;
      for (StringRef word : ArrayRef(words).drop_front()) {
        if (word == ";") {
          isAttr = true;
          continue;
        }
        auto [name, rest] = word.split(':');
        if (isAttr) {
          auto [kind, values] = rest.split('{');
          allowed.clear();
          values.rtrim('}').split(allowed, ',', -1, /*KeepEmpty=*/false);
          OpSignature::Attr attr{name.str(), kind.str(), {}};
          for (StringRef value : allowed)
            attr.allowed.push_back(value.str());
          signature.attrs.push_back(attr);
        } else {
          auto [type, length] = rest.split('*');
          signature.inputs.push_back({name.str(), type.str(), length.str()});
        }
      }
    }
    return signatures;
  }();
  auto it = signatures.find(op);
  return it == signatures.end() ? nullptr : &it->second;
}

/// Of an op that TensorFlow's registry does not have, the arity is known.
static OpSignature guess(const std::string &op) {
  OpSignature signature;
  const tf::OpInfo *info = tf::OpRegistry::get().lookup(op);
  for (unsigned i = 0; i < std::min(info->inputs.min, 8u); ++i)
    signature.inputs.push_back({"x" + std::to_string(i), "T", ""});
  if (info->inputs.max == tf::Arity::kUnbounded)
    signature.inputs.push_back({"more", "T", "N"});
  signature.attrs = {{"T", "type", {}}, {"N", "int", {}}};
  return signature;
}

OpSignature mlir::nn::getOpSignature(const std::string &op) {
  const OpSignature *known = lookup(op);
  return known ? *known : guess(op);
}
