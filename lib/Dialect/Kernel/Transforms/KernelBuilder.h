//===- KernelBuilder.h ------------------------------------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Moves a group of ops into a kernel.
//
//===----------------------------------------------------------------------===//

#ifndef NN_LIB_DIALECT_KERNEL_TRANSFORMS_KERNELBUILDER_H
#define NN_LIB_DIALECT_KERNEL_TRANSFORMS_KERNELBUILDER_H

#include "KernelGroups.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/SymbolTable.h"

namespace mlir::nn {

/// Makes a kernel of the group, inserts it into the symbol table in front of
/// `host`, and replaces the group's ops by a dispatch. Erases the group's ops.
void outlineKernel(KernelGroup &group, func::FuncOp host, SymbolTable &symbols,
                   StringRef name);

} // namespace mlir::nn

#endif // NN_LIB_DIALECT_KERNEL_TRANSFORMS_KERNELBUILDER_H
