//===- StageEmitter.cpp ---------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Loops: outer ones, reductions that carry accumulators, the register tile.
//
//===----------------------------------------------------------------------===//

#include "nn/Codegen/Vector/StageEmitter.h"
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
// KernelBuffers
//===----------------------------------------------------------------------===//

Value KernelBuffers::apply(Location loc, AffineExpr expr, ValueRange dims) {
  if (std::optional<int64_t> constant = getConstant(expr))
    return arith::ConstantIndexOp::create(b, loc, *constant);
  if (auto dim = dyn_cast<AffineDimExpr>(expr))
    return dims[dim.getPosition()];
  SmallVector<Value> operands(dims);
  llvm::append_range(operands, kernel.getSymbols().getValues());
  AffineMap map =
      AffineMap::get(dims.size(), kernel.getSymbols().getValues().size(), expr);
  affine::canonicalizeMapAndOperands(&map, &operands);
  if (auto symbol = dyn_cast<AffineSymbolExpr>(map.getResult(0)))
    return operands[map.getNumDims() + symbol.getPosition()];
  return affine::AffineApplyOp::create(b, loc, map, operands);
}

AffineExpr KernelBuffers::getVScale() {
  if (vscale)
    return vscale;
  OpBuilder::InsertionGuard guard(b);
  func::FuncOp entry = kernel.getEntry();
  b.setInsertionPointToStart(&entry.getBody().front());
  return vscale = kernel.getSymbols().get(
             Value(vector::VectorScaleOp::create(b, entry.getLoc())));
}

Value KernelBuffers::getFlat(const View &view) {
  if (!view.buffer)
    return scratch[view.scratch];
  Value &flat = arguments[view.buffer];
  if (flat)
    return flat;
  auto type = cast<MemRefType>(view.buffer.getType());
  if (type.getRank() == 1 && type.getLayout().isIdentity())
    return flat = view.buffer;
  // Up to the last element.
  auto argument = cast<BlockArgument>(view.buffer);
  KernelSymbols &symbols = kernel.getSymbols();
  AffineExpr size = symbols.constant(1);
  for (unsigned dim = 0, e = type.getRank(); dim < e; ++dim)
    size = size + (symbols.getSize(argument, dim) - 1) *
                      symbols.getStride(argument, dim);
  OpBuilder::InsertionGuard guard(b);
  func::FuncOp entry = kernel.getEntry();
  b.setInsertionPointToStart(&entry.getBody().front());
  Location loc = entry.getLoc();
  std::optional<int64_t> constant = getConstant(size);
  auto flatType = MemRefType::get({constant.value_or(ShapedType::kDynamic)},
                                  type.getElementType());
  OpFoldResult sizeValue = constant ? OpFoldResult(b.getIndexAttr(*constant))
                                    : OpFoldResult(apply(loc, size));
  OpFoldResult zero = b.getIndexAttr(0), one = b.getIndexAttr(1);
  flat = memref::ReinterpretCastOp::create(b, loc, flatType, view.buffer, zero,
                                           ArrayRef<OpFoldResult>(sizeValue),
                                           ArrayRef<OpFoldResult>(one));
  return flat;
}

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
  return state;
}

void StageEmitter::advance(NestState &state, unsigned dim, Value iv,
                           bool skipScratch) {
  MLIRContext *context = b.getContext();
  AffineExpr d0 = getAffineDimExpr(0, context);
  AffineExpr d1 = getAffineDimExpr(1, context);
  state.dims[dim].ivs.push_back(iv);
  for (auto [access, base] : llvm::zip(stage.accesses, state.bases)) {
    AffineExpr step = access.outer[dim];
    if (step == 0 || (skipScratch && access.scratchDims[dim] >= 0))
      continue;
    if (base.value)
      base.value = buffers.apply(loc, d0 + d1 * step, {base.value, iv});
    else
      base.value = buffers.apply(loc, d0 * step, iv);
  }
}

void StageEmitter::advance(NestState &state, unsigned dim, int64_t iterations) {
  NestState::Dim &info = state.dims[dim];
  info.constant = info.constant + iterations;
  for (auto [access, base] : llvm::zip(stage.accesses, state.bases))
    base.add = base.add + access.outer[dim] * iterations;
}

//===----------------------------------------------------------------------===//
// Threads
//===----------------------------------------------------------------------===//

void mlir::nn::emitThreads(OpBuilder &b, Location loc,
                           ArrayRef<OpFoldResult> sizes,
                           function_ref<void(ValueRange)> emitBody) {
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
    return emitBody(sizes.empty() ? ValueRange() : ValueRange(thread));
  auto indices =
      affine::AffineDelinearizeIndexOp::create(b, loc, thread, sizes);
  emitBody(indices.getResults());
}

void StageEmitter::emitOnThreads(const NestState &state) {
  ArrayRef<StagePlan::Loop> loops =
      ArrayRef(plan.loops).take_front(plan.numThreadLoops);
  // A tile that is cut off keeps the threads of a whole one.
  SmallVector<OpFoldResult> sizes;
  for (const StagePlan::Loop &loop : loops) {
    const NestState::Dim &info = state.dims[loop.dim];
    int64_t extent =
        ShapedType::isDynamic(info.extent) ? info.bound : info.extent;
    if (ShapedType::isDynamic(extent))
      sizes.push_back(info.dynamicExtent);
    else
      sizes.push_back(b.getIndexAttr(llvm::divideCeil(extent, loop.step)));
  }
  emitThreads(b, loc, sizes, [&](ValueRange indices) {
    NestState inner = state;
    Value isInside;
    AffineExpr d0 = getAffineDimExpr(0, b.getContext());
    for (auto [loop, index] : llvm::zip(loops, indices)) {
      Value iv = buffers.apply(loc, d0 * loop.step, index);
      NestState::Dim &info = inner.dims[loop.dim];
      if (ShapedType::isDynamic(info.extent) &&
          !ShapedType::isDynamic(info.bound)) {
        Value isDimInside = arith::CmpIOp::create(
            b, loc, arith::CmpIPredicate::slt, iv, info.dynamicExtent);
        isInside =
            isInside
                ? Value(arith::AndIOp::create(b, loc, isInside, isDimInside))
                : isDimInside;
      }
      info.extent = ShapedType::isDynamic(info.extent)
                        ? loop.step
                        : std::min(loop.step, info.extent);
      info.dynamicExtent = Value();
      advance(inner, loop.dim, iv);
    }
    OpBuilder::InsertionGuard guard(b);
    if (isInside) {
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
  return buffers.apply(loc, buffers.getVScale() * loop.step);
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

//===----------------------------------------------------------------------===//
// The tile
//===----------------------------------------------------------------------===//

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
  } else {
    accumulators = emitInitialValues(state, points);
  }

  accumulators = emitReduction(plan.numOuterLoops, state, points, accumulators);
  clearLoads();
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
  if (!isDynamic && info.extent <= step)
    return emitReduction(level + 1, state, points, std::move(accumulators));

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
      advance(inner, dim, iv);
      return inner;
    });
  };

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
      accumulators =
          emitReduction(level + 1, inner, points, std::move(accumulators));
    } else {
      emitFixedLoop(constantIndex(0), constantIndex(main), step);
    }
    if (main == info.extent)
      return accumulators;
    NestState inner = state;
    inner.dims[dim].extent = info.extent - main;
    advance(inner, dim, main);
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
      auto combine = [&](Value lhs, Value rhs) {
        OperationState op(loc, combiner->getName());
        op.addOperands({lhs, rhs});
        op.addTypes(lhs.getType());
        op.addAttributes(combiner->getAttrs());
        return b.create(op)->getResult(0);
      };
      SmallVector<Value> pieces(
          ArrayRef(accumulators)
              .slice((pointIndex * numResults + result) * numPieces,
                     numPieces));
      // Pairwise, so that the order is that of a tree.
      while (pieces.size() > 1) {
        SmallVector<Value> sums;
        for (unsigned i = 0; i + 1 < pieces.size(); i += 2)
          sums.push_back(combine(pieces[i], pieces[i + 1]));
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
      scalars.push_back(combine(initial.value, scalar));
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
