//===- LaneProducts.cpp ---------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Sums of products one factor of which is a lane of a register: fmla by element
// of NEON and SVE. One load of 128 bits holds as many steps of the reduction as
// it has elements, and no instruction spreads one of them.
//
//===----------------------------------------------------------------------===//

#include "StageEmitter.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/ArmSVE/IR/ArmSVEDialect.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/UB/IR/UBOps.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "nn/Schedule/MatrixProduct.h"

using namespace mlir;
using namespace mlir::nn;

/// Loads 128 bits of consecutive elements; into each segment of a scalable
/// vector.
Value StageEmitter::loadSegment(const NestState &state, unsigned access,
                                const Point &point) {
  const StageAccess &info = stage.accesses[access];
  auto key =
      std::make_tuple(access, state.bases[access].value,
                      state.bases[access].add + getOffset(info, point.offsets));
  Value &segment = segments[key];
  if (segment)
    return segment;
  auto fixedType = VectorType::get({plan.lanes}, info.view.elementType);
  segment =
      vector::LoadOp::create(b, loc, fixedType, buffers.getFlat(info.view),
                             getIndex(state, access, point));
  if (!plan.isScalable)
    return segment;
  VectorType type = getVectorType(plan.lanes, info.view.elementType);
  Value poison = ub::PoisonOp::create(b, loc, type);
  Value low = vector::ScalableInsertOp::create(b, loc, segment, poison, 0);
  return segment = arm_sve::DupQLaneOp::create(b, loc, type, low, 0);
}

/// The product of a vector and a lane, added to a sum.
static Value createLaneProduct(OpBuilder &b, Location loc, Value sum,
                               Value vector, Value segment, int64_t lane) {
  Type type = sum.getType();
  auto segmentType = cast<VectorType>(segment.getType());
  if (segmentType.isScalable()) {
    int64_t lanes = segmentType.getDimSize(0);
    unsigned bits = segmentType.getElementTypeBitWidth();
    std::string name = "llvm.aarch64.sve.fmla.lane.nxv" +
                       std::to_string(lanes) + "f" + std::to_string(bits);
    Value number = LLVM::ConstantOp::create(b, loc, b.getI32Type(),
                                            b.getI32IntegerAttr(lane));
    return LLVM::CallIntrinsicOp::create(
               b, loc, type, b.getStringAttr(name),
               ValueRange{sum, vector, segment, number})
        .getResult(0);
  }
  Value factor = vector::ExtractOp::create(b, loc, segment, lane);
  if (isa<VectorType>(type))
    factor = vector::BroadcastOp::create(b, loc, type, factor);
  Value product = arith::MulFOp::create(b, loc, vector, factor);
  allowContraction(product.getDefiningOp());
  Value next = arith::AddFOp::create(b, loc, sum, product);
  allowContraction(next.getDefiningOp());
  return next;
}

SmallVector<Value>
StageEmitter::emitLaneProducts(const NestState &state, ArrayRef<Point> points,
                               SmallVector<Value> accumulators) {
  const StagePlan::LaneProduct &product = *plan.laneProduct;
  const StageAccess &uniform = stage.accesses[product.uniform];
  auto emit = [&](size_t index, int64_t lane) {
    const Point &point = points[index];
    Value segment = loadSegment(state, product.uniform, point);
    Point step = point;
    step.offsets[product.dim] = lane;
    Value vector =
        toVector(load(state, product.other, step), point.piece.width);
    accumulators[index] =
        createLaneProduct(b, loc, accumulators[index], vector, segment, lane);
  };

  // How many sums there are that one load has the factors of.
  AffineExpr first = getOffset(uniform, points.front().offsets);
  size_t width =
      llvm::find_if(points,
                    [&](const Point &point) {
                      return getOffset(uniform, point.offsets) != first;
                    }) -
      points.begin();
  // Where the lanes of few sums lived through all others, LLVM would spill
  // them.
  bool byRows =
      plan.isScalable && areLanesByRows(points.size(), width, plan.lanes);
  size_t step = byRows ? width : points.size();
  for (size_t begin = 0; begin < points.size(); begin += step)
    for (int64_t lane = 0; lane < plan.lanes; ++lane)
      for (size_t index = begin; index < begin + step; ++index)
        emit(index, lane);
  return accumulators;
}
