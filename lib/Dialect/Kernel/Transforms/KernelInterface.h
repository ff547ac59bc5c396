//===- KernelInterface.h ----------------------------------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Changes of what a kernel asks of its callers, on both sides at once.
//
//===----------------------------------------------------------------------===//

#ifndef NN_LIB_DIALECT_KERNEL_TRANSFORMS_KERNELINTERFACE_H
#define NN_LIB_DIALECT_KERNEL_TRANSFORMS_KERNELINTERFACE_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/SymbolTable.h"
#include "nn/Dialect/Kernel/IR/KernelDispatchOps.h"

namespace mlir::nn {

/// The dispatches of a module's host functions, and their kernels.
class KernelInterfaces {
public:
  explicit KernelInterfaces(ModuleOp module);

  /// Returns the dispatches, in the order of the text.
  ArrayRef<DispatchOp> getDispatches() const { return dispatches; }

  /// Returns the entry of the dispatch's kernel, for changes: if others use the
  /// kernel too, of a copy of it that the dispatch now uses alone. Null if the
  /// kernel has no entry on memrefs.
  func::FuncOp getOwnEntry(DispatchOp dispatch);

  SymbolTable &getSymbols() { return symbols; }

private:
  ModuleOp module;
  SymbolTable symbols;
  SmallVector<DispatchOp> dispatches;
  DenseMap<StringAttr, unsigned> numUses;
};

/// Gives the buffers of a kernel other types. `strides` are the values of the
/// dynamic strides, for each buffer; the dispatch must be the kernel's only
/// one.
void setBufferTypes(DispatchOp dispatch, func::FuncOp entry,
                    ArrayRef<MemRefType> types,
                    ArrayRef<SmallVector<Value>> strides);

/// Returns the values of the dynamic strides of a dispatch's buffers, for each
/// buffer.
SmallVector<SmallVector<Value>> getStrideOperands(DispatchOp dispatch,
                                                  func::FuncOp entry);

} // namespace mlir::nn

#endif // NN_LIB_DIALECT_KERNEL_TRANSFORMS_KERNELINTERFACE_H
