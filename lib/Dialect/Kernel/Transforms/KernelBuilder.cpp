//===- KernelBuilder.cpp --------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A kernel makes its own copy of what initializes its results: tensor.empty,
// linalg.fill and scalar constants. All other tensors that it reads are
// arguments; so are scalars, as tensors of rank 0.
//
//===----------------------------------------------------------------------===//

#include "KernelBuilder.h"
#include "HostViews.h"
#include "KernelGroups.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Transforms/RegionUtils.h"
#include "nn/Dialect/Kernel/IR/KernelAttributes.h"
#include "nn/Dialect/Kernel/IR/KernelDispatchOps.h"
#include "nn/Dialect/Kernel/IR/KernelModule.h"

using namespace mlir;
using namespace mlir::nn;
using linalg::LinalgOp;

//===----------------------------------------------------------------------===//
// KernelBuilder
//===----------------------------------------------------------------------===//

namespace {

class KernelBuilder {
public:
  KernelBuilder(KernelGroup &group, func::FuncOp host, SymbolTable &symbols)
      : group(group), host(host), symbols(symbols), builder(host->getContext()),
        inside(group.getOps().begin(), group.getOps().end()) {}

  void build(StringRef name);

private:
  bool isInside(Value value) const {
    return inside.contains(value.getDefiningOp());
  }

  // What the kernel reads.
  void collectInputs(Operation *op);
  void collectInput(OpOperand &operand);
  void collectScalar(Value value);
  /// Whether the kernel can compute the scalar from what it has: constants and
  /// sizes of its tensors.
  bool canCompute(Value value) const;

  // The host.
  SmallVector<Value> createHostInputs();
  SmallVector<Value> createDestinations();
  SmallVector<Value> createHostSizes(ValueRange buffers);
  void replaceSizes();

  // The kernel.
  void createBody(func::FuncOp entry);
  void cloneIntoBody(Operation *op);
  Value cloneInit(OpOperand &init);
  Value getScalar(Value value);
  SmallVector<Value> getDynamicSizes(OpOperand &init);

  /// Where a size is: a dimension of a tensor, which has a border on it.
  struct SizeSource {
    Value tensor;
    int64_t dim;
    int64_t border = 0;
  };

  /// Where to ask for a size of an op's initial value: a dimension of a tensor
  /// that is an input, is computed before or is an output.
  std::optional<SizeSource> findSize(OpOperand &init, int64_t dim) const;
  /// Where to ask for a size of what is an output, with or without a border.
  std::optional<SizeSource> findOutputSize(OpResult result, int64_t dim) const;

  KernelGroup &group;
  func::FuncOp host;
  SymbolTable &symbols;
  OpBuilder builder;
  llvm::SmallPtrSet<Operation *, 8> inside;

  SetVector<Value> inputs;
  SetVector<Value> scalars;
  SmallVector<OpResult> outputs;
  /// From sizes that inputs and outputs have to where they have them.
  DenseMap<Value, std::pair<Value, int64_t>> ownSizes;

  /// From values of the host to those in the kernel.
  IRMapping mapping;
  /// From outputs to the tensors that they are written to.
  DenseMap<Value, Value> destinations;
};

} // namespace

/// Returns the result that the operand is the initial value of, if it is one.
static OpResult getInitializedResult(OpOperand &operand) {
  Operation *op = operand.getOwner();
  if (auto linalgOp = dyn_cast<LinalgOp>(op))
    return linalgOp.isDpsInit(&operand) ? linalgOp.getTiedOpResult(&operand)
                                        : OpResult();
  if (auto forall = dyn_cast<scf::ForallOp>(op))
    return llvm::is_contained(forall.getOutputs(), operand.get())
               ? forall.getTiedOpResult(&operand)
               : OpResult();
  return {};
}

/// Returns the tensor.empty that the value is, or that a fill makes it of.
static tensor::EmptyOp getEmpty(Value value) {
  if (auto fill = value.getDefiningOp<linalg::FillOp>())
    value = fill.getOutputs()[0];
  return value.getDefiningOp<tensor::EmptyOp>();
}

/// Returns the scalar that all elements of a constant tensor are.
static TypedAttr getSplat(Value value) {
  SplatElementsAttr attr;
  if (isa<RankedTensorType>(value.getType()) &&
      matchPattern(value, m_Constant(&attr)))
    return cast<TypedAttr>(attr.getSplatValue<Attribute>());
  return nullptr;
}

//===----------------------------------------------------------------------===//
// Inputs
//===----------------------------------------------------------------------===//

bool KernelBuilder::canCompute(Value value) const {
  if (isInside(value) || ownSizes.contains(value) ||
      matchPattern(value, m_Constant()))
    return true;
  Operation *op = value.getDefiningOp();
  if (auto dim = dyn_cast_or_null<tensor::DimOp>(op))
    return dim.getConstantIndex() &&
           (isInside(dim.getSource()) || inputs.contains(dim.getSource()));
  return op && value.getType().isIndex() &&
         isa<affine::AffineDialect, arith::ArithDialect>(op->getDialect()) &&
         llvm::all_of(op->getOperands(),
                      [&](Value operand) { return canCompute(operand); });
}

void KernelBuilder::collectScalar(Value value) {
  if (!canCompute(value))
    scalars.insert(value);
}

std::optional<KernelBuilder::SizeSource>
KernelBuilder::findOutputSize(OpResult result, int64_t dim) const {
  if (llvm::is_contained(outputs, result))
    return SizeSource{result, dim};
  for (Operation *user : result.getUsers())
    if (auto pad = dyn_cast<tensor::PadOp>(user);
        pad && llvm::is_contained(outputs, pad->getResult(0)) &&
        pad.getSource() == result)
      if (std::optional<int64_t> low =
              getConstantIntValue(pad.getMixedLowPad()[dim]),
          high = getConstantIntValue(pad.getMixedHighPad()[dim]);
          low && high)
        return SizeSource{pad.getResult(), dim, *low + *high};
  return std::nullopt;
}

std::optional<KernelBuilder::SizeSource>
KernelBuilder::findSize(OpOperand &init, int64_t dim) const {
  OpResult result = getInitializedResult(init);
  if (auto found = findOutputSize(result, dim))
    return found;
  auto op = dyn_cast<LinalgOp>(init.getOwner());
  if (!op)
    return std::nullopt;

  // Another operand of the op, or of one that reads the op, is indexed by the
  // same loop.
  auto findOther = [&](LinalgOp user,
                       OpOperand &known) -> std::optional<SizeSource> {
    AffineExpr loop = user.getMatchingIndexingMap(&known).getResult(dim);
    if (!isa<AffineDimExpr>(loop))
      return std::nullopt;
    for (OpOperand &operand : user->getOpOperands()) {
      if (&operand == &known || !isa<RankedTensorType>(operand.get().getType()))
        continue;
      AffineMap map = user.getMatchingIndexingMap(&operand);
      std::optional<unsigned> position = map.getResultPosition(loop);
      if (!position)
        continue;
      if (user.isDpsInput(&operand)) {
        bool available = inputs.contains(operand.get()) ||
                         (isInside(operand.get()) &&
                          operand.get().getDefiningOp()->isBeforeInBlock(op));
        if (available)
          return SizeSource{operand.get(), *position};
      } else if (auto found = findOutputSize(user.getTiedOpResult(&operand),
                                             *position)) {
        return found;
      }
    }
    return std::nullopt;
  };
  if (auto found = findOther(op, init))
    return found;
  for (OpOperand &use : result.getUses())
    if (auto user = dyn_cast<LinalgOp>(use.getOwner()))
      if (isInside(user->getResult(0)))
        if (auto found = findOther(user, use))
          return found;
  return std::nullopt;
}

void KernelBuilder::collectInput(OpOperand &operand) {
  Value value = operand.get();
  if (isInside(value))
    return;
  if (!isa<RankedTensorType>(value.getType()))
    return collectScalar(value);
  bool isInit = static_cast<bool>(getInitializedResult(operand));
  if (auto empty = value.getDefiningOp<tensor::EmptyOp>(); empty && !isInit) {
    for (Value size : empty.getDynamicSizes())
      collectScalar(size);
    return;
  }
  if (!isInit || (!getEmpty(value) && !getSplat(value))) {
    inputs.insert(value);
    return;
  }
  if (auto fill = value.getDefiningOp<linalg::FillOp>())
    collectScalar(fill.getInputs()[0]);
}

/// Gives the body of a grid tensors of its own in place of unset ones that it
/// shares with others, as after CSE: each point of the grid needs one.
static void localizeEmpties(Operation *op) {
  SetVector<Value> captured;
  getUsedValuesDefinedAbove(op->getRegions(), captured);
  for (Value value : captured) {
    auto empty = value.getDefiningOp<tensor::EmptyOp>();
    if (!empty)
      continue;
    OpBuilder builder = OpBuilder::atBlockBegin(&op->getRegion(0).front());
    Value own = builder.clone(*empty)->getResult(0);
    value.replaceUsesWithIf(own, [&](OpOperand &use) {
      return op->isProperAncestor(use.getOwner());
    });
  }
}

void KernelBuilder::collectInputs(Operation *op) {
  if (getGrid(op))
    localizeEmpties(op);
  for (OpOperand &operand : op->getOpOperands())
    collectInput(operand);
  SetVector<Value> captured;
  getUsedValuesDefinedAbove(op->getRegions(), captured);
  for (Value value : captured) {
    if (isInside(value))
      continue;
    if (isa<RankedTensorType>(value.getType()))
      inputs.insert(value);
    else
      collectScalar(value);
  }
}

//===----------------------------------------------------------------------===//
// The host
//===----------------------------------------------------------------------===//

SmallVector<Value> KernelBuilder::createHostInputs() {
  SmallVector<Value> values(inputs.begin(), inputs.end());
  for (Value scalar : scalars) {
    Location loc = scalar.getLoc();
    if (scalar.getType().isIndex())
      scalar = arith::IndexCastOp::create(builder, loc, builder.getI64Type(),
                                          scalar);
    else if (scalar.getType().isInteger(1))
      scalar =
          arith::ExtUIOp::create(builder, loc, builder.getI8Type(), scalar);
    values.push_back(tensor::FromElementsOp::create(
        builder, loc, RankedTensorType::get({}, scalar.getType()), scalar));
  }
  return values;
}

SmallVector<Value> KernelBuilder::createDestinations() {
  SmallVector<Value> values;
  for (OpResult output : outputs)
    values.push_back(tensor::EmptyOp::create(
        builder, output.getLoc(), getHostSizes(builder, output),
        cast<RankedTensorType>(output.getType()).getElementType()));
  return values;
}

SmallVector<Value> KernelBuilder::createHostSizes(ValueRange buffers) {
  SmallVector<Value> sizes;
  for (Value buffer : buffers) {
    auto type = cast<RankedTensorType>(buffer.getType());
    if (type.hasStaticShape())
      continue;
    SmallVector<OpFoldResult> mixed = getHostSizes(builder, buffer);
    for (int64_t i = 0; i < type.getRank(); ++i)
      if (type.isDynamicDim(i))
        sizes.push_back(getValueOrCreateConstantIndexOp(
            builder, buffer.getLoc(), mixed[i]));
  }
  return sizes;
}

void KernelBuilder::replaceSizes() {
  for (Operation *op : group.getOps())
    for (OpResult result : op->getResults())
      for (Operation *user : llvm::make_early_inc_range(result.getUsers())) {
        auto dim = dyn_cast<tensor::DimOp>(user);
        if (!dim || inside.contains(user) || !dim.getConstantIndex())
          continue;
        OpBuilder atUser(dim);
        Value size = getValueOrCreateConstantIndexOp(
            atUser, dim.getLoc(),
            getHostSizes(atUser, result)[*dim.getConstantIndex()]);
        dim.replaceAllUsesWith(size);
        dim.erase();
      }
}

//===----------------------------------------------------------------------===//
// The kernel
//===----------------------------------------------------------------------===//

Value KernelBuilder::getScalar(Value value) {
  if (Value known = mapping.lookupOrNull(value))
    return known;
  // A constant, or computed from sizes of tensors that the kernel has.
  if (auto size = ownSizes.find(value); size != ownSizes.end()) {
    auto [owner, index] = size->second;
    Value tensor = destinations.lookup(owner);
    return tensor::DimOp::create(builder, value.getLoc(),
                                 tensor ? tensor : mapping.lookup(owner),
                                 index);
  }
  Operation *op = value.getDefiningOp();
  if (auto dim = dyn_cast<tensor::DimOp>(op))
    return tensor::DimOp::create(builder, op->getLoc(),
                                 mapping.lookup(dim.getSource()),
                                 *dim.getConstantIndex());
  for (Value operand : op->getOperands())
    mapping.map(operand, getScalar(operand));
  Operation *clone = builder.clone(*op, mapping);
  mapping.map(value, clone->getResult(0));
  return clone->getResult(0);
}

SmallVector<Value> KernelBuilder::getDynamicSizes(OpOperand &init) {
  Operation *op = init.getOwner();
  SmallVector<Value> sizes;
  auto type = cast<RankedTensorType>(init.get().getType());
  for (int64_t i = 0; i < type.getRank(); ++i) {
    if (!type.isDynamicDim(i))
      continue;
    if (std::optional<SizeSource> source = findSize(init, i)) {
      Value tensor = mapping.lookupOrNull(source->tensor);
      if (!tensor)
        tensor = destinations.lookup(source->tensor);
      Location loc = op->getLoc();
      OpFoldResult size =
          tensor::DimOp::create(builder, loc, tensor, source->dim).getResult();
      if (source->border)
        size = affine::makeComposedFoldedAffineApply(
            builder, loc, builder.getAffineDimExpr(0) - source->border, size);
      sizes.push_back(getValueOrCreateConstantIndexOp(builder, loc, size));
      continue;
    }
    OpFoldResult size = getHostSizes(builder, init.get())[i];
    sizes.push_back(getScalar(cast<Value>(size)));
  }
  return sizes;
}

Value KernelBuilder::cloneInit(OpOperand &init) {
  Value value = init.get();
  if (isInside(value))
    return mapping.lookup(value);
  Location loc = init.getOwner()->getLoc();
  Value destination = destinations.lookup(getInitializedResult(init));
  if (!destination)
    destination = tensor::EmptyOp::create(
        builder, loc, cast<RankedTensorType>(value.getType()),
        getDynamicSizes(init));
  if (TypedAttr splat = getSplat(value)) {
    Value scalar = arith::ConstantOp::create(builder, loc, splat);
    return linalg::FillOp::create(builder, loc, scalar, destination)
        .getResult(0);
  }
  if (!getEmpty(value))
    return linalg::CopyOp::create(builder, loc, mapping.lookup(value),
                                  destination)
        .getResult(0);
  if (auto fill = value.getDefiningOp<linalg::FillOp>())
    return linalg::FillOp::create(builder, loc, getScalar(fill.getInputs()[0]),
                                  destination)
        .getResult(0);
  return destination;
}

void KernelBuilder::cloneIntoBody(Operation *op) {
  SetVector<Value> captured;
  getUsedValuesDefinedAbove(op->getRegions(), captured);
  for (Value value : captured)
    if (!mapping.contains(value))
      mapping.map(value, getScalar(value));

  SmallVector<Value> operands;
  for (OpOperand &operand : op->getOpOperands()) {
    Value value = operand.get();
    if (getInitializedResult(operand)) {
      operands.push_back(cloneInit(operand));
    } else if (auto empty = value.getDefiningOp<tensor::EmptyOp>()) {
      SmallVector<Value> sizes = llvm::map_to_vector(
          empty.getDynamicSizes(), [&](Value size) { return getScalar(size); });
      operands.push_back(tensor::EmptyOp::create(builder, empty.getLoc(),
                                                 empty.getType(), sizes));
    } else {
      operands.push_back(getScalar(value));
    }
  }
  Operation *clone = builder.clone(*op, mapping);
  clone->setOperands(operands);

  // A part of a tensor is no destination.
  if (isa<tensor::ExtractSliceOp>(op)) {
    auto copy =
        linalg::CopyOp::create(builder, op->getLoc(), clone->getResult(0),
                               destinations.lookup(op->getResult(0)));
    mapping.map(op->getResult(0), copy.getResult(0));
  }
}

void KernelBuilder::createBody(func::FuncOp entry) {
  Block &block = entry.front();
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(&block);
  Location loc = builder.getUnknownLoc();

  unsigned next = 0;
  auto createTensor = [&](bool writable) -> Value {
    BlockArgument buffer = block.getArgument(next++);
    auto memref = cast<MemRefType>(buffer.getType());
    return bufferization::ToTensorOp::create(
        builder, loc,
        RankedTensorType::get(memref.getShape(), memref.getElementType()),
        buffer, /*restrict=*/true, writable);
  };
  for (Value input : inputs)
    mapping.map(input, createTensor(/*writable=*/false));
  for (Value scalar : scalars) {
    Value value = tensor::ExtractOp::create(
        builder, loc, createTensor(/*writable=*/false), ValueRange());
    if (scalar.getType().isIndex())
      value = arith::IndexCastOp::create(builder, loc, scalar.getType(), value);
    else if (scalar.getType().isInteger(1))
      value = arith::TruncIOp::create(builder, loc, scalar.getType(), value);
    mapping.map(scalar, value);
  }
  unsigned firstOutput = next;
  for (OpResult output : outputs)
    destinations[output] = createTensor(/*writable=*/true);

  for (Operation *op : group.getOps())
    cloneIntoBody(op);

  for (auto [i, output] : llvm::enumerate(outputs)) {
    auto materialize = bufferization::MaterializeInDestinationOp::create(
        builder, loc, /*result=*/Type(), mapping.lookup(output),
        block.getArgument(firstOutput + i));
    materialize.setRestrict(true);
    materialize.setWritable(true);
  }
  func::ReturnOp::create(builder, loc);

  // Nothing in a kernel says where it came from: then equal ones are equal.
  entry->walk([&](Operation *op) {
    op->setLoc(loc);
    for (Region &region : op->getRegions())
      for (BlockArgument argument : region.getArguments())
        argument.setLoc(loc);
  });
}

void KernelBuilder::build(StringRef name) {
  outputs = group.getOutputs();
  // Sizes of what the kernel has are no scalars: know the tensors first.
  for (Operation *op : group.getOps())
    collectInputs(op);
  builder.setInsertionPoint(group.getLast());
  SmallVector<Value> owners(outputs.begin(), outputs.end());
  llvm::append_range(owners, inputs);
  for (Value owner : owners)
    for (auto [i, size] : llvm::enumerate(getHostSizes(builder, owner)))
      if (auto value = dyn_cast<Value>(size))
        ownSizes.try_emplace(value, owner, i);
  for (Value scalar : scalars.takeVector())
    collectScalar(scalar);
  for (Operation *op : group.getOps())
    for (OpOperand &init : op->getOpOperands())
      if (getInitializedResult(init) && !isInside(init.get()))
        for (auto [i, size] : llvm::enumerate(
                 cast<RankedTensorType>(init.get().getType()).getShape()))
          if (ShapedType::isDynamic(size) && !findSize(init, i))
            collectScalar(cast<Value>(getHostSizes(builder, init.get())[i]));
  replaceSizes();

  SmallVector<Value> hostInputs = createHostInputs();
  SmallVector<Value> hostOutputs = createDestinations();
  SmallVector<Value> buffers = hostInputs;
  llvm::append_range(buffers, hostOutputs);
  SmallVector<Value> sizes = createHostSizes(buffers);

  SmallVector<MemRefType> types =
      llvm::map_to_vector(buffers, [](Value buffer) {
        auto type = cast<RankedTensorType>(buffer.getType());
        return MemRefType::get(type.getShape(), type.getElementType());
      });
  OpBuilder moduleBuilder(host);
  func::FuncOp entry = createKernel(moduleBuilder, builder.getUnknownLoc(),
                                    name, types, hostInputs.size());
  ModuleOp kernel = entry->getParentOfType<ModuleOp>();
  symbols.insert(kernel);
  createBody(entry);

  SmallVector<Location> locations = llvm::map_to_vector(
      group.getOps(), [](Operation *op) { return op->getLoc(); });
  auto symbol = SymbolRefAttr::get(
      kernel.getSymNameAttr(), FlatSymbolRefAttr::get(entry.getSymNameAttr()));
  SmallVector<Type> resultTypes(ValueRange(hostOutputs).getTypes());
  auto dispatch =
      DispatchOp::create(builder, builder.getFusedLoc(locations), resultTypes,
                         symbol, hostInputs, hostOutputs, sizes);
  // A destination may know more sizes than what is computed into it.
  for (auto [output, result] : llvm::zip(outputs, dispatch.getResults())) {
    Value value = result;
    if (value.getType() != output.getType())
      value = tensor::CastOp::create(builder, output.getLoc(), output.getType(),
                                     value);
    output.replaceAllUsesWith(value);
  }
  for (Operation *op : llvm::reverse(group.getOps()))
    op->erase();
}

void mlir::nn::outlineKernel(KernelGroup &group, func::FuncOp host,
                             SymbolTable &symbols, StringRef name) {
  KernelBuilder(group, host, symbols).build(name);
}
