//===- EntryLowering.h - Checks and launches of an entry function -*- C++ -*-=//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NN_LIB_ABI_ENTRYLOWERING_H
#define NN_LIB_ABI_ENTRYLOWERING_H

#include "ScratchPlan.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/SymbolTable.h"

namespace mlir::nn {

/// Adds checks to the entry functions of a network and lowers its launches.
class EntryLowering {
public:
  EntryLowering(ModuleOp module, SymbolTable &symbols, func::FuncOp entry);

  LogicalResult lower();

  /// Frees what was reserved in front of each return.
  void releaseSlots();

private:
  LogicalResult findLaunches();
  LogicalResult findReservations();
  void planScratch();
  void addPrologue();
  void lowerReservations();
  void lowerLaunches();
  void lowerLaunch(const LaunchScratch &scratch, int32_t number);
  void storeArguments(OpBuilder &builder, LaunchOp op);
  void lowerDeviceLaunch(LaunchOp op, int32_t number);
  /// The number of points of a kernel's grid.
  Value getGridCount(OpBuilder &builder, ModuleOp kernel);
  /// The bytes of scratch that a thread needs.
  Value callScratch(OpBuilder &builder, LaunchOp op, Value args);
  /// A block of so many bytes in a slot; the call ends if there is none.
  Value reserve(OpBuilder &builder, Location at, int64_t slot, Value bytes,
                const Twine &message, ValueRange numbers);
  Value getSlot(OpBuilder &builder, int64_t index);
  void addEntryChecks();
  void addShapesChecks(func::FuncOp shapes);
  void addWorkspaceChecks(func::FuncOp workspace);

  /// Ends the builder's block with a branch that returns `failure`, or the
  /// status, unless the status is 0; goes on in a new block.
  void returnUnlessOk(OpBuilder &builder, Value status, Value failure = {});

  Value call(OpBuilder &builder, StringRef function, ValueRange arguments,
             Type result) {
    return LLVM::CallOp::create(builder, loc, result, function, arguments)
        .getResult();
  }
  Value constant(OpBuilder &builder, int64_t number, Type type);
  LLVM::LLVMFuncOp declare(StringRef name, Type type);

  ModuleOp module;
  SymbolTable &symbols;
  func::FuncOp entry;
  Location loc;
  Type ptr, i32, i64;

  /// Whether a device runs the kernels.
  bool hasDevice;
  SmallVector<LaunchOp> launches;
  SmallVector<ReserveOp> reserveOps;
  SmallVector<KeepOp> keepOps;
  /// One a launch; none on a device.
  SmallVector<LaunchScratch, 0> scratch;
  /// The function that returns the bytes of scratch in the workspace, if there
  /// are any.
  func::FuncOp scratchFunction;
  /// What the entry function is given, before the plan's part of it.
  SmallVector<OpOperand *> arenaUses;
  /// The last op that runs before the checks.
  Operation *prologueEnd = nullptr;
  /// Whether a call chooses a size of an input.
  bool hasUnknownSizes = false;
  /// The arguments of a launch.
  Value args;
  /// The slots of what is reserved, and how many there are. The last one is
  /// for scratch.
  Value slots;
  int64_t numSlots = 0;
};

} // namespace mlir::nn

#endif // NN_LIB_ABI_ENTRYLOWERING_H
