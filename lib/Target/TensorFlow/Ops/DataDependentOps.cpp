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

#include "../NodeContext.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

static Value cast(NodeContext &node, Value value, Type elementType) {
  if (!value)
    return {};
  return node.createTyped<CastOp>(node.getType(value).clone(elementType),
                                  value);
}

static Value gather(NodeContext &node, Value params, Value indices) {
  return node.create<GatherOp>(
      {params, indices},
      {node.intAttr("axis", 0), node.intAttr("batch_dims", 0)});
}

/// The places of the true elements of a 1-d tensor, as a 1-d tensor.
static Value findTrue(NodeContext &node, Value mask) {
  Value positions = node.create<WhereOp>(mask);
  return node.create<SqueezeOp>(positions, node.intsAttr("axes", {1}));
}

/// The numbers 0, 1, .. for each element of a 1-d tensor.
static Value count(NodeContext &node, Value tensor, Type elementType) {
  RankedTensorType type = node.getType(tensor);
  Value zero = node.scalar(elementType, 0), one = node.scalar(elementType, 1);
  Value size = node.scalar(
      elementType, type.isDynamicDim(0) ? 0 : double(type.getDimSize(0)));
  if (type.isDynamicDim(0)) {
    Value shape = node.createTyped<ShapeOp>(
        RankedTensorType::get({1}, elementType), tensor);
    size = node.create<SqueezeOp>(shape, node.intsAttr("axes", {0}));
  }
  return node.createTyped<RangeOp>(
      RankedTensorType::get({type.getDimSize(0)}, elementType),
      {zero, size, one});
}

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
    results.push_back(
        gather(node, data, node.ints(part, node.getBuilder().getI32Type())));
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
  return node.setResults(
      {gather(node, node.getInput(0), places), cast(node, places, indexType)});
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
  Value numbers = count(node, input, indexType);
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
      cast(node, isFirst, indexType),
      {node.intAttr("axis", 0), node.boolAttr("exclusive", true)});
  SmallVector<Value> results = {gather(node, input, places),
                                gather(node, before, first)};
  if (node.getOp().starts_with("UniqueWithCounts")) {
    Value counts = node.create<ReduceSumOp>(cast(node, areEqual, indexType),
                                            node.intsAttr("axes", {1}));
    results.push_back(gather(node, counts, places));
  }
  return node.setResults(results);
}

void tf::registerDataDependentOps(OpRegistry &registry) {
  registry.add("DynamicPartition", 2, importDynamicPartition,
               "outputs*num_partitions");
  registry.add("ListDiff", 2, importListDiff, "out,idx");
  registry.add("Unique", 1, importUnique, "y,idx");
  registry.add("UniqueV2", 2, importUnique, "y,idx");
  registry.add("UniqueWithCounts", 1, importUnique, "y,idx,count");
  registry.add("UniqueWithCountsV2", 2, importUnique, "y,idx,count");
  registry.add("Where", 1, importWhere, "index");
}
