//===- StageTile.cpp ------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The register tile: accumulators, reductions that carry them, and results.
//
//===----------------------------------------------------------------------===//

#include "StageEmitter.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

using namespace mlir;
using namespace mlir::nn;

/// For a vector reduction each point has an accumulator a piece of the tile.
unsigned StageEmitter::getNumAccumulators() const {
  if (!isVectorReduction())
    return 1;
  return llvm::divideCeil(plan.tile[plan.vectorDim], plan.lanes);
}

std::optional<unsigned> StageEmitter::getPartialAccess() const {
  linalg::LinalgOp root = stage.getRoot();
  if (stage.results.size() != 1 || root->getNumResults() != 1)
    return std::nullopt;
  unsigned access = stage.results.front().access;
  const View &view = stage.accesses[access].view;
  if (view.elementType != getElementTypeOrSelf(root->getResult(0).getType()))
    return std::nullopt;
  for (const StageAccess &other : stage.accesses)
    if (!other.isWrite && other.view.buffer == view.buffer &&
        other.view.scratch == view.scratch)
      return std::nullopt;
  return access;
}

bool StageEmitter::lacksPartialSums() const {
  bool isSplit =
      llvm::any_of(ArrayRef(plan.loops).take_front(plan.numOuterLoops),
                   [&](const StagePlan::Loop &loop) {
                     int64_t size = stage.dims[loop.dim].getStaticSize();
                     return stage.dims[loop.dim].isReduction &&
                            (ShapedType::isDynamic(size) || size > loop.step);
                   });
  return isSplit && (isVectorReduction() || !getPartialAccess());
}

/// The initial values of the accumulators: point by point, result by result,
/// piece by piece.
SmallVector<Value> StageEmitter::emitInitialValues(const NestState &state,
                                                   ArrayRef<Point> points) {
  const StageOp &root = stage.ops.front();
  unsigned numInputs = root.op.getNumDpsInputs();
  unsigned numResults = root.op.getNumDpsInits();
  SmallVector<Value> values;
  for (const Point &point : points) {
    for (unsigned result = 0; result < numResults; ++result) {
      Type type = root.op.getRegionOutputArgs()[result].getType();
      if (isVectorReduction()) {
        TypedAttr neutral =
            *arith::getNeutralElement(getCombiner(root.op, result));
        Value scalar = arith::ConstantOp::create(b, loc, neutral);
        Value vector = vector::BroadcastOp::create(
            b, loc, getVectorType(plan.lanes, type), scalar);
        values.append(getNumAccumulators(), vector);
        continue;
      }
      LaneValue initial =
          getOperand(state, root.operands[numInputs + result], type, point, {});
      values.push_back(toVector(initial, point.piece.width));
    }
  }
  return values;
}

bool StageEmitter::readsInitialValues() const {
  const StageOp &root = stage.ops.front();
  return llvm::any_of(
      ArrayRef(root.operands).drop_front(root.op.getNumDpsInputs()),
      [](const StageOperand &operand) {
        return operand.kind == StageOperand::Kind::Access;
      });
}

/// The initial values of an invocation whose tile may not be there: anything
/// then.
SmallVector<Value>
StageEmitter::emitInitialValuesInside(const NestState &state,
                                      ArrayRef<Point> points) {
  SmallVector<Value> values;
  auto branch = scf::IfOp::create(
      b, loc, state.isInside,
      [&](OpBuilder &, Location) {
        values = emitInitialValues(state, points);
        scf::YieldOp::create(b, loc, values);
      },
      [&](OpBuilder &, Location) {
        SmallVector<Value> zeros = llvm::map_to_vector(values, [&](Value v) {
          return Value(arith::ConstantOp::create(
              b, loc, cast<TypedAttr>(b.getZeroAttr(v.getType()))));
        });
        scf::YieldOp::create(b, loc, zeros);
      });
  clearLoads();
  return llvm::to_vector_of<Value>(branch.getResults());
}

void StageEmitter::emitTile(const NestState &state) {
  clearLoads();
  SmallVector<Point> points = getPoints(state, /*reduction=*/false);
  if (!stage.hasReduction()) {
    // A linalg op without a reduction reads its initial value, if at all, as
    // one more operand.
    emitResults(state, points, {});
    return;
  }

  SmallVector<Value> accumulators;
  std::optional<unsigned> partial = getPartialAccess();
  if (state.isFirst) {
    SmallVector<Value> initial;
    OpBuilder::InsertionGuard guard(b);
    auto branch = scf::IfOp::create(
        b, loc, state.isFirst,
        [&](OpBuilder &, Location) {
          scf::YieldOp::create(b, loc, emitInitialValues(state, points));
        },
        [&](OpBuilder &, Location) {
          clearLoads();
          SmallVector<Value> values;
          for (const Point &point : points)
            values.push_back(
                toVector(load(state, *partial, point), point.piece.width));
          scf::YieldOp::create(b, loc, values);
        });
    accumulators.assign(branch.getResults().begin(), branch.getResults().end());
    b.setInsertionPointAfter(branch);
  } else if (state.isInside && readsInitialValues()) {
    accumulators = emitInitialValuesInside(state, points);
  } else {
    accumulators = emitInitialValues(state, points);
  }

  accumulators = emitReduction(plan.numOuterLoops, state, points, accumulators);
  clearLoads();
  OpBuilder::InsertionGuard insideGuard(b);
  if (state.isInside) {
    auto branch =
        scf::IfOp::create(b, loc, state.isInside, /*withElseRegion=*/false);
    b.setInsertionPointToStart(branch.thenBlock());
  }
  if (!state.isLast) {
    accumulators = finishReduction(state, points, accumulators);
    emitResults(state, points, accumulators);
    return;
  }
  OpBuilder::InsertionGuard guard(b);
  scf::IfOp::create(
      b, loc, state.isLast,
      [&](OpBuilder &, Location) {
        emitResults(state, points, accumulators);
        scf::YieldOp::create(b, loc);
      },
      [&](OpBuilder &, Location) {
        clearLoads();
        for (auto [point, value] : llvm::zip(points, accumulators))
          store(state, *partial, point,
                {isa<VectorType>(value.getType()) ? LaneValue::Kind::Vector
                                                  : LaneValue::Kind::Scalar,
                 value});
        scf::YieldOp::create(b, loc);
      });
  clearLoads();
}

SmallVector<Value>
StageEmitter::emitReduction(unsigned level, const NestState &state,
                            ArrayRef<Point> points,
                            SmallVector<Value> accumulators) {
  if (level == plan.loops.size())
    return emitReductionBody(state, points, std::move(accumulators));
  unsigned dim = plan.loops[level].dim;
  int64_t step = plan.loops[level].step;
  const NestState::Dim &info = state.dims[dim];
  bool isDynamic = ShapedType::isDynamic(info.extent);
  bool sharesOperands = !plan.shared.empty() && level == plan.sharedLevel;
  // Loops around what is shared move where it comes from, not where it is.
  bool isAroundShared = !plan.shared.empty() && level <= plan.sharedLevel;
  // What is shared is of one part of the reduction, in which it begins anew.
  auto share = [&](const NestState &inner) {
    if (!sharesOperands)
      return;
    clearLoads();
    emitSharedOperands(inner);
  };
  if (!isDynamic && info.extent <= step) {
    share(state);
    return emitReduction(level + 1, state, points, std::move(accumulators));
  }

  auto emitLoop = [&](Value lower, Value upper, Value stepValue,
                      function_ref<NestState(Value)> enter) {
    auto loop =
        scf::ForOp::create(b, loc, lower, upper, stepValue, accumulators);
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(loop.getBody());
    NestState inner = enter(loop.getInductionVar());
    clearLoads();
    SmallVector<Value> values(loop.getRegionIterArgs().begin(),
                              loop.getRegionIterArgs().end());
    values = emitReduction(level + 1, inner, points, std::move(values));
    scf::YieldOp::create(b, loc, values);
    clearLoads();
    accumulators.assign(loop.getResults().begin(), loop.getResults().end());
  };
  auto emitFixedLoop = [&](Value lower, Value upper, int64_t step) {
    emitLoop(lower, upper, constantIndex(step), [&](Value iv) {
      NestState inner = state;
      inner.dims[dim].extent = step;
      inner.dims[dim].dynamicExtent = Value();
      advance(inner, dim, iv, /*skipScratch=*/isAroundShared);
      share(inner);
      return inner;
    });
  };

  if (state.turn && level == plan.turnLevel) {
    emitLoop(state.turn, getExtent(info), constantIndex(plan.turns),
             [&](Value iv) {
               NestState inner = state;
               inner.dims[dim].extent = 1;
               inner.dims[dim].dynamicExtent = Value();
               advance(inner, dim, iv);
               return inner;
             });
    return accumulators;
  }
  if (plan.loops[level].isScalable) {
    emitLoop(constantIndex(0), getExtent(info), createStep(plan.loops[level]),
             [&](Value iv) { return enterScalable(state, level, iv); });
    return accumulators;
  }

  if (!isDynamic) {
    int64_t main = info.extent / step * step;
    if (main == step) {
      NestState inner = state;
      inner.dims[dim].extent = step;
      share(inner);
      accumulators =
          emitReduction(level + 1, inner, points, std::move(accumulators));
    } else {
      emitFixedLoop(constantIndex(0), constantIndex(main), step);
    }
    if (main == info.extent)
      return accumulators;
    NestState inner = state;
    inner.dims[dim].extent = info.extent - main;
    advance(inner, dim, main, /*skipScratch=*/isAroundShared);
    share(inner);
    return emitReduction(level + 1, inner, points, std::move(accumulators));
  }

  AffineExpr d0 = getAffineDimExpr(0, b.getContext());
  Value upper = info.dynamicExtent;
  Value main =
      step == 1 ? upper : buffers.apply(loc, d0.floorDiv(step) * step, upper);
  emitFixedLoop(constantIndex(0), main, step);
  if (step == 1)
    return accumulators;
  if (static_cast<int>(dim) == plan.vectorDim && plan.lanes > 1) {
    // The rest, under masks; nothing of it may be active.
    NestState inner = state;
    inner.dims[dim].extent = ShapedType::kDynamic;
    inner.dims[dim].dynamicExtent = arith::SubIOp::create(b, loc, upper, main);
    advance(inner, dim, main);
    return emitReduction(level + 1, inner, points, std::move(accumulators));
  }
  emitFixedLoop(main, upper, 1);
  return accumulators;
}

SmallVector<Value>
StageEmitter::emitReductionBody(const NestState &state, ArrayRef<Point> points,
                                SmallVector<Value> accumulators) {
  if (plan.laneProduct &&
      state.dims[plan.laneProduct->dim].extent == plan.lanes)
    return emitLaneProducts(state, points, std::move(accumulators));
  const StageOp &root = stage.ops.front();
  unsigned numResults = root.op.getNumDpsInits();
  unsigned numPieces = getNumAccumulators();
  for (const Point &reduced : getPoints(state, /*reduction=*/true)) {
    unsigned pieceIndex =
        isVectorReduction() ? reduced.piece.offset / plan.lanes : 0;
    for (unsigned pointIndex = 0; pointIndex < points.size(); ++pointIndex) {
      Point point = points[pointIndex];
      for (auto [dim, info] : llvm::enumerate(stage.dims))
        if (info.isReduction)
          point.offsets[dim] = reduced.offsets[dim];
      if (isVectorReduction())
        point.piece = reduced.piece;

      auto slot = [&](unsigned result) -> Value & {
        return accumulators[(pointIndex * numResults + result) * numPieces +
                            pieceIndex];
      };
      SmallVector<LaneValue> old;
      for (unsigned result = 0; result < numResults; ++result) {
        Value value = slot(result);
        // The narrower vector at the end of a row has the first lanes.
        int64_t lanes = isVectorReduction() ? plan.lanes : point.piece.width;
        if (point.piece.width < lanes)
          value = point.piece.width == 1
                      ? Value(vector::ExtractOp::create(b, loc, value, 0))
                      : Value(vector::ExtractStridedSliceOp::create(
                            b, loc, value, ArrayRef<int64_t>(0),
                            ArrayRef<int64_t>(point.piece.width),
                            ArrayRef<int64_t>(1)));
        old.push_back({isa<VectorType>(value.getType())
                           ? LaneValue::Kind::Vector
                           : LaneValue::Kind::Scalar,
                       value});
      }
      SmallVector<LaneValue> updated = emitOp(state, 0, point, {}, old);
      for (unsigned result = 0; result < numResults; ++result) {
        Value value = toVector(updated[result], point.piece.width);
        if (isVectorReduction() && point.piece.mask)
          value = arith::SelectOp::create(b, loc, point.piece.mask, value,
                                          old[result].value);
        Value &target = slot(result);
        if (value.getType() == target.getType())
          target = value;
        else if (point.piece.width == 1)
          target = vector::InsertOp::create(b, loc, value, target,
                                            ArrayRef<int64_t>(0));
        else
          target = vector::InsertStridedSliceOp::create(b, loc, value, target,
                                                        ArrayRef<int64_t>(0),
                                                        ArrayRef<int64_t>(1));
      }
    }
  }
  return accumulators;
}

/// Combines two values of a result, which may be vectors, by the op that its
/// body combines scalars with.
Value StageEmitter::combine(unsigned result, Value lhs, Value rhs) {
  Operation *combiner = getCombiner(stage.getRoot(), result);
  return b
      .create(loc, combiner->getName().getIdentifier(), {lhs, rhs},
              lhs.getType(), combiner->getAttrs())
      ->getResult(0);
}

SmallVector<Value>
StageEmitter::finishReduction(const NestState &state, ArrayRef<Point> points,
                              SmallVector<Value> accumulators) {
  if (!isVectorReduction())
    return accumulators;
  const StageOp &root = stage.ops.front();
  unsigned numInputs = root.op.getNumDpsInputs();
  unsigned numResults = root.op.getNumDpsInits();
  unsigned numPieces = getNumAccumulators();
  SmallVector<Value> scalars;
  for (auto [pointIndex, point] : llvm::enumerate(points)) {
    for (unsigned result = 0; result < numResults; ++result) {
      Operation *combiner = getCombiner(root.op, result);
      SmallVector<Value> pieces(
          ArrayRef(accumulators)
              .slice((pointIndex * numResults + result) * numPieces,
                     numPieces));
      // Pairwise, so that the order is that of a tree.
      while (pieces.size() > 1) {
        SmallVector<Value> sums;
        for (unsigned i = 0; i + 1 < pieces.size(); i += 2)
          sums.push_back(combine(result, pieces[i], pieces[i + 1]));
        if (pieces.size() % 2)
          sums.push_back(pieces.back());
        pieces = std::move(sums);
      }
      // The order within a vector is fixed by the tree that the target has.
      Value scalar = vector::ReductionOp::create(
          b, loc, *linalg::getCombinerOpKind(combiner), pieces.front(),
          arith::FastMathFlags::reassoc);
      Type type = root.op.getRegionOutputArgs()[result].getType();
      Point first = point;
      first.piece = VectorPiece();
      LaneValue initial =
          getOperand(state, root.operands[numInputs + result], type, first, {});
      scalars.push_back(combine(result, initial.value, scalar));
    }
  }
  return scalars;
}

void StageEmitter::emitResults(const NestState &state, ArrayRef<Point> points,
                               ArrayRef<Value> accumulators) {
  unsigned numResults = stage.ops.front().op.getNumDpsInits();
  for (auto [pointIndex, point] : llvm::enumerate(points)) {
    SmallVector<SmallVector<LaneValue>> results;
    for (unsigned op = 0, e = stage.ops.size(); op < e; ++op) {
      if (op == 0 && stage.hasReduction()) {
        SmallVector<LaneValue> &values = results.emplace_back();
        for (Value value :
             accumulators.slice(pointIndex * numResults, numResults))
          values.push_back({isa<VectorType>(value.getType())
                                ? LaneValue::Kind::Vector
                                : LaneValue::Kind::Scalar,
                            value});
        continue;
      }
      results.push_back(emitOp(state, op, point, results, {}));
    }
    for (const StageResult &result : stage.results)
      store(state, result.access, point, results[result.op][result.result]);
  }
}
