//===- PackAtLoad.cpp -----------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The init function: it packs weights by loops over panels, rows of which are
// copied whole where the weight has them.
//
//===----------------------------------------------------------------------===//

#include "PackAtLoad.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "nn/ABI/CallingConvention.h"
#include "nn/Dialect/Kernel/IR/KernelDispatchOps.h"
#include "nn/Support/Constants.h"
#include "nn_runtime.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::memory;

static Packing getPacking(DictionaryAttr attributes) {
  auto get = [&](StringRef name) {
    return attributes.getAs<DenseI64ArrayAttr>(name).asArrayRef();
  };
  return {get("order"), get("inner_dims"), get("inner_tiles"),
          attributes.contains("scalable")};
}

/// The tile of a scalable layout, and how many there are.
static std::pair<Value, Value> getTiles(OpBuilder &b, Location loc,
                                        const Packing &packing,
                                        ArrayRef<int64_t> shape) {
  auto index = [&](int64_t value) -> Value {
    return arith::ConstantIndexOp::create(b, loc, value);
  };
  Value vscale = arith::IndexCastOp::create(
      b, loc, b.getIndexType(),
      LLVM::vscale::create(b, loc, b.getI64Type()).getRes());
  Value tile =
      arith::MulIOp::create(b, loc, vscale, index(packing.innerTiles.front()));
  Value count = arith::CeilDivUIOp::create(
      b, loc, index(shape[packing.innerDims.front()]), tile);
  return {tile, count};
}

SmallVector<OpFoldResult> memory::getPackedSizes(OpBuilder &builder,
                                                 Location loc,
                                                 const Packing &packing,
                                                 ArrayRef<int64_t> shape) {
  auto [tile, count] = getTiles(builder, loc, packing, shape);
  SmallVector<OpFoldResult> sizes;
  for (int64_t dim : packing.order)
    sizes.push_back(dim == packing.innerDims.front()
                        ? OpFoldResult(count)
                        : OpFoldResult(builder.getIndexAttr(shape[dim])));
  sizes.push_back(tile);
  return sizes;
}

namespace {

/// Emits the packing of one constant.
class PackEmitter {
public:
  PackEmitter(OpBuilder &b, Location loc, ConstantOp op)
      : b(b), loc(loc), packing(getPacking(*op.getPacking())),
        type(cast<ElementsAttr>(op.getValue()).getShapedType()),
        elementBytes(
            getConstantElementBytes(type.getElementType()).value_or(0)) {
    std::tie(tile, count) = getTiles(b, loc, packing, type.getShape());
  }

  /// The bytes of the packed constant, a multiple of the alignment.
  Value getBytes();
  /// Emits the loops from `source` to `target`.
  void emit(Value source, Value target);

private:
  Value index(int64_t value) {
    return arith::ConstantIndexOp::create(b, loc, value);
  }
  Value add(Value x, Value y) { return arith::AddIOp::create(b, loc, x, y); }
  Value mul(Value x, Value y) { return arith::MulIOp::create(b, loc, x, y); }
  /// The address of an element.
  Value at(Value pointer, Value element) {
    Value offset = arith::IndexCastOp::create(
        b, loc, b.getI64Type(), mul(element, index(elementBytes)));
    return LLVM::GEPOp::create(b, loc, pointer.getType(), b.getI8Type(),
                               pointer, ArrayRef<LLVM::GEPArg>{offset});
  }
  Value toBytes(Value elements) {
    return arith::IndexCastOp::create(b, loc, b.getI64Type(),
                                      mul(elements, index(elementBytes)));
  }
  void emitRow(Value source, Value from, Value target, Value to, Value first);

  OpBuilder &b;
  Location loc;
  Packing packing;
  ShapedType type;
  int64_t elementBytes;
  Value tile, count;
};

} // namespace

Value PackEmitter::getBytes() {
  int64_t cut = packing.innerDims.front();
  int64_t rest = elementBytes;
  for (auto [dim, size] : llvm::enumerate(type.getShape()))
    if (static_cast<int64_t>(dim) != cut)
      rest *= size;
  Value bytes = mul(mul(tile, count), index(rest));
  Value alignment = index(NN_ALIGNMENT);
  return mul(arith::CeilDivUIOp::create(b, loc, bytes, alignment), alignment);
}

/// One row of a tile: from the element `first` of the cut dimension on as many
/// as there are, and zeros.
void PackEmitter::emitRow(Value source, Value from, Value target, Value to,
                          Value first) {
  int64_t cut = packing.innerDims.front();
  Value left =
      arith::SubIOp::create(b, loc, index(type.getDimSize(cut)), first);
  Value valid = arith::MinUIOp::create(b, loc, left, tile);
  int64_t stride = 1;
  for (int64_t size : type.getShape().drop_front(cut + 1))
    stride *= size;
  if (stride == 1) {
    LLVM::MemcpyOp::create(b, loc, at(target, to), at(source, from),
                           toBytes(valid), /*isVolatile=*/false);
  } else {
    auto loop = scf::ForOp::create(b, loc, index(0), valid, index(1));
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(loop.getBody());
    Value lane = loop.getInductionVar();
    Type integer = b.getIntegerType(elementBytes * 8);
    Value element = LLVM::LoadOp::create(
        b, loc, integer, at(source, add(from, mul(lane, index(stride)))),
        elementBytes);
    LLVM::StoreOp::create(b, loc, element, at(target, add(to, lane)),
                          elementBytes);
  }
  Value zero =
      LLVM::ConstantOp::create(b, loc, b.getI8Type(), b.getI8IntegerAttr(0));
  LLVM::MemsetOp::create(b, loc, at(target, add(to, valid)), zero,
                         toBytes(arith::SubIOp::create(b, loc, tile, valid)),
                         /*isVolatile=*/false);
}

void PackEmitter::emit(Value source, Value target) {
  OpBuilder::InsertionGuard guard(b);
  int64_t cut = packing.innerDims.front();
  ArrayRef<int64_t> shape = type.getShape();
  Value from = index(0), row = index(0), first;
  for (int64_t dim : packing.order) {
    bool isCut = dim == cut;
    Value upper = isCut ? count : index(shape[dim]);
    auto loop = scf::ForOp::create(b, loc, index(0), upper, index(1));
    b.setInsertionPointToStart(loop.getBody());
    Value iv = loop.getInductionVar();
    row = add(mul(row, upper), iv);
    if (isCut)
      iv = first = mul(iv, tile);
    int64_t stride = 1;
    for (int64_t size : shape.drop_front(dim + 1))
      stride *= size;
    from = add(from, mul(iv, index(stride)));
  }
  emitRow(source, from, target, mul(row, tile), first);
}

/// Lets the function refuse a model whose table has no packed constants.
static void checkLoaded(func::FuncOp entry, int32_t packedIndex) {
  OpBuilder b = OpBuilder::atBlockBegin(&entry.front());
  Location loc = entry.getLoc();
  Value table = abi::loadConstantTable(
      b, loc, entry.getArgument(abi::EntryArgument::Model));
  Value constant = abi::loadConstant(b, loc, table, packedIndex);
  Value null = LLVM::ZeroOp::create(b, loc, constant.getType());
  Value isLoaded =
      LLVM::ICmpOp::create(b, loc, LLVM::ICmpPredicate::ne, constant, null);
  CheckOp::create(b, loc, isLoaded,
                  "expected a model that nn_model_load has loaded",
                  ValueRange(), /*status=*/IntegerAttr());
}

LogicalResult memory::buildInit(ModuleOp module, func::FuncOp entry) {
  SmallVector<ConstantOp> constants(module.getOps<ConstantOp>());
  DenseMap<Attribute, int32_t> sources;
  int32_t packedIndex = -1;
  for (auto [i, op] : llvm::enumerate(constants)) {
    if (!op.getPacking())
      sources[op.getValue()] = i;
    else if (packedIndex < 0)
      packedIndex = i;
  }
  if (packedIndex < 0)
    return success();
  checkLoaded(entry, packedIndex);

  Location loc = entry.getLoc();
  OpBuilder b(entry.getContext());
  b.setInsertionPointAfter(entry);
  Type ptr = LLVM::LLVMPointerType::get(b.getContext());
  auto init =
      func::FuncOp::create(b, loc, abi::getInitName(entry.getName()),
                           b.getFunctionType({ptr, ptr, ptr}, b.getI64Type()));
  b.setInsertionPointToStart(init.addEntryBlock());
  Value model = init.getArgument(0), table = init.getArgument(1);
  Value memory = init.getArgument(2);

  SmallVector<std::pair<int32_t, PackEmitter>> emitters;
  SmallVector<Value> offsets;
  Value end = arith::ConstantIndexOp::create(b, loc, 0);
  for (auto [i, op] : llvm::enumerate(constants)) {
    if (!op.getPacking())
      continue;
    emitters.push_back({static_cast<int32_t>(i), PackEmitter(b, loc, op)});
    offsets.push_back(end);
    end = arith::AddIOp::create(b, loc, end, emitters.back().second.getBytes());
  }

  Value null = LLVM::ZeroOp::create(b, loc, ptr);
  Value hasMemory =
      LLVM::ICmpOp::create(b, loc, LLVM::ICmpPredicate::ne, memory, null);
  auto branch = scf::IfOp::create(b, loc, hasMemory, /*withElseRegion=*/false);
  {
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(branch.thenBlock());
    Value given = abi::loadConstantTable(b, loc, model);
    auto setEntry = [&](int32_t i, Value address) {
      Value slot = LLVM::GEPOp::create(b, loc, ptr, ptr, table,
                                       ArrayRef<LLVM::GEPArg>{i});
      LLVM::StoreOp::create(b, loc, address, slot);
    };
    for (auto [i, op] : llvm::enumerate(constants))
      if (!op.getPacking())
        setEntry(i, abi::loadConstant(b, loc, given, i));
    for (auto [emitter, offset] : llvm::zip(emitters, offsets)) {
      auto &[i, pack] = emitter;
      Value bytes = arith::IndexCastOp::create(b, loc, b.getI64Type(), offset);
      Value target = LLVM::GEPOp::create(b, loc, ptr, b.getI8Type(), memory,
                                         ArrayRef<LLVM::GEPArg>{bytes});
      auto source = sources.find(constants[i].getValue());
      if (source == sources.end())
        return constants[i].emitOpError("has no value in the table to pack");
      pack.emit(abi::loadConstant(b, loc, given, source->second), target);
      setEntry(i, target);
    }
  }
  func::ReturnOp::create(
      b, loc,
      arith::IndexCastOp::create(b, loc, b.getI64Type(), end).getResult());
  return success();
}
