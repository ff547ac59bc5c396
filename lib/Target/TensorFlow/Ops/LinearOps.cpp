//===- LinearOps.cpp - Matrix products ----------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Matrix products, and the addition of a bias.
//
//===----------------------------------------------------------------------===//

#include "../NodeContext.h"
#include "nn/Dialect/NN/IR/NNArithmeticOps.h"
#include "nn/Dialect/NN/IR/NNBinaryOps.h"
#include "nn/Dialect/NN/IR/NNLinearOps.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

/// An element type that a product is asked to have, if it is not the operands'.
static Value castResult(NodeContext &node, Value value) {
  if (!value || !node.hasAttr("Tout"))
    return value;
  Type elementType = node.getElementType("Tout");
  RankedTensorType type = node.getType(value);
  if (!elementType || type.getElementType() == elementType)
    return value;
  return node.createTyped<CastOp>(type.clone(elementType), value);
}

static LogicalResult importProduct(NodeContext &node, bool transposeLhs,
                                   bool transposeRhs) {
  return node.setResult(castResult(
      node,
      node.create<MatmulOp>(node.getInputs(),
                            {node.boolAttr("transpose_lhs", transposeLhs),
                             node.boolAttr("transpose_rhs", transposeRhs)})));
}

/// Of SparseMatMul, each operand may be bf16, and the result is f32.
static LogicalResult importSparseMatMul(NodeContext &node) {
  if (!node.checkRank(0, 2) || !node.checkRank(1, 2))
    return failure();
  bool transposeLhs = node.getBool("transpose_a", false);
  bool transposeRhs = node.getBool("transpose_b", false);
  Type f32 = node.getBuilder().getF32Type();
  SmallVector<Value> operands(node.getInputs());
  for (Value &operand : operands)
    if (node.getType(operand).getElementType() != f32)
      operand =
          node.createTyped<CastOp>(node.getType(operand).clone(f32), operand);
  return node.setResult(node.create<MatmulOp>(
      operands, {node.boolAttr("transpose_lhs", transposeLhs),
                 node.boolAttr("transpose_rhs", transposeRhs)}));
}

static LogicalResult importMatMul(NodeContext &node) {
  if (!node.checkRank(0, 2) || !node.checkRank(1, 2))
    return failure();
  bool transposeLhs = node.getBool("transpose_a", false);
  bool transposeRhs = node.getBool("transpose_b", false);
  return importProduct(node, transposeLhs, transposeRhs);
}

/// nn has no complex elements, so that the adjoint is the transpose.
static LogicalResult importBatchMatMul(NodeContext &node) {
  bool transposeLhs = node.getBool("adj_x", false);
  bool transposeRhs = node.getBool("adj_y", false);
  return importProduct(node, transposeLhs, transposeRhs);
}

static LogicalResult importBiasAdd(NodeContext &node) {
  if (!node.checkRank(1, 1))
    return failure();
  if (node.getRank(0) < 2)
    return node.emitError()
           << "input 0 has rank " << node.getRank(0) << " instead of 2 or more";
  Value bias = node.getInput(1);
  bool isFirst = node.getDataFormat() == DataFormat::NCHW;
  int64_t channels = node.getShape(0)[isFirst ? 1 : node.getRank(0) - 1];
  int64_t size = node.getShape(1)[0];
  if (!ShapedType::isDynamic(channels) && !ShapedType::isDynamic(size) &&
      channels != size)
    return node.emitError() << "adds a bias of " << size << " elements to "
                            << channels << " channels";
  if (isFirst) {
    SmallVector<int64_t> shape(node.getRank(0) - 1, 1);
    shape[0] = size;
    bias = node.reshape(bias, shape);
  }
  return node.setResult(node.create<AddOp>({node.getInput(0), bias}));
}

/// A product and what grappler fused to it: a bias and an activation.
static LogicalResult importFusedMatMul(NodeContext &node) {
  if (!node.checkRank(0, 2) || !node.checkRank(1, 2))
    return failure();
  bool transposeLhs = node.getBool("transpose_a", false);
  bool transposeRhs = node.getBool("transpose_b", false);
  Value product =
      node.create<MatmulOp>(node.getInputs().take_front(2),
                            {node.boolAttr("transpose_lhs", transposeLhs),
                             node.boolAttr("transpose_rhs", transposeRhs)});
  return node.setResult(node.applyFusedOps(product, DataFormat::NHWC));
}

void tf::registerLinearOps(OpRegistry &registry) {
  registry.add("MatMul", 2, importMatMul, "product");
  registry.add("SparseMatMul", 2, importSparseMatMul, "product");
  registry.add("BatchMatMul", 2, importBatchMatMul);
  registry.add("BatchMatMulV2", 2, importBatchMatMul);
  registry.add("BatchMatMulV3", 2, importBatchMatMul);
  registry.add("_FusedMatMul", {2, Arity::kUnbounded}, importFusedMatMul,
               "product");
  registry.add("BiasAdd", 2, importBiasAdd);
  registry.add("BiasAddV1", 2, importBiasAdd);
}
