//===- SizeSlices.cpp -----------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Computes sizes away from where the network does: at the entry, and in the
// functions that answer for sizes alone.
//
//===----------------------------------------------------------------------===//

#include "SizeSlices.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

using namespace mlir;
using namespace mlir::nn;

bool memory::canComputeAtEntry(Operation *op) {
  return !op->getNumRegions() && isMemoryEffectFree(op) &&
         llvm::all_of(op->getOperandTypes(),
                      [](Type type) { return type.isIntOrIndexOrFloat(); });
}

FailureOr<OpFoldResult>
memory::cloneIndex(OpBuilder &builder, IRMapping &mapping, OpFoldResult index) {
  if (std::optional<int64_t> number = getConstantIntValue(index))
    return OpFoldResult(builder.getIndexAttr(*number));
  auto value = cast<Value>(index);
  if (Value mapped = mapping.lookupOrNull(value))
    return OpFoldResult(mapped);
  Operation *op = value.getDefiningOp();
  if (!op || !canComputeAtEntry(op))
    return failure();
  for (Value operand : op->getOperands()) {
    if (mapping.contains(operand))
      continue;
    Operation *constant = operand.getDefiningOp();
    if (constant && constant->hasTrait<OpTrait::ConstantLike>()) {
      builder.clone(*constant, mapping);
      continue;
    }
    FailureOr<OpFoldResult> cloned = cloneIndex(builder, mapping, operand);
    if (failed(cloned))
      return failure();
  }
  builder.clone(*op, mapping);
  return OpFoldResult(mapping.lookup(value));
}
