//===- RaggedOps.cpp - Ragged tensors -------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A ragged tensor is its values, one row behind the other, and for each
// dimension of rows of any length where the rows begin and end: the splits.
//
//===----------------------------------------------------------------------===//

#include "Compose.h"
#include "Scatter.h"
#include "nn/Dialect/NN/IR/NNArithmeticOps.h"
#include "nn/Dialect/NN/IR/NNBinaryOps.h"
#include "nn/Dialect/NN/IR/NNGatherOps.h"
#include "nn/Dialect/NN/IR/NNLogicalOps.h"
#include "nn/Dialect/NN/IR/NNReductionOps.h"
#include "nn/Dialect/NN/IR/NNSelectionOps.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

namespace {
/// Into which rows a list of elements is parted: for each element the row, and
/// the place in it; and how many rows there are, and elements in the longest.
struct Partition {
  Value row, place, count, longest;
};
} // namespace

static Value longestOf(NodeContext &node, Value lengths) {
  return node.create<MaximumOp>(
      {reduceAll<ReduceMaxOp>(node, lengths),
       node.scalar(node.getBuilder().getI64Type(), 0)});
}

/// The row of each of `numbers`, as the splits say.
static Value findRows(NodeContext &node, Value splits, Value numbers) {
  if (!splits || !numbers)
    return {};
  Type i64 = node.getBuilder().getI64Type();
  Value notAbove = node.createTyped<SearchSortedOp>(
      RankedTensorType::get(node.getType(numbers).getShape(), i64),
      {splits, numbers}, node.boolAttr("right", true));
  return node.create<SubOp>({notAbove, node.scalar(i64, 1)});
}

/// The lengths of the rows.
static Value getLengths(NodeContext &node, Value splits) {
  if (!splits)
    return {};
  int64_t count = node.getType(splits).getDimSize(0);
  Value begins;
  if (!ShapedType::isDynamic(count)) {
    begins = sliceAlong(node, splits, 0, 0, count - 1);
  } else {
    // All but the last, however many there are.
    Type i64 = node.getBuilder().getI64Type();
    Value rest = sliceAlong(node, splits, 0, 1);
    begins = gatherRows(node, splits, numberRows(node, rest, i64));
  }
  return node.create<SubOp>({sliceAlong(node, splits, 0, 1), begins});
}

/// The partition of `numbers` of elements by splits.
static Partition partitionBySplits(NodeContext &node, Value splits,
                                   Value numbers) {
  splits = toI64(node, splits);
  Partition result;
  result.row = findRows(node, splits, numbers);
  result.place =
      node.create<SubOp>({numbers, gatherRows(node, splits, result.row)});
  Value lengths = getLengths(node, splits);
  result.count = lengths ? node.getSize(lengths, 0) : Value();
  result.longest = longestOf(node, lengths);
  return result;
}

/// The partition by the row of each element, in order, of `count` rows.
static Partition partitionByRows(NodeContext &node, Value rows, Value count) {
  Type i64 = node.getBuilder().getI64Type();
  Value zero = node.scalar(i64, 0);
  Partition result;
  result.row = toI64(node, rows);
  result.count = count;
  Value lengths = scatterRows(
      node, makeRows(node, count, zero, 0, zero), result.row,
      makeFilledLike(node, result.row, node.scalar(i64, 1)), ScatterMode::Add);
  Value begins = cumsum(node, lengths, /*exclusive=*/true);
  result.place = node.create<SubOp>({numberRows(node, result.row, i64),
                                     gatherRows(node, begins, result.row)});
  result.longest = longestOf(node, lengths);
  return result;
}

/// For each element of the innermost partition its index in each dimension of
/// rows, outermost first.
static SmallVector<Value> getIndices(NodeContext &node,
                                     ArrayRef<Partition> partitions) {
  SmallVector<Value> indices;
  Value element;
  for (const Partition &partition : llvm::reverse(partitions)) {
    auto take = [&](Value values) {
      return element ? gatherRows(node, values, element) : values;
    };
    indices.push_back(take(partition.place));
    element = take(partition.row);
  }
  indices.push_back(element);
  std::reverse(indices.begin(), indices.end());
  return indices;
}

/// Reads the partitions of inputs, from `first` on, as the attribute tells what
/// each is.
static LogicalResult readPartitions(NodeContext &node, unsigned first,
                                    SmallVectorImpl<Partition> &partitions) {
  const proto::AttrValue *attr = node.getAttr("row_partition_types");
  if (!attr || attr->list().s_size() != int(node.getNumInputs() - first))
    return node.emitError() << "has " << node.getNumInputs() - first
                            << " partitions that its types are not of";
  Value count;
  for (auto [index, type] : llvm::enumerate(attr->list().s())) {
    Value input = node.getInput(first + index);
    if (type == "FIRST_DIM_SIZE") {
      if (index != 0 || !node.checkRank(first, 0))
        return node.emitError() << "has a FIRST_DIM_SIZE that is not its first";
      count = toI64(node, input);
      continue;
    }
    if (!node.checkRank(first + index, 1))
      return failure();
    if (type == "ROW_SPLITS") {
      // There are as many elements as the last one says.
      Value splits = toI64(node, input);
      Value total = reduceAll<ReduceMaxOp>(node, splits);
      partitions.push_back(
          partitionBySplits(node, splits, countUp(node, total)));
    } else if (type == "VALUE_ROWIDS") {
      if (!partitions.empty())
        count = node.getSize(partitions.back().row, 0);
      if (!count)
        return node.emitError() << "has rows of which it does not say how many";
      partitions.push_back(partitionByRows(node, input, count));
    } else {
      return node.emitError()
             << "has a partition of the unknown type '" << type << "'";
    }
    if (node.hasFailed())
      return failure();
  }
  if (partitions.empty())
    return node.emitError() << "has no partition into rows";
  return success();
}

/// A dense tensor of the given sizes, of which -1 is as large as is needed;
/// what has no place in it is dropped, and what has no value is the default.
static LogicalResult importToTensor(NodeContext &node) {
  constexpr unsigned kFirst = 3;
  SmallVector<Partition> partitions;
  if (failed(readPartitions(node, kFirst, partitions)))
    return failure();
  Type i64 = node.getBuilder().getI64Type();
  int64_t valueRank = node.getRank(1);
  if (valueRank < 1)
    return node.emitError() << "input 1 has rank 0 instead of 1 at least";
  SmallVector<Value> needed = {partitions.front().count};
  for (const Partition &partition : partitions)
    needed.push_back(partition.longest);
  for (int64_t dim = 1; dim < valueRank; ++dim)
    needed.push_back(node.getSize(node.getInput(1), dim));
  Value sizes = joinElements(node, needed);
  // A scalar says that nothing is given.
  if (node.getRank(0) > 1 ||
      (node.getRank(0) == 1 && node.getShape(0)[0] != int64_t(needed.size())))
    return node.emitError()
           << "has a shape that is not of " << needed.size() << " dimensions";
  if (node.getRank(0) == 1) {
    Value given = toI64(node, node.getInput(0));
    Value isOpen = node.compare(Predicate::LT, given, node.scalar(i64, 0));
    sizes = node.create<SelectOp>({isOpen, sizes, given});
  }
  Value indices = joinColumns(node, getIndices(node, partitions));
  Value values = node.getInput(1);
  node.createAssert(node.compare(Predicate::EQ, node.getSize(indices, 0),
                                 node.getSize(values, 0)),
                    "values are not as many as the partitions say");
  if (node.getRank(0) == 1) {
    Value isInside = reduce<ReduceAllOp>(
        node,
        node.compare(
            Predicate::LT, indices,
            sliceAlong(node, sizes, 0, 0, int64_t(partitions.size()) + 1)),
        {1});
    Value kept = findTrue(node, isInside);
    indices = gatherRows(node, indices, kept);
    values = gatherRows(node, values, kept);
  }
  Value scalar = node.getInput(2);
  Value into;
  if (node.getRank(2) == 0) {
    into = fill(node, sizes, scalar);
  } else {
    // The default has the sizes behind the rows, or broadcasts to them.
    Value zero = node.scalar(node.getType(1).getElementType(), 0);
    Value zeros = fill(node, sizes, zero);
    Value isAny = node.compare(Predicate::EQ, zeros, zeros);
    into = node.create<SelectOp>({isAny, scalar, zeros});
  }
  return node.setResult(
      scatter(node, into, indices, values, ScatterMode::Update));
}

/// The positions of all values, which keep their order.
static LogicalResult importToSparse(NodeContext &node) {
  int64_t count = node.getInt("RAGGED_RANK");
  if (node.hasFailed())
    return failure();
  if (count < 1 || count != int64_t(node.getNumInputs()) - 1)
    return node.emitError() << "has " << node.getNumInputs() - 1
                            << " splits instead of " << count;
  SmallVector<Partition> partitions;
  for (int64_t i = 0; i < count; ++i) {
    if (!node.checkRank(i, 1))
      return failure();
    Value splits = toI64(node, node.getInput(i));
    partitions.push_back(partitionBySplits(
        node, splits, countUp(node, reduceAll<ReduceMaxOp>(node, splits))));
  }
  Value values = node.getInput(count);
  int64_t valueRank = node.getRank(count);
  if (valueRank < 1)
    return node.emitError() << "has values of rank 0";
  Builder &b = node.getBuilder();
  SmallVector<Value> indices = getIndices(node, partitions);
  SmallVector<Value> sizes = {partitions.front().count};
  for (const Partition &partition : partitions)
    sizes.push_back(partition.longest);
  if (valueRank > 1) {
    Value all = node.create<WhereOp>(
        makeFilledLike(node, values, node.scalar(b.getI1Type(), 1)));
    Value row = takeColumn(node, all, 0);
    for (Value &index : indices)
      index = gatherRows(node, index, row);
    for (int64_t dim = 1; dim < valueRank; ++dim) {
      indices.push_back(takeColumn(node, all, dim));
      sizes.push_back(node.getSize(values, dim));
    }
    RankedTensorType type = node.getType(count);
    values =
        node.reshape(values, {type.hasStaticShape() ? type.getNumElements()
                                                    : ShapedType::kDynamic});
  }
  return node.setResults(
      {joinColumns(node, indices), values, joinElements(node, sizes)});
}

static Value makeSplits(NodeContext &node, Value lengths) {
  if (!lengths)
    return {};
  Type elementType = node.getType(lengths).getElementType();
  return concat(node,
                {node.reshape(node.scalar(elementType, 0), {1}),
                 cumsum(node, lengths, /*exclusive=*/false)},
                0);
}

/// A row of numbers for each start, limit and step.
static LogicalResult importRange(NodeContext &node) {
  Type splitsType = node.getElementType("Tsplits", proto::DT_INT64);
  Type elementType = node.getType(0).getElementType();
  if (node.hasFailed())
    return failure();
  SmallVector<Value, 3> bounds(node.getInputs());
  Value like;
  for (unsigned i : {0, 1, 2}) {
    if (node.getRank(i) > 1)
      return node.emitError() << "input " << i << " has rank "
                              << node.getRank(i) << " instead of 1 at most";
    if (node.getRank(i) == 1 && !like)
      like = node.getInput(i);
  }
  for (Value &bound : bounds)
    if (node.getType(bound).getRank() == 0)
      bound =
          like ? makeFilledLike(node, like, bound) : node.reshape(bound, {1});
  Builder &b = node.getBuilder();
  Value range = node.create<SubOp>({bounds[1], bounds[0]});
  // How often the step fits, the last time not whole.
  Value count;
  if (isa<FloatType>(elementType)) {
    count = toI64(node,
                  node.create<CeilOp>(node.create<DivOp>({range, bounds[2]})));
  } else {
    Value down = node.create<FloorDivOp>(
        {node.create<NegOp>(toI64(node, range)), toI64(node, bounds[2])});
    count = node.create<NegOp>(down);
  }
  Value lengths =
      node.create<MaximumOp>({count, node.scalar(b.getI64Type(), 0)});
  Value splits = makeSplits(node, lengths);
  Value numbers = countUp(node, reduceAll<ReduceSumOp>(node, lengths));
  Partition partition = partitionBySplits(node, splits, numbers);
  Value steps =
      node.create<MulOp>({node.castTo(partition.place, elementType),
                          gatherRows(node, bounds[2], partition.row)});
  Value values =
      node.create<AddOp>({gatherRows(node, bounds[0], partition.row), steps});
  return node.setResults({node.castTo(splits, splitsType), values});
}

/// The rows that indices name, and the rows in these.
static LogicalResult importGather(NodeContext &node) {
  int64_t count = node.getInt("PARAMS_RAGGED_RANK");
  if (node.hasFailed())
    return failure();
  if (count < 1 || count + 2 != int64_t(node.getNumInputs()))
    return node.emitError() << "has " << int64_t(node.getNumInputs()) - 2
                            << " splits instead of " << count;
  if (!node.checkRank(count + 1, 1))
    return failure();
  Value rows = toI64(node, node.getInput(count + 1));
  SmallVector<Value> results;
  for (int64_t i = 0; i < count; ++i) {
    if (!node.checkRank(i, 1))
      return failure();
    Type splitsType = node.getType(i).getElementType();
    Value splits = toI64(node, node.getInput(i));
    Value begins = gatherRows(node, splits, rows);
    Value lengths = gatherRows(node, getLengths(node, splits), rows);
    Value newSplits = makeSplits(node, lengths);
    results.push_back(node.castTo(newSplits, splitsType));
    Value numbers = countUp(node, reduceAll<ReduceSumOp>(node, lengths));
    Partition partition = partitionBySplits(node, newSplits, numbers);
    rows = node.create<AddOp>(
        {gatherRows(node, begins, partition.row), partition.place});
  }
  results.push_back(gatherRows(node, node.getInput(count), rows));
  return node.setResults(results);
}

void tf::registerRaggedOps(OpRegistry &registry) {
  registry.add("RaggedGather", {3, Arity::kUnbounded}, importGather,
               "output_nested_splits*OUTPUT_RAGGED_RANK,output_dense_values");
  registry.add("RaggedRange", 3, importRange,
               "rt_nested_splits,rt_dense_values");
  registry.add("RaggedTensorToSparse", {2, Arity::kUnbounded}, importToSparse,
               "sparse_indices,sparse_values,sparse_dense_shape");
  registry.add("RaggedTensorToTensor", {4, Arity::kUnbounded}, importToTensor,
               "result");
}
