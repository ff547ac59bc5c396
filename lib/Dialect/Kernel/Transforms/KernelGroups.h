//===- KernelGroups.h -------------------------------------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Which ops of a block share a kernel.
//
//===----------------------------------------------------------------------===//

#ifndef NN_LIB_DIALECT_KERNEL_TRANSFORMS_KERNELGROUPS_H
#define NN_LIB_DIALECT_KERNEL_TRANSFORMS_KERNELGROUPS_H

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include <memory>

namespace mlir::nn {

class GridAttr;

/// Ops that become one kernel, at the place of the last of them.
class KernelGroup {
public:
  enum class Kind {
    /// A contraction, convolution, pooling or reduction, perhaps with an
    /// epilogue.
    Root,
    /// Stages, of which one reduces, that share their leading parallel
    /// dimensions.
    Rows,
    /// Elementwise ops that share all of their dimensions.
    Map,
    /// Complete: no other op may follow.
    Closed,
  };

  KernelGroup(Operation *op, Kind kind, int64_t rowRank)
      : kind(kind), rowRank(rowRank), ops(1, op) {}

  Kind getKind() const { return kind; }
  int64_t getRowRank() const { return rowRank; }
  ArrayRef<Operation *> getOps() const { return ops; }
  Operation *getLast() const { return ops.back(); }

  /// Adds the op, which comes behind all others.
  void append(Operation *op, Kind newKind, int64_t newRowRank);

  /// Adds all ops of another group.
  void merge(const KernelGroup &other);

  /// Returns the results that are read outside of the group, but for their
  /// sizes.
  SmallVector<OpResult> getOutputs() const;

  /// Returns the name of what the group computes: "conv2d", "softmax", ...
  StringRef getName() const;

private:
  Kind kind;
  int64_t rowRank;
  SmallVector<Operation *> ops;
};

/// Returns true if the op computes elements of a tensor: it must be in a
/// kernel.
bool isComputation(Operation *op);

/// Returns what maps a loop to the grid of a kernel of its own, or null.
GridAttr getGrid(Operation *op);

/// Returns the groups of the block's ops, in the order of their last ops.
SmallVector<std::unique_ptr<KernelGroup>> groupKernels(Block &block);

} // namespace mlir::nn

#endif // NN_LIB_DIALECT_KERNEL_TRANSFORMS_KERNELGROUPS_H
