//===- BinaryOps.cpp ------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/IR/Builders.h"
#include "mlir/IR/Matchers.h"
#include "mlir/IR/TypeUtilities.h"
#include "nn/Dialect/NN/IR/NNElementwiseEvaluation.h"
#include "nn/Dialect/NN/IR/NNElementwiseOps.h"
#include "nn/Dialect/NN/IR/NNShapeOps.h"
#include <cmath>

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

bool nn::isBroadcasting(Operation *op) {
  return isa<AddOp, Atan2Op, BetaincOp, BitwiseAndOp, BitwiseOrOp, BitwiseXorOp,
             CompareOp, DivNoNanOp, DivOp, FloorDivOp, FloorModOp, IgammaOp,
             IgammacOp, LeftShiftOp, LogicalAndOp, LogicalOrOp, MaximumOp,
             MinimumOp, MulNoNanOp, MulOp, NextAfterOp, PowOp, RightShiftOp,
             SelectOp, SquaredDifferenceOp, SubOp, TruncateModOp, XdivyOp,
             XlogyOp, ZetaOp>(op);
}

/// True if the attribute is a constant of integers or floats equal to `value`;
/// if of floats, also of its sign.
static bool isConstant(Attribute attribute, double value) {
  std::optional<ConstantView> view = ConstantView::get(attribute);
  if (!view || isa<ComplexType>(view->getElementType()))
    return false;
  bool isFloat = isa<FloatType>(view->getElementType());
  for (int64_t i = 0, e = view->isSplat() ? 1 : view->getNumElements(); i < e;
       ++i) {
    double element = view->getDouble(i);
    if (element != value ||
        (isFloat && std::signbit(element) != std::signbit(value)))
      return false;
  }
  return true;
}

/// Returns the lhs if the rhs is the constant `value` and does not broadcast
/// it.
static Value getLhsIfRhsIs(Operation *op, ArrayRef<Attribute> operands,
                           double value) {
  if (op->getOperand(0).getType() == op->getResult(0).getType() &&
      isConstant(operands[1], value))
    return op->getOperand(0);
  return {};
}

/// Returns integer zeros of the result's type if it is static.
static ElementsAttr getIntZeros(Operation *op) {
  auto type = cast<RankedTensorType>(op->getResult(0).getType());
  if (!type.hasStaticShape() || !isa<IntegerType>(type.getElementType()))
    return {};
  return DenseElementsAttr::get(type, APInt(type.getElementTypeBitWidth(), 0));
}

OpFoldResult AddOp::fold(FoldAdaptor adaptor) {
  // Adding a positive zero would make one of a negative zero.
  bool isFloat = isa<FloatType>(getElementTypeOrSelf(getType()));
  if (Value lhs =
          getLhsIfRhsIs(*this, adaptor.getOperands(), isFloat ? -0.0 : 0.0))
    return lhs;
  return foldElementwise(*this, adaptor.getOperands());
}

OpFoldResult SubOp::fold(FoldAdaptor adaptor) {
  if (Value lhs = getLhsIfRhsIs(*this, adaptor.getOperands(), 0.0))
    return lhs;
  if (getLhs() == getRhs())
    if (ElementsAttr zeros = getIntZeros(*this))
      return zeros;
  return foldElementwise(*this, adaptor.getOperands());
}

/// True if the tensor is filled with ones, as many as the other has elements:
/// what a dropout that keeps everything multiplies by, where sizes are unknown.
static bool isOnesLike(Value tensor, Value other) {
  auto fill = tensor.getDefiningOp<FillOp>();
  auto shape = fill ? fill.getShape().getDefiningOp<ShapeOp>() : nullptr;
  Attribute value;
  return shape && shape.getInput() == other &&
         matchPattern(fill.getValue(), m_Constant(&value)) &&
         isConstant(value, 1.0);
}

OpFoldResult MulOp::fold(FoldAdaptor adaptor) {
  if (Value lhs = getLhsIfRhsIs(*this, adaptor.getOperands(), 1.0))
    return lhs;
  if (getLhs().getType() == getType() && isOnesLike(getRhs(), getLhs()))
    return getLhs();
  if (getRhs().getType() == getType() && isOnesLike(getLhs(), getRhs()))
    return getRhs();
  if (ElementsAttr zeros = getIntZeros(*this))
    if (isConstant(adaptor.getRhs(), 0.0))
      return zeros;
  return foldElementwise(*this, adaptor.getOperands());
}

OpFoldResult DivOp::fold(FoldAdaptor adaptor) {
  if (Value lhs = getLhsIfRhsIs(*this, adaptor.getOperands(), 1.0))
    return lhs;
  return foldElementwise(*this, adaptor.getOperands());
}

OpFoldResult PowOp::fold(FoldAdaptor adaptor) {
  if (Value lhs = getLhsIfRhsIs(*this, adaptor.getOperands(), 1.0))
    return lhs;
  return foldElementwise(*this, adaptor.getOperands());
}

OpFoldResult DivNoNanOp::fold(FoldAdaptor adaptor) {
  return foldElementwise(*this, adaptor.getOperands());
}

OpFoldResult FloorDivOp::fold(FoldAdaptor adaptor) {
  return foldElementwise(*this, adaptor.getOperands());
}

OpFoldResult FloorModOp::fold(FoldAdaptor adaptor) {
  return foldElementwise(*this, adaptor.getOperands());
}

OpFoldResult MaximumOp::fold(FoldAdaptor adaptor) {
  return foldElementwise(*this, adaptor.getOperands());
}

OpFoldResult MinimumOp::fold(FoldAdaptor adaptor) {
  return foldElementwise(*this, adaptor.getOperands());
}

OpFoldResult MulNoNanOp::fold(FoldAdaptor adaptor) {
  return foldElementwise(*this, adaptor.getOperands());
}

OpFoldResult SquaredDifferenceOp::fold(FoldAdaptor adaptor) {
  return foldElementwise(*this, adaptor.getOperands());
}

OpFoldResult TruncateModOp::fold(FoldAdaptor adaptor) {
  return foldElementwise(*this, adaptor.getOperands());
}

OpFoldResult XdivyOp::fold(FoldAdaptor adaptor) {
  return foldElementwise(*this, adaptor.getOperands());
}
