//===- StageEmitter.cpp ---------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The loops around a register tile, and the points that it consists of.
//
//===----------------------------------------------------------------------===//

#include "StageEmitter.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

using namespace mlir;
using namespace mlir::nn;

//===----------------------------------------------------------------------===//
// States
//===----------------------------------------------------------------------===//

StageEmitter::StageEmitter(OpBuilder &b, KernelStages &kernel,
                           KernelBuffers &buffers, const Stage &stage,
                           const StagePlan &plan)
    : b(b), loc(stage.ops.front().op.getLoc()), kernel(kernel),
      buffers(buffers), stage(stage), plan(plan) {}

Value StageEmitter::constantIndex(int64_t value) {
  return arith::ConstantIndexOp::create(b, loc, value);
}

NestState StageEmitter::getInitialState() {
  NestState state;
  for (const StageDim &dim : stage.dims) {
    NestState::Dim &info = state.dims.emplace_back();
    info.extent = dim.getStaticSize();
    info.constant = kernel.getSymbols().constant(0);
    if (ShapedType::isDynamic(info.extent))
      info.dynamicExtent = buffers.apply(loc, dim.size);
  }
  for (const StageAccess &access : stage.accesses)
    state.bases.push_back({Value(), access.offset});
  for (const StagePlan::SharedOperand &operand : plan.shared)
    state.sources.push_back({Value(), operand.source.offset});
  return state;
}

void StageEmitter::advance(NestState &state, unsigned dim, Value iv,
                           bool skipScratch, bool skipSources) {
  MLIRContext *context = b.getContext();
  AffineExpr d0 = getAffineDimExpr(0, context);
  AffineExpr d1 = getAffineDimExpr(1, context);
  auto move = [&](NestState::Base &base, AffineExpr step) {
    if (step == 0)
      return;
    if (base.value)
      base.value = buffers.apply(loc, d0 + d1 * step, {base.value, iv});
    else
      base.value = buffers.apply(loc, d0 * step, iv);
  };
  state.dims[dim].ivs.push_back(iv);
  for (auto [access, base] : llvm::zip(stage.accesses, state.bases))
    if (!skipScratch || access.scratchDims[dim] < 0)
      move(base, access.outer[dim]);
  if (skipSources)
    return;
  for (auto [operand, base] : llvm::zip(plan.shared, state.sources))
    move(base, operand.source.outer[dim]);
}

void StageEmitter::advance(NestState &state, unsigned dim, int64_t iterations,
                           bool skipScratch) {
  NestState::Dim &info = state.dims[dim];
  info.constant = info.constant + iterations;
  for (auto [access, base] : llvm::zip(stage.accesses, state.bases))
    if (!skipScratch || access.scratchDims[dim] < 0)
      base.add = base.add + access.outer[dim] * iterations;
  for (auto [operand, base] : llvm::zip(plan.shared, state.sources))
    base.add = base.add + operand.source.outer[dim] * iterations;
}

//===----------------------------------------------------------------------===//
// Threads
//===----------------------------------------------------------------------===//

void mlir::nn::emitThreads(OpBuilder &b, Location loc,
                           ArrayRef<OpFoldResult> sizes,
                           function_ref<void(Value, ValueRange)> emitBody) {
  OpFoldResult total = b.getIndexAttr(1);
  MLIRContext *context = b.getContext();
  AffineExpr product =
      getAffineSymbolExpr(0, context) * getAffineSymbolExpr(1, context);
  for (OpFoldResult size : sizes)
    total =
        affine::makeComposedFoldedAffineApply(b, loc, product, {total, size});
  auto forall = scf::ForallOp::create(b, loc, ArrayRef<OpFoldResult>(total),
                                      ValueRange(), std::nullopt);
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPointToStart(forall.getBody());
  Value thread = forall.getInductionVar(0);
  if (sizes.size() < 2)
    return emitBody(thread, sizes.empty() ? ValueRange() : ValueRange(thread));
  auto indices =
      affine::AffineDelinearizeIndexOp::create(b, loc, thread, sizes);
  emitBody(thread, indices.getResults());
}

/// How many invocations each thread loop has: a tile that is cut off keeps
/// those of a whole one.
SmallVector<OpFoldResult>
StageEmitter::getThreadCounts(const NestState &state) {
  SmallVector<OpFoldResult> sizes;
  for (const StagePlan::Loop &loop :
       ArrayRef(plan.loops).take_front(plan.numThreadLoops)) {
    const NestState::Dim &info = state.dims[loop.dim];
    int64_t extent =
        ShapedType::isDynamic(info.extent) ? info.bound : info.extent;
    if (ShapedType::isDynamic(extent))
      sizes.push_back(info.dynamicExtent);
    else
      sizes.push_back(b.getIndexAttr(llvm::divideCeil(extent, loop.step)));
  }
  return sizes;
}

/// The state of one invocation; `isInside` says whether its tile is there, and
/// is null if it is.
NestState StageEmitter::enterThreads(const NestState &state, ValueRange indices,
                                     Value &isInside) {
  NestState inner = state;
  AffineExpr d0 = getAffineDimExpr(0, b.getContext());
  for (auto [loop, index] : llvm::zip(
           ArrayRef(plan.loops).take_front(plan.numThreadLoops), indices)) {
    Value iv = buffers.apply(loc, d0 * loop.step, index);
    NestState::Dim &info = inner.dims[loop.dim];
    if (ShapedType::isDynamic(info.extent) &&
        !ShapedType::isDynamic(info.bound)) {
      Value isDimInside = arith::CmpIOp::create(
          b, loc, arith::CmpIPredicate::slt, iv, info.dynamicExtent);
      isInside =
          isInside ? Value(arith::AndIOp::create(b, loc, isInside, isDimInside))
                   : isDimInside;
    }
    info.extent = ShapedType::isDynamic(info.extent)
                      ? loop.step
                      : std::min(loop.step, info.extent);
    info.dynamicExtent = Value();
    advance(inner, loop.dim, iv, /*skipScratch=*/false, /*skipSources=*/true);
  }
  return inner;
}

void StageEmitter::emitOnThreads(const NestState &state) {
  if (plan.warpProduct)
    return emitOnWarps(state);
  if (plan.turns > 0)
    return emitTurns(state);
  SmallVector<OpFoldResult> sizes = getThreadCounts(state);
  emitThreads(b, loc, sizes, [&](Value thread, ValueRange indices) {
    Value isInside;
    NestState inner = enterThreads(state, indices, isInside);
    inner.thread = thread;
    for (OpFoldResult size : sizes)
      inner.numThreads *= getConstantIntValue(size).value_or(1);
    OpBuilder::InsertionGuard guard(b);
    if (!plan.shared.empty()) {
      inner.isInside = isInside;
      for (const NestState::Dim &info : state.dims)
        inner.blockExtents.push_back(info.dynamicExtent);
    } else if (isInside) {
      auto branch =
          scf::IfOp::create(b, loc, isInside, /*withElseRegion=*/false);
      b.setInsertionPointToStart(branch.thenBlock());
    }
    emitOuterLoops(plan.numThreadLoops, inner);
  });
}

//===----------------------------------------------------------------------===//
// Loops
//===----------------------------------------------------------------------===//

Value StageEmitter::createStep(const StagePlan::Loop &loop) {
  if (!loop.isScalable)
    return constantIndex(loop.step);
  return buffers.apply(loc, kernel.getSymbols().getVScale() * loop.step);
}

Value StageEmitter::getExtent(const NestState::Dim &dim) {
  return ShapedType::isDynamic(dim.extent) ? dim.dynamicExtent
                                           : constantIndex(dim.extent);
}

/// The state inside a loop by a scalable step: what is left, of which the masks
/// take a tile.
NestState StageEmitter::enterScalable(const NestState &state, unsigned level,
                                      Value iv) {
  const StagePlan::Loop &loop = plan.loops[level];
  NestState inner = state;
  NestState::Dim &info = inner.dims[loop.dim];
  Value left =
      arith::SubIOp::create(b, loc, getExtent(state.dims[loop.dim]), iv);
  bool hasInnerLoop =
      llvm::any_of(ArrayRef(plan.loops).drop_front(level + 1),
                   [&](const StagePlan::Loop &l) { return l.dim == loop.dim; });
  if (hasInnerLoop)
    left = arith::MinSIOp::create(b, loc, left, createStep(loop));
  info.extent = ShapedType::kDynamic;
  info.dynamicExtent = left;
  advance(inner, loop.dim, iv);
  return inner;
}

void StageEmitter::emitOuterLoops(unsigned level, const NestState &state) {
  if (level == plan.numOuterLoops)
    return emitTile(state);
  unsigned dim = plan.loops[level].dim;
  int64_t step = plan.loops[level].step;
  const NestState::Dim &info = state.dims[dim];
  bool isReduction = stage.dims[dim].isReduction;

  // Inside a loop over a part of a reduction the first and the last part differ
  // from the others.
  auto enter = [&](NestState &inner, Value iv, Value upper) {
    if (!isReduction)
      return;
    auto both = [&](Value a, Value condition) -> Value {
      return a ? arith::AndIOp::create(b, loc, a, condition) : condition;
    };
    Value first = arith::CmpIOp::create(b, loc, arith::CmpIPredicate::eq, iv,
                                        constantIndex(0));
    Value next = arith::AddIOp::create(b, loc, iv, constantIndex(step));
    Value last =
        arith::CmpIOp::create(b, loc, arith::CmpIPredicate::sge, next, upper);
    inner.isFirst = both(inner.isFirst, first);
    inner.isLast = both(inner.isLast, last);
  };

  if (!ShapedType::isDynamic(info.extent) && info.extent <= step)
    return emitOuterLoops(level + 1, state);
  if (plan.loops[level].isScalable) {
    auto loop = scf::ForOp::create(b, loc, constantIndex(0), getExtent(info),
                                   createStep(plan.loops[level]));
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(loop.getBody());
    return emitOuterLoops(level + 1,
                          enterScalable(state, level, loop.getInductionVar()));
  }
  if (!ShapedType::isDynamic(info.extent)) {
    // A reduction is cut into equal parts or its last part is shorter; the
    // accumulators are in memory between them, so the parts may be one loop
    // and one more.
    int64_t main = info.extent / step * step;
    int64_t rest = info.extent - main;
    Value upper = constantIndex(info.extent);
    if (main > 0) {
      auto loop = scf::ForOp::create(b, loc, constantIndex(0),
                                     constantIndex(main), constantIndex(step));
      OpBuilder::InsertionGuard guard(b);
      b.setInsertionPointToStart(loop.getBody());
      NestState inner = state;
      inner.dims[dim].extent = step;
      advance(inner, dim, loop.getInductionVar());
      enter(inner, loop.getInductionVar(), upper);
      emitOuterLoops(level + 1, inner);
    }
    if (rest > 0) {
      NestState inner = state;
      inner.dims[dim].extent = rest;
      advance(inner, dim, main);
      enter(inner, constantIndex(main), upper);
      emitOuterLoops(level + 1, inner);
    }
    return;
  }

  // A dynamic extent: whole steps, then the rest.
  MLIRContext *context = b.getContext();
  AffineExpr d0 = getAffineDimExpr(0, context);
  Value upper = info.dynamicExtent;
  Value main = upper;
  if (step > 1)
    main = buffers.apply(loc, d0.floorDiv(step) * step, upper);
  {
    auto loop =
        scf::ForOp::create(b, loc, constantIndex(0), main, constantIndex(step));
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(loop.getBody());
    NestState inner = state;
    inner.dims[dim].extent = step;
    inner.dims[dim].dynamicExtent = Value();
    advance(inner, dim, loop.getInductionVar());
    enter(inner, loop.getInductionVar(), upper);
    emitOuterLoops(level + 1, inner);
  }
  if (step == 1)
    return;
  Value rest = arith::SubIOp::create(b, loc, upper, main);
  bool isLastOfDim = step == plan.tile[dim];
  bool isMasked = isLastOfDim && static_cast<int>(dim) == plan.vectorDim &&
                  plan.lanes > 1 && plan.hasMasks && !isReduction;
  if (isLastOfDim && !isMasked) {
    // One by one.
    auto loop = scf::ForOp::create(b, loc, main, upper, constantIndex(1));
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(loop.getBody());
    NestState inner = state;
    inner.dims[dim].extent = 1;
    inner.dims[dim].dynamicExtent = Value();
    advance(inner, dim, loop.getInductionVar());
    enter(inner, loop.getInductionVar(), upper);
    emitOuterLoops(level + 1, inner);
    return;
  }
  Value isRest = arith::CmpIOp::create(b, loc, arith::CmpIPredicate::sgt, rest,
                                       constantIndex(0));
  auto branch = scf::IfOp::create(b, loc, isRest, /*withElseRegion=*/false);
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPointToStart(branch.thenBlock());
  NestState inner = state;
  inner.dims[dim].extent = ShapedType::kDynamic;
  inner.dims[dim].dynamicExtent = rest;
  advance(inner, dim, main);
  enter(inner, main, upper);
  emitOuterLoops(level + 1, inner);
}

/// The lanes from an offset on, in units of vscale, that are below the extent.
/// One instruction compares; subtracting the offset first would take three.
Value StageEmitter::createScalableMask(Value extent, int64_t offset) {
  VectorType type = getVectorType(plan.lanes, b.getI1Type());
  if (offset == 0)
    return vector::CreateMaskOp::create(b, loc, type, extent);
  auto toInteger = [&](Value index) -> Value {
    return arith::IndexCastOp::create(b, loc, b.getI64Type(), index);
  };
  Value begin = buffers.apply(loc, getDistance(plan.vectorDim, offset));
  return LLVM::GetActiveLaneMaskOp::create(b, loc, type, toInteger(begin),
                                           toInteger(extent));
}

SmallVector<VectorPiece> StageEmitter::getPieces(const NestState::Dim &dim) {
  SmallVector<VectorPiece> pieces;
  if (plan.isScalable) {
    // As many vectors as the tile has at most, each under its mask.
    int64_t tile = plan.tile[plan.vectorDim];
    if (!ShapedType::isDynamic(dim.extent))
      tile = std::min(tile, dim.extent);
    for (int64_t offset = 0; offset < tile; offset += plan.lanes)
      pieces.push_back({offset, plan.lanes, ShapedType::kDynamic,
                        createScalableMask(getExtent(dim), offset)});
    return pieces;
  }
  if (ShapedType::isDynamic(dim.extent)) {
    // As many vectors as the tile has, each under its mask.
    int64_t tile = plan.tile[plan.vectorDim];
    for (int64_t offset = 0; offset < tile; offset += plan.lanes) {
      VectorPiece piece{offset, plan.lanes, ShapedType::kDynamic, Value()};
      Value left = arith::SubIOp::create(b, loc, dim.dynamicExtent,
                                         constantIndex(offset));
      left = arith::MaxSIOp::create(b, loc, left, constantIndex(0));
      piece.mask = vector::CreateMaskOp::create(
          b, loc, VectorType::get({plan.lanes}, b.getI1Type()), left);
      pieces.push_back(piece);
    }
    return pieces;
  }
  int64_t offset = 0;
  while (offset < dim.extent) {
    int64_t left = dim.extent - offset;
    int64_t width = plan.lanes;
    if (left < width) {
      // A rest is a narrower vector where there is one; else it is a masked
      // one, or, without cheap masks, several narrower ones.
      int64_t narrower = llvm::bit_floor(static_cast<uint64_t>(left));
      if (narrower == left || !plan.hasMasks)
        width = narrower;
    }
    VectorPiece piece{offset, width, std::min(left, width), Value()};
    if (piece.active < width)
      piece.mask = vector::ConstantMaskOp::create(
          b, loc, VectorType::get({width}, b.getI1Type()),
          ArrayRef<int64_t>(piece.active));
    pieces.push_back(piece);
    offset += width;
  }
  return pieces;
}

SmallVector<StageEmitter::Point> StageEmitter::getPoints(const NestState &state,
                                                         bool reduction) {
  SmallVector<Point> points = {{Offsets(stage.dims.size(), 0), VectorPiece()}};
  for (auto [dim, info] : llvm::enumerate(stage.dims)) {
    if (info.isReduction != reduction)
      continue;
    const NestState::Dim &extent = state.dims[dim];
    SmallVector<VectorPiece> pieces;
    bool isVector = static_cast<int>(dim) == plan.vectorDim && plan.lanes > 1;
    if (isVector)
      pieces = getPieces(extent);
    else
      for (int64_t offset = 0; offset < extent.extent; ++offset)
        pieces.push_back({offset, 1, 1, Value()});
    SmallVector<Point> expanded;
    for (const Point &point : points) {
      for (const VectorPiece &piece : pieces) {
        Point next = point;
        next.offsets[dim] = piece.offset;
        if (isVector)
          next.piece = piece;
        expanded.push_back(next);
      }
    }
    points = std::move(expanded);
  }
  return points;
}
