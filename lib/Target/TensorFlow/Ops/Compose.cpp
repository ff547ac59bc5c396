//===- Compose.cpp - Steps of which ops are composed ----------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What importers of several families share.
//
//===----------------------------------------------------------------------===//

#include "Compose.h"
#include "Scatter.h"
#include "nn/Dialect/NN/IR/NNArithmeticOps.h"
#include "nn/Dialect/NN/IR/NNBinaryOps.h"
#include "nn/Dialect/NN/IR/NNGatherOps.h"
#include "nn/Dialect/NN/IR/NNLinearOps.h"
#include "nn/Dialect/NN/IR/NNLogicalOps.h"
#include "nn/Dialect/NN/IR/NNReductionOps.h"
#include "nn/Dialect/NN/IR/NNSelectionOps.h"
#include "nn/Dialect/NN/IR/NNShapeOps.h"
#include <cmath>

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

Value tf::toI64(NodeContext &node, Value value) {
  return node.castTo(value, node.getBuilder().getI64Type());
}

Value tf::gatherRows(NodeContext &node, Value params, Value indices,
                     int64_t axis) {
  return node.create<GatherOp>(
      {params, indices},
      {node.intAttr("axis", axis), node.intAttr("batch_dims", 0)});
}

Value tf::sliceAlong(NodeContext &node, Value value, int64_t axis,
                     int64_t begin, int64_t size) {
  if (!value)
    return {};
  int64_t rank = node.getType(value).getRank();
  SmallVector<int64_t> begins(rank, 0), sizes(rank, -1), strides(rank, 1);
  begins[axis] = begin;
  sizes[axis] = size;
  return node.create<SliceOp>(value, {node.intsAttr("begin", begins),
                                      node.intsAttr("size", sizes),
                                      node.intsAttr("strides", strides)});
}

Value tf::takeColumn(NodeContext &node, Value matrix, int64_t index) {
  return node.create<SqueezeOp>(sliceAlong(node, matrix, 1, index, 1),
                                node.intsAttr("axes", {1}));
}

Value tf::joinColumns(NodeContext &node, ArrayRef<Value> columns) {
  SmallVector<Value> parts;
  for (Value column : columns)
    parts.push_back(expandDims(node, column, 1));
  return concat(node, parts, 1);
}

Value tf::takeElement(NodeContext &node, Value vector, int64_t index) {
  return node.reshape(sliceAlong(node, vector, 0, index, 1), {});
}

Value tf::joinElements(NodeContext &node, ArrayRef<Value> scalars) {
  SmallVector<Value> parts;
  for (Value scalar : scalars)
    parts.push_back(node.reshape(scalar, {1}));
  return concat(node, parts, 0);
}

Value tf::concat(NodeContext &node, ArrayRef<Value> values, int64_t axis) {
  return values.size() == 1
             ? values[0]
             : node.create<ConcatOp>(values, node.intAttr("axis", axis));
}

Value tf::expandDims(NodeContext &node, Value value, int64_t axis) {
  return node.create<ExpandDimsOp>(value, node.intAttr("axis", axis));
}

Value tf::multiplyVectors(NodeContext &node, Value matrix, Value tensor,
                          int64_t axis) {
  if (!matrix || !tensor)
    return {};
  int64_t rank = node.getType(tensor).getRank();
  SmallVector<int64_t> swapped = llvm::to_vector(llvm::seq<int64_t>(0, rank));
  std::swap(swapped[axis], swapped[rank - 2]);
  auto swap = [&](Value value) {
    return axis == rank - 2 ? value
                            : node.create<TransposeOp>(
                                  value, node.intsAttr("permutation", swapped));
  };
  return swap(node.create<MatmulOp>({matrix, swap(tensor)}));
}

Value tf::roundHalfAway(NodeContext &node, Value value) {
  if (!value)
    return {};
  // With the number before a half, no whole number is rounded up.
  Type type = node.getType(value).getElementType();
  Value magnitude = node.create<AbsOp>(value);
  Value half = node.scalar(type, type.isF64() ? std::nextafter(0.5, 0.0)
                                              : std::nextafter(0.5f, 0.0f));
  magnitude = node.create<FloorOp>(node.create<AddOp>({magnitude, half}));
  return node.create<MulOp>({magnitude, node.create<SignOp>(value)});
}

Value tf::getSizes(NodeContext &node, Value value) {
  if (!value)
    return {};
  RankedTensorType type = node.getType(value);
  Type i64 = node.getBuilder().getI64Type();
  if (type.hasStaticShape())
    return node.ints(type.getShape(), i64);
  return node.createTyped<ShapeOp>(RankedTensorType::get({type.getRank()}, i64),
                                   value);
}

Value tf::countUp(NodeContext &node, Value count) {
  if (!count)
    return {};
  Type elementType = node.getType(count).getElementType();
  std::optional<SmallVector<int64_t>> known = node.getStaticInts(count);
  int64_t size = known ? known->front() : ShapedType::kDynamic;
  if (size < 0)
    size = ShapedType::kDynamic;
  return node.createTyped<RangeOp>(
      RankedTensorType::get({size}, elementType),
      {node.scalar(elementType, 0), count, node.scalar(elementType, 1)});
}

Value tf::numberRows(NodeContext &node, Value tensor, Type elementType) {
  return countUp(node, node.castTo(node.getSize(tensor, 0), elementType));
}

Value tf::findTrue(NodeContext &node, Value mask) {
  return node.create<SqueezeOp>(node.create<WhereOp>(mask),
                                node.intsAttr("axes", {1}));
}

bool tf::checkSizes(NodeContext &node, ArrayRef<int64_t> sizes,
                    Type elementType) {
  for (int64_t size : sizes)
    if (size < 0 && !ShapedType::isDynamic(size)) {
      node.emitError() << "makes a tensor with the size " << size;
      return false;
    }
  return succeeded(
      checkSize(sizes, elementType, [&] { return node.emitError(); }));
}

Value tf::fill(NodeContext &node, Value sizes, Value scalar) {
  if (!sizes || !scalar)
    return {};
  if (node.getType(sizes).isDynamicDim(0)) {
    node.emitError() << "makes a tensor of unknown rank";
    return {};
  }
  SmallVector<int64_t> shape(node.getType(sizes).getDimSize(0),
                             ShapedType::kDynamic);
  if (auto known = node.getStaticInts(sizes))
    shape = *known;
  Type elementType = node.getType(scalar).getElementType();
  if (!checkSizes(node, shape, elementType))
    return {};
  return node.createTyped<FillOp>(RankedTensorType::get(shape, elementType),
                                  {sizes, scalar});
}

Value tf::cumsum(NodeContext &node, Value vector, bool exclusive) {
  return node.create<CumsumOp>(
      vector, {node.intAttr("axis", 0), node.boolAttr("exclusive", exclusive)});
}

Value tf::isSorted(NodeContext &node, Value vector) {
  Type i64 = node.getBuilder().getI64Type();
  Value numbers = numberRows(node, vector, i64);
  Value before = node.create<MaximumOp>(
      {node.create<SubOp>({numbers, node.scalar(i64, 1)}),
       node.scalar(i64, 0)});
  return reduceAll<ReduceAllOp>(
      node,
      node.compare(Predicate::LE, gatherRows(node, vector, before), vector));
}

Value tf::sortOrder(NodeContext &node, Value keys) {
  if (!keys)
    return {};
  RankedTensorType type = node.getType(keys);
  Type i64 = node.getBuilder().getI64Type();
  if (type.hasStaticShape())
    return node.createResults<TopKOp>(2, keys,
                                      {node.intAttr("k", type.getDimSize(0)),
                                       node.boolAttr("smallest", true)},
                                      {type, type.clone(i64)})[1];
  // The place of each is the number of those that belong before it.
  Value numbers = numberRows(node, keys, i64);
  auto compareAll = [&](Predicate predicate, Value value) {
    return node.compare(predicate, expandDims(node, value, 0),
                        expandDims(node, value, 1));
  };
  Value isBefore = node.create<LogicalOrOp>(
      {compareAll(Predicate::LT, keys),
       node.create<LogicalAndOp>({compareAll(Predicate::EQ, keys),
                                  compareAll(Predicate::LT, numbers)})});
  Value places = reduce<ReduceSumOp>(node, node.castTo(isBefore, i64), {1});
  return scatterRows(node, makeFilledLike(node, numbers, node.scalar(i64, 0)),
                     places, numbers, ScatterMode::Update);
}
