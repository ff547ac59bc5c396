//===- IntervalPacking.cpp ------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Offsets for buffers of known sizes and life times.
//
//===----------------------------------------------------------------------===//

#include "nn/Memory/IntervalPacking.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Sequence.h"
#include "llvm/Support/MathExtras.h"
#include <limits>

using namespace mlir::nn;

IntervalPacking mlir::nn::packIntervals(llvm::ArrayRef<LiveInterval> intervals,
                                        const IntervalPackingOptions &options) {
  IntervalPacking packing;
  packing.offsets.assign(intervals.size(), 0);

  auto getPaddedSize = [&](const LiveInterval &interval) {
    int64_t size = llvm::alignTo(interval.size, options.alignment);
    if (options.staggerMultiple && size && size % options.staggerMultiple == 0)
      size += options.alignment;
    return size;
  };

  auto order = llvm::to_vector(llvm::seq<size_t>(0, intervals.size()));
  llvm::sort(order, [&](size_t a, size_t b) {
    if (intervals[a].size != intervals[b].size)
      return intervals[a].size > intervals[b].size;
    return std::tie(intervals[a].first, a) < std::tie(intervals[b].first, b);
  });

  // The buffers placed so far, by offset.
  llvm::SmallVector<size_t> placed;
  for (size_t index : order) {
    const LiveInterval &interval = intervals[index];
    int64_t size = getPaddedSize(interval);
    if (size == 0)
      continue;
    int64_t bestOffset = -1;
    int64_t bestGap = std::numeric_limits<int64_t>::max();
    int64_t end = 0;
    for (size_t other : placed) {
      if (intervals[other].last < interval.first ||
          interval.last < intervals[other].first)
        continue;
      int64_t gap = packing.offsets[other] - end;
      if (gap >= size && gap < bestGap) {
        bestGap = gap;
        bestOffset = end;
      }
      end = std::max(end,
                     packing.offsets[other] + getPaddedSize(intervals[other]));
    }
    if (bestOffset < 0)
      bestOffset = end;
    packing.offsets[index] = bestOffset;
    // A gap for staggering need not follow the last buffer.
    packing.size = std::max(
        packing.size, bestOffset + static_cast<int64_t>(llvm::alignTo(
                                       interval.size, options.alignment)));
    placed.insert(llvm::upper_bound(placed, bestOffset,
                                    [&](int64_t offset, size_t other) {
                                      return offset < packing.offsets[other];
                                    }),
                  index);
  }
  return packing;
}
