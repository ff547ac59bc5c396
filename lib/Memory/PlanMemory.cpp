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
#include "SizeSlices.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "nn/ABI/CallingConvention.h"
#include "nn/ABI/Signature.h"
#include "nn/Memory/Passes.h"
#include "nn/Memory/TensorWebs.h"
#include "nn/Support/Target.h"
#include "llvm/TargetParser/Triple.h"

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

  int64_t getNumArenaBytes() const { return arena.groups.front().size; }
  unsigned getNumCopies() const { return plan.numCopies; }

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
  LogicalResult buildShapes(OpBuilder &builder);
  LogicalResult buildWorkspace(OpBuilder &builder);
  /// Computes a size of a tensor at the builder's place. What a branch or a
  /// loop computes may be negative where it does not run, or would end the run
  /// instead: its tensor has no elements then.
  FailureOr<OpFoldResult> cloneSize(OpBuilder &builder, IRMapping &mapping,
                                    OpFoldResult size);
  /// Copies the check to the builder's place if it needs but the sizes of
  /// inputs.
  LogicalResult cloneCheck(OpBuilder &builder, IRMapping &mapping, CheckOp op);
  void takeSizeChecks();
  /// Ends the run if the bytes of all tensors are more than an index can count.
  void checkBytes(OpBuilder &builder, IRMapping &mapping);
  /// Computes where each group of the arena starts, and last the bytes of all.
  LogicalResult computeGroups(OpBuilder &builder, IRMapping &mapping,
                              SmallVectorImpl<OpFoldResult> &offsets,
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

FailureOr<OpFoldResult> EntryBuilder::cloneSize(OpBuilder &builder,
                                                IRMapping &mapping,
                                                OpFoldResult size) {
  FailureOr<OpFoldResult> cloned = cloneIndex(builder, mapping, size);
  auto value = dyn_cast<Value>(size);
  if (failed(cloned) || !value ||
      llvm::any_of(inputSizes,
                   [&](const InputSize &input) { return input.size == value; }))
    return cloned;
  Location loc = function.getLoc();
  Value zero = arith::ConstantIndexOp::create(builder, loc, 0);
  return OpFoldResult(
      arith::MaxSIOp::create(
          builder, loc, getValueOrCreateConstantIndexOp(builder, loc, *cloned),
          zero)
          .getResult());
}

LogicalResult EntryBuilder::cloneCheck(OpBuilder &builder, IRMapping &mapping,
                                       CheckOp op) {
  for (Value operand : op->getOperands()) {
    Operation *constant = operand.getDefiningOp();
    if (constant && constant->hasTrait<OpTrait::ConstantLike>())
      builder.clone(*constant, mapping);
    else if (failed(cloneIndex(builder, mapping, operand)))
      return failure();
  }
  builder.clone(*op, mapping);
  return success();
}

void EntryBuilder::takeSizeChecks() {
  // Whether it can be copied is seen by copying it.
  auto scratch = func::FuncOp::create(function.getLoc(), "scratch",
                                      function.getFunctionType());
  OpBuilder builder = OpBuilder::atBlockBegin(scratch.addEntryBlock());
  IRMapping mapping;
  for (const InputSize &size : inputSizes)
    mapping.map(size.size, size.size);
  for (auto op : function.front().getOps<CheckOp>())
    if (succeeded(cloneCheck(builder, mapping, op)))
      sizeChecks.push_back(op);
  scratch.erase();
}

void EntryBuilder::checkBytes(OpBuilder &builder, IRMapping &mapping) {
  if (inputSizes.empty())
    return;
  Location loc = builder.getUnknownLoc();
  Type f64 = builder.getF64Type();
  // Sums of floats do not overflow.
  double known = 0;
  Value unknown;
  auto add = [&](double bytes, ArrayRef<OpFoldResult> sizes) {
    SmallVector<Value> factors;
    for (OpFoldResult size : sizes) {
      FailureOr<OpFoldResult> cloned = cloneSize(builder, mapping, size);
      // Not of the workspace.
      if (failed(cloned))
        return;
      if (std::optional<int64_t> number = getConstantIntValue(*cloned))
        bytes *= *number;
      else
        factors.push_back(cast<Value>(*cloned));
    }
    if (factors.empty()) {
      known += bytes;
      return;
    }
    Value product = arith::ConstantFloatOp::create(
        builder, loc, builder.getF64Type(), APFloat(bytes));
    for (Value factor : factors) {
      Value integer = arith::IndexCastOp::create(builder, loc,
                                                 builder.getI64Type(), factor);
      Value number = arith::SIToFPOp::create(builder, loc, f64, integer);
      product = arith::MulFOp::create(builder, loc, product, number);
    }
    unknown =
        unknown
            ? arith::AddFOp::create(builder, loc, unknown, product).getResult()
            : product;
  };
  for (auto [type, sizes] :
       llvm::zip(function.getArgumentTypes(), argumentSizes))
    add(getElementBytes(cast<RankedTensorType>(type).getElementType()), sizes);
  for (auto [type, sizes] : llvm::zip(function.getResultTypes(), outputSizes))
    add(getElementBytes(cast<RankedTensorType>(type).getElementType()), sizes);
  for (const ArenaLayout::Group &group : arena.groups)
    add(group.size,
        SmallVector<OpFoldResult>(group.factors.begin(), group.factors.end()));
  if (!unknown)
    return;
  bool is32Bit = llvm::Triple(TargetInfo::get(function).triple).isArch32Bit();
  double limit = (is32Bit ? 0x1p31 : 0x1p62) - known;
  Value most = arith::ConstantFloatOp::create(
      builder, loc, builder.getF64Type(), APFloat(limit));
  Value fits = arith::CmpFOp::create(builder, loc, arith::CmpFPredicate::OLT,
                                     unknown, most);
  CheckOp::create(builder, loc, fits,
                  builder.getStringAttr("tensors of these sizes have more "
                                        "bytes than there are addresses"),
                  ValueRange(), IntegerAttr());
}

LogicalResult EntryBuilder::buildShapes(OpBuilder &builder) {
  Location loc = function.getLoc();
  IRMapping mapping;
  func::FuncOp shapes =
      createFunction(builder, abi::getShapesName(function.getName()), 4,
                     builder.getI32Type(), mapping);
  OpBuilder body = OpBuilder::atBlockEnd(&shapes.front());
  Value out = shapes.getArgument(abi::EntryArgument::Out);
  for (CheckOp op : sizeChecks)
    (void)cloneCheck(body, mapping, op);
  checkBytes(body, mapping);
  for (auto [i, sizes] : llvm::enumerate(outputSizes))
    for (auto [dim, size] : llvm::enumerate(sizes)) {
      // A size that is known only by running is -1.
      FailureOr<OpFoldResult> cloned = cloneIndex(body, mapping, size);
      OpFoldResult stored = succeeded(cloned) ? *cloned : body.getIndexAttr(-1);
      abi::storeBufferSize(body, loc, out, i, dim,
                           getValueOrCreateConstantIndexOp(body, loc, stored));
    }
  func::ReturnOp::create(
      body, loc, arith::ConstantIntOp::create(body, loc, 0, 32).getResult());
  return success();
}

LogicalResult
EntryBuilder::computeGroups(OpBuilder &builder, IRMapping &mapping,
                            SmallVectorImpl<OpFoldResult> &offsets,
                            SmallVectorImpl<OpFoldResult> &units) {
  Location loc = function.getLoc();
  OpFoldResult end = builder.getIndexAttr(0);
  for (const ArenaLayout::Group &group : arena.groups) {
    OpFoldResult unit = builder.getIndexAttr(1);
    for (Value factor : group.factors) {
      FailureOr<OpFoldResult> cloned = cloneSize(builder, mapping, factor);
      if (failed(cloned)) {
        InFlightDiagnostic diagnostic =
            emitError(factor.getLoc())
            << "a tensor has this size, which does not follow from the "
               "sizes of inputs";
        diagnostic.attachNote(function.getLoc())
            << "so its memory cannot be planned";
        return diagnostic;
      }
      unit = mulIndices(builder, loc, unit, *cloned);
    }
    offsets.push_back(end);
    units.push_back(unit);
    end = addIndices(
        builder, loc, end,
        mulIndices(builder, loc, unit, builder.getIndexAttr(group.size)));
  }
  offsets.push_back(end);
  return success();
}

LogicalResult EntryBuilder::buildWorkspace(OpBuilder &builder) {
  Location loc = function.getLoc();
  IRMapping mapping;
  func::FuncOp workspace =
      createFunction(builder, abi::getWorkspaceName(function.getName()), 3,
                     builder.getI64Type(), mapping);
  OpBuilder body = OpBuilder::atBlockEnd(&workspace.front());
  for (CheckOp op : sizeChecks)
    (void)cloneCheck(body, mapping, op);
  checkBytes(body, mapping);
  SmallVector<OpFoldResult> offsets, units;
  if (failed(computeGroups(body, mapping, offsets, units)))
    return failure();
  Value bytes;
  if (std::optional<int64_t> number = getConstantIntValue(offsets.back()))
    bytes = arith::ConstantIntOp::create(body, loc, *number, 64);
  else
    bytes = arith::IndexCastOp::create(body, loc, body.getI64Type(),
                                       cast<Value>(offsets.back()));
  func::ReturnOp::create(body, loc, bytes);
  return success();
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
  if (failed(buildShapes(builder)) || failed(buildWorkspace(builder)))
    return failure();
  for (CheckOp op : sizeChecks)
    op.erase();

  // The same arithmetic at the entry.
  IRMapping mapping;
  for (const InputSize &size : inputSizes)
    mapping.map(size.size, size.size);
  OpBuilder body = OpBuilder::atBlockBegin(&entry);
  if (lastLoad)
    body.setInsertionPointAfter(lastLoad);
  SmallVector<OpFoldResult> offsets, units;
  if (failed(computeGroups(body, mapping, offsets, units)))
    return failure();

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
    numCopies += builder.getNumCopies();
    numArenaBytes += builder.getNumArenaBytes();
  }
  for (func::FuncOp network : networks)
    if (failed(buildInit(module, network)))
      return signalPassFailure();
}
