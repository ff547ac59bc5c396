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
#include "nn/ABI/ByteCount.h"
#include "nn/ABI/SizeSlice.h"

namespace mlir::nn::abi {

/// Returns the scf.forall at the top of a kernel's entry function that is its
/// grid, or null if there is none. Emits a diagnostic if there are several, or
/// it is not of rank 1.
FailureOr<scf::ForallOp> findGrid(func::FuncOp entry);

/// Loads the argument in a slot of the arguments that a launch passes.
Value loadSlot(OpBuilder &builder, Location loc, Value args, unsigned slot,
               Type type);

/// The indices of a kernel's entry function that follow from the sizes among
/// its arguments, which are also the dimensions of its buffers.
class KernelSlice {
public:
  explicit KernelSlice(func::FuncOp entry);

  bool contains(Value index) const { return slice.contains(index); }
  /// Maps what cloneValue() of the indices starts from to what there is for the
  /// argument that it is.
  void mapInputs(IRMapping &mapping, ValueRange indices,
                 function_ref<Value(BlockArgument)> getSize) const;

private:
  DenseMap<Value, BlockArgument> arguments;
  SizeSlice slice;
};

/// Creates `@grid(args)` at the builder's place: the number of points of the
/// grid, or of groups of so many points.
LogicalResult createGridFunction(OpBuilder &builder, func::FuncOp entry,
                                 scf::ForallOp grid, int64_t groupSize = 1);

/// Creates `@scratch(args)` at the builder's place: the bytes of scratch that a
/// thread needs, or -1 if they do not fit into an integer. `getBytes` computes
/// them of these indices of the entry function.
LogicalResult createScratchFunction(
    OpBuilder &builder, func::FuncOp entry, ValueRange sizes,
    function_ref<Value(ByteCount &, ArrayRef<Value>)> getBytes);

} // namespace mlir::nn::abi

#endif // NN_ABI_KERNELSIZES_H
