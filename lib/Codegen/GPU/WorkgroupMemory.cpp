//===- WorkgroupMemory.cpp ------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the points of a grid allocate, in the memory of their workgroup.
//
//===----------------------------------------------------------------------===//

#include "WorkgroupMemory.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "nn/Support/ElementBytes.h"

using namespace mlir;
using namespace mlir::nn;

/// The type in which memory of a workgroup keeps elements of a type that has no
/// size of its own.
static Type getKeptType(Type type) {
  if (type.isIndex() || type.isInteger(1))
    return IntegerType::get(type.getContext(), 32);
  return type;
}

FailureOr<int64_t> mlir::nn::countAllocatedBytes(Operation *op) {
  int64_t bytes = 0;
  WalkResult result = op->walk([&](memref::AllocOp alloc) -> WalkResult {
    MemRefType type = alloc.getType();
    if (!type.hasStaticShape()) {
      alloc.emitOpError("of a size that is not statically known is unsupported "
                        "on this target");
      return WalkResult::interrupt();
    }
    Type kept = getKeptType(type.getElementType());
    bytes +=
        std::max<int64_t>(1, type.getNumElements()) * getElementBytes(kept);
    return WalkResult::advance();
  });
  if (result.wasInterrupted())
    return failure();
  return bytes;
}

LogicalResult mlir::nn::divideWorkgroupMemory(gpu::GPUFuncOp function,
                                              int64_t pointsPerWorkgroup) {
  OpBuilder b(function.getContext());
  Location loc = function.getLoc();
  auto index = [&](int64_t value) -> Value {
    return arith::ConstantIndexOp::create(b, loc, value);
  };
  auto space =
      gpu::AddressSpaceAttr::get(b.getContext(), gpu::AddressSpace::Workgroup);
  SmallVector<memref::AllocOp> allocations;
  function.walk([&](memref::AllocOp alloc) { allocations.push_back(alloc); });
  b.setInsertionPointToStart(&function.getBody().front());
  Value thread = gpu::ThreadIdOp::create(b, loc, gpu::Dimension::x);
  for (memref::AllocOp alloc : allocations) {
    Type type = alloc.getType().getElementType();
    Type kept = getKeptType(type);
    // There is no memory of no elements.
    int64_t size = std::max<int64_t>(1, alloc.getType().getNumElements());
    b.setInsertionPointAfter(thread.getDefiningOp());
    Value memory = memref::AllocOp::create(
        b, loc,
        MemRefType::get({size * pointsPerWorkgroup}, kept, AffineMap(), space));
    auto getIndex = [&](Value position) -> Value {
      Value first =
          arith::MulIOp::create(b, loc, position, index(pointsPerWorkgroup));
      return arith::AddIOp::create(b, loc, first, thread);
    };
    for (Operation *user : llvm::make_early_inc_range(alloc->getUsers())) {
      b.setInsertionPoint(user);
      if (auto load = dyn_cast<memref::LoadOp>(user)) {
        Value value = memref::LoadOp::create(
            b, loc, memory, getIndex(load.getIndices().front()));
        if (type.isIndex())
          value = arith::IndexCastOp::create(b, loc, type, value);
        else if (type != kept)
          value = arith::TruncIOp::create(b, loc, type, value);
        load.replaceAllUsesWith(value);
      } else if (auto store = dyn_cast<memref::StoreOp>(user)) {
        Value value = store.getValueToStore();
        if (type.isIndex())
          value = arith::IndexCastOp::create(b, loc, kept, value);
        else if (type != kept)
          value = arith::ExtUIOp::create(b, loc, kept, value);
        memref::StoreOp::create(b, loc, value, memory,
                                getIndex(store.getIndices().front()));
      } else {
        return user->emitOpError("of a buffer is unsupported on this target");
      }
      user->erase();
    }
    alloc.erase();
  }
  return success();
}
