//===- WarpOps.cpp - Images resampled at places that are computed ---------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Scaling by a kernel is a product with a constant matrix along each axis. A
// projection computes where each pixel comes from, and gathers.
//
//===----------------------------------------------------------------------===//

#include "../NodeContext.h"
#include "mlir/IR/Matchers.h"
#include "nn/Dialect/NN/IR/NNArithmeticOps.h"
#include "nn/Dialect/NN/IR/NNBinaryOps.h"
#include "nn/Dialect/NN/IR/NNGatherOps.h"
#include "nn/Dialect/NN/IR/NNLinearOps.h"
#include "nn/Dialect/NN/IR/NNLogicalOps.h"
#include "nn/Dialect/NN/IR/NNShapeOps.h"
#include "nn/Support/Constants.h"
#include <cmath>

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

static constexpr int64_t kMaxSize = 1 << 20;
static constexpr int64_t kMaxMatrix = 1 << 26;

//===----------------------------------------------------------------------===//
// Scaling
//===----------------------------------------------------------------------===//

/// The two numbers of an input, of rows and columns.
static std::optional<std::array<float, 2>>
getPair(NodeContext &node, unsigned index, StringRef what) {
  ElementsAttr value = node.getStaticValue(node.getInput(index));
  std::optional<ConstantView> view =
      value ? ConstantView::get(value) : std::nullopt;
  if (!view || view->getNumElements() != 2 ||
      !node.getType(index).getElementType().isF32()) {
    node.emitError() << "input " << index << " (" << what
                     << ") is not two constant floats";
    return std::nullopt;
  }
  return std::array<float, 2>{float(view->getDouble(0)),
                              float(view->getDouble(1))};
}

namespace {
/// A weight by distance, zero from `radius` on.
struct Kernel {
  StringRef name;
  float radius;
  float (*weigh)(float x, float radius);
};
} // namespace

static float weighLanczos(float x, float radius) {
  constexpr float kPi = 3.14159265358979323846f;
  if (x > radius)
    return 0;
  if (x <= 1e-3f)
    return 1;
  return radius * std::sin(kPi * x) * std::sin(kPi * x / radius) /
         (kPi * kPi * x * x);
}

static float weighGaussian(float x, float radius) {
  float sigma = radius / 3;
  return x >= radius ? 0 : std::exp(-x * x / (2 * sigma * sigma));
}

static float weighBox(float x, float) {
  return x < 0.5f ? 1 : x == 0.5f ? 0.5f : 0;
}

static float weighTriangle(float x, float) { return x < 1 ? 1 - x : 0; }

static float weighKeysCubic(float x, float) {
  if (x >= 2)
    return 0;
  if (x >= 1)
    return ((-0.5f * x + 2.5f) * x - 4) * x + 2;
  return (1.5f * x - 2.5f) * x * x + 1;
}

static float weighMitchellCubic(float x, float) {
  if (x >= 2)
    return 0;
  if (x >= 1)
    return ((-7.0f / 18 * x + 2) * x - 10.0f / 3) * x + 16.0f / 9;
  return (7.0f / 6 * x - 2) * x * x + 8.0f / 9;
}

static constexpr Kernel kKernels[] = {
    {"lanczos1", 1, weighLanczos},    {"lanczos3", 3, weighLanczos},
    {"lanczos5", 5, weighLanczos},    {"gaussian", 1.5f, weighGaussian},
    {"box", 0.5f, weighBox},          {"triangle", 1, weighTriangle},
    {"keyscubic", 2, weighKeysCubic}, {"mitchellcubic", 2, weighMitchellCubic}};

/// The matrix that makes `to` elements of `from`: each is a mean by the kernel
/// around where it lies, and zero beyond the image.
static SmallVector<float> makeScaling(const Kernel &kernel, bool antialias,
                                      int64_t from, int64_t to, float scale,
                                      float translation) {
  SmallVector<float> matrix(from * to, 0);
  float inverse = 1.0f / scale, offset = -inverse * translation;
  float stretch = antialias ? std::max(inverse, 1.0f) : 1.0f;
  float reach = kernel.radius * stretch, shrink = 1.0f / stretch;
  for (int64_t i = 0; i < to; ++i) {
    float place = (float(i) + 0.5f) * inverse + offset;
    if (!(place >= 0) || place > float(from))
      continue;
    auto clampPlace = [&](float value) {
      return std::clamp<int64_t>(int64_t(value), 0, from - 1);
    };
    int64_t begin = clampPlace(std::ceil(place - reach - 0.5f));
    int64_t end = clampPlace(std::floor(place + reach - 0.5f)) + 1;
    MutableArrayRef<float> row(matrix.data() + i * from, from);
    float total = 0;
    for (int64_t j = begin; j < end; ++j) {
      float distance = float(j) + 0.5f - place;
      row[j] = kernel.weigh(std::abs(distance * shrink), kernel.radius);
      total += row[j];
    }
    bool isNothing = std::abs(total) < 1000 * std::numeric_limits<float>::min();
    for (float &weight : row)
      weight = isNothing ? 0 : weight * (1.0f / total);
  }
  return matrix;
}

static LogicalResult importScaleAndTranslate(NodeContext &node) {
  SmallVector<int64_t> size = node.getConstantInts(1, "size");
  StringRef name = node.getString("kernel_type", "lanczos3");
  bool antialias = node.getBool("antialias", true);
  if (node.hasFailed() || !node.checkRank(0, 4))
    return failure();
  const Kernel *kernel = llvm::find_if(
      kKernels, [&](const Kernel &kernel) { return kernel.name == name; });
  if (kernel == std::end(kKernels))
    return node.emitError() << "kernel_type '" << name << "' is not supported";
  auto scale = getPair(node, 2, "scale");
  auto translation = scale ? getPair(node, 3, "translation") : std::nullopt;
  if (!translation)
    return failure();
  if (size.size() != 2 || size[0] < 1 || size[1] < 1 || size[0] > kMaxSize ||
      size[1] > kMaxSize)
    return node.emitError() << "input 1 (size) is not two positive sizes";
  if (!((*scale)[0] > 0) || !((*scale)[1] > 0))
    return node.emitError() << "input 2 (scale) is not positive";
  RankedTensorType type = node.getType(0);
  if (!type.hasStaticShape())
    return node.emitError() << "has images of unknown size";
  Type f32 = node.getBuilder().getF32Type();
  Value image = node.getInput(0);
  if (type.getElementType() != f32)
    image = node.createTyped<CastOp>(type.clone(f32), image);
  SmallVector<int64_t> shape(type.getShape());
  for (int64_t axis : {1, 2}) {
    int64_t from = shape[axis], to = size[axis - 1];
    if (from < 1 || from > kMaxSize || from * to > kMaxMatrix)
      return node.emitError()
             << "makes " << to << " of " << from << " elements";
    SmallVector<float> matrix =
        makeScaling(*kernel, antialias, from, to, (*scale)[axis - 1],
                    (*translation)[axis - 1]);
    Value weights = node.constant(cast<ElementsAttr>(DenseElementsAttr::get(
        RankedTensorType::get({to, from}, f32), ArrayRef<float>(matrix))));
    int64_t outer = axis == 1 ? shape[0] : shape[0] * shape[1];
    int64_t inner = axis == 1 ? shape[2] * shape[3] : shape[3];
    Value product = node.create<MatmulOp>(
        {weights, node.reshape(image, {outer, from, inner})});
    shape[axis] = to;
    image = node.reshape(product, shape);
  }
  return node.setResult(image);
}

//===----------------------------------------------------------------------===//
// Projections
//===----------------------------------------------------------------------===//

namespace {
/// Where the pixels of a projected image come from.
class Projection {
public:
  Projection(NodeContext &node, int64_t height, int64_t width, Value fill)
      : node(node), f32(node.getBuilder().getF32Type()), height(height),
        width(width), fill(fill) {}

  /// The coordinate brought into [0, size) by the fill mode, if that does so.
  Value fold(Value place, int64_t size, StringRef mode);
  /// The pixels at whole places, which are floats; the fill value beyond.
  Value read(Value row, Value column);

  Value constant(double value) { return node.scalar(f32, value); }
  Value mul(Value x, Value y) { return node.create<MulOp>({x, y}); }
  Value add(Value x, Value y) { return node.create<AddOp>({x, y}); }
  Value sub(Value x, Value y) { return node.create<SubOp>({x, y}); }
  Value expand(Value x) {
    return node.create<ExpandDimsOp>(x, node.intAttr("axis", 3));
  }

private:
  /// Towards zero.
  Value truncate(Value x) {
    Value zero = constant(0);
    return node.create<SelectOp>({node.compare(Predicate::LT, x, zero),
                                  node.create<CeilOp>(x),
                                  node.create<FloorOp>(x)});
  }
  Value select(Value condition, Value onTrue, Value onFalse) {
    return node.create<SelectOp>({condition, onTrue, onFalse});
  }
  Value clamp(Value place, int64_t size) {
    return node.create<MaximumOp>(
        {node.create<MinimumOp>({place, constant(size - 1)}), constant(0)});
  }

  NodeContext &node;
  Type f32;
  int64_t height, width;
  Value fill;
};
} // namespace

Value Projection::fold(Value x, int64_t size, StringRef mode) {
  if (mode == "CONSTANT")
    return x;
  if (mode == "NEAREST")
    return clamp(x, size);
  if (size <= 1)
    return mul(x, constant(0));
  Value isBelow = node.compare(Predicate::LT, x, constant(0));
  Value isAbove = node.compare(Predicate::GT, x, constant(size - 1));
  auto periods = [&](Value x, int64_t period) {
    return truncate(node.create<DivOp>({x, constant(period)}));
  };
  Value below, above;
  if (mode == "WRAP") {
    Value turns = add(periods(node.create<NegOp>(x), size - 1), constant(1));
    below = add(x, mul(turns, constant(size)));
    above = sub(x, mul(periods(x, size - 1), constant(size)));
  } else {
    int64_t twice = 2 * size;
    Value turns = mul(periods(node.create<NegOp>(x), twice), constant(twice));
    Value folded = select(node.compare(Predicate::LT, x, constant(twice)),
                          add(turns, x), x);
    below = select(node.compare(Predicate::LT, folded, constant(-size)),
                   add(folded, constant(twice)),
                   sub(node.create<NegOp>(folded), constant(1)));
    Value rest = sub(x, mul(periods(x, twice), constant(twice)));
    above = select(node.compare(Predicate::GE, rest, constant(size)),
                   sub(constant(twice - 1), rest), rest);
  }
  return clamp(select(isBelow, below, select(isAbove, above, x)), size);
}

Value Projection::read(Value row, Value column) {
  ArrayRef<int64_t> shape = node.getShape(0);
  auto isIn = [&](Value place, int64_t size) {
    return node.create<LogicalAndOp>(
        {node.compare(Predicate::GE, place, constant(0)),
         node.compare(Predicate::LT, place, constant(size))});
  };
  Value isThere =
      node.create<LogicalAndOp>({isIn(row, height), isIn(column, width)});
  Type i32 = node.getBuilder().getI32Type();
  auto toIndex = [&](Value place, int64_t size) -> Value {
    Value clamped = clamp(place, size);
    return clamped ? node.createTyped<CastOp>(node.getType(clamped).clone(i32),
                                              clamped)
                   : Value();
  };
  Value index = add(mul(toIndex(row, height), node.scalar(i32, width)),
                    toIndex(column, width));
  Value flat =
      node.reshape(node.getInput(0), {shape[0], height * width, shape[3]});
  Value pixels = node.create<GatherOp>(
      {flat, index}, {node.intAttr("axis", 1), node.intAttr("batch_dims", 1)});
  return select(expand(isThere), pixels, fill);
}

template <bool hasFill>
static LogicalResult importProjection(NodeContext &node) {
  SmallVector<int64_t> size = node.getConstantInts(2, "output_shape");
  StringRef interpolation = node.getString("interpolation");
  StringRef mode = node.getString("fill_mode", "CONSTANT");
  if (node.hasFailed() || !node.checkRank(0, 4) || !node.checkRank(1, 2))
    return failure();
  RankedTensorType type = node.getType(0);
  bool isLinear = interpolation == "BILINEAR";
  if ((!isLinear && interpolation != "NEAREST") ||
      !llvm::is_contained({"CONSTANT", "REFLECT", "WRAP", "NEAREST"}, mode))
    return node.emitError()
           << "interpolation '" << interpolation << "' with fill_mode '" << mode
           << "' is not supported";
  if (isLinear && !type.getElementType().isF32())
    return node.emitError() << "interpolation of " << type.getElementType()
                            << " is not supported";
  ArrayRef<int64_t> shape = type.getShape();
  int64_t count = node.getShape(1)[0];
  if (!type.hasStaticShape() || shape[1] < 1 || shape[2] < 1 ||
      shape[1] > kMaxSize || shape[2] > kMaxSize ||
      shape[1] * shape[2] > int64_t(1) << 30)
    return node.emitError() << "has images of unknown size, or none";
  if (size.size() != 2 || size[0] < 1 || size[1] < 1 || size[0] > kMaxSize ||
      size[1] > kMaxSize)
    return node.emitError()
           << "input 2 (output_shape) is not two positive sizes";
  if (node.getShape(1)[1] != 8 || (count != 1 && count != shape[0]))
    return node.emitError() << "input 1 has no transform of 8 numbers for each "
                               "of "
                            << shape[0] << " images";
  Type f32 = node.getBuilder().getF32Type();
  Value fill = node.scalar(type.getElementType(), 0);
  if (hasFill) {
    fill = node.getInput(3);
    if (type.getElementType() != f32)
      fill = node.createTyped<CastOp>(
          RankedTensorType::get({}, type.getElementType()), fill);
  }
  Projection p(node, shape[1], shape[2], fill);
  Value transforms = node.getInput(1);
  if (count != shape[0])
    transforms = node.createTyped<BroadcastToOp>(
        RankedTensorType::get({shape[0], 8}, f32), transforms);
  auto getNumber = [&](int64_t i) {
    Value column =
        node.create<SliceOp>(transforms, {node.intsAttr("begin", {0, i}),
                                          node.intsAttr("size", {-1, 1}),
                                          node.intsAttr("strides", {1, 1})});
    return node.reshape(column, {shape[0], 1, 1});
  };
  auto getPlaces = [&](int64_t count, ArrayRef<int64_t> shape) {
    SmallVector<float> places;
    for (int64_t i = 0; i < count; ++i)
      places.push_back(i);
    return node.constant(cast<ElementsAttr>(DenseElementsAttr::get(
        RankedTensorType::get(shape, f32), ArrayRef<float>(places))));
  };
  Value y = getPlaces(size[0], {size[0], 1}), x = getPlaces(size[1], size[1]);
  auto project = [&](int64_t first, Value last) {
    return p.add(
        p.add(p.mul(getNumber(first), x), p.mul(getNumber(first + 1), y)),
        last);
  };
  Value depth = project(6, p.constant(1));
  Value isFlat = node.compare(Predicate::EQ, depth, p.constant(0));
  Value column = node.create<DivOp>({project(0, getNumber(2)), depth});
  Value row = node.create<DivOp>({project(3, getNumber(5)), depth});
  column = p.fold(column, shape[2], mode);
  row = p.fold(row, shape[1], mode);
  Value result;
  if (isLinear) {
    Value top = node.create<FloorOp>(row), left = node.create<FloorOp>(column);
    Value bottom = p.add(top, p.constant(1)),
          right = p.add(left, p.constant(1));
    auto mix = [&](Value place, Value low, Value high, Value atLow,
                   Value atHigh) {
      return p.add(p.mul(p.expand(p.sub(high, place)), atLow),
                   p.mul(p.expand(p.sub(place, low)), atHigh));
    };
    Value above =
        mix(column, left, right, p.read(top, left), p.read(top, right));
    Value below =
        mix(column, left, right, p.read(bottom, left), p.read(bottom, right));
    result = mix(row, top, bottom, above, below);
  } else {
    // Halves go away from zero.
    auto round = [&](Value place) {
      Value half = node.create<FloorOp>(
          p.add(node.create<AbsOp>(place), p.constant(0.5)));
      return p.mul(half, node.create<SignOp>(place));
    };
    result = p.read(round(row), round(column));
  }
  return node.setResult(
      node.create<SelectOp>({p.expand(isFlat), fill, result}));
}

void tf::registerWarpOps(OpRegistry &registry) {
  registry.add("ScaleAndTranslate", 4, importScaleAndTranslate,
               "resized_images");
  registry.add("ImageProjectiveTransformV2", 3, importProjection<false>,
               "transformed_images");
  registry.add("ImageProjectiveTransformV3", 4, importProjection<true>,
               "transformed_images");
}
