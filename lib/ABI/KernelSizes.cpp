//===- KernelSizes.cpp ----------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the host asks a kernel: how many points its grid has, and how much
// scratch a thread needs.
//
//===----------------------------------------------------------------------===//

#include "nn/ABI/KernelSizes.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "nn/ABI/CallingConvention.h"
#include "nn/Dialect/Kernel/IR/KernelModule.h"

using namespace mlir;
using namespace mlir::nn;

FailureOr<scf::ForallOp> abi::findGrid(func::FuncOp entry) {
  scf::ForallOp grid;
  for (auto op : entry.getBody().front().getOps<scf::ForallOp>()) {
    if (grid || op.getRank() != 1)
      return op.emitOpError()
             << "is not the only scf.forall of rank 1 of its kernel";
    grid = op;
  }
  return grid;
}

Value abi::loadSlot(OpBuilder &builder, Location loc, Value args, unsigned slot,
                    Type type) {
  Value address = slot == 0 ? args
                            : LLVM::GEPOp::create(builder, loc, args.getType(),
                                                  builder.getI64Type(), args,
                                                  ArrayRef<LLVM::GEPArg>{slot});
  return LLVM::LoadOp::create(builder, loc, type, address, /*alignment=*/8);
}

/// Returns the argument that is the size of another argument's dimension, or
/// null.
static BlockArgument getSizeArgument(func::FuncOp entry, memref::DimOp op) {
  auto buffer = dyn_cast<BlockArgument>(op.getSource());
  std::optional<int64_t> dim = op.getConstantIndex();
  if (!buffer || buffer.getOwner() != &entry.front() || !dim)
    return {};
  // The sizes of all buffers follow the buffers.
  unsigned number = getNumKernelBuffers(entry);
  for (Type type : entry.getArgumentTypes().take_front(buffer.getArgNumber()))
    number += cast<MemRefType>(type).getNumDynamicDims();
  number += llvm::count_if(
      cast<MemRefType>(buffer.getType()).getShape().take_front(*dim),
      ShapedType::isDynamic);
  return entry.getArgument(number);
}

FailureOr<Value> abi::cloneSize(OpBuilder &builder, IRMapping &mapping,
                                func::FuncOp entry, Value index) {
  if (Value mapped = mapping.lookupOrNull(index))
    return mapped;
  if (auto argument = dyn_cast<BlockArgument>(index)) {
    if (argument.getOwner() == &entry.front() && index.getType().isIndex())
      return index;
    return failure();
  }
  Operation *op = index.getDefiningOp();
  if (auto dimOp = dyn_cast<memref::DimOp>(op))
    if (BlockArgument size = getSizeArgument(entry, dimOp))
      return cloneSize(builder, mapping, entry, size);
  if (op->getNumRegions() || !isPure(op))
    return failure();
  for (Value operand : op->getOperands()) {
    FailureOr<Value> cloned = cloneSize(builder, mapping, entry, operand);
    if (failed(cloned))
      return failure();
    mapping.map(operand, *cloned);
  }
  builder.clone(*op, mapping);
  return mapping.lookup(index);
}

/// Creates a function of the arguments of a launch at the builder's place. It
/// returns what `finish` makes of an index of the entry function.
static LogicalResult createFunction(OpBuilder &b, func::FuncOp entry,
                                    StringRef name, OpFoldResult index,
                                    function_ref<Value(Value)> finish) {
  Location loc = entry.getLoc();
  Type pointer = LLVM::LLVMPointerType::get(b.getContext());
  auto function = func::FuncOp::create(
      b, loc, name, b.getFunctionType({pointer}, {b.getI64Type()}));
  OpBuilder::InsertionGuard guard(b);
  Block *block = function.addEntryBlock();
  b.setInsertionPointToStart(block);
  if (auto value = dyn_cast<Value>(index)) {
    IRMapping mapping;
    for (BlockArgument argument : entry.getArguments())
      if (argument.getType().isIndex())
        mapping.map(argument, arith::IndexCastOp::create(
                                  b, loc, b.getIndexType(),
                                  abi::loadSlot(b, loc, block->getArgument(0),
                                                argument.getArgNumber(),
                                                b.getI64Type())));
    FailureOr<Value> cloned = abi::cloneSize(b, mapping, entry, value);
    if (failed(cloned))
      return entry.emitError("the ") << name << " does not depend on sizes "
                                     << "alone";
    index = *cloned;
  }
  Value result = finish(getValueOrCreateConstantIndexOp(b, loc, index));
  func::ReturnOp::create(
      b, loc,
      arith::IndexCastOp::create(b, loc, b.getI64Type(), result).getResult());
  return success();
}

LogicalResult abi::createGridFunction(OpBuilder &b, func::FuncOp entry,
                                      scf::ForallOp grid, int64_t groupSize) {
  Location loc = entry.getLoc();
  OpFoldResult points = b.getIndexAttr(1);
  if (grid)
    points = grid.getMixedUpperBound()[0];
  else
    groupSize = 1;
  return createFunction(
      b, entry, kernelGridFunction, points, [&](Value count) -> Value {
        if (groupSize == 1)
          return count;
        Value rest = arith::ConstantIndexOp::create(b, loc, groupSize - 1);
        Value size = arith::ConstantIndexOp::create(b, loc, groupSize);
        count = arith::AddIOp::create(b, loc, count, rest);
        return arith::DivUIOp::create(b, loc, count, size);
      });
}

LogicalResult abi::createScratchFunction(OpBuilder &b, func::FuncOp entry,
                                         OpFoldResult bytes) {
  return createFunction(b, entry, kernelScratchFunction, bytes,
                        [](Value value) { return value; });
}
