//===- PackOperands.cpp ---------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "HostViews.h"
#include "KernelInterface.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/IndexingUtils.h"
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

/// Packs what the dispatch gives the kernel as that input. What is no constant
/// is packed by the host.
static Value createPacked(OpBuilder &builder, DispatchOp dispatch,
                          const PackedInput &packed) {
  Location loc = dispatch.getLoc();
  Value tensor = dispatch.getInputs()[packed.input];
  if (isConstantView(tensor))
    return PackConstantOp::create(builder, loc, tensor, packed.order,
                                  packed.innerDims, packed.innerTiles,
                                  packed.isScalable);
  assert(packed.innerTiles.empty() && "tiles of what is no constant");
  SmallVector<OpFoldResult> sizes =
      applyPermutation(getHostSizes(builder, tensor), packed.order);
  Value empty = tensor::EmptyOp::create(builder, loc, sizes,
                                        getElementTypeOrSelf(tensor.getType()));
  return linalg::TransposeOp::create(builder, loc, tensor, empty, packed.order)
      ->getResult(0);
}

/// Lets those who ask for a size of a tensor whose dimensions were permuted ask
/// for the dimension that has it now.
template <typename DimOp>
static void permuteSizes(Value tensor, ArrayRef<int64_t> order) {
  SmallVector<int64_t> places = invertPermutationVector(order);
  for (OpOperand &use : tensor.getUses())
    if (auto dim = dyn_cast<DimOp>(use.getOwner())) {
      OpBuilder builder(dim);
      dim.getIndexMutable().assign(arith::ConstantIndexOp::create(
          builder, dim.getLoc(), places[*dim.getConstantIndex()]));
    }
}

/// Makes the input of the kernel a packed one, and packs what the dispatch
/// gives it.
static void packInput(DispatchOp dispatch, func::FuncOp entry,
                      const PackedInput &packed) {
  OpBuilder builder(dispatch);
  OpOperand &operand = dispatch.getInputsMutable()[packed.input];
  auto type = cast<RankedTensorType>(operand.get().getType());
  Value tensor = createPacked(builder, dispatch, packed);
  auto packedType = cast<RankedTensorType>(tensor.getType());
  operand.set(tensor);

  SmallVector<MemRefType> types;
  for (unsigned i = 0, e = getNumKernelBuffers(entry); i < e; ++i)
    types.push_back(cast<MemRefType>(entry.getArgumentTypes()[i]));
  types[packed.input] =
      MemRefType::get(packedType.getShape(), packedType.getElementType());
  SmallVector<SmallVector<Value>> strides = getStrideOperands(dispatch, entry);
  strides[packed.input].clear();
  setBufferTypes(dispatch, entry, types, strides);

  BlockArgument buffer = entry.getArgument(packed.input);
  if (packed.innerTiles.empty())
    permuteSizes<memref::DimOp>(buffer, packed.order);
  for (Operation *user : llvm::make_early_inc_range(buffer.getUsers())) {
    auto toTensor = dyn_cast<bufferization::ToTensorOp>(user);
    if (!toTensor)
      continue;
    OpBuilder inside(toTensor);
    auto packedTensor = bufferization::ToTensorOp::create(
        inside, toTensor.getLoc(), packedType, buffer, toTensor.getRestrict(),
        toTensor.getWritable());
    if (packed.innerTiles.empty()) {
      permuteSizes<tensor::DimOp>(toTensor, packed.order);
      toTensor->replaceUsesWithIf(
          ValueRange(packedTensor.getResult()),
          [](OpOperand &use) { return isa<tensor::DimOp>(use.getOwner()); });
    }
    auto logical = UnpackOp::create(
        inside, toTensor.getLoc(), type, packedTensor, packed.order,
        packed.innerDims, packed.innerTiles, packed.isScalable);
    toTensor.replaceAllUsesWith(logical.getResult());
    toTensor.erase();
  }
}

/// Returns where an operand of that layout has to be packed, if not there.
static const char *getExpectedPlace(const PackedInput &packed,
                                    ScheduleOperand::Place at) {
  if (packed.isScalable)
    return at == ScheduleOperand::Place::Load ? nullptr
                                              : "load for a scalable layout";
  if (at == ScheduleOperand::Place::Init ||
      (at == ScheduleOperand::Place::Call && packed.innerTiles.empty()))
    return nullptr;
  return at == ScheduleOperand::Place::Call
             ? "init for a layout with tiles"
             : "init or call for a layout of known size";
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
      if (const char *expected = getExpectedPlace(*packed, operand.at))
        return kernel.emitError("stage '")
               << stage.name << "' packs '" << operand.name << "' at "
               << nn::getName(operand.at) << ", expected " << expected;
      Value tensor = dispatch.getInputs()[packed->input];
      int64_t rank = cast<RankedTensorType>(tensor.getType()).getRank();
      if (failed(packed->getPacking().verify([&] { return kernel.emitError(); },
                                             rank)))
        return failure();
      if (isConstantView(tensor) || operand.at == ScheduleOperand::Place::Call)
        inputs.push_back(*packed);
    }
  // Another dispatch of the kernel may not have a constant there.
  if (!inputs.empty())
    entry = interfaces.getOwnEntry(dispatch);
  for (const PackedInput &packed : inputs)
    packInput(dispatch, entry, packed);
  return success();
}
