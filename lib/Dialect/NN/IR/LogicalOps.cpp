//===- LogicalOps.cpp -----------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/IR/Builders.h"
#include "mlir/IR/TypeUtilities.h"
#include "nn/Dialect/NN/IR/NNLogicalOps.h"

using namespace mlir;
using namespace mlir::nn;

#define GET_OP_CLASSES
#include "nn/Dialect/NN/IR/NNLogicalOps.cpp.inc"

void NNDialect::registerLogicalOps() {
  addOperations<
#define GET_OP_LIST
#include "nn/Dialect/NN/IR/NNLogicalOps.cpp.inc"
      >();
}

LogicalResult CompareOp::inferReturnTypes(MLIRContext *context,
                                          std::optional<Location> loc,
                                          Adaptor adaptor,
                                          SmallVectorImpl<Type> &inferred) {
  return inferBroadcastType(loc, adaptor.getOperands(), inferred,
                            IntegerType::get(context, 1));
}

LogicalResult CompareOp::verify() {
  Type type = getLhs().getType().getElementType();
  if (type.isInteger(1) && getPredicate() != Predicate::EQ &&
      getPredicate() != Predicate::NE)
    return emitOpError("expects predicate 'eq' or 'ne' for elements of type ")
           << type << ", got '" << stringifyPredicate(getPredicate()) << "'";
  return success();
}

LogicalResult SelectOp::inferReturnTypes(MLIRContext *,
                                         std::optional<Location> loc,
                                         Adaptor adaptor,
                                         SmallVectorImpl<Type> &inferred) {
  Type onTrue = getElementTypeOrSelf(adaptor.getOnTrue());
  Type onFalse = getElementTypeOrSelf(adaptor.getOnFalse());
  if (onTrue != onFalse)
    return emitOptionalError(loc, "expects branches of one element type, got ",
                             onTrue, " and ", onFalse);
  return inferBroadcastType(loc, adaptor.getOperands(), inferred, onTrue);
}
