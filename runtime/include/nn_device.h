//===- nn_device.h - Networks on a GPU ----------------------------*- C -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A part of libnn_runtime: devices, and networks that were compiled for one
// (nn-compile --device). A session has the weights of a network on a device,
// and memory there; it is called as the network itself is, with buffers of the
// host:
//
//   char message[512];
//   nn_device *device = nn_device_open("vulkan", message, sizeof message);
//   nn_session *session =
//       nn_session_create(device, &NAME_model, message, sizeof message);
//   if (nn_session_run(session, &context, &in, &out) != NN_OK)
//     fprintf(stderr, "%s\n", context.message);
//   nn_session_destroy(session);
//   nn_device_close(device);
//
// The library that drives the device is opened when a device is: programs link
// none. A device, with its sessions, serves one thread at a time.
//
//===----------------------------------------------------------------------===//

#ifndef NN_DEVICE_H
#define NN_DEVICE_H

#include "nn_runtime.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct nn_device nn_device;
typedef struct nn_session nn_session;

/// What a device is, and has.
typedef struct nn_device_info {
  /// "vulkan" or "cuda".
  const char *kind;
  /// The name that its driver gives it.
  char name[256];
  /// The element types that it has, NN_DEVICE_*.
  uint32_t types;
  /// How many invocations a workgroup may have, and how many bytes they share.
  uint32_t workgroup_size;
  uint32_t workgroup_bytes;
  /// What networks for it are compiled for (nn-compile --device-chip), "sm_80";
  /// empty where all devices of the kind take the same code.
  char chip[16];
} nn_device_info;

/// Opens a device: "vulkan" or "cuda", or "vulkan:NAME" or "cuda:NAME" for one
/// whose name contains NAME. A GPU is chosen before what a processor emulates.
/// On failure returns null and writes to `message`, which has room for `size`
/// bytes, what is missing.
nn_device *nn_device_open(const char *device, char *message, int64_t size);

/// Closes a device; its sessions must be gone. Takes null.
void nn_device_close(nn_device *device);

const nn_device_info *nn_device_get_info(const nn_device *device);

/// Copies the weights of a network to the device. The network must outlive the
/// session. On failure returns null and writes to `message`.
nn_session *nn_session_create(nn_device *device, const nn_model *model,
                              char *message, int64_t size);

/// Frees what the session has on the device. Takes null.
void nn_session_destroy(nn_session *session);

/// Runs the network, as its own entry function does, and waits for the results.
/// The context must not be null; it brings the hook `profile`, which then has
/// each kernel waited for, and takes the message.
int32_t nn_session_run(nn_session *session, nn_context *context,
                       const nn_buffer *in, nn_buffer *out);

/// The bytes that the session has on the device, beside the weights.
int64_t nn_session_workspace_bytes(const nn_session *session);

#ifdef __cplusplus
} // extern "C"
#endif

#endif // NN_DEVICE_H
