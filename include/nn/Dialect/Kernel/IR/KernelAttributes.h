//===- KernelAttributes.h ---------------------------------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NN_DIALECT_KERNEL_IR_KERNELATTRIBUTES_H
#define NN_DIALECT_KERNEL_IR_KERNELATTRIBUTES_H

#include "mlir/Dialect/SCF/IR/DeviceMappingInterface.h"
#include "mlir/IR/Attributes.h"
#include "nn/Dialect/Kernel/IR/KernelDialect.h"
#include "nn/Dialect/Kernel/IR/KernelSchedule.h"

#include "nn/Dialect/Kernel/IR/KernelEnums.h.inc"

#define GET_ATTRDEF_CLASSES
#include "nn/Dialect/Kernel/IR/KernelAttributes.h.inc"

#endif // NN_DIALECT_KERNEL_IR_KERNELATTRIBUTES_H
