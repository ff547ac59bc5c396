//===- MatrixSolve.cpp ----------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Triangular factors of matrices, and solving by them. A matrix is a point of
// the grid. Floats below f32 are computed as f32.
//
//===----------------------------------------------------------------------===//

#include "Checks.h"
#include "Matrix.h"
#include "Patterns.h"
#include "nn/Dialect/NN/IR/NNMatrixOps.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::detail;

namespace {

/// Gaussian elimination, with the greatest element of each column as pivot.
struct LuOpConversion : public LoopLowering<LuOp> {
  using LoopLowering::LoopLowering;

  FailureOr<SmallVector<Value>>
  lower(LuOp op, OpAdaptor adaptor, ImplicitLocOpBuilder &b,
        ConversionPatternRewriter &) const override {
    Matrices input(b, adaptor.getInput());
    checkSquare(b, input);
    Type elementType = input.elementType;
    return input.forEach(
        b, "lu", {{input.rows, input.columns}, {input.rows}},
        {elementType, b.getI32Type()},
        [&](LoopBuilder &b, Value matrix, ValueRange outputs) {
          Array a = copyMatrix(b, matrix, outputs[0]);
          Array permutation = b.array(outputs[1]);
          Expr zero = b.index(0), n = b.size(input.rows);
          b.loop(zero, n, [&](Expr i) {
            permutation(i) = b.toInteger(i, b.getI32Type());
          });
          b.loop(zero, n, [&](Expr k) {
            Variable pivot = b.variable(k);
            Variable greatest = b.variable(abs(a(k, k)));
            b.loop(k + 1, n, [&](Expr i) {
              Expr value = abs(a(i, k));
              Expr isGreater = value > greatest;
              pivot = select(isGreater, i, pivot);
              greatest = select(isGreater, value, greatest);
            });
            b.when(pivot.get() != k, [&] {
              Expr row = permutation(k);
              permutation(k) = permutation(pivot.get());
              permutation(pivot.get()) = row;
              b.loop(zero, n, [&](Expr j) {
                Expr value = a(k, j);
                a(k, j) = a(pivot.get(), j);
                a(pivot.get(), j) = value;
              });
            });
            // A column of zeros has nothing to eliminate.
            b.when(greatest.get() != 0, [&] {
              Expr divisor = a(k, k);
              b.loop(k + 1, n, [&](Expr i) {
                Expr factor = a(i, k) / divisor;
                a(i, k) = factor;
                b.loop(k + 1, n,
                       [&](Expr j) { a(i, j) = a(i, j) - factor * a(k, j); });
              });
            });
          });
          return SmallVector<Value>{a.get(), permutation.get()};
        });
  }
};

struct CholeskyOpConversion : public LoopLowering<CholeskyOp> {
  using LoopLowering::LoopLowering;

  FailureOr<SmallVector<Value>>
  lower(CholeskyOp op, OpAdaptor adaptor, ImplicitLocOpBuilder &b,
        ConversionPatternRewriter &) const override {
    Matrices input(b, adaptor.getInput());
    checkSquare(b, input);
    return input.forEach(
        b, "cholesky", {{input.rows, input.columns}}, {input.elementType},
        [&](LoopBuilder &b, Value matrix, ValueRange outputs) {
          Input a = b.input(matrix);
          Array l = b.array(outputs[0]);
          Expr zero = b.index(0), n = b.size(input.rows);
          b.loop(zero, n, [&](Expr j) {
            b.loop(zero, j,
                   [&](Expr i) { l(i, j) = b.number(input.computeType, 0); });
            b.loop(j, n, [&](Expr i) {
              Variable sum = b.variable(a(i, j));
              b.loop(zero, j, [&](Expr k) { sum = sum - l(i, k) * l(j, k); });
              b.when(
                  i == j, [&] { l(i, j) = sqrt(sum); },
                  [&] { l(i, j) = sum / l(j, j); });
            });
          });
          return SmallVector<Value>{l.get()};
        });
  }
};

/// Substitutes row after row, from the one with a single unknown on.
struct TriangularSolveOpConversion : public LoopLowering<TriangularSolveOp> {
  using LoopLowering::LoopLowering;

  FailureOr<SmallVector<Value>>
  lower(TriangularSolveOp op, OpAdaptor adaptor, ImplicitLocOpBuilder &b,
        ConversionPatternRewriter &) const override {
    Matrices rhs(b, adaptor.getRhs());
    Matrices matrix(b, adaptor.getMatrix());
    checkSquare(b, matrix);
    checkEqualSizes(b, matrix.rows, rhs.rows, "numbers of rows");
    for (auto [i, size] : llvm::enumerate(matrix.batch))
      checkEqualSizes(b, size, rhs.batch[i],
                      "sizes of batch dimension " + Twine(i));
    bool adjoint = op.getAdjoint();
    bool downwards = op.getLower() != adjoint;
    return rhs.forEach(
        b, "triangular_solve", {{rhs.rows, rhs.columns}}, {rhs.elementType},
        [&](LoopBuilder &b, Value right, ValueRange outputs, Value point) {
          Input a = b.input(getRow(b, matrix.joined, point));
          Array x = copyMatrix(b, right, outputs[0]);
          Expr zero = b.index(0), n = b.size(rhs.rows);
          Expr columns = b.size(rhs.columns);
          auto substitute = [&](Expr i) {
            auto subtract = [&](Expr k) {
              Expr factor = adjoint ? a(k, i) : a(i, k);
              b.loop(zero, columns,
                     [&](Expr j) { x(i, j) = x(i, j) - factor * x(k, j); });
            };
            if (downwards)
              b.loop(zero, i, subtract);
            else
              b.loop(i + 1, n, subtract);
            if (op.getUnitDiagonal())
              return;
            Expr divisor = a(i, i);
            b.loop(zero, columns, [&](Expr j) { x(i, j) = x(i, j) / divisor; });
          };
          if (downwards)
            b.loop(zero, n, substitute);
          else
            b.loopDown(n, zero, substitute);
          return SmallVector<Value>{x.get()};
        });
  }
};

/// Elimination downwards, which leaves an upper triangle of three diagonals,
/// and substitution upwards.
struct TridiagonalSolveOpConversion : public LoopLowering<TridiagonalSolveOp> {
  using LoopLowering::LoopLowering;

  FailureOr<SmallVector<Value>>
  lower(TridiagonalSolveOp op, OpAdaptor adaptor, ImplicitLocOpBuilder &b,
        ConversionPatternRewriter &) const override {
    Matrices rhs(b, adaptor.getRhs());
    Matrices diagonals(b, adaptor.getDiagonals());
    checkEqualSizes(b, diagonals.columns, rhs.rows, "numbers of rows");
    for (auto [i, size] : llvm::enumerate(diagonals.batch))
      checkEqualSizes(b, size, rhs.batch[i],
                      "sizes of batch dimension " + Twine(i));
    bool pivots = op.getPivoting();
    return rhs.forEach(
        b, "tridiagonal_solve", {{rhs.rows, rhs.columns}}, {rhs.elementType},
        [&](LoopBuilder &b, Value right, ValueRange outputs, Value point) {
          Input given = b.input(getRow(b, diagonals.joined, point));
          Array x = copyMatrix(b, right, outputs[0]);
          Expr zero = b.index(0), n = b.size(rhs.rows);
          Expr columns = b.size(rhs.columns);
          // Row i has its diagonal, and the two elements to its right.
          Type type = rhs.computeType;
          Array u = b.array({rhs.rows, b.getIndexAttr(3)}, type);
          Expr none = b.number(type, 0), one = b.index(1), two = b.index(2);
          Expr last = n - 1;
          b.loop(zero, n, [&](Expr i) {
            u(i, zero) = given(one, i);
            u(i, one) = select(i == last, none, given(zero, i));
            u(i, two) = none;
          });
          b.loop(zero, last, [&](Expr i) {
            Expr next = i + 1;
            Variable pivot = b.variable(u(i, zero));
            Variable below = b.variable(given(two, next));
            if (pivots)
              b.when(abs(below.get()) > abs(pivot.get()), [&] {
                // What is below the diagonal becomes the pivot.
                Expr upper = pivot;
                pivot = below;
                below = upper;
                u(i, zero) = pivot;
                Expr right = u(i, one);
                u(i, one) = u(next, zero);
                u(i, two) = u(next, one);
                u(next, zero) = right;
                u(next, one) = none;
                b.loop(zero, columns, [&](Expr j) {
                  Expr value = x(i, j);
                  x(i, j) = x(next, j);
                  x(next, j) = value;
                });
              });
            Expr factor = below.get() / pivot;
            u(next, zero) = u(next, zero) - factor * u(i, one);
            u(next, one) = u(next, one) - factor * u(i, two);
            b.loop(zero, columns,
                   [&](Expr j) { x(next, j) = x(next, j) - factor * x(i, j); });
          });
          b.loopDown(n, zero, [&](Expr i) {
            b.loop(zero, columns, [&](Expr j) {
              Variable value = b.variable(x(i, j));
              for (Expr k : {one, two})
                b.when(i + k < n,
                       [&] { value = value.get() - u(i, k) * x(i + k, j); });
              x(i, j) = value / u(i, zero);
            });
          });
          return SmallVector<Value>{x.get()};
        });
  }
};

} // namespace

void nn::detail::populateMatrixSolvePatterns(const TypeConverter &converter,
                                             RewritePatternSet &patterns) {
  patterns.add<CholeskyOpConversion, LuOpConversion,
               TriangularSolveOpConversion, TridiagonalSolveOpConversion>(
      converter, patterns.getContext());
}
