//===- ScratchPlan.h - Where launches find their scratch --------*- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The scratch of a launch whose size follows from the sizes of inputs lies in
// the workspace. That of another one, as in a loop over growing tensors, is a
// block of the context's allocator, as a tensor of such a size is.
//
//===----------------------------------------------------------------------===//

#ifndef NN_LIB_ABI_SCRATCHPLAN_H
#define NN_LIB_ABI_SCRATCHPLAN_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "nn/ABI/SizeSlice.h"
#include "nn/Dialect/Kernel/IR/KernelDispatchOps.h"

namespace mlir::nn {

/// The number that a function of a kernel in the LLVM dialect returns, if it is
/// always the same; 0 if there is no such function.
std::optional<int64_t> getConstantResult(ModuleOp kernel, StringRef function);

/// What follows from the sizes of inputs in an entry function: these stay as
/// they are, while elements are there only when the network runs.
abi::SizeSlice getSlice(func::FuncOp entry);

/// Scratch of one launch.
struct LaunchScratch {
  LaunchScratch(LaunchOp launch, const abi::SizeSlice &slice);

  bool isInWorkspace() const { return bytes != 0 && followsFromInputs; }
  bool isReserved() const { return bytes != 0 && !followsFromInputs; }

  LaunchOp launch;
  /// What each thread needs, if it is a number.
  std::optional<int64_t> bytes;
  /// Whether one thread runs the whole grid, as it has one point.
  bool isSerial;
  /// Whether `bytes`, or the launch's sizes, follow from the sizes of inputs.
  bool followsFromInputs;
};

/// Fills the function (context, in) -> i64 that returns the bytes of scratch in
/// the workspace, for all of the context's threads, or -1 if they do not fit
/// into an integer. `callKernel` calls a kernel's function on arguments.
void buildScratchFunction(
    func::FuncOp function, func::FuncOp entry, const abi::SizeSlice &slice,
    ArrayRef<LaunchScratch> launches,
    function_ref<Value(OpBuilder &, LaunchOp, Value)> callKernel);

} // namespace mlir::nn

#endif // NN_LIB_ABI_SCRATCHPLAN_H
