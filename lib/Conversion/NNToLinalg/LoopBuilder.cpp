//===- LoopBuilder.cpp ----------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LoopBuilder.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "nn/Dialect/Kernel/IR/KernelAttributes.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::detail;

//===----------------------------------------------------------------------===//
// Expressions
//===----------------------------------------------------------------------===//

Expr Expr::like(double number) const { return b->number(getType(), number); }

/// Builds the op of the type of the operands.
template <typename FloatOp, typename IntOp>
static Expr combine(Expr lhs, Expr rhs) {
  LoopBuilder &b = lhs.getBuilder();
  if (isa<FloatType>(lhs.getType()))
    return b.expr(
        FloatOp::create(b, lhs, rhs, ScalarBuilder::contract(b.getContext())));
  return b.expr(IntOp::create(b, lhs, rhs));
}

static Expr compare(Expr lhs, Expr rhs, arith::CmpFPredicate floats,
                    arith::CmpIPredicate ints) {
  LoopBuilder &b = lhs.getBuilder();
  return b.expr(isa<FloatType>(lhs.getType()) ? b.compare(floats, lhs, rhs)
                                              : b.compare(ints, lhs, rhs));
}

Expr nn::detail::operator+(Expr lhs, Expr rhs) {
  return combine<arith::AddFOp, arith::AddIOp>(lhs, rhs);
}
Expr nn::detail::operator-(Expr lhs, Expr rhs) {
  return combine<arith::SubFOp, arith::SubIOp>(lhs, rhs);
}
Expr nn::detail::operator*(Expr lhs, Expr rhs) {
  return combine<arith::MulFOp, arith::MulIOp>(lhs, rhs);
}
Expr nn::detail::operator/(Expr lhs, Expr rhs) {
  return combine<arith::DivFOp, arith::DivSIOp>(lhs, rhs);
}
Expr nn::detail::operator-(Expr value) {
  return value.getBuilder().expr(value.getBuilder().neg(value));
}
Expr nn::detail::operator<(Expr lhs, Expr rhs) {
  return compare(lhs, rhs, arith::CmpFPredicate::OLT,
                 arith::CmpIPredicate::slt);
}
Expr nn::detail::operator<=(Expr lhs, Expr rhs) {
  return compare(lhs, rhs, arith::CmpFPredicate::OLE,
                 arith::CmpIPredicate::sle);
}
Expr nn::detail::operator>(Expr lhs, Expr rhs) { return rhs < lhs; }
Expr nn::detail::operator>=(Expr lhs, Expr rhs) { return rhs <= lhs; }
Expr nn::detail::operator==(Expr lhs, Expr rhs) {
  return compare(lhs, rhs, arith::CmpFPredicate::OEQ, arith::CmpIPredicate::eq);
}
Expr nn::detail::operator!=(Expr lhs, Expr rhs) {
  return compare(lhs, rhs, arith::CmpFPredicate::UNE, arith::CmpIPredicate::ne);
}
Expr nn::detail::operator&&(Expr lhs, Expr rhs) {
  LoopBuilder &b = lhs.getBuilder();
  return b.expr(arith::AndIOp::create(b, lhs, rhs));
}
Expr nn::detail::operator||(Expr lhs, Expr rhs) {
  LoopBuilder &b = lhs.getBuilder();
  return b.expr(arith::OrIOp::create(b, lhs, rhs));
}
Expr nn::detail::operator!(Expr condition) {
  return condition == condition.like(0);
}

Expr nn::detail::abs(Expr value) {
  return value.getBuilder().expr(value.getBuilder().abs(value));
}
Expr nn::detail::sqrt(Expr value) {
  LoopBuilder &b = value.getBuilder();
  return b.expr(math::SqrtOp::create(b, value));
}
Expr nn::detail::exp(Expr value) {
  LoopBuilder &b = value.getBuilder();
  return b.expr(math::ExpOp::create(b, value));
}
Expr nn::detail::min(Expr lhs, Expr rhs) { return select(rhs < lhs, rhs, lhs); }
Expr nn::detail::max(Expr lhs, Expr rhs) { return select(lhs < rhs, rhs, lhs); }
Expr nn::detail::select(Expr condition, Expr onTrue, Expr onFalse) {
  LoopBuilder &b = condition.getBuilder();
  return b.expr(b.select(condition, onTrue, onFalse));
}

//===----------------------------------------------------------------------===//
// What is stored
//===----------------------------------------------------------------------===//

Variable::operator Expr() const { return b->expr(b->current[number]); }

void Variable::operator=(Expr value) { b->current[number] = value; }

static SmallVector<Value> getValues(ArrayRef<Expr> position) {
  return SmallVector<Value>(position.begin(), position.end());
}

Element::operator Expr() const {
  return b->expr(
      tensor::ExtractOp::create(*b, b->current[number], getValues(position)));
}

void Element::operator=(Expr value) {
  b->current[number] = tensor::InsertOp::create(*b, value, b->current[number],
                                                getValues(position));
}

Value Array::get() const { return b->current[number]; }

Expr Input::load(ArrayRef<Expr> position) const {
  return b->expr(tensor::ExtractOp::create(*b, tensor, getValues(position)));
}

unsigned LoopBuilder::declare(Value init) {
  current.push_back(init);
  return current.size() - 1;
}

Variable LoopBuilder::variable(Expr init) {
  return Variable(*this, declare(init));
}

Array LoopBuilder::array(Value init) { return Array(*this, declare(init)); }

Array LoopBuilder::array(ArrayRef<OpFoldResult> sizes, Type elementType) {
  return array(createEmpty(*this, sizes, elementType));
}

//===----------------------------------------------------------------------===//
// Numbers
//===----------------------------------------------------------------------===//

Expr LoopBuilder::index(int64_t value) {
  return expr(arith::ConstantIndexOp::create(*this, value));
}

Expr LoopBuilder::number(Type type, double value) {
  return expr(createScalar(*this, type, value));
}

Expr LoopBuilder::toIndex(Expr value) {
  return expr(arith::IndexCastOp::create(*this, getIndexType(), value));
}

Expr LoopBuilder::toInteger(Expr index, Type type) {
  return expr(arith::IndexCastOp::create(*this, type, index));
}

//===----------------------------------------------------------------------===//
// Control flow. Each op carries all variables; canonicalization drops those
// that it does not change.
//===----------------------------------------------------------------------===//

void LoopBuilder::loop(Expr begin, Expr end, function_ref<void(Expr)> body) {
  unsigned count = current.size();
  auto op = scf::ForOp::create(*this, begin, end, index(1), current);
  {
    InsertionGuard guard(*this);
    setInsertionPointToStart(op.getBody());
    current.assign(op.getRegionIterArgs().begin(),
                   op.getRegionIterArgs().end());
    body(expr(op.getInductionVar()));
    current.truncate(count);
    if (count == 0)
      op.getBody()->getTerminator()->erase();
    scf::YieldOp::create(*this, current);
  }
  current.assign(op.result_begin(), op.result_end());
}

void LoopBuilder::loopDown(Expr end, Expr begin,
                           function_ref<void(Expr)> body) {
  loop(begin, end, [&](Expr i) { body(end - 1 - i + begin); });
}

void LoopBuilder::when(Expr condition, function_ref<void()> then,
                       function_ref<void()> otherwise) {
  SmallVector<Value> before = current;
  auto op = scf::IfOp::create(*this, ValueRange(before).getTypes(), condition,
                              /*addThenBlock=*/true, /*addElseBlock=*/true);
  for (auto [block, build] : {std::pair(op.thenBlock(), then),
                              std::pair(op.elseBlock(), otherwise)}) {
    InsertionGuard guard(*this);
    setInsertionPointToStart(block);
    current = before;
    if (build)
      build();
    current.truncate(before.size());
    scf::YieldOp::create(*this, current);
  }
  current.assign(op.result_begin(), op.result_end());
}

void LoopBuilder::repeatWhile(function_ref<Expr()> condition,
                              function_ref<void()> body) {
  unsigned count = current.size();
  SmallVector<Type> types(ValueRange(current).getTypes());
  auto op = scf::WhileOp::create(*this, types, current);
  SmallVector<Location> locations(count, getLoc());
  {
    InsertionGuard guard(*this);
    Block *before = createBlock(&op.getBefore(), {}, types, locations);
    current.assign(before->args_begin(), before->args_end());
    Expr holds = condition();
    current.truncate(count);
    scf::ConditionOp::create(*this, holds, current);
    Block *after = createBlock(&op.getAfter(), {}, types, locations);
    current.assign(after->args_begin(), after->args_end());
    body();
    current.truncate(count);
    scf::YieldOp::create(*this, current);
  }
  current.assign(op.result_begin(), op.result_end());
}

//===----------------------------------------------------------------------===//
// Grids
//===----------------------------------------------------------------------===//

SmallVector<Value> nn::detail::createGrid(
    ImplicitLocOpBuilder &b, StringRef name, OpFoldResult count,
    ArrayRef<Sizes> sizes, ArrayRef<Type> elementTypes,
    function_ref<GridPart(ImplicitLocOpBuilder &, Value point, unsigned output)>
        getPart,
    function_ref<SmallVector<Value>(ImplicitLocOpBuilder &, Value point,
                                    ValueRange parts)>
        body) {
  SmallVector<Value> inits;
  for (auto [outputSizes, type] : llvm::zip_equal(sizes, elementTypes))
    inits.push_back(createEmpty(b, outputSizes, type));
  auto mapping = b.getArrayAttr(Attribute(GridAttr::get(b.getContext(), name)));
  auto forall =
      scf::ForallOp::create(b, ArrayRef<OpFoldResult>(count), inits, mapping);
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPointToStart(forall.getBody());
  Value point = forall.getInductionVar(0);
  SmallVector<GridPart> gridParts;
  SmallVector<Value> parts;
  for (auto [i, output] : llvm::enumerate(forall.getRegionIterArgs())) {
    GridPart part = getPart(b, point, i);
    Sizes strides(part.sizes.size(), b.getIndexAttr(1));
    Type type = getTensorType(ArrayRef(part.sizes).drop_front(),
                              getElementTypeOrSelf(output));
    parts.push_back(
        tensor::ExtractSliceOp::create(b, cast<RankedTensorType>(type), output,
                                       part.offsets, part.sizes, strides));
    gridParts.push_back(std::move(part));
  }
  SmallVector<Value> results = body(b, point, parts);
  b.setInsertionPointToStart(forall.getTerminator().getBody());
  for (auto [result, part, output] :
       llvm::zip_equal(results, gridParts, forall.getRegionIterArgs()))
    tensor::ParallelInsertSliceOp::create(
        b, result, output, part.offsets, part.sizes,
        Sizes(part.sizes.size(), b.getIndexAttr(1)));
  return SmallVector<Value>(forall.getResults());
}

SmallVector<Value> nn::detail::createRowGrid(
    ImplicitLocOpBuilder &b, StringRef name, OpFoldResult count,
    ArrayRef<Sizes> rowSizes, ArrayRef<Type> elementTypes,
    function_ref<SmallVector<Value>(ImplicitLocOpBuilder &, Value row,
                                    ValueRange rows)>
        body) {
  SmallVector<Sizes> sizes;
  for (const Sizes &row : rowSizes) {
    Sizes &all = sizes.emplace_back(Sizes{count});
    llvm::append_range(all, row);
  }
  return createGrid(
      b, name, count, sizes, elementTypes,
      [&](ImplicitLocOpBuilder &b, Value point, unsigned output) {
        GridPart part;
        part.sizes = sizes[output];
        part.sizes.front() = b.getIndexAttr(1);
        part.offsets.assign(part.sizes.size(), b.getIndexAttr(0));
        part.offsets.front() = point;
        return part;
      },
      body);
}

/// The groups that join all but the last `kept` of `rank` dimensions.
static SmallVector<ReassociationIndices> getBatchGroups(int64_t rank,
                                                        int64_t kept) {
  SmallVector<ReassociationIndices> groups(1);
  for (int64_t i = 0; i < rank - kept; ++i)
    groups.front().push_back(i);
  for (int64_t i = rank - kept; i < rank; ++i)
    groups.push_back({i});
  return groups;
}

Value nn::detail::joinBatch(ImplicitLocOpBuilder &b, Value tensor,
                            int64_t kept) {
  int64_t rank = getTensorType(tensor).getRank();
  if (rank == kept)
    return insertUnitDims(b, tensor, {0});
  return collapse(b, tensor, getBatchGroups(rank, kept));
}

Value nn::detail::splitBatch(ImplicitLocOpBuilder &b, Value tensor,
                             ArrayRef<OpFoldResult> sizes) {
  int64_t kept = getTensorType(tensor).getRank() - 1;
  int64_t rank = sizes.size();
  if (rank == kept)
    return dropUnitDims(b, tensor, {0});
  return expand(b, tensor, getBatchGroups(rank, kept), sizes);
}

Value nn::detail::getRow(ImplicitLocOpBuilder &b, Value tensor, Value row) {
  Sizes sizes = getSizes(b, tensor);
  Sizes offsets(sizes.size(), b.getIndexAttr(0));
  Sizes strides(sizes.size(), b.getIndexAttr(1));
  sizes.front() = b.getIndexAttr(1);
  offsets.front() = row;
  RankedTensorType type = getTensorType(ArrayRef(sizes).drop_front(),
                                        getTensorType(tensor).getElementType());
  return tensor::ExtractSliceOp::create(b, type, tensor, offsets, sizes,
                                        strides);
}
