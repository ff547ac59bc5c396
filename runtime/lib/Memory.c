//===- Memory.c -----------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Aligned memory, and the names of element types.
//
//===----------------------------------------------------------------------===//

#define _GNU_SOURCE

#include "nn_runtime.h"

#include <stdlib.h>
#include <sys/mman.h>

enum { HUGE_PAGE = 2 << 20 };

void *nn_allocate(int64_t bytes, int64_t alignment) {
  if (bytes < 0 || alignment <= 0 || (alignment & (alignment - 1)))
    return NULL;
  if (bytes >= HUGE_PAGE && alignment < HUGE_PAGE)
    alignment = HUGE_PAGE;
  if (alignment < (int64_t)sizeof(void *))
    alignment = sizeof(void *);
  void *memory = NULL;
  if (posix_memalign(&memory, (size_t)alignment, bytes ? (size_t)bytes : 1))
    return NULL;
#ifdef MADV_HUGEPAGE
  // Only a hint: where it fails, small pages do.
  if (bytes >= HUGE_PAGE)
    (void)madvise(memory, (size_t)bytes & ~(size_t)(HUGE_PAGE - 1),
                  MADV_HUGEPAGE);
#endif
  return memory;
}

void nn_deallocate(void *memory) { free(memory); }

const char *nn_dtype_name(int32_t dtype) {
  switch (dtype) {
  case NN_I8:
    return "i8";
  case NN_I16:
    return "i16";
  case NN_I32:
    return "i32";
  case NN_I64:
    return "i64";
  case NN_UI8:
    return "ui8";
  case NN_UI16:
    return "ui16";
  case NN_UI32:
    return "ui32";
  case NN_UI64:
    return "ui64";
  case NN_F16:
    return "f16";
  case NN_F32:
    return "f32";
  case NN_F64:
    return "f64";
  case NN_BF16:
    return "bf16";
  case NN_BOOL:
    return "bool";
  case NN_C64:
    return "complex64";
  case NN_C128:
    return "complex128";
  default:
    return "?";
  }
}
