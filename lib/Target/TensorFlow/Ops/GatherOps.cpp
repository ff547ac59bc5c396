//===- GatherOps.cpp - Indexing -----------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Ops that pick elements by an index computed at run time.
//
//===----------------------------------------------------------------------===//

#include "../NodeContext.h"
#include "nn/Dialect/NN/IR/NNArithmeticOps.h"
#include "nn/Dialect/NN/IR/NNGatherOps.h"
#include "nn/Dialect/NN/IR/NNLogicalOps.h"
#include "nn/Dialect/NN/IR/NNShapeOps.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

static LogicalResult gather(NodeContext &node, int64_t axis,
                            int64_t batchDims) {
  axis = node.normalizeAxis(axis, node.getRank(0));
  if (batchDims < 0)
    batchDims += node.getRank(1);
  return node.setResult(node.create<GatherOp>(
      {node.getInput(0), node.getInput(1)},
      {node.intAttr("axis", axis), node.intAttr("batch_dims", batchDims)}));
}

static LogicalResult importGather(NodeContext &node) {
  return gather(node, /*axis=*/0, /*batchDims=*/0);
}

static LogicalResult importGatherV2(NodeContext &node) {
  int64_t axis = node.getConstantInt(2, "axis");
  return gather(node, axis, node.getInt("batch_dims", 0));
}

/// As many numbers as only running tells, compared with each index.
static Value compareWithAll(NodeContext &node, int64_t axis) {
  Type i64 = node.getBuilder().getI64Type();
  auto toI64 = [&](Value value) -> Value {
    return node.createTyped<CastOp>(node.getType(value).clone(i64), value);
  };
  Value numbers = node.createTyped<RangeOp>(
      RankedTensorType::get({ShapedType::kDynamic}, i64),
      {node.scalar(i64, 0), toI64(node.getInput(1)), node.scalar(i64, 1)});
  SmallVector<int64_t> shape(node.getRank(0) + 1 - axis, 1);
  shape.front() = ShapedType::kDynamic;
  return node.compare(Predicate::EQ,
                      node.create<ExpandDimsOp>(toI64(node.getInput(0)),
                                                node.intAttr("axis", axis)),
                      node.reshape(numbers, shape));
}

static LogicalResult importOneHot(NodeContext &node) {
  int64_t axis =
      node.normalizeAxis(node.getInt("axis", -1), node.getRank(0) + 1);
  std::optional<SmallVector<int64_t>> depth = node.getStaticInts(1);
  if (node.hasFailed() || !node.checkRank(1, 0))
    return failure();
  if (!depth || ShapedType::isDynamic((*depth)[0]))
    return node.setResult(node.create<SelectOp>(
        {compareWithAll(node, axis), node.getInput(2), node.getInput(3)}));
  return node.setResult(node.create<OneHotOp>(
      {node.getInput(0), node.getInput(2), node.getInput(3)},
      {node.intAttr("depth", (*depth)[0]), node.intAttr("axis", axis)}));
}

void tf::registerGatherOps(OpRegistry &registry) {
  registry.add("Gather", 2, importGather);
  registry.add("GatherV2", 3, importGatherV2);
  registry.add("GatherNd", 2, importSame<GatherNdOp>);
  registry.add("OneHot", 4, importOneHot);
}
