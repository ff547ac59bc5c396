//===- Complex.cpp - Complex tensors as pairs of real ones ----------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Linear ops are done to each part, products to each pair of parts.
//
//===----------------------------------------------------------------------===//

#include "Complex.h"
#include "Ops/Scatter.h"
#include "nn/Dialect/NN/IR/NNArithmeticOps.h"
#include "nn/Dialect/NN/IR/NNBinaryOps.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

bool tf::isComplex(Value value) {
  return value && isa<ComplexType>(getElementTypeOrSelf(value.getType()));
}

proto::DataType tf::getPartType(proto::DataType dtype) {
  switch (dtype) {
  case proto::DT_COMPLEX64:
    return proto::DT_FLOAT;
  case proto::DT_COMPLEX128:
    return proto::DT_DOUBLE;
  default:
    return proto::DT_INVALID;
  }
}

Value tf::joinComplex(NodeContext &node, ComplexParts parts) {
  if (!parts.real || !parts.imaginary)
    return {};
  RankedTensorType type = node.getType(parts.real);
  return UnrealizedConversionCastOp::create(
             node.getOpBuilder(), node.getLoc(),
             type.clone(ComplexType::get(type.getElementType())),
             ValueRange{parts.real, parts.imaginary})
      .getResult(0);
}

ComplexParts tf::splitComplex(NodeContext &node, Value value) {
  if (!value)
    return {};
  if (!isComplex(value)) {
    // Not a product with zero: that of infinity is none.
    Value zero = node.scalar(node.getType(value).getElementType(), 0);
    return {value, makeFilledLike(node, value, zero)};
  }
  auto join = value.getDefiningOp<UnrealizedConversionCastOp>();
  if (!join) {
    node.emitError() << "is given complex numbers that a loop or a choice "
                        "carries, which is not supported";
    return {};
  }
  return {join.getOperand(0), join.getOperand(1)};
}

/// Imports the node with these inputs instead. Empty if that has failed.
static SmallVector<Value> importWith(NodeContext &node, const OpInfo &info,
                                     ArrayRef<Value> inputs) {
  if (node.hasFailed())
    return {};
  NodeContext part(node, inputs);
  if (failed(info.import(part))) {
    node.setFailed();
    return {};
  }
  return SmallVector<Value>(part.getResults());
}

/// (a + bi) (c + di), whatever the product is. `adj_x` conjugates its factor.
static LogicalResult importProduct(NodeContext &node, const OpInfo &info) {
  ComplexParts factors[2];
  for (unsigned i : {0, 1}) {
    factors[i] = splitComplex(node, node.getInput(i));
    if (node.hasAttr(i ? "adj_y" : "adj_x") &&
        node.getBool(i ? "adj_y" : "adj_x"))
      factors[i].imaginary = node.create<NegOp>(factors[i].imaginary);
  }
  auto multiply = [&](Value lhs, Value rhs) {
    SmallVector<Value> results = importWith(node, info, {lhs, rhs});
    return results.size() == 1 ? results[0] : Value();
  };
  auto &[x, y] = factors;
  Value real = node.create<SubOp>(
      {multiply(x.real, y.real), multiply(x.imaginary, y.imaginary)});
  Value imaginary = node.create<AddOp>(
      {multiply(x.real, y.imaginary), multiply(x.imaginary, y.real)});
  return node.setResult(joinComplex(node, {real, imaginary}));
}

LogicalResult tf::importComplex(NodeContext &node, const OpInfo &info) {
  if (info.onComplex == OnComplex::Product && node.getNumInputs() == 2)
    return importProduct(node, info);
  if (info.onComplex == OnComplex::None || info.onComplex == OnComplex::Product)
    return node.emitError() << "is given complex numbers, which it does not "
                               "support";
  SmallVector<Value> inputs[2];
  for (Value input : node.getInputs()) {
    ComplexParts parts = {input, input};
    if (isComplex(input))
      parts = splitComplex(node, input);
    inputs[0].push_back(parts.real);
    inputs[1].push_back(parts.imaginary);
  }
  SmallVector<Value> real = importWith(node, info, inputs[0]);
  if (info.onComplex == OnComplex::Shape)
    return node.setResults(real);
  SmallVector<Value> imaginary = importWith(node, info, inputs[1]);
  if (node.hasFailed())
    return failure();
  SmallVector<Value> results;
  for (auto [re, im] : llvm::zip_equal(real, imaginary))
    results.push_back(joinComplex(node, {re, im}));
  return node.setResults(results);
}
