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
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "nn/Dialect/Kernel/IR/KernelAttributes.h"
#include "nn/Dialect/Kernel/IR/KernelDispatchOps.h"
#include "nn/Dialect/Kernel/IR/KernelModule.h"
#include "nn/Schedule/Passes.h"

namespace mlir::nn {
#define GEN_PASS_DEF_NNSELECTSCHEDULES
#include "nn/Schedule/Passes.h.inc"
} // namespace mlir::nn

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::detail;

/// Returns the number of the entry's argument that a tensor is, whole and read
/// by one op, or -1.
static int getArgumentNumber(Value tensor) {
  auto toTensor = tensor.getDefiningOp<bufferization::ToTensorOp>();
  if (!toTensor || !tensor.hasOneUse())
    return -1;
  auto argument = dyn_cast<BlockArgument>(toTensor.getBuffer());
  if (!argument || !argument.hasOneUse())
    return -1;
  return argument.getArgNumber();
}

/// True if a tensor of the host is a constant or a view of one.
static bool isConstant(Value tensor) {
  while (Operation *op = tensor.getDefiningOp()) {
    if (matchPattern(op, m_Constant()))
      return true;
    if (!isa<tensor::CastOp, tensor::CollapseShapeOp, tensor::ExpandShapeOp>(
            op))
      return false;
    tensor = op->getOperand(0);
  }
  return false;
}

static StageChoice chooseStage(const StageFacts &facts) {
  if (facts.stage.isScalar)
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
static void chooseSharedGrid(KernelStages &kernel, const TargetInfo &target,
                             Schedule &schedule) {
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
  ArrayRef<GridDim> dims = kernel.getGrid();
  for (auto [index, dim] : llvm::enumerate(dims)) {
    ScheduleLoop loop;
    loop.kind = ScheduleLoop::Kind::Grid;
    loop.dim = dim.name;
    std::optional<int64_t> size = getConstant(dim.size);
    int64_t step = 1;
    if (index + 1 == dims.size())
      step = getGoodStep(size.value_or(ShapedType::kDynamic), rows);
    loop.sizes.push_back(step);
    schedule.grid.push_back(loop);
  }
}

namespace {

struct NNSelectSchedulesPass
    : public nn::impl::NNSelectSchedulesBase<NNSelectSchedulesPass> {
  void runOnOperation() override {
    ModuleOp module = getOperation();
    // Which arguments of a kernel are constants in all its dispatches.
    DenseMap<Operation *, SmallVector<bool>> constants;
    module.walk([&](DispatchOp dispatch) {
      ModuleOp kernel = dispatch.getKernelModule();
      if (!kernel)
        return;
      auto [it, inserted] = constants.try_emplace(
          kernel, SmallVector<bool>(dispatch.getInputs().size(), true));
      for (auto [known, input] : llvm::zip(it->second, dispatch.getInputs()))
        known &= isConstant(input);
    });
    if (isKernel(module))
      selectSchedule(module, {});
    for (ModuleOp kernel : module.getOps<ModuleOp>())
      if (isKernel(kernel))
        selectSchedule(kernel, constants.lookup(kernel));
  }

private:
  void selectSchedule(ModuleOp module, ArrayRef<bool> constants) {
    func::FuncOp entry = getKernelEntry(module);
    if (!entry || module->hasAttr(scheduleAttrName))
      return;
    KernelStages::normalize(entry);
    std::string reason;
    FailureOr<std::unique_ptr<KernelStages>> kernel =
        KernelStages::analyze(entry, reason);
    // A kernel without a schedule is for plain loops, and nn-apply-schedule says
    // why.
    if (failed(kernel))
      return;
    TargetInfo target = TargetInfo::get(module);
    Schedule schedule;
    for (auto [index, stage] : llvm::enumerate((*kernel)->getStages())) {
      SmallVector<bool> areConstant;
      for (OpOperand *operand : stage.getRoot().getDpsInputOperands()) {
        int argument = getArgumentNumber(operand->get());
        areConstant.push_back(argument >= 0 &&
                              argument < static_cast<int>(constants.size()) &&
                              constants[argument]);
      }
      StageChoice choice = chooseStage(StageFacts(stage, target, areConstant));
      choice.stage.name = "s" + std::to_string(index);
      schedule.stages.push_back(std::move(choice.stage));
      if ((*kernel)->getStages().size() == 1)
        schedule.grid = std::move(choice.grid);
    }
    if ((*kernel)->getStages().size() > 1)
      chooseSharedGrid(**kernel, target, schedule);
    module->setAttr(scheduleAttrName,
                    ScheduleAttr::get(&getContext(), schedule));
  }
};

} // namespace
