//===- DeviceBackend.h - What drives a device ---------------------*- C -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What sessions ask of each kind of device.
//
//===----------------------------------------------------------------------===//

#ifndef NN_RUNTIME_LIB_DEVICEBACKEND_H
#define NN_RUNTIME_LIB_DEVICEBACKEND_H

#include "nn_device.h"

typedef struct nn_backend nn_backend;

/// A device of any kind; the first member of one of a certain kind.
struct nn_device {
  const nn_backend *backend;
  nn_device_info info;
  /// Of the last function that failed.
  char message[512];
};

/// A block of memory of a device. Its address is one of no memory of the host,
/// and one can compute with it as with any.
typedef struct nn_device_memory {
  char *address;
  int64_t bytes;
} nn_device_memory;

/// The functions of a kind of device. Those that return an int return 0, or
/// write the device's message and return something else. Work is done in the
/// order of the calls.
struct nn_backend {
  void (*close)(nn_device *device);
  int (*allocate)(nn_device *device, int64_t bytes, nn_device_memory *memory);
  /// Frees memory that no work uses any more.
  void (*release)(nn_device *device, nn_device_memory *memory);
  /// Waits for what was called before.
  int (*finish)(nn_device *device);
  /// Between memory of the host and of the device. Finishes first.
  int (*upload)(nn_device *device, char *to, const void *from, int64_t bytes);
  int (*download)(nn_device *device, void *to, const char *from, int64_t bytes);
  int (*copy)(nn_device *device, char *to, const char *from, int64_t bytes);
  int (*launch)(nn_device *device, const nn_device_kernel *kernel,
                const void *args, int64_t count);
  /// Forgets the kernels that were launched: their code may go. Finishes first.
  void (*forget)(nn_device *device);
};

/// Opens a device whose name contains `name`; any if that is empty.
nn_device *nn_cuda_open(const char *name, char *message, int64_t size);
nn_device *nn_vulkan_open(const char *name, char *message, int64_t size);

#endif // NN_RUNTIME_LIB_DEVICEBACKEND_H
