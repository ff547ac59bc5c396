//===- LowerKernelABI.cpp -------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The pass nn-lower-kernel-abi.
//
//===----------------------------------------------------------------------===//

#include "mlir/Conversion/LLVMCommon/MemRefBuilder.h"
#include "mlir/Conversion/LLVMCommon/TypeConverter.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "nn/ABI/CallingConvention.h"
#include "nn/ABI/KernelSizes.h"
#include "nn/Codegen/CPU/Passes.h"
#include "nn/Dialect/Kernel/IR/KernelModule.h"

namespace mlir::nn {
#define GEN_PASS_DEF_NNLOWERKERNELABI
#include "nn/Codegen/CPU/Passes.h.inc"
} // namespace mlir::nn

using namespace mlir;
using namespace mlir::nn;

namespace {

/// Splits one entry function.
class ABILowering {
public:
  ABILowering(func::FuncOp entry)
      : entry(entry), b(entry.getContext()), loc(entry.getLoc()),
        pointer(LLVM::LLVMPointerType::get(entry.getContext())),
        converter(entry.getContext()), numSlots(entry.getNumArguments() - 1) {}

  LogicalResult lower();

private:
  LogicalResult createBody();
  void createEntry();
  void guardPrefix(Value begin);
  Value createMemref(Type type, Value pointerValue, ArrayRef<Value> sizes,
                     ArrayRef<Value> strides);

  func::FuncOp entry;
  OpBuilder b;
  Location loc;
  Type pointer;
  LLVMTypeConverter converter;
  unsigned numSlots;
  scf::ForallOp forall;
  func::FuncOp body;
};

} // namespace

/// Builds a memref of a pointer and its dynamic sizes and strides.
Value ABILowering::createMemref(Type type, Value pointerValue,
                                ArrayRef<Value> sizes,
                                ArrayRef<Value> strides) {
  auto memrefType = cast<MemRefType>(type);
  int64_t offset;
  SmallVector<int64_t> staticStrides;
  bool isStrided =
      succeeded(memrefType.getStridesAndOffset(staticStrides, offset));
  assert(isStrided && "kernels take strided memrefs");
  (void)isStrided;
  auto constant = [&](int64_t value) -> Value {
    return LLVM::ConstantOp::create(b, loc, b.getI64Type(),
                                    b.getI64IntegerAttr(value));
  };
  unsigned rank = memrefType.getRank();
  SmallVector<Value> sizeValues(rank), strideValues(rank);
  for (unsigned dim = 0; dim < rank; ++dim) {
    int64_t size = memrefType.getDimSize(dim);
    if (!ShapedType::isDynamic(size)) {
      sizeValues[dim] = constant(size);
      continue;
    }
    sizeValues[dim] = sizes.front();
    sizes = sizes.drop_front();
  }
  bool isIdentity = memrefType.getLayout().isIdentity();
  for (int dim = rank - 1; dim >= 0; --dim) {
    if (!ShapedType::isDynamic(staticStrides[dim]))
      strideValues[dim] = constant(staticStrides[dim]);
    else if (isIdentity)
      strideValues[dim] = LLVM::MulOp::create(b, loc, strideValues[dim + 1],
                                              sizeValues[dim + 1]);
  }
  for (unsigned dim = 0; dim < rank; ++dim) {
    if (strideValues[dim])
      continue;
    strideValues[dim] = strides.front();
    strides = strides.drop_front();
  }
  SmallVector<Value> fields = {pointerValue, pointerValue, constant(0)};
  llvm::append_range(fields, sizeValues);
  llvm::append_range(fields, strideValues);
  Value descriptor =
      MemRefDescriptor::pack(b, loc, converter, memrefType, fields);
  return UnrealizedConversionCastOp::create(b, loc, type, descriptor)
      .getResult(0);
}

/// Lets what stores before the loop run once only.
void ABILowering::guardPrefix(Value begin) {
  if (!forall)
    return;
  SmallVector<Operation *> stores;
  for (Operation &op : body.getBody().front()) {
    if (&op == forall.getOperation())
      break;
    bool onlyReads = isMemoryEffectFree(&op) ||
                     hasSingleEffect<MemoryEffects::Read>(&op) ||
                     op.hasTrait<OpTrait::ConstantLike>();
    if (!onlyReads && op.getNumResults() == 0)
      stores.push_back(&op);
  }
  if (stores.empty())
    return;
  b.setInsertionPoint(forall);
  Value zero = arith::ConstantIndexOp::create(b, loc, 0);
  Value isFirst =
      arith::CmpIOp::create(b, loc, arith::CmpIPredicate::eq, begin, zero);
  auto branch = scf::IfOp::create(b, loc, isFirst, /*withElseRegion=*/false);
  for (Operation *op : stores)
    op->moveBefore(branch.thenBlock()->getTerminator());
}

/// Turns the entry function into `@body`.
LogicalResult ABILowering::createBody() {
  body = entry;
  Block &block = body.getBody().front();
  unsigned numArguments = block.getNumArguments();
  // The scratch argument is the last; it has no slot.
  unsigned numBuffers =
      llvm::count_if(body.getArgumentTypes().take_front(numSlots),
                     [](Type type) { return isa<MemRefType>(type); });
  SmallVector<BlockArgument> old(block.getArguments());
  SmallVector<Type> types;
  for (unsigned i = 0; i < numSlots; ++i)
    types.push_back(isa<MemRefType>(old[i].getType()) ? pointer
                                                      : Type(b.getI64Type()));
  types.append({b.getI64Type(), b.getI64Type(), pointer});
  SmallVector<Value> added;
  for (Type type : types)
    added.push_back(block.addArgument(type, loc));

  b.setInsertionPointToStart(&block);
  ArrayRef<Value> sizes =
      ArrayRef(added).slice(numBuffers, numSlots - numBuffers);
  for (unsigned i = numBuffers; i < numSlots; ++i)
    old[i].replaceAllUsesWith(
        arith::IndexCastOp::create(b, loc, b.getIndexType(), added[i]));
  unsigned numSizes = 0;
  for (unsigned i = 0; i < numBuffers; ++i)
    numSizes += cast<MemRefType>(old[i].getType()).getNumDynamicDims();
  if (numSizes > sizes.size())
    return entry.emitError()
           << "has " << sizes.size() << " index arguments, expected at least "
           << numSizes;
  ArrayRef<Value> strides = sizes.drop_front(numSizes);
  sizes = sizes.take_front(numSizes);
  for (unsigned i = 0; i < numBuffers; ++i) {
    auto type = cast<MemRefType>(old[i].getType());
    unsigned numDynamic = type.getNumDynamicDims();
    unsigned numStrides = 0;
    if (auto layout = dyn_cast<StridedLayoutAttr>(type.getLayout()))
      numStrides = llvm::count_if(layout.getStrides(), ShapedType::isDynamic);
    if (numStrides > strides.size())
      return entry.emitError("has too few index arguments for its strides");
    old[i].replaceAllUsesWith(createMemref(type, added[i],
                                           sizes.take_front(numDynamic),
                                           strides.take_front(numStrides)));
    sizes = sizes.drop_front(numDynamic);
    strides = strides.drop_front(numStrides);
  }
  BlockArgument scratch = old.back();
  if (!scratch.use_empty()) {
    // Its size is the host's business: only views of it are used.
    Value size = LLVM::PoisonOp::create(b, loc, b.getI64Type());
    scratch.replaceAllUsesWith(
        createMemref(scratch.getType(), added.back(), size, {}));
  }

  auto index = [&](Value value) -> Value {
    return arith::IndexCastOp::create(b, loc, b.getIndexType(), value);
  };
  Value begin = index(added[numSlots]);
  Value end = index(added[numSlots + 1]);
  block.eraseArguments(0, numArguments);
  guardPrefix(begin);
  if (forall) {
    b.setInsertionPoint(forall);
    Value one = arith::ConstantIndexOp::create(b, loc, 1);
    auto loop = scf::ForOp::create(b, loc, begin, end, one);
    Block *from = forall.getBody();
    from->getTerminator()->erase();
    loop.getBody()->getOperations().splice(
        loop.getBody()->getTerminator()->getIterator(), from->getOperations());
    forall.getInductionVar(0).replaceAllUsesWith(loop.getInductionVar());
    forall.erase();
  }

  body.setType(b.getFunctionType(types, {}));
  SmallVector<DictionaryAttr> attributes;
  for (Type type : types)
    attributes.push_back(
        type == pointer
            ? b.getDictionaryAttr(
                  {b.getNamedAttr(LLVM::LLVMDialect::getNoAliasAttrName(),
                                  b.getUnitAttr()),
                   b.getNamedAttr(LLVM::LLVMDialect::getNoUndefAttrName(),
                                  b.getUnitAttr())})
            : b.getDictionaryAttr({}));
  body.setAllArgAttrs(attributes);
  body.setName("body");
  body.setPrivate();
  for (NamedAttribute attr : llvm::to_vector(body->getDiscardableAttrs()))
    body->removeAttr(attr.getName());
  // Inlined, the pointers would only be told apart by metadata.
  body->setAttr("passthrough", b.getStrArrayAttr({"noinline"}));
  body->setAttr(
      "llvm.linkage",
      LLVM::LinkageAttr::get(b.getContext(), LLVM::linkage::Linkage::Internal));
  return success();
}

/// Creates the new `@entry`, which calls `@body`.
void ABILowering::createEntry() {
  auto function = func::FuncOp::create(
      b, loc, kernelEntryName,
      b.getFunctionType({pointer, b.getI64Type(), b.getI64Type(), pointer},
                        {}));
  Block *block = function.addEntryBlock();
  b.setInsertionPointToStart(block);
  SmallVector<Value> operands;
  for (unsigned slot = 0; slot < numSlots; ++slot)
    operands.push_back(abi::loadSlot(b, loc, block->getArgument(0), slot,
                                     body.getArgumentTypes()[slot]));
  for (unsigned i = 1; i < 4; ++i)
    operands.push_back(block->getArgument(i));
  func::CallOp::create(b, loc, body, operands);
  func::ReturnOp::create(b, loc);
}

LogicalResult ABILowering::lower() {
  FailureOr<scf::ForallOp> grid = abi::findGrid(entry);
  if (failed(grid))
    return failure();
  forall = *grid;
  b.setInsertionPoint(entry);
  if (failed(abi::createGridFunction(b, entry, forall)) || failed(createBody()))
    return failure();
  b.setInsertionPoint(body);
  createEntry();
  return success();
}

namespace {

struct NNLowerKernelABIPass
    : public nn::impl::NNLowerKernelABIBase<NNLowerKernelABIPass> {
  void runOnOperation() override {
    ModuleOp module = getOperation();
    func::FuncOp entry = getKernelEntry(module);
    if (!isKernel(module) || !entry)
      return;
    if (!module.lookupSymbol(abi::kernelScratchFunction)) {
      entry.emitError("has no scratch argument: run nn-hoist-scratch before");
      return signalPassFailure();
    }
    if (failed(ABILowering(entry).lower()))
      signalPassFailure();
  }
};

} // namespace
