//===- HostSupport.h ------------------------------------------- *- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NN_LIB_ABI_HOSTSUPPORT_H
#define NN_LIB_ABI_HOSTSUPPORT_H

#include "mlir/IR/BuiltinOps.h"

namespace mlir::nn {

/// The functions that entry functions share, internal to the object file, all
/// on LLVM types. Those that check return an nn_status, and on failure write it
/// and a message to the context.
namespace support {

/// (context, model, in, out) -> i32. The context's
/// version, and that inputs and outputs are what the model describes.
constexpr llvm::StringLiteral checkCall = "nn_check_call";

/// (context, model, in) -> i32. The same for inputs alone.
constexpr llvm::StringLiteral checkInputs = "nn_check_inputs";

/// (context, model, in, out, workspace, workspace bytes: i64) -> i32. That
/// there is memory, and that outputs overlap nothing.
constexpr llvm::StringLiteral checkMemory = "nn_check_memory";

/// (context) -> i64. How many threads run a kernel at most.
constexpr llvm::StringLiteral threads = "nn_threads";

/// (context) -> pointer, and (context) -> size_t. Where a message goes, and how
/// many bytes it may have; without a context, nowhere and none.
constexpr llvm::StringLiteral message = "nn_message";
constexpr llvm::StringLiteral messageSize = "nn_message_size";

/// (context, status: i32) -> i32. Notes the status in the context, and returns
/// it.
constexpr llvm::StringLiteral fail = "nn_fail";

/// (bytes: i64) -> i64. The bytes between the scratch of two threads, if each
/// needs so many; -1 if they do not fit into an integer, or the bytes are -1.
constexpr llvm::StringLiteral scratchStride = "nn_scratch_stride";

/// (context, launch: i32, kernel, args, count: i64, scratch, bytes of scratch:
/// i64, scratch stride: i64). Runs all points of a kernel's grid.
constexpr llvm::StringLiteral launch = "nn_launch";

/// (context) -> i32. That the context has a device.
constexpr llvm::StringLiteral checkDevice = "nn_check_device";

/// (context, launch: i32, kernel, args, count: i64). Runs a kernel on the
/// device.
constexpr llvm::StringLiteral launchOnDevice = "nn_launch_on_device";

/// (context, to, from, bytes: i64). Copies on the device, from it to the host,
/// and from the host to it.
constexpr llvm::StringLiteral copyOnDevice = "nn_copy_on_device";
constexpr llvm::StringLiteral readFromDevice = "nn_read_from_device";
constexpr llvm::StringLiteral writeToDevice = "nn_write_to_device";

/// (context, slot, bytes: i64) -> pointer. The slot's block, grown to as many
/// bytes; null where there is no memory, or no allocator,
/// or the bytes are -1.
constexpr llvm::StringLiteral reserve = "nn_reserve";

/// (context, slots, count: i64). Frees the blocks of an array of slots.
constexpr llvm::StringLiteral release = "nn_release";

} // namespace support

/// Adds the functions to a module, unless it has them.
void addHostSupport(ModuleOp module);

} // namespace mlir::nn

#endif // NN_LIB_ABI_HOSTSUPPORT_H
