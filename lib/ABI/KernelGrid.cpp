//===- KernelGrid.cpp -----------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the host asks a kernel: how many points its grid has.
//
//===----------------------------------------------------------------------===//

#include "nn/ABI/KernelGrid.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "nn/ABI/CallingConvention.h"

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

LogicalResult abi::createGridFunction(OpBuilder &b, func::FuncOp entry,
                                      scf::ForallOp grid, int64_t groupSize) {
  Location loc = entry.getLoc();
  Type pointer = LLVM::LLVMPointerType::get(b.getContext());
  auto function =
      func::FuncOp::create(b, loc, kernelGridFunction,
                           b.getFunctionType({pointer}, {b.getI64Type()}));
  OpBuilder::InsertionGuard guard(b);
  Block *block = function.addEntryBlock();
  b.setInsertionPointToStart(block);
  IRMapping mapping;
  // The computation of the bound, from the arguments on.
  auto clone = [&](auto &&self, Value value) -> LogicalResult {
    if (mapping.contains(value))
      return success();
    if (auto argument = dyn_cast<BlockArgument>(value)) {
      if (!value.getType().isIndex() ||
          argument.getOwner() != &entry.getBody().front())
        return entry.emitError("the grid does not depend on sizes alone");
      Value loaded = loadSlot(b, loc, block->getArgument(0),
                              argument.getArgNumber(), b.getI64Type());
      mapping.map(value,
                  arith::IndexCastOp::create(b, loc, b.getIndexType(), loaded));
      return success();
    }
    Operation *op = value.getDefiningOp();
    for (Value operand : op->getOperands())
      if (failed(self(self, operand)))
        return failure();
    b.clone(*op, mapping);
    return success();
  };
  Value result;
  if (!grid) {
    result = arith::ConstantIntOp::create(b, loc, b.getI64Type(), 1);
  } else {
    OpFoldResult upper = grid.getMixedUpperBound()[0];
    Value count;
    if (auto value = dyn_cast<Value>(upper)) {
      if (failed(clone(clone, value)))
        return failure();
      count = mapping.lookup(value);
    } else {
      count = arith::ConstantIndexOp::create(
          b, loc, cast<IntegerAttr>(cast<Attribute>(upper)).getInt());
    }
    if (groupSize > 1) {
      Value rest = arith::ConstantIndexOp::create(b, loc, groupSize - 1);
      Value size = arith::ConstantIndexOp::create(b, loc, groupSize);
      count = arith::AddIOp::create(b, loc, count, rest);
      count = arith::DivUIOp::create(b, loc, count, size);
    }
    result = arith::IndexCastOp::create(b, loc, b.getI64Type(), count);
  }
  func::ReturnOp::create(b, loc, result);
  return success();
}
