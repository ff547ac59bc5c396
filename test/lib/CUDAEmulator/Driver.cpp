//===- Driver.cpp ---------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A libcuda.so.1 for tests: the driver's functions that runtime/lib/Cuda.c
// calls, on the host's memory. Kernels are interpreted, so that what PTX
// computes can be tested on machines without a GPU.
//
// Environment variables: NN_CUDA_LOG is a file to which each call is appended;
// NN_CUDA_CAPABILITY=7.5 is another device than one of 8.0; NN_CUDA_DEVICES=0
// none; NN_CUDA_FAIL=cuMemAlloc_v2 lets a function fail; NN_CUDA_TRAFFIC is a
// file to which each launch appends how many times the least possible its
// accesses of memory cost.
//
//===----------------------------------------------------------------------===//

#include "Machine.h"
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <vector>

using namespace ptx;

// The driver's results.
enum Result {
  success = 0,
  invalidValue = 1,
  outOfMemory = 2,
  notInitialized = 3,
  noDevice = 100,
  invalidContext = 201,
  invalidPTX = 218,
  notFound = 500,
  launchFailed = 719
};

namespace {

constexpr unsigned maxWorkgroups = 65535;

struct Function {
  Program program;
};

struct Module {
  std::unique_ptr<Function> function;
};

Memory memory;
bool isInitialized = false;
/// The contexts that are pushed, the current one last. The program that opens
/// the device may have one of its own below.
thread_local std::vector<void *> contexts;
/// Work after a kernel that failed fails too, as in the driver.
bool hasFailed = false;
int numModules = 0;

/// Appends a line to the file that an environment variable names, if any.
__attribute__((format(printf, 2, 3))) void append(const char *variable,
                                                  const char *format, ...) {
  const char *path = std::getenv(variable);
  FILE *file = path ? std::fopen(path, "a") : nullptr;
  if (!file)
    return;
  va_list arguments;
  va_start(arguments, format);
  std::vfprintf(file, format, arguments);
  va_end(arguments);
  std::fputc('\n', file);
  std::fclose(file);
}

#define log(...) append("NN_CUDA_LOG", __VA_ARGS__)

bool hasContext() { return !contexts.empty() && contexts.back() == &memory; }

/// What a function returns before it does anything.
Result begin(const char *function, bool needsContext = true) {
  const char *failing = std::getenv("NN_CUDA_FAIL");
  if (failing && std::strcmp(failing, function) == 0)
    return std::strstr(function, "Alloc") ? outOfMemory : invalidValue;
  if (!isInitialized || (needsContext && !hasContext()))
    return notInitialized;
  return hasFailed ? launchFailed : success;
}

} // namespace

#define EXPORT extern "C" __attribute__((visibility("default"))) Result
#define BEGIN(...)                                                             \
  if (Result result = begin(__func__, ##__VA_ARGS__); result != success)       \
  return result

EXPORT cuGetErrorName(Result result, const char **name) {
  *name = result == outOfMemory      ? "CUDA_ERROR_OUT_OF_MEMORY"
          : result == noDevice       ? "CUDA_ERROR_NO_DEVICE"
          : result == invalidPTX     ? "CUDA_ERROR_INVALID_PTX"
          : result == notFound       ? "CUDA_ERROR_NOT_FOUND"
          : result == launchFailed   ? "CUDA_ERROR_LAUNCH_FAILED"
          : result == notInitialized ? "CUDA_ERROR_NOT_INITIALIZED"
                                     : "CUDA_ERROR_INVALID_VALUE";
  return success;
}

EXPORT cuGetErrorString(Result result, const char **text) {
  *text = result == outOfMemory    ? "out of memory"
          : result == noDevice     ? "no CUDA-capable device is detected"
          : result == launchFailed ? "unspecified launch failure"
                                   : "the emulator says so";
  return success;
}

EXPORT cuInit(unsigned) {
  isInitialized = true;
  const char *devices = std::getenv("NN_CUDA_DEVICES");
  return devices && std::atoi(devices) == 0 ? noDevice : success;
}

EXPORT cuDeviceGetCount(int *count) {
  BEGIN(false);
  *count = 1;
  return success;
}

EXPORT cuDeviceGet(int *device, int number) {
  BEGIN(false);
  *device = number;
  return number == 0 ? success : invalidValue;
}

EXPORT cuDeviceGetName(char *name, int size, int) {
  BEGIN(false);
  std::snprintf(name, size, "emulated GPU");
  return success;
}

EXPORT cuDeviceGetAttribute(int *value, int attribute, int) {
  BEGIN(false);
  const char *capability = std::getenv("NN_CUDA_CAPABILITY");
  if (!capability)
    capability = "8.0";
  switch (attribute) {
  case 1: // threads of a workgroup
    *value = 1024;
    return success;
  case 5: // workgroups in a row: as few as any device allows
  case 6: // rows
    *value = maxWorkgroups;
    return success;
  case 8: // shared memory of a workgroup
    *value = 49152;
    return success;
  case 75:
    *value = std::atoi(capability);
    return success;
  case 76:
    *value = std::atoi(std::strchr(capability, '.') + 1);
    return success;
  default:
    return invalidValue;
  }
}

EXPORT cuDevicePrimaryCtxRetain(void **context, int) {
  BEGIN(false);
  *context = &memory;
  return success;
}

EXPORT cuDevicePrimaryCtxRelease_v2(int) {
  // What a program left behind.
  log("release: %zu blocks, %d modules, %zu contexts", memory.getNumBlocks(),
      numModules, contexts.size());
  return success;
}

EXPORT cuCtxPushCurrent_v2(void *context) {
  // A context whose kernel failed is one still.
  if (Result result = begin(__func__, false);
      result != success && result != launchFailed)
    return result;
  contexts.push_back(context);
  return success;
}

EXPORT cuCtxPopCurrent_v2(void **context) {
  if (contexts.empty())
    return invalidContext;
  *context = contexts.back();
  contexts.pop_back();
  return success;
}

EXPORT cuStreamCreate(void **stream, unsigned) {
  BEGIN();
  *stream = &memory;
  return success;
}

EXPORT cuStreamDestroy_v2(void *) {
  return hasContext() ? success : invalidContext;
}

EXPORT cuStreamSynchronize(void *stream) {
  BEGIN();
  return stream == &memory ? success : invalidValue;
}

EXPORT cuMemAlloc_v2(uint64_t *pointer, size_t bytes) {
  BEGIN();
  log("allocate %zu", bytes);
  *pointer = bytes ? reinterpret_cast<uint64_t>(memory.allocate(bytes)) : 0;
  return !bytes ? invalidValue : *pointer ? success : outOfMemory;
}

EXPORT cuMemFree_v2(uint64_t pointer) {
  if (!hasContext())
    return invalidContext;
  log("free");
  return memory.release(reinterpret_cast<void *>(pointer)) ? success
                                                           : invalidValue;
}

EXPORT cuMemcpyHtoDAsync_v2(uint64_t to, const void *from, size_t bytes,
                            void *) {
  BEGIN();
  log("upload %zu", bytes);
  if (!memory.contains(to, bytes))
    return invalidValue;
  std::memcpy(reinterpret_cast<void *>(to), from, bytes);
  return success;
}

EXPORT cuMemcpyDtoHAsync_v2(void *to, uint64_t from, size_t bytes, void *) {
  BEGIN();
  log("download %zu", bytes);
  if (!memory.contains(from, bytes))
    return invalidValue;
  std::memcpy(to, reinterpret_cast<void *>(from), bytes);
  return success;
}

EXPORT cuMemcpyDtoDAsync_v2(uint64_t to, uint64_t from, size_t bytes, void *) {
  BEGIN();
  log("copy %zu", bytes);
  if (!memory.contains(to, bytes) || !memory.contains(from, bytes))
    return invalidValue;
  std::memmove(reinterpret_cast<void *>(to), reinterpret_cast<void *>(from),
               bytes);
  return success;
}

EXPORT cuModuleLoadDataEx(Module **module, const void *image, unsigned count,
                          int *options, void **values) {
  BEGIN();
  try {
    auto function = std::make_unique<Function>();
    function->program = parse(static_cast<const char *>(image));
    log("load %s", function->program.name.c_str());
    *module = new Module{std::move(function)};
    ++numModules;
    return success;
  } catch (const Error &error) {
    for (unsigned i = 0; i < count; ++i)
      if (options[i] == 5) // the log of errors
        std::snprintf(static_cast<char *>(values[i]), 256, "%s", error.what());
    return invalidPTX;
  }
}

EXPORT cuModuleUnload(Module *module) {
  if (!hasContext())
    return invalidContext;
  delete module;
  --numModules;
  return success;
}

EXPORT cuModuleGetFunction(Function **function, Module *module,
                           const char *name) {
  BEGIN();
  *function = module->function.get();
  return (*function)->program.name == name ? success : notFound;
}

EXPORT cuLaunchKernel(Function *function, unsigned gridX, unsigned gridY,
                      unsigned gridZ, unsigned blockX, unsigned blockY,
                      unsigned blockZ, unsigned dynamicBytes, void *stream,
                      void **parameters, void **extra) {
  BEGIN();
  const Program &program = function->program;
  log("launch %s grid %u %u block %u", program.name.c_str(), gridX, gridY,
      blockX);
  bool isRight = gridX && gridX <= maxWorkgroups && gridY &&
                 gridY <= maxWorkgroups && gridZ == 1 && blockX &&
                 blockX <= 1024 && blockY == 1 && blockZ == 1 &&
                 dynamicBytes == 0 && stream == &memory && !extra &&
                 (!program.maxThreads || blockX <= program.maxThreads);
  if (!isRight)
    return invalidValue;
  std::vector<uint64_t> arguments;
  for (size_t i = 0; i < program.parameters.size(); ++i) {
    arguments.push_back(0);
    std::memcpy(&arguments.back(), parameters[i], program.parameters[i]);
  }
  try {
    Traffic traffic;
    bool counts = std::getenv("NN_CUDA_TRAFFIC");
    Block block(program, memory, arguments, {gridX, gridY, gridZ}, blockX,
                counts ? &traffic : nullptr);
    // From the last one on: nothing may depend on the order.
    for (unsigned y = gridY; y-- > 0;)
      for (unsigned x = gridX; x-- > 0;)
        block.run({x, y, 0});
    append("NN_CUDA_TRAFFIC", "%s loads %.2f stores %.2f shared %.2f",
           program.name.c_str(), traffic.loads.getRatio(),
           traffic.stores.getRatio(), traffic.shared.getRatio());
  } catch (const Error &error) {
    std::fprintf(stderr, "kernel '%s': %s\n", program.name.c_str(),
                 error.what());
    log("failed %s: %s", program.name.c_str(), error.what());
    hasFailed = true;
    return launchFailed;
  }
  return success;
}
