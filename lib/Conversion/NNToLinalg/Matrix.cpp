//===- Matrix.cpp ---------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Matrix.h"
#include "Checks.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::detail;

Matrices::Matrices(ImplicitLocOpBuilder &b, Value tensor)
    : elementType(getTensorType(tensor).getElementType()),
      computeType(getComputeType(elementType)), batch(getSizes(b, tensor)) {
  columns = batch.pop_back_val();
  rows = batch.pop_back_val();
  joined = joinBatch(b, convertFloats(b, tensor, computeType), 2);
}

SmallVector<Value> Matrices::forEach(ImplicitLocOpBuilder &b, StringRef name,
                                     ArrayRef<Sizes> sizes,
                                     ArrayRef<Type> elementTypes,
                                     Body body) const {
  SmallVector<Value> results = createRowGrid(
      b, name, getSize(b, joined, 0), sizes,
      llvm::map_to_vector(elementTypes, getComputeType),
      [&](ImplicitLocOpBuilder &builder, Value point, ValueRange outputs) {
        LoopBuilder b(builder);
        return body(b, getRow(b, joined, point), outputs, point);
      });
  for (auto [result, outputSizes, type] :
       llvm::zip_equal(results, sizes, elementTypes)) {
    Sizes all = batch;
    llvm::append_range(all, outputSizes);
    result = splitBatch(b, result, all);
    if (isa<FloatType>(type))
      result = convertFloats(b, result, type);
  }
  return results;
}

void nn::detail::checkSquare(ImplicitLocOpBuilder &b,
                             const Matrices &matrices) {
  checkEqualSizes(b, matrices.rows, matrices.columns,
                  "numbers of rows and columns");
}

Array nn::detail::copyMatrix(LoopBuilder &b, Value matrix, Value output) {
  return b.array(linalg::CopyOp::create(b, matrix, output).getResult(0));
}

void nn::detail::setIdentity(LoopBuilder &b, Array a, Expr rows, Expr columns) {
  Type type = getTensorType(a.get()).getElementType();
  b.loop(b.index(0), rows, [&](Expr i) {
    b.loop(b.index(0), columns, [&](Expr j) {
      a(i, j) = select(i == j, b.number(type, 1), b.number(type, 0));
    });
  });
}

Expr nn::detail::getSmallest(LoopBuilder &b, Type type) {
  return b.expr(arith::ConstantOp::create(
      b, b.getFloatAttr(type, APFloat::getSmallestNormalized(
                                  cast<FloatType>(type).getFloatSemantics()))));
}

Expr nn::detail::getEpsilon(LoopBuilder &b, Type type) {
  return b.number(type, type.isF64() ? 0x1p-52 : 0x1p-23);
}

Expr nn::detail::makeReflection(LoopBuilder &b, Array a, Expr row, Expr column,
                                Expr rows) {
  Expr head = a(row, column);
  Expr zero = head.like(0);
  Variable sum = b.variable(zero);
  b.loop(row + 1, rows, [&](Expr i) {
    Expr value = a(i, column);
    sum = sum + value * value;
  });
  Expr isDone = sum <= getSmallest(b, head.getType());
  Expr length = sqrt(head * head + sum);
  Expr multiple = select(isDone, head, select(head >= zero, -length, length));
  Expr divisor = select(isDone, head.like(1), head - multiple);
  b.loop(row + 1, rows, [&](Expr i) {
    a(i, column) = select(isDone, zero, a(i, column) / divisor);
  });
  a(row, column) = multiple;
  return select(isDone, zero, (multiple - head) / multiple);
}

void nn::detail::reflect(LoopBuilder &b, Array a, Expr row, Expr column,
                         Expr rows, Expr factor, Array target, Expr begin,
                         Expr end) {
  b.loop(begin, end, [&](Expr j) {
    Variable sum = b.variable(target(row, j));
    b.loop(row + 1, rows,
           [&](Expr i) { sum = sum + a(i, column) * target(i, j); });
    Expr scaled = factor * sum;
    target(row, j) = target(row, j) - scaled;
    b.loop(row + 1, rows, [&](Expr i) {
      target(i, j) = target(i, j) - scaled * a(i, column);
    });
  });
}
