//===- MatrixOps.cpp ------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "nn/Dialect/NN/IR/NNMatrixOps.h"

using namespace mlir;
using namespace mlir::nn;

#define GET_OP_CLASSES
#include "nn/Dialect/NN/IR/NNMatrixOps.cpp.inc"

void NNDialect::registerMatrixOps() {
  addOperations<
#define GET_OP_LIST
#include "nn/Dialect/NN/IR/NNMatrixOps.cpp.inc"
      >();
}

/// Verifies nn.matrix_c1 and, if asked to, that the matrices are square.
/// Returns the type with sizes that must be equal made so.
static FailureOr<RankedTensorType> inferMatrices(std::optional<Location> loc,
                                                 StringRef name, Value value,
                                                 bool isSquare) {
  auto type = cast<RankedTensorType>(value.getType());
  if (type.getRank() < 2) {
    (void)emitOptionalError(loc, "expects '", name,
                            "' of rank 2 at least, got rank ", type.getRank());
    return failure();
  }
  SmallVector<int64_t> shape(type.getShape());
  int64_t &rows = shape[shape.size() - 2], &columns = shape.back();
  if (isSquare && !areCompatibleSizes(rows, columns)) {
    (void)emitOptionalError(loc, "expects square matrices in '", name,
                            "', got ", rows, " rows and ", columns, " columns");
    return failure();
  }
  if (isSquare && ShapedType::isDynamic(rows))
    rows = columns;
  else if (isSquare)
    columns = rows;
  return type.clone(shape);
}

/// The type with other sizes in place of the last two.
static RankedTensorType replaceMatrix(RankedTensorType type,
                                      ArrayRef<int64_t> sizes) {
  SmallVector<int64_t> shape(type.getShape().drop_back(2));
  llvm::append_range(shape, sizes);
  return type.clone(shape);
}

/// The lesser of two sizes, if that is known.
static int64_t minSize(int64_t lhs, int64_t rhs) {
  if (ShapedType::isDynamic(lhs) || ShapedType::isDynamic(rhs))
    return lhs == 0 || rhs == 0 ? 0 : ShapedType::kDynamic;
  return std::min(lhs, rhs);
}

LogicalResult LuOp::inferReturnTypes(MLIRContext *context,
                                     std::optional<Location> loc,
                                     Adaptor adaptor,
                                     SmallVectorImpl<Type> &inferred) {
  // nn.lu_c1
  FailureOr<RankedTensorType> type =
      inferMatrices(loc, "input", adaptor.getInput(), /*isSquare=*/true);
  if (failed(type))
    return failure();
  inferred.push_back(*type);
  inferred.push_back(RankedTensorType::get(type->getShape().drop_back(),
                                           IntegerType::get(context, 32)));
  return success();
}

LogicalResult CholeskyOp::inferReturnTypes(MLIRContext *,
                                           std::optional<Location> loc,
                                           Adaptor adaptor,
                                           SmallVectorImpl<Type> &inferred) {
  // nn.cholesky_c1
  FailureOr<RankedTensorType> type =
      inferMatrices(loc, "input", adaptor.getInput(), /*isSquare=*/true);
  if (failed(type))
    return failure();
  inferred.push_back(*type);
  return success();
}

LogicalResult QrOp::inferReturnTypes(MLIRContext *, std::optional<Location> loc,
                                     Adaptor adaptor,
                                     SmallVectorImpl<Type> &inferred) {
  FailureOr<RankedTensorType> type =
      inferMatrices(loc, "input", adaptor.getInput(), /*isSquare=*/false);
  if (failed(type))
    return failure();
  int64_t rows = type->getShape().take_back(2)[0];
  int64_t columns = type->getShape().back();
  int64_t inner = adaptor.getFull() ? rows : minSize(rows, columns);
  inferred.push_back(replaceMatrix(*type, {rows, inner}));
  inferred.push_back(replaceMatrix(*type, {inner, columns}));
  return success();
}

LogicalResult SvdOp::inferReturnTypes(MLIRContext *,
                                      std::optional<Location> loc,
                                      Adaptor adaptor,
                                      SmallVectorImpl<Type> &inferred) {
  FailureOr<RankedTensorType> type =
      inferMatrices(loc, "input", adaptor.getInput(), /*isSquare=*/false);
  if (failed(type))
    return failure();
  int64_t rows = type->getShape().take_back(2)[0];
  int64_t columns = type->getShape().back();
  int64_t count = minSize(rows, columns);
  inferred.push_back(replaceMatrix(*type, {count}));
  inferred.push_back(
      replaceMatrix(*type, {rows, adaptor.getFull() ? rows : count}));
  inferred.push_back(
      replaceMatrix(*type, {columns, adaptor.getFull() ? columns : count}));
  return success();
}

LogicalResult
SelfAdjointEigOp::inferReturnTypes(MLIRContext *, std::optional<Location> loc,
                                   Adaptor adaptor,
                                   SmallVectorImpl<Type> &inferred) {
  // nn.self_adjoint_eig_c1
  FailureOr<RankedTensorType> type =
      inferMatrices(loc, "input", adaptor.getInput(), /*isSquare=*/true);
  if (failed(type))
    return failure();
  inferred.push_back(replaceMatrix(*type, {type->getShape().back()}));
  inferred.push_back(*type);
  return success();
}

/// Verifies that the right-hand sides are of the element type and batch sizes
/// of the matrices and have as many rows as those columns; infers the type of
/// the solutions.
static LogicalResult inferSolution(std::optional<Location> loc,
                                   RankedTensorType matrix,
                                   RankedTensorType rhs,
                                   SmallVectorImpl<Type> &inferred) {
  if (matrix.getElementType() != rhs.getElementType())
    return emitOptionalError(loc, "expects equal element types, got ", matrix,
                             " and ", rhs);
  int64_t size = matrix.getShape().back();
  int64_t rows = rhs.getShape().take_back(2)[0];
  if (!areCompatibleSizes(size, rows))
    return emitOptionalError(loc, "expects 'rhs' of ", size, " rows, got ",
                             rows);
  SmallVector<int64_t> shape(rhs.getShape());
  RankedTensorType expected = replaceMatrix(matrix, {rows, shape.back()});
  if (!areCompatibleTypes(TypeRange(rhs), TypeRange(expected)))
    return emitOptionalError(loc, "expects 'rhs' of type ", expected, ", got ",
                             rhs);
  shape[shape.size() - 2] = ShapedType::isDynamic(rows) ? size : rows;
  inferred.push_back(rhs.clone(shape));
  return success();
}

LogicalResult
TriangularSolveOp::inferReturnTypes(MLIRContext *, std::optional<Location> loc,
                                    Adaptor adaptor,
                                    SmallVectorImpl<Type> &inferred) {
  // nn.triangular_solve_c1
  FailureOr<RankedTensorType> matrix =
      inferMatrices(loc, "matrix", adaptor.getMatrix(), /*isSquare=*/true);
  FailureOr<RankedTensorType> rhs =
      inferMatrices(loc, "rhs", adaptor.getRhs(), /*isSquare=*/false);
  if (failed(matrix) || failed(rhs))
    return failure();
  // nn.triangular_solve_c2
  return inferSolution(loc, *matrix, *rhs, inferred);
}

LogicalResult
TridiagonalSolveOp::inferReturnTypes(MLIRContext *, std::optional<Location> loc,
                                     Adaptor adaptor,
                                     SmallVectorImpl<Type> &inferred) {
  // nn.tridiagonal_solve_c1
  FailureOr<RankedTensorType> diagonals = inferMatrices(
      loc, "diagonals", adaptor.getDiagonals(), /*isSquare=*/false);
  FailureOr<RankedTensorType> rhs =
      inferMatrices(loc, "rhs", adaptor.getRhs(), /*isSquare=*/false);
  if (failed(diagonals) || failed(rhs))
    return failure();
  int64_t count = diagonals->getShape().take_back(2)[0];
  if (!areCompatibleSizes(count, 3))
    return emitOptionalError(loc, "expects 'diagonals' of 3 rows, got ", count);
  // nn.tridiagonal_solve_c2
  return inferSolution(loc, *diagonals, *rhs, inferred);
}
