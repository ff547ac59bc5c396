//===- IntervalPackingTest.cpp --------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "nn/Memory/IntervalPacking.h"
#include "llvm/ADT/STLExtras.h"
#include "gtest/gtest.h"
#include <algorithm>
#include <random>

using namespace mlir::nn;

static void expectValid(llvm::ArrayRef<LiveInterval> intervals,
                        const IntervalPacking &packing,
                        int64_t alignment = 64) {
  ASSERT_EQ(packing.offsets.size(), intervals.size());
  for (size_t i = 0; i < intervals.size(); ++i) {
    EXPECT_EQ(packing.offsets[i] % alignment, 0);
    EXPECT_GE(packing.offsets[i], 0);
    EXPECT_LE(packing.offsets[i] + intervals[i].size, packing.size);
    for (size_t j = 0; j < i; ++j) {
      bool liveTogether = intervals[i].first <= intervals[j].last &&
                          intervals[j].first <= intervals[i].last;
      bool overlap =
          packing.offsets[i] < packing.offsets[j] + intervals[j].size &&
          packing.offsets[j] < packing.offsets[i] + intervals[i].size;
      EXPECT_FALSE(liveTogether && overlap)
          << "buffers " << i << " and " << j << " share memory";
    }
  }
}

/// The bytes live at the busiest step: what no packing can go below.
static int64_t getLowerBound(llvm::ArrayRef<LiveInterval> intervals) {
  int64_t bound = 0;
  for (const LiveInterval &at : intervals) {
    int64_t live = 0;
    for (const LiveInterval &other : intervals)
      if (other.first <= at.first && at.first <= other.last)
        live += other.size;
    bound = std::max(bound, live);
  }
  return bound;
}

namespace {

TEST(IntervalPackingTest, Empty) {
  EXPECT_EQ(packIntervals({}).size, 0);
  IntervalPacking packing = packIntervals({{0, 3, 0}, {1, 2, 0}});
  EXPECT_EQ(packing.size, 0);
}

TEST(IntervalPackingTest, AChainNeedsTwoBuffers) {
  llvm::SmallVector<LiveInterval> intervals;
  for (int64_t i = 0; i < 100; ++i)
    intervals.push_back({i, i + 1, 1000});
  IntervalPacking packing = packIntervals(intervals);
  expectValid(intervals, packing);
  EXPECT_EQ(packing.size, 2 * 1024);
}

TEST(IntervalPackingTest, ABufferDyingWhereAnotherIsBornIsNotReused) {
  // Step 1 reads the first and writes the second.
  IntervalPacking packing = packIntervals({{0, 1, 64}, {1, 2, 64}});
  EXPECT_NE(packing.offsets[0], packing.offsets[1]);
}

TEST(IntervalPackingTest, TakesTheSmallestGapThatFits) {
  // Two large buffers die; the later small one fits the smaller's place.
  llvm::SmallVector<LiveInterval> intervals = {{0, 9, 6400}, {0, 4, 640},
                                               {0, 9, 3200}, {0, 4, 192},
                                               {0, 9, 128},  {5, 9, 192}};
  IntervalPacking packing = packIntervals(intervals);
  expectValid(intervals, packing);
  EXPECT_EQ(packing.size, getLowerBound(intervals));
}

TEST(IntervalPackingTest, PagesAreStaggeredByALine) {
  llvm::SmallVector<LiveInterval> intervals = {
      {0, 1, 4096}, {0, 1, 8192}, {0, 1, 100}};
  IntervalPacking packing = packIntervals(intervals);
  expectValid(intervals, packing);
  EXPECT_NE((packing.offsets[0] - packing.offsets[1]) % 4096, 0);

  IntervalPackingOptions options;
  options.staggerMultiple = 0;
  packing = packIntervals(intervals, options);
  EXPECT_EQ(packing.size, 4096 + 8192 + 128);
}

TEST(IntervalPackingTest, Random) {
  std::mt19937 random(7);
  for (int run = 0; run < 50; ++run) {
    llvm::SmallVector<LiveInterval> intervals;
    for (int i = 0; i < 60; ++i) {
      int64_t first = random() % 100;
      intervals.push_back(
          {first, first + int64_t(random() % 20), int64_t(random() % 20000)});
    }
    IntervalPackingOptions options;
    options.alignment = run % 2 ? 64 : 256;
    IntervalPacking packing = packIntervals(intervals, options);
    expectValid(intervals, packing, options.alignment);
    EXPECT_LT(packing.size, 2 * getLowerBound(intervals));
  }
}

} // namespace
