//===- DetectionOps.cpp ---------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Selection of boxes. Where the op does not pad its results, as many as are
// selected are their size.
//
//===----------------------------------------------------------------------===//

#include "../NodeContext.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "nn/Dialect/NN/IR/NNArithmeticOps.h"
#include "nn/Dialect/NN/IR/NNBinaryOps.h"
#include "nn/Dialect/NN/IR/NNGatherOps.h"
#include "nn/Dialect/NN/IR/NNLogicalOps.h"
#include "nn/Dialect/NN/IR/NNSelectionOps.h"
#include "nn/Dialect/NN/IR/NNShapeOps.h"
#include <array>
#include <limits>

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

namespace {
/// The results of nn.non_max_suppression.
struct Selection {
  Value indices, scores, count;
  /// Whether the first two are of the size that was asked for.
  bool isPadded;
};
} // namespace

/// The most that a scalar is, as where it is the minimum of a constant and a
/// size; kDynamic if nothing tells, or not within so many values.
static int64_t getMost(NodeContext &node, Value scalar, unsigned &budget) {
  if (budget == 0)
    return ShapedType::kDynamic;
  --budget;
  std::optional<SmallVector<int64_t>> known = node.getKnownInts(scalar);
  if (known && known->size() == 1)
    return known->front();
  Operation *op = scalar.getDefiningOp();
  if (isa_and_nonnull<CastOp, ReshapeOp, SqueezeOp, ExpandDimsOp>(op))
    return getMost(node, op->getOperand(0), budget);
  auto minimum = dyn_cast_or_null<MinimumOp>(op);
  if (!minimum)
    return ShapedType::kDynamic;
  int64_t lhs = getMost(node, minimum.getLhs(), budget);
  int64_t rhs = getMost(node, minimum.getRhs(), budget);
  // kDynamic is less than any number.
  return ShapedType::isDynamic(lhs) || ShapedType::isDynamic(rhs)
             ? std::max(lhs, rhs)
             : std::min(lhs, rhs);
}

/// Selects boxes with the thresholds given; the score threshold and sigma may
/// be null for none.
static std::optional<Selection> select(NodeContext &node, Value iouThreshold,
                                       Value scoreThreshold, Value sigma,
                                       bool hasOverlaps = false) {
  if (!node.checkRank(0, 2) || !node.checkRank(1, 1) || !node.checkRank(2, 0))
    return std::nullopt;
  // Boxes are selected one after the other: the first of them are those that
  // would be all if no more were asked for.
  std::optional<SmallVector<int64_t>> known = node.getStaticInts(2);
  bool isKnown = known && !ShapedType::isDynamic((*known)[0]);
  int64_t count = isKnown ? (*known)[0] : node.getShape(1)[0];
  unsigned budget = 64;
  if (ShapedType::isDynamic(count))
    count = std::max<int64_t>(getMost(node, node.getInput(2), budget), count);
  if (ShapedType::isDynamic(count)) {
    node.emitError() << "selects an unknown number of an unknown number of "
                        "boxes";
    return std::nullopt;
  }
  if (count < 0 || count > 1 << 24) {
    node.emitError() << "has a max_output_size of " << count;
    return std::nullopt;
  }
  Type type = node.getType(0).getElementType();
  // Thresholds have a type of their own.
  auto toType = [&](Value scalar, double byDefault) {
    if (!scalar)
      return node.scalar(type, byDefault);
    if (node.getType(scalar).getElementType() == type)
      return scalar;
    return node.createTyped<CastOp>(node.getType(scalar).clone(type), scalar);
  };
  Type i32 = node.getBuilder().getI32Type();
  SmallVector<Value> results = node.createResults<NonMaxSuppressionOp>(
      3,
      {node.getInput(0), node.getInput(1), toType(iouThreshold, 0.5),
       toType(scoreThreshold, std::numeric_limits<float>::lowest()),
       toType(sigma, 0)},
      {node.intAttr("max_outputs", count),
       node.boolAttr("overlaps", hasOverlaps)},
      {RankedTensorType::get(count, i32), RankedTensorType::get(count, type),
       RankedTensorType::get({}, i32)});
  if (!isKnown) {
    // None is what a negative number asks for.
    Value most =
        node.create<MaximumOp>({node.getInput(2), node.scalar(i32, 0)});
    results[2] = node.create<MinimumOp>({results[2], most});
  }
  if (node.hasFailed())
    return std::nullopt;
  return Selection{results[0], results[1], results[2], isKnown};
}

/// The first `count` elements.
static Value cut(NodeContext &node, Value values, Value count) {
  if (!values || !count)
    return {};
  Type i32 = node.getBuilder().getI32Type();
  return node.createTyped<DynamicSliceOp>(
      RankedTensorType::get(ShapedType::kDynamic,
                            node.getType(values).getElementType()),
      {values, node.ints(int64_t(0), i32), node.reshape(count, 1)});
}

static LogicalResult importFirst(NodeContext &node) {
  float threshold = node.getFloat("iou_threshold", 0.5f);
  auto selection =
      select(node, node.scalar(node.getBuilder().getF32Type(), threshold),
             Value(), Value());
  if (!selection)
    return failure();
  return node.setResult(cut(node, selection->indices, selection->count));
}

template <bool hasScoreThreshold, bool hasOverlaps = false>
static LogicalResult importCut(NodeContext &node) {
  auto selection = select(node, node.getInput(3),
                          hasScoreThreshold ? node.getInput(4) : Value(),
                          Value(), hasOverlaps);
  if (!selection)
    return failure();
  return node.setResult(cut(node, selection->indices, selection->count));
}

/// Whether results are padded. Emits an error if nobody knows to which size.
static FailureOr<bool> readPadding(NodeContext &node,
                                   const Selection &selection) {
  bool isPadded = node.getBool("pad_to_max_output_size", false);
  if (isPadded && !selection.isPadded)
    return node.emitError() << "pads to a size that is not constant";
  return isPadded;
}

static LogicalResult importV4(NodeContext &node) {
  auto selection = select(node, node.getInput(3), node.getInput(4), Value());
  if (!selection)
    return failure();
  FailureOr<bool> isPadded = readPadding(node, *selection);
  if (failed(isPadded))
    return failure();
  Value indices = selection->indices;
  if (!*isPadded)
    indices = cut(node, indices, selection->count);
  return node.setResults({indices, selection->count});
}

static LogicalResult importV5(NodeContext &node) {
  auto selection =
      select(node, node.getInput(3), node.getInput(4), node.getInput(5));
  if (!selection)
    return failure();
  FailureOr<bool> isPadded = readPadding(node, *selection);
  if (failed(isPadded))
    return failure();
  Value indices = selection->indices, scores = selection->scores;
  if (!*isPadded) {
    indices = cut(node, indices, selection->count);
    scores = cut(node, scores, selection->count);
  }
  return node.setResults({indices, scores, selection->count});
}

/// More selections than this would make graphs that nobody wants.
static constexpr int64_t kMaxSelections = 4096;

/// Part `[first, first + 1)` of the leading dimension, without that.
static Value takeFirst(NodeContext &node, Value value, int64_t first) {
  if (!value)
    return {};
  int64_t rank = node.getType(value).getRank();
  SmallVector<int64_t> begin(rank, 0), size(rank, -1), strides(rank, 1);
  begin[0] = first;
  size[0] = 1;
  Value part = node.create<SliceOp>(value, {node.intsAttr("begin", begin),
                                            node.intsAttr("size", size),
                                            node.intsAttr("strides", strides)});
  return node.create<SqueezeOp>(part, node.intsAttr("axes", {0}));
}

namespace {
/// What CombinedNonMaxSuppression selects from: of images and classes, the
/// boxes, which are either each class's own or those of all.
struct Candidates {
  /// [images, classes or 1, count, 4] and [images, classes, count]
  Value boxes, scores;
  int64_t images, classes, count;
  bool sharesBoxes;
  /// How many boxes a class may have, and the results have places for.
  int64_t limit, places;
};

/// The selected boxes of an image: [places, 4], [places], [places] and a
/// number.
struct Detections {
  Value boxes, scores, classes, count;
};
} // namespace

/// Selects from the boxes and scores of one image.
static Detections detect(NodeContext &node, const Candidates &candidates,
                         Value boxes, Value scores) {
  Type f32 = node.getBuilder().getF32Type(),
       i32 = node.getBuilder().getI32Type();
  int64_t limit = candidates.limit, places = candidates.places;
  // Behind the selected boxes of a class stand places with no score.
  Value none = node.scalar(f32, -std::numeric_limits<double>::infinity());
  SmallVector<Value> allBoxes, allScores, allClasses;
  Value total;
  Value numbers = node.positions(limit, i32);
  for (int64_t i = 0; i < candidates.classes && !node.hasFailed(); ++i) {
    Value own = takeFirst(node, boxes, candidates.sharesBoxes ? 0 : i);
    SmallVector<Value> selected = node.createResults<NonMaxSuppressionOp>(
        3,
        {own, takeFirst(node, scores, i), node.getInput(4), node.getInput(5),
         node.scalar(f32, 0)},
        node.intAttr("max_outputs", limit),
        {RankedTensorType::get(limit, i32), RankedTensorType::get(limit, f32),
         RankedTensorType::get({}, i32)});
    Value isThere = node.compare(Predicate::LT, numbers, selected[2]);
    allScores.push_back(node.create<SelectOp>({isThere, selected[1], none}));
    allBoxes.push_back(node.create<GatherOp>(
        {own, selected[0]},
        {node.intAttr("axis", 0), node.intAttr("batch_dims", 0)}));
    Value number = node.scalar(f32, i);
    allClasses.push_back(node.createTyped<BroadcastToOp>(
        RankedTensorType::get(limit, f32), number));
    total = total ? node.create<AddOp>({total, selected[2]}) : selected[2];
  }
  NamedAttribute first = node.intAttr("axis", 0);
  int64_t available = limit * candidates.classes;
  int64_t taken = std::min(places, available);
  SmallVector<Value> best = node.createResults<TopKOp>(
      2, node.create<ConcatOp>(allScores, first), node.intAttr("k", taken),
      {RankedTensorType::get(taken, f32), RankedTensorType::get(taken, i32)});
  Detections result;
  result.count = node.create<MinimumOp>({total, node.scalar(i32, places)});
  Value isThere = node.compare(Predicate::GT, best[0], none);
  Value zero = node.scalar(f32, 0);
  auto finish = [&](Value values, int64_t rank) {
    Value mask = isThere;
    if (rank == 2)
      mask = node.create<ExpandDimsOp>(mask, node.intAttr("axis", 1));
    values = node.create<SelectOp>({mask, values, zero});
    if (taken == places)
      return values;
    SmallVector<int64_t> low(rank, 0), high(rank, 0);
    high[0] = places - taken;
    Builder &b = node.getBuilder();
    return node.create<PadOp>(
        values, {node.intsAttr("low", low), node.intsAttr("high", high),
                 b.getNamedAttr("value", b.getF32FloatAttr(0))});
  };
  auto pickBest = [&](ArrayRef<Value> parts) {
    return node.create<GatherOp>(
        {node.create<ConcatOp>(parts, first), best[1]},
        {node.intAttr("axis", 0), node.intAttr("batch_dims", 0)});
  };
  result.boxes = finish(pickBest(allBoxes), 2);
  result.scores = finish(best[0], 1);
  result.classes = finish(pickBest(allClasses), 1);
  return result;
}

/// Selects from a number of images that only running tells, one after the
/// other.
static SmallVector<Value> detectEach(NodeContext &node,
                                     const Candidates &candidates) {
  OpBuilder &builder = node.getOpBuilder();
  Type f32 = builder.getF32Type(), i64 = builder.getI64Type();
  NamedAttribute first = node.intAttr("axis", 0);
  Value images = node.getSize(node.getInput(1), 0);
  auto join = [&](Value size, ArrayRef<int64_t> others) {
    size = node.reshape(size, {1});
    return others.empty()
               ? size
               : node.create<ConcatOp>({size, node.ints(others, i64)}, first);
  };
  SmallVector<Value> carried = {node.scalar(i64, 0)};
  int64_t places = candidates.places;
  for (auto [sizes, type] :
       std::initializer_list<std::pair<SmallVector<int64_t>, Type>>{
           {{places, 4}, f32},
           {{places}, f32},
           {{places}, f32},
           {{}, builder.getI32Type()}}) {
    SmallVector<int64_t> shape = {ShapedType::kDynamic};
    shape.append(sizes);
    carried.push_back(
        node.createTyped<FillOp>(RankedTensorType::get(shape, type),
                                 {join(images, sizes), node.scalar(type, 0)}));
  }
  if (node.hasFailed())
    return SmallVector<Value>(4);
  auto test = [&](OpBuilder &b, Location loc, ValueRange values) {
    Value isImage = node.compare(Predicate::LT, values[0], images);
    isImage = tensor::ExtractOp::create(b, loc, isImage, ValueRange());
    scf::ConditionOp::create(b, loc, isImage, values);
  };
  auto turn = [&](OpBuilder &b, Location loc, ValueRange values) {
    auto take = [&](Value from) {
      SmallVector<int64_t> shape(node.getType(from).getShape());
      SmallVector<int64_t> begin(shape.size() - 1, 0), size(begin.size(), -1);
      shape[0] = 1;
      Value part = node.createTyped<DynamicSliceOp>(
          node.getType(from).clone(shape),
          {from, join(values[0], begin), join(node.scalar(i64, 1), size)});
      return node.create<SqueezeOp>(part, node.intsAttr("axes", {0}));
    };
    Detections found = detect(node, candidates, take(candidates.boxes),
                              take(candidates.scores));
    std::array<Value, 4> parts = {found.boxes, found.scores, found.classes,
                                  found.count};
    SmallVector<Value> next = {
        node.create<AddOp>({values[0], node.scalar(i64, 1)})};
    for (auto [into, part] : llvm::zip_equal(values.drop_front(), parts)) {
      SmallVector<int64_t> begin(node.getType(into).getRank() - 1, 0);
      next.push_back(node.create<DynamicUpdateSliceOp>(
          {into, node.create<ExpandDimsOp>(part, first),
           join(values[0], begin)}));
    }
    // After an error, types that fit are all that is asked for.
    scf::YieldOp::create(b, loc, node.hasFailed() ? values : ValueRange(next));
  };
  auto loop =
      scf::WhileOp::create(builder, node.getLoc(),
                           ValueRange(carried).getTypes(), carried, test, turn);
  return llvm::to_vector_of<Value>(loop.getResults().drop_front());
}

/// Selects boxes for each class of each image, and keeps the best of all
/// classes.
static LogicalResult importCombined(NodeContext &node) {
  int64_t perClass = node.getConstantInt(2, "max_output_size_per_class");
  int64_t total = node.getConstantInt(3, "max_total_size");
  bool pads = node.getBool("pad_per_class", false);
  bool clips = node.getBool("clip_boxes", true);
  if (node.hasFailed() || !node.checkRank(0, 4) || !node.checkRank(1, 3))
    return failure();
  ArrayRef<int64_t> shape = node.getShape(1);
  // What is not known of the boxes is as in their scores.
  auto fits = [&](int64_t dim, int64_t size) {
    int64_t own = node.getShape(0)[dim];
    return ShapedType::isDynamic(own) || ShapedType::isDynamic(size) ||
           own == size;
  };
  int64_t own = node.getShape(0)[2];
  if (ShapedType::isDynamic(shape[2]) || ShapedType::isDynamic(own))
    return node.emitError() << "has an unknown number of classes";
  Candidates candidates;
  candidates.images = shape[0];
  candidates.count = shape[1];
  candidates.classes = shape[2];
  candidates.sharesBoxes = own == 1;
  if (!fits(0, shape[0]) || !fits(1, shape[1]) ||
      (own != 1 && own != shape[2]) || !fits(3, 4))
    return node.emitError()
           << "has boxes and scores that do not fit each other";
  if (perClass < 1 || perClass > 1 << 20 || total < 1 || total > 1 << 20)
    return node.emitError() << "selects " << perClass << " boxes a class and "
                            << total << " in all";
  bool hasCount = !ShapedType::isDynamic(candidates.count);
  bool hasImages = !ShapedType::isDynamic(candidates.images);
  int64_t images = hasImages ? candidates.images : 1;
  if (images < 1 || candidates.classes < 1 ||
      (hasCount && candidates.count < 1) ||
      images * candidates.classes > kMaxSelections)
    return node.emitError() << "selects for " << candidates.classes
                            << " classes of " << images << " images";
  candidates.limit = hasCount ? std::min(perClass, candidates.count) : perClass;
  candidates.places =
      pads ? std::min(total, perClass * candidates.classes) : total;
  candidates.boxes = node.create<TransposeOp>(
      node.getInput(0), node.intsAttr("permutation", {0, 2, 1, 3}));
  candidates.scores = node.create<TransposeOp>(
      node.getInput(1), node.intsAttr("permutation", {0, 2, 1}));
  SmallVector<Value> results;
  if (hasImages) {
    SmallVector<Value> parts[4];
    for (int64_t image = 0; image < images; ++image) {
      Detections found =
          detect(node, candidates, takeFirst(node, candidates.boxes, image),
                 takeFirst(node, candidates.scores, image));
      std::array<Value, 4> values = {found.boxes, found.scores, found.classes,
                                     found.count};
      for (auto [list, value] : llvm::zip_equal(parts, values))
        list.push_back(
            node.create<ExpandDimsOp>(value, node.intAttr("axis", 0)));
    }
    for (ArrayRef<Value> list : parts)
      results.push_back(node.create<ConcatOp>(list, node.intAttr("axis", 0)));
  } else {
    results = detectEach(node, candidates);
  }
  if (clips) {
    Type f32 = node.getBuilder().getF32Type();
    results[0] = node.create<MaximumOp>({results[0], node.scalar(f32, 0)});
    results[0] = node.create<MinimumOp>({results[0], node.scalar(f32, 1)});
  }
  return node.setResults(results);
}

void tf::registerDetectionOps(OpRegistry &registry) {
  registry.add("NonMaxSuppression", 3, importFirst, "selected_indices");
  registry.add("NonMaxSuppressionV2", 4, importCut<false>, "selected_indices");
  registry.add("NonMaxSuppressionV3", 5, importCut<true>, "selected_indices");
  registry.add("NonMaxSuppressionV4", 5, importV4,
               "selected_indices,valid_outputs");
  registry.add("NonMaxSuppressionV5", 6, importV5,
               "selected_indices,selected_scores,valid_outputs");
  registry.add("CombinedNonMaxSuppression", 6, importCombined,
               "nmsed_boxes,nmsed_scores,nmsed_classes,valid_detections");
  registry.add("NonMaxSuppressionWithOverlaps", 5, importCut<true, true>,
               "selected_indices");
}
