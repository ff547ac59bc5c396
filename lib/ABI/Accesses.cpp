//===- Accesses.cpp -------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Elements that the host reads, writes and copies.
//
//===----------------------------------------------------------------------===//

#include "Accesses.h"
#include "HostSupport.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "nn/ABI/ByteCount.h"
#include "nn/ABI/CallingConvention.h"
#include "nn/Dialect/Kernel/IR/KernelDispatchOps.h"
#include "nn/Support/ElementBytes.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace mlir::nn;

static void lowerInMemory(Operation *op) {
  OpBuilder b(op);
  Location loc = op->getLoc();
  TypeSwitch<Operation *>(op)
      .Case([&](LoadOp load) {
        load.getResult().replaceAllUsesWith(LLVM::LoadOp::create(
            b, loc, load.getResult().getType(), load.getAddress()));
      })
      .Case([&](StoreOp store) {
        LLVM::StoreOp::create(b, loc, store.getValue(), store.getAddress());
      })
      .Case([&](CopyOp copy) {
        LLVM::MemcpyOp::create(b, loc, copy.getTo(), copy.getFrom(),
                               copy.getBytes(), /*isVolatile=*/false);
      });
  op->erase();
}

static void lowerOnDevice(Operation *op, Value context, Value slot) {
  OpBuilder b(op);
  Location loc = op->getLoc();
  auto call = [&](StringRef name, ValueRange arguments) {
    SmallVector<Value> operands = {context};
    llvm::append_range(operands, arguments);
    LLVM::CallOp::create(b, loc, TypeRange(), name, operands);
  };
  auto getBytes = [&](Type type) -> Value {
    int64_t bytes = getElementBytes(type);
    return arith::ConstantIntOp::create(b, loc, b.getI64Type(), bytes);
  };
  TypeSwitch<Operation *>(op)
      .Case([&](LoadOp load) {
        Type type = load.getResult().getType();
        call(support::readFromDevice,
             {slot, load.getAddress(), getBytes(type)});
        load.getResult().replaceAllUsesWith(
            LLVM::LoadOp::create(b, loc, type, slot));
      })
      .Case([&](StoreOp store) {
        LLVM::StoreOp::create(b, loc, store.getValue(), slot);
        call(support::writeToDevice,
             {store.getAddress(), slot, getBytes(store.getValue().getType())});
      })
      .Case([&](CopyOp copy) {
        call(support::copyOnDevice,
             {copy.getTo(), copy.getFrom(), copy.getBytes()});
      });
  op->erase();
}

void mlir::nn::lowerAccesses(func::FuncOp function, bool isOnDevice) {
  SmallVector<Operation *> accesses;
  function.walk([&](Operation *op) {
    if (isa<LoadOp, StoreOp, CopyOp>(op))
      accesses.push_back(op);
  });
  if (accesses.empty())
    return;
  if (!isOnDevice) {
    llvm::for_each(accesses, lowerInMemory);
    return;
  }
  // Each element goes by the same place on the stack.
  OpBuilder b = OpBuilder::atBlockBegin(&function.front());
  Location loc = function.getLoc();
  Value one = arith::ConstantIntOp::create(b, loc, b.getI64Type(), 1);
  Value slot = LLVM::AllocaOp::create(
      b, loc, LLVM::LLVMPointerType::get(b.getContext()), b.getI64Type(), one,
      /*alignment=*/8);
  Value context = function.getArgument(abi::EntryArgument::Context);
  for (Operation *op : accesses)
    lowerOnDevice(op, context, slot);
}
