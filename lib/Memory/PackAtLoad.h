//===- PackAtLoad.h ------------------------------------------ -*- C++ -*--===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Weights whose layout depends on vscale.
//
//===----------------------------------------------------------------------===//

#ifndef NN_LIB_MEMORY_PACKATLOAD_H
#define NN_LIB_MEMORY_PACKATLOAD_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "nn/Dialect/Kernel/IR/Packing.h"

namespace mlir::nn::memory {

/// Returns the sizes of a logical shape in a scalable layout on the machine
/// that runs this.
SmallVector<OpFoldResult> getPackedSizes(OpBuilder &builder, Location loc,
                                         const Packing &packing,
                                         ArrayRef<int64_t> shape);

/// Creates the init function of a network (nn_runtime.h) behind its entry
/// function, if the module has constants that are packed when it is loaded, and
/// lets the entry function refuse a model that is not loaded.
LogicalResult buildInit(ModuleOp module, func::FuncOp entry);

} // namespace mlir::nn::memory

#endif // NN_LIB_MEMORY_PACKATLOAD_H
