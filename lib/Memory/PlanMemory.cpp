//===- PlanMemory.cpp -----------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The pass: makes the entry functions of a network from its host function and
// the plan of its memory.
//
//===----------------------------------------------------------------------===//

#include "HostRewriter.h"
#include "PackAtLoad.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "nn/ABI/ByteCount.h"
#include "nn/ABI/CallingConvention.h"
#include "nn/ABI/Signature.h"
#include "nn/Memory/Passes.h"
#include "nn/Memory/TensorWebs.h"
#include "nn/Support/ElementBytes.h"

namespace mlir::nn {
#define GEN_PASS_DEF_NNPLANMEMORY
#include "nn/Memory/Passes.h.inc"
} // namespace mlir::nn

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::memory;

namespace {

/// The sizes of a function's tensors that a call chooses: input, dimension, and
/// the value that stands for it in the host function.
struct InputSize {
  int32_t input;
  int32_t dim;
  Value size;
};

/// Rewrites one function.
class EntryBuilder {
public:
  EntryBuilder(func::FuncOp function,
               llvm::function_ref<int32_t(PlannedConstant)> addConstant)
      : function(function), addConstant(addConstant) {}

  LogicalResult build();

private:
  LogicalResult describeSignature();
  /// Notes which outputs the caller has no memory for.
  void describeKeptOutputs();
  void loadInputSizes();
  /// Makes a function of the network at the builder's place, and maps the sizes
  /// of inputs to what it loads from its argument `in`.
  func::FuncOp createFunction(OpBuilder &builder, StringRef name,
                              unsigned numArguments, Type result,
                              IRMapping &mapping);
  void buildShapes(OpBuilder &builder);
  void buildWorkspace(OpBuilder &builder);
  /// Computes a factor of the size of tensors at the builder's place. What a
  /// branch or a loop computes may be negative where it does not run, or would
  /// end the run instead: its tensors have no elements then.
  Value cloneFactor(OpBuilder &builder, IRMapping &mapping, Value factor);
  /// Finds the checks that need but the sizes of inputs.
  void takeSizeChecks();
  /// Copies these to the builder's place.
  void cloneChecks(OpBuilder &builder, IRMapping &mapping);
  /// Computes where each group of the arena starts, in bytes, and its unit.
  void computeGroups(OpBuilder &builder, SmallVectorImpl<OpFoldResult> &offsets,
                     SmallVectorImpl<OpFoldResult> &units);

  func::FuncOp function;
  llvm::function_ref<int32_t(PlannedConstant)> addConstant;
  MemoryPlan plan;
  ArenaLayout arena;
  EntryArguments arguments;
  SmallVector<InputSize> inputSizes;
  SmallVector<SmallVector<OpFoldResult>> argumentSizes;
  SmallVector<SmallVector<OpFoldResult>> outputSizes;
  /// The checks of sizes of inputs: they run where sizes are asked for, which
  /// is before anything else does.
  SmallVector<CheckOp> sizeChecks;
};

} // namespace

LogicalResult EntryBuilder::describeSignature() {
  FailureOr<ArrayAttr> inputs = abi::describeInputs(function);
  if (failed(inputs))
    return failure();
  FailureOr<ArrayAttr> outputs = abi::describeOutputs(function);
  if (failed(outputs))
    return failure();
  function->setAttr(abi::inputsAttrName, *inputs);
  function->setAttr(abi::outputsAttrName, *outputs);
  return success();
}

void EntryBuilder::describeKeptOutputs() {
  Builder builder(function.getContext());
  auto outputs = function->getAttrOfType<ArrayAttr>(abi::outputsAttrName);
  SmallVector<Attribute> described(outputs.begin(), outputs.end());
  for (auto [output, buffer] : plan.keptOutputs) {
    NamedAttrList attributes(cast<DictionaryAttr>(described[output]));
    attributes.set(abi::allocatedAttrName, builder.getUnitAttr());
    described[output] = attributes.getDictionary(function.getContext());
  }
  function->setAttr(abi::outputsAttrName, builder.getArrayAttr(described));
}

void EntryBuilder::loadInputSizes() {
  OpBuilder builder = OpBuilder::atBlockBegin(&function.front());
  for (auto [i, type] : llvm::enumerate(function.getArgumentTypes())) {
    SmallVector<OpFoldResult> &sizes = argumentSizes.emplace_back();
    for (auto [dim, size] :
         llvm::enumerate(cast<RankedTensorType>(type).getShape())) {
      if (!ShapedType::isDynamic(size)) {
        sizes.push_back(builder.getIndexAttr(size));
        continue;
      }
      Value loaded =
          abi::loadBufferSize(builder, function.getLoc(), arguments.in, i, dim);
      sizes.push_back(loaded);
      inputSizes.push_back(
          {static_cast<int32_t>(i), static_cast<int32_t>(dim), loaded});
    }
  }
}

func::FuncOp EntryBuilder::createFunction(OpBuilder &builder, StringRef name,
                                          unsigned numArguments, Type result,
                                          IRMapping &mapping) {
  Location loc = function.getLoc();
  Type ptr = LLVM::LLVMPointerType::get(builder.getContext());
  SmallVector<Type> types(numArguments, ptr);
  auto newFunction = func::FuncOp::create(
      builder, loc, name, builder.getFunctionType(types, result));
  OpBuilder body = OpBuilder::atBlockBegin(newFunction.addEntryBlock());
  for (const InputSize &size : inputSizes)
    mapping.map(size.size,
                abi::loadBufferSize(
                    body, loc, newFunction.getArgument(abi::EntryArgument::In),
                    size.input, size.dim));
  return newFunction;
}

Value EntryBuilder::cloneFactor(OpBuilder &builder, IRMapping &mapping,
                                Value factor) {
  Value size = abi::cloneValue(builder, mapping, factor);
  if (plan.knownSizes.isInput(factor))
    return size;
  Value zero = arith::ConstantIndexOp::create(builder, function.getLoc(), 0);
  return arith::MaxSIOp::create(builder, function.getLoc(), size, zero);
}

void EntryBuilder::cloneChecks(OpBuilder &builder, IRMapping &mapping) {
  for (CheckOp op : sizeChecks) {
    for (Value operand : op->getOperands())
      abi::cloneValue(builder, mapping, operand);
    builder.clone(*op, mapping);
  }
}

void EntryBuilder::takeSizeChecks() {
  for (auto op : function.front().getOps<CheckOp>())
    if (llvm::all_of(op->getOperands(), [&](Value operand) {
          return plan.knownSizes.contains(operand);
        }))
      sizeChecks.push_back(op);
}

void EntryBuilder::buildShapes(OpBuilder &builder) {
  Location loc = function.getLoc();
  IRMapping mapping;
  func::FuncOp shapes =
      createFunction(builder, abi::getShapesName(function.getName()), 4,
                     builder.getI32Type(), mapping);
  OpBuilder body = OpBuilder::atBlockEnd(&shapes.front());
  Value out = shapes.getArgument(abi::EntryArgument::Out);
  cloneChecks(body, mapping);

  // The caller has memory for each of these.
  abi::ByteCount count(body, builder.getUnknownLoc());
  SmallVector<Value> bytes;
  auto addTensor = [&](Type type, ArrayRef<OpFoldResult> sizes) {
    int64_t number =
        getElementBytes(cast<RankedTensorType>(type).getElementType());
    SmallVector<Value> factors;
    for (OpFoldResult size : sizes) {
      if (!plan.knownSizes.contains(size))
        return;
      factorize(size, number, factors);
    }
    if (factors.empty())
      return;
    for (Value &factor : factors)
      factor = cloneFactor(body, mapping, factor);
    bytes.push_back(count.multiply(count.getConstant(number), factors));
  };
  for (auto [type, sizes] :
       llvm::zip(function.getArgumentTypes(), argumentSizes))
    addTensor(type, sizes);
  for (auto [type, sizes] : llvm::zip(function.getResultTypes(), outputSizes))
    addTensor(type, sizes);
  count.check(bytes);

  for (auto [i, sizes] : llvm::enumerate(outputSizes))
    for (auto [dim, size] : llvm::enumerate(sizes)) {
      // A size that is known only by running is -1.
      OpFoldResult stored = plan.knownSizes.contains(size)
                                ? abi::cloneSize(body, mapping, size)
                                : body.getIndexAttr(-1);
      abi::storeBufferSize(body, loc, out, i, dim,
                           getValueOrCreateConstantIndexOp(body, loc, stored));
    }
  func::ReturnOp::create(
      body, loc, arith::ConstantIntOp::create(body, loc, 0, 32).getResult());
}

void EntryBuilder::buildWorkspace(OpBuilder &builder) {
  Location loc = function.getLoc();
  IRMapping mapping;
  func::FuncOp workspace =
      createFunction(builder, abi::getWorkspaceName(function.getName()), 3,
                     builder.getI64Type(), mapping);
  OpBuilder body = OpBuilder::atBlockEnd(&workspace.front());
  cloneChecks(body, mapping);
  abi::ByteCount count(body, builder.getUnknownLoc());
  Value bytes;
  for (const ArenaLayout::Group &group : arena.groups) {
    if (group.size == 0)
      continue;
    SmallVector<Value> factors;
    for (Value factor : group.factors)
      factors.push_back(cloneFactor(body, mapping, factor));
    Value ofGroup = count.multiply(count.getConstant(group.size), factors);
    bytes = bytes ? count.add(bytes, ofGroup) : ofGroup;
  }
  if (!bytes)
    bytes = count.getConstant(0);
  count.check(bytes);
  func::ReturnOp::create(body, loc, bytes);
}

void EntryBuilder::computeGroups(OpBuilder &builder,
                                 SmallVectorImpl<OpFoldResult> &offsets,
                                 SmallVectorImpl<OpFoldResult> &units) {
  Location loc = function.getLoc();
  IRMapping mapping;
  for (const InputSize &size : inputSizes)
    mapping.map(size.size, size.size);
  OpFoldResult end = builder.getIndexAttr(0);
  for (const ArenaLayout::Group &group : arena.groups) {
    OpFoldResult unit = builder.getIndexAttr(1);
    for (Value factor : group.factors)
      unit =
          mulIndices(builder, loc, unit, cloneFactor(builder, mapping, factor));
    offsets.push_back(end);
    units.push_back(unit);
    end = addIndices(
        builder, loc, end,
        mulIndices(builder, loc, unit, builder.getIndexAttr(group.size)));
  }
}

LogicalResult EntryBuilder::build() {
  Location loc = function.getLoc();
  MLIRContext *context = function.getContext();
  if (!function.getBody().hasOneBlock())
    return function.emitOpError("with branches between blocks cannot be "
                                "planned: use 'scf'");
  if (failed(describeSignature()))
    return failure();

  unsigned numInputs = function.getNumArguments();
  Block &entry = function.front();
  Type ptr = LLVM::LLVMPointerType::get(context);
  for (Value *argument : {&arguments.model, &arguments.context, &arguments.in,
                          &arguments.out, &arguments.workspace})
    *argument = entry.addArgument(ptr, loc);
  loadInputSizes();
  Operation *lastLoad =
      inputSizes.empty() ? nullptr : inputSizes.back().size.getDefiningOp();

  noteTensorWebs(function);
  FailureOr<MemoryPlan> planned = planMemory(function, argumentSizes);
  if (failed(planned))
    return failure();
  plan = std::move(*planned);
  arena = layOutArena(plan);
  describeKeptOutputs();

  auto returnOp = cast<func::ReturnOp>(entry.getTerminator());
  for (OpOperand &operand : returnOp->getOpOperands())
    outputSizes.push_back(plan.getPlacement(operand).sizes);

  OpBuilder builder(context);
  builder.setInsertionPointAfter(function);
  takeSizeChecks();
  buildShapes(builder);
  buildWorkspace(builder);
  for (CheckOp op : sizeChecks)
    op.erase();

  // The same arithmetic at the entry.
  OpBuilder body = OpBuilder::atBlockBegin(&entry);
  if (lastLoad)
    body.setInsertionPointAfter(lastLoad);
  SmallVector<OpFoldResult> offsets, units;
  computeGroups(body, offsets, units);

  SmallVector<int32_t> constantIndices =
      llvm::map_to_vector(plan.constants, addConstant);
  HostRewriter rewriter(plan, arena, arguments, offsets, units,
                        constantIndices);
  rewriter.rewrite(function);

  entry.eraseArguments(0, numInputs);
  function.removeArgAttrsAttr();
  function.removeResAttrsAttr();
  function.setFunctionType(
      builder.getFunctionType(SmallVector<Type>(5, ptr), builder.getI32Type()));
  return success();
}

//===----------------------------------------------------------------------===//
// Pass
//===----------------------------------------------------------------------===//

namespace {

struct NNPlanMemoryPass : public nn::impl::NNPlanMemoryBase<NNPlanMemoryPass> {
  using NNPlanMemoryBase::NNPlanMemoryBase;

  void runOnOperation() override;
};

} // namespace

void NNPlanMemoryPass::runOnOperation() {
  ModuleOp module = getOperation();
  SymbolTable symbols(module);

  DenseMap<Attribute, int32_t> constantIndices;
  auto getKey = [&](ElementsAttr value, DictionaryAttr packing) -> Attribute {
    if (!packing)
      return value;
    return ArrayAttr::get(&getContext(), {value, packing});
  };
  for (auto constantOp : module.getOps<ConstantOp>())
    constantIndices.try_emplace(
        getKey(constantOp.getValue(),
               constantOp.getPacking().value_or(DictionaryAttr())),
        constantIndices.size());
  auto addConstant = [&](PlannedConstant constant) -> int32_t {
    auto [it, isNew] = constantIndices.try_emplace(
        getKey(constant.value, constant.packing), constantIndices.size());
    if (isNew) {
      OpBuilder builder = OpBuilder::atBlockEnd(module.getBody());
      auto constantOp = ConstantOp::create(
          builder, module.getLoc(), ("constant_" + Twine(it->second)).str(),
          constant.value, constant.packing);
      symbols.insert(constantOp, module.getBody()->end());
    }
    return it->second;
  };

  SmallVector<func::FuncOp> networks;
  for (auto function :
       llvm::make_early_inc_range(module.getOps<func::FuncOp>())) {
    if (function.isExternal())
      continue;
    auto isTensor = llvm::IsaPred<TensorType>;
    if (!llvm::any_of(function.getArgumentTypes(), isTensor) &&
        !llvm::any_of(function.getResultTypes(), isTensor))
      continue;
    if (!symbol.empty() && function.getName() == "main")
      if (failed(symbols.rename(function, symbol))) {
        function.emitOpError("cannot be renamed to '") << symbol << "'";
        return signalPassFailure();
      }
    EntryBuilder builder(function, addConstant);
    if (failed(builder.build()))
      return signalPassFailure();
    networks.push_back(function);
  }
  for (func::FuncOp network : networks)
    if (failed(buildInit(module, network)))
      return signalPassFailure();
}
