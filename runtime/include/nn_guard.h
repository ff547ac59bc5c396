//===- nn_guard.h - Watches that kernels keep to their scratch ----*- C -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For nn-run --guard and its guest: a `parallel_for` that gives each thread
// scratch of its own, which ends at an unmapped page, is NaN when a kernel
// begins, and is looked at when it has ended.
//
//===----------------------------------------------------------------------===//

#ifndef NN_GUARD_H
#define NN_GUARD_H

#ifdef __cplusplus
#include <cstring>
#else
#include <string.h>
#endif
#include "nn_runtime.h"
#include <sys/mman.h>
#include <unistd.h>

typedef struct nn_scratch_guard {
  /// What runs the kernels; null: one thread does.
  void (*parallel_for)(nn_context *context, nn_kernel kernel, const void *args,
                       int64_t count, char *scratch, int64_t scratch_stride);
  /// One block a thread, `room` bytes each, with an unmapped page around each.
  char *memory;
  int64_t room;
  int64_t page;
  /// What went wrong; null if nothing did. A kernel had so many bytes then.
  const char *failure;
  int64_t bytes;
} nn_scratch_guard;

/// Begins to watch the kernels that a context runs. Its `parallel_for` is to
/// call nn_guarded_for() then.
static inline void nn_scratch_guard_init(nn_scratch_guard *guard,
                                         const nn_context *context) {
  memset(guard, 0, sizeof(*guard));
  guard->parallel_for = context->parallel_for;
  guard->page = sysconf(_SC_PAGESIZE);
}

static inline void nn_scratch_guard_unmap(nn_scratch_guard *guard,
                                          uint32_t threads) {
  if (guard->memory)
    munmap(guard->memory, threads * (guard->room + guard->page) + guard->page);
  guard->memory = 0;
}

/// Makes room for so many bytes a thread. Returns 0, without any room, if there
/// is no memory.
static inline int nn_scratch_guard_map(nn_scratch_guard *guard,
                                       uint32_t threads, int64_t bytes) {
  if (guard->memory && bytes <= guard->room)
    return 1;
  nn_scratch_guard_unmap(guard, threads);
  guard->room = (bytes + guard->page - 1) / guard->page * guard->page;
  int64_t span = guard->room + guard->page;
  void *memory = mmap(0, threads * span + guard->page, PROT_NONE,
                      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED)
    return 0;
  guard->memory = (char *)memory;
  for (uint32_t i = 0; i < threads && guard->room; ++i)
    if (mprotect(guard->memory + guard->page + i * span, guard->room,
                 PROT_READ | PROT_WRITE)) {
      // What is half open must not be found the next time.
      nn_scratch_guard_unmap(guard, threads);
      return 0;
    }
  return 1;
}

/// Runs the grid of a kernel. The bytes of scratch that a thread has are before
/// the kernel's arguments.
static inline void nn_guarded_for(nn_scratch_guard *guard, nn_context *context,
                                  nn_kernel kernel, const void *args,
                                  int64_t count) {
  int64_t bytes = ((const int64_t *)args)[-1];
  int64_t used = (bytes + NN_ALIGNMENT - 1) / NN_ALIGNMENT * NN_ALIGNMENT;
  if (!nn_scratch_guard_map(guard, context->threads, used)) {
    guard->failure = "there is no memory to guard the scratch of a kernel";
    guard->bytes = bytes;
    return;
  }
  int64_t span = guard->room + guard->page;
  char *scratch = guard->memory + span - used;
  for (uint32_t i = 0; i < context->threads; ++i)
    memset(scratch + i * span, 0xff, used);
  if (guard->parallel_for)
    guard->parallel_for(context, kernel, args, count, scratch, span);
  else
    kernel(args, 0, count, scratch);
  for (uint32_t i = 0; i < context->threads; ++i)
    for (int64_t at = bytes; at < used; ++at)
      if ((unsigned char)scratch[i * span + at] != 0xff) {
        guard->failure = "a kernel wrote behind its scratch";
        guard->bytes = bytes;
      }
}

#endif // NN_GUARD_H
