//===- TransposedConvolution.cpp ------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The size of the result of a transposed convolution is an operand, for a
// convolution with strides maps several sizes to that of the image. Along a
// dimension of unknown size it mostly is a multiple of the image's, and a
// number: then the padding is known. Otherwise all that the filter reaches is
// computed, and the part of it that is wanted taken.
//
//===----------------------------------------------------------------------===//

#include "TransposedConvolution.h"
#include "Window.h"
#include "nn/Dialect/NN/IR/NNArithmeticOps.h"
#include "nn/Dialect/NN/IR/NNBinaryOps.h"
#include "nn/Dialect/NN/IR/NNConvolutionOps.h"
#include "nn/Dialect/NN/IR/NNShapeOps.h"
#include "llvm/ADT/TypeSwitch.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

namespace {
/// A size as a multiple of another one, and a number.
struct LinearSize {
  int64_t factor, rest;
};

/// Finds out how sizes follow from the size of one dimension of an image.
class LinearSizes {
public:
  LinearSizes(NodeContext &node, Value image, int64_t axis)
      : node(node), image(image), axis(axis) {}

  /// An element of a tensor of integers, by its place in row-major order.
  std::optional<LinearSize> get(Value value, int64_t index);

private:
  std::optional<LinearSize> getOfConcat(ConcatOp op, int64_t index);
  std::optional<LinearSize> getOfBinary(Operation *op, int64_t index);

  NodeContext &node;
  Value image;
  int64_t axis;
  /// How many more values are looked at: a hostile graph has as many ways from
  /// a sum to its terms as it likes.
  unsigned budget = 256;
};
} // namespace

/// Sizes are not larger, so that no arithmetic on them overflows.
static constexpr int64_t kMaxSize = 1 << 24;

std::optional<LinearSize> LinearSizes::getOfConcat(ConcatOp op, int64_t index) {
  if (op.getAxis() != 0)
    return std::nullopt;
  for (Value part : op.getInputs()) {
    RankedTensorType type = node.getType(part);
    if (!type.hasStaticShape())
      return std::nullopt;
    if (index < type.getNumElements())
      return get(part, index);
    index -= type.getNumElements();
  }
  return std::nullopt;
}

std::optional<LinearSize> LinearSizes::getOfBinary(Operation *op,
                                                   int64_t index) {
  std::optional<LinearSize> terms[2];
  for (unsigned i = 0; i < 2; ++i) {
    RankedTensorType type = node.getType(op->getOperand(i));
    bool isScalar = type.hasStaticShape() && type.getNumElements() == 1;
    if (!isScalar && type != op->getResult(0).getType())
      return std::nullopt;
    terms[i] = get(op->getOperand(i), isScalar ? 0 : index);
    if (!terms[i])
      return std::nullopt;
  }
  auto [lhs, rhs] = std::pair(*terms[0], *terms[1]);
  LinearSize result = {lhs.factor + rhs.factor, lhs.rest + rhs.rest};
  if (isa<SubOp>(op))
    result = {lhs.factor - rhs.factor, lhs.rest - rhs.rest};
  if (isa<MulOp>(op)) {
    if (lhs.factor && rhs.factor)
      return std::nullopt;
    result = {lhs.factor * rhs.rest + rhs.factor * lhs.rest,
              lhs.rest * rhs.rest};
  }
  if (std::abs(result.factor) > kMaxSize || std::abs(result.rest) > kMaxSize)
    return std::nullopt;
  return result;
}

std::optional<LinearSize> LinearSizes::get(Value value, int64_t index) {
  if (budget == 0)
    return std::nullopt;
  --budget;
  std::optional<SmallVector<int64_t>> known = node.getStaticInts(value);
  if (known && !ShapedType::isDynamic((*known)[index])) {
    int64_t size = (*known)[index];
    if (std::abs(size) > kMaxSize)
      return std::nullopt;
    return LinearSize{0, size};
  }
  using Result = std::optional<LinearSize>;
  Operation *op = value.getDefiningOp();
  if (!op)
    return std::nullopt;
  return llvm::TypeSwitch<Operation *, Result>(op)
      .Case([&](ShapeOp op) -> Result {
        if (op.getInput() != image || index != axis)
          return std::nullopt;
        return LinearSize{1, 0};
      })
      .Case<CastOp, ReshapeOp, ExpandDimsOp, SqueezeOp>(
          [&](auto op) { return get(op.getInput(), index); })
      .Case([&](SliceOp op) -> Result {
        if (node.getType(op.getInput()).getRank() != 1 || op.getBegin()[0] < 0)
          return std::nullopt;
        return get(op.getInput(),
                   op.getBegin()[0] + index * op.getStrides()[0]);
      })
      .Case([&](ConcatOp op) { return getOfConcat(op, index); })
      .Case<AddOp, SubOp, MulOp>(
          [&](Operation *op) { return getOfBinary(op, index); })
      .Default(Result());
}

namespace {
/// A dimension of a transposed convolution: how much of what the filter reaches
/// is left out before and behind the result, and how many zeros are behind it.
struct Reach {
  int64_t low = 0, high = 0, zeros = 0;
};

template <typename OpTy, unsigned rank>
class TransposedConvolution {
public:
  explicit TransposedConvolution(NodeContext &node) : node(node) {}

  LogicalResult import();

private:
  /// Reads the sizes of the result, as far as they are known.
  bool readShape();
  /// Null if only running tells.
  std::optional<Reach> getReach(unsigned i);
  /// Computes all that the filter reaches, or less of it.
  Value convolve(ArrayRef<int64_t> resultShape);
  /// Adds zeros behind the result.
  Value padBehind(Value result, ArrayRef<int64_t> zeros);
  /// The elements that a dimension of the filter reaches over.
  int64_t getExtent(unsigned i) const {
    return (node.getShape(1)[i] - 1) * window.dilations[i] + 1;
  }
  bool isSame() { return node.getString("padding") == "SAME"; }

  NodeContext &node;
  Window window = Window(rank);
  SmallVector<int64_t> shape;
  /// Where the spatial sizes begin in input 0.
  int64_t firstSize = 0;
};
} // namespace

template <typename OpTy, unsigned rank>
bool TransposedConvolution<OpTy, rank>::readShape() {
  if (!node.checkRank(0, 1) || !node.checkRank(1, rank + 2) ||
      !node.checkRank(2, rank + 2))
    return false;
  window.readSteps(node, /*hasDilations=*/true);
  if (node.hasFailed())
    return false;
  ArrayRef<int64_t> filter = node.getShape(1), image = node.getShape(2);
  if (std::optional<SmallVector<int64_t>> known = node.getStaticInts(0u))
    shape = *known;
  else if (!ShapedType::isDynamic(node.getShape(0)[0]))
    shape.assign(node.getShape(0)[0], ShapedType::kDynamic);
  // So few numbers are the spatial sizes only.
  firstSize = window.getFirst();
  if (shape.size() == rank) {
    shape = window.getShape(image[0], shape, filter[rank]);
    firstSize = 0;
  }
  if (shape.size() != rank + 2) {
    node.emitError() << "input 0 (input_sizes) has " << shape.size()
                     << " elements instead of " << rank + 2;
    return false;
  }
  for (int64_t size : shape)
    if (size < 0 && !ShapedType::isDynamic(size)) {
      node.emitError() << "input 0 (input_sizes) has the size " << size;
      return false;
    }
  if (ShapedType::isDynamic(shape[0]))
    shape[0] = image[0];
  int64_t &channels = shape[window.getChannels()];
  if (ShapedType::isDynamic(channels))
    channels = filter[rank];
  if (ShapedType::isDynamicShape(window.getSpatial(shape)) &&
      ShapedType::isDynamicShape(filter.take_front(rank))) {
    node.emitError() << "has a filter and a result of unknown size";
    return false;
  }
  window.readPadding(node, window.getSpatial(shape), filter.take_front(rank));
  return !node.hasFailed();
}

template <typename OpTy, unsigned rank>
std::optional<Reach> TransposedConvolution<OpTy, rank>::getReach(unsigned i) {
  int64_t axis = window.getFirst() + i, stride = window.strides[i];
  int64_t image = node.getShape(2)[axis];
  std::optional<LinearSize> size = LinearSizes(node, node.getInput(2), axis)
                                       .get(node.getInput(0), firstSize + i);
  if (!size)
    return std::nullopt;
  if (size->factor == 0 && !ShapedType::isDynamic(image))
    size = {stride, size->rest - stride * image};
  if (size->factor != stride)
    return std::nullopt;
  // The filter reaches over stride * (image - 1) + extent elements.
  int64_t more = getExtent(i) - stride - size->rest;
  Reach reach = {window.padding[2 * i], window.padding[2 * i + 1], 0};
  if (isSame()) {
    reach.low = std::max<int64_t>(more, 0) / 2;
    reach.high = std::max<int64_t>(more, 0) - reach.low;
  }
  int64_t zeros = reach.low + reach.high - more;
  if (zeros < 0)
    return std::nullopt;
  reach.zeros = std::max<int64_t>(zeros - reach.high, 0);
  reach.high -= zeros - reach.zeros;
  return reach;
}

template <typename OpTy, unsigned rank>
Value TransposedConvolution<OpTy, rank>::convolve(
    ArrayRef<int64_t> resultShape) {
  auto type =
      RankedTensorType::get(resultShape, node.getType(2).getElementType());
  window.sameUpper = false;
  return node.createTyped<OpTy>(type, {node.getInput(2), node.getInput(1)},
                                window.getAttrs(node, /*withDilations=*/true));
}

template <typename OpTy, unsigned rank>
Value TransposedConvolution<OpTy, rank>::padBehind(Value result,
                                                   ArrayRef<int64_t> zeros) {
  if (!result || llvm::all_of(zeros, [](int64_t count) { return count == 0; }))
    return result;
  SmallVector<int64_t> none(rank + 2, 0);
  SmallVector<int64_t> high = window.getShape(0, zeros, 0);
  Type elementType = node.getType(result).getElementType();
  return node.create<PadOp>(
      result, {node.intsAttr("low", none), node.intsAttr("high", high),
               node.getBuilder().getNamedAttr(
                   "value", node.getBuilder().getFloatAttr(elementType, 0))});
}

/// All that the filter reaches is there, and zeros for the largest size that a
/// convolution maps to that of the image.
template <typename OpTy, unsigned rank>
LogicalResult TransposedConvolution<OpTy, rank>::import() {
  if (!readShape())
    return failure();
  if (!ShapedType::isDynamicShape(window.getSpatial(shape)))
    return node.setResult(convolve(shape));
  SmallVector<std::optional<Reach>> reaches;
  for (unsigned i = 0; i < rank; ++i)
    reaches.push_back(getReach(i));

  // What is computed, and what is taken of it.
  Type i64 = node.getBuilder().getI64Type();
  SmallVector<int64_t> computed = shape, zeros(rank, 0);
  for (unsigned i = 0; i < rank; ++i) {
    int64_t axis = window.getFirst() + i, image = node.getShape(2)[axis];
    if (reaches[i]) {
      window.padding[2 * i] = reaches[i]->low;
      window.padding[2 * i + 1] = reaches[i]->high;
      zeros[i] = reaches[i]->zeros;
    } else {
      window.padding[2 * i] = window.padding[2 * i + 1] = 0;
      bool isCovered = isSame() && getExtent(i) >= window.strides[i];
      zeros[i] = isCovered ? 0 : window.strides[i] - 1;
    }
    computed[axis] = ShapedType::isDynamic(image)
                         ? ShapedType::kDynamic
                         : (image - 1) * window.strides[i] + getExtent(i) -
                               window.padding[2 * i] -
                               window.padding[2 * i + 1];
  }
  Value all = convolve(computed);
  Value result = padBehind(all, zeros);
  if (llvm::all_of(reaches, [](const auto &reach) { return bool(reach); }))
    return node.setResult(result);

  Window asRead(rank);
  asRead.readSteps(node, /*hasDilations=*/true);
  asRead.readPadding(node, window.getSpatial(shape),
                     node.getShape(1).take_front(rank));
  SmallVector<Value> begins, sizes;
  for (unsigned dim = 0; dim < rank + 2 && !node.hasFailed(); ++dim) {
    unsigned i = dim - window.getFirst();
    Value begin = node.ints(int64_t(0), i64), size = node.ints(-1, i64);
    if (i < rank && !reaches[i]) {
      int64_t stride = window.strides[i], before = asRead.padding[2 * i];
      size =
          node.castTo(node.slice(node.getInput(0), {firstSize + i}, {1}), i64);
      Value places = node.create<AddOp>({size, node.ints(stride - 1, i64)});
      if (isSame()) {
        Value more = node.create<SubOp>({node.getSize(all, dim), size});
        more = node.create<MaximumOp>({more, node.ints(int64_t(0), i64)});
        begin = node.create<FloorDivOp>({more, node.ints(2, i64)});
      } else {
        begin = node.ints(before, i64);
        int64_t more = before + asRead.padding[2 * i + 1] - getExtent(i) + 1;
        places = node.create<AddOp>({places, node.ints(more, i64)});
      }
      places = node.create<FloorDivOp>({places, node.ints(stride, i64)});
      Value fits = node.compare(Predicate::EQ, places,
                                node.getSize(node.getInput(2), dim));
      node.createAssert(node.reshape(fits, {}),
                        "input_sizes are not those of a convolution");
    }
    begins.push_back(begin);
    sizes.push_back(size);
  }
  NamedAttribute axis = node.intAttr("axis", 0);
  return node.setResult(node.createTyped<DynamicSliceOp>(
      node.getType(2).clone(shape),
      {result, node.create<ConcatOp>(begins, axis),
       node.create<ConcatOp>(sizes, axis)}));
}

LogicalResult tf::importConv2DTranspose(NodeContext &node) {
  return TransposedConvolution<Conv2DTransposeOp, 2>(node).import();
}

LogicalResult tf::importConv3DTranspose(NodeContext &node) {
  return TransposedConvolution<Conv3DTransposeOp, 3>(node).import();
}
