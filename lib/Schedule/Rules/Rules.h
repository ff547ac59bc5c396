//===- Rules.h ----------------------------------------------- -*- C++ -*--===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The rules that choose the schedule of a stage, by kinds of stages.
//
//===----------------------------------------------------------------------===//

#ifndef NN_LIB_SCHEDULE_RULES_RULES_H
#define NN_LIB_SCHEDULE_RULES_RULES_H

#include "nn/Schedule/Rules.h"

namespace mlir::nn::detail {

/// Asks the rules that were registered, the last one first.
FailureOr<StageChoice> chooseByRegisteredRules(const StageFacts &facts);

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

/// On a GPU with tensor cores, if the target allows for rounding: products of
/// matrices whose sizes are multiples of theirs.
FailureOr<StageChoice> chooseTensorCores(const StageFacts &facts);

/// On a GPU: a product of matrices, or a convolution, whose workgroups load
/// parts of both factors once for all of their invocations.
FailureOr<StageChoice> chooseSharedProduct(const StageFacts &facts);

/// On a GPU: a workgroup for a block of a stage's elements, an invocation for
/// some of them.
StageChoice chooseForWorkgroups(const StageFacts &facts);

/// The same for a stage of a kernel of several, whose grid has these steps;
/// `takesTurns` is what SharedWorkgroups has.
ScheduleStage chooseInsideWorkgroup(const StageFacts &facts,
                                    ArrayRef<int64_t> gridSteps,
                                    bool takesTurns);

/// The grid of a kernel of several stages on a GPU.
struct SharedWorkgroups {
  SmallVector<ScheduleLoop, 0> grid;
  /// Whether there is memory for what invocations have of a reduction that they
  /// take turns in.
  bool takesTurns = false;
};

/// Chooses that grid: what is between the stages has to fit in the memory of a
/// workgroup. Fails for a `reason` if it does not.
FailureOr<SharedWorkgroups> chooseSharedWorkgroups(const KernelStages &kernel,
                                                   const TargetInfo &target,
                                                   std::string &reason);

} // namespace mlir::nn::detail

#endif // NN_LIB_SCHEDULE_RULES_RULES_H
