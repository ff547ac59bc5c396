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

#include "Compose.h"
#include "Scatter.h"
#include "mlir/IR/Matchers.h"
#include "nn/Dialect/NN/IR/NNArithmeticOps.h"
#include "nn/Dialect/NN/IR/NNBinaryOps.h"
#include "nn/Dialect/NN/IR/NNGatherOps.h"
#include "nn/Dialect/NN/IR/NNLogicalOps.h"
#include "nn/Dialect/NN/IR/NNReductionOps.h"
#include "nn/Dialect/NN/IR/NNShapeOps.h"
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
                            Value count, ScatterMode mode) {
  if (!data || !ids)
    return {};
  RankedTensorType type = node.getType(data);
  int64_t idRank = node.getType(ids).getRank();
  if (type.getRank() < idRank) {
    node.emitError() << "has data of rank " << type.getRank()
                     << " for segments of rank " << idRank;
    return {};
  }
  Value into = makeRows(node, count, data, idRank,
                        makeNeutral(node, type.getElementType(), mode));
  return scatterRows(node, into, ids, data, mode, {/*negative=*/true});
}

/// The number of segments that an input is. Null after an error.
static Value readCount(NodeContext &node, unsigned index) {
  if (!node.checkRank(index, 0))
    return {};
  std::optional<SmallVector<int64_t>> known = node.getStaticInts(index);
  if (known && (*known)[0] < 0 && !ShapedType::isDynamic((*known)[0])) {
    node.emitError() << "has " << (*known)[0] << " segments";
    return {};
  }
  return node.getInput(index);
}

template <ScatterMode mode>
static LogicalResult importUnsortedSegment(NodeContext &node) {
  Value count = readCount(node, 2);
  if (!count)
    return failure();
  return node.setResult(
      reduceSegments(node, node.getInput(0), node.getInput(1), count, mode));
}

namespace {
/// Sorted segments: the number of each row's one, and how many there are.
struct Segments {
  Value ids, count;
  /// Rows of each segment, if that is known.
  std::optional<SmallVector<int64_t>> sizes;
};
} // namespace

/// Reads ids of which only running tells whether they are sorted.
static LogicalResult readUnknownSegments(NodeContext &node,
                                         Segments &segments) {
  RankedTensorType type = node.getType(segments.ids);
  Type elementType = type.getElementType();
  Value limit = makeLimit(node, elementType, /*greatest=*/true);
  DenseElementsAttr greatest;
  if (!matchPattern(limit, m_Constant(&greatest)))
    return failure();
  auto pad = [&](ArrayRef<int64_t> low, ArrayRef<int64_t> high,
                 Attribute value) {
    return node.create<PadOp>(
        segments.ids, {node.intsAttr("low", low), node.intsAttr("high", high),
                       node.getBuilder().getNamedAttr("value", value)});
  };
  // Each one beside the one before, with zero in front of the first.
  Value before = pad({1}, {0}, IntegerAttr::get(elementType, 0));
  Value after = pad({0}, {1}, greatest.getSplatValue<Attribute>());
  Value isSorted = node.create<ReduceAllOp>(
      node.compare(Predicate::LE, before, after), node.intsAttr("axes", {0}));
  node.createAssert(isSorted, "segment ids are not increasing");
  if (!segments.count)
    segments.count = getEnd(node, segments.ids);
  return success(!node.hasFailed());
}

/// Reads sorted ids, whose last says how many segments there are unless that is
/// an input.
static LogicalResult readSegments(NodeContext &node, unsigned idsInput,
                                  std::optional<unsigned> countInput,
                                  Segments &segments) {
  if (!node.checkRank(idsInput, 1) || !node.checkIntegers(idsInput))
    return failure();
  if (countInput && !(segments.count = readCount(node, *countInput)))
    return failure();
  segments.ids = node.getInput(idsInput);
  std::optional<SmallVector<int64_t>> known = node.getStaticInts(idsInput);
  if (!known || llvm::is_contained(*known, ShapedType::kDynamic))
    return readUnknownSegments(node, segments);
  ArrayRef<int64_t> ids = *known;
  if (!llvm::is_sorted(ids))
    return node.emitError() << "input " << idsInput << " is not sorted";
  if (!ids.empty() && (ids.front() < 0 || ids.back() > 1 << 30))
    return node.emitError() << "input " << idsInput << " has the segment "
                            << (ids.front() < 0 ? ids.front() : ids.back());
  int64_t count = ids.empty() ? 0 : ids.back() + 1;
  if (!segments.count) {
    segments.count = node.scalar(node.getBuilder().getI64Type(), count);
  } else {
    std::optional<SmallVector<int64_t>> given = node.getStaticInts(*countInput);
    if (!given || ShapedType::isDynamic((*given)[0]))
      return success();
    if (count > (*given)[0])
      return node.emitError() << "input " << idsInput << " has the segment "
                              << count - 1 << " of " << (*given)[0];
    count = (*given)[0];
  }
  // More are counted when the network runs.
  if (count > 1 << 20)
    return success();
  segments.sizes.emplace(count, 0);
  for (int64_t id : ids)
    ++(*segments.sizes)[id];
  return success();
}

/// How many rows each segment has, as i32 that broadcast to the segments: the
/// elements' own type may have too few bits to count them.
static Value countRows(NodeContext &node, const Segments &segments,
                       int64_t rank) {
  Type i32 = node.getBuilder().getI32Type();
  SmallVector<int64_t> shape(rank, 1);
  if (segments.sizes) {
    shape.front() = segments.sizes->size();
    auto sizes = llvm::to_vector_of<int32_t>(*segments.sizes);
    return node.constant(cast<ElementsAttr>(DenseElementsAttr::get(
        RankedTensorType::get(shape, i32), ArrayRef(sizes))));
  }
  Value one = node.scalar(i32, 1);
  Value counts = scatterRows(
      node, makeRows(node, segments.count, one, 0, node.scalar(i32, 0)),
      segments.ids, makeFilledLike(node, segments.ids, one), ScatterMode::Add);
  if (!counts)
    return {};
  shape.front() = node.getType(counts).getDimSize(0);
  return node.reshape(counts, shape);
}

enum class Average { None, Mean, SqrtN };

/// Finishes a reduction: divides, and gives segments of nothing a zero, as
/// TensorFlow does for all but products.
static Value finish(NodeContext &node, Value result, const Segments &segments,
                    ScatterMode mode, Average average) {
  if (!result || (average == Average::None && mode != ScatterMode::Min &&
                  mode != ScatterMode::Max))
    return result;
  if (average == Average::None && segments.sizes &&
      !llvm::is_contained(*segments.sizes, 0))
    return result;
  Type i32 = node.getBuilder().getI32Type();
  Type elementType = node.getType(result).getElementType();
  Value counts = countRows(node, segments, node.getType(result).getRank());
  if (average == Average::None)
    return node.create<SelectOp>(
        {node.compare(Predicate::GT, counts, node.scalar(i32, 0)), result,
         node.scalar(elementType, 0)});
  Value divisor = node.castTo(
      node.create<MaximumOp>({counts, node.scalar(i32, 1)}), elementType);
  if (average == Average::SqrtN)
    divisor = node.create<SqrtOp>(divisor);
  return node.create<DivOp>({result, divisor});
}

template <ScatterMode mode, Average average = Average::None>
static LogicalResult importSegment(NodeContext &node) {
  Segments segments;
  if (failed(readSegments(node, 1, std::nullopt, segments)))
    return failure();
  Value result = reduceSegments(node, node.getInput(0), segments.ids,
                                segments.count, mode);
  return node.setResult(finish(node, result, segments, mode, average));
}

/// The rows are picked by indices first.
template <Average average>
static LogicalResult importSparseSegment(NodeContext &node) {
  Segments segments;
  std::optional<unsigned> countInput;
  if (node.getNumInputs() > 3)
    countInput = 3;
  if (failed(readSegments(node, 2, countInput, segments)))
    return failure();
  Value rows = node.create<GatherOp>(
      {node.getInput(0), node.getInput(1)},
      {node.intAttr("axis", 0), node.intAttr("batch_dims", 0)});
  Value result = reduceSegments(node, rows, segments.ids, segments.count,
                                ScatterMode::Add);
  return node.setResult(
      finish(node, result, segments, ScatterMode::Add, average));
}

/// Adds weights, or ones, to the bins that `values` names, of which there are
/// as many as a scalar says. With a batch, each row has bins of its own.
static LogicalResult countBins(NodeContext &node, Value values, Value size,
                               Value weights, Type elementType,
                               bool hasBatch = false, bool isBinary = false) {
  std::optional<SmallVector<int64_t>> known = node.getStaticInts(size);
  bool isKnown = known && !ShapedType::isDynamic((*known)[0]);
  if (isKnown && (*known)[0] < 0)
    return node.emitError() << "has " << (*known)[0] << " bins";
  RankedTensorType type = node.getType(values);
  // Only weights that have elements are meant.
  if (weights && !node.getType(weights).hasStaticShape())
    return node.emitError() << "has weights of unknown size";
  bool isWeighted = weights && node.getType(weights).getNumElements() != 0;
  Value updates = weights;
  if (!isWeighted || isBinary)
    updates = makeFilledLike(node, values, node.scalar(elementType, 1));
  Value indices =
      node.create<ExpandDimsOp>(values, node.intAttr("axis", type.getRank()));
  Value bins;
  if (hasBatch) {
    int64_t rows = type.getDimSize(0);
    if (isKnown && !ShapedType::isDynamic(rows))
      bins = makeZeros(node, {rows, (*known)[0]}, elementType);
    else
      bins = fill(node,
                  concat(node,
                         {node.reshape(node.getSize(values, 0), {1}),
                          isKnown ? node.ints((*known)[0],
                                              node.getBuilder().getI64Type())
                                  : node.reshape(toI64(node, size), {1})},
                         0),
                  node.scalar(elementType, 0));
  } else {
    Value zero = node.scalar(elementType, 0);
    bins = makeRows(node, size, zero, 0, zero);
  }
  return node.setResult(
      scatter(node, bins, indices, updates,
              isBinary ? ScatterMode::Update : ScatterMode::Add,
              hasBatch ? 1 : 0, {/*negative=*/false, /*beyond=*/true}));
}

static LogicalResult importBincount(NodeContext &node) {
  if (!node.checkRank(1, 0))
    return failure();
  return countBins(node, node.getInput(0), node.getInput(1), node.getInput(2),
                   node.getType(2).getElementType());
}

static LogicalResult importDenseBincount(NodeContext &node) {
  bool isBinary = node.getBool("binary_output", false);
  if (node.hasFailed() || !node.checkRank(1, 0))
    return failure();
  if (node.getRank(0) > 2)
    return node.emitError()
           << "input 0 has rank " << node.getRank(0) << " instead of 2 at most";
  return countBins(node, node.getInput(0), node.getInput(1), node.getInput(2),
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
  return countBins(node, bin, node.scalar(b.getI64Type(), bins), Value(),
                   resultType);
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
  registry.add("SegmentMinV2", 3, importUnsortedSegment<ScatterMode::Min>);
  registry.add("SegmentMaxV2", 3, importUnsortedSegment<ScatterMode::Max>);
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
