//===- AudioOps.cpp - Spectrograms and cepstra ----------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What networks that listen begin with. All of it is linear but for an absolute
// value and a logarithm, so it is products with matrices that are constants.
//
//===----------------------------------------------------------------------===//

#include "Compose.h"
#include "nn/Dialect/NN/IR/NNArithmeticOps.h"
#include "nn/Dialect/NN/IR/NNBinaryOps.h"
#include "nn/Dialect/NN/IR/NNLinearOps.h"
#include "nn/Dialect/NN/IR/NNMathOps.h"
#include "nn/Dialect/NN/IR/NNShapeOps.h"
#include "llvm/Support/MathExtras.h"
#include <cmath>

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

/// A constant matrix of f32; null, with an error, if it is too large.
static Value makeMatrix(NodeContext &node, int64_t rows, int64_t columns,
                        llvm::function_ref<double(int64_t, int64_t)> element) {
  if (node.hasFailed() || !node.checkListable(rows * columns))
    return {};
  SmallVector<float> values;
  values.reserve(rows * columns);
  for (int64_t row = 0; row < rows; ++row)
    for (int64_t column = 0; column < columns; ++column)
      values.push_back(element(row, column));
  auto type =
      RankedTensorType::get({rows, columns}, node.getBuilder().getF32Type());
  return node.constant(cast<ElementsAttr>(
      DenseElementsAttr::get(type, ArrayRef<float>(values))));
}

//===----------------------------------------------------------------------===//
// AudioSpectrogram
//===----------------------------------------------------------------------===//

/// Where the frames begin, a vector; a frame has all of its samples.
static Value makeStarts(NodeContext &node, int64_t size, int64_t stride) {
  Type type = node.getBuilder().getI64Type();
  int64_t samples = node.getShape(0)[0];
  Value frames;
  if (!ShapedType::isDynamic(samples)) {
    int64_t count = samples < size ? 0 : 1 + (samples - size) / stride;
    frames = node.positions(count, type);
  } else {
    Value beyond = node.create<SubOp>(
        {node.getSize(node.getInput(0), 0), node.scalar(type, size)});
    Value steps = node.create<FloorDivOp>({beyond, node.scalar(type, stride)});
    Value count = node.create<MaximumOp>(
        {node.create<AddOp>({steps, node.scalar(type, 1)}),
         node.scalar(type, 0)});
    frames = countUp(node, count);
  }
  return node.create<MulOp>({frames, node.scalar(type, stride)});
}

/// How much of each frequency is in each frame of a sound of several channels,
/// the samples of a frame weighted by Hann's window and followed by zeros up to
/// a power of two.
static LogicalResult importSpectrogram(NodeContext &node) {
  int64_t size = node.getInt("window_size"), stride = node.getInt("stride");
  bool isSquared = node.getBool("magnitude_squared", false);
  if (node.hasFailed() || !node.checkRank(0, 2) || !node.checkFloats(0))
    return failure();
  if (size < 2 || size > 1 << 20 || stride < 1)
    return node.emitError()
           << "has frames of " << size << " samples, " << stride << " apart";
  int64_t length = llvm::PowerOf2Ceil(size), bins = length / 2 + 1;
  auto getRoot = [&](double (&part)(double)) {
    return makeMatrix(node, size, bins, [&](int64_t sample, int64_t bin) {
      double window = 0.5 - 0.5 * std::cos(2 * M_PI * sample / size);
      return window * part(2 * M_PI * (sample * bin % length) / length);
    });
  };
  Value starts = expandDims(node, makeStarts(node, size, stride), 1);
  Value places = node.create<AddOp>(
      {starts, node.positions(size, node.getBuilder().getI64Type())});
  Value channels = node.create<TransposeOp>(
      node.getInput(0), node.intsAttr("permutation", {1, 0}));
  Value frames = gatherRows(node, channels, places, /*axis=*/1);
  auto getPower = [&](Value root) {
    return node.create<SquareOp>(node.create<MatmulOp>({frames, root}));
  };
  Value power = node.create<AddOp>(
      {getPower(getRoot(std::cos)), getPower(getRoot(std::sin))});
  return node.setResult(isSquared ? power : node.create<SqrtOp>(power));
}

//===----------------------------------------------------------------------===//
// Mfcc
//===----------------------------------------------------------------------===//

static double toMel(double frequency) {
  return 1127 * std::log1p(frequency / 700);
}

/// Triangles that overlap by half and are equally wide on the mel scale, a
/// column each; the first frequency is in none.
static Value makeFilters(NodeContext &node, int64_t bins, int64_t count,
                         double rate, double low, double high) {
  double step = 0.5 * rate / double(bins - 1);
  double first = toMel(low), width = (toMel(high) - first) / double(count + 1);
  int64_t begin = 1.5 + low / step, last = high / step;
  return makeMatrix(node, bins, count, [&](int64_t bin, int64_t filter) {
    if (bin < begin || bin > last)
      return 0.0;
    double place = (toMel(double(bin) * step) - first) / width;
    return std::max(0.0, 1 - std::abs(place - double(filter + 1)));
  });
}

/// The cosine transform of the logarithms of what the filters let through.
static LogicalResult importMfcc(NodeContext &node) {
  double high = node.getFloat("upper_frequency_limit", 4000);
  double low = node.getFloat("lower_frequency_limit", 20);
  int64_t count = node.getInt("filterbank_channel_count", 40);
  int64_t coefficients = node.getInt("dct_coefficient_count", 13);
  double rate = double(node.getConstantInt(1, "sample_rate"));
  if (node.hasFailed() || !node.checkRank(0, 3) || !node.checkFloats(0))
    return failure();
  int64_t bins = node.getShape(0)[2];
  if (bins < 2)
    return node.emitError()
           << "has an unknown number of frequencies, or too few";
  if (!(rate > 0 && low >= 0 && high > low) || count < 1 || count > 1 << 16 ||
      coefficients < 1 || coefficients > count)
    return node.emitError()
           << "has no " << coefficients << " coefficients of " << count
           << " filters between " << low << " and " << high << " Hz, at "
           << rate << " samples a second";
  if (high > 0.5 * rate * double(bins) / double(bins - 1))
    return node.emitError() << "has filters up to " << high
                            << " Hz, which the spectrogram does not reach";
  Value sums =
      node.create<MatmulOp>({node.create<SqrtOp>(node.getInput(0)),
                             makeFilters(node, bins, count, rate, low, high)});
  Value logs = node.create<LogOp>(node.create<MaximumOp>(
      {sums, node.scalar(node.getBuilder().getF32Type(), 1e-12)}));
  Value cosines =
      makeMatrix(node, count, coefficients, [&](int64_t filter, int64_t i) {
        return std::sqrt(2.0 / double(count)) *
               std::cos(double(i) * M_PI / double(count) *
                        (double(filter) + 0.5));
      });
  return node.setResult(node.create<MatmulOp>({logs, cosines}));
}

void tf::registerAudioOps(OpRegistry &registry) {
  registry.add("AudioSpectrogram", 1, importSpectrogram, "spectrogram");
  registry.add("Mfcc", 2, importMfcc);
}
