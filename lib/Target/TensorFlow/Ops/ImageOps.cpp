//===- ImageOps.cpp - Patches and crops of images -------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Patches, which are strided slices side by side, and crops, which are gathers
// at places that boxes give.
//
//===----------------------------------------------------------------------===//

#include "Window.h"
#include "nn/Dialect/NN/IR/NNArithmeticOps.h"
#include "nn/Dialect/NN/IR/NNBinaryOps.h"
#include "nn/Dialect/NN/IR/NNGatherOps.h"
#include "nn/Dialect/NN/IR/NNLogicalOps.h"
#include "nn/Dialect/NN/IR/NNReductionOps.h"
#include "nn/Dialect/NN/IR/NNShapeOps.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

/// Extracts patches of an image or a volume: each place of the window in it
/// becomes a row of the window's elements.
template <unsigned rank>
static LogicalResult importExtractPatches(NodeContext &node) {
  SmallVector<int64_t> ksizes = node.getInts("ksizes");
  SmallVector<int64_t> rates =
      node.getInts("rates", SmallVector<int64_t>(rank + 2, 1));
  if (node.hasFailed() || !node.checkRank(0, rank + 2))
    return failure();
  if (ksizes.size() != rank + 2 || rates.size() != rank + 2)
    return node.emitError()
           << "'ksizes' and 'rates' must have " << rank + 2 << " elements";
  Window window(rank);
  window.readSteps(node, /*hasDilations=*/false);
  window.dilations = SmallVector<int64_t>(window.getSpatial(rates));
  ArrayRef<int64_t> size = window.getSpatial(ksizes);
  int64_t elements = 1;
  for (unsigned i = 0; i < rank; ++i) {
    for (int64_t value : {size[i], window.dilations[i]})
      if (value < 1 || value > 1024)
        return node.emitError() << "has a size or rate of " << value;
    elements *= size[i];
    if (elements > 4096)
      return node.emitError() << "has windows of more than 4096 elements";
  }
  window.readPadding(node, window.getSpatial(node.getShape(0)), size);
  if (node.hasFailed())
    return failure();
  ArrayRef<int64_t> image = window.getSpatial(node.getShape(0));
  if (ShapedType::isDynamicShape(image))
    return node.emitError() << "has images of unknown size";
  SmallVector<int64_t> low = {0}, high = {0}, count = {-1}, strides = {1};
  for (unsigned i = 0; i < rank; ++i) {
    low.push_back(window.padding[2 * i]);
    high.push_back(window.padding[2 * i + 1]);
    strides.push_back(window.strides[i]);
  }
  low.push_back(0);
  high.push_back(0);
  strides.push_back(1);
  llvm::append_range(count, window.getPlaces(image, size));
  count.push_back(-1);
  NamedAttribute zero = node.getBuilder().getNamedAttr(
      "value", node.getBuilder().getZeroAttr(node.getType(0).getElementType()));
  Value padded =
      node.create<PadOp>(node.getInput(0), {node.intsAttr("low", low),
                                            node.intsAttr("high", high), zero});
  SmallVector<Value> parts;
  for (int64_t element = 0; element < elements && !node.hasFailed();
       ++element) {
    SmallVector<int64_t> begin(rank + 2, 0);
    for (int64_t i = rank - 1, rest = element; i >= 0; --i) {
      begin[i + 1] = rest % size[i] * window.dilations[i];
      rest /= size[i];
    }
    parts.push_back(node.create<SliceOp>(
        padded, {node.intsAttr("begin", begin), node.intsAttr("size", count),
                 node.intsAttr("strides", strides)}));
  }
  return node.setResult(
      node.create<ConcatOp>(parts, node.intAttr("axis", rank + 1)));
}

//===----------------------------------------------------------------------===//
// Crops
//===----------------------------------------------------------------------===//

namespace {
/// The places along one axis that crops are taken from, [boxes, size] each.
struct CropAxis {
  /// Where each is, as f32, and whether that is within the image.
  Value places, isWithin;
  /// The size of the image, as f32, less one.
  Value last;
};
} // namespace

/// Column `index` of the boxes: [boxes, 1].
static Value getEdge(NodeContext &node, int64_t index) {
  return node.create<SliceOp>(node.getInput(1),
                              {node.intsAttr("begin", {0, index}),
                               node.intsAttr("size", {-1, 1}),
                               node.intsAttr("strides", {1, 1})});
}

static CropAxis getCropAxis(NodeContext &node, int64_t axis, int64_t size) {
  Type f32 = node.getBuilder().getF32Type();
  CropAxis crop;
  Value low = getEdge(node, axis - 1), high = getEdge(node, axis + 1);
  int64_t from = node.getShape(0)[axis];
  if (ShapedType::isDynamic(from))
    crop.last = node.create<SubOp>(
        {node.castTo(node.getSize(node.getInput(0), axis), f32),
         node.scalar(f32, 1)});
  else
    crop.last = node.scalar(f32, double(from) - 1);
  if (size > 1) {
    Value scale = node.create<DivOp>(
        {node.create<MulOp>({node.create<SubOp>({high, low}), crop.last}),
         node.scalar(f32, double(size) - 1)});
    SmallVector<float> steps;
    for (int64_t i = 0; i < size; ++i)
      steps.push_back(i);
    Value step = node.constant(cast<ElementsAttr>(DenseElementsAttr::get(
        RankedTensorType::get({size}, f32), ArrayRef<float>(steps))));
    crop.places = node.create<AddOp>({node.create<MulOp>({low, crop.last}),
                                      node.create<MulOp>({scale, step})});
  } else {
    Value middle = node.create<MulOp>(
        {node.create<AddOp>({low, high}), node.scalar(f32, 0.5)});
    crop.places = node.create<MulOp>({middle, crop.last});
  }
  crop.isWithin = node.create<LogicalAndOp>(
      {node.compare(Predicate::GE, crop.places, node.scalar(f32, 0)),
       node.compare(Predicate::LE, crop.places, crop.last)});
  return crop;
}

/// Whole places as indices within the image, shaped to broadcast as the axis of
/// [boxes, height, width, 1].
static Value toIndex(NodeContext &node, Value places, const CropAxis &crop,
                     int64_t axis, int64_t boxes, int64_t size) {
  Type f32 = node.getBuilder().getF32Type();
  Value clamped = node.create<MaximumOp>(
      {node.create<MinimumOp>({places, crop.last}), node.scalar(f32, 0)});
  if (!clamped)
    return {};
  Value index = node.createTyped<CastOp>(
      node.getType(clamped).clone(node.getBuilder().getI32Type()), clamped);
  if (axis == 1)
    return node.reshape(index, {boxes, size, 1, 1});
  return node.reshape(index, {boxes, 1, size, 1});
}

/// For each box a part of one of the images, resized. What lies beyond an image
/// is `extrapolation_value`.
static LogicalResult importCropAndResize(NodeContext &node) {
  StringRef method = node.getString("method", "bilinear");
  float beyond = node.getFloat("extrapolation_value", 0);
  SmallVector<int64_t> size = node.getConstantInts(3, "crop_size");
  if (node.hasFailed() || !node.checkRank(0, 4) || !node.checkRank(1, 2) ||
      !node.checkRank(2, 1))
    return failure();
  if (method != "bilinear" && method != "nearest")
    return node.emitError() << "method '" << method << "' is not supported";
  if (size.size() != 2 || size[0] < 1 || size[1] < 1 || size[0] > 1 << 16 ||
      size[1] > 1 << 16)
    return node.emitError() << "input 3 (crop_size) is not two positive sizes";
  ArrayRef<int64_t> image = node.getShape(0);
  for (int64_t dim : image.slice(1, 2))
    if (!ShapedType::isDynamic(dim) && (dim < 1 || dim > 1 << 24))
      return node.emitError() << "has images of no size, or too large";
  int64_t boxes = node.getShape(1)[0];
  Type f32 = node.getBuilder().getF32Type();
  Type i32 = node.getBuilder().getI32Type();
  CropAxis y = getCropAxis(node, 1, size[0]), x = getCropAxis(node, 2, size[1]);
  Value batch = node.getInput(2);
  if (node.getType(2).getElementType() != i32)
    batch = node.createTyped<CastOp>(node.getType(2).clone(i32), batch);
  batch = node.reshape(batch, {boxes, 1, 1, 1});

  // The elements at one place along each axis.
  Value blank = node.scalar(i32, 0);
  auto pick = [&](Value rows, Value columns) -> Value {
    Value row = toIndex(node, rows, y, 1, boxes, size[0]);
    Value column = toIndex(node, columns, x, 2, boxes, size[1]);
    // All indices in the shape of the crops.
    Value none = node.create<MulOp>({node.create<AddOp>({row, column}), blank});
    SmallVector<Value> indices = {node.create<AddOp>({none, batch}),
                                  node.create<AddOp>({none, row}),
                                  node.create<AddOp>({none, column})};
    Value all = node.create<ConcatOp>(indices, node.intAttr("axis", 3));
    Value picked = node.create<GatherNdOp>({node.getInput(0), all});
    if (!picked || node.getType(picked).getElementType() == f32)
      return picked;
    return node.createTyped<CastOp>(node.getType(picked).clone(f32), picked);
  };
  auto weightOf = [&](Value places, Value floor, ArrayRef<int64_t> shape) {
    return node.reshape(node.create<SubOp>({places, floor}), shape);
  };
  Value result;
  if (method == "nearest") {
    // Halves away from zero; no place that matters is negative.
    auto nearest = [&](Value places) {
      return node.create<FloorOp>(
          node.create<AddOp>({places, node.scalar(f32, 0.5)}));
    };
    result = pick(nearest(y.places), nearest(x.places));
  } else {
    Value top = node.create<FloorOp>(y.places);
    Value bottom = node.create<CeilOp>(y.places);
    Value left = node.create<FloorOp>(x.places);
    Value right = node.create<CeilOp>(x.places);
    Value across = weightOf(x.places, left, {boxes, 1, size[1], 1});
    Value down = weightOf(y.places, top, {boxes, size[0], 1, 1});
    auto blend = [&](Value first, Value second, Value weight) {
      return node.create<AddOp>(
          {first,
           node.create<MulOp>({node.create<SubOp>({second, first}), weight})});
    };
    result =
        blend(blend(pick(top, left), pick(top, right), across),
              blend(pick(bottom, left), pick(bottom, right), across), down);
  }
  Value isWithin = node.create<LogicalAndOp>(
      {node.reshape(y.isWithin, {boxes, size[0], 1, 1}),
       node.reshape(x.isWithin, {boxes, 1, size[1], 1})});
  return node.setResult(
      node.create<SelectOp>({isWithin, result, node.scalar(f32, beyond)}));
}

/// The colors that the first version takes in turn: yellow, blue, red, lime,
/// purple, olive, maroon, navy, aqua and fuchsia. The first channel of gray
/// images is 1 in all of them.
static Value makeBoxColors(NodeContext &node, int64_t depth) {
  static constexpr float kColors[10][4] = {
      {1, 1, 0, 1},     {0, 0, 1, 1},     {1, 0, 0, 1},   {0, 1, 0, 1},
      {0.5, 0, 0.5, 1}, {0.5, 0.5, 0, 1}, {0.5, 0, 0, 1}, {0, 0, 0.5, 1},
      {0, 1, 1, 1},     {1, 0, 1, 1}};
  SmallVector<float> elements;
  for (auto &color : kColors)
    for (int64_t i = 0; i < depth; ++i)
      elements.push_back(depth == 1 ? 1 : color[i]);
  auto type =
      RankedTensorType::get({10, depth}, node.getBuilder().getF32Type());
  return node.constant(cast<ElementsAttr>(
      DenseElementsAttr::get(type, ArrayRef<float>(elements))));
}

/// Draws the edges of boxes: a pixel takes the color of the last box that has
/// it on an edge. Inverted boxes are not drawn.
static LogicalResult importDrawBoundingBoxes(NodeContext &node) {
  if (!node.checkRank(0, 4) || !node.checkRank(1, 3))
    return failure();
  ArrayRef<int64_t> shape = node.getShape(0);
  int64_t height = shape[1], width = shape[2], depth = shape[3];
  ArrayRef<int64_t> boxes = node.getShape(1);
  int64_t count = boxes[1];
  if (!ShapedType::isDynamic(boxes[2]) && boxes[2] != 4)
    return node.emitError()
           << "has boxes of " << boxes[2] << " numbers instead of 4";
  if (!ShapedType::isDynamic(shape[0]) && !ShapedType::isDynamic(boxes[0]) &&
      shape[0] != boxes[0])
    return node.emitError()
           << "has boxes of " << boxes[0] << " images for " << shape[0];
  if (llvm::is_contained(shape.drop_front(), ShapedType::kDynamic) ||
      ShapedType::isDynamic(count))
    return node.emitError() << "has images or boxes of unknown size";
  if (depth < 1 || depth > 4)
    return node.emitError() << "has images of " << depth << " channels";
  if (ShapedType::isDynamic(shape[0]) || ShapedType::isDynamic(boxes[0]))
    node.createAssert(node.compare(Predicate::EQ,
                                   node.getSize(node.getInput(0), 0),
                                   node.getSize(node.getInput(1), 0)),
                      "expected boxes of as many images as there are");
  if (count == 0)
    return node.setResult(node.getInput(0));
  Builder &b = node.getBuilder();
  Type f32 = b.getF32Type(), i32 = b.getI32Type();
  bool hasColors = node.getNumInputs() == 3;
  Value colors = hasColors ? node.getInput(2) : makeBoxColors(node, depth);
  if (hasColors && !node.checkRank(2, 2))
    return failure();
  int64_t numColors = hasColors ? node.getShape(2)[0] : 10;
  if (hasColors && (ShapedType::isDynamic(numColors) || numColors < 1 ||
                    node.getShape(2)[1] < depth))
    return node.emitError()
           << "input 2 has no color for " << depth << " channels";
  if (hasColors && node.getShape(2)[1] > depth)
    colors = node.create<SliceOp>(colors, {node.intsAttr("begin", {0, 0}),
                                           node.intsAttr("size", {-1, depth}),
                                           node.intsAttr("strides", {1, 1})});
  // Corner `i` of the boxes as a row or column: [batch, boxes, 1, 1].
  auto getCorner = [&](int64_t i, int64_t size) -> Value {
    Value part = node.create<SliceOp>(node.getInput(1),
                                      {node.intsAttr("begin", {0, 0, i}),
                                       node.intsAttr("size", {-1, -1, 1}),
                                       node.intsAttr("strides", {1, 1, 1})});
    part = node.create<ExpandDimsOp>(part, node.intAttr("axis", 3));
    part = node.create<MulOp>({part, node.scalar(f32, size - 1)});
    return part ? node.createTyped<CastOp>(node.getType(part).clone(i32), part)
                : Value();
  };
  Value top = getCorner(0, height), left = getCorner(1, width);
  Value bottom = getCorner(2, height), right = getCorner(3, width);
  Value row = node.reshape(node.positions(height, i32), {height, 1});
  Value column = node.positions(width, i32);
  auto both = [&](Value lhs, Value rhs) {
    return node.create<LogicalAndOp>({lhs, rhs});
  };
  auto isIn = [&](Value value, Value low, Value high) {
    return both(node.compare(Predicate::GE, value, low),
                node.compare(Predicate::LE, value, high));
  };
  auto isEither = [&](Value value, Value low, Value high) {
    return node.create<LogicalOrOp>({node.compare(Predicate::EQ, value, low),
                                     node.compare(Predicate::EQ, value, high)});
  };
  // That a pixel is between two sides implies that the box is not inverted
  // that way; of a box inverted the other way nothing is between.
  Value onEdge = node.create<LogicalOrOp>(
      {both(isEither(row, top, bottom), isIn(column, left, right)),
       both(isEither(column, left, right), isIn(row, top, bottom))});
  onEdge = both(onEdge, both(node.compare(Predicate::LE, top, bottom),
                             node.compare(Predicate::LE, left, right)));
  Value number = node.reshape(
      node.create<AddOp>({node.positions(count, i32), node.scalar(i32, 1)}),
      {count, 1, 1});
  Value last = node.create<ReduceMaxOp>(
      node.create<SelectOp>({onEdge, number, node.scalar(i32, 0)}),
      node.intsAttr("axes", {1}));
  Value isDrawn = node.create<ExpandDimsOp>(
      node.compare(Predicate::GT, last, node.scalar(i32, 0)),
      node.intAttr("axis", 3));
  Value turn = node.create<FloorModOp>(
      {node.create<MaximumOp>({node.create<SubOp>({last, node.scalar(i32, 1)}),
                               node.scalar(i32, 0)}),
       node.scalar(i32, numColors)});
  Value color = node.create<GatherOp>(
      {colors, turn}, {node.intAttr("axis", 0), node.intAttr("batch_dims", 0)});
  Type elementType = node.getType(0).getElementType();
  if (color && node.getType(color).getElementType() != elementType)
    color =
        node.createTyped<CastOp>(node.getType(color).clone(elementType), color);
  return node.setResult(
      node.create<SelectOp>({isDrawn, color, node.getInput(0)}));
}

void tf::registerImageOps(OpRegistry &registry) {
  registry.add("DrawBoundingBoxes", 2, importDrawBoundingBoxes);
  registry.add("DrawBoundingBoxesV2", 3, importDrawBoundingBoxes);
  registry.add("CropAndResize", 4, importCropAndResize, "crops");
  registry.add("ExtractImagePatches", 1, importExtractPatches<2>, "patches");
  registry.add("ExtractVolumePatches", 1, importExtractPatches<3>, "patches");
}
