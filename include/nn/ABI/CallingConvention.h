//===- CallingConvention.h ------------------------------------- *- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The calling convention of nn_runtime.h in terms of the LLVM dialect. Whoever
// makes, calls or describes compiled code takes it from here.
//
//===----------------------------------------------------------------------===//

#ifndef NN_ABI_CALLINGCONVENTION_H
#define NN_ABI_CALLINGCONVENTION_H

#include "mlir/Dialect/LLVMIR/LLVMTypes.h"
#include "mlir/IR/Builders.h"

namespace mlir::nn::abi {

//===----------------------------------------------------------------------===//
// Names
//===----------------------------------------------------------------------===//

/// On a tensor argument or result of an entry function: its name in the graph.
constexpr llvm::StringLiteral nameAttrName = "nn.name";

/// On a tensor argument or result of an entry function: the element type in the
/// graph, where the tensor holds another one (`i1` in a tensor of i8).
constexpr llvm::StringLiteral dtypeAttrName = "nn.dtype";

/// On an entry function on pointers: an array of one dictionary an input
/// (output) with its `name`, its `type` and, as the number that nn_runtime.h
/// gives it, its `dtype`; and `allocated` for an output whose memory is the
/// context's.
constexpr llvm::StringLiteral inputsAttrName = "nn.inputs";
constexpr llvm::StringLiteral outputsAttrName = "nn.outputs";
constexpr llvm::StringLiteral allocatedAttrName = "allocated";

/// On a function on scalars that stands for one on tensors. It has the two
/// attributes above too, but none of the functions and data of a network.
constexpr llvm::StringLiteral scalarAttrName = "nn.scalar";

/// In a module of the reference pipeline, whose functions return no status: the
/// global with the message of the check that failed, empty if none did.
constexpr llvm::StringLiteral referenceMessageName = "nn_reference_message";

/// On the module of a kernel for a device: how many pointers, and then
/// integers, a launch passes.
constexpr llvm::StringLiteral numBuffersAttrName = "kernel.num_buffers";
constexpr llvm::StringLiteral numSizesAttrName = "kernel.num_sizes";

/// The functions of a network besides the one of its name.
std::string getShapesName(StringRef network);
std::string getWorkspaceName(StringRef network);

/// The function that packs weights when a network is loaded; there is one only
/// where weights have to be.
std::string getInitName(StringRef network);

/// The nn_model of a network, and the table of constants that it points to: an
/// array of pointers, defined by whoever emits or loads the constants.
std::string getModelName(StringRef network);
std::string getConstantsName(StringRef network);

/// The function, internal to a network's object, that computes the bytes of
/// scratch within its workspace.
std::string getScratchName(StringRef network);

/// The symbols of a kernel: the function that runs points of its grid, the one
/// that counts them, and the one that computes the bytes of scratch that a
/// thread needs.
std::string getKernelEntryName(StringRef kernel);
std::string getKernelGridName(StringRef kernel);
std::string getKernelScratchName(StringRef kernel);

/// The names of these functions inside a kernel's module.
constexpr llvm::StringLiteral kernelEntryFunction = "entry";
constexpr llvm::StringLiteral kernelGridFunction = "grid";
constexpr llvm::StringLiteral kernelScratchFunction = "scratch";

/// The slot, counted from the arguments of a launch on a CPU, that holds the
/// bytes of scratch that a thread uses. Kernels do not read it: it is for who
/// watches that they keep within them.
constexpr int32_t kernelScratchSlot = -1;

/// The symbol of a kernel's nn_device_kernel, and its name inside the kernel's
/// module: what a kernel compiled for a device has instead of an entry
/// function.
std::string getDeviceKernelName(StringRef kernel);
constexpr llvm::StringLiteral deviceKernelGlobal = "device";
/// The code that it points to.
constexpr llvm::StringLiteral deviceCodeGlobal = "code";

//===----------------------------------------------------------------------===//
// Types
//===----------------------------------------------------------------------===//

/// Returns the nn_dtype of an element type, or nothing if it has none. A
/// signless integer is a signed one.
std::optional<int32_t> getDType(Type elementType);

/// The structures of nn_runtime.h.
LLVM::LLVMStructType getBufferType(MLIRContext *context);
LLVM::LLVMStructType getContextType(MLIRContext *context);
LLVM::LLVMStructType getModelType(MLIRContext *context);
LLVM::LLVMStructType getTensorDescType(MLIRContext *context);
LLVM::LLVMStructType getLaunchDescType(MLIRContext *context);
LLVM::LLVMStructType getDeviceKernelType(MLIRContext *context);
LLVM::LLVMStructType getDeviceHooksType(MLIRContext *context);

/// A slot of what an entry function reserves: the block, and its bytes.
LLVM::LLVMStructType getSlotType(MLIRContext *context);

/// The fields of those structures, by their position.
namespace BufferField {
enum : int32_t { Data, Sizes, Rank, DType };
} // namespace BufferField
namespace ContextField {
enum : int32_t {
  ABI,
  Threads,
  Allocate,
  Deallocate,
  ParallelFor,
  Profile,
  Status,
  Message,
  User,
  Device
};
} // namespace ContextField
namespace ModelField {
enum : int32_t {
  ABI,
  NumInputs,
  NumOutputs,
  NumConstants,
  NumLaunches,
  Name,
  Target,
  Constants,
  Inputs,
  Outputs,
  Launches,
  Run,
  Shapes,
  Workspace,
  ConstantBytes,
  Init,
  Packed
};
} // namespace ModelField
namespace DeviceKernelField {
enum : int32_t {
  Name,
  Code,
  CodeBytes,
  Format,
  Types,
  NumBuffers,
  NumSizes,
  WorkgroupSize,
  WorkgroupBytes
};
} // namespace DeviceKernelField
namespace DeviceHooksField {
enum : int32_t { Launch, Copy, Read, Write };
} // namespace DeviceHooksField

/// The arguments of an entry function on pointers.
namespace EntryArgument {
enum : unsigned { Model, Context, In, Out, Workspace };
} // namespace EntryArgument

//===----------------------------------------------------------------------===//
// Access
//===----------------------------------------------------------------------===//

/// Returns the address of a field.
Value getField(OpBuilder &builder, Location loc, LLVM::LLVMStructType type,
               Value structure, int32_t field);

/// Returns the data pointer of the buffer at an index of an array of buffers.
Value loadBufferData(OpBuilder &builder, Location loc, Value buffers,
                     int32_t index);

/// Writes that pointer.
void storeBufferData(OpBuilder &builder, Location loc, Value buffers,
                     int32_t index, Value data);

/// Returns a size, as an index, of the buffer at an index of an array of
/// buffers.
Value loadBufferSize(OpBuilder &builder, Location loc, Value buffers,
                     int32_t index, int32_t dim);

/// Writes such a size, given as an index.
void storeBufferSize(OpBuilder &builder, Location loc, Value buffers,
                     int32_t index, int32_t dim, Value size);

/// Returns the model's table of constants, and an entry of it.
Value loadConstantTable(OpBuilder &builder, Location loc, Value model);
Value loadConstant(OpBuilder &builder, Location loc, Value table,
                   int32_t index);

} // namespace mlir::nn::abi

#endif // NN_ABI_CALLINGCONVENTION_H
