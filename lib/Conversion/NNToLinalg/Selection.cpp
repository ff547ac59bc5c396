//===- Selection.cpp ------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Ops that order elements, or search among them: a row is a point of the grid.
//
//===----------------------------------------------------------------------===//

#include "LoopBuilder.h"
#include "Patterns.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "nn/Dialect/NN/IR/NNSelectionOps.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::detail;

/// Compares elements as their type in the nn dialect says.
static Expr isLess(LoopBuilder &b, Type elementType, Expr lhs, Expr rhs) {
  if (elementType.isUnsignedInteger())
    return b.expr(b.compare(arith::CmpIPredicate::ult, lhs, rhs));
  return lhs < rhs;
}

/// A float as one that the target computes with.
static Expr widen(LoopBuilder &b, Expr value) {
  if (!isa<FloatType>(value.getType()))
    return value;
  return b.expr(convertFloat(b, value, getComputeType(value.getType())));
}

/// Whether the first comes before the second in the result of top_k; NaN is
/// behind every number.
static Expr isBetter(LoopBuilder &b, TopKOp op, Expr lhs, Expr rhs) {
  Type type = op.getInput().getType().getElementType();
  lhs = widen(b, lhs);
  rhs = widen(b, rhs);
  Expr isFirst =
      op.getSmallest() ? isLess(b, type, lhs, rhs) : isLess(b, type, rhs, lhs);
  if (!isa<FloatType>(type))
    return isFirst;
  return isFirst || (rhs != rhs && lhs == lhs);
}

namespace {

/// The best k elements so far are a heap with the worst of them at the root.
/// Then the root is moved to the end of what is left of it, again and again.
struct TopKOpConversion : public LoopLowering<TopKOp> {
  using LoopLowering::LoopLowering;

  FailureOr<SmallVector<Value>>
  lower(TopKOp op, OpAdaptor adaptor, ImplicitLocOpBuilder &b,
        ConversionPatternRewriter &) const override {
    Value input = adaptor.getInput();
    Sizes sizes = getSizes(b, input);
    Type elementType = getTensorType(input).getElementType();
    Type indexType = op.getIndices().getType().getElementType();
    Value rows = joinBatch(b, input, 1);
    OpFoldResult count = getSize(b, rows, 1), k = b.getIndexAttr(op.getK());
    SmallVector<Value> results = createRowGrid(
        b, "top_k", getSize(b, rows, 0), {Sizes{k}, Sizes{k}},
        {elementType, indexType},
        [&](ImplicitLocOpBuilder &builder, Value row, ValueRange outputs) {
          LoopBuilder b(builder);
          Input all = b.input(rows);
          Expr r = b.expr(row), zero = b.index(0), size = b.size(k);
          Array best = b.array(outputs[0]), index = b.array(outputs[1]);
          auto isBehind = [&](Expr i, Expr j) {
            Expr x = best(i), y = best(j);
            return isBetter(b, op, y, x) ||
                   (!isBetter(b, op, x, y) && index(j).get() < index(i).get());
          };
          auto swap = [&](Expr i, Expr j) {
            Expr x = best(i), y = best(j), xIndex = index(i), yIndex = index(j);
            best(i) = y;
            best(j) = x;
            index(i) = yIndex;
            index(j) = xIndex;
          };
          auto sink = [&](Expr start, Expr end) {
            Variable at = b.variable(start);
            b.repeatWhile([&] { return at.get() * 2 + 1 < end; },
                          [&] {
                            Expr left = at.get() * 2 + 1, right = left + 1;
                            Variable child = b.variable(left);
                            b.when(right < end, [&] {
                              b.when(isBehind(right, left),
                                     [&] { child = right; });
                            });
                            b.when(
                                isBehind(child, at),
                                [&] {
                                  swap(at, child);
                                  at = child;
                                },
                                [&] { at = end; });
                          });
          };
          b.loop(zero, size, [&](Expr i) {
            best(i) = all(r, i);
            index(i) = b.toInteger(i, indexType);
          });
          b.loopDown(size / 2, zero, [&](Expr i) { sink(i, size); });
          b.loop(size, b.size(count), [&](Expr i) {
            Expr next = all(r, i);
            b.when(isBetter(b, op, next, best(zero)), [&] {
              best(zero) = next;
              index(zero) = b.toInteger(i, indexType);
              sink(zero, size);
            });
          });
          b.loopDown(size, b.index(1), [&](Expr i) {
            swap(zero, i);
            sink(zero, i);
          });
          return SmallVector<Value>{best.get(), index.get()};
        });
    sizes.back() = k;
    for (Value &result : results)
      result = splitBatch(b, result, sizes);
    return results;
  }
};

struct SearchSortedOpConversion : public OpLowering<SearchSortedOp> {
  using OpLowering::OpLowering;

  FailureOr<Value> lower(SearchSortedOp op, OpAdaptor adaptor,
                         ImplicitLocOpBuilder &b,
                         ConversionPatternRewriter &) const override {
    Sizes sizes = getSizes(b, adaptor.getValues());
    Type elementType = op.getSorted().getType().getElementType();
    Type resultType = op.getType().getElementType();
    Value sorted = joinBatch(b, adaptor.getSorted(), 1);
    Value values = joinBatch(b, adaptor.getValues(), 1);
    OpFoldResult available = getSize(b, sorted, 1), count = sizes.back();
    Value result =
        createRowGrid(
            b, "search_sorted", getSize(b, values, 0), {Sizes{count}},
            {resultType},
            [&](ImplicitLocOpBuilder &builder, Value row, ValueRange outputs) {
              LoopBuilder b(builder);
              Input from = b.input(sorted), value = b.input(values);
              Array result = b.array(outputs[0]);
              Expr r = b.expr(row);
              b.loop(b.index(0), b.size(count), [&](Expr i) {
                Expr x = widen(b, value(r, i));
                // The result is in [low, high].
                Variable low = b.variable(b.index(0));
                Variable high = b.variable(b.size(available));
                b.repeatWhile([&] { return low.get() < high.get(); },
                              [&] {
                                Expr middle = (low.get() + high.get()) / 2;
                                Expr y = widen(b, from(r, middle));
                                Expr isBefore =
                                    op.getRight()
                                        ? !isLess(b, elementType, x, y)
                                        : isLess(b, elementType, y, x);
                                low = select(isBefore, middle + 1, low);
                                high = select(isBefore, high, middle);
                              });
                result(i) = b.toInteger(low, resultType);
              });
              return SmallVector<Value>{result.get()};
            })
            .front();
    return splitBatch(b, result, sizes);
  }
};

} // namespace

void nn::detail::populateSelectionPatterns(const TypeConverter &converter,
                                           RewritePatternSet &patterns) {
  patterns.add<SearchSortedOpConversion, TopKOpConversion>(
      converter, patterns.getContext());
}
