//===- EvaluateShape.cpp --------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Evaluation of the ops that rearrange, cut, join and make tensors: they move
// elements of any type, so that all of them work on bytes.
//
//===----------------------------------------------------------------------===//

#include "Evaluation.h"
#include "nn/Dialect/NN/IR/NNShapeOps.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace mlir::nn;
using mlir::nn::detail::copyElements;

using Result = std::optional<ConstantTensor>;
using Operands = ArrayRef<ConstantTensor>;

/// A tensor of `sizes` whose elements are those of `input` from `offset` on, at
/// distances of `strides` (in bytes).
static ConstantTensor copyView(const ConstantTensor &input,
                               ArrayRef<int64_t> sizes, int64_t offset,
                               ArrayRef<int64_t> strides) {
  RankedTensorType type = input.getType().clone(sizes);
  if (input.isSplat())
    return input.reshape(type);
  ConstantTensor result = ConstantTensor::allocate(type);
  copyElements(result.getMutableBytes(), result.getStrides(),
               input.getBytes().data() + offset, strides, sizes,
               input.getElementBytes());
  return result;
}

/// A tensor of many equal elements.
static ConstantTensor makeSplat(RankedTensorType type, const char *element) {
  ConstantTensor result = ConstantTensor::allocate(type, /*isSplat=*/true);
  std::memcpy(result.getMutableBytes(), element, result.getElementBytes());
  return result;
}

/// The integers in a 1-d tensor.
static SmallVector<int64_t> getIntegers(const ConstantTensor &tensor) {
  SmallVector<int64_t> values(tensor.getNumElements());
  for (auto [i, value] : llvm::enumerate(values))
    value = tensor.getInt(i);
  return values;
}

//===----------------------------------------------------------------------===//
// Views: every element of the result is one of the input
//===----------------------------------------------------------------------===//

/// The ops that only change sizes; their result types tell which.
static Result evaluateReshape(Operation *op, Operands operands) {
  auto type = cast<RankedTensorType>(op->getResult(0).getType());
  if (!type.hasStaticShape() ||
      type.getNumElements() != operands[0].getNumElements())
    return std::nullopt;
  return operands[0].reshape(type);
}

static Result evaluateTranspose(TransposeOp op, Operands operands) {
  SmallVector<int64_t> sizes, strides, inputStrides = operands[0].getStrides();
  for (int64_t axis : op.getPermutation()) {
    sizes.push_back(operands[0].getShape()[axis]);
    strides.push_back(inputStrides[axis]);
  }
  return copyView(operands[0], sizes, 0, strides);
}

static Result evaluateBroadcastTo(BroadcastToOp op, Operands operands) {
  const ConstantTensor &input = operands[0];
  RankedTensorType type = op.getType();
  if (!type.hasStaticShape())
    return std::nullopt;
  SmallVector<int64_t> strides(type.getRank(), 0);
  int64_t added = type.getRank() - input.getType().getRank();
  for (auto [axis, stride] : llvm::enumerate(input.getStrides()))
    if (input.getShape()[axis] != 1)
      strides[added + axis] = stride;
  return copyView(input, type.getShape(), 0, strides);
}

static Result evaluateSlice(SliceOp op, Operands operands) {
  const ConstantTensor &input = operands[0];
  SmallVector<int64_t> sizes, strides = input.getStrides();
  int64_t offset = 0;
  for (auto [axis, available] : llvm::enumerate(input.getShape())) {
    std::optional<int64_t> size =
        getSliceLength(available, op.getBegin()[axis], op.getSize()[axis],
                       op.getStrides()[axis]);
    if (!size)
      return std::nullopt;
    sizes.push_back(*size);
    offset += getSliceBegin(available, op.getBegin()[axis]) * strides[axis];
    strides[axis] *= op.getStrides()[axis];
  }
  return copyView(input, sizes, offset, strides);
}

static Result evaluateDynamicSlice(DynamicSliceOp op, Operands operands) {
  const ConstantTensor &input = operands[0];
  SmallVector<int64_t> begin = getIntegers(operands[1]);
  SmallVector<int64_t> sizes = getIntegers(operands[2]);
  SmallVector<int64_t> strides = input.getStrides();
  int64_t offset = 0;
  for (auto [axis, available] : llvm::enumerate(input.getShape())) {
    if (begin[axis] < 0)
      return std::nullopt;
    std::optional<int64_t> size =
        getSliceLength(available, begin[axis], sizes[axis], 1);
    if (!size)
      return std::nullopt;
    sizes[axis] = *size;
    offset += begin[axis] * strides[axis];
  }
  return copyView(input, sizes, offset, strides);
}

static Result evaluateReverse(ReverseOp op, Operands operands) {
  SmallVector<int64_t> strides = operands[0].getStrides();
  int64_t offset = 0;
  for (int64_t axis : op.getAxes()) {
    offset += (operands[0].getShape()[axis] - 1) * strides[axis];
    strides[axis] = -strides[axis];
  }
  return copyView(operands[0], operands[0].getShape(), offset, strides);
}

static Result evaluateTile(TileOp op, Operands operands) {
  const ConstantTensor &input = operands[0];
  // A dimension is one of copies, and one inside a copy.
  SmallVector<int64_t> sizes, boxSizes, strides,
      inputStrides = input.getStrides();
  for (auto [axis, multiple] : llvm::enumerate(op.getMultiples())) {
    sizes.push_back(multiple * input.getShape()[axis]);
    boxSizes.append({multiple, input.getShape()[axis]});
    strides.append({0, inputStrides[axis]});
  }
  ConstantTensor box = copyView(input, boxSizes, 0, strides);
  return box.reshape(input.getType().clone(sizes));
}

//===----------------------------------------------------------------------===//
// Tensors put together
//===----------------------------------------------------------------------===//

static Result evaluateConcat(ConcatOp op, Operands operands) {
  int64_t axis = op.getAxis();
  SmallVector<int64_t> sizes(operands[0].getShape());
  sizes[axis] = 0;
  bool isSplat = true;
  for (const ConstantTensor &operand : operands) {
    sizes[axis] += operand.getShape()[axis];
    isSplat &=
        operand.isSplat() && operand.getBytes() == operands[0].getBytes();
  }
  RankedTensorType type = operands[0].getType().clone(sizes);
  if (isSplat)
    return operands[0].reshape(type);
  ConstantTensor result = ConstantTensor::allocate(type);
  SmallVector<int64_t> strides = result.getStrides();
  char *to = result.getMutableBytes();
  for (const ConstantTensor &operand : operands) {
    copyElements(to, strides, operand.getBytes().data(), operand.getStrides(),
                 operand.getShape(), operand.getElementBytes());
    to += strides[axis] * operand.getShape()[axis];
  }
  return result;
}

static Result evaluatePad(PadOp op, Operands operands) {
  const ConstantTensor &input = operands[0];
  auto value = ConstantTensor::get(DenseElementsAttr::get(
      RankedTensorType::get({}, input.getElementType()), op.getValue()));
  if (!value)
    return std::nullopt;
  SmallVector<int64_t> sizes(input.getShape());
  for (auto [size, low, high] :
       llvm::zip_equal(sizes, op.getLow(), op.getHigh()))
    size += low + high;
  RankedTensorType type = input.getType().clone(sizes);
  if (input.isSplat() && input.getBytes() == value->getBytes())
    return input.reshape(type);
  ConstantTensor result = ConstantTensor::allocate(type);
  SmallVector<int64_t> strides = result.getStrides();
  SmallVector<int64_t> none(type.getRank(), 0);
  char *to = result.getMutableBytes();
  copyElements(to, strides, value->getBytes().data(), none, sizes,
               input.getElementBytes());
  for (auto [low, stride] : llvm::zip_equal(op.getLow(), strides))
    to += low * stride;
  copyElements(to, strides, input.getBytes().data(), input.getStrides(),
               input.getShape(), input.getElementBytes());
  return result;
}

static Result evaluateMirrorPad(MirrorPadOp op, Operands operands) {
  const ConstantTensor &input = operands[0];
  if (input.getNumElements() == 0)
    return std::nullopt;
  // One dimension after the other: each makes the border of all before it.
  ConstantTensor result = input;
  int64_t edge = op.getMode() == MirrorPadMode::Reflect ? 1 : 0;
  for (int64_t axis = 0, rank = input.getType().getRank(); axis < rank;
       ++axis) {
    int64_t low = op.getLow()[axis], high = op.getHigh()[axis];
    if (low == 0 && high == 0)
      continue;
    SmallVector<int64_t> sizes(result.getShape());
    int64_t size = sizes[axis];
    sizes[axis] += low + high;
    ConstantTensor next =
        ConstantTensor::allocate(result.getType().clone(sizes));
    SmallVector<int64_t> strides = next.getStrides(),
                         from = result.getStrides();
    SmallVector<int64_t> mirrored = from;
    mirrored[axis] = -from[axis];
    char *to = next.getMutableBytes();
    const char *elements = result.getBytes().data();
    int64_t bytes = input.getElementBytes();
    sizes[axis] = low;
    copyElements(to, strides, elements + (low - 1 + edge) * from[axis],
                 mirrored, sizes, bytes);
    sizes[axis] = size;
    copyElements(to + low * strides[axis], strides, elements, from, sizes,
                 bytes);
    sizes[axis] = high;
    copyElements(to + (low + size) * strides[axis], strides,
                 elements + (size - 1 - edge) * from[axis], mirrored, sizes,
                 bytes);
    result = next;
  }
  return result;
}

//===----------------------------------------------------------------------===//
// Tensors from few values
//===----------------------------------------------------------------------===//

static Result evaluateFill(FillOp op, Operands operands) {
  SmallVector<int64_t> sizes = getIntegers(operands[0]);
  if (llvm::any_of(sizes, [](int64_t size) { return size < 0; }))
    return std::nullopt;
  return makeSplat(operands[1].getType().clone(sizes),
                   operands[1].getElement(0));
}

static Result evaluateRange(RangeOp op, Operands operands) {
  RankedTensorType type = op.getType();
  if (!type.hasStaticShape())
    return std::nullopt;
  ConstantTensor result = ConstantTensor::allocate(type);
  for (int64_t i = 0, e = type.getNumElements(); i < e; ++i) {
    if (isa<FloatType>(type.getElementType()))
      result.setFloat(i, operands[0].getFloat(0) + i * operands[2].getFloat(0));
    else
      result.setInt(i, operands[0].getInt(0) + i * operands[2].getInt(0));
  }
  return result;
}

static Result evaluateOneHot(OneHotOp op, Operands operands) {
  const ConstantTensor &indices = operands[0], &on = operands[1];
  SmallVector<int64_t> sizes(indices.getShape());
  sizes.insert(sizes.begin() + op.getAxis(), op.getDepth());
  ConstantTensor result = ConstantTensor::allocate(on.getType().clone(sizes));
  SmallVector<int64_t> none(sizes.size(), 0);
  char *to = result.getMutableBytes();
  copyElements(to, result.getStrides(), operands[2].getElement(0), none, sizes,
               on.getElementBytes());
  // Behind axis are `inner` elements.
  int64_t inner = 1;
  for (int64_t size : indices.getShape().drop_front(op.getAxis()))
    inner *= size;
  for (int64_t i = 0, e = indices.getNumElements(); i < e; ++i) {
    int64_t index = indices.getInt(i);
    if (index < 0 || index >= static_cast<int64_t>(op.getDepth()))
      continue;
    int64_t position = (i / inner * op.getDepth() + index) * inner + i % inner;
    std::memcpy(to + position * on.getElementBytes(), on.getElement(0),
                on.getElementBytes());
  }
  return result;
}

std::optional<ConstantTensor>
mlir::nn::detail::evaluateShapeOp(Operation *op,
                                  ArrayRef<ConstantTensor> operands) {
  return llvm::TypeSwitch<Operation *, Result>(op)
      .Case<ReshapeOp, ExpandDimsOp, SqueezeOp>(
          [&](auto op) { return evaluateReshape(op, operands); })
      .Case<TransposeOp>(
          [&](auto op) { return evaluateTranspose(op, operands); })
      .Case<BroadcastToOp>(
          [&](auto op) { return evaluateBroadcastTo(op, operands); })
      .Case<SliceOp>([&](auto op) { return evaluateSlice(op, operands); })
      .Case<DynamicSliceOp>(
          [&](auto op) { return evaluateDynamicSlice(op, operands); })
      .Case<ReverseOp>([&](auto op) { return evaluateReverse(op, operands); })
      .Case<TileOp>([&](auto op) { return evaluateTile(op, operands); })
      .Case<ConcatOp>([&](auto op) { return evaluateConcat(op, operands); })
      .Case<PadOp>([&](auto op) { return evaluatePad(op, operands); })
      .Case<MirrorPadOp>(
          [&](auto op) { return evaluateMirrorPad(op, operands); })
      .Case<FillOp>([&](auto op) { return evaluateFill(op, operands); })
      .Case<RangeOp>([&](auto op) { return evaluateRange(op, operands); })
      .Case<OneHotOp>([&](auto op) { return evaluateOneHot(op, operands); })

      .Default([](Operation *) { return std::nullopt; });
}
