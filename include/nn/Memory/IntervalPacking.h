//===- IntervalPacking.h --------------------------------------- *- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NN_MEMORY_INTERVALPACKING_H
#define NN_MEMORY_INTERVALPACKING_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include <cstdint>

namespace mlir::nn {

/// A buffer that must keep its contents from step `first` to step `last`, both
/// included.
struct LiveInterval {
  int64_t first;
  int64_t last;
  int64_t size;
};

/// Where packIntervals() put each buffer, and the bytes of the whole arena.
struct IntervalPacking {
  llvm::SmallVector<int64_t> offsets;
  int64_t size = 0;
};

/// How buffers are placed.
struct IntervalPackingOptions {
  /// What every offset is a multiple of; a power of two.
  int64_t alignment = 64;
  /// Buffers whose size is a multiple of this are followed by a gap of
  /// `alignment` bytes. Streams through buffers that lie a multiple of 4 KiB
  /// apart compete for the same few cache sets. 0: no gaps.
  int64_t staggerMultiple = 4096;
};

/// Places buffers in one arena so that no two that live at the same step
/// overlap: the largest first, each in the smallest gap that holds it.
IntervalPacking packIntervals(llvm::ArrayRef<LiveInterval> intervals,
                              const IntervalPackingOptions &options = {});

} // namespace mlir::nn

#endif // NN_MEMORY_INTERVALPACKING_H
