//===- PlaceBorders.cpp ---------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "HostViews.h"
#include "KernelInterface.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Remarks.h"
#include "nn/Dialect/Kernel/IR/KernelModule.h"
#include "nn/Dialect/Kernel/Transforms/Passes.h"

namespace mlir::nn {
#define GEN_PASS_DEF_NNPLACEBORDERS
#include "nn/Dialect/Kernel/Transforms/Passes.h.inc"
} // namespace mlir::nn

using namespace mlir;
using namespace mlir::nn;

/// Returns the type of the buffer that an operand is, of the shape that its
/// kernel knows, or null if the operand must be copied.
static MemRefType getOperandType(OpBuilder &builder, Value tensor,
                                 RankedTensorType type,
                                 SmallVectorImpl<Value> &dynamicStrides) {
  if (isContiguous(tensor))
    return MemRefType::get(type.getShape(), type.getElementType());
  std::optional<SmallVector<OpFoldResult>> strides =
      getHostStrides(builder, tensor);
  return strides ? getBufferType(type, *strides, dynamicStrides) : MemRefType();
}

static void placeOperands(DispatchOp dispatch, KernelInterfaces &interfaces) {
  ModuleOp kernel = dispatch.getKernelModule();
  func::FuncOp entry = kernel ? getKernelEntry(kernel) : nullptr;
  if (!entry)
    return;
  OpBuilder builder(dispatch);
  SmallVector<MemRefType> types;
  SmallVector<SmallVector<Value>> strides;
  for (Value tensor :
       llvm::concat<Value>(dispatch.getInputs(), dispatch.getOutputs())) {
    SmallVector<Value> dynamicStrides;
    auto known = cast<MemRefType>(entry.getArgumentTypes()[types.size()]);
    auto tensorType =
        RankedTensorType::get(known.getShape(), known.getElementType());
    MemRefType type =
        getOperandType(builder, tensor, tensorType, dynamicStrides);
    if (!type) {
      remark::missed(
          dispatch.getLoc(),
          remark::RemarkOpts::name("copy").category("nn-place-borders"))
          << remark::reason("operand {0} cannot be read where it is",
                            types.size());
      type =
          MemRefType::get(tensorType.getShape(), tensorType.getElementType());
      dynamicStrides.clear();
    }
    types.push_back(type);
    strides.push_back(dynamicStrides);
  }
  if (llvm::equal(types, entry.getArgumentTypes().take_front(types.size())))
    return;
  setBufferTypes(dispatch, interfaces.getOwnEntry(dispatch), types, strides);
}

namespace {

struct NNPlaceBordersPass
    : public nn::impl::NNPlaceBordersBase<NNPlaceBordersPass> {
  void runOnOperation() override {
    KernelInterfaces interfaces(getOperation());
    for (DispatchOp dispatch : interfaces.getDispatches())
      placeOperands(dispatch, interfaces);
  }
};

} // namespace
