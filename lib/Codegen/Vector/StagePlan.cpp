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

#include "WorkgroupPlan.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include <numeric>

using namespace mlir;
using namespace mlir::nn;

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
        return loop.step != plan.tile[dim] ||
               loop.isScalable != plan.isScalableDim(dim);
    return true;
  };
  auto makeLoop = [&](unsigned dim) {
    return StagePlan::Loop{dim, plan.tile[dim], plan.isScalableDim(dim)};
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
      plan.loops.insert(plan.loops.begin() + outer++, makeLoop(dim));
  for (auto [dim, info] : llvm::enumerate(stage.dims))
    if (info.isReduction && needsLoop(dim))
      plan.loops.push_back(makeLoop(dim));
  plan.numOuterLoops = countOuter();
}

/// Recognizes a sum of products that lanes of registers serve.
static std::optional<StagePlan::LaneProduct>
findLaneProduct(const Stage &stage, const StagePlan &plan) {
  linalg::LinalgOp root = stage.getRoot();
  if (plan.vectorDim < 0 || plan.lanes == 1 ||
      stage.dims[plan.vectorDim].isReduction || root.getNumDpsInputs() != 2 ||
      root.getNumDpsInits() != 1)
    return std::nullopt;
  Block *block = root.getBlock();
  Operation *sum = block->getTerminator()->getOperand(0).getDefiningOp();
  Operation *product = block->empty() ? nullptr : &block->front();
  if (!isa_and_nonnull<arith::AddFOp>(sum) || !isa<arith::MulFOp>(product) ||
      product->getNextNode() != sum ||
      !llvm::is_contained(sum->getOperands(), product->getResult(0)) ||
      !llvm::is_contained(sum->getOperands(), block->getArgument(2)))
    return std::nullopt;
  int dim = -1;
  for (auto [index, info] : llvm::enumerate(stage.dims)) {
    if (!info.isReduction || plan.tile[index] == 1)
      continue;
    if (dim >= 0)
      return std::nullopt;
    dim = index;
  }
  if (dim < 0 || plan.tile[dim] != plan.lanes)
    return std::nullopt;
  for (unsigned uniform : {0, 1}) {
    const StageOperand &a = stage.ops.front().operands[uniform];
    const StageOperand &b = stage.ops.front().operands[1 - uniform];
    if (product->getOperand(0) != block->getArgument(0) &&
        product->getOperand(0) != block->getArgument(1))
      return std::nullopt;
    if (a.kind != StageOperand::Kind::Access ||
        b.kind != StageOperand::Kind::Access)
      return std::nullopt;
    const StageAccess &x = stage.accesses[a.index];
    const StageAccess &w = stage.accesses[b.index];
    if (x.inner[plan.vectorDim] == 0 && x.inner[dim] == 1 &&
        x.tiles[dim] == 0 && w.inner[plan.vectorDim] == 1 &&
        x.view.elementType == product->getResult(0).getType())
      return StagePlan::LaneProduct{static_cast<unsigned>(dim), a.index,
                                    b.index};
  }
  return std::nullopt;
}

/// Lets accesses be of several neighbors in the tile.
static void planAccesses(StagePlan &plan, ArrayRef<int64_t> steps) {
  plan.accessBytes = TargetInfo::accessBytes;
  plan.multiples.assign(steps.begin(), steps.end());
  for (const StagePlan::Loop &loop : plan.loops)
    plan.multiples[loop.dim] = std::gcd(plan.multiples[loop.dim], loop.step);
}

StagePlan StagePlan::getDefault(const Stage &stage) {
  StagePlan plan;
  plan.tile.assign(stage.dims.size(), 1);
  completeLoops(stage, plan);
  return plan;
}

/// Checks that a stage computes what its schedule says.
static LogicalResult
checkAlgorithm(const Stage &stage, const ScheduleStage &schedule,
               function_ref<InFlightDiagnostic()> emitError) {
  if (schedule.algorithm == ScheduleStage::Algorithm::Loops ||
      stage.hasReduction() ==
          (schedule.algorithm != ScheduleStage::Algorithm::Map))
    return success();
  return emitError() << "stage '" << schedule.name << "' is no '"
                     << getName(schedule.algorithm) << "': it has "
                     << (stage.hasReduction() ? "a" : "no") << " reduction";
}

/// Checks that only the vectors are scalable, and that they can be.
static LogicalResult
verifyScalable(const Stage &stage, const ScheduleStage &schedule,
               StagePlan &plan, function_ref<InFlightDiagnostic()> emitError) {
  for (const ScheduleLoop &loop : schedule.loops)
    if (loop.scalable && !plan.isScalableDim(*stage.findDim(loop.dim)))
      return emitError() << "stage '" << schedule.name << "': loop '"
                         << loop.dim
                         << "' is scalable, but the vectors are not";
  if (!plan.isScalable)
    return success();
  // A reduction that no instruction finishes is a scalar one.
  if (plan.lanes == 1 && !stage.isScalar) {
    plan.isScalable = false;
    for (StagePlan::Loop &loop : plan.loops)
      loop.isScalable = false;
    return success();
  }
  std::string reason;
  if (stage.isScalar)
    reason = "a body is scalar";
  if (stage.isScalar || failed(checkScalable(stage, reason)))
    return emitError() << "stage '" << schedule.name
                       << "' is unsupported on scalable vectors: " << reason;
  if (plan.tile[plan.vectorDim] % plan.lanes != 0)
    return emitError() << "stage '" << schedule.name << "': a tile of ["
                       << plan.tile[plan.vectorDim]
                       << "], expected a multiple of the " << plan.lanes
                       << " lanes of the least vector";
  return success();
}

/// Checks that a packed dimension is stepped through by whole tiles.
static LogicalResult
checkPackedSteps(const Stage &stage, const ScheduleStage &schedule,
                 const StagePlan &plan, ArrayRef<int64_t> steps,
                 function_ref<InFlightDiagnostic()> emitError) {
  // The largest vscale that the architecture has.
  constexpr int64_t maxVScale = 16;
  for (const StageAccess &access : stage.accesses) {
    for (unsigned dim = 0; dim < stage.dims.size(); ++dim) {
      int64_t tile = access.tiles[dim];
      if (tile == 0)
        continue;
      if (plan.isScalableDim(dim) != access.view.isScalable)
        return emitError() << "stage '" << schedule.name << "': '"
                           << stage.dims[dim].name << "' is packed by tiles of "
                           << (access.view.isScalable ? "scalable" : "fixed")
                           << " size, but its vectors are not of such size";
      auto check = [&](int64_t step, bool isScalable) {
        int64_t multiple =
            access.view.isScalable && !isScalable ? tile * maxVScale : tile;
        if (step == 0 || step % multiple == 0)
          return success();
        return LogicalResult(emitError()
                             << "stage '" << schedule.name << "': a step of "
                             << step << " over '" << stage.dims[dim].name
                             << "', expected a multiple of the tile "
                             << multiple << " that it is packed by");
      };
      for (const StagePlan::Loop &loop : plan.loops)
        if (loop.dim == dim && failed(check(loop.step, loop.isScalable)))
          return failure();
      if (failed(check(steps[dim], /*isScalable=*/false)))
        return failure();
      if (plan.tile[dim] % tile != 0 &&
          plan.tile[dim] < stage.dims[dim].getStaticSize() &&
          failed(check(plan.tile[dim], plan.isScalableDim(dim))))
        return failure();
    }
  }
  return success();
}

FailureOr<StagePlan>
StagePlan::resolve(const Stage &stage, const ScheduleStage &schedule,
                   ArrayRef<int64_t> steps, const TargetInfo &target,
                   function_ref<InFlightDiagnostic()> emitError) {
  if (failed(checkAlgorithm(stage, schedule, emitError)))
    return failure();
  if (schedule.algorithm == ScheduleStage::Algorithm::TF32 ||
      schedule.algorithm == ScheduleStage::Algorithm::F16)
    return resolveWarpProduct(stage, schedule, steps, target, emitError);
  StagePlan plan;
  plan.tile.assign(stage.dims.size(), 1);
  unsigned turnDim = 0;
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
    if (loop.scalable && !target.isScalable) {
      emitError() << "stage '" << schedule.name << "': loop '" << loop.dim
                  << "' is scalable, expected a fixed size for this target";
      return failure();
    }
    int64_t size = loop.size;
    if (loop.kind == ScheduleLoop::Kind::Warp)
      return emitError() << "stage '" << schedule.name << "': warp loop '"
                         << loop.dim << "' goes with 'tf32' and 'f16'";
    if (loop.kind == ScheduleLoop::Kind::Thread) {
      if (stage.dims[*dim].isReduction && target.hasDevice() &&
          plan.turns == 0 && size > 1) {
        plan.turns = size;
        turnDim = *dim;
        continue;
      }
      if (plan.turns > 0) {
        emitError() << "stage '" << schedule.name << "': thread loop '"
                    << loop.dim << "' stands inside one over a reduction";
        return failure();
      }
      if (failed(checkThreadLoop(stage, schedule, plan, loop, *dim, steps,
                                 target, emitError)))
        return failure();
      plan.loops.push_back({*dim, size});
      ++plan.numThreadLoops;
      continue;
    }
    if (loop.kind == ScheduleLoop::Kind::For) {
      plan.loops.push_back({*dim, size, loop.scalable});
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
    if (loop.kind == ScheduleLoop::Kind::Vec) {
      plan.vectorDim = *dim;
      plan.isScalable = loop.scalable;
    }
  }

  if (plan.vectorDim >= 0 && !stage.isScalar) {
    plan.lanes =
        std::max<int64_t>(1, target.vectorBits / getWidestElement(stage));
    // Masks of a scalable target are for scalable vectors.
    plan.hasMasks = target.hasMasks && plan.isScalable == target.isScalable;
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
  if (failed(verifyScalable(stage, schedule, plan, emitError)))
    return failure();
  if (target.isAArch64())
    plan.laneProduct = findLaneProduct(stage, plan);

  if (failed(checkPackedSteps(stage, schedule, plan, steps, emitError)))
    return failure();
  completeLoops(stage, plan);
  if (target.hasDevice())
    planAccesses(plan, steps);
  if (failed(resolveShared(stage, schedule, steps, target, plan, emitError)))
    return failure();
  if (plan.turns > 0 && failed(resolveTurns(stage, schedule, steps, turnDim,
                                            target, plan, emitError)))
    return failure();
  return plan;
}
