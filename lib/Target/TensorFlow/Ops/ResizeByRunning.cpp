//===- ResizeByRunning.cpp - Resizing from or to any size -----------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The arithmetic of ResizeOps.cpp, in the same order, on tensors.
//
//===----------------------------------------------------------------------===//

#include "Compose.h"
#include "Resize.h"
#include "nn/Dialect/NN/IR/NNArithmeticOps.h"
#include "nn/Dialect/NN/IR/NNBinaryOps.h"
#include "nn/Dialect/NN/IR/NNGatherOps.h"
#include "nn/Dialect/NN/IR/NNLogicalOps.h"
#include "nn/Dialect/NN/IR/NNShapeOps.h"
#include <limits>

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

ResizeByRunning::ResizeByRunning(NodeContext &node, const Resize &resize,
                                 int64_t axis)
    : node(node), resize(resize), axis(axis) {
  Builder &b = node.getBuilder();
  Type f32 = b.getF32Type(), i32 = b.getI32Type();
  Value size = node.getSize(node.getInput(0), axis);
  from = node.castTo(size, f32);
  last = node.castTo(node.create<SubOp>({size, node.scalar(b.getI64Type(), 1)}),
                     i32);
  Value to = node.reshape(node.slice(node.getInput(1), {axis - 1}, {1}), {});
  Value count = node.castTo(to, f32);
  scale = node.create<DivOp>({from, count});
  if (resize.alignCorners) {
    Value between =
        node.create<DivOp>({sub(from, number(1)), sub(count, number(1))});
    Value isMany = node.compare(Predicate::GT, count, number(1));
    scale = node.create<SelectOp>({isMany, between, scale});
  }
  int64_t known = resize.to[axis - 1];
  if (ShapedType::isDynamic(known))
    places = node.createTyped<RangeOp>(
        RankedTensorType::get({known}, i32),
        {node.scalar(i32, 0), node.castTo(to, i32), node.scalar(i32, 1)});
  else
    places = node.positions(known, i32);
  places = node.castTo(places, f32);
  if (resize.halfPixelCenters)
    places = add(places, number(0.5f));
  places = mul(places, scale);
}

Value ResizeByRunning::number(float value) {
  return node.scalar(node.getBuilder().getF32Type(), value);
}

Value ResizeByRunning::add(Value lhs, Value rhs) {
  return node.create<AddOp>({lhs, rhs});
}

Value ResizeByRunning::sub(Value lhs, Value rhs) {
  return node.create<SubOp>({lhs, rhs});
}

Value ResizeByRunning::mul(Value lhs, Value rhs) {
  return node.create<MulOp>({lhs, rhs});
}

Value ResizeByRunning::toIndex(Value place) {
  Type i32 = node.getBuilder().getI32Type();
  Value index = node.castTo(place, i32);
  index = node.create<MaximumOp>({index, node.scalar(i32, 0)});
  return node.create<MinimumOp>({index, last});
}

Value ResizeByRunning::pick(Value image, Value places) {
  return node.create<GatherOp>({image, places}, node.intAttr("axis", axis));
}

Value ResizeByRunning::along(Value numbers) {
  if (!numbers)
    return {};
  SmallVector<int64_t> shape(4 - axis, 1);
  shape[0] = node.getType(numbers).getDimSize(0);
  return node.reshape(numbers, shape);
}

Value ResizeByRunning::pickNearest(Value image) {
  // Places are not negative: those between two go up.
  if (resize.alignCorners)
    places = add(places, number(0.5f));
  return pick(image, toIndex(node.create<FloorOp>(places)));
}

Value ResizeByRunning::interpolate(Value image) {
  if (resize.halfPixelCenters)
    places = sub(places, number(0.5f));
  Value floor = node.create<FloorOp>(places);
  Value low = pick(image, toIndex(floor));
  Value high = pick(image, toIndex(node.create<CeilOp>(places)));
  return add(low, mul(sub(high, low), along(sub(places, floor))));
}

/// The weight at a distance of `step` of 1024 from a tap, or from the one
/// beyond it.
Value ResizeByRunning::getCubicWeight(Value step, bool isOuter) {
  float a = resize.halfPixelCenters ? -0.5f : -0.75f;
  Value x = mul(step, number(1.0f / 1024));
  if (!isOuter) {
    Value line = sub(mul(number(a + 2), x), number(a + 3));
    return add(mul(mul(line, x), x), number(1));
  }
  x = add(x, number(1));
  Value line = sub(mul(number(a), x), number(5 * a));
  Value parabola = add(mul(line, x), number(8 * a));
  return sub(mul(parabola, x), number(4 * a));
}

Value ResizeByRunning::interpolateCubic(Value image) {
  if (resize.halfPixelCenters)
    places = sub(places, number(0.5f));
  Value floor = node.create<FloorOp>(places);
  Value step = node.create<RoundOp>(mul(sub(places, floor), number(1024)));
  Value rest = sub(number(1024), step);
  SmallVector<Value> weights = {
      getCubicWeight(step, true), getCubicWeight(step, false),
      getCubicWeight(rest, false), getCubicWeight(rest, true)};
  SmallVector<Value> taps;
  for (int k = 0; k < 4; ++k)
    taps.push_back(add(floor, number(k - 1)));
  // With half pixels, weights beyond the border are none.
  if (resize.halfPixelCenters) {
    Value sum;
    for (auto [tap, weight] : llvm::zip_equal(taps, weights)) {
      Value isIn = node.create<LogicalAndOp>(
          {node.compare(Predicate::GE, tap, number(0)),
           node.compare(Predicate::LT, tap, from)});
      weight = node.create<SelectOp>({isIn, weight, number(0)});
      sum = sum ? add(sum, weight) : weight;
    }
    Value isSome =
        node.compare(Predicate::GT, node.create<AbsOp>(sum), number(1e-30f));
    sum = node.create<SelectOp>({isSome, sum, number(1)});
    for (Value &weight : weights)
      weight = node.create<DivOp>({weight, sum});
  }
  Value result;
  for (auto [tap, weight] : llvm::zip_equal(taps, weights)) {
    Value term = mul(pick(image, toIndex(tap)), along(weight));
    result = result ? add(result, term) : term;
  }
  return result;
}

Value ResizeByRunning::average(Value image) {
  Type f32 = node.getBuilder().getF32Type();
  // Aligned corners of one element cover nothing but it.
  Value isNone = node.compare(Predicate::EQ, scale, number(0));
  Value width = node.create<SelectOp>({isNone, number(1), scale});
  Value begin = expandDims(node, places, 1), end = add(begin, width);
  Value elements = node.castTo(
      node.positionsAlong(image, axis, node.getBuilder().getI32Type()), f32);
  // What lies beyond the image is as its last element.
  Value isLast = node.compare(Predicate::EQ, elements, sub(from, number(1)));
  Value ends =
      node.create<SelectOp>({isLast, number(std::numeric_limits<float>::max()),
                             add(elements, number(1))});
  Value covered = sub(node.create<MinimumOp>({ends, end}),
                      node.create<MaximumOp>({elements, begin}));
  Value weights =
      node.create<DivOp>({node.create<MaximumOp>({covered, number(0)}), width});
  return multiplyVectors(node, weights, image, axis);
}
