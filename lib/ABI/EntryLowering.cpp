//===- EntryLowering.cpp --------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What an entry function does besides the arithmetic of its sizes: it checks
// its arguments, finds memory, and runs kernels.
//
//===----------------------------------------------------------------------===//

#include "EntryLowering.h"
#include "Accesses.h"
#include "HostSupport.h"
#include "ModelDescription.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "nn/ABI/ByteCount.h"
#include "nn/ABI/CallingConvention.h"
#include "nn/Support/ElementBytes.h"
#include "nn/Support/Target.h"
#include "nn_runtime.h"

using namespace mlir;
using namespace mlir::nn;

EntryLowering::EntryLowering(ModuleOp module, SymbolTable &symbols,
                             func::FuncOp entry)
    : module(module), symbols(symbols), entry(entry), loc(entry.getLoc()),
      ptr(LLVM::LLVMPointerType::get(entry.getContext())),
      i32(IntegerType::get(entry.getContext(), 32)),
      i64(IntegerType::get(entry.getContext(), 64)),
      hasDevice(TargetInfo::get(module).hasDevice()) {}

Value EntryLowering::constant(OpBuilder &builder, int64_t number, Type type) {
  return arith::ConstantOp::create(builder, loc, type,
                                   builder.getIntegerAttr(type, number));
}

LLVM::LLVMFuncOp EntryLowering::declare(StringRef name, Type type) {
  if (auto function = symbols.lookup<LLVM::LLVMFuncOp>(name))
    return function;
  OpBuilder builder = OpBuilder::atBlockEnd(module.getBody());
  auto function = LLVM::LLVMFuncOp::create(builder, loc, name, type);
  symbols.insert(function, module.getBody()->end());
  return function;
}

LogicalResult EntryLowering::findLaunches() {
  entry.walk([&](LaunchOp op) { launches.push_back(op); });
  for (LaunchOp op : launches) {
    ModuleOp kernel = op.getKernelModule();
    if (!kernel)
      return op.emitOpError("launches '")
             << op.getKernel() << "', which is no kernel of this module";
    if (hasDevice && !kernel.lookupSymbol(abi::deviceKernelGlobal))
      return op.emitOpError("launches '")
             << op.getKernel() << "', which has no code for the device";
  }
  for (Attribute input : entry->getAttrOfType<ArrayAttr>(abi::inputsAttrName)) {
    auto type = cast<RankedTensorType>(
        cast<DictionaryAttr>(input).getAs<TypeAttr>("type").getValue());
    hasUnknownSizes |= !type.hasStaticShape();
  }
  return success();
}

//===----------------------------------------------------------------------===//
// Launches
//===----------------------------------------------------------------------===//

Value EntryLowering::getGridCount(OpBuilder &builder, ModuleOp kernel) {
  if (std::optional<int64_t> count =
          getConstantResult(kernel, abi::kernelGridFunction))
    return constant(builder, *count, i64);
  std::string name = abi::getKernelGridName(*kernel.getSymName());
  declare(name, LLVM::LLVMFunctionType::get(i64, {ptr}));
  return call(builder, name, args, i64);
}

Value EntryLowering::callScratch(OpBuilder &builder, LaunchOp op, Value args) {
  std::string name =
      abi::getKernelScratchName(*op.getKernelModule().getSymName());
  declare(name, LLVM::LLVMFunctionType::get(i64, {ptr}));
  return call(builder, name, args, i64);
}

void EntryLowering::storeArguments(OpBuilder &builder, LaunchOp op) {
  SmallVector<Value> slots(op.getBuffers());
  for (Value size : op.getSizes())
    slots.push_back(arith::IndexCastOp::create(builder, loc, i64, size));
  for (auto [i, value] : llvm::enumerate(slots)) {
    Value slot =
        LLVM::GEPOp::create(builder, loc, ptr, i64, args,
                            ArrayRef<LLVM::GEPArg>{static_cast<int32_t>(i)});
    LLVM::StoreOp::create(builder, loc, value, slot);
  }
}

void EntryLowering::lowerDeviceLaunch(LaunchOp op, int32_t number) {
  OpBuilder builder(op);
  ModuleOp kernel = op.getKernelModule();
  storeArguments(builder, op);
  std::string name = abi::getDeviceKernelName(*kernel.getSymName());
  if (!symbols.lookup(name)) {
    OpBuilder atEnd = OpBuilder::atBlockEnd(module.getBody());
    auto global = LLVM::GlobalOp::create(
        atEnd, loc, abi::getDeviceKernelType(module.getContext()),
        /*isConstant=*/true, LLVM::Linkage::External, name, Attribute());
    symbols.insert(global, module.getBody()->end());
  }
  Value address = LLVM::AddressOfOp::create(builder, loc, ptr, name);
  Value count = getGridCount(builder, kernel);
  LLVM::CallOp::create(
      builder, loc, TypeRange(), support::launchOnDevice,
      ValueRange{entry.getArgument(abi::EntryArgument::Context),
                 constant(builder, number, i32), address, args, count});
  op.erase();
}

void EntryLowering::lowerLaunch(const LaunchScratch &scratch, int32_t number) {
  LaunchOp op = scratch.launch;
  OpBuilder builder(op);
  ModuleOp kernel = op.getKernelModule();
  storeArguments(builder, op);
  std::string name = abi::getKernelEntryName(*kernel.getSymName());
  Type voidType = LLVM::LLVMVoidType::get(entry.getContext());
  declare(name, LLVM::LLVMFunctionType::get(voidType, {ptr, i64, i64, ptr}));
  Value address = LLVM::AddressOfOp::create(builder, loc, ptr, name);
  Value count = getGridCount(builder, kernel);

  Value context = entry.getArgument(abi::EntryArgument::Context);
  Value memory = entry.getArgument(abi::EntryArgument::Workspace);
  Value bytes = scratch.bytes ? constant(builder, *scratch.bytes, i64)
                              : callScratch(builder, op, args);
  // Whichever thread runs the one point, it has the same scratch.
  Value stride = scratch.isSerial || scratch.bytes == 0
                     ? constant(builder, 0, i64)
                     : call(builder, support::scratchStride, bytes, i64);
  if (scratch.isReserved()) {
    abi::ByteCount count(builder, op.getLoc());
    count.expectNotNegative(bytes);
    Value whole = bytes;
    if (!scratch.isSerial) {
      count.expectNotNegative(stride);
      whole =
          count.multiply(call(builder, support::threads, context, i64), stride);
    }
    count.check(whole);
    memory = reserve(builder, op.getLoc(), numSlots - 1, whole,
                     "no memory for {} bytes of scratch", whole);
  }
  LLVM::CallOp::create(builder, loc, TypeRange(), support::launch,
                       ValueRange{context, constant(builder, number, i32),
                                  address, args, count, memory, bytes, stride});
  op.erase();
}

void EntryLowering::lowerLaunches() {
  for (auto [number, op] : llvm::enumerate(launches)) {
    if (hasDevice)
      lowerDeviceLaunch(op, number);
    else
      lowerLaunch(scratch[number], number);
  }
}

//===----------------------------------------------------------------------===//
// Scratch
//===----------------------------------------------------------------------===//

void EntryLowering::planScratch() {
  if (hasDevice)
    return;
  abi::SizeSlice slice = getSlice(entry);
  for (LaunchOp op : launches)
    scratch.emplace_back(op, slice);
  if (llvm::any_of(scratch, std::mem_fn(&LaunchScratch::isReserved)))
    ++numSlots;
  if (llvm::none_of(scratch, std::mem_fn(&LaunchScratch::isInWorkspace)))
    return;
  OpBuilder builder(entry->getContext());
  builder.setInsertionPointAfter(entry);
  scratchFunction =
      func::FuncOp::create(builder, loc, abi::getScratchName(entry.getName()),
                           builder.getFunctionType({ptr, ptr}, i64));
  scratchFunction.setPrivate();
  scratchFunction->setAttr(
      "llvm.linkage",
      LLVM::LinkageAttr::get(entry.getContext(), LLVM::Linkage::Internal));
  symbols.insert(scratchFunction);
  buildScratchFunction(scratchFunction, entry, slice, scratch,
                       [&](OpBuilder &builder, LaunchOp op, Value args) {
                         return callScratch(builder, op, args);
                       });
  for (OpOperand &use :
       entry.getArgument(abi::EntryArgument::Workspace).getUses())
    arenaUses.push_back(&use);
}

/// Allocates on the stack.
void EntryLowering::addPrologue() {
  OpBuilder builder = OpBuilder::atBlockBegin(&entry.front());
  // Launches run one after the other: the arguments of all share one array.
  int64_t numArguments = 0;
  for (LaunchOp op : launches)
    numArguments = std::max<int64_t>(numArguments, op->getNumOperands());
  if (!launches.empty()) {
    int64_t numHidden = hasDevice ? 0 : -abi::kernelScratchSlot;
    args =
        LLVM::AllocaOp::create(builder, loc, ptr, i64,
                               constant(builder, numHidden + numArguments, i64),
                               /*alignment=*/8);
    if (numHidden)
      args = LLVM::GEPOp::create(
          builder, loc, ptr, i64, args,
          ArrayRef<LLVM::GEPArg>{static_cast<int32_t>(numHidden)});
    prologueEnd = args.getDefiningOp();
  }
  if (numSlots == 0)
    return;
  Type slot = abi::getSlotType(builder.getContext());
  slots = LLVM::AllocaOp::create(builder, loc, ptr, slot,
                                 constant(builder, numSlots, i64),
                                 /*alignment=*/8);
  // What a pointer takes, only LLVM's target tells.
  Value end = LLVM::GEPOp::create(
      builder, loc, ptr, slot, LLVM::ZeroOp::create(builder, loc, ptr),
      ArrayRef<LLVM::GEPArg>{static_cast<int32_t>(numSlots)});
  Value bytes = LLVM::PtrToIntOp::create(builder, loc, i64, end);
  prologueEnd = LLVM::MemsetOp::create(
      builder, loc, slots, constant(builder, 0, builder.getI8Type()), bytes,
      /*isVolatile=*/false);
}

//===----------------------------------------------------------------------===//
// Memory of sizes that are not statically known
//===----------------------------------------------------------------------===//

LogicalResult EntryLowering::findReservations() {
  entry.walk([&](Operation *op) {
    if (auto reserveOp = dyn_cast<ReserveOp>(op))
      reserveOps.push_back(reserveOp);
    else if (auto keepOp = dyn_cast<KeepOp>(op))
      keepOps.push_back(keepOp);
  });
  if (hasDevice && !reserveOps.empty())
    return reserveOps.front().emitOpError(
        "asks for memory whose size is not statically known, which is "
        "unsupported on a device");
  for (KeepOp keepOp : keepOps)
    if (llvm::none_of(reserveOps, [&](ReserveOp op) {
          return op.getSlot() == keepOp.getSlot();
        }))
      return keepOp.emitOpError("keeps slot ")
             << keepOp.getSlot() << ", which nothing reserves";
  for (ReserveOp op : reserveOps)
    numSlots = std::max<int64_t>(numSlots, op.getSlot() + 1);
  return success();
}

Value EntryLowering::getSlot(OpBuilder &builder, int64_t index) {
  return LLVM::GEPOp::create(
      builder, loc, ptr, abi::getSlotType(builder.getContext()), slots,
      ArrayRef<LLVM::GEPArg>{static_cast<int32_t>(index)});
}

Value EntryLowering::reserve(OpBuilder &builder, Location at, int64_t slot,
                             Value bytes, const Twine &message,
                             ValueRange numbers) {
  Value block = call(builder, support::reserve,
                     {entry.getArgument(abi::EntryArgument::Context),
                      getSlot(builder, slot), bytes},
                     ptr);
  Value hasMemory =
      LLVM::ICmpOp::create(builder, loc, LLVM::ICmpPredicate::ne, block,
                           LLVM::ZeroOp::create(builder, loc, ptr));
  CheckOp::create(builder, at, hasMemory, message.str(), numbers,
                  builder.getI32IntegerAttr(NN_OUT_OF_MEMORY));
  return block;
}

void EntryLowering::lowerReservations() {
  for (ReserveOp op : reserveOps) {
    OpBuilder builder(op);
    abi::ByteCount count(builder, loc);
    std::string sizes;
    for (Value size : op.getSizes()) {
      count.expectNotNegative(size);
      sizes += sizes.empty() ? "{}" : ",{}";
    }
    Value bytes = count.getOrMinusOne(
        count.multiply(count.getConstant(op.getElementBytes()), op.getSizes()));
    op.replaceAllUsesWith(reserve(builder, op.getLoc(), op.getSlot(), bytes,
                                  "no memory for [" + Twine(sizes) +
                                      "] elements of " +
                                      Twine(op.getElementBytes()) + " bytes",
                                  op.getSizes()));
    op.erase();
  }
  for (KeepOp op : keepOps) {
    OpBuilder builder(op);
    LLVM::StoreOp::create(builder, loc, LLVM::ZeroOp::create(builder, loc, ptr),
                          getSlot(builder, op.getSlot()));
    op.erase();
  }
}

void EntryLowering::releaseSlots() {
  if (!numSlots)
    return;
  entry.walk([&](func::ReturnOp op) {
    OpBuilder builder(op);
    LLVM::CallOp::create(
        builder, loc, TypeRange(), support::release,
        ValueRange{entry.getArgument(abi::EntryArgument::Context), slots,
                   constant(builder, numSlots, i64)});
  });
}

//===----------------------------------------------------------------------===//
// Checks
//===----------------------------------------------------------------------===//

void EntryLowering::returnUnlessOk(OpBuilder &builder, Value status,
                                   Value failure) {
  Block *block = builder.getInsertionBlock();
  Block *rest = block->splitBlock(builder.getInsertionPoint());
  Block *fail = builder.createBlock(block->getParent());
  func::ReturnOp::create(builder, loc, failure ? failure : status);
  builder.setInsertionPointToEnd(block);
  Value ok = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::eq,
                                   status, constant(builder, 0, i32));
  cf::CondBranchOp::create(builder, loc, ok, rest, fail);
  builder.setInsertionPointToStart(rest);
}

void EntryLowering::addEntryChecks() {
  using namespace abi::EntryArgument;
  auto argument = [&](unsigned index) { return entry.getArgument(index); };
  OpBuilder builder(entry.getContext());
  if (prologueEnd)
    builder.setInsertionPointAfter(prologueEnd);
  else
    builder.setInsertionPointToStart(&entry.front());
  returnUnlessOk(builder,
                 call(builder, support::checkCall,
                      {argument(Context), argument(abi::EntryArgument::Model),
                       argument(In), argument(Out)},
                      i32));
  if (hasDevice)
    returnUnlessOk(builder,
                   call(builder, support::checkDevice, argument(Context), i32));
  auto shapes = func::CallOp::create(
      builder, loc, abi::getShapesName(entry.getName()), TypeRange(i32),
      ValueRange{argument(abi::EntryArgument::Model), argument(Context),
                 argument(In), argument(Out)});
  returnUnlessOk(builder, shapes.getResult(0));
  auto bytes = func::CallOp::create(
      builder, loc, abi::getWorkspaceName(entry.getName()), TypeRange(i64),
      ValueRange{argument(abi::EntryArgument::Model), argument(Context),
                 argument(In)});
  if (hasUnknownSizes || scratchFunction) {
    Value isWrong =
        arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::slt,
                              bytes.getResult(0), constant(builder, 0, i64));
    returnUnlessOk(builder, arith::ExtUIOp::create(builder, loc, i32, isWrong),
                   constant(builder, NN_INVALID_VALUE, i32));
  }
  returnUnlessOk(
      builder,
      call(builder, support::checkMemory,
           {argument(Context), argument(abi::EntryArgument::Model),
            argument(In), argument(Out),
            argument(abi::EntryArgument::Workspace), bytes.getResult(0)},
           i32));
  if (!scratchFunction)
    return;
  // Scratch first, then what the plan made of the workspace.
  auto scratchBytes =
      func::CallOp::create(builder, loc, scratchFunction,
                           ValueRange{argument(Context), argument(In)});
  Value arena =
      LLVM::GEPOp::create(builder, loc, ptr, builder.getI8Type(),
                          argument(abi::EntryArgument::Workspace),
                          ArrayRef<LLVM::GEPArg>{scratchBytes.getResult(0)});
  for (OpOperand *use : arenaUses)
    use->set(arena);
}

void EntryLowering::addShapesChecks(func::FuncOp shapes) {
  if (!hasUnknownSizes)
    return;
  OpBuilder builder = OpBuilder::atBlockBegin(&shapes.front());
  returnUnlessOk(builder, call(builder, support::checkCall,
                               {shapes.getArgument(abi::EntryArgument::Context),
                                shapes.getArgument(abi::EntryArgument::Model),
                                shapes.getArgument(abi::EntryArgument::In),
                                shapes.getArgument(abi::EntryArgument::Out)},
                               i32));
}

void EntryLowering::addWorkspaceChecks(func::FuncOp workspace) {
  OpBuilder builder(entry.getContext());
  Value context = workspace.getArgument(abi::EntryArgument::Context);
  if (scratchFunction) {
    auto returnOp = cast<func::ReturnOp>(workspace.front().getTerminator());
    builder.setInsertionPoint(returnOp);
    auto scratchBytes = func::CallOp::create(
        builder, loc, scratchFunction,
        ValueRange{context, workspace.getArgument(abi::EntryArgument::In)});
    abi::ByteCount count(builder, builder.getUnknownLoc());
    count.expectNotNegative(scratchBytes.getResult(0));
    Value bytes = count.add(scratchBytes.getResult(0), returnOp.getOperand(0));
    count.check(bytes);
    returnOp.setOperand(0, bytes);
  }
  if (!hasUnknownSizes)
    return;
  builder.setInsertionPointToStart(&workspace.front());
  Value failure = constant(builder, -1, i64);
  returnUnlessOk(
      builder,
      call(builder, support::checkInputs,
           {context, workspace.getArgument(abi::EntryArgument::Model),
            workspace.getArgument(abi::EntryArgument::In)},
           i32),
      failure);
}

LogicalResult EntryLowering::lower() {
  auto shapes =
      symbols.lookup<func::FuncOp>(abi::getShapesName(entry.getName()));
  auto workspace =
      symbols.lookup<func::FuncOp>(abi::getWorkspaceName(entry.getName()));
  if (!shapes || !workspace)
    return entry.emitOpError("has no '")
           << abi::getShapesName(entry.getName()) << "' and '"
           << abi::getWorkspaceName(entry.getName()) << "' beside it";
  if (failed(findLaunches()))
    return failure();

  SmallVector<LaunchDescription> descriptions;
  for (LaunchOp op : launches)
    descriptions.push_back({op.getKernel().str(), getNodeNames(op.getLoc())});
  SmallVector<int64_t> constantBytes;
  for (auto op : module.getOps<ConstantOp>()) {
    if (op.getPacking()) {
      constantBytes.push_back(0);
      continue;
    }
    auto type = cast<ShapedType>(op.getValue().getType());
    constantBytes.push_back(type.getNumElements() *
                            getElementBytes(type.getElementType()));
  }
  addModelDescription(module, symbols, entry, descriptions, constantBytes);
  for (func::FuncOp function : {entry, shapes, workspace})
    lowerAccesses(function, hasDevice);
  if (failed(findReservations()))
    return failure();
  planScratch();
  addPrologue();
  addEntryChecks();
  lowerLaunches();
  lowerReservations();
  addShapesChecks(shapes);
  addWorkspaceChecks(workspace);
  return success();
}
