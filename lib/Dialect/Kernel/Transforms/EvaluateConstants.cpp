//===- EvaluateConstants.cpp ----------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ConstantGather.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "mlir/IR/Matchers.h"
#include "nn/Dialect/Kernel/IR/KernelPackOps.h"
#include "nn/Dialect/Kernel/Transforms/Passes.h"
#include "llvm/ADT/TypeSwitch.h"

namespace mlir::nn {
#define GEN_PASS_DEF_NNEVALUATECONSTANTS
#include "nn/Dialect/Kernel/Transforms/Passes.h.inc"
} // namespace mlir::nn

using namespace mlir;
using namespace mlir::nn;

/// Returns the constant that the value is, if its elements are there.
static ElementsAttr getConstant(Value value) {
  ElementsAttr attr;
  if (!matchPattern(value, m_Constant(&attr)) || !ConstantView::get(attr))
    return nullptr;
  return attr;
}

static ElementsAttr evaluateSlice(tensor::ExtractSliceOp op,
                                  ElementsAttr source) {
  if (!op.getOffsets().empty() || !op.getSizes().empty() ||
      !op.getStrides().empty())
    return nullptr;
  llvm::SmallBitVector dropped = op.getDroppedDims();
  ConstantGather gather;
  gather.begin.assign(op.getStaticOffsets().begin(),
                      op.getStaticOffsets().end());
  for (auto [dim, size] : llvm::enumerate(op.getStaticSizes()))
    if (!dropped.test(dim))
      gather.dims.push_back(
          {size, static_cast<int64_t>(dim), op.getStaticStrides()[dim]});
  return gather.evaluate(source, op.getType());
}

static ElementsAttr evaluatePad(tensor::PadOp op, ElementsAttr source) {
  Attribute padding;
  Value value = op.getConstantPaddingValue();
  if (!value || !matchPattern(value, m_Constant(&padding)) ||
      !op.getLow().empty() || !op.getHigh().empty())
    return nullptr;
  ConstantGather gather;
  for (auto [dim, size] : llvm::enumerate(op.getResultType().getShape())) {
    gather.dims.push_back({size, static_cast<int64_t>(dim), 1});
    gather.begin.push_back(-op.getStaticLow()[dim]);
  }
  return gather.evaluate(source, op.getResultType(), padding);
}

static ElementsAttr evaluateTranspose(linalg::TransposeOp op,
                                      ElementsAttr source) {
  auto type = cast<ShapedType>(op->getResult(0).getType());
  ConstantGather gather;
  for (auto [i, dim] : llvm::enumerate(op.getPermutation()))
    gather.dims.push_back({type.getDimSize(i), dim, 1});
  gather.begin.assign(type.getRank(), 0);
  return gather.evaluate(source, type);
}

/// Returns what the op makes of its first operand, a constant, or null if it is
/// no op that is evaluated.
static ElementsAttr evaluate(Operation *op, ElementsAttr source) {
  auto type = cast<ShapedType>(op->getResult(0).getType());
  if (!type.hasStaticShape())
    return nullptr;
  return llvm::TypeSwitch<Operation *, ElementsAttr>(op)
      .Case([&](PackConstantOp op) {
        return ConstantGather::getPacking(op.getPacking(),
                                          source.getShapedType().getShape())
            .evaluate(source, type);
      })
      .Case<tensor::CollapseShapeOp, tensor::ExpandShapeOp, tensor::CastOp>(
          [&](Operation *) { return reshapeConstant(source, type); })
      .Case(
          [&](tensor::ExtractSliceOp op) { return evaluateSlice(op, source); })
      .Case([&](tensor::PadOp op) { return evaluatePad(op, source); })
      .Case([&](linalg::TransposeOp op) {
        return op->getNumResults() == 1 ? evaluateTranspose(op, source)
                                        : ElementsAttr();
      })
      .Default([](Operation *) { return ElementsAttr(); });
}

namespace {

struct NNEvaluateConstantsPass
    : public nn::impl::NNEvaluateConstantsBase<NNEvaluateConstantsPass> {
  using NNEvaluateConstantsBase::NNEvaluateConstantsBase;

  void runOnOperation() override;

private:
  LogicalResult evaluateFunction(func::FuncOp function);
  void freeUnused();

  /// The blobs that were the source of another constant.
  SetVector<DialectResourceBlobManager::BlobEntry *> sources;
};

} // namespace

LogicalResult NNEvaluateConstantsPass::evaluateFunction(func::FuncOp function) {
  // Weights that two kernels want in the same layout are packed once.
  DenseMap<std::pair<Attribute, Attribute>, ElementsAttr> packed;
  WalkResult result = function->walk([&](Operation *op) {
    if (op->getNumOperands() == 0 || op->getNumResults() != 1 ||
        !isa<RankedTensorType>(op->getResult(0).getType()))
      return WalkResult::advance();
    if (auto pack = dyn_cast<PackConstantOp>(op); pack && pack.getScalable())
      return WalkResult::advance();
    ElementsAttr source = getConstant(op->getOperand(0));
    ElementsAttr value;
    if (source) {
      Attribute how = op->getAttrDictionary();
      ElementsAttr *known = nullptr;
      if (isa<PackConstantOp>(op))
        known = &packed[{source, how}];
      value = known && *known ? *known : evaluate(op, source);
      if (known)
        *known = value;
    }
    if (!value) {
      if (!isa<PackConstantOp>(op))
        return WalkResult::advance();
      op->emitOpError("expects a constant whose elements are there");
      return WalkResult::interrupt();
    }
    if (auto resource = dyn_cast<DenseResourceElementsAttr>(source))
      sources.insert(resource.getRawHandle().getResource());
    OpBuilder builder(op);
    auto constant = arith::ConstantOp::create(builder, op->getLoc(), value);
    op->replaceAllUsesWith(constant);
    Value operand = op->getOperand(0);
    op->erase();
    if (Operation *definition = operand.getDefiningOp();
        definition->use_empty())
      definition->erase();
    return WalkResult::advance();
  });
  return failure(result.wasInterrupted());
}

void NNEvaluateConstantsPass::freeUnused() {
  if (sources.empty())
    return;
  getOperation()->walk([&](Operation *op) {
    for (NamedAttribute attr : op->getAttrs())
      attr.getValue().walk([&](DenseResourceElementsAttr resource) {
        sources.remove(resource.getRawHandle().getResource());
      });
    if (auto constant = dyn_cast<arith::ConstantOp>(op))
      if (auto resource =
              dyn_cast<DenseResourceElementsAttr>(constant.getValue()))
        sources.remove(resource.getRawHandle().getResource());
  });
  for (DialectResourceBlobManager::BlobEntry *source : sources)
    source->setBlob(AsmResourceBlob());
}

void NNEvaluateConstantsPass::runOnOperation() {
  sources.clear();
  for (auto function : getOperation().getOps<func::FuncOp>())
    if (failed(evaluateFunction(function)))
      return signalPassFailure();
  if (freeSources)
    freeUnused();
}
