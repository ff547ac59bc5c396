//===- KernelModule.cpp ---------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "nn/Dialect/Kernel/IR/KernelModule.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinTypes.h"
#include "nn/Dialect/Kernel/IR/KernelDialect.h"

using namespace mlir;
using namespace mlir::nn;

bool mlir::nn::isKernel(ModuleOp module) {
  return module->hasAttr(kernelAttrName);
}

func::FuncOp mlir::nn::getKernelEntry(ModuleOp kernel) {
  auto entry = kernel.lookupSymbol<func::FuncOp>(kernelEntryName);
  return entry && entry->hasAttr(kernelNumInputsAttrName) ? entry : nullptr;
}

unsigned mlir::nn::getNumKernelBuffers(func::FuncOp entry) {
  return llvm::count_if(entry.getArgumentTypes(), llvm::IsaPred<MemRefType>);
}

unsigned mlir::nn::getNumKernelInputs(func::FuncOp entry) {
  return cast<IntegerAttr>(entry->getAttr(kernelNumInputsAttrName)).getInt();
}

unsigned mlir::nn::getNumKernelSizes(TypeRange buffers) {
  unsigned count = 0;
  for (Type type : buffers) {
    auto memref = cast<MemRefType>(type);
    count += memref.getNumDynamicDims();
    if (auto layout = dyn_cast<StridedLayoutAttr>(memref.getLayout()))
      count += llvm::count_if(layout.getStrides(), ShapedType::isDynamic);
  }
  return count;
}

func::FuncOp mlir::nn::createKernel(OpBuilder &builder, Location loc,
                                    StringRef name,
                                    ArrayRef<MemRefType> buffers,
                                    unsigned numInputs) {
  auto module = ModuleOp::create(builder, loc, name);
  module->setAttr(kernelAttrName, builder.getUnitAttr());
  SmallVector<Type> types(buffers.begin(), buffers.end());
  types.append(getNumKernelSizes(types), builder.getIndexType());
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(module.getBody());
  auto entry = func::FuncOp::create(builder, loc, kernelEntryName,
                                    builder.getFunctionType(types, {}));
  entry->setAttr(kernelNumInputsAttrName, builder.getI64IntegerAttr(numInputs));
  entry.addEntryBlock();
  return entry;
}
