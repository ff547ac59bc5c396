//===- OpSignature.h - What an op expects -----------------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Inputs and attributes of TensorFlow's ops, as its registry declares them.
//
//===----------------------------------------------------------------------===//

#ifndef NN_UNITTESTS_TARGET_TENSORFLOW_OPSIGNATURE_H
#define NN_UNITTESTS_TARGET_TENSORFLOW_OPSIGNATURE_H

#include <string>
#include <vector>

namespace mlir::nn {

/// What an op declares. A type is that of an input or the attribute that says
/// it; a length is the attribute that says of how many tensors an input is.
struct OpSignature {
  struct Input {
    std::string name, type, length;
  };
  struct Attr {
    std::string name, kind;
    std::vector<std::string> allowed;
  };
  std::vector<Input> inputs;
  std::vector<Attr> attrs;
};

/// The signature of an op that the importer knows. Of one that TensorFlow's
/// registry does not have, only the number of inputs is known.
OpSignature getOpSignature(const std::string &op);

} // namespace mlir::nn

#endif // NN_UNITTESTS_TARGET_TENSORFLOW_OPSIGNATURE_H
