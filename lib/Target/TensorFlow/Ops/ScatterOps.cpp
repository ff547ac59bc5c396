//===- ScatterOps.cpp -----------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Ops that store at indices: all are nn.scatter, into a tensor that is given or
// one whose elements are all the same.
//
//===----------------------------------------------------------------------===//

#include "Compose.h"
#include "Scatter.h"
#include "nn/Dialect/NN/IR/NNBinaryOps.h"
#include "nn/Dialect/NN/IR/NNReductionOps.h"
#include "nn/Dialect/NN/IR/NNScatterOps.h"
#include "nn/Dialect/NN/IR/NNShapeOps.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

Value tf::scatter(NodeContext &node, Value into, Value indices, Value updates,
                  ScatterMode mode, int64_t batchDims, Dropped dropped) {
  return node.create<ScatterOp>(
      {into, indices, updates},
      {node.getBuilder().getNamedAttr(
           "mode", ScatterModeAttr::get(node.getContext(), mode)),
       node.intAttr("batch_dims", batchDims),
       node.boolAttr("drops_negative", dropped.negative),
       node.boolAttr("drops_beyond", dropped.beyond)});
}

Value tf::scatterRows(NodeContext &node, Value into, Value rows, Value updates,
                      ScatterMode mode, Dropped dropped) {
  if (!rows)
    return {};
  Value indices = node.create<ExpandDimsOp>(
      rows, node.intAttr("axis", node.getType(rows).getRank()));
  return scatter(node, into, indices, updates, mode, /*batchDims=*/0, dropped);
}

Value tf::makeFilled(NodeContext &node, ArrayRef<int64_t> shape, Value scalar) {
  return node.createTyped<BroadcastToOp>(
      RankedTensorType::get(shape, node.getType(scalar).getElementType()),
      scalar);
}

Value tf::makeZeros(NodeContext &node, ArrayRef<int64_t> shape,
                    Type elementType) {
  return makeFilled(node, shape, node.scalar(elementType, 0));
}

Value tf::makeFilledLike(NodeContext &node, Value like, Value scalar) {
  if (!like)
    return {};
  RankedTensorType type = node.getType(like);
  return type.hasStaticShape() ? makeFilled(node, type.getShape(), scalar)
                               : fill(node, getSizes(node, like), scalar);
}

Value tf::makeRows(NodeContext &node, Value count, Value like,
                   int64_t numSkipped, Value scalar) {
  if (!count || !like)
    return {};
  RankedTensorType type = node.getType(like);
  SmallVector<int64_t> shape = {ShapedType::kDynamic};
  if (auto known = node.getStaticInts(count))
    shape = *known;
  llvm::append_range(shape, type.getShape().drop_front(numSkipped));
  if (!scalar ||
      !checkSizes(node, shape, node.getType(scalar).getElementType()))
    return {};
  if (!llvm::is_contained(shape, ShapedType::kDynamic))
    return makeFilled(node, shape, scalar);
  Value sizes = node.reshape(toI64(node, count), {1});
  int64_t rank = type.getRank();
  if (rank > numSkipped) {
    Value inner = node.create<SliceOp>(
        getSizes(node, like), {node.intsAttr("begin", {numSkipped}),
                               node.intsAttr("size", {rank - numSkipped}),
                               node.intsAttr("strides", {1})});
    sizes = node.create<ConcatOp>({sizes, inner}, node.intAttr("axis", 0));
  }
  return fill(node, sizes, scalar);
}

Value tf::getEnd(NodeContext &node, Value numbers) {
  Type i64 = node.getBuilder().getI64Type();
  SmallVector<int64_t> axes =
      llvm::to_vector(llvm::seq<int64_t>(0, node.getType(numbers).getRank()));
  Value greatest = node.create<ReduceMaxOp>(toI64(node, numbers),
                                            node.intsAttr("axes", axes));
  Value last = node.create<MaximumOp>({greatest, node.scalar(i64, -1)});
  return node.create<AddOp>({last, node.scalar(i64, 1)});
}

Value tf::fillInput(NodeContext &node, unsigned index, Value scalar) {
  if (!scalar)
    return {};
  Type elementType = node.getType(scalar).getElementType();
  std::optional<SmallVector<int64_t>> sizes =
      node.readSizes(index, elementType);
  if (!sizes)
    return {};
  return node.createTyped<FillOp>(RankedTensorType::get(*sizes, elementType),
                                  {node.getInput(index), scalar});
}

static LogicalResult importScatterNd(NodeContext &node) {
  Type elementType = node.getType(1).getElementType();
  Value zero = node.scalar(elementType, 0);
  ScatterMode mode =
      elementType.isInteger(1) ? ScatterMode::LogicalOr : ScatterMode::Add;
  return node.setResult(scatter(node, fillInput(node, 2, zero),
                                node.getInput(0), node.getInput(1), mode));
}

template <ScatterMode mode>
static LogicalResult importTensorScatter(NodeContext &node) {
  return node.setResult(scatter(node, node.getInput(0), node.getInput(1),
                                node.getInput(2), mode));
}

/// A tensor of one dimension instead of its first ones.
static Value joinDims(NodeContext &node, Value value, int64_t count) {
  RankedTensorType type = node.getType(value);
  if (count == 1)
    return value;
  if (count == 0)
    return node.create<ExpandDimsOp>(value, node.intAttr("axis", 0));
  SmallVector<int64_t> shape = {1};
  for (int64_t size : type.getShape().take_front(count))
    shape.front() = ShapedType::isDynamic(size) || shape.front() < 0
                        ? ShapedType::kDynamic
                        : shape.front() * size;
  llvm::append_range(shape, type.getShape().drop_front(count));
  return node.reshape(value, shape);
}

/// Joins the indices, and the slices that belong to them, of several lists of
/// each. Where an index is there twice, the last one counts. There are as many
/// slices in the result as the greatest index says.
static LogicalResult importDynamicStitch(NodeContext &node) {
  unsigned count = node.getNumInputs() / 2;
  if (count == 0 || node.getNumInputs() % 2)
    return node.emitError() << "has " << node.getNumInputs()
                            << " inputs, no pairs of indices and data";
  std::optional<int64_t> size = 0;
  SmallVector<Value> indices, data;
  for (unsigned i = 0; i < count; ++i) {
    int64_t indexRank = node.getRank(i);
    if (node.getRank(count + i) < indexRank)
      return node.emitError()
             << "input " << count + i << " has rank " << node.getRank(count + i)
             << " instead of " << indexRank << " at least";
    if (node.getType(i).hasStaticShape() &&
        node.getType(i).getNumElements() == 0)
      continue;
    std::optional<SmallVector<int64_t>> known = node.getStaticInts(i);
    if (!known || llvm::is_contained(*known, ShapedType::kDynamic))
      size = std::nullopt;
    for (int64_t index : known.value_or(SmallVector<int64_t>())) {
      if (ShapedType::isDynamic(index))
        continue;
      if (index < 0 || index > 1 << 30)
        return node.emitError() << "input " << i << " has the index " << index;
      if (size)
        size = std::max(*size, index + 1);
    }
    indices.push_back(joinDims(node, node.getInput(i), indexRank));
    data.push_back(joinDims(node, node.getInput(count + i), indexRank));
  }
  auto join = [&](ArrayRef<Value> parts) {
    return parts.size() == 1
               ? parts[0]
               : node.create<ConcatOp>(parts, node.intAttr("axis", 0));
  };
  Value all = indices.empty() ? Value() : join(indices);
  if (node.hasFailed())
    return failure();
  Value into =
      makeRows(node,
               size ? node.scalar(node.getBuilder().getI64Type(), *size)
                    : getEnd(node, all),
               node.getInput(count), node.getRank(0),
               node.scalar(node.getType(count).getElementType(), 0));
  if (indices.empty())
    return node.setResult(into);
  return node.setResult(
      scatterRows(node, into, all, join(data), ScatterMode::Update));
}

/// Rows of a tensor that are written over, or changed.
template <ScatterMode mode>
static LogicalResult importInplace(NodeContext &node) {
  return node.setResult(scatterRows(node, node.getInput(0), node.getInput(1),
                                    node.getInput(2), mode));
}

void tf::registerScatterOps(OpRegistry &registry) {
  registry.add("ScatterNd", 3, importScatterNd);
  registry.add("TensorScatterUpdate", 3,
               importTensorScatter<ScatterMode::Update>);
  registry.add("TensorScatterAdd", 3, importTensorScatter<ScatterMode::Add>);
  registry.add("TensorScatterSub", 3, importTensorScatter<ScatterMode::Sub>);
  registry.add("TensorScatterMin", 3, importTensorScatter<ScatterMode::Min>);
  registry.add("TensorScatterMax", 3, importTensorScatter<ScatterMode::Max>);
  registry.add("InplaceAdd", 3, importInplace<ScatterMode::Add>, "y");
  registry.add("InplaceSub", 3, importInplace<ScatterMode::Sub>, "y");
  registry.add("InplaceUpdate", 3, importInplace<ScatterMode::Update>, "y");
  registry.add("ScatterNdNonAliasingAdd", 3,
               importTensorScatter<ScatterMode::Add>);
  Arity lists(2, Arity::kUnbounded);
  registry.add("DynamicStitch", lists, importDynamicStitch, "merged");
  registry.add("ParallelDynamicStitch", lists, importDynamicStitch, "merged");
}
