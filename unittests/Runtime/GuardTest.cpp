//===- GuardTest.cpp ------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "nn_guard.h"
#include "gtest/gtest.h"
#include <fstream>
#include <string>
#include <sys/resource.h>

namespace {

/// What a kernel finds where a launch has its bytes of scratch and arguments.
struct Arguments {
  int64_t bytes;
  int64_t numCalls = 0;
  /// Where the kernel writes, counted from its scratch.
  int64_t place = 0;
};

void writeByte(const void *args, int64_t, int64_t, void *scratch) {
  auto *arguments = reinterpret_cast<Arguments *>(
      static_cast<int64_t *>(const_cast<void *>(args)) - 1);
  ++arguments->numCalls;
  static_cast<char *>(scratch)[arguments->place] = 1;
}

struct GuardTest : public ::testing::Test {
  GuardTest() {
    context.threads = 2;
    nn_scratch_guard_init(&guard, &context);
  }
  ~GuardTest() { nn_scratch_guard_unmap(&guard, context.threads); }

  void run(Arguments &arguments) {
    nn_guarded_for(&guard, &context, writeByte, &arguments.bytes + 1, 1);
  }

  nn_context context = {};
  nn_scratch_guard guard;
};

TEST_F(GuardTest, WritesBehindScratchAreFound) {
  Arguments arguments{/*bytes=*/100};
  arguments.place = 99;
  run(arguments);
  EXPECT_EQ(guard.failure, nullptr);
  arguments.place = 100;
  run(arguments);
  EXPECT_STREQ(guard.failure, "a kernel wrote behind its scratch");
  EXPECT_EQ(guard.bytes, 100);
}

/// Returns how many bytes of memory the process may write.
rlim_t getDataBytes() {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;)
    if (rlim_t kilobytes; word == "VmData:" && status >> kilobytes)
      return kilobytes << 10;
  return 0;
}

TEST_F(GuardTest, NoKernelRunsWithoutMemory) {
  // Address space there is, but not so much memory that may be written.
  rlimit limit;
  ASSERT_EQ(getrlimit(RLIMIT_DATA, &limit), 0);
  rlimit less = {getDataBytes() + (4 << 20), limit.rlim_max};
  Arguments arguments{/*bytes=*/8 << 20};
  ASSERT_EQ(setrlimit(RLIMIT_DATA, &less), 0);
  run(arguments);
  ASSERT_EQ(setrlimit(RLIMIT_DATA, &limit), 0);
  EXPECT_STREQ(guard.failure,
               "there is no memory to guard the scratch of a kernel");
  EXPECT_EQ(guard.memory, nullptr);
  EXPECT_EQ(arguments.numCalls, 0);

  guard.failure = nullptr;
  run(arguments);
  EXPECT_EQ(guard.failure, nullptr);
  EXPECT_EQ(arguments.numCalls, 1);
}

} // namespace
