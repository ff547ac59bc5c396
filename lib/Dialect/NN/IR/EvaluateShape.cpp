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
using nn::detail::copyElements;
using nn::detail::getByteStrides;
using nn::detail::makeSplat;

using Result = ElementsAttr;
using Operands = ArrayRef<ConstantView>;

/// A tensor of `sizes` whose elements are those of `input` from `offset` on, at
/// distances of `strides` (in bytes).
static ElementsAttr copyView(const ConstantView &input, ArrayRef<int64_t> sizes,
                             int64_t offset, ArrayRef<int64_t> strides) {
  auto type = RankedTensorType::get(sizes, input.getElementType());
  if (input.isSplat())
    return makeSplat(type, input);
  ConstantBuilder result(type);
  copyElements(result.getBytes().data(),
               getByteStrides(sizes, input.getElementBytes()),
               input.getBytes().data() + offset, strides, sizes,
               input.getElementBytes());
  return result.finish("folded");
}

/// The integers in a 1-d tensor.
static SmallVector<int64_t> getIntegers(const ConstantView &tensor) {
  SmallVector<int64_t> values(tensor.getNumElements());
  for (auto [i, value] : llvm::enumerate(values))
    value = tensor.getInt(i);
  return values;
}

//===----------------------------------------------------------------------===//
// Views: every element of the result is one of the input
//===----------------------------------------------------------------------===//

static Result evaluateTranspose(TransposeOp op, Operands operands) {
  SmallVector<int64_t> sizes, strides,
      inputStrides = getByteStrides(operands[0]);
  for (int64_t axis : op.getPermutation()) {
    sizes.push_back(operands[0].getShape()[axis]);
    strides.push_back(inputStrides[axis]);
  }
  return copyView(operands[0], sizes, 0, strides);
}

static Result evaluateBroadcastTo(BroadcastToOp op, Operands operands) {
  const ConstantView &input = operands[0];
  RankedTensorType type = op.getType();
  if (!type.hasStaticShape())
    return {};
  SmallVector<int64_t> strides(type.getRank(), 0);
  int64_t added = type.getRank() - input.getType().getRank();
  for (auto [axis, stride] : llvm::enumerate(getByteStrides(input)))
    if (input.getShape()[axis] != 1)
      strides[added + axis] = stride;
  return copyView(input, type.getShape(), 0, strides);
}

static Result evaluateSlice(SliceOp op, Operands operands) {
  const ConstantView &input = operands[0];
  SmallVector<int64_t> sizes, strides = getByteStrides(input);
  int64_t offset = 0;
  for (auto [axis, available] : llvm::enumerate(input.getShape())) {
    std::optional<int64_t> size =
        getSliceLength(available, op.getBegin()[axis], op.getSize()[axis],
                       op.getStrides()[axis]);
    if (!size)
      return {};
    sizes.push_back(*size);
    offset += getSliceBegin(available, op.getBegin()[axis]) * strides[axis];
    strides[axis] *= op.getStrides()[axis];
  }
  return copyView(input, sizes, offset, strides);
}

static Result evaluateDynamicSlice(DynamicSliceOp op, Operands operands) {
  const ConstantView &input = operands[0];
  SmallVector<int64_t> begin = getIntegers(operands[1]);
  SmallVector<int64_t> sizes = getIntegers(operands[2]);
  SmallVector<int64_t> strides = getByteStrides(input);
  int64_t offset = 0;
  for (auto [axis, available] : llvm::enumerate(input.getShape())) {
    if (begin[axis] < 0)
      return {};
    std::optional<int64_t> size =
        getSliceLength(available, begin[axis], sizes[axis], 1);
    if (!size)
      return {};
    sizes[axis] = *size;
    offset += begin[axis] * strides[axis];
  }
  return copyView(input, sizes, offset, strides);
}

static Result evaluateDynamicUpdateSlice(DynamicUpdateSliceOp op,
                                         Operands operands) {
  const ConstantView &input = operands[0], &update = operands[1];
  SmallVector<int64_t> begin = getIntegers(operands[2]);
  ConstantBuilder result(input.getType());
  SmallVector<int64_t> strides =
      getByteStrides(input.getShape(), input.getElementBytes());
  int64_t offset = 0;
  for (auto [axis, available] : llvm::enumerate(input.getShape())) {
    if (begin[axis] < 0 || begin[axis] > available - update.getShape()[axis])
      return {};
    offset += begin[axis] * strides[axis];
  }
  copyElements(result.getBytes().data(), strides, input.getBytes().data(),
               getByteStrides(input), input.getShape(),
               input.getElementBytes());
  copyElements(result.getBytes().data() + offset, strides,
               update.getBytes().data(), getByteStrides(update),
               update.getShape(), input.getElementBytes());
  return result.finish("folded");
}

static Result evaluateReverse(ReverseOp op, Operands operands) {
  SmallVector<int64_t> strides = getByteStrides(operands[0]);
  int64_t offset = 0;
  for (int64_t axis : op.getAxes()) {
    offset += (operands[0].getShape()[axis] - 1) * strides[axis];
    strides[axis] = -strides[axis];
  }
  return copyView(operands[0], operands[0].getShape(), offset, strides);
}

static Result evaluateTile(TileOp op, Operands operands) {
  const ConstantView &input = operands[0];
  SmallVector<int64_t> sizes;
  for (auto [size, multiple] :
       llvm::zip_equal(input.getShape(), op.getMultiples()))
    sizes.push_back(size * multiple);
  auto type = RankedTensorType::get(sizes, input.getElementType());
  if (input.isSplat())
    return makeSplat(type, input);
  ConstantBuilder result(type);
  // Each dimension is one of copies, and one inside a copy.
  SmallVector<int64_t> boxSizes, boxStrides, inputStrides;
  SmallVector<int64_t> strides = getByteStrides(sizes, input.getElementBytes());
  for (auto [axis, stride] : llvm::enumerate(getByteStrides(input))) {
    int64_t size = input.getShape()[axis];
    boxSizes.append({op.getMultiples()[axis], size});
    boxStrides.append({size * strides[axis], strides[axis]});
    inputStrides.append({0, stride});
  }
  copyElements(result.getBytes().data(), boxStrides, input.getBytes().data(),
               inputStrides, boxSizes, input.getElementBytes());
  return result.finish("folded");
}

//===----------------------------------------------------------------------===//
// Tensors put together
//===----------------------------------------------------------------------===//

static Result evaluateConcat(ConcatOp op, Operands operands) {
  int64_t axis = op.getAxis();
  SmallVector<int64_t> sizes(operands[0].getShape());
  sizes[axis] = 0;
  bool isSplat = true;
  for (const ConstantView &operand : operands) {
    sizes[axis] += operand.getShape()[axis];
    isSplat &=
        operand.isSplat() && operand.getBytes() == operands[0].getBytes();
  }
  auto type = RankedTensorType::get(sizes, operands[0].getElementType());
  if (isSplat)
    return makeSplat(type, operands[0]);
  ConstantBuilder result(type);
  SmallVector<int64_t> strides =
      getByteStrides(result.getType().getShape(), result.getElementBytes());
  char *to = result.getBytes().data();
  for (const ConstantView &operand : operands) {
    copyElements(to, strides, operand.getBytes().data(),
                 getByteStrides(operand), operand.getShape(),
                 operand.getElementBytes());
    to += strides[axis] * operand.getShape()[axis];
  }
  return result.finish("folded");
}

static Result evaluatePad(PadOp op, Operands operands) {
  const ConstantView &input = operands[0];
  auto value = ConstantView::get(DenseElementsAttr::get(
      RankedTensorType::get({}, input.getElementType()), op.getValue()));
  if (!value)
    return {};
  SmallVector<int64_t> sizes(input.getShape());
  for (auto [size, low, high] :
       llvm::zip_equal(sizes, op.getLow(), op.getHigh()))
    size += low + high;
  auto type = RankedTensorType::get(sizes, input.getElementType());
  if (input.isSplat() && input.getBytes() == value->getBytes())
    return makeSplat(type, input);
  ConstantBuilder result(type);
  SmallVector<int64_t> strides =
      getByteStrides(result.getType().getShape(), result.getElementBytes());
  SmallVector<int64_t> none(type.getRank(), 0);
  char *to = result.getBytes().data();
  copyElements(to, strides, value->getBytes().data(), none, sizes,
               input.getElementBytes());
  for (auto [low, stride] : llvm::zip_equal(op.getLow(), strides))
    to += low * stride;
  copyElements(to, strides, input.getBytes().data(), getByteStrides(input),
               input.getShape(), input.getElementBytes());
  return result.finish("folded");
}

static Result evaluateMirrorPad(MirrorPadOp op, Operands operands) {
  const ConstantView &input = operands[0];
  if (input.getNumElements() == 0)
    return {};
  if (input.isSplat())
    return makeSplat(cast<RankedTensorType>(op.getType()), input);
  // One dimension after the other: each makes the border of all before it.
  ConstantView view = input;
  Result result;
  int64_t edge = op.getMode() == MirrorPadMode::Reflect ? 1 : 0;
  int64_t bytes = input.getElementBytes();
  for (auto [axis, size] : llvm::enumerate(input.getShape())) {
    int64_t low = op.getLow()[axis], high = op.getHigh()[axis];
    if (low == 0 && high == 0)
      continue;
    SmallVector<int64_t> sizes(view.getShape());
    sizes[axis] += low + high;
    ConstantBuilder next(RankedTensorType::get(sizes, input.getElementType()));
    SmallVector<int64_t> strides = getByteStrides(sizes, bytes);
    SmallVector<int64_t> from = getByteStrides(view), mirrored = from;
    mirrored[axis] = -from[axis];
    char *to = next.getBytes().data();
    const char *elements = view.getBytes().data();
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
    result = next.finish("folded");
    view = *ConstantView::get(result);
  }
  return result;
}

//===----------------------------------------------------------------------===//
// Tensors from few values
//===----------------------------------------------------------------------===//

static Result evaluateFill(FillOp op, Operands operands) {
  SmallVector<int64_t> sizes = getIntegers(operands[0]);
  if (llvm::any_of(sizes, [](int64_t size) { return size < 0; }))
    return {};
  return makeSplat(RankedTensorType::get(sizes, operands[1].getElementType()),
                   operands[1]);
}

static Result evaluateRange(RangeOp op, Operands operands) {
  RankedTensorType type = op.getType();
  if (!type.hasStaticShape())
    return {};
  ConstantBuilder result(type);
  for (int64_t i = 0, e = type.getNumElements(); i < e; ++i) {
    if (isa<FloatType>(type.getElementType()))
      result.setDouble(i,
                       operands[0].getDouble(0) + i * operands[2].getDouble(0));
    else
      result.setInt(i, operands[0].getInt(0) + i * operands[2].getInt(0));
  }
  return result.finish("folded");
}

static Result evaluateOneHot(OneHotOp op, Operands operands) {
  const ConstantView &indices = operands[0], &on = operands[1];
  SmallVector<int64_t> sizes(indices.getShape());
  sizes.insert(sizes.begin() + op.getAxis(), op.getDepth());
  ConstantBuilder result(RankedTensorType::get(sizes, on.getElementType()));
  SmallVector<int64_t> none(sizes.size(), 0);
  char *to = result.getBytes().data();
  copyElements(
      to, getByteStrides(result.getType().getShape(), result.getElementBytes()),
      operands[2].getElement(0), none, sizes, on.getElementBytes());
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
  return result.finish("folded");
}

ElementsAttr
mlir::nn::detail::evaluateShapeOp(Operation *op,
                                  ArrayRef<ConstantView> operands) {
  return llvm::TypeSwitch<Operation *, Result>(op)
      .Case<TransposeOp>(
          [&](auto op) { return evaluateTranspose(op, operands); })
      .Case<BroadcastToOp>(
          [&](auto op) { return evaluateBroadcastTo(op, operands); })
      .Case<SliceOp>([&](auto op) { return evaluateSlice(op, operands); })
      .Case<DynamicSliceOp>(
          [&](auto op) { return evaluateDynamicSlice(op, operands); })
      .Case<DynamicUpdateSliceOp>(
          [&](auto op) { return evaluateDynamicUpdateSlice(op, operands); })
      .Case<ReverseOp>([&](auto op) { return evaluateReverse(op, operands); })
      .Case<TileOp>([&](auto op) { return evaluateTile(op, operands); })
      .Case<ConcatOp>([&](auto op) { return evaluateConcat(op, operands); })
      .Case<PadOp>([&](auto op) { return evaluatePad(op, operands); })
      .Case<MirrorPadOp>(
          [&](auto op) { return evaluateMirrorPad(op, operands); })
      .Case<FillOp>([&](auto op) { return evaluateFill(op, operands); })
      .Case<RangeOp>([&](auto op) { return evaluateRange(op, operands); })
      .Case<OneHotOp>([&](auto op) { return evaluateOneHot(op, operands); })

      .Default([](Operation *) { return Result(); });
}
