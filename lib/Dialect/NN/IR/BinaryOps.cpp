//===- BinaryOps.cpp ------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/IR/Builders.h"
#include "nn/Dialect/NN/IR/NNBinaryOps.h"

using namespace mlir;
using namespace mlir::nn;

#define GET_OP_CLASSES
#include "nn/Dialect/NN/IR/NNBinaryOps.cpp.inc"

void NNDialect::registerBinaryOps() {
  addOperations<
#define GET_OP_LIST
#include "nn/Dialect/NN/IR/NNBinaryOps.cpp.inc"
      >();
}
