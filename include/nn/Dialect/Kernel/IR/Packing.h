//===- Packing.h ------------------------------------------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The layout of a packed tensor, and what it makes of shapes.
//
//===----------------------------------------------------------------------===//

#ifndef NN_DIALECT_KERNEL_IR_PACKING_H
#define NN_DIALECT_KERNEL_IR_PACKING_H

#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Diagnostics.h"
#include "mlir/Support/LogicalResult.h"

namespace mlir::nn {

/// The layout that `kernel.pack_constant` makes and `kernel.unpack` reads.
struct Packing {
  /// Which dimension of the logical tensor each outer dimension is.
  ArrayRef<int64_t> order;
  /// Which dimension of the logical tensor each tile cuts.
  ArrayRef<int64_t> innerDims;
  /// The size of each tile.
  ArrayRef<int64_t> innerTiles;
  /// True if there is one tile, and its size is a multiple of the vscale of the
  /// machine that the network runs on.
  bool isScalable = false;

  /// True if a packed tensor is the logical one.
  bool isIdentity() const;

  /// Checks that the layout makes sense for tensors of the rank.
  LogicalResult verify(function_ref<InFlightDiagnostic()> emitError,
                       int64_t rank) const;

  /// Returns the sizes of a logical shape when packed, kDynamic for those that
  /// depend on vscale. The packing must be valid for its rank.
  SmallVector<int64_t> getPackedShape(ArrayRef<int64_t> shape) const;
};

} // namespace mlir::nn

#endif // NN_DIALECT_KERNEL_IR_PACKING_H
