//===- QuantizationOps.cpp - Simulated quantization ---------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What training for quantization leaves in a graph: rounding to a grid of
// numbers whose bounds are constants.
//
//===----------------------------------------------------------------------===//

#include "../NodeContext.h"
#include "mlir/IR/Matchers.h"
#include <cmath>

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

namespace {
/// Bounds moved so that zero is on the grid; in f32, as TensorFlow computes.
struct Grid {
  float low, high, scale;
};
} // namespace

static Grid makeGrid(float low, float high, int64_t bits, bool isNarrow) {
  float first = isNarrow ? 1 : 0;
  float last = float((int64_t(1) << bits) - 1);
  float scale = (high - low) / (last - first);
  float zero = first - low / scale;
  zero = zero < first ? first : zero > last ? last : std::round(zero);
  return {(first - zero) * scale, (last - zero) * scale, scale};
}

static LogicalResult importFakeQuant(NodeContext &node, ArrayRef<float> lows,
                                     ArrayRef<float> highs) {
  int64_t bits = node.getInt("num_bits", 8);
  bool isNarrow = node.getBool("narrow_range", false);
  if (node.hasFailed())
    return failure();
  if (bits < 2 || bits > 16)
    return node.emitError() << "has " << bits << " bits";
  SmallVector<float> low, high, scale, inverse;
  for (auto [l, h] : llvm::zip_equal(lows, highs)) {
    if (!(l <= 0 && h >= 0 && l < h))
      return node.emitError() << "bounds " << l << " and " << h
                              << " do not have zero between them";
    Grid grid = makeGrid(l, h, bits, isNarrow);
    low.push_back(grid.low);
    high.push_back(grid.high);
    scale.push_back(grid.scale);
    inverse.push_back(1.0f / grid.scale);
  }
  Type f32 = node.getBuilder().getF32Type();
  auto constant = [&](ArrayRef<float> values) {
    SmallVector<int64_t> shape;
    if (values.size() != 1)
      shape.push_back(values.size());
    return node.constant(cast<ElementsAttr>(
        DenseElementsAttr::get(RankedTensorType::get(shape, f32), values)));
  };
  Value clamped = node.create<MinimumOp>(
      {node.create<MaximumOp>({node.getInput(0), constant(low)}),
       constant(high)});
  Value steps = node.create<MulOp>(
      {node.create<SubOp>({clamped, constant(low)}), constant(inverse)});
  Value whole =
      node.create<FloorOp>(node.create<AddOp>({steps, node.scalar(f32, 0.5)}));
  return node.setResult(node.create<AddOp>(
      {node.create<MulOp>({whole, constant(scale)}), constant(low)}));
}

static LogicalResult importFakeQuantArgs(NodeContext &node) {
  float low = node.getFloat("min", -6), high = node.getFloat("max", 6);
  return importFakeQuant(node, low, high);
}

static LogicalResult importFakeQuantVars(NodeContext &node) {
  SmallVector<float> bounds[2];
  for (unsigned i : {0, 1}) {
    DenseFPElementsAttr values;
    if (!matchPattern(node.getInput(i + 1), m_Constant(&values)) ||
        !values.getElementType().isF32())
      return node.emitError()
             << "input " << i + 1 << " (bounds) must be a constant";
    for (const APFloat &value : values)
      bounds[i].push_back(value.convertToFloat());
  }
  if (bounds[0].size() != bounds[1].size())
    return node.emitError() << "has " << bounds[0].size() << " and "
                            << bounds[1].size() << " bounds";
  return importFakeQuant(node, bounds[0], bounds[1]);
}

void tf::registerQuantizationOps(OpRegistry &registry) {
  registry.add("FakeQuantWithMinMaxArgs", 1, importFakeQuantArgs, "outputs");
  registry.add("FakeQuantWithMinMaxVars", 3, importFakeQuantVars, "outputs");
  registry.add("FakeQuantWithMinMaxVarsPerChannel", 3, importFakeQuantVars,
               "outputs");
}
