//===- TurnReductions.cpp -------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reductions whose iterations the invocations of a workgroup take in turn, so
// that neighbors load neighbors; what each has is combined after a barrier.
//
//===----------------------------------------------------------------------===//

#include "StageEmitter.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace mlir::nn;

/// Reduces the iterations of one invocation, from the neutral element on.
void StageEmitter::emitTurnSums(const NestState &state, Value place,
                                ArrayRef<Value> partials) {
  clearLoads();
  SmallVector<Point> points = getPoints(state, /*reduction=*/false);
  linalg::LinalgOp root = stage.getRoot();
  SmallVector<Value> values;
  for (unsigned result = 0, e = root.getNumDpsInits(); result < e; ++result)
    values.push_back(arith::ConstantOp::create(
        b, loc, *arith::getNeutralElement(getCombiner(root, result))));
  values = emitReduction(plan.numOuterLoops, state, points, std::move(values));
  for (auto [value, partial] : llvm::zip_equal(values, partials))
    memref::StoreOp::create(b, loc, value, partial, place);
}

/// Combines what the invocations of a row have, and computes the results.
void StageEmitter::emitTurnResults(const NestState &state, Value thread,
                                   ArrayRef<Value> partials) {
  clearLoads();
  SmallVector<Point> points = getPoints(state, /*reduction=*/false);
  const StageOp &root = stage.ops.front();
  unsigned numInputs = root.op.getNumDpsInputs();
  SmallVector<Value> values;
  for (auto [result, argument] : llvm::enumerate(root.op.getRegionOutputArgs()))
    values.push_back(getOperand(state, root.operands[numInputs + result],
                                argument.getType(), points.front(), {})
                         .value);
  AffineExpr d0 = getAffineDimExpr(0, b.getContext());
  AffineExpr d1 = getAffineDimExpr(1, b.getContext());
  auto loop =
      scf::ForOp::create(b, loc, constantIndex(0), constantIndex(plan.turns),
                         constantIndex(1), values);
  {
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(loop.getBody());
    Value at = buffers.apply(loc, d0 * plan.getTurnPitch() + d1,
                             {thread, loop.getInductionVar()});
    SmallVector<Value> combined;
    for (auto [result, partial] : llvm::enumerate(partials))
      combined.push_back(combine(result, loop.getRegionIterArg(result),
                                 memref::LoadOp::create(b, loc, partial, at)));
    scf::YieldOp::create(b, loc, combined);
  }
  clearLoads();
  SmallVector<Value> results(loop.getResults());
  emitResults(state, points, results);
}

void StageEmitter::emitTurns(const NestState &state) {
  SmallVector<OpFoldResult> rows = getThreadCounts(state);
  int64_t numRows = 1;
  for (OpFoldResult size : rows)
    numRows *= *getConstantIntValue(size);
  SmallVector<Value> partials;
  for (Value argument : stage.getRoot().getRegionOutputArgs())
    partials.push_back(memref::AllocOp::create(
        b, loc,
        MemRefType::get({numRows * plan.getTurnPitch()}, argument.getType())));

  auto emit = [&](Value thread, ValueRange indices, Value turn,
                  function_ref<void(const NestState &)> emitBody) {
    Value isInside;
    NestState inner = enterThreads(state, indices, isInside);
    inner.turn = turn;
    OpBuilder::InsertionGuard guard(b);
    if (isInside) {
      auto branch =
          scf::IfOp::create(b, loc, isInside, /*withElseRegion=*/false);
      b.setInsertionPointToStart(branch.thenBlock());
    }
    emitBody(inner);
  };
  SmallVector<OpFoldResult> sizes(rows);
  sizes.push_back(b.getIndexAttr(plan.turns));
  AffineExpr d0 = getAffineDimExpr(0, b.getContext());
  emitThreads(b, loc, sizes, [&](Value thread, ValueRange indices) {
    Value place = buffers.apply(loc, d0 + d0.floorDiv(plan.turns), thread);
    emit(thread, indices.drop_back(), indices.back(),
         [&](const NestState &inner) { emitTurnSums(inner, place, partials); });
  });
  emitThreads(b, loc, rows, [&](Value thread, ValueRange indices) {
    emit(thread, indices, Value(), [&](const NestState &inner) {
      emitTurnResults(inner, thread, partials);
    });
  });
}
