//===- Evaluation.cpp -----------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Evaluation of any nn op, and folding by it.
//
//===----------------------------------------------------------------------===//

#include "Evaluation.h"
#include "mlir/Dialect/Traits.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/Operation.h"
#include "nn/Dialect/NN/IR/NNElementwiseEvaluation.h"
#include "nn/Dialect/NN/IR/NNGatherOps.h"
#include "nn/Dialect/NN/IR/NNShapeOps.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;
using namespace mlir::nn;

/// Innermost copies of elements of one size.
template <typename T>
static void copyRow(char *to, int64_t toStride, const char *from,
                    int64_t fromStride, int64_t count) {
  for (int64_t i = 0; i < count; ++i)
    std::memcpy(to + i * toStride, from + i * fromStride, sizeof(T));
}

void mlir::nn::detail::copyElements(char *to, ArrayRef<int64_t> toStrides,
                                    const char *from,
                                    ArrayRef<int64_t> fromStrides,
                                    ArrayRef<int64_t> sizes,
                                    int64_t elementBytes) {
  if (llvm::is_contained(sizes, 0))
    return;
  if (sizes.empty()) {
    std::memcpy(to, from, elementBytes);
    return;
  }
  int64_t count = sizes.front();
  if (sizes.size() > 1) {
    for (int64_t i = 0; i < count; ++i)
      copyElements(to + i * toStrides.front(), toStrides.drop_front(),
                   from + i * fromStrides.front(), fromStrides.drop_front(),
                   sizes.drop_front(), elementBytes);
    return;
  }
  int64_t toStride = toStrides.front(), fromStride = fromStrides.front();
  if (toStride == elementBytes && fromStride == elementBytes) {
    std::memcpy(to, from, count * elementBytes);
    return;
  }
  switch (elementBytes) {
  case 1:
    return copyRow<uint8_t>(to, toStride, from, fromStride, count);
  case 2:
    return copyRow<uint16_t>(to, toStride, from, fromStride, count);
  case 4:
    return copyRow<uint32_t>(to, toStride, from, fromStride, count);
  case 8:
    return copyRow<uint64_t>(to, toStride, from, fromStride, count);
  default:
    for (int64_t i = 0; i < count; ++i)
      std::memcpy(to + i * toStride, from + i * fromStride, elementBytes);
  }
}

SmallVector<int64_t> mlir::nn::detail::getByteStrides(ArrayRef<int64_t> sizes,
                                                      int64_t elementBytes) {
  SmallVector<int64_t> strides(sizes.size(), 0);
  int64_t stride = elementBytes;
  for (int64_t axis = sizes.size() - 1; axis >= 0; --axis) {
    strides[axis] = stride;
    stride *= sizes[axis];
  }
  return strides;
}

SmallVector<int64_t>
mlir::nn::detail::getByteStrides(const ConstantView &constant) {
  return getByteStrides(constant.getShape(),
                        constant.isSplat() ? 0 : constant.getElementBytes());
}

ElementsAttr mlir::nn::evaluate(Operation *op, ArrayRef<Attribute> operands) {
  if (op->getNumResults() != 1 || operands.empty())
    return {};
  auto type = dyn_cast<RankedTensorType>(op->getResult(0).getType());
  if (!type)
    return {};
  // These copy nothing, and need no more than the first operand.
  if (isa<ReshapeOp, ExpandDimsOp, SqueezeOp>(op))
    return dyn_cast_or_null<ElementsAttr>(foldReshape(operands[0], type));

  SmallVector<ConstantView> constants;
  for (Attribute operand : operands) {
    std::optional<ConstantView> constant = ConstantView::get(operand);
    if (!constant)
      return {};
    constants.push_back(*constant);
  }
  for (auto *evaluateFamily :
       {nn::detail::evaluateShapeOp, nn::detail::evaluateGatherOp,
        nn::detail::evaluateReductionOp, nn::detail::evaluateScatterOp,
        evaluateElementwise})
    if (ElementsAttr result = evaluateFamily(op, constants))
      return result;
  return {};
}

bool mlir::nn::isSplatKept(Operation *op, ArrayRef<Attribute> operands) {
  if (operands.empty() ||
      !llvm::all_of(operands, llvm::IsaPred<SplatElementsAttr>))
    return false;
  auto getValue = [](Attribute operand) {
    return cast<SplatElementsAttr>(operand).getSplatValue<Attribute>();
  };
  if (auto pad = dyn_cast<PadOp>(op))
    return getValue(operands[0]) == pad.getValue();
  if (isa<ConcatOp>(op))
    return llvm::all_of(operands, [&](Attribute operand) {
      return getValue(operand) == getValue(operands[0]);
    });
  return isa<TransposeOp, BroadcastToOp, SliceOp, DynamicSliceOp, ReverseOp,
             TileOp, MirrorPadOp, GatherOp, GatherNdOp>(op) ||
         op->hasTrait<OpTrait::Elementwise>() ||
         op->hasTrait<OpTrait::ResultsBroadcastableShape>();
}

OpFoldResult mlir::nn::foldConstant(Operation *op,
                                    ArrayRef<Attribute> operands) {
  auto type = dyn_cast<RankedTensorType>(op->getResult(0).getType());
  if (!type || !type.hasStaticShape() || llvm::is_contained(operands, nullptr))
    return {};
  bool isLarge = type.getNumElements() > kFoldLimit;
  if (isLarge && !isSplatKept(op, operands))
    return {};
  ElementsAttr result = evaluate(op, operands);
  if (!result || result.getType() != type ||
      (isLarge && !isa<SplatElementsAttr>(result)))
    return {};
  return result;
}

Attribute mlir::nn::foldReshape(Attribute attribute, RankedTensorType type) {
  auto elements = dyn_cast_or_null<ElementsAttr>(attribute);
  if (!elements || !isa<DenseElementsAttr, DenseResourceElementsAttr>(elements))
    return {};
  auto oldType = elements.getShapedType();
  if (!type.hasStaticShape() ||
      oldType.getElementType() != type.getElementType() ||
      oldType.getNumElements() != type.getNumElements())
    return {};
  return reshapeConstant(elements, type);
}
