//===- ShapeFolds.cpp -----------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Folds of the ops that rearrange, cut, join and make tensors.
//
//===----------------------------------------------------------------------===//

#include "mlir/IR/Matchers.h"
#include "nn/Dialect/NN/IR/NNEvaluation.h"
#include "nn/Dialect/NN/IR/NNShapeOps.h"
#include "nn/Support/Constants.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Sequence.h"

using namespace mlir;
using namespace mlir::nn;

/// Whether the type of a tensor says by itself that a reshape to the other type
/// changes nothing.
static bool isSameShape(RankedTensorType lhs, RankedTensorType rhs) {
  return lhs == rhs && lhs.getNumDynamicDims() <= 1 &&
         !llvm::is_contained(lhs.getShape(), 0);
}

static bool isZero(int64_t value) { return value == 0; }

/// What a reshape, expand_dims or squeeze reads; null for other values.
static Value getReshaped(Value value) {
  Operation *op = value.getDefiningOp();
  if (isa_and_present<ReshapeOp, ExpandDimsOp, SqueezeOp>(op))
    return op->getOperand(0);
  return {};
}

//===----------------------------------------------------------------------===//
// Other sizes for the same elements
//===----------------------------------------------------------------------===//

OpFoldResult ReshapeOp::fold(FoldAdaptor adaptor) {
  if (isSameShape(getInput().getType(), getType()) ||
      (getInput().getType() == getType() && getType().hasStaticShape()))
    return getInput();
  if (Attribute constant = foldReshape(adaptor.getInput(), getType()))
    return constant;
  // One unknown size follows from the number of elements.
  bool changed = false;
  if (getShape() && getType().getNumDynamicDims() <= 1 &&
      !llvm::is_contained(getType().getShape(), 0)) {
    getShapeMutable().clear();
    changed = true;
  }
  if (Value source = getReshaped(getInput())) {
    getInputMutable().assign(source);
    changed = true;
  }
  return changed ? getResult() : OpFoldResult();
}

OpFoldResult ExpandDimsOp::fold(FoldAdaptor adaptor) {
  auto squeeze = getInput().getDefiningOp<SqueezeOp>();
  if (squeeze && squeeze.getInput().getType() == getType() &&
      squeeze.getAxes() == ArrayRef<int64_t>(getAxis()))
    return squeeze.getInput();
  return foldReshape(adaptor.getInput(), getType());
}

OpFoldResult SqueezeOp::fold(FoldAdaptor adaptor) {
  if (getAxes().empty() && getInput().getType() == getType())
    return getInput();
  auto expand = getInput().getDefiningOp<ExpandDimsOp>();
  if (expand && expand.getInput().getType() == getType() &&
      getAxes() == ArrayRef<int64_t>(expand.getAxis()))
    return expand.getInput();
  return foldReshape(adaptor.getInput(), getType());
}

OpFoldResult BroadcastToOp::fold(FoldAdaptor adaptor) {
  if (getType().hasStaticShape()) {
    if (getInput().getType() == getType())
      return getInput();
    // The shape says nothing that the type does not.
    if (Attribute input = adaptor.getInput())
      if (OpFoldResult result = foldConstant(
              *this, getShape() ? ArrayRef<Attribute>{input, adaptor.getShape()}
                                : ArrayRef<Attribute>{input}))
        return result;
    if (getShape()) {
      getShapeMutable().clear();
      return getResult();
    }
  }
  return {};
}

OpFoldResult ShapeOp::fold(FoldAdaptor adaptor) {
  RankedTensorType input = getInput().getType();
  if (!input.hasStaticShape() || !getType().hasStaticShape())
    return {};
  ConstantBuilder sizes(getType());
  for (auto [i, size] : llvm::enumerate(input.getShape()))
    sizes.setInt(i, size);
  return sizes.finish("shape");
}

OpFoldResult TransposeOp::fold(FoldAdaptor adaptor) {
  ArrayRef<int64_t> permutation = getPermutation();
  if (llvm::equal(permutation, llvm::seq<int64_t>(permutation.size())) &&
      getInput().getType() == getType())
    return getInput();
  if (OpFoldResult result = foldConstant(*this, adaptor.getOperands()))
    return result;
  auto inner = getInput().getDefiningOp<TransposeOp>();
  if (!inner)
    return {};
  setPermutation(llvm::map_to_vector(
      permutation, [&](int64_t axis) { return inner.getPermutation()[axis]; }));
  getInputMutable().assign(inner.getInput());
  return getResult();
}

OpFoldResult ReverseOp::fold(FoldAdaptor adaptor) {
  RankedTensorType type = getInput().getType();
  auto reversesNothing = [&](int64_t axis) {
    return type.getDimSize(axis) == 1;
  };
  if (type == getType()) {
    if (llvm::all_of(getAxes(), reversesNothing))
      return getInput();
    auto inner = getInput().getDefiningOp<ReverseOp>();
    if (inner && inner.getAxes() == getAxes() &&
        inner.getInput().getType() == getType())
      return inner.getInput();
  }
  return foldConstant(*this, adaptor.getOperands());
}

//===----------------------------------------------------------------------===//
// Parts and joins
//===----------------------------------------------------------------------===//

OpFoldResult ConcatOp::fold(FoldAdaptor adaptor) {
  if (getInputs().size() == 1 && getInputs()[0].getType() == getType())
    return getInputs()[0];
  if (OpFoldResult result = foldConstant(*this, adaptor.getOperands()))
    return result;
  // What has no elements adds none, but one input must stay.
  auto isEmpty = [&](Value input) {
    return cast<RankedTensorType>(input.getType()).getDimSize(getAxis()) == 0;
  };
  SmallVector<Value> inputs(llvm::make_filter_range(
      getInputs(), [&](Value input) { return !isEmpty(input); }));
  if (inputs.empty() || inputs.size() == getInputs().size())
    return {};
  getInputsMutable().assign(inputs);
  return getResult();
}

OpFoldResult SliceOp::fold(FoldAdaptor adaptor) {
  RankedTensorType input = getInput().getType();
  bool isWhole = input == getType();
  for (auto [axis, available] : llvm::enumerate(input.getShape())) {
    bool takesAll = getSize()[axis] == -1 ||
                    (!input.isDynamicDim(axis) && getSize()[axis] == available);
    isWhole &= takesAll && getBegin()[axis] == 0 && getStrides()[axis] == 1;
  }
  if (isWhole)
    return getInput();
  if (OpFoldResult result = foldConstant(*this, adaptor.getOperands()))
    return result;

  // One way to write it where the size is known.
  SmallVector<int64_t> begin(getBegin()), size(getSize()),
      strides(getStrides());
  for (auto [axis, available] : llvm::enumerate(input.getShape())) {
    if (ShapedType::isDynamic(available))
      continue;
    size[axis] =
        *getSliceLength(available, begin[axis], size[axis], strides[axis]);
    begin[axis] = getSliceBegin(available, begin[axis]);
    if (size[axis] == 1)
      strides[axis] = 1;
  }
  if (begin == getBegin() && size == getSize() && strides == getStrides())
    return {};
  setBegin(begin);
  setSize(size);
  setStrides(strides);
  return getResult();
}

OpFoldResult DynamicSliceOp::fold(FoldAdaptor adaptor) {
  return foldConstant(*this, adaptor.getOperands());
}

OpFoldResult DynamicUpdateSliceOp::fold(FoldAdaptor adaptor) {
  std::optional<ConstantView> begin = ConstantView::get(adaptor.getBegin());
  bool isAll = begin && getUpdate().getType() == getType() &&
               getType().hasStaticShape() &&
               llvm::all_of(llvm::seq(begin->getNumElements()),
                            [&](int64_t i) { return begin->getInt(i) == 0; });
  if (isAll)
    return getUpdate();
  return foldConstant(*this, adaptor.getOperands());
}

//===----------------------------------------------------------------------===//
// Borders and copies
//===----------------------------------------------------------------------===//

OpFoldResult PadOp::fold(FoldAdaptor adaptor) {
  if (llvm::all_of(getLow(), isZero) && llvm::all_of(getHigh(), isZero) &&
      getInput().getType() == getType())
    return getInput();
  return foldConstant(*this, adaptor.getOperands());
}

OpFoldResult MirrorPadOp::fold(FoldAdaptor adaptor) {
  if (llvm::all_of(getLow(), isZero) && llvm::all_of(getHigh(), isZero) &&
      getInput().getType() == getType())
    return getInput();
  return foldConstant(*this, adaptor.getOperands());
}

OpFoldResult TileOp::fold(FoldAdaptor adaptor) {
  if (llvm::all_of(getMultiples(), [](int64_t n) { return n == 1; }) &&
      getInput().getType() == getType())
    return getInput();
  return foldConstant(*this, adaptor.getOperands());
}

//===----------------------------------------------------------------------===//
// Tensors from few values
//===----------------------------------------------------------------------===//

OpFoldResult FillOp::fold(FoldAdaptor adaptor) {
  if (!getType().hasStaticShape())
    return {};
  std::optional<ConstantView> value = ConstantView::get(adaptor.getValue());
  if (!value)
    return {};
  return makeConstant(
      getType(), ArrayRef<char>(value->getElement(0), value->getElementBytes()),
      "fill");
}

OpFoldResult RangeOp::fold(FoldAdaptor adaptor) {
  return foldConstant(*this, adaptor.getOperands());
}

OpFoldResult OneHotOp::fold(FoldAdaptor adaptor) {
  return foldConstant(*this, adaptor.getOperands());
}
