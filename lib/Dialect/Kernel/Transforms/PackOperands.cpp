//===- PackOperands.cpp ---------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "KernelInterface.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Matchers.h"
#include "nn/Dialect/Kernel/IR/KernelAttributes.h"
#include "nn/Dialect/Kernel/IR/KernelModule.h"
#include "nn/Dialect/Kernel/IR/KernelPackOps.h"
#include "nn/Dialect/Kernel/Transforms/Passes.h"
#include "nn/Schedule/KernelStages.h"

namespace mlir::nn {
#define GEN_PASS_DEF_NNPACKOPERANDS
#include "nn/Dialect/Kernel/Transforms/Passes.h.inc"
} // namespace mlir::nn

using namespace mlir;
using namespace mlir::nn;

namespace {

/// The packing of an input of a kernel.
struct PackedInput {
  unsigned input;
  SmallVector<int64_t> order;
  SmallVector<int64_t> innerDims;
  SmallVector<int64_t> innerTiles;
  bool isScalable = false;

  Packing getPacking() const {
    return {order, innerDims, innerTiles, isScalable};
  }
};

} // namespace

/// Finds the layout of an op's operand, if the op's loops are those that the
/// layout names.
static std::optional<PackedInput>
resolveLayout(linalg::LinalgOp op, OpOperand &operand,
              ArrayRef<SchedulePackedDim> layout) {
  SmallVector<std::string> names = getLoopNames(op);
  SmallVector<StringRef> dims;
  for (AffineExpr expr : op.getMatchingIndexingMap(&operand).getResults()) {
    auto loop = dyn_cast<AffineDimExpr>(expr);
    dims.push_back(loop ? StringRef(names[loop.getPosition()]) : StringRef());
  }
  PackedInput packed;
  SmallVector<std::pair<int64_t, int64_t>> cuts;
  for (const SchedulePackedDim &part : layout) {
    packed.isScalable |= part.scalable;
    if (part.dim.empty()) {
      // The tile of the next dimension that is cut to this size.
      auto cut = llvm::find_if(
          cuts, [&](auto &cut) { return cut.second == part.tile; });
      if (cut == cuts.end())
        return std::nullopt;
      packed.innerDims.push_back(cut->first);
      packed.innerTiles.push_back(cut->second);
      cuts.erase(cut);
      continue;
    }
    auto dim = llvm::find(dims, part.dim);
    if (dim == dims.end())
      return std::nullopt;
    packed.order.push_back(dim - dims.begin());
    if (part.tile != 0)
      cuts.push_back({packed.order.back(), part.tile});
  }
  bool isMixed = packed.isScalable &&
                 llvm::any_of(layout, [](const SchedulePackedDim &part) {
                   return part.tile != 0 && !part.scalable;
                 });
  if (!cuts.empty() || isMixed)
    return std::nullopt;
  return packed;
}

/// Finds the input of a kernel that the operand of a stage is, and its layout.
static std::optional<PackedInput> findInput(func::FuncOp entry,
                                            const ScheduleOperand &operand) {
  std::optional<unsigned> number = operand.getInputNumber();
  if (!number)
    return std::nullopt;
  for (auto op : entry.getOps<linalg::LinalgOp>()) {
    if (*number >= op.getNumDpsInputs())
      continue;
    OpOperand &use = *op.getDpsInputOperand(*number);
    auto toTensor = use.get().getDefiningOp<bufferization::ToTensorOp>();
    auto buffer = toTensor ? dyn_cast<BlockArgument>(toTensor.getBuffer())
                           : BlockArgument();
    if (!buffer || buffer.getArgNumber() >= getNumKernelInputs(entry))
      continue;
    std::optional<PackedInput> packed = resolveLayout(op, use, operand.packed);
    if (!packed)
      continue;
    packed->input = buffer.getArgNumber();
    return packed;
  }
  return std::nullopt;
}

/// Makes the input of the kernel a packed one, and packs what the dispatch
/// gives it.
static void packInput(DispatchOp dispatch, func::FuncOp entry,
                      const PackedInput &packed) {
  OpBuilder builder(dispatch);
  OpOperand &operand = dispatch.getInputsMutable()[packed.input];
  auto type = cast<RankedTensorType>(operand.get().getType());
  auto weight = PackConstantOp::create(
      builder, dispatch.getLoc(), operand.get(), packed.order, packed.innerDims,
      packed.innerTiles, packed.isScalable);
  auto packedType = cast<RankedTensorType>(weight.getType());
  operand.set(weight);

  SmallVector<MemRefType> types;
  for (unsigned i = 0, e = getNumKernelBuffers(entry); i < e; ++i)
    types.push_back(cast<MemRefType>(entry.getArgumentTypes()[i]));
  types[packed.input] =
      MemRefType::get(packedType.getShape(), packedType.getElementType());
  SmallVector<SmallVector<Value>> strides = getStrideOperands(dispatch, entry);
  setBufferTypes(dispatch, entry, types, strides);

  for (Operation *user :
       llvm::make_early_inc_range(entry.getArgument(packed.input).getUsers())) {
    auto toTensor = cast<bufferization::ToTensorOp>(user);
    OpBuilder inside(toTensor);
    auto packedTensor = bufferization::ToTensorOp::create(
        inside, toTensor.getLoc(), packedType, entry.getArgument(packed.input),
        toTensor.getRestrict(), toTensor.getWritable());
    auto logical = UnpackOp::create(
        inside, toTensor.getLoc(), type, packedTensor, packed.order,
        packed.innerDims, packed.innerTiles, packed.isScalable);
    toTensor.replaceAllUsesWith(logical.getResult());
    toTensor.erase();
  }
}

namespace {

struct NNPackOperandsPass
    : public nn::impl::NNPackOperandsBase<NNPackOperandsPass> {
  void runOnOperation() override {
    KernelInterfaces interfaces(getOperation());
    for (DispatchOp dispatch : interfaces.getDispatches())
      if (failed(packOperands(dispatch, interfaces)))
        return signalPassFailure();
  }

private:
  LogicalResult packOperands(DispatchOp dispatch, KernelInterfaces &interfaces);
};

} // namespace

LogicalResult NNPackOperandsPass::packOperands(DispatchOp dispatch,
                                               KernelInterfaces &interfaces) {
  ModuleOp kernel = dispatch.getKernelModule();
  auto schedule =
      kernel ? kernel->getAttrOfType<ScheduleAttr>("nn.schedule") : nullptr;
  func::FuncOp entry = kernel ? getKernelEntry(kernel) : nullptr;
  if (!schedule || !entry)
    return success();
  SmallVector<PackedInput> inputs;
  for (const ScheduleStage &stage : schedule.getSchedule().stages)
    for (const ScheduleOperand &operand : stage.operands) {
      if (operand.at == ScheduleOperand::Place::Shared)
        continue;
      std::optional<PackedInput> packed = findInput(entry, operand);
      if (!packed)
        return kernel.emitError("no op of kernel '")
               << *kernel.getSymName() << "' has an operand '" << operand.name
               << "' with the dimensions that stage '" << stage.name
               << "' packs";
      if (packed->isScalable != (operand.at == ScheduleOperand::Place::Load))
        return kernel.emitError("stage '")
               << stage.name << "' packs '" << operand.name << "' at "
               << nn::getName(operand.at) << ", expected "
               << (packed->isScalable ? "load for a scalable layout"
                                      : "init for a layout of known size");
      Value tensor = dispatch.getInputs()[packed->input];
      int64_t rank = cast<RankedTensorType>(tensor.getType()).getRank();
      if (failed(packed->getPacking().verify([&] { return kernel.emitError(); },
                                             rank)))
        return failure();
      if (isConstantView(tensor))
        inputs.push_back(*packed);
    }
  // Another dispatch of the kernel may not have a constant there.
  if (!inputs.empty())
    entry = interfaces.getOwnEntry(dispatch);
  for (const PackedInput &packed : inputs)
    packInput(dispatch, entry, packed);
  return success();
}
