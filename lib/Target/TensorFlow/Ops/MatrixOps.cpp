//===- MatrixOps.cpp - Diagonals and bands ------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Parts of matrices are chosen by constant masks, so that what is left out may
// be infinite.
//
//===----------------------------------------------------------------------===//

#include "../NodeContext.h"

using namespace mlir;
using namespace mlir::nn;
using namespace mlir::nn::tf;

/// More elements than a mask may have.
static constexpr int64_t kMaxMask = 1 << 24;

/// A constant of bools that says which elements of a matrix are meant.
static Value makeMask(NodeContext &node, int64_t rows, int64_t columns,
                      llvm::function_ref<bool(int64_t, int64_t)> isIn) {
  if (ShapedType::isDynamic(rows) || ShapedType::isDynamic(columns) ||
      (columns && rows > kMaxMask / columns)) {
    node.emitError() << "has matrices of unknown or too large a size";
    return {};
  }
  SmallVector<bool> elements;
  for (int64_t i = 0; i < rows; ++i)
    for (int64_t j = 0; j < columns; ++j)
      elements.push_back(isIn(i, j));
  auto type =
      RankedTensorType::get({rows, columns}, node.getBuilder().getI1Type());
  return node.constant(
      cast<ElementsAttr>(DenseElementsAttr::get(type, elements)));
}

static bool isOnDiagonal(int64_t i, int64_t j) { return i == j; }

static Value getZero(NodeContext &node) {
  return node.scalar(node.getType(0).getElementType(), 0);
}

/// The later versions place diagonals anywhere; only the main one is known.
static bool isMainDiagonal(NodeContext &node) {
  if (node.getNumInputs() <= 1)
    return true;
  for (int64_t diagonal : node.getConstantInts(1, "k"))
    if (diagonal != 0)
      node.emitError() << "only the main diagonal is supported";
  return !node.hasFailed();
}

static Value makeDiagonal(NodeContext &node, Value diagonal) {
  if (!diagonal)
    return {};
  RankedTensorType type = node.getType(diagonal);
  int64_t rank = type.getRank();
  int64_t size = type.getShape().back();
  Value column =
      node.create<ExpandDimsOp>(diagonal, node.intAttr("axis", rank));
  Value mask = makeMask(node, size, size, isOnDiagonal);
  return node.create<SelectOp>({mask, column, getZero(node)});
}

static bool hasMatrix(NodeContext &node, int64_t rank) {
  if (node.getRank(0) >= rank)
    return true;
  node.emitError() << "input 0 has rank " << node.getRank(0) << " instead of "
                   << rank << " or more";
  return false;
}

static LogicalResult importMatrixDiag(NodeContext &node) {
  if (!hasMatrix(node, 1) || !isMainDiagonal(node))
    return failure();
  if (node.getNumInputs() > 3)
    for (unsigned i : {2, 3}) {
      int64_t size = node.getConstantInt(i, "num_rows or num_cols");
      if (size != -1 && size != node.getShape(0).back())
        return node.emitError() << "matrices that are not square are not "
                                   "supported";
    }
  return node.setResult(makeDiagonal(node, node.getInput(0)));
}

static LogicalResult importMatrixDiagPart(NodeContext &node) {
  if (!hasMatrix(node, 2) || !isMainDiagonal(node))
    return failure();
  int64_t rank = node.getRank(0);
  int64_t rows = node.getShape(0)[rank - 2], columns = node.getShape(0).back();
  int64_t size = std::min(rows, columns);
  if (ShapedType::isDynamic(rows) || ShapedType::isDynamic(columns))
    return node.emitError() << "has matrices of unknown size";
  Value square = node.getInput(0);
  if (rows != columns) {
    SmallVector<int64_t> begin(rank, 0), sizes(rank, -1), strides(rank, 1);
    sizes[rank - 2] = sizes[rank - 1] = size;
    square = node.create<SliceOp>(square, {node.intsAttr("begin", begin),
                                           node.intsAttr("size", sizes),
                                           node.intsAttr("strides", strides)});
  }
  Value mask = makeMask(node, size, size, isOnDiagonal);
  Value only = node.create<SelectOp>({mask, square, getZero(node)});
  return node.setResult(
      node.create<ReduceSumOp>(only, node.intsAttr("axes", {rank - 1})));
}

/// Diag of a tensor is that of its elements, with its shape twice.
static LogicalResult importDiag(NodeContext &node) {
  RankedTensorType type = node.getType(0);
  if (!type.hasStaticShape())
    return node.emitError() << "has an input of unknown size";
  SmallVector<int64_t> shape(type.getShape());
  shape.append(type.getShape().begin(), type.getShape().end());
  Value flat = node.reshape(node.getInput(0), {type.getNumElements()});
  return node.setResult(node.reshape(makeDiagonal(node, flat), shape));
}

static LogicalResult importDiagPart(NodeContext &node) {
  RankedTensorType type = node.getType(0);
  ArrayRef<int64_t> shape = type.getShape();
  ArrayRef<int64_t> half = shape.take_front(shape.size() / 2);
  if (!type.hasStaticShape() || shape.size() % 2 ||
      half != shape.drop_front(half.size()))
    return node.emitError() << "input 0 is no diagonal tensor of known size";
  int64_t size = 1;
  for (int64_t dim : half)
    size *= dim;
  Value matrix = node.reshape(node.getInput(0), {size, size});
  Value mask = makeMask(node, size, size, isOnDiagonal);
  Value only = node.create<SelectOp>({mask, matrix, getZero(node)});
  return node.setResult(node.reshape(
      node.create<ReduceSumOp>(only, node.intsAttr("axes", {1})), half));
}

static LogicalResult importMatrixSetDiag(NodeContext &node) {
  if (!hasMatrix(node, 2))
    return failure();
  if (node.getNumInputs() > 2)
    for (int64_t diagonal : node.getConstantInts(2, "k"))
      if (diagonal != 0)
        return node.emitError() << "only the main diagonal is supported";
  int64_t rank = node.getRank(0);
  if (!node.checkRank(1, rank - 1))
    return failure();
  int64_t rows = node.getShape(0)[rank - 2], columns = node.getShape(0).back();
  Value mask = makeMask(node, rows, columns, isOnDiagonal);
  int64_t axis = rows <= columns ? rank - 1 : rank - 2;
  Value diagonal =
      node.create<ExpandDimsOp>(node.getInput(1), node.intAttr("axis", axis));
  return node.setResult(
      node.create<SelectOp>({mask, diagonal, node.getInput(0)}));
}

static LogicalResult importMatrixBandPart(NodeContext &node) {
  if (!hasMatrix(node, 2))
    return failure();
  int64_t lower = node.getConstantInt(1, "num_lower");
  int64_t upper = node.getConstantInt(2, "num_upper");
  int64_t rank = node.getRank(0);
  Value mask = makeMask(node, node.getShape(0)[rank - 2],
                        node.getShape(0).back(), [&](int64_t i, int64_t j) {
                          return (lower < 0 || i - j <= lower) &&
                                 (upper < 0 || j - i <= upper);
                        });
  return node.setResult(
      node.create<SelectOp>({mask, node.getInput(0), getZero(node)}));
}

void tf::registerMatrixOps(OpRegistry &registry) {
  registry.add("Diag", 1, importDiag);
  registry.add("DiagPart", 1, importDiagPart, "diagonal");
  registry.add("MatrixDiag", 1, importMatrixDiag);
  registry.add("MatrixDiagV2", 5, importMatrixDiag);
  registry.add("MatrixDiagV3", 5, importMatrixDiag);
  registry.add("MatrixDiagPart", 1, importMatrixDiagPart, "diagonal");
  registry.add("MatrixDiagPartV2", 3, importMatrixDiagPart, "diagonal");
  registry.add("MatrixDiagPartV3", 3, importMatrixDiagPart, "diagonal");
  registry.add("MatrixSetDiag", 2, importMatrixSetDiag);
  registry.add("MatrixSetDiagV2", 3, importMatrixSetDiag);
  registry.add("MatrixSetDiagV3", 3, importMatrixSetDiag);
  registry.add("MatrixBandPart", 3, importMatrixBandPart, "band");
}
