//===- PlaceConcats.cpp ---------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "HostViews.h"
#include "KernelBuilder.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Dominance.h"
#include "mlir/IR/Remarks.h"
#include "nn/Dialect/Kernel/IR/KernelDispatchOps.h"
#include "nn/Dialect/Kernel/Transforms/Passes.h"

namespace mlir::nn {
#define GEN_PASS_DEF_NNPLACECONCATS
#include "nn/Dialect/Kernel/Transforms/Passes.h.inc"
} // namespace mlir::nn

using namespace mlir;
using namespace mlir::nn;

namespace {

/// A part of a concatenation.
struct Part {
  SmallVector<OpFoldResult> offsets;
  SmallVector<OpFoldResult> sizes;
};

/// Places the parts of a function's concatenations.
class ConcatPlacer {
public:
  ConcatPlacer(func::FuncOp function, SymbolTable &symbols)
      : function(function), symbols(symbols), dominance(function) {}

  void place(tensor::ConcatOp concat);

private:
  Value createContainer(tensor::ConcatOp concat, ArrayRef<OpFoldResult> sizes);
  void placePart(tensor::ConcatOp concat, OpOperand &operand, Value container,
                 const Part &part);
  void copyPart(OpOperand &operand);

  func::FuncOp function;
  SymbolTable &symbols;
  DominanceInfo dominance;
  /// Where a concatenation that is itself a part of one lies.
  DenseMap<Operation *, Value> containers;
};

} // namespace

/// Returns true if all that read the value can do so in a part of a buffer.
static bool readsStrided(Value value, Operation *except) {
  return llvm::all_of(value.getUsers(), [&](Operation *user) {
    return user == except ||
           isa<DispatchOp, tensor::DimOp, tensor::ExtractSliceOp>(user);
  });
}

/// Returns the destination that the value's kernel writes, if that is the
/// value's own buffer.
static OpOperand *getOwnDestination(Value value) {
  auto dispatch = value.getDefiningOp<DispatchOp>();
  if (!dispatch)
    return nullptr;
  OpOperand *output = dispatch.getTiedOpOperand(cast<OpResult>(value));
  return output->get().getDefiningOp<tensor::EmptyOp>() ? output : nullptr;
}

/// Returns the op that computes the value if it can compute it in a part of a
/// buffer: a kernel or another concatenation.
static Operation *getPlaceable(tensor::ConcatOp concat, OpOperand &operand) {
  Value value = operand.get();
  Operation *op = value.getDefiningOp();
  if (!op || op->getBlock() != concat->getBlock() ||
      llvm::count(concat->getOperands(), value) != 1 ||
      !readsStrided(value, concat))
    return nullptr;
  return getOwnDestination(value) || isa<tensor::ConcatOp>(op) ? op : nullptr;
}

Value ConcatPlacer::createContainer(tensor::ConcatOp concat,
                                    ArrayRef<OpFoldResult> sizes) {
  // In front of all that is computed in it, nested parts included, as far as
  // the sizes are known there.
  Operation *first = concat;
  SmallVector<tensor::ConcatOp> worklist = {concat};
  auto isKnownAt = [&](Operation *op) {
    return llvm::all_of(sizes, [&](OpFoldResult size) {
      auto value = dyn_cast<Value>(size);
      return !value || dominance.properlyDominates(value, op);
    });
  };
  while (!worklist.empty()) {
    tensor::ConcatOp next = worklist.pop_back_val();
    for (OpOperand &operand : next->getOpOperands()) {
      Operation *op = getPlaceable(next, operand);
      if (!op)
        continue;
      if (auto nested = dyn_cast<tensor::ConcatOp>(op))
        worklist.push_back(nested);
      else if (op->isBeforeInBlock(first) && isKnownAt(op))
        first = op;
    }
  }
  OpBuilder builder(first);
  return tensor::EmptyOp::create(builder, concat.getLoc(), sizes,
                                 concat.getResultType().getElementType());
}

void ConcatPlacer::copyPart(OpOperand &operand) {
  Operation *user = operand.getOwner();
  OpBuilder builder(user);
  Location loc = operand.get().getLoc();
  auto type = cast<RankedTensorType>(operand.get().getType());
  Value empty = tensor::EmptyOp::create(builder, loc,
                                        getHostSizes(builder, operand.get()),
                                        type.getElementType());
  auto copy = linalg::CopyOp::create(builder, loc, operand.get(), empty);
  operand.set(copy.getResult(0));
  KernelGroup group(copy, KernelGroup::Kind::Closed, /*rowRank=*/0);
  outlineKernel(group, function, symbols, "copy");
  empty.getDefiningOp()->erase();
  remark::missed(user->getLoc(),
                 remark::RemarkOpts::name("copy").category("nn-place-concats"))
      << remark::reason("operand {0} is not computed in its place",
                        operand.getOperandNumber());
}

void ConcatPlacer::placePart(tensor::ConcatOp concat, OpOperand &operand,
                             Value container, const Part &part) {
  Operation *op = getPlaceable(concat, operand);
  if (!op || !dominance.properlyDominates(container, op)) {
    copyPart(operand);
    op = operand.get().getDefiningOp();
  }
  OpBuilder builder(op);
  if (Operation *definition = container.getDefiningOp();
      isa<tensor::ConcatOp>(op) && definition->getBlock() == op->getBlock())
    builder.setInsertionPointAfter(definition);
  SmallVector<OpFoldResult> ones(part.sizes.size(), builder.getIndexAttr(1));
  Value place = tensor::ExtractSliceOp::create(
      builder, concat.getLoc(), cast<RankedTensorType>(operand.get().getType()),
      container, part.offsets, part.sizes, ones);
  if (isa<tensor::ConcatOp>(op)) {
    containers[op] = place;
    return;
  }
  OpOperand *destination = getOwnDestination(operand.get());
  Operation *empty = destination->get().getDefiningOp();
  destination->set(place);
  if (empty->use_empty())
    empty->erase();
}

void ConcatPlacer::place(tensor::ConcatOp concat) {
  OpBuilder builder(concat);
  Location loc = concat.getLoc();
  RankedTensorType type = concat.getResultType();
  uint64_t axis = concat.getDim();

  // A cast that forgets sizes would be folded into the dispatch of a copy,
  // whose kernel knows no more than the cast's type.
  for (OpOperand &operand : concat->getOpOperands()) {
    auto cast = operand.get().getDefiningOp<tensor::CastOp>();
    if (!tensor::canFoldIntoConsumerOp(cast))
      continue;
    operand.set(cast.getSource());
    if (cast->use_empty())
      cast.erase();
  }

  // Where each part lies.
  AffineExpr x, y;
  bindSymbols(builder.getContext(), x, y);
  OpFoldResult end = builder.getIndexAttr(0);
  SmallVector<Part> parts;
  for (Value input : concat.getInputs()) {
    Part &part = parts.emplace_back();
    part.sizes = getHostSizes(builder, input);
    part.offsets.assign(type.getRank(), builder.getIndexAttr(0));
    part.offsets[axis] = end;
    end = affine::makeComposedFoldedAffineApply(builder, loc, x + y,
                                                {end, part.sizes[axis]});
  }
  SmallVector<OpFoldResult> sizes = parts.front().sizes;
  sizes[axis] = end;
  for (auto [i, size] : llvm::enumerate(type.getShape()))
    if (!ShapedType::isDynamic(size))
      sizes[i] = builder.getIndexAttr(size);

  Value container = containers.lookup(concat);
  if (!container)
    container = createContainer(concat, sizes);
  for (auto [operand, part] : llvm::zip(concat->getOpOperands(), parts))
    placePart(concat, operand, container, part);

  builder.setInsertionPoint(concat);
  SmallVector<OpFoldResult> ones(type.getRank(), builder.getIndexAttr(1));
  Value result = container;
  for (auto [input, part] : llvm::zip(concat.getInputs(), parts))
    result = tensor::InsertSliceOp::create(builder, loc, input, result,
                                           part.offsets, part.sizes, ones);
  if (result.getType() != type)
    result = tensor::CastOp::create(builder, loc, type, result);
  concat.replaceAllUsesWith(result);
  concat.erase();
}

namespace {

struct NNPlaceConcatsPass
    : public nn::impl::NNPlaceConcatsBase<NNPlaceConcatsPass> {
  void runOnOperation() override {
    SymbolTable symbols(getOperation());
    for (auto function : getOperation().getOps<func::FuncOp>()) {
      SmallVector<tensor::ConcatOp> concats;
      function->walk([&](tensor::ConcatOp op) { concats.push_back(op); });
      // The outermost first: the others lie in them.
      ConcatPlacer placer(function, symbols);
      for (tensor::ConcatOp concat : llvm::reverse(concats))
        placer.place(concat);
    }
  }
};

} // namespace
