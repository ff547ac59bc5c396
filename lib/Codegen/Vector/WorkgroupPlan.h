//===- WorkgroupPlan.h --------------------------------------- -*- C++ -*--===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The parts of a stage's plan that are of the workgroups of a device.
//
//===----------------------------------------------------------------------===//

#ifndef NN_LIB_CODEGEN_VECTOR_WORKGROUPPLAN_H
#define NN_LIB_CODEGEN_VECTOR_WORKGROUPPLAN_H

#include "StagePlan.h"

namespace mlir::nn {

/// Checks a loop that the invocations of a workgroup share: they all begin at a
/// multiple of its step and have a whole one. `steps` are the grid's steps over
/// the stage's dimensions, 0 where it does not cut, here and below.
LogicalResult checkThreadLoop(const Stage &stage, const ScheduleStage &schedule,
                              const StagePlan &plan, const ScheduleLoop &loop,
                              unsigned dim, ArrayRef<int64_t> steps,
                              const TargetInfo &target,
                              function_ref<InFlightDiagnostic()> emitError);

/// Finds the operands that a schedule puts into the memory of a workgroup.
LogicalResult resolveShared(const Stage &stage, const ScheduleStage &schedule,
                            ArrayRef<int64_t> steps, const TargetInfo &target,
                            StagePlan &plan,
                            function_ref<InFlightDiagnostic()> emitError);

/// Checks that invocations can take the iterations of a reduction in turn, and
/// finds its loop.
LogicalResult resolveTurns(const Stage &stage, const ScheduleStage &schedule,
                           ArrayRef<int64_t> steps, unsigned dim,
                           const TargetInfo &target, StagePlan &plan,
                           function_ref<InFlightDiagnostic()> emitError);

/// Resolves the schedule of a stage that warps compute together.
FailureOr<StagePlan>
resolveWarpProduct(const Stage &stage, const ScheduleStage &schedule,
                   ArrayRef<int64_t> steps, const TargetInfo &target,
                   function_ref<InFlightDiagnostic()> emitError);

} // namespace mlir::nn

#endif // NN_LIB_CODEGEN_VECTOR_WORKGROUPPLAN_H
