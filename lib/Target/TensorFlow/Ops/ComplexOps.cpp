//===- ComplexOps.cpp - Complex numbers -----------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Ops that make complex numbers or take them apart, arithmetic on the parts,
// and which other ops can be given complex numbers.
//
//===----------------------------------------------------------------------===//

#include "../Complex.h"
#include "Compose.h"
#include "nn/Dialect/NN/IR/NNArithmeticOps.h"
#include "nn/Dialect/NN/IR/NNBinaryOps.h"
#include "nn/Dialect/NN/IR/NNLogicalOps.h"
#include "nn/Dialect/NN/IR/NNMathOps.h"
#include "nn/Dialect/NN/IR/NNShapeOps.h"
#include <limits>

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

static LogicalResult importMake(NodeContext &node) {
  Value real = node.getInput(0), imaginary = node.getInput(1);
  if (real.getType() != imaginary.getType()) {
    // A choice broadcasts, and changes no element.
    Value isFirst = node.scalar(node.getBuilder().getI1Type(), 1);
    real = node.create<SelectOp>({isFirst, real, imaginary});
    imaginary = node.create<SelectOp>({isFirst, imaginary, real});
  }
  return node.setResult(joinComplex(node, {real, imaginary}));
}

static LogicalResult importReal(NodeContext &node) {
  return node.setResult(splitComplex(node, node.getInput(0)).real);
}

static LogicalResult importImaginary(NodeContext &node) {
  return node.setResult(splitComplex(node, node.getInput(0)).imaginary);
}

static ComplexParts conjugate(NodeContext &node, ComplexParts parts) {
  return {parts.real, node.create<NegOp>(parts.imaginary)};
}

static LogicalResult importConj(NodeContext &node) {
  if (!isComplex(node.getInput(0)))
    return node.setResult(node.getInput(0));
  ComplexParts parts = splitComplex(node, node.getInput(0));
  return node.setResult(joinComplex(node, conjugate(node, parts)));
}

static LogicalResult importAngle(NodeContext &node) {
  ComplexParts parts = splitComplex(node, node.getInput(0));
  return node.setResult(node.create<Atan2Op>({parts.imaginary, parts.real}));
}

/// The greater part is divided out, so that no square leaves the numbers'
/// range.
static LogicalResult importAbs(NodeContext &node) {
  ComplexParts parts = splitComplex(node, node.getInput(0));
  Value a = node.create<AbsOp>(parts.real);
  Value b = node.create<AbsOp>(parts.imaginary);
  if (!a || !b)
    return failure();
  Value greater = node.create<MaximumOp>({a, b});
  Value less = node.create<MinimumOp>({a, b});
  Type elementType = node.getType(a).getElementType();
  Value ratio = node.create<DivNoNanOp>({less, greater});
  Value length = node.create<MulOp>(
      {greater,
       node.create<SqrtOp>(node.create<AddOp>(
           {node.create<SquareOp>(ratio), node.scalar(elementType, 1)}))});
  // Infinite is infinite in whatever direction, be the other part no number.
  Value isInfinite = node.create<LogicalOrOp>(
      {node.create<IsInfOp>(a), node.create<IsInfOp>(b)});
  Value infinity =
      node.scalar(elementType, std::numeric_limits<double>::infinity());
  return node.setResult(node.create<SelectOp>({isInfinite, infinity, length}));
}

static LogicalResult importExp(NodeContext &node) {
  Value input = node.getInput(0);
  if (!isComplex(input))
    return node.setResult(node.create<ExpOp>(input));
  ComplexParts parts = splitComplex(node, input);
  Value length = node.create<ExpOp>(parts.real);
  Value real =
      node.create<MulOp>({length, node.create<CosOp>(parts.imaginary)});
  Value imaginary =
      node.create<MulOp>({length, node.create<SinOp>(parts.imaginary)});
  return node.setResult(joinComplex(node, {real, imaginary}));
}

static LogicalResult importSquare(NodeContext &node) {
  Value input = node.getInput(0);
  if (!isComplex(input))
    return node.setResult(node.create<SquareOp>(input));
  ComplexParts parts = splitComplex(node, input);
  Value real = node.create<SubOp>({node.create<SquareOp>(parts.real),
                                   node.create<SquareOp>(parts.imaginary)});
  Value half = node.create<MulOp>({parts.real, parts.imaginary});
  return node.setResult(
      joinComplex(node, {real, node.create<AddOp>({half, half})}));
}

/// (a + bi) / (c + di) = (a + bi) (c - di) / (c² + d²)
static LogicalResult importDiv(NodeContext &node) {
  if (!isComplex(node.getInput(0)))
    return node.setResult(node.create<DivOp>(node.getInputs()));
  ComplexParts x = splitComplex(node, node.getInput(0));
  ComplexParts y = splitComplex(node, node.getInput(1));
  auto multiply = [&](Value lhs, Value rhs) {
    return node.create<MulOp>({lhs, rhs});
  };
  Value norm = node.create<AddOp>(
      {node.create<SquareOp>(y.real), node.create<SquareOp>(y.imaginary)});
  Value real = node.create<AddOp>(
      {multiply(x.real, y.real), multiply(x.imaginary, y.imaginary)});
  Value imaginary = node.create<SubOp>(
      {multiply(x.imaginary, y.real), multiply(x.real, y.imaginary)});
  return node.setResult(
      joinComplex(node, {node.create<DivOp>({real, norm}),
                         node.create<DivOp>({imaginary, norm})}));
}

static LogicalResult importConjugateTranspose(NodeContext &node) {
  SmallVector<int64_t> permutation = node.getConstantInts(1, "perm");
  auto transpose = [&](Value value) {
    return node.create<TransposeOp>(value,
                                    node.intsAttr("permutation", permutation));
  };
  Value input = node.getInput(0);
  if (!isComplex(input))
    return node.setResult(transpose(input));
  ComplexParts parts = conjugate(node, splitComplex(node, input));
  return node.setResult(
      joinComplex(node, {transpose(parts.real), transpose(parts.imaginary)}));
}

void tf::registerComplexOps(OpRegistry &registry) {
  registry.add("Angle", 1, importAngle);
  registry.add("Complex", 2, importMake, "out");
  registry.add("ComplexAbs", 1, importAbs, "y");
  registry.add("Conj", 1, importConj);
  registry.add("ConjugateTranspose", 2, importConjugateTranspose, "y");
  registry.add("Div", 2, importDiv, "z");
  registry.add("Exp", 1, importExp, "y");
  registry.add("Imag", 1, importImaginary);
  registry.add("Real", 1, importReal);
  registry.add("RealDiv", 2, importDiv, "z");
  registry.add("Square", 1, importSquare, "y");
  registry.allowComplex(OnComplex::Own,
                        {"Angle", "Complex", "ComplexAbs", "Conj",
                         "ConjugateTranspose", "Div", "Exp", "Imag", "Real",
                         "RealDiv", "Square", "Cast"});
  registry.allowComplex(OnComplex::Parts, {"Add",
                                           "AddN",
                                           "AddV2",
                                           "BatchToSpaceND",
                                           "BroadcastTo",
                                           "Concat",
                                           "ConcatV2",
                                           "Cumsum",
                                           "EnsureShape",
                                           "ExpandDims",
                                           "Fill",
                                           "Gather",
                                           "GatherNd",
                                           "GatherV2",
                                           "Identity",
                                           "IdentityN",
                                           "MatrixDiag",
                                           "MatrixDiagPart",
                                           "Mean",
                                           "Neg",
                                           "Pack",
                                           "Pad",
                                           "Reshape",
                                           "Reverse",
                                           "ReverseV2",
                                           "Roll",
                                           "Select",
                                           "SelectV2",
                                           "Slice",
                                           "Snapshot",
                                           "SpaceToBatchND",
                                           "Split",
                                           "SplitV",
                                           "Squeeze",
                                           "StopGradient",
                                           "StridedSlice",
                                           "Sub",
                                           "Sum",
                                           "TensorScatterUpdate",
                                           "Tile",
                                           "Transpose",
                                           "Unpack",
                                           "UnsortedSegmentSum",
                                           "ZerosLike"});
  registry.allowComplex(OnComplex::Product,
                        {"BatchMatMul", "BatchMatMulV2", "BatchMatMulV3",
                         "Einsum", "MatMul", "Mul"});
  registry.allowComplex(OnComplex::Shape, {"Rank", "Shape", "ShapeN", "Size"});
}
