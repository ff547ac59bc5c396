//===- Rules.h ----------------------------------------------- -*- C++ -*--===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Rules that choose the schedule of a stage.
//
//===----------------------------------------------------------------------===//

#ifndef NN_LIB_SCHEDULE_RULES_RULES_H
#define NN_LIB_SCHEDULE_RULES_RULES_H

#include "nn/Dialect/Kernel/IR/KernelSchedule.h"
#include "nn/Schedule/KernelStages.h"
#include "nn/Support/Target.h"

namespace mlir::nn::detail {

/// What the rules know of one stage.
struct StageFacts {
  const Stage &stage;
  const TargetInfo &target;
  /// Which inputs of the root op are constants, and may be packed.
  SmallVector<bool> isConstant;

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
             ArrayRef<bool> isConstant);

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
                      ArrayRef<int64_t> sizes);

/// Returns the largest divisor of a size that is at most a limit, or the limit
/// if the size is unknown or has only small ones.
int64_t getGoodStep(int64_t size, int64_t limit, int64_t multipleOf = 1);

/// What a rule knows of a matrix product or a convolution.
struct ContractionShape {
  /// The iterations along the register tile's rows and along its vectors, and
  /// those of the loops around them.
  int64_t rows = 1, columns = 1, otherRows = 1;
  /// How many rows of the input may be read at once.
  int64_t maxRows = 1;
  /// The input that is the same for all lanes.
  const StageAccess *input = nullptr;
};

/// A register tile: so many rows by so many vectors, and how many steps of the
/// innermost reduction are taken at once.
struct ContractionTile {
  int64_t rows = 1;
  int64_t vectors = 1;
  int64_t depth = 1;
};

/// The register tile for AArch64.
ContractionTile chooseArmTile(const StageFacts &facts,
                              const ContractionShape &shape);

/// Products of operands summed up, one operand along the vectors and one that
/// is the same for all lanes: matrix products and convolutions.
FailureOr<StageChoice> chooseContraction(const StageFacts &facts);

/// Reductions over a window whose operands all lie along the vectors: pooling
/// and depthwise convolution.
FailureOr<StageChoice> chooseWindow(const StageFacts &facts);

/// Reductions along the contiguous dimension: rows, dot products.
FailureOr<StageChoice> chooseRows(const StageFacts &facts);

/// Elementwise ops, and all the rest.
StageChoice chooseMap(const StageFacts &facts);

/// On a GPU: a workgroup for a block of a stage's elements, an invocation for
/// some of them.
StageChoice chooseForWorkgroups(const StageFacts &facts);

/// The same for a stage of a kernel of several, whose grid has these steps.
ScheduleStage chooseInsideWorkgroup(const StageFacts &facts,
                                    ArrayRef<int64_t> gridSteps);

/// The grid of a kernel of several stages on a GPU: what is between the stages
/// has to fit in the memory of a workgroup. Fails for a `reason` if it does not.
FailureOr<SmallVector<ScheduleLoop, 0>>
chooseSharedWorkgroups(const KernelStages &kernel, const TargetInfo &target,
                       std::string &reason);

} // namespace mlir::nn::detail

#endif // NN_LIB_SCHEDULE_RULES_RULES_H
