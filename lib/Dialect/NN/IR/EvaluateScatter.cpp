//===- EvaluateScatter.cpp ------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Scatter on constants: what shape arithmetic and inverted permutations need.
//
//===----------------------------------------------------------------------===//

#include "Evaluation.h"
#include "mlir/Dialect/Utils/IndexingUtils.h"
#include "nn/Dialect/NN/IR/NNScatterOps.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;
using namespace mlir::nn;

/// Combines integers of the element type; nothing for what is not exact in all
/// types alike.
static std::optional<APInt> combine(ScatterMode mode, APInt old, APInt update,
                                    bool isUnsigned) {
  switch (mode) {
  case ScatterMode::Update:
    return update;
  case ScatterMode::Add:
    return old + update;
  case ScatterMode::Sub:
    return old - update;
  case ScatterMode::Mul:
    return old * update;
  case ScatterMode::Min:
    return isUnsigned ? llvm::APIntOps::umin(old, update)
                      : llvm::APIntOps::smin(old, update);
  case ScatterMode::Max:
    return isUnsigned ? llvm::APIntOps::umax(old, update)
                      : llvm::APIntOps::smax(old, update);
  case ScatterMode::LogicalOr:
    return old | update;
  case ScatterMode::Div:
    return std::nullopt;
  }
  llvm_unreachable("unknown mode");
}

ElementsAttr
mlir::nn::detail::evaluateScatterOp(Operation *op,
                                    ArrayRef<ConstantView> operands) {
  auto scatter = dyn_cast<ScatterOp>(op);
  if (!scatter)
    return {};
  const ConstantView &into = operands[0], &indices = operands[1],
                     &updates = operands[2];
  ScatterMode mode = scatter.getMode();
  Type elementType = into.getElementType();
  bool isUpdate = mode == ScatterMode::Update;
  if (!isUpdate && !isa<IntegerType>(elementType))
    return {};
  int64_t batchDims = scatter.getBatchDims(), depth = indices.getShape().back();
  ArrayRef<int64_t> positions = into.getShape().slice(batchDims, depth);
  int64_t batch = computeProduct(into.getShape().take_front(batchDims));
  int64_t inner = computeProduct(into.getShape().drop_front(batchDims + depth));
  int64_t count =
      computeProduct(indices.getShape().drop_front(batchDims).drop_back());

  ConstantBuilder result(into.getType());
  int64_t bytes = into.getElementBytes();
  char *elements = result.getBytes().data();
  for (int64_t i = 0, e = into.getNumElements(); i < e; ++i)
    std::memcpy(elements + i * bytes, into.getElement(i), bytes);
  bool isUnsigned = elementType.isUnsignedInteger() || elementType.isInteger(1);
  for (int64_t row = 0; row < batch * count; ++row) {
    int64_t position = row / count;
    bool isInside = true;
    for (auto [i, available] : llvm::enumerate(positions)) {
      int64_t index = indices.getInt(row * depth + i);
      if ((index < 0 && !scatter.getDropsNegative()) ||
          (index >= available && !scatter.getDropsBeyond()))
        return {};
      isInside &= index >= 0 && index < available;
      position = position * available + index;
    }
    if (!isInside)
      continue;
    for (int64_t i = 0; i < inner; ++i) {
      char *to = elements + (position * inner + i) * bytes;
      int64_t from = row * inner + i;
      if (isUpdate) {
        std::memcpy(to, updates.getElement(from), bytes);
        continue;
      }
      // Integers are stored with their low byte first.
      uint64_t word = 0;
      std::memcpy(&word, to, bytes);
      APInt update = updates.getAPInt(from);
      std::optional<APInt> combined =
          combine(mode,
                  APInt(update.getBitWidth(), word, /*isSigned=*/false,
                        /*implicitTrunc=*/true),
                  update, isUnsigned);
      if (!combined)
        return {};
      word = combined->getZExtValue();
      std::memcpy(to, &word, bytes);
    }
  }
  return result.finish("folded");
}
