//===- FractionalPoolingOps.cpp - Pooling of unequal regions --------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Pooling whose regions are drawn. With seeds they follow from these and the
// sizes, so that along each axis pooling is a maximum or sum of gathers with
// constant indices.
//
//===----------------------------------------------------------------------===//

#include "../NodeContext.h"
#include "Philox.h"
#include "nn/Dialect/NN/IR/NNBinaryOps.h"
#include "nn/Dialect/NN/IR/NNGatherOps.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

/// Where regions begin along an axis, and in the end its size.
using Regions = SmallVector<int64_t>;

/// Draws regions of one or another of two lengths.
static Regions drawRegions(int64_t size, int64_t count, bool isPseudoRandom,
                           uint64_t seed, uint64_t seed2, uint64_t &drawn) {
  Regions regions = {0};
  if (size == count) {
    for (int64_t i = 1; i <= size; ++i)
      regions.push_back(i);
    return regions;
  }
  PhiloxSequence words(seed, seed2, drawn);
  int64_t length = size / count;
  if (isPseudoRandom) {
    // Places that are equally far apart, from an offset on, rounded upwards.
    double alpha = double(size) / double(count);
    double greatest =
        std::min(double(length + 2) / alpha - 1,
                 double(size + 1 - length) / alpha - double(count - 1));
    double offset = words.nextUnit() * greatest;
    drawn += 1;
    for (int64_t i = 1; i < count; ++i)
      regions.push_back(int64_t(std::ceil(alpha * (double(i) + offset))) - 1);
    regions.push_back(size);
    return regions;
  }
  SmallVector<int64_t> lengths(count, length);
  for (int64_t i = 0; i < size % count; ++i)
    ++lengths[i];
  shuffle(lengths, words);
  drawn += llvm::divideCeil(count, 4);
  for (int64_t length : lengths)
    regions.push_back(regions.back() + length);
  return regions;
}

/// Combines the elements of each region along an axis.
template <bool isMax>
static Value poolAlong(NodeContext &node, Value value, int64_t axis,
                       const Regions &regions, bool overlap) {
  int64_t count = regions.size() - 1, longest = 0, size = regions.back();
  SmallVector<int64_t> ends;
  for (int64_t i = 0; i < count; ++i) {
    ends.push_back(std::min(regions[i + 1] + (overlap ? 1 : 0), size));
    longest = std::max(longest, ends[i] - regions[i]);
  }
  Builder &b = node.getBuilder();
  Value result;
  for (int64_t k = 0; k < longest; ++k) {
    // A region that is shorter repeats its last element, with no weight.
    SmallVector<int64_t> places;
    SmallVector<double> weights;
    for (int64_t i = 0; i < count; ++i) {
      places.push_back(std::min(regions[i] + k, ends[i] - 1));
      bool isThere = regions[i] + k < ends[i];
      weights.push_back(isThere ? 1.0 / double(ends[i] - regions[i]) : 0.0);
    }
    Value term = node.create<GatherOp>(
        {value, node.ints(places, b.getI32Type())},
        {node.intAttr("axis", axis), node.intAttr("batch_dims", 0)});
    if (!isMax) {
      SmallVector<int64_t> shape(4 - axis, 1);
      shape[0] = count;
      Type type = node.getType(0).getElementType();
      SmallVector<Attribute> elements =
          llvm::map_to_vector(weights, [&](double weight) -> Attribute {
            return b.getFloatAttr(type, weight);
          });
      Value factor = node.constant(cast<ElementsAttr>(DenseElementsAttr::get(
          RankedTensorType::get(shape, type), elements)));
      term = node.create<MulOp>({term, factor});
    }
    if (!result)
      result = term;
    else if (isMax)
      result = node.create<MaximumOp>({result, term});
    else
      result = node.create<AddOp>({result, term});
  }
  return result;
}

template <bool isMax>
static LogicalResult importFractionalPool(NodeContext &node) {
  const proto::AttrValue *attr = node.getAttr("pooling_ratio");
  bool isPseudoRandom = node.getBool("pseudo_random", false);
  bool overlap = node.getBool("overlapping", false);
  bool isDeterministic = node.getBool("deterministic", false);
  int64_t seed = node.getInt("seed", 0), seed2 = node.getInt("seed2", 0);
  if (node.hasFailed() || !node.checkRank(0, 4))
    return failure();
  if (!isDeterministic || (seed == 0 && seed2 == 0))
    return node.emitError() << "draws other regions each time it runs, as it "
                               "has no seed";
  if (!attr || attr->list().f_size() != 4 || attr->list().f(0) != 1 ||
      attr->list().f(3) != 1)
    return node.emitError() << "has no ratios of rows and columns alone";
  if (!isMax && !isa<FloatType>(node.getType(0).getElementType()))
    return node.emitError()
           << "of " << node.getType(0).getElementType() << " is not supported";
  Value value = node.getInput(0);
  SmallVector<Value> results(1);
  uint64_t drawn = 0;
  for (int64_t axis : {1, 2}) {
    int64_t size = node.getShape(0)[axis];
    float ratio = attr->list().f(axis);
    if (ShapedType::isDynamic(size) || size < 1 || !(ratio >= 1) ||
        ratio > float(size))
      return node.emitError()
             << "pools an unknown size, or " << size << " by " << ratio;
    auto count = int64_t(std::floor(float(size) / ratio));
    if (!node.checkListable(count))
      return failure();
    Regions regions =
        drawRegions(size, count, isPseudoRandom, seed, seed2, drawn);
    value = poolAlong<isMax>(node, value, axis, regions, overlap);
    results.push_back(node.ints(regions, node.getBuilder().getI64Type()));
  }
  results[0] = value;
  return node.setResults(results);
}

void tf::registerFractionalPoolingOps(OpRegistry &registry) {
  StringRef results = "output,row_pooling_sequence,col_pooling_sequence";
  registry.add("FractionalMaxPool", 1, importFractionalPool<true>, results);
  registry.add("FractionalAvgPool", 1, importFractionalPool<false>, results);
}
