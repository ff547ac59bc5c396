//===- LowerHost.cpp ------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Entry functions of pointers and launches become what nn_runtime.h declares.
//
//===----------------------------------------------------------------------===//

#include "Accesses.h"
#include "HostSupport.h"
#include "ModelDescription.h"
#include "mlir/Conversion/AffineToStandard/AffineToStandard.h"
#include "mlir/Conversion/ArithToLLVM/ArithToLLVM.h"
#include "mlir/Conversion/ControlFlowToLLVM/ControlFlowToLLVM.h"
#include "mlir/Conversion/FuncToLLVM/ConvertFuncToLLVM.h"
#include "mlir/Conversion/IndexToLLVM/IndexToLLVM.h"
#include "mlir/Conversion/LLVMCommon/ConversionTarget.h"
#include "mlir/Conversion/LLVMCommon/TypeConverter.h"
#include "mlir/Conversion/MathToLLVM/MathToLLVM.h"
#include "mlir/Conversion/SCFToControlFlow/SCFToControlFlow.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Transforms/Passes.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlow.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Transforms/DialectConversion.h"
#include "nn/ABI/CallingConvention.h"
#include "nn/ABI/Checks.h"
#include "nn/ABI/Passes.h"
#include "nn/Dialect/Kernel/IR/KernelDispatchOps.h"
#include "nn/Dialect/Kernel/IR/KernelModule.h"
#include "nn/Support/MatchFailures.h"
#include "nn/Support/Target.h"
#include "nn_runtime.h"

namespace mlir::nn {
#define GEN_PASS_DEF_NNLOWERHOST
#include "nn/ABI/Passes.h.inc"
} // namespace mlir::nn

using namespace mlir;
using namespace mlir::nn;

namespace {

/// Adds checks to the entry functions of a network and lowers its launches.
class EntryLowering {
public:
  EntryLowering(ModuleOp module, SymbolTable &symbols, func::FuncOp entry)
      : module(module), symbols(symbols), entry(entry), loc(entry.getLoc()),
        ptr(LLVM::LLVMPointerType::get(entry.getContext())),
        i32(IntegerType::get(entry.getContext(), 32)),
        i64(IntegerType::get(entry.getContext(), 64)),
        hasDevice(TargetInfo::get(module).hasDevice()) {}

  LogicalResult lower();

  /// Frees what was reserved in front of each return.
  void releaseSlots();

private:
  LogicalResult findLaunches();
  LogicalResult lowerReservations();
  void lowerLaunches();
  void lowerLaunch(LaunchOp op, int32_t number, Value args, Value scratch);
  void storeArguments(OpBuilder &builder, LaunchOp op, Value args);
  void lowerDeviceLaunch(LaunchOp op, int32_t number, Value args);
  /// The number of points of a kernel's grid.
  Value getGridCount(OpBuilder &builder, ModuleOp kernel, Value args);
  void addEntryChecks();
  void addShapesChecks(func::FuncOp shapes);
  void addWorkspaceChecks(func::FuncOp workspace);

  /// Ends the builder's block with a branch that returns `failure`, or the
  /// status, unless the status is 0; goes on in a new block.
  void returnUnlessOk(OpBuilder &builder, Value status, Value failure = {});

  Value call(OpBuilder &builder, StringRef function, ValueRange arguments,
             Type result) {
    return LLVM::CallOp::create(builder, loc, result, function, arguments)
        .getResult();
  }
  Value constant(OpBuilder &builder, int64_t number, Type type) {
    return arith::ConstantOp::create(builder, loc, type,
                                     builder.getIntegerAttr(type, number));
  }
  LLVM::LLVMFuncOp declare(StringRef name, Type type);

  ModuleOp module;
  SymbolTable &symbols;
  func::FuncOp entry;
  Location loc;
  Type ptr, i32, i64;

  /// Whether a device runs the kernels.
  bool hasDevice;
  SmallVector<LaunchOp> launches;
  /// The last op that runs before the checks.
  Operation *prologueEnd = nullptr;
  /// The bytes between the scratch of two threads.
  int64_t scratchStride = 0;
  /// Whether a call chooses a size of an input.
  bool hasUnknownSizes = false;
  /// The slots of what is reserved, and how many there are.
  Value slots;
  int64_t numSlots = 0;
};

struct NNLowerHostPass : public nn::impl::NNLowerHostBase<NNLowerHostPass> {
  void runOnOperation() override;

private:
  LogicalResult convertToLLVM(ArrayRef<func::FuncOp> functions,
                              MutableArrayRef<EntryLowering> entries,
                              SymbolTable &symbols);
};

} // namespace

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
  int64_t scratch = 0;
  for (LaunchOp op : launches) {
    ModuleOp kernel = op.getKernelModule();
    if (!kernel)
      return op.emitOpError("launches '")
             << op.getKernel() << "', which is no kernel of this module";
    if (hasDevice && !kernel.lookupSymbol(abi::deviceKernelGlobal))
      return op.emitOpError("launches '")
             << op.getKernel() << "', which has no code for the device";
    if (auto bytes = kernel->getAttrOfType<IntegerAttr>(abi::scratchAttrName))
      scratch = std::max(scratch, bytes.getInt());
  }
  // Threads whose scratch lies 4 KiB apart would compete for cache sets.
  scratchStride = llvm::alignTo(scratch, NN_ALIGNMENT);
  if (scratchStride % 4096 == 0 && scratchStride)
    scratchStride += NN_ALIGNMENT;

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

/// The number that a kernel's grid function returns, if it is always the same.
static std::optional<int64_t> getConstantGridCount(ModuleOp kernel) {
  auto grid = kernel.lookupSymbol<LLVM::LLVMFuncOp>(abi::kernelGridFunction);
  if (!grid || grid.isExternal() || !grid.getBody().hasOneBlock())
    return std::nullopt;
  auto returnOp = dyn_cast<LLVM::ReturnOp>(grid.getBody().front().back());
  IntegerAttr count;
  if (!returnOp || !returnOp.getArg() ||
      !matchPattern(returnOp.getArg(), m_Constant(&count)))
    return std::nullopt;
  return count.getInt();
}

Value EntryLowering::getGridCount(OpBuilder &builder, ModuleOp kernel,
                                  Value args) {
  if (std::optional<int64_t> count = getConstantGridCount(kernel))
    return constant(builder, *count, i64);
  std::string name = abi::getKernelGridName(*kernel.getSymName());
  declare(name, LLVM::LLVMFunctionType::get(i64, {ptr}));
  return call(builder, name, args, i64);
}

void EntryLowering::storeArguments(OpBuilder &builder, LaunchOp op,
                                   Value args) {
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

void EntryLowering::lowerDeviceLaunch(LaunchOp op, int32_t number, Value args) {
  OpBuilder builder(op);
  ModuleOp kernel = op.getKernelModule();
  storeArguments(builder, op, args);
  std::string name = abi::getDeviceKernelName(*kernel.getSymName());
  if (!symbols.lookup(name)) {
    OpBuilder atEnd = OpBuilder::atBlockEnd(module.getBody());
    auto global = LLVM::GlobalOp::create(
        atEnd, loc, abi::getDeviceKernelType(module.getContext()),
        /*isConstant=*/true, LLVM::Linkage::External, name, Attribute());
    symbols.insert(global, module.getBody()->end());
  }
  Value address = LLVM::AddressOfOp::create(builder, loc, ptr, name);
  Value count = getGridCount(builder, kernel, args);
  LLVM::CallOp::create(
      builder, loc, TypeRange(), support::launchOnDevice,
      ValueRange{entry.getArgument(abi::EntryArgument::Context),
                 constant(builder, number, i32), address, args, count});
  op.erase();
}

void EntryLowering::lowerLaunch(LaunchOp op, int32_t number, Value args,
                                Value scratch) {
  OpBuilder builder(op);
  ModuleOp kernel = op.getKernelModule();
  storeArguments(builder, op, args);
  std::string name = abi::getKernelEntryName(*kernel.getSymName());
  Type voidType = LLVM::LLVMVoidType::get(entry.getContext());
  declare(name, LLVM::LLVMFunctionType::get(voidType, {ptr, i64, i64, ptr}));
  Value address = LLVM::AddressOfOp::create(builder, loc, ptr, name);
  Value count = getGridCount(builder, kernel, args);
  LLVM::CallOp::create(
      builder, loc, TypeRange(), support::launch,
      ValueRange{entry.getArgument(abi::EntryArgument::Context),
                 constant(builder, number, i32), address, args, count, scratch,
                 constant(builder, scratchStride, i64)});
  op.erase();
}

void EntryLowering::lowerLaunches() {
  OpBuilder builder = OpBuilder::atBlockBegin(&entry.front());
  Value workspace = entry.getArgument(abi::EntryArgument::Workspace);

  // Scratch first, then what the plan made of the workspace.
  Value scratch = workspace;
  if (scratchStride) {
    Value threads = call(builder, support::threads,
                         entry.getArgument(abi::EntryArgument::Context), i64);
    Value bytes = arith::MulIOp::create(builder, loc, threads,
                                        constant(builder, scratchStride, i64));
    auto arena = LLVM::GEPOp::create(builder, loc, ptr, builder.getI8Type(),
                                     workspace, ArrayRef<LLVM::GEPArg>{bytes});
    workspace.replaceAllUsesExcept(arena, arena);
    prologueEnd = arena;
  }

  // Launches run one after the other: the arguments of all share one
  // array.
  int64_t numSlots = 0;
  for (LaunchOp op : launches)
    numSlots = std::max<int64_t>(numSlots,
                                 op.getBuffers().size() + op.getSizes().size());
  Value args;
  if (!launches.empty())
    args = LLVM::AllocaOp::create(builder, loc, ptr, i64,
                                  constant(builder, numSlots, i64),
                                  /*alignment=*/8);
  if (args)
    prologueEnd = args.getDefiningOp();
  for (auto [number, op] : llvm::enumerate(launches)) {
    if (hasDevice)
      lowerDeviceLaunch(op, number, args);
    else
      lowerLaunch(op, number, args, scratch);
  }
}

//===----------------------------------------------------------------------===//
// Memory of sizes that are not statically known
//===----------------------------------------------------------------------===//

LogicalResult EntryLowering::lowerReservations() {
  SmallVector<ReserveOp> reserveOps;
  SmallVector<KeepOp> keepOps;
  entry.walk([&](Operation *op) {
    if (auto reserveOp = dyn_cast<ReserveOp>(op))
      reserveOps.push_back(reserveOp);
    else if (auto keepOp = dyn_cast<KeepOp>(op))
      keepOps.push_back(keepOp);
  });
  if (reserveOps.empty())
    return success();
  if (hasDevice)
    return reserveOps.front().emitOpError(
        "asks for memory whose size is not statically known, which is "
        "unsupported on a device");
  for (ReserveOp op : reserveOps)
    numSlots = std::max<int64_t>(numSlots, op.getSlot() + 1);

  OpBuilder builder = OpBuilder::atBlockBegin(&entry.front());
  if (prologueEnd)
    builder.setInsertionPointAfter(prologueEnd);
  Type slotType = abi::getSlotType(builder.getContext());
  slots = LLVM::AllocaOp::create(builder, loc, ptr, slotType,
                                 constant(builder, numSlots, i64),
                                 /*alignment=*/8);
  prologueEnd =
      LLVM::CallOp::create(builder, loc, TypeRange(), support::clearSlots,
                           ValueRange{slots, constant(builder, numSlots, i64)});

  Value context = entry.getArgument(abi::EntryArgument::Context);
  auto getSlot = [&](OpBuilder &builder, int64_t index) {
    return LLVM::GEPOp::create(
        builder, loc, ptr, slotType, slots,
        ArrayRef<LLVM::GEPArg>{static_cast<int32_t>(index)});
  };
  for (ReserveOp op : reserveOps) {
    OpBuilder builder(op);
    Value bytes = constant(builder, op.getElementBytes(), i64);
    std::string sizes;
    for (Value size : op.getSizes()) {
      Value factor = arith::IndexCastOp::create(builder, loc, i64, size);
      bytes = call(builder, support::times, {bytes, factor}, i64);
      sizes += sizes.empty() ? "{}" : ",{}";
    }
    Value block = call(builder, support::reserve,
                       {context, getSlot(builder, op.getSlot()), bytes}, ptr);
    Value hasMemory =
        LLVM::ICmpOp::create(builder, loc, LLVM::ICmpPredicate::ne, block,
                             LLVM::ZeroOp::create(builder, loc, ptr));
    std::string message = "no memory for [" + sizes + "] elements of " +
                          std::to_string(op.getElementBytes()) + " bytes";
    CheckOp::create(builder, op.getLoc(), hasMemory, message, op.getSizes(),
                    builder.getI32IntegerAttr(NN_OUT_OF_MEMORY));
    op.replaceAllUsesWith(block);
    op.erase();
  }
  for (KeepOp op : keepOps) {
    OpBuilder builder(op);
    Value slot = getSlot(builder, op.getSlot());
    LLVM::StoreOp::create(builder, loc, LLVM::ZeroOp::create(builder, loc, ptr),
                          slot);
    op.erase();
  }
  return success();
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
  returnUnlessOk(
      builder,
      call(builder, support::checkMemory,
           {argument(Context), argument(abi::EntryArgument::Model),
            argument(In), argument(Out),
            argument(abi::EntryArgument::Workspace), bytes.getResult(0)},
           i32));
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
  if (scratchStride) {
    auto returnOp = cast<func::ReturnOp>(workspace.front().getTerminator());
    builder.setInsertionPoint(returnOp);
    Value scratch = arith::MulIOp::create(
        builder, loc, call(builder, support::threads, context, i64),
        constant(builder, scratchStride, i64));
    returnOp.setOperand(0, arith::AddIOp::create(builder, loc, scratch,
                                                 returnOp.getOperand(0)));
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
  // An index, which has no nn_dtype, takes 8 bytes.
  SmallVector<int64_t> constantBytes;
  for (auto op : module.getOps<ConstantOp>()) {
    if (op.getPacking()) {
      constantBytes.push_back(0);
      continue;
    }
    auto type = cast<ShapedType>(op.getValue().getType());
    std::optional<int32_t> dtype = abi::getDType(type.getElementType());
    constantBytes.push_back(type.getNumElements() *
                            (dtype ? NN_DTYPE_BYTES(*dtype) : 8));
  }
  addModelDescription(module, symbols, entry, descriptions, constantBytes);
  for (func::FuncOp function : {entry, shapes, workspace})
    lowerAccesses(function, hasDevice);
  lowerLaunches();
  if (failed(lowerReservations()))
    return failure();
  addEntryChecks();
  addShapesChecks(shapes);
  addWorkspaceChecks(workspace);
  return success();
}

//===----------------------------------------------------------------------===//
// Pass
//===----------------------------------------------------------------------===//

/// Fills the block of a check that does not hold: writes status and message to
/// the context, and returns the status, or -1 instead of a number of bytes.
static void reportFailure(OpBuilder &builder, SymbolTable &symbols,
                          CheckOp op) {
  Location loc = op.getLoc();
  auto function = op->getParentOfType<func::FuncOp>();
  Value context = function.getArgument(abi::EntryArgument::Context);
  auto call = [&](StringRef name, ValueRange arguments) {
    auto callee = symbols.lookup<LLVM::LLVMFuncOp>(name);
    return LLVM::CallOp::create(builder, loc, callee, arguments).getResult();
  };
  abi::formatMessage(builder, symbols, op, call(support::message, context),
                     call(support::messageSize, context));
  Type i32 = builder.getI32Type();
  Value status = arith::ConstantIntOp::create(
      builder, loc, i32, op.getStatus().value_or(NN_INVALID_VALUE));
  Value result = call(support::fail, {context, status});
  Type type = function.getResultTypes().front();
  if (type != i32)
    result = arith::ConstantIntOp::create(builder, loc, type, -1);
  func::ReturnOp::create(builder, loc, result);
}

LogicalResult
NNLowerHostPass::convertToLLVM(ArrayRef<func::FuncOp> functions,
                               MutableArrayRef<EntryLowering> entries,
                               SymbolTable &symbols) {
  MLIRContext *context = &getContext();
  SmallVector<Operation *> ops(functions.begin(), functions.end());

  RewritePatternSet controlFlow(context);
  populateSCFToControlFlowConversionPatterns(controlFlow);
  populateAffineToStdConversionPatterns(controlFlow);
  ConversionTarget controlFlowTarget(*context);
  controlFlowTarget.addIllegalDialect<affine::AffineDialect, scf::SCFDialect>();
  controlFlowTarget.markUnknownOpDynamicallyLegal(
      [](Operation *) { return true; });
  if (failed(applyPartialConversion(ops, controlFlowTarget,
                                    std::move(controlFlow),
                                    getConversionConfig())))
    return failure();
  for (func::FuncOp function : functions)
    abi::lowerChecks(function, [&](OpBuilder &builder, CheckOp op) {
      reportFailure(builder, symbols, op);
    });
  for (EntryLowering &entry : entries)
    entry.releaseSlots();

  LLVMTypeConverter converter(context);
  RewritePatternSet patterns(context);
  arith::populateCeilFloorDivExpandOpsPatterns(patterns);
  arith::populateArithToLLVMConversionPatterns(converter, patterns);
  cf::populateControlFlowToLLVMConversionPatterns(converter, patterns);
  index::populateIndexToLLVMConversionPatterns(converter, patterns);
  populateMathToLLVMConversionPatterns(converter, patterns);
  populateFuncToLLVMConversionPatterns(converter, patterns);
  LLVMConversionTarget target(*context);
  return applyFullConversion(ops, target, std::move(patterns),
                             getConversionConfig());
}

void NNLowerHostPass::runOnOperation() {
  ModuleOp module = getOperation();
  SymbolTable symbols(module);
  SmallVector<func::FuncOp> entries, functions;
  for (auto function : module.getOps<func::FuncOp>()) {
    functions.push_back(function);
    if (function->hasAttr(abi::inputsAttrName) &&
        !function->hasAttr(abi::scalarAttrName))
      entries.push_back(function);
  }
  if (!entries.empty()) {
    addHostSupport(module);
    symbols = SymbolTable(module);
  }
  SmallVector<EntryLowering, 0> lowerings;
  for (func::FuncOp entry : entries) {
    lowerings.emplace_back(module, symbols, entry);
    if (failed(lowerings.back().lower()))
      return signalPassFailure();
  }
  if (failed(convertToLLVM(functions, lowerings, symbols)))
    signalPassFailure();
}
