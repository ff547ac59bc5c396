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
#include "nn/Support/ElementBytes.h"
#include <numeric>

using namespace mlir;
using namespace mlir::nn;

int64_t StageEmitter::getMultiple(const StageAccess &access) const {
  int64_t multiple = access.offset.getLargestKnownDivisor();
  for (auto [dim, info] : llvm::enumerate(stage.dims)) {
    if (info.getStaticSize() == 1)
      continue;
    multiple = std::gcd(multiple, access.outer[dim].getLargestKnownDivisor() *
                                      plan.multiples[dim]);
  }
  return multiple;
}

int64_t StageEmitter::getWidestAccess(const StageAccess &access,
                                      int64_t multiple) const {
  Type type = access.view.elementType;
  if (plan.accessBytes == 0 || plan.lanes > 1 || !type.isIntOrFloat() ||
      type.isInteger(1) ||
      llvm::any_of(access.tiles, [](int64_t tile) { return tile != 0; }))
    return 1;
  int64_t bytes = getElementBytes(access.view.elementType);
  int64_t alignment = buffers.getAlignment(access.view);
  int64_t width =
      std::min<int64_t>(TargetInfo::accessElements, plan.accessBytes / bytes);
  while (width > 1 &&
         (multiple % width != 0 || alignment % (width * bytes) != 0))
    width /= 2;
  return std::max<int64_t>(width, 1);
}

StageEmitter::WideAccess StageEmitter::getWideAccess(const NestState &state,
                                                     unsigned access,
                                                     const Point &point) const {
  if (plan.accessBytes == 0)
    return {};
  const StageAccess &info = stage.accesses[access];
  for (unsigned dim = 0, e = stage.dims.size(); dim < e; ++dim) {
    int64_t extent = state.dims[dim].extent;
    if (plan.tile[dim] == 1 || info.outer[dim] != 1 || info.inner[dim] != 1 ||
        ShapedType::isDynamic(extent))
      continue;
    int64_t offset = point.offsets[dim];
    for (int64_t width = getWidestAccess(info, getMultiple(info)); width > 1;
         width /= 2)
      if (offset / width * width + width <= std::min(extent, plan.tile[dim]))
        return {dim, width};
  }
  return {};
}

Value StageEmitter::loadWide(const NestState &state, unsigned access,
                             const Point &point, WideAccess wide) {
  const View &view = stage.accesses[access].view;
  auto [dim, width] = wide;
  Point lane = point;
  int64_t &offset = lane.offsets[dim];
  offset = offset / width * width;
  auto vector = vector::LoadOp::create(
      b, loc, VectorType::get({width}, view.elementType), buffers.getFlat(view),
      getIndex(state, access, lane));
  vector.setAlignment(width * getElementBytes(view.elementType));
  Value result;
  for (int64_t i = 0; i < width; ++i, ++offset) {
    Value element = vector::ExtractOp::create(b, loc, vector, i);
    loads[getLoadKey(state, access, lane)] = {LaneValue::Kind::Scalar, element};
    if (offset == point.offsets[dim])
      result = element;
  }
  return result;
}

void StageEmitter::storeWide(const NestState &state, unsigned access,
                             const Point &point, WideAccess wide, Value value) {
  const View &view = stage.accesses[access].view;
  auto [dim, width] = wide;
  int64_t lane = point.offsets[dim] % width;
  Point first = point;
  first.offsets[dim] -= lane;
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
  store.setAlignment(width * getElementBytes(view.elementType));
  pendingStores.erase(key);
}
