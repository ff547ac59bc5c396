//===- Facts.cpp ----------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the rules know of a stage, small helpers of theirs, and the rules that
// are registered.
//
//===----------------------------------------------------------------------===//

#include "Rules.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::detail;

StageFacts::StageFacts(const Stage &stage, const TargetInfo &target,
                       ArrayRef<StageInput> inputs)
    : stage(stage), target(target), inputs(inputs) {
  unsigned bits = 8;
  for (const StageAccess &access : stage.accesses)
    if (access.view.elementType.isIntOrFloat())
      bits = std::max(bits, access.view.elementType.getIntOrFloatBitWidth());
  lanes = std::max<int64_t>(1, target.vectorBits / bits);
  isScalable = target.isScalable && !stage.isScalar && lanes > 1 &&
               succeeded(checkScalable(stage, fixedReason));
  for (auto [dim, info] : llvm::enumerate(stage.dims)) {
    bool isContiguous = !info.isReduction && !stage.results.empty();
    for (const StageResult &result : stage.results)
      isContiguous &= stage.accesses[result.access].inner[dim] == 1;
    if (isContiguous)
      contiguousDim = dim;
  }
}

const StageAccess *StageFacts::getInput(unsigned index) const {
  const StageOperand &operand = stage.ops.front().operands[index];
  return operand.kind == StageOperand::Kind::Access
             ? &stage.accesses[operand.index]
             : nullptr;
}

int64_t StageFacts::getTypicalSize(unsigned dim) const {
  int64_t size = getSize(dim);
  return ShapedType::isDynamic(size) ? 64 : size;
}

int64_t StageFacts::limitVectorTile(unsigned dim, int64_t tile) const {
  int64_t size = getSize(dim);
  if (ShapedType::isDynamic(size))
    return tile;
  return std::min<int64_t>(tile,
                           isScalable ? llvm::alignTo(size, lanes) : size);
}

ScheduleLoop StageFacts::makeVectorLoop(ScheduleLoop::Kind kind, unsigned dim,
                                        int64_t tile) const {
  ScheduleLoop loop = makeLoop(kind, stage.dims[dim], tile);
  loop.scalable = isScalable;
  return loop;
}

ScheduleLoop mlir::nn::makeLoop(ScheduleLoop::Kind kind, const StageDim &dim,
                                int64_t size) {
  ScheduleLoop loop;
  loop.kind = kind;
  loop.dim = dim.name;
  // What has no elements still has steps.
  loop.size = std::max<int64_t>(size, 1);
  return loop;
}

int64_t mlir::nn::getGoodStep(int64_t size, int64_t limit, int64_t multipleOf) {
  limit = std::max(multipleOf, limit / multipleOf * multipleOf);
  if (ShapedType::isDynamic(size))
    return limit;
  if (size <= limit)
    return llvm::alignTo(std::max<int64_t>(size, 1), multipleOf);
  for (int64_t step = limit; step >= std::max(multipleOf, limit / 3);
       step -= multipleOf)
    if (size % step == 0)
      return step;
  return limit;
}

//===----------------------------------------------------------------------===//
// Registered rules
//===----------------------------------------------------------------------===//

namespace {
struct NamedRule {
  std::string name;
  ScheduleRule rule;
};
} // namespace

static std::vector<NamedRule> &getRegisteredRules() {
  static std::vector<NamedRule> rules;
  return rules;
}

void mlir::nn::registerScheduleRule(StringRef name, ScheduleRule rule) {
  std::vector<NamedRule> &rules = getRegisteredRules();
  llvm::erase_if(rules, [&](const NamedRule &old) { return old.name == name; });
  rules.push_back({name.str(), std::move(rule)});
}

FailureOr<StageChoice>
mlir::nn::detail::chooseByRegisteredRules(const StageFacts &facts) {
  for (const NamedRule &named : llvm::reverse(getRegisteredRules())) {
    FailureOr<StageChoice> choice = named.rule(facts);
    if (succeeded(choice))
      return choice;
  }
  return failure();
}
