//===- MovementOps.cpp - Borders and blocks -----------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Paddings, reversals, and moves between space, depth and batch.
//
//===----------------------------------------------------------------------===//

#include "../NodeContext.h"
#include "mlir/IR/Matchers.h"
#include "nn/Dialect/NN/IR/NNArithmeticOps.h"
#include "nn/Dialect/NN/IR/NNBinaryOps.h"
#include "nn/Dialect/NN/IR/NNGatherOps.h"
#include "nn/Dialect/NN/IR/NNLogicalOps.h"
#include "nn/Dialect/NN/IR/NNMovementOps.h"
#include "nn/Dialect/NN/IR/NNShapeOps.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

/// Pairs of numbers, one a dimension, from a constant of shape [count, 2].
static bool readPairs(NodeContext &node, unsigned index, StringRef what,
                      int64_t count, SmallVector<int64_t> &low,
                      SmallVector<int64_t> &high) {
  SmallVector<int64_t> all = node.getConstantInts(index, what);
  if (node.hasFailed())
    return false;
  if (node.getRank(index) != 2 || int64_t(all.size()) != 2 * count) {
    node.emitError() << "input " << index << " (" << what << ") has "
                     << all.size() << " elements instead of " << 2 * count;
    return false;
  }
  for (int64_t i = 0; i < count; ++i) {
    low.push_back(all[2 * i]);
    high.push_back(all[2 * i + 1]);
  }
  return true;
}

static LogicalResult pad(NodeContext &node, TypedAttr value) {
  SmallVector<int64_t> low, high;
  if (!readPairs(node, 1, "paddings", node.getRank(0), low, high))
    return failure();
  return node.setResult(node.create<PadOp>(
      node.getInput(0), {node.intsAttr("low", low), node.intsAttr("high", high),
                         node.getBuilder().getNamedAttr("value", value)}));
}

/// A column of pairs.
static Value takeColumn(NodeContext &node, Value pairs, int64_t column) {
  if (!pairs)
    return {};
  Value part = node.slice(pairs, {0, column}, {-1, 1});
  return node.reshape(part, {node.getType(pairs).getDimSize(0)});
}

/// The sizes of a value, in the element type of `pairs`.
static Value getSizesLike(NodeContext &node, Value value, Value pairs) {
  if (!value || !pairs)
    return {};
  return node.createTyped<ShapeOp>(
      RankedTensorType::get({node.getType(value).getRank()},
                            node.getType(pairs).getElementType()),
      value);
}

/// Sizes changed by pairs, `sign` times: those that are known.
static SmallVector<int64_t> changeSizes(NodeContext &node, Value value,
                                        Value pairs, int64_t sign) {
  SmallVector<int64_t> shape(node.getType(value).getShape());
  std::optional<SmallVector<int64_t>> known = node.getStaticInts(pairs);
  for (auto [i, size] : llvm::enumerate(shape)) {
    int64_t low = known ? (*known)[2 * i] : ShapedType::kDynamic;
    int64_t high = known ? (*known)[2 * i + 1] : ShapedType::kDynamic;
    bool isKnown = !llvm::is_contained({size, low, high}, ShapedType::kDynamic);
    int64_t changed = isKnown ? size + sign * (low + high) : 0;
    size = isKnown && changed >= 0 ? changed : ShapedType::kDynamic;
  }
  return shape;
}

/// Puts a value into a tensor that is larger by a pair of borders for each
/// dimension, which only running tells.
static Value putInto(NodeContext &node, Value value, Value pairs,
                     Value border) {
  Value low = takeColumn(node, pairs, 0);
  Value sizes = node.create<AddOp>(
      {node.create<AddOp>({getSizesLike(node, value, pairs), low}),
       takeColumn(node, pairs, 1)});
  if (node.hasFailed())
    return {};
  Value into = node.createTyped<FillOp>(
      node.getType(value).clone(changeSizes(node, value, pairs, 1)),
      {sizes, border});
  return node.create<DynamicUpdateSliceOp>({into, value, low});
}

/// A border that only running tells.
static LogicalResult padDynamic(NodeContext &node, Value value) {
  int64_t rank = node.getRank(0);
  RankedTensorType pairs = node.getType(1);
  if (pairs.getRank() != 2 || pairs.getDimSize(0) != rank ||
      pairs.getDimSize(1) != 2)
    return node.emitError() << "input 1 (paddings) has no pair for each of "
                            << rank << " dimensions";
  if (rank == 0)
    return node.setResult(node.getInput(0));
  return node.setResult(
      putInto(node, node.getInput(0), node.getInput(1), value));
}

static LogicalResult importPad(NodeContext &node) {
  Type elementType = node.getType(0).getElementType();
  DenseElementsAttr zero = getSplat(RankedTensorType::get({}, elementType), 0);
  if (!node.getKnownInts(1))
    return padDynamic(node, node.constant(zero));
  return pad(node, cast<TypedAttr>(zero.getSplatValue<Attribute>()));
}

static LogicalResult importPadV2(NodeContext &node) {
  DenseElementsAttr value;
  if (!node.getKnownInts(1) ||
      !matchPattern(node.getInput(2), m_Constant(&value))) {
    if (!node.checkRank(2, 0))
      return failure();
    return padDynamic(node, node.getInput(2));
  }
  if (value.getNumElements() != 1)
    return node.emitError() << "input 2 (constant_values) has "
                            << value.getNumElements() << " elements";
  return pad(node, cast<TypedAttr>(*value.value_begin<Attribute>()));
}

static LogicalResult importMirrorPad(NodeContext &node) {
  StringRef mode = node.getString("mode");
  SmallVector<int64_t> low, high;
  if (!readPairs(node, 1, "paddings", node.getRank(0), low, high))
    return failure();
  if (mode != "REFLECT" && mode != "SYMMETRIC")
    return node.emitError() << "mode '" << mode << "' is not supported";
  auto attr = MirrorPadModeAttr::get(
      node.getContext(),
      mode == "REFLECT" ? MirrorPadMode::Reflect : MirrorPadMode::Symmetric);
  return node.setResult(node.create<MirrorPadOp>(
      node.getInput(0), {node.intsAttr("low", low), node.intsAttr("high", high),
                         node.getBuilder().getNamedAttr("mode", attr)}));
}

static LogicalResult reverse(NodeContext &node, ArrayRef<int64_t> axes) {
  if (axes.empty() && !node.hasFailed())
    return node.setResult(node.getInput(0));
  return node.setResult(
      node.create<ReverseOp>(node.getInput(0), node.intsAttr("axes", axes)));
}

static LogicalResult importReverseV2(NodeContext &node) {
  return reverse(node, node.normalizeAxes(node.getConstantInts(1, "axis"),
                                          node.getRank(0)));
}

/// The first version has a bool a dimension.
static LogicalResult importReverse(NodeContext &node) {
  SmallVector<int64_t> flags = node.getConstantInts(1, "dims");
  if (!node.hasFailed() && int64_t(flags.size()) != node.getRank(0))
    return node.emitError()
           << "has " << flags.size() << " dims instead of " << node.getRank(0);
  SmallVector<int64_t> axes;
  for (auto [axis, flag] : llvm::enumerate(flags))
    if (flag)
      axes.push_back(axis);
  return reverse(node, axes);
}

/// Elements move by shifts or along sizes that only running tells: they are
/// gathered.
static LogicalResult rollByData(NodeContext &node, ArrayRef<int64_t> axes) {
  Type i64 = node.getBuilder().getI64Type();
  Value shifts = node.reshape(node.getInput(1), {int64_t(axes.size())});
  Value value = node.getInput(0);
  for (int64_t i = 0, e = axes.size(); i < e; ++i) {
    int64_t axis = axes[i];
    if (node.getShape(0)[axis] == 0)
      continue;
    Value shift = node.create<SliceOp>(shifts, {node.intsAttr("begin", {i}),
                                                node.intsAttr("size", {1}),
                                                node.intsAttr("strides", {1})});
    if (node.hasFailed())
      return failure();
    shift = node.createTyped<CastOp>(node.getType(shift).clone(i64), shift);
    Value places = node.positionsAlong(value, axis, i64);
    Value indices = node.create<FloorModOp>(
        {node.create<SubOp>({places, shift}), node.getSize(value, axis)});
    value = node.create<GatherOp>(
        {value, indices},
        {node.intAttr("axis", axis), node.intAttr("batch_dims", 0)});
  }
  return node.setResult(value);
}

/// Elements move by a shift along axes, and come back at the start.
static LogicalResult importRoll(NodeContext &node) {
  SmallVector<int64_t> axes = node.getConstantInts(2, "axis");
  if (node.hasFailed())
    return failure();
  int64_t rank = node.getRank(0);
  SmallVector<int64_t> positive;
  for (int64_t axis : axes)
    positive.push_back(node.normalizeAxis(axis, rank));
  if (node.hasFailed())
    return failure();
  std::optional<SmallVector<int64_t>> known = node.getKnownInts(1);
  bool isByData = !known || llvm::any_of(positive, [&](int64_t axis) {
    return node.getType(0).isDynamicDim(axis);
  });
  if (isByData)
    return rollByData(node, positive);
  ArrayRef<int64_t> shifts = *known;
  if (shifts.size() != axes.size())
    return node.emitError() << "has " << shifts.size() << " shifts of "
                            << axes.size() << " axes";
  Value value = node.getInput(0);
  for (size_t i = 0; i < shifts.size(); ++i) {
    int64_t shift = shifts[i], axis = positive[i];
    int64_t size = node.getShape(0)[axis];
    int64_t split = size ? ((-(shift % size)) % size + size) % size : 0;
    if (split == 0)
      continue;
    auto takePart = [&](int64_t begin, int64_t count) {
      SmallVector<int64_t> begins(rank, 0), sizes(rank, -1);
      begins[axis] = begin;
      sizes[axis] = count;
      return node.create<SliceOp>(
          value, {node.intsAttr("begin", begins), node.intsAttr("size", sizes),
                  node.intsAttr("strides", SmallVector<int64_t>(rank, 1))});
    };
    value = node.create<ConcatOp>(
        {takePart(split, size - split), takePart(0, split)},
        node.intAttr("axis", axis));
  }
  return node.setResult(value);
}

/// The first `lengths[b]` elements of each row are reversed.
static LogicalResult importReverseSequence(NodeContext &node) {
  int64_t rank = node.getRank(0);
  int64_t seq = node.normalizeAxis(node.getInt("seq_dim"), rank);
  int64_t batch = node.normalizeAxis(node.getInt("batch_dim", 0), rank);
  if (node.hasFailed() || !node.checkRank(1, 1))
    return failure();
  if (seq == batch)
    return node.emitError() << "has the same dimension as batch and sequence";
  Builder &b = node.getBuilder();
  // The batch first, then the sequence: rows that indices reorder.
  SmallVector<int64_t> permutation = {batch, seq}, inverse(rank);
  for (int64_t i = 0; i < rank; ++i)
    if (i != batch && i != seq)
      permutation.push_back(i);
  for (auto [to, from] : llvm::enumerate(permutation))
    inverse[from] = to;
  Value rows = node.create<TransposeOp>(
      node.getInput(0), node.intsAttr("permutation", permutation));
  Type i64 = b.getI64Type();
  Value lengths =
      node.createTyped<CastOp>(node.getType(1).clone(i64), node.getInput(1));
  Value count = node.create<ExpandDimsOp>(lengths, node.intAttr("axis", 1));
  Value places = node.positionsAlong(node.getInput(0), seq, i64);
  Value last = node.create<SubOp>({count, node.scalar(i64, 1)});
  Value isReversed = node.create<CompareOp>(
      {places, count},
      b.getNamedAttr("predicate",
                     PredicateAttr::get(node.getContext(), Predicate::LT)));
  Value indices = node.create<SelectOp>(
      {isReversed, node.create<SubOp>({last, places}), places});
  Value reversed =
      node.create<GatherOp>({rows, indices}, {node.intAttr("axis", 1),
                                              node.intAttr("batch_dims", 1)});
  return node.setResult(node.create<TransposeOp>(
      reversed, node.intsAttr("permutation", inverse)));
}

/// nn moves blocks of NHWC images; others are transposed to and fro.
template <typename OpTy>
static LogicalResult importBlocks(NodeContext &node) {
  int64_t block = node.getInt("block_size");
  DataFormat format = node.getDataFormat();
  if (node.hasFailed() || !node.checkRank(0, 4))
    return failure();
  Value image = node.getInput(0);
  if (format == DataFormat::NCHW)
    image = node.create<TransposeOp>(
        image, node.intsAttr("permutation", {0, 2, 3, 1}));
  image = node.create<OpTy>(image, node.intAttr("block_size", block));
  if (format == DataFormat::NCHW)
    image = node.create<TransposeOp>(
        image, node.intsAttr("permutation", {0, 3, 1, 2}));
  return node.setResult(image);
}

/// Pairs for the dimensions with blocks as pairs for all dimensions.
static Value extendPairs(NodeContext &node, Value pairs, int64_t rank) {
  RankedTensorType type = node.getType(pairs);
  auto makeZeros = [&](int64_t count) {
    return node.constant(
        getSplat(RankedTensorType::get({count, 2}, type.getElementType()), 0));
  };
  SmallVector<Value> parts = {makeZeros(1), pairs};
  if (int64_t rest = rank - 1 - type.getDimSize(0))
    parts.push_back(makeZeros(rest));
  return node.create<ConcatOp>(parts, node.intAttr("axis", 0));
}

/// Blocks of an image whose border only running tells, as where the border
/// makes a whole number of them: it is added before, or cropped behind.
template <typename OpTy>
static LogicalResult moveBlocksDynamic(NodeContext &node,
                                       ArrayRef<int64_t> blocks, Value pairs) {
  RankedTensorType type = node.getType(pairs);
  int64_t rank = node.getRank(0), count = blocks.size();
  if (type.getRank() != 2 || type.getDimSize(0) != count ||
      type.getDimSize(1) != 2 || count >= rank)
    return node.emitError() << "has no pair for each of " << count << " blocks";
  pairs = extendPairs(node, pairs, rank);
  Value image = node.getInput(0);
  constexpr bool isToBatch = std::is_same_v<OpTy, SpaceToBatchNdOp>;
  if constexpr (isToBatch)
    image = putInto(node, image, pairs,
                    node.scalar(node.getType(0).getElementType(), 0));
  SmallVector<int64_t> none(count, 0);
  image = node.create<OpTy>(image, {node.intsAttr("block_shape", blocks),
                                    node.intsAttr("low", none),
                                    node.intsAttr("high", none)});
  if (isToBatch || !image)
    return node.setResult(image);
  Value low = takeColumn(node, pairs, 0);
  Value sizes = node.create<SubOp>(
      {node.create<SubOp>({getSizesLike(node, image, pairs), low}),
       takeColumn(node, pairs, 1)});
  return node.setResult(node.createTyped<DynamicSliceOp>(
      node.getType(image).clone(changeSizes(node, image, pairs, -1)),
      {image, low, sizes}));
}

/// The first versions have one block size for height and width.
template <typename OpTy>
static LogicalResult importBatchBlocks(NodeContext &node) {
  bool isFirstVersion = node.getNumInputs() == 2;
  SmallVector<int64_t> blocks;
  if (isFirstVersion)
    blocks.assign(2, node.getInt("block_size"));
  else
    blocks = node.getConstantInts(1, "block_shape");
  if (node.hasFailed())
    return failure();
  unsigned index = isFirstVersion ? 1 : 2;
  if (!node.getKnownInts(index))
    return moveBlocksDynamic<OpTy>(node, blocks, node.getInput(index));
  SmallVector<int64_t> low, high;
  if (!readPairs(node, index, "paddings", blocks.size(), low, high))
    return failure();
  return node.setResult(
      node.create<OpTy>(node.getInput(0), {node.intsAttr("block_shape", blocks),
                                           node.intsAttr("low", low),
                                           node.intsAttr("high", high)}));
}

void tf::registerMovementOps(OpRegistry &registry) {
  registry.add("Pad", 2, importPad);
  registry.add("PadV2", 3, importPadV2);
  registry.add("MirrorPad", 2, importMirrorPad);
  registry.add("Reverse", 2, importReverse);
  registry.add("ReverseV2", 2, importReverseV2);
  registry.add("ReverseSequence", 2, importReverseSequence);
  registry.add("Roll", 3, importRoll);
  registry.add("SpaceToDepth", 1, importBlocks<SpaceToDepthOp>);
  registry.add("DepthToSpace", 1, importBlocks<DepthToSpaceOp>);
  registry.add("SpaceToBatch", 2, importBatchBlocks<SpaceToBatchNdOp>);
  registry.add("BatchToSpace", 2, importBatchBlocks<BatchToSpaceNdOp>);
  registry.add("SpaceToBatchND", 3, importBatchBlocks<SpaceToBatchNdOp>);
  registry.add("BatchToSpaceND", 3, importBatchBlocks<BatchToSpaceNdOp>);
}
