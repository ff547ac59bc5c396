//===- KernelInterface.cpp ------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "KernelInterface.h"
#include "HostViews.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "nn/Dialect/Kernel/IR/KernelModule.h"

using namespace mlir;
using namespace mlir::nn;

KernelInterfaces::KernelInterfaces(ModuleOp module)
    : module(module), symbols(module) {
  for (auto function : module.getOps<func::FuncOp>())
    function->walk([&](DispatchOp dispatch) {
      dispatches.push_back(dispatch);
      ++numUses[dispatch.getKernel().getRootReference()];
    });
}

func::FuncOp KernelInterfaces::getOwnEntry(DispatchOp dispatch) {
  StringAttr name = dispatch.getKernel().getRootReference();
  auto kernel = symbols.lookup<ModuleOp>(name);
  if (!kernel || !getKernelEntry(kernel))
    return nullptr;
  if (numUses[name] > 1) {
    --numUses[name];
    OpBuilder builder(kernel);
    builder.setInsertionPointAfter(kernel);
    kernel = cast<ModuleOp>(builder.clone(*kernel));
    name = symbols.insert(kernel);
    ++numUses[name];
    dispatch.setKernelAttr(
        SymbolRefAttr::get(name, dispatch.getKernel().getNestedReferences()));
  }
  return getKernelEntry(kernel);
}

SmallVector<SmallVector<Value>>
mlir::nn::getStrideOperands(DispatchOp dispatch, func::FuncOp entry) {
  SmallVector<SmallVector<Value>> strides;
  ArrayRef<Type> types =
      entry.getArgumentTypes().take_front(getNumKernelBuffers(entry));
  unsigned next = 0;
  for (Type type : types)
    next += cast<MemRefType>(type).getNumDynamicDims();
  for (Type type : types) {
    SmallVector<Value> &values = strides.emplace_back();
    if (auto layout =
            dyn_cast<StridedLayoutAttr>(cast<MemRefType>(type).getLayout()))
      for (int64_t stride : layout.getStrides())
        if (ShapedType::isDynamic(stride))
          values.push_back(dispatch.getSizes()[next++]);
  }
  return strides;
}

void mlir::nn::setBufferTypes(DispatchOp dispatch, func::FuncOp entry,
                              ArrayRef<MemRefType> types,
                              ArrayRef<SmallVector<Value>> strides) {
  Block &block = entry.front();
  unsigned numBuffers = types.size();
  OpBuilder body = OpBuilder::atBlockBegin(&block);

  // Bodies ask their buffers for sizes: what follows the buffers can change.
  unsigned next = numBuffers;
  for (BlockArgument buffer : block.getArguments().take_front(numBuffers)) {
    auto type = cast<MemRefType>(buffer.getType());
    for (int64_t dim = 0; dim < type.getRank(); ++dim) {
      if (!type.isDynamicDim(dim))
        continue;
      Value size = block.getArgument(next++);
      if (!size.use_empty())
        size.replaceAllUsesWith(
            memref::DimOp::create(body, size.getLoc(), buffer, dim));
    }
  }
  while (block.getNumArguments() > numBuffers) {
    assert(block.getArguments().back().use_empty() && "stride in use");
    block.eraseArgument(block.getNumArguments() - 1);
  }
  for (auto [i, type] : llvm::enumerate(types))
    block.getArgument(i).setType(type);
  SmallVector<Type> bufferTypes(types.begin(), types.end());
  Builder attributes(entry->getContext());
  for (unsigned i = 0, e = getNumKernelSizes(bufferTypes); i < e; ++i)
    block.addArgument(attributes.getIndexType(), entry.getLoc());
  entry.setFunctionType(attributes.getFunctionType(block.getArgumentTypes(),
                                                   entry.getResultTypes()));

  OpBuilder builder(dispatch);
  SmallVector<Value> sizes;
  auto buffers =
      llvm::concat<Value>(dispatch.getInputs(), dispatch.getOutputs());
  for (auto [buffer, type] : llvm::zip_equal(buffers, types)) {
    if (type.hasStaticShape())
      continue;
    SmallVector<OpFoldResult> mixed = getHostSizes(builder, buffer);
    for (int64_t i = 0; i < type.getRank(); ++i)
      if (type.isDynamicDim(i))
        sizes.push_back(getValueOrCreateConstantIndexOp(
            builder, buffer.getLoc(), mixed[i]));
  }
  for (const SmallVector<Value> &values : strides)
    llvm::append_range(sizes, values);
  dispatch.getSizesMutable().assign(sizes);
}
