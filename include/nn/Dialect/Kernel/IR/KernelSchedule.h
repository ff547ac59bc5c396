//===- KernelSchedule.h -------------------------------------- -*- C++ -*--===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Schedules: how the loops of a kernel are ordered, tiled, vectorized and
// spread over threads. The textual form is what the attribute #kernel.schedule
// holds.
//
//===----------------------------------------------------------------------===//

#ifndef NN_DIALECT_KERNEL_IR_KERNELSCHEDULE_H
#define NN_DIALECT_KERNEL_IR_KERNELSCHEDULE_H

#include "mlir/IR/Diagnostics.h"
#include "mlir/Support/LLVM.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>

namespace mlir::nn {

/// One loop of a schedule: `for oc by 64`, `vec n by [16]`.
struct ScheduleLoop {
  /// `For` is a loop; `Vec` the part of a dimension that one step of the
  /// innermost loops computes in registers (the last `vec` is the dimension of
  /// the vectors); `Unroll` the same for a dimension that is only unrolled.
  /// `Grid` is a loop whose iterations may run at once, `Thread` one that the
  /// invocations of a workgroup share, `Warp` one that its warps do, each of
  /// which computes a step together.
  enum class Kind { Grid, Warp, Thread, For, Vec, Unroll };
  Kind kind = Kind::For;
  std::string dim;
  /// The step of the loop, or 0 for the whole dimension.
  int64_t size = 0;
  /// True if the size is a multiple of the target's vscale.
  bool scalable = false;
};

/// A part of a packed layout: `oc/32` the tiles of a dimension, `kh` all of it,
/// `32` (no dimension) the tile itself.
struct SchedulePackedDim {
  std::string dim;
  int64_t tile = 0;
  /// True if the tile is a multiple of the target's vscale.
  bool scalable = false;
};

/// The layout that a stage asks of one of its operands.
struct ScheduleOperand {
  /// When an operand is packed: a constant at `Init`, by the compiler, or at
  /// `Load`, when the network is loaded, which a layout that depends on vscale
  /// needs; any other at `Call`, by a kernel in front, which puts whole
  /// dimensions into another order. `Shared` is no layout: the invocations of a
  /// workgroup bring what they need to memory that they share, for each
  /// iteration of the last loop whose step is larger than the register tile.
  enum class Place { Init, Load, Call, Shared };

  /// The operand's place among the inputs of the stage's first op: `in0`, or
  /// `lhs`, `rhs`, `x`, `w`.
  std::string name;
  SmallVector<SchedulePackedDim> packed;
  Place at = Place::Init;

  /// Returns the number of the input of the stage's root op that is meant.
  std::optional<unsigned> getInputNumber() const;
};

/// A group of ops that share loops.
struct ScheduleStage {
  /// What the stage computes: `Map` elements each from its own, `Rows` rows by
  /// reductions along them, `Contract` sums of products, `Direct` windows that
  /// slide over an image. `TF32` and `F16` are sums of products of factors that
  /// are rounded to such numbers, on tensor cores. `Loops` says nothing.
  enum class Algorithm { Direct, Contract, Rows, Map, TF32, F16, Loops };

  std::string name;
  Algorithm algorithm = Algorithm::Loops;
  SmallVector<ScheduleLoop, 0> loops;
  SmallVector<ScheduleOperand, 0> operands;
};

/// A schedule. The description of #kernel.schedule (KernelSchedule.td) has the
/// grammar of its text. Loops are listed from the outermost inwards.
struct Schedule {
  SmallVector<ScheduleLoop, 0> grid;
  SmallVector<ScheduleStage, 0> stages;

  /// Parses the textual form.
  static FailureOr<Schedule>
  parse(StringRef text, function_ref<InFlightDiagnostic()> emitError);
  /// Returns the textual form.
  std::string str() const;
};

/// Returns the word of the text for an algorithm.
StringRef getName(ScheduleStage::Algorithm algorithm);
/// Returns the word of the text for when an operand is packed, or for where it
/// is.
StringRef getName(ScheduleOperand::Place place);

} // namespace mlir::nn

#endif // NN_DIALECT_KERNEL_IR_KERNELSCHEDULE_H
