//===- PackWeights.cpp ----------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The pass nn-pack-weights.
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "nn/Dialect/Kernel/IR/KernelAttributes.h"
#include "nn/Dialect/Kernel/IR/KernelDispatchOps.h"
#include "nn/Dialect/Kernel/IR/KernelModule.h"
#include "nn/Dialect/Kernel/IR/KernelPackOps.h"
#include "nn/Schedule/KernelStages.h"
#include "nn/Schedule/Passes.h"

namespace mlir::nn {
#define GEN_PASS_DEF_NNPACKWEIGHTS
#include "nn/Schedule/Passes.h.inc"
} // namespace mlir::nn

using namespace mlir;
using namespace mlir::nn;

namespace {

/// The layout of one argument.
struct ArgumentPacking {
  SmallVector<int64_t> order, innerDims, innerTiles;

  Packing get() const { return {order, innerDims, innerTiles}; }
};

} // namespace

/// Returns the place of an operand among the inputs of a stage's root op.
static std::optional<unsigned> getInputNumber(StringRef name) {
  if (name == "lhs" || name == "x")
    return 0;
  if (name == "rhs" || name == "w")
    return 1;
  unsigned number;
  if (name.consume_front("in") && !name.getAsInteger(10, number))
    return number;
  return std::nullopt;
}

/// Translates the loops that a schedule names into dimensions of the operand.
static FailureOr<ArgumentPacking>
resolvePacking(const ScheduleOperand &operand, linalg::LinalgOp op,
               OpOperand &value, function_ref<InFlightDiagnostic()> emitError) {
  SmallVector<std::string> names = getLoopNames(op);
  AffineMap map = op.getMatchingIndexingMap(&value);
  ArgumentPacking packing;
  unsigned numTiles = 0;
  for (const SchedulePackedDim &dim : operand.packed) {
    if (dim.dim.empty()) {
      if (numTiles >= packing.innerTiles.size() ||
          packing.innerTiles[numTiles] != dim.tile)
        return emitError() << "operand '" << operand.name << "': a tile of "
                           << dim.tile << " cuts no dimension";
      ++numTiles;
      continue;
    }
    int position = -1;
    for (auto [index, expr] : llvm::enumerate(map.getResults()))
      if (auto loop = dyn_cast<AffineDimExpr>(expr))
        if (names[loop.getPosition()] == dim.dim)
          position = index;
    if (position < 0)
      return emitError() << "operand '" << operand.name
                         << "' has no dimension '" << dim.dim << "'";
    packing.order.push_back(position);
    if (dim.tile) {
      packing.innerDims.push_back(position);
      packing.innerTiles.push_back(dim.tile);
    }
  }
  if (packing.order.size() != map.getNumResults() ||
      numTiles != packing.innerTiles.size())
    return emitError() << "operand '" << operand.name
                       << "': the packed layout names " << packing.order.size()
                       << " dimensions and " << numTiles << " tiles, expected "
                       << map.getNumResults() << " and "
                       << packing.innerTiles.size();
  return packing;
}

namespace {

struct NNPackWeightsPass
    : public nn::impl::NNPackWeightsBase<NNPackWeightsPass> {
  void runOnOperation() override {
    ModuleOp module = getOperation();
    DenseMap<Operation *, SmallVector<DispatchOp>> dispatches;
    module.walk([&](DispatchOp dispatch) {
      if (ModuleOp kernel = dispatch.getKernelModule())
        dispatches[kernel].push_back(dispatch);
    });
    for (ModuleOp kernel : module.getOps<ModuleOp>())
      if (isKernel(kernel) &&
          failed(packKernel(kernel, dispatches.lookup(kernel))))
        return signalPassFailure();
  }

private:
  LogicalResult packKernel(ModuleOp module, ArrayRef<DispatchOp> dispatches) {
    func::FuncOp entry = getKernelEntry(module);
    auto attr = module->getAttrOfType<ScheduleAttr>(scheduleAttrName);
    if (!entry || !attr)
      return success();
    Schedule schedule = attr.getSchedule();
    if (llvm::all_of(schedule.stages, [](const ScheduleStage &stage) {
          return stage.operands.empty();
        }))
      return success();
    KernelStages::normalize(entry);
    std::string reason;
    FailureOr<std::unique_ptr<KernelStages>> kernel =
        KernelStages::analyze(entry, reason);
    if (failed(kernel))
      return entry.emitError()
             << "the kernel cannot follow its schedule: " << reason;
    for (auto [stage, stageSchedule] :
         llvm::zip((*kernel)->getStages(), schedule.stages))
      for (const ScheduleOperand &operand : stageSchedule.operands)
        if (!operand.packed.empty() && operand.at == "init" &&
            failed(packOperand(entry, stage.getRoot(), operand, dispatches)))
          return failure();
    return success();
  }

  LogicalResult packOperand(func::FuncOp entry, linalg::LinalgOp op,
                            const ScheduleOperand &operand,
                            ArrayRef<DispatchOp> dispatches) {
    std::optional<unsigned> number = getInputNumber(operand.name);
    if (!number || *number >= op.getNumDpsInputs())
      return entry.emitError()
             << "the schedule names operand '" << operand.name
             << "', expected 'in0' to 'in" << op.getNumDpsInputs() - 1 << "'";
    OpOperand &value = *op.getDpsInputOperand(*number);
    if (value.get().getDefiningOp<UnpackOp>())
      return success();
    auto toTensor = value.get().getDefiningOp<bufferization::ToTensorOp>();
    auto argument =
        toTensor ? dyn_cast<BlockArgument>(toTensor.getBuffer()) : nullptr;
    if (!argument || !argument.hasOneUse() || !toTensor->hasOneUse() ||
        argument.getArgNumber() >= getNumKernelInputs(entry))
      return entry.emitError() << "operand '" << operand.name
                               << "' is not an input of its own, so that it "
                                  "cannot be packed before the kernel runs";
    FailureOr<ArgumentPacking> packing =
        resolvePacking(operand, op, value, [&] { return entry.emitError(); });
    if (failed(packing))
      return failure();

    auto type = cast<RankedTensorType>(toTensor.getResult().getType());
    auto packedType = RankedTensorType::get(
        packing->get().getPackedShape(type.getShape()), type.getElementType());
    auto packedMemref =
        MemRefType::get(packedType.getShape(), packedType.getElementType());
    OpBuilder b(toTensor);
    argument.setType(packedMemref);
    Value packed = bufferization::ToTensorOp::create(
        b, toTensor.getLoc(), packedType, argument, /*restrict=*/true);
    Value unpacked =
        UnpackOp::create(b, toTensor.getLoc(), type, packed,
                         b.getDenseI64ArrayAttr(packing->order),
                         b.getDenseI64ArrayAttr(packing->innerDims),
                         b.getDenseI64ArrayAttr(packing->innerTiles));
    toTensor.replaceAllUsesWith(unpacked);
    toTensor.erase();
    entry.setType(b.getFunctionType(entry.getBody().getArgumentTypes(), {}));

    for (DispatchOp dispatch : dispatches) {
      b.setInsertionPoint(dispatch);
      OpOperand &input =
          dispatch->getOpOperand(dispatch.getInputs().getBeginOperandIndex() +
                                 argument.getArgNumber());
      input.set(
          PackConstantOp::create(b, dispatch.getLoc(), packedType, input.get(),
                                 b.getDenseI64ArrayAttr(packing->order),
                                 b.getDenseI64ArrayAttr(packing->innerDims),
                                 b.getDenseI64ArrayAttr(packing->innerTiles)));
    }
    return success();
  }
};

} // namespace
