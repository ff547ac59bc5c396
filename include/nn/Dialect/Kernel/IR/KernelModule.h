//===- KernelModule.h -------------------------------------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The kernel module and its entry function: what the passes on both sides of
// the boundary must know of its form.
//
//===----------------------------------------------------------------------===//

#ifndef NN_DIALECT_KERNEL_IR_KERNELMODULE_H
#define NN_DIALECT_KERNEL_IR_KERNELMODULE_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"

namespace mlir::nn {

/// The unit attribute that makes a nested module a kernel.
constexpr llvm::StringLiteral kernelAttrName = "nn.kernel";

/// The attribute of a kernel that holds its schedule.
constexpr llvm::StringLiteral scheduleAttrName = "nn.schedule";

/// The attribute of a kernel's entry function: how many of its memref arguments
/// are inputs.
constexpr llvm::StringLiteral kernelNumInputsAttrName = "kernel.num_inputs";

/// The attribute of a memref argument of an entry function: the bytes of which
/// the address in every launch is a multiple, a power of two.
constexpr llvm::StringLiteral kernelAlignmentAttrName = "kernel.alignment";

/// The name of a kernel's entry function.
constexpr llvm::StringLiteral kernelEntryName = "entry";

/// Returns true if the module is a kernel.
bool isKernel(ModuleOp module);

/// Returns the entry function on memrefs of a kernel, or null if it has none
/// (any more).
func::FuncOp getKernelEntry(ModuleOp kernel);

/// Returns the number of arguments of an entry function that are memrefs.
unsigned getNumKernelBuffers(func::FuncOp entry);

/// Returns the number of arguments of an entry function that are inputs.
unsigned getNumKernelInputs(func::FuncOp entry);

/// Returns the number of `index` arguments that memrefs of these types ask for:
/// one a dynamic size and one a dynamic stride.
unsigned getNumKernelSizes(TypeRange buffers);

/// Creates an empty kernel of the name, at the builder's place, whose entry
/// function takes buffers of these types, and returns that function. Its block
/// has no terminator.
func::FuncOp createKernel(OpBuilder &builder, Location loc, StringRef name,
                          ArrayRef<MemRefType> buffers, unsigned numInputs);

} // namespace mlir::nn

#endif // NN_DIALECT_KERNEL_IR_KERNELMODULE_H
