//===- DataDependentOps.cpp - As many results as the data say -----------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Ops whose results have as many elements as the data say. All of them select
// elements, and that is to gather where a condition holds.
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
#include "nn/Dialect/NN/IR/NNShapeOps.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

static LogicalResult importWhere(NodeContext &node) {
  Value input = node.getInput(0);
  Type elementType = node.getType(0).getElementType();
  if (!elementType.isInteger(1))
    input = node.compare(Predicate::NE, input, node.scalar(elementType, 0));
  return node.setResult(node.create<WhereOp>(input));
}

/// The slices whose partition is 0, 1, ..., if it is known which these are.
static LogicalResult importKnownPartition(NodeContext &node) {
  int64_t count = node.getInt("num_partitions");
  SmallVector<int64_t> partitions = node.getConstantInts(1, "partitions");
  int64_t partitionRank = node.getRank(1);
  if (node.hasFailed())
    return failure();
  if (count < 1 || count > 1 << 16)
    return node.emitError() << "has " << count << " partitions";
  if (node.getRank(0) < partitionRank)
    return node.emitError() << "input 0 has rank " << node.getRank(0)
                            << " instead of " << partitionRank << " at least";
  SmallVector<SmallVector<int64_t>> positions(count);
  for (auto [position, partition] : llvm::enumerate(partitions)) {
    if (partition < 0 || partition >= count)
      return node.emitError()
             << "input 1 has the partition " << partition << " of " << count;
    positions[partition].push_back(position);
  }
  SmallVector<int64_t> shape = {int64_t(partitions.size())};
  llvm::append_range(shape, node.getShape(0).drop_front(partitionRank));
  Value data = node.reshape(node.getInput(0), shape);
  SmallVector<Value> results;
  for (ArrayRef<int64_t> part : positions)
    results.push_back(gatherRows(
        node, data, node.ints(part, node.getBuilder().getI32Type())));
  return node.setResults(results);
}

/// Each result is where the partition's number stands.
static LogicalResult importDynamicPartition(NodeContext &node) {
  std::optional<SmallVector<int64_t>> known = node.getStaticInts(1);
  if (known && !llvm::is_contained(*known, ShapedType::kDynamic))
    return importKnownPartition(node);
  constexpr int64_t maxParts = 1 << 12;
  int64_t numParts = node.getInt("num_partitions");
  if (node.hasFailed())
    return failure();
  if (numParts < 1 || numParts > maxParts)
    return node.emitError() << "has " << numParts << " partitions";
  Value data = node.getInput(0), parts = node.getInput(1);
  if (node.getRank(1) > node.getRank(0))
    return node.emitError() << "partitions have more dimensions than the data";
  for (auto [part, size] : llvm::zip(node.getShape(1), node.getShape(0)))
    if (!ShapedType::isDynamic(part) && !ShapedType::isDynamic(size) &&
        part != size)
      return node.emitError()
             << "partitions are not of the shape that the data begin with";
  if (node.getRank(1) == 0) {
    data = node.create<ExpandDimsOp>(data, node.intAttr("axis", 0));
    parts = node.create<ExpandDimsOp>(parts, node.intAttr("axis", 0));
  }
  Type elementType = node.getType(1).getElementType();
  Value isInRange = node.create<LogicalAndOp>(
      {node.compare(Predicate::GE, parts, node.scalar(elementType, 0)),
       node.compare(Predicate::LT, parts,
                    node.scalar(elementType, double(numParts)))});
  if (node.hasFailed())
    return failure();
  SmallVector<int64_t> axes =
      llvm::to_vector(llvm::seq<int64_t>(0, node.getType(parts).getRank()));
  node.createAssert(
      node.create<ReduceAllOp>(isInRange, node.intsAttr("axes", axes)),
      "a partition is not in [0, " + Twine(numParts) + ")");
  SmallVector<Value> results;
  for (int64_t part = 0; part < numParts && !node.hasFailed(); ++part) {
    Value isPart = node.compare(Predicate::EQ, parts,
                                node.scalar(elementType, double(part)));
    results.push_back(
        node.create<GatherNdOp>({data, node.create<WhereOp>(isPart)}));
  }
  return node.setResults(results);
}

/// Which elements are equal, as a matrix of those of both.
static Value compareAll(NodeContext &node, Value lhs, Value rhs) {
  return node.compare(Predicate::EQ,
                      node.create<ExpandDimsOp>(lhs, node.intAttr("axis", 1)),
                      node.create<ExpandDimsOp>(rhs, node.intAttr("axis", 0)));
}

/// What is in the first list but not in the second, and where.
static LogicalResult importListDiff(NodeContext &node) {
  if (!node.checkRank(0, 1) || !node.checkRank(1, 1))
    return failure();
  Type indexType = node.getElementType("out_idx", proto::DT_INT32);
  Value isInBoth = node.create<ReduceAnyOp>(
      compareAll(node, node.getInput(0), node.getInput(1)),
      node.intsAttr("axes", {1}));
  Value places = findTrue(node, node.create<LogicalNotOp>(isInBoth));
  return node.setResults({gatherRows(node, node.getInput(0), places),
                          node.castTo(places, indexType)});
}

/// The elements that are equal to none before them; for each element the number
/// of the one that it is equal to; and how many are. Compares all with all.
static LogicalResult importUnique(NodeContext &node) {
  if (!node.checkRank(0, 1))
    return failure();
  // UniqueV2 has an axis, of which a 1-d tensor has but one.
  if (node.getNumInputs() == 2)
    for (int64_t axis : node.getConstantInts(1, "axis"))
      (void)node.normalizeAxis(axis, 1);
  Type indexType = node.getElementType("out_idx", proto::DT_INT32);
  if (node.hasFailed())
    return failure();
  Value input = node.getInput(0);
  Value numbers = numberRows(node, input, indexType);
  Value areEqual = compareAll(node, input, input);
  // Not even NaN is another than itself here.
  if (isa<FloatType>(node.getType(0).getElementType()))
    areEqual = node.create<LogicalOrOp>(
        {areEqual, compareAll(node, numbers, numbers)});
  if (node.hasFailed())
    return failure();
  Value last = node.scalar(indexType, double(INT32_MAX));
  Value first = node.create<ReduceMinOp>(
      node.create<SelectOp>(
          {areEqual,
           node.create<ExpandDimsOp>(numbers, node.intAttr("axis", 0)), last}),
      node.intsAttr("axes", {1}));
  Value isFirst = node.compare(Predicate::EQ, first, numbers);
  Value places = findTrue(node, isFirst);
  Value before = node.create<CumsumOp>(
      node.castTo(isFirst, indexType),
      {node.intAttr("axis", 0), node.boolAttr("exclusive", true)});
  SmallVector<Value> results = {gatherRows(node, input, places),
                                gatherRows(node, before, first)};
  if (node.getOp().starts_with("UniqueWithCounts")) {
    Value counts = node.create<ReduceSumOp>(node.castTo(areEqual, indexType),
                                            node.intsAttr("axes", {1}));
    results.push_back(gatherRows(node, counts, places));
  }
  return node.setResults(results);
}

/// The place of each true element of a row among those of the row.
static Value countBefore(NodeContext &node, Value mask, int64_t axis) {
  return node.create<CumsumOp>(
      toI64(node, mask),
      {node.intAttr("axis", axis), node.boolAttr("exclusive", true)});
}

/// The sparse tensor of the elements where the mask holds, moved to the front
/// of their rows, which are along the last dimension: positions, values and
/// sizes.
static SmallVector<Value> packRows(NodeContext &node, Value mask,
                                   Value values) {
  if (!mask || !values)
    return {Value(), Value(), Value()};
  int64_t last = node.getType(mask).getRank() - 1;
  Value places = node.create<WhereOp>(mask);
  Value inRow =
      node.create<GatherNdOp>({countBefore(node, mask, last), places});
  SmallVector<Value> columns = {expandDims(node, inRow, 1)};
  if (last > 0)
    columns.insert(columns.begin(), sliceAlong(node, places, 1, 0, last));
  Value counts = reduce<ReduceSumOp>(node, toI64(node, mask), {last});
  Value longest =
      node.create<MaximumOp>({reduceAll<ReduceMaxOp>(node, counts),
                              node.scalar(node.getBuilder().getI64Type(), 0)});
  SmallVector<Value> sizes;
  for (int64_t dim = 0; dim < last; ++dim)
    sizes.push_back(node.getSize(mask, dim));
  sizes.push_back(longest);
  return {concat(node, columns, 1), node.create<GatherNdOp>({values, places}),
          joinElements(node, sizes)};
}

/// The likeliest class of each step that is no blank, nor, with
/// `merge_repeated`, the one of the step before.
static LogicalResult importGreedyDecoder(NodeContext &node) {
  if (!node.checkRank(0, 3) || !node.checkRank(1, 1))
    return failure();
  bool mergesRepeated = node.getBool("merge_repeated", false);
  int64_t blank = node.getInt("blank_index", -1);
  RankedTensorType type = node.getType(0);
  int64_t steps = type.getDimSize(0), numClasses = type.getDimSize(2);
  if (ShapedType::isDynamic(numClasses))
    return node.emitError() << "input 0 has an unknown number of classes";
  if (blank < 0)
    blank += numClasses;
  if (node.hasFailed())
    return failure();
  if (blank < 0 || blank >= numClasses)
    return node.emitError()
           << "has the blank " << blank << " of " << numClasses << " classes";
  Type i64 = node.getBuilder().getI64Type();
  Value number = node.scalar(i64, double(blank));
  Value input = node.create<TransposeOp>(
      node.getInput(0), node.intsAttr("permutation", {1, 0, 2}));
  Value classes = node.createTyped<ArgMaxOp>(
      RankedTensorType::get({type.getDimSize(1), steps}, i64), input,
      node.intAttr("axis", 2));
  Value isKept = node.compare(Predicate::NE, classes, number);
  if (mergesRepeated) {
    IntegerAttr none = node.getBuilder().getIntegerAttr(i64, -1);
    Value padded = node.create<PadOp>(
        classes, {node.intsAttr("low", {0, 1}), node.intsAttr("high", {0, 0}),
                  node.getBuilder().getNamedAttr("value", none)});
    Value before =
        ShapedType::isDynamic(steps)
            ? gatherRows(node, padded, countUp(node, node.getSize(input, 1)), 1)
            : sliceAlong(node, padded, 1, 0, steps);
    isKept = node.create<LogicalAndOp>(
        {isKept, node.compare(Predicate::NE, classes, before)});
  }
  Value time = expandDims(node, countUp(node, node.getSize(input, 1)), 0);
  Value length = expandDims(node, toI64(node, node.getInput(1)), 1);
  Value isInTime = node.compare(Predicate::LT, time, length);
  SmallVector<Value> results =
      packRows(node, node.create<LogicalAndOp>({isKept, isInTime}), classes);
  Value greatest = reduce<ReduceMaxOp>(node, input, {2});
  Value zero = node.scalar(0);
  Value sum = node.create<ReduceSumOp>(
      node.create<SelectOp>({isInTime, greatest, zero}),
      {node.intsAttr("axes", {1}), node.boolAttr("keep_dims", true)});
  results.push_back(node.create<NegOp>(sum));
  return node.setResults(results);
}

/// Of each row of two tensors the elements of both, of either, or of one but
/// not the other: in order, each once.
static LogicalResult importSetOperation(NodeContext &node) {
  StringRef operation = node.getString("set_operation");
  int64_t rank = node.getRank(0);
  if (rank < 1 || !node.checkRank(1, rank) || !node.checkIntegers(0))
    return rank < 1 ? node.emitError() << "input 0 has rank 0" : failure();
  Value a = node.getInput(0), b = node.getInput(1);
  if (operation == "b-a")
    std::swap(a, b);
  bool isUnion = operation == "union",
       isIntersection = operation == "intersection";
  if (!isUnion && !isIntersection && operation != "a-b" && operation != "b-a")
    return node.emitError()
           << "set_operation '" << operation << "' is not supported";
  Value elements = isUnion ? concat(node, {a, b}, rank - 1) : a;
  if (node.hasFailed())
    return failure();
  RankedTensorType type = node.getType(elements);
  if (type.isDynamicDim(rank - 1))
    return node.emitError() << "has sets of unknown size";
  Type i64 = node.getBuilder().getI64Type();
  int64_t size = type.getDimSize(rank - 1);
  Value sorted = node.createResults<TopKOp>(
      2, elements, {node.intAttr("k", size), node.boolAttr("smallest", true)},
      {type, type.clone(i64)})[0];
  Value isKept;
  if (size > 0) {
    // The first of equal ones.
    Value isNew =
        node.compare(Predicate::NE, sliceAlong(node, sorted, rank - 1, 1),
                     sliceAlong(node, sorted, rank - 1, 0, size - 1));
    SmallVector<int64_t> low(rank, 0), high(rank, 0);
    low.back() = 1;
    isKept = node.create<PadOp>(
        isNew, {node.intsAttr("low", low), node.intsAttr("high", high),
                node.getBuilder().getNamedAttr(
                    "value", node.getBuilder().getBoolAttr(true))});
  } else {
    isKept = node.compare(Predicate::NE, sorted, sorted);
  }
  if (!isUnion) {
    Value isInOther = reduce<ReduceAnyOp>(
        node,
        node.compare(Predicate::EQ, expandDims(node, sorted, rank),
                     expandDims(node, b, rank - 1)),
        {rank});
    isKept = node.create<LogicalAndOp>(
        {isKept,
         isIntersection ? isInOther : node.create<LogicalNotOp>(isInOther)});
  }
  return node.setResults(packRows(node, isKept, sorted));
}

/// How many different values each set of a sparse tensor has: those in a row of
/// the last dimension.
static LogicalResult importSetSize(NodeContext &node) {
  if (!node.checkRank(0, 2) || !node.checkRank(1, 1) || !node.checkRank(2, 1))
    return failure();
  int64_t rank = node.getShape(0)[1];
  if (ShapedType::isDynamic(rank) || rank < 1)
    return node.emitError() << "has a sparse tensor of unknown rank";
  Type i32 = node.getBuilder().getI32Type(),
       i64 = node.getBuilder().getI64Type();
  Value rows = sliceAlong(node, node.getInput(0), 1, 0, rank - 1);
  Value values = node.getInput(1);
  Value numbers = numberRows(node, values, i64);
  Value isSameRow =
      reduce<ReduceAllOp>(node,
                          node.compare(Predicate::EQ, expandDims(node, rows, 1),
                                       expandDims(node, rows, 0)),
                          {2});
  Value isSame =
      node.create<LogicalAndOp>({isSameRow, compareAll(node, values, values)});
  Value isBefore = node.compare(Predicate::GT, expandDims(node, numbers, 1),
                                expandDims(node, numbers, 0));
  Value isKnown = reduce<ReduceAnyOp>(
      node, node.create<LogicalAndOp>({isSame, isBefore}), {1});
  Value isNew = node.castTo(node.create<LogicalNotOp>(isKnown), i32);
  Value sizes = sliceAlong(node, node.getInput(2), 0, 0, rank - 1);
  return node.setResult(scatter(node, fill(node, sizes, node.scalar(i32, 0)),
                                rows, isNew, ScatterMode::Add));
}

void tf::registerDataDependentOps(OpRegistry &registry) {
  registry.add("CTCGreedyDecoder", 2, importGreedyDecoder,
               "decoded_indices,decoded_values,decoded_shape,log_probability");
  registry.add("DenseToDenseSetOperation", 2, importSetOperation,
               "result_indices,result_values,result_shape");
  registry.add("DynamicPartition", 2, importDynamicPartition,
               "outputs*num_partitions");
  registry.add("ListDiff", 2, importListDiff, "out,idx");
  registry.add("SetSize", 3, importSetSize, "size");
  registry.add("Unique", 1, importUnique, "y,idx");
  registry.add("UniqueV2", 2, importUnique, "y,idx");
  registry.add("UniqueWithCounts", 1, importUnique, "y,idx,count");
  registry.add("UniqueWithCountsV2", 2, importUnique, "y,idx,count");
  registry.add("Where", 1, importWhere, "index");
}
