//===- ScratchPlan.cpp ----------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// How much scratch the launches of a network need.
//
//===----------------------------------------------------------------------===//

#include "ScratchPlan.h"
#include "HostSupport.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/Matchers.h"
#include "nn/ABI/ByteCount.h"
#include "nn/ABI/CallingConvention.h"

using namespace mlir;
using namespace mlir::nn;

std::optional<int64_t> mlir::nn::getConstantResult(ModuleOp kernel,
                                                   StringRef name) {
  auto function = kernel.lookupSymbol<LLVM::LLVMFuncOp>(name);
  if (!function)
    return 0;
  if (function.isExternal() || !function.getBody().hasOneBlock())
    return std::nullopt;
  auto returnOp = dyn_cast<LLVM::ReturnOp>(function.getBody().front().back());
  IntegerAttr number;
  if (!returnOp || !returnOp.getArg() ||
      !matchPattern(returnOp.getArg(), m_Constant(&number)))
    return std::nullopt;
  return number.getInt();
}

/// Returns what a pointer was computed from by constant offsets, and the last
/// of them.
static std::pair<Value, int32_t> getBase(Value pointer) {
  int32_t last = 0;
  while (auto gep = pointer.getDefiningOp<LLVM::GEPOp>()) {
    ArrayRef<int32_t> indices = gep.getRawConstantIndices();
    if (!gep.getDynamicIndices().empty() || indices.empty())
      return {Value(), 0};
    last = indices.back();
    pointer = gep.getBase();
  }
  return {pointer, last};
}

/// Whether this loads a size of an input, or the address of its sizes: those
/// stay as they are, while elements are there only when the network runs.
static bool loadsSize(LLVM::LoadOp load, Value in) {
  auto [base, field] = getBase(load.getAddr());
  if (!base)
    return false;
  if (base == in)
    return field == abi::BufferField::Sizes;
  auto sizes = base.getDefiningOp<LLVM::LoadOp>();
  return sizes && getBase(sizes.getAddr()).first == in && loadsSize(sizes, in);
}

abi::SizeSlice mlir::nn::getSlice(func::FuncOp entry) {
  abi::SizeSlice slice;
  Value in = entry.getArgument(abi::EntryArgument::In);
  entry.walk([&](LLVM::LoadOp load) {
    if (load.getType().isInteger() && loadsSize(load, in))
      slice.insertInput(load);
  });
  return slice;
}

LaunchScratch::LaunchScratch(LaunchOp launch, const abi::SizeSlice &slice)
    : launch(launch) {
  ModuleOp kernel = launch.getKernelModule();
  bytes = getConstantResult(kernel, abi::kernelScratchFunction);
  isSerial = getConstantResult(kernel, abi::kernelGridFunction) == 1;
  followsFromInputs = bytes || llvm::all_of(launch.getSizes(), [&](Value size) {
                        return slice.contains(size);
                      });
}

/// Loads a size of an input again, at the builder's place, from what the
/// mapping has for the buffers of inputs.
static void cloneLoad(OpBuilder &builder, IRMapping &mapping, Value value) {
  if (mapping.contains(value))
    return;
  Operation *op = value.getDefiningOp();
  for (Value operand : op->getOperands())
    cloneLoad(builder, mapping, operand);
  builder.clone(*op, mapping);
}

void mlir::nn::buildScratchFunction(
    func::FuncOp function, func::FuncOp entry, const abi::SizeSlice &slice,
    ArrayRef<LaunchScratch> launches,
    function_ref<Value(OpBuilder &, LaunchOp, Value)> callKernel) {
  Block *block = function.addEntryBlock();
  OpBuilder b = OpBuilder::atBlockBegin(block);
  Location loc = function.getLoc();
  Type ptr = block->getArgument(0).getType(), i64 = b.getI64Type();
  auto constant = [&](int64_t number) -> Value {
    return arith::ConstantOp::create(b, loc, i64, b.getI64IntegerAttr(number));
  };
  auto getStride = [&](Value bytes) {
    return LLVM::CallOp::create(b, loc, i64, support::scratchStride, bytes)
        .getResult();
  };

  // By one thread, and by each of all.
  int64_t one = 0, each = 0;
  unsigned numSlots = 0;
  for (const LaunchScratch &scratch : launches) {
    int64_t &most = scratch.isSerial ? one : each;
    most = std::max(most, scratch.bytes.value_or(0));
    LaunchOp op = scratch.launch;
    numSlots = std::max<unsigned>(numSlots, op->getNumOperands());
  }
  Value threads =
      LLVM::CallOp::create(b, loc, i64, support::threads, block->getArgument(0))
          .getResult();
  Value oneStride = one ? getStride(constant(one)) : constant(0);
  Value stride = each ? getStride(constant(each)) : constant(0);

  Value args;
  IRMapping mapping;
  mapping.map(entry.getArgument(abi::EntryArgument::In), block->getArgument(1));
  for (const LaunchScratch &scratch : launches) {
    LaunchOp op = scratch.launch;
    if (scratch.bytes || !scratch.followsFromInputs)
      continue;
    if (!args)
      args = LLVM::AllocaOp::create(b, loc, ptr, i64, constant(numSlots),
                                    /*alignment=*/8);
    for (Value load : slice.getInputs(op.getSizes()))
      cloneLoad(b, mapping, load);
    unsigned slot = op.getBuffers().size();
    for (Value size : op.getSizes()) {
      // A size of what does not run may be negative.
      Value number = arith::MaxSIOp::create(
          b, loc,
          arith::IndexCastOp::create(b, loc, i64,
                                     abi::cloneValue(b, mapping, size)),
          constant(0));
      Value address = LLVM::GEPOp::create(
          b, loc, ptr, i64, args,
          ArrayRef<LLVM::GEPArg>{static_cast<int32_t>(slot++)});
      LLVM::StoreOp::create(b, loc, number, address);
    }
    Value &most = scratch.isSerial ? oneStride : stride;
    // What does not fit, -1, is the most of all.
    most = arith::MaxUIOp::create(b, loc, most,
                                  getStride(callKernel(b, op, args)));
  }
  abi::ByteCount count(b, loc);
  count.expectNotNegative(oneStride);
  count.expectNotNegative(stride);
  Value ofThreads = count.multiply(stride, threads);
  Value bytes = arith::MaxSIOp::create(b, loc, ofThreads, oneStride);
  func::ReturnOp::create(b, loc, count.getOrMinusOne(bytes));
}
