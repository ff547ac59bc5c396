//===- Checks.h - How a run that fails ends ---------------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NN_ABI_CHECKS_H
#define NN_ABI_CHECKS_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/SymbolTable.h"
#include "nn/Dialect/Kernel/IR/KernelDispatchOps.h"

namespace mlir::nn::abi {

/// Builds what a check that does not hold does, up to and with the return.
using FailureBuilder = llvm::function_ref<void(OpBuilder &, CheckOp)>;

/// Makes branches of the `kernel.check` ops of a function without scf: on, or
/// to a block that `fail` fills.
void lowerChecks(func::FuncOp function, FailureBuilder fail);

/// Calls snprintf, which must be declared, with the message of the check: the
/// graph's node, the text, the values. `size` has the type of C's size_t.
void formatMessage(OpBuilder &builder, SymbolTable &symbols, CheckOp op,
                   Value message, Value size);

} // namespace mlir::nn::abi

#endif // NN_ABI_CHECKS_H
