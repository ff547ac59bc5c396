//===- MemoryPlanner.h ----------------------------------------- *- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The analysis that makes a MemoryPlan. MemoryPlanner.cpp has its straight-line
// part, LoopPlanner.cpp what concerns branches and loops.
//
//===----------------------------------------------------------------------===//

#ifndef NN_LIB_MEMORY_MEMORYPLANNER_H
#define NN_LIB_MEMORY_MEMORYPLANNER_H

#include "MemoryPlan.h"
#include "nn/Dialect/Kernel/IR/KernelDispatchOps.h"
#include "nn/Dialect/Kernel/IR/KernelPackOps.h"

namespace mlir::nn::memory {

/// Decides where each tensor of a function lies, in the order of its ops, and
/// what has to be copied.
class MemoryPlanner {
public:
  MemoryPlanner(func::FuncOp function);

  LogicalResult run(ArrayRef<SmallVector<OpFoldResult>> argumentSizes);
  MemoryPlan takePlan() { return std::move(plan); }

private:
  //===--------------------------------------------------------------------===//
  // Ops
  //===--------------------------------------------------------------------===//

  LogicalResult planBlock(Block &block);
  LogicalResult planOp(Operation *op);
  /// Places a tensor without elements.
  void placeNothing(OpResult result);
  void planConstant(Operation *op, PlannedConstant constant,
                    ArrayRef<OpFoldResult> sizes);
  LogicalResult planPackedConstant(PackConstantOp op);
  void planCast(tensor::CastOp op);
  void planCollapse(tensor::CollapseShapeOp op);
  LogicalResult planReshape(tensor::ReshapeOp op);
  void planInsertSlice(tensor::InsertSliceOp op);
  void planInsert(tensor::InsertOp op);
  LogicalResult planDispatch(DispatchOp op);
  LogicalResult planReturn(func::ReturnOp op);
  LogicalResult planIf(scf::IfOp op);
  LogicalResult planFor(scf::ForOp op);
  LogicalResult planWhile(scf::WhileOp op);

  /// Decides how a loop carries an initial value: `argument` is the block
  /// argument that takes it, `unchanged` the values in the body that are still
  /// it, and `next` what the body yields.
  CarriedTensor planCarried(Operation *loop, OpOperand &initial,
                            BlockArgument argument, ArrayRef<Value> unchanged,
                            Value next);
  /// Sees to it that what the body yields is where the plan of the carried
  /// tensor wants it.
  LogicalResult planYielded(OpOperand &yielded, OpOperand &initial,
                            const CarriedTensor &carried);
  LogicalResult planYields(Operation *yield,
                           MutableArrayRef<OpOperand> initials,
                           const LoopPlan &loop);

  //===--------------------------------------------------------------------===//
  // Places
  //===--------------------------------------------------------------------===//

  void place(Value tensor, Placement placement);
  const Placement &getPlacement(Value tensor) const {
    return plan.placements.find(tensor)->second;
  }

  /// A new buffer of the arena that holds what lies at `like`, in row-major
  /// order.
  Placement createTemporary(OpBuilder &builder, Location loc,
                            const Placement &like);
  /// A new Chosen buffer for what lies at any of the places, with the pointer
  /// to it among the op's results or its blocks' arguments.
  Placement createChosen(OpBuilder &builder, Operation *chooser,
                         bool isArgument, ArrayRef<Placement> places);
  /// Returns true if the buffer's pointer is known outside of the op.
  bool isChosenOutside(unsigned buffer, Operation *op) const;

  void copyBefore(Operation *op, const Placement &from, const Placement &to,
                  StringRef reason);
  void copyAfter(Operation *op, const Placement &from, const Placement &to,
                 StringRef reason);
  void remarkCopy(Operation *op, StringRef reason);

  /// Copies an operand for one op, in row-major order.
  Placement copyOperand(OpOperand &operand, StringRef reason);

  /// The buffers, none of them Chosen, that the buffer may be.
  ArrayRef<unsigned> getRoots(unsigned buffer) const;

  /// Returns true if the sizes follow from those of inputs: then they are
  /// computed at the entry.
  bool areKnownAtEntry(ArrayRef<OpFoldResult> sizes) const {
    return llvm::all_of(sizes, [&](OpFoldResult size) {
      return plan.knownSizes.contains(size);
    });
  }
  /// Makes the buffers of other sizes Reserved.
  void reserveBuffers();

  /// Returns true if the buffer is the network's own: what is known only by
  /// running is Reserved not before all is planned.
  bool isTemporary(unsigned buffer) const {
    return plan.buffers[buffer].kind == Buffer::Kind::Arena;
  }
  /// Returns true if the place is all of a buffer of the workspace.
  bool isWholeTemporary(const Placement &placement) const;
  /// Returns true if nothing but the op reads the operand's buffer from the op
  /// on, and the operand is all of it.
  bool isLastUseOfTemporary(OpOperand &operand) const;

  //===--------------------------------------------------------------------===//
  // Time
  //===--------------------------------------------------------------------===//

  /// The first and last step of each op: a number for it, and for each in it.
  DenseMap<Operation *, std::pair<int64_t, int64_t>> steps;

  /// The last step at which the user may read a value that is defined in the
  /// region.
  int64_t getUseStep(Operation *user, Region *definition) const;

  /// Returns a value that lies where the op writes, and is read later or by the
  /// op itself; or null.
  Value findClobbered(Operation *writer, const Placement &destination) const;
  bool isReadAfter(OpOperand &use, Operation *writer,
                   const Placement &destination) const;

  void computeLifeTimes();
  void extendLife(unsigned buffer, int64_t first, int64_t last);

  func::FuncOp function;
  MemoryPlan plan;
  DenseMap<Attribute, unsigned> constantBuffers;
};

} // namespace mlir::nn::memory

#endif // NN_LIB_MEMORY_MEMORYPLANNER_H
