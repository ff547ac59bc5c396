//===- nn_runtime.h - The C ABI of compiled networks --------------*- C -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What code compiled by nn-mlir looks like from C. A network NAME compiles to
//
//   int32_t NAME(model, context, in, out, workspace)       runs it
//   int32_t NAME_shapes(model, context, in, out)           sizes of its outputs
//   int64_t NAME_workspace(model, context, in)             bytes it works in
//   nn_model NAME_model                                    describes it
//
// and, for targets whose vectors have the length that the machine says,
//
//   int64_t NAME_init(model, constants, memory)            packs its weights
//
// Compiled code needs nothing but libc (memcpy, snprintf) and, where the
// network has remainders of floats or math functions on f64, or the processor
// has no instructions that round or that multiply and add, libm: link such a
// network with -lm. All it works in is the workspace, but for tensors whose
// sizes are known only by running, as the positions of true elements: these lie
// in memory of the context's allocator. A network without such tensors never
// allocates. The second part of this file declares libnn_runtime, which is
// optional: a context with a thread pool. A program with threads or memory of
// its own fills in an nn_context instead.
//
// Minimal use, all sizes known:
//
//   int64_t in_sizes[] = {1, 784}, out_sizes[2];
//   nn_buffer in = {x, in_sizes, 2, NN_F32}, out = {y, out_sizes, 2, NN_F32};
//   nn_context context;
//   nn_context_init(&context);
//   void *workspace = aligned_alloc(NN_ALIGNMENT,
//                                   NAME_workspace(&NAME_model, &context,
//                                   &in));
//   if (NAME(&NAME_model, &context, &in, &out, workspace) != NN_OK)
//     fprintf(stderr, "%s\n", context.message);
//
// Threads: a context serves one call at a time; calls with different contexts
// and workspaces run at once, on the same model too. Results do not depend on
// the number of threads.
//
//===----------------------------------------------------------------------===//

#ifndef NN_RUNTIME_H
#define NN_RUNTIME_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Changes whenever a structure or the meaning of a field below does. Compiled
/// code refuses a context of another version.
#define NN_ABI_VERSION 3

/// The alignment of a workspace, of constants, and of each thread's scratch.
/// Inputs and outputs need only the alignment of their elements, but are
/// fastest at this one; on a device they have it too. Large workspaces and
/// weights gain from 2 MiB pages, which is up to whoever allocates them.
#define NN_ALIGNMENT 64

/// Element types: the low byte is the number of bits that an element takes in
/// memory. A bool is a byte that is 0 or 1.
typedef enum nn_dtype {
  NN_I8 = 0x008,
  NN_I16 = 0x010,
  NN_I32 = 0x020,
  NN_I64 = 0x040,
  NN_UI8 = 0x108,
  NN_UI16 = 0x110,
  NN_UI32 = 0x120,
  NN_UI64 = 0x140,
  NN_F16 = 0x210,
  NN_F32 = 0x220,
  NN_F64 = 0x240,
  NN_BF16 = 0x310,
  NN_BOOL = 0x408,
  NN_C64 = 0x540,
  NN_C128 = 0x580
} nn_dtype;

/// The bytes an element of the type takes.
#define NN_DTYPE_BYTES(dtype) (((dtype) & 0xff) / 8)

/// What entry functions return.
typedef enum nn_status {
  NN_OK = 0,
  /// The `abi` of the context, or of a model to load, is not NN_ABI_VERSION.
  NN_ABI_MISMATCH = 1,
  /// An input or output has another rank, element type or size than the
  /// network's, no data, or overlaps another one.
  NN_INVALID_BUFFER = 2,
  /// The workspace is null or not aligned.
  NN_INVALID_WORKSPACE = 3,
  /// The context's allocator returned null, or there is none.
  NN_OUT_OF_MEMORY = 4,
  /// An index is out of range, sizes do not fit each other, an integer is
  /// divided by zero, or the like; the message names the node. Outputs are
  /// undefined.
  NN_INVALID_VALUE = 5,
  /// The network was compiled for a device, and the context has none.
  NN_NO_DEVICE = 6,
  /// The device failed.
  NN_DEVICE_ERROR = 7
} nn_status;

/// A dense row-major tensor of the caller.
typedef struct nn_buffer {
  /// The elements. May be null where a function needs the sizes only
  /// (NAME_shapes, NAME_workspace) and where there are no elements. An output
  /// with a size that is known only by running has no memory yet: whatever
  /// pointer is here, NAME replaces it, if it returns NN_OK, by one to memory
  /// of the context's `allocate`, which then is the caller's to give back to
  /// its `deallocate`.
  void *data;
  /// `rank` sizes. An input's are read. An output's are written, by
  /// NAME_shapes and by NAME; the array has room for the rank of the output.
  /// NAME_shapes writes -1 for a size that is known only by running.
  int64_t *sizes;
  int32_t rank;
  /// An nn_dtype.
  int32_t dtype;
} nn_buffer;

typedef struct nn_context nn_context;

/// A kernel: runs the points [begin, end) of its grid. `args` is the kernel's
/// own; `scratch` is memory that no other thread uses meanwhile.
typedef void (*nn_kernel)(const void *args, int64_t begin, int64_t end,
                          void *scratch);

/// What the code of a kernel for a device is.
typedef enum nn_device_code {
  /// A SPIR-V module with one entry point "entry", whose buffers are bindings 0
  /// to num_buffers of descriptor set 0: those of the launch, then one of i32
  /// with the bytes before the first element of each and the launch's sizes.
  NN_SPIRV = 1,
  /// PTX, with a zero at its end. Its entry has the kernel's name and takes the
  /// pointers of the launch, then its integers, of 32 or 64 bits.
  NN_PTX = 2
} nn_device_code;

/// The element types that a device has, as bits, beside i32 and f32.
enum {
  NN_DEVICE_F16 = 1,
  NN_DEVICE_F64 = 2,
  NN_DEVICE_I8 = 4,
  NN_DEVICE_I16 = 8,
  NN_DEVICE_I64 = 16
};

/// A kernel compiled for a device.
typedef struct nn_device_kernel {
  /// The kernel's symbol.
  const char *name;
  const void *code;
  int64_t code_bytes;
  /// An nn_device_code.
  int32_t format;
  /// The element types that it needs.
  uint32_t types;
  /// How many pointers, and then integers, a launch passes: 8 bytes each.
  uint32_t num_buffers;
  uint32_t num_sizes;
  /// The invocations of a workgroup, and the bytes of memory that they share.
  uint32_t workgroup_size;
  uint32_t workgroup_bytes;
} nn_device_kernel;

/// What runs the kernels of networks that are compiled for a device. Pointers
/// into a workspace, to constants and to the elements of inputs and outputs are
/// the device's, and only ever passed to these functions: the host code
/// computes with them and follows none. A function that fails writes the
/// status and a message to the context, and the ones after it do nothing.
typedef struct nn_device_hooks {
  /// Runs the workgroups 0 .. count - 1 of a kernel, after what was called
  /// before. `args` is free afterwards. `launch` indexes the model's
  /// `launches`.
  void (*launch)(nn_context *context, int32_t launch,
                 const nn_device_kernel *kernel, const void *args,
                 int64_t count);
  /// Copies from one place on the device to another one.
  void (*copy)(nn_context *context, void *to, const void *from, int64_t bytes);
  /// Copies from the device to the host and waits for it; zeros after a
  /// failure.
  void (*read)(nn_context *context, void *to, const void *from, int64_t bytes);
  /// Copies from the host to the device. `from` is free afterwards.
  void (*write)(nn_context *context, void *to, const void *from, int64_t bytes);
} nn_device_hooks;

/// What one caller brings to a call. nn_context_init() or nn_context_create()
/// fills it in. All hooks may be null. Every entry function takes a null
/// context too: one thread, and no messages.
struct nn_context {
  /// NN_ABI_VERSION.
  uint32_t abi;
  /// How many threads `parallel_for` uses at most; at least 1. NAME_workspace
  /// counts a kernel's scratch this many times.
  uint32_t threads;
  /// Memory for what has a size that is known only by running; `alignment` is
  /// a power of two. Called by networks with such sizes only, which then fail
  /// without it with NN_OUT_OF_MEMORY. What a call does not hand over as an
  /// output is given back before it returns, whatever its status.
  void *(*allocate)(nn_context *context, int64_t bytes, int64_t alignment);
  void (*deallocate)(nn_context *context, void *memory);
  /// Calls `kernel(args, begin, end, s)` so that each of the points
  /// 0 .. count - 1 is in one call, and returns when all calls have. Thread t
  /// of the calls gets s = scratch + t * scratch_stride, t < threads. Null: the
  /// caller's thread runs everything.
  void (*parallel_for)(nn_context *context, nn_kernel kernel, const void *args,
                       int64_t count, char *scratch, int64_t scratch_stride);
  /// Called before (`begin` = 1) and after (0) each launch of a kernel;
  /// `launch` indexes the model's `launches`.
  void (*profile)(nn_context *context, int32_t launch, int32_t begin);
  /// The status of the last call that failed, and what was wrong, for people:
  /// names of inputs or of the graph's nodes, expected and actual values.
  int32_t status;
  char message[512];
  /// The caller's own.
  void *user;
  /// What networks compiled for a device run on.
  const nn_device_hooks *device;
};

/// An input or output of a network.
typedef struct nn_tensor_desc {
  /// The name in the graph's signature, such as "input_1:0".
  const char *name;
  /// `rank` sizes, -1 for one that a call chooses, or that only running tells.
  const int64_t *sizes;
  int32_t rank;
  /// An nn_dtype.
  int32_t dtype;
} nn_tensor_desc;

/// A launch of a kernel, for profiles.
typedef struct nn_launch_desc {
  /// The kernel's symbol.
  const char *kernel;
  /// The nodes of the graph that it computes, separated by commas.
  const char *nodes;
} nn_launch_desc;

typedef struct nn_model nn_model;

/// The entry functions of a network; see the head of this file. `out` of
/// nn_shapes_function needs no data. nn_workspace_function returns -1 where an
/// input does not fit. For a network without unknown sizes both need no `in`.
typedef int32_t (*nn_function)(const nn_model *model, nn_context *context,
                               const nn_buffer *in, nn_buffer *out,
                               void *workspace);
typedef int32_t (*nn_shapes_function)(const nn_model *model,
                                      nn_context *context, const nn_buffer *in,
                                      nn_buffer *out);
typedef int64_t (*nn_workspace_function)(const nn_model *model,
                                         nn_context *context,
                                         const nn_buffer *in);

/// Packs the weights whose layout only the machine knows that runs the network,
/// such as by the length of its vectors. Returns the bytes of memory that it
/// takes. Unless `memory` is null, packs into it and writes all `num_constants`
/// addresses to `constants`. nn_model_load() calls it.
typedef int64_t (*nn_init_function)(const nn_model *model,
                                    const void **constants, void *memory);

/// Describes a network.
struct nn_model {
  /// The NN_ABI_VERSION that it was compiled for.
  uint32_t abi;
  uint32_t num_inputs;
  uint32_t num_outputs;
  uint32_t num_constants;
  uint32_t num_launches;
  /// The prefix of its symbols.
  const char *name;
  /// What it was compiled for: "TRIPLE CPU FEATURES".
  const char *target;
  /// Addresses of the weights, each NN_ALIGNMENT aligned: all that a call reads
  /// of them. A copy of this structure with another table runs the same code
  /// with other weights.
  const void *const *constants;
  const nn_tensor_desc *inputs;
  const nn_tensor_desc *outputs;
  const nn_launch_desc *launches;
  nn_function run;
  nn_shapes_function shapes;
  nn_workspace_function workspace;
  /// The bytes of each constant; 0 for one that `init` packs.
  const int64_t *constant_bytes;
  /// Null where the table of constants is complete. Else it is not, and `run`
  /// refuses the model: it takes one that nn_model_load() has made of it.
  nn_init_function init;
  /// What nn_model_load() allocated; else null.
  void *packed;
};

/// Makes a context without threads, allocator and hooks. Needs no library.
static inline void nn_context_init(nn_context *context) {
  context->abi = NN_ABI_VERSION;
  context->threads = 1;
  context->allocate = 0;
  context->deallocate = 0;
  context->parallel_for = 0;
  context->profile = 0;
  context->status = NN_OK;
  context->message[0] = '\0';
  context->user = 0;
  context->device = 0;
}

//===----------------------------------------------------------------------===//
// libnn_runtime
//===----------------------------------------------------------------------===//

/// Makes a context with an allocator and a pool of `threads` threads, the
/// caller's among them; 0: one for each core that the process may run on.
/// Returns null when out of memory or threads. A launch is split into one
/// contiguous range a thread; the caller takes over those that no worker has
/// begun when its own is done. Workers spin for some microseconds after a
/// launch, since the next one usually follows at once, then sleep. They compute
/// in the caller's floating-point mode.
nn_context *nn_context_create(uint32_t threads);

/// Ends the threads of a context that nn_context_create() made, and frees it.
/// Takes null.
void nn_context_destroy(nn_context *context);

/// Copies a model and, if it has an `init`, packs its weights for this machine.
/// Returns NN_OK, NN_OUT_OF_MEMORY, or NN_ABI_MISMATCH for a model of another
/// NN_ABI_VERSION, of which it reads nothing else. The copy serves as many
/// calls at once as any model; nn_model_unload() frees what it holds.
int32_t nn_model_load(const nn_model *model, nn_model *loaded);
void nn_model_unload(nn_model *loaded);

/// The number of cores that the process may run on; at least 1.
uint32_t nn_available_threads(void);

/// Memory at an alignment that is a power of two, free of any context; null
/// when there is none. Large blocks are placed so that 2 MiB pages can hold
/// them.
void *nn_allocate(int64_t bytes, int64_t alignment);
void nn_deallocate(void *memory);

/// The name of an nn_dtype as in MLIR ("f32", "ui8", "bool"); "?" for others.
const char *nn_dtype_name(int32_t dtype);

#ifdef __cplusplus
} // extern "C"
#endif

#endif // NN_RUNTIME_H
