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
  if (!buffer || buffer.getOwner() != &entry.front() || !dim ||
      !cast<MemRefType>(buffer.getType()).isDynamicDim(*dim))
    return {};
  // The sizes of all buffers follow the buffers; scratch follows both.
  unsigned number = 0;
  while (isa<MemRefType>(entry.getArgument(number).getType()))
    if (++number == entry.getNumArguments())
      return {};
  if (buffer.getArgNumber() >= number)
    return {};
  for (Type type : entry.getArgumentTypes().take_front(buffer.getArgNumber()))
    number += cast<MemRefType>(type).getNumDynamicDims();
  number += llvm::count_if(
      cast<MemRefType>(buffer.getType()).getShape().take_front(*dim),
      ShapedType::isDynamic);
  return entry.getArgument(number);
}

abi::KernelSlice::KernelSlice(func::FuncOp entry) {
  for (BlockArgument argument : entry.getArguments())
    if (argument.getType().isIndex())
      arguments[argument] = argument;
  entry.walk([&](memref::DimOp op) {
    if (BlockArgument size = getSizeArgument(entry, op))
      arguments[op] = size;
  });
  for (auto [value, argument] : arguments)
    slice.insertInput(value);
}

void abi::KernelSlice::mapInputs(
    IRMapping &mapping, ValueRange indices,
    function_ref<Value(BlockArgument)> getSize) const {
  for (Value input : slice.getInputs(indices))
    mapping.map(input, getSize(arguments.at(input)));
}

/// Creates a function of the arguments of a launch at the builder's place. It
/// returns what `finish` makes of indices of the entry function.
static LogicalResult
createFunction(OpBuilder &b, func::FuncOp entry, StringRef name,
               ValueRange indices,
               function_ref<Value(OpBuilder &, ArrayRef<Value>)> finish) {
  Location loc = entry.getLoc();
  Type pointer = LLVM::LLVMPointerType::get(b.getContext());
  abi::KernelSlice slice(entry);
  for (Value index : indices)
    if (!slice.contains(index))
      return entry.emitError("the ") << name << " does not depend on sizes "
                                     << "alone";
  auto function = func::FuncOp::create(
      b, loc, name, b.getFunctionType({pointer}, {b.getI64Type()}));
  Block *block = function.addEntryBlock();
  OpBuilder body = OpBuilder::atBlockBegin(block);
  IRMapping mapping;
  slice.mapInputs(mapping, indices, [&](BlockArgument argument) -> Value {
    return arith::IndexCastOp::create(
        body, loc, body.getIndexType(),
        abi::loadSlot(body, loc, block->getArgument(0), argument.getArgNumber(),
                      body.getI64Type()));
  });
  SmallVector<Value> cloned;
  for (Value index : indices)
    cloned.push_back(abi::cloneValue(body, mapping, index));
  func::ReturnOp::create(body, loc, finish(body, cloned));
  return success();
}

LogicalResult abi::createGridFunction(OpBuilder &b, func::FuncOp entry,
                                      scf::ForallOp grid, int64_t groupSize) {
  Location loc = entry.getLoc();
  SmallVector<Value> unknown;
  if (grid)
    unknown.append(grid.getDynamicUpperBound().begin(),
                   grid.getDynamicUpperBound().end());
  return createFunction(
      b, entry, kernelGridFunction, unknown,
      [&](OpBuilder &body, ArrayRef<Value> counts) -> Value {
        Value count;
        if (counts.empty())
          count = arith::ConstantIndexOp::create(
              body, loc, grid ? grid.getStaticUpperBound()[0] : 1);
        else
          count = counts[0];
        if (grid && groupSize != 1) {
          Value rest = arith::ConstantIndexOp::create(body, loc, groupSize - 1);
          Value size = arith::ConstantIndexOp::create(body, loc, groupSize);
          count = arith::AddIOp::create(body, loc, count, rest);
          count = arith::DivUIOp::create(body, loc, count, size);
        }
        return arith::IndexCastOp::create(body, loc, body.getI64Type(), count);
      });
}

LogicalResult abi::createScratchFunction(
    OpBuilder &b, func::FuncOp entry, ValueRange sizes,
    function_ref<Value(ByteCount &, ArrayRef<Value>)> getBytes) {
  return createFunction(b, entry, kernelScratchFunction, sizes,
                        [&](OpBuilder &b, ArrayRef<Value> cloned) -> Value {
                          ByteCount count(b, entry.getLoc());
                          Value bytes = getBytes(count, cloned);
                          return count.getOrMinusOne(bytes);
                        });
}
