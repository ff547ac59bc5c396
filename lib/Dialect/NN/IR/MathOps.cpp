//===- MathOps.cpp --------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/IR/Builders.h"
#include "nn/Dialect/NN/IR/NNMathOps.h"

using namespace mlir;
using namespace mlir::nn;

#define GET_OP_CLASSES
#include "nn/Dialect/NN/IR/NNMathOps.cpp.inc"

void NNDialect::registerMathOps() {
  addOperations<
#define GET_OP_LIST
#include "nn/Dialect/NN/IR/NNMathOps.cpp.inc"
      >();
}

LogicalResult BetaincOp::inferReturnTypes(MLIRContext *,
                                          std::optional<Location> loc,
                                          Adaptor adaptor,
                                          SmallVectorImpl<Type> &inferred) {
  return inferBroadcastType(loc, adaptor.getOperands(), inferred);
}
