//===- ImageOps.cpp - Resizing of images --------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Image resizing has no op of nn: it is made of gathers with constant indices
// and of interpolation.
//
//===----------------------------------------------------------------------===//

#include "Window.h"
#include <cmath>

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

namespace {
/// How the places of a resized image lie in the original one.
struct Resize {
  bool alignCorners = false;
  bool halfPixelCenters = false;
  /// Height and width.
  int64_t to[2];
};
} // namespace

/// TensorFlow computes places in f32, and so do we, to round as it does.
static float getScale(const Resize &resize, int64_t from, int64_t to) {
  if (resize.alignCorners && to > 1)
    return float(from - 1) / float(to - 1);
  return float(from) / float(to);
}

static bool readResize(NodeContext &node, Resize &resize) {
  SmallVector<int64_t> size = node.getConstantInts(1, "size");
  resize.alignCorners = node.getBool("align_corners", false);
  resize.halfPixelCenters = node.getBool("half_pixel_centers", false);
  if (node.hasFailed() || !node.checkRank(0, 4))
    return false;
  if (size.size() != 2 || size[0] < 1 || size[1] < 1 || size[0] > 1 << 20 ||
      size[1] > 1 << 20) {
    node.emitError() << "input 1 (size) is not two positive sizes";
    return false;
  }
  for (int64_t dim : node.getShape(0).slice(1, 2))
    if (ShapedType::isDynamic(dim) || dim < 1 || dim > 1 << 24) {
      node.emitError() << "resizes an image whose size is not known, or zero";
      return false;
    }
  std::copy(size.begin(), size.end(), resize.to);
  return true;
}

/// Picks places along height (axis 1) or width (axis 2).
static Value pick(NodeContext &node, Value image, int64_t axis,
                  ArrayRef<int64_t> places) {
  return node.create<GatherOp>(
      {image, node.ints(places, node.getBuilder().getI32Type())},
      node.intAttr("axis", axis));
}

/// low + (high - low) * weight along one axis.
static Value interpolate(NodeContext &node, Value image, int64_t axis,
                         const Resize &resize) {
  int64_t from = node.getShape(0)[axis];
  int64_t to = resize.to[axis - 1];
  float scale = getScale(resize, from, to);
  SmallVector<int64_t> low, high;
  SmallVector<float> weights;
  for (int64_t i = 0; i < to; ++i) {
    float place = resize.halfPixelCenters ? (float(i) + 0.5f) * scale - 0.5f
                                          : float(i) * scale;
    float floor = std::floor(place);
    low.push_back(std::max<int64_t>(int64_t(floor), 0));
    high.push_back(std::min<int64_t>(int64_t(std::ceil(place)), from - 1));
    weights.push_back(place - floor);
    low.back() = std::min(low.back(), from - 1);
    high.back() = std::max<int64_t>(high.back(), 0);
  }
  // The weights of whole places are zero.
  if (low == high)
    return pick(node, image, axis, low);
  SmallVector<int64_t> shape =
      axis == 1 ? SmallVector<int64_t>{to, 1, 1} : SmallVector<int64_t>{to, 1};
  auto type = RankedTensorType::get(shape, node.getBuilder().getF32Type());
  Value weight = node.constant(cast<ElementsAttr>(
      DenseElementsAttr::get(type, ArrayRef<float>(weights))));
  Value lowImage = pick(node, image, axis, low);
  Value highImage = pick(node, image, axis, high);
  Value part =
      node.create<MulOp>({node.create<SubOp>({highImage, lowImage}), weight});
  return node.create<AddOp>({lowImage, part});
}

static LogicalResult importResizeBilinear(NodeContext &node) {
  Resize resize;
  if (!readResize(node, resize))
    return failure();
  Value image = node.getInput(0);
  Type f32 = node.getBuilder().getF32Type();
  if (node.getType(0).getElementType() != f32)
    image = node.createTyped<CastOp>(node.getType(0).clone(f32), image);
  image = interpolate(node, image, /*axis=*/2, resize);
  return node.setResult(interpolate(node, image, /*axis=*/1, resize));
}

static LogicalResult importResizeNearest(NodeContext &node) {
  Resize resize;
  if (!readResize(node, resize))
    return failure();
  Value image = node.getInput(0);
  for (int64_t axis : {1, 2}) {
    int64_t from = node.getShape(0)[axis];
    int64_t to = resize.to[axis - 1];
    float scale = getScale(resize, from, to);
    SmallVector<int64_t> places;
    for (int64_t i = 0; i < to; ++i) {
      float place = resize.halfPixelCenters ? (float(i) + 0.5f) * scale
                                            : float(i) * scale;
      int64_t nearest =
          resize.alignCorners ? std::lround(place) : int64_t(std::floor(place));
      places.push_back(std::clamp<int64_t>(nearest, 0, from - 1));
    }
    if (!llvm::equal(places, llvm::seq<int64_t>(0, from)))
      image = pick(node, image, axis, places);
  }
  return node.setResult(image);
}

/// The elements of each window side by side in the channels.
static LogicalResult importExtractPatches(NodeContext &node) {
  SmallVector<int64_t> ksizes = node.getInts("ksizes");
  SmallVector<int64_t> rates = node.getInts("rates");
  if (node.hasFailed() || !node.checkRank(0, 4))
    return failure();
  if (ksizes.size() != 4 || rates.size() != 4)
    return node.emitError() << "'ksizes' and 'rates' must have 4 elements";
  Window window;
  window.readSteps(node, /*hasDilations=*/false);
  window.dilations = {rates[1], rates[2]};
  std::array<int64_t, 2> size = {ksizes[1], ksizes[2]};
  for (int64_t value : {size[0], size[1], rates[1], rates[2]})
    if (value < 1 || value > 1024)
      return node.emitError() << "has a size or rate of " << value;
  if (size[0] * size[1] > 4096)
    return node.emitError()
           << "has windows of " << size[0] * size[1] << " elements";
  window.readPadding(node, window.getSpatial(node.getShape(0)), size);
  if (node.hasFailed())
    return failure();
  ArrayRef<int64_t> shape = node.getShape(0);
  if (ShapedType::isDynamic(shape[1]) || ShapedType::isDynamic(shape[2]))
    return node.emitError() << "has images of unknown size";
  Type elementType = node.getType(0).getElementType();
  ArrayRef<int64_t> p = window.padding;
  Value image = node.create<PadOp>(
      node.getInput(0),
      {node.intsAttr("low", {0, p[0], p[2], 0}),
       node.intsAttr("high", {0, p[1], p[3], 0}),
       node.getBuilder().getNamedAttr(
           "value", node.getBuilder().getZeroAttr(elementType))});
  int64_t count[2];
  for (unsigned i : {0, 1}) {
    int64_t reach = (size[i] - 1) * window.dilations[i] + 1;
    int64_t space = shape[1 + i] + p[2 * i] + p[2 * i + 1] - reach;
    count[i] = space < 0 ? 0 : space / window.strides[i] + 1;
  }
  SmallVector<Value> parts;
  for (int64_t y = 0; y < size[0] && !node.hasFailed(); ++y)
    for (int64_t x = 0; x < size[1] && !node.hasFailed(); ++x)
      parts.push_back(node.create<SliceOp>(
          image, {node.intsAttr("begin", {0, y * rates[1], x * rates[2], 0}),
                  node.intsAttr("size", {-1, count[0], count[1], -1}),
                  node.intsAttr("strides", {1, window.strides[0],
                                            window.strides[1], 1})}));
  return node.setResult(node.create<ConcatOp>(parts, node.intAttr("axis", 3)));
}

void tf::registerImageOps(OpRegistry &registry) {
  registry.add("ExtractImagePatches", 1, importExtractPatches, "patches");
  registry.add("ResizeBilinear", 2, importResizeBilinear, "resized_images");
  registry.add("ResizeNearestNeighbor", 2, importResizeNearest,
               "resized_images");
}
