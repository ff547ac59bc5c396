//===- WorkgroupPlan.cpp --------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Checks what a schedule says of the invocations and the memory of a workgroup.
//
//===----------------------------------------------------------------------===//

#include "WorkgroupPlan.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "nn/Support/ElementBytes.h"

using namespace mlir;
using namespace mlir::nn;

LogicalResult mlir::nn::checkThreadLoop(
    const Stage &stage, const ScheduleStage &schedule, const StagePlan &plan,
    const ScheduleLoop &loop, unsigned dim, ArrayRef<int64_t> steps,
    const TargetInfo &target, function_ref<InFlightDiagnostic()> emitError) {
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

/// Elements behind each row of a block, so that what invocations read or store
/// of several rows is in different banks of the memory; as many as one access
/// is of.
static constexpr int64_t rowPad = 4;

/// Lets the elements of a shared operand lie as they do where they come from,
/// but along the vectors one after another.
static void layOut(StagePlan::SharedOperand &shared, int vectorDim) {
  unsigned numDims = shared.dims.size();
  shared.strides.assign(numDims, 0);
  shared.numAllocated = 1;
  if (numDims == 0)
    return;
  auto add = [&](unsigned place, int64_t pad) {
    shared.strides[place] = shared.numAllocated;
    shared.numAllocated *= shared.sizes[place] + pad;
  };
  unsigned last = numDims - 1;
  bool hasVectors = false;
  for (auto [place, dim] : llvm::enumerate(shared.dims))
    if (static_cast<int>(dim) == vectorDim) {
      last = place;
      hasVectors = true;
    }
  // Rows of vectors that are copied as they are have nothing behind them.
  add(last, hasVectors && last + 1 == numDims ? 0 : rowPad);
  for (unsigned place = numDims; place-- > 0;)
    if (place != last)
      add(place, 0);
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
  layOut(shared, plan.vectorDim);
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

LogicalResult
mlir::nn::resolveShared(const Stage &stage, const ScheduleStage &schedule,
                        ArrayRef<int64_t> steps, const TargetInfo &target,
                        StagePlan &plan,
                        function_ref<InFlightDiagnostic()> emitError) {
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
    bytes +=
        shared.numAllocated * getElementBytes(shared.source.view.elementType);
  return checkWorkgroupBytes(schedule, "the operands that it shares", bytes,
                             target, emitError);
}

LogicalResult
mlir::nn::resolveTurns(const Stage &stage, const ScheduleStage &schedule,
                       ArrayRef<int64_t> steps, unsigned dim,
                       const TargetInfo &target, StagePlan &plan,
                       function_ref<InFlightDiagnostic()> emitError) {
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
    bytes += countThreads(stage, plan, steps) * plan.getTurnPitch() *
             getElementBytes(argument.getType());
  return checkWorkgroupBytes(schedule,
                             "the sums of invocations that take turns", bytes,
                             target, emitError);
}

FailureOr<StagePlan>
mlir::nn::resolveWarpProduct(const Stage &stage, const ScheduleStage &schedule,
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
