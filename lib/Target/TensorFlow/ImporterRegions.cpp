//===- ImporterRegions.cpp - Choices and loops to regions -----------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Imports what some results need into a region, level by level: all that the
// results depend on is ordered, also what runs deeper, but only what runs in
// the region itself becomes ops here. A choice waits until nothing else is
// ready, so that all choices by one selector become one scf.if.
//
//===----------------------------------------------------------------------===//

#include "Importer.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "nn/Dialect/NN/IR/NNAssertOps.h"
#include "nn/Dialect/NN/IR/NNLogicalOps.h"
#include <queue>

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

//===----------------------------------------------------------------------===//
// Values
//===----------------------------------------------------------------------===//

void Importer::setValue(Endpoint endpoint, Value value) {
  // What is fed stays what it is.
  if (values.insert({endpoint, value}).second)
    valueOrder.push_back(endpoint);
}

FailureOr<Value> Importer::getValue(Node *user, Endpoint endpoint) {
  Value value = values.lookup(endpoint);
  if (!value)
    return graph.emitError(*user)
           << "uses output " << endpoint.index << " of "
           << endpoint.node->getOp() << " node '" << endpoint.node->name
           << "', which is not supported";
  return value;
}

/// Imports what the roots need into a block where some values are, does what is
/// to be done with them at its end, and forgets the values that nobody outside
/// can use.
LogicalResult
Importer::importScope(Place place, ArrayRef<std::pair<Endpoint, Value>> bound,
                      ArrayRef<Endpoint> roots, Block *block,
                      llvm::function_ref<LogicalResult()> finish) {
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToEnd(block);
  size_t outer = valueOrder.size();
  for (auto [endpoint, value] : bound)
    setValue(endpoint, value);
  LogicalResult result = importUnits(place, roots);
  if (succeeded(result))
    result = finish();
  while (valueOrder.size() > outer) {
    values.erase(valueOrder.back());
    valueOrder.pop_back();
  }
  return result;
}

//===----------------------------------------------------------------------===//
// Order
//===----------------------------------------------------------------------===//

/// What is to be imported, operands before users, and who waits for whom.
struct Importer::Schedule {
  std::vector<Unit> units;
  std::vector<SmallVector<unsigned, 2>> users;
  std::vector<unsigned> numWaiting;
};

/// What computes a result; null if its value is there.
Importer::Unit Importer::getUnit(Endpoint endpoint) {
  if (values.contains(endpoint))
    return {};
  if (Loop *loop = controlFlow.lookupLoop(endpoint))
    return loop;
  return endpoint.node;
}

void Importer::getDependencies(Unit unit,
                               SmallVectorImpl<Endpoint> &dependencies) {
  if (auto *node = dyn_cast<Node *>(unit)) {
    dependencies.append(operands[node].begin(), operands[node].end());
    dependencies.append(asserts[node].begin(), asserts[node].end());
    auto chosen = chosenResults.find(node);
    if (chosen != chosenResults.end())
      for (auto &[index, ways] : chosen->second)
        dependencies.append(ways.begin(), ways.end());
    for (ArrayRef<Endpoint> way : chosenAsserts.lookup(node))
      dependencies.append(way.begin(), way.end());
    return;
  }
  auto *loop = cast<Loop *>(unit);
  dependencies.push_back(loop->continues);
  for (auto &[value, variable] : loop->variables)
    dependencies.append({variable.initial, variable.next});
  for (auto &[result, value] : loop->results)
    dependencies.push_back(value);
}

LogicalResult Importer::scheduleUnits(ArrayRef<Endpoint> roots,
                                      Schedule &schedule) {
  constexpr unsigned kOpen = ~0u;
  struct Pending {
    Unit unit;
    SmallVector<Endpoint> dependencies;
    size_t next = 0;
  };
  llvm::DenseMap<Unit, unsigned> numbers;
  std::vector<Pending> stack;
  auto open = [&](Unit unit) {
    numbers[unit] = kOpen;
    stack.push_back({unit, {}});
    getDependencies(unit, stack.back().dependencies);
  };
  for (Endpoint root : roots) {
    Unit unit = getUnit(root);
    if (!unit || numbers.contains(unit))
      continue;
    open(unit);
    while (!stack.empty()) {
      Pending &top = stack.back();
      if (top.next < top.dependencies.size()) {
        Unit input = getUnit(top.dependencies[top.next++]);
        if (!input)
          continue;
        auto known = numbers.find(input);
        if (known == numbers.end()) {
          open(input);
        } else if (known->second == kOpen) {
          // What a loop carries leads back to it from within.
          auto *node = dyn_cast<Node *>(input);
          if (!node)
            node = cast<Loop *>(input)->node;
          return graph.emitError(*node) << "depends on its own result";
        }
        continue;
      }
      unsigned number = schedule.units.size();
      numbers[top.unit] = number;
      schedule.units.push_back(top.unit);
      schedule.users.emplace_back();
      schedule.numWaiting.push_back(0);
      for (Endpoint dependency : top.dependencies)
        if (Unit input = getUnit(dependency)) {
          schedule.users[numbers[input]].push_back(number);
          ++schedule.numWaiting[number];
        }
      stack.pop_back();
    }
  }
  return success();
}

FailureOr<Place> Importer::getUnitPlace(Unit unit) {
  if (auto *loop = dyn_cast<Loop *>(unit))
    return loop->outer;
  auto *node = cast<Node *>(unit);
  FailureOr<Place> place = controlFlow.getSourcePlace(node);
  if (succeeded(place) && !place->condition)
    return graph.emitError(*node) << "is never computed";
  return place;
}

LogicalResult Importer::importUnits(Place place, ArrayRef<Endpoint> roots) {
  if (++depth > kMaxNesting)
    return graph.emitError() << "loops and conditions are nested more than "
                             << kMaxNesting << " deep";
  Schedule schedule;
  if (failed(scheduleUnits(roots, schedule)))
    return failure();
  std::priority_queue<unsigned, std::vector<unsigned>, std::greater<>> ready;
  for (auto [number, count] : llvm::enumerate(schedule.numWaiting))
    if (count == 0)
      ready.push(number);
  auto finish = [&](unsigned number) {
    for (unsigned user : schedule.users[number])
      if (--schedule.numWaiting[user] == 0)
        ready.push(user);
  };

  std::set<unsigned> choices;
  while (!ready.empty() || !choices.empty()) {
    if (ready.empty()) {
      // All choices that need nothing more, by the selector of the first.
      SmallVector<unsigned> chosen;
      SmallVector<Node *> nodes;
      Choice first;
      for (unsigned number : choices) {
        auto *node = cast<Node *>(schedule.units[number]);
        FailureOr<Choice> choice = controlFlow.getChoice(node);
        if (failed(choice))
          return failure();
        if (nodes.empty())
          first = *choice;
        if (choice->selector == first.selector &&
            choice->numWays == first.numWays) {
          chosen.push_back(number);
          nodes.push_back(node);
        }
      }
      if (failed(importChoices(nodes, place)))
        return failure();
      for (Node *node : nodes)
        if (assertingNodes.lookup(node))
          setValue({node, kControlResult}, Value());
      for (unsigned number : chosen) {
        choices.erase(number);
        finish(number);
      }
      continue;
    }
    unsigned number = ready.top();
    ready.pop();
    Unit unit = schedule.units[number];
    if (hasControlFlow) {
      FailureOr<Place> runs = getUnitPlace(unit);
      if (failed(runs))
        return failure();
      if (isDeeper(*runs, place)) {
        finish(number);
        continue;
      }
    }
    if (auto *loop = dyn_cast<Loop *>(unit)) {
      if (failed(importLoop(loop)))
        return failure();
    } else {
      auto *node = cast<Node *>(unit);
      if (chosenResults.contains(node) || chosenAsserts.contains(node)) {
        choices.insert(number);
        continue;
      }
      if (failed(importNode(node)))
        return failure();
      // What fails there need not fail again deeper inside.
      if (assertingNodes.lookup(node))
        setValue({node, kControlResult}, Value());
    }
    finish(number);
  }
  --depth;
  return success();
}

//===----------------------------------------------------------------------===//
// Types
//===----------------------------------------------------------------------===//

Type tf::joinTypes(Type lhs, Type rhs) {
  if (lhs == rhs || isa<NoneType>(rhs))
    return lhs;
  if (isa<NoneType>(lhs))
    return rhs;
  auto a = dyn_cast<RankedTensorType>(lhs);
  auto b = dyn_cast<RankedTensorType>(rhs);
  if (!a || !b || a.getElementType() != b.getElementType() ||
      a.getRank() != b.getRank())
    return {};
  SmallVector<int64_t> sizes;
  for (auto [x, y] : llvm::zip_equal(a.getShape(), b.getShape()))
    sizes.push_back(x == y ? x : ShapedType::kDynamic);
  return a.clone(sizes);
}

/// The value, as one of a type that joinTypes() has found. Null after an error.
Value Importer::convert(const Node &node, Value value, Type type,
                        ArrayRef<std::optional<SizeSource>> sizes) {
  if (value.getType() == type)
    return value;
  Location loc = graph.getLocation(node);
  if (isUndeterminedList(value))
    return determineList(builder, loc, value, cast<RankedTensorType>(type),
                         sizes, [&] { return graph.emitError(node); });
  return tensor::CastOp::create(builder, loc, type, value);
}

//===----------------------------------------------------------------------===//
// Choices
//===----------------------------------------------------------------------===//

/// The second result of a Merge.
Value Importer::makeNumber(const Node &node, unsigned number) {
  auto type = RankedTensorType::get({}, builder.getI32Type());
  return arith::ConstantOp::create(
      builder, graph.getLocation(node),
      DenseElementsAttr::get(type, int32_t(number)));
}

/// Imports what one way of a choice computes.
LogicalResult Importer::importBranch(Branch &branch, Place place,
                                     ArrayRef<Node *> nodes,
                                     ArrayRef<ChosenResult> results,
                                     unsigned way) {
  branch.region = std::make_unique<Region>();
  Block *block = &branch.region->emplaceBlock();
  SmallVector<Endpoint> roots;
  for (Node *node : nodes)
    if (auto found = chosenAsserts.find(node); found != chosenAsserts.end())
      llvm::append_range(roots, found->second[way]);
  for (const ChosenResult &result : results)
    if (!result.ways.empty())
      roots.push_back(result.ways[way]);
  return importScope(place, {}, roots, block, [&]() -> LogicalResult {
    for (const ChosenResult &result : results) {
      Node *node = result.result.node;
      if (result.ways.empty()) {
        branch.results.push_back(makeNumber(*node, result.inputs[way]));
        continue;
      }
      FailureOr<Value> value = getValue(node, result.ways[way]);
      if (failed(value))
        return failure();
      branch.results.push_back(*value);
    }
    return success();
  });
}

/// Gives result `i` of all branches one type.
FailureOr<Type> Importer::joinBranches(const ChosenResult &result,
                                       MutableArrayRef<Branch> branches,
                                       unsigned i) {
  Node *node = result.result.node;
  Type type = branches.front().results[i].getType();
  if (llvm::all_of(branches, [&](const Branch &branch) {
        return isUndeterminedList(branch.results[i]);
      }))
    return graph.emitError(*node)
           << "chooses among lists whose elements' shape is not known";
  for (Branch &branch : branches.drop_front()) {
    Type other = branch.results[i].getType();
    Type joined = joinTypes(type, other);
    if (!joined)
      return graph.emitError(*node)
             << "has branches that compute " << type << " and " << other;
    type = joined;
  }
  for (Branch &branch : branches) {
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToEnd(&branch.region->front());
    branch.results[i] = convert(*node, branch.results[i], type);
    if (!branch.results[i])
      return failure();
  }
  return type;
}

/// Makes the branches from number `first` on, of which one runs, and returns
/// what it computes.
SmallVector<Value> Importer::makeBranches(Location loc, Value selector,
                                          MutableArrayRef<Branch> branches,
                                          unsigned first, TypeRange types) {
  if (branches.size() == 1) {
    builder.getInsertionBlock()->getOperations().splice(
        builder.getInsertionPoint(),
        branches.front().region->front().getOperations());
    return branches.front().results;
  }
  unsigned half = branches.size() / 2;
  Value isUpper = selector;
  if (!selector.getType().isInteger(1)) {
    Value middle = arith::ConstantOp::create(
        builder, loc, builder.getIntegerAttr(selector.getType(), first + half));
    isUpper = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::uge,
                                    selector, middle);
  }
  auto ifOp = scf::IfOp::create(builder, loc, types, isUpper,
                                /*addThenBlock=*/true, /*addElseBlock=*/true);
  OpBuilder::InsertionGuard guard(builder);
  for (bool upper : {true, false}) {
    builder.setInsertionPointToEnd(upper ? ifOp.thenBlock() : ifOp.elseBlock());
    SmallVector<Value> results = makeBranches(
        loc, selector,
        upper ? branches.drop_front(half) : branches.take_front(half),
        upper ? first + half : first, types);
    scf::YieldOp::create(builder, loc, results);
  }
  return ifOp.getResults();
}

/// The scalar that says which way a choice goes: an i1, or a number below that
/// of the ways when it is unsigned. Null after an error.
Value Importer::readSelector(Node *node, Endpoint selector, unsigned numWays) {
  FailureOr<Value> found = getValue(node, selector);
  if (failed(found))
    return {};
  Value value = *found;
  Location loc = graph.getLocation(*node);
  auto type = dyn_cast<RankedTensorType>(value.getType());
  if (!type || type.getRank() != 0) {
    graph.emitError(*node) << "chooses by '" << selector.node->name
                           << "', which is no scalar but " << value.getType();
    return {};
  }
  StringRef op = node->getOp();
  bool isNumbered = numWays > 2 || op.ends_with("Case");
  if (!isNumbered && !type.getElementType().isInteger(1)) {
    NodeContext context(graph, *node, value, builder, staticValues);
    value = context.create<CompareOp>(
        {value, context.scalar(type.getElementType(), 0)},
        builder.getNamedAttr("predicate",
                             PredicateAttr::get(this->context, Predicate::NE)));
    if (!value)
      return {};
  }
  value = tensor::ExtractOp::create(builder, loc, value, ValueRange());
  if (!isNumbered)
    return value;
  if (!value.getType().isSignlessInteger(32)) {
    graph.emitError(*node) << "chooses by a number of type " << value.getType();
    return {};
  }
  // Numbers that are no way's mean the last.
  Value last = arith::ConstantOp::create(
      builder, loc, builder.getI32IntegerAttr(numWays - 1));
  return arith::MinUIOp::create(builder, loc, value, last);
}

bool Importer::hasAsserts(const Branch &branch) {
  return branch.region->walk([](AssertOp) { return WalkResult::interrupt(); })
      .wasInterrupted();
}

/// Moves the assertions of a condition out of the branch that runs if it does
/// not hold.
void Importer::hoistAsserts(Branch &branch, Value condition) {
  for (AssertOp op :
       llvm::make_early_inc_range(branch.region->front().getOps<AssertOp>()))
    if (op.getCondition() == condition)
      op->moveBefore(builder.getInsertionBlock(), builder.getInsertionPoint());
}

/// Imports choices by one selector, which all are at this place.
LogicalResult Importer::importChoices(ArrayRef<Node *> nodes, Place place) {
  SmallVector<ChosenResult> results;
  SmallVector<Choice> choices;
  for (Node *node : nodes) {
    FailureOr<Choice> choice = controlFlow.getChoice(node);
    if (failed(choice))
      return failure();
    choices.push_back(*choice);
  }
  const Choice &choice = choices.front();
  for (auto [node, choice] : llvm::zip_equal(nodes, choices))
    for (auto &[index, ways] : chosenResults[node])
      if (!values.contains({node, index}))
        results.push_back({{node, index}, ways, choice.inputs});
  Location loc = graph.getLocation(*nodes.front());

  // Only one way is left: the result is a value that is there.
  if (!choice.selector) {
    for (const ChosenResult &result : results) {
      Node *node = result.result.node;
      if (result.ways.empty()) {
        setValue(result.result, makeNumber(*node, choice.onlyWay));
        continue;
      }
      FailureOr<Value> value = getValue(node, result.ways.front());
      if (failed(value))
        return failure();
      setValue(result.result, *value);
    }
    return success();
  }

  SmallVector<Branch> branches(choice.numWays);
  for (auto [way, branch] : llvm::enumerate(branches)) {
    Place inner = {place.loop,
                   controlFlow.getCondition(place.condition, choice, way)};
    if (failed(importBranch(branch, inner, nodes, results, way)))
      return failure();
  }
  // What is the same either way needs no choice.
  SmallVector<Type> types;
  for (unsigned i = results.size(); i-- > 0;) {
    Value value = branches.front().results[i];
    bool isSame = llvm::all_of(branches, [&](const Branch &branch) {
      return branch.results[i] == value;
    });
    if (!isSame)
      continue;
    setValue(results[i].result, value);
    results.erase(results.begin() + i);
    for (Branch &branch : branches)
      branch.results.erase(branch.results.begin() + i);
  }
  for (auto [i, result] : llvm::enumerate(results)) {
    FailureOr<Type> type = joinBranches(result, branches, i);
    if (failed(type))
      return failure();
    types.push_back(*type);
  }
  if (results.empty()) {
    if (choice.numWays == 2)
      hoistAsserts(branches.front(), values.lookup(choice.selector));
    if (llvm::none_of(branches, hasAsserts)) {
      // The branches go, with what they computed.
      staticValues.clear();
      return success();
    }
  }
  Value selector = readSelector(nodes.front(), choice.selector, choice.numWays);
  if (!selector)
    return failure();
  SmallVector<Value> chosen =
      makeBranches(loc, selector, branches, /*first=*/0, types);
  for (auto [result, value] : llvm::zip_equal(results, chosen))
    setValue(result.result, value);
  return success();
}
