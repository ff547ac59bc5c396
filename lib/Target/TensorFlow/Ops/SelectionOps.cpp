//===- SelectionOps.cpp ---------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Ops that order elements, search among them, or select some.
//
//===----------------------------------------------------------------------===//

#include "../NodeContext.h"
#include "nn/Dialect/NN/IR/NNArithmeticOps.h"
#include "nn/Dialect/NN/IR/NNGatherOps.h"
#include "nn/Dialect/NN/IR/NNLogicalOps.h"
#include "nn/Dialect/NN/IR/NNReductionOps.h"
#include "nn/Dialect/NN/IR/NNSelectionOps.h"
#include "nn/Dialect/NN/IR/NNShapeOps.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

/// Values and indices of nn.top_k along the last dimension of input 0.
static SmallVector<Value> makeTopK(NodeContext &node, int64_t k, bool smallest,
                                   bool sorted, Type indexType) {
  if (node.hasFailed())
    return {Value(), Value()};
  RankedTensorType type = node.getType(0);
  if (type.getRank() == 0) {
    node.emitError() << "input 0 has rank 0 instead of 1 at least";
    return {Value(), Value()};
  }
  if (k < 0) {
    node.emitError() << "has a k of " << k;
    return {Value(), Value()};
  }
  SmallVector<int64_t> shape(type.getShape());
  // TensorFlow sorts one element, and all of them, in any case.
  int64_t size = shape.back();
  if (ShapedType::isDynamic(size) || k < 2 || k >= size)
    sorted = true;
  shape.back() = k;
  return node.createResults<TopKOp>(
      2, node.getInput(0),
      {node.intAttr("k", k), node.boolAttr("smallest", smallest),
       node.boolAttr("sorted", sorted)},
      {type.clone(shape), RankedTensorType::get(shape, indexType)});
}

static LogicalResult importTopK(NodeContext &node) {
  int64_t k = node.getInt("k");
  bool sorted = node.getBool("sorted", true);
  return node.setResults(makeTopK(node, k, /*smallest=*/false, sorted,
                                  node.getBuilder().getI32Type()));
}

/// As many of the greatest elements as only running tells, in order. The place
/// of an element is the number of those that are before it: the greater ones,
/// and equal ones of lower index. NaN is behind every number.
static LogicalResult sortByRunning(NodeContext &node, Type indexType) {
  if (node.hasFailed() || !node.checkMinRank(0, 1) || !node.checkRank(1, 0))
    return failure();
  Type i32 = node.getBuilder().getI32Type();
  Value input = node.getInput(0);
  RankedTensorType type = node.getType(0);
  int64_t rank = type.getRank(), last = rank - 1;
  auto expand = [&](Value value, int64_t axis) {
    return node.create<ExpandDimsOp>(value, node.intAttr("axis", axis));
  };
  auto both = [&](Value lhs, Value rhs) {
    return node.create<LogicalAndOp>({lhs, rhs});
  };
  auto either = [&](Value lhs, Value rhs) {
    return node.create<LogicalOrOp>({lhs, rhs});
  };
  // Each element along the dimension before the last, with all along that.
  Value own = expand(input, rank), other = expand(input, last);
  Value places = node.positionsAlong(input, last, i32);
  Value isBefore = node.compare(Predicate::GT, other, own);
  Value isEqual = node.compare(Predicate::EQ, other, own);
  if (isa<FloatType>(type.getElementType())) {
    Value isOwn = node.compare(Predicate::EQ, own, own);
    Value isOther = node.compare(Predicate::EQ, other, other);
    Value isNoOwn = node.create<LogicalNotOp>(isOwn);
    isBefore = either(isBefore, both(isOther, isNoOwn));
    isEqual =
        either(isEqual, both(node.create<LogicalNotOp>(isOther), isNoOwn));
  }
  if (node.hasFailed())
    return failure();
  Value isFirst = node.compare(Predicate::LT, places, expand(places, 1));
  isBefore = either(isBefore, both(isEqual, isFirst));
  Value order = node.create<ReduceSumOp>(node.castTo(isBefore, i32),
                                         node.intsAttr("axes", {rank}));

  Value k = node.castTo(node.getInput(1), i32);
  Value size = node.castTo(node.getSize(input, last), i32);
  node.createAssert(node.compare(Predicate::LE, k, size),
                    "k is more than there are elements");
  Value wanted = node.createTyped<RangeOp>(
      RankedTensorType::get({ShapedType::kDynamic}, i32),
      {node.scalar(i32, 0), k, node.scalar(i32, 1)});
  Value isIt =
      node.compare(Predicate::EQ, expand(order, last), expand(wanted, 1));
  Value indices = node.create<ReduceSumOp>(
      node.create<SelectOp>({isIt, places, node.scalar(i32, 0)}),
      node.intsAttr("axes", {rank}));
  Value values = node.create<GatherOp>(
      {input, indices},
      {node.intAttr("axis", last), node.intAttr("batch_dims", last)});
  return node.setResults({values, node.castTo(indices, indexType)});
}

static LogicalResult importTopKV2(NodeContext &node) {
  Type indexType = node.getElementType("index_type", proto::DT_INT32);
  if (!node.getKnownInts(1))
    return sortByRunning(node, indexType);
  int64_t k = node.getConstantInt(1, "k");
  bool sorted = node.getBool("sorted", true);
  return node.setResults(
      makeTopK(node, k, /*smallest=*/false, sorted, indexType));
}

static LogicalResult importNthElement(NodeContext &node) {
  int64_t n = node.getConstantInt(1, "n");
  bool reverse = node.getBool("reverse", false);
  int64_t rank = node.getRank(0);
  Value sorted = makeTopK(node, n + 1, !reverse, /*sorted=*/true,
                          node.getBuilder().getI32Type())[0];
  SmallVector<int64_t> begin(rank, 0), size(rank, -1), strides(rank, 1);
  if (node.hasFailed())
    return failure();
  begin.back() = n;
  Value last = node.create<SliceOp>(
      sorted, {node.intsAttr("begin", begin), node.intsAttr("size", size),
               node.intsAttr("strides", strides)});
  return node.setResult(
      node.create<SqueezeOp>(last, node.intsAttr("axes", {rank - 1})));
}

/// Whether fewer than k classes are predicted more than the target. A target
/// out of range, or a row with a number that is not finite, is not.
static LogicalResult importInTopK(NodeContext &node, Value k) {
  if (!k || !node.checkRank(0, 2) || !node.checkRank(1, 1))
    return failure();
  Builder &b = node.getBuilder();
  auto compare = [&](Predicate predicate, Value lhs, Value rhs) {
    return node.create<CompareOp>(
        {lhs, rhs},
        b.getNamedAttr("predicate",
                       PredicateAttr::get(node.getContext(), predicate)));
  };
  auto castTo = [&](Value value, Type type) -> Value {
    if (!value)
      return {};
    return node.createTyped<CastOp>(node.getType(value).clone(type), value);
  };
  int64_t classes = node.getShape(0)[1];
  if (ShapedType::isDynamic(classes))
    return node.emitError() << "input 0 has an unknown number of classes";
  Value predictions = node.getInput(0);
  Value targets = castTo(node.getInput(1), b.getI64Type());
  Value zero = node.scalar(b.getI64Type(), 0);
  Value inRange = node.create<LogicalAndOp>(
      {compare(Predicate::GE, targets, zero),
       compare(Predicate::LT, targets, node.scalar(b.getI64Type(), classes))});
  Value index = node.create<ExpandDimsOp>(
      node.create<SelectOp>({inRange, targets, zero}), node.intAttr("axis", 1));
  Value target = node.create<GatherOp>(
      {predictions, index},
      {node.intAttr("axis", 1), node.intAttr("batch_dims", 1)});
  Value better =
      castTo(compare(Predicate::GT, predictions, target), b.getI64Type());
  Value count = node.create<ReduceSumOp>(better, node.intsAttr("axes", {1}));
  Value isFinite = node.create<ReduceAllOp>(
      node.create<IsFiniteOp>(predictions), node.intsAttr("axes", {1}));
  Value isIn = compare(Predicate::LT, count, castTo(k, b.getI64Type()));
  return node.setResult(node.create<LogicalAndOp>(
      {node.create<LogicalAndOp>({isIn, inRange}), isFinite}));
}

static LogicalResult importInTopKV1(NodeContext &node) {
  int64_t k = node.getInt("k");
  return importInTopK(node, node.scalar(node.getBuilder().getI64Type(), k));
}

static LogicalResult importInTopKV2(NodeContext &node) {
  return importInTopK(node, node.getInput(2));
}

static Value makeSearch(NodeContext &node, Value sorted, Value values,
                        bool right, Type resultType) {
  if (!sorted || !values || !resultType)
    return {};
  return node.createTyped<SearchSortedOp>(
      RankedTensorType::get(node.getType(values).getShape(), resultType),
      {sorted, values}, node.boolAttr("right", right));
}

template <bool right>
static LogicalResult importBound(NodeContext &node) {
  Type resultType = node.getElementType("out_type", proto::DT_INT32);
  return node.setResult(
      makeSearch(node, node.getInput(0), node.getInput(1), right, resultType));
}

/// The number of boundaries that are not above.
static LogicalResult importBucketize(NodeContext &node) {
  const proto::AttrValue *attr = node.getAttr("boundaries");
  SmallVector<float> boundaries;
  if (attr)
    boundaries.assign(attr->list().f().begin(), attr->list().f().end());
  if (!llvm::is_sorted(boundaries))
    return node.emitError() << "has boundaries that are not sorted";
  Builder &b = node.getBuilder();
  // The boundaries are f32, compared as C does.
  RankedTensorType type = node.getType(0);
  Type elementType =
      type.getElementType().isF64() ? b.getF64Type() : Type(b.getF32Type());
  SmallVector<Attribute> elements;
  for (float boundary : boundaries)
    elements.push_back(b.getFloatAttr(elementType, boundary));
  Value sorted = node.constant(cast<ElementsAttr>(DenseElementsAttr::get(
      RankedTensorType::get({int64_t(boundaries.size())}, elementType),
      elements)));
  Value values = node.getInput(0);
  if (type.getElementType() != elementType)
    values = node.createTyped<CastOp>(type.clone(elementType), values);
  int64_t count =
      type.hasStaticShape() ? type.getNumElements() : ShapedType::kDynamic;
  Value result = makeSearch(node, sorted, node.reshape(values, count),
                            /*right=*/true, b.getI32Type());
  return node.setResult(node.reshape(result, type.getShape(), [&](unsigned i) {
    return node.getSize(node.getInput(0), i);
  }));
}

void tf::registerSelectionOps(OpRegistry &registry) {
  registry.add("TopK", 1, importTopK, "values,indices");
  registry.add("TopKV2", 2, importTopKV2, "values,indices");
  registry.add("NthElement", 2, importNthElement, "values");
  registry.add("InTopK", 2, importInTopKV1, "precision");
  registry.add("InTopKV2", 3, importInTopKV2, "precision");
  registry.add("LowerBound", 2, importBound<false>);
  registry.add("UpperBound", 2, importBound<true>);
  registry.add("Bucketize", 1, importBucketize);
}
