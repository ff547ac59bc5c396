//===- ThreadPoolTest.cpp -------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "nn_runtime.h"
#include "gtest/gtest.h"
#include <algorithm>
#include <atomic>
#include <cfenv>
#include <chrono>
#include <cstdint>
#include <numeric>
#include <thread>
#include <utility>
#include <vector>

namespace {

/// Counts how often each point of a grid is run, and by which scratch.
struct Counts {
  std::vector<std::atomic<int>> points;
  char *scratch;
  std::vector<std::atomic<int>> threads;

  Counts(int64_t count, char *scratch, uint32_t numThreads)
      : points(count), scratch(scratch), threads(numThreads) {}
};

void countPoints(const void *args, int64_t begin, int64_t end, void *scratch) {
  auto &counts = *static_cast<Counts *>(const_cast<void *>(args));
  for (int64_t i = begin; i < end; ++i)
    ++counts.points[i];
  ++counts.threads[(static_cast<char *>(scratch) - counts.scratch) / 64];
}

TEST(ThreadPoolTest, EachPointRunsOnce) {
  for (uint32_t threads : {2u, 3u, 8u}) {
    nn_context *context = nn_context_create(threads);
    ASSERT_TRUE(context);
    EXPECT_EQ(context->threads, threads);
    for (int64_t count : {1, 2, 5, 7, 8, 64, 1001}) {
      std::vector<char> scratch(64 * threads);
      Counts counts(count, scratch.data(), threads);
      context->parallel_for(context, countPoints, &counts, count,
                            scratch.data(), 64);
      EXPECT_TRUE(
          std::all_of(counts.points.begin(), counts.points.end(),
                      [](const std::atomic<int> &n) { return n == 1; }));
      // One call a part, as many parts as there is work for; the caller's own
      // is never left to another.
      int calls = 0;
      for (std::atomic<int> &thread : counts.threads)
        calls += thread;
      EXPECT_EQ(calls, std::min<int64_t>(threads, count));
      EXPECT_GE(counts.threads[0], 1);
    }
    nn_context_destroy(context);
  }
}

TEST(ThreadPoolTest, ManyLaunchesOfAnySize) {
  nn_context *context = nn_context_create(4);
  ASSERT_TRUE(context);
  std::vector<std::int64_t> values(1000);
  auto addOne = [](const void *args, int64_t begin, int64_t end, void *) {
    auto &values =
        *static_cast<std::vector<std::int64_t> *>(const_cast<void *>(args));
    for (int64_t i = begin; i < end; ++i)
      ++values[i];
  };
  std::int64_t expected = 0;
  for (int64_t launch = 0; launch < 4000; ++launch) {
    int64_t count = launch % 13 == 0 ? 1000 : launch % 7;
    expected += count;
    context->parallel_for(context, addOne, &values, count, nullptr, 0);
    // Let workers fall asleep now and then.
    if (launch % 1000 == 0)
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  EXPECT_EQ(std::accumulate(values.begin(), values.end(), std::int64_t(0)),
            expected);
  nn_context_destroy(context);
}

#if defined(__x86_64__) || defined(__aarch64__)
TEST(ThreadPoolTest, WorkersComputeInTheCallersMode) {
  nn_context *context = nn_context_create(4);
  ASSERT_TRUE(context);
  auto divide = [](const void *args, int64_t begin, int64_t end, void *) {
    auto *values = static_cast<float *>(const_cast<void *>(args));
    // Long enough for workers to begin their parts.
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    volatile float one = 1, three = 3;
    for (int64_t i = begin; i < end; ++i)
      values[i] = one / three;
  };
  int mode = std::fegetround();
  for (auto [newMode, expected] : {std::pair(FE_UPWARD, 0x1.555556p-2f),
                                   std::pair(FE_DOWNWARD, 0x1.555554p-2f)}) {
    ASSERT_EQ(std::fesetround(newMode), 0);
    for (int launch = 0; launch < 20; ++launch) {
      float values[4] = {};
      context->parallel_for(context, divide, values, 4, nullptr, 0);
      for (float value : values)
        EXPECT_EQ(value, expected);
    }
  }
  std::fesetround(mode);
  nn_context_destroy(context);
}
#endif

TEST(ThreadPoolTest, OneThreadNeedsNoPool) {
  nn_context *context = nn_context_create(1);
  ASSERT_TRUE(context);
  EXPECT_EQ(context->abi, uint32_t(NN_ABI_VERSION));
  EXPECT_EQ(context->parallel_for, nullptr);
  nn_context_destroy(context);
  nn_context_destroy(nullptr);
}

TEST(ThreadPoolTest, ContextsRunAtOnce) {
  auto run = [] {
    nn_context *context = nn_context_create(2);
    for (int i = 0; i < 1000; ++i) {
      std::vector<char> scratch(128);
      Counts counts(100, scratch.data(), 2);
      context->parallel_for(context, countPoints, &counts, 100, scratch.data(),
                            64);
      ASSERT_EQ(counts.points[99], 1);
    }
    nn_context_destroy(context);
  };
  std::thread other(run);
  run();
  other.join();
}

TEST(MemoryTest, Aligned) {
  nn_context *context = nn_context_create(1);
  for (int64_t bytes : {0, 1, 100, 5 << 20})
    for (int64_t alignment : {1, 64, 4096}) {
      void *memory = context->allocate(context, bytes, alignment);
      ASSERT_TRUE(memory);
      EXPECT_EQ(reinterpret_cast<uintptr_t>(memory) % alignment, 0u);
      context->deallocate(context, memory);
    }
  EXPECT_EQ(nn_allocate(16, 3), nullptr);
  EXPECT_EQ(nn_allocate(-1, 64), nullptr);
  nn_context_destroy(context);
}

TEST(DTypeTest, LowByteIsBits) {
  EXPECT_EQ(NN_DTYPE_BYTES(NN_F32), 4);
  EXPECT_EQ(NN_DTYPE_BYTES(NN_C128), 16);
  EXPECT_EQ(NN_DTYPE_BYTES(NN_BOOL), 1);
  EXPECT_STREQ(nn_dtype_name(NN_BF16), "bf16");
  EXPECT_STREQ(nn_dtype_name(0), "?");
}

} // namespace
