//===- WideAccesses.cpp ---------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Neighbors that an invocation of a device loads or stores by one access. It
// computes with them one by one: nothing but memory is wide there.
//
//===----------------------------------------------------------------------===//

#include "StageEmitter.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include <numeric>

using namespace mlir;
using namespace mlir::nn;

/// No device has an access of more elements.
static constexpr int64_t mostElements = 4;

static int64_t getElementBytes(const View &view) {
  return llvm::divideCeil(view.elementType.getIntOrFloatBitWidth(), 8);
}

int64_t StageEmitter::getMultiple(const StageAccess &access) const {
  int64_t multiple = access.offset.getLargestKnownDivisor();
  for (auto [dim, info] : llvm::enumerate(stage.dims)) {
    if (info.getStaticSize() == 1)
      continue;
    int64_t moved = access.outer[dim].getLargestKnownDivisor();
    if (static_cast<int>(dim) == plan.vectorDim)
      moved *= plan.vectorMultiple;
    multiple = std::gcd(multiple, moved);
  }
  return multiple;
}

int64_t StageEmitter::getAccessWidth(const NestState &state, unsigned access,
                                     const Point &point) const {
  const StageAccess &info = stage.accesses[access];
  Type type = info.view.elementType;
  if (plan.accessBytes == 0 || plan.lanes > 1 ||
      info.outer[plan.vectorDim] != 1 || info.inner[plan.vectorDim] != 1 ||
      llvm::any_of(info.tiles, [](int64_t tile) { return tile != 0; }) ||
      !type.isIntOrFloat() || type.isInteger(1))
    return 1;
  int64_t bytes = getElementBytes(info.view);
  int64_t alignment = buffers.getAlignment(info.view);
  int64_t multiple = getMultiple(info);
  int64_t extent = state.dims[plan.vectorDim].extent;
  int64_t offset = point.offsets[plan.vectorDim];
  for (int64_t width = std::min(mostElements, plan.accessBytes / bytes);
       width > 1; width /= 2)
    if (multiple % width == 0 && alignment % (width * bytes) == 0 &&
        !ShapedType::isDynamic(extent) &&
        offset / width * width + width <= extent)
      return width;
  return 1;
}

Value StageEmitter::loadWide(const NestState &state, unsigned access,
                             const Point &point, int64_t width) {
  const View &view = stage.accesses[access].view;
  Point lane = point;
  int64_t &offset = lane.offsets[plan.vectorDim];
  offset = offset / width * width;
  auto vector = vector::LoadOp::create(
      b, loc, VectorType::get({width}, view.elementType), buffers.getFlat(view),
      getIndex(state, access, lane));
  vector.setAlignment(width * getElementBytes(view));
  Value result;
  for (int64_t i = 0; i < width; ++i, ++offset) {
    Value element = vector::ExtractOp::create(b, loc, vector, i);
    loads[getLoadKey(state, access, lane)] = {LaneValue::Kind::Scalar, element};
    if (offset == point.offsets[plan.vectorDim])
      result = element;
  }
  return result;
}

void StageEmitter::storeWide(const NestState &state, unsigned access,
                             const Point &point, int64_t width, Value value) {
  const View &view = stage.accesses[access].view;
  int64_t lane = point.offsets[plan.vectorDim] % width;
  Point first = point;
  first.offsets[plan.vectorDim] -= lane;
  LoadKey key = getLoadKey(state, access, first);
  SmallVector<Value> &values = pendingStores[key];
  values.resize(width);
  values[lane] = value;
  if (llvm::is_contained(values, Value()))
    return;
  Value vector = vector::FromElementsOp::create(
      b, loc, VectorType::get({width}, view.elementType), values);
  auto store = vector::StoreOp::create(b, loc, vector, buffers.getFlat(view),
                                       getIndex(state, access, first));
  store.setAlignment(width * getElementBytes(view));
  pendingStores.erase(key);
}
