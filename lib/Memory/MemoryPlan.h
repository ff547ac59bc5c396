//===- MemoryPlan.h -------------------------------------------- *- C++ -*-===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is decided about the tensors of a host function before any of it
// changes: where each lies, what must be copied, and how long each buffer is
// needed.
//
//===----------------------------------------------------------------------===//

#ifndef NN_LIB_MEMORY_MEMORYPLAN_H
#define NN_LIB_MEMORY_MEMORYPLAN_H

#include "Placement.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "nn/ABI/SizeSlice.h"

namespace mlir::nn::memory {

/// Memory that holds tensors.
struct Buffer {
  enum class Kind {
    /// The caller's; `index` counts inputs or outputs.
    Input,
    Output,
    /// An entry, `index`, of the table of constants.
    Constant,
    /// A part of the workspace.
    Arena,
    /// A block of the context's allocator, `index` its slot: the size is known
    /// only by running. `pointer` says, once the op has been rewritten in front
    /// of which it is reserved.
    Reserved,
    /// One of `roots`: which one is known by running. `pointer` says, once the
    /// loop or branch that chooses has been rewritten.
    Chosen
  };

  Kind kind = Kind::Arena;
  unsigned index = 0;
  /// Its own number, and the only root of a buffer that is not Chosen.
  unsigned self = 0;

  /// Arena and Reserved only: what it holds, the op that needs it first, and
  /// the steps at which it must hold it.
  Operation *site = nullptr;
  Type elementType;
  SmallVector<OpFoldResult> sizes;
  int64_t first = -1;
  int64_t last = -1;

  /// Chosen only. The roots are themselves not Chosen. The pointer is a result
  /// of `chooser`, or an argument of one of its blocks.
  SmallVector<unsigned> roots;
  Operation *chooser = nullptr;
  bool isArgument = false;
  Value pointer;
  /// Chosen only: the buffer whose pointer this one shares.
  std::optional<unsigned> sameAs;

  /// What lies in this buffer, in the order of definition.
  SmallVector<Value> values;
};

/// A tensor that a loop carries, and how.
struct CarriedTensor {
  enum class Kind {
    /// The loop passes it on as it is.
    Invariant,
    /// Each iteration writes the next value over the last one.
    InPlace,
    /// Each iteration reads one buffer and writes another. Three pointers go
    /// round: to the current value, to where the next one goes, and to where
    /// the one after that goes, which after the first iteration is where the
    /// current value is.
    Swapped
  };
  Kind kind = Kind::Invariant;

  /// Swapped only: the Chosen buffers of the loop's argument, of the value that
  /// is yielded and, for a loop without condition region, of the result.
  unsigned current = 0;
  unsigned next = 0;
  unsigned result = 0;
  /// Swapped only: the two buffers that alternate, the first one first.
  unsigned alternating[2] = {0, 0};
};

/// A tensor that a while loop's condition passes to the body and to the
/// results: the Chosen buffers of the two.
struct ForwardedTensor {
  unsigned body = 0;
  unsigned result = 0;
};

/// Where the tensors lie that a loop carries.
struct LoopPlan {
  /// One an initial value; nothing for what is no tensor.
  SmallVector<std::optional<CarriedTensor>> carried;
  /// While loops only: one an operand of the condition; nothing for what lies
  /// in the same place inside and behind the loop, or is no tensor.
  SmallVector<std::optional<ForwardedTensor>> forwarded;
};

/// A copy that runs before or after an op.
struct TensorCopy {
  Placement from;
  Placement to;
};

/// An entry of the table of constants: a value, or what a packing makes of it
/// when the network is loaded.
struct PlannedConstant {
  ElementsAttr value;
  /// Null, or the attributes of the op that packs.
  DictionaryAttr packing;
};

/// The plan of a function.
struct MemoryPlan {
  SmallVector<Buffer, 0> buffers;
  /// What follows from the sizes of inputs.
  abi::SizeSlice knownSizes;
  /// The table of constants.
  SmallVector<PlannedConstant> constants;
  DenseMap<Operation *, LoopPlan> loops;
  /// Ops that compute tensors without elements only: nothing is left of them.
  DenseSet<Operation *> emptyOps;
  /// The outputs whose sizes are known only by running, and the Reserved
  /// buffers that the caller gets.
  SmallVector<std::pair<unsigned, unsigned>> keptOutputs;

  DenseMap<Value, Placement> placements;
  /// Where an op finds an operand that had to be copied for it.
  DenseMap<OpOperand *, Placement> operandPlacements;
  DenseMap<Operation *, SmallVector<TensorCopy, 0>> copiesBefore;
  DenseMap<Operation *, SmallVector<TensorCopy, 0>> copiesAfter;

  unsigned createBuffer(Buffer::Kind kind) {
    Buffer &buffer = buffers.emplace_back();
    buffer.kind = kind;
    buffer.self = buffers.size() - 1;
    return buffer.self;
  }

  /// Where an op finds an operand.
  const Placement &getPlacement(OpOperand &operand) const {
    auto it = operandPlacements.find(&operand);
    return it == operandPlacements.end()
               ? placements.find(operand.get())->second
               : it->second;
  }
};

/// Plans a function whose tensor arguments have these sizes (nothing for an
/// argument that is no tensor); complains and fails where it cannot. Adds index
/// arithmetic to the function, and nothing else.
FailureOr<MemoryPlan>
planMemory(func::FuncOp function,
           ArrayRef<SmallVector<OpFoldResult>> argumentSizes);

} // namespace mlir::nn::memory

#endif // NN_LIB_MEMORY_MEMORYPLAN_H
