//===- NNWindow.cpp -------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "nn/Dialect/NN/IR/NNWindow.h"
#include "mlir/IR/BuiltinTypeInterfaces.h"
#include "mlir/IR/Diagnostics.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::nn;

int64_t Window::getOutputSize(int64_t input) const {
  if (ShapedType::isDynamic(input) || ShapedType::isDynamic(size))
    return ShapedType::kDynamic;
  if (same)
    return llvm::divideCeil(input, stride);
  int64_t room = input + low + high - getExtent();
  return room < 0 ? 0 : room / stride + 1;
}

LogicalResult WindowAttributes::verify(std::optional<Location> loc,
                                       unsigned rank) const {
  auto isPositive = [&](ArrayRef<int64_t> values) {
    return values.size() == rank &&
           llvm::all_of(values, [](int64_t value) { return value > 0; });
  };
  if (!isPositive(strides))
    return emitOptionalError(loc, "expects 'strides' of ", rank,
                             " positive numbers, got [", strides, "]");
  if (!isPositive(dilations))
    return emitOptionalError(loc, "expects 'dilations' of ", rank,
                             " positive numbers, got [", dilations, "]");
  if (padding.size() != 2 * rank ||
      llvm::any_of(padding, [](int64_t value) { return value < 0; }))
    return emitOptionalError(loc, "expects 'padding' of ", 2 * rank,
                             " numbers, none negative, got [", padding, "]");
  if (same && llvm::any_of(padding, [](int64_t value) { return value != 0; }))
    return emitOptionalError(
        loc, "expects 'padding' of zeros with 'same_upper', got [", padding,
        "]");
  return success();
}

Window WindowAttributes::getWindow(unsigned dim, int64_t size) const {
  return {size,
          strides[dim],
          dilations[dim],
          padding[2 * dim],
          padding[2 * dim + 1],
          same};
}
