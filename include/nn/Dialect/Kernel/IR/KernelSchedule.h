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
#include <string>

namespace mlir::nn {

/// One loop of a schedule: `for oc by 64`, `vec n by (16+8) tail mask`.
struct ScheduleLoop {
  /// `For` is a loop; `Vec` the part of a dimension that one step of the
  /// innermost loops computes in registers (the last `vec` is the dimension of
  /// the vectors); `Unroll` the same for a dimension that is only unrolled.
  /// `Grid` is a loop whose iterations may run at once, `Thread` one that the
  /// invocations of a workgroup share.
  enum class Kind { Grid, Thread, For, Vec, Unroll };
  /// What is done with the iterations that the size does not divide.
  enum class Tail { Default, Divides, Peel, Mask, Overlap, Pad };

  Kind kind = Kind::For;
  std::string dim;
  /// The step of the loop. Several sizes are the pieces of a vector; none means
  /// the whole dimension.
  SmallVector<int64_t> sizes;
  /// True if the sizes are multiples of the target's vscale.
  bool scalable = false;
  Tail tail = Tail::Default;

  /// The step, or 0 for the whole dimension.
  int64_t getSize() const;
};

/// A part of a packed layout: `oc/32` the tiles of a dimension, `kh` all of it,
/// `32` (no dimension) the tile itself.
struct SchedulePackedDim {
  std::string dim;
  int64_t tile = 0;
  /// True if the tile is a multiple of the target's vscale.
  bool scalable = false;
};

/// What a stage asks of one of its operands.
struct ScheduleOperand {
  /// The operand's place among the inputs of the stage's first op: `in0`, or
  /// `lhs`, `rhs`, `x`, `w`.
  std::string name;
  SmallVector<SchedulePackedDim> packed;
  SmallVector<int64_t> border;
  /// Where the operand gets this form: `init`, `load`, `producer`, `scratch`.
  std::string at;
};

/// A group of ops that share loops.
struct ScheduleStage {
  std::string name;
  /// `direct`, `contract`, `rows`, `map` or `loops`.
  std::string algorithm;
  SmallVector<ScheduleLoop, 0> loops;
  SmallVector<ScheduleOperand, 0> operands;
};

/// A schedule:
///
///   schedule  := `grid` `[` loop,* `]` stage+
///   stage     := NAME `:` ALGORITHM `[` loop,* `]` operand*
///   loop      := (`thread` | `for` | `vec` | `unroll`)? DIM (`by` size)?
///                (`tail` TAIL)?
///   size      := INT | `[` INT `]` | `(` INT (`+` INT)* `)`
///   operand   := NAME (`packed` `[` packed,* `]`)? (`border` `[` INT,* `]`)?
///                `at` PLACE
///   packed    := DIM (`/` tile)? | tile
///   tile      := INT | `[` INT `]`
///
/// Loops are listed from the outermost inwards.
struct Schedule {
  SmallVector<ScheduleLoop, 0> grid;
  SmallVector<ScheduleStage, 0> stages;

  /// Parses the textual form.
  static FailureOr<Schedule>
  parse(StringRef text, function_ref<InFlightDiagnostic()> emitError);
  /// Returns the textual form.
  std::string str() const;
};

} // namespace mlir::nn

#endif // NN_DIALECT_KERNEL_IR_KERNELSCHEDULE_H
