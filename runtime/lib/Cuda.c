//===- Cuda.c -------------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// NVIDIA's GPUs by CUDA's driver, libcuda, which is opened at run time; neither
// its headers nor CUDA's runtime are needed. Work is queued in one stream. The
// driver compiles PTX and caches what it made on disk; here a kernel is loaded
// once, at its first launch.
//
//===----------------------------------------------------------------------===//

#include "DeviceBackend.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// What the driver's interface calls its types.
typedef int CUresult;
typedef int CUdevice;
typedef unsigned long long CUdeviceptr;
typedef struct CUctx_st *CUcontext;
typedef struct CUmod_st *CUmodule;
typedef struct CUfunc_st *CUfunction;
typedef struct CUstream_st *CUstream;

// Its numbers.
enum {
  CUDA_SUCCESS = 0,
  CU_DEVICE_ATTRIBUTE_MAX_THREADS_PER_BLOCK = 1,
  CU_DEVICE_ATTRIBUTE_MAX_GRID_DIM_X = 5,
  CU_DEVICE_ATTRIBUTE_MAX_GRID_DIM_Y = 6,
  CU_DEVICE_ATTRIBUTE_MAX_SHARED_MEMORY_PER_BLOCK = 8,
  CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR = 75,
  CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR = 76,
  CU_STREAM_NON_BLOCKING = 1,
  CU_JIT_ERROR_LOG_BUFFER = 5,
  CU_JIT_ERROR_LOG_BUFFER_SIZE_BYTES = 6
};

// The functions that are called: member, symbol, arguments.
#define NN_CUDA_FUNCTIONS(F)                                                   \
  F(get_error_name, cuGetErrorName, (CUresult, const char **))                 \
  F(get_error_string, cuGetErrorString, (CUresult, const char **))             \
  F(init, cuInit, (unsigned))                                                  \
  F(device_get_count, cuDeviceGetCount, (int *))                               \
  F(device_get, cuDeviceGet, (CUdevice *, int))                                \
  F(device_get_name, cuDeviceGetName, (char *, int, CUdevice))                 \
  F(device_get_attribute, cuDeviceGetAttribute, (int *, int, CUdevice))        \
  F(retain, cuDevicePrimaryCtxRetain, (CUcontext *, CUdevice))                 \
  F(release, cuDevicePrimaryCtxRelease_v2, (CUdevice))                         \
  F(push, cuCtxPushCurrent_v2, (CUcontext))                                    \
  F(pop, cuCtxPopCurrent_v2, (CUcontext *))                                    \
  F(stream_create, cuStreamCreate, (CUstream *, unsigned))                     \
  F(stream_destroy, cuStreamDestroy_v2, (CUstream))                            \
  F(stream_synchronize, cuStreamSynchronize, (CUstream))                       \
  F(allocate, cuMemAlloc_v2, (CUdeviceptr *, size_t))                          \
  F(deallocate, cuMemFree_v2, (CUdeviceptr))                                   \
  F(upload, cuMemcpyHtoDAsync_v2,                                              \
    (CUdeviceptr, const void *, size_t, CUstream))                             \
  F(download, cuMemcpyDtoHAsync_v2, (void *, CUdeviceptr, size_t, CUstream))   \
  F(copy, cuMemcpyDtoDAsync_v2, (CUdeviceptr, CUdeviceptr, size_t, CUstream))  \
  F(module_load, cuModuleLoadDataEx,                                           \
    (CUmodule *, const void *, unsigned, int *, void **))                      \
  F(module_unload, cuModuleUnload, (CUmodule))                                 \
  F(module_get_function, cuModuleGetFunction,                                  \
    (CUfunction *, CUmodule, const char *))                                    \
  F(launch, cuLaunchKernel,                                                    \
    (CUfunction, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned,   \
     unsigned, CUstream, void **, void **))

/// A kernel on the device.
typedef struct cuda_kernel {
  const nn_device_kernel *kernel;
  CUmodule module;
  CUfunction function;
  struct cuda_kernel *next;
  /// Room for the addresses of a launch's arguments.
  void *arguments[];
} cuda_kernel;

typedef struct cuda_device {
  nn_device base;
  void *library;
  CUdevice device;
  CUcontext context;
  CUstream stream;
  /// The most workgroups in a row, and the most rows.
  int max_columns, max_rows;
  cuda_kernel *kernels;
#define NN_DECLARE(member, symbol, arguments) CUresult(*member) arguments;
  NN_CUDA_FUNCTIONS(NN_DECLARE)
#undef NN_DECLARE
} cuda_device;

static cuda_device *get_cuda(nn_device *device) {
  return (cuda_device *)(void *)device;
}

/// Writes what a function of the driver returned, and returns 1. `detail` may
/// be empty.
static int fail(cuda_device *d, const char *function, CUresult result,
                const char *detail) {
  const char *name = NULL, *text = NULL;
  if (d->get_error_name(result, &name) || !name)
    name = "an unknown error";
  if (d->get_error_string(result, &text) || !text)
    text = "?";
  snprintf(d->base.message, sizeof d->base.message,
           "%s: %s failed: %s (%s)%s%.*s",
           d->base.info.name[0] ? d->base.info.name : "CUDA's driver", function,
           name, text, *detail ? ": " : "", (int)strcspn(detail, "\n"), detail);
  return 1;
}

/// Returns 1, and writes a message, unless a function of the driver succeeds.
#define NN_CHECK(symbol, call)                                                 \
  do {                                                                         \
    CUresult nn_result = d->call;                                              \
    if (nn_result != CUDA_SUCCESS)                                             \
      return fail(d, #symbol, nn_result, "");                                  \
  } while (0)

//===----------------------------------------------------------------------===//
// Devices
//===----------------------------------------------------------------------===//

static int load_library(cuda_device *d) {
  d->library = dlopen("libcuda.so.1", RTLD_NOW | RTLD_LOCAL);
  if (!d->library) {
    snprintf(d->base.message, sizeof d->base.message,
             "CUDA's driver cannot be opened: %s", dlerror());
    return 1;
  }
  void *symbol;
#define NN_LOAD(member, name, arguments)                                       \
  symbol = dlsym(d->library, #name);                                           \
  if (!symbol) {                                                               \
    snprintf(d->base.message, sizeof d->base.message,                          \
             "CUDA's driver is too old: it has no '%s'", #name);               \
    return 1;                                                                  \
  }                                                                            \
  memcpy(&d->member, &symbol, sizeof symbol);
  NN_CUDA_FUNCTIONS(NN_LOAD)
#undef NN_LOAD
  return 0;
}

static int choose_device(cuda_device *d, const char *name) {
  int count;
  NN_CHECK(cuInit, init(0));
  NN_CHECK(cuDeviceGetCount, device_get_count(&count));
  int major = 0, minor = 0, found = 0;
  char last[sizeof d->base.info.name] = "";
  // The driver has the fastest one first.
  for (int i = 0; i < count && !found; ++i) {
    CUdevice device;
    NN_CHECK(cuDeviceGet, device_get(&device, i));
    char device_name[sizeof d->base.info.name];
    NN_CHECK(cuDeviceGetName,
             device_get_name(device_name, sizeof device_name, device));
    if (!strstr(device_name, name))
      continue;
    NN_CHECK(cuDeviceGetAttribute,
             device_get_attribute(
                 &major, CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR, device));
    NN_CHECK(cuDeviceGetAttribute,
             device_get_attribute(
                 &minor, CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR, device));
    memcpy(last, device_name, sizeof last);
    found = major >= 8;
    d->device = device;
  }
  if (found) {
    memcpy(d->base.info.name, last, sizeof last);
    // PTX for a chip runs on later ones.
    strcpy(d->base.info.chip, major >= 9 ? "sm_90" : "sm_80");
    return 0;
  }
  if (last[0])
    snprintf(d->base.message, sizeof d->base.message,
             "%s has compute capability %d.%d, networks need 8.0 or later",
             last, major, minor);
  else
    snprintf(d->base.message, sizeof d->base.message,
             "CUDA's driver has no device%s%s",
             *name ? " whose name contains " : "", name);
  return 1;
}

/// Makes the device's context the thread's, until `leave`: whoever calls may
/// have another one.
static int enter(cuda_device *d) {
  NN_CHECK(cuCtxPushCurrent, push(d->context));
  return 0;
}

/// Gives the thread back the context that it had, and returns what has been
/// done since `enter`: 0, or 1 if that failed.
static int leave(cuda_device *d, int failed) {
  CUcontext context;
  CUresult result = d->pop(&context);
  if (result == CUDA_SUCCESS || failed)
    return failed;
  return fail(d, "cuCtxPopCurrent", result, "");
}

static int make_stream(cuda_device *d) {
  NN_CHECK(cuStreamCreate, stream_create(&d->stream, CU_STREAM_NON_BLOCKING));
  return 0;
}

static int make_device(cuda_device *d) {
  NN_CHECK(cuDevicePrimaryCtxRetain, retain(&d->context, d->device));
  if (enter(d) || leave(d, make_stream(d)))
    return 1;
  int threads, bytes;
  const struct {
    int number;
    int *value;
  } attributes[] = {
      {CU_DEVICE_ATTRIBUTE_MAX_THREADS_PER_BLOCK, &threads},
      {CU_DEVICE_ATTRIBUTE_MAX_SHARED_MEMORY_PER_BLOCK, &bytes},
      {CU_DEVICE_ATTRIBUTE_MAX_GRID_DIM_X, &d->max_columns},
      {CU_DEVICE_ATTRIBUTE_MAX_GRID_DIM_Y, &d->max_rows},
  };
  for (unsigned i = 0; i < sizeof attributes / sizeof *attributes; ++i)
    NN_CHECK(cuDeviceGetAttribute,
             device_get_attribute(attributes[i].value, attributes[i].number,
                                  d->device));
  d->base.info.types = NN_DEVICE_F16 | NN_DEVICE_F64 | NN_DEVICE_I8 |
                       NN_DEVICE_I16 | NN_DEVICE_I64;
  d->base.info.workgroup_size = (uint32_t)threads;
  d->base.info.workgroup_bytes = (uint32_t)bytes;
  return 0;
}

//===----------------------------------------------------------------------===//
// Memory
//===----------------------------------------------------------------------===//

static CUdeviceptr get_pointer(const char *address) {
  return (CUdeviceptr)(uintptr_t)address;
}

// What follows runs between `enter` and `leave`.

static int allocate(cuda_device *d, int64_t bytes, nn_device_memory *memory) {
  CUdeviceptr pointer;
  NN_CHECK(cuMemAlloc, allocate(&pointer, (size_t)bytes));
  memory->address = (char *)(uintptr_t)pointer;
  memory->bytes = bytes;
  return 0;
}

static int finish(cuda_device *d) {
  NN_CHECK(cuStreamSynchronize, stream_synchronize(d->stream));
  return 0;
}

static int upload(cuda_device *d, char *to, const void *from, int64_t bytes) {
  NN_CHECK(cuMemcpyHtoDAsync,
           upload(get_pointer(to), from, (size_t)bytes, d->stream));
  return finish(d);
}

static int download(cuda_device *d, void *to, const char *from, int64_t bytes) {
  NN_CHECK(cuMemcpyDtoHAsync,
           download(to, get_pointer(from), (size_t)bytes, d->stream));
  return finish(d);
}

static int copy(cuda_device *d, char *to, const char *from, int64_t bytes) {
  NN_CHECK(cuMemcpyDtoDAsync,
           copy(get_pointer(to), get_pointer(from), (size_t)bytes, d->stream));
  return 0;
}

//===----------------------------------------------------------------------===//
// Kernels
//===----------------------------------------------------------------------===//

/// Says whether the device can run a kernel.
static int check_kernel(cuda_device *d, const nn_device_kernel *kernel) {
  const nn_device_info *info = &d->base.info;
  if (kernel->format != NN_PTX) {
    snprintf(d->base.message, sizeof d->base.message,
             "%s: kernel '%s' is not PTX", info->name, kernel->name);
    return 1;
  }
  if (kernel->workgroup_size <= info->workgroup_size &&
      kernel->workgroup_bytes <= info->workgroup_bytes)
    return 0;
  snprintf(
      d->base.message, sizeof d->base.message,
      "%s has workgroups of %u invocations and %u bytes, kernel '%s' needs "
      "%u and %u",
      info->name, info->workgroup_size, info->workgroup_bytes, kernel->name,
      kernel->workgroup_size, kernel->workgroup_bytes);
  return 1;
}

static int load_kernel(cuda_device *d, cuda_kernel *k) {
  char log[256] = "";
  int options[] = {CU_JIT_ERROR_LOG_BUFFER, CU_JIT_ERROR_LOG_BUFFER_SIZE_BYTES};
  void *values[] = {log, (void *)(uintptr_t)sizeof log};
  CUresult result =
      d->module_load(&k->module, k->kernel->code, 2, options, values);
  if (result != CUDA_SUCCESS) {
    char function[128];
    snprintf(function, sizeof function, "cuModuleLoadDataEx of kernel '%.64s'",
             k->kernel->name);
    return fail(d, function, result, log);
  }
  NN_CHECK(cuModuleGetFunction,
           module_get_function(&k->function, k->module, k->kernel->name));
  return 0;
}

static void free_kernel(cuda_device *d, cuda_kernel *k) {
  if (k->module)
    d->module_unload(k->module);
  free(k);
}

/// Returns the kernel on the device, loaded at its first launch; null on
/// failure.
static cuda_kernel *get_kernel(cuda_device *d, const nn_device_kernel *kernel) {
  for (cuda_kernel *k = d->kernels; k; k = k->next)
    if (k->kernel == kernel)
      return k;
  if (check_kernel(d, kernel))
    return NULL;
  size_t count = (size_t)kernel->num_buffers + kernel->num_sizes;
  cuda_kernel *made = calloc(1, sizeof *made + count * sizeof(void *));
  if (!made) {
    snprintf(d->base.message, sizeof d->base.message, "out of memory");
    return NULL;
  }
  made->kernel = kernel;
  if (load_kernel(d, made)) {
    free_kernel(d, made);
    return NULL;
  }
  made->next = d->kernels;
  return d->kernels = made;
}

static int launch(cuda_device *d, const nn_device_kernel *kernel,
                  const void *args, int64_t count) {
  cuda_kernel *k = get_kernel(d, kernel);
  if (!k)
    return 1;
  // Rows of workgroups where there are more than one row may have.
  int64_t columns = count < d->max_columns ? count : d->max_columns;
  int64_t rows = (count + columns - 1) / columns;
  if (rows > d->max_rows) {
    snprintf(d->base.message, sizeof d->base.message,
             "%s: kernel '%s' has %lld workgroups, too many for the device",
             d->base.info.name, kernel->name, (long long)count);
    return 1;
  }
  // A size of 32 bits is the first half of its eight bytes.
  for (uint32_t i = 0; i < kernel->num_buffers + kernel->num_sizes; ++i)
    k->arguments[i] = (char *)(uintptr_t)args + 8 * (size_t)i;
  CUresult result = d->launch(
      k->function, (unsigned)columns, (unsigned)rows, 1, kernel->workgroup_size,
      1, 1, /*dynamic shared bytes=*/0, d->stream, k->arguments, NULL);
  if (result == CUDA_SUCCESS)
    return 0;
  char function[128];
  snprintf(function, sizeof function, "cuLaunchKernel of kernel '%.64s'",
           kernel->name);
  return fail(d, function, result, "");
}

static void forget(cuda_device *d) {
  finish(d);
  while (d->kernels) {
    cuda_kernel *next = d->kernels->next;
    free_kernel(d, d->kernels);
    d->kernels = next;
  }
}

//===----------------------------------------------------------------------===//
// The backend
//===----------------------------------------------------------------------===//

static int cuda_allocate(nn_device *device, int64_t bytes,
                         nn_device_memory *memory) {
  cuda_device *d = get_cuda(device);
  return enter(d) || leave(d, allocate(d, bytes, memory));
}

static void cuda_release(nn_device *device, nn_device_memory *memory) {
  cuda_device *d = get_cuda(device);
  if (memory->address && !enter(d)) {
    d->deallocate(get_pointer(memory->address));
    leave(d, 0);
  }
  memory->address = NULL;
  memory->bytes = 0;
}

static int cuda_finish(nn_device *device) {
  cuda_device *d = get_cuda(device);
  return enter(d) || leave(d, finish(d));
}

static int cuda_upload(nn_device *device, char *to, const void *from,
                       int64_t bytes) {
  cuda_device *d = get_cuda(device);
  return enter(d) || leave(d, upload(d, to, from, bytes));
}

static int cuda_download(nn_device *device, void *to, const char *from,
                         int64_t bytes) {
  cuda_device *d = get_cuda(device);
  return enter(d) || leave(d, download(d, to, from, bytes));
}

static int cuda_copy(nn_device *device, char *to, const char *from,
                     int64_t bytes) {
  cuda_device *d = get_cuda(device);
  return enter(d) || leave(d, copy(d, to, from, bytes));
}

static int cuda_launch(nn_device *device, const nn_device_kernel *kernel,
                       const void *args, int64_t count) {
  cuda_device *d = get_cuda(device);
  return enter(d) || leave(d, launch(d, kernel, args, count));
}

static void cuda_forget(nn_device *device) {
  cuda_device *d = get_cuda(device);
  int entered = !enter(d);
  forget(d);
  if (entered)
    leave(d, 0);
}

static void cuda_close(nn_device *device) {
  cuda_device *d = get_cuda(device);
  if (d->context) {
    int entered = !enter(d);
    forget(d);
    if (d->stream)
      d->stream_destroy(d->stream);
    if (entered)
      leave(d, 0);
    d->release(d->device);
  }
  if (d->library)
    dlclose(d->library);
  free(d);
}

static const nn_backend cuda = {cuda_close,  cuda_allocate, cuda_release,
                                cuda_finish, cuda_upload,   cuda_download,
                                cuda_copy,   cuda_launch,   cuda_forget};

nn_device *nn_cuda_open(const char *name, char *message, int64_t size) {
  cuda_device *d = calloc(1, sizeof *d);
  if (!d) {
    snprintf(message, (size_t)size, "out of memory");
    return NULL;
  }
  d->base.backend = &cuda;
  d->base.info.kind = "cuda";
  if (load_library(d) || choose_device(d, name) || make_device(d)) {
    snprintf(message, (size_t)size, "%s", d->base.message);
    cuda_close(&d->base);
    return NULL;
  }
  return &d->base;
}
