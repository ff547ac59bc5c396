//===- ActivationOps.cpp --------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/IR/Builders.h"
#include "nn/Dialect/NN/IR/NNActivationOps.h"
#include "nn/Dialect/NN/IR/NNElementwiseEvaluation.h"

using namespace mlir;
using namespace mlir::nn;

#define GET_OP_CLASSES
#include "nn/Dialect/NN/IR/NNActivationOps.cpp.inc"

void NNDialect::registerActivationOps() {
  addOperations<
#define GET_OP_LIST
#include "nn/Dialect/NN/IR/NNActivationOps.cpp.inc"
      >();
}

OpFoldResult ReluOp::fold(FoldAdaptor adaptor) {
  // relu(relu6(x)) -> relu6(x)
  if (getInput().getDefiningOp<Relu6Op>())
    return getInput();
  return foldElementwise(*this, adaptor.getOperands());
}

OpFoldResult Relu6Op::fold(FoldAdaptor adaptor) {
  // relu6(relu(x)) -> relu6(x)
  if (auto relu = getInput().getDefiningOp<ReluOp>()) {
    getInputMutable().assign(relu.getInput());
    return getResult();
  }
  return foldElementwise(*this, adaptor.getOperands());
}
