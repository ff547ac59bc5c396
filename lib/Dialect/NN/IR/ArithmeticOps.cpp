//===- ArithmeticOps.cpp --------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/IR/Builders.h"
#include "mlir/IR/TypeUtilities.h"
#include "nn/Dialect/NN/IR/NNArithmeticOps.h"
#include "nn/Dialect/NN/IR/NNElementwiseEvaluation.h"

using namespace mlir;
using namespace mlir::nn;

#define GET_OP_CLASSES
#include "nn/Dialect/NN/IR/NNArithmeticOps.cpp.inc"

void NNDialect::registerArithmeticOps() {
  addOperations<
#define GET_OP_LIST
#include "nn/Dialect/NN/IR/NNArithmeticOps.cpp.inc"
      >();
}

LogicalResult BitcastOp::verify() {
  Type from = getElementTypeOrSelf(getInput()),
       to = getElementTypeOrSelf(*this);
  // nn.bitcast_c1
  if (from.getIntOrFloatBitWidth() == to.getIntOrFloatBitWidth())
    return success();
  return emitOpError("expects element types of as many bits, got ")
         << from << " and " << to;
}

LogicalResult PopulationCountOp::inferReturnTypes(
    MLIRContext *context, std::optional<Location> loc, Adaptor adaptor,
    SmallVectorImpl<Type> &inferred) {
  return inferBroadcastType(
      loc, adaptor.getOperands(), inferred,
      IntegerType::get(context, 8, IntegerType::Unsigned));
}

OpFoldResult AbsOp::fold(FoldAdaptor adaptor) {
  return foldElementwise(*this, adaptor.getOperands());
}

OpFoldResult BitwiseNotOp::fold(FoldAdaptor adaptor) {
  return foldElementwise(*this, adaptor.getOperands());
}

OpFoldResult CeilOp::fold(FoldAdaptor adaptor) {
  return foldElementwise(*this, adaptor.getOperands());
}

OpFoldResult FloorOp::fold(FoldAdaptor adaptor) {
  return foldElementwise(*this, adaptor.getOperands());
}

OpFoldResult IsFiniteOp::fold(FoldAdaptor adaptor) {
  return foldElementwise(*this, adaptor.getOperands());
}

OpFoldResult IsInfOp::fold(FoldAdaptor adaptor) {
  return foldElementwise(*this, adaptor.getOperands());
}

OpFoldResult IsNanOp::fold(FoldAdaptor adaptor) {
  return foldElementwise(*this, adaptor.getOperands());
}

OpFoldResult LogicalNotOp::fold(FoldAdaptor adaptor) {
  return foldElementwise(*this, adaptor.getOperands());
}

OpFoldResult NegOp::fold(FoldAdaptor adaptor) {
  return foldElementwise(*this, adaptor.getOperands());
}

OpFoldResult ReciprocalOp::fold(FoldAdaptor adaptor) {
  return foldElementwise(*this, adaptor.getOperands());
}

OpFoldResult RoundOp::fold(FoldAdaptor adaptor) {
  return foldElementwise(*this, adaptor.getOperands());
}

OpFoldResult RsqrtOp::fold(FoldAdaptor adaptor) {
  return foldElementwise(*this, adaptor.getOperands());
}

OpFoldResult SignOp::fold(FoldAdaptor adaptor) {
  return foldElementwise(*this, adaptor.getOperands());
}

OpFoldResult SqrtOp::fold(FoldAdaptor adaptor) {
  return foldElementwise(*this, adaptor.getOperands());
}

OpFoldResult SquareOp::fold(FoldAdaptor adaptor) {
  return foldElementwise(*this, adaptor.getOperands());
}

/// True if each value of the first type is one of the second, so that a cast
/// through the second is one from the first. A float from an integer is not
/// among them: what does not fit is cast by other rules.
static bool isExactCast(Type from, Type to) {
  auto fromFloat = dyn_cast<FloatType>(from), toFloat = dyn_cast<FloatType>(to);
  if (fromFloat && toFloat)
    return APFloat::isRepresentableBy(fromFloat.getFloatSemantics(),
                                      toFloat.getFloatSemantics());
  auto fromInt = dyn_cast<IntegerType>(from), toInt = dyn_cast<IntegerType>(to);
  if (!fromInt || !toInt)
    return false;
  if (fromInt.getWidth() == 1)
    return true;
  if (fromInt.isUnsigned() == toInt.isUnsigned())
    return fromInt.getWidth() <= toInt.getWidth();
  return fromInt.isUnsigned() && fromInt.getWidth() < toInt.getWidth();
}

OpFoldResult CastOp::fold(FoldAdaptor adaptor) {
  if (getInput().getType() == getType())
    return getInput();
  // cast(cast(x)) -> cast(x)
  if (auto inner = getInput().getDefiningOp<CastOp>())
    if (isExactCast(getElementTypeOrSelf(inner.getInput()),
                    getElementTypeOrSelf(inner.getType()))) {
      getInputMutable().assign(inner.getInput());
      return getResult();
    }
  return foldElementwise(*this, adaptor.getOperands());
}
