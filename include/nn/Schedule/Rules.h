//===- Rules.h ----------------------------------------------- -*- C++ -*--===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a rule that chooses the schedule of a stage sees and builds, and how a
// plug-in adds one.
//
//===----------------------------------------------------------------------===//

#ifndef NN_SCHEDULE_RULES_H
#define NN_SCHEDULE_RULES_H

#include "nn/Dialect/Kernel/IR/KernelSchedule.h"
#include "nn/Schedule/KernelStages.h"
#include "nn/Support/Target.h"
#include <functional>

namespace mlir::nn {

/// What an input of a stage's root op is: a constant, another argument of the
/// kernel that no other op reads, both of which a schedule may have packed, or
/// anything else.
enum class StageInput { Constant, Argument, Other };

/// What the rules know of one stage.
struct StageFacts {
  const Stage &stage;
  const TargetInfo &target;
  /// What each input of the root op is.
  SmallVector<StageInput> inputs;

  /// Lanes of a vector of the stage's widest element; of a scalable one, the
  /// least number.
  int64_t lanes = 1;
  /// Whether the stage is computed on scalable vectors, and if the target has
  /// some, why it is not.
  bool isScalable = false;
  std::string fixedReason;
  /// The innermost dimension of what the stage writes, or -1.
  int contiguousDim = -1;

  StageFacts(const Stage &stage, const TargetInfo &target,
             ArrayRef<StageInput> inputs);

  /// Returns the access of an input of the root op, or null if it is no memory.
  const StageAccess *getInput(unsigned index) const;
  int64_t getSize(unsigned dim) const {
    return stage.dims[dim].getStaticSize();
  }
  /// Returns the size, or, where it is unknown, a typical one.
  int64_t getTypicalSize(unsigned dim) const;

  /// Limits a tile along the vectors to the size of the dimension; of scalable
  /// vectors, to whole ones.
  int64_t limitVectorTile(unsigned dim, int64_t tile) const;
  /// Builds a loop along the vectors, by so many lanes.
  ScheduleLoop makeVectorLoop(ScheduleLoop::Kind kind, unsigned dim,
                              int64_t tile) const;
};

/// The grid and the loops of one stage.
struct StageChoice {
  SmallVector<ScheduleLoop, 0> grid;
  ScheduleStage stage;
};

/// Builds the parts of a choice.
ScheduleLoop makeLoop(ScheduleLoop::Kind kind, const StageDim &dim,
                      int64_t size);

/// Returns the largest divisor of a size that is at most a limit, or the limit
/// if the size is unknown or has only small ones.
int64_t getGoodStep(int64_t size, int64_t limit, int64_t multipleOf = 1);

/// Chooses for the stages that it knows, and fails for others.
using ScheduleRule = std::function<FailureOr<StageChoice>(const StageFacts &)>;

/// Adds a rule, which nn-select-schedules asks before those that were there. To
/// be called while nothing is compiled, as when a plug-in is loaded; a rule of
/// the same name is replaced.
void registerScheduleRule(StringRef name, ScheduleRule rule);

} // namespace mlir::nn

#endif // NN_SCHEDULE_RULES_H
