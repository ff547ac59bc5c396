//===- KernelDispatchOps.h --------------------------------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NN_DIALECT_KERNEL_IR_KERNELDISPATCHOPS_H
#define NN_DIALECT_KERNEL_IR_KERNELDISPATCHOPS_H

#include "mlir/Dialect/LLVMIR/LLVMTypes.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/IR/SymbolTable.h"
#include "mlir/Interfaces/DestinationStyleOpInterface.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "nn/Dialect/Kernel/IR/KernelDialect.h"

#define GET_OP_CLASSES
#include "nn/Dialect/Kernel/IR/KernelDispatchOps.h.inc"

#endif // NN_DIALECT_KERNEL_IR_KERNELDISPATCHOPS_H
