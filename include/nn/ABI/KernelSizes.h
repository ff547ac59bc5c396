//===- KernelSizes.h -------------------------------------------*- C++ -*--===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the host asks a kernel before it runs it: functions of the kernel's
// module that compute a number from the sizes among a launch's arguments.
//
//===----------------------------------------------------------------------===//

#ifndef NN_ABI_KERNELSIZES_H
#define NN_ABI_KERNELSIZES_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/IRMapping.h"

namespace mlir::nn::abi {

/// Returns the scf.forall at the top of a kernel's entry function that is its
/// grid, or null if there is none. Emits a diagnostic if there are several, or
/// it is not of rank 1.
FailureOr<scf::ForallOp> findGrid(func::FuncOp entry);

/// Loads the argument in a slot of the arguments that a launch passes.
Value loadSlot(OpBuilder &builder, Location loc, Value args, unsigned slot,
               Type type);

/// Computes an index of a kernel's entry function again, at the builder's
/// place, from the sizes among the arguments, or what the mapping has for them.
/// Fails, without a diagnostic, if the index depends on anything else.
FailureOr<Value> cloneSize(OpBuilder &builder, IRMapping &mapping,
                           func::FuncOp entry, Value index);

/// Creates `@grid(args)` at the builder's place: the number of points of the
/// grid, or of groups of so many points.
LogicalResult createGridFunction(OpBuilder &builder, func::FuncOp entry,
                                 scf::ForallOp grid, int64_t groupSize = 1);

/// Creates `@scratch(args)` at the builder's place: the bytes of scratch that a
/// thread needs, an index of the entry function.
LogicalResult createScratchFunction(OpBuilder &builder, func::FuncOp entry,
                                    OpFoldResult bytes);

} // namespace mlir::nn::abi

#endif // NN_ABI_KERNELSIZES_H
