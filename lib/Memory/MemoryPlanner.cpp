//===- MemoryPlanner.cpp --------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where the tensors of straight-line code lie.
//
//===----------------------------------------------------------------------===//

#include "MemoryPlanner.h"
#include "PackAtLoad.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/IR/Remarks.h"
#include "nn/Dialect/Kernel/IR/KernelModule.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::memory;

MemoryPlanner::MemoryPlanner(func::FuncOp function) : function(function) {}

LogicalResult
MemoryPlanner::run(ArrayRef<SmallVector<OpFoldResult>> argumentSizes) {
  int64_t step = 0;
  std::function<void(Operation *)> number = [&](Operation *op) {
    int64_t first = step++;
    for (Region &region : op->getRegions())
      for (Block &block : region)
        for (Operation &nested : block)
          number(&nested);
    steps[op] = {first, step++};
  };
  number(function);

  OpBuilder builder = OpBuilder::atBlockBegin(&function.front());
  unsigned numInputs = 0;
  for (auto [argument, sizes] :
       llvm::zip(function.getArguments(), argumentSizes)) {
    auto type = dyn_cast<RankedTensorType>(argument.getType());
    if (!type)
      continue;
    unsigned buffer = plan.createBuffer(Buffer::Kind::Input);
    plan.buffers[buffer].index = numInputs++;
    for (OpFoldResult size : sizes)
      if (auto value = dyn_cast<Value>(size))
        plan.knownSizes.insertInput(value);
    // Behind the loads of the sizes.
    builder.setInsertionPointToStart(&function.front());
    for (OpFoldResult size : sizes)
      if (auto value = dyn_cast<Value>(size))
        if (Operation *op = value.getDefiningOp())
          builder.setInsertionPointAfter(op);
    place(argument, getWholePlacement(builder, argument.getLoc(), buffer,
                                      type.getElementType(), sizes));
  }

  if (failed(planBlock(function.front())))
    return failure();
  computeLifeTimes();
  reserveBuffers();
  return success();
}

FailureOr<MemoryPlan>
memory::planMemory(func::FuncOp function,
                   ArrayRef<SmallVector<OpFoldResult>> argumentSizes) {
  MemoryPlanner planner(function);
  if (failed(planner.run(argumentSizes)))
    return failure();
  return planner.takePlan();
}

//===----------------------------------------------------------------------===//
// Places
//===----------------------------------------------------------------------===//

void MemoryPlanner::place(Value tensor, Placement placement) {
  for (unsigned root : getRoots(placement.buffer))
    plan.buffers[root].values.push_back(tensor);
  plan.placements[tensor] = std::move(placement);
}

ArrayRef<unsigned> MemoryPlanner::getRoots(unsigned buffer) const {
  const Buffer &of = plan.buffers[buffer];
  if (of.kind == Buffer::Kind::Chosen)
    return of.roots;
  return of.self;
}

Placement MemoryPlanner::createTemporary(OpBuilder &builder, Location loc,
                                         const Placement &like) {
  unsigned buffer = plan.createBuffer(Buffer::Kind::Arena);
  plan.buffers[buffer].elementType = like.elementType;
  plan.buffers[buffer].sizes = like.sizes;
  plan.buffers[buffer].site = &*builder.getInsertionPoint();
  return getWholePlacement(builder, loc, buffer, like.elementType, like.sizes);
}

void MemoryPlanner::reserveBuffers() {
  unsigned numSlots = 0;
  for (Buffer &buffer : plan.buffers) {
    if (buffer.kind != Buffer::Kind::Arena || buffer.first < 0 ||
        areKnownAtEntry(buffer.sizes))
      continue;
    buffer.kind = Buffer::Kind::Reserved;
    buffer.index = numSlots++;
  }
}

Placement MemoryPlanner::createChosen(OpBuilder &builder, Operation *chooser,
                                      bool isArgument,
                                      ArrayRef<Placement> places) {
  unsigned buffer = plan.createBuffer(Buffer::Kind::Chosen);
  plan.buffers[buffer].chooser = chooser;
  plan.buffers[buffer].isArgument = isArgument;
  SmallVector<unsigned> roots;
  for (const Placement &placement : places)
    llvm::append_range(roots, getRoots(placement.buffer));
  llvm::sort(roots);
  roots.erase(llvm::unique(roots), roots.end());
  plan.buffers[buffer].roots = roots;
  return getWholePlacement(builder, chooser->getLoc(), buffer,
                           places.front().elementType, places.front().sizes);
}

bool MemoryPlanner::isChosenOutside(unsigned buffer, Operation *op) const {
  const Buffer &of = plan.buffers[buffer];
  if (of.kind == Buffer::Kind::Arena && !areKnownAtEntry(of.sizes))
    return !op->isProperAncestor(of.site);
  if (of.kind != Buffer::Kind::Chosen)
    return true;
  if (of.sameAs)
    return isChosenOutside(*of.sameAs, op);
  return of.chooser != op ? !op->isProperAncestor(of.chooser) : !of.isArgument;
}

bool MemoryPlanner::isWholeTemporary(const Placement &placement) const {
  const Buffer &buffer = plan.buffers[placement.buffer];
  if (buffer.kind != Buffer::Kind::Arena || !placement.contiguous ||
      !isConstantIntValue(placement.offset, 0))
    return false;
  // The same elements, if in another shape.
  if (llvm::equal(buffer.sizes, placement.sizes,
                  [](OpFoldResult lhs, OpFoldResult rhs) {
                    return isSameIndex(lhs, rhs);
                  }))
    return true;
  auto count = [](ArrayRef<OpFoldResult> sizes) -> std::optional<int64_t> {
    int64_t product = 1;
    for (OpFoldResult size : sizes) {
      std::optional<int64_t> number = getConstantIntValue(size);
      if (!number)
        return std::nullopt;
      product *= *number;
    }
    return product;
  };
  std::optional<int64_t> expected = count(buffer.sizes);
  return expected && expected == count(placement.sizes);
}

bool MemoryPlanner::isLastUseOfTemporary(OpOperand &operand) const {
  const Placement &placement = getPlacement(operand.get());
  if (!isWholeTemporary(placement))
    return false;
  Operation *user = operand.getOwner();
  for (Value value : plan.buffers[placement.buffer].values)
    for (OpOperand &use : value.getUses())
      if (&use != &operand &&
          getUseStep(use.getOwner(), value.getParentRegion()) >=
              steps.lookup(user).first)
        return false;
  // An outer loop would come back for what this use destroys.
  return getUseStep(user, operand.get().getParentRegion()) ==
         steps.lookup(user).first;
}

//===----------------------------------------------------------------------===//
// Copies
//===----------------------------------------------------------------------===//

void MemoryPlanner::remarkCopy(Operation *op, StringRef reason) {
  remark::missed(op->getLoc(), remark::RemarkOpts::name("copy")
                                   .category("nn-plan-memory")
                                   .function(function.getName()))
      << remark::reason("{0}", reason);
}

void MemoryPlanner::copyBefore(Operation *op, const Placement &from,
                               const Placement &to, StringRef reason) {
  plan.copiesBefore[op].push_back({from, to});
  remarkCopy(op, reason);
}

void MemoryPlanner::copyAfter(Operation *op, const Placement &from,
                              const Placement &to, StringRef reason) {
  plan.copiesAfter[op].push_back({from, to});
  remarkCopy(op, reason);
}

Placement MemoryPlanner::copyOperand(OpOperand &operand, StringRef reason) {
  Operation *op = operand.getOwner();
  OpBuilder builder(op);
  const Placement from = getPlacement(operand.get());
  Placement to = createTemporary(builder, op->getLoc(), from);
  if (!from.undefined)
    copyBefore(op, from, to, reason);
  plan.operandPlacements[&operand] = to;
  return to;
}

//===----------------------------------------------------------------------===//
// Ops
//===----------------------------------------------------------------------===//

LogicalResult MemoryPlanner::planBlock(Block &block) {
  for (Operation &op : llvm::make_early_inc_range(block))
    if (failed(planOp(&op)))
      return failure();
  return success();
}

/// Returns true if all that the op does is to compute tensors without elements.
static bool computesNothing(Operation *op) {
  return op->getNumResults() && !op->hasTrait<OpTrait::IsTerminator>() &&
         !isa<scf::SCFDialect, arith::ArithDialect>(op->getDialect()) &&
         llvm::all_of(op->getResultTypes(), [](Type type) {
           auto tensor = dyn_cast<RankedTensorType>(type);
           return tensor && tensor.hasStaticShape() &&
                  tensor.getNumElements() == 0;
         });
}

void MemoryPlanner::placeNothing(OpResult result) {
  OpBuilder builder(result.getOwner());
  auto type = cast<RankedTensorType>(result.getType());
  unsigned buffer = plan.createBuffer(Buffer::Kind::Arena);
  plan.buffers[buffer].elementType = type.getElementType();
  plan.buffers[buffer].sizes =
      getAsIndexOpFoldResult(builder.getContext(), type.getShape());
  place(result,
        getWholePlacement(builder, result.getLoc(), buffer,
                          type.getElementType(), plan.buffers[buffer].sizes));
}

/// Folds arithmetic whose operands turned out to be equal sizes, so that what
/// it computes is seen to be one of them.
static void foldScalars(Operation *op) {
  if (op->getNumResults() != 1 || op->getNumRegions() ||
      !isMemoryEffectFree(op))
    return;
  SmallVector<OpFoldResult, 1> results;
  if (failed(op->fold(results)) || results.size() != 1)
    return;
  if (auto value = dyn_cast<Value>(results.front()))
    op->getResult(0).replaceAllUsesWith(value);
}

LogicalResult MemoryPlanner::planOp(Operation *op) {
  // Index arithmetic that the plan itself has added has no step.
  if (!steps.contains(op))
    return success();
  OpBuilder builder(op);
  Location loc = op->getLoc();
  for (Type type : op->getResultTypes())
    if (isa<UnrankedTensorType>(type))
      return op->emitOpError("has a result of unknown rank, which has no place "
                             "in memory");

  if (computesNothing(op)) {
    plan.emptyOps.insert(op);
    for (OpResult result : op->getResults())
      placeNothing(result);
    return success();
  }
  return llvm::TypeSwitch<Operation *, LogicalResult>(op)
      .Case([&](arith::ConstantOp constantOp) {
        if (isTensor(constantOp)) {
          auto type = cast<RankedTensorType>(constantOp.getType());
          planConstant(
              op, {cast<ElementsAttr>(constantOp.getValue()), nullptr},
              getAsIndexOpFoldResult(op->getContext(), type.getShape()));
        }
        return success();
      })
      .Case([&](tensor::EmptyOp emptyOp) {
        unsigned buffer = plan.createBuffer(Buffer::Kind::Arena);
        Type elementType = emptyOp.getType().getElementType();
        plan.buffers[buffer].elementType = elementType;
        plan.buffers[buffer].sizes = emptyOp.getMixedSizes();
        plan.buffers[buffer].site = op;
        Placement placement = getWholePlacement(
            builder, loc, buffer, elementType, emptyOp.getMixedSizes());
        placement.undefined = true;
        place(emptyOp.getResult(), placement);
        return success();
      })
      .Case([&](tensor::FromElementsOp fromOp) {
        unsigned buffer = plan.createBuffer(Buffer::Kind::Arena);
        auto type = cast<RankedTensorType>(fromOp.getType());
        SmallVector<OpFoldResult> sizes =
            getAsIndexOpFoldResult(op->getContext(), type.getShape());
        plan.buffers[buffer].elementType = type.getElementType();
        plan.buffers[buffer].sizes = sizes;
        place(fromOp.getResult(),
              getWholePlacement(builder, loc, buffer, type.getElementType(),
                                sizes));
        return success();
      })
      .Case([&](tensor::CastOp castOp) {
        planCast(castOp);
        return success();
      })
      .Case([&](tensor::ExpandShapeOp expandOp) {
        place(expandOp.getResult(),
              getExpandedPlacement(builder, expandOp,
                                   getPlacement(expandOp.getSrc())));
        return success();
      })
      .Case([&](tensor::CollapseShapeOp collapseOp) {
        planCollapse(collapseOp);
        return success();
      })
      .Case([&](tensor::ReshapeOp reshapeOp) { return planReshape(reshapeOp); })
      .Case([&](tensor::ExtractSliceOp sliceOp) {
        place(sliceOp.getResult(),
              getSlicePlacement(
                  builder, loc, getPlacement(sliceOp.getSource()),
                  sliceOp.getMixedOffsets(), sliceOp.getMixedSizes(),
                  sliceOp.getMixedStrides(), sliceOp.getDroppedDims()));
        return success();
      })
      .Case([&](tensor::InsertSliceOp insertOp) {
        planInsertSlice(insertOp);
        return success();
      })
      .Case([&](tensor::InsertOp insertOp) {
        planInsert(insertOp);
        return success();
      })
      .Case([&](tensor::DimOp dimOp) -> LogicalResult {
        std::optional<int64_t> dim = dimOp.getConstantIndex();
        if (!dim)
          return dimOp.emitOpError("of an index that is no constant cannot run "
                                   "on the host");
        const Placement &placement = getPlacement(dimOp.getSource());
        if (*dim < 0 || *dim >= placement.getRank())
          return dimOp.emitOpError("asks for dimension ")
                 << *dim << " of a tensor of rank " << placement.getRank();
        dimOp.getResult().replaceAllUsesWith(getValueOrCreateConstantIndexOp(
            builder, loc, placement.sizes[*dim]));
        return success();
      })
      .Case([&](tensor::ExtractOp) { return success(); })
      .Case([&](PackConstantOp packOp) { return planPackedConstant(packOp); })
      .Case([&](DispatchOp dispatchOp) { return planDispatch(dispatchOp); })
      .Case([&](func::ReturnOp returnOp) { return planReturn(returnOp); })
      .Case([&](scf::IfOp ifOp) { return planIf(ifOp); })
      .Case([&](scf::ForOp forOp) { return planFor(forOp); })
      .Case([&](scf::WhileOp whileOp) { return planWhile(whileOp); })
      // What these give on is the business of the op they end.
      .Case<scf::YieldOp, scf::ConditionOp>(
          [](Operation *) { return success(); })
      .Default([&](Operation *op) -> LogicalResult {
        if (llvm::any_of(op->getOperands(), isTensor) ||
            llvm::any_of(op->getResults(), isTensor))
          return op->emitOpError(
              "on tensors cannot run on the host: it belongs "
              "in a kernel");
        foldScalars(op);
        for (Region &region : op->getRegions())
          for (Block &block : region)
            if (failed(planBlock(block)))
              return failure();
        return success();
      });
}

void MemoryPlanner::planConstant(Operation *op, PlannedConstant constant,
                                 ArrayRef<OpFoldResult> sizes) {
  Attribute key = constant.value;
  if (constant.packing)
    key = ArrayAttr::get(op->getContext(), {key, constant.packing});
  auto [it, isNew] = constantBuffers.try_emplace(key, plan.buffers.size());
  if (isNew) {
    unsigned buffer = plan.createBuffer(Buffer::Kind::Constant);
    plan.buffers[buffer].index = plan.constants.size();
    plan.constants.push_back(constant);
  }
  auto type = cast<RankedTensorType>(op->getResult(0).getType());
  OpBuilder builder(op);
  place(op->getResult(0), getWholePlacement(builder, op->getLoc(), it->second,
                                            type.getElementType(),
                                            SmallVector<OpFoldResult>(sizes)));
}

LogicalResult MemoryPlanner::planPackedConstant(PackConstantOp op) {
  ElementsAttr value;
  if (!op.getScalable() || !matchPattern(op.getInput(), m_Constant(&value)))
    return op.emitOpError("cannot run on the host: expected a constant and a "
                          "scalable layout");
  OpBuilder builder(op);
  planConstant(op, {value, op->getAttrDictionary()},
               getPackedSizes(builder, op.getLoc(), op.getPacking(),
                              op.getInput().getType().getShape()));
  return success();
}

LogicalResult MemoryPlanner::planDispatch(DispatchOp op) {
  func::FuncOp entry;
  if (ModuleOp kernel = op.getKernelModule())
    entry = getKernelEntry(kernel);
  if (!entry)
    return op.emitOpError("needs the kernel's '")
           << kernelEntryName << "' on memrefs to plan its memory";
  ArrayRef<Type> types = entry.getArgumentTypes();

  for (OpOperand &input : op.getInputsMutable())
    if (!fitsMemRef(getPlacement(input.get()),
                    cast<MemRefType>(types[input.getOperandNumber()])))
      copyOperand(input, "the kernel wants its input in another layout");

  for (auto [i, output] : llvm::enumerate(op.getDpsInitsMutable())) {
    const Placement destination = getPlacement(output.get());
    auto type = cast<MemRefType>(types[output.getOperandNumber()]);
    Placement result = destination;
    if (!isTemporary(destination.buffer)) {
      // The caller's inputs and the constants stay as they are.
      result = copyOperand(output, "the kernel overwrites a tensor that it "
                                   "does not own");
    } else if (Value clobbered = findClobbered(op, destination)) {
      InFlightDiagnostic diagnostic = op.emitOpError("overwrites output ")
                                      << i << ", which is needed afterwards";
      diagnostic.attachNote(clobbered.getLoc()) << "as this value";
      return diagnostic;
    } else if (!fitsMemRef(destination, type)) {
      Placement copy =
          copyOperand(output, "the kernel wants its output in another layout");
      copyAfter(op, copy, destination,
                "the kernel wants its output in another layout");
    }
    result.undefined = false;
    place(op.getTiedOpResult(&output), result);
  }
  return success();
}

LogicalResult MemoryPlanner::planReturn(func::ReturnOp op) {
  OpBuilder builder(op);
  for (OpOperand &operand : op->getOpOperands()) {
    auto type = dyn_cast<RankedTensorType>(operand.get().getType());
    if (!type)
      return op.emitOpError("of a value that is no tensor: the entry function "
                            "of a network returns tensors");
    const Placement from = getPlacement(operand.get());
    if (!areKnownAtEntry(from.sizes)) {
      // The caller gets the block itself, but once.
      bool isFree = isWholeTemporary(from) &&
                    llvm::none_of(plan.keptOutputs, [&](const auto &kept) {
                      return kept.second == from.buffer;
                    });
      unsigned buffer = from.buffer;
      if (!isFree) {
        Placement to = createTemporary(builder, op.getLoc(), from);
        copyBefore(op, from, to, "a result is not computed in its place");
        buffer = to.buffer;
      }
      // Even if nothing was written there.
      int64_t step = steps.lookup(op).first;
      extendLife(buffer, step, step);
      plan.keptOutputs.push_back({operand.getOperandNumber(), buffer});
      continue;
    }
    // Computed there in the first place, if it can be.
    if (isWholeTemporary(from)) {
      plan.buffers[from.buffer].kind = Buffer::Kind::Output;
      plan.buffers[from.buffer].index = operand.getOperandNumber();
      continue;
    }
    unsigned buffer = plan.createBuffer(Buffer::Kind::Output);
    plan.buffers[buffer].index = operand.getOperandNumber();
    Placement to = getWholePlacement(builder, op.getLoc(), buffer,
                                     from.elementType, from.sizes);
    copyBefore(op, from, to, "a result is not computed in its place");
  }
  return success();
}
