//===- LogicalOps.cpp -----------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/IR/Builders.h"
#include "mlir/IR/TypeUtilities.h"
#include "nn/Dialect/NN/IR/NNElementwiseEvaluation.h"
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

/// Returns the value of a constant of equal bools, or nothing.
static std::optional<bool> getBool(Attribute attribute) {
  std::optional<ConstantView> view = ConstantView::get(attribute);
  if (!view || view->getNumElements() == 0 || !view->allEqual())
    return std::nullopt;
  return view->getInt(0) != 0;
}

/// Folds a commutative op for which one bool is neutral and the other, its
/// complement, is the result whatever the other operand.
static OpFoldResult foldLogical(Operation *op, ArrayRef<Attribute> operands,
                                bool neutral) {
  auto type = cast<RankedTensorType>(op->getResult(0).getType());
  if (op->getOperand(0) == op->getOperand(1))
    return op->getOperand(0);
  if (std::optional<bool> value = getBool(operands[1])) {
    if (*value == neutral && op->getOperand(0).getType() == type)
      return op->getOperand(0);
    if (*value != neutral && type.hasStaticShape())
      return DenseElementsAttr::get(type, *value);
  }
  return foldElementwise(op, operands);
}

OpFoldResult LogicalAndOp::fold(FoldAdaptor adaptor) {
  return foldLogical(*this, adaptor.getOperands(), /*neutral=*/true);
}

OpFoldResult LogicalOrOp::fold(FoldAdaptor adaptor) {
  return foldLogical(*this, adaptor.getOperands(), /*neutral=*/false);
}

OpFoldResult SelectOp::fold(FoldAdaptor adaptor) {
  if (getOnTrue() == getOnFalse() && getOnTrue().getType() == getType())
    return getOnTrue();
  if (std::optional<bool> condition = getBool(adaptor.getCondition())) {
    Value chosen = *condition ? getOnTrue() : getOnFalse();
    if (chosen.getType() == getType())
      return chosen;
  }
  return foldElementwise(*this, adaptor.getOperands());
}

OpFoldResult BitwiseAndOp::fold(FoldAdaptor adaptor) {
  return foldElementwise(*this, adaptor.getOperands());
}

OpFoldResult BitwiseOrOp::fold(FoldAdaptor adaptor) {
  return foldElementwise(*this, adaptor.getOperands());
}

OpFoldResult BitwiseXorOp::fold(FoldAdaptor adaptor) {
  return foldElementwise(*this, adaptor.getOperands());
}

OpFoldResult CompareOp::fold(FoldAdaptor adaptor) {
  return foldElementwise(*this, adaptor.getOperands());
}

OpFoldResult LeftShiftOp::fold(FoldAdaptor adaptor) {
  return foldElementwise(*this, adaptor.getOperands());
}

OpFoldResult RightShiftOp::fold(FoldAdaptor adaptor) {
  return foldElementwise(*this, adaptor.getOperands());
}
