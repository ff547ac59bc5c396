//===- WarpOps.cpp - Images resampled at places that are computed ---------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Scaling by a kernel is a product with a matrix along each axis, a constant
// one if sizes are known. A projection computes where each pixel comes from,
// and gathers.
//
//===----------------------------------------------------------------------===//

#include "Compose.h"
#include "mlir/IR/Matchers.h"
#include "nn/Dialect/NN/IR/NNArithmeticOps.h"
#include "nn/Dialect/NN/IR/NNBinaryOps.h"
#include "nn/Dialect/NN/IR/NNGatherOps.h"
#include "nn/Dialect/NN/IR/NNLinearOps.h"
#include "nn/Dialect/NN/IR/NNLogicalOps.h"
#include "nn/Dialect/NN/IR/NNMathOps.h"
#include "nn/Dialect/NN/IR/NNReductionOps.h"
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

/// The two numbers of an input, of rows and columns, if they are known.
static std::optional<std::array<float, 2>> getPair(NodeContext &node,
                                                   unsigned index) {
  ElementsAttr value = node.getStaticValue(node.getInput(index));
  std::optional<ConstantView> view =
      value ? ConstantView::get(value) : std::nullopt;
  if (!view || view->getNumElements() != 2)
    return std::nullopt;
  return std::array<float, 2>{float(view->getDouble(0)),
                              float(view->getDouble(1))};
}

namespace {
/// Numbers of type f32 that only running tells, with the arithmetic of floats:
/// so that formulas are written once for both.
struct Number {
  NodeContext &node;
  Value value;

  Number make(float other) const {
    return {node, node.scalar(node.getBuilder().getF32Type(), other)};
  }
  template <typename OpTy>
  Number with(Number other) const {
    return {node, node.create<OpTy>({value, other.value})};
  }
  template <typename OpTy>
  Number apply() const {
    return {node, node.create<OpTy>(value)};
  }
};
} // namespace

static Number operator+(Number x, Number y) { return x.with<AddOp>(y); }
static Number operator-(Number x, Number y) { return x.with<SubOp>(y); }
static Number operator*(Number x, Number y) { return x.with<MulOp>(y); }
static Number operator/(Number x, Number y) { return x.with<DivOp>(y); }
static Number operator+(Number x, float y) { return x + x.make(y); }
static Number operator-(Number x, float y) { return x - x.make(y); }
static Number operator*(Number x, float y) { return x * x.make(y); }
static Number operator/(Number x, float y) { return x / x.make(y); }

static Number sine(Number x) { return x.apply<SinOp>(); }
static Number exponential(Number x) { return x.apply<ExpOp>(); }
static float sine(float x) { return std::sin(x); }
static float exponential(float x) { return std::exp(x); }

/// What one is if x is less than a bound, and what it is else.
static float ifLess(float x, float bound, float less, float other) {
  return x < bound ? less : other;
}
static Number ifLess(Number x, float bound, Number less, Number other) {
  Value isLess = x.node.compare(Predicate::LT, x.value, x.make(bound).value);
  return {x.node, x.node.create<SelectOp>({isLess, less.value, other.value})};
}
static Number ifLess(Number x, float bound, float less, Number other) {
  return ifLess(x, bound, x.make(less), other);
}
static Number ifLess(Number x, float bound, Number less, float other) {
  return ifLess(x, bound, less, x.make(other));
}

/// The next float: less than it is at most this one.
static float after(float x) {
  return std::nextafter(x, std::numeric_limits<float>::max());
}

// Weights by distance, which is not negative.

template <typename T>
static T weighLanczos(T x, float radius) {
  constexpr float kPi = 3.14159265358979323846f;
  T product = sine(x * kPi) * sine(x * kPi / radius) * radius;
  T weight = product / (x * x * (kPi * kPi));
  return ifLess(x, after(1e-3f), 1.0f, ifLess(x, after(radius), weight, 0.0f));
}

template <typename T>
static T weighGaussian(T x, float radius) {
  float sigma = radius / 3;
  return ifLess(x, radius, exponential(x * x / (-2 * sigma * sigma)), 0.0f);
}

template <typename T>
static T weighBox(T x, float) {
  return ifLess(x, 0.5f, 1.0f, ifLess(x, after(0.5f), 0.5f, x * 0.0f));
}

template <typename T>
static T weighTriangle(T x, float) {
  return ifLess(x, 1, x * -1.0f + 1.0f, 0.0f);
}

template <typename T>
static T weighKeysCubic(T x, float) {
  T inner = (x * 1.5f - 2.5f) * x * x + 1.0f;
  T outer = ((x * -0.5f + 2.5f) * x - 4.0f) * x + 2.0f;
  return ifLess(x, 1, inner, ifLess(x, 2, outer, 0.0f));
}

template <typename T>
static T weighMitchellCubic(T x, float) {
  T inner = (x * (7.0f / 6) - 2.0f) * x * x + 8.0f / 9;
  T outer = ((x * (-7.0f / 18) + 2.0f) * x - 10.0f / 3) * x + 16.0f / 9;
  return ifLess(x, 1, inner, ifLess(x, 2, outer, 0.0f));
}

namespace {
/// A weight by distance, zero from `radius` on.
struct Kernel {
  StringRef name;
  float radius;
  float (*weigh)(float x, float radius);
  Number (*weighByRunning)(Number x, float radius);
};
} // namespace

static constexpr Kernel kKernels[] = {
    {"lanczos1", 1, weighLanczos<float>, weighLanczos<Number>},
    {"lanczos3", 3, weighLanczos<float>, weighLanczos<Number>},
    {"lanczos5", 5, weighLanczos<float>, weighLanczos<Number>},
    {"gaussian", 1.5f, weighGaussian<float>, weighGaussian<Number>},
    {"box", 0.5f, weighBox<float>, weighBox<Number>},
    {"triangle", 1, weighTriangle<float>, weighTriangle<Number>},
    {"keyscubic", 2, weighKeysCubic<float>, weighKeysCubic<Number>},
    {"mitchellcubic", 2, weighMitchellCubic<float>,
     weighMitchellCubic<Number>}};

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

/// The same matrix, where only running tells the image's size, the scale or the
/// translation.
static Value makeScalingByRunning(NodeContext &node, const Kernel &kernel,
                                  bool antialias, int64_t axis, int64_t to) {
  Builder &b = node.getBuilder();
  Type f32 = b.getF32Type(), i32 = b.getI32Type();
  auto number = [&](Value value) { return Number{node, value}; };
  auto getFactor = [&](unsigned index) {
    return number(
        node.castTo(takeElement(node, node.getInput(index), axis - 1), f32));
  };
  Value image = node.getInput(0);
  Number scale = getFactor(2), translation = getFactor(3);
  Number inverse = scale.make(1) / scale, offset = inverse * translation;
  Number stretch =
      antialias ? inverse.with<MaximumOp>(inverse.make(1)) : inverse.make(1);
  Number result = number(node.castTo(node.positions(to, i32), f32));
  Number place = (result + 0.5f) * inverse - offset;
  place.value = expandDims(node, place.value, 1);
  Number element =
      number(node.castTo(node.positionsAlong(image, axis, i32), f32)) + 0.5f;
  Number distance = ((element - place) / stretch).apply<AbsOp>();
  Number weights = kernel.weighByRunning(distance, kernel.radius);
  Number total = number(node.create<ReduceSumOp>(
      weights.value,
      {node.intsAttr("axes", {1}), node.boolAttr("keep_dims", true)}));
  Value size = node.castTo(node.getSize(image, axis), f32);
  Value isSome =
      node.compare(Predicate::GE, total.apply<AbsOp>().value,
                   total.make(1000 * std::numeric_limits<float>::min()).value);
  Value isInside = node.create<LogicalAndOp>(
      {node.compare(Predicate::GE, place.value, place.make(0).value),
       node.compare(Predicate::LE, place.value, size)});
  Value isUsed = node.create<LogicalAndOp>({isSome, isInside});
  return node.create<SelectOp>(
      {isUsed, (weights / total).value, weights.make(0).value});
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
  if (size.size() != 2 || size[0] < 1 || size[1] < 1 || size[0] > kMaxSize ||
      size[1] > kMaxSize)
    return node.emitError() << "input 1 (size) is not two positive sizes";
  for (unsigned index : {2, 3})
    if (!node.checkRank(index, 1) || !node.checkFloats(index))
      return failure();
  auto scale = getPair(node, 2), translation = getPair(node, 3);
  if (scale && (!((*scale)[0] > 0) || !((*scale)[1] > 0)))
    return node.emitError() << "input 2 (scale) is not positive";
  RankedTensorType type = node.getType(0);
  Type f32 = node.getBuilder().getF32Type();
  Value image = node.castTo(node.getInput(0), f32);
  if (!scale || !translation || !type.hasStaticShape()) {
    if (!scale) {
      Value least = reduceAll<ReduceMinOp>(node, node.getInput(2));
      Value zero = node.scalar(node.getType(2).getElementType(), 0);
      node.createAssert(node.compare(Predicate::GT, least, zero),
                        "expected a positive scale");
    }
    for (int64_t axis : {1, 2}) {
      Value weights =
          makeScalingByRunning(node, *kernel, antialias, axis, size[axis - 1]);
      image = multiplyVectors(node, weights, image, axis);
    }
    return node.setResult(image);
  }
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
