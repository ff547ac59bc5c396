//===- SegmentOps.cpp -----------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reductions of the rows that have the same number, and counts of elements.
//
//===----------------------------------------------------------------------===//

#include "Scatter.h"
#include "llvm/ADT/APFloat.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

/// The finite number that nothing is above, or below.
static Value makeLimit(NodeContext &node, Type elementType, bool greatest) {
  Attribute value;
  if (auto type = dyn_cast<FloatType>(elementType)) {
    value = FloatAttr::get(
        type, APFloat::getLargest(type.getFloatSemantics(), !greatest));
  } else {
    unsigned width = elementType.getIntOrFloatBitWidth();
    bool isUnsigned = elementType.isUnsignedInteger();
    APInt number = greatest ? (isUnsigned ? APInt::getMaxValue(width)
                                          : APInt::getSignedMaxValue(width))
                            : (isUnsigned ? APInt::getMinValue(width)
                                          : APInt::getSignedMinValue(width));
    value = IntegerAttr::get(elementType, number);
  }
  return node.constant(cast<ElementsAttr>(
      DenseElementsAttr::get(RankedTensorType::get({}, elementType), value)));
}

/// What a reduction of nothing is.
static Value makeNeutral(NodeContext &node, Type elementType,
                         ScatterMode mode) {
  if (mode == ScatterMode::Min || mode == ScatterMode::Max)
    return makeLimit(node, elementType, mode == ScatterMode::Min);
  return node.scalar(elementType, mode == ScatterMode::Mul ? 1 : 0);
}

/// Reduces rows of `data` into `count` rows, by the numbers in `ids`.
static Value reduceSegments(NodeContext &node, Value data, Value ids,
                            int64_t count, ScatterMode mode) {
  if (!data || !ids)
    return {};
  RankedTensorType type = node.getType(data);
  int64_t idRank = node.getType(ids).getRank();
  if (type.getRank() < idRank) {
    node.emitError() << "has data of rank " << type.getRank()
                     << " for segments of rank " << idRank;
    return {};
  }
  SmallVector<int64_t> shape = {count};
  llvm::append_range(shape, type.getShape().drop_front(idRank));
  if (llvm::is_contained(shape, ShapedType::kDynamic)) {
    node.emitError() << "has segments of unknown size";
    return {};
  }
  Value into =
      makeFilled(node, shape, makeNeutral(node, type.getElementType(), mode));
  return scatterRows(node, into, ids, data, mode, {/*negative=*/true});
}

template <ScatterMode mode>
static LogicalResult importUnsortedSegment(NodeContext &node) {
  int64_t count = node.getConstantInt(2, "num_segments");
  if (!node.hasFailed() && count < 0)
    return node.emitError() << "has " << count << " segments";
  if (node.hasFailed())
    return failure();
  return node.setResult(
      reduceSegments(node, node.getInput(0), node.getInput(1), count, mode));
}

/// Reads sorted ids, whose last says how many segments there are unless that is
/// an input.
static LogicalResult readSegments(NodeContext &node, unsigned idsInput,
                                  std::optional<unsigned> countInput,
                                  SmallVectorImpl<int64_t> &ids,
                                  int64_t &count) {
  if (!node.checkRank(idsInput, 1))
    return failure();
  count = 0;
  if (countInput)
    count = node.getConstantInt(*countInput, "num_segments");
  if (!node.hasFailed() && node.getShape(idsInput)[0] != 0)
    ids.assign(node.getConstantInts(idsInput, "segment_ids"));
  if (node.hasFailed())
    return failure();
  if (!llvm::is_sorted(ids))
    return node.emitError() << "input " << idsInput << " is not sorted";
  if (!ids.empty() && (ids.front() < 0 || ids.back() > 1 << 30))
    return node.emitError() << "input " << idsInput << " has the segment "
                            << (ids.front() < 0 ? ids.front() : ids.back());
  if (!countInput)
    count = ids.empty() ? 0 : ids.back() + 1;
  else if (!ids.empty() && ids.back() >= count)
    return node.emitError() << "input " << idsInput << " has the segment "
                            << ids.back() << " of " << count;
  return success();
}

/// A float for each segment, of a shape that broadcasts to the segments.
static Value makeFactors(NodeContext &node, Value segments,
                         ArrayRef<int64_t> ids, int64_t count,
                         llvm::function_ref<double(int64_t)> f) {
  if (!segments)
    return {};
  SmallVector<int64_t> sizes(count, 0);
  for (int64_t id : ids)
    ++sizes[id];
  RankedTensorType type = node.getType(segments);
  SmallVector<int64_t> shape(type.getRank(), 1);
  shape.front() = count;
  SmallVector<Value> parts;
  SmallVector<Attribute> elements;
  Type elementType = type.getElementType();
  for (int64_t size : sizes)
    elements.push_back(
        isa<FloatType>(elementType)
            ? Attribute(node.getBuilder().getFloatAttr(elementType, f(size)))
            : IntegerAttr::get(elementType, int64_t(f(size))));
  return node.constant(cast<ElementsAttr>(DenseElementsAttr::get(
      RankedTensorType::get(shape, elementType), elements)));
}

enum class Average { None, Mean, SqrtN };

/// Finishes a reduction: divides, and gives segments of nothing a zero, as
/// TensorFlow does for all but products.
static Value finish(NodeContext &node, Value segments, ArrayRef<int64_t> ids,
                    int64_t count, ScatterMode mode, Average average) {
  if (!segments)
    return {};
  if (average != Average::None)
    return node.create<DivOp>(
        {segments, makeFactors(node, segments, ids, count, [&](int64_t size) {
           double atLeastOne = std::max<int64_t>(size, 1);
           return average == Average::Mean ? atLeastOne : std::sqrt(atLeastOne);
         })});
  if (mode != ScatterMode::Min && mode != ScatterMode::Max)
    return segments;
  SmallVector<bool> isThere(count, false);
  for (int64_t id : ids)
    isThere[id] = true;
  if (!llvm::is_contained(isThere, false))
    return segments;
  RankedTensorType type = node.getType(segments);
  SmallVector<int64_t> shape(type.getRank(), 1);
  shape.front() = count;
  Value mask = node.constant(cast<ElementsAttr>(DenseElementsAttr::get(
      RankedTensorType::get(shape, node.getBuilder().getI1Type()), isThere)));
  return node.create<SelectOp>(
      {mask, segments, node.scalar(type.getElementType(), 0)});
}

template <ScatterMode mode, Average average = Average::None>
static LogicalResult importSegment(NodeContext &node) {
  SmallVector<int64_t> ids;
  int64_t count;
  if (failed(readSegments(node, 1, std::nullopt, ids, count)))
    return failure();
  Value segments =
      reduceSegments(node, node.getInput(0), node.getInput(1), count, mode);
  return node.setResult(finish(node, segments, ids, count, mode, average));
}

/// The rows are picked by indices first.
template <Average average>
static LogicalResult importSparseSegment(NodeContext &node) {
  SmallVector<int64_t> ids;
  int64_t count;
  std::optional<unsigned> countInput;
  if (node.getNumInputs() > 3)
    countInput = 3;
  if (failed(readSegments(node, 2, countInput, ids, count)))
    return failure();
  Value rows = node.create<GatherOp>(
      {node.getInput(0), node.getInput(1)},
      {node.intAttr("axis", 0), node.intAttr("batch_dims", 0)});
  Value segments =
      reduceSegments(node, rows, node.getInput(2), count, ScatterMode::Add);
  return node.setResult(
      finish(node, segments, ids, count, ScatterMode::Add, average));
}

/// Adds weights, or ones, to the bins that `values` names. With a batch, each
/// row has bins of its own.
static LogicalResult countBins(NodeContext &node, Value values, int64_t size,
                               Value weights, Type elementType,
                               bool hasBatch = false, bool isBinary = false) {
  if (size < 0)
    return node.emitError() << "has " << size << " bins";
  RankedTensorType type = node.getType(values);
  if (!type.hasStaticShape())
    return node.emitError() << "has an input of unknown size";
  // Only weights that have elements are meant.
  if (weights && !node.getType(weights).hasStaticShape())
    return node.emitError() << "has weights of unknown size";
  bool isWeighted = weights && node.getType(weights).getNumElements() != 0;
  Value updates = weights;
  if (!isWeighted || isBinary)
    updates = makeFilled(node, type.getShape(), node.scalar(elementType, 1));
  SmallVector<int64_t> shape;
  if (hasBatch)
    shape.push_back(type.getDimSize(0));
  shape.push_back(size);
  Value indices =
      node.create<ExpandDimsOp>(values, node.intAttr("axis", type.getRank()));
  return node.setResult(
      scatter(node, makeZeros(node, shape, elementType), indices, updates,
              isBinary ? ScatterMode::Update : ScatterMode::Add,
              hasBatch ? 1 : 0, {/*negative=*/false, /*beyond=*/true}));
}

static LogicalResult importBincount(NodeContext &node) {
  int64_t size = node.getConstantInt(1, "size");
  if (node.hasFailed())
    return failure();
  return countBins(node, node.getInput(0), size, node.getInput(2),
                   node.getType(2).getElementType());
}

static LogicalResult importDenseBincount(NodeContext &node) {
  int64_t size = node.getConstantInt(1, "size");
  bool isBinary = node.getBool("binary_output", false);
  if (node.hasFailed())
    return failure();
  if (node.getRank(0) > 2)
    return node.emitError()
           << "input 0 has rank " << node.getRank(0) << " instead of 2 at most";
  return countBins(node, node.getInput(0), size, node.getInput(2),
                   node.getType(2).getElementType(), node.getRank(0) == 2,
                   isBinary);
}

/// Bins of equal width; what is outside of the range is in the first or last.
static LogicalResult importHistogram(NodeContext &node) {
  int64_t bins = node.getConstantInt(2, "nbins");
  Type resultType = node.getElementType("dtype", proto::DT_INT32);
  if (node.hasFailed() || !node.checkRank(1, 1))
    return failure();
  if (bins < 1)
    return node.emitError() << "has " << bins << " bins";
  Builder &b = node.getBuilder();
  auto take = [&](int64_t i) {
    Value part =
        node.create<SliceOp>(node.getInput(1), {node.intsAttr("begin", {i}),
                                                node.intsAttr("size", {1}),
                                                node.intsAttr("strides", {1})});
    return node.reshape(part, {});
  };
  auto castTo = [&](Value value, Type type) -> Value {
    if (!value)
      return {};
    return node.createTyped<CastOp>(node.getType(value).clone(type), value);
  };
  // Differences are numbers of the input's type, all else is f64.
  Value low = take(0), high = take(1);
  Value range = castTo(node.create<SubOp>({high, low}), b.getF64Type());
  Value width = node.create<DivOp>({range, node.scalar(b.getF64Type(), bins)});
  Value atLeast = node.create<MaximumOp>({node.getInput(0), low});
  Value distance = node.create<SubOp>({atLeast, low});
  Value position =
      node.create<DivOp>({castTo(distance, b.getF64Type()), width});
  Value inside =
      node.create<MinimumOp>({position, node.scalar(b.getF64Type(), bins - 1)});
  Value bin = castTo(inside, b.getI32Type());
  if (node.hasFailed())
    return failure();
  return countBins(node, bin, bins, Value(), resultType);
}

void tf::registerSegmentOps(OpRegistry &registry) {
  registry.add("SegmentSum", 2, importSegment<ScatterMode::Add>);
  registry.add("SegmentMean", 2,
               importSegment<ScatterMode::Add, Average::Mean>);
  registry.add("SegmentProd", 2, importSegment<ScatterMode::Mul>);
  registry.add("SegmentMin", 2, importSegment<ScatterMode::Min>);
  registry.add("SegmentMax", 2, importSegment<ScatterMode::Max>);
  registry.add("SegmentSumV2", 3, importUnsortedSegment<ScatterMode::Add>);
  registry.add("SegmentProdV2", 3, importUnsortedSegment<ScatterMode::Mul>);
  registry.add("UnsortedSegmentSum", 3,
               importUnsortedSegment<ScatterMode::Add>);
  registry.add("UnsortedSegmentProd", 3,
               importUnsortedSegment<ScatterMode::Mul>);
  registry.add("UnsortedSegmentMin", 3,
               importUnsortedSegment<ScatterMode::Min>);
  registry.add("UnsortedSegmentMax", 3,
               importUnsortedSegment<ScatterMode::Max>);
  for (StringRef suffix : {"", "WithNumSegments"}) {
    unsigned arity = suffix.empty() ? 3 : 4;
    registry.add(("SparseSegmentSum" + suffix).str(), arity,
                 importSparseSegment<Average::None>);
    registry.add(("SparseSegmentMean" + suffix).str(), arity,
                 importSparseSegment<Average::Mean>);
    registry.add(("SparseSegmentSqrtN" + suffix).str(), arity,
                 importSparseSegment<Average::SqrtN>);
  }
  registry.add("Bincount", 3, importBincount, "bins");
  registry.add("DenseBincount", 3, importDenseBincount);
  registry.add("HistogramFixedWidth", 3, importHistogram, "out");
}
