//===- ResizeOps.cpp - Resizing of images ---------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Image resizing has no op of nn: along each axis it is a sum of gathers with
// constant indices and weights, and its gradient a product with a constant
// matrix. Indices and weights of sizes that only running tells are computed.
//
//===----------------------------------------------------------------------===//

#include "Compose.h"
#include "Resize.h"
#include "nn/Dialect/NN/IR/NNArithmeticOps.h"
#include "nn/Dialect/NN/IR/NNBinaryOps.h"
#include "nn/Dialect/NN/IR/NNGatherOps.h"
#include "nn/Dialect/NN/IR/NNLinearOps.h"
#include <cmath>

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

namespace {
/// What elements along an axis are made of: of element i the one at
/// `places[k][i]` has the weight `weights[k][i]`.
struct Taps {
  SmallVector<SmallVector<int64_t>> places;
  SmallVector<SmallVector<float>> weights;

  void add(int64_t element, unsigned k, int64_t place, float weight,
           int64_t count) {
    if (k >= places.size()) {
      places.resize(k + 1, SmallVector<int64_t>(count, 0));
      weights.resize(k + 1, SmallVector<float>(count, 0));
    }
    places[k][element] = place;
    weights[k][element] = weight;
  }
};
} // namespace

static constexpr int64_t kMaxSize = 1 << 20;

static bool readResize(NodeContext &node, Resize &resize) {
  resize.alignCorners = node.getBool("align_corners", false);
  resize.halfPixelCenters = node.getBool("half_pixel_centers", false);
  if (node.hasFailed() || !node.checkRank(0, 4) || !node.checkRank(1, 1))
    return false;
  SmallVector<int64_t> size(2, ShapedType::kDynamic);
  if (std::optional<SmallVector<int64_t>> known = node.getStaticInts(1u))
    size = *known;
  auto isSize = [](int64_t size) {
    return ShapedType::isDynamic(size) || (size >= 1 && size <= kMaxSize);
  };
  int64_t count = node.getShape(1)[0];
  if ((count != 2 && !ShapedType::isDynamic(count)) || size.size() != 2 ||
      !llvm::all_of(size, isSize)) {
    node.emitError() << "input 1 (size) is not two positive sizes";
    return false;
  }
  if (!llvm::all_of(node.getShape(0).slice(1, 2), isSize)) {
    node.emitError() << "resizes an image of " << node.getShape(0)[1] << " by "
                     << node.getShape(0)[2];
    return false;
  }
  std::copy(size.begin(), size.end(), resize.to);
  return true;
}

/// Emits an error unless the sizes of a resized image and of the original are
/// known.
static bool checkKnown(NodeContext &node, const Resize &resize) {
  for (int64_t axis : {1, 2})
    if (!resize.isKnown(axis, node.getShape(0)[axis])) {
      node.emitError() << "has images of unknown size";
      return false;
    }
  return true;
}

/// An image as f32.
static Value toFloat(NodeContext &node, Value image) {
  return node.castTo(image, node.getBuilder().getF32Type());
}

static Value pick(NodeContext &node, Value image, int64_t axis,
                  ArrayRef<int64_t> places) {
  if (!image ||
      llvm::equal(places,
                  llvm::seq<int64_t>(0, node.getType(image).getDimSize(axis))))
    return image;
  return node.create<GatherOp>(
      {image, node.ints(places, node.getBuilder().getI32Type())},
      node.intAttr("axis", axis));
}

/// Numbers along an axis of an image, that broadcast over it.
static Value constantAlong(NodeContext &node, int64_t axis,
                           ArrayRef<float> values) {
  SmallVector<int64_t> shape(4 - axis, 1);
  shape[0] = values.size();
  auto type = RankedTensorType::get(shape, node.getBuilder().getF32Type());
  return node.constant(
      cast<ElementsAttr>(DenseElementsAttr::get(type, values)));
}

static Value applyTaps(NodeContext &node, Value image, int64_t axis,
                       const Taps &taps) {
  Value sum;
  for (auto [places, weights] : llvm::zip_equal(taps.places, taps.weights)) {
    if (llvm::all_of(weights, [](float weight) { return weight == 0; }))
      continue;
    Value term = pick(node, image, axis, places);
    if (llvm::any_of(weights, [](float weight) { return weight != 1; }))
      term = node.create<MulOp>({term, constantAlong(node, axis, weights)});
    sum = sum ? node.create<AddOp>({sum, term}) : term;
  }
  return sum;
}

/// The product of a matrix, row by row, with the elements of an image along an
/// axis.
static Value multiplyAlong(NodeContext &node, Value image, int64_t axis,
                           ArrayRef<float> matrix, int64_t rows) {
  if (!image)
    return {};
  SmallVector<int64_t> shape(node.getType(image).getShape());
  auto type = RankedTensorType::get({rows, shape[axis]},
                                    node.getBuilder().getF32Type());
  Value weights =
      node.constant(cast<ElementsAttr>(DenseElementsAttr::get(type, matrix)));
  if (ShapedType::isDynamicShape(shape))
    return multiplyVectors(node, weights, image, axis);
  int64_t outer = 1, inner = 1;
  for (int64_t i = 0; i < axis; ++i)
    outer *= shape[i];
  for (int64_t i = axis + 1; i < 4; ++i)
    inner *= shape[i];
  Value product = node.create<MatmulOp>(
      {weights, node.reshape(image, {outer, shape[axis], inner})});
  shape[axis] = rows;
  return node.reshape(product, shape);
}

//===----------------------------------------------------------------------===//
// Bilinear
//===----------------------------------------------------------------------===//

namespace {
/// The two places that an element lies between, and how far from the first.
struct Between {
  SmallVector<int64_t> low, high;
  SmallVector<float> weights;
};
} // namespace

static Between getBetween(const Resize &resize, int64_t axis, int64_t from) {
  Between between;
  float scale = resize.getScale(axis, from);
  for (int64_t i = 0; i < resize.to[axis - 1]; ++i) {
    float place = resize.halfPixelCenters ? (float(i) + 0.5f) * scale - 0.5f
                                          : float(i) * scale;
    float floor = std::floor(place);
    between.low.push_back(std::clamp<int64_t>(floor, 0, from - 1));
    between.high.push_back(std::clamp<int64_t>(std::ceil(place), 0, from - 1));
    between.weights.push_back(place - floor);
  }
  return between;
}

/// Linear interpolation along the axis.
static Value interpolate(NodeContext &node, Value image, int64_t axis,
                         const Resize &resize) {
  if (!resize.isKnown(axis, node.getShape(0)[axis]))
    return ResizeByRunning(node, resize, axis).interpolate(image);
  Between between = getBetween(resize, axis, node.getShape(0)[axis]);
  // The weights of whole places are zero.
  if (between.low == between.high)
    return pick(node, image, axis, between.low);
  Value low = pick(node, image, axis, between.low);
  Value high = pick(node, image, axis, between.high);
  Value part = node.create<MulOp>({node.create<SubOp>({high, low}),
                                   constantAlong(node, axis, between.weights)});
  return node.create<AddOp>({low, part});
}

static LogicalResult importResizeBilinear(NodeContext &node) {
  Resize resize;
  if (!readResize(node, resize))
    return failure();
  Value image = toFloat(node, node.getInput(0));
  image = interpolate(node, image, /*axis=*/2, resize);
  return node.setResult(interpolate(node, image, /*axis=*/1, resize));
}

/// The inputs are the gradient and the original image, which gives the size.
static LogicalResult importResizeBilinearGrad(NodeContext &node) {
  Resize resize;
  resize.alignCorners = node.getBool("align_corners", false);
  resize.halfPixelCenters = node.getBool("half_pixel_centers", false);
  if (node.hasFailed() || !node.checkRank(0, 4) || !node.checkRank(1, 4))
    return failure();
  Value gradient = toFloat(node, node.getInput(0));
  for (int64_t axis : {1, 2}) {
    int64_t from = node.getShape(1)[axis], to = node.getShape(0)[axis];
    if (ShapedType::isDynamic(from) || ShapedType::isDynamic(to) || from < 1 ||
        to < 1 || from > kMaxSize || to > kMaxSize || from * to > 1 << 26)
      return node.emitError() << "has images of unknown or great size";
    resize.to[axis - 1] = to;
    Between between = getBetween(resize, axis, from);
    SmallVector<float> matrix(from * to, 0);
    for (int64_t i = 0; i < to; ++i) {
      matrix[between.low[i] * to + i] += 1 - between.weights[i];
      matrix[between.high[i] * to + i] += between.weights[i];
    }
    gradient = multiplyAlong(node, gradient, axis, matrix, from);
  }
  Type type = node.getType(1).getElementType();
  if (gradient && node.getType(gradient).getElementType() != type)
    gradient =
        node.createTyped<CastOp>(node.getType(gradient).clone(type), gradient);
  return node.setResult(gradient);
}

//===----------------------------------------------------------------------===//
// Nearest neighbors
//===----------------------------------------------------------------------===//

static SmallVector<int64_t> getNearest(const Resize &resize, int64_t axis,
                                       int64_t from) {
  float scale = resize.getScale(axis, from);
  SmallVector<int64_t> places;
  for (int64_t i = 0; i < resize.to[axis - 1]; ++i) {
    float place =
        resize.halfPixelCenters ? (float(i) + 0.5f) * scale : float(i) * scale;
    int64_t nearest =
        resize.alignCorners ? std::lround(place) : int64_t(std::floor(place));
    places.push_back(std::clamp<int64_t>(nearest, 0, from - 1));
  }
  return places;
}

static LogicalResult importResizeNearest(NodeContext &node) {
  Resize resize;
  if (!readResize(node, resize))
    return failure();
  Value image = node.getInput(0);
  for (int64_t axis : {1, 2}) {
    int64_t from = node.getShape(0)[axis];
    image = resize.isKnown(axis, from)
                ? pick(node, image, axis, getNearest(resize, axis, from))
                : ResizeByRunning(node, resize, axis).pickNearest(image);
  }
  return node.setResult(image);
}

/// The inputs are the gradient and the original's size.
static LogicalResult importResizeNearestGrad(NodeContext &node) {
  Resize resize;
  if (!readResize(node, resize) || !checkKnown(node, resize))
    return failure();
  if (!node.getType(0).getElementType().isF32())
    return node.emitError()
           << "of " << node.getType(0).getElementType() << " is not supported";
  // What was resized from `to` to the gradient's size.
  Resize forward = resize;
  Value gradient = node.getInput(0);
  for (int64_t axis : {1, 2}) {
    int64_t from = resize.to[axis - 1], to = node.getShape(0)[axis];
    if (from * to > 1 << 26)
      return node.emitError() << "has images of great size";
    forward.to[axis - 1] = to;
    SmallVector<float> matrix(from * to, 0);
    for (auto [i, place] : llvm::enumerate(getNearest(forward, axis, from)))
      matrix[place * to + i] = 1;
    gradient = multiplyAlong(node, gradient, axis, matrix, from);
  }
  return node.setResult(gradient);
}

//===----------------------------------------------------------------------===//
// Bicubic
//===----------------------------------------------------------------------===//

/// Cubic convolution with TensorFlow's table of 1024 steps, by which places are
/// rounded.
static Taps getCubicTaps(const Resize &resize, int64_t axis, int64_t from) {
  constexpr int64_t kSteps = 1 << 10;
  // Half pixels go with Keys' cubic, whose weights beyond the border are none.
  bool isKeys = resize.halfPixelCenters;
  float a = isKeys ? -0.5f : -0.75f;
  auto inner = [&](int64_t step) {
    float x = float(step) / kSteps;
    return ((a + 2) * x - (a + 3)) * x * x + 1;
  };
  auto outer = [&](int64_t step) {
    float x = float(step) / kSteps + 1;
    return ((a * x - 5 * a) * x + 8 * a) * x - 4 * a;
  };
  Taps taps;
  float scale = resize.getScale(axis, from);
  int64_t count = resize.to[axis - 1];
  for (int64_t i = 0; i < count; ++i) {
    float place = resize.halfPixelCenters ? (float(i) + 0.5f) * scale - 0.5f
                                          : float(i) * scale;
    int64_t floor = std::floor(place);
    int64_t step = std::lrint((place - floor) * kSteps);
    float weights[] = {outer(step), inner(step), inner(kSteps - step),
                       outer(kSteps - step)};
    float sum = 0;
    for (unsigned k = 0; k < 4; ++k) {
      int64_t wanted = floor - 1 + k;
      if (isKeys && (wanted < 0 || wanted >= from))
        weights[k] = 0;
      sum += weights[k];
    }
    for (unsigned k = 0; k < 4; ++k)
      taps.add(i, k, std::clamp<int64_t>(floor - 1 + k, 0, from - 1),
               isKeys && std::abs(sum) > 1e-30f ? weights[k] / sum : weights[k],
               count);
  }
  return taps;
}

static LogicalResult importResizeBicubic(NodeContext &node) {
  Resize resize;
  if (!readResize(node, resize))
    return failure();
  Value image = toFloat(node, node.getInput(0));
  for (int64_t axis : {1, 2}) {
    int64_t from = node.getShape(0)[axis];
    image = resize.isKnown(axis, from)
                ? applyTaps(node, image, axis, getCubicTaps(resize, axis, from))
                : ResizeByRunning(node, resize, axis).interpolateCubic(image);
  }
  return node.setResult(image);
}

//===----------------------------------------------------------------------===//
// Areas
//===----------------------------------------------------------------------===//

/// Each element is the mean of what it covers, parts of elements by their part.
static Taps getAreaTaps(const Resize &resize, int64_t axis, int64_t from) {
  Taps taps;
  float scale = resize.getScale(axis, from);
  int64_t count = resize.to[axis - 1];
  for (int64_t i = 0; i < count; ++i) {
    float begin = float(i) * scale, end = float(i + 1) * scale;
    // Aligned corners of one element cover nothing but it.
    if (scale == 0)
      taps.add(i, 0, 0, 1, count);
    unsigned k = 0;
    for (int64_t j = std::floor(begin), e = std::ceil(end); j < e; ++j) {
      float weight = float(j) < begin
                         ? (float(j + 1) > end ? scale : float(j + 1) - begin)
                         : (float(j + 1) > end ? end - float(j) : 1.0f);
      taps.add(i, k++, std::clamp<int64_t>(j, 0, from - 1), weight / scale,
               count);
    }
  }
  return taps;
}

static LogicalResult importResizeArea(NodeContext &node) {
  Resize resize;
  if (!readResize(node, resize))
    return failure();
  Value image = toFloat(node, node.getInput(0));
  for (int64_t axis : {1, 2}) {
    int64_t from = node.getShape(0)[axis], to = resize.to[axis - 1];
    if (!resize.isKnown(axis, from)) {
      image = ResizeByRunning(node, resize, axis).average(image);
      continue;
    }
    Taps taps = getAreaTaps(resize, axis, from);
    // Many small gathers are slower than a product with mostly zeros.
    if (taps.places.size() <= 8 || from * to > 1 << 22) {
      if (taps.places.size() > 1024)
        return node.emitError()
               << "makes " << to << " of " << from << " elements";
      image = applyTaps(node, image, axis, taps);
      continue;
    }
    SmallVector<float> matrix(from * to, 0);
    for (auto [places, weights] : llvm::zip_equal(taps.places, taps.weights))
      for (int64_t i = 0; i < to; ++i)
        matrix[i * from + places[i]] += weights[i];
    image = multiplyAlong(node, image, axis, matrix, to);
  }
  return node.setResult(image);
}

void tf::registerResizeOps(OpRegistry &registry) {
  registry.add("ResizeArea", 2, importResizeArea, "resized_images");
  registry.add("ResizeBicubic", 2, importResizeBicubic, "resized_images");
  registry.add("ResizeBilinear", 2, importResizeBilinear, "resized_images");
  registry.add("ResizeBilinearGrad", 2, importResizeBilinearGrad);
  registry.add("ResizeNearestNeighbor", 2, importResizeNearest,
               "resized_images");
  registry.add("ResizeNearestNeighborGrad", 2, importResizeNearestGrad);
}
