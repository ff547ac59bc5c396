//===- SlicingOps.cpp - Parts of tensors --------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Taking tensors apart and putting them together.
//
//===----------------------------------------------------------------------===//

#include "../NodeContext.h"
#include "Compose.h"
#include "nn/Dialect/NN/IR/NNBinaryOps.h"
#include "nn/Dialect/NN/IR/NNLogicalOps.h"
#include "nn/Dialect/NN/IR/NNReductionOps.h"
#include "nn/Dialect/NN/IR/NNShapeOps.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

//===----------------------------------------------------------------------===//
// Concatenation
//===----------------------------------------------------------------------===//

static LogicalResult importConcat(NodeContext &node, ArrayRef<Value> values,
                                  unsigned axisInput) {
  int64_t axis = node.getConstantInt(axisInput, "axis");
  if (node.hasFailed())
    return failure();
  axis = node.normalizeAxis(axis, node.getType(values.front()).getRank());
  return node.setResult(concat(node, values, axis));
}

static LogicalResult importConcatV1(NodeContext &node) {
  return importConcat(node, node.getInputs().drop_front(), 0);
}

static LogicalResult importConcatV2(NodeContext &node) {
  return importConcat(node, node.getInputs().drop_back(),
                      node.getNumInputs() - 1);
}

static LogicalResult importParallelConcat(NodeContext &node) {
  if (node.getRank(0) == 0)
    return node.emitError() << "input 0 has rank 0";
  return node.setResult(concat(node, node.getInputs(), 0));
}

static LogicalResult importPack(NodeContext &node) {
  int64_t axis =
      node.normalizeAxis(node.getInt("axis", 0), node.getRank(0) + 1);
  SmallVector<Value> values;
  for (Value input : node.getInputs())
    values.push_back(
        node.create<ExpandDimsOp>(input, node.intAttr("axis", axis)));
  return node.setResult(concat(node, values, axis));
}

//===----------------------------------------------------------------------===//
// Splits
//===----------------------------------------------------------------------===//

/// More parts than any graph has.
static constexpr int64_t kMaxParts = 1 << 16;

static LogicalResult split(NodeContext &node, Value value, int64_t axis,
                           ArrayRef<int64_t> sizes) {
  SmallVector<Value> parts;
  int64_t begin = 0;
  for (int64_t size : sizes) {
    parts.push_back(
        sizes.size() == 1 ? value : sliceAlong(node, value, axis, begin, size));
    if (node.hasFailed())
      return failure();
    begin += size;
  }
  return node.setResults(parts);
}

static LogicalResult importSplit(NodeContext &node) {
  int64_t axis =
      node.normalizeAxis(node.getConstantInt(0, "axis"), node.getRank(1));
  int64_t count = node.getInt("num_split");
  if (node.hasFailed())
    return failure();
  int64_t size = node.getShape(1)[axis];
  if (count < 1 || count > kMaxParts)
    return node.emitError() << "splits into " << count << " parts";
  if (ShapedType::isDynamic(size))
    return node.emitError() << "splits a dimension of unknown size";
  if (size % count)
    return node.emitError()
           << "splits " << size << " into " << count << " equal parts";
  return split(node, node.getInput(1), axis,
               SmallVector<int64_t>(count, size / count));
}

/// Parts of which only running tells the sizes, or that of the last.
static LogicalResult splitDynamic(NodeContext &node, int64_t axis) {
  int64_t count = node.getInt("num_split"), rank = node.getRank(0);
  if (node.hasFailed() || !node.checkRank(1, 1))
    return failure();
  if (node.getShape(1)[0] != count || count < 1 || count > kMaxParts)
    return node.emitError()
           << "input 1 (size_splits) does not have " << count << " elements";
  Value given = node.getInput(1);
  Type element = node.getType(1).getElementType();
  auto takeOne = [&](Value list, int64_t position) {
    return node.create<SliceOp>(list, {node.intsAttr("begin", position),
                                       node.intsAttr("size", 1),
                                       node.intsAttr("strides", 1)});
  };
  auto sum = [&](Value list) {
    return node.create<ReduceSumOp>(
        list, {node.intsAttr("axes", {0}), node.boolAttr("keep_dims", true)});
  };
  Value size =
      takeOne(node.createTyped<ShapeOp>(RankedTensorType::get({rank}, element),
                                        node.getInput(0)),
              axis);
  // One part may be what is left: less than the sum says by -1.
  Value minusOne = node.ints(-1, element);
  Value left = node.create<SubOp>(
      {node.create<SubOp>({size, sum(given)}), node.ints(1, element)});
  Value sizes = node.create<SelectOp>(
      {node.compare(Predicate::EQ, given, minusOne), left, given});
  Value isPart = node.create<ReduceAllOp>(
      node.compare(Predicate::GE, sizes, node.ints(int64_t(0), element)),
      {node.intsAttr("axes", {0}), node.boolAttr("keep_dims", true)});
  Value fits = node.create<LogicalAndOp>(
      {isPart, node.compare(Predicate::EQ, sum(sizes), size)});
  node.createAssert(node.reshape(fits, {}),
                    "sizes of the parts are negative, or do not sum to that of "
                    "the dimension");
  Value begin = node.ints(int64_t(0), element);
  SmallVector<Value> parts;
  for (int64_t i = 0; i < count && !node.hasFailed(); ++i) {
    SmallVector<Value> begins(rank, node.ints(int64_t(0), element));
    SmallVector<Value> partSizes(rank, minusOne);
    begins[axis] = begin;
    partSizes[axis] = takeOne(sizes, i);
    begin = node.create<AddOp>({begin, partSizes[axis]});
    SmallVector<int64_t> shape(node.getShape(0));
    shape[axis] = ShapedType::kDynamic;
    auto join = [&](ArrayRef<Value> numbers) {
      return rank == 1
                 ? numbers[0]
                 : node.create<ConcatOp>(numbers, node.intAttr("axis", 0));
    };
    parts.push_back(node.createTyped<DynamicSliceOp>(
        node.getType(0).clone(shape),
        {node.getInput(0), join(begins), join(partSizes)}));
  }
  return node.setResults(parts);
}

static LogicalResult importSplitV(NodeContext &node) {
  int64_t axis =
      node.normalizeAxis(node.getConstantInt(2, "axis"), node.getRank(0));
  if (node.hasFailed())
    return failure();
  int64_t size = node.getShape(0)[axis];
  std::optional<SmallVector<int64_t>> known = node.getStaticInts(1);
  if (!known || llvm::is_contained(*known, ShapedType::kDynamic) ||
      ShapedType::isDynamic(size))
    return splitDynamic(node, axis);
  SmallVector<int64_t> sizes = *known;
  if (llvm::count(sizes, -1) > 1)
    return node.emitError() << "has several sizes of -1";
  // One part may be what is left.
  int64_t left = size;
  for (int64_t part : sizes) {
    if (part < -1 || part > size)
      return node.emitError() << "has a part of " << part << " in " << size;
    left -= std::max<int64_t>(part, 0);
  }
  if (left < 0 || (left > 0 && !llvm::is_contained(sizes, -1)))
    return node.emitError() << "sizes of the parts do not sum to " << size;
  std::replace(sizes.begin(), sizes.end(), int64_t(-1), left);
  return split(node, node.getInput(0), axis, sizes);
}

static LogicalResult importUnpack(NodeContext &node) {
  int64_t axis = node.normalizeAxis(node.getInt("axis", 0), node.getRank(0));
  int64_t count = node.getInt("num");
  if (node.hasFailed())
    return failure();
  int64_t size = node.getShape(0)[axis];
  if (count < 0 || count > kMaxParts ||
      (!ShapedType::isDynamic(size) && size != count))
    return node.emitError() << "unpacks " << count << " parts of "
                            << (ShapedType::isDynamic(size) ? -1 : size);
  SmallVector<Value> parts;
  for (int64_t i = 0; i < count && !node.hasFailed(); ++i)
    parts.push_back(
        node.create<SqueezeOp>(sliceAlong(node, node.getInput(0), axis, i, 1),
                               node.intsAttr("axes", {axis})));
  return node.setResults(parts);
}

//===----------------------------------------------------------------------===//
// Slices
//===----------------------------------------------------------------------===//

static LogicalResult importSlice(NodeContext &node) {
  int64_t rank = node.getRank(0);
  std::optional<SmallVector<int64_t>> begin = node.getStaticInts(1);
  std::optional<SmallVector<int64_t>> size = node.getStaticInts(2);
  for (const auto &values : {begin, size})
    if (values && int64_t(values->size()) != rank)
      return node.emitError() << "has bounds of " << values->size()
                              << " dimensions for a tensor of " << rank;
  auto isKnown = [](const std::optional<SmallVector<int64_t>> &values) {
    return values && !llvm::is_contained(*values, ShapedType::kDynamic);
  };
  if (isKnown(begin) && isKnown(size)) {
    for (int64_t value : *begin)
      if (value < 0)
        return node.emitError() << "begins at " << value;
    return node.setResult(node.create<SliceOp>(
        node.getInput(0),
        {node.intsAttr("begin", *begin), node.intsAttr("size", *size),
         node.intsAttr("strides", SmallVector<int64_t>(rank, 1))}));
  }
  SmallVector<int64_t> shape(rank, ShapedType::kDynamic);
  for (int64_t i = 0; i < rank && size; ++i) {
    int64_t dim = node.getShape(0)[i];
    if ((*size)[i] >= 0)
      shape[i] = (*size)[i];
    // All that is left.
    else if ((*size)[i] == -1 && begin && (*begin)[i] >= 0 &&
             dim >= (*begin)[i])
      shape[i] = dim - (*begin)[i];
  }
  return node.setResult(node.createTyped<DynamicSliceOp>(
      RankedTensorType::get(shape, node.getType(0).getElementType()),
      node.getInputs()));
}

namespace {
/// One dimension of a strided slice, as nn.slice has it.
struct DimSlice {
  int64_t begin = 0, size = -1, stride = 1;
};

/// A range, or an index, along a dimension that only running tells: the size
/// of the dimension, or a bound, at a position in the inputs.
struct DynamicRange {
  int64_t dim, position;
  bool isIndex = false, hasBegin = true, hasEnd = true;
  int64_t stride = 1;
};

/// What StridedSlice's five masks make of begin, end and strides.
struct StridedSlice {
  SmallVector<DimSlice> ranges;
  /// The result's shape: indices into `ranges`, or -1 for a new dimension.
  SmallVector<int64_t> dims;
  /// Dimensions of which only running tells what is taken.
  SmallVector<DynamicRange> dynamicRanges;
};
} // namespace

/// One range over a dimension. Bounds count from the end if negative, and are
/// clamped, as in Python. False if only running tells.
static bool computeRange(DimSlice &range, int64_t dim,
                         std::optional<int64_t> begin,
                         std::optional<int64_t> end, int64_t stride) {
  for (std::optional<int64_t> bound : {begin, end})
    if (bound && ShapedType::isDynamic(*bound))
      return false;
  range.stride = stride;
  if (!begin && !end && (stride == 1 || ShapedType::isDynamic(dim))) {
    range.begin = stride > 0 ? 0 : -1;
    return true;
  }
  if (ShapedType::isDynamic(dim)) {
    // From a place to the end needs no size.
    if (begin && !end && stride > 0) {
      range.begin = *begin;
      return true;
    }
    return false;
  }
  int64_t low = stride > 0 ? 0 : -1;
  int64_t high = stride > 0 ? dim : dim - 1;
  auto clamp = [&](int64_t bound) {
    return std::clamp(bound < 0 ? bound + dim : bound, low, high);
  };
  int64_t first = begin ? clamp(*begin) : stride > 0 ? low : high;
  int64_t last = end ? clamp(*end) : stride > 0 ? high : low;
  int64_t distance = stride > 0 ? last - first : first - last;
  int64_t step = std::min<int64_t>(std::abs(stride), int64_t(1) << 40);
  range.size = distance <= 0 ? 0 : llvm::divideCeilSigned(distance, step);
  range.begin = range.size ? first : 0;
  return true;
}

/// The bounds of a slice, with kDynamic for those that only running tells.
static SmallVector<int64_t> readBounds(NodeContext &node, unsigned index) {
  if (auto known = node.getStaticInts(index))
    return *known;
  if (!node.checkRank(index, 1))
    return {};
  int64_t count = node.getShape(index)[0];
  if (ShapedType::isDynamic(count) || count > 32) {
    node.emitError() << "has bounds of an unknown number of dimensions";
    return {};
  }
  return SmallVector<int64_t>(count, ShapedType::kDynamic);
}

/// Reads the inputs and masks; false, with an error, if they are not known. Of
/// which index along a dimension only running tells, all of it is taken.
static bool readStridedSlice(NodeContext &node, StridedSlice &slice) {
  SmallVector<int64_t> begin = readBounds(node, 1);
  SmallVector<int64_t> end = readBounds(node, 2);
  SmallVector<int64_t> strides = node.getConstantInts(3, "strides");
  uint64_t beginMask = node.getInt("begin_mask", 0);
  uint64_t endMask = node.getInt("end_mask", 0);
  uint64_t ellipsisMask = node.getInt("ellipsis_mask", 0);
  uint64_t newAxisMask = node.getInt("new_axis_mask", 0);
  uint64_t shrinkAxisMask = node.getInt("shrink_axis_mask", 0);
  if (node.hasFailed())
    return false;
  unsigned count = begin.size();
  if (end.size() != count || strides.size() != count || count > 32) {
    node.emitError() << "has bounds of " << count << ", " << end.size()
                     << " and " << strides.size() << " dimensions";
    return false;
  }
  auto isSet = [](uint64_t mask, unsigned bit) { return (mask >> bit) & 1; };
  unsigned consumed = 0, ellipses = 0;
  for (unsigned i = 0; i < count; ++i) {
    ellipses += isSet(ellipsisMask, i);
    consumed += !isSet(ellipsisMask, i) && !isSet(newAxisMask, i);
  }
  ArrayRef<int64_t> shape = node.getShape(0);
  if (ellipses > 1 || consumed > shape.size()) {
    node.emitError() << "slices " << consumed << " dimensions of a tensor of "
                     << shape.size();
    return false;
  }
  auto takeAll = [&] {
    slice.dims.push_back(slice.ranges.size());
    slice.ranges.push_back(DimSlice());
  };
  for (unsigned i = 0; i < count; ++i) {
    if (isSet(ellipsisMask, i)) {
      for (unsigned rest = shape.size() - consumed; rest; --rest)
        takeAll();
      continue;
    }
    if (isSet(newAxisMask, i)) {
      slice.dims.push_back(-1);
      continue;
    }
    int64_t dim = shape[slice.ranges.size()];
    DimSlice range;
    if (isSet(shrinkAxisMask, i) && ShapedType::isDynamic(begin[i])) {
      slice.dynamicRanges.push_back(
          {int64_t(slice.ranges.size()), int64_t(i), /*isIndex=*/true});
      slice.ranges.push_back(DimSlice());
      continue;
    }
    if (isSet(shrinkAxisMask, i)) {
      if (!ShapedType::isDynamic(dim) && (begin[i] < -dim || begin[i] >= dim)) {
        node.emitError() << "index " << begin[i] << " is not in [" << -dim
                         << ", " << dim << ")";
        return false;
      }
      range = {begin[i], 1, 1};
      if (begin[i] < 0 && !ShapedType::isDynamic(dim))
        range.begin += dim;
      slice.ranges.push_back(range);
      continue;
    }
    if (strides[i] == 0) {
      node.emitError() << "has a stride of 0";
      return false;
    }
    std::optional<int64_t> from, to;
    if (!isSet(beginMask, i))
      from = begin[i];
    if (!isSet(endMask, i))
      to = end[i];
    if (!computeRange(range, dim, from, to, strides[i])) {
      if (strides[i] < 0) {
        node.emitError() << "goes backwards from, or to, a place that only "
                            "running tells";
        return false;
      }
      slice.dynamicRanges.push_back({int64_t(slice.ranges.size()), int64_t(i),
                                     /*isIndex=*/false, from.has_value(),
                                     to.has_value(), strides[i]});
      range = DimSlice();
    }
    slice.dims.push_back(slice.ranges.size());
    slice.ranges.push_back(range);
  }
  while (slice.ranges.size() < shape.size())
    takeAll();
  return true;
}

/// Takes what only running tells of a tensor. Bounds count from the end if
/// negative; those of ranges are clamped.
static Value takeRanges(NodeContext &node, Value input,
                        ArrayRef<DynamicRange> ranges) {
  if (!input || ranges.empty())
    return input;
  RankedTensorType type = node.getType(input);
  Type element = node.getType(1).getElementType();
  int64_t rank = type.getRank();
  auto takeOne = [&](Value list, int64_t position) {
    return node.create<SliceOp>(list, {node.intsAttr("begin", position),
                                       node.intsAttr("size", 1),
                                       node.intsAttr("strides", 1)});
  };
  Value zero = node.ints(0, element);
  Value all =
      node.createTyped<ShapeOp>(RankedTensorType::get({rank}, element), input);
  // A size of -1 is all that is left.
  SmallVector<Value> begin(rank, zero), sizes(rank, node.ints(-1, element));
  SmallVector<int64_t> knownSizes(rank, -1), strides(rank, 1);
  SmallVector<int64_t> shape(type.getShape());
  for (const DynamicRange &range : ranges) {
    Value size = type.isDynamicDim(range.dim)
                     ? takeOne(all, range.dim)
                     : node.ints(type.getDimSize(range.dim), element);
    auto read = [&](unsigned index) {
      Value bound = takeOne(node.getInput(index), range.position);
      Value isNegative = node.compare(Predicate::LT, bound, zero);
      return node.create<SelectOp>(
          {isNegative, node.create<AddOp>({bound, size}), bound});
    };
    auto clamp = [&](Value bound) {
      return node.create<MinimumOp>(
          {node.create<MaximumOp>({bound, zero}), size});
    };
    if (range.isIndex) {
      begin[range.dim] = read(1);
      sizes[range.dim] = node.ints(1, element);
      shape[range.dim] = knownSizes[range.dim] = 1;
      continue;
    }
    if (range.hasBegin)
      begin[range.dim] = clamp(read(1));
    Value end = range.hasEnd ? clamp(read(2)) : size;
    sizes[range.dim] = node.create<MaximumOp>(
        {node.create<SubOp>({end, begin[range.dim]}), zero});
    shape[range.dim] = knownSizes[range.dim] = ShapedType::kDynamic;
    strides[range.dim] = range.stride;
  }
  auto join = [&](ArrayRef<Value> parts) {
    return rank == 1 ? parts[0]
                     : node.create<ConcatOp>(parts, node.intAttr("axis", 0));
  };
  Value size = llvm::is_contained(knownSizes, ShapedType::kDynamic)
                   ? join(sizes)
                   : node.ints(knownSizes, element);
  Value part = node.createTyped<DynamicSliceOp>(type.clone(shape),
                                                {input, join(begin), size});
  if (llvm::all_of(strides, [](int64_t stride) { return stride == 1; }))
    return part;
  return node.create<SliceOp>(
      part, {node.intsAttr("begin", SmallVector<int64_t>(rank, 0)),
             node.intsAttr("size", SmallVector<int64_t>(rank, -1)),
             node.intsAttr("strides", strides)});
}

static LogicalResult importStridedSlice(NodeContext &node) {
  StridedSlice slice;
  if (!readStridedSlice(node, slice))
    return failure();
  SmallVector<int64_t> begin, size, strides;
  bool isWhole = true;
  for (const DimSlice &range : slice.ranges) {
    begin.push_back(range.begin);
    size.push_back(range.size);
    strides.push_back(range.stride);
    isWhole &= range.begin == 0 && range.size == -1 && range.stride == 1;
  }
  Value part = node.getInput(0);
  if (!isWhole)
    part = node.create<SliceOp>(part, {node.intsAttr("begin", begin),
                                       node.intsAttr("size", size),
                                       node.intsAttr("strides", strides)});
  part = takeRanges(node, part, slice.dynamicRanges);
  if (!part)
    return failure();
  // Dimensions that the slice lost, then those that are new.
  SmallVector<int64_t> lost;
  for (int64_t i : llvm::seq<int64_t>(slice.ranges.size()))
    if (!llvm::is_contained(slice.dims, i))
      lost.push_back(i);
  if (!lost.empty())
    part = node.create<SqueezeOp>(part, node.intsAttr("axes", lost));
  for (auto [axis, dim] : llvm::enumerate(slice.dims))
    if (dim == -1)
      part = node.create<ExpandDimsOp>(part, node.intAttr("axis", axis));
  return node.setResult(part);
}

void tf::registerSlicingOps(OpRegistry &registry) {
  registry.add("Concat", {2, Arity::kUnbounded}, importConcatV1);
  registry.add("ConcatV2", {2, Arity::kUnbounded}, importConcatV2);
  registry.add("ParallelConcat", {1, Arity::kUnbounded}, importParallelConcat);
  registry.add("Pack", {1, Arity::kUnbounded}, importPack);
  registry.add("Split", 2, importSplit, "output*num_split");
  registry.add("SplitV", 3, importSplitV, "output*num_split");
  registry.add("Unpack", 1, importUnpack, "output*num");
  registry.add("Slice", 3, importSlice);
  registry.add("StridedSlice", 4, importStridedSlice);
}
