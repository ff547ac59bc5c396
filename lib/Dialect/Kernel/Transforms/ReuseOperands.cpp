//===- ReuseOperands.cpp --------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "KernelInterface.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "nn/Dialect/Kernel/IR/KernelModule.h"
#include "nn/Dialect/Kernel/Transforms/Passes.h"

namespace mlir::nn {
#define GEN_PASS_DEF_NNREUSEOPERANDS
#include "nn/Dialect/Kernel/Transforms/Passes.h.inc"
} // namespace mlir::nn

using namespace mlir;
using namespace mlir::nn;

//===----------------------------------------------------------------------===//
// The host: which tensors a dispatch may destroy
//===----------------------------------------------------------------------===//

/// Returns true if nobody reads the tensor, or a view of it, at the dispatch or
/// later, but for the dispatch itself, and that once.
static bool diesAt(Value tensor, DispatchOp dispatch) {
  unsigned numReads = 0;
  SmallVector<Value> views = {tensor};
  while (!views.empty()) {
    Value view = views.pop_back_val();
    for (OpOperand &use : view.getUses()) {
      Operation *user = use.getOwner();
      if (isa<tensor::DimOp>(user))
        continue;
      if (user == dispatch) {
        if (view != tensor || ++numReads > 1)
          return false;
        continue;
      }
      if (user->getBlock() != dispatch->getBlock())
        return false;
      if (isa<tensor::CastOp, tensor::CollapseShapeOp, tensor::ExpandShapeOp,
              tensor::ExtractSliceOp>(user)) {
        views.push_back(user->getResult(0));
        continue;
      }
      // What reads it may also pass it on.
      auto reader = dyn_cast<DispatchOp>(user);
      if (!reader || reader.isDpsInit(&use) || !user->isBeforeInBlock(dispatch))
        return false;
    }
  }
  return true;
}

/// Returns true if the tensor is all of a buffer that a kernel of the same
/// block wrote, which the host owns.
static bool ownsBuffer(Value tensor, DispatchOp dispatch) {
  auto producer = tensor.getDefiningOp<DispatchOp>();
  if (!producer || producer->getBlock() != dispatch->getBlock())
    return false;
  Value destination = producer.getTiedOpOperand(cast<OpResult>(tensor))->get();
  if (auto slice = destination.getDefiningOp<tensor::ExtractSliceOp>())
    return false;
  return destination.getDefiningOp<tensor::EmptyOp>() ||
         ownsBuffer(destination, producer);
}

/// Returns true if the tensor leaves its block: then its buffer is chosen by
/// whoever receives it.
static bool leavesBlock(Value tensor) {
  return llvm::any_of(tensor.getUsers(), [](Operation *user) {
    if (isa<tensor::CastOp, tensor::CollapseShapeOp, tensor::ExpandShapeOp>(
            user))
      return leavesBlock(user->getResult(0));
    return user->hasTrait<OpTrait::IsTerminator>();
  });
}

//===----------------------------------------------------------------------===//
// The kernel: which inputs an output may replace
//===----------------------------------------------------------------------===//

/// Returns the tensor that stands for a buffer in the body, if there is one.
static Value getBodyTensor(BlockArgument buffer) {
  Value tensor;
  for (Operation *user : buffer.getUsers()) {
    if (isa<bufferization::MaterializeInDestinationOp>(user))
      continue;
    auto toTensor = dyn_cast<bufferization::ToTensorOp>(user);
    if (!toTensor || tensor)
      return Value();
    tensor = toTensor.getResult();
  }
  return tensor;
}

/// Returns the use of the input by the elementwise op that writes the output,
/// if it is the input's only one and reads the element that is written.
static OpOperand *findInPlaceUse(Value input, Value output) {
  if (!input.hasOneUse() || !output.hasOneUse())
    return nullptr;
  OpOperand &use = *input.getUses().begin();
  OpOperand &write = *output.getUses().begin();
  auto op = dyn_cast<linalg::LinalgOp>(use.getOwner());
  if (!op || write.getOwner() != op || !op.isDpsInput(&use) ||
      !op.isDpsInit(&write) || op.getNumParallelLoops() != op.getNumLoops() ||
      !op.getMatchingIndexingMap(&use).isIdentity() ||
      !op.getMatchingIndexingMap(&write).isIdentity() ||
      op.payloadUsesValueFromOperand(&write))
    return nullptr;
  return &use;
}

//===----------------------------------------------------------------------===//
// The pass
//===----------------------------------------------------------------------===//

namespace {

struct NNReuseOperandsPass
    : public nn::impl::NNReuseOperandsBase<NNReuseOperandsPass> {
  void runOnOperation() override {
    KernelInterfaces interfaces(getOperation());
    for (DispatchOp dispatch : interfaces.getDispatches())
      reuseOperands(dispatch, interfaces);
  }

private:
  void reuseOperands(DispatchOp dispatch, KernelInterfaces &interfaces);
};

} // namespace

/// Makes the output an in-out, in the place of the input.
static void makeInOut(DispatchOp dispatch, func::FuncOp entry, unsigned input,
                      unsigned output) {
  unsigned numInputs = getNumKernelInputs(entry);
  Value inputTensor = getBodyTensor(entry.getArgument(input));
  Value outputTensor = getBodyTensor(entry.getArgument(numInputs + output));
  findInPlaceUse(inputTensor, outputTensor)->set(outputTensor);
  inputTensor.getDefiningOp()->erase();

  SmallVector<SmallVector<Value>> strides = getStrideOperands(dispatch, entry);
  strides.erase(strides.begin() + input);
  SmallVector<MemRefType> types;
  for (unsigned i = 0, e = getNumKernelBuffers(entry); i < e; ++i)
    if (i != input)
      types.push_back(cast<MemRefType>(entry.getArgumentTypes()[i]));
  dispatch.getOutputsMutable().slice(output, 1).assign(
      dispatch.getInputs()[input]);
  dispatch.getInputsMutable().erase(input);
  (void)entry.eraseArgument(input);
  entry->setAttr(kernelNumInputsAttrName,
                 Builder(entry->getContext()).getI64IntegerAttr(numInputs - 1));
  setBufferTypes(dispatch, entry, types, strides);
}

void NNReuseOperandsPass::reuseOperands(DispatchOp dispatch,
                                        KernelInterfaces &interfaces) {
  ModuleOp kernel = dispatch.getKernelModule();
  func::FuncOp entry = kernel ? getKernelEntry(kernel) : nullptr;
  if (!entry)
    return;
  for (unsigned output = 0; output < dispatch.getOutputs().size(); ++output) {
    auto empty = dispatch.getOutputs()[output].getDefiningOp<tensor::EmptyOp>();
    if (!empty || leavesBlock(dispatch.getResults()[output]))
      continue;
    for (unsigned input = 0; input < dispatch.getInputs().size(); ++input) {
      Value tensor = dispatch.getInputs()[input];
      unsigned numInputs = getNumKernelInputs(entry);
      BlockArgument inputBuffer = entry.getArgument(input);
      BlockArgument outputBuffer = entry.getArgument(numInputs + output);
      if (inputBuffer.getType() != outputBuffer.getType())
        continue;
      Value inputTensor = getBodyTensor(inputBuffer);
      Value outputTensor = getBodyTensor(outputBuffer);
      if (!inputTensor || !outputTensor ||
          !findInPlaceUse(inputTensor, outputTensor) ||
          !ownsBuffer(tensor, dispatch) || !diesAt(tensor, dispatch))
        continue;
      entry = interfaces.getOwnEntry(dispatch);
      makeInOut(dispatch, entry, input, output);
      if (empty->use_empty())
        empty->erase();
      break;
    }
  }
}
