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
#include "mlir/IR/DialectResourceBlobManager.h"
#include "mlir/IR/Operation.h"
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

std::optional<ConstantTensor>
mlir::nn::evaluate(Operation *op, ArrayRef<ConstantTensor> operands) {
  if (op->getNumResults() != 1 || op->getNumOperands() != operands.size())
    return std::nullopt;
  for (auto *evaluateFamily :
       {nn::detail::evaluateShapeOp, nn::detail::evaluateGatherOp,
        nn::detail::evaluateReductionOp})
    if (std::optional<ConstantTensor> result = evaluateFamily(op, operands))
      return result;
  return std::nullopt;
}

OpFoldResult mlir::nn::foldConstant(Operation *op,
                                    ArrayRef<Attribute> operands) {
  auto type = dyn_cast<RankedTensorType>(op->getResult(0).getType());
  if (!type || !type.hasStaticShape() || llvm::is_contained(operands, nullptr))
    return {};
  SmallVector<ConstantTensor> constants;
  for (Attribute operand : operands) {
    std::optional<ConstantTensor> constant = ConstantTensor::get(operand);
    if (!constant)
      return {};
    constants.push_back(*constant);
  }
  if (type.getNumElements() > kFoldLimit &&
      !llvm::all_of(constants, [](const ConstantTensor &constant) {
        return constant.isSplat();
      }))
    return {};
  // Results of splats are splats mostly: those that are not are still too
  // large.
  std::optional<ConstantTensor> result = evaluate(op, constants);
  if (!result || result->getType() != type ||
      (!result->isSplat() && type.getNumElements() > kFoldLimit))
    return {};
  return result->getAttribute();
}

Attribute mlir::nn::reshapeConstant(Attribute attribute,
                                    RankedTensorType type) {
  if (!attribute || !type.hasStaticShape())
    return {};
  if (auto dense = dyn_cast<DenseElementsAttr>(attribute))
    return dense.getNumElements() == type.getNumElements() &&
                   dense.getElementType() == type.getElementType()
               ? dense.reshape(type)
               : Attribute();
  if (auto resource = dyn_cast<DenseResourceElementsAttr>(attribute))
    if (resource.getType().getNumElements() == type.getNumElements())
      return DenseResourceElementsAttr::get(type, resource.getRawHandle());
  return {};
}
