//===- nn_guest.h - What nn-run and its guest tell each other -----*- C -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A request is an nn_guest_request, the bytes of each constant (int64_t), and
// for each call its inputs; a response is an nn_guest_response and for each
// call an nn_guest_result and, if that is NN_OK, its outputs. A tensor is an
// nn_guest_tensor, its sizes (int64_t) and its elements. Nothing is padded.
//
//===----------------------------------------------------------------------===//

#ifndef NN_GUEST_H
#define NN_GUEST_H

#include <stdint.h>

#define NN_GUEST_MAGIC 0x31545345554e4e55u

typedef struct nn_guest_request {
  uint64_t magic;
  /// 0: one for each core that the guest may run on.
  uint32_t threads;
  /// Whether buffers end at unmapped pages and begin as NaN.
  uint32_t guard;
  uint32_t num_calls;
  uint32_t num_inputs;
  uint32_t num_constants;
  uint32_t reserved;
} nn_guest_request;

typedef struct nn_guest_response {
  uint64_t magic;
  uint32_t num_outputs;
  uint32_t threads;
} nn_guest_response;

typedef struct nn_guest_result {
  /// What the call returned, as an nn_status, and the context's message.
  int32_t status;
  uint32_t reserved;
  int64_t workspace_bytes;
  char message[512];
} nn_guest_result;

typedef struct nn_guest_tensor {
  /// An nn_dtype.
  int32_t dtype;
  int32_t rank;
} nn_guest_tensor;

#endif // NN_GUEST_H
