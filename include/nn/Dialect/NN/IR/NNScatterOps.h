//===- NNScatterOps.h -------------------------------------------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NN_DIALECT_NN_IR_NNSCATTEROPS_H
#define NN_DIALECT_NN_IR_NNSCATTEROPS_H

#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/Interfaces/InferTypeOpInterface.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "nn/Dialect/NN/IR/NNAttributes.h"
#include "nn/Dialect/NN/IR/NNDialect.h"
#include "nn/Dialect/NN/IR/NNTypeInference.h"

#define GET_OP_CLASSES
#include "nn/Dialect/NN/IR/NNScatterOps.h.inc"

#endif // NN_DIALECT_NN_IR_NNSCATTEROPS_H
