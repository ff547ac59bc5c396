//===- ColorOps.cpp - Colors of images ------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Contrast, hue and saturation, of which the last dimension is red, green and
// blue.
//
//===----------------------------------------------------------------------===//

#include "../NodeContext.h"
#include "nn/Dialect/NN/IR/NNArithmeticOps.h"
#include "nn/Dialect/NN/IR/NNBinaryOps.h"
#include "nn/Dialect/NN/IR/NNLogicalOps.h"
#include "nn/Dialect/NN/IR/NNReductionOps.h"
#include "nn/Dialect/NN/IR/NNShapeOps.h"
#include <array>

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

using Channels = std::array<Value, 3>;

/// The three channels of an image, each with a last dimension of 1.
static Channels split(NodeContext &node) {
  int64_t rank = node.getRank(0);
  if (rank < 1 || (node.getShape(0).back() != 3 &&
                   !ShapedType::isDynamic(node.getShape(0).back()))) {
    node.emitError() << "input 0 has no last dimension of 3";
    return {};
  }
  Channels channels;
  for (auto [i, channel] : llvm::enumerate(channels)) {
    SmallVector<int64_t> begin(rank, 0), size(rank, -1), strides(rank, 1);
    begin.back() = i;
    size.back() = 1;
    channel = node.create<SliceOp>(node.getInput(0),
                                   {node.intsAttr("begin", begin),
                                    node.intsAttr("size", size),
                                    node.intsAttr("strides", strides)});
  }
  return channels;
}

static Value join(NodeContext &node, const Channels &channels) {
  return node.create<ConcatOp>(ValueRange(ArrayRef<Value>(channels)),
                               node.intAttr("axis", node.getRank(0) - 1));
}

static Value clampToUnit(NodeContext &node, Value value) {
  return node.create<MinimumOp>(
      {node.create<MaximumOp>({value, node.scalar(0)}), node.scalar(1)});
}

/// Hue, saturation and value, each in [0, 1].
static Channels toHsv(NodeContext &node, const Channels &rgb) {
  auto [red, green, blue] = rgb;
  Value zero = node.scalar(0);
  Value most =
      node.create<MaximumOp>({red, node.create<MaximumOp>({green, blue})});
  Value least =
      node.create<MinimumOp>({red, node.create<MinimumOp>({green, blue})});
  Value range = node.create<SubOp>({most, least});
  Value hasValue = node.compare(Predicate::GT, most, zero);
  Value hasHue = node.compare(Predicate::GT, range, zero);
  Value saturation = node.create<SelectOp>(
      {hasValue, node.create<DivOp>({range, most}), zero});
  Value unit = node.create<DivOp>(
      {node.scalar(1), node.create<MulOp>({range, node.scalar(6)})});
  auto sector = [&](Value lhs, Value rhs, double base) {
    Value part = node.create<MulOp>({unit, node.create<SubOp>({lhs, rhs})});
    return base == 0 ? part : node.create<AddOp>({part, node.scalar(base)});
  };
  Value isRed = node.compare(Predicate::EQ, red, most);
  Value isGreen = node.compare(Predicate::EQ, green, most);
  Value hue = node.create<SelectOp>(
      {isRed, sector(green, blue, 0),
       node.create<SelectOp>({isGreen, sector(blue, red, 2.0 / 6),
                              sector(red, green, 4.0 / 6)})});
  hue = node.create<SelectOp>({hasHue, hue, zero});
  Value turned = node.create<AddOp>({hue, node.scalar(1)});
  hue = node.create<SelectOp>(
      {node.compare(Predicate::LT, hue, zero), turned, hue});
  return {hue, saturation, most};
}

static Channels toRgb(NodeContext &node, const Channels &hsv) {
  Value hue = hsv[0], saturation = hsv[1], value = hsv[2];
  Value angle = node.create<MulOp>({hue, node.scalar(6)});
  Value pale = node.create<SubOp>({node.scalar(1), saturation});
  auto channel = [&](double center, bool isAway) {
    Value distance =
        node.create<AbsOp>(node.create<SubOp>({angle, node.scalar(center)}));
    Value share = isAway ? node.create<SubOp>({distance, node.scalar(1)})
                         : node.create<SubOp>({node.scalar(2), distance});
    share = clampToUnit(node, share);
    return node.create<MulOp>(
        {node.create<AddOp>({pale, node.create<MulOp>({saturation, share})}),
         value});
  };
  return {channel(3, true), channel(2, false), channel(4, false)};
}

static LogicalResult importRgbToHsv(NodeContext &node) {
  Channels rgb = split(node);
  if (node.hasFailed())
    return failure();
  return node.setResult(join(node, toHsv(node, rgb)));
}

static LogicalResult importHsvToRgb(NodeContext &node) {
  Channels hsv = split(node);
  if (node.hasFailed())
    return failure();
  return node.setResult(join(node, toRgb(node, hsv)));
}

/// An input that is a number, in the image's element type.
static Value getFactor(NodeContext &node) {
  Type type = node.getType(0).getElementType();
  Value factor = node.getInput(1);
  if (node.getType(1).getElementType() == type)
    return factor;
  return node.createTyped<CastOp>(node.getType(1).clone(type), factor);
}

/// Hues go around: what is beyond 1 begins again at 0.
static LogicalResult importAdjustHue(NodeContext &node) {
  Channels rgb = split(node);
  if (node.hasFailed() || !node.checkRank(1, 0))
    return failure();
  Channels hsv = toHsv(node, rgb);
  hsv[0] = node.create<FloorModOp>(
      {node.create<AddOp>({hsv[0], getFactor(node)}), node.scalar(1)});
  return node.setResult(join(node, toRgb(node, hsv)));
}

static LogicalResult importAdjustSaturation(NodeContext &node) {
  Channels rgb = split(node);
  if (node.hasFailed() || !node.checkRank(1, 0))
    return failure();
  Channels hsv = toHsv(node, rgb);
  hsv[1] = clampToUnit(node, node.create<MulOp>({hsv[1], getFactor(node)}));
  return node.setResult(join(node, toRgb(node, hsv)));
}

/// The distance to the mean of each channel, times the factor; of f16 in f32.
static LogicalResult importAdjustContrast(NodeContext &node) {
  int64_t rank = node.getRank(0);
  if (rank < 3)
    return node.emitError()
           << "input 0 has rank " << rank << " instead of 3 or more";
  if (!node.checkRank(1, 0))
    return failure();
  RankedTensorType type = node.getType(0);
  Type f32 = node.getBuilder().getF32Type();
  Value image = node.getInput(0), factor = node.getInput(1);
  if (type.getElementType() != f32)
    image = node.createTyped<CastOp>(type.clone(f32), image);
  Value mean = node.create<ReduceMeanOp>(
      image, {node.intsAttr("axes", {rank - 3, rank - 2}),
              node.boolAttr("keep_dims", true)});
  Value result = node.create<AddOp>(
      {node.create<MulOp>({node.create<SubOp>({image, mean}), factor}), mean});
  if (type.getElementType() != f32)
    result = node.createTyped<CastOp>(type, result);
  return node.setResult(result);
}

void tf::registerColorOps(OpRegistry &registry) {
  registry.add("AdjustContrastv2", 2, importAdjustContrast);
  registry.add("AdjustHue", 2, importAdjustHue);
  registry.add("AdjustSaturation", 2, importAdjustSaturation);
  registry.add("HSVToRGB", 1, importHsvToRgb);
  registry.add("RGBToHSV", 1, importRgbToHsv);
}
