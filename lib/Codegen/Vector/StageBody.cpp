//===- StageBody.cpp ------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The bodies of a stage's ops on vectors, and their loads and stores.
//
//===----------------------------------------------------------------------===//

#include "StageEmitter.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/UB/IR/UBOps.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

using namespace mlir;
using namespace mlir::nn;

void mlir::nn::allowContraction(Operation *op) {
  if (!isa<arith::AddFOp, arith::SubFOp, arith::MulFOp>(op))
    return;
  auto fastMath = cast<arith::ArithFastMathInterface>(op);
  arith::FastMathFlags flags = arith::FastMathFlags::contract;
  if (arith::FastMathFlagsAttr attr = fastMath.getFastMathFlagsAttr())
    flags = flags | attr.getValue();
  op->setAttr(fastMath.getFastMathAttrName(),
              arith::FastMathFlagsAttr::get(op->getContext(), flags));
}

Value StageEmitter::toVector(LaneValue value, int64_t width) {
  Type type = value.value.getType();
  if (value.kind == LaneValue::Kind::Vector || width == 1)
    return value.value;
  Value vector = vector::BroadcastOp::create(b, loc, getVectorType(width, type),
                                             value.value);
  if (value.kind == LaneValue::Kind::Scalar)
    return vector;
  if (plan.isScalable) {
    Value step =
        vector::StepOp::create(b, loc, getVectorType(width, b.getIndexType()));
    if (!type.isIndex())
      step = arith::IndexCastOp::create(b, loc, vector.getType(), step);
    return arith::AddIOp::create(b, loc, vector, step);
  }
  auto lanes = llvm::to_vector(llvm::seq<int64_t>(0, width));
  auto vectorType = getVectorType(width, type);
  DenseElementsAttr elements;
  if (type.isIndex()) {
    elements = b.getIndexVectorAttr(lanes);
  } else {
    SmallVector<APInt> values;
    for (int64_t lane : lanes)
      values.push_back(APInt(type.getIntOrFloatBitWidth(), lane));
    elements = DenseElementsAttr::get(vectorType, values);
  }
  Value step = arith::ConstantOp::create(b, loc, vectorType, elements);
  return arith::AddIOp::create(b, loc, vector, step);
}

//===----------------------------------------------------------------------===//
// Memory
//===----------------------------------------------------------------------===//

/// Returns so many iterations, which are in units of vscale along scalable
/// vectors.
AffineExpr StageEmitter::getDistance(unsigned dim, int64_t offset) {
  if (offset == 0 || !plan.isScalableDim(dim))
    return getAffineConstantExpr(offset, b.getContext());
  return kernel.getSymbols().getVScale() * offset;
}

/// Returns the distance of a point of the tile from its begin, in elements.
AffineExpr StageEmitter::getOffset(const StageAccess &access,
                                   ArrayRef<int64_t> offsets) {
  AffineExpr sum = getAffineConstantExpr(0, access.offset.getContext());
  for (auto [dim, offset] : llvm::enumerate(offsets)) {
    if (offset == 0)
      continue;
    int64_t tile = access.tiles[dim];
    int64_t inside = tile ? offset % tile : offset;
    sum = sum + access.inner[dim] * getDistance(dim, inside) +
          access.outer[dim] * getDistance(dim, offset - inside);
  }
  return sum;
}

Value StageEmitter::getIndex(const NestState &state, unsigned access,
                             const Point &point, int64_t lane) {
  const NestState::Base &base = state.bases[access];
  const StageAccess &info = stage.accesses[access];
  AffineExpr expr = base.add + getOffset(info, point.offsets);
  if (lane != 0)
    expr = expr + info.inner[plan.vectorDim] * lane;
  if (!base.value)
    return buffers.apply(loc, expr);
  AffineExpr d0 = getAffineDimExpr(0, b.getContext());
  return buffers.apply(loc, d0 + expr, base.value);
}

StageEmitter::LoadKey StageEmitter::getLoadKey(const NestState &state,
                                               unsigned access,
                                               const Point &point) {
  const StageAccess &info = stage.accesses[access];
  int64_t width = point.piece.width;
  Value mask = point.piece.mask;
  if (width > 1 && info.inner[plan.vectorDim] == 0) {
    width = 1;
    mask = Value();
  }
  // A packed tile is padded, so that all of it may be read.
  if (mask && info.tiles[plan.vectorDim] != 0 &&
      point.piece.offset % info.tiles[plan.vectorDim] + width <=
          info.tiles[plan.vectorDim])
    mask = Value();
  return {access, state.bases[access].value,
          state.bases[access].add + getOffset(info, point.offsets), width,
          mask};
}

LaneValue StageEmitter::load(const NestState &state, unsigned access,
                             const Point &point) {
  LoadKey key = getLoadKey(state, access, point);
  if (auto it = loads.find(key); it != loads.end())
    return it->second;
  const StageAccess &info = stage.accesses[access];
  Value flat = buffers.getFlat(info.view);
  Type type = info.view.elementType;
  int64_t width = std::get<3>(key);
  Value mask = std::get<4>(key);
  AffineExpr stride =
      width > 1 ? info.inner[plan.vectorDim] : kernel.getSymbols().constant(0);
  if (width > 1 && stride != 1)
    if (std::optional<unsigned> dim = getTransposedDim(state, access, point)) {
      loadTransposed(state, access, point, *dim);
      return loads.lookup(key);
    }
  LaneValue result;
  if (WideAccess wide = getWideAccess(state, access, point); wide.width > 1) {
    result = {LaneValue::Kind::Scalar, loadWide(state, access, point, wide)};
  } else if (width == 1) {
    Value index = getIndex(state, access, point);
    result = {LaneValue::Kind::Scalar,
              memref::LoadOp::create(b, loc, flat, index)};
  } else if (stride == 1) {
    Value index = getIndex(state, access, point);
    auto vectorType = getVectorType(width, type);
    Value value;
    if (mask) {
      Value zero = arith::ConstantOp::create(b, loc, b.getZeroAttr(vectorType));
      value = vector::MaskedLoadOp::create(b, loc, vectorType, flat, index,
                                           mask, zero);
    } else {
      value = vector::LoadOp::create(b, loc, vectorType, flat, index);
    }
    result = {LaneValue::Kind::Vector, value};
  } else if (plan.isScalable ||
             (mask && ShapedType::isDynamic(point.piece.active))) {
    // Lanes that do not count must not be read.
    Value index = getIndex(state, access, point);
    Value step = buffers.apply(loc, stride);
    LaneValue lanes = {LaneValue::Kind::Step, constantIndex(0)};
    Value offsets =
        arith::MulIOp::create(b, loc, toVector(lanes, width),
                              toVector({LaneValue::Kind::Scalar, step}, width));
    auto vectorType = getVectorType(width, type);
    Value zero = arith::ConstantOp::create(b, loc, b.getZeroAttr(vectorType));
    result = {LaneValue::Kind::Vector,
              vector::GatherOp::create(b, loc, vectorType, flat, index, offsets,
                                       mask, zero)};
  } else {
    SmallVector<Value> elements;
    for (int64_t lane = 0; lane < width; ++lane)
      elements.push_back(
          lane < point.piece.active
              ? Value(memref::LoadOp::create(
                    b, loc, flat, getIndex(state, access, point, lane)))
              : elements.front());
    result = {LaneValue::Kind::Vector,
              vector::FromElementsOp::create(b, loc, getVectorType(width, type),
                                             elements)};
  }
  loads[key] = result;
  return result;
}

void StageEmitter::store(const NestState &state, unsigned access,
                         const Point &point, LaneValue value) {
  const StageAccess &info = stage.accesses[access];
  Value flat = buffers.getFlat(info.view);
  int64_t width = point.piece.width;
  Value mask = point.piece.mask;
  if (WideAccess wide = getWideAccess(state, access, point); wide.width > 1)
    return storeWide(state, access, point, wide, value.value);
  if (width == 1 || isVectorReduction()) {
    Value index = getIndex(state, access, point);
    memref::StoreOp::create(b, loc, value.value, flat, index);
    return;
  }
  Value vector = toVector(value, width);
  AffineExpr stride = info.inner[plan.vectorDim];
  if (stride == 1) {
    Value index = getIndex(state, access, point);
    if (mask)
      vector::MaskedStoreOp::create(b, loc, flat, index, mask, vector);
    else
      vector::StoreOp::create(b, loc, vector, flat, index);
    return;
  }
  if (plan.isScalable || (mask && ShapedType::isDynamic(point.piece.active))) {
    Value index = getIndex(state, access, point);
    Value step = buffers.apply(loc, stride);
    LaneValue lanes = {LaneValue::Kind::Step, constantIndex(0)};
    Value offsets =
        arith::MulIOp::create(b, loc, toVector(lanes, width),
                              toVector({LaneValue::Kind::Scalar, step}, width));
    vector::ScatterOp::create(b, loc, Type(), flat, index, offsets, mask,
                              vector);
    return;
  }
  for (int64_t lane = 0; lane < point.piece.active; ++lane) {
    Value element = vector::ExtractOp::create(b, loc, vector, lane);
    memref::StoreOp::create(b, loc, element, flat,
                            getIndex(state, access, point, lane));
  }
}

//===----------------------------------------------------------------------===//
// Bodies
//===----------------------------------------------------------------------===//

LaneValue StageEmitter::getOperand(const NestState &state,
                                   const StageOperand &operand, Type type,
                                   const Point &point,
                                   ArrayRef<SmallVector<LaneValue>> results) {
  switch (operand.kind) {
  case StageOperand::Kind::Scalar:
    if (operand.constant)
      return {LaneValue::Kind::Scalar,
              arith::ConstantOp::create(b, loc, operand.constant)};
    return {LaneValue::Kind::Scalar, operand.scalar};
  case StageOperand::Kind::Access:
    return load(state, operand.index, point);
  case StageOperand::Kind::Internal:
    return results[operand.index][operand.result];
  case StageOperand::Kind::Unused:
    return {LaneValue::Kind::Scalar, ub::PoisonOp::create(b, loc, type)};
  }
  llvm_unreachable("unknown kind of operand");
}

LaneValue StageEmitter::emitIndex(const NestState &state, const StageOp &op,
                                  unsigned loop, const Point &point) {
  int dim = stage.dimOfLoop[op.loops[loop]];
  if (dim < 0)
    return {LaneValue::Kind::Scalar, constantIndex(0)};
  const NestState::Dim &info = state.dims[dim];
  AffineExpr expr = info.constant + getDistance(dim, point.offsets[dim]);
  for (unsigned i = 0, e = info.ivs.size(); i < e; ++i)
    expr = expr + getAffineDimExpr(i, b.getContext());
  Value value = buffers.apply(loc, expr, info.ivs);
  bool isVector = dim == plan.vectorDim && point.piece.width > 1;
  return {isVector ? LaneValue::Kind::Step : LaneValue::Kind::Scalar, value};
}

LaneValue StageEmitter::emitExtract(Operation *op,
                                    DenseMap<Value, LaneValue> &values,
                                    const Point &point) {
  auto extract = cast<tensor::ExtractOp>(op);
  FailureOr<View> view = kernel.getViews().getView(extract.getTensor());
  assert(succeeded(view) && "analysis found the tensor's view");
  Value flat = buffers.getFlat(*view);
  MLIRContext *context = b.getContext();
  int64_t width = point.piece.width;

  // The indices that are the same in all lanes, and those that are not.
  SmallVector<Value> scalars, vectors;
  AffineExpr base = view->offset;
  SmallVector<AffineExpr> vectorStrides;
  bool isContiguous = true;
  bool isUniform = true;
  for (auto [dim, index] : llvm::enumerate(extract.getIndices())) {
    LaneValue lane = values.lookup(index);
    if (lane.kind == LaneValue::Kind::Vector && width > 1) {
      vectors.push_back(lane.value);
      vectorStrides.push_back(view->strides[dim]);
      isContiguous = isUniform = false;
      continue;
    }
    if (lane.kind == LaneValue::Kind::Step && width > 1) {
      isUniform = false;
      isContiguous &= view->strides[dim] == 1;
      vectors.push_back(
          toVector({LaneValue::Kind::Step, constantIndex(0)}, width));
      vectorStrides.push_back(view->strides[dim]);
    }
    base =
        base + getAffineDimExpr(scalars.size(), context) * view->strides[dim];
    scalars.push_back(lane.value);
  }
  Value baseIndex = buffers.apply(loc, base, scalars);
  if (isUniform)
    return {LaneValue::Kind::Scalar,
            memref::LoadOp::create(b, loc, flat, baseIndex)};

  auto vectorType = getVectorType(width, view->elementType);
  Value mask = point.piece.mask;
  if (isContiguous && vectors.size() == 1) {
    if (!mask)
      return {LaneValue::Kind::Vector,
              vector::LoadOp::create(b, loc, vectorType, flat, baseIndex)};
    Value zero = arith::ConstantOp::create(b, loc, b.getZeroAttr(vectorType));
    return {LaneValue::Kind::Vector,
            vector::MaskedLoadOp::create(b, loc, vectorType, flat, baseIndex,
                                         mask, zero)};
  }
  Value offsets;
  for (auto [vector, stride] : llvm::zip(vectors, vectorStrides)) {
    Value scaled = vector;
    if (stride != 1)
      scaled = arith::MulIOp::create(
          b, loc, vector,
          toVector({LaneValue::Kind::Scalar, buffers.apply(loc, stride)},
                   width));
    offsets = offsets ? Value(arith::AddIOp::create(b, loc, offsets, scaled))
                      : scaled;
  }
  Value zero = arith::ConstantOp::create(b, loc, b.getZeroAttr(vectorType));
  if (!mask)
    mask = arith::ConstantOp::create(
        b, loc,
        DenseElementsAttr::get(getVectorType(width, b.getI1Type()), true));
  return {LaneValue::Kind::Vector,
          vector::GatherOp::create(b, loc, vectorType, flat, baseIndex, offsets,
                                   mask, zero)};
}

LaneValue StageEmitter::emitBodyOp(Operation *op, IRMapping &scalars,
                                   DenseMap<Value, LaneValue> &values,
                                   int64_t width) {
  auto lookup = [&](Value value) -> LaneValue {
    if (auto it = values.find(value); it != values.end())
      return it->second;
    return {LaneValue::Kind::Scalar, value};
  };
  bool isScalar = llvm::all_of(op->getOperands(), [&](Value operand) {
    return lookup(operand).kind == LaneValue::Kind::Scalar;
  });
  if (isScalar || width == 1) {
    Operation *clone = b.clone(*op, scalars);
    allowContraction(clone);
    for (auto [result, value] :
         llvm::zip(op->getResults(), clone->getResults()))
      values[result] = {LaneValue::Kind::Scalar, value};
    return values[op->getResult(0)];
  }

  // Consecutive lanes stay consecutive under additions and casts.
  auto isStep = [&](unsigned operand) {
    return lookup(op->getOperand(operand)).kind == LaneValue::Kind::Step;
  };
  bool keepsStep =
      isa<arith::IndexCastOp>(op) ||
      (isa<arith::AddIOp>(op) && isStep(0) + isStep(1) == 1 &&
       llvm::none_of(op->getOperands(),
                     [&](Value operand) {
                       return lookup(operand).kind == LaneValue::Kind::Vector;
                     })) ||
      (isa<arith::SubIOp>(op) && isStep(0) &&
       lookup(op->getOperand(1)).kind == LaneValue::Kind::Scalar);
  if (keepsStep && (!isa<arith::IndexCastOp>(op) || isStep(0))) {
    IRMapping mapping;
    for (Value operand : op->getOperands())
      mapping.map(operand, lookup(operand).value);
    Operation *clone = b.clone(*op, mapping);
    LaneValue value = {LaneValue::Kind::Step, clone->getResult(0)};
    values[op->getResult(0)] = value;
    return value;
  }

  OperationState vectorOp(loc, op->getName());
  for (Value operand : op->getOperands())
    vectorOp.addOperands(toVector(lookup(operand), width));
  for (Type type : op->getResultTypes())
    vectorOp.addTypes(getVectorType(width, type));
  vectorOp.addAttributes(op->getAttrs());
  Operation *created = b.create(vectorOp);
  allowContraction(created);
  for (auto [result, value] :
       llvm::zip(op->getResults(), created->getResults()))
    values[result] = {LaneValue::Kind::Vector, value};
  return values[op->getResult(0)];
}

SmallVector<LaneValue> StageEmitter::emitBody(const NestState &state,
                                              unsigned opIndex,
                                              const Point &point,
                                              ArrayRef<LaneValue> arguments) {
  const StageOp &stageOp = stage.ops[opIndex];
  Block *block = linalg::LinalgOp(stageOp.op).getBlock();
  DenseMap<Value, LaneValue> values;
  IRMapping scalars;
  auto record = [&](Value original, LaneValue value) {
    values[original] = value;
    if (value.kind == LaneValue::Kind::Scalar)
      scalars.map(original, value.value);
  };
  for (auto [argument, value] : llvm::zip(block->getArguments(), arguments))
    record(argument, value);
  for (Operation &op : block->without_terminator()) {
    if (auto index = dyn_cast<linalg::IndexOp>(op)) {
      record(index.getResult(),
             emitIndex(state, stageOp, index.getDim(), point));
      continue;
    }
    if (isa<tensor::ExtractOp>(op)) {
      for (Value index : op.getOperands().drop_front())
        if (!values.contains(index))
          values[index] = {LaneValue::Kind::Scalar, index};
      record(op.getResult(0), emitExtract(&op, values, point));
      continue;
    }
    emitBodyOp(&op, scalars, values, point.piece.width);
    for (Value result : op.getResults())
      record(result, values[result]);
  }
  SmallVector<LaneValue> results;
  for (Value value : block->getTerminator()->getOperands()) {
    auto it = values.find(value);
    results.push_back(it != values.end()
                          ? it->second
                          : LaneValue{LaneValue::Kind::Scalar, value});
  }
  return results;
}

SmallVector<LaneValue>
StageEmitter::emitOp(const NestState &state, unsigned opIndex,
                     const Point &point,
                     ArrayRef<SmallVector<LaneValue>> results,
                     ArrayRef<LaneValue> accumulators) {
  const StageOp &stageOp = stage.ops[opIndex];
  linalg::LinalgOp op = stageOp.op;
  // Behind a reduction along the vectors everything is scalar.
  Point place = point;
  SmallVector<LaneValue> arguments;
  for (auto [index, argument] :
       llvm::enumerate(op.getBlock()->getArguments())) {
    unsigned numInputs = op.getNumDpsInputs();
    if (index >= numInputs && !accumulators.empty()) {
      arguments.push_back(accumulators[index - numInputs]);
      continue;
    }
    arguments.push_back(getOperand(state, stageOp.operands[index],
                                   argument.getType(), place, results));
  }
  return emitBody(state, opIndex, place, arguments);
}
