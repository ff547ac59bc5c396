//===- SharedOperands.cpp -------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Operands that the invocations of a workgroup load together.
//
//===----------------------------------------------------------------------===//

#include "StageEmitter.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "nn/Support/ElementBytes.h"
#include <numeric>

using namespace mlir;
using namespace mlir::nn;

/// An invocation has so many loads of one operand under way.
static constexpr int64_t mostCopiesAtOnce = 8;

/// Returns how many elements of a shared operand one access copies.
int64_t StageEmitter::getCopyWidth(const StagePlan::SharedOperand &operand,
                                   const NestState &state) const {
  const StageAccess &source = operand.source;
  if (operand.dims.empty() || source.outer[operand.dims.back()] != 1)
    return 1;
  unsigned last = operand.dims.back();
  int64_t multiple =
      std::gcd(source.offset.getLargestKnownDivisor(), operand.sizes.back());
  for (auto [dim, info] : llvm::enumerate(stage.dims)) {
    int64_t size = info.getStaticSize();
    if (size != 1 && dim != last)
      multiple = std::gcd(multiple, source.outer[dim].getLargestKnownDivisor());
  }
  // What is left at the end of the dimension.
  if (stage.dims[last].isReduction)
    multiple = std::gcd(multiple, state.dims[last].extent);
  else if (state.blockExtents[last])
    multiple =
        std::gcd(multiple, stage.dims[last].size.getLargestKnownDivisor());
  return getWidestAccess(source, multiple);
}

/// Lets the invocations of a workgroup copy their parts of an operand.
void StageEmitter::copyShared(const StagePlan::SharedOperand &operand,
                              const NestState::Base &base,
                              const NestState &state) {
  MLIRContext *context = b.getContext();
  AffineExpr d0 = getAffineDimExpr(0, context);
  const StageAccess &source = operand.source;
  const View &target = stage.accesses[operand.access].view;
  Value from = buffers.getFlat(source.view), to = buffers.getFlat(target);
  int64_t width = getCopyWidth(operand, state);
  int64_t stride = operand.dims.empty() ? 1 : operand.strides.back();
  // Neighbors in memory are loaded by neighbors. Where they do not lie together
  // in the shared memory, two load what is loaded at once anyway, and the
  // others what is stored together.
  SmallVector<int64_t> sizes(operand.sizes);
  int64_t pair = 2 * width;
  bool hasPairs =
      operand.isTransposed() && width > 1 && sizes.back() % pair == 0;
  if (hasPairs) {
    sizes.insert(sizes.begin(), sizes.back() / pair);
    sizes.back() = 2;
  } else if (!sizes.empty()) {
    sizes.back() /= width;
  }
  int64_t count = operand.getNumElements() / width;

  /// One access of an invocation.
  struct Copy {
    Value isThere, source, target;
  };
  auto getCopy = [&](Value number) {
    SmallVector<Value> parts = {number};
    if (sizes.size() > 1) {
      SmallVector<OpFoldResult> basis = getAsIndexOpFoldResult(context, sizes);
      auto delinearized =
          affine::AffineDelinearizeIndexOp::create(b, loc, number, basis);
      parts.assign(delinearized.result_begin(), delinearized.result_end());
    }
    unsigned first = hasPairs ? 1 : 0;
    Copy copy;
    AffineExpr sourceExpr = base.add, targetExpr = base.add * 0;
    for (auto [position, dim] : llvm::enumerate(operand.dims)) {
      AffineExpr index = getAffineDimExpr(first + position, context);
      if (position + 1 == operand.dims.size()) {
        index = index * width;
        if (hasPairs)
          index = index + getAffineDimExpr(0, context) * pair;
      }
      sourceExpr = sourceExpr + index * source.outer[dim];
      targetExpr = targetExpr + index * operand.strides[position];
      Value end = state.blockExtents[dim];
      if (stage.dims[dim].isReduction &&
          state.dims[dim].extent < operand.sizes[position])
        end = constantIndex(state.dims[dim].extent);
      if (!end)
        continue;
      Value isBefore =
          arith::CmpIOp::create(b, loc, arith::CmpIPredicate::slt,
                                buffers.apply(loc, index, parts), end);
      copy.isThere =
          copy.isThere
              ? Value(arith::AndIOp::create(b, loc, copy.isThere, isBefore))
              : isBefore;
    }
    copy.target = buffers.apply(loc, targetExpr, parts);
    if (base.value) {
      sourceExpr = sourceExpr + getAffineDimExpr(parts.size(), context);
      parts.push_back(base.value);
    }
    copy.source = buffers.apply(loc, sourceExpr, parts);
    return copy;
  };
  int64_t bytes = width * getElementBytes(source.view.elementType);
  auto load = [&](const Copy &copy) -> Value {
    if (width == 1)
      return memref::LoadOp::create(b, loc, from, copy.source);
    auto value = vector::LoadOp::create(
        b, loc, VectorType::get({width}, source.view.elementType), from,
        copy.source);
    value.setAlignment(bytes);
    return value;
  };
  auto store = [&](const Copy &copy, Value value) {
    if (width == 1) {
      memref::StoreOp::create(b, loc, value, to, copy.target);
      return;
    }
    if (stride == 1 && buffers.getAlignment(target) % bytes == 0) {
      vector::StoreOp::create(b, loc, value, to, copy.target)
          .setAlignment(bytes);
      return;
    }
    for (int64_t lane = 0; lane < width; ++lane)
      memref::StoreOp::create(
          b, loc, vector::ExtractOp::create(b, loc, value, lane), to,
          buffers.apply(loc, d0 + lane * stride, copy.target));
  };

  int64_t trips = count / state.numThreads;
  if (count % state.numThreads != 0 || trips > mostCopiesAtOnce) {
    auto loop = scf::ForOp::create(b, loc, state.thread, constantIndex(count),
                                   constantIndex(state.numThreads));
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(loop.getBody());
    Copy copy = getCopy(loop.getInductionVar());
    if (copy.isThere) {
      auto branch =
          scf::IfOp::create(b, loc, copy.isThere, /*withElseRegion=*/false);
      b.setInsertionPointToStart(branch.thenBlock());
    }
    store(copy, load(copy));
    return;
  }
  // All loads are under way before the first one is waited for. Of what is not
  // there nobody reads what is stored.
  SmallVector<std::pair<Copy, Value>> copies;
  for (int64_t trip = 0; trip < trips; ++trip) {
    Copy copy =
        getCopy(buffers.apply(loc, d0 + trip * state.numThreads, state.thread));
    if (!copy.isThere) {
      copies.push_back({copy, load(copy)});
      continue;
    }
    auto branch = scf::IfOp::create(
        b, loc, copy.isThere,
        [&](OpBuilder &, Location) {
          scf::YieldOp::create(b, loc, load(copy));
        },
        [&](OpBuilder &, Location) {
          Type type = source.view.elementType;
          if (width > 1)
            type = VectorType::get({width}, type);
          scf::YieldOp::create(
              b, loc,
              arith::ConstantOp::create(b, loc, b.getZeroAttr(type))
                  .getResult());
        });
    copies.push_back({copy, branch.getResult(0)});
  }
  for (auto &[copy, value] : copies)
    store(copy, value);
}

void StageEmitter::emitSharedOperands(const NestState &state) {
  // Nobody reads what was there any more.
  gpu::BarrierOp::create(b, loc);
  for (auto [operand, base] : llvm::zip(plan.shared, state.sources))
    copyShared(operand, base, state);
  gpu::BarrierOp::create(b, loc);
}
