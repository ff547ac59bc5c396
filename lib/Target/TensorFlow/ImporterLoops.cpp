//===- ImporterLoops.cpp - Loops to scf.while -----------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A loop is imported with the types that its variables begin with. If its body
// computes others, it is imported anew with types that are wide enough for
// both.
//
//===----------------------------------------------------------------------===//

#include "Importer.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

/// More often than any real graph's loops have to be imported.
static constexpr unsigned kMaxTurns = 1 << 14;

/// Whether a value is in a region, which may be in no op yet, as those around
/// it may.
static bool isInside(Value value, const Region &region) {
  Region *around = value.getParentRegion();
  while (around && around != &region) {
    Operation *op = around->getParentOp();
    around = op ? op->getParentRegion() : nullptr;
  }
  return around;
}

/// Finds out what the sizes of a list's elements are that only running tells,
/// from what the loop's body has made of the list. `carried` is what the
/// arguments of the blocks begin with.
void Importer::findElementSizes(const LoopVariable &variable, Value next,
                                ArrayRef<Block *> blocks,
                                ArrayRef<Value> carried) {
  auto isOutside = [&](Value value) {
    return llvm::none_of(blocks, [&](Block *block) {
      return isInside(value, *block->getParent());
    });
  };
  auto getInitial = [&](BlockArgument argument) -> Value {
    bool isCarried = llvm::is_contained(blocks, argument.getOwner()) &&
                     argument.getArgNumber() < carried.size();
    return isCarried ? carried[argument.getArgNumber()] : Value();
  };
  auto &sizes = elementSizes[variable.value];
  sizes.clear();
  auto type = cast<RankedTensorType>(next.getType());
  for (int64_t dim = 1; dim < type.getRank(); ++dim)
    sizes.push_back(type.isDynamicDim(dim)
                        ? traceSize(next, dim, isOutside, getInitial)
                        : std::nullopt);
}

/// Imports a loop that carries values of these types. Returns whether it does;
/// if not, the types are made such that it may, and nothing is left of it.
FailureOr<bool> Importer::importIteration(Loop *loop,
                                          ArrayRef<LoopVariable *> variables,
                                          ArrayRef<Value> initial,
                                          SmallVectorImpl<Type> &types) {
  Node *node = loop->node;
  Location loc = graph.getLocation(*node);
  auto addBlock = [&](Region &region, TypeRange types) {
    Block *block = &region.emplaceBlock();
    for (Type type : types)
      block->addArgument(type, loc);
    return block;
  };

  // A list whose elements have no shape yet is the same one inside.
  SmallVector<bool> isCarried;
  SmallVector<Type> carriedTypes;
  SmallVector<Value> carried;
  for (auto [type, value] : llvm::zip_equal(types, initial)) {
    isCarried.push_back(!isa<NoneType>(type));
    if (!isCarried.back())
      continue;
    carriedTypes.push_back(type);
    carried.push_back(value);
  }
  SmallVector<std::pair<Endpoint, Value>> bound;
  auto bind = [&](Block *block) {
    bound.clear();
    unsigned next = 0;
    for (auto [variable, value, isArgument] :
         llvm::zip_equal(variables, initial, isCarried)) {
      Value inside = isArgument ? block->getArgument(next++) : value;
      bound.push_back({variable->value, inside});
      if (variable->inBody)
        bound.push_back({variable->inBody, inside});
    }
  };

  // The test passes on what it was given, and what else the loop results in.
  Region before, after;
  Block *test = addBlock(before, carriedTypes);
  bind(test);
  SmallVector<Endpoint> roots = {loop->continues};
  llvm::append_range(roots, llvm::make_second_range(loop->results));
  SmallVector<Value> passed(test->getArguments());
  SmallVector<std::pair<Endpoint, Value>> results;
  LogicalResult tested = importScope(
      {loop, controlFlow.getTop().condition}, bound, roots, test, [&] {
        Value condition = readSelector(node, loop->continues, /*numWays=*/2);
        if (!condition)
          return failure();
        for (auto &[result, from] : loop->results) {
          FailureOr<Value> value = getValue(node, from);
          if (failed(value))
            return failure();
          results.push_back({result, *value});
          if (isInside(*value, before) && !llvm::is_contained(passed, *value))
            passed.push_back(*value);
        }
        scf::ConditionOp::create(builder, loc, condition, passed);
        return success();
      });
  if (failed(tested))
    return failure();

  Block *body = addBlock(after, ValueRange(passed).getTypes());
  bind(body);
  roots.clear();
  for (LoopVariable *variable : variables)
    roots.push_back(variable->next);
  SmallVector<Type> nextTypes;
  LogicalResult turned =
      importScope({loop, loop->body}, bound, roots, body, [&] {
        SmallVector<Value> next;
        for (auto [variable, type, old] :
             llvm::zip_equal(variables, types, initial)) {
          FailureOr<Value> value = getValue(node, variable->next);
          if (failed(value))
            return failure();
          Type joined = joinTypes(type, value->getType());
          if (!joined || (isa<NoneType>(joined) && *value != old)) {
            graph.emitError(*variable->value.node)
                << "is " << type << " in one iteration of its loop and "
                << value->getType() << " in the next";
            return failure();
          }
          nextTypes.push_back(joined);
          if (isa<NoneType>(joined))
            continue;
          if (isa<NoneType>(type))
            findElementSizes(*variable, *value, {test, body}, carried);
          next.push_back(convert(*node, *value, joined));
          if (!next.back())
            return failure();
        }
        scf::YieldOp::create(builder, loc, next);
        return success();
      });
  if (failed(turned))
    return failure();
  if (nextTypes != types) {
    types = nextTypes;
    return false;
  }

  SmallVector<Value> inits;
  for (auto [variable, value, type] :
       llvm::zip_equal(variables, initial, types)) {
    if (isa<NoneType>(type))
      continue;
    inits.push_back(convert(*node, value, type, elementSizes[variable->value]));
    if (!inits.back())
      return failure();
  }
  auto whileOp =
      scf::WhileOp::create(builder, loc, ValueRange(passed).getTypes(), inits);
  whileOp.getBefore().takeBody(before);
  whileOp.getAfter().takeBody(after);
  for (auto [result, value] : results) {
    auto it = llvm::find(passed, value);
    setValue(result, it == passed.end()
                         ? value
                         : whileOp.getResult(it - passed.begin()));
  }
  return true;
}

LogicalResult Importer::importLoop(Loop *loop) {
  if (!loop->body)
    return graph.emitError(*loop->node) << "enters a loop without a condition";
  SmallVector<LoopVariable *> variables;
  SmallVector<Value> initial;
  SmallVector<Type> types;
  for (auto &[endpoint, variable] : loop->variables) {
    FailureOr<Value> value = getValue(loop->node, variable.initial);
    FailureOr<Endpoint> next = controlFlow.findSource(variable.next);
    if (failed(value) || failed(next))
      return failure();
    // What no iteration changes is no variable.
    if (*next == variable.value || *next == variable.inBody) {
      setValue(variable.value, *value);
      if (variable.inBody)
        setValue(variable.inBody, *value);
      continue;
    }
    // A loop in a loop is imported again and again; its types only get wider.
    // Where sizes come from is found out anew.
    Type type = value->getType();
    auto known =
        dyn_cast_or_null<RankedTensorType>(variableTypes.lookup(endpoint));
    if (known && (!isa<NoneType>(type) || known.hasStaticShape()))
      type = joinTypes(known, type);
    if (!type)
      return graph.emitError(*endpoint.node)
             << "is " << variableTypes.lookup(endpoint) << " at one time and "
             << value->getType() << " at another";
    variables.push_back(&variable);
    initial.push_back(*value);
    types.push_back(type);
  }
  while (true) {
    if (++numTurns > kMaxTurns)
      return graph.emitError(*loop->node)
             << "is in a nest of loops that needs too long to find its types";
    FailureOr<bool> holds = importIteration(loop, variables, initial, types);
    if (failed(holds) || *holds)
      return success(succeeded(holds));
    staticValues.clear();
    for (auto [variable, type] : llvm::zip_equal(variables, types))
      variableTypes[variable->value] = type;
  }
}
