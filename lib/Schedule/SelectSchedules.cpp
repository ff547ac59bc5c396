//===- SelectSchedules.cpp ------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The pass nn-select-schedules: asks the rules for each stage of each kernel.
//
//===----------------------------------------------------------------------===//

#include "Rules/Rules.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "nn/Dialect/Kernel/IR/KernelAttributes.h"
#include "nn/Dialect/Kernel/IR/KernelDispatchOps.h"
#include "nn/Dialect/Kernel/IR/KernelModule.h"
#include "nn/Schedule/Passes.h"
#include "nn/Support/MatchFailures.h"

namespace mlir::nn {
#define GEN_PASS_DEF_NNSELECTSCHEDULES
#include "nn/Schedule/Passes.h.inc"
} // namespace mlir::nn

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::detail;

/// Returns what an input of a stage is. `constants` tells which of the kernel's
/// inputs are constants.
static StageInput getStageInput(Value tensor, ArrayRef<bool> constants) {
  auto toTensor = tensor.getDefiningOp<bufferization::ToTensorOp>();
  auto isSize = llvm::IsaPred<memref::DimOp, tensor::DimOp>;
  auto hasOneReader = [&](Value value) {
    return llvm::count_if(value.getUses(), [&](OpOperand &use) {
             return !isSize(use.getOwner());
           }) == 1;
  };
  if (!toTensor || !hasOneReader(tensor))
    return StageInput::Other;
  auto argument = dyn_cast<BlockArgument>(toTensor.getBuffer());
  if (!argument || !hasOneReader(argument))
    return StageInput::Other;
  unsigned number = argument.getArgNumber();
  return number < constants.size() && constants[number] ? StageInput::Constant
                                                        : StageInput::Argument;
}

/// Checks that the target has the types of a kernel.
static LogicalResult checkTypes(func::FuncOp entry, const TargetInfo &target,
                                std::string &reason) {
  auto check = [&](Type type) -> WalkResult {
    Type elementType = getElementTypeOrSelf(type);
    if (target.supports(elementType))
      return WalkResult::advance();
    llvm::raw_string_ostream(reason)
        << "it has no elements of type '" << elementType << "'";
    return WalkResult::interrupt();
  };
  WalkResult result = entry.walk([&](Operation *op) -> WalkResult {
    // The functions of a device are those of f32.
    if (target.hasDevice() && isa<math::MathDialect>(op->getDialect()) &&
        getElementTypeOrSelf(op->getResult(0)).isF64() &&
        !isa<math::AbsFOp, math::SqrtOp, math::RsqrtOp, math::FloorOp,
             math::CeilOp, math::RoundEvenOp, math::TruncOp, math::FmaOp>(op)) {
      reason = "it has no '" + op->getName().getStringRef().str() + "' of f64";
      return WalkResult::interrupt();
    }
    for (Type type : op->getResultTypes())
      if (check(type).wasInterrupted())
        return WalkResult::interrupt();
    for (Type type : op->getOperandTypes())
      if (check(type).wasInterrupted())
        return WalkResult::interrupt();
    return WalkResult::advance();
  });
  return failure(result.wasInterrupted());
}

static StageChoice chooseStage(const StageFacts &facts) {
  if (FailureOr<StageChoice> choice = chooseByRegisteredRules(facts);
      succeeded(choice))
    return *choice;
  if (facts.target.hasDevice()) {
    FailureOr<StageChoice> choice = chooseTensorCores(facts);
    return succeeded(choice) ? *choice : chooseForWorkgroups(facts);
  }
  // Where a loop has no iterations, there is nothing to unroll or to tile.
  bool hasNoWork =
      llvm::any_of(llvm::seq<unsigned>(0, facts.stage.dims.size()),
                   [&](unsigned dim) { return facts.getSize(dim) == 0; });
  if (facts.stage.isScalar || hasNoWork)
    return chooseMap(facts);
  // A row that is reduced whole is read along itself, even where the results of
  // several rows would make a vector.
  for (auto choose : {chooseContraction, chooseWindow, chooseRows}) {
    FailureOr<StageChoice> choice = choose(facts);
    if (succeeded(choice))
      return *choice;
  }
  return chooseMap(facts);
}

/// Cuts the dimensions that several stages share: a tile is some rows, so that
/// what is between the stages stays in the first-level cache.
static FailureOr<SmallVector<ScheduleLoop, 0>>
chooseSharedGrid(const KernelStages &kernel) {
  double rowWork = 0;
  for (const Stage &stage : kernel.getStages()) {
    double work = 1;
    for (auto [dim, info] : llvm::enumerate(stage.dims))
      if (!llvm::is_contained(stage.gridDims, static_cast<int>(dim)))
        work *= ShapedType::isDynamic(info.getStaticSize())
                    ? 64
                    : info.getStaticSize();
    rowWork += work;
  }
  int64_t rows = std::clamp<int64_t>(512 / std::max(1.0, rowWork), 1, 16);
  SmallVector<ScheduleLoop, 0> grid;
  ArrayRef<GridDim> dims = kernel.getGrid();
  for (auto [index, dim] : llvm::enumerate(dims)) {
    ScheduleLoop loop;
    loop.kind = ScheduleLoop::Kind::Grid;
    loop.dim = dim.name;
    std::optional<int64_t> size = getConstant(dim.size);
    int64_t step = 1;
    if (index + 1 == dims.size())
      step = getGoodStep(size.value_or(ShapedType::kDynamic), rows);
    loop.size = step;
    grid.push_back(loop);
  }
  return grid;
}

namespace {

struct NNSelectSchedulesPass
    : public nn::impl::NNSelectSchedulesBase<NNSelectSchedulesPass> {
  void runOnOperation() override {
    ModuleOp module = getOperation();
    // Which arguments of a kernel are constants in all its dispatches.
    DenseMap<Operation *, SmallVector<bool>> constants;
    DenseMap<Operation *, Location> locations;
    module.walk([&](DispatchOp dispatch) {
      ModuleOp kernel = dispatch.getKernelModule();
      if (!kernel)
        return;
      locations.try_emplace(kernel, dispatch.getLoc());
      auto [it, inserted] = constants.try_emplace(
          kernel, SmallVector<bool>(dispatch.getInputs().size(), true));
      for (auto [known, input] : llvm::zip(it->second, dispatch.getInputs()))
        known &= isConstantView(input);
    });
    auto select = [&](ModuleOp kernel, ArrayRef<bool> constants, Location loc) {
      std::string reason;
      bool hasLoops = false;
      if (succeeded(selectSchedule(kernel, constants, hasLoops, reason)))
        return;
      StringRef name = kernel.getSymName().value_or("");
      if (hasLoops)
        return notifyMatchFailure(loc, [&](Diagnostic &diagnostic) {
          diagnostic << "kernel '" << name
                     << "' is for plain loops: " << reason;
        });
      emitError(loc) << "kernel '" << name
                     << "' is unsupported on this target: " << reason;
      signalPassFailure();
    };
    if (isKernel(module))
      select(module, {}, module.getLoc());
    for (ModuleOp kernel : module.getOps<ModuleOp>()) {
      if (!isKernel(kernel))
        continue;
      auto location = locations.find(kernel);
      select(kernel, constants.lookup(kernel),
             location == locations.end() ? kernel.getLoc() : location->second);
    }
  }

private:
  /// Sets the schedule of a kernel. On failure there is a reason, and whether
  /// the kernel can be plain loops instead.
  LogicalResult selectSchedule(ModuleOp module, ArrayRef<bool> constants,
                               bool &hasLoops, std::string &reason) {
    func::FuncOp entry = getKernelEntry(module);
    if (!entry || module->hasAttr(scheduleAttrName))
      return success();
    KernelStages::normalize(entry);
    TargetInfo target = TargetInfo::get(module);
    hasLoops = !target.hasDevice();
    if (failed(checkTypes(entry, target, reason)))
      return failure();
    FailureOr<std::unique_ptr<KernelStages>> kernel =
        KernelStages::analyze(entry, reason);
    // An invocation of a device can follow plain loops too.
    if (failed(kernel)) {
      hasLoops = true;
      return failure();
    }
    bool hasOneStage = (*kernel)->getStages().size() == 1;
    Schedule schedule;
    SmallVector<int64_t> gridSteps;
    bool takesTurns = false;
    if (!hasOneStage && target.hasDevice()) {
      auto choice = chooseSharedWorkgroups(**kernel, target, reason);
      if (failed(choice))
        return failure();
      schedule.grid = std::move(choice->grid);
      takesTurns = choice->takesTurns;
    } else if (!hasOneStage) {
      auto grid = chooseSharedGrid(**kernel);
      if (failed(grid))
        return failure();
      schedule.grid = std::move(*grid);
    }
    if (!hasOneStage)
      for (const ScheduleLoop &loop : schedule.grid)
        gridSteps.push_back(loop.size);
    for (auto [index, stage] : llvm::enumerate((*kernel)->getStages())) {
      SmallVector<StageInput> inputs;
      for (Value input : stage.getRoot().getDpsInputs())
        inputs.push_back(getStageInput(input, constants));
      StageFacts facts(stage, target, inputs);
      if (!hasOneStage && target.hasDevice()) {
        schedule.stages.push_back(
            chooseInsideWorkgroup(facts, gridSteps, takesTurns));
      } else {
        StageChoice choice = chooseStage(facts);
        schedule.stages.push_back(std::move(choice.stage));
        if (hasOneStage)
          schedule.grid = std::move(choice.grid);
      }
      schedule.stages.back().name = "s" + std::to_string(index);
      if (!facts.fixedReason.empty())
        entry.emitRemark() << "stage '" << schedule.stages.back().name
                           << "' is computed on vectors of fixed size: "
                           << facts.fixedReason;
    }
    module->setAttr(scheduleAttrName,
                    ScheduleAttr::get(&getContext(), schedule));
    return success();
  }
};

} // namespace
