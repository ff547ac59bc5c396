//===- WarpProducts.cpp ---------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Products of matrices on tensor cores: the invocations of a workgroup copy
// blocks of the factors to its memory, a few steps of the reduction ahead, and
// each warp multiplies tiles of them. An invocation then has some of the sums,
// on which the stage goes on as on any register tile.
//
//===----------------------------------------------------------------------===//

#include "StageEmitter.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/LLVMIR/NVVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/NVGPU/IR/NVGPUDialect.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include <numeric>

using namespace mlir;
using namespace mlir::nn;

using Form = StagePlan::WarpProduct;
static constexpr int64_t warpSize = TargetInfo::subgroupSize;
static constexpr int64_t numBuffers = Form::numBuffers;
static constexpr int64_t lhsPad = Form::lhsPad, rhsPad = Form::rhsPad;

/// What the invocations know of their part.
struct StageEmitter::WarpTiles {
  /// The block of a workgroup, and the tile of a warp.
  int64_t m, n, k, warpM, warpN;
  int64_t numThreads;
  /// Both factors, one buffer after another.
  Value lhs, rhs;
  /// The number of the invocation; the first row and the first column of its
  /// warp; and where it is in the warp: one of eight groups of four.
  Value thread, row, column, group, inGroup;
};

/// Returns how many elements of a factor one copy is of: those of 16 bytes
/// where all copies of it are aligned, else one.
int64_t StageEmitter::getFactorWidth(const StageAccess &source,
                                     unsigned columnDim, int64_t columns,
                                     int64_t pad) const {
  constexpr int64_t width =
      TargetInfo::accessBytes / static_cast<int64_t>(sizeof(float));
  // Blocks begin at multiples of their columns.
  int64_t multiple =
      std::gcd(source.offset.getLargestKnownDivisor(), std::gcd(columns, pad));
  for (auto [dim, info] : llvm::enumerate(stage.dims))
    if (dim != columnDim && info.getStaticSize() != 1)
      multiple = std::gcd(multiple, source.outer[dim].getLargestKnownDivisor());
  bool isAligned =
      source.outer[columnDim] == 1 && multiple % width == 0 &&
      buffers.getAlignment(source.view) % TargetInfo::accessBytes == 0;
  return isAligned ? width : 1;
}

/// Copies the blocks of a step of the reduction, 16 bytes at a time where they
/// are aligned.
void StageEmitter::copyFactors(const NestState &state, const WarpTiles &tiles,
                               Value step, Value buffer) {
  const MatrixProduct &product = plan.warpProduct->product;
  MLIRContext *context = b.getContext();
  AffineExpr d0 = getAffineDimExpr(0, context);
  AffineExpr d1 = getAffineDimExpr(1, context);
  NestState moved = state;
  advance(moved, product.k, buffers.apply(loc, d0 * tiles.k, step));
  auto copy = [&](unsigned access, unsigned rowDim, unsigned columnDim,
                  int64_t rows, int64_t columns, int64_t pad, Value to) {
    const StageAccess &source = stage.accesses[access];
    int64_t width = getFactorWidth(source, columnDim, columns, pad);
    int64_t count = rows * columns / width, perRow = columns / width;
    for (int64_t begun = 0; begun < count; begun += tiles.numThreads) {
      OpBuilder::InsertionGuard guard(b);
      Value element = buffers.apply(loc, d0 + begun, tiles.thread);
      if (begun + tiles.numThreads > count) {
        Value isInside = arith::CmpIOp::create(
            b, loc, arith::CmpIPredicate::ult, element, constantIndex(count));
        auto branch =
            scf::IfOp::create(b, loc, isInside, /*withElseRegion=*/false);
        b.setInsertionPointToStart(branch.thenBlock());
      }
      Value row = buffers.apply(loc, d0.floorDiv(perRow), element);
      Value column = buffers.apply(loc, d0 % perRow * width, element);
      NestState from = moved;
      advance(from, rowDim, row);
      advance(from, columnDim, column);
      Point first{Offsets(stage.dims.size(), 0), VectorPiece()};
      Value begin = getIndex(from, access, first);
      AffineExpr place =
          getAffineDimExpr(2, context) * (rows * (columns + pad)) +
          d0 * (columns + pad) + d1;
      Value target = buffers.apply(loc, place, {row, column, buffer});
      nvgpu::DeviceAsyncCopyOp::create(
          b, loc, nvgpu::DeviceAsyncTokenType::get(context), to, target,
          buffers.getFlat(source.view), begin, b.getIndexAttr(width), Value(),
          width > 1 ? b.getUnitAttr() : UnitAttr());
    }
  };
  copy(product.lhs, product.m, product.k, tiles.m, tiles.k, lhsPad, tiles.lhs);
  copy(product.rhs, product.k, product.n, tiles.k, tiles.n, rhsPad, tiles.rhs);
}

/// Adds the products of the blocks in a buffer. The parts of the matrices that
/// an invocation has are those of PTX's mma.m16n8k8 for tf32 and mma.m16n8k16
/// for f16.
SmallVector<Value> StageEmitter::multiplyFactors(const WarpTiles &tiles,
                                                 Value buffer,
                                                 SmallVector<Value> sums) {
  bool isHalf = plan.warpProduct->isHalf;
  int64_t depth = isHalf ? 16 : 8;
  MLIRContext *context = b.getContext();
  AffineExpr d0 = getAffineDimExpr(0, context),
             d1 = getAffineDimExpr(1, context),
             d2 = getAffineDimExpr(2, context),
             d3 = getAffineDimExpr(3, context);
  int64_t lhsStride = tiles.k + lhsPad, rhsStride = tiles.n + rhsPad;
  // Where the first elements of the invocation are.
  int64_t perGroup = isHalf ? 2 : 1;
  Value lhsBegin = buffers.apply(
      loc, d0 * (tiles.m * lhsStride) + (d1 + d2) * lhsStride + d3 * perGroup,
      {buffer, tiles.row, tiles.group, tiles.inGroup});
  Value rhsBegin = buffers.apply(
      loc, d0 * (tiles.k * rhsStride) + d3 * (perGroup * rhsStride) + d1 + d2,
      {buffer, tiles.column, tiles.group, tiles.inGroup});
  auto loadElement = [&](Value memory, Value begin, int64_t offset) -> Value {
    Value element = memref::LoadOp::create(
        b, loc, memory, buffers.apply(loc, d0 + offset, begin));
    if (isHalf)
      return arith::TruncFOp::create(b, loc, b.getF16Type(), element);
    Value rounded = NVVM::ConvertFloatToTF32Op::create(
        b, loc, b.getI32Type(), element, NVVM::FPRoundingMode::RNA);
    return arith::BitcastOp::create(b, loc, b.getF32Type(), rounded);
  };
  Type elementType = isHalf ? Type(b.getF16Type()) : Type(b.getF32Type());
  auto load = [&](Value memory, Value begin,
                  ArrayRef<int64_t> offsets) -> Value {
    SmallVector<Value> elements = llvm::map_to_vector(
        offsets, [&](int64_t o) { return loadElement(memory, begin, o); });
    int64_t inner = isHalf ? 2 : 1;
    auto type = VectorType::get(
        {static_cast<int64_t>(elements.size()) / inner, inner}, elementType);
    return vector::FromElementsOp::create(b, loc, type, elements);
  };

  int64_t rows = tiles.warpM / 16, columns = tiles.warpN / 8;
  for (int64_t k = 0; k < tiles.k; k += depth) {
    SmallVector<Value> lhs, rhs;
    for (int64_t i = 0; i < rows; ++i) {
      int64_t at = 16 * i * lhsStride + k, below = at + 8 * lhsStride;
      lhs.push_back(
          isHalf ? load(tiles.lhs, lhsBegin,
                        {at, at + 1, below, below + 1, at + 8, at + 9,
                         below + 8, below + 9})
                 : load(tiles.lhs, lhsBegin, {at, below, at + 4, below + 4}));
    }
    for (int64_t j = 0; j < columns; ++j) {
      int64_t at = k * rhsStride + 8 * j;
      rhs.push_back(isHalf
                        ? load(tiles.rhs, rhsBegin,
                               {at, at + rhsStride, at + 8 * rhsStride,
                                at + 9 * rhsStride})
                        : load(tiles.rhs, rhsBegin, {at, at + 4 * rhsStride}));
    }
    for (int64_t i = 0; i < rows; ++i)
      for (int64_t j = 0; j < columns; ++j) {
        Value &sum = sums[i * columns + j];
        sum = nvgpu::MmaSyncOp::create(b, loc, lhs[i], rhs[j], sum,
                                       ArrayRef<int64_t>{16, 8, depth},
                                       /*tf32Enabled=*/!isHalf);
      }
  }
  return sums;
}

void StageEmitter::emitOnWarps(const NestState &state) {
  const MatrixProduct &product = plan.warpProduct->product;
  MLIRContext *context = b.getContext();
  AffineExpr d0 = getAffineDimExpr(0, context);
  AffineExpr d1 = getAffineDimExpr(1, context);
  WarpTiles tiles;
  tiles.m = state.dims[product.m].extent;
  tiles.n = state.dims[product.n].extent;
  tiles.k = plan.tile[product.k];
  tiles.warpM = plan.tile[product.m];
  tiles.warpN = plan.tile[product.n];
  int64_t warpColumns = tiles.n / tiles.warpN;
  tiles.numThreads = tiles.m / tiles.warpM * warpColumns * warpSize;
  int64_t numSteps = state.dims[product.k].extent / tiles.k;
  auto allocate = [&](int64_t rows, int64_t columns) -> Value {
    auto space =
        gpu::AddressSpaceAttr::get(context, gpu::AddressSpace::Workgroup);
    auto type = MemRefType::get({numBuffers * rows * columns}, b.getF32Type(),
                                MemRefLayoutAttrInterface(), space);
    return memref::AllocOp::create(b, loc, type);
  };
  tiles.lhs = allocate(tiles.m, tiles.k + lhsPad);
  tiles.rhs = allocate(tiles.k, tiles.n + rhsPad);

  OpFoldResult numThreads = b.getIndexAttr(tiles.numThreads);
  emitThreads(b, loc, numThreads, [&](Value thread, ValueRange) {
    tiles.thread = thread;
    Value warp = buffers.apply(loc, d0.floorDiv(warpSize), tiles.thread);
    Value lane = buffers.apply(loc, d0 % warpSize, tiles.thread);
    tiles.row =
        buffers.apply(loc, d0.floorDiv(warpColumns) * tiles.warpM, warp);
    tiles.column = buffers.apply(loc, (d0 % warpColumns) * tiles.warpN, warp);
    tiles.group = buffers.apply(loc, d0.floorDiv(4), lane);
    tiles.inGroup = buffers.apply(loc, d0 % 4, lane);

    // The sums of an invocation: of each instruction two neighbors in two rows.
    NestState sumState = state;
    advance(sumState, product.m,
            buffers.apply(loc, d0 + d1, {tiles.row, tiles.group}));
    advance(sumState, product.n,
            buffers.apply(loc, d0 + d1 * 2, {tiles.column, tiles.inGroup}));
    SmallVector<Point> points;
    for (int64_t m = 0; m < tiles.warpM; m += 16)
      for (int64_t n = 0; n < tiles.warpN; n += 8)
        for (int64_t part = 0; part < 4; ++part) {
          Point point{Offsets(stage.dims.size(), 0), VectorPiece()};
          point.offsets[product.m] = m + part / 2 * 8;
          point.offsets[product.n] = n + part % 2;
          points.push_back(point);
        }
    clearLoads();
    SmallVector<Value> initial = emitInitialValues(sumState, points);
    clearLoads();
    auto sumType = VectorType::get({2, 2}, b.getF32Type());
    SmallVector<Value> sums;
    for (unsigned part = 0; part < initial.size(); part += 4)
      sums.push_back(vector::FromElementsOp::create(
          b, loc, sumType, ArrayRef(initial).slice(part, 4)));

    // A group of copies a step, be it empty, so that as many are always under
    // way.
    auto beginGroup = [&]() -> Value {
      return nvgpu::DeviceAsyncCreateGroupOp::create(
          b, loc, nvgpu::DeviceAsyncTokenType::get(context), ValueRange());
    };
    Value group;
    for (int64_t step = 0; step < numBuffers - 1; ++step) {
      if (step < numSteps)
        copyFactors(state, tiles, constantIndex(step), constantIndex(step));
      group = beginGroup();
    }
    auto loop =
        scf::ForOp::create(b, loc, constantIndex(0), constantIndex(numSteps),
                           constantIndex(1), sums);
    {
      OpBuilder::InsertionGuard guard(b);
      b.setInsertionPointToStart(loop.getBody());
      Value step = loop.getInductionVar();
      nvgpu::DeviceAsyncWaitOp::create(b, loc, group,
                                       b.getI32IntegerAttr(numBuffers - 2));
      // Now all have copied their part, and are done with the block before.
      gpu::BarrierOp::create(b, loc);
      sums.assign(loop.getRegionIterArgs().begin(),
                  loop.getRegionIterArgs().end());
      sums = multiplyFactors(tiles, buffers.apply(loc, d0 % numBuffers, step),
                             std::move(sums));
      Value next = buffers.apply(loc, d0 + (numBuffers - 1), step);
      Value isLeft = arith::CmpIOp::create(b, loc, arith::CmpIPredicate::ult,
                                           next, constantIndex(numSteps));
      auto branch = scf::IfOp::create(b, loc, isLeft, /*withElseRegion=*/false);
      {
        OpBuilder::InsertionGuard guard(b);
        b.setInsertionPointToStart(branch.thenBlock());
        copyFactors(state, tiles, next,
                    buffers.apply(loc, d0 % numBuffers, next));
      }
      beginGroup();
      scf::YieldOp::create(b, loc, sums);
    }
    SmallVector<Value> results;
    for (Value sum : loop.getResults())
      for (int64_t part = 0; part < 4; ++part)
        results.push_back(vector::ExtractOp::create(
            b, loc, sum, ArrayRef<int64_t>{part / 2, part % 2}));
    emitResults(sumState, points, results);
    clearLoads();
  });
}
