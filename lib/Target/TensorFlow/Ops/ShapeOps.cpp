//===- ShapeOps.cpp - Shapes --------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Ops that give a tensor another shape, ask for its shape, or make one from a
// shape.
//
//===----------------------------------------------------------------------===//

#include "Compose.h"
#include "Scatter.h"
#include "mlir/Dialect/Utils/IndexingUtils.h"
#include "mlir/IR/Matchers.h"
#include "nn/Dialect/NN/IR/NNArithmeticOps.h"
#include "nn/Dialect/NN/IR/NNBinaryOps.h"
#include "nn/Dialect/NN/IR/NNLogicalOps.h"
#include "nn/Dialect/NN/IR/NNReductionOps.h"
#include "nn/Dialect/NN/IR/NNShapeOps.h"
#include "llvm/Support/MathExtras.h"
#include <cmath>

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

static int64_t countUnknown(ArrayRef<int64_t> shape) {
  return llvm::count_if(shape, ShapedType::isDynamic);
}

static LogicalResult importReshape(NodeContext &node) {
  std::optional<SmallVector<int64_t>> sizes = node.readSizes(
      1, node.getType(0).getElementType(), /*allowsMinusOne=*/true);
  if (!sizes)
    return failure();
  SmallVector<int64_t> shape = *sizes;
  if (llvm::count(shape, -1) > 1)
    return node.emitError() << "has a shape with several sizes of -1";
  bool isInferred = llvm::is_contained(shape, -1);
  std::replace(shape.begin(), shape.end(), int64_t(-1), ShapedType::kDynamic);

  // One size that is not known is what the others leave of the elements.
  RankedTensorType type = node.getType(0);
  if (type.hasStaticShape() && countUnknown(shape) <= 1) {
    int64_t known = 1;
    for (int64_t size : shape)
      if (!ShapedType::isDynamic(size))
        known *= size;
    int64_t count = type.getNumElements();
    bool fits =
        countUnknown(shape) ? known != 0 && count % known == 0 : known == count;
    if (!fits && known == 0 && count == 0 && isInferred)
      return node.emitError() << "cannot infer a size of -1 beside a size of 0";
    if (!fits)
      return node.emitError() << "reshapes " << count
                              << " elements to a shape that does not hold them";
    for (int64_t &size : shape)
      if (ShapedType::isDynamic(size))
        size = count / known;
  }
  if (countUnknown(shape) <= 1)
    return node.setResult(node.reshape(node.getInput(0), shape));
  return node.setResult(node.createTyped<ReshapeOp>(
      RankedTensorType::get(shape, type.getElementType()),
      node.getInputs().take_front(2)));
}

static LogicalResult importSqueeze(NodeContext &node) {
  StringRef attr = node.hasAttr("axis") ? "axis" : "squeeze_dims";
  SmallVector<int64_t> axes = node.normalizeAxes(
      node.getInts(attr, SmallVector<int64_t>{}), node.getRank(0));
  if (node.hasFailed())
    return failure();
  if (axes.empty()) {
    if (!node.getType(0).hasStaticShape())
      return node.emitError() << "squeezes all dimensions of size 1, but not "
                                 "all sizes are known";
    for (auto [axis, size] : llvm::enumerate(node.getShape(0)))
      if (size == 1)
        axes.push_back(axis);
  }
  llvm::sort(axes);
  if (axes.empty())
    return node.setResult(node.getInput(0));
  return node.setResult(
      node.create<SqueezeOp>(node.getInput(0), node.intsAttr("axes", axes)));
}

static LogicalResult importExpandDims(NodeContext &node) {
  int64_t axis =
      node.normalizeAxis(node.getConstantInt(1, "dim"), node.getRank(0) + 1);
  return node.setResult(
      node.create<ExpandDimsOp>(node.getInput(0), node.intAttr("axis", axis)));
}

static LogicalResult importTranspose(NodeContext &node) {
  SmallVector<int64_t> permutation =
      node.normalizeAxes(node.getConstantInts(1, "perm"), node.getRank(0));
  return node.setResult(node.create<TransposeOp>(
      node.getInput(0), node.intsAttr("permutation", permutation)));
}

/// The sizes of a value, as a constant if all are known.
static Value makeShape(NodeContext &node, Value value, Type elementType) {
  RankedTensorType type = node.getType(value);
  if (type.hasStaticShape())
    return node.ints(type.getShape(), elementType);
  return node.createTyped<ShapeOp>(
      RankedTensorType::get({type.getRank()}, elementType), value);
}

static LogicalResult importShapeOf(NodeContext &node) {
  Type elementType = node.getElementType("out_type", proto::DT_INT32);
  if (node.hasFailed())
    return failure();
  SmallVector<Value> shapes;
  for (Value input : node.getInputs())
    shapes.push_back(makeShape(node, input, elementType));
  return node.setResults(shapes);
}

static LogicalResult importRank(NodeContext &node) {
  return node.setResult(
      node.scalar(node.getBuilder().getI32Type(), node.getRank(0)));
}

static LogicalResult importSize(NodeContext &node) {
  Type elementType = node.getElementType("out_type", proto::DT_INT32);
  if (node.hasFailed())
    return failure();
  RankedTensorType type = node.getType(0);
  if (type.hasStaticShape())
    return node.setResult(node.scalar(elementType, type.getNumElements()));
  Value shape = makeShape(node, node.getInput(0), elementType);
  return node.setResult(
      node.create<ReduceProdOp>(shape, node.intsAttr("axes", {0})));
}

/// A tensor of one value with the shape of the input.
template <int value>
static LogicalResult importLike(NodeContext &node) {
  RankedTensorType type = node.getType(0);
  if (type.hasStaticShape())
    return node.setResult(
        node.constant(cast<ElementsAttr>(getSplat(type, value))));
  Value shape =
      makeShape(node, node.getInput(0), node.getBuilder().getI64Type());
  return node.setResult(node.createTyped<FillOp>(
      type, {shape, node.scalar(type.getElementType(), value)}));
}

static LogicalResult importFill(NodeContext &node) {
  if (!node.checkRank(1, 0))
    return failure();
  std::optional<SmallVector<int64_t>> shape =
      node.readSizes(0, node.getType(1).getElementType());
  if (!shape)
    return failure();
  return node.setResult(node.createTyped<FillOp>(
      RankedTensorType::get(*shape, node.getType(1).getElementType()),
      node.getInputs()));
}

/// What the elements are is nobody's business; they are zeros.
static LogicalResult importEmpty(NodeContext &node) {
  Type elementType = node.getElementType("dtype");
  if (node.hasFailed())
    return failure();
  return node.setResult(fillInput(node, 0, node.scalar(elementType, 0)));
}

/// Where the dimensions of one layout are in another: for each of `to` its
/// place in `from`. Null if they are not of the same letters.
static std::optional<SmallVector<int64_t>>
readLayouts(NodeContext &node, StringRef &from, StringRef &to) {
  from = node.getString("src_format", "NHWC");
  to = node.getString("dst_format", "NCHW");
  SmallVector<int64_t> places;
  for (char letter : to)
    places.push_back(from.find(letter));
  if (!node.hasFailed() && from.size() == to.size() && !from.empty() &&
      isPermutationVector(places))
    return places;
  node.emitError() << "has no way from layout '" << from << "' to '" << to
                   << "'";
  return std::nullopt;
}

/// Dimensions, from behind if they are negative, in another layout.
static LogicalResult importDimMap(NodeContext &node) {
  StringRef from, to;
  std::optional<SmallVector<int64_t>> places = readLayouts(node, from, to);
  if (!places)
    return failure();
  Type elementType = node.getType(0).getElementType();
  int64_t rank = places->size();
  Value dims = node.create<FloorModOp>(
      {node.getInput(0), node.scalar(elementType, double(rank))});
  Value map = node.ints(invertPermutationVector(*places), elementType);
  return node.setResult(gatherRows(node, map, dims));
}

/// What there is of each dimension, a number or a row, or of the spatial ones
/// only, in the order of another layout.
static LogicalResult importVecPermute(NodeContext &node) {
  StringRef from, to;
  std::optional<SmallVector<int64_t>> places = readLayouts(node, from, to);
  if (!places || !node.checkMinRank(0, 1))
    return failure();
  int64_t rank = places->size(), count = node.getShape(0)[0];
  if (count == rank - 2) {
    // Without N and C.
    SmallVector<int64_t> spatial;
    std::string rest;
    for (char letter : from)
      if (letter != 'N' && letter != 'C')
        rest += letter;
    for (char letter : to)
      if (letter != 'N' && letter != 'C')
        spatial.push_back(StringRef(rest).find(letter));
    places = spatial;
  }
  if (count != int64_t(places->size()))
    return node.emitError()
           << "input 0 has " << count << " rows for layout '" << from << "'";
  return node.setResult(
      gatherRows(node, node.getInput(0),
                 node.ints(*places, node.getBuilder().getI32Type())));
}

static LogicalResult importBroadcastTo(NodeContext &node) {
  std::optional<SmallVector<int64_t>> sizes =
      node.readSizes(1, node.getType(0).getElementType());
  if (!sizes)
    return failure();
  auto type = RankedTensorType::get(*sizes, node.getType(0).getElementType());
  if (type.hasStaticShape())
    return node.setResult(
        node.createTyped<BroadcastToOp>(type, node.getInput(0)));
  return node.setResult(
      node.createTyped<BroadcastToOp>(type, node.getInputs()));
}

/// Repeats a tensor as often as only running tells. A dimension of one element
/// is broadcast; another one has a dimension in front of it that is.
static LogicalResult importDynamicTile(NodeContext &node,
                                       ArrayRef<int64_t> multiples) {
  Value input = node.getInput(0), counts = node.getInput(1);
  RankedTensorType type = node.getType(0);
  int64_t rank = type.getRank();
  Type intType = node.getType(1).getElementType();
  Value shape =
      node.createTyped<ShapeOp>(RankedTensorType::get({rank}, intType), input);
  auto pick = [&](Value from, int64_t dim) {
    return node.create<SliceOp>(from, {node.intsAttr("begin", dim),
                                       node.intsAttr("size", 1),
                                       node.intsAttr("strides", 1)});
  };

  SmallVector<int64_t> sizes, resultSizes;
  SmallVector<Value> parts;
  Value wide = input;
  bool isSplit = false;
  for (auto [dim, multiple] : llvm::enumerate(multiples)) {
    int64_t size = type.getDimSize(dim);
    bool isKnown =
        !ShapedType::isDynamic(size) && !ShapedType::isDynamic(multiple);
    resultSizes.push_back(isKnown ? size * multiple : ShapedType::kDynamic);
    if (multiple != 1) {
      if (size != 1) {
        wide =
            node.create<ExpandDimsOp>(wide, node.intAttr("axis", sizes.size()));
        isSplit = true;
      }
      sizes.push_back(multiple);
      parts.push_back(pick(counts, dim));
    }
    if (multiple == 1 || size != 1) {
      sizes.push_back(size);
      parts.push_back(pick(shape, dim));
    }
  }
  Value wideShape = node.create<ConcatOp>(parts, node.intAttr("axis", 0));
  Value result =
      node.createTyped<BroadcastToOp>(type.clone(sizes), {wide, wideShape});
  if (isSplit)
    result = node.createTyped<ReshapeOp>(
        type.clone(resultSizes), {result, node.create<MulOp>({counts, shape})});
  return node.setResult(result);
}

static LogicalResult importTile(NodeContext &node) {
  auto known = node.getStaticInts(1);
  int64_t rank = node.getRank(0);
  if (!known && node.getType(1).getShape() == ArrayRef<int64_t>(rank))
    known = SmallVector<int64_t>(rank, ShapedType::kDynamic);
  if (known && int64_t(known->size()) == rank &&
      llvm::is_contained(*known, ShapedType::kDynamic))
    return importDynamicTile(node, *known);
  SmallVector<int64_t> multiples = node.getConstantInts(1, "multiples");
  return node.setResult(node.create<TileOp>(
      node.getInput(0), node.intsAttr("multiples", multiples)));
}

/// The value of a constant of rank 0.
static std::optional<double> getConstantScalar(Value value) {
  DenseElementsAttr elements;
  if (!matchPattern(value, m_Constant(&elements)) ||
      elements.getNumElements() != 1)
    return std::nullopt;
  if (isa<FloatType>(elements.getElementType()))
    return (*elements.value_begin<APFloat>()).convertToDouble();
  if (!isa<IntegerType>(elements.getElementType()))
    return std::nullopt;
  APInt integer = *elements.value_begin<APInt>();
  return elements.getElementType().isUnsignedInteger()
             ? double(integer.getZExtValue())
             : double(integer.getSExtValue());
}

/// How many elements Range has, if that is known.
static int64_t countRange(NodeContext &node) {
  std::optional<double> numbers[3];
  for (unsigned i : {0, 1, 2}) {
    numbers[i] = getConstantScalar(node.getInput(i));
    if (auto known = node.getStaticInts(i); !numbers[i] && known)
      numbers[i] = double(known->front());
    if (!numbers[i])
      return ShapedType::kDynamic;
  }
  double count = std::ceil(std::abs((*numbers[1] - *numbers[0]) / *numbers[2]));
  bool isForward = *numbers[0] <= *numbers[1];
  if (*numbers[2] == 0 || !std::isfinite(count) || count > 1e12 ||
      (*numbers[0] != *numbers[1] && isForward != (*numbers[2] > 0))) {
    node.emitError() << "from " << *numbers[0] << " to " << *numbers[1]
                     << " by " << *numbers[2] << " does not end";
    return 0;
  }
  return count;
}

static LogicalResult importRange(NodeContext &node) {
  for (unsigned i : {0, 1, 2})
    if (!node.checkRank(i, 0))
      return failure();
  int64_t count = countRange(node);
  return node.setResult(node.createTyped<RangeOp>(
      RankedTensorType::get({count}, node.getType(0).getElementType()),
      node.getInputs()));
}

/// The last element is exact.
static LogicalResult importLinSpace(NodeContext &node) {
  int64_t count = node.getConstantInt(2, "num");
  if (node.hasFailed() || !node.checkFloats(0) || !node.checkRank(0, 0) ||
      !node.checkRank(1, 0))
    return failure();
  if (count < 1)
    return node.emitError() << "has " << count << " elements";
  Type elementType = node.getType(0).getElementType();
  Value start = node.getInput(0), stop = node.getInput(1);
  if (count == 1)
    return node.setResult(node.reshape(start, 1));
  Value range = node.create<SubOp>({stop, start});
  Value step = node.create<DivOp>({range, node.scalar(elementType, count - 1)});
  Value positions = node.positions(count, node.getBuilder().getI32Type());
  Value offset = node.create<MulOp>(
      {step, node.createTyped<CastOp>(RankedTensorType::get(count, elementType),
                                      positions)});
  Value isLast =
      node.compare(Predicate::EQ, positions,
                   node.scalar(node.getBuilder().getI32Type(), count - 1));
  return node.setResult(node.create<SelectOp>(
      {isLast, stop, node.create<AddOp>({start, offset})}));
}

static LogicalResult importInvertPermutation(NodeContext &node) {
  if (!node.checkRank(0, 1))
    return failure();
  if (!node.getStaticInts(0u) && node.getType(0).hasStaticShape()) {
    // Place i goes to where x[i] says.
    RankedTensorType type = node.getType(0);
    Value places = node.positions(type.getNumElements(), type.getElementType());
    return node.setResult(scatterRows(
        node, makeZeros(node, type.getShape(), type.getElementType()),
        node.getInput(0), places, ScatterMode::Update));
  }
  SmallVector<int64_t> permutation = node.getConstantInts(0, "x");
  SmallVector<int64_t> inverse(permutation.size(), -1);
  for (auto [index, value] : llvm::enumerate(permutation)) {
    if (value < 0 || value >= int64_t(inverse.size()) || inverse[value] >= 0)
      return node.emitError() << "input 0 is not a permutation";
    inverse[value] = index;
  }
  if (node.hasFailed())
    return failure();
  return node.setResult(node.ints(inverse, node.getType(0).getElementType()));
}

/// The shape to which tensors of two shapes broadcast.
static LogicalResult importBroadcastArgs(NodeContext &node) {
  SmallVector<int64_t> shapes[2] = {node.getConstantInts(0, "s0"),
                                    node.getConstantInts(1, "s1")};
  if (node.hasFailed())
    return failure();
  auto &[a, b] = shapes;
  if (a.size() < b.size())
    std::swap(a, b);
  b.insert(b.begin(), a.size() - b.size(), 1);
  for (auto [x, y] : llvm::zip_equal(a, b)) {
    if (x != y && x != 1 && y != 1)
      return node.emitError()
             << "sizes " << x << " and " << y << " do not broadcast";
    x = x == 1 ? y : x;
  }
  return node.setResult(node.ints(a, node.getType(0).getElementType()));
}

/// The dimensions that each of two shapes is repeated along, when tensors of
/// them broadcast.
static LogicalResult importBroadcastGradientArgs(NodeContext &node) {
  SmallVector<int64_t> shapes[2] = {node.getConstantInts(0, "s0"),
                                    node.getConstantInts(1, "s1")};
  if (node.hasFailed())
    return failure();
  bool isEqual = shapes[0] == shapes[1];
  size_t rank = std::max(shapes[0].size(), shapes[1].size());
  for (SmallVector<int64_t> &shape : shapes)
    shape.insert(shape.begin(), rank - shape.size(), 1);
  SmallVector<int64_t> axes[2];
  for (size_t i = 0; i < rank && !isEqual; ++i) {
    int64_t x = shapes[0][i], y = shapes[1][i];
    if (x != y && x != 1 && y != 1)
      return node.emitError()
             << "sizes " << x << " and " << y << " do not broadcast";
    // Where both are 1, summing or not is the same; TensorFlow sums, unless the
    // shapes are equal as a whole.
    if (x == 1)
      axes[0].push_back(i);
    if (y == 1)
      axes[1].push_back(i);
  }
  Type type = node.getType(0).getElementType();
  return node.setResults({node.ints(axes[0], type), node.ints(axes[1], type)});
}

/// Where each of several tensors begins in their concatenation.
static LogicalResult importConcatOffset(NodeContext &node) {
  int64_t rank = node.getRank(1) == 1 ? node.getShape(1)[0] : 0;
  int64_t axis = node.normalizeAxis(node.getConstantInt(0, "concat_dim"), rank);
  SmallVector<Value> results;
  int64_t offset = 0;
  for (unsigned i = 1; i < node.getNumInputs(); ++i) {
    SmallVector<int64_t> shape = node.getConstantInts(i, "shape");
    if (node.hasFailed())
      return failure();
    if (int64_t(shape.size()) != rank)
      return node.emitError() << "input " << i << " has " << shape.size()
                              << " sizes instead of " << rank;
    SmallVector<int64_t> begin(rank, 0);
    begin[axis] = offset;
    offset += shape[axis];
    results.push_back(node.ints(begin, node.getType(i).getElementType()));
  }
  return node.setResults(results);
}

/// The coordinates of places in a tensor that are counted in row-major order.
/// Those of a negative place are negative or 0, as remainders of C are.
static LogicalResult importUnravelIndex(NodeContext &node) {
  SmallVector<int64_t> sizes = node.getConstantInts(1, "dims");
  if (node.hasFailed())
    return failure();
  if (node.getRank(0) > 1 || sizes.empty())
    return node.emitError() << "has no list of places in a tensor of rank 1 "
                               "at least";
  if (!node.checkIntegers(0))
    return failure();
  Type type = node.getType(0).getElementType();
  // Steps are written as doubles.
  int64_t most =
      llvm::maxIntN(std::min<unsigned>(type.getIntOrFloatBitWidth(), 53));
  SmallVector<int64_t> steps(sizes.size(), 1);
  int64_t count = 1;
  for (size_t i = sizes.size(); i-- > 0; count *= sizes[i]) {
    steps[i] = count;
    if (sizes[i] < 1)
      return node.emitError() << "has a dimension of " << sizes[i];
    if (count > most / sizes[i])
      return node.emitError()
             << "has a tensor of more elements than " << type << " can count";
  }
  auto axes = llvm::to_vector(llvm::seq<int64_t>(0, node.getRank(0)));
  Value isWithin = node.compare(Predicate::LT, node.getInput(0),
                                node.scalar(type, double(count)));
  node.createAssert(
      node.create<ReduceAllOp>(isWithin, node.intsAttr("axes", axes)),
      "expected places of a tensor of " + Twine(count) + " elements");
  SmallVector<Value> rows;
  for (auto [step, size] : llvm::zip_equal(steps, sizes)) {
    Value row = node.create<DivOp>({node.getInput(0), node.scalar(type, step)});
    row = node.create<TruncateModOp>({row, node.scalar(type, size)});
    rows.push_back(node.create<ExpandDimsOp>(row, node.intAttr("axis", 0)));
  }
  return node.setResult(node.create<ConcatOp>(rows, node.intAttr("axis", 0)));
}

void tf::registerShapeOps(OpRegistry &registry) {
  registry.add("Reshape", 2, importReshape);
  registry.add("Squeeze", 1, importSqueeze);
  registry.add("ExpandDims", 2, importExpandDims);
  registry.add("Transpose", 2, importTranspose, "y");
  registry.add("Shape", 1, importShapeOf);
  registry.add("ShapeN", {1, Arity::kUnbounded}, importShapeOf, "output*N");
  registry.add("Rank", 1, importRank);
  registry.add("Size", 1, importSize);
  registry.add("ZerosLike", 1, importLike<0>, "y");
  registry.add("OnesLike", 1, importLike<1>, "y");
  registry.add("DataFormatDimMap", 1, importDimMap, "y");
  registry.add("DataFormatVecPermute", 1, importVecPermute, "y");
  registry.add("Empty", 1, importEmpty);
  registry.add("Fill", 2, importFill);
  registry.add("BroadcastArgs", 2, importBroadcastArgs, "r0");
  registry.add("BroadcastGradientArgs", 2, importBroadcastGradientArgs,
               "r0,r1");
  registry.add("ConcatOffset", {2, Arity::kUnbounded}, importConcatOffset,
               "offset*N");
  registry.add("UnravelIndex", 2, importUnravelIndex);
  registry.add("BroadcastTo", 2, importBroadcastTo);
  registry.add("Tile", 2, importTile);
  registry.add("Range", 3, importRange);
  registry.add("LinSpace", 3, importLinSpace);
  registry.add("InvertPermutation", 1, importInvertPermutation, "y");
}
