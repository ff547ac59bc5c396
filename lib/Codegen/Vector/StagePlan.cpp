//===- StagePlan.cpp ------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Checks a schedule against a stage and completes it.
//
//===----------------------------------------------------------------------===//

#include "nn/Codegen/Vector/StagePlan.h"
#include "mlir/Analysis/SliceAnalysis.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"

using namespace mlir;
using namespace mlir::nn;

Operation *mlir::nn::getCombiner(linalg::LinalgOp op, unsigned result) {
  SmallVector<Operation *> combiners;
  Value reduced = matchReduction(op.getRegionOutputArgs(), result, combiners);
  return reduced && combiners.size() == 1 ? combiners.front() : nullptr;
}

/// Returns the widest element that a stage touches, in bits.
static unsigned getWidestElement(const Stage &stage) {
  unsigned bits = 8;
  for (const StageAccess &access : stage.accesses)
    if (access.view.elementType.isIntOrFloat())
      bits = std::max(bits, access.view.elementType.getIntOrFloatBitWidth());
  return bits;
}

/// Adds the loops that a schedule leaves out: each dimension ends in a loop
/// whose step is the register tile.
static void completeLoops(const Stage &stage, StagePlan &plan) {
  auto needsLoop = [&](unsigned dim) {
    int64_t size = stage.dims[dim].getStaticSize();
    if (size == plan.tile[dim])
      return false;
    for (const StagePlan::Loop &loop : llvm::reverse(plan.loops))
      if (loop.dim == dim)
        return loop.step != plan.tile[dim];
    return true;
  };
  auto isReduction = [&](const StagePlan::Loop &loop) {
    return stage.dims[loop.dim].isReduction;
  };
  auto countOuter = [&] {
    unsigned count = plan.loops.size();
    while (count > 0 && isReduction(plan.loops[count - 1]))
      --count;
    return count;
  };
  unsigned outer = std::max(countOuter(), plan.numThreadLoops);
  for (auto [dim, info] : llvm::enumerate(stage.dims))
    if (!info.isReduction && needsLoop(dim))
      plan.loops.insert(plan.loops.begin() + outer++,
                        {static_cast<unsigned>(dim), plan.tile[dim]});
  for (auto [dim, info] : llvm::enumerate(stage.dims))
    if (info.isReduction && needsLoop(dim))
      plan.loops.push_back({static_cast<unsigned>(dim), plan.tile[dim]});
  plan.numOuterLoops = countOuter();
}

/// Checks a loop that the invocations of a workgroup share: they all begin at a
/// multiple of its step and have a whole one.
static LogicalResult
checkThreadLoop(const Stage &stage, const ScheduleStage &schedule,
                const StagePlan &plan, const ScheduleLoop &loop, unsigned dim,
                ArrayRef<int64_t> steps, const TargetInfo &target,
                function_ref<InFlightDiagnostic()> emitError) {
  auto error = [&] {
    return emitError() << "stage '" << schedule.name << "': thread loop '"
                       << loop.dim << "' ";
  };
  if (!target.hasDevice())
    return error() << "expects a target with a device";
  if (plan.loops.size() > plan.numThreadLoops)
    return error() << "stands inside a loop that is none";
  if (stage.dims[dim].isReduction)
    return error() << "is over a dimension that is reduced";
  for (const StagePlan::Loop &other : plan.loops)
    if (other.dim == dim)
      return error() << "is the second one of its dimension";
  int64_t size = stage.dims[dim].getStaticSize();
  int64_t step = loop.getSize();
  if (step != 1 && (ShapedType::isDynamic(size) || size % step != 0))
    return error() << "has steps of " << step
                   << ", expected a divisor of its size";
  if (steps[dim] % step != 0)
    return error() << "has steps of " << step
                   << ", expected a divisor of the grid's " << steps[dim];
  return success();
}

StagePlan StagePlan::getDefault(const Stage &stage) {
  StagePlan plan;
  plan.tile.assign(stage.dims.size(), 1);
  completeLoops(stage, plan);
  return plan;
}

FailureOr<StagePlan>
StagePlan::resolve(const Stage &stage, const ScheduleStage &schedule,
                   ArrayRef<int64_t> steps, const TargetInfo &target,
                   function_ref<InFlightDiagnostic()> emitError) {
  StagePlan plan;
  plan.tile.assign(stage.dims.size(), 1);
  for (const ScheduleLoop &loop : schedule.loops) {
    std::optional<unsigned> dim = stage.findDim(loop.dim);
    if (!dim) {
      InFlightDiagnostic diag = emitError() << "stage '" << schedule.name
                                            << "' has no dimension '"
                                            << loop.dim << "'; it has ";
      llvm::interleaveComma(stage.dims, diag, [&](const StageDim &d) {
        diag << "'" << d.name << "'";
      });
      return failure();
    }
    if (loop.scalable) {
      emitError() << "stage '" << schedule.name << "': loop '" << loop.dim
                  << "' is scalable, expected a fixed size for this target";
      return failure();
    }
    int64_t size = loop.getSize();
    if (loop.kind == ScheduleLoop::Kind::Thread) {
      if (failed(checkThreadLoop(stage, schedule, plan, loop, *dim, steps,
                                 target, emitError)))
        return failure();
      plan.loops.push_back({*dim, size});
      ++plan.numThreadLoops;
      continue;
    }
    if (loop.kind == ScheduleLoop::Kind::For) {
      plan.loops.push_back({*dim, size});
      continue;
    }
    if (size == 0)
      size = stage.dims[*dim].getStaticSize();
    if (ShapedType::isDynamic(size)) {
      emitError() << "stage '" << schedule.name << "': the tile of '"
                  << loop.dim << "' has no size, and neither has the dimension";
      return failure();
    }
    plan.tile[*dim] = size;
    if (loop.kind == ScheduleLoop::Kind::Vec)
      plan.vectorDim = *dim;
  }

  if (plan.vectorDim >= 0 && !stage.isScalar) {
    plan.lanes =
        std::max<int64_t>(1, target.vectorBits / getWidestElement(stage));
    plan.hasMasks = target.hasMasks;
    // A reduction along the vectors is finished by one op across the lanes.
    if (stage.dims[plan.vectorDim].isReduction)
      for (unsigned result = 0, e = stage.getRoot().getNumDpsInits();
           result < e; ++result) {
        Operation *combiner = getCombiner(stage.getRoot(), result);
        if (!combiner || !linalg::getCombinerOpKind(combiner) ||
            !arith::getNeutralElement(combiner))
          plan.lanes = 1;
      }
  }

  // A packed dimension is stepped through by whole tiles.
  for (const StageAccess &access : stage.accesses) {
    for (unsigned dim = 0; dim < stage.dims.size(); ++dim) {
      int64_t tile = access.tiles[dim];
      if (tile == 0)
        continue;
      auto check = [&](int64_t step) {
        if (step == 0 || step % tile == 0)
          return success();
        return LogicalResult(emitError()
                             << "stage '" << schedule.name << "': a step of "
                             << step << " over '" << stage.dims[dim].name
                             << "', expected a multiple of the tile " << tile
                             << " that it is packed by");
      };
      for (const Loop &loop : plan.loops)
        if (loop.dim == dim && failed(check(loop.step)))
          return failure();
      if (failed(check(steps[dim])))
        return failure();
      if (plan.tile[dim] % tile != 0 &&
          plan.tile[dim] < stage.dims[dim].getStaticSize() &&
          failed(check(plan.tile[dim])))
        return failure();
    }
  }
  completeLoops(stage, plan);
  return plan;
}
