//===- LifeTimes.cpp ------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// How long tensors are needed, and what may be written meanwhile.
//
//===----------------------------------------------------------------------===//

#include "MemoryPlanner.h"
#include "mlir/Interfaces/LoopLikeInterface.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::memory;

int64_t MemoryPlanner::getUseStep(Operation *user, Region *definition) const {
  int64_t step = steps.lookup(user).first;
  for (Region *region = user->getParentRegion(); region && region != definition;
       region = region->getParentRegion())
    // A loop reads what it does not define in every iteration.
    if (isa<LoopLikeOpInterface>(region->getParentOp()))
      step = std::max(step, steps.lookup(region->getParentOp()).second);
  return step;
}

/// Returns true if the ops are in different branches of one `scf.if`.
static bool areExclusive(Operation *lhs, Operation *rhs) {
  for (Region *region = lhs->getParentRegion(); region;
       region = region->getParentRegion()) {
    Operation *parent = region->getParentOp();
    if (isa<func::FuncOp>(parent))
      return false;
    if (!parent->isProperAncestor(rhs))
      continue;
    return isa<scf::IfOp>(parent) &&
           !region->isAncestor(rhs->getParentRegion());
  }
  return false;
}

bool MemoryPlanner::isReadAfter(OpOperand &use, Operation *writer,
                                const Placement &destination) const {
  Operation *user = use.getOwner();
  if (user == writer) {
    // An op reads its inputs while it writes; its destination it may destroy.
    if (auto dispatchOp = dyn_cast<DispatchOp>(writer))
      return dispatchOp.isDpsInput(&use);
    if (auto insertOp = dyn_cast<tensor::InsertSliceOp>(writer))
      return &use == &insertOp.getSourceMutable() &&
             !isSamePlacement(getPlacement(use.get()), destination);
    return false;
  }
  // Inserting what lies in its place already leaves the rest alone.
  if (auto insertOp = dyn_cast<tensor::InsertSliceOp>(user))
    if (&use == &insertOp.getDestMutable()) {
      OpBuilder builder(insertOp);
      Placement part = getSlicePlacement(
          builder, insertOp.getLoc(), getPlacement(use.get()),
          insertOp.getMixedOffsets(), insertOp.getMixedSizes(),
          insertOp.getMixedStrides(), insertOp.getDroppedDims());
      if (isSamePlacement(part, destination))
        return false;
    }
  int64_t step = steps.lookup(user).first;
  int64_t writeStep = steps.lookup(writer).first;
  int64_t lastStep = getUseStep(user, use.get().getParentRegion());
  if (lastStep > step)
    return lastStep > writeStep;
  return step > writeStep && !areExclusive(user, writer);
}

Value MemoryPlanner::findClobbered(Operation *writer,
                                   const Placement &destination) const {
  for (unsigned root : getRoots(destination.buffer))
    for (Value value : plan.buffers[root].values) {
      const Placement &placement = getPlacement(value);
      if (placement.undefined || (placement.buffer == destination.buffer &&
                                  !mayOverlap(placement, destination, writer)))
        continue;
      for (OpOperand &use : value.getUses())
        if (isReadAfter(use, writer, destination))
          return value;
    }
  return Value();
}

void MemoryPlanner::extendLife(unsigned buffer, int64_t first, int64_t last) {
  for (unsigned root : getRoots(buffer)) {
    Buffer &of = plan.buffers[root];
    of.first = of.first < 0 ? first : std::min(of.first, first);
    of.last = std::max(of.last, last);
  }
}

void MemoryPlanner::computeLifeTimes() {
  for (auto &[value, placement] : plan.placements) {
    if (placement.undefined)
      continue;
    int64_t first = 0;
    if (Operation *op = value.getDefiningOp())
      first = steps[op].first;
    else if (!isa<func::FuncOp>(value.getParentBlock()->getParentOp()))
      first = steps[value.getParentBlock()->getParentOp()].first;
    int64_t last = first;
    for (Operation *user : value.getUsers())
      last = std::max(last, getUseStep(user, value.getParentRegion()));
    extendLife(placement.buffer, first, last);
  }
  for (auto &[operand, placement] : plan.operandPlacements) {
    int64_t step = steps[operand->getOwner()].first;
    extendLife(placement.buffer, step, step);
  }
  for (auto *copies : {&plan.copiesBefore, &plan.copiesAfter})
    for (auto &[op, list] : *copies)
      for (const TensorCopy &copy : list) {
        extendLife(copy.from.buffer, steps[op].first, steps[op].first);
        extendLife(copy.to.buffer, steps[op].first, steps[op].first);
      }
  // What a loop carries lives all through it: the next iteration reads it
  // again.
  for (auto &[op, loop] : plan.loops)
    for (const std::optional<CarriedTensor> &carried : loop.carried) {
      if (!carried)
        continue;
      auto [first, last] = steps[op];
      extendLife(carried->current, first, last);
      if (carried->kind == CarriedTensor::Kind::Swapped)
        extendLife(carried->next, first, last);
    }
}
