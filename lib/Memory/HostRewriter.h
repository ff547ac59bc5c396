//===- HostRewriter.h ------------------------------------------ *- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Carries out a MemoryPlan: tensors become pointers.
//
//===----------------------------------------------------------------------===//

#ifndef NN_LIB_MEMORY_HOSTREWRITER_H
#define NN_LIB_MEMORY_HOSTREWRITER_H

#include "MemoryPlan.h"
#include "nn/Dialect/Kernel/IR/KernelDispatchOps.h"
#include <map>

namespace mlir::nn::memory {

/// Where the buffers of the workspace are. Those of known sizes are packed at
/// offsets that are numbers. Those whose sizes are numbers times the same
/// unknown factors, such as the batch, are packed together in units of these
/// factors, behind each other.
struct ArenaLayout {
  struct Group {
    /// The product of these is the unit; empty for the first group.
    SmallVector<Value> factors;
    /// The bytes of the group, in units.
    int64_t size = 0;
  };
  SmallVector<Group> groups;
  /// The group and the offset in its units of each buffer of the plan.
  SmallVector<std::pair<unsigned, int64_t>> offsets;
};

/// Splits a size into a number and unknown factors. A negative number is that
/// of a branch that does not run: it counts as zero.
void factorize(OpFoldResult size, int64_t &number,
               SmallVectorImpl<Value> &factors);

/// Packs the buffers of a plan.
ArenaLayout layOutArena(const MemoryPlan &plan);

/// The pointer arguments of the function while it is rewritten.
struct EntryArguments {
  Value model, context, in, out, workspace;
};

/// Turns a planned function of tensors into one of pointers: launches, copies
/// and the arithmetic of addresses.
class HostRewriter {
public:
  /// `groupOffsets` are the bytes in front of each group of the arena;
  /// `constantIndices` the place in the model's table of each of the plan's
  /// constants.
  HostRewriter(MemoryPlan &plan, const ArenaLayout &arena,
               const EntryArguments &arguments,
               ArrayRef<OpFoldResult> groupOffsets,
               ArrayRef<OpFoldResult> groupUnits,
               ArrayRef<int32_t> constantIndices)
      : plan(plan), arena(arena), arguments(arguments),
        groupOffsets(groupOffsets), groupUnits(groupUnits),
        constantIndices(constantIndices) {
    for (const Buffer &buffer : plan.buffers)
      if (buffer.kind == Buffer::Kind::Reserved)
        reservations[buffer.site].push_back(buffer.self);
  }

  void rewrite(func::FuncOp function);

private:
  void rewriteBlock(Block &block);
  void rewriteOp(Operation *op);
  void reserve(Operation *site);
  void rewriteDispatch(DispatchOp op);
  void rewriteFromElements(tensor::FromElementsOp op);
  void rewriteIf(scf::IfOp op);
  /// What a loop carries once tensors are pointers.
  struct CarriedValues {
    /// The indices of what is no tensor.
    SmallVector<unsigned> scalars;
    /// The tensors of whose buffers pointers go round.
    SmallVector<const CarriedTensor *> swapped;
    /// The initial values: scalars first, then three pointers a swapped tensor.
    SmallVector<Value> operands;
  };
  CarriedValues collectCarried(Operation *loop,
                               MutableArrayRef<OpOperand> initials,
                               ArrayRef<BlockArgument> blockArguments);
  /// Rewrites the block that computes a loop's next values. `hasCurrent` says
  /// that the pointers to the current values are arguments of this block, not
  /// of a condition's.
  void rewriteIteration(Block &body, const CarriedValues &values,
                        bool hasCurrent);
  void rewriteFor(scf::ForOp op);
  void rewriteWhile(scf::WhileOp op);
  void rewriteReturn(func::ReturnOp op);

  Value getBase(OpBuilder &builder, Location loc, unsigned buffer);
  Value getPointer(OpBuilder &builder, Location loc,
                   const Placement &placement);
  Value getElementPointer(OpBuilder &builder, Location loc,
                          const Placement &placement,
                          ArrayRef<OpFoldResult> indices);
  void emitCopy(OpBuilder &builder, Location loc, const TensorCopy &copy);
  /// Stores an element of what the op computes.
  void storeElement(OpBuilder &builder, Operation *op, Value element,
                    Value pointer);

  /// Makes an op of the same kind with other operands and results and the
  /// regions of the old one.
  Operation *replaceKeepingRegions(Operation *op, ValueRange operands,
                                   TypeRange resultTypes);

  MemoryPlan &plan;
  const ArenaLayout &arena;
  EntryArguments arguments;
  SmallVector<OpFoldResult> groupOffsets;
  SmallVector<OpFoldResult> groupUnits;
  SmallVector<int32_t> constantIndices;

  /// The buffers that are reserved in front of an op.
  DenseMap<Operation *, SmallVector<unsigned>> reservations;

  /// What is loaded at the entry.
  std::map<std::pair<Buffer::Kind, unsigned>, Value> entryPointers;
  Value constantTable;

  /// Ops and block arguments of tensors, in the order of the function: they go
  /// when all of it is rewritten.
  SmallVector<Operation *> deadOps;
  SmallVector<BlockArgument> deadArguments;
};

} // namespace mlir::nn::memory

#endif // NN_LIB_MEMORY_HOSTREWRITER_H
