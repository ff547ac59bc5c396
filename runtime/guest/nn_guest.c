//===- nn_guest.c - Runs a compiled network on a foreign machine ----------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// nn-run --runner starts this program on the target's machine, real or
// emulated:
//
//   nn-guest LIBRARY MODEL REQUEST RESPONSE
//
// It loads a shared library that nn-run compiled, whose nn_model is called
// MODEL, reads what to call it on from REQUEST, and writes what it computes to
// RESPONSE. Both files are in the byte order of the target, which is that of
// the host. See lib/Tools/Guest.cpp for the other side.
//
// The exit status is 0 if RESPONSE is complete, also where it says that the
// network refused its inputs, 1 if this program could not do its part.
//
//===----------------------------------------------------------------------===//

#define _GNU_SOURCE
#include "nn_guest.h"
#include "nn_guard.h"
#include "nn_runtime.h"
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static void fail(const char *what, const char *which) {
  fprintf(stderr, "nn-guest: %s '%s'\n", what, which);
  exit(1);
}

/// What allocate() has given, the latest first.
typedef struct allocation {
  struct allocation *previous;
  void *memory;
  /// Of memory that is mapped, else 0.
  size_t mapped;
} allocation;
static allocation *allocations = 0;

/// Gives back what was allocated since `mark` was the latest.
static void releaseTo(allocation *mark) {
  while (allocations != mark) {
    allocation *last = allocations;
    if (last->mapped)
      munmap(last->memory, last->mapped);
    else
      free(last->memory);
    allocations = last->previous;
    free(last);
  }
}

/// Bytes that end, but for what `alignment` rounds up, at an unmapped page,
/// with another one before them; all 0xff. Without `guard`, plain memory.
static void *allocate(size_t bytes, size_t alignment, int guard) {
  size_t size = (bytes + alignment - 1) / alignment * alignment;
  allocation *last = malloc(sizeof(*last));
  if (!last)
    fail("no memory for", "a buffer");
  last->previous = allocations;
  last->mapped = 0;
  if (!guard) {
    if (posix_memalign(&last->memory, NN_ALIGNMENT, size ? size : 1))
      fail("no memory for", "a buffer");
    allocations = last;
    return last->memory;
  }
  size_t page = sysconf(_SC_PAGESIZE);
  size_t inner = (size + page - 1) / page * page;
  last->mapped = inner + 2 * page;
  char *memory =
      mmap(0, last->mapped, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED ||
      (inner && mprotect(memory + page, inner, PROT_READ | PROT_WRITE)))
    fail("no memory for", "a guarded buffer");
  last->memory = memory;
  allocations = last;
  memset(memory + page, 0xff, inner);
  return memory + page + inner - size;
}

/// Plain memory of so many parts, all 0, and at least one.
static void *allocateArray(size_t count, size_t bytes) {
  size_t all = (count + 1) * bytes;
  return memset(allocate(all, 1, /*guard=*/0), 0, all);
}

static void readAll(FILE *file, void *data, size_t bytes, const char *name) {
  if (bytes != 0 && fread(data, bytes, 1, file) != 1)
    fail("cannot read", name);
}

static void writeAll(FILE *file, const void *data, size_t bytes,
                     const char *name) {
  if (bytes != 0 && fwrite(data, bytes, 1, file) != 1)
    fail("cannot write", name);
}

static size_t getBytes(const nn_buffer *buffer) {
  size_t bytes = NN_DTYPE_BYTES(buffer->dtype);
  for (int32_t i = 0; i < buffer->rank; ++i)
    bytes *= buffer->sizes[i];
  return bytes;
}

/// Whether all sizes are known; one of -1 is known only by running.
static int hasSizes(const nn_buffer *buffer) {
  for (int32_t i = 0; i < buffer->rank; ++i)
    if (buffer->sizes[i] < 0)
      return 0;
  return 1;
}

static size_t getAlignment(const nn_buffer *buffer) {
  // A complex number is two elements.
  size_t bytes = NN_DTYPE_BYTES(buffer->dtype);
  return bytes > 8 ? bytes / 2 : bytes;
}

/// A model whose weights lie in guarded memory.
static void guardConstants(nn_model *model, const int64_t *sizes) {
  const void **table = allocateArray(model->num_constants, sizeof(void *));
  for (uint32_t i = 0; i < model->num_constants; ++i) {
    table[i] = 0;
    if (!model->constants[i])
      continue;
    char *copy = allocate(sizes[i], NN_ALIGNMENT, /*guard=*/1);
    memcpy(copy, model->constants[i], sizes[i]);
    table[i] = copy;
  }
  model->constants = table;
}

static void runGuarded(nn_context *context, nn_kernel kernel, const void *args,
                       int64_t count, char *scratch, int64_t scratchStride) {
  (void)scratch;
  (void)scratchStride;
  nn_guarded_for(context->user, context, kernel, args, count);
}

/// Allocates the outputs and runs the network, which allocates those whose
/// sizes only running tells: those are noted in `isAllocatedByRun`.
static nn_guest_result runOnce(const nn_model *model, nn_context *context,
                               const nn_buffer *in, nn_buffer *out,
                               char *isAllocatedByRun, int guard) {
  nn_guest_result result;
  memset(&result, 0, sizeof(result));
  for (uint32_t i = 0; i < model->num_outputs; ++i) {
    out[i].dtype = model->outputs[i].dtype;
    out[i].rank = model->outputs[i].rank;
    out[i].sizes = allocateArray(out[i].rank, sizeof(int64_t));
    out[i].data = 0;
    isAllocatedByRun[i] = 0;
  }
  result.status = model->shapes(model, context, in, out);
  if (result.status == NN_OK) {
    for (uint32_t i = 0; i < model->num_outputs; ++i) {
      isAllocatedByRun[i] = !hasSizes(&out[i]);
      if (!isAllocatedByRun[i])
        out[i].data = allocate(getBytes(&out[i]), getAlignment(&out[i]), guard);
    }
    result.workspace_bytes = model->workspace(model, context, in);
    if (result.workspace_bytes < 0)
      result.status = context->status;
  }
  if (result.status == NN_OK)
    result.status =
        model->run(model, context, in, out,
                   allocate(result.workspace_bytes, NN_ALIGNMENT, guard));
  // What is behind its end nobody has written.
  strncpy(result.message, context->message, sizeof(result.message) - 1);
  const nn_scratch_guard *scratch = context->user;
  if (result.status == NN_OK && scratch->failure) {
    result.status = NN_INVALID_VALUE;
    snprintf(result.message, sizeof(result.message), "%s of %lld bytes",
             scratch->failure, (long long)scratch->bytes);
  }
  return result;
}

int main(int argc, char **argv) {
  if (argc != 5) {
    fprintf(stderr, "usage: nn-guest LIBRARY MODEL REQUEST RESPONSE\n");
    return 1;
  }
  const char *requestName = argv[3], *responseName = argv[4];
  void *library = dlopen(argv[1], RTLD_NOW);
  if (!library)
    fail("cannot load the library:", dlerror());
  const nn_model *given = dlsym(library, argv[2]);
  if (!given)
    fail("the library has no symbol", argv[2]);
  nn_model unpacked = *given, model = unpacked;

  FILE *request = fopen(requestName, "rb");
  FILE *response = fopen(responseName, "wb");
  if (!request || !response)
    fail("cannot open", request ? responseName : requestName);
  nn_guest_request head;
  readAll(request, &head, sizeof(head), requestName);
  if (head.magic != NN_GUEST_MAGIC || head.num_inputs != model.num_inputs ||
      head.num_constants != model.num_constants)
    fail("no request for this library:", requestName);
  int64_t *constantSizes = allocateArray(head.num_constants, sizeof(int64_t));
  readAll(request, constantSizes, head.num_constants * sizeof(int64_t),
          requestName);
  int guard = head.guard != 0;
  if (guard)
    guardConstants(&unpacked, constantSizes);
  int32_t status = nn_model_load(&unpacked, &model);
  if (status != NN_OK)
    fail("cannot load the network:", status == NN_ABI_MISMATCH
                                         ? "it has another ABI version"
                                         : "no memory for packed weights");
  nn_context *context = nn_context_create(head.threads);
  if (!context)
    fail("cannot start", "threads");

  nn_scratch_guard scratchGuard;
  nn_scratch_guard_init(&scratchGuard, context);
  context->user = &scratchGuard;
  if (guard)
    context->parallel_for = runGuarded;

  nn_guest_response answer = {NN_GUEST_MAGIC, model.num_outputs,
                              context->threads};
  writeAll(response, &answer, sizeof(answer), responseName);
  nn_buffer *in = allocateArray(model.num_inputs, sizeof(nn_buffer));
  nn_buffer *out = allocateArray(model.num_outputs, sizeof(nn_buffer));
  char *isAllocatedByRun = allocateArray(model.num_outputs, sizeof(char));
  for (uint32_t call = 0; call < head.num_calls; ++call) {
    allocation *mark = allocations;
    for (uint32_t i = 0; i < model.num_inputs; ++i) {
      nn_guest_tensor tensor;
      readAll(request, &tensor, sizeof(tensor), requestName);
      in[i].dtype = tensor.dtype;
      in[i].rank = tensor.rank;
      in[i].sizes = allocateArray(tensor.rank, sizeof(int64_t));
      readAll(request, in[i].sizes, tensor.rank * sizeof(int64_t), requestName);
      in[i].data = allocate(getBytes(&in[i]), getAlignment(&in[i]), guard);
      readAll(request, in[i].data, getBytes(&in[i]), requestName);
    }
    nn_guest_result result =
        runOnce(&model, context, in, out, isAllocatedByRun, guard);
    writeAll(response, &result, sizeof(result), responseName);
    for (uint32_t i = 0; i < model.num_outputs && result.status == NN_OK; ++i) {
      nn_guest_tensor tensor = {out[i].dtype, out[i].rank};
      writeAll(response, &tensor, sizeof(tensor), responseName);
      writeAll(response, out[i].sizes, out[i].rank * sizeof(int64_t),
               responseName);
      writeAll(response, out[i].data, getBytes(&out[i]), responseName);
    }
    // Also where the guard is what makes the call fail.
    for (uint32_t i = 0; i < model.num_outputs; ++i)
      if (isAllocatedByRun[i] && out[i].data)
        context->deallocate(context, out[i].data);
    releaseTo(mark);
  }
  if (fclose(response))
    fail("cannot write", responseName);
  nn_scratch_guard_unmap(&scratchGuard, context->threads);
  nn_context_destroy(context);
  nn_model_unload(&model);
  releaseTo(0);
  fclose(request);
  return 0;
}
