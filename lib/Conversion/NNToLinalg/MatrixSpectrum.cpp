//===- MatrixSpectrum.cpp -------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Orthogonal factors of matrices: QR by reflections, singular values by
// Jacobi's rotations, and eigenvalues of symmetric matrices by QR steps on a
// tridiagonal one. Vectors have the signs that Eigen's algorithms give, which
// TensorFlow uses; so the steps are the same, in the same order.
//
//===----------------------------------------------------------------------===//

#include "Matrix.h"
#include "Patterns.h"
#include "nn/Dialect/NN/IR/NNMatrixOps.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::detail;

/// The rows of a matrix times the reflections of `a`, the first of which is the
/// outermost: `target` begins as a part of the identity.
static void applyReflections(LoopBuilder &b, Array a, Array factors, Expr rows,
                             Expr count, Array target, Expr columns) {
  Expr zero = b.index(0);
  b.loopDown(count, zero, [&](Expr k) {
    reflect(b, a, k, k, rows, factors(k), target, zero, columns);
  });
}

//===----------------------------------------------------------------------===//
// QR
//===----------------------------------------------------------------------===//

namespace {

struct QrOpConversion : public LoopLowering<QrOp> {
  using LoopLowering::LoopLowering;

  FailureOr<SmallVector<Value>>
  lower(QrOp op, OpAdaptor adaptor, ImplicitLocOpBuilder &b,
        ConversionPatternRewriter &rewriter) const override {
    Matrices input(b, adaptor.getInput());
    int64_t numRows = getStaticSize(input.rows);
    int64_t numColumns = getStaticSize(input.columns);
    if (ShapedType::isDynamic(numRows) || ShapedType::isDynamic(numColumns))
      return rewriter.notifyMatchFailure(op, "expects matrices of known size");
    int64_t least = std::min(numRows, numColumns);
    OpFoldResult inner = b.getIndexAttr(op.getFull() ? numRows : least);
    Type type = input.computeType;
    return input.forEach(
        b, "qr", {{input.rows, inner}, {inner, input.columns}},
        {input.elementType, input.elementType},
        [&](LoopBuilder &b, Value matrix, ValueRange outputs) {
          Array q = b.array(outputs[0]), r = b.array(outputs[1]);
          Array work = copyMatrix(
              b, matrix, createEmpty(b, {input.rows, input.columns}, type));
          Array factors = b.array({b.getIndexAttr(least)}, type);
          Expr zero = b.index(0), rows = b.size(input.rows);
          Expr columns = b.size(input.columns);
          b.loop(zero, b.index(least), [&](Expr k) {
            Expr factor = makeReflection(b, work, k, k, rows);
            factors(k) = factor;
            reflect(b, work, k, k, rows, factor, work, k + 1, columns);
          });
          b.loop(zero, b.size(inner), [&](Expr i) {
            b.loop(zero, columns, [&](Expr j) {
              r(i, j) = select(i <= j, work(i, j), b.number(type, 0));
            });
          });
          setIdentity(b, q, rows, b.size(inner));
          applyReflections(b, work, factors, rows, b.index(least), q,
                           b.size(inner));
          return SmallVector<Value>{q.get(), r.get()};
        });
  }
};

} // namespace

//===----------------------------------------------------------------------===//
// Rotations
//===----------------------------------------------------------------------===//

namespace {
/// A rotation of a plane by an angle of this cosine and sine.
struct Rotation {
  Expr cosine, sine;

  Rotation transpose() const { return {cosine, -sine}; }
  Rotation operator*(const Rotation &other) const {
    return {cosine * other.cosine - sine * other.sine,
            cosine * other.sine + sine * other.cosine};
  }
};
} // namespace

/// Rotates the rows, or columns, p and q of an array.
static void rotateRows(LoopBuilder &b, Array a, Expr p, Expr q,
                       const Rotation &rotation, Expr count) {
  b.loop(b.index(0), count, [&](Expr i) {
    Expr x = a(p, i), y = a(q, i);
    a(p, i) = rotation.cosine * x + rotation.sine * y;
    a(q, i) = rotation.cosine * y - rotation.sine * x;
  });
}
static void rotateColumns(LoopBuilder &b, Array a, Expr p, Expr q,
                          const Rotation &rotation, Expr count) {
  b.loop(b.index(0), count, [&](Expr i) {
    Expr x = a(i, p), y = a(i, q);
    a(i, p) = rotation.cosine * x - rotation.sine * y;
    a(i, q) = rotation.sine * x + rotation.cosine * y;
  });
}

static void swapColumns(LoopBuilder &b, Array a, Expr p, Expr q, Expr count) {
  b.loop(b.index(0), count, [&](Expr i) {
    Expr x = a(i, p);
    a(i, p) = a(i, q);
    a(i, q) = x;
  });
}

/// The rotation that makes [x y; y z] diagonal.
static Rotation makeJacobi(LoopBuilder &b, Expr x, Expr y, Expr z) {
  Expr one = x.like(1), zero = x.like(0);
  Expr divisor = 2 * abs(y);
  Expr isDone = divisor < getSmallest(b, x.getType());
  Expr tau = (x - z) / select(isDone, one, divisor);
  Expr root = sqrt(tau * tau + 1);
  Expr t = 1 / select(tau > zero, tau + root, tau - root);
  Expr n = 1 / sqrt(t * t + 1);
  Expr direction = select((t > zero) == (y > zero), -one, one);
  return {select(isDone, one, n), select(isDone, zero, direction * abs(t) * n)};
}

/// The rotation that maps (x, z) to a multiple of (1, 0).
static Rotation makeGivens(LoopBuilder &b, Expr x, Expr z) {
  Expr one = x.like(1), zero = x.like(0);
  Expr isSteep = abs(x) <= abs(z);
  Expr t = select(isSteep, x / z, z / x);
  Expr u = sqrt(1 + t * t);
  Expr isNegative = select(isSteep, z < zero, x < zero);
  Expr inverse = 1 / select(isNegative, -u, u);
  Expr cosine = select(isSteep, t * inverse, inverse);
  Expr sine = select(isSteep, -inverse, -(t * inverse));
  Expr isFlat = z == zero, isUpright = x == zero;
  cosine = select(isUpright, zero, cosine);
  sine = select(isUpright, select(z < zero, one, -one), sine);
  return {select(isFlat, select(x < zero, -one, one), cosine),
          select(isFlat, zero, sine)};
}

//===----------------------------------------------------------------------===//
// Singular values
//===----------------------------------------------------------------------===//

/// The rotations of rows and columns p and q that make these of `work`
/// diagonal.
static std::pair<Rotation, Rotation> makeTwoSided(LoopBuilder &b, Array work,
                                                  Expr p, Expr q) {
  Expr pp = work(p, p), pq = work(p, q), qp = work(q, p), qq = work(q, q);
  // Rows first, so that what is left is symmetric.
  Expr one = pp.like(1), zero = pp.like(0);
  Expr d = qp - pq;
  Expr isSymmetric = abs(d) < getSmallest(b, d.getType());
  Expr u = (pp + qq) / select(isSymmetric, one, d);
  Expr root = sqrt(1 + u * u);
  Rotation first = {select(isSymmetric, one, u / root),
                    select(isSymmetric, zero, 1 / root)};
  Expr x = first.cosine * pp + first.sine * qp;
  Expr y = first.cosine * pq + first.sine * qq;
  Expr z = first.cosine * qq - first.sine * pq;
  Rotation right = makeJacobi(b, x, y, z);
  return {first * right.transpose(), right};
}

namespace {

/// A matrix that is not square is factored to a square one first, by QR with
/// the column of the greatest norm as the next pivot. Then rotations of two
/// rows and columns are repeated until what they would remove is negligible.
struct SvdOpConversion : public LoopLowering<SvdOp> {
  using LoopLowering::LoopLowering;

  FailureOr<SmallVector<Value>>
  lower(SvdOp op, OpAdaptor adaptor, ImplicitLocOpBuilder &b,
        ConversionPatternRewriter &rewriter) const override;
};

} // namespace

/// Factors the `rows` x `columns` matrix in `a`, rows > columns: `work` becomes
/// the triangular factor or its transpose, `q` the orthogonal one, and `p` the
/// permutation of columns.
static void factorWithPivots(LoopBuilder &b, Array a, int64_t numRows,
                             int64_t numColumns, Array work, bool isTransposed,
                             Array q, int64_t numQ, Array p, bool hasVectors) {
  Type type = getTensorType(a.get()).getElementType();
  Expr zero = b.index(0), rows = b.index(numRows);
  Expr columns = b.index(numColumns), none = b.number(type, 0);
  Array factors = b.array({b.getIndexAttr(numColumns)}, type);
  if (hasVectors)
    setIdentity(b, p, columns, columns);
  b.loop(zero, columns, [&](Expr k) {
    Variable pivot = b.variable(k), greatest = b.variable(b.number(type, -1));
    b.loop(k, columns, [&](Expr j) {
      Variable norm = b.variable(none);
      b.loop(k, rows, [&](Expr i) { norm = norm + a(i, j) * a(i, j); });
      Expr isGreater = norm > greatest;
      pivot = select(isGreater, j, pivot);
      greatest = select(isGreater, norm, greatest);
    });
    b.when(pivot.get() != k, [&] {
      swapColumns(b, a, k, pivot, rows);
      if (hasVectors)
        swapColumns(b, p, k, pivot, columns);
    });
    Expr factor = makeReflection(b, a, k, k, rows);
    factors(k) = factor;
    reflect(b, a, k, k, rows, factor, a, k + 1, columns);
  });
  b.loop(zero, columns, [&](Expr i) {
    b.loop(zero, columns, [&](Expr j) {
      Expr value = select(i <= j, a(i, j), none);
      if (isTransposed)
        work(j, i) = value;
      else
        work(i, j) = value;
    });
  });
  if (!hasVectors)
    return;
  setIdentity(b, q, rows, b.index(numQ));
  applyReflections(b, a, factors, rows, columns, q, b.index(numQ));
}

namespace {
/// The factors of one matrix in the making.
struct SingularValues {
  LoopBuilder &b;
  Type type;
  /// Rows and columns of the matrix, and the lesser number of them.
  int64_t numRows, numColumns, numValues;
  /// Square, and diagonal in the end.
  Array work;
  /// The results; without vectors `u` and `v` are never looked at.
  Array values, u, v;
  bool hasVectors;

  Expr getCount() const { return b.index(numValues); }

  /// Fills `work` with the matrix, divided by a scale, or with a factor of it
  /// that has the same values.
  void begin(Input a, Expr scale, int64_t numU, int64_t numV);
  /// Rotates until what is beside the diagonal is negligible.
  void diagonalize();
  /// Rotates rows and columns p and q, unless what that would remove is
  /// negligible: then `isDone` stays.
  void rotate(Expr p, Expr q, Variable &diagonal, Variable &isDone);
  /// Takes the values from the diagonal, with the signs in `u`.
  void takeValues(Expr scale);
  /// Sorts values and vectors from the largest downwards.
  void sort();
};
} // namespace

/// Returns the largest absolute element, or 1 if all are zero.
static Expr getScale(LoopBuilder &b, Input a, Expr rows, Expr columns,
                     Type type) {
  Expr zero = b.index(0), none = b.number(type, 0);
  Variable scale = b.variable(none);
  b.loop(zero, rows, [&](Expr i) {
    b.loop(zero, columns, [&](Expr j) { scale = max(scale, abs(a(i, j))); });
  });
  return select(scale == none, b.number(type, 1), scale);
}

void SingularValues::begin(Input a, Expr scale, int64_t numU, int64_t numV) {
  Expr zero = b.index(0), count = getCount();
  if (numRows == numColumns) {
    b.loop(zero, count, [&](Expr i) {
      b.loop(zero, count, [&](Expr j) { work(i, j) = a(i, j) / scale; });
    });
    if (hasVectors) {
      setIdentity(b, u, count, count);
      setIdentity(b, v, count, count);
    }
    return;
  }
  bool isWide = numRows < numColumns;
  int64_t greatest = std::max(numRows, numColumns);
  Array tall =
      b.array({b.getIndexAttr(greatest), b.getIndexAttr(numValues)}, type);
  b.loop(zero, b.index(greatest), [&](Expr i) {
    b.loop(zero, count,
           [&](Expr j) { tall(i, j) = (isWide ? a(j, i) : a(i, j)) / scale; });
  });
  factorWithPivots(b, tall, greatest, numValues, work, isWide, isWide ? v : u,
                   isWide ? numV : numU, isWide ? u : v, hasVectors);
}

void SingularValues::rotate(Expr p, Expr q, Variable &diagonal,
                            Variable &isDone) {
  Expr threshold =
      max(getSmallest(b, type), 2 * getEpsilon(b, type) * diagonal);
  Expr off = max(abs(work(p, q)), abs(work(q, p)));
  b.when(off > threshold, [&] {
    isDone = b.number(b.getI1Type(), 0);
    auto [left, right] = makeTwoSided(b, work, p, q);
    rotateRows(b, work, p, q, left, getCount());
    rotateColumns(b, work, p, q, right, getCount());
    if (hasVectors) {
      rotateColumns(b, u, p, q, left.transpose(), b.index(numRows));
      rotateColumns(b, v, p, q, right, b.index(numColumns));
    }
    diagonal = max(diagonal, max(abs(work(p, p)), abs(work(q, q))));
  });
}

void SingularValues::diagonalize() {
  Expr zero = b.index(0), count = getCount();
  Variable diagonal = b.variable(b.number(type, 0));
  b.loop(zero, count,
         [&](Expr i) { diagonal = max(diagonal, abs(work(i, i))); });
  // NaN and infinity never get less: the number of sweeps is bounded.
  Variable sweep = b.variable(zero);
  b.repeatWhile([&] { return sweep < b.index(1000); },
                [&] {
                  Variable isDone = b.variable(b.number(b.getI1Type(), 1));
                  b.loop(b.index(1), count, [&](Expr p) {
                    b.loop(zero, p,
                           [&](Expr q) { rotate(p, q, diagonal, isDone); });
                  });
                  sweep = select(isDone, b.index(1000), sweep + 1);
                });
}

void SingularValues::takeValues(Expr scale) {
  Expr zero = b.index(0);
  b.loop(zero, getCount(), [&](Expr i) {
    Expr value = work(i, i);
    values(i) = abs(value) * scale;
    if (hasVectors)
      b.when(value < b.number(type, 0), [&] {
        b.loop(zero, b.index(numRows), [&](Expr k) { u(k, i) = -u(k, i); });
      });
  });
}

void SingularValues::sort() {
  Expr count = getCount();
  b.loop(b.index(0), count, [&](Expr i) {
    Variable best = b.variable(i);
    b.loop(i + 1, count, [&](Expr j) {
      best = select(values(j) > values(best.get()), j, best);
    });
    b.when(best.get() != i, [&] {
      Expr value = values(i);
      values(i) = values(best.get());
      values(best.get()) = value;
      if (hasVectors) {
        swapColumns(b, u, i, best, b.index(numRows));
        swapColumns(b, v, i, best, b.index(numColumns));
      }
    });
  });
}

FailureOr<SmallVector<Value>>
SvdOpConversion::lower(SvdOp op, OpAdaptor adaptor, ImplicitLocOpBuilder &b,
                       ConversionPatternRewriter &rewriter) const {
  Matrices input(b, adaptor.getInput());
  int64_t m = getStaticSize(input.rows), n = getStaticSize(input.columns);
  if (ShapedType::isDynamic(m) || ShapedType::isDynamic(n))
    return rewriter.notifyMatchFailure(op, "expects matrices of known size");
  int64_t least = std::min(m, n);
  int64_t numU = op.getFull() ? m : least, numV = op.getFull() ? n : least;
  bool hasVectors = !op.getU().use_empty() || !op.getV().use_empty();
  auto fixed = [&](int64_t size) -> OpFoldResult {
    return b.getIndexAttr(size);
  };
  SmallVector<Sizes> vectorSizes = {{fixed(m), fixed(numU)},
                                    {fixed(n), fixed(numV)}};
  SmallVector<Sizes> sizes = {{fixed(least)}};
  if (hasVectors)
    llvm::append_range(sizes, vectorSizes);
  SmallVector<Type> types(sizes.size(), input.elementType);

  SmallVector<Value> results =
      input.forEach(b, "svd", sizes, types,
                    [&](LoopBuilder &b, Value matrix, ValueRange outputs) {
                      Type type = input.computeType;
                      Array values = b.array(outputs[0]);
                      Array u = hasVectors ? b.array(outputs[1]) : values;
                      Array v = hasVectors ? b.array(outputs[2]) : values;
                      Array work = b.array({fixed(least), fixed(least)}, type);
                      SingularValues svd{b,    type,   m, n, least,
                                         work, values, u, v, hasVectors};
                      Input a = b.input(matrix);
                      Expr scale = getScale(b, a, b.index(m), b.index(n), type);
                      svd.begin(a, scale, numU, numV);
                      svd.diagonalize();
                      svd.takeValues(scale);
                      svd.sort();
                      SmallVector<Value> made = {values.get()};
                      if (hasVectors)
                        made.append({u.get(), v.get()});
                      return made;
                    });
  if (!hasVectors)
    for (const Sizes &more : vectorSizes) {
      Sizes all = input.batch;
      llvm::append_range(all, more);
      results.push_back(createEmpty(b, all, input.elementType));
    }
  return results;
}

//===----------------------------------------------------------------------===//
// Eigenvalues
//===----------------------------------------------------------------------===//

/// Makes the symmetric matrix in the lower triangle of `a` tridiagonal by
/// reflections, which are left below its subdiagonal.
static void makeTridiagonal(LoopBuilder &b, Array a, Array factors, Expr n) {
  Expr zero = b.index(0);
  auto getSymmetric = [&](Expr i, Expr j) {
    return a(max(i, j), min(i, j)).get();
  };
  b.loop(zero, n - 1, [&](Expr k) {
    Expr first = k + 1;
    Expr factor = makeReflection(b, a, first, k, n);
    Expr multiple = a(first, k);
    a(first, k) = multiple.like(1);
    // w = factor * A v, less its part along v.
    Variable along = b.variable(factor.like(0));
    b.loop(first, n, [&](Expr i) {
      Variable sum = b.variable(factor.like(0));
      b.loop(first, n, [&](Expr j) {
        sum = sum + getSymmetric(i, j) * (factor * a(j, k));
      });
      factors(i) = sum;
      along = along + sum * a(i, k);
    });
    Expr half = factor * -0.5 * along;
    b.loop(first, n, [&](Expr i) { factors(i) = factors(i) + half * a(i, k); });
    b.loop(first, n, [&](Expr j) {
      b.loop(j, n, [&](Expr i) {
        a(i, j) = a(i, j) - a(i, k) * factors(j) - factors(i) * a(j, k);
      });
    });
    a(first, k) = multiple;
    factors(k) = factor;
  });
}

/// One QR step with Wilkinson's shift on rows [start, end] of a tridiagonal
/// matrix.
static void takeStep(LoopBuilder &b, Array diagonal, Array below, Expr start,
                     Expr end, Array vectors, Expr n) {
  Expr td = (diagonal(end - 1) - diagonal(end)) * 0.5;
  Expr e = below(end - 1), last = diagonal(end);
  Expr zero = td.like(0);
  Expr length = sqrt(td * td + e * e);
  Expr divisor = td + select(td > zero, length, -length);
  Expr square = e * e;
  Expr shift = select(square == zero, e / (divisor / e), square / divisor);
  Expr mu =
      select(td == zero, last - abs(e), select(e == zero, last, last - shift));
  Variable x = b.variable(diagonal(start) - mu);
  Variable z = b.variable(below(start));
  b.loop(start, end, [&](Expr k) {
    b.when(z != zero, [&] {
      Rotation rotation = makeGivens(b, x, z);
      Expr c = rotation.cosine, s = rotation.sine;
      Expr dk = diagonal(k), dk1 = diagonal(k + 1), sk = below(k);
      Expr sdk = s * dk + c * sk, dkp1 = s * sk + c * dk1;
      diagonal(k) = c * (c * dk - s * sk) - s * (c * sk - s * dk1);
      diagonal(k + 1) = s * sdk + c * dkp1;
      Expr next = c * sdk - s * dkp1;
      below(k) = next;
      b.when(k > start, [&] { below(k - 1) = c * below(k - 1) - s * z; });
      x = next;
      b.when(k < end - 1, [&] {
        Expr bulge = below(k + 1);
        z = -(s * bulge);
        below(k + 1) = c * bulge;
      });
      rotateColumns(b, vectors, k, k + 1, rotation, n);
    });
  });
}

namespace {

struct SelfAdjointEigOpConversion : public LoopLowering<SelfAdjointEigOp> {
  using LoopLowering::LoopLowering;

  FailureOr<SmallVector<Value>>
  lower(SelfAdjointEigOp op, OpAdaptor adaptor, ImplicitLocOpBuilder &b,
        ConversionPatternRewriter &) const override;
};

} // namespace

FailureOr<SmallVector<Value>>
SelfAdjointEigOpConversion::lower(SelfAdjointEigOp op, OpAdaptor adaptor,
                                  ImplicitLocOpBuilder &b,
                                  ConversionPatternRewriter &) const {
  Matrices input(b, adaptor.getInput());
  checkSquare(b, input);
  Type type = input.computeType;
  return input.forEach(
      b, "self_adjoint_eig", {{input.rows}, {input.rows, input.rows}},
      {input.elementType, input.elementType},
      [&](LoopBuilder &b, Value matrix, ValueRange outputs) {
        Array diagonal = b.array(outputs[0]), vectors = b.array(outputs[1]);
        Input from = b.input(matrix);
        Array a = b.array({input.rows, input.rows}, type);
        Array below = b.array({input.rows}, type);
        Array factors = b.array({input.rows}, type);
        Expr zero = b.index(0), n = b.size(input.rows),
             none = b.number(type, 0);

        Variable scale = b.variable(none);
        b.loop(zero, n, [&](Expr i) {
          b.loop(zero, i + 1,
                 [&](Expr j) { scale = max(scale, abs(from(i, j))); });
        });
        scale = select(scale == none, b.number(type, 1), scale);
        b.loop(zero, n, [&](Expr i) {
          b.loop(zero, i + 1, [&](Expr j) { a(i, j) = from(i, j) / scale; });
        });
        makeTridiagonal(b, a, factors, n);
        b.loop(zero, n, [&](Expr i) { diagonal(i) = a(i, i); });
        b.loop(zero, n - 1, [&](Expr i) { below(i) = a(i + 1, i); });
        setIdentity(b, vectors, n, n);
        b.loopDown(n - 1, zero, [&](Expr k) {
          reflect(b, a, k + 1, k, n, factors(k), vectors, zero, n);
        });

        // Steps on the last block that no zero below the diagonal splits.
        Variable end = b.variable(n - 1), start = b.variable(zero);
        Variable steps = b.variable(zero);
        Expr smallest = getSmallest(b, type), epsilon = getEpsilon(b, type);
        b.repeatWhile(
            [&] { return end > zero && steps <= n * b.index(30); },
            [&] {
              b.loop(start, end, [&](Expr i) {
                Expr value = below(i), scaled = value / epsilon;
                Expr isSmall =
                    abs(value) < smallest ||
                    scaled * scaled <= abs(diagonal(i)) + abs(diagonal(i + 1));
                below(i) = select(isSmall, none, value);
              });
              auto isCut = [&](Variable at) {
                // Row 0 is never asked for what is above it.
                Expr before = max(at - b.index(1), zero);
                return below(before).get() == none;
              };
              b.repeatWhile([&] { return end > zero && isCut(end); },
                            [&] { end = end - b.index(1); });
              b.when(end > zero, [&] {
                start = end - b.index(1);
                b.repeatWhile([&] { return start > zero && !isCut(start); },
                              [&] { start = start - b.index(1); });
                takeStep(b, diagonal, below, start, end, vectors, n);
              });
              steps = steps + b.index(1);
            });

        b.loop(zero, n, [&](Expr i) {
          Variable least = b.variable(i);
          b.loop(i + 1, n, [&](Expr j) {
            least = select(diagonal(j) < diagonal(least.get()), j, least);
          });
          b.when(least.get() != i, [&] {
            Expr value = diagonal(i);
            diagonal(i) = diagonal(least.get());
            diagonal(least.get()) = value;
            swapColumns(b, vectors, i, least, n);
          });
        });
        b.loop(zero, n, [&](Expr i) { diagonal(i) = diagonal(i) * scale; });
        return SmallVector<Value>{diagonal.get(), vectors.get()};
      });
}

void nn::detail::populateMatrixSpectrumPatterns(const TypeConverter &converter,
                                                RewritePatternSet &patterns) {
  patterns.add<QrOpConversion, SelfAdjointEigOpConversion, SvdOpConversion>(
      converter, patterns.getContext());
}
