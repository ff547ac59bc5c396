//===- HostRewriter.cpp ---------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// From tensors to pointers into buffers.
//
//===----------------------------------------------------------------------===//

#include "HostRewriter.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "nn/ABI/ByteCount.h"
#include "nn/ABI/CallingConvention.h"
#include "nn/Dialect/Kernel/IR/KernelModule.h"
#include "nn/Memory/TensorWebs.h"
#include "nn/Support/ElementBytes.h"
#include "nn/Support/Target.h"
#include "nn_runtime.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::memory;

void HostRewriter::rewrite(func::FuncOp function) {
  rewriteBlock(function.front());
  for (Operation *op : llvm::reverse(deadOps))
    op->erase();
  for (BlockArgument argument : llvm::reverse(deadArguments))
    argument.getOwner()->eraseArgument(argument.getArgNumber());
}

//===----------------------------------------------------------------------===//
// Addresses
//===----------------------------------------------------------------------===//

Value HostRewriter::getBase(OpBuilder &builder, Location loc, unsigned buffer) {
  const Buffer &of = plan.buffers[buffer];
  switch (of.kind) {
  case Buffer::Kind::Input:
  case Buffer::Kind::Output: {
    // Once, at the entry: past a launch nobody knows that it is still the same.
    Value &base = entryPointers[{of.kind, of.index}];
    if (!base) {
      OpBuilder entry =
          OpBuilder::atBlockBegin(cast<BlockArgument>(arguments.in).getOwner());
      base = abi::loadBufferData(entry, loc,
                                 of.kind == Buffer::Kind::Input ? arguments.in
                                                                : arguments.out,
                                 of.index);
    }
    return base;
  }
  case Buffer::Kind::Constant: {
    if (!constantTable) {
      OpBuilder entry = OpBuilder::atBlockBegin(
          cast<BlockArgument>(arguments.model).getOwner());
      constantTable = abi::loadConstantTable(entry, loc, arguments.model);
    }
    return abi::loadConstant(builder, loc, constantTable,
                             constantIndices[of.index]);
  }
  case Buffer::Kind::Reserved:
    return of.pointer;
  case Buffer::Kind::Chosen:
    return of.sameAs ? getBase(builder, loc, *of.sameAs) : of.pointer;
  case Buffer::Kind::Arena:
    break;
  }
  auto [group, units] = arena.offsets[buffer];
  OpFoldResult offset = addIndices(
      builder, loc, groupOffsets[group],
      mulIndices(builder, loc, groupUnits[group], builder.getIndexAttr(units)));
  auto begin = [&](LLVM::GEPArg place) -> Value {
    auto gep = LLVM::GEPOp::create(builder, loc, arguments.workspace.getType(),
                                   builder.getI8Type(), arguments.workspace,
                                   ArrayRef<LLVM::GEPArg>{place});
    gep->setAttr(memory::bufferAttrName, builder.getUnitAttr());
    return gep;
  };
  if (std::optional<int64_t> number = getConstantIntValue(offset)) {
    if (*number == 0)
      return arguments.workspace;
    // An offset that fits the op's attribute is one.
    if (llvm::isInt<LLVM::kGEPConstantBitWidth>(*number))
      return begin({static_cast<int32_t>(*number)});
  }
  Value bytes = arith::IndexCastOp::create(
      builder, loc, builder.getI64Type(),
      getValueOrCreateConstantIndexOp(builder, loc, offset));
  return begin({bytes});
}

/// The type of an element in memory.
static Type getStorageType(Type elementType) {
  return elementType.isIndex() ? IntegerType::get(elementType.getContext(), 64)
                               : elementType;
}

Value HostRewriter::getElementPointer(OpBuilder &builder, Location loc,
                                      const Placement &placement,
                                      ArrayRef<OpFoldResult> indices) {
  OpFoldResult offset = placement.offset;
  for (auto [index, stride] : llvm::zip(indices, placement.strides))
    offset = addIndices(builder, loc, offset,
                        mulIndices(builder, loc, index, stride));
  Value base = getBase(builder, loc, placement.buffer);
  if (isConstantIntValue(offset, 0))
    return base;
  Type elementType = getStorageType(placement.elementType);
  std::optional<int64_t> number = getConstantIntValue(offset);
  if (number && llvm::isInt<LLVM::kGEPConstantBitWidth>(*number))
    return LLVM::GEPOp::create(
        builder, loc, base.getType(), elementType, base,
        ArrayRef<LLVM::GEPArg>{static_cast<int32_t>(*number)});
  Value elements = arith::IndexCastOp::create(
      builder, loc, builder.getI64Type(),
      getValueOrCreateConstantIndexOp(builder, loc, offset));
  return LLVM::GEPOp::create(builder, loc, base.getType(), elementType, base,
                             ArrayRef<LLVM::GEPArg>{elements});
}

Value HostRewriter::getPointer(OpBuilder &builder, Location loc,
                               const Placement &placement) {
  return getElementPointer(builder, loc, placement, {});
}

//===----------------------------------------------------------------------===//
// Elements and copies
//===----------------------------------------------------------------------===//

/// Says which tensors an access of memory is of, as the op does that it
/// replaces.
static void copyTensors(Operation *from, Operation *to) {
  if (Attribute tensors = from->getAttr(memory::tensorsAttrName))
    to->setAttr(memory::tensorsAttrName, tensors);
}

void HostRewriter::storeElement(OpBuilder &builder, Operation *op,
                                Value element, Value pointer) {
  Location loc = op->getLoc();
  if (element.getType().isIndex())
    element =
        arith::IndexCastOp::create(builder, loc, builder.getI64Type(), element);
  copyTensors(op, StoreOp::create(builder, loc, element, pointer));
}

/// The number of trailing dimensions whose elements lie together in both.
static int64_t getNumInnerDims(const Placement &lhs, const Placement &rhs) {
  if (lhs.contiguous && rhs.contiguous)
    return lhs.getRank();
  std::optional<int64_t> expected = 1;
  int64_t dim = lhs.getRank();
  for (; dim > 0; --dim) {
    std::optional<int64_t> size = getConstantIntValue(lhs.sizes[dim - 1]);
    if (size && *size == 1)
      continue;
    if (!expected || !isConstantIntValue(lhs.strides[dim - 1], *expected) ||
        !isConstantIntValue(rhs.strides[dim - 1], *expected))
      break;
    expected = size ? std::optional<int64_t>(*expected * *size) : std::nullopt;
  }
  return lhs.getRank() - dim;
}

void HostRewriter::emitCopy(OpBuilder &builder, Location loc,
                            const TensorCopy &copy) {
  const Placement &from = copy.from;
  int64_t numOuter = from.getRank() - getNumInnerDims(from, copy.to);
  OpBuilder::InsertionGuard guard(builder);
  SmallVector<OpFoldResult> indices;
  for (int64_t dim = 0; dim < numOuter; ++dim) {
    if (isConstantIntValue(from.sizes[dim], 1)) {
      indices.push_back(builder.getIndexAttr(0));
      continue;
    }
    auto index = [&](OpFoldResult value) {
      return getValueOrCreateConstantIndexOp(builder, loc, value);
    };
    auto forOp = scf::ForOp::create(
        builder, loc, index(builder.getIndexAttr(0)), index(from.sizes[dim]),
        index(builder.getIndexAttr(1)));
    indices.push_back(forOp.getInductionVar());
    builder.setInsertionPointToStart(forOp.getBody());
  }
  Value source = getElementPointer(builder, loc, from, indices);
  Value destination = getElementPointer(builder, loc, copy.to, indices);
  OpFoldResult bytes = mulIndices(
      builder, loc,
      getProduct(builder, loc, ArrayRef(from.sizes).drop_front(numOuter)),
      builder.getIndexAttr(getElementBytes(from.elementType)));
  Value length = arith::IndexCastOp::create(
      builder, loc, builder.getI64Type(),
      getValueOrCreateConstantIndexOp(builder, loc, bytes));
  CopyOp::create(builder, loc, source, destination, length);
}

//===----------------------------------------------------------------------===//
// Ops
//===----------------------------------------------------------------------===//

void HostRewriter::rewriteBlock(Block &block) {
  SmallVector<Operation *> ops;
  for (Operation &op : block)
    ops.push_back(&op);
  for (Operation *op : ops) {
    reserve(op);
    OpBuilder builder(op);
    auto before = plan.copiesBefore.find(op);
    if (before != plan.copiesBefore.end())
      for (const TensorCopy &copy : before->second)
        emitCopy(builder, op->getLoc(), copy);
    rewriteOp(op);
    auto after = plan.copiesAfter.find(op);
    if (after != plan.copiesAfter.end())
      for (const TensorCopy &copy : after->second)
        emitCopy(builder, op->getLoc(), copy);
  }
}

void HostRewriter::reserve(Operation *site) {
  auto it = reservations.find(site);
  if (it == reservations.end())
    return;
  OpBuilder builder(site);
  for (unsigned index : it->second) {
    Buffer &buffer = plan.buffers[index];
    SmallVector<Value> sizes =
        getValueOrCreateConstantIndexOp(builder, site->getLoc(), buffer.sizes);
    buffer.pointer = ReserveOp::create(
        builder, site->getLoc(), arguments.workspace.getType(), buffer.index,
        getElementBytes(buffer.elementType), sizes);
  }
}

void HostRewriter::rewriteOp(Operation *op) {
  if (plan.emptyOps.contains(op)) {
    deadOps.push_back(op);
    return;
  }
  OpBuilder builder(op);
  Location loc = op->getLoc();
  llvm::TypeSwitch<Operation *>(op)
      .Case([&](DispatchOp dispatchOp) { rewriteDispatch(dispatchOp); })
      .Case([&](tensor::FromElementsOp fromOp) { rewriteFromElements(fromOp); })
      .Case([&](tensor::ExtractOp extractOp) {
        const Placement &placement =
            plan.getPlacement(extractOp.getTensorMutable());
        Type type = extractOp.getType();
        auto loadOp = LoadOp::create(
            builder, loc, getStorageType(type),
            getElementPointer(builder, loc, placement,
                              getAsOpFoldResult(extractOp.getIndices())));
        copyTensors(op, loadOp);
        Value element = loadOp.getResult();
        if (type.isIndex())
          element = arith::IndexCastOp::create(builder, loc, type, element);
        extractOp.getResult().replaceAllUsesWith(element);
        deadOps.push_back(op);
      })
      .Case([&](tensor::InsertOp insertOp) {
        storeElement(builder, op, insertOp.getScalar(),
                     getElementPointer(
                         builder, loc,
                         plan.placements.find(insertOp.getResult())->second,
                         getAsOpFoldResult(insertOp.getIndices())));
        deadOps.push_back(op);
      })
      .Case([&](scf::IfOp ifOp) { rewriteIf(ifOp); })
      .Case([&](scf::ForOp forOp) { rewriteFor(forOp); })
      .Case([&](scf::WhileOp whileOp) { rewriteWhile(whileOp); })
      .Case([&](func::ReturnOp returnOp) { rewriteReturn(returnOp); })
      .Default([&](Operation *op) {
        // Views, and what only names a destination.
        if (llvm::any_of(op->getResults(), isTensor) ||
            isa<tensor::DimOp>(op)) {
          deadOps.push_back(op);
          return;
        }
        for (Region &region : op->getRegions())
          for (Block &block : region)
            rewriteBlock(block);
      });
}

/// Returns the bytes of which the address of a tensor is known to be a multiple
/// on a device, which has aligned memory for inputs and outputs too.
static int64_t getAlignment(const MemoryPlan &plan,
                            const Placement &placement) {
  int64_t bytes = getElementBytes(placement.elementType);
  const Buffer *buffer = &plan.buffers[placement.buffer];
  while (buffer->kind == Buffer::Kind::Chosen && buffer->sameAs)
    buffer = &plan.buffers[*buffer->sameAs];
  std::optional<int64_t> offset = getConstantIntValue(placement.offset);
  if (!offset || buffer->kind == Buffer::Kind::Chosen)
    return bytes;
  return llvm::MinAlign(NN_ALIGNMENT, *offset * bytes);
}

/// Tells a kernel for a device how a launch aligns one of its buffers.
static void noteAlignment(func::FuncOp entry, unsigned argument,
                          int64_t alignment) {
  if (auto known = entry.getArgAttrOfType<IntegerAttr>(argument,
                                                       kernelAlignmentAttrName))
    alignment = std::min(alignment, known.getInt());
  entry.setArgAttr(argument, kernelAlignmentAttrName,
                   Builder(entry.getContext()).getI64IntegerAttr(alignment));
}

void HostRewriter::rewriteDispatch(DispatchOp op) {
  OpBuilder builder(op);
  Location loc = op.getLoc();
  func::FuncOp entry = getKernelEntry(op.getKernelModule());
  bool hasDevice = TargetInfo::get(op).hasDevice();
  SmallVector<Value> pointers, sizes, strides;
  unsigned numBuffers = op.getInputs().size() + op.getOutputs().size();
  for (OpOperand &operand : op->getOpOperands().take_front(numBuffers)) {
    const Placement &placement = plan.getPlacement(operand);
    pointers.push_back(getPointer(builder, loc, placement));
    if (hasDevice)
      noteAlignment(entry, operand.getOperandNumber(),
                    getAlignment(plan, placement));
    auto type =
        cast<MemRefType>(entry.getArgumentTypes()[operand.getOperandNumber()]);
    for (auto [dim, size] : llvm::enumerate(type.getShape()))
      if (ShapedType::isDynamic(size))
        sizes.push_back(getValueOrCreateConstantIndexOp(builder, loc,
                                                        placement.sizes[dim]));
    if (auto layout = dyn_cast<StridedLayoutAttr>(type.getLayout()))
      for (auto [dim, stride] : llvm::enumerate(layout.getStrides()))
        if (ShapedType::isDynamic(stride))
          strides.push_back(getValueOrCreateConstantIndexOp(
              builder, loc, placement.strides[dim]));
  }
  llvm::append_range(sizes, strides);
  auto launchOp = LaunchOp::create(
      builder, loc, FlatSymbolRefAttr::get(op.getKernel().getRootReference()),
      pointers, sizes);
  copyTensors(op, launchOp);
  deadOps.push_back(op);
}

void HostRewriter::rewriteFromElements(tensor::FromElementsOp op) {
  OpBuilder builder(op);
  Location loc = op.getLoc();
  Placement placement = plan.placements.find(op.getResult())->second;
  // In memory the elements follow each other.
  placement.strides = {builder.getIndexAttr(1)};
  for (auto [i, element] : llvm::enumerate(op.getElements()))
    storeElement(builder, op, element,
                 getElementPointer(builder, loc, placement,
                                   OpFoldResult(builder.getIndexAttr(i))));
  deadOps.push_back(op);
}

void HostRewriter::rewriteReturn(func::ReturnOp op) {
  OpBuilder builder(op);
  Location loc = op.getLoc();
  // What was reserved for outputs becomes the caller's, with its sizes.
  for (auto [output, buffer] : plan.keptOutputs) {
    for (auto [dim, size] : llvm::enumerate(plan.buffers[buffer].sizes))
      abi::storeBufferSize(builder, loc, arguments.out, output, dim,
                           getValueOrCreateConstantIndexOp(builder, loc, size));
    abi::storeBufferData(builder, loc, arguments.out, output,
                         getBase(builder, loc, buffer));
    KeepOp::create(builder, loc, plan.buffers[buffer].index);
  }
  Value success =
      arith::ConstantIntOp::create(builder, loc, /*value=*/0, /*width=*/32);
  func::ReturnOp::create(builder, loc, success);
  deadOps.push_back(op);
}

//===----------------------------------------------------------------------===//
// Branches and loops
//===----------------------------------------------------------------------===//

Operation *HostRewriter::replaceKeepingRegions(Operation *op,
                                               ValueRange operands,
                                               TypeRange resultTypes) {
  OpBuilder builder(op);
  OperationState state(op->getLoc(), op->getName());
  state.addOperands(operands);
  state.addTypes(resultTypes);
  state.addAttributes(op->getAttrs());
  for (Region &region : op->getRegions())
    state.addRegion()->takeBody(region);
  deadOps.push_back(op);
  return builder.create(state);
}

void HostRewriter::rewriteIf(scf::IfOp op) {
  for (Region &region : op->getRegions())
    for (Block &block : region)
      rewriteBlock(block);

  // Which results there still are: what is no tensor, and chosen pointers.
  SmallVector<OpResult> kept;
  SmallVector<Type> types;
  for (OpResult result : op.getResults()) {
    if (isTensor(result)) {
      const Buffer &buffer =
          plan.buffers[plan.placements.find(result)->second.buffer];
      if (buffer.kind != Buffer::Kind::Chosen || buffer.chooser != op)
        continue;
      types.push_back(arguments.workspace.getType());
    } else {
      types.push_back(result.getType());
    }
    kept.push_back(result);
  }
  for (Region &region : op->getRegions()) {
    if (region.empty())
      continue;
    Operation *yield = region.front().getTerminator();
    OpBuilder builder(yield);
    SmallVector<Value> operands;
    for (OpResult result : kept) {
      OpOperand &operand = yield->getOpOperand(result.getResultNumber());
      operands.push_back(
          isTensor(result)
              ? getPointer(builder, yield->getLoc(), plan.getPlacement(operand))
              : operand.get());
    }
    yield->setOperands(operands);
  }
  Operation *newOp = replaceKeepingRegions(op, op->getOperands(), types);
  for (auto [oldResult, newResult] : llvm::zip(kept, newOp->getResults())) {
    if (isTensor(oldResult))
      plan.buffers[plan.placements.find(oldResult)->second.buffer].pointer =
          newResult;
    else
      oldResult.replaceAllUsesWith(newResult);
  }
}

HostRewriter::CarriedValues
HostRewriter::collectCarried(Operation *loop,
                             MutableArrayRef<OpOperand> initials,
                             ArrayRef<BlockArgument> blockArguments) {
  OpBuilder builder(loop);
  Location loc = loop->getLoc();
  CarriedValues values;
  SmallVector<Value> pointers;
  for (auto [i, initial, argument, carried] : llvm::enumerate(
           initials, blockArguments, plan.loops.find(loop)->second.carried)) {
    if (!carried) {
      values.scalars.push_back(i);
      values.operands.push_back(initial.get());
      continue;
    }
    deadArguments.push_back(argument);
    if (carried->kind != CarriedTensor::Kind::Swapped)
      continue;
    values.swapped.push_back(&*carried);
    pointers.push_back(getPointer(builder, loc, plan.getPlacement(initial)));
    for (unsigned buffer : carried->alternating)
      pointers.push_back(getBase(builder, loc, buffer));
  }
  llvm::append_range(values.operands, pointers);
  return values;
}

void HostRewriter::rewriteIteration(Block &body, const CarriedValues &values,
                                    bool hasCurrent) {
  Type ptr = arguments.workspace.getType();
  Operation *yieldOp = body.getTerminator();
  Location loc = yieldOp->getParentOp()->getLoc();
  SmallVector<Value> round;
  for (const CarriedTensor *carried : values.swapped) {
    if (hasCurrent)
      plan.buffers[carried->current].pointer = body.addArgument(ptr, loc);
    Value next = body.addArgument(ptr, loc);
    plan.buffers[carried->next].pointer = next;
    Value afterNext = body.addArgument(ptr, loc);
    round.append({next, afterNext, next});
  }
  rewriteBlock(body);
  SmallVector<Value> yielded;
  for (unsigned i : values.scalars)
    yielded.push_back(yieldOp->getOperand(i));
  llvm::append_range(yielded, round);
  yieldOp->setOperands(yielded);
}

void HostRewriter::rewriteFor(scf::ForOp op) {
  CarriedValues values =
      collectCarried(op, op.getInitArgsMutable(), op.getRegionIterArgs());
  rewriteIteration(*op.getBody(), values, /*hasCurrent=*/true);

  SmallVector<Value> operands = {op.getLowerBound(), op.getUpperBound(),
                                 op.getStep()};
  llvm::append_range(operands, values.operands);
  SmallVector<Type> types(ValueRange(values.operands).getTypes());
  Operation *newOp = replaceKeepingRegions(op, operands, types);
  for (auto [position, i] : llvm::enumerate(values.scalars))
    op.getResult(i).replaceAllUsesWith(newOp->getResult(position));
  for (auto [i, carried] : llvm::enumerate(values.swapped))
    plan.buffers[carried->result].pointer =
        newOp->getResult(values.scalars.size() + 3 * i);
}

void HostRewriter::rewriteWhile(scf::WhileOp op) {
  Location loc = op.getLoc();
  Type ptr = arguments.workspace.getType();
  const LoopPlan &loop = plan.loops.find(op)->second;
  Block &before = *op.getBeforeBody();
  Block &after = *op.getAfterBody();
  auto conditionOp = op.getConditionOp();

  CarriedValues values = collectCarried(op, op->getOpOperands(),
                                        op.getBeforeBody()->getArguments());
  SmallVector<Value> alternating;
  for (const CarriedTensor *carried : values.swapped) {
    plan.buffers[carried->current].pointer = before.addArgument(ptr, loc);
    alternating.push_back(before.addArgument(ptr, loc));
    alternating.push_back(before.addArgument(ptr, loc));
  }
  rewriteBlock(before);

  // The condition passes scalars, then the pointers to tensors that it chooses,
  // then those to the buffers whose turn it is.
  SmallVector<Value> forwarded = {conditionOp.getCondition()};
  SmallVector<Value> chosen;
  SmallVector<unsigned> forwardedScalars;
  SmallVector<const ForwardedTensor *> forwardedTensors;
  for (auto [j, operand] :
       llvm::enumerate(conditionOp->getOpOperands().drop_front())) {
    if (!isTensor(operand.get())) {
      forwardedScalars.push_back(j);
      forwarded.push_back(operand.get());
      continue;
    }
    deadArguments.push_back(op.getAfterArguments()[j]);
    if (!loop.forwarded[j])
      continue;
    forwardedTensors.push_back(&*loop.forwarded[j]);
    OpBuilder conditionBuilder(conditionOp);
    chosen.push_back(getPointer(conditionBuilder, conditionOp.getLoc(),
                                plan.getPlacement(operand)));
  }
  llvm::append_range(forwarded, chosen);
  llvm::append_range(forwarded, alternating);
  conditionOp->setOperands(forwarded);

  for (const ForwardedTensor *tensor : forwardedTensors)
    plan.buffers[tensor->body].pointer = after.addArgument(ptr, loc);
  rewriteIteration(after, values, /*hasCurrent=*/false);

  SmallVector<Type> types(
      ValueRange(ArrayRef(forwarded).drop_front()).getTypes());
  Operation *newOp = replaceKeepingRegions(op, values.operands, types);
  for (auto [position, j] : llvm::enumerate(forwardedScalars))
    op.getResult(j).replaceAllUsesWith(newOp->getResult(position));
  for (auto [i, tensor] : llvm::enumerate(forwardedTensors))
    plan.buffers[tensor->result].pointer =
        newOp->getResult(forwardedScalars.size() + i);
}
