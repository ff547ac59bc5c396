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

#include "StagePlan.h"
#include "mlir/Analysis/SliceAnalysis.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"

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
    return error() << "is over a reduction, expected a number of invocations "
                      "that take turns";
  for (const StagePlan::Loop &other : plan.loops)
    if (other.dim == dim)
      return error() << "is the second one of its dimension";
  int64_t size = stage.dims[dim].getStaticSize();
  int64_t step = loop.size;
  if (step != 1 && (ShapedType::isDynamic(size) || size % step != 0))
    return error() << "has steps of " << step
                   << ", expected a divisor of its size";
  if (steps[dim] % step != 0)
    return error() << "has steps of " << step
                   << ", expected a divisor of the grid's " << steps[dim];
  return success();
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

int64_t StagePlan::SharedOperand::getNumElements() const {
  int64_t count = 1;
  for (int64_t size : sizes)
    count *= size;
  return count;
}

/// How many iterations of a dimension a block of steps has at most, or
/// kDynamic; 0 steps are the whole dimension.
static int64_t getBlockExtent(const Stage &stage, unsigned dim,
                              ArrayRef<int64_t> steps) {
  int64_t size = stage.dims[dim].getStaticSize();
  if (steps[dim] == 0)
    return size;
  return ShapedType::isDynamic(size) ? steps[dim] : std::min(steps[dim], size);
}

/// The steps that what a workgroup shares at a time is of: those of the grid,
/// and of the innermost loops around over reductions.
static SmallVector<int64_t> getSharedSteps(const Stage &stage,
                                           const StagePlan &plan,
                                           ArrayRef<int64_t> gridSteps) {
  SmallVector<int64_t> steps(gridSteps);
  for (const StagePlan::Loop &loop :
       ArrayRef(plan.loops).take_front(plan.sharedLevel + 1))
    if (stage.dims[loop.dim].isReduction)
      steps[loop.dim] = loop.step;
  return steps;
}

/// What of an operand the iterations of a workgroup read in one iteration of
/// the loop around, from the dimension with the largest stride on; failure if
/// that is no box of a constant size.
static FailureOr<StagePlan::SharedOperand>
getSharedBox(const Stage &stage, const StagePlan &plan, unsigned access,
             ArrayRef<int64_t> gridSteps) {
  SmallVector<int64_t> steps = getSharedSteps(stage, plan, gridSteps);
  StagePlan::SharedOperand shared;
  shared.access = access;
  shared.source = stage.accesses[access];
  SmallVector<std::pair<int64_t, unsigned>> dims;
  for (unsigned dim = 0, e = stage.dims.size(); dim < e; ++dim) {
    if (shared.source.outer[dim] == 0)
      continue;
    std::optional<int64_t> stride = getConstant(shared.source.outer[dim]);
    int64_t extent = getBlockExtent(stage, dim, steps);
    if (!stride || shared.source.tiles[dim] != 0 ||
        ShapedType::isDynamic(extent))
      return failure();
    if (extent > 1)
      dims.push_back({*stride, dim});
  }
  llvm::sort(dims, std::greater<>());
  for (auto [stride, dim] : dims) {
    shared.dims.push_back(dim);
    shared.sizes.push_back(getBlockExtent(stage, dim, steps));
  }
  return shared;
}

/// True if loops stand between those of the threads and of the reduction, but
/// for those whose one iteration the grid leaves.
static bool hasMiddleLoops(const StagePlan &plan, ArrayRef<int64_t> steps) {
  ArrayRef<StagePlan::Loop> loops = ArrayRef(plan.loops);
  return llvm::any_of(loops.slice(plan.numThreadLoops,
                                  plan.numOuterLoops - plan.numThreadLoops),
                      [&](const StagePlan::Loop &loop) {
                        return steps[loop.dim] == 0 ||
                               steps[loop.dim] > loop.step;
                      });
}

/// How many invocations a block of the grid has by its thread loops; 0 if only
/// running tells.
static int64_t countThreads(const Stage &stage, const StagePlan &plan,
                            ArrayRef<int64_t> steps) {
  int64_t threads = 1;
  for (const StagePlan::Loop &loop :
       ArrayRef(plan.loops).take_front(plan.numThreadLoops)) {
    int64_t extent = getBlockExtent(stage, loop.dim, steps);
    if (ShapedType::isDynamic(extent))
      return 0;
    threads *= llvm::divideCeil(extent, loop.step);
  }
  return threads;
}

static int64_t getBytes(Type elementType) {
  return llvm::divideCeil(elementType.getIntOrFloatBitWidth(), 8);
}

/// Checks that what a stage keeps there fits into the memory of a workgroup.
static LogicalResult
checkWorkgroupBytes(const ScheduleStage &schedule, StringRef what,
                    int64_t bytes, const TargetInfo &target,
                    function_ref<InFlightDiagnostic()> emitError) {
  if (bytes <= target.workgroupBytes)
    return success();
  return emitError() << "stage '" << schedule.name << "': " << what << " take "
                     << bytes << " bytes, a workgroup has "
                     << target.workgroupBytes;
}

/// Finds the operands that a schedule puts into the memory of a workgroup.
static LogicalResult
resolveShared(const Stage &stage, const ScheduleStage &schedule,
              ArrayRef<int64_t> steps, const TargetInfo &target,
              StagePlan &plan, function_ref<InFlightDiagnostic()> emitError) {
  for (const ScheduleOperand &operand : schedule.operands) {
    if (operand.at != ScheduleOperand::Place::Shared)
      continue;
    auto error = [&] {
      return emitError() << "stage '" << schedule.name << "': operand '"
                         << operand.name << "' at shared ";
    };
    if (!target.hasDevice())
      return error() << "expects a target with a device";
    std::optional<unsigned> number = operand.getInputNumber();
    if (!number || *number >= stage.getRoot().getNumDpsInputs() ||
        stage.ops.front().operands[*number].kind != StageOperand::Kind::Access)
      return error() << "is no input of the stage in memory";
    unsigned level = plan.loops.size();
    for (unsigned i = plan.numOuterLoops; i < plan.loops.size(); ++i)
      if (plan.loops[i].step > plan.tile[plan.loops[i].dim])
        level = i;
    if (level == plan.loops.size())
      return error() << "expects a reduction loop with steps larger than the "
                        "register tile";
    plan.sharedLevel = level;
    // Barriers are for all invocations of a workgroup.
    int64_t threads = countThreads(stage, plan, steps);
    if (threads % TargetInfo::subgroupSize != 0 || threads == 0 ||
        threads > target.workgroupSize)
      return error() << "is shared by " << threads
                     << " threads, expected a multiple of "
                     << TargetInfo::subgroupSize << " up to "
                     << target.workgroupSize;
    unsigned access = stage.ops.front().operands[*number].index;
    if (llvm::any_of(plan.shared, [&](const StagePlan::SharedOperand &other) {
          return other.access == access;
        }))
      return error() << "is there twice";
    auto box = getSharedBox(stage, plan, access, steps);
    if (failed(box))
      return error() << "is read in no box of a constant size";
    plan.shared.push_back(std::move(*box));
  }
  if (plan.shared.empty())
    return success();
  auto error = [&] {
    return emitError() << "stage '" << schedule.name
                       << "' shares operands, but ";
  };
  // Invocations whose tile is not there compute too, what nobody stores.
  if (ShapedType::isDynamic(
          stage.dims[plan.loops[plan.sharedLevel].dim].getStaticSize()))
    return error() << "the size of the reduction is unknown";
  // Initial values are read by those alone whose tile is there.
  for (const StageOperand &operand :
       ArrayRef(stage.ops.front().operands)
           .take_front(stage.getRoot().getNumDpsInputs())) {
    bool isShared = llvm::any_of(
        plan.shared,
        [&, index = operand.index](const StagePlan::SharedOperand &shared) {
          return shared.access == index;
        });
    if (operand.kind == StageOperand::Kind::Access && !isShared)
      return error() << "not all that its first op reads";
  }
  if (hasMiddleLoops(plan, steps))
    return error() << "has loops between those of threads and its reduction";
  int64_t bytes = 0;
  for (const StagePlan::SharedOperand &shared : plan.shared)
    bytes += shared.getNumElements() * getBytes(shared.source.view.elementType);
  return checkWorkgroupBytes(schedule, "the operands that it shares", bytes,
                             target, emitError);
}

/// Checks that invocations can take the iterations of a reduction in turn, and
/// finds its loop.
static LogicalResult
resolveTurns(const Stage &stage, const ScheduleStage &schedule,
             ArrayRef<int64_t> steps, unsigned dim, const TargetInfo &target,
             StagePlan &plan, function_ref<InFlightDiagnostic()> emitError) {
  auto error = [&] {
    return emitError() << "stage '" << schedule.name << "': thread loop '"
                       << stage.dims[dim].name << "' over a reduction ";
  };
  linalg::LinalgOp root = stage.getRoot();
  for (unsigned result = 0, e = root.getNumDpsInits(); result < e; ++result) {
    Operation *combiner = getCombiner(root, result);
    if (!combiner || !arith::getNeutralElement(combiner))
      return error() << "expects one op that combines, with a neutral element";
  }
  if (llvm::any_of(plan.tile, [](int64_t size) { return size != 1; }) ||
      !plan.shared.empty() || hasMiddleLoops(plan, steps))
    return error()
           << "expects neither a register tile, nor shared operands, nor "
              "loops between the threads' and its own";
  for (const StagePlan::Loop &loop :
       ArrayRef(plan.loops).take_front(plan.numThreadLoops))
    if (steps[loop.dim] == 0 &&
        ShapedType::isDynamic(stage.dims[loop.dim].getStaticSize()))
      return error() << "expects a known number of rows, but not of '"
                     << stage.dims[loop.dim].name << "'";
  unsigned level = plan.numOuterLoops;
  while (level < plan.loops.size() && plan.loops[level].dim != dim)
    ++level;
  if (level == plan.loops.size() || plan.loops[level].step != 1)
    return error() << "expects a loop over it by steps of 1";
  plan.turnLevel = level;
  int64_t bytes = 0;
  for (Value argument : root.getRegionOutputArgs())
    bytes += countThreads(stage, plan, steps) * plan.turns *
             getBytes(argument.getType());
  return checkWorkgroupBytes(schedule,
                             "the sums of invocations that take turns", bytes,
                             target, emitError);
}

/// Resolves the schedule of a stage that warps compute together.
static FailureOr<StagePlan>
resolveWarpProduct(const Stage &stage, const ScheduleStage &schedule,
                   ArrayRef<int64_t> steps, const TargetInfo &target,
                   function_ref<InFlightDiagnostic()> emitError) {
  auto error = [&] {
    return emitError() << "stage '" << schedule.name << "': '"
                       << getName(schedule.algorithm) << "' ";
  };
  if (target.device != DeviceKind::CUDA)
    return error() << "expects CUDA";
  std::string reason;
  FailureOr<MatrixProduct> product = MatrixProduct::find(stage, reason);
  if (failed(product))
    return error() << "has no form: " << reason;
  if (!schedule.operands.empty())
    return error() << "has both factors in shared memory, and no place for '"
                   << schedule.operands.front().name << "'";
  StagePlan plan;
  plan.warpProduct = {*product,
                      schedule.algorithm == ScheduleStage::Algorithm::F16};
  plan.tile.assign(stage.dims.size(), 0);
  for (const ScheduleLoop &loop : schedule.loops) {
    std::optional<unsigned> dim = stage.findDim(loop.dim);
    bool isWarp = loop.kind == ScheduleLoop::Kind::Warp;
    if (!dim ||
        (isWarp ? *dim != product->m && *dim != product->n
                : loop.kind != ScheduleLoop::Kind::For || *dim != product->k))
      return error() << "has the loops 'warp " << stage.dims[product->m].name
                     << "', 'warp " << stage.dims[product->n].name
                     << "' and 'for " << stage.dims[product->k].name
                     << "', not one of '" << loop.dim << "'";
    if (plan.tile[*dim] != 0)
      return error() << "has two loops of '" << loop.dim << "', expected one";
    plan.tile[*dim] = loop.size;
  }
  llvm::replace(plan.tile, 0, 1);
  // The shape of one instruction, and the sizes that it has to divide.
  const std::pair<unsigned, int64_t> shape[] = {
      {product->m, 16},
      {product->n, 8},
      {product->k, plan.warpProduct->isHalf ? 16 : 8}};
  for (auto [dim, unit] : shape) {
    int64_t size = getBlockExtent(stage, dim, steps);
    int64_t whole = stage.dims[dim].getStaticSize();
    if (plan.tile[dim] % unit != 0 || size % plan.tile[dim] != 0 ||
        whole % size != 0)
      return error() << "has tiles of " << plan.tile[dim] << " along '"
                     << stage.dims[dim].name << "', expected a multiple of "
                     << unit << " that divides " << size << ", and that "
                     << whole;
  }
  for (auto [dim, info] : llvm::enumerate(stage.dims))
    if (!info.isReduction && dim != product->m && dim != product->n &&
        steps[dim] != 1 && info.getStaticSize() != 1)
      return error() << "expects a grid by 1 over '" << info.name << "'";
  // All wait for each other.
  int64_t rows = getBlockExtent(stage, product->m, steps);
  int64_t columns = getBlockExtent(stage, product->n, steps);
  int64_t threads = rows / plan.tile[product->m] *
                    (columns / plan.tile[product->n]) *
                    TargetInfo::subgroupSize;
  if (threads > target.workgroupSize)
    return error() << "takes " << threads << " threads, a workgroup has "
                   << target.workgroupSize;
  if (failed(checkWorkgroupBytes(schedule, "blocks of both factors",
                                 plan.warpProduct->getSharedBytes(
                                     rows, columns, plan.tile[product->k]),
                                 target, emitError)))
    return failure();
  return plan;
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
  if (failed(resolveShared(stage, schedule, steps, target, plan, emitError)))
    return failure();
  if (plan.turns > 0 && failed(resolveTurns(stage, schedule, steps, turnDim,
                                            target, plan, emitError)))
    return failure();
  return plan;
}
