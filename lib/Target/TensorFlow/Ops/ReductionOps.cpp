//===- ReductionOps.cpp - Reductions ------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reductions along axes, which are constants, and running sums.
//
//===----------------------------------------------------------------------===//

#include "Compose.h"
#include "nn/Dialect/NN/IR/NNArithmeticOps.h"
#include "nn/Dialect/NN/IR/NNReductionOps.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

/// The attributes of a reduction of input 0 along the axes in input 1.
static SmallVector<NamedAttribute> readReduction(NodeContext &node) {
  SmallVector<int64_t> axes =
      node.normalizeAxes(node.getConstantInts(1, "axes"), node.getRank(0));
  llvm::sort(axes);
  bool keepDims = node.getBool("keep_dims", false);
  return {node.intsAttr("axes", axes), node.boolAttr("keep_dims", keepDims)};
}

template <typename OpTy>
static LogicalResult importReduction(NodeContext &node) {
  SmallVector<NamedAttribute> attrs = readReduction(node);
  return node.setResult(node.create<OpTy>(node.getInput(0), attrs));
}

/// Integers are summed in 64 bits, so that only the mean has to fit.
static LogicalResult importMean(NodeContext &node) {
  Type elementType = node.getType(0).getElementType();
  auto integer = dyn_cast<IntegerType>(elementType);
  if (!integer || integer.getWidth() == 64)
    return importReduction<ReduceMeanOp>(node);
  SmallVector<NamedAttribute> attrs = readReduction(node);
  Type wide = IntegerType::get(node.getContext(), 64, integer.getSignedness());
  Value mean =
      node.create<ReduceMeanOp>(node.castTo(node.getInput(0), wide), attrs);
  return node.setResult(node.castTo(mean, elementType));
}

/// The squares of integers and their sum wrap around; the root is that of a
/// double, with its fraction cut off.
static LogicalResult importEuclideanNorm(NodeContext &node) {
  SmallVector<NamedAttribute> attrs = readReduction(node);
  Value square = node.create<SquareOp>(node.getInput(0));
  Value sum = node.create<ReduceSumOp>(square, attrs);
  Type elementType = node.getType(0).getElementType();
  if (isa<FloatType>(elementType))
    return node.setResult(node.create<SqrtOp>(sum));
  Value root = node.create<SqrtOp>(
      node.castTo(sum, Float64Type::get(node.getContext())));
  return node.setResult(node.castTo(root, elementType));
}

template <typename OpTy>
static LogicalResult importArgReduction(NodeContext &node) {
  Type elementType = node.getElementType("output_type", proto::DT_INT64);
  int64_t axis =
      node.normalizeAxis(node.getConstantInt(1, "dimension"), node.getRank(0));
  if (node.hasFailed())
    return failure();
  SmallVector<int64_t> shape(node.getShape(0));
  shape.erase(shape.begin() + axis);
  return node.setResult(
      node.createTyped<OpTy>(RankedTensorType::get(shape, elementType),
                             node.getInput(0), node.intAttr("axis", axis)));
}

template <typename OpTy>
static LogicalResult importScan(NodeContext &node) {
  int64_t axis =
      node.normalizeAxis(node.getConstantInt(1, "axis"), node.getRank(0));
  bool exclusive = node.getBool("exclusive", false);
  bool reverse = node.getBool("reverse", false);
  return node.setResult(node.create<OpTy>(
      node.getInput(0),
      {node.intAttr("axis", axis), node.boolAttr("exclusive", exclusive),
       node.boolAttr("reverse", reverse)}));
}

void tf::registerReductionOps(OpRegistry &registry) {
  registry.add("Sum", 2, importReduction<ReduceSumOp>);
  registry.add("Mean", 2, importMean);
  registry.add("Prod", 2, importReduction<ReduceProdOp>);
  registry.add("Max", 2, importReduction<ReduceMaxOp>);
  registry.add("Min", 2, importReduction<ReduceMinOp>);
  registry.add("All", 2, importReduction<ReduceAllOp>);
  registry.add("Any", 2, importReduction<ReduceAnyOp>);
  registry.add("EuclideanNorm", 2, importEuclideanNorm);
  registry.add("ArgMax", 2, importArgReduction<ArgMaxOp>);
  registry.add("ArgMin", 2, importArgReduction<ArgMinOp>);
  registry.add("Cumprod", 2, importScan<CumprodOp>, "out");
  registry.add("Cumsum", 2, importScan<CumsumOp>, "out");
  registry.add("CumulativeLogsumexp", 2, importScan<CumLogSumExpOp>, "out");
}
