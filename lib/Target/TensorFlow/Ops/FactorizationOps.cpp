//===- FactorizationOps.cpp -----------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Factorizations of matrices, and what is computed from them. Matrices are the
// last two dimensions.
//
//===----------------------------------------------------------------------===//

#include "Compose.h"
#include "nn/Dialect/NN/IR/NNArithmeticOps.h"
#include "nn/Dialect/NN/IR/NNBinaryOps.h"
#include "nn/Dialect/NN/IR/NNGatherOps.h"
#include "nn/Dialect/NN/IR/NNLinearOps.h"
#include "nn/Dialect/NN/IR/NNLogicalOps.h"
#include "nn/Dialect/NN/IR/NNMathOps.h"
#include "nn/Dialect/NN/IR/NNMatrixOps.h"
#include "nn/Dialect/NN/IR/NNReductionOps.h"
#include "nn/Dialect/NN/IR/NNShapeOps.h"
#include "llvm/ADT/APFloat.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

/// Emits an error unless the input is a matrix of floats, or a batch of them,
/// of known size; as many columns as there are vectors may be unknown.
static bool hasMatrices(NodeContext &node, unsigned index,
                        bool isSquare = false, bool isOfVectors = false) {
  if (!node.checkMinRank(index, 2) || !node.checkFloats(index))
    return false;
  ArrayRef<int64_t> sizes = node.getShape(index).take_back(2);
  if (llvm::is_contained(sizes.drop_back(isOfVectors), ShapedType::kDynamic)) {
    node.emitError() << "input " << index << " has matrices of unknown size";
    return false;
  }
  if (isSquare && sizes[0] != sizes[1])
    node.emitError() << "input " << index << " has matrices of " << sizes[0]
                     << " rows and " << sizes[1] << " columns";
  return !node.hasFailed();
}

static Value transposeMatrices(NodeContext &node, Value value) {
  if (!value)
    return {};
  int64_t rank = node.getType(value).getRank();
  SmallVector<int64_t> permutation =
      llvm::to_vector(llvm::seq<int64_t>(0, rank));
  std::swap(permutation[rank - 2], permutation[rank - 1]);
  return node.create<TransposeOp>(value,
                                  node.intsAttr("permutation", permutation));
}

/// A constant mask of size x size.
static Value makeMask(NodeContext &node, int64_t size,
                      llvm::function_ref<bool(int64_t, int64_t)> isIn) {
  if (size > 1 << 12) {
    node.emitError() << "has matrices of " << size << " rows";
    return {};
  }
  SmallVector<bool> elements;
  for (int64_t i = 0; i < size; ++i)
    for (int64_t j = 0; j < size; ++j)
      elements.push_back(isIn(i, j));
  return node.constant(cast<ElementsAttr>(DenseElementsAttr::get(
      RankedTensorType::get({size, size}, node.getBuilder().getI1Type()),
      elements)));
}

static Value solveTriangular(NodeContext &node, Value matrix, Value rhs,
                             bool lower, bool adjoint, bool unitDiagonal) {
  return node.create<TriangularSolveOp>(
      {matrix, rhs},
      {node.boolAttr("lower", lower), node.boolAttr("adjoint", adjoint),
       node.boolAttr("unit_diagonal", unitDiagonal)});
}

/// Solves with the rows of `rhs` exchanged as those of the matrix were.
static Value solve(NodeContext &node, Value matrix, Value rhs) {
  SmallVector<Value> lu = node.createResults<LuOp>(2, matrix);
  if (node.hasFailed() || !rhs)
    return {};
  int64_t batch = node.getType(matrix).getRank() - 2;
  Value exchanged =
      node.create<GatherOp>({rhs, lu[1]}, {node.intAttr("axis", batch),
                                           node.intAttr("batch_dims", batch)});
  Value half = solveTriangular(node, lu[0], exchanged, /*lower=*/true,
                               /*adjoint=*/false, /*unitDiagonal=*/true);
  return solveTriangular(node, lu[0], half, /*lower=*/false, /*adjoint=*/false,
                         /*unitDiagonal=*/false);
}

/// The identity, for each matrix of the batch.
static Value makeIdentity(NodeContext &node, RankedTensorType type) {
  int64_t size = type.getShape().back();
  Type elementType = type.getElementType();
  Value mask =
      makeMask(node, size, [](int64_t i, int64_t j) { return i == j; });
  Value matrix = node.create<SelectOp>(
      {mask, node.scalar(elementType, 1), node.scalar(elementType, 0)});
  if (!type.hasStaticShape()) {
    node.emitError() << "has a batch of unknown size";
    return {};
  }
  return node.createTyped<BroadcastToOp>(type, matrix);
}

static LogicalResult importMatrixInverse(NodeContext &node) {
  bool adjoint = node.getBool("adjoint", false);
  if (node.hasFailed() || !hasMatrices(node, 0, /*isSquare=*/true))
    return failure();
  Value inverse =
      solve(node, node.getInput(0), makeIdentity(node, node.getType(0)));
  return node.setResult(adjoint ? transposeMatrices(node, inverse) : inverse);
}

static LogicalResult importMatrixSolve(NodeContext &node) {
  bool adjoint = node.getBool("adjoint", false);
  if (node.hasFailed() || !hasMatrices(node, 0, /*isSquare=*/true) ||
      !hasMatrices(node, 1))
    return failure();
  Value matrix = node.getInput(0);
  if (adjoint)
    matrix = transposeMatrices(node, matrix);
  return node.setResult(solve(node, matrix, node.getInput(1)));
}

/// Both operands with the batch that they broadcast to.
static LogicalResult importTriangularSolve(NodeContext &node) {
  bool lower = node.getBool("lower", true);
  bool adjoint = node.getBool("adjoint", false);
  if (node.hasFailed() || !hasMatrices(node, 0, /*isSquare=*/true) ||
      !hasMatrices(node, 1, /*isSquare=*/false, /*isOfVectors=*/true))
    return failure();
  ArrayRef<int64_t> batch = node.getShape(0).drop_back(2);
  ArrayRef<int64_t> other = node.getShape(1).drop_back(2);
  SmallVector<Value> operands(node.getInputs());
  if (batch != other) {
    if (batch.size() < other.size())
      std::swap(batch, other);
    SmallVector<int64_t> both(batch);
    for (auto [i, size] : llvm::enumerate(other)) {
      int64_t &mine = both[batch.size() - other.size() + i];
      std::optional<int64_t> common = broadcastSizes(mine, size);
      if (!common || ShapedType::isDynamic(*common))
        return node.emitError() << "has batches that do not broadcast";
      mine = *common;
    }
    for (unsigned i : {0, 1}) {
      SmallVector<int64_t> shape(both);
      llvm::append_range(shape, node.getShape(i).take_back(2));
      if (llvm::is_contained(shape, ShapedType::kDynamic))
        return node.emitError() << "has batches that do not broadcast";
      operands[i] = node.createTyped<BroadcastToOp>(
          node.getType(i).clone(shape), operands[i]);
    }
  }
  return node.setResult(solveTriangular(node, operands[0], operands[1], lower,
                                        adjoint, /*unitDiagonal=*/false));
}

namespace {
/// The diagonal of U, and the sign of the row exchanges as a float.
struct Pivots {
  Value diagonal, sign;
};
} // namespace

static Pivots findPivots(NodeContext &node) {
  SmallVector<Value> lu = node.createResults<LuOp>(2, node.getInput(0));
  if (node.hasFailed())
    return {};
  RankedTensorType type = node.getType(0);
  int64_t rank = type.getRank(), size = type.getShape().back();
  Type elementType = type.getElementType();
  Value isDiagonal =
      makeMask(node, size, [](int64_t i, int64_t j) { return i == j; });
  Value only =
      node.create<SelectOp>({isDiagonal, lu[0], node.scalar(elementType, 0)});
  Value diagonal =
      node.create<ReduceSumOp>(only, node.intsAttr("axes", {rank - 1}));

  // Whether the number of pairs in the wrong order is odd.
  Type i32 = node.getBuilder().getI32Type();
  Value row = node.create<ExpandDimsOp>(lu[1], node.intAttr("axis", rank - 1));
  Value column =
      node.create<ExpandDimsOp>(lu[1], node.intAttr("axis", rank - 2));
  Value isPair =
      makeMask(node, size, [](int64_t i, int64_t j) { return i < j; });
  Value order = node.create<SignOp>(node.create<SubOp>({column, row}));
  Value factors = node.create<SelectOp>({isPair, order, node.scalar(i32, 1)});
  Value sign = node.create<ReduceProdOp>(
      factors, node.intsAttr("axes", {rank - 2, rank - 1}));
  if (!sign)
    return {};
  return {diagonal, node.createTyped<CastOp>(
                        node.getType(sign).clone(elementType), sign)};
}

static LogicalResult importDeterminant(NodeContext &node) {
  if (!hasMatrices(node, 0, /*isSquare=*/true))
    return failure();
  Pivots pivots = findPivots(node);
  Value product = node.create<ReduceProdOp>(
      pivots.diagonal, node.intsAttr("axes", {node.getRank(0) - 2}));
  return node.setResult(node.create<MulOp>({product, pivots.sign}));
}

/// A determinant of zero has the sign 0 and the logarithm -inf, and so has one
/// that is not finite.
static LogicalResult importLogDeterminant(NodeContext &node) {
  if (!hasMatrices(node, 0, /*isSquare=*/true))
    return failure();
  Pivots pivots = findPivots(node);
  auto axes = node.intsAttr("axes", {node.getRank(0) - 2});
  Value sign = node.create<MulOp>(
      {node.create<ReduceProdOp>(node.create<SignOp>(pivots.diagonal), axes),
       pivots.sign});
  Value logarithm = node.create<ReduceSumOp>(
      node.create<LogOp>(node.create<AbsOp>(pivots.diagonal)), axes);
  Value isFinite = node.create<IsFiniteOp>(logarithm);
  auto elementType = cast<FloatType>(node.getType(0).getElementType());
  Value lowest = node.constant(cast<ElementsAttr>(DenseElementsAttr::get(
      RankedTensorType::get({}, elementType),
      Attribute(FloatAttr::get(elementType,
                               APFloat::getInf(elementType.getFloatSemantics(),
                                               /*Negative=*/true))))));
  return node.setResults(
      {node.create<SelectOp>({isFinite, sign, node.scalar(elementType, 0)}),
       node.create<SelectOp>({isFinite, logarithm, lowest})});
}

static LogicalResult importCholesky(NodeContext &node) {
  return node.setResult(node.create<CholeskyOp>(node.getInput(0)));
}

static LogicalResult importLu(NodeContext &node) {
  Type indexType = node.getElementType("output_idx_type", proto::DT_INT32);
  SmallVector<Value> lu = node.createResults<LuOp>(2, node.getInput(0));
  if (node.hasFailed())
    return failure();
  if (!indexType.isInteger(32))
    lu[1] =
        node.createTyped<CastOp>(node.getType(lu[1]).clone(indexType), lu[1]);
  return node.setResults(lu);
}

static LogicalResult importQr(NodeContext &node) {
  bool full = node.getBool("full_matrices", false);
  if (!hasMatrices(node, 0))
    return failure();
  return node.setResults(node.createResults<QrOp>(2, node.getInput(0),
                                                  node.boolAttr("full", full)));
}

/// The least squares solution, or of many the least one. `fast` is by the
/// normal equations, with a multiple of the identity added.
static LogicalResult importMatrixSolveLs(NodeContext &node) {
  bool isFast = node.getBool("fast", true);
  int64_t rank = node.getRank(0);
  if (!hasMatrices(node, 0) || !node.checkRank(1, rank) ||
      !node.checkRank(2, 0))
    return failure();
  Value matrix = node.getInput(0), rhs = node.getInput(1);
  int64_t rows = node.getShape(0)[rank - 2], columns = node.getShape(0).back();
  bool isTall = rows >= columns;
  auto multiply = [&](Value lhs, Value rhs, bool transposeLhs = false,
                      bool transposeRhs = false) {
    return node.create<MatmulOp>(
        {lhs, rhs}, {node.boolAttr("transpose_lhs", transposeLhs),
                     node.boolAttr("transpose_rhs", transposeRhs)});
  };
  auto solveHalf = [&](Value factor, Value rhs, bool lower, bool adjoint) {
    return solveTriangular(node, factor, rhs, lower, adjoint,
                           /*unitDiagonal=*/false);
  };
  if (!isFast) {
    SmallVector<Value> qr = node.createResults<QrOp>(
        2, isTall ? matrix : transposeMatrices(node, matrix));
    if (isTall)
      return node.setResult(solveHalf(qr[1], multiply(qr[0], rhs, true),
                                      /*lower=*/false, /*adjoint=*/false));
    return node.setResult(multiply(
        qr[0], solveHalf(qr[1], rhs, /*lower=*/false, /*adjoint=*/true)));
  }
  Type elementType = node.getType(0).getElementType();
  Value isDiagonal = makeMask(node, std::min(rows, columns),
                              [](int64_t i, int64_t j) { return i == j; });
  Value shift = node.create<SelectOp>(
      {isDiagonal, node.castTo(node.getInput(2), elementType),
       node.scalar(elementType, 0)});
  Value factor = node.create<CholeskyOp>(
      node.create<AddOp>({multiply(matrix, matrix, isTall, !isTall), shift}));
  auto solveBoth = [&](Value rhs) {
    Value half = solveHalf(factor, rhs, /*lower=*/true, /*adjoint=*/false);
    return solveHalf(factor, half, /*lower=*/true, /*adjoint=*/true);
  };
  if (isTall)
    return node.setResult(solveBoth(multiply(matrix, rhs, true)));
  return node.setResult(multiply(matrix, solveBoth(rhs), true));
}

/// What is not asked for has no elements.
static Value makeNothing(NodeContext &node) {
  return node.constant(cast<ElementsAttr>(getSplat(
      RankedTensorType::get({0}, node.getType(0).getElementType()), 0)));
}

static LogicalResult importSvd(NodeContext &node) {
  bool full = node.getBool("full_matrices", false);
  bool hasVectors = node.getBool("compute_uv", true);
  if (!hasMatrices(node, 0))
    return failure();
  SmallVector<Value> results = node.createResults<SvdOp>(
      3, node.getInput(0), node.boolAttr("full", full));
  if (!hasVectors && !node.hasFailed())
    results[1] = results[2] = makeNothing(node);
  return node.setResults(results);
}

static LogicalResult importSelfAdjointEig(NodeContext &node) {
  bool hasVectors = node.getBool("compute_v", true);
  if (!hasMatrices(node, 0, /*isSquare=*/true))
    return failure();
  SmallVector<Value> results =
      node.createResults<SelfAdjointEigOp>(2, node.getInput(0));
  if (!hasVectors && !node.hasFailed())
    results[1] = makeNothing(node);
  return node.setResults(results);
}

static LogicalResult importTridiagonalSolve(NodeContext &node) {
  bool pivots = node.getBool("partial_pivoting", true);
  return node.setResult(node.create<TridiagonalSolveOp>(
      node.getInputs(), node.boolAttr("pivoting", pivots)));
}

/// Each row of the product is a sum of three neighboring rows of the factor,
/// shifted and scaled by a diagonal.
static LogicalResult importTridiagonalMatMul(NodeContext &node) {
  int64_t rank = node.getRank(3);
  if (rank < 2)
    return node.emitError()
           << "input 3 has rank " << rank << " instead of 2 or more";
  int64_t rows = node.getShape(3)[rank - 2];
  if (ShapedType::isDynamic(rows) || rows < 1)
    return node.emitError() << "input 3 has an unknown number of rows, or none";
  Value sum;
  for (unsigned input : {0, 1, 2}) {
    if (!node.checkRank(input, rank))
      return failure();
    // The superdiagonal meets the row below, the subdiagonal the one above.
    int64_t shift = 1 - int64_t(input);
    SmallVector<int64_t> begin(rank, 0), size(rank, -1), strides(rank, 1);
    SmallVector<int64_t> low(rank, 0), high(rank, 0);
    begin[rank - 2] = std::max<int64_t>(shift, 0);
    size[rank - 2] = rows - std::abs(shift);
    (shift < 0 ? low : high)[rank - 2] = std::abs(shift);
    Value factor = node.getInput(3);
    if (shift)
      factor = node.create<PadOp>(
          node.create<SliceOp>(factor, {node.intsAttr("begin", begin),
                                        node.intsAttr("size", size),
                                        node.intsAttr("strides", strides)}),
          {node.intsAttr("low", low), node.intsAttr("high", high),
           node.getBuilder().getNamedAttr(
               "value", node.getBuilder().getZeroAttr(
                            node.getType(3).getElementType()))});
    SmallVector<int64_t> permutation =
        llvm::to_vector(llvm::seq<int64_t>(0, rank));
    std::swap(permutation[rank - 2], permutation[rank - 1]);
    Value diagonal = node.create<TransposeOp>(
        node.getInput(input), node.intsAttr("permutation", permutation));
    Value term = node.create<MulOp>({diagonal, factor});
    sum = sum ? node.create<AddOp>({sum, term}) : term;
  }
  return node.setResult(sum);
}

/// The products of components 1, 2, 0 with 2, 0, 1, less those of 2, 0, 1 with
/// 1, 2, 0.
static LogicalResult importCross(NodeContext &node) {
  int64_t rank = node.getRank(0);
  if (rank == 0 || node.getShape(0).back() != 3)
    return node.emitError() << "input 0 has no vectors of 3 components";
  auto take = [&](unsigned input, ArrayRef<int64_t> components) {
    return node.create<GatherOp>(
        {node.getInput(input),
         node.ints(components, node.getBuilder().getI32Type())},
        {node.intAttr("axis", rank - 1), node.intAttr("batch_dims", 0)});
  };
  Value first = node.create<MulOp>({take(0, {1, 2, 0}), take(1, {2, 0, 1})});
  Value second = node.create<MulOp>({take(0, {2, 0, 1}), take(1, {1, 2, 0})});
  return node.setResult(node.create<SubOp>({first, second}));
}

void tf::registerFactorizationOps(OpRegistry &registry) {
  for (StringRef prefix : {"", "Batch"}) {
    auto add = [&](StringRef op, Arity inputs, ImportFunction import,
                   StringRef outputs = "output") {
      registry.add((prefix + op).str(), inputs, import, outputs);
    };
    add("Cholesky", 1, importCholesky);
    add("MatrixDeterminant", 1, importDeterminant);
    add("MatrixInverse", 1, importMatrixInverse);
    add("MatrixSolve", 2, importMatrixSolve);
    add("MatrixSolveLs", 3, importMatrixSolveLs);
    add("MatrixTriangularSolve", 2, importTriangularSolve);
    add("SelfAdjointEigV2", 1, importSelfAdjointEig, "e,v");
    add("Svd", 1, importSvd, "s,u,v");
  }
  registry.add("LogMatrixDeterminant", 1, importLogDeterminant,
               "sign,log_abs_determinant");
  registry.add("Lu", 1, importLu, "lu,p");
  registry.add("Qr", 1, importQr, "q,r");
  registry.add("TridiagonalSolve", 2, importTridiagonalSolve);
  registry.add("TridiagonalMatMul", 4, importTridiagonalMatMul);
  registry.add("Cross", 2, importCross, "product");
}
