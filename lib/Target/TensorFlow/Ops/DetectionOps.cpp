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

void tf::registerDetectionOps(OpRegistry &registry) {
  registry.add("NonMaxSuppression", 3, importFirst, "selected_indices");
  registry.add("NonMaxSuppressionV2", 4, importCut<false>, "selected_indices");
  registry.add("NonMaxSuppressionV3", 5, importCut<true>, "selected_indices");
  registry.add("NonMaxSuppressionV4", 5, importV4,
               "selected_indices,valid_outputs");
  registry.add("NonMaxSuppressionV5", 6, importV5,
               "selected_indices,selected_scores,valid_outputs");
  registry.add("NonMaxSuppressionWithOverlaps", 5, importCut<true, true>,
               "selected_indices");
}
