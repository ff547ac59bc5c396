//===- NNSizeSources.h - Where sizes come from ------------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Which dimensions of an op's operands a dimension of its result is as large
// as.
//
//===----------------------------------------------------------------------===//

#ifndef NN_DIALECT_NN_IR_NNSIZESOURCES_H
#define NN_DIALECT_NN_IR_NNSIZESOURCES_H

#include "mlir/IR/Operation.h"
#include "llvm/ADT/SmallVector.h"

namespace mlir::nn {

/// A dimension of a tensor.
struct SizeSource {
  Value value;
  int64_t dim;
};

/// Dimensions of an op's operands.
struct SizeSources {
  SmallVector<SizeSource, 2> dims;
  /// Whether they broadcast: some of them may be 1. Those that are known to be
  /// are not among them.
  bool mayBroadcast = false;
};

/// The dimensions of operands that are as large as dimension `dim` of the op's
/// only result. None if there are none, or nothing is known of the op.
SizeSources getSizeSources(Operation *op, int64_t dim);

} // namespace mlir::nn

#endif // NN_DIALECT_NN_IR_NNSIZESOURCES_H
