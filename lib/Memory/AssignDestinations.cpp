//===- AssignDestinations.cpp ---------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Parts of tensors become destinations of the kernels that compute them.
//
//===----------------------------------------------------------------------===//

#include "Placement.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/Transforms/Transforms.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/IR/Dominance.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "nn/Dialect/Kernel/IR/KernelDispatchOps.h"
#include "nn/Dialect/Kernel/IR/KernelModule.h"
#include "nn/Memory/Passes.h"
#include "nn/Support/MatchFailures.h"

namespace mlir::nn {
#define GEN_PASS_DEF_NNASSIGNDESTINATIONS
#include "nn/Memory/Passes.h.inc"
} // namespace mlir::nn

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::memory;

namespace {

/// Insertions into one tensor that starts out undefined, of parts that have no
/// element in common. All but the last result are used by the next insertion
/// only.
using InsertionChain = SmallVector<tensor::InsertSliceOp>;

} // namespace

/// Returns true if nothing has been written to the tensor.
static bool isUndefined(Value tensor) {
  while (auto sliceOp = tensor.getDefiningOp<tensor::ExtractSliceOp>())
    tensor = sliceOp.getSource();
  return tensor.getDefiningOp<tensor::EmptyOp>() != nullptr;
}

/// Where an undefined tensor lies in the buffer that it is part of.
static Placement getPlacement(OpBuilder &builder, Value undefined) {
  if (auto sliceOp = undefined.getDefiningOp<tensor::ExtractSliceOp>())
    return getSlicePlacement(
        builder, sliceOp.getLoc(), getPlacement(builder, sliceOp.getSource()),
        sliceOp.getMixedOffsets(), sliceOp.getMixedSizes(),
        sliceOp.getMixedStrides(), sliceOp.getDroppedDims());
  auto emptyOp = undefined.getDefiningOp<tensor::EmptyOp>();
  return getWholePlacement(builder, emptyOp.getLoc(), /*buffer=*/0,
                           emptyOp.getType().getElementType(),
                           emptyOp.getMixedSizes());
}

static Placement getPart(OpBuilder &builder, tensor::InsertSliceOp op,
                         const Placement &whole) {
  return getSlicePlacement(builder, op.getLoc(), whole, op.getMixedOffsets(),
                           op.getMixedSizes(), op.getMixedStrides(),
                           op.getDroppedDims());
}

/// Returns true if the operand of a dispatch may lie at the place.
static bool fitsKernel(OpOperand &operand, const Placement &placement) {
  auto dispatchOp = cast<DispatchOp>(operand.getOwner());
  ModuleOp kernel = dispatchOp.getKernelModule();
  func::FuncOp entry = kernel ? getKernelEntry(kernel) : nullptr;
  return entry &&
         fitsMemRef(placement,
                    cast<MemRefType>(
                        entry.getArgumentTypes()[operand.getOperandNumber()]));
}

/// Returns true if all that read the tensor, but for one, can do so at the
/// place.
static bool fitsReaders(Value tensor, const Placement &placement,
                        Operation *except) {
  if (placement.contiguous)
    return true;
  return llvm::all_of(tensor.getUses(), [&](OpOperand &use) {
    Operation *user = use.getOwner();
    if (user == except || isa<tensor::DimOp>(user))
      return true;
    return isa<DispatchOp>(user) && fitsKernel(use, placement);
  });
}

/// The undefined tensor that the value is computed into: what a kernel or a
/// chain of insertions takes as destination.
static OpOperand *findUndefinedRoot(Value value) {
  auto result = dyn_cast<OpResult>(value);
  if (!result)
    return nullptr;
  if (auto dispatchOp = dyn_cast<DispatchOp>(result.getOwner())) {
    OpOperand *output = dispatchOp.getTiedOpOperand(result);
    return isUndefined(output->get()) ? output : nullptr;
  }
  auto insertOp = dyn_cast<tensor::InsertSliceOp>(result.getOwner());
  while (insertOp) {
    if (isUndefined(insertOp.getDest()))
      return &insertOp.getDestMutable();
    auto next = insertOp.getDest().getDefiningOp<tensor::InsertSliceOp>();
    if (!next || !next->hasOneUse() || next->getBlock() != insertOp->getBlock())
      return nullptr;
    insertOp = next;
  }
  return nullptr;
}

/// Collects the chain that ends with the insertion; empty if it is none.
static InsertionChain findChain(OpBuilder &builder,
                                tensor::InsertSliceOp last) {
  InsertionChain chain = {last};
  while (!isUndefined(chain.back().getDest())) {
    auto next = chain.back().getDest().getDefiningOp<tensor::InsertSliceOp>();
    if (!next || !next->hasOneUse() || next->getBlock() != last->getBlock())
      return {};
    chain.push_back(next);
  }
  std::reverse(chain.begin(), chain.end());
  Placement whole = getPlacement(builder, chain.front().getDest());
  SmallVector<Placement, 0> parts;
  for (tensor::InsertSliceOp op : chain) {
    Placement part = getPart(builder, op, whole);
    if (chain.size() > 1 && llvm::any_of(parts, [&](const Placement &other) {
          return mayOverlap(part, other, op);
        }))
      return {};
    parts.push_back(part);
  }
  return chain;
}

//===----------------------------------------------------------------------===//
// Pass
//===----------------------------------------------------------------------===//

namespace {

/// A choice between two tensors, which folding makes of branches that compute
/// nothing: the host branches again.
struct BranchOnSelect : public OpRewritePattern<arith::SelectOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(arith::SelectOp op,
                                PatternRewriter &rewriter) const override {
    if (!isa<TensorType>(op.getType()) ||
        !op.getCondition().getType().isInteger(1))
      return rewriter.notifyMatchFailure(op, "no choice between tensors");
    auto ifOp = scf::IfOp::create(
        rewriter, op.getLoc(), op.getCondition(),
        [&](OpBuilder &builder, Location loc) {
          scf::YieldOp::create(builder, loc, op.getTrueValue());
        },
        [&](OpBuilder &builder, Location loc) {
          scf::YieldOp::create(builder, loc, op.getFalseValue());
        });
    rewriter.replaceOp(op, ifOp);
    return success();
  }
};

struct NNAssignDestinationsPass
    : public nn::impl::NNAssignDestinationsBase<NNAssignDestinationsPass> {
  void runOnOperation() override;

private:
  void assignDestinations(func::FuncOp function);
  void assignParts(InsertionChain &chain, DominanceInfo &dominance);
  void assignPartOfDefined(tensor::InsertSliceOp op, DominanceInfo &dominance);
};

} // namespace

/// Gives the root of the inserted value, a use of an undefined tensor, the part
/// of `whole` as destination.
static void replaceRoot(OpOperand &root, tensor::InsertSliceOp op,
                        Value whole) {
  OpBuilder builder(root.getOwner());
  auto part = tensor::ExtractSliceOp::create(
      builder, op.getLoc(), op.getSourceType(), whole, op.getMixedOffsets(),
      op.getMixedSizes(), op.getMixedStrides());
  root.set(part);
}

static bool dominateAll(ValueRange values, Operation *user,
                        DominanceInfo &dominance) {
  return llvm::all_of(values, [&](Value value) {
    return dominance.properlyDominates(value, user);
  });
}

void NNAssignDestinationsPass::assignParts(InsertionChain &chain,
                                           DominanceInfo &dominance) {
  tensor::InsertSliceOp last = chain.back();
  OpBuilder builder(last);

  // All insertions at the end: no intermediate tensor is alive while kernels
  // compute parts of it.
  for (tensor::InsertSliceOp op : chain)
    op->moveBefore(last);
  last->moveAfter(chain.size() > 1 ? chain[chain.size() - 2] : last);

  // One buffer for this chain only, and for the parts that have been taken of
  // it for kernels before.
  OpOperand &rootUse = chain.front().getDestMutable();
  Value root = rootUse.get();
  auto emptyOp = root.getDefiningOp<tensor::EmptyOp>();
  if (emptyOp && llvm::any_of(emptyOp->getUses(), [&](OpOperand &use) {
        return &use != &rootUse && !isa<tensor::ExtractSliceOp>(use.getOwner());
      })) {
    builder.setInsertionPoint(emptyOp);
    emptyOp = cast<tensor::EmptyOp>(builder.clone(*emptyOp));
    root = emptyOp;
    rootUse.set(root);
  }
  builder.setInsertionPoint(chain.front());
  Placement whole = getPlacement(builder, root);

  for (tensor::InsertSliceOp op : chain) {
    OpOperand *part = findUndefinedRoot(op.getSource());
    if (!part || part->get().getType() != op.getSourceType())
      continue;
    Operation *writer = part->getOwner();
    Placement placement = getPart(builder, op, whole);
    if (!fitsReaders(op.getSource(), placement, op))
      continue;
    if (isa<DispatchOp>(writer) && !fitsKernel(*part, placement))
      continue;
    // The part is taken in front of its writer, so the whole must be there.
    if (!dominateAll(op->getOperands().drop_front(2), writer, dominance))
      continue;
    if (!dominance.properlyDominates(root, writer)) {
      if (!emptyOp || !dominateAll(emptyOp->getOperands(), writer, dominance) ||
          emptyOp->getBlock() != writer->getBlock())
        continue;
      emptyOp->moveBefore(writer);
    }
    replaceRoot(*part, op, root);
  }
}

void NNAssignDestinationsPass::assignPartOfDefined(tensor::InsertSliceOp op,
                                                   DominanceInfo &dominance) {
  auto dispatchOp = op.getSource().getDefiningOp<DispatchOp>();
  if (!dispatchOp || dispatchOp->getBlock() != op->getBlock())
    return;
  OpOperand *root = dispatchOp.getTiedOpOperand(cast<OpResult>(op.getSource()));
  Value destination = op.getDest();
  if (!isUndefined(root->get()) ||
      root->get().getType() != op.getSourceType() ||
      !dominance.properlyDominates(destination, dispatchOp) ||
      !dominateAll(op->getOperands().drop_front(2), dispatchOp, dominance))
    return;
  // The tensor must not be read between the kernel and the insertion.
  for (Operation *user : destination.getUsers())
    if (user != op &&
        (!isa<DispatchOp, tensor::DimOp, tensor::ExtractOp>(user) ||
         user->getBlock() != op->getBlock() ||
         !user->isBeforeInBlock(dispatchOp)))
      return;
  OpBuilder builder(dispatchOp);
  SmallVector<OpFoldResult> sizes =
      tensor::getMixedSizes(builder, op.getLoc(), destination);
  Placement placement =
      getPart(builder, op,
              getWholePlacement(builder, op.getLoc(), /*buffer=*/0,
                                op.getDestType().getElementType(), sizes));
  if (fitsKernel(*root, placement) &&
      fitsReaders(op.getSource(), placement, op))
    replaceRoot(*root, op, destination);
}

void NNAssignDestinationsPass::assignDestinations(func::FuncOp function) {
  DominanceInfo dominance(function);

  // The outermost chains come last: a part that is itself put together of parts
  // finds its place before they do.
  SmallVector<tensor::InsertSliceOp> insertions;
  function.walk([&](tensor::InsertSliceOp op) { insertions.push_back(op); });
  DenseSet<Operation *> done;
  for (tensor::InsertSliceOp op : llvm::reverse(insertions)) {
    if (done.contains(op))
      continue;
    OpBuilder builder(op);
    InsertionChain chain = findChain(builder, op);
    if (chain.empty()) {
      assignPartOfDefined(op, dominance);
      continue;
    }
    done.insert(chain.begin(), chain.end());
    assignParts(chain, dominance);
  }

  // Any other one stands for as many buffers as it has uses. One that parts
  // are taken of and inserted into stands for one.
  SmallVector<tensor::EmptyOp> empties;
  function.walk([&](tensor::EmptyOp op) { empties.push_back(op); });
  for (tensor::EmptyOp op : empties) {
    auto isPartOfChain = [&](OpOperand &use) {
      return done.contains(use.getOwner()) &&
             isa<tensor::InsertSliceOp>(use.getOwner());
    };
    if (llvm::any_of(op->getUses(), isPartOfChain))
      continue;
    while (!op->use_empty() && !op->hasOneUse()) {
      OpBuilder builder(op);
      op->getUses().begin()->set(builder.clone(*op)->getResult(0));
    }
  }
}

void NNAssignDestinationsPass::runOnOperation() {
  ModuleOp module = getOperation();
  for (auto function : module.getOps<func::FuncOp>()) {
    if (function.isExternal())
      continue;
    RewritePatternSet patterns(&getContext());
    tensor::populateDecomposeTensorConcatPatterns(patterns);
    patterns.add<BranchOnSelect>(&getContext());
    if (failed(applyPatterns(function, std::move(patterns), getArgument())))
      return signalPassFailure();
    assignDestinations(function);
  }
}
