//===- ArenaLayout.cpp ----------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Offsets in the workspace for the buffers of a plan.
//
//===----------------------------------------------------------------------===//

#include "HostRewriter.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "nn/ABI/ByteCount.h"
#include "nn/Memory/IntervalPacking.h"
#include "nn/Support/ElementBytes.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::memory;

void memory::factorize(OpFoldResult size, int64_t &number,
                       SmallVectorImpl<Value> &factors) {
  if (std::optional<int64_t> constant = getConstantIntValue(size)) {
    number *= std::max<int64_t>(*constant, 0);
    return;
  }
  auto value = cast<Value>(size);
  if (auto mulOp = value.getDefiningOp<arith::MulIOp>()) {
    factorize(mulOp.getLhs(), number, factors);
    factorize(mulOp.getRhs(), number, factors);
    return;
  }
  factors.push_back(value);
}

ArenaLayout memory::layOutArena(const MemoryPlan &plan) {
  ArenaLayout layout;
  layout.groups.emplace_back();
  layout.offsets.assign(plan.buffers.size(), {0, 0});
  SmallVector<SmallVector<unsigned>> members(1);
  SmallVector<SmallVector<LiveInterval>> intervals(1);

  // Factors by first appearance, so that the layout depends on no address.
  DenseMap<Value, unsigned> numbers;
  for (const Buffer &buffer : plan.buffers) {
    if (buffer.kind != Buffer::Kind::Arena || buffer.first < 0)
      continue;
    int64_t bytes = getElementBytes(buffer.elementType);
    SmallVector<Value> factors;
    for (OpFoldResult size : buffer.sizes)
      factorize(size, bytes, factors);
    for (Value factor : factors)
      numbers.try_emplace(factor, numbers.size());
    llvm::sort(factors, [&](Value lhs, Value rhs) {
      return numbers.lookup(lhs) < numbers.lookup(rhs);
    });
    auto *it =
        llvm::find_if(layout.groups, [&](const ArenaLayout::Group &group) {
          return group.factors == factors;
        });
    unsigned group = it - layout.groups.begin();
    if (it == layout.groups.end()) {
      layout.groups.emplace_back().factors = factors;
      members.emplace_back();
      intervals.emplace_back();
    }
    members[group].push_back(buffer.self);
    intervals[group].push_back({buffer.first, buffer.last, bytes});
  }

  for (unsigned group = 0; group < layout.groups.size(); ++group) {
    IntervalPacking packing = packIntervals(intervals[group]);
    layout.groups[group].size = packing.size;
    for (auto [buffer, offset] : llvm::zip(members[group], packing.offsets))
      layout.offsets[buffer] = {group, offset};
  }
  return layout;
}
