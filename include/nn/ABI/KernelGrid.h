//===- KernelGrid.h --------------------------------------------*- C++ -*--===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The grid of a kernel, and the function that counts its points for the host.
//
//===----------------------------------------------------------------------===//

#ifndef NN_ABI_KERNELGRID_H
#define NN_ABI_KERNELGRID_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

namespace mlir::nn::abi {

/// Returns the scf.forall at the top of a kernel's entry function that is its
/// grid, or null if there is none. Emits a diagnostic if there are several, or
/// it is not of rank 1.
FailureOr<scf::ForallOp> findGrid(func::FuncOp entry);

/// Loads the argument in a slot of the arguments that a launch passes.
Value loadSlot(OpBuilder &builder, Location loc, Value args, unsigned slot,
               Type type);

/// Creates `@grid(args)` at the builder's place, which computes the number of
/// points of the grid, or of groups of so many points, from the sizes among the
/// arguments of the entry function.
LogicalResult createGridFunction(OpBuilder &builder, func::FuncOp entry,
                                 scf::ForallOp grid, int64_t groupSize = 1);

} // namespace mlir::nn::abi

#endif // NN_ABI_KERNELGRID_H
