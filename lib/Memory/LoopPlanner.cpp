//===- LoopPlanner.cpp ----------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where tensors lie that branches choose and loops carry.
//
//===----------------------------------------------------------------------===//

#include "MemoryPlanner.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/Interfaces/ValueBoundsOpInterface.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::memory;

/// Complains about a tensor of several branches whose size is not known to be
/// one.
static LogicalResult verifySameSizes(scf::IfOp op, const Placement &expected,
                                     const Placement &actual) {
  for (int64_t dim = 0; dim < expected.getRank(); ++dim)
    if (!isSameIndex(expected.sizes[dim], actual.sizes[dim]))
      return op.emitOpError()
             << "yields a tensor whose size of dimension " << dim
             << " is not known to stay the same, which has no "
                "place in memory";
  return success();
}

/// Returns true if what tells the place, besides the buffer, is known outside
/// of the op.
static bool isKnownOutside(const Placement &placement, Operation *op) {
  auto isKnown = [&](OpFoldResult index) {
    auto value = dyn_cast<Value>(index);
    return !value || !op->isAncestor(value.getParentBlock()->getParentOp());
  };
  return isKnown(placement.offset) && llvm::all_of(placement.sizes, isKnown) &&
         llvm::all_of(placement.strides, isKnown);
}

//===----------------------------------------------------------------------===//
// Branches
//===----------------------------------------------------------------------===//

LogicalResult MemoryPlanner::planIf(scf::IfOp op) {
  if (failed(planBlock(*op.thenBlock())))
    return failure();
  if (op.getElseRegion().empty())
    return success();
  if (failed(planBlock(*op.elseBlock())))
    return failure();

  OpBuilder builder(op);
  for (OpResult result : op.getResults()) {
    if (!isTensor(result))
      continue;
    unsigned index = result.getResultNumber();
    OpOperand &thenOperand = op.thenYield()->getOpOperand(index);
    OpOperand &elseOperand = op.elseYield()->getOpOperand(index);
    const Placement thenPlace = getPlacement(thenOperand.get());
    const Placement elsePlace = getPlacement(elseOperand.get());
    if (failed(verifySameSizes(op, thenPlace, elsePlace)))
      return failure();
    if (isSamePlacement(thenPlace, elsePlace) &&
        isKnownOutside(thenPlace, op) &&
        isChosenOutside(thenPlace.buffer, op)) {
      place(result, thenPlace);
      continue;
    }
    if (!isKnownOutside(
            getWholePlacement(builder, op.getLoc(), thenPlace.buffer,
                              thenPlace.elementType, thenPlace.sizes),
            op))
      return op.emitOpError("yields a tensor whose size is known only by "
                            "running, which has no place in memory");
    SmallVector<Placement, 2> places;
    for (OpOperand *operand : {&thenOperand, &elseOperand}) {
      Placement from = getPlacement(operand->get());
      if (!from.contiguous)
        from = copyOperand(*operand, "the elements that a branch yields do not "
                                     "lie together");
      places.push_back(from);
    }
    place(result, createChosen(builder, op, /*isArgument=*/false, places));
  }
  return success();
}

//===----------------------------------------------------------------------===//
// Loops
//===----------------------------------------------------------------------===//

/// Returns true if the value is one of the roots, changed in place or not at
/// all.
static bool isUpdateOf(Value value, ArrayRef<Value> roots) {
  while (!llvm::is_contained(roots, value)) {
    auto result = dyn_cast<OpResult>(value);
    if (!result)
      return false;
    Operation *op = result.getOwner();
    if (auto dispatchOp = dyn_cast<DispatchOp>(op))
      value = dispatchOp.getDpsInits()[result.getResultNumber()];
    else if (auto insertSliceOp = dyn_cast<tensor::InsertSliceOp>(op))
      value = insertSliceOp.getDest();
    else if (auto insertOp = dyn_cast<tensor::InsertOp>(op))
      value = insertOp.getDest();
    else if (auto castOp = dyn_cast<tensor::CastOp>(op))
      value = castOp.getSource();
    else if (auto ifOp = dyn_cast<scf::IfOp>(op))
      return isUpdateOf(ifOp.thenYield()->getOperand(result.getResultNumber()),
                        roots) &&
             isUpdateOf(ifOp.elseYield()->getOperand(result.getResultNumber()),
                        roots);
    else
      return false;
  }
  return true;
}

CarriedTensor MemoryPlanner::planCarried(Operation *loop, OpOperand &initial,
                                         BlockArgument argument,
                                         ArrayRef<Value> unchanged,
                                         Value next) {
  OpBuilder builder(loop);
  Location loc = loop->getLoc();
  CarriedTensor carried;
  Placement from = getPlacement(initial.get());

  if (llvm::is_contained(unchanged, next)) {
    carried.kind = CarriedTensor::Kind::Invariant;
    carried.current = from.buffer;
    place(argument, from);
    return carried;
  }

  if (isUpdateOf(next, unchanged)) {
    carried.kind = CarriedTensor::Kind::InPlace;
    if (!isLastUseOfTemporary(initial))
      from =
          copyOperand(initial, "a loop updates a tensor that is still needed "
                               "as it was");
    from.undefined = false;
    carried.current = from.buffer;
    place(argument, from);
    return carried;
  }

  carried.kind = CarriedTensor::Kind::Swapped;
  if (!from.contiguous)
    from = copyOperand(initial, "the elements that a loop carries do not lie "
                                "together");
  from.undefined = false;
  Placement first = createTemporary(builder, loc, from);
  // The initial value's own buffer takes its turn once it has been read.
  Placement second =
      plan.operandPlacements.contains(&initial) || isLastUseOfTemporary(initial)
          ? from
          : createTemporary(builder, loc, from);
  carried.alternating[0] = first.buffer;
  carried.alternating[1] = second.buffer;
  Placement current =
      createChosen(builder, loop, /*isArgument=*/true, {from, first, second});
  Placement result =
      createChosen(builder, loop, /*isArgument=*/false, {from, first, second});
  carried.current = current.buffer;
  carried.result = result.buffer;
  carried.next =
      createChosen(builder, loop, /*isArgument=*/true, {first, second}).buffer;
  place(argument, current);
  return carried;
}

/// Sees to it that a tensor that a loop carries keeps its size. Where that is
/// not known, each turn checks it, before anything of the tensor is computed.
static LogicalResult keepSizes(Operation *yield, const Placement &start,
                               Placement &from) {
  Operation *loop = yield->getParentOp();
  for (auto [dim, sizes] :
       llvm::enumerate(llvm::zip_equal(start.sizes, from.sizes))) {
    auto [expected, actual] = sizes;
    if (isSameIndex(expected, actual))
      continue;
    FailureOr<bool> isKept =
        ValueBoundsConstraintSet::areEqual(expected, actual);
    if (succeeded(isKept) && !*isKept)
      return yield->emitOpError("carries a tensor whose size of dimension ")
             << dim << " changes, which has no place in memory";
    if (failed(isKept)) {
      auto size = dyn_cast<Value>(actual);
      OpBuilder builder = OpBuilder::atBlockBegin(yield->getBlock());
      if (size && loop->isAncestor(size.getParentBlock()->getParentOp()))
        builder.setInsertionPointAfterValue(size);
      Location loc = yield->getLoc();
      Value before = getValueOrCreateConstantIndexOp(builder, loc, expected);
      Value after = getValueOrCreateConstantIndexOp(builder, loc, actual);
      Value isSame = arith::CmpIOp::create(
          builder, loc, arith::CmpIPredicate::eq, before, after);
      CheckOp::create(builder, loc, isSame,
                      ("expected a tensor that a loop carries to keep the size "
                       "{} of dimension " +
                       Twine(dim) + ", got {}")
                          .str(),
                      ValueRange{before, after}, /*status=*/IntegerAttr());
    }
    actual = expected;
  }
  return success();
}

LogicalResult MemoryPlanner::planYielded(OpOperand &yielded, OpOperand &initial,
                                         const CarriedTensor &carried) {
  Operation *yield = yielded.getOwner();
  OpBuilder builder(yield);
  Placement from = getPlacement(yielded.get());
  const Placement start = plan.getPlacement(initial);
  if (failed(keepSizes(yield, start, from)))
    return failure();

  switch (carried.kind) {
  case CarriedTensor::Kind::Invariant:
    return success();
  case CarriedTensor::Kind::InPlace:
    if (!isSamePlacement(from, start))
      copyBefore(yield, from, start,
                 "a tensor that a loop carries is not updated in place");
    return success();
  case CarriedTensor::Kind::Swapped:
    break;
  }

  // What the body computes into a buffer of its own goes to the next
  // iteration's. What a condition passes on is a result of the loop too, behind
  // which no buffer alternates.
  Operation *loop = yield->getParentOp();
  auto isOfBody = [&](Value value) {
    return loop->isAncestor(value.getParentBlock()->getParentOp()) &&
           llvm::none_of(value.getUsers(), [&](Operation *user) {
             return isa<scf::ConditionOp>(user) && user->getParentOp() == loop;
           });
  };
  bool isOwn = isWholeTemporary(from) &&
               llvm::all_of(plan.buffers[from.buffer].values, isOfBody);
  if (isOwn) {
    Buffer &buffer = plan.buffers[from.buffer];
    buffer.kind = Buffer::Kind::Chosen;
    buffer.roots = plan.buffers[carried.next].roots;
    buffer.sameAs = carried.next;
    for (unsigned root : buffer.roots)
      llvm::append_range(plan.buffers[root].values, buffer.values);
    return success();
  }
  Placement to = getWholePlacement(builder, yield->getLoc(), carried.next,
                                   from.elementType, from.sizes);
  copyBefore(yield, from, to,
             "a tensor that a loop carries is not computed in its place");
  return success();
}

LogicalResult MemoryPlanner::planYields(Operation *yield,
                                        MutableArrayRef<OpOperand> initials,
                                        const LoopPlan &loop) {
  // What is updated in place comes last: until then others may copy from it.
  for (bool inPlace : {false, true})
    for (auto [i, initial] : llvm::enumerate(initials)) {
      const std::optional<CarriedTensor> &carried = loop.carried[i];
      if (carried &&
          (carried->kind == CarriedTensor::Kind::InPlace) == inPlace &&
          failed(planYielded(yield->getOpOperand(i), initial, *carried)))
        return failure();
    }
  return success();
}

LogicalResult MemoryPlanner::planFor(scf::ForOp op) {
  OpBuilder builder(op);
  LoopPlan loop;
  auto yieldOp = cast<scf::YieldOp>(op.getBody()->getTerminator());
  for (auto [i, initial] : llvm::enumerate(op.getInitArgsMutable())) {
    BlockArgument argument = op.getRegionIterArgs()[i];
    loop.carried.emplace_back();
    if (isTensor(argument))
      loop.carried.back() =
          planCarried(op, initial, argument, {argument}, yieldOp.getOperand(i));
  }
  if (failed(planBlock(*op.getBody())) ||
      failed(planYields(yieldOp, op.getInitArgsMutable(), loop)))
    return failure();
  for (auto [i, initial] : llvm::enumerate(op.getInitArgsMutable())) {
    if (!loop.carried[i])
      continue;
    const CarriedTensor &carried = *loop.carried[i];
    Placement result = plan.getPlacement(initial);
    if (carried.kind == CarriedTensor::Kind::Swapped)
      result = getWholePlacement(builder, op.getLoc(), carried.result,
                                 result.elementType, result.sizes);
    result.undefined = false;
    place(op.getResult(i), result);
  }
  plan.loops[op] = std::move(loop);
  return success();
}

LogicalResult MemoryPlanner::planWhile(scf::WhileOp op) {
  OpBuilder builder(op);
  LoopPlan loop;
  auto conditionOp = op.getConditionOp();
  auto yieldOp = op.getYieldOp();
  MutableArrayRef<OpOperand> forwardedOperands =
      conditionOp->getOpOperands().drop_front();

  for (auto [i, initial] : llvm::enumerate(op->getOpOperands())) {
    BlockArgument argument = op.getBeforeArguments()[i];
    loop.carried.emplace_back();
    if (!isTensor(argument))
      continue;
    // The argument of the condition region, and those of the body that it is
    // passed to.
    SmallVector<Value> unchanged = {argument};
    for (auto [j, forwarded] : llvm::enumerate(forwardedOperands))
      if (forwarded.get() == argument)
        unchanged.push_back(op.getAfterArguments()[j]);
    loop.carried.back() =
        planCarried(op, initial, argument, unchanged, yieldOp.getOperand(i));
  }
  if (failed(planBlock(*op.getBeforeBody())))
    return failure();

  SmallVector<Placement, 2> results;
  for (auto [j, forwarded] : llvm::enumerate(forwardedOperands)) {
    loop.forwarded.emplace_back();
    results.emplace_back();
    if (!isTensor(forwarded.get()))
      continue;
    Placement from = getPlacement(forwarded.get());
    // A place that is chosen outside of the loop is the same one in it.
    if (isKnownOutside(from, op) && isChosenOutside(from.buffer, op)) {
      place(op.getAfterArguments()[j], from);
      results.back() = from;
      continue;
    }
    if (!isKnownOutside(getWholePlacement(builder, op.getLoc(), from.buffer,
                                          from.elementType, from.sizes),
                        op))
      return conditionOp.emitOpError("passes on a tensor whose size is not "
                                     "statically known, which has no place in "
                                     "memory");
    if (!from.contiguous)
      from = copyOperand(forwarded, "the elements that a loop's condition "
                                    "passes on do not lie together");
    Placement body = createChosen(builder, op, /*isArgument=*/true, {from});
    results.back() = createChosen(builder, op, /*isArgument=*/false, {from});
    loop.forwarded.back() = {body.buffer, results.back().buffer};
    place(op.getAfterArguments()[j], body);
  }
  if (failed(planBlock(*op.getAfterBody())))
    return failure();

  if (failed(planYields(yieldOp, op->getOpOperands(), loop)))
    return failure();
  for (auto [j, result] : llvm::enumerate(op.getResults()))
    if (isTensor(result)) {
      results[j].undefined = false;
      place(result, results[j]);
    }
  plan.loops[op] = std::move(loop);
  return success();
}
