//===- RandomOps.cpp ------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Verification of the ops that draw random numbers.
//
//===----------------------------------------------------------------------===//

#include "nn/Dialect/NN/IR/NNRandomOps.h"

using namespace mlir;
using namespace mlir::nn;

#define GET_OP_CLASSES
#include "nn/Dialect/NN/IR/NNRandomOps.cpp.inc"

void NNDialect::registerRandomOps() {
  addOperations<
#define GET_OP_LIST
#include "nn/Dialect/NN/IR/NNRandomOps.cpp.inc"
      >();
}

LogicalResult RandomUniformOp::verify() {
  // nn.random_uniform_c1
  int64_t count = getShape().getType().getDimSize(0);
  if (!areCompatibleSizes(count, getType().getRank()))
    return emitOpError("expects 'shape' to have ")
           << getType().getRank() << " elements, got " << count;
  return success();
}
