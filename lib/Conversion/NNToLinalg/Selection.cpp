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

#include "Checks.h"
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

/// Elements of a row and their indices, as a heap with the worst of them first.
struct Heap {
  LoopBuilder &b;
  TopKOp op;
  Array values, indices;

  Expr isBehind(Expr i, Expr j) const {
    Expr x = values(i), y = values(j);
    return isBetter(b, op, y, x) ||
           (!isBetter(b, op, x, y) && indices(j).get() < indices(i).get());
  }

  void set(Expr i, Expr value, Expr index) const {
    values(i) = value;
    indices(i) =
        b.toInteger(index, getElementTypeOrSelf(indices.get().getType()));
  }

  void swap(Expr i, Expr j) const {
    Expr x = values(i), y = values(j), xIndex = indices(i), yIndex = indices(j);
    values(i) = y;
    values(j) = x;
    indices(i) = yIndex;
    indices(j) = xIndex;
  }

  /// Moves an element away from, or to, the first one until it is in order.
  void sink(Expr start, Expr end) const {
    Variable at = b.variable(start);
    b.repeatWhile([&] { return at.get() * 2 + 1 < end; },
                  [&] {
                    Expr left = at.get() * 2 + 1, right = left + 1;
                    Variable child = b.variable(left);
                    b.when(right < end, [&] {
                      b.when(isBehind(right, left), [&] { child = right; });
                    });
                    b.when(
                        isBehind(child, at),
                        [&] {
                          swap(at, child);
                          at = child;
                        },
                        [&] { at = end; });
                  });
  }
  void rise(Expr start) const {
    Variable at = b.variable(start);
    Expr zero = b.index(0);
    auto getParent = [&] { return max(at.get() - 1, zero) / 2; };
    b.repeatWhile([&] { return at > zero && isBehind(at, getParent()); },
                  [&] {
                    Expr parent = getParent();
                    swap(at, parent);
                    at = parent;
                  });
  }

  /// Makes a heap of the first elements of a row.
  void fill(Input row, Expr number, Expr size) const {
    b.loop(b.index(0), size, [&](Expr i) { set(i, row(number, i), i); });
    b.loopDown(size / 2, b.index(0), [&](Expr i) { sink(i, size); });
  }

  /// Moves the first one behind the others.
  void pop(Expr size) const {
    swap(b.index(0), size - 1);
    sink(b.index(0), size - 1);
  }
};

/// The best k elements so far are a heap. Then the first one is moved to the
/// end of what is left of it, again and again.
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
    emitCheck(b, compareSizes(b, arith::CmpIPredicate::sle, k, count),
              CheckMessage("expected at least " + Twine(op.getK()) +
                           " elements in a row, got ")
                  << count);
    SmallVector<Value> results = createRowGrid(
        b, "top_k", getSize(b, rows, 0), {Sizes{k}, Sizes{k}},
        {elementType, indexType},
        [&](ImplicitLocOpBuilder &builder, Value row, ValueRange outputs) {
          LoopBuilder b(builder);
          Array values = b.array(outputs[0]), indices = b.array(outputs[1]);
          Input all = b.input(rows);
          Expr r = b.expr(row);
          if (op.getSorted())
            select(b, op, all, r, b.size(count), values, indices);
          else
            selectUnsorted(b, op, all, r, b.size(count), values, indices);
          return SmallVector<Value>{values.get(), indices.get()};
        });
    sizes.back() = k;
    for (Value &result : results)
      result = splitBatch(b, result, sizes);
    return results;
  }

private:
  static void select(LoopBuilder &b, TopKOp op, Input all, Expr row, Expr count,
                     Array values, Array indices) {
    Heap heap{b, op, values, indices};
    Expr zero = b.index(0), size = b.index(op.getK());
    heap.fill(all, row, size);
    b.loop(size, count, [&](Expr i) {
      Expr next = all(row, i);
      b.when(isBetter(b, op, next, values(zero)), [&] {
        heap.set(zero, next, i);
        heap.sink(zero, size);
      });
    });
    b.loopDown(size + 1, b.index(2), [&](Expr left) { heap.pop(left); });
  }

  /// The steps of TensorFlow, as they decide about the order: a heap of one
  /// more element loses one; after that, one goes before another one comes.
  static void selectUnsorted(LoopBuilder &b, TopKOp op, Input all, Expr row,
                             Expr count, Array values, Array indices) {
    int64_t k = op.getK();
    Expr zero = b.index(0), size = b.index(k), last = b.index(k - 1);
    OpFoldResult more = b.getIndexAttr(k + 1);
    Heap heap{b, op,
              b.array({more}, getElementTypeOrSelf(values.get().getType())),
              b.array({more}, getElementTypeOrSelf(indices.get().getType()))};
    heap.fill(all, row, size + 1);
    heap.pop(size + 1);
    b.loop(size + 1, count, [&](Expr i) {
      Expr next = all(row, i);
      b.when(isBetter(b, op, next, heap.values(zero)), [&] {
        heap.pop(size);
        heap.set(last, next, i);
        heap.rise(last);
      });
    });
    b.loop(zero, size, [&](Expr i) {
      values(i) = heap.values(i);
      indices(i) = heap.indices(i);
    });
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
    Sizes sortedSizes = getSizes(b, adaptor.getSorted());
    for (int64_t i = 0, e = sizes.size() - 1; i < e; ++i)
      checkEqualSizes(b, sortedSizes[i], sizes[i],
                      "sizes of dimension " + Twine(i));
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

/// Candidates are taken from the best downwards. Each is compared with the
/// boxes selected since it was last looked at, the latest first.
struct NonMaxSuppressionOpConversion
    : public LoopLowering<NonMaxSuppressionOp> {
  using LoopLowering::LoopLowering;

  FailureOr<SmallVector<Value>>
  lower(NonMaxSuppressionOp op, OpAdaptor adaptor, ImplicitLocOpBuilder &b,
        ConversionPatternRewriter &) const override;
};

} // namespace

/// The area that two boxes have in common, over the area that either has.
static Expr getOverlap(LoopBuilder &b, Input boxes, Expr i, Expr j) {
  auto at = [&](Expr box, int64_t corner) {
    return widen(b, boxes(box, b.index(corner)));
  };
  struct Box {
    Expr top, left, bottom, right, area;
  };
  auto getBox = [&](Expr box) {
    Expr y0 = at(box, 0), x0 = at(box, 1), y1 = at(box, 2), x1 = at(box, 3);
    Expr top = min(y0, y1), bottom = max(y0, y1);
    Expr left = min(x0, x1), right = max(x0, x1);
    return Box{top, left, bottom, right, (bottom - top) * (right - left)};
  };
  Box x = getBox(i), y = getBox(j);
  Expr zero = x.area.like(0);
  Expr height = max(min(x.bottom, y.bottom) - max(x.top, y.top), zero);
  Expr width = max(min(x.right, y.right) - max(x.left, y.left), zero);
  Expr common = height * width;
  return select(x.area <= zero || y.area <= zero, zero,
                common / (x.area + y.area - common));
}

FailureOr<SmallVector<Value>>
NonMaxSuppressionOpConversion::lower(NonMaxSuppressionOp op, OpAdaptor adaptor,
                                     ImplicitLocOpBuilder &b,
                                     ConversionPatternRewriter &) const {
  Type elementType = getTensorType(adaptor.getScores()).getElementType();
  Type type = getComputeType(elementType), i32 = b.getI32Type();
  OpFoldResult available = getSize(b, adaptor.getScores(), 0);
  OpFoldResult outputs = b.getIndexAttr(op.getMaxOutputs());
  checkEqualSizes(b, getSize(b, adaptor.getBoxes(), 0), available,
                  "numbers of boxes and scores");
  if (op.getOverlaps())
    checkEqualSizes(b, getSize(b, adaptor.getBoxes(), 1), available,
                    "numbers of overlaps and scores");
  Value scores = convertFloats(b, adaptor.getScores(), type);
  auto getScalar = [&](Value tensor) -> Value {
    return convertFloat(b, tensor::ExtractOp::create(b, tensor, ValueRange()),
                        type);
  };
  Value iouThreshold = getScalar(adaptor.getIouThreshold());
  Value scoreThreshold = getScalar(adaptor.getScoreThreshold());
  Value sigma = getScalar(adaptor.getSigma());

  SmallVector<Value> results = createRowGrid(
      b, "non_max_suppression", b.getIndexAttr(1),
      {Sizes{outputs}, Sizes{outputs}, Sizes{b.getIndexAttr(1)}},
      {i32, type, i32},
      [&](ImplicitLocOpBuilder &builder, Value, ValueRange rows) {
        LoopBuilder b(builder);
        Array selected = b.array(rows[0]), best = b.array(rows[1]);
        Array total = b.array(rows[2]);
        Input boxes = b.input(adaptor.getBoxes()), from = b.input(scores);
        Array score = b.array({available}, type);
        // From which selected box on a candidate is still to be compared; a box
        // that is none, or no more, has -1.
        Array begin = b.array({available}, b.getIndexType());
        Expr zero = b.index(0), gone = b.index(-1);
        Expr n = b.size(available), limit = b.size(outputs);
        Expr none = b.number(type, 0);
        Expr threshold = b.expr(scoreThreshold), least = b.expr(iouThreshold);
        Expr isSoft = b.expr(sigma) > none;
        Expr scale = select(isSoft, b.number(type, -0.5) / b.expr(sigma), none);
        b.loop(zero, n, [&](Expr i) {
          Expr value = from(i);
          score(i) = value;
          begin(i) = select(value > threshold, zero, gone);
        });
        b.loop(zero, limit, [&](Expr i) {
          selected(i) = b.number(i32, 0);
          best(i) = none;
        });
        Variable count = b.variable(zero), next = b.variable(zero);
        b.repeatWhile(
            [&] {
              next = gone;
              b.loop(zero, n, [&](Expr i) {
                Expr isCandidate = begin(i) >= zero;
                Expr at = max(next, zero);
                Expr isNext =
                    isCandidate && (next.get() < zero || score(i) > score(at));
                next = select(isNext, i, next);
              });
              return next.get() >= zero && count.get() < limit;
            },
            [&] {
              Expr box = next, original = score(box), first = begin(box);
              Variable value = b.variable(original);
              Variable j = b.variable(count.get() - 1);
              Variable isDropped = b.variable(b.number(b.getI1Type(), 0));
              b.repeatWhile([&] { return j.get() >= first; },
                            [&] {
                              Expr other = b.toIndex(selected(j.get()));
                              Expr overlap =
                                  op.getOverlaps()
                                      ? widen(b, boxes(box, other))
                                      : getOverlap(b, boxes, box, other);
                              Expr decay = exp(scale * overlap * overlap);
                              Expr isHard = !isSoft && overlap > least;
                              value = select(isSoft, value * decay, value);
                              isDropped = isHard;
                              j = select(isHard || value <= threshold, gone,
                                         j - zero - 1);
                            });
              begin(box) = count;
              b.when(
                  isDropped, [&] { begin(box) = gone; },
                  [&] {
                    b.when(
                        value == original,
                        [&] {
                          selected(count.get()) = b.toInteger(box, i32);
                          best(count.get()) = value;
                          count = count.get() + 1;
                          begin(box) = gone;
                        },
                        [&] {
                          score(box) = value;
                          begin(box) =
                              select(value > threshold, begin(box), gone);
                        });
                  });
            });
        total(zero) = b.toInteger(count, i32);
        return SmallVector<Value>{selected.get(), best.get(), total.get()};
      });
  for (Value &result : results)
    result = dropUnitDims(b, result, {0});
  results[1] = convertFloats(b, results[1], elementType);
  results[2] = dropUnitDims(b, results[2], {0});
  return results;
}

void nn::detail::populateSelectionPatterns(const TypeConverter &converter,
                                           RewritePatternSet &patterns) {
  patterns.add<NonMaxSuppressionOpConversion, SearchSortedOpConversion,
               TopKOpConversion>(converter, patterns.getContext());
}
